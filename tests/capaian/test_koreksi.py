"""What must be said before submitting, and the correction of what is approved."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from capaian import services, services_periksa
from capaian.models import Pengukuran, Realisasi
from capaian.rekap import rekap_capaian
from sakip.alur import TransisiDitolak
from tests import pabrik


def ajukan(realisasi, oleh):
    services_periksa.ajukan_realisasi(realisasi, oleh=oleh)


@pytest.mark.parametrize(
    ("nilai", "analisis", "tindak_lanjut", "pesan"),
    [
        ("79.99", "", True, "jelaskan penyebabnya"),
        ("79.99", "Terlambat", False, "tulis tindak lanjutnya"),
        ("80", "", False, ""),
        ("79.99", "Terlambat", True, ""),
    ],
)
def test_below_the_target_it_says_why_and_what_will_be_done(
    pengukuran, perencana, nilai, analisis, tindak_lanjut, pesan
):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1, nilai=Decimal(nilai), analisis=analisis)
    if tindak_lanjut:
        pabrik.TindakLanjutFactory(pengukuran=pengukuran[0], triwulan=1)
    if not pesan:
        ajukan(r, perencana)
        assert r.status == "diajukan"
        return
    with pytest.raises(TransisiDitolak, match=pesan):
        ajukan(r, perencana)


def test_what_was_planned_in_another_quarter_does_not_count(pengukuran, perencana):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=2, nilai=Decimal(1), analisis="Terlambat")
    pabrik.TindakLanjutFactory(pengukuran=pengukuran[0], triwulan=1)
    with pytest.raises(TransisiDitolak, match="tindak lanjut"):
        ajukan(r, perencana)


@pytest.mark.parametrize("keadaan", ["proses", "belum_ada"])
def test_what_is_not_known_is_not_below_its_target(pengukuran, perencana, keadaan):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1, keadaan=keadaan, nilai=None)
    ajukan(r, perencana)
    assert r.status == "diajukan"


def test_who_may_not_submit_hears_nothing_of_the_state(pengukuran, pembaca):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1, nilai=Decimal(1))
    with pytest.raises(PermissionDenied):
        ajukan(r, pembaca)


def setujui(realisasi):
    Realisasi.objects.filter(pk=realisasi.pk).update(status="disetujui")
    realisasi.refresh_from_db()
    return realisasi


def test_a_correction_is_a_new_row_with_what_stood_there(realisasi, perencana, sekretaris):
    bukti = pabrik.BuktiRealisasiFactory(realisasi=realisasi).bukti
    lama = setujui(realisasi)
    baru = services_periksa.koreksi_realisasi(lama, alasan="Salah ketik", oleh=sekretaris)
    assert (baru.revisi, baru.status, baru.nilai, baru.analisis) == (1, "draf", lama.nilai, lama.analisis)
    assert (baru.alasan_revisi, baru.diisi_oleh) == ("Salah ketik", sekretaris)
    assert [b.bukti for b in baru.bukti_realisasi.all()] == [bukti]
    lama.refresh_from_db()
    assert lama.status == "disetujui"
    assert [(r.tindakan, r.catatan) for r in baru.riwayat.all()] == [("koreksi", "Salah ketik")]


def test_the_newest_counts_and_the_parent_reads_the_approved_one(realisasi, satker, pusat, sekretaris):
    baru = services_periksa.koreksi_realisasi(setujui(realisasi), alasan="Salah ketik", oleh=sekretaris)
    Realisasi.objects.filter(pk=baru.pk).update(nilai=Decimal(72))
    atas = Realisasi.objects.visible_to(pabrik.PenggunaFactory(satker=pusat))
    assert rekap_capaian(satker, 2024, triwulan=1).baris[0].realisasi.angka == 72
    assert rekap_capaian(satker, 2024, triwulan=1, realisasi=atas).baris[0].realisasi.angka == 76
    assert [r.pk for r in Realisasi.objects.terkini()] == [baru.pk]


@pytest.mark.parametrize("status", ["draf", "diajukan", "diverifikasi", "dikembalikan"])
def test_only_what_is_approved_is_corrected(realisasi, sekretaris, status):
    Realisasi.objects.filter(pk=realisasi.pk).update(status=status)
    with pytest.raises(TransisiDitolak, match="hanya realisasi yang sudah disetujui"):
        services_periksa.koreksi_realisasi(realisasi, alasan="Salah", oleh=sekretaris)


def test_there_is_one_correction_at_a_time(realisasi, sekretaris):
    setujui(realisasi)
    services_periksa.koreksi_realisasi(realisasi, alasan="Salah ketik", oleh=sekretaris)
    with pytest.raises(TransisiDitolak, match="koreksi yang lebih baru"):
        services_periksa.koreksi_realisasi(realisasi, alasan="Sekali lagi", oleh=sekretaris)
    with pytest.raises(IntegrityError):
        pabrik.RealisasiFactory(pengukuran=realisasi.pengukuran, triwulan=1, revisi=2, alasan_revisi="x")


def test_a_correction_needs_a_reason(realisasi, sekretaris):
    with pytest.raises(TransisiDitolak, match="Alasan koreksi"):
        services_periksa.koreksi_realisasi(setujui(realisasi), alasan=" ", oleh=sekretaris)


def test_what_nobody_submitted_can_be_taken_back(realisasi, satker, sekretaris):
    baru = services_periksa.koreksi_realisasi(setujui(realisasi), alasan="Salah ketik", oleh=sekretaris)
    with pytest.raises(TransisiDitolak):
        services_periksa.batalkan_koreksi(realisasi, oleh=sekretaris)
    services_periksa.batalkan_koreksi(baru, oleh=sekretaris)
    assert [r.revisi for r in Pengukuran.objects.get(pk=realisasi.pengukuran_id).realisasi.all()] == [0]
    riwayat = [(r.tindakan, r.ke, r.catatan) for r in realisasi.riwayat.all()]
    assert riwayat == [("koreksi", "draf", "Salah ketik"), ("batalkan_koreksi", "disetujui", "Salah ketik")]


def test_a_submitted_correction_cannot_be_taken_back(realisasi, sekretaris):
    baru = services_periksa.koreksi_realisasi(setujui(realisasi), alasan="Salah ketik", oleh=sekretaris)
    Realisasi.objects.filter(pk=baru.pk).update(status="diajukan")
    with pytest.raises(TransisiDitolak):
        services_periksa.batalkan_koreksi(baru, oleh=sekretaris)


def test_saving_writes_the_open_row_and_leaves_the_approved_one(realisasi, perencana, sekretaris):
    baru = services_periksa.koreksi_realisasi(setujui(realisasi), alasan="Salah ketik", oleh=sekretaris)
    isian = services.IsianRealisasi(keadaan="terisi", nilai=Decimal(77), analisis="Baik")
    services.simpan_realisasi(
        pengukuran=realisasi.pengukuran, triwulan=1, versi=baru.versi, isian=isian, oleh=perencana
    )
    assert list(Realisasi.objects.order_by("revisi").values_list("nilai", flat=True)) == [76, 77]
