"""Amounts as exports write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anggaran.impor.jumlah import JumlahTakTerbaca, Notasi, baca_jumlah

RUPIAH = st.integers(-(10**13) + 1, 10**13 - 1)
SEN = st.integers(0, 99)


def cetak(rupiah: int, sen: int, ribuan: str, koma: str) -> str:
    return f"{abs(rupiah):,}".replace(",", ribuan) + f"{koma}{sen:02d}"


@pytest.mark.parametrize(
    ("isi", "nilai"),
    [
        (1234567, "1234567"),
        (1234567.5, "1234567.5"),
        (-5.0, "-5"),
        (0.1 + 0.2, "0.3"),  # a sum of floats misses by less than a thousandth of a sen
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1.234", "1234"),  # of money one mark with three digits parts thousands
        ("1,234", "1234"),
        ("1234,5", "1234.5"),
        ("1234.50", "1234.5"),
        ("Rp 22.562.100,-", "22562100"),
        ("Rp. 1.000", "1000"),
        ("(1.000)", "-1000"),
        ("( 1.000,50 )", "-1000.5"),
        ("1.000-", "-1000"),
        ("-1.000", "-1000"),
        ("-Rp 1.000", "-1000"),
        ("\u22121.000", "-1000"),
        ("1\u00a0000", "1000"),
        ("+7", "7"),
        ("-", "0"),
        (" - ", "0"),
        ("(0)", "0"),
        ("", None),
        ("   ", None),
        (None, None),
    ],
)
def test_an_amount_is_read_as_people_mean_it(isi: object, nilai: str | None) -> None:
    assert baca_jumlah(isi) == (None if nilai is None else Decimal(nilai))


@pytest.mark.parametrize(
    "isi",
    [
        "banyak",
        "1.23.456",
        "116,180.000",  # stands in real papers for 116.180.000
        "1,5 juta",
        "0.125",
        "1.234,567",
        "12%",
        "--5",
        "(-5)",
        "-5-",
        "1e308",
        "٣٤",
        "1" * 500,
        1e308,
        float("nan"),
        float("inf"),
        10**15,
        1.005,
        True,
        "=1+1",
        "#REF!",
    ],
)
def test_what_is_no_amount_is_refused(isi: object) -> None:
    with pytest.raises(JumlahTakTerbaca):
        baca_jumlah(isi)


def test_a_stated_notation_decides_what_a_mark_means() -> None:
    assert baca_jumlah("1.234", Notasi.TITIK) == 1234
    with pytest.raises(JumlahTakTerbaca):
        baca_jumlah("1.234", Notasi.KOMA)
    with pytest.raises(JumlahTakTerbaca):
        baca_jumlah("1,234,567", Notasi.TITIK)


@given(RUPIAH, SEN)
def test_every_way_to_write_an_amount_gives_the_amount(rupiah: int, sen: int) -> None:
    nilai = Decimal(abs(rupiah)) + Decimal(sen) / 100
    titik, koma = cetak(rupiah, sen, ".", ","), cetak(rupiah, sen, ",", ".")
    for notasi, teks in ((Notasi.TITIK, titik), (Notasi.KOMA, koma), (Notasi.OTOMATIS, titik), (Notasi.OTOMATIS, koma)):
        assert baca_jumlah(teks, notasi) == nilai
        assert baca_jumlah(f"({teks})", notasi) == baca_jumlah(f"{teks}-", notasi) == baca_jumlah(f"-{teks}", notasi)
        assert baca_jumlah(f"-{teks}", notasi) == -nilai


@given(RUPIAH, SEN)
def test_a_number_cell_is_exact_to_the_sen(rupiah: int, sen: int) -> None:
    tepat = Decimal(rupiah) + Decimal(sen if rupiah >= 0 else -sen) / 100
    assert baca_jumlah(float(tepat)) == tepat


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers()))
def test_any_cell_is_read_exactly_or_refused(isi: object) -> None:
    try:
        nilai = baca_jumlah(isi)
    except JumlahTakTerbaca:
        return
    assert nilai is None or (nilai.is_finite() and nilai.adjusted() < 15)
