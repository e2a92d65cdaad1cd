"""The history of one object, and the trail of a satker with its filter and export."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jejak.enums import Tindakan
from jejak.models import Jejak
from jejak.services import catat
from organisasi import views_riwayat
from renstra.enums import StatusRenstra
from sakip.izin import Peran
from sakip.pelaku import Pelaku, dengan_alasan, sebagai
from tests import pabrik

T = {"kode": "654340", "tahun": 2024}


@pytest.fixture
def renstra(satker):
    return pabrik.RenstraFactory(satker=satker, judul="Renstra Bengkulu", status=StatusRenstra.DRAF)


def _masuk(client, user):
    client.force_login(user)
    return client


def _alamat(objek, **tempat):
    return reverse("organisasi:riwayat", kwargs=T | tempat | {"tabel": objek._meta.db_table, "pk": objek.pk})


def _ubah(renstra, **nilai):
    type(renstra).objects.filter(pk=renstra.pk).update(**nilai)


# --- One object ----------------------------------------------------------------------------------------------------


def test_history_shows_before_after_who_and_why(client, renstra, perencana):
    with sebagai(Pelaku(perencana.pk, "Rina Perencana", "Perencana", asal="127.0.0.1")), dengan_alasan("Salah ketik"):
        _ubah(renstra, judul="Renstra Provinsi Bengkulu")
    isi = _masuk(client, perencana).get(_alamat(renstra)).content.decode()
    for kata in ("Renstra Bengkulu", "Renstra Provinsi Bengkulu", "Rina Perencana (Perencana)", "Alasan: Salah ketik"):
        assert kata in isi


def test_history_includes_the_parts_of_a_document(client, renstra, perencana):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra, uraian="Persentase layanan")
    indikator.delete()
    assert "Persentase layanan" in _masuk(client, perencana).get(_alamat(renstra)).content.decode()


@pytest.mark.parametrize(
    ("siapa", "status"),
    [("perencana", 200), ("pembaca", 200), ("admin_pusat", 200), ("orang_lain", 404)],
)
def test_history_is_for_those_who_work_there(client, request, renstra, siapa, status):
    _ubah(renstra, status=StatusRenstra.DITETAPKAN)
    assert _masuk(client, request.getfixturevalue(siapa)).get(_alamat(renstra)).status_code == status


def test_a_parent_reads_what_is_issued_and_not_how_it_came_about(client, renstra, pusat):
    _ubah(renstra, status=StatusRenstra.DITETAPKAN)
    orang = pabrik.PenggunaFactory(satker=pusat, peran=Peran.PERENCANA)
    assert _masuk(client, orang).get(_alamat(renstra)).status_code == 403


def test_a_draft_part_of_an_issued_document_is_not_found_from_above(client, satker, pusat):
    draf = pabrik.RealisasiFactory(pengukuran__indikator__sasaran__renstra__satker=satker)
    orang = pabrik.PenggunaFactory(satker=pusat, peran=Peran.PERENCANA)
    assert _masuk(client, orang).get(_alamat(draf)).status_code == 404


def test_an_object_is_not_found_below_another_satker(client, renstra, admin_pusat, satker_lain):
    assert _masuk(client, admin_pusat).get(_alamat(renstra, kode=satker_lain.kode)).status_code == 404


@pytest.mark.parametrize("tabel", ["jejak_jejak", "django_session", "tidak-ada", "renstra_indikator_pelaksana"])
def test_only_kinds_that_leave_a_trail_have_a_history(client, admin_satker, tabel):
    alamat = reverse("organisasi:riwayat", kwargs=T | {"tabel": tabel, "pk": 1})
    assert _masuk(client, admin_satker).get(alamat).status_code == 404


def test_the_history_of_a_login_is_for_the_admin_and_the_person(client, perencana, pembaca, admin_satker):
    assert _masuk(client, pembaca).get(_alamat(perencana)).status_code == 403
    assert _masuk(client, perencana).get(_alamat(perencana)).status_code == 200
    assert _masuk(client, admin_satker).get(_alamat(perencana)).status_code == 200


def test_what_is_gone_is_found_by_those_who_read_the_trail(client, renstra, perencana, admin_satker):
    alamat = _alamat(renstra)
    renstra.delete()
    assert _masuk(client, perencana).get(alamat).status_code == 404
    assert "sudah dihapus" in _masuk(client, admin_satker).get(alamat).content.decode()


def test_somebody_of_another_satker_has_a_history_where_the_office_is(client, satker_lain, unit, admin_satker):
    pejabat = pabrik.PejabatFactory(satker=satker_lain)
    assert _masuk(client, admin_satker).get(_alamat(pejabat)).status_code == 404
    pabrik.PenugasanFactory(pejabat=pejabat, jabatan__unit=unit)
    assert _masuk(client, admin_satker).get(_alamat(pejabat)).status_code == 200


@pytest.fixture
def dikoreksi(unit):
    """An appointment whose first day was put right, with the reason."""
    penugasan = pabrik.PenugasanFactory(jabatan__unit=unit, pejabat__satker=unit.satker)
    with dengan_alasan("SK menyebut 27 Desember 2023"):
        _ubah(penugasan, mulai=date(2023, 12, 27))
    return penugasan


@pytest.mark.parametrize("milik", ["jabatan", "pejabat"])
def test_who_holds_an_office_is_part_of_the_history_of_the_office_and_of_the_person(
    client, perencana, dikoreksi, milik
):
    isi = _masuk(client, perencana).get(_alamat(getattr(dikoreksi, milik))).content.decode()
    assert "Alasan: SK menyebut 27 Desember 2023" in isi


def test_the_history_of_an_office_keeps_what_was_deleted(client, perencana, dikoreksi):
    dikoreksi.delete()
    isi = _masuk(client, perencana).get(_alamat(dikoreksi.jabatan)).content.decode()
    assert "Alasan: SK menyebut 27 Desember 2023" in isi


def test_the_history_of_a_person_does_not_tell_of_offices_elsewhere(client, perencana, dikoreksi, satker_lain):
    pabrik.PenugasanFactory(
        pejabat=dikoreksi.pejabat, jabatan__unit__satker=satker_lain, nomor_sk="SK-LAIN", status="plt"
    )
    isi = _masuk(client, perencana).get(_alamat(dikoreksi.pejabat)).content.decode()
    assert "SK menyebut 27" in isi
    assert "SK-LAIN" not in isi


# --- The trail -----------------------------------------------------------------------------------------------------


@pytest.fixture
def jejak():
    return reverse("organisasi:jejak", kwargs=T)


@pytest.mark.parametrize(
    ("siapa", "status"),
    [
        *(("admin_satker", 200), ("admin_pusat", 200), ("verifikator", 200), ("sekretaris", 200)),
        *(("perencana", 403), ("kepala_unit", 403), ("pimpinan", 403), ("pembaca", 403), ("orang_lain", 404)),
    ],
)
def test_the_trail_is_for_admins_and_the_inspectorate(client, request, satker, jejak, siapa, status):
    orang = _masuk(client, request.getfixturevalue(siapa))
    assert orang.get(jejak).status_code == status
    assert orang.get(reverse("organisasi:jejak_ekspor", kwargs=T)).status_code == status


def test_the_trail_ends_at_the_satker(client, jejak, admin_satker, satker_lain):
    pabrik.RenstraFactory(satker=satker_lain, judul="Renstra rahasia sebelah")
    assert "Renstra rahasia sebelah" not in _masuk(client, admin_satker).get(jejak).content.decode()


def test_the_satker_below_come_on_request_to_those_who_may(client, admin_pusat, pusat, renstra):
    alamat = reverse("organisasi:jejak", kwargs=T | {"kode": pusat.kode})
    orang = _masuk(client, admin_pusat)
    assert "Renstra Bengkulu" not in orang.get(alamat).content.decode()
    assert "Renstra Bengkulu" in orang.get(alamat, {"bawahan": "on"}).content.decode()


@pytest.mark.parametrize(
    ("saringan", "ada"),
    [
        ({"pelaku": "rina"}, True),
        ({"pelaku": "sudirman"}, False),
        ({"tindakan": "ubah"}, True),
        ({"tindakan": "hapus"}, False),
        ({"jenis": "renstra_renstra"}, True),
        ({"jenis": "anggaran_dipa"}, False),
        ({"dari": "1/1/2030"}, False),
        ({"sampai": "1/1/2020"}, False),
        ({"dari": "1/1/2020", "sampai": "1/1/2090"}, True),
    ],
)
def test_the_filter_narrows(client, jejak, admin_satker, renstra, saringan, ada):
    with sebagai(Pelaku(1, "Rina Perencana")):
        _ubah(renstra, judul="Judul baru sekali")
    assert ("Judul baru sekali" in _masuk(client, admin_satker).get(jejak, saringan).content.decode()) is ada


def test_a_wrong_filter_is_said_and_does_not_hide_the_rest(client, jejak, admin_satker, renstra):
    isi = _masuk(client, admin_satker).get(jejak, {"dari": "kemarin"}).content.decode()
    assert "kemarin" in isi
    assert "Renstra Bengkulu" in isi


def test_pages_follow_each_other_without_gap_or_repetition(satker):
    waktu = timezone.now()
    for n in range(95):  # many rows share one moment, as those of one import do
        Jejak.objects.create(tindakan=Tindakan.LAIN, satker_id=satker.pk, waktu=waktu - timedelta(seconds=n // 30))
    semua, kursor = [], ""
    for _ in range(4):
        potongan, kursor = views_riwayat.sehalaman(
            Jejak.objects.filter(tindakan=Tindakan.LAIN).order_by("-waktu", "-pk"), kursor
        )
        semua += [j.pk for j in potongan]
        if not kursor:
            break
    assert len(semua) == len(set(semua)) == 95


@pytest.mark.parametrize(
    "kursor", ["x", "2024-01-01~1", "2024-01-01T00:00:00+00:00~x", "~", "9" * 400, "0001-01-01T00:00:00+14:00~1"]
)
def test_a_broken_cursor_shows_the_first_page(client, jejak, admin_satker, kursor):
    assert _masuk(client, admin_satker).get(jejak, {"sebelum": kursor}).status_code == 200


def test_the_export_is_the_filtered_trail_and_leaves_a_trail_itself(client, admin_satker, renstra):
    with sebagai(Pelaku(1, "Rina Perencana")):
        _ubah(renstra, judul="=HYPERLINK(1)")
    jawaban = _masuk(client, admin_satker).get(reverse("organisasi:jejak_ekspor", kwargs=T), {"tindakan": "ubah"})
    baris = list(load_workbook(BytesIO(jawaban.content)).active.iter_rows(values_only=True))
    assert baris[0][:3] == ("Waktu", "Satker", "Pelaku")
    (isi,) = [b for b in baris[1:] if b[2] == "Rina Perencana"]
    assert isi[1] == "KPU Provinsi Bengkulu"
    assert isi[6:9] == ("Judul", "Renstra Bengkulu", "=HYPERLINK(1)")
    assert Jejak.objects.filter(tindakan=Tindakan.EKSPOR, satker_id=renstra.satker_id).count() == 1


def test_query_count_does_not_grow_with_the_rows(client, jejak, admin_satker, renstra):
    orang = _masuk(client, admin_satker)
    hitungan = []
    for banyak in (1, 38):
        for n in range(banyak):
            _ubah(renstra, judul=f"Judul {banyak} {n}")
        orang.get(jejak)
        with CaptureQueriesContext(connection) as q:
            orang.get(jejak, {"jenis": "renstra_renstra"})
        hitungan.append(len(q))
    assert hitungan[0] == hitungan[1] <= 26


def test_events_without_an_object_are_told(client, jejak, admin_satker, satker):
    with sebagai(Pelaku(1, "Rina")):
        catat(Tindakan.EKSPOR, satker=satker, keterangan="templat organisasi")
    assert "templat organisasi" in _masuk(client, admin_satker).get(jejak).content.decode()


# --- The way there -------------------------------------------------------------------------------------------------


def _halaman(satker):
    """Every page of an object with a trail, with the object."""
    renstra = pabrik.RenstraFactory(satker=satker)
    indikator = pabrik.IndikatorFactory(sasaran__renstra=renstra)
    dipa = pabrik.DipaFactory(satker=satker)
    perjanjian = pabrik.PerjanjianFactory(unit__satker=satker, berlaku=True)
    pengukuran = pabrik.PengukuranFactory(indikator=indikator)
    pabrik.LaporanFactory(satker=satker)
    alamat = {
        renstra: renstra.get_absolute_url(),
        indikator: reverse("renstra:indikator", kwargs=T | {"pk": indikator.pk}),
        dipa: reverse("anggaran:dipa", kwargs=T | {"pk": dipa.pk}),
        perjanjian: perjanjian.get_absolute_url(),
        pengukuran: pengukuran.get_absolute_url(),
    }
    return alamat | {satker.laporan.get(): reverse("pelaporan:lkjip", kwargs=T)}


def test_every_document_leads_to_its_history(client, satker, perencana):
    orang = _masuk(client, perencana)
    for objek, alamat in _halaman(satker).items():
        assert f'href="{_alamat(objek)}"' in orang.get(alamat).content.decode(), objek
        assert orang.get(_alamat(objek)).status_code == 200


def test_a_reader_from_above_is_not_led_where_the_door_is_closed(client, satker, pusat):
    orang = _masuk(client, pabrik.PenggunaFactory(satker=pusat, peran=Peran.PERENCANA))
    for objek, alamat in _halaman(satker).items():
        assert "/riwayat/" not in orang.get(alamat).content.decode(), objek
