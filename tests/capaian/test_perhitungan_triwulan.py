"""The year from its quarters. Rows are edges; the printed reports hold only yearly values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capaian.perhitungan import (
    Agregasi,
    AlasanKosong,
    Batas,
    GalatKumulatif,
    KeadaanNilai,
    Nilai,
    Polaritas,
    Rasio,
    RumusMinimasi,
    RumusOrdinal,
    agregasi_triwulan,
    capaian_triwulan,
    periksa_kumulatif,
)

D = Decimal
CARA = {
    "polaritas": Polaritas.MAKSIMASI,
    "rumus_minimasi": RumusMinimasi.A,
    "rumus_ordinal": RumusOrdinal.SKOR,
    "batas": Batas.TANPA,
}
JUMLAH, AKHIR, RERATA, TERTINGGI = Agregasi
PROSES = Nilai(keadaan=KeadaanNilai.PROSES)
BELUM_ADA = Nilai(keadaan=KeadaanNilai.BELUM_ADA)


def triwulan(*isi):
    """Numbers, None (not entered), Nilai as they are, pairs X/Y as ratios."""
    ubah = {tuple: lambda r: Nilai.dari_rasio(D(r[0]), D(r[1])), int: lambda n: Nilai(D(n))}
    return [ubah.get(type(n), lambda n: n)(n) for n in isi]


@pytest.mark.parametrize(
    ("isi", "agregasi", "angka", "terisi", "uraian"),
    [
        ((10, 20, 30, 40), JUMLAH, 100, 4, "10 + 20 + 30 + 40 = 100"),
        ((10, 20, 30, 40), AKHIR, 40, 1, "TW IV: 40"),
        ((10, 20, 30, 40), RERATA, 25, 4, "(10 + 20 + 30 + 40) / 4 = 25"),
        ((10, 40, 30, 20), TERTINGGI, 40, 4, "TW II: 40"),
        ((10, None, 30), JUMLAH, 40, 2, "10 + 30 = 40"),  # the year so far
        ((10, None, 30, None), AKHIR, 30, 1, "TW III: 30"),
        ((10, None, 30), RERATA, 20, 2, "(10 + 30) / 2 = 20"),  # by the quarters that have a value
        ((10, BELUM_ADA, 30), JUMLAH, 40, 2, "10 + 30 = 40"),
        ((0, 0, 0, 0), JUMLAH, 0, 4, "0 + 0 + 0 + 0 = 0"),  # entered zeros are a value
        ((5, 5), TERTINGGI, 5, 2, "TW II: 5"),  # of equals the later
        ((PROSES, 20), AKHIR, 20, 1, "TW II: 20"),  # the result came out later
    ],
)
def test_agregasi_triwulan(isi, agregasi, angka, terisi, uraian):
    agregat = agregasi_triwulan(triwulan(*isi), agregasi=agregasi)
    assert (agregat.nilai.angka, agregat.terisi, agregat.uraian) == (angka, terisi, uraian)
    assert agregat.cakupan == f"{terisi} dari {len(isi)} triwulan"


@pytest.mark.parametrize(
    ("isi", "agregasi", "keadaan"),
    [
        ((None, None), JUMLAH, KeadaanNilai.BELUM_DIISI),
        ((), RERATA, KeadaanNilai.BELUM_DIISI),
        ((None, BELUM_ADA), AKHIR, KeadaanNilai.BELUM_ADA),
        ((10, 20, 30, PROSES), JUMLAH, KeadaanNilai.PROSES),  # three quarters are not the year
        ((10, PROSES, 30), RERATA, KeadaanNilai.PROSES),
        ((PROSES, 30), TERTINGGI, KeadaanNilai.PROSES),  # may still be higher
        ((10, 20, 30, PROSES), AKHIR, KeadaanNilai.PROSES),  # the BPK opinion comes after the report
    ],
)
def test_a_year_that_is_not_known_has_no_number(isi, agregasi, keadaan):
    agregat = agregasi_triwulan(triwulan(*isi), agregasi=agregasi)
    assert (agregat.nilai, agregat.terisi) == (Nilai(keadaan=keadaan), 0)


@pytest.mark.parametrize(
    ("isi", "agregasi", "rasio", "persen"),
    [
        (((1, 1), (1, 9)), JUMLAH, (2, 10), 20),  # the mean of 100 % and 11,11 % would say 55,56 %
        (((1, 1), (1, 9)), RERATA, (1, 5), 20),
        (((1, 1), (1, 9)), AKHIR, (1, 9), D("11.11")),
        (((1, 1), (1, 9)), TERTINGGI, (1, 1), 100),
        (((0, 0), (3, 4)), JUMLAH, (3, 4), 75),  # a quarter without cases
        (((2, 0), (2, 4)), JUMLAH, (4, 4), 100),  # won now what was lodged before: X still counts
        (((0, 0), (3, 4)), TERTINGGI, (3, 4), 75),
        (((0, 0), (0, 0)), JUMLAH, (0, 0), None),
    ],
)
def test_a_ratio_aggregates_its_parts(isi, agregasi, rasio, persen):
    nilai = agregasi_triwulan(triwulan(*isi), agregasi=agregasi).nilai
    assert nilai.rasio == Rasio(D(rasio[0]), D(rasio[1]))
    assert (nilai.angka if nilai.angka is None else round(nilai.angka, 2)) == persen


def test_a_ratio_shows_its_sums():
    agregat = agregasi_triwulan(triwulan((1, 1), (1, 9)), agregasi=JUMLAH)
    assert agregat.uraian == "(1 + 1) / (1 + 9) × 100 = 20"


def test_a_grade_keeps_its_label():
    b, a = (Nilai(D(s), satuan="predikat", ordinal=True, label=label) for s, label in ((4, "B"), (6, "A")))
    assert agregasi_triwulan([a, b], agregasi=AKHIR).nilai == b
    assert agregasi_triwulan([a, b], agregasi=TERTINGGI).nilai == a


@pytest.mark.parametrize("agregasi", [JUMLAH, RERATA])
def test_grades_are_not_added(agregasi):
    with pytest.raises(ValueError, match="Predikat"):
        agregasi_triwulan([Nilai(D(4), ordinal=True)], agregasi=agregasi)


def test_ratios_and_plain_numbers_are_not_added():
    with pytest.raises(ValueError, match="pembilang"):
        agregasi_triwulan(triwulan((1, 2), 50), agregasi=JUMLAH)


def test_the_satuan_stays():
    daftar = [Nilai(D(1), satuan="laporan"), Nilai(D(2), satuan="laporan")]
    assert agregasi_triwulan(daftar, agregasi=JUMLAH).nilai == Nilai(D(3), satuan="laporan")


def test_a_quarter_is_measured_against_its_own_and_against_the_years_target():
    hasil = capaian_triwulan(triwulan(10, 20), triwulan(10, 15), Nilai(D(100)), agregasi=JUMLAH, **CARA)
    assert (hasil.terhadap_triwulan.nilai, hasil.terhadap_tahun.nilai) == (75, 25)


def test_a_quarter_without_target_still_counts_for_the_year():
    hasil = capaian_triwulan(triwulan(10, None), triwulan(10, 15), Nilai(D(100)), agregasi=AKHIR, **CARA)
    assert hasil.terhadap_triwulan.alasan == AlasanKosong.TIDAK_ADA_TARGET
    assert hasil.terhadap_tahun.nilai == 15


@pytest.mark.parametrize(("target", "realisasi"), [((), ()), ((10,), (10, 15))])
def test_quarters_of_target_and_realisasi_must_match(target, realisasi):
    with pytest.raises(ValueError, match="sama banyak"):
        capaian_triwulan(triwulan(*target), triwulan(*realisasi), Nilai(D(100)), agregasi=JUMLAH, **CARA)


@pytest.mark.parametrize("isi", [(), (None,), (10, 20, 20, 40), (10, None, 10), (None, 5, None, 6)])
def test_cumulative_entries_may_rise_or_stay(isi):
    assert periksa_kumulatif([n if n is None else D(n) for n in isi]) is None


@pytest.mark.parametrize(
    ("isi", "nomor", "pesan"),
    [
        ((45, 40), 2, "Nilai kumulatif TW II (40) tidak boleh lebih kecil daripada TW I (45)."),
        (
            ("10", "45.5", None, "45.25"),  # compared across the empty quarter
            4,
            "Nilai kumulatif TW IV (45,25) tidak boleh lebih kecil daripada TW II (45,5).",
        ),
    ],
)
def test_cumulative_entries_may_not_fall(isi, nomor, pesan):
    with pytest.raises(GalatKumulatif) as galat:
        periksa_kumulatif([n if n is None else D(n) for n in isi])
    assert (galat.value.triwulan, str(galat.value)) == (nomor, pesan)


@given(
    st.lists(st.none() | st.integers(min_value=0, max_value=10**9), min_size=1, max_size=4).filter(
        lambda isi: any(n is not None for n in isi)
    )
)
def test_aggregates_stay_within_their_quarters(isi):
    ada = [n for n in isi if n is not None]
    hasil = {a: agregasi_triwulan(triwulan(*isi), agregasi=a).nilai.angka for a in Agregasi}
    assert min(ada) <= hasil[RERATA] <= hasil[TERTINGGI] == max(ada) <= hasil[JUMLAH] == sum(ada)
    assert hasil[AKHIR] == ada[-1]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=1, max_size=4))
def test_a_summed_ratio_lies_between_its_quarters(isi):
    persen = [D(100) * x / y for x, y in isi]
    jumlah, rerata = (agregasi_triwulan(triwulan(*isi), agregasi=a).nilai.angka for a in (JUMLAH, RERATA))
    assert min(persen) <= jumlah <= max(persen)
    assert abs(jumlah - rerata) < D("1e-20")
