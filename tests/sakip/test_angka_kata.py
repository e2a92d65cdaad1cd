"""Words, Roman numerals, dates and look-alikes. Every row is seen in a real paper or is an edge."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.angka import (
    BULAN,
    DIGIT_MAKS,
    GalatAngka,
    format_tanggal,
    format_waktu,
    lipat_homoglif,
    parse_tanggal,
    romawi,
    terbilang,
    terbilang_rupiah,
)

D = Decimal


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_100, "seribu seratus"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),  # num2words says "satu juta satu ribu"
        (1_001_001, "satu juta seribu satu"),
        (1_000_000_000, "satu miliar"),
        (22_562_100, "dua puluh dua juta lima ratus enam puluh dua ribu seratus"),  # line 716
        (
            142_297_821_000,
            "seratus empat puluh dua miliar dua ratus sembilan puluh tujuh juta delapan ratus dua puluh satu ribu",
        ),
        (
            D("128414940749.00"),
            "seratus dua puluh delapan miliar empat ratus empat belas juta sembilan ratus empat puluh ribu "
            "tujuh ratus empat puluh sembilan",
        ),
        (999 * 10**12, "sembilan ratus sembilan puluh sembilan triliun"),
        (10**15, "satu kuadriliun"),
        (-5, "minus lima"),
        (-1_000, "minus seribu"),
        (D("77.50"), "tujuh puluh tujuh koma lima"),
        (D("0.05"), "nol koma nol lima"),
        (None, "–"),
    ],
)
def test_terbilang_says(nilai, kata):
    assert terbilang(nilai) == kata


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (9_203_578_000, "sembilan miliar dua ratus tiga juta lima ratus tujuh puluh delapan ribu rupiah"),
        (D("999.50"), "seribu rupiah"),  # rounds as the printed figure beside it
        (D("-0.4"), "nol rupiah"),
        (None, "–"),
    ],
)
def test_terbilang_rupiah_says(nilai, kata):
    assert terbilang_rupiah(nilai) == kata


SATUAN = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
RIBUAN = ["ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun", "sekstiliun"]


def baca_kata(kata):
    """Whole numbers in words, read the way a person does: an oracle that shares no code with `terbilang`."""
    total = kelompok = digit = 0
    for suku in re.sub(r"\bse(?=puluh|belas|ratus|ribu)", "satu ", kata.removeprefix("minus ")).split():
        if suku in SATUAN:
            digit = SATUAN.index(suku)
            continue
        if suku in RIBUAN:
            total += (kelompok + digit) * 1000 ** (RIBUAN.index(suku) + 1)
            kelompok = 0
        else:
            kelompok += {"belas": 10 + digit, "puluh": 10 * digit, "ratus": 100 * digit}[suku]
        digit = 0
    nilai = total + kelompok + digit
    return -nilai if kata.startswith("minus") else nilai


@given(st.integers(min_value=-(10**DIGIT_MAKS) + 1, max_value=10**DIGIT_MAKS - 1))
def test_the_words_read_back_to_the_number(nilai):
    kata = terbilang(nilai)
    assert baca_kata(kata) == nilai
    assert kata == " ".join(kata.split())


@given(st.decimals(min_value=D(-(10**17)), max_value=D(10**17), places=6))
def test_terbilang_never_raises_for_a_stored_value(nilai):
    assert terbilang(nilai).replace(" ", "").isalpha()


def test_terbilang_refuses_what_has_no_name():
    with pytest.raises(GalatAngka, match="lebih dari 24 digit"):
        terbilang(10**DIGIT_MAKS)


@pytest.mark.parametrize(
    ("nilai", "kecil", "teks"),
    [
        (1, False, "I"),
        (4, True, "iv"),
        (9, False, "IX"),
        (14, True, "xiv"),
        (2024, False, "MMXXIV"),
        (3999, False, "MMMCMXCIX"),
    ],
)
def test_romawi_writes(nilai, kecil, teks):
    assert romawi(nilai, kecil=kecil) == teks


def baca_romawi(teks):
    """Reads by the school rule: a smaller numeral before a larger one is taken off."""
    nilai = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[huruf] for huruf in teks]
    return sum(-kini if kini < lanjut else kini for kini, lanjut in zip(nilai, [*nilai[1:], 0], strict=True))


def test_every_roman_numeral_reads_back():
    semua = range(1, 4000)
    assert [baca_romawi(romawi(n)) for n in semua] == list(semua)


@pytest.mark.parametrize("nilai", [0, -1, 4000])
def test_romawi_refuses_what_romans_could_not_write(nilai):
    with pytest.raises(GalatAngka):
        romawi(nilai)


@pytest.mark.parametrize(
    ("teks", "tanggal"),
    [
        ("2 Januari 2024", date(2024, 1, 2)),
        ("08 November 2018", date(2018, 11, 8)),  # Renstra Pangkalpinang, Tabel 1
        ("2\u00a0JANUARI  2024", date(2024, 1, 2)),
        ("2 Jan 2024", date(2024, 1, 2)),
        ("6 Des. 2022", date(2022, 12, 6)),
        ("17 Agt 2024", date(2024, 8, 17)),
        ("10 Nopember 2024", date(2024, 11, 10)),  # old spelling, common in letters
        ("2024-01-02", date(2024, 1, 2)),
        ("02/01/2024", date(2024, 1, 2)),  # day first
        ("2-1-2024", date(2024, 1, 2)),
        ("29 Februari 2024", date(2024, 2, 29)),  # leap year
        ("2 M\u0430r\u0435t 2024", date(2024, 3, 2)),  # Cyrillic а and е inside
    ],
)
def test_parse_tanggal_reads(teks, tanggal):
    assert parse_tanggal(teks) == tanggal


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "& Januari 2024",  # line 1778: a scanned "2"
        "I 6 Januari 2025",  # line 68
        "29 Februari 2023",
        "31/04/2024",
        "13/13/2024",
        "2 Januari 24",
        "02/01/24",
        "2024/01/02",
        "02/01-2024",
        "2 Januwari 2024",
        "0202-01-02",
        "kemarin",
    ],
)
def test_parse_tanggal_refuses(teks):
    with pytest.raises(GalatAngka):
        parse_tanggal(teks)


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(GalatAngka, match="'31 Februari 2024' tidak ada dalam kalender"):
        parse_tanggal("31 Februari 2024")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_printed_date_is_read_back_unchanged(tanggal):
    assert parse_tanggal(format_tanggal(tanggal)) == tanggal


@pytest.mark.parametrize(
    ("waktu", "zona", "teks"),
    [
        (datetime(2024, 1, 2, 14, 5), "WIB", "2 Januari 2024 pukul 14.05 WIB"),  # naive: taken as it is
        (datetime(2024, 1, 2, 7, 5, tzinfo=UTC), "WIB", "2 Januari 2024 pukul 14.05 WIB"),
        (datetime(2024, 1, 2, 7, 5, tzinfo=UTC), "WIT", "2 Januari 2024 pukul 16.05 WIT"),
        (datetime(2024, 12, 31, 17, 0, tzinfo=UTC), "WITA", "1 Januari 2025 pukul 01.00 WITA"),  # the day turns
        (None, "WIB", "–"),
    ],
)
def test_format_waktu_prints(waktu, zona, teks):
    assert format_waktu(waktu, zona) == teks


def test_format_tanggal_prints_every_month_and_an_absent_date():
    assert [format_tanggal(date(2024, b, 1)) for b in range(1, 13)] == [f"1 {nama} 2024" for nama in BULAN]
    assert format_tanggal(None) == "–"


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("\u0412", "B"),  # Cyrillic, lines 209 and 752 of the Bengkulu report
        ("\u0391", "A"),  # Greek, lines 312 and 367
        ("\u0412\u0412", "BB"),  # line 316
        ("W\u0422\u0420", "WTP"),
        ("\u0421\u0421", "CC"),
        ("penyuluhanny\u0430", "penyuluhannya"),  # line 405
        ("  A \u00a0\u200b B\t", "A B"),
        ("Ω Ж и", "Ω Ж и"),  # no Latin look-alike
        ("MUKOMUKO 2024", "MUKOMUKO 2024"),
    ],
)
def test_lipat_homoglif_folds(teks, hasil):
    assert lipat_homoglif(teks) == hasil
