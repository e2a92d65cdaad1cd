"""One table per formula; every row is a printed example (with its place) or an edge."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capaian.perhitungan import (
    Agregasi,
    AlasanKosong,
    Batas,
    Hasil,
    KeadaanNilai,
    LingkupBatas,
    Nilai,
    Polaritas,
    Rasio,
    RumusMinimasi,
    RumusOrdinal,
    Tampilan,
    capaian_ordinal,
    capaian_stabil,
    hitung_capaian,
    jangka_menengah,
    kategori,
    perbandingan,
    persentase_capaian,
    rata_rata_capaian,
    teks_capaian,
)
from sakip.angka import bulatkan

D = Decimal
NAIK, TURUN, STABIL = Polaritas.MAKSIMASI, Polaritas.MINIMASI, Polaritas.STABIL
A, B = RumusMinimasi.A, RumusMinimasi.B
CARA = {"polaritas": NAIK, "rumus_minimasi": A, "rumus_ordinal": RumusOrdinal.SKOR, "batas": Batas.TANPA}
PREDIKAT = {"AA": 7, "A": 6, "BB": 5, "B": 4, "CC": 3, "C": 2, "D": 1}
OPINI = {"WTP": 4, "WDP": 3, "TW": 2, "TMP": 1}
PROSES = Nilai(keadaan=KeadaanNilai.PROSES)
angka = st.decimals(min_value=0, max_value=10**12, places=2)


def nilai(teks, satuan="persen"):
    return Nilai(D(teks), satuan=satuan)


def tingkat(label, skala, satuan="predikat"):
    return Nilai(D(skala[label]), satuan=satuan, ordinal=True, label=label)


def dua_desimal(hasil):
    return None if hasil.nilai is None else bulatkan(hasil.nilai)


@pytest.mark.parametrize(
    ("polaritas", "rumus", "target", "realisasi", "capaian", "mentah"),
    [
        (NAIK, A, "80", "79", "98.75", "98.75"),  # reform index: Renstra target 80, reached 79
        (NAIK, A, "79", "79", "100", "100"),  # Tabel 3.2, indikator 3.3
        (NAIK, A, "77.50", "78.02", "100.67", "100.67"),  # above the target, no cap
        (NAIK, A, "3", "2", "66.67", "66.67"),  # half up when shown
        (NAIK, A, "100", "0", "0", "0"),  # nothing reached is a value
        (NAIK, A, "5", "-1", "-20", "-20"),  # a shrinking growth rate is not dressed up
        (TURUN, A, "0.18", "0.16", "111.11", "111.11"),
        (TURUN, B, "0.18", "0.16", "112.50", "112.50"),
        (TURUN, A, "3", "3", "100", "100"),
        (TURUN, A, "3", "6", "0", "0"),  # twice the target: the formula itself gives 0
        (TURUN, A, "3", "7", "0", "-33.33"),  # below the floor: the raw figure is kept
        (TURUN, A, "3", "0", "200", "200"),  # the most that A can give
        (TURUN, B, "3", "0", "100", "100"),  # B would divide by 0
        (TURUN, B, "3", "6", "50", "50"),
        (TURUN, A, "0", "0", "100", "100"),
        (TURUN, B, "0", "0", "100", "100"),
        (TURUN, A, "0", "1", "0", "0"),
        (TURUN, B, "0", "1", "0", "0"),
        (STABIL, A, "5", "5", "100", "100"),  # a range of one value
        (STABIL, A, "5", "4", "80", "80"),
        (STABIL, B, "5", "8", "62.50", "62.50"),
    ],
)
def test_persentase_capaian(polaritas, rumus, target, realisasi, capaian, mentah):
    hasil = persentase_capaian(D(target), D(realisasi), polaritas=polaritas, rumus_minimasi=rumus, batas=Batas.TANPA)
    assert (dua_desimal(hasil), bulatkan(hasil.mentah), hasil.alasan) == (D(capaian), D(mentah), None)


@pytest.mark.parametrize(
    ("polaritas", "target", "realisasi", "alasan"),
    [
        (NAIK, "0", "5", AlasanKosong.TARGET_NOL),
        (NAIK, "0", "0", AlasanKosong.TARGET_NOL),
        (NAIK, "-2", "-1", AlasanKosong.TARGET_NEGATIF),  # the quotient would say 50 for the better value
        (TURUN, "-2", "-3", AlasanKosong.TARGET_NEGATIF),
    ],
)
def test_persentase_capaian_that_cannot_be_computed_names_the_reason(polaritas, target, realisasi, alasan):
    hasil = persentase_capaian(D(target), D(realisasi), polaritas=polaritas, rumus_minimasi=A, batas=Batas.TANPA)
    assert hasil == Hasil(None, None, None, alasan, alasan.label)


@pytest.mark.parametrize(
    ("target", "realisasi", "polaritas", "rumus", "batas", "uraian"),
    [
        ("80", "79", NAIK, A, None, "79 / 80 × 100 = 98,75"),
        ("0.18", "0.16", TURUN, A, None, "(2 × 0,18 − 0,16) / 0,18 × 100 = 111,11"),
        ("0.18", "0.16", TURUN, B, None, "0,18 / 0,16 × 100 = 112,5"),
        ("3", "7", TURUN, A, None, "(2 × 3 − 7) / 3 × 100 = -33,33, menjadi 0 (batas bawah)"),
        ("0", "0", TURUN, A, None, "target 0, realisasi 0 = 100"),
        ("5", "-1", NAIK, A, None, "(-1) / 5 × 100 = -20"),
        ("1", "0.1234567", NAIK, A, None, "0,123457 / 1 × 100 = 12,35"),  # six decimals, as stored
        ("80", "100", NAIK, A, Batas.SERATUS_SEPULUH, "100 / 80 × 100 = 125, dibatasi 110"),
        ("80", "79", NAIK, A, Batas.SERATUS_SEPULUH, "79 / 80 × 100 = 98,75"),  # a cap that changes nothing is silent
    ],
)
def test_the_worked_formula_is_shown(target, realisasi, polaritas, rumus, batas, uraian):
    hasil = persentase_capaian(D(target), D(realisasi), polaritas=polaritas, rumus_minimasi=rumus, batas=batas)
    assert hasil.uraian == uraian


@pytest.mark.parametrize(
    ("batas", "dibatasi"),
    [(Batas.TANPA, 150), (Batas.SERATUS, 100), (Batas.SERATUS_SEPULUH, 110), (Batas.SERATUS_DUA_PULUH, 120)],
)
def test_a_cap_lowers_only_the_capped_value(batas, dibatasi):
    hasil = persentase_capaian(D(100), D(150), polaritas=NAIK, rumus_minimasi=A, batas=batas)
    assert (hasil.nilai, hasil.mentah, hasil.nilai_dibatasi) == (150, 150, dibatasi)


def test_a_cap_never_lifts():
    hasil = persentase_capaian(D(100), D(50), polaritas=NAIK, rumus_minimasi=A, batas=Batas.SERATUS_DUA_PULUH)
    assert hasil.nilai_dibatasi == 50


@pytest.mark.parametrize(
    ("bawah", "atas", "realisasi", "rumus", "capaian"),
    [
        ("90", "100", "95", A, "100"),
        ("90", "100", "90", A, "100"),  # bounds belong to the range
        ("90", "100", "100", A, "100"),
        ("90", "100", "110", A, "90"),  # above: upper bound as minimasi A
        ("90", "100", "110", B, "90.91"),  # above: upper bound as minimasi B
        ("90", "100", "250", A, "0"),  # floored like minimasi A
        ("90", "100", "45", A, "50"),  # below: lower bound as maksimasi
        ("0", "0", "1", A, "0"),
        ("0", "10", "0", A, "100"),  # on the bound 0: nothing is divided
    ],
)
def test_capaian_stabil(bawah, atas, realisasi, rumus, capaian):
    hasil = capaian_stabil(D(bawah), D(atas), D(realisasi), rumus_minimasi=rumus, batas=Batas.TANPA)
    assert dua_desimal(hasil) == D(capaian)


def test_a_crossed_range_is_refused():
    with pytest.raises(ValueError, match="Batas bawah"):
        capaian_stabil(D(100), D(90), D(95), rumus_minimasi=A, batas=Batas.TANPA)


@pytest.mark.parametrize(
    ("skala", "target", "realisasi", "rumus", "capaian", "uraian"),
    [
        (PREDIKAT, "A", "B", RumusOrdinal.SKOR, "66.67", "B (4) / A (6) × 100 = 66,67"),
        (PREDIKAT, "A", "A", RumusOrdinal.SKOR, "100", "A (6) / A (6) × 100 = 100"),  # Tabel 3.2, indikator 3.1
        (PREDIKAT, "B", "A", RumusOrdinal.SKOR, "150", "A (6) / B (4) × 100 = 150"),
        (OPINI, "WTP", "WDP", RumusOrdinal.SKOR, "75", "WDP (3) / WTP (4) × 100 = 75"),
        (OPINI, "WTP", "TMP", RumusOrdinal.SKOR, "25", "TMP (1) / WTP (4) × 100 = 25"),
        (PREDIKAT, "A", "B", RumusOrdinal.TERCAPAI, "0", "B (4) terhadap A (6): tidak tercapai = 0"),
        (PREDIKAT, "A", "A", RumusOrdinal.TERCAPAI, "100", "A (6) terhadap A (6): tercapai = 100"),
        (
            PREDIKAT,
            "A",
            "AA",
            RumusOrdinal.TERCAPAI,
            "100",
            "AA (7) terhadap A (6): tercapai = 100",
        ),  # passed is reached
    ],
)
def test_capaian_ordinal(skala, target, realisasi, rumus, capaian, uraian):
    hasil = capaian_ordinal(
        D(skala[target]),
        D(skala[realisasi]),
        rumus=rumus,
        batas=Batas.TANPA,
        label_target=target,
        label_realisasi=realisasi,
    )
    assert (dua_desimal(hasil), hasil.uraian) == (D(capaian), uraian)


def test_an_ordinal_target_without_skor_cannot_be_divided_by():
    assert capaian_ordinal(D(0), D(4), rumus=RumusOrdinal.SKOR, batas=None).alasan == AlasanKosong.TARGET_NOL


KOSONG_ROWS = [
    (None, nilai("5"), AlasanKosong.TIDAK_ADA_TARGET, "–"),  # a printed "-"
    (Nilai(), nilai("5"), AlasanKosong.TIDAK_ADA_TARGET, "–"),
    (PROSES, nilai("5"), AlasanKosong.TIDAK_ADA_TARGET, "–"),  # Tabel 3.3 prints "Proses" as a target
    (
        Nilai(D(5), KeadaanNilai.PROSES),
        nilai("5"),
        AlasanKosong.TIDAK_ADA_TARGET,
        "–",
    ),  # the state wins over a leftover
    (None, PROSES, AlasanKosong.TIDAK_ADA_TARGET, "–"),  # without a target there is nothing to wait for
    (tingkat("WTP", OPINI), PROSES, AlasanKosong.REALISASI_PROSES, "Proses"),  # Tabel 3.2, indikator 3.2
    (nilai("5"), None, AlasanKosong.BELUM_DIISI, "–"),
    (nilai("5"), Nilai(), AlasanKosong.BELUM_DIISI, "–"),
    (
        nilai("5"),
        Nilai(D(5), KeadaanNilai.BELUM_DIISI),
        AlasanKosong.BELUM_DIISI,
        "–",
    ),  # the state wins over a leftover
    (nilai("5"), Nilai(keadaan=KeadaanNilai.BELUM_ADA), AlasanKosong.BELUM_ADA_DATA, "–"),
    (nilai("5"), Nilai.dari_rasio(D(0), D(0)), AlasanKosong.BELUM_ADA_DATA, "–"),  # no case occurred
    (nilai("0"), nilai("5"), AlasanKosong.TARGET_NOL, "–"),
    (nilai("5"), nilai("5", "laporan"), AlasanKosong.SATUAN_TIDAK_COCOK, "–"),
    (tingkat("A", PREDIKAT), nilai("79", "predikat"), AlasanKosong.SATUAN_TIDAK_COCOK, "–"),  # a number for a grade
    (tingkat("A", PREDIKAT), tingkat("WTP", OPINI, "opini"), AlasanKosong.SATUAN_TIDAK_COCOK, "–"),
]


@pytest.mark.parametrize(("target", "realisasi", "alasan", "tampil"), KOSONG_ROWS)
def test_what_cannot_be_computed_is_never_a_number(target, realisasi, alasan, tampil):
    hasil = hitung_capaian(target, realisasi, **CARA)
    assert (hasil.nilai, hasil.nilai_dibatasi, hasil.mentah, hasil.alasan) == (None, None, None, alasan)
    assert not hasil.dapat_dihitung
    for tampilan in Tampilan:
        teks = teks_capaian(hasil, tampilan=tampilan, teks_realisasi="5", lingkup=LingkupBatas.RATA_RATA)
        assert teks == tampil


@pytest.mark.parametrize(
    ("target", "realisasi", "cara", "capaian"),
    [
        (nilai("80"), nilai("79"), {}, "98.75"),
        (nilai("80"), nilai("79", ""), {}, "98.75"),  # satuan unknown on one side
        (nilai("0.18"), nilai("0.16"), {"polaritas": TURUN}, "111.11"),
        (nilai("0.18"), nilai("0.16"), {"polaritas": TURUN, "rumus_minimasi": B}, "112.50"),
        (Nilai(D(90), atas=D(100)), nilai("110"), {"polaritas": STABIL}, "90"),
        (nilai("5"), nilai("5"), {"polaritas": STABIL}, "100"),
        (tingkat("A", PREDIKAT), tingkat("B", PREDIKAT), {}, "66.67"),
        (tingkat("A", PREDIKAT), tingkat("B", PREDIKAT), {"rumus_ordinal": RumusOrdinal.TERCAPAI}, "0"),
        (nilai("80"), Nilai.dari_rasio(D(3), D(4)), {}, "93.75"),
        (nilai("0.18"), nilai("0.16"), {"polaritas": "minimasi", "rumus_minimasi": "b"}, "112.50"),  # as stored
    ],
)
def test_hitung_capaian_chooses_the_formula(target, realisasi, cara, capaian):
    assert dua_desimal(hitung_capaian(target, realisasi, **CARA | cara)) == D(capaian)


def test_an_ordinal_has_no_other_direction_than_its_scale():
    hasil = hitung_capaian(tingkat("A", PREDIKAT), tingkat("B", PREDIKAT), **CARA | {"polaritas": TURUN})
    assert hasil.alasan == AlasanKosong.SATUAN_TIDAK_COCOK


def test_an_unknown_direction_is_refused_instead_of_guessed():
    with pytest.raises(ValueError, match="naik"):
        hitung_capaian(nilai("80"), nilai("79"), **CARA | {"polaritas": "naik"})


@pytest.mark.parametrize("hilang", CARA)
def test_no_choice_has_a_default(hilang):
    with pytest.raises(TypeError, match=hilang):
        hitung_capaian(nilai("80"), nilai("79"), **{k: v for k, v in CARA.items() if k != hilang})


def test_jangka_menengah_measures_against_the_last_year_of_the_renstra():
    assert dua_desimal(jangka_menengah(nilai("80"), nilai("79"), **CARA)) == D("98.75")
    assert jangka_menengah(None, nilai("79"), **CARA).alasan == AlasanKosong.TIDAK_ADA_TARGET


@pytest.mark.parametrize(
    ("tampilan", "lingkup", "teks"),
    [
        (Tampilan.PERSEN, LingkupBatas.RATA_RATA, "125\u00a0%"),
        (Tampilan.PERSEN, LingkupBatas.TAMPILAN, "110\u00a0%"),
        (Tampilan.NILAI, LingkupBatas.TAMPILAN, "79"),  # the Bengkulu report prints the value itself
    ],
)
def test_the_capaian_cell_prints_percent_or_the_value(tampilan, lingkup, teks):
    hasil = persentase_capaian(D(80), D(100), polaritas=NAIK, rumus_minimasi=A, batas=Batas.SERATUS_SEPULUH)
    assert teks_capaian(hasil, tampilan=tampilan, teks_realisasi="79", lingkup=lingkup) == teks


@given(angka, angka, st.sampled_from(Polaritas), st.sampled_from(RumusMinimasi), st.sampled_from(Batas.SEMUA))
def test_the_three_figures_keep_their_order(target, realisasi, polaritas, rumus, batas):
    hasil = persentase_capaian(target, realisasi, polaritas=polaritas, rumus_minimasi=rumus, batas=batas)
    if hasil.nilai is None:
        assert (polaritas, target) == (NAIK, 0)
        return
    assert hasil.nilai >= max(0, hasil.mentah)
    assert hasil.nilai_dibatasi == (hasil.nilai if batas is None else min(hasil.nilai, batas))


@given(angka.filter(bool), st.sampled_from(Polaritas), st.sampled_from(RumusMinimasi))
def test_a_target_exactly_met_is_always_100(target, polaritas, rumus):
    assert persentase_capaian(target, target, polaritas=polaritas, rumus_minimasi=rumus, batas=None).nilai == 100


# --- Mean, kategori, years -----------------------------------------------------------------------------------------


def hasil(*persen):
    return [
        Hasil.kosong(AlasanKosong.REALISASI_PROSES) if p is None else Hasil(D(p), D(p), D(p), None, "") for p in persen
    ]


@pytest.mark.parametrize(
    ("anggota", "bobot", "batas", "rerata", "cakupan"),
    [
        (["100", "50"], None, None, "75", "2 dari 2 indikator"),
        (["100", None, "50"], None, None, "75", "2 dari 3 indikator"),  # left out, not counted as 0
        (["100"] * 7 + [None] * 2, None, None, "100", "7 dari 9 indikator"),
        (["100", "0"], None, None, "50", "2 dari 2 indikator"),  # but a real 0 counts
        ([None, None], None, None, None, "0 dari 2 indikator"),
        ([], None, None, None, "0 dari 0 indikator"),
        (["100", "100", "0"], None, None, "66.67", "3 dari 3 indikator"),
        (["150", "50"], None, Batas.TANPA, "100", "2 dari 2 indikator"),
        (["150", "50"], None, Batas.SERATUS, "75", "2 dari 2 indikator"),  # capped before the mean
        (["150", "50"], None, Batas.SERATUS_DUA_PULUH, "85", "2 dari 2 indikator"),
        (["100", "50"], ["3", "1"], None, "87.50", "2 dari 2 indikator"),
        (["100", None, "50"], ["1", "8", "1"], None, "75", "2 dari 3 indikator"),  # its weight goes with it
        (["100", "50"], ["0", "0"], None, None, "0 dari 2 indikator"),
    ],
)
def test_rata_rata_capaian(anggota, bobot, batas, rerata, cakupan):
    hasil_rerata = rata_rata_capaian(hasil(*anggota), bobot=bobot and [D(b) for b in bobot], batas=batas)
    assert (dua_desimal(hasil_rerata), hasil_rerata.cakupan) == (rerata and D(rerata), cakupan)


def test_coverage_adds_up_from_sasaran_to_satker():
    satu = rata_rata_capaian(hasil("100", None, "50"), bobot=None, batas=None)
    dua = rata_rata_capaian(hasil("90"), bobot=None, batas=None)
    kosong = rata_rata_capaian(hasil(None), bobot=None, batas=None)
    satker = rata_rata_capaian([satu, dua, kosong], bobot=None, batas=None)
    assert (satker.nilai, satker.cakupan, satker.lengkap) == (D("82.5"), "3 dari 5 indikator", False)


@pytest.mark.parametrize(
    ("bobot", "uraian"), [(None, "(100 + 66,67) / 2 = 83,34"), (["1", "2"], "(100 × 1 + 66,67 × 2) / 3 = 77,78")]
)
def test_the_mean_shows_its_sum(bobot, uraian):
    rerata = rata_rata_capaian(hasil("100", "66.67"), bobot=bobot and [D(b) for b in bobot], batas=None)
    assert rerata.uraian == uraian


@pytest.mark.parametrize("bobot", [[D(1)], [D(1), D(-1)]])
def test_weights_must_fit_their_members(bobot):
    with pytest.raises(ValueError, match="Bobot"):
        rata_rata_capaian(hasil("100", "50"), bobot=bobot, batas=None)


@given(st.lists(st.decimals(min_value=0, max_value=300, places=2), min_size=1, max_size=30))
def test_a_mean_lies_between_its_members(anggota):
    rerata = rata_rata_capaian(hasil(*anggota), bobot=None, batas=None)
    assert min(anggota) <= rerata.nilai <= max(anggota)


@dataclass(frozen=True)
class Pita:
    kode: str
    batas_bawah: Decimal


TABEL_3_1 = [Pita(k, D(b)) for k, b in {"AA": 90, "A": 80, "BB": 70, "B": 60, "CC": 50, "C": 30, "D": 0}.items()]


@pytest.mark.parametrize(
    ("capaian", "kode"),
    [
        ("100", "AA"),
        ("150", "AA"),  # printed "> 90 s.d. 100", but the highest band has no end
        ("90.01", "AA"),
        ("90", "A"),
        ("80.01", "A"),
        ("80", "BB"),  # exactly 80 is not > 80
        ("70", "B"),
        ("60", "CC"),
        ("50", "C"),
        ("30.01", "C"),
        ("30", "D"),
        ("0", "D"),
        ("-20", "D"),
        ("80.004", "BB"),  # shown as 80,00
        ("80.005", "A"),  # shown as 80,01
        ("80.00000000000000000000000001", "BB"),  # the last digit of a mean lifts nothing
    ],
)
def test_kategori(capaian, kode):
    assert kategori(D(capaian), TABEL_3_1).kode == kode
    assert kategori(D(capaian), TABEL_3_1[::-1]).kode == kode  # whatever the order of the rows


def test_there_is_no_kategori_of_an_undefined_capaian_or_an_empty_scale():
    assert kategori(None, TABEL_3_1) is None
    assert kategori(D(80), []) is None


@pytest.mark.parametrize(
    ("deret", "selisih", "keterangan"),
    [
        ([(2021, "90")], None, "Tahun pertama, belum ada pembanding"),
        ([(2021, "90"), (2022, "95")], "5", "Naik 5 dari 2021"),  # indikator 1.1, Tabel 3.3
        ([(2022, "95"), (2023, "92.5")], "-2.5", "Turun 2,5 dari 2022"),
        ([(2023, "100"), (2024, "100")], "0", "Tetap sejak 2023"),
        ([(2023, "100"), (2024, None)], None, "Tidak dapat dibandingkan dengan 2023"),
        ([(2023, None), (2024, "100")], None, "Tidak dapat dibandingkan dengan 2023"),
        ([(2021, "90"), (2024, "100")], "10", "Naik 10 dari 2021"),  # a gap is named, not hidden
    ],
)
def test_perbandingan(deret, selisih, keterangan):
    baris = perbandingan([(tahun, n and D(n)) for tahun, n in deret])
    assert (baris[-1].tahun, baris[-1].selisih, baris[-1].keterangan) == (
        deret[-1][0],
        selisih and D(selisih),
        keterangan,
    )
    assert len(baris) == len(deret)


@pytest.mark.parametrize("tahun", [(2024, 2023), (2024, 2024)])
def test_years_must_rise(tahun):
    with pytest.raises(ValueError, match="berurutan"):
        perbandingan([(t, D(1)) for t in tahun])


@given(st.lists(st.decimals(min_value=0, max_value=300, places=2), min_size=2, max_size=10))
def test_the_changes_add_up_to_the_whole_change(deret):
    baris = perbandingan(list(enumerate(deret, 2020)))
    assert sum(b.selisih for b in baris[1:]) == deret[-1] - deret[0]
    assert [b.selisih for b in baris[1:]] == [kini - lalu for lalu, kini in pairwise(deret)]


def test_every_choice_has_a_value_in_lower_case_and_a_label():
    for pilihan in (
        Polaritas,
        RumusMinimasi,
        RumusOrdinal,
        Agregasi,
        Tampilan,
        LingkupBatas,
        KeadaanNilai,
        AlasanKosong,
    ):
        assert pilihan.choices() == [(p.value, p.label) for p in pilihan]
        assert all(n == n.lower() and label for n, label in pilihan.choices())


def test_a_ratio_without_a_divisor_has_no_percentage():
    assert Rasio(D(2), D(0)).persen is None
    assert Rasio(D(3), D(4)).persen == 75
