"""Rights that somebody could go around: unread approvals, another unit's evidence, what was judged changing later."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capaian import kisi_target, services, services_periksa, tindak_lanjut
from capaian.lembar_bukti import ringkas_bukti
from capaian.models import BuktiDukung, BuktiRealisasi, Realisasi, TargetTriwulan, TindakLanjut
from capaian.rekap import baris_capaian
from sakip.alur import TransisiDitolak
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}


def alamat(nama, **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


@pytest.fixture
def masuk(client):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


# --- Checking unread -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tindakan", "status"), [("verifikasi", "diajukan"), ("setujui", "diverifikasi")])
def test_nothing_is_approved_for_all_rows_without_having_been_shown(masuk, sekretaris, realisasi, tindakan, status):
    Realisasi.objects.update(status=status)
    semua = f"/654340/2024/capaian/tw-1/{tindakan}/"
    assert masuk(sekretaris).post(semua).status_code == 404
    assert Realisasi.objects.get().status == status


@pytest.mark.parametrize("versi", [None, "", "x", "-1"])
@pytest.mark.parametrize(("tindakan", "status"), [("verifikasi", "diajukan"), ("setujui", "diverifikasi")])
def test_one_row_is_not_checked_without_the_version_that_was_seen(
    masuk, sekretaris, realisasi, tindakan, status, versi
):
    Realisasi.objects.update(status=status)
    data = {} if versi is None else {"versi": versi}
    isi = masuk(sekretaris).post(alamat("tindakan", pk=realisasi.pk, tindakan=tindakan), data, follow=True)
    assert "tidak lengkap" in isi.content.decode()
    assert Realisasi.objects.get().status == status


# --- Evidence of another unit --------------------------------------------------------------------------------------


@pytest.fixture
def bersama(realisasi, pengukuran, perencana, satker):
    """Evidence that a row of the head's unit and one of another unit rest on; uploaded by the planner."""
    lain = pabrik.UnitFactory(satker=satker, induk=None)
    pengukuran[1].indikator.pelaksana.set([lain])
    milik_lain = pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, nilai=Decimal(6))
    bukti = pabrik.BuktiDukungFactory(satker=satker, tahun=2024, judul="Notula", diunggah_oleh=perencana)
    BuktiRealisasi.objects.create(realisasi=milik_lain, bukti=bukti)
    return BuktiRealisasi.objects.create(realisasi=realisasi, bukti=bukti)


def test_evidence_that_another_unit_rests_on_is_not_renamed(masuk, kepala_unit, bersama):
    isi = {"judul": "Diganti", "versi": bersama.bukti.versi}
    jawaban = masuk(kepala_unit).post(alamat("bukti_ubah", pk=bersama.pk), isi, follow=True)
    assert "dipakai juga unit lain" in jawaban.content.decode()
    assert BuktiDukung.objects.get().judul == "Notula"


def test_who_may_enter_both_rows_may_rename_it(masuk, perencana, bersama):
    isi = {"judul": "Diganti", "versi": bersama.bukti.versi}
    assert masuk(perencana).post(alamat("bukti_ubah", pk=bersama.pk), isi).status_code == 302
    assert BuktiDukung.objects.get().judul == "Diganti"


def test_a_head_of_unit_deletes_the_own_evidence_only(masuk, kepala_unit, perencana, satker):
    orang_lain = pabrik.BuktiDukungFactory(satker=satker, tahun=2024, diunggah_oleh=perencana)
    sendiri = pabrik.BuktiDukungFactory(satker=satker, tahun=2024, diunggah_oleh=kepala_unit)
    klien = masuk(kepala_unit)
    assert klien.get(alamat("bukti_semua")).content.decode().count("Hapus<") == 1
    klien.post(alamat("bukti_hapus", pk=orang_lain.pk))
    klien.post(alamat("bukti_hapus", pk=sendiri.pk))
    assert list(BuktiDukung.objects.all()) == [orang_lain]
    masuk(perencana).post(alamat("bukti_hapus", pk=orang_lain.pk))
    assert not BuktiDukung.objects.exists()


# --- What was judged stays -----------------------------------------------------------------------------------------


@pytest.fixture
def disetujui(realisasi):
    """TW I approved: 76 against the year's 80, for nothing was spread over the quarters."""
    Realisasi.objects.update(status="disetujui")
    return Realisasi.objects.get()


def target_tw1(pengukuran):
    segar = type(pengukuran).objects.lengkap().get(pk=pengukuran.pk)
    return baris_capaian(segar, 1, []).target


def test_spreading_later_leaves_the_target_that_an_approved_quarter_was_judged_by(disetujui, pengukuran):
    p = type(pengukuran[0]).objects.lengkap().get(pk=pengukuran[0].pk)
    assert target_tw1(p) == 80
    services.simpan_target_triwulan(p, {4: Decimal(80)})
    assert target_tw1(p) == 80


def test_taking_all_targets_away_does_not_judge_an_approved_quarter_anew(disetujui, pengukuran):
    p = type(pengukuran[0]).objects.lengkap().get(pk=pengukuran[0].pk)
    TargetTriwulan.objects.create(pengukuran=p, triwulan=4, nilai=80)
    assert target_tw1(p) is None
    with pytest.raises(TransisiDitolak, match="terkunci"):
        services.simpan_target_triwulan(p, {4: None})


def test_a_proposal_that_somebody_else_was_faster_than_is_passed_over(perencana, pengukuran, realisasi):
    baris = kisi_target.baris_target(pengukuran[0].satker, 2024, user=perencana)
    Realisasi.objects.update(status="disetujui")
    assert kisi_target.usulkan(baris) == 1  # only the row that nobody judges


def test_a_cancelled_correction_does_not_leave_the_judged_plan_changed(disetujui, perencana):
    rencana = TindakLanjut.objects.get()
    koreksi = services_periksa.koreksi_realisasi(disetujui, alasan="Salah ketik", oleh=perencana)
    isian = tindak_lanjut.IsianTindakLanjut("Lain", rencana.penanggung_jawab, rencana.tenggat)
    with pytest.raises(TransisiDitolak, match="sudah dinilai"):
        tindak_lanjut.ubah(rencana, isian, versi=rencana.versi)
    with pytest.raises(TransisiDitolak, match="sudah dinilai"):
        tindak_lanjut.hapus(rencana)
    baru = tindak_lanjut.tambah(rencana.pengukuran, 1, isian)  # one that the correction adds can still be mended
    baru = tindak_lanjut.ubah(baru, isian, versi=baru.versi)
    tindak_lanjut.hapus(baru)
    services_periksa.batalkan_koreksi(koreksi, oleh=perencana)
    assert TindakLanjut.objects.get().uraian == rencana.uraian


# --- What a parent sees --------------------------------------------------------------------------------------------


def test_a_draft_correction_does_not_show_in_the_parents_count(disetujui, perencana, admin_pusat, satker):
    sebelum = ringkas_bukti(satker, 2024, admin_pusat)
    services_periksa.koreksi_realisasi(disetujui, alasan="Salah ketik", oleh=perencana)
    sesudah = ringkas_bukti(satker, 2024, admin_pusat)
    assert (sebelum.realisasi, sesudah.realisasi) == (1, 1)


# --- Many rows -----------------------------------------------------------------------------------------------------


def test_submitting_a_quarter_asks_little_for_each_row(pengukuran, indikator, perencana, satker):
    def banyak_kueri(jumlah):
        for n in range(jumlah):
            i = pabrik.IndikatorFactory(sasaran=indikator[0].sasaran, kode=f"9.{n}.{jumlah}")
            pabrik.RealisasiFactory(
                pengukuran=pabrik.PengukuranFactory(indikator=i, target_lain=Decimal(1)), triwulan=1, nilai=Decimal(2)
            )
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            hasil = services_periksa.tindak_triwulan(
                satker=satker, tahun=2024, triwulan=1, tindakan="ajukan", oleh=perencana
            )
        assert (hasil.banyak, hasil.tertahan) == (jumlah, ())
        return len(kueri)

    lima, dua_puluh = banyak_kueri(5), banyak_kueri(20)
    assert (dua_puluh - lima) / 15 <= 6
