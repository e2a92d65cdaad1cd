"""Following the PK in force: through a revision of the Renstra, and what it no longer carries."""

from decimal import Decimal

import pytest

from capaian import services
from capaian.models import Pengukuran, Realisasi
from capaian.penyiapan import akar_silsilah
from capaian.services import Penyiapan
from renstra.models import Indikator, Renstra
from renstra.services import buat_revisi
from tests import pabrik


def siapkan(satker, perencana):
    return services.siapkan_pengukuran(satker=satker, tahun=2024, oleh=perencana)


def revisi(renstra, perencana, perjanjian, kali=1):
    """Revise the Renstra and let the rows of the PK in force name the newest indikator."""
    for _ in range(kali):
        baru = buat_revisi(renstra=renstra, oleh=perencana, alasan="Perubahan target")
        Renstra.objects.filter(pk=renstra.pk).update(status="digantikan")
        Renstra.objects.filter(pk=baru.pk).update(status="ditetapkan", nomor_keputusan="2 Tahun 2024")
        for i in Indikator.objects.filter(sasaran__renstra=baru):
            i.asal.di_perjanjian.filter(sasaran__perjanjian=perjanjian).update(indikator=i)
        renstra = baru
    return Indikator.objects.filter(sasaran__renstra=renstra).order_by("urut")


@pytest.mark.parametrize("kali", [1, 3])
def test_revised_renstra_takes_the_measurement_along(realisasi, renstra, perencana, perjanjian, satker, kali):
    lama = list(Pengukuran.objects.order_by("pk").values_list("pk", flat=True))
    baru = list(revisi(renstra, perencana, perjanjian, kali))
    assert services.rencana_penyiapan(satker, 2024) == Penyiapan(0, 2)
    assert siapkan(satker, perencana) == Penyiapan(0, 2)
    semua = Pengukuran.objects.order_by("pk").select_related("butir")
    assert [(p.pk, p.indikator_id, p.butir.indikator_id) for p in semua] == [
        (pk, i.pk, i.pk) for pk, i in zip(lama, baru, strict=True)
    ]
    assert Realisasi.objects.get().pengukuran_id == lama[0]


def test_following_a_revision_twice_changes_nothing(pengukuran, renstra, perencana, perjanjian, satker):
    revisi(renstra, perencana, perjanjian)
    siapkan(satker, perencana)
    assert siapkan(satker, perencana) == services.rencana_penyiapan(satker, 2024) == Penyiapan(0, 0)
    assert Pengukuran.objects.count() == 2


def test_other_years_stay_with_the_old_indikator(pengukuran, renstra, indikator, perencana, perjanjian, satker):
    lalu = pabrik.PengukuranFactory(indikator=indikator[0], tahun=2023)
    revisi(renstra, perencana, perjanjian)
    siapkan(satker, perencana)
    lalu.refresh_from_db()
    assert lalu.indikator == indikator[0]


def test_figures_do_not_move_to_another_unit_of_measure(realisasi, renstra, perencana, perjanjian, satker):
    baru = revisi(renstra, perencana, perjanjian)
    baru.filter(urut=1).update(satuan=pabrik.SatuanFactory(nilai=True))
    assert siapkan(satker, perencana) == Penyiapan(1, 1, 0, 1)
    realisasi.refresh_from_db()
    assert realisasi.pengukuran.indikator.satuan.kode == "persen"


def test_what_was_measured_twice_goes_on_once(realisasi, renstra, perencana, perjanjian, satker):
    """Empty second Pengukuran beside those of the old indikator: what people filled is what stays."""
    baru = revisi(renstra, perencana, perjanjian)
    for i in baru:
        Pengukuran.objects.create(satker=satker, tahun=2024, indikator=i)
    hasil = siapkan(satker, perencana)
    assert (hasil.baru, hasil.dilepas, hasil.tetap) == (0, 2, 0)
    assert set(Pengukuran.objects.values_list("indikator", flat=True)) == {i.pk for i in baru}
    realisasi.refresh_from_db()
    assert realisasi.pengukuran.indikator == baru[0]


def test_what_was_filled_twice_is_kept_twice_and_told(realisasi, renstra, perencana, perjanjian, satker):
    baru = revisi(renstra, perencana, perjanjian)
    kedua = Pengukuran.objects.create(satker=satker, tahun=2024, indikator=baru[0])
    pabrik.RealisasiFactory(pengukuran=kedua, triwulan=2)
    hasil = siapkan(satker, perencana)
    assert (hasil.baru, hasil.dilepas, hasil.tetap) == (0, 0, 1)
    assert Realisasi.objects.count() == 2


def test_what_the_pk_no_longer_carries_goes_when_nobody_filled_it(pengukuran, perjanjian, perencana, satker):
    _tanpa(perjanjian, pengukuran[1])
    assert services.rencana_penyiapan(satker, 2024) == Penyiapan(0, 0, 1, 0)
    assert siapkan(satker, perencana) == Penyiapan(0, 0, 1, 0)
    assert list(Pengukuran.objects.all()) == [pengukuran[0]]


def test_what_the_pk_no_longer_carries_stays_when_somebody_filled_it(pengukuran, perjanjian, perencana, satker):
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], nilai=Decimal(5))
    _tanpa(perjanjian, pengukuran[1])
    assert siapkan(satker, perencana) == Penyiapan(0, 0, 0, 1)
    assert Pengukuran.objects.count() == 2


def test_pk_without_any_link_takes_nothing_away(pengukuran, perjanjian, perencana, satker):
    perjanjian.sasaran.get().indikator.update(indikator=None)
    assert siapkan(satker, perencana) == Penyiapan(0, 0)
    assert Pengukuran.objects.count() == 2


def test_target_of_an_old_report_needs_no_row_of_a_pk(pengukuran, indikator, perencana, satker):
    pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=indikator[0].sasaran))
    assert siapkan(satker, perencana) == Penyiapan(0, 0)
    assert Pengukuran.objects.count() == 3


def _tanpa(perjanjian, pengukuran):
    """The PK in force without the row of this one."""
    butir = pengukuran.butir
    Pengukuran.objects.filter(pk=pengukuran.pk).update(butir=None)
    butir.delete()


def test_chain_that_bites_its_tail_ends(indikator):
    satu, dua = indikator
    Indikator.objects.filter(pk=satu.pk).update(asal=dua)
    Indikator.objects.filter(pk=dua.pk).update(asal=satu)
    assert set(akar_silsilah([satu.pk])) == {satu.pk, dua.pk}


def test_plan_query_count_is_flat(pengukuran, indikator, perjanjian, satker, django_assert_num_queries):
    for n in range(30):
        i = pabrik.IndikatorFactory(sasaran=indikator[0].sasaran, urut=10 + n)
        pabrik.IndikatorPerjanjianFactory(sasaran=perjanjian.sasaran.get(), indikator=i, urut=10 + n)
        Pengukuran.objects.create(satker=satker, tahun=2024, indikator=i)
    with django_assert_num_queries(5):
        assert services.rencana_penyiapan(satker, 2024) == Penyiapan(0, 30)
