"""Tindak lanjut: planned beside a figure, listed, followed up, a task of who answers for it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from capaian import tindak_lanjut
from capaian.apps import tugas
from capaian.forms_periksa import tenggat_usulan
from capaian.models import PantauanTindakLanjut, Realisasi, TindakLanjut
from organisasi.enums import JenisTenggat
from organisasi.models import Jabatan
from sakip.alur import TransisiDitolak
from sakip.angka import format_tanggal
from sakip.models import VersiBerubah
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}
HTMX = {"HTTP_HX_REQUEST": "true"}


def alamat(nama, **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


def teks(jawaban, status=200):
    assert jawaban.status_code == status, jawaban.status_code
    return jawaban.content.decode().replace("\xa0", " ")


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


@pytest.fixture
def kabag(kepala_unit):
    return kepala_unit.penugasan_kini().get().jabatan


@pytest.fixture
def rencana(pengukuran, kabag):
    return pabrik.TindakLanjutFactory(pengukuran=pengukuran[0], triwulan=1, penanggung_jawab=kabag)


def isian(jabatan, **lain):
    return {"uraian": "Rapat mingguan", "penanggung_jawab": jabatan.pk, "tenggat": "30 Juni 2024"} | lain


# --- Planning ------------------------------------------------------------------------------------------------------


def baru(pengukuran, triwulan=1):
    return alamat("tindak_lanjut_baru", triwulan=triwulan, pk=pengukuran[0].pk)


def test_what_who_and_by_when_are_entered(masuk, perencana, pengukuran, kabag):
    klien = masuk(perencana)
    assert f'value="{kabag.pk}" selected' in teks(klien.get(baru(pengukuran))), "the head of the answering unit first"
    jawaban = klien.post(baru(pengukuran), isian(kabag))
    assert jawaban.url == pengukuran[0].get_absolute_url() + "#tw-1"
    t = TindakLanjut.objects.get()
    assert (t.triwulan, t.uraian, t.penanggung_jawab, t.tenggat) == (1, "Rapat mingguan", kabag, date(2024, 6, 30))
    assert "Rapat mingguan" in teks(klien.get(pengukuran[0].get_absolute_url()))


def test_htmx_answers_a_fragment_for_any_place(masuk, perencana, pengukuran, kabag):
    isi = teks(masuk(perencana).post(baru(pengukuran), isian(kabag), **HTMX))
    assert "<html" not in isi
    assert "Rapat mingguan" in isi
    assert 'name="uraian"' in isi
    assert "</textarea>" in isi
    assert "Rapat mingguan</textarea>" not in isi, "the form is empty again"


def test_the_same_plan_is_refused_the_second_time(masuk, perencana, pengukuran, kabag):
    klien = masuk(perencana)
    assert "Tersimpan" in teks(klien.post(baru(pengukuran), isian(kabag), **HTMX))
    lagi = isian(kabag, uraian="rapat  mingguan")
    assert "Rencana yang sama sudah ada" in teks(klien.post(baru(pengukuran), lagi, **HTMX), status=422)
    assert TindakLanjut.objects.count() == 1
    klien.post(baru(pengukuran, triwulan=2), lagi)
    assert TindakLanjut.objects.count() == 2, "another quarter may plan the same"
    t = TindakLanjut.objects.get(triwulan=1)
    ubah = alamat("tindak_lanjut_ubah", pk=t.pk)
    assert klien.post(ubah, isian(kabag, versi=1, tenggat="1 Juli 2024")).status_code == 302, "it may keep its words"


@pytest.mark.parametrize(("kini", "akhir"), [((2024, 2), (2024, 6, 30)), ((2024, 11), (2024, 12, 31))])
def test_the_deadline_proposed_is_the_end_of_the_next_quarter(monkeypatch, kini, akhir):
    monkeypatch.setattr(timezone, "localdate", lambda: date(*kini, 10))
    assert tenggat_usulan(2024, 1) == date(*akhir)
    assert tenggat_usulan(2024, 4) == date(2025, 3, 31)


def test_a_mistake_keeps_what_was_typed(masuk, perencana, pengukuran, kabag, satker_lain):
    lain = pabrik.JabatanFactory(unit__satker=satker_lain)
    isi = teks(masuk(perencana).post(baru(pengukuran), isian(lain, tenggat="besok"), **HTMX), status=422)
    assert "Rapat mingguan</textarea>" in isi
    assert 'value="besok"' in isi
    assert not TindakLanjut.objects.exists()


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "disetujui"])
def test_what_somebody_judges_is_not_planned_anew(masuk, perencana, realisasi, pengukuran, kabag, status):
    Realisasi.objects.update(status=status)
    klien, t = masuk(perencana), TindakLanjut.objects.get()
    assert "Tindak lanjut Triwulan I terkunci" in teks(klien.get(baru(pengukuran)))
    assert klien.post(baru(pengukuran), isian(kabag)).status_code == 422
    assert klien.post(alamat("tindak_lanjut_ubah", pk=t.pk), isian(kabag, versi=1)).status_code == 422
    assert "terkunci" in teks(klien.post(alamat("tindak_lanjut_hapus", pk=t.pk), follow=True))
    assert [x.uraian for x in TindakLanjut.objects.all()] == [t.uraian]


def test_a_closed_quarter_takes_none(masuk, perencana, pengukuran, kabag):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)
    assert "ditutup 15 April 2024" in teks(masuk(perencana).post(baru(pengukuran), isian(kabag)), status=422)


def test_it_is_changed_and_removed(masuk, perencana, rencana, kabag):
    klien = masuk(perencana)
    ubah = alamat("tindak_lanjut_ubah", pk=rencana.pk)
    assert rencana.uraian in teks(klien.get(ubah))
    klien.post(ubah, isian(kabag, versi=1))
    assert TindakLanjut.objects.get().uraian == "Rapat mingguan"
    assert "baru saja diubah orang lain" in teks(klien.post(ubah, isian(kabag, versi=1, uraian="Lain")), status=422)
    klien.post(alamat("tindak_lanjut_hapus", pk=rencana.pk))
    assert not TindakLanjut.objects.exists()


def test_what_was_followed_up_stays(rencana, perencana):
    pantau(rencana, perencana)
    with pytest.raises(TransisiDitolak, match="sudah dipantau"):
        tindak_lanjut.hapus(rencana)


# --- Following up --------------------------------------------------------------------------------------------------


def pantau(rencana, oleh, triwulan=2, status="berjalan", versi=None):
    isi = tindak_lanjut.IsianPantauan(triwulan, status, "Rapat pertama selesai")
    return tindak_lanjut.pantau(rencana, isi, oleh=oleh, versi=versi or rencana.versi)


def test_following_up_adds_a_note_and_moves_the_state(masuk, kepala_unit, rencana):
    klien = masuk(kepala_unit)
    url = alamat("pantau", pk=rencana.pk)
    assert rencana.uraian in teks(klien.get(url))
    data = {"versi": 1, "triwulan": 2, "status": "berjalan", "catatan": "Rapat pertama selesai"}
    isi = teks(klien.post(url, data, follow=True))
    assert "Catatan tindak lanjut tersimpan." in isi
    assert "Triwulan II: sedang dikerjakan." in isi
    rencana.refresh_from_db()
    p = PantauanTindakLanjut.objects.get()
    assert (rencana.status, p.oleh, p.triwulan) == ("berjalan", kepala_unit, 2)


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [({"catatan": ""}, "Tulis apa yang sudah dikerjakan"), ({"versi": 9}, "Orang lain baru saja mencatat")],
)
def test_a_note_is_needed_and_the_slower_of_two_is_told(masuk, perencana, rencana, ubah, pesan):
    data = {"versi": 1, "triwulan": 2, "status": "selesai", "catatan": "Selesai"} | ubah
    assert pesan in teks(masuk(perencana).post(alamat("pantau", pk=rencana.pk), data), status=422)
    rencana.refresh_from_db()
    assert (rencana.status, rencana.pantauan.count()) == ("belum", 0)


def test_nothing_is_followed_up_before_it_was_planned(pengukuran, perencana):
    t = pabrik.TindakLanjutFactory(pengukuran=pengukuran[0], triwulan=3)
    with pytest.raises(TransisiDitolak, match="baru direncanakan pada Triwulan III"):
        pantau(t, perencana, triwulan=2)


def test_it_is_followed_up_when_the_quarter_is_closed_and_approved(realisasi, perencana):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)
    Realisasi.objects.update(status="disetujui")
    assert pantau(TindakLanjut.objects.get(), perencana, status="selesai").status == "selesai"


def test_who_answers_for_it_notes_and_plans_nothing_else(masuk, satker, rencana):
    """An office of a unit that does not answer for the indikator."""
    tugas_lain = pabrik.PenugasanFactory(jabatan__unit__satker=satker, jabatan__jenis="fungsional")
    orang = pabrik.PenggunaFactory(satker=satker, pejabat=tugas_lain.pejabat, peran="pembaca")
    klien = masuk(orang)
    assert klien.get(alamat("pantau", pk=rencana.pk)).status_code == 403
    TindakLanjut.objects.update(penanggung_jawab=tugas_lain.jabatan)
    assert klien.get(alamat("pantau", pk=rencana.pk)).status_code == 200
    assert klien.get(alamat("tindak_lanjut_ubah", pk=rencana.pk)).status_code == 403


# --- The year ------------------------------------------------------------------------------------------------------


@pytest.fixture
def tiga(pengukuran, rencana, satker):
    """One overdue of the kabag, one still to come of another unit, one finished."""
    depan = timezone.localdate() + timedelta(days=90)
    lain = pabrik.JabatanFactory(unit__satker=satker, unit__nama="Bagian Hukum")
    TindakLanjut.objects.filter(pk=rencana.pk).update(uraian="Terlambat", tenggat=date(2024, 5, 1))
    pengukuran[1].indikator.pelaksana.clear()
    pabrik.TindakLanjutFactory(pengukuran=pengukuran[1], uraian="Nanti", tenggat=depan, penanggung_jawab=lain)
    pabrik.TindakLanjutFactory(
        pengukuran=pengukuran[1], uraian="Sudah", tenggat=date(2024, 4, 1), status="selesai", penanggung_jawab=lain
    )
    return lain


def tampil(klien, saring=""):
    isi = teks(klien.get(alamat("tindak_lanjut") + saring))
    return sorted(
        (isi.index(f">{u}<") if f">{u}<" in isi else isi.index(u), u)
        for u in ("Terlambat", "Nanti", "Sudah")
        if u in isi
    )


def test_open_ones_come_first_and_overdue_is_marked(masuk, pembaca, tiga):
    klien = masuk(pembaca)
    assert [u for _, u in tampil(klien)] == ["Terlambat", "Nanti", "Sudah"]
    isi = teks(klien.get(alamat("tindak_lanjut")))
    assert "2 belum selesai" in isi
    assert "1 lewat tenggat" in isi


@pytest.mark.parametrize(
    ("saring", "ada"),
    [
        ("?status=terbuka", ["Nanti", "Terlambat"]),
        ("?status=lewat", ["Terlambat"]),
        ("?status=selesai", ["Sudah"]),
        ("?status=xyz", ["Nanti", "Sudah", "Terlambat"]),
        ("?unit=hukum", ["Nanti", "Sudah"]),
        ("?unit=keuangan", ["Terlambat"]),
        ("?unit=keuangan&status=selesai", []),
    ],
)
def test_it_is_filtered(masuk, pembaca, unit, tiga, saring, ada):
    saring = saring.replace("hukum", str(tiga.unit_id)).replace("keuangan", str(unit.pk))
    isi = teks(masuk(pembaca).get(alamat("tindak_lanjut") + saring))
    isi = isi[isi.index('id="utama"') :]
    assert sorted(u for u in ("Terlambat", "Nanti", "Sudah") if f"{u}\n" in isi or f">{u}<" in isi) == ada


def test_one_finds_what_one_answers_for(masuk, kepala_unit, tiga):
    assert [u for _, u in tampil(masuk(kepala_unit), "?saya=1")] == ["Terlambat"]


def test_parent_satker_does_not_read_how_the_office_works(masuk, pusat, tiga):
    isi = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(alamat("tindak_lanjut")))
    assert "Terlambat" not in isi
    assert "Belum ada tindak lanjut" in isi


def test_the_queries_do_not_grow(masuk, perencana, rencana, pengukuran):
    def banyak():
        with CaptureQueriesContext(connection) as tercatat:
            assert klien.get(alamat("tindak_lanjut")).status_code == 200
        return len(tercatat)

    klien = masuk(perencana)
    pantau(rencana, perencana)
    semula = banyak()
    for n in range(20):
        t = pabrik.TindakLanjutFactory(pengukuran=pengukuran[n % 2], triwulan=1)
        pantau(t, pabrik.PenggunaFactory(satker=pengukuran[0].satker))
    assert banyak() == semula


# --- Beside the row of a later quarter -----------------------------------------------------------------------------


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_an_open_one_stands_beside_the_form_of_a_later_quarter(masuk, perencana, pengukuran, rencana, htmx):
    klien = masuk(perencana)
    url = alamat("isi", triwulan=2, pk=pengukuran[0].pk)
    assert rencana.uraian in teks(klien.get(url, **htmx))
    assert "yang masih terbuka" not in teks(klien.get(alamat("isi", triwulan=1, pk=pengukuran[0].pk), **htmx))
    pantau(rencana, perencana, status="selesai")
    assert rencana.uraian not in teks(klien.get(url, **htmx))


# --- Tasks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selisih", "kata"),
    [
        (8, None),
        (7, "1 tindak lanjut Anda menunggu"),
        (0, "1 tindak lanjut Anda menunggu"),
        (-1, "1 tindak lanjut Anda menunggu, 1 lewat tenggat"),
    ],
)
def test_who_answers_for_it_has_a_task_when_it_is_due(rencana, satker, kepala_unit, sekretaris, selisih, kata):
    tenggat = timezone.localdate() + timedelta(days=selisih)
    TindakLanjut.objects.update(tenggat=tenggat)
    ada = {t.teks: t for t in tugas(kepala_unit, satker, 2024) if "tindak lanjut" in t.teks}
    assert list(ada) == ([kata] if kata else [])
    if kata:
        assert (ada[kata].tenggat, ada[kata].terlambat) == (tenggat, selisih < 0)
        assert format_tanggal(tenggat) in ada[kata].teks_tenggat
    assert not [t for t in tugas(sekretaris, satker, 2024) if "tindak lanjut" in t.teks]


def test_what_is_finished_is_no_task(rencana, satker, kepala_unit):
    TindakLanjut.objects.update(tenggat=date(2024, 5, 1), status="batal")
    assert not [t for t in tugas(kepala_unit, satker, 2024) if "tindak lanjut" in t.teks]


def test_versions_are_those_of_the_row(rencana, kabag):
    isi = tindak_lanjut.IsianTindakLanjut("Lain", kabag, date(2024, 6, 30))
    assert tindak_lanjut.ubah(rencana, isi, versi=1).versi == 2
    with pytest.raises(VersiBerubah):
        tindak_lanjut.ubah(rencana, isi, versi=1)


def test_the_office_is_one_of_the_satker(masuk, perencana, pengukuran, kabag):
    isi = teks(masuk(perencana).get(baru(pengukuran)))
    assert isi.count("<option") == Jabatan.objects.filter(unit__satker=pengukuran[0].satker).count() + 1
