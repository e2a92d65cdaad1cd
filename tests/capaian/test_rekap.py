from decimal import Decimal

import pytest

from capaian import enums, perhitungan
from capaian.rekap import rekap_capaian, skala_kategori
from renstra import enums as renstra_enums
from tests import pabrik


@pytest.fixture
def renstra(satker):
    return pabrik.RenstraFactory(satker=satker)


def ukur(renstra, *nilai, target=100, tahun=2024, **indikator):
    """One indikator with realisasi of TW I, II, … (None: not entered)."""
    ukuran = pabrik.PengukuranFactory(
        indikator=pabrik.IndikatorFactory(sasaran__renstra=renstra, **indikator), target_lain=target, tahun=tahun
    )
    for triwulan, n in enumerate(nilai, start=1):
        if n is not None:
            pabrik.RealisasiFactory(pengukuran=ukuran, triwulan=triwulan, nilai=n)
    return ukuran


@pytest.mark.parametrize("nama", ["Polaritas", "RumusMinimasi", "RumusOrdinal", "Agregasi", "Tampilan"])
def test_choices_of_the_plan_are_those_of_the_formulas(nama):
    assert dict(getattr(renstra_enums, nama).choices) == dict(getattr(perhitungan, nama).choices())


def test_stored_keadaan_are_known_to_the_formulas():
    rumus = dict(perhitungan.KeadaanNilai.choices())
    assert {k: rumus[k] for k in enums.KeadaanNilai.values} == dict(enums.KeadaanNilai.choices)


@pytest.mark.parametrize(
    ("agregasi", "capaian"),
    [("nilai_akhir", 60), ("jumlah", 100), ("rata_rata", 50), ("tertinggi", 60)],
)
def test_the_year_is_aggregated_as_the_indikator_says(satker, renstra, agregasi, capaian):
    ukur(renstra, 40, 60, agregasi=agregasi)
    assert rekap_capaian(satker, 2024).baris[0].hasil.nilai == capaian


def test_a_quarter_is_measured_against_its_own_target(satker, renstra):
    ukuran = ukur(renstra, 20, 30, agregasi="jumlah")
    pabrik.TargetTriwulanFactory(pengukuran=ukuran, triwulan=2, nilai=40)
    baris = rekap_capaian(satker, 2024, triwulan=2).baris[0]
    assert (baris.hasil.nilai, baris.hasil_tahun.nilai) == (75, 50)


def test_a_part_of_a_sum_has_no_target_until_one_is_set(satker, renstra):
    ukur(renstra, 20, agregasi="jumlah")
    baris = rekap_capaian(satker, 2024, triwulan=1).baris[0]
    assert baris.hasil.alasan == perhitungan.AlasanKosong.TIDAK_ADA_TARGET


def test_process_is_shown_and_left_out_of_the_mean(satker, renstra):
    ukur(renstra, None, None, None, 80)
    proses = ukur(renstra)
    pabrik.RealisasiFactory(pengukuran=proses, keadaan="proses", nilai=None)
    rekap = rekap_capaian(satker, 2024)
    assert [b.teks_capaian for b in rekap.baris] == ["80\u00a0%", "Proses"]
    assert (rekap.rerata.nilai, rekap.rerata.cakupan) == (80, "1 dari 2 indikator")


def test_a_grade_prints_itself_and_counts_by_its_skor(satker, renstra):
    satuan = pabrik.SatuanFactory(predikat=True)
    ukur(renstra, None, None, None, 4, target=6, satuan=satuan, tampilan="nilai")
    baris = rekap_capaian(satker, 2024).baris[0]
    assert (baris.teks_target, baris.teks_realisasi, baris.teks_capaian) == ("A", "B", "B")
    assert round(baris.hasil.nilai, 2) == Decimal("66.67")


def test_the_target_is_the_perjanjians_unless_an_old_report_says_otherwise(satker, renstra):
    ukuran = ukur(renstra, None, None, None, 79, target=None)
    ukuran.butir = pabrik.IndikatorPerjanjianFactory(target=80, uraian="Nilai menurut perjanjian")
    ukuran.sumber_target_lain = ""
    ukuran.save()
    baris = rekap_capaian(satker, 2024).baris[0]
    assert (baris.target, baris.uraian, baris.hasil.nilai) == (80, "Nilai menurut perjanjian", Decimal("98.75"))


def test_a_perjanjian_in_another_unit_cannot_be_compared(satker, renstra):
    ukuran = ukur(renstra, None, None, None, 79, target=None)
    ukuran.butir = pabrik.IndikatorPerjanjianFactory(target=80, satuan=pabrik.SatuanFactory(nilai=True))
    ukuran.save()
    assert rekap_capaian(satker, 2024).baris[0].hasil.alasan == perhitungan.AlasanKosong.SATUAN_TIDAK_COCOK


def test_the_weakest_below_target_come_first(satker, renstra):
    for nilai in (90, 70, 100, 80):
        ukur(renstra, None, None, None, nilai)
    assert [b.hasil.nilai for b in rekap_capaian(satker, 2024).di_bawah_target()] == [70, 80, 90]


def test_own_scale_goes_before_the_general_one_and_newest_first(satker):
    pabrik.KategoriCapaianFactory(kode="AA")
    pabrik.KategoriCapaianFactory(kode="lama", satker=satker, berlaku_mulai=2020)
    pabrik.KategoriCapaianFactory(kode="baru", satker=satker, berlaku_mulai=2023)
    pabrik.KategoriCapaianFactory(kode="nanti", satker=satker, berlaku_mulai=2026)
    assert [k.kode for k in skala_kategori(satker, 2024)] == ["baru"]
    assert [k.kode for k in skala_kategori(satker, 2022)] == ["lama"]


def test_kategori_of_the_satker_above_go_before_the_general_ones(pusat, satker, satker_lain):
    pabrik.KategoriCapaianFactory(kode="umum", berlaku_mulai=2023)
    pabrik.KategoriCapaianFactory(kode="induk", satker=pusat, berlaku_mulai=2021)
    pabrik.KategoriCapaianFactory(kode="sendiri", satker=satker, berlaku_mulai=2022)
    assert [k.kode for k in skala_kategori(satker_lain, 2024)] == ["induk"]
    assert [k.kode for k in skala_kategori(satker, 2024)] == ["sendiri"]
    assert [k.kode for k in skala_kategori(satker, 2021)] == ["induk"]  # the own one has not begun yet


def test_kategori_of_a_satker_below_do_not_hold_above(pusat, satker):
    pabrik.KategoriCapaianFactory(kode="umum")
    pabrik.KategoriCapaianFactory(kode="bawah", satker=satker)
    assert [k.kode for k in skala_kategori(pusat, 2024)] == ["umum"]


def test_the_scale_is_found_in_one_query(satker, django_assert_num_queries):
    pabrik.KategoriCapaianFactory(satker=satker)
    with django_assert_num_queries(1):
        skala_kategori(satker, 2024)


@pytest.mark.parametrize("banyak", [1, 50])
def test_rekap_query_count_is_flat(satker, renstra, django_assert_max_num_queries, banyak):
    for _ in range(banyak):
        ukur(renstra, 10, 20, satuan=pabrik.SatuanFactory(predikat=True), target=5)
    with django_assert_max_num_queries(5):
        rekap_capaian(satker, 2024)


def test_a_cap_of_the_indikator_holds_in_the_mean_and_keeps_the_uncapped_value(satker, renstra):
    ukur(renstra, None, None, None, 150, batas=110)
    ukur(renstra, None, None, None, 90)
    rekap = rekap_capaian(satker, 2024)
    assert (rekap.baris[0].hasil.nilai, rekap.baris[0].hasil.nilai_dibatasi, rekap.rerata.nilai) == (150, 110, 100)


def test_a_computed_value_prints_two_decimals_a_stored_one_all_of_them(satker, renstra):
    ukur(renstra, 10, 10, 11, agregasi="rata_rata")
    ukur(renstra, None, None, None, Decimal("0.1855"))
    assert [b.teks_realisasi for b in rekap_capaian(satker, 2024).baris] == ["10,33\u00a0%", "0,1855\u00a0%"]


def test_grades_that_should_be_averaged_give_a_reason_not_an_error(satker, renstra):
    satuan = pabrik.SatuanFactory(predikat=True)
    ukur(renstra, 4, 5, target=6, satuan=satuan, agregasi="rata_rata")
    baris = rekap_capaian(satker, 2024).baris[0]
    assert baris.hasil.nilai is None
    assert "Predikat tidak dapat" in baris.uraian_agregasi


def test_quarters_of_which_only_some_keep_their_parts_count_with_their_figures(satker, renstra):
    ukuran = ukur(renstra, 40, 60, agregasi="rata_rata")
    ukuran.realisasi.filter(triwulan=1).update(x=2, y=5)
    assert rekap_capaian(satker, 2024).baris[0].hasil.nilai == 50


def test_a_target_prints_in_the_unit_of_the_perjanjian(satker, renstra):
    ukuran = ukur(renstra, None, None, None, 3, target=None)
    ukuran.butir = pabrik.IndikatorPerjanjianFactory(target=3, satuan=pabrik.SatuanFactory(laporan=True))
    ukuran.save()
    assert rekap_capaian(satker, 2024).baris[0].teks_target == "3 laporan"


def test_sasaran_whose_numbers_interleave_stay_whole(satker, renstra):
    a, b = (
        pabrik.SasaranFactory(renstra=r, urut=1) for r in (renstra, pabrik.RenstraFactory(satker=satker, status="draf"))
    )
    for urut, sasaran in enumerate((a, b, a, b), start=1):
        pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=sasaran, urut=urut))
    assert [len(k.baris) for k in rekap_capaian(satker, 2024).kelompok] == [2, 2]
