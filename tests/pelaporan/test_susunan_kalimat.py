"""Sentences generated from figures."""

from decimal import Decimal as D

import pytest

from anggaran.perhitungan import ATURAN, AturanEfisiensi, DataEfisiensi, hitung_efisiensi
from capaian.perhitungan import Rerata
from pelaporan.susunan import kalimat

NB = "\u00a0"


@pytest.mark.parametrize(
    ("bagian", "hasil"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_gabung_reads_as_a_list(bagian, hasil):
    assert kalimat.gabung(bagian) == hasil


def test_photos_of_evidence_are_led_to_by_their_numbers():
    assert kalimat.foto_bukti("Opini BPK", ["3.1", "3.2"]) == (
        f"Kegiatan yang mendukung indikator “Opini BPK” didokumentasikan pada Gambar{NB}3.1 dan Gambar{NB}3.2."
    )


def test_money_is_said_in_digits_and_words():
    assert kalimat.uang_terbilang(D(9_203_578_000)) == (
        f"Rp{NB}9.203.578.000 (sembilan miliar dua ratus tiga juta lima ratus tujuh puluh delapan ribu rupiah)"
    )


def test_a_programme_is_called_program_once():
    assert kalimat.sebutan_program("Program Dukungan Manajemen") == "Program Dukungan Manajemen"
    assert kalimat.sebutan_program("Penyelenggaraan Pemilu") == "Program Penyelenggaraan Pemilu"


def test_sdm_gives_the_sum_only_when_every_kind_is_known():
    lengkap = kalimat.sdm("Kantor", 2024, [("PNS", 25), ("PPPK", 6), ("PPNPN", 30)])
    assert lengkap.endswith(f"25{NB}PNS, 6{NB}PPPK, dan 30{NB}PPNPN, seluruhnya 61 orang.")
    assert "seluruhnya" not in kalimat.sdm("Kantor", 2024, [("PNS", 25), ("PPPK", None)])


def test_sdm_says_nothing_without_figures():
    assert kalimat.sdm("Kantor", 2024, [("PNS", None)]) == ""


def test_alokasi_names_programmes_total_and_sources():
    teks = kalimat.alokasi("Kantor", [("Program A", D(2)), ("B", D(3))], D(5), [("APBN", D(5))])
    assert teks == (
        f"Kantor mendapat alokasi anggaran untuk Program A sebesar Rp{NB}2 (dua rupiah) dan Program B sebesar Rp{NB}3 "
        f"(tiga rupiah). Total alokasi yang diperoleh sebesar Rp{NB}5 (lima rupiah), yang bersumber dari APBN sebesar "
        f"Rp{NB}5 (lima rupiah)."
    )


def test_serapan_of_the_real_report():
    persen = D(100) * D(128_414_940_749) / D(142_297_821_000)
    teks = kalimat.serapan("Kantor", D(142_297_821_000), D(128_414_940_749), persen)
    assert f"90,24{NB}% dari pagu anggaran." in teks
    assert "seratus dua puluh delapan miliar empat ratus empat belas juta" in teks


def test_serapan_says_nothing_before_money_is_spent():
    assert kalimat.serapan("Kantor", D(5), None, None) == ""
    assert kalimat.realisasi_anggaran("Kantor", 2024, None, None) == ""


def test_rerata_says_coverage_kategori_and_what_is_missing():
    teks = kalimat.rerata("Kantor", 2024, Rerata(D(100), 8, 9, ""), "AA (Sangat Memuaskan)", [("Opini BPK", "Proses")])
    assert teks == (
        f"Rata-rata capaian kinerja Kantor tahun 2024 sebesar 100,00{NB}%, dihitung dari 8 dari 9 indikator dan "
        "termasuk kategori AA (Sangat Memuaskan). Yang belum dapat dihitung: “Opini BPK” (proses)."
    )


def test_rerata_without_a_figure_gives_no_figure():
    teks = kalimat.rerata("Kantor", 2024, Rerata(None, 0, 9, "Belum ada capaian yang dapat dihitung"), "", [])
    assert "belum dapat dihitung" in teks
    assert "0,00" not in teks


def test_perubahan_tells_up_down_and_unchanged():
    teks = kalimat.perubahan("A", [(2022, D(5)), (2023, D(4)), (2024, D(4)), (2025, D(9))], [(2022, D(97))])
    assert "turun menjadi" in teks
    assert "lalu tetap menjadi" in teks
    assert f"lalu naik menjadi Rp{NB}9 pada tahun 2025." in teks
    assert teks.endswith(f"Penyerapannya 97,00{NB}% (2022).")


def test_perubahan_of_a_single_year_says_nothing():
    assert kalimat.perubahan("A", [(2023, None), (2024, D(4))], []) == ""


def test_efisiensi_without_capaian_says_what_is_missing():
    hasil = hitung_efisiensi(DataEfisiensi(None, D(90)), aturan=AturanEfisiensi.RASIO, tahun=2024)
    aturan = ATURAN[AturanEfisiensi.RASIO]
    assert kalimat.efisiensi("Kantor", 2024, None, D(90), hasil, aturan).endswith("capaian kinerja belum ada.")
