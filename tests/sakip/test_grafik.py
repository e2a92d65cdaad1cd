"""Bar charts: geometry and what they say to those who cannot see them."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.template import Context, Template

from sakip.grafik import Deret, GrafikBatang, susun_batang

GRAFIK = GrafikBatang(
    judul="Capaian 2024",
    satuan="persen",
    kategori=("SDM", "Data Pemilih"),
    deret=(Deret("Capaian", (D("98.75"), None), ("98,75", "Proses")),),
    acuan=D(100),
    teks_acuan="target 100",
)


def gambar(grafik: GrafikBatang) -> str:
    return Template("{% load komponen %}{% grafik_batang g %}").render(Context({"g": grafik}))


def test_the_largest_value_fills_the_track():
    assert susun_batang(GRAFIK).acuan == "84.00%"


def test_bars_are_in_proportion():
    assert susun_batang(GRAFIK).balok[0].lebar == "82.95%"  # 98.75 of 100, on 84 percent of the width


def test_an_unknown_value_has_no_bar():
    balok = susun_batang(GRAFIK).balok[1]
    assert (balok.rupa, balok.lebar, balok.teks) == (0, "", "Proses")


def test_an_unknown_value_is_drawn_as_a_short_stub_without_a_track():
    svg = gambar(GRAFIK)
    assert svg.count('class="g-jalur"') == 1  # of the value that is known
    assert svg.count('class="g-tanpa" x="0"') == 1
    assert 'width="2%"' in svg


def test_a_negative_value_has_a_bar_of_no_width():
    rugi = replace(GRAFIK, deret=(Deret("Capaian", (D(-5), D(10)), ("-5", "10")),))
    assert susun_batang(rugi).balok[0].lebar == "0.00%"


def test_a_chart_of_unknowns_does_not_divide_by_zero():
    kosong = replace(GRAFIK, acuan=None, deret=(Deret("Capaian", (None, None), ("–", "–")),))
    assert [b.rupa for b in susun_batang(kosong).balok] == [0, 0]


def test_description_tells_every_number():
    assert GRAFIK.keterangan == "Dalam persen. SDM: 98,75. Data Pemilih: Proses."


def test_series_must_be_as_long_as_the_categories():
    with pytest.raises(ValueError, match="tidak sepanjang"):
        replace(GRAFIK, kategori=("SDM",))


def test_drawing_has_title_description_and_points_for_decimals():
    svg = gambar(GRAFIK)
    assert "<title" in svg
    assert "Data Pemilih: Proses." in svg
    assert 'width="82.95%"' in svg


def test_drawing_twice_gives_the_same_bytes():
    assert gambar(GRAFIK) == gambar(GRAFIK)


def test_labels_are_escaped():
    assert "<b>" not in gambar(replace(GRAFIK, kategori=("<b>", "x")))


def test_long_labels_take_two_lines_at_most():
    panjang = replace(GRAFIK, kategori=("kata " * 60, "x"))
    assert [b.teks.endswith("…") for b in susun_batang(panjang).label] == [False, True, False]
