"""Line charts: where points stand, and what they say to those who cannot see them."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.template import Context, Template

from sakip.grafik import Deret, GrafikGaris, susun_garis

GRAFIK = GrafikGaris(
    judul="Capaian per triwulan",
    satuan="persen",
    kategori=("TW I", "TW II", "TW III"),
    deret=(
        Deret("Triwulan", (D(80), None, D(100)), ("80", "Proses", "100")),
        Deret("Tahun", (D(60), None, None), ("60", "–", "–")),
    ),
    acuan=D(100),
    teks_acuan="target",
)


def gambar(grafik):
    return Template("{% load komponen %}{% grafik_garis g %}").render(Context({"g": grafik}))


def test_a_line_breaks_where_a_figure_is_not_known():
    assert susun_garis(GRAFIK).ruas == ()


def test_two_known_neighbours_are_joined():
    penuh = replace(GRAFIK, deret=(Deret("Triwulan", (D(80), D(90), None), ("80", "90", "–")),))
    (ruas,) = susun_garis(penuh).ruas
    assert (ruas.x1, ruas.x2) == ("23.33%", "54.00%")
    assert float(ruas.y1) > float(ruas.y2)  # higher is further up


def test_amounts_that_add_up_begin_at_nought_and_go_on_over_what_is_not_known():
    kumulatif = replace(GRAFIK, deret=(Deret("x", (D(60), None, D(90)), ("60", "–", "90")),), acuan=None, sambung=True)
    susunan = susun_garis(kumulatif)
    (ruas,) = susunan.ruas
    assert (ruas.x1, ruas.x2) == ("23.33%", "84.67%")
    assert susunan.kisi[0].teks == "0"


def test_many_points_have_only_their_last_figure_which_is_not_cut_off():
    bulan = tuple(f"B{n}" for n in range(12))
    akhir = Deret("x", tuple(map(D, range(12))), tuple(map(str, range(12))))
    lalu = Deret("y", (D(5), D(6), *[None] * 10), ("5", "6", *["–"] * 10))
    titik = susun_garis(GrafikGaris("j", "persen", bulan, (akhir, lalu))).titik
    assert [(t.teks, t.x_teks, t.jangkar) for t in titik if t.teks] == [
        ("11", "100%", "end"),
        ("6", "19.50%", "middle"),
    ]
    assert len(titik) == 14


def test_a_category_that_nobody_knows_is_hatched_with_its_word():
    assert [h.teks for h in susun_garis(GRAFIK).hampa] == ["Proses"]


@pytest.mark.parametrize(
    ("nilai", "garis"),
    [
        ((100, 100), ["60", "80", "100"]),  # no change is a flat line high up, not a chart of nothing
        ((98, 100), ["60", "80", "100"]),  # a small change does not look great
        ((0, 100), ["0", "50", "100"]),
        ((20, 250), ["0", "100", "200", "300"]),
        ((-40, 100), ["-50", "0", "50", "100"]),
    ],
)
def test_the_axis_spans_what_is_there_and_names_its_lines(nilai, garis):
    deret = Deret("x", tuple(D(n) for n in nilai), tuple(str(n) for n in nilai))
    grafik = GrafikGaris("j", "persen", ("a", "b"), (deret,))
    assert [k.teks for k in susun_garis(grafik).kisi] == garis


def test_no_figures_at_all_still_make_a_chart():
    kosong = replace(GRAFIK, deret=(Deret("x", (None,) * 3, ("–",) * 3),), acuan=None)
    assert (len(susun_garis(kosong).hampa), susun_garis(kosong).titik) == (3, ())


def test_the_same_figure_of_two_series_is_written_once():
    sama = Deret("Tahun", (D(80), None, D(90)), ("80", "–", "90"))
    titik = susun_garis(replace(GRAFIK, deret=(GRAFIK.deret[0], sama))).titik
    assert [t.teks for t in titik] == ["80", "100", "", "90"]


def test_description_tells_every_number_and_the_word_where_there_is_none():
    assert "TW II: Triwulan Proses, Tahun –." in GRAFIK.keterangan


def test_drawing_differs_by_shape_and_dash_not_only_by_colour():
    svg = gambar(GRAFIK)
    for tanda in ("<title", "<circle", 'class="g-persegi"', "stroke-dasharray", "Triwulan 80, Tahun 60"):
        assert tanda in svg


def test_drawing_twice_gives_the_same_bytes():
    assert gambar(GRAFIK) == gambar(GRAFIK)


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"kategori": ()}, "sedikitnya satu"),
        ({"kategori": ("TW I",)}, "tidak sepanjang"),
        ({"deret": GRAFIK.deret * 2}, "satu sampai tiga"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(ubah, pesan):
    with pytest.raises(ValueError, match=pesan):
        replace(GRAFIK, **ubah)
