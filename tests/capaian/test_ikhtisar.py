"""The year of a satker as a whole: its quarters, the years, the units, what changed."""

from __future__ import annotations

import datetime
from decimal import Decimal as D

import pytest

from capaian import grafik
from capaian.ikhtisar import Keadaan, ikhtisar
from capaian.models import Realisasi
from capaian.periode import tenggat_triwulan
from organisasi.enums import JenisTenggat
from tests import pabrik


@pytest.fixture
def renstra(satker):
    return pabrik.RenstraFactory(satker=satker)


@pytest.fixture
def skala(db):
    for kode, batas in (("A", 80), ("B", 50), ("C", 0)):
        pabrik.KategoriCapaianFactory(kode=kode, predikat=kode, batas_bawah=batas)


def ukur(renstra, *nilai, target=100, tahun=2024, unit=(), status="disetujui", **indikator):
    ukuran = pabrik.PengukuranFactory(
        indikator=pabrik.IndikatorFactory(sasaran__renstra=renstra, **indikator), target_lain=target, tahun=tahun
    )
    ukuran.indikator.pelaksana.set(unit)
    for triwulan, n in enumerate(nilai, start=1):
        if n is not None:
            pabrik.RealisasiFactory(pengukuran=ukuran, triwulan=triwulan, nilai=n, status=status)
    return ukuran


def susun(satker, tahun=2024):
    return ikhtisar(satker, tahun, realisasi=Realisasi.objects.all())


def test_a_quarter_is_told_against_its_own_and_against_the_years_target(satker, renstra):
    ukuran = ukur(renstra, 20, 30, agregasi="jumlah")
    pabrik.TargetTriwulanFactory(pengukuran=ukuran, triwulan=1, nilai=20)
    pabrik.TargetTriwulanFactory(pengukuran=ukuran, triwulan=2, nilai=40)
    titik = susun(satker).triwulan[1]
    assert (titik.rekap.rerata.nilai, titik.sampai_kini.nilai) == (75, 50)


def test_a_quarter_of_which_nothing_is_known_does_not_repeat_the_one_before(satker, renstra):
    ukur(renstra, 20)
    assert susun(satker).triwulan[1].sampai_kini is None


def test_years_without_anything_measured_are_left_out_but_for_the_own(satker, renstra):
    ukur(renstra, None, None, None, 90, tahun=2022)
    assert [r.tahun for r in susun(satker).tahun_ke_tahun] == [2022, 2024]


def test_an_indikator_of_two_units_counts_in_both_and_one_of_none_has_its_own_line(satker, renstra, skala):
    a, b = (pabrik.UnitFactory(satker=satker, nama=n, urut=u) for u, n in enumerate(("Umum", "Data"), 1))
    ukur(renstra, 90, unit=[a, b])
    ukur(renstra, 50, unit=[a])
    ukur(renstra, unit=[])
    baris = susun(satker).unit
    assert [(x.nama, x.jumlah, x.sel[0].rerata.nilai) for x in baris] == [
        ("Umum", 2, 70),
        ("Data", 1, 90),
        ("Tanpa unit pelaksana", 1, None),
    ]
    assert [x.sel[0].rerata.cakupan for x in baris] == [
        "2 dari 2 indikator",
        "1 dari 1 indikator",
        "0 dari 1 indikator",
    ]


def test_what_changed_is_returned_then_fallen_then_risen_then_new(satker, renstra):
    ukur(renstra, 50, 60)
    ukur(renstra, 90, 70)
    ukur(renstra, None, 80)
    ukur(renstra, 40, 40)
    kembali = ukur(renstra, 10, 10)
    kembali.realisasi.filter(triwulan=2).update(status="dikembalikan")
    isi = susun(satker)
    assert [(p.jenis.value, p.selisih) for p in isi.perubahan] == [
        ("kembali", None),
        ("turun", -20),
        ("naik", 10),
        ("baru", None),
    ]
    assert (isi.kini.triwulan, isi.sebelum.triwulan) == (2, 1)


def test_the_first_quarter_has_nothing_to_be_compared_with(satker, renstra):
    ukur(renstra, 50)
    isi = susun(satker)
    assert (isi.sebelum, [p.jenis.value for p in isi.perubahan]) == (None, ["baru"])


def test_a_year_without_figures_has_no_quarter_to_speak_of(satker, renstra):
    ukur(renstra)
    isi = susun(satker)
    assert (isi.kini, isi.perubahan, isi.terlemah) == (None, (), [])


@pytest.mark.parametrize(
    ("status", "tahun", "keadaan"),
    [
        (["disetujui", "disetujui"], 2024, Keadaan.DISETUJUI),
        (["disetujui", "diajukan"], 2024, Keadaan.TERLAMBAT),  # the deadline of 2024 is over
        (["disetujui", "diajukan"], 2099, Keadaan.BERJALAN),
        ([], 2099, Keadaan.BELUM),
        ([], 2024, Keadaan.TERLAMBAT),
    ],
)
def test_how_far_a_quarter_is(satker, renstra, status, tahun, keadaan):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)
    for nomor in range(2):
        isi = [80] if nomor < len(status) else []
        ukur(renstra, *isi, tahun=tahun, status=(status[nomor : nomor + 1] or ["draf"])[0])
    assert susun(satker, tahun).triwulan[0].status.keadaan == keadaan


def test_the_deadlines_of_the_quarters_are_those_of_the_nearest_satker(satker, pusat, django_assert_num_queries):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=10, tahun_geser=0, satker=pusat)
    with django_assert_num_queries(1):
        tenggat = tenggat_triwulan(satker, 2024)
    assert list(tenggat.values()) == [datetime.date(2024, 4, 10), None, None, None]


@pytest.mark.parametrize("banyak", [1, 30])
def test_ikhtisar_query_count_is_flat(satker, renstra, skala, django_assert_max_num_queries, banyak):
    unit = pabrik.UnitFactory(satker=satker)
    for tahun in (2023, 2024):
        for _ in range(banyak):
            ukur(renstra, 10, 20, tahun=tahun, unit=[unit])
    with django_assert_max_num_queries(7):
        susun(satker)


def test_charts_carry_the_figures_of_the_tables(satker, renstra, skala):
    unit = pabrik.UnitFactory(satker=satker, nama="Umum")
    ukur(renstra, 90, 45, unit=[unit])
    isi = susun(satker)
    garis = grafik.grafik_triwulan(2024, isi.triwulan)
    assert garis.deret[0].teks == ("90,00", "45,00", "–", "–")
    peta = grafik.peta_unit(isi.unit)
    assert [(s.tingkat, s.teks, s.cakupan) for s in peta.baris[0].sel[:3]] == [
        (7, "90,00", "1/1"),  # the highest of three bands is the whole ramp
        (2, "45,00", "1/1"),
        (0, "–", ""),
    ]
    assert grafik.grafik_tahun(isi.tahun_ke_tahun).deret[0].nilai == (D(45),)
