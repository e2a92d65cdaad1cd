"""Codes: how a cell tells one, the path of a row, the node it belongs to, the nearest nodes."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anggaran.impor.kode import KodeTakTerbaca, Penyusun, Peta, Terdekat, baca_kode, cetak, gabung
from tests.anggaran.impor_bantu import POHON

PROGRAM = "076.01.WA"


def peta(*kode: str) -> Peta:
    """Nodes in the order of a printed tree; a node stands below the last one with fewer parts."""
    pos: list[Any] = []
    for pk, satu in enumerate(kode or [k for k, *_ in POHON], 1):
        program = satu.count(".") == 2 and satu[3:4] == "."
        atas = [p for p in pos if not program and (p.program or p.kode.count(".") < satu.count("."))]
        induk = atas[-1].pk if atas else None
        if atas and not atas[-1].program and not satu.startswith(atas[-1].kode):
            induk = next(p.pk for p in reversed(pos) if p.program or satu.startswith(p.kode + "."))
        pos.append(SimpleNamespace(pk=pk, kode=satu, induk_id=induk, program=program))
    return Peta(pos)


def cari(teks: str, *kode: str) -> str:
    return peta(*kode).cari(baca_kode(teks)).kode


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("076.01.WA.3355.EBA.994", "076.01.WA.3355.EBA.994"),
        (" 3355.eba ", "3355.EBA"),
        ("076.01.WA/3355/EBA", "076.01.WA.3355.EBA"),
        ("3355-EBA-994", "3355.EBA.994"),
        ("3355.EBA.994 Layanan Perkantoran", "3355.EBA.994"),
        ("3355.EВA", "3355.EBA"),  # a Cyrillic В
        ("'051", "051"),
        (3355, "3355"),
        (521111.0, "521111"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_cell_tells_a_code(isi: Any, hasil: str) -> None:
    assert cetak(baca_kode(isi)) == hasil


def test_zeros_that_the_format_shows_belong_to_the_code() -> None:
    assert baca_kode(51, "000") == ("051",)


@pytest.mark.parametrize("isi", ["Belanja pegawai", "KEMENTERIAN", datetime.datetime(2024, 1, 2), True, "...x y z w"])
def test_what_is_no_code_is_refused(isi: Any) -> None:
    with pytest.raises(KodeTakTerbaca):
        baca_kode(isi)


def test_a_code_that_repeats_the_end_of_the_path_is_not_doubled() -> None:
    assert gabung(("076", "01", "WA", "3355"), ("3355", "EBA")) == ("076", "01", "WA", "3355", "EBA")
    assert gabung(("994", "051"), ("051",)) == ("994", "051", "051")


def test_rows_that_hold_only_their_last_part_get_the_path_above_them() -> None:
    p = Penyusun(bertingkat=True)
    baris = (
        PROGRAM,
        "3355",
        "3355.EBA",
        "3355.EBA.994",
        "051",
        "0A",
        "521111",
        "0B",
        "521211",
        "052",
        "3360",
        "EBA",
        "962",
    )
    jalur = [cetak(p.jalur(baca_kode(k))) for k in baris]
    assert jalur[6:] == [
        f"{PROGRAM}.3355.EBA.994.051.0A.521111",
        f"{PROGRAM}.3355.EBA.994.051.0B",
        f"{PROGRAM}.3355.EBA.994.051.0B.521211",
        f"{PROGRAM}.3355.EBA.994.052",
        f"{PROGRAM}.3360",
        f"{PROGRAM}.3360.EBA",
        f"{PROGRAM}.3360.EBA.962",
    ]


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("076.01.WA.3355.EBA.994.001", "3355.EBA.994.001"),  # the whole path
        ("3355.EBA.994.001", "3355.EBA.994.001"),  # as printed
        ("WA.3355.EBA.994.001", "3355.EBA.994.001"),
        ("076.01.WA.3355.EBA.994.001.0A.521111", "3355.EBA.994.001"),  # deeper than the DIPA
        ("3360.EBA.994.051", "3360"),
        ("3355.EBA.994.521111", "3355.EBA.994"),  # an akun on a node with nodes below it
        ("3355.EBA.994.003", ""),  # a komponen that the DIPA does not have
        ("077.01.WA.3355", ""),  # another ministry
        ("3355.EBA.949", ""),
        ("994.001", ""),
    ],
)
def test_a_path_leads_to_the_lowest_node_that_contains_it(teks: str, kode: str) -> None:
    assert cari(teks) == kode


def test_a_node_is_found_where_the_file_says_more_above_than_the_dipa() -> None:
    assert cari("076.01.WA.3355", "WA", "WA.3355") == "WA.3355"


def test_a_code_below_two_programmes_is_ambiguous_until_its_programme_is_said() -> None:
    dua = ("076.01.WA", "076.01.WA.3355", "076.01.CQ", "076.01.CQ.3355")
    assert peta(*dua).cari(("3355",)).banyak == ("076.01.CQ.3355", "076.01.WA.3355")
    assert cari("076.01.CQ.3355", *dua) == "076.01.CQ.3355"


@pytest.mark.parametrize(
    ("teks", "kode"),
    [
        ("3355.EBA.949", "3355.EBA.994"),  # two digits swapped
        ("3355.EBA.99", "3355.EBA.994"),  # one is missing
        ("33S5.EBA.994", "3355.EBA.994"),  # one is wrong
        ("335S.EBA.962", "3355.EBA.962"),
        ("67O9.QGE.OO3", "6709.QGE.003"),  # the letter O
        ("6709.QGE.3", "6709.QGE.003"),  # zeros lost
        ("EBA.962", "3355.EBA.962"),  # the prefix is missing
        ("076.01.CQ.6790.QGE.003", "6709.QGE.003"),  # swapped in the middle of a whole path
        ("076.01.CQ.6790.QEG.003", "6709.QGE.003"),  # a slip in two parts
        ("6790.QGE.030", "6709.QGE.003"),
    ],
)
def test_the_nearest_node_comes_first(teks: str, kode: str) -> None:
    assert Terdekat(peta()).usul(tuple(teks.split(".")))[0] == kode


def test_nothing_is_near_to_something_else() -> None:
    assert Terdekat(peta()).usul(("9999", "ZZZ", "111")) == ()


@given(st.sampled_from([k for k, *_ in POHON]), st.data())
def test_every_node_is_found_by_its_code_and_by_one_slip(kode: str, data: st.DataObject) -> None:
    p = peta()
    assert p.cari(baca_kode(kode)).kode == kode
    assert p.cari(p.jalur[kode]).kode == kode
    ke = data.draw(st.integers(0, len(kode) - 1))
    salah = kode[:ke] + "7" + kode[ke + 1 :] if kode[ke] != "." else kode
    assert kode in Terdekat(p).usul(tuple(salah.split("."))) or salah in p.jalur


@given(st.text(max_size=90))
def test_any_text_is_a_code_or_refused(teks: str) -> None:
    try:
        ruas = baca_kode(teks)
    except KodeTakTerbaca:
        return
    assert all(ruas)
    assert baca_kode(cetak(ruas)) == ruas
