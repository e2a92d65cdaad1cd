from decimal import Decimal
from types import SimpleNamespace

import pytest

from anggaran.pohon import baris_layar, batang, saring, tanpa_sumber_dana, tidak_cocok, tingkat, tingkat_awal
from anggaran.rekap import BarisPos, RekapDipa


def baris(pk, induk, kode, uraian="", *, jenis="program", t=0, pagu=None, sendiri=None, tertera=None, realisasi=None):
    """A row as the rekap gives it; `sendiri` is what is recorded on the node itself."""
    pos = SimpleNamespace(pk=pk, induk_id=induk, pagu=sendiri)
    return BarisPos(pos, kode, uraian, jenis, t, pagu, realisasi, "", "", False, tertera)


@pytest.fixture
def pohon():
    """WA › 3355 › 3355.EBA (100) and 3360 (50); CQ without a figure."""
    return [
        baris(1, None, "WA", "Dukungan Manajemen", pagu=Decimal(150)),
        baris(2, 1, "3355", "Keuangan", jenis="kegiatan", t=1, pagu=Decimal(100)),
        baris(3, 2, "3355.EBA", "Layanan Kantor", jenis="kro", t=2, pagu=Decimal(100), sendiri=Decimal(100)),
        baris(4, 1, "3360", "Operasional Kantor", jenis="kegiatan", t=1, pagu=Decimal(50), sendiri=Decimal(50)),
        baris(5, None, "CQ", "Pemilu"),
    ]


# --- Figures as text -----------------------------------------------------------------------------------------------


def test_a_figure_that_is_not_known_is_a_dash_and_has_no_bar(pohon):
    cq = baris_layar(pohon)[-1]

    assert (cq["pagu"], cq["penyerapan"], cq["sisa"], cq["batang"], cq["lebih"]) == ("–", "–", "–", "", False)


def test_words_of_a_node_are_escaped_and_its_digits_are_not_touched():
    satu = baris_layar([baris(1, None, "WA", "<b>Uraian</b>", pagu=Decimal(1_000))])[0]

    assert not hasattr(satu["uraian"], "__html__")
    assert satu["pagu"].__html__() == "1.000"


def test_the_change_since_the_version_before_counts_a_new_node_whole(pohon):
    lama = {"WA": Decimal(140), "3355": Decimal(100), "3360": Decimal(40), "CQ": None}

    assert [b["ubah"] for b in baris_layar(pohon, (), lama)] == ["+10", "0", "+100", "+10", "–"]


@pytest.mark.parametrize(
    ("persen", "langkah"),
    [
        (None, ""),
        ("0", "0"),
        ("0.01", "1"),  # something was spent: never drawn as nothing
        ("50", "10"),
        ("99.99", "19"),  # not everything: never drawn full
        ("100", "20"),
        ("240", "20"),
        ("-3", "0"),
    ],
)
def test_the_bar_has_steps_of_five_percent(persen, langkah):
    assert batang(None if persen is None else Decimal(persen)) == langkah


# --- Search --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cari", "kode"),
    [
        ("", ["WA", "3355", "3355.EBA", "3360", "CQ"]),
        ("kantor", ["WA", "3355", "3355.EBA", "3360"]),  # with what stands above
        ("KANTOR operasional", ["WA", "3360"]),  # every word, in any order
        ("3355.eba", ["WA", "3355", "3355.EBA"]),
        ("manajemen", ["WA"]),  # what is below a hit stays away
        ("tidak ada", []),
    ],
)
def test_a_search_leaves_the_hits_and_what_is_above_them(pohon, cari, kode):
    assert [b.kode for b in saring(pohon, cari)] == kode


# --- Levels --------------------------------------------------------------------------------------------------------


def test_levels_are_named_after_what_stands_there(pohon):
    assert [(x.t, x.nama) for x in tingkat(pohon)] == [
        (0, "Program"),
        (1, "Kegiatan"),
        (2, "Klasifikasi rincian output"),
    ]


def test_a_small_tree_stands_open_and_a_large_one_down_to_the_level_that_fits(pohon):
    banyak = [baris(100 + n, 3, f"3355.EBA.{n}", t=3) for n in range(100)]

    assert tingkat_awal(pohon) == 2
    assert tingkat_awal([*pohon, *banyak]) == 2
    assert tingkat_awal([baris(n, None, f"W{n}") for n in range(100)]) == 0


# --- Sums that do not fit ------------------------------------------------------------------------------------------


def beda(semua):
    return [(x.baris.kode, x.tertera, x.jumlah, x.selisih) for x in tidak_cocok(semua)]


def test_a_tree_whose_sums_fit_lists_nothing(pohon):
    pohon[0] = baris(1, None, "WA", pagu=Decimal(150), tertera=Decimal(150))

    assert beda(pohon) == []


def test_a_stated_pagu_that_is_not_the_sum_is_listed_with_both(pohon):
    pohon[0] = baris(1, None, "WA", pagu=Decimal(150), tertera=Decimal(149))

    assert beda(pohon) == [("WA", 149, 150, -1)]


def test_a_pagu_recorded_above_others_is_compared_with_them_too(pohon):
    pohon[1] = baris(2, 1, "3355", t=1, pagu=Decimal(130), sendiri=Decimal(130))
    pohon[0] = baris(1, None, "WA", pagu=Decimal(180))

    assert beda(pohon) == [("3355", 130, 100, 30)]


def test_a_stated_pagu_without_anything_below_is_no_difference():
    assert beda([baris(1, None, "WA", tertera=Decimal(5))]) == []


@pytest.mark.parametrize(
    ("sumber", "sisa"), [((("APBN", 150),), None), ((("APBN", 100), ("Hibah", 20)), 30), ((), None)]
)
def test_pagu_whose_source_is_not_named_is_told(pohon, sumber, sisa):
    rekap = RekapDipa(None, None, tuple(pohon), tuple((nama, Decimal(n)) for nama, n in sumber))

    assert tanpa_sumber_dana(rekap) == sisa
