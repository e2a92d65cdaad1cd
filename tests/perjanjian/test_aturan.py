"""The rules of the hints, over plain values: each row of a table is a printed example or an edge."""

from decimal import Decimal

import pytest

from perjanjian.aturan import BAGI, SAMA, Bahan, Butir, JenisPetunjuk, Lembaran, Uang, di_bawah, periksa
from perjanjian.enums import CaraTurun

J = JenisPetunjuk
JALUR = {"WA": ("WA",), "3355": ("3355", "WA"), "3355.EBA": ("3355.EBA", "3355", "WA")}


def butir(kunci=1, nilai=100, satuan="Persen", **lain):
    isi = {"tempat": f"baris {kunci}", "uraian": f"Indikator {kunci}", "teks": str(nilai)} | lain
    return Butir(kunci=kunci, nilai=None if nilai is None else Decimal(nilai), satuan=satuan, **isi)


def uang(kode, nilai, tempat="anggaran"):
    return Uang(tempat, kode, f"Pos {kode}", None if nilai is None else Decimal(nilai))


def jenis(naskah, **lain):
    return [p.jenis for p in periksa(Bahan(naskah, **lain))]


def test_manners_are_those_of_the_model():
    assert (SAMA, BAGI) == (CaraTurun.SAMA, CaraTurun.BAGI)


@pytest.mark.parametrize(
    ("pk", "renstra", "hasil"),
    [
        (butir(nilai=79), butir(None, 80), [J.TARGET_RENSTRA]),  # reform index: Renstra 80, PK 79
        (butir(nilai=80), butir(None, 80), []),
        (butir(nilai=None), butir(None, 80), [J.TARGET_RENSTRA]),
        (butir(nilai=100), butir(None, 5, "Predikat"), [J.SATUAN_RENSTRA]),
        (butir(nilai=3, cara=BAGI, menurunkan=9), butir(None, 10), []),  # a part is smaller by its nature
    ],
)
def test_target_is_held_against_the_renstra(pk, renstra, hasil):
    from dataclasses import replace

    atas = Lembaran((butir(9, 3),)) if pk.menurunkan else Lembaran()
    assert jenis(Lembaran((replace(pk, renstra=renstra),)), atasan=atas) == hasil


@pytest.mark.parametrize(
    ("anak", "hasil"),
    [
        (butir(nilai=100, cara=SAMA, menurunkan=9), [J.SATUAN_ATASAN]),  # "B" above, "100 %" below
        (butir(nilai=4, satuan="Predikat", cara=SAMA, menurunkan=9), [J.TARGET_ATASAN]),
        (butir(nilai=5, satuan="Predikat", cara=SAMA, menurunkan=9), []),
        (butir(nilai=4, satuan="Predikat", cara="sendiri", menurunkan=9), []),
        (butir(nilai=4, cara=SAMA), [J.TERPUTUS]),  # the superior's row is gone
        (butir(nilai=4), []),
    ],
)
def test_row_is_held_against_the_superiors(anak, hasil):
    assert jenis(Lembaran((anak,)), atasan=Lembaran((butir(9, 5, "Predikat"),))) == hasil


@pytest.mark.parametrize(("lain", "hasil"), [(6, []), (5, [J.BAGIAN]), (None, [J.BAGIAN])])
def test_parts_must_add_up_to_the_superiors_target(lain, hasil):
    atas = Lembaran((butir(9, 10, "Laporan"),))
    sendiri = Lembaran((butir(1, 4, "Laporan", cara=BAGI, menurunkan=9),))
    saudara = (Lembaran((butir(2, lain, "Laporan", cara=BAGI, menurunkan=9),)),)
    assert jenis(sendiri, atasan=atas, saudara=saudara) == hasil
    assert jenis(atas, bawahan=(sendiri, *saudara)) == hasil


def test_sum_of_the_parts_is_shown_beside_the_target():
    sendiri = Lembaran((butir(1, 4, "Laporan", cara=BAGI, menurunkan=9),))
    satu = periksa(Bahan(sendiri, atasan=Lembaran((butir(9, 10, "Laporan"),))))[0]
    assert (satu.satu.teks, satu.dua.teks, satu.dua.tempat, satu.rincian) == ("4", "10", "baris 9", ("baris 1: 4",))


@pytest.mark.parametrize(
    ("bawah", "hasil"),
    [
        (butir(5, menurunkan=1, cara=SAMA), []),
        (butir(5, uraian="INDIKATOR  1"), []),  # the papers repeat the words
        (butir(5, sasaran="Indikator 1"), []),  # or make them the sasaran below
        (butir(5), [J.TAK_DITURUNKAN]),
    ],
)
def test_indikator_that_nobody_carries_is_named(bawah, hasil):
    assert jenis(Lembaran((butir(1),)), bawahan=(Lembaran((bawah,)),)) == hasil


def test_nobody_is_missing_while_no_subordinate_has_a_paper():
    assert jenis(Lembaran((butir(1),))) == []


def test_printed_contradiction_is_found_from_both_sides():
    """Kepala Sub Bagian Teknis promises Rp 110.284.100.000, his superior's paper says Rp 110.284.000."""
    anak = Lembaran(anggaran=(uang("6639.DBD.001", 110_284_100_000, "Kasubag: baris 1"),))
    atas = Lembaran(anggaran=(uang("6639.DBD", 110_284_000, "Kabag: baris 1"),))
    bawah = periksa(Bahan(anak, atasan=atas))
    dari_atas = periksa(Bahan(atas, bawahan=(anak,)))
    for p in (*bawah, *dari_atas):
        angka = {p.satu.tempat: p.satu.teks, p.dua.tempat: p.dua.teks}
        assert angka == {"Kasubag: baris 1": "110.284.100.000", "Kabag: baris 1": "110.284.000"}
    assert [len(bawah), len(dari_atas)] == [1, 1]


@pytest.mark.parametrize(
    ("milik", "saudara", "hasil"),
    [
        ([uang("3355.EBA", 60)], [uang("3355.EBA", 50)], [J.MELEBIHI, J.MENGULANG]),
        ([uang("3355.EBA", 60)], [uang("3355.EBA", 40)], []),  # two units share a code
        ([uang("3355.EBA", None)], [], []),
    ],
)
def test_shares_of_siblings_are_added(milik, saudara, hasil):
    atas = Lembaran(anggaran=(uang("3355", 100),))
    lain = (Lembaran(anggaran=tuple(saudara)),)
    bahan = Bahan(Lembaran(anggaran=tuple(milik)), atas, lain, pagu={"3355.EBA": Decimal(100)}, jalur=JALUR, dipa="D")
    assert [p.jenis for p in periksa(bahan) if p.jenis != J.PAGU] == hasil


@pytest.mark.parametrize(
    ("milik", "atas", "hasil"),
    [
        ([uang("3355", 5), uang("3355.EBA", 5)], [], [J.MENGULANG]),
        ([uang("3355", 9)], [uang("3355", 9)], [J.MENGULANG]),
        ([uang("3355", 9)], [uang("WA", 9)], []),
        ([uang("", 9), uang("", 9)], [uang("", 9)], []),
    ],
)
def test_money_counted_twice_is_named(milik, atas, hasil):
    assert jenis(Lembaran(anggaran=tuple(milik)), atasan=Lembaran(anggaran=tuple(atas)), jalur=JALUR) == hasil


@pytest.mark.parametrize(
    ("milik", "hasil"),
    [
        (uang("3355", 100), []),
        (uang("3355", 90), [J.PAGU]),
        (uang("3355", None), [J.PAGU]),
        (uang("3360,EBA", 90), [J.KODE]),  # a comma for a point, as printed
        (uang("WA", 90), []),  # the DIPA has no amount either
        (uang("", 90), []),
    ],
)
def test_budget_row_is_held_against_the_dipa(milik, hasil):
    pagu = {"3355": Decimal(100), "WA": None}
    assert jenis(Lembaran(anggaran=(milik,)), pagu=pagu, dipa="DIPA 2024") == hasil


def test_without_a_dipa_nothing_is_said_about_it():
    assert jenis(Lembaran(anggaran=(uang("3355", 1),))) == []


@pytest.mark.parametrize(
    ("kode", "induk", "ya"),
    [
        ("3355.EBA", "WA", True),  # by the tree
        ("6639.DBD.001", "6639.DBD", True),  # by the parts, without a tree
        ("66391.DBD", "6639", False),
        ("6639", "6639.DBD", False),
        ("", "6639", False),
    ],
)
def test_code_is_below_by_the_tree_or_by_its_parts(kode, induk, ya):
    assert di_bawah(kode, induk, JALUR) is ya
