"""The layout of any tree: nothing overlaps, parents stand in the middle, columns keep their edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renstra.pohon.tata import TANPA_TUMPUK, Ukuran, _Tempat, pilih_tumpuk, tata_pohon

UKURAN = Ukuran()


@dataclass(frozen=True)
class Cabang:
    anak: tuple[Cabang, ...] = ()
    tinggi: float = 40
    kunci: object = field(default_factory=object)

    @property
    def pk(self):
        return id(self.kunci)


TINGGI = st.floats(min_value=10, max_value=400)
POHON = st.recursive(
    st.builds(Cabang, tinggi=TINGGI),
    lambda anak: st.builds(Cabang, anak=st.lists(anak, max_size=5).map(tuple), tinggi=TINGGI),
    max_leaves=40,
)
HUTAN = st.lists(POHON, min_size=1, max_size=4)
TUMPUK = st.sampled_from([TANPA_TUMPUK, 1, 2, 3, 4])


def tinggi(cabang, _lebar):
    return cabang.tinggi


def tata(hutan, tumpuk=TANPA_TUMPUK):
    return tata_pohon(hutan, tinggi, UKURAN, tumpuk=tumpuk)


def telusur(cabang):
    for c in cabang:
        yield c
        yield from telusur(c.anak)


def bertumpuk(a, b):
    longgar = 1e-6
    sejajar = a.x + a.lebar - longgar > b.x and b.x + b.lebar - longgar > a.x
    return sejajar and a.bawah - longgar > b.y and b.bawah - longgar > a.y


def melintasi(ruas, kotak):
    """Whether a line runs through the inside of a box."""
    x1, y1, x2, y2 = ruas
    longgar = 1e-6
    return (
        max(x1, x2) > kotak.x + longgar
        and min(x1, x2) < kotak.x + kotak.lebar - longgar
        and max(y1, y2) > kotak.y + longgar
        and min(y1, y2) < kotak.bawah - longgar
    )


@given(HUTAN, TUMPUK)
def test_no_two_boxes_overlap_and_all_lie_inside(hutan, tumpuk):
    hasil = tata(hutan, tumpuk)
    for nomor, a in enumerate(hasil.kotak):
        assert UKURAN.tepi - 1e-6 <= a.x <= a.x + a.lebar <= hasil.lebar
        assert UKURAN.tepi - 1e-6 <= a.y <= a.bawah <= hasil.tinggi
        assert not any(bertumpuk(a, b) for b in hasil.kotak[:nomor])


@given(HUTAN, TUMPUK)
def test_every_branch_is_placed_once_in_reading_order(hutan, tumpuk):
    assert [k.cabang.pk for k in tata(hutan, tumpuk).kotak] == [c.pk for c in telusur(hutan)]


@given(HUTAN)
def test_a_parent_stands_in_the_middle_above_its_children(hutan):
    letak = {k.cabang.pk: k for k in tata(hutan).kotak}
    for k in letak.values():
        if k.cabang.anak:
            kiri, kanan = letak[k.cabang.anak[0].pk], letak[k.cabang.anak[-1].pk]
            assert k.tengah == pytest.approx((kiri.tengah + kanan.tengah) / 2)
            assert kiri.y >= k.bawah + UKURAN.jarak_y - 1e-6


@given(HUTAN)
def test_brothers_keep_their_order_and_distance(hutan):
    letak = {k.cabang.pk: k for k in tata(hutan).kotak}
    for c in telusur(hutan):
        for kiri, kanan in pairwise(c.anak):
            assert letak[kanan.pk].x - letak[kiri.pk].x >= UKURAN.lebar + UKURAN.jarak_x - 1e-6


@given(HUTAN, TUMPUK)
def test_lines_are_orthogonal_and_run_through_no_box(hutan, tumpuk):
    hasil = tata(hutan, tumpuk)
    for ruas in (r for g in hasil.garis for r in g.ruas):
        assert ruas[0] == ruas[2] or ruas[1] == ruas[3]
        assert not any(melintasi(ruas, k) for k in hasil.kotak)


@given(HUTAN)
def test_a_column_moves_in_per_level_and_keeps_its_right_edge(hutan):
    hasil = tata(hutan, 1)
    assert {round(k.x + k.lebar, 6) for k in hasil.kotak} == {UKURAN.tepi + UKURAN.lebar}
    assert all(k.lebar >= UKURAN.lebar_terkecil - 1e-6 for k in hasil.kotak)
    letak = {k.cabang.pk: k for k in hasil.kotak}
    assert all(letak[a.pk].x > letak[c.pk].x for c in telusur(hutan) for a in c.anak)


def pohon(*lebar):
    """A tree in which each box of a level has so many children."""
    return Cabang(anak=tuple(pohon(*lebar[1:]) for _ in range(lebar[0])) if lebar else ())


def test_a_small_tree_is_not_stacked_and_a_wide_one_only_below():
    assert pilih_tumpuk([pohon(2, 2)], UKURAN, lebar=1100) > 3
    assert pilih_tumpuk([pohon(4, 3, 6)], UKURAN, lebar=1100) == 3
    assert pilih_tumpuk([pohon(20, 2)], UKURAN, lebar=1100) == 3


def test_a_short_branch_moves_over_the_children_of_its_neighbour():
    """Subtrees interlock: three columns would be four if each leaf had one of its own."""
    hasil = tata([Cabang(anak=(Cabang(), pohon(2), Cabang()))])
    assert hasil.lebar == pytest.approx(3 * UKURAN.lebar + 2 * UKURAN.jarak_x + 2 * UKURAN.tepi)


def test_nothing_to_lay_out_has_no_box():
    assert tata([]).kotak == ()


def test_the_work_per_box_does_not_grow_with_the_tree(monkeypatch):
    langkah = []
    asli = _Tempat.kanan
    monkeypatch.setattr(_Tempat, "kanan", property(lambda v: langkah.append(1) or asli.fget(v)))
    for lebar in [(10, 10, 4), (20, 20, 10), (1500, 1), (2,) * 11]:
        langkah.clear()
        banyak = len(tata([pohon(*lebar)]).kotak)
        assert len(langkah) < 6 * banyak
