"""Figures that are probably a slip."""

from __future__ import annotations

from decimal import Decimal

import pytest

from capaian import perhitungan as hitung
from capaian.kewajaran import peringatan_jauh
from capaian.perhitungan.nilai import Hasil


def hasil(persen):
    if persen is None:
        return Hasil.kosong(hitung.AlasanKosong.TIDAK_ADA_TARGET)
    return Hasil(Decimal(persen), Decimal(persen), Decimal(persen), None, "")


@pytest.mark.parametrize(
    ("jenis", "nilai", "triwulan", "tahun", "kata"),
    [
        ("cacah", 99, 9900, 9900, "Jauh di atas target: periksa lagi, 9.900 %"),
        ("cacah", 3, 150, 150, ""),  # the bound itself is still believed
        ("cacah", 30, None, 300, "Jauh di atas target tahun: periksa lagi, 300 %"),
        ("cacah", 30, 90, "150.5", "Jauh di atas target tahun: periksa lagi, 150,5 %"),
        ("persen", 100, 102, 102, ""),
        ("persen", 101, 103, 103, "Lebih dari 100 %: periksa lagi, bagian jarang melebihi semuanya"),
        ("persen", 250, 255, 255, "Jauh di atas target: periksa lagi, 255 %"),
        ("nilai", 120, 120, 120, ""),
        ("persen", 101, None, None, "Lebih dari 100 %: periksa lagi, bagian jarang melebihi semuanya"),
    ],
)
def test_what_is_far_above_is_said(jenis, nilai, triwulan, tahun, kata):
    teks = peringatan_jauh(jenis, hitung.Nilai(angka=Decimal(nilai)), hasil(triwulan), hasil(tahun))
    assert teks.replace("\xa0", " ") == kata


def test_without_a_figure_there_is_nothing_to_say():
    proses = hitung.Nilai(keadaan=hitung.KeadaanNilai.PROSES)
    assert peringatan_jauh("persen", proses, hasil(None), hasil(300)) == ""
