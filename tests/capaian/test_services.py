"""Preparing a year, entering a realisasi, acts on a whole quarter."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from capaian import services, services_periksa
from capaian.models import Pengukuran, Realisasi
from capaian.services import IsianRealisasi, Penyiapan
from organisasi.models import Pelimpahan
from perjanjian.services import buat_perubahan
from sakip.alur import TransisiDitolak
from tests import pabrik

ISIAN = IsianRealisasi(keadaan="terisi", nilai=Decimal(90), analisis="Baik")

# --- Preparing -----------------------------------------------------------------------------------------------------


def test_preparing_measures_each_row_that_names_an_indikator(perjanjian, satker, perencana):
    pabrik.IndikatorPerjanjianFactory(sasaran=perjanjian.sasaran.get(), urut=3, indikator=None)
    assert services.siapkan_pengukuran(satker=satker, tahun=2024, oleh=perencana) == Penyiapan(2, 0)
    semua = Pengukuran.objects.filter(satker=satker, tahun=2024)
    assert [(p.indikator.kode, p.target) for p in semua] == [("1.1", Decimal(80)), ("1.2", Decimal(5))]


def test_preparing_again_changes_nothing(perjanjian, satker, perencana):
    services.siapkan_pengukuran(satker=satker, tahun=2024, oleh=perencana)
    assert services.rencana_penyiapan(satker, 2024) == Penyiapan(0, 0)
    assert services.siapkan_pengukuran(satker=satker, tahun=2024, oleh=perencana) == Penyiapan(0, 0)
    assert Pengukuran.objects.count() == 2


def test_target_changed_by_a_perubahan_is_followed(perjanjian, pengukuran, satker, perencana):
    baru = buat_perubahan(perjanjian=perjanjian, oleh=perencana, dasar="strategi", alasan="Target baru")
    baru.sasaran.get().indikator.filter(urut=1).update(target=Decimal(85))
    type(baru).objects.filter(pk=perjanjian.pk).update(status="digantikan")
    type(baru).objects.filter(pk=baru.pk).update(status="berlaku", tanggal="2024-12-27")
    assert services.rencana_penyiapan(satker, 2024) == Penyiapan(0, 2)
    services.siapkan_pengukuran(satker=satker, tahun=2024, oleh=perencana)
    assert Pengukuran.objects.select_related("butir").get(pk=pengukuran[0].pk).target == Decimal(85)


@pytest.mark.parametrize("status", ["draf", "diajukan", "ditandatangani", "digantikan"])
def test_preparing_needs_a_pk_in_force(perjanjian, satker, perencana, status):
    type(perjanjian).objects.filter(pk=perjanjian.pk).update(status=status)
    with pytest.raises(TransisiDitolak, match="Belum ada perjanjian kinerja Sekretaris"):
        services.siapkan_pengukuran(satker=satker, tahun=2024, oleh=perencana)


def test_pk_of_another_office_is_not_the_satkers(perjanjian, satker, jabatan_lain):
    assert services.perjanjian_sekretaris(satker, 2024) == perjanjian


@pytest.fixture
def jabatan_lain(satker, unit):
    return pabrik.PerjanjianFactory(berlaku=True, unit=unit, tanggal="2024-06-01")


# --- Entering ------------------------------------------------------------------------------------------------------


def simpan(pengukuran, oleh, *, versi=0, isian=ISIAN, triwulan=1):
    return services.simpan_realisasi(pengukuran=pengukuran, triwulan=triwulan, versi=versi, isian=isian, oleh=oleh)


def test_first_entry_makes_the_row_and_names_who(pengukuran, perencana):
    r = simpan(pengukuran[0], perencana)
    assert (r.nilai, r.status, r.diisi_oleh, r.versi) == (Decimal(90), "draf", perencana, 1)
    assert r.diisi_pada is not None


def test_later_entry_raises_the_version(realisasi, kepala_unit):
    r = simpan(realisasi.pengukuran, kepala_unit, versi=1)
    assert (r.pk, r.nilai, r.versi, r.diisi_oleh) == (realisasi.pk, Decimal(90), 2, kepala_unit)


def test_who_writes_the_analysis_did_not_enter_the_figure(realisasi, perencana, kepala_unit):
    isi = services.IsianRealisasi("terisi", Decimal(76), analisis="Karena …")
    r = services.simpan_realisasi(pengukuran=realisasi.pengukuran, triwulan=1, versi=1, isian=isi, oleh=kepala_unit)
    assert (r.analisis, r.diisi_oleh, r.disunting_oleh) == ("Karena …", perencana, kepala_unit)


def test_an_entry_for_another_names_both(pengukuran, perencana, kepala_unit):
    penugasan = kepala_unit.penugasan_kini().get()
    hari = timezone.localdate()
    perencana.pelimpahan_dipakai = Pelimpahan.objects.create(
        penugasan=penugasan, penerima=perencana, mulai=hari, selesai=hari, dasar="Surat tugas"
    )
    r = simpan(pengukuran[0], perencana)
    assert (r.diisi_oleh, r.diisi_atas_nama) == (perencana, penugasan)


@pytest.mark.parametrize("versi", [0, 7])
def test_slower_person_does_not_overwrite(realisasi, kepala_unit, versi):
    with pytest.raises(services.RealisasiBentrok) as galat:
        simpan(realisasi.pengukuran, kepala_unit, versi=versi)
    assert galat.value.kini.nilai == Decimal(76)
    realisasi.refresh_from_db()
    assert realisasi.nilai == Decimal(76)


def test_the_same_values_twice_are_no_conflict(pengukuran, perencana):
    simpan(pengukuran[0], perencana)
    assert simpan(pengukuran[0], perencana).versi == 1


@pytest.mark.parametrize("status", ["diajukan", "disetujui"])
def test_submitted_realisasi_is_not_changed(realisasi, perencana, status):
    Realisasi.objects.filter(pk=realisasi.pk).update(status=status)
    with pytest.raises(TransisiDitolak, match=f"sudah {status}"):
        simpan(realisasi.pengukuran, perencana, versi=1)


@pytest.mark.parametrize(
    "isian",
    [replace(ISIAN, nilai=None), replace(ISIAN, keadaan="proses"), replace(ISIAN, keadaan="belum_ada")],
)
def test_figure_stands_exactly_where_the_state_says_so(pengukuran, perencana, isian):
    with pytest.raises(TransisiDitolak, match="Realisasi diisi bila"):
        simpan(pengukuran[0], perencana, isian=isian)
    assert not Realisasi.objects.exists()


def test_new_figure_drops_the_text_of_the_old_paper(realisasi, perencana):
    Realisasi.objects.filter(pk=realisasi.pk).update(teks_cetak="76 persen", catatan_cetak="Tercetak miring")
    r = simpan(realisasi.pengukuran, perencana, versi=1)
    assert (r.teks_cetak, r.catatan_cetak) == ("", "")


def test_words_alone_keep_the_text_of_the_old_paper(realisasi, perencana):
    Realisasi.objects.filter(pk=realisasi.pk).update(teks_cetak="76 persen")
    assert simpan(realisasi.pengukuran, perencana, versi=1, isian=replace(ISIAN, nilai=Decimal(76))).teks_cetak


def test_new_figure_drops_the_parts_of_the_old_ratio(realisasi, perencana):
    Realisasi.objects.filter(pk=realisasi.pk).update(x=Decimal(76), y=Decimal(100))
    r = simpan(realisasi.pengukuran, perencana, versi=1)
    assert (r.x, r.y) == (None, None)


def test_ratio_is_stored_with_its_parts(realisasi, perencana):
    isian = replace(ISIAN, nilai=Decimal(75), x=Decimal(3), y=Decimal(4))
    r = simpan(realisasi.pengukuran, perencana, versi=1, isian=isian)
    assert (r.nilai, r.x, r.y) == (Decimal(75), Decimal(3), Decimal(4))


# --- A whole quarter -----------------------------------------------------------------------------------------------


def tindak(satker, tindakan, oleh, triwulan=1):
    return services_periksa.tindak_triwulan(satker=satker, tahun=2024, triwulan=triwulan, tindakan=tindakan, oleh=oleh)


def test_submitting_all_takes_the_quarters_drafts_only(realisasi, pengukuran, satker, perencana):
    lain = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=2)
    assert tindak(satker, "ajukan", perencana).banyak == 1
    assert [r.status for r in (Realisasi.objects.get(pk=realisasi.pk), Realisasi.objects.get(pk=lain.pk))] == [
        "diajukan",
        "draf",
    ]


def test_approving_all_leaves_the_own_entries(realisasi, pengukuran, satker, perencana, sekretaris):
    milik_sendiri = pabrik.RealisasiFactory(
        pengukuran=pengukuran[1], triwulan=1, nilai=Decimal(5), diisi_oleh=sekretaris
    )
    tindak(satker, "ajukan", perencana)
    assert tindak(satker, "verifikasi", sekretaris).banyak == 1
    assert tindak(satker, "setujui", sekretaris).banyak == 1
    milik_sendiri.refresh_from_db()
    assert milik_sendiri.status == "diajukan"


def test_person_without_the_right_does_nothing(realisasi, satker, pembaca):
    assert tindak(satker, "ajukan", pembaca).banyak == 0


def test_returning_all_does_not_exist(satker, sekretaris):
    with pytest.raises(ValueError, match="kembalikan"):
        tindak(satker, "kembalikan", sekretaris)
