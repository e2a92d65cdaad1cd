"""One table per formula; every row is a printed example (with its place) or an edge."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anggaran.perhitungan import (
    AturanEfisiensi,
    AturanTidakBerlaku,
    DataEfisiensi,
    GalatPohon,
    KomponenEfisiensi,
    Simpul,
    aturan_berlaku,
    efisiensi_pmk_214_2017,
    efisiensi_rasio,
    efisiensi_selisih,
    himpun,
    hitung_efisiensi,
    nilai_efisiensi,
    penyerapan,
    tingkat_efisiensi,
)
from sakip.angka import bulatkan

D = Decimal
BENGKULU = DataEfisiensi(capaian=D(100), penyerapan=penyerapan(D(128_414_940_749), D(142_297_821_000)))


@pytest.mark.parametrize(
    ("realisasi", "pagu", "persen"),
    [
        (128_414_940_749, 142_297_821_000, "90.24"),  # Tabel 2.3, total
        (9_194_840_880, 9_203_578_000, "99.91"),  # Tabel 2.3, Program Dukungan Manajemen
        (119_220_099_869, 133_094_243_000, "89.58"),  # Tabel 2.3, Program Penyelenggaraan Pemilu
        (119_173_477_742, 133_094_243_000, "89.54"),  # Tabel 3.17, the same programme with another realisasi
        (8_410_203_048, 8_490_014_000, "99.06"),  # Tabel 3.17, 2022
        (0, 1_000, "0"),  # nothing spent is a value
        (1_200, 1_000, "120"),  # overspent is shown, not capped
        (0, 0, None),
        (5, 0, None),
        (None, 1_000, None),
        (5, None, None),
    ],
)
def test_penyerapan(realisasi, pagu, persen):
    hasil = penyerapan(*(n if n is None else D(n) for n in (realisasi, pagu)))
    assert (hasil if hasil is None else bulatkan(hasil)) == (persen and D(persen))


@pytest.mark.parametrize(
    ("capaian", "serapan", "rasio", "uraian", "kalimat"),
    [
        # LKjIP Bengkulu III D; the report uses 90,21 there and 90,24 in Bab II
        (
            "100",
            "90.21",
            "1.11",
            "100,00 : 90,21 = 1 : 1,1",
            "penggunaan 1 unit anggaran menghasilkan 1,1 unit kinerja",
        ),
        (
            "100",
            "90.24",
            "1.11",
            "100,00 : 90,24 = 1 : 1,1",
            "penggunaan 1 unit anggaran menghasilkan 1,1 unit kinerja",
        ),
        ("100", "100", "1", "100,00 : 100,00 = 1 : 1,0", "penggunaan 1 unit anggaran menghasilkan 1,0 unit kinerja"),
        (
            "92",
            "80",
            "1.15",
            "92,00 : 80,00 = 1 : 1,2",
            "penggunaan 1 unit anggaran menghasilkan 1,2 unit kinerja",
        ),  # half up
        ("0", "80", "0", "0,00 : 80,00 = 1 : 0,0", "penggunaan 1 unit anggaran menghasilkan 0,0 unit kinerja"),
    ],
)
def test_efisiensi_rasio(capaian, serapan, rasio, uraian, kalimat):
    hasil = efisiensi_rasio(DataEfisiensi(D(capaian), D(serapan)))
    assert (bulatkan(hasil.nilai), hasil.uraian, hasil.kalimat) == (D(rasio), uraian, kalimat)


@pytest.mark.parametrize(
    ("capaian", "serapan", "selisih", "uraian", "kalimat"),
    [
        ("100", "90.24", "9.76", "100,00 − 90,24 = 9,76", "capaian kinerja 9,76 poin di atas penyerapan anggaran"),
        ("80", "95.5", "-15.50", "80,00 − 95,50 = -15,50", "capaian kinerja 15,50 poin di bawah penyerapan anggaran"),
        ("95", "95", "0", "95,00 − 95,00 = 0,00", "capaian kinerja sama dengan penyerapan anggaran"),
    ],
)
def test_efisiensi_selisih(capaian, serapan, selisih, uraian, kalimat):
    hasil = efisiensi_selisih(DataEfisiensi(D(capaian), D(serapan)))
    assert (hasil.nilai, hasil.uraian, hasil.kalimat) == (D(selisih), uraian, kalimat)


@pytest.mark.parametrize("hitung", [efisiensi_rasio, efisiensi_selisih])
@pytest.mark.parametrize(
    ("capaian", "serapan", "kurang"),
    [
        (None, D(90), "capaian kinerja"),
        (D(100), None, "penyerapan anggaran"),
        (None, None, "capaian kinerja dan penyerapan anggaran"),
    ],
)
def test_efisiensi_without_a_figure_says_which(hitung, capaian, serapan, kurang):
    hasil = hitung(DataEfisiensi(capaian, serapan))
    assert (hasil.nilai, hasil.uraian) == (None, f"Efisiensi tidak dapat dihitung: {kurang} belum ada.")


def test_efisiensi_rasio_does_not_divide_by_a_budget_that_was_not_used():
    hasil = efisiensi_rasio(DataEfisiensi(D(100), D(0)))
    assert (hasil.nilai, hasil.uraian) == (None, "Efisiensi tidak dapat dihitung: penyerapan anggaran 0 %.")


@pytest.mark.parametrize(
    ("e", "ne"),
    [
        ("20", "100"),
        ("0", "50"),
        ("37", "100"),  # clamped
        ("-20", "0"),
        ("-55", "0"),  # clamped
        ("10", "75"),
        ("-10", "25"),
    ],
)
def test_nilai_efisiensi(e, ne):
    assert nilai_efisiensi(D(e)) == D(ne)


def keluaran(*baris):
    return [KomponenEfisiensi(*(n if n is None else D(n) for n in b)) for b in baris]


@pytest.mark.parametrize(
    ("komponen", "e"),
    [
        ([(1_000, 800, 100)], "20"),
        ([(1_000, 1_000, 100)], "0"),
        ([(1_000, 630, 100)], "37"),  # raw: the clamp belongs to NE
        ([(1_000, 900, 90)], "0"),  # 90 % reached with 90 % of the money
        ([(1_000, 1_000, 80)], "-25"),
        ([(1_000, 800, 100), (3_000, 3_000, 100)], "5"),  # weighted by pagu, not the mean of 20 and 0
        ([(1_000, 800, 100), (1_000, None, 100)], "20"),  # incomplete: left out
        ([(1_000, 800, 0)], None),
        ([], None),
    ],
)
def test_tingkat_efisiensi(komponen, e):
    assert tingkat_efisiensi(keluaran(*komponen)) == (e and D(e))


@pytest.mark.parametrize(
    ("komponen", "ne", "uraian", "kalimat"),
    [
        (
            [(1_000_000, 900_000, 100), (5, None, 100)],
            75,
            "E = (1.000.000 − 900.000) / 1.000.000 × 100 % = 10,00 %; NE = 50 % + (10,00 / 20 × 50 %) = 75,00 %",
            "dihitung dari 1 dari 2 keluaran",
        ),
        (
            [(1_000, 630, 100)],
            100,
            "E = (1.000 − 630) / 1.000 × 100 % = 37,00 %, dibatasi menjadi 20,00 %; "
            "NE = 50 % + (20,00 / 20 × 50 %) = 100,00 %",
            "dihitung dari 1 dari 1 keluaran",
        ),
    ],
)
def test_efisiensi_pmk_214_2017(komponen, ne, uraian, kalimat):
    hasil = efisiensi_pmk_214_2017(DataEfisiensi(None, None, keluaran(*komponen)))
    assert (hasil.nilai, hasil.uraian, hasil.kalimat) == (ne, uraian, kalimat)


def test_efisiensi_pmk_without_outputs_is_undefined():
    hasil = efisiensi_pmk_214_2017(BENGKULU)
    assert hasil.nilai is None
    assert hasil.uraian.startswith("Efisiensi tidak dapat dihitung")


@given(st.lists(st.tuples(st.integers(1, 10**12), st.integers(0, 10**12), st.integers(1, 120)), min_size=1, max_size=5))
def test_nilai_efisiensi_lies_between_0_and_100(komponen):
    assert 0 <= nilai_efisiensi(tingkat_efisiensi(keluaran(*komponen))) <= 100


def test_hitung_efisiensi_uses_the_named_rule():
    hasil = hitung_efisiensi(BENGKULU, aturan=AturanEfisiensi.RASIO, tahun=2024)
    assert (hasil.aturan, hasil.uraian) == ("rasio", "100,00 : 90,24 = 1 : 1,1")
    assert hitung_efisiensi(BENGKULU, aturan="selisih", tahun=2024).uraian == "100,00 − 90,24 = 9,76"


@pytest.mark.parametrize(
    ("tahun", "kode"),
    [
        (2017, ["rasio", "selisih"]),
        (2018, ["rasio", "selisih", "pmk_214_2017"]),
        (2020, ["rasio", "selisih", "pmk_214_2017"]),
        (2021, ["rasio", "selisih", "pmk_22_2021"]),
        (2023, ["rasio", "selisih", "pmk_22_2021"]),
        (2024, ["rasio", "selisih"]),  # PMK 62/2023 measures by Standar Biaya Keluaran: no line
    ],
)
def test_a_year_offers_the_rules_that_hold_in_it(tahun, kode):
    assert [aturan.kode for aturan in aturan_berlaku(tahun)] == kode


def test_a_rule_is_refused_outside_its_years():
    with pytest.raises(AturanTidakBerlaku, match=r"PMK 214/PMK\.02/2017 tidak berlaku untuk tahun 2024"):
        hitung_efisiensi(BENGKULU, aturan=AturanEfisiensi.PMK_214_2017, tahun=2024)


@pytest.mark.parametrize(
    ("realisasi", "e", "ne"),
    [
        (79, "21,00 %, dibatasi menjadi 20,00 %", 100),  # above the clamp
        (80, "20,00 %", 100),  # on it
        (90, "10,00 %", 75),
        (100, "0,00 %", 50),
        (120, "-20,00 %", 0),
        (137, "-37,00 %, dibatasi menjadi -20,00 %", 0),
    ],
)
def test_pmk_22_2021_clamps_the_efficiency_before_the_value(realisasi, e, ne):
    data = DataEfisiensi(None, None, [KomponenEfisiensi(D(100), D(realisasi), D(100))])
    hasil = hitung_efisiensi(data, aturan=AturanEfisiensi.PMK_22_2021, tahun=2023)
    assert hasil.nilai == ne
    assert f"= {e}; NE" in hasil.uraian.replace("−", "-")


def test_pmk_22_2021_adds_the_outputs_up_before_it_divides():
    """AARO × CRO: 200 × 50 % + 300 × 100 % = 400; RARO 100 + 260 = 360; E 10 %. One without capaian is left out."""
    komponen = [(200, 100, 50), (300, 260, 100), (50, 40, None)]
    data = DataEfisiensi(
        None, None, [KomponenEfisiensi(D(p), D(r), None if c is None else D(c)) for p, r, c in komponen]
    )
    hasil = hitung_efisiensi(data, aturan=AturanEfisiensi.PMK_22_2021, tahun=2021)
    assert (hasil.nilai, hasil.kalimat) == (75, "dihitung dari 2 dari 3 keluaran")


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="lain"):
        hitung_efisiensi(BENGKULU, aturan="lain", tahun=2024)


@pytest.mark.parametrize(
    ("pohon", "hasil"),
    [
        ([("a", None, 5)], {"a": 5}),
        ([("a", None, None)], {"a": None}),  # nothing recorded is not 0
        ([("a", None, None), ("b", "a", 2), ("c", "a", 3)], {"a": 5, "b": 2, "c": 3}),
        ([("a", None, None), ("b", "a", 2), ("c", "a", None)], {"a": 2, "b": 2, "c": None}),
        ([("a", None, 9), ("b", "a", 2), ("c", "a", 3)], {"a": 9, "b": 2, "c": 3}),  # the own value wins
        ([("a", None, 0), ("b", "a", 2)], {"a": 0, "b": 2}),  # also when it is 0
        ([("c", "b", 7), ("b", "a", None), ("a", None, None)], {"c": 7, "b": 7, "a": 7}),  # children first
        ([("a", None, None), ("b", "a", 4), ("c", "b", 99)], {"a": 4, "b": 4, "c": 99}),  # above counts what b says
        ([("a", None, 1), ("b", None, 2)], {"a": 1, "b": 2}),  # several roots
        ([], {}),
        # Tabel 2.4: the programmes as sums of their kegiatan
        (
            [
                ("076", None, None),
                ("WA", "076", None),
                ("3355", "WA", 5_688_371_000),
                ("3360", "WA", 3_515_207_000),
                ("CQ", "076", None),
                ("6639", "CQ", 110_284_100_000),
                ("6709", "CQ", 10_678_210_000),
                ("6870", "CQ", 7_358_459_000),
                ("6871", "CQ", 4_019_376_000),
                ("PPS", "CQ", 660_942_000),
                ("PSJ", "CQ", 15_574_000),
                ("6982", "CQ", 77_582_000),
            ],
            {"076": 142_297_821_000, "WA": 9_203_578_000, "CQ": 133_094_243_000},
        ),
    ],
)
def test_himpun(pohon, hasil):
    terhimpun = himpun(Simpul(i, induk, n if n is None else D(n)) for i, induk, n in pohon)
    assert {i: terhimpun[i] for i in hasil} == hasil
    assert list(terhimpun) == [i for i, _, _ in pohon]


@pytest.mark.parametrize(
    ("pohon", "pesan"),
    [
        ([("a", None), ("a", None)], "dua kali"),
        ([("b", "a")], "Induk dari simpul b"),
        ([("a", "a")], "melingkar"),
        ([("a", "b"), ("b", "a"), ("c", None)], "melingkar"),
    ],
)
def test_himpun_refuses_what_is_not_a_tree(pohon, pesan):
    with pytest.raises(GalatPohon, match=pesan):
        himpun(Simpul(i, induk, D(1)) for i, induk in pohon)


def test_himpun_goes_as_deep_as_the_tree():
    rantai = [Simpul(i, i - 1 if i else None, D(7) if i == 4_999 else None) for i in range(5_000)]
    assert himpun(rantai)[0] == 7


@given(st.lists(st.none() | st.integers(0, 10**12), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_root_is_the_sum_of_the_leaves(daun, acak):
    simpul = [Simpul(-1, None, None)]
    for i, n in enumerate(daun):  # each leaf hangs from a fresh branch of a random branch
        simpul += [Simpul(("cabang", i), acak.choice([-1] + [("cabang", j) for j in range(i)]), None)]
        simpul += [Simpul(i, ("cabang", i), n if n is None else D(n))]
    ada = [n for n in daun if n is not None]
    assert himpun(simpul)[-1] == (sum(ada) if ada else None)
