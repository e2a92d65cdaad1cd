"""The queue of a checker, all at once, and corrections on their pages."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capaian import services_periksa
from capaian.models import Realisasi
from organisasi.enums import JenisTenggat
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}


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
def dua(realisasi, pengukuran, perencana):
    """TW I: both submitted by the perencana, 76 percent and a grade."""
    lain = pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, nilai=Decimal(6), diisi_oleh=perencana)
    Realisasi.objects.update(status="diajukan")
    realisasi.refresh_from_db()
    lain.refresh_from_db()
    return realisasi, lain


ANTREAN = {"triwulan": 1}


def ke(realisasi=None):
    return alamat("periksa", **ANTREAN) + (f"?ke={realisasi.pk}" if realisasi else "")


def lakukan(klien, realisasi, tindakan, **data):
    data = {"versi": realisasi.versi} | data
    return klien.post(alamat("periksa_tindakan", **ANTREAN, pk=realisasi.pk, tindakan=tindakan), data)


# --- Who -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nama", "status"),
    [
        ("perencana", 200),
        ("sekretaris", 200),
        ("pimpinan", 200),
        ("verifikator", 200),
        ("kepala_unit", 403),
        ("pembaca", 403),
        ("admin_satker", 403),
        ("admin_pusat", 403),
        ("orang_lain", 404),
    ],
)
def test_the_queue_is_for_those_who_check(masuk, dua, request, nama, status):
    assert masuk(request.getfixturevalue(nama)).get(ke()).status_code == status


# Written by hand: who may do it in which status; the entry is somebody else's.
SAH = {
    ("verifikasi", "diajukan"): {"perencana", "verifikator", "sekretaris", "pimpinan"},
    ("kembalikan", "diajukan"): {"perencana", "verifikator", "sekretaris", "pimpinan"},
    ("kembalikan", "diverifikasi"): {"perencana", "verifikator", "sekretaris", "pimpinan"},
    ("setujui", "diverifikasi"): {"sekretaris", "pimpinan"},
}


@pytest.mark.parametrize("status", ["draf", "diajukan", "diverifikasi", "dikembalikan", "disetujui"])
@pytest.mark.parametrize("tindakan", ["verifikasi", "setujui", "kembalikan"])
def test_each_act_is_done_by_the_right_person_in_the_right_status_only(masuk, dua, request, tindakan, status):
    for nama in ("perencana", "kepala_unit", "sekretaris", "pimpinan", "verifikator", "pembaca", "orang_lain"):
        Realisasi.objects.filter(pk=dua[0].pk).update(status=status, diisi_oleh=None)
        lakukan(masuk(request.getfixturevalue(nama)), dua[0], tindakan, catatan="Perbaiki")
        tujuan = {"verifikasi": "diverifikasi", "setujui": "disetujui", "kembalikan": "dikembalikan"}[tindakan]
        boleh = nama in SAH.get((tindakan, status), set())
        assert Realisasi.objects.get(pk=dua[0].pk).status == (tujuan if boleh else status), (nama, tindakan, status)


def test_another_word_is_not_an_act(masuk, sekretaris, dua):
    assert lakukan(masuk(sekretaris), dua[0], "ajukan").status_code == 404
    assert masuk(sekretaris).get(alamat("periksa_semua", **ANTREAN, tindakan="kembalikan")).status_code == 404
    assert masuk(sekretaris).get(alamat("periksa", triwulan=5)).status_code == 404


# --- What is on the page -------------------------------------------------------------------------------------------


def test_the_page_shows_all_that_is_judged(masuk, sekretaris, perencana, realisasi, pengukuran, dua):
    Realisasi.objects.filter(pk=realisasi.pk).update(
        hambatan="Banjir", upaya="Menjemput data", x=Decimal(19), y=Decimal(25)
    )
    pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__judul="Berita acara pleno")
    realisasi.riwayat.create(
        tindakan="kembalikan", dari="diajukan", ke="dikembalikan", oleh=sekretaris, catatan="Hitung lagi"
    )
    isi = teks(masuk(sekretaris).get(ke(realisasi)))
    for fakta in [
        "1 dari 2",
        "<b>2</b> menunggu Anda",
        "80 %",
        "76 %",
        "76 / 80 × 100 = 95",
        "19 ÷ 25 × 100",
        "Data terlambat",
        "Banjir",
        "Menjemput data",
        "Berita acara pleno",
        "Rapat percepatan setiap bulan",
        "Pernah dikembalikan dengan catatan",
        "Hitung lagi",
        "Diisi perencana",
    ]:
        assert fakta in isi, fakta


def test_quarters_before_and_what_they_left_open_stand_beside(masuk, sekretaris, dua, pengukuran):
    pabrik.TargetTriwulanFactory(pengukuran=pengukuran[0], triwulan=2, nilai=Decimal(80))
    kini = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=2, nilai=Decimal(79), status="diajukan")
    isi = teks(masuk(sekretaris).get(alamat("periksa", triwulan=2) + f"?ke={kini.pk}"))
    assert "Triwulan sebelumnya" in isi
    assert "76 %" in isi
    assert "Tindak lanjut triwulan sebelumnya yang masih terbuka" in isi
    pengukuran[0].tindak_lanjut.update(status="selesai")
    assert "yang masih terbuka" not in teks(masuk(sekretaris).get(alamat("periksa", triwulan=2)))


def test_who_entered_for_whom_is_told(masuk, sekretaris, kepala_unit, dua):
    Realisasi.objects.filter(pk=dua[0].pk).update(diisi_atas_nama=kepala_unit.penugasan_kini().get())
    isi = teks(masuk(sekretaris).get(ke(dua[0])))
    assert "Diisi perencana atas nama Sudirman" in isi


def test_the_own_entry_is_shown_with_the_reason_and_no_button(masuk, perencana, dua):
    isi = teks(masuk(perencana).get(ke(dua[0])))
    assert "Tidak dapat Anda verifikasi: Anda sendiri yang mengisinya." in isi
    assert 'data-tombol="v"' not in isi
    assert 'data-tombol="b"' in isi


def test_a_draft_is_not_in_the_queue(masuk, sekretaris, dua):
    Realisasi.objects.filter(pk=dua[0].pk).update(status="draf")
    isi = teks(masuk(sekretaris).get(ke(dua[0])))
    assert "1 dari 1" in isi
    assert "tidak ada dalam antrean" in isi


def test_an_empty_queue_says_what_it_will_hold(masuk, sekretaris, pengukuran):
    assert "Belum ada yang diajukan" in teks(masuk(sekretaris).get(ke()))


@pytest.mark.parametrize("nomor", ["x", "0", "99999999999999999999", "٣"])
def test_a_number_that_is_none_leads_to_the_first(masuk, sekretaris, dua, nomor):
    assert "1 dari 2" in teks(masuk(sekretaris).get(f"{ke()}?ke={nomor}"))


def test_a_correction_stands_beside_what_it_corrects(masuk, sekretaris, perencana, dua):
    Realisasi.objects.filter(pk=dua[0].pk).update(status="disetujui")
    baru = services_periksa.koreksi_realisasi(Realisasi.objects.get(pk=dua[0].pk), alasan="Salah ketik", oleh=perencana)
    Realisasi.objects.filter(pk=baru.pk).update(nilai=Decimal(72), status="diajukan")
    isi = teks(masuk(sekretaris).get(ke(baru)))
    for fakta in [
        "Koreksi ke-1: Salah ketik",
        "<del>76 %</del>",
        "<ins>72 %</ins>",
        "<del>95 %</del>",
        "<ins>90 %</ins>",
    ]:
        assert fakta in isi, fakta


# --- Going through it ----------------------------------------------------------------------------------------------


def test_an_act_goes_on_to_the_next_that_waits_and_ends_at_the_end(masuk, sekretaris, pimpinan, dua):
    klien = masuk(sekretaris)
    assert lakukan(klien, dua[0], "verifikasi").url == ke(dua[1])
    assert lakukan(klien, dua[1], "verifikasi").url == ke(dua[0]), "the first waits again, for approval"
    assert lakukan(klien, dua[0], "setujui").url == ke(dua[1])
    assert lakukan(klien, dua[1], "kembalikan", catatan="Perbaiki").url == ke()
    assert "Semua yang menunggu Anda sudah diperiksa" in teks(klien.get(ke()))


def test_returning_without_a_note_stays_and_says_so(masuk, sekretaris, dua):
    isi = teks(lakukan(masuk(sekretaris), dua[0], "kembalikan", catatan=" "), status=422)
    assert "Catatan wajib diisi" in isi
    assert "<details" in isi
    assert Realisasi.objects.get(pk=dua[0].pk).status == "diajukan"


def test_what_was_changed_meanwhile_stays_with_what_is_different(masuk, sekretaris, perencana, dua):
    dua[0].simpan_versi(1, nilai=Decimal(70), disunting_oleh=perencana)
    klien = masuk(sekretaris)
    jawaban = lakukan(klien, dua[0], "verifikasi", versi=1)
    assert jawaban.url == ke(dua[0])
    assert "diubah sejak Anda melihatnya oleh perencana: Realisasi 76 % → 70 %" in teks(klien.get(jawaban.url))
    assert Realisasi.objects.get(pk=dua[0].pk).status == "diajukan"


@pytest.mark.parametrize("versi", ["", "x", "-1"])
def test_an_act_without_a_version_is_refused(masuk, sekretaris, dua, versi):
    assert lakukan(masuk(sekretaris), dua[0], "verifikasi", versi=versi).url == ke(dua[0])
    assert Realisasi.objects.get(pk=dua[0].pk).status == "diajukan"


def test_an_act_on_something_else_is_not_found(masuk, sekretaris, dua, indikator):
    lain = pabrik.RealisasiFactory(pengukuran=dua[0].pengukuran, triwulan=2, status="diajukan")
    assert lakukan(masuk(sekretaris), lain, "verifikasi").status_code == 404


def test_the_tasks_lead_to_the_queue(masuk, sekretaris, dua):
    isi = teks(masuk(sekretaris).get(reverse("pelaporan:beranda", kwargs=TEMPAT)))
    assert f'href="{ke()}"' in isi


# --- All at once ---------------------------------------------------------------------------------------------------


SEMUA = {**ANTREAN, "tindakan": "verifikasi"}


def test_all_are_shown_first_and_done_when_confirmed(masuk, sekretaris, dua):
    klien = masuk(sekretaris)
    isi = teks(klien.get(alamat("periksa_semua", **SEMUA)))
    assert "Verifikasi 2 realisasi" in isi
    assert all(f'value="{r.pk}:1"' in isi for r in dua)
    assert set(Realisasi.objects.values_list("status", flat=True)) == {"diajukan"}
    isi = teks(klien.post(alamat("periksa_semua", **SEMUA), {"dilihat": [f"{r.pk}:1" for r in dua]}, follow=True))
    assert "2 realisasi diverifikasi." in isi
    assert set(Realisasi.objects.values_list("status", flat=True)) == {"diverifikasi"}


def test_what_was_not_shown_or_changed_since_is_not_done(masuk, sekretaris, perencana, dua):
    dua[0].simpan_versi(1, nilai=Decimal(70), disunting_oleh=perencana)
    isi = teks(
        masuk(sekretaris).post(alamat("periksa_semua", **SEMUA), {"dilihat": [f"{dua[0].pk}:1", "x:y"]}, follow=True)
    )
    assert "1.1: Realisasi ini diubah sejak Anda melihatnya" in isi
    assert set(Realisasi.objects.values_list("status", flat=True)) == {"diajukan"}


def test_nothing_left_leads_back(masuk, sekretaris, perencana, dua):
    klien = masuk(perencana)
    assert "Tidak ada lagi yang menunggu" in teks(klien.get(alamat("periksa_semua", **SEMUA), follow=True))
    assert "Tidak ada realisasi yang dapat diproses" in teks(klien.post(alamat("periksa_semua", **SEMUA), follow=True))


# --- Queries -------------------------------------------------------------------------------------------------------


def banyak_query(client, url):
    with CaptureQueriesContext(connection) as tercatat:
        assert client.get(url).status_code == 200
    return len(tercatat)


@pytest.mark.parametrize("nama", ["periksa", "periksa_semua", "rincian"])
def test_query_count_is_flat(masuk, sekretaris, perencana, dua, indikator, nama):
    kwargs = {"periksa": ANTREAN, "periksa_semua": SEMUA, "rincian": {"pk": dua[0].pengukuran_id}}[nama]
    pabrik.BuktiRealisasiFactory(realisasi=dua[0])
    klien = masuk(sekretaris)
    semula = banyak_query(klien, alamat(nama, **kwargs))
    for n in range(30):
        p = pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=indikator[0].sasaran, urut=10 + n))
        pabrik.RealisasiFactory(pengukuran=p, triwulan=1, diisi_oleh=pabrik.PenggunaFactory(), status="diajukan")
        pabrik.BuktiRealisasiFactory(realisasi=dua[0])
        pabrik.TindakLanjutFactory(pengukuran=dua[0].pengukuran, triwulan=1)
    assert banyak_query(klien, alamat(nama, **kwargs)) == semula


# --- Corrections ---------------------------------------------------------------------------------------------------


@pytest.fixture
def disetujui(realisasi):
    Realisasi.objects.update(status="disetujui")
    realisasi.refresh_from_db()
    return realisasi


def koreksi(realisasi):
    return alamat("koreksi", pk=realisasi.pk)


def test_a_correction_begins_with_its_reason_and_leads_to_the_form(masuk, perencana, disetujui):
    klien = masuk(perencana)
    rincian = alamat("rincian", pk=disetujui.pengukuran_id)
    assert koreksi(disetujui) in teks(klien.get(rincian))
    assert "Realisasi <b>76 %</b> dari target 80 %" in teks(klien.get(koreksi(disetujui)))
    assert "Tulis alasan koreksi" in teks(klien.post(koreksi(disetujui), {"alasan": " "}), status=422)
    jawaban = klien.post(koreksi(disetujui), {"alasan": "Salah ketik"})
    assert jawaban.url == alamat("isi", triwulan=1, pk=disetujui.pengukuran_id)
    baru = Realisasi.objects.get(revisi=1)
    Realisasi.objects.filter(pk=baru.pk).update(nilai=Decimal(72))
    isi = teks(klien.get(rincian))
    for fakta in [
        "Koreksi: Salah ketik",
        "<del>76 %</del>",
        "<ins>72 %</ins>",
        "Semua versi (2)",
        "Triwulan I: koreksi dibuat",
    ]:
        assert fakta in isi, fakta


def test_a_draft_correction_can_be_taken_back_and_is_remembered(masuk, perencana, disetujui):
    baru = services_periksa.koreksi_realisasi(disetujui, alasan="Salah ketik", oleh=perencana)
    klien = masuk(perencana)
    batal = alamat("batalkan_koreksi", pk=baru.pk)
    assert batal in teks(klien.get(alamat("rincian", pk=disetujui.pengukuran_id)))
    isi = teks(klien.post(batal, follow=True))
    assert "angka yang disetujui tetap berlaku" in isi
    assert "Triwulan I: koreksi dibatalkan" in isi
    assert "Triwulan I: koreksi dibuat" in isi
    assert not Realisasi.objects.filter(revisi=1).exists()


def test_what_is_approved_cannot_be_taken_back(masuk, perencana, disetujui):
    isi = teks(masuk(perencana).post(alamat("batalkan_koreksi", pk=disetujui.pk), follow=True))
    assert "Hanya koreksi yang belum diajukan" in isi


def test_what_is_not_approved_is_not_corrected(masuk, perencana, realisasi):
    klien = masuk(perencana)
    assert "hanya realisasi yang sudah disetujui" in teks(klien.get(koreksi(realisasi), follow=True))
    assert koreksi(realisasi) not in teks(klien.get(alamat("rincian", pk=realisasi.pengukuran_id)))


def test_a_closed_quarter_takes_no_correction(masuk, perencana, disetujui):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)
    klien = masuk(perencana)
    assert "ditutup 15 April 2024" in teks(klien.post(koreksi(disetujui), {"alasan": "Salah"}), status=422)
    assert koreksi(disetujui) not in teks(klien.get(alamat("rincian", pk=disetujui.pengukuran_id)))


def test_reader_and_stranger_correct_nothing(masuk, pembaca, orang_lain, disetujui):
    assert masuk(pembaca).get(koreksi(disetujui)).status_code == 403
    assert masuk(pembaca).post(alamat("batalkan_koreksi", pk=disetujui.pk)).status_code == 403
    assert masuk(orang_lain).get(koreksi(disetujui)).status_code == 404


def test_parent_satker_sees_the_approved_version_only(masuk, pusat, perencana, disetujui):
    services_periksa.koreksi_realisasi(disetujui, alasan="Rahasia kantor", oleh=perencana)
    isi = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(alamat("rincian", pk=disetujui.pengukuran_id)))
    assert "76 %" in isi
    assert "Rahasia kantor" not in isi
    assert "Semua versi" not in isi
