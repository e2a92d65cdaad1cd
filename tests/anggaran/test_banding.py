from decimal import Decimal

import pytest

from anggaran.banding import Sisi, Tanda, bandingkan
from anggaran.banding_layar import baris_layar


def sisi(kode, induk=None, pagu=None, uraian="Uraian", sumber=""):
    return Sisi(kode, induk, "kro", uraian, None if pagu is None else Decimal(pagu), sumber)


LAMA = [
    sisi("WA", pagu=150),
    sisi("3355", "WA", 100),
    sisi("3355.EBA", "3355", 60, "Layanan Kantor", "APBN"),
    sisi("3355.EBB", "3355", 40),
    sisi("3360", "WA", 50),
]


def ubah(*ganti, buang=()):
    """LAMA with some nodes replaced by kode, and without some."""
    baru = {s.kode: s for s in ganti}
    return [baru.pop(s.kode, s) for s in LAMA if s.kode not in buang] + list(baru.values())


def tanda(baru):
    return {b.kode: {t.name for t in b.tanda} for b in bandingkan(LAMA, baru).baris if b.tanda}


def test_the_same_tree_has_no_difference():
    hasil = bandingkan(LAMA, LAMA)

    assert (hasil.berubah(), hasil.hitungan, hasil.selisih) == ((), (), 0)
    assert [(b.kode, b.jenjang) for b in hasil.baris] == [
        ("WA", 0),
        ("3355", 1),
        ("3355.EBA", 2),
        ("3355.EBB", 2),
        ("3360", 1),
    ]


@pytest.mark.parametrize(
    ("baru", "harapan"),
    [
        (ubah(sisi("3360", "WA", 70)), {"3360": {"PAGU"}}),
        (ubah(sisi("3360", "WA", None)), {"3360": {"PAGU"}}),  # known, and not known any more
        (ubah(sisi("3360", "WA", 50, "Lain")), {"3360": {"URAIAN"}}),
        (ubah(sisi("3360", "WA", 50, " Uraian\n")), {}),  # blanks are no other wording
        (ubah(sisi("3355.EBB", "3360", 40)), {"3355.EBB": {"PINDAH"}}),
        (ubah(sisi("3355.EBA", "3355", 60, "Layanan Kantor", "Hibah")), {"3355.EBA": {"SUMBER"}}),
        (ubah(sisi("CQ", pagu=5)), {"CQ": {"BARU"}}),
        (ubah(buang=["3360"]), {"3360": {"HILANG"}}),
        (ubah(sisi("3355.EBA", "3360", 1, "x", "Hibah")), {"3355.EBA": {"PAGU", "URAIAN", "PINDAH", "SUMBER"}}),
    ],
)
def test_every_kind_of_change_is_marked(baru, harapan):
    assert tanda(baru) == harapan


def test_a_node_that_is_gone_stands_behind_the_one_it_followed():
    hasil = bandingkan(LAMA, ubah(buang=["3355.EBB"]))

    assert [b.kode for b in hasil.baris] == ["WA", "3355", "3355.EBA", "3355.EBB", "3360"]


def test_a_first_node_that_is_gone_stands_first():
    hasil = bandingkan(LAMA, ubah(buang=["3355.EBA"]))

    assert [b.kode for b in hasil.baris][:3] == ["WA", "3355", "3355.EBA"]


def test_a_branch_that_is_gone_keeps_its_shape():
    hasil = bandingkan(LAMA, [sisi("CQ", pagu=1)])

    assert [(b.kode, b.jenjang) for b in hasil.baris][:3] == [("WA", 0), ("3355", 1), ("3355.EBA", 2)]
    assert hasil.baris[-1].kode == "CQ"


def test_a_moved_node_stands_at_its_new_place():
    hasil = bandingkan(LAMA, ubah(sisi("3355.EBB", None, 40)))

    assert [(b.kode, b.jenjang) for b in hasil.baris if b.kode == "3355.EBB"] == [("3355.EBB", 0)]
    assert len(hasil.baris) == len(LAMA)


def test_differences_are_exact_and_a_missing_side_counts_as_nothing():
    hasil = bandingkan(LAMA, ubah(sisi("CQ", pagu="0.01"), sisi("3360", "WA", 70), buang=["3355.EBB"]))
    selisih = {b.kode: b.selisih for b in hasil.baris}

    assert (selisih["CQ"], selisih["3355.EBB"], selisih["3360"]) == (Decimal("0.01"), -40, 20)


def test_a_difference_from_an_unknown_pagu_is_not_known():
    hasil = bandingkan(LAMA, ubah(sisi("3360", "WA", None)))

    assert next(b.selisih for b in hasil.baris if b.kode == "3360") is None


def test_totals_stand_per_programme_and_in_all():
    hasil = bandingkan(LAMA, [sisi("WA", pagu=160), sisi("CQ", pagu=40)])

    assert [(b.kode, b.selisih) for b in hasil.program] == [("WA", 10), ("CQ", 40)]
    assert (hasil.lama, hasil.baru, hasil.selisih) == (150, 200, 50)


def test_nothing_against_something_has_no_total_difference():
    hasil = bandingkan([], [sisi("WA", pagu=160)])

    assert (hasil.lama, hasil.baru, hasil.selisih) == (None, 160, None)


def test_only_what_changed_keeps_what_is_above_it():
    hasil = bandingkan(LAMA, ubah(sisi("3355.EBB", "3355", 40, "Lain")))

    assert [b.kode for b in hasil.berubah()] == ["WA", "3355", "3355.EBB"]


def test_a_pagu_counts_where_it_is_recorded_and_not_in_the_sums_above():
    hasil = bandingkan(LAMA, ubah(sisi("WA", pagu=170), sisi("3360", "WA", 70)))

    assert hasil.hitungan == ((Tanda.PAGU, 1),)


def test_the_screen_says_what_a_node_was_before():
    baris = {b["kode"]: b for b in baris_layar(bandingkan(LAMA, ubah(sisi("3355.EBA", "3360", 60, "Baru", ""))).baris)}

    satu = baris["3355.EBA"]
    assert satu["semula"] == ["Layanan Kantor", "di bawah 3355", "APBN"]
    assert [kata for _, kata in satu["tanda"]] == ["Uraian berubah", "Pindah induk", "Sumber dana lain"]
