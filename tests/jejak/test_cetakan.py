"""Values of the trail as a person reads them."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models

from jejak.cetakan import PANJANG, cetak, pendekkan


def ruas(label, nama):
    return apps.get_model(label)._meta.get_field(nama)


@pytest.mark.parametrize(
    ("bidang", "nilai", "teks"),
    [
        (ruas("renstra.Indikator", "iku"), 1, "Ya"),  # SQLite's
        (ruas("renstra.Indikator", "iku"), False, "Tidak"),
        (ruas("renstra.Indikator", "polaritas"), "maksimasi", "Maksimasi (makin tinggi makin baik)"),
        (ruas("renstra.Indikator", "polaritas"), "pernah ada", "pernah ada"),
        (ruas("capaian.Realisasi", "triwulan"), 2, "Triwulan II"),
        (ruas("renstra.Renstra", "periode_awal"), 2024, "2024"),  # not 2.024
        (ruas("anggaran.Pos", "pagu"), Decimal("9203578000.00"), "9.203.578.000"),  # PostgreSQL's
        (ruas("anggaran.Pos", "pagu"), 9203578000, "9.203.578.000"),
        (ruas("renstra.TargetTahunan", "nilai"), Decimal("77.500000"), "77,5"),
        (ruas("renstra.Renstra", "tanggal_keputusan"), "2024-01-02", "2 Januari 2024"),
        (ruas("renstra.Renstra", "tanggal_keputusan"), "kemarin", "kemarin"),
        (ruas("organisasi.Pengguna", "date_joined"), "2024-01-02 07:05:00.123", "2 Januari 2024 pukul 14.05 WIB"),
        (ruas("organisasi.Pengguna", "date_joined"), "2024-01-02T07:05:00+00:00", "2 Januari 2024 pukul 14.05 WIB"),
        (models.BigIntegerField(), 1234567, "1.234.567"),
        (ruas("pelaporan.TabelPendukung", "kolom"), ["No", "Nama"], "No, Nama"),
        (ruas("pelaporan.TabelPendukung", "baris"), [["1", "Ani"], ["2", "Budi"]], "1 | Ani\n2 | Budi"),
        (ruas("pelaporan.TabelPendukung", "baris"), [], "–"),
        (ruas("pelaporan.Narasi", "isi"), "<p>Satu &amp; dua</p><p>tiga<br>empat</p>", "Satu & dua\ntiga\nempat"),
        (ruas("pelaporan.Narasi", "isi"), "2 < 3 dan 4 > 1", "2 < 3 dan 4 > 1"),
        (None, {"a": [1]}, '{"a": [1]}'),
        (None, True, "Ya"),
        (None, Decimal("1.5"), "1.5"),
        (None, None, "–"),
        (None, "", "–"),
    ],
)
def test_a_value_is_printed_in_indonesian(bidang, nilai, teks):
    assert cetak(bidang, nilai) == teks


def test_a_time_is_the_readers():
    assert cetak(ruas("organisasi.Pengguna", "date_joined"), "2024-01-02 07:05:00", "WIT").endswith("16.05 WIT")


def test_short_texts_stay_as_they_are():
    assert pendekkan("satu", "dua") == ("satu", "dua")


def test_of_long_texts_the_part_that_differs_is_shown():
    lama = "a" * 500 + " dan " + "b" * 500
    lama_pendek, baru_pendek = pendekkan(lama, lama.replace("dan", "serta"))
    assert " dan b" in lama_pendek
    assert " serta b" in baru_pendek
    assert lama_pendek.startswith("…a")
    assert lama_pendek.endswith("b…")
    assert len(lama_pendek) <= PANJANG + 2


def test_a_text_that_only_grew_shows_its_new_end():
    lama, baru = pendekkan("a" * 300, "a" * 300 + " tambahan")
    assert baru.endswith("a tambahan")
    assert lama.endswith("a")


def test_a_new_long_text_shows_its_beginning():
    assert pendekkan("–", "b" * 500) == ("–", "b" * PANJANG + "…")
