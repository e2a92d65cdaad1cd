"""Heat maps: cells by place, steps beside colour, words for each."""

from dataclasses import replace

import pytest
from django.template import Context, Template

from sakip.grafik import BarisPeta, PetaPanas, SelPeta, susun_peta

PETA = PetaPanas(
    judul="Capaian unit",
    satuan="persen",
    kolom=("TW I", "TW II"),
    baris=(
        BarisPeta("Keuangan", (SelPeta(6, "88,00", "2/3", "A, 2 dari 3 indikator"), SelPeta(0, "–"))),
        BarisPeta("Umum", (SelPeta(1, "20,00", "1/1", "D"), SelPeta(7, "100,00", "1/1", "AA"))),
    ),
)


def gambar(peta):
    return Template("{% load komponen %}{% grafik_peta g %}").render(Context({"g": peta}))


def test_as_many_pieces_of_the_gauge_are_filled_as_the_step_says():
    kotak = susun_peta(PETA).kotak
    assert [sum(penuh for _, penuh in k.ukur) for k in kotak] == [6, 0, 1, 7]


def test_columns_share_the_width():
    kotak = susun_peta(PETA).kotak
    assert [(k.x, k.lebar) for k in kotak[:2]] == [("0.00%", "49.50%"), ("50.50%", "49.50%")]


def test_description_tells_every_cell():
    assert "Keuangan: TW I 88,00, A, 2 dari 3 indikator; TW II –." in PETA.keterangan


def test_what_is_not_known_is_hatched_and_never_a_step():
    svg = gambar(PETA)
    assert svg.count("url(#") == 1
    assert "Umum, TW I: 20,00, D" in svg


@pytest.mark.parametrize(
    ("sel", "pesan"), [((SelPeta(1, "1"),), "tidak sepanjang"), ((SelPeta(8, "1"), SelPeta(1, "1")), "di luar 0–7")]
)
def test_a_map_that_cannot_be_drawn_is_refused(sel, pesan):
    with pytest.raises(ValueError, match=pesan):
        replace(PETA, baris=(BarisPeta("x", sel),))
