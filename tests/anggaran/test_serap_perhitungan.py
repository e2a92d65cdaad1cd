"""Plan and spending by month: the formulas, clean, broken and on the edge."""

from datetime import date
from decimal import Decimal

import pytest

from anggaran.perhitungan.serap import (
    bagi_menurut,
    bulan_posisi,
    deviasi,
    rencana_kumulatif,
    rencana_sampai,
    susun_titik,
    tertinggal,
)

D = Decimal


def bulan_ke(nilai):
    return {n: D(x) for n, x in nilai.items()}


@pytest.mark.parametrize(
    ("tanggal", "bulan"),
    [
        (date(2024, 1, 1), 1),
        (date(2024, 2, 29), 2),
        (date(2024, 12, 31), 12),
        (date(2025, 1, 16), 12),  # the printed cut-off of the year 2024
        (date(2026, 7, 1), 12),
        (date(2023, 12, 31), None),
    ],
)
def test_a_cut_off_speaks_for_its_month_or_for_december(tanggal, bulan):
    assert bulan_posisi(tanggal, 2024) == bulan


def test_a_year_without_plan_has_no_cumulative_plan():
    assert rencana_kumulatif({}) == (None,) * 12


def test_a_month_that_is_not_planned_adds_nothing_to_the_others():
    assert rencana_kumulatif(bulan_ke({2: 10, 4: 5})) == tuple(map(D, (0, 10, 10, *[15] * 9)))


def test_a_plan_of_nothing_is_a_plan():
    assert rencana_kumulatif(bulan_ke({1: 0})) == (D(0),) * 12


@pytest.mark.parametrize(
    ("tanggal", "nilai"),
    [
        (date(2023, 12, 31), D(0)),
        (date(2024, 1, 31), D(31)),
        (date(2024, 2, 1), D(32)),  # one day of 29
        (date(2024, 2, 29), D(60)),
        (date(2024, 5, 5), D(60)),  # nothing is planned from March on
        (date(2025, 1, 16), D(60)),
    ],
)
def test_the_plan_until_a_day_counts_the_days_of_its_month(tanggal, nilai):
    assert rencana_sampai(bulan_ke({1: 31, 2: 29}), tanggal, tahun=2024) == nilai


def test_without_a_plan_nothing_was_planned_until_a_day():
    assert rencana_sampai({}, date(2024, 5, 5), tahun=2024) is None


# --- The months ----------------------------------------------------------------------------------------------------


def titik(rencana=(), realisasi=()):
    return susun_titik(rencana=bulan_ke(dict(rencana)), realisasi=dict(realisasi))


def test_a_month_without_cut_off_has_no_point():
    semua = titik(realisasi={2: D(50)})

    assert [t.realisasi for t in semua] == [None, D(50), *[None] * 10]
    assert [t.tambahan for t in semua] == [None, D(50), *[None] * 10]


def test_the_amount_of_a_span_is_the_difference_of_its_cut_offs():
    maret = titik(realisasi={1: D(10), 3: D(25)})[2]

    assert (maret.dari, maret.bulan, maret.tambahan, maret.koreksi) == (2, 3, D(15), False)


def test_a_falling_realisasi_is_a_correction():
    februari = titik(realisasi={1: D(10), 2: D(4)})[1]

    assert (februari.tambahan, februari.koreksi) == (D(-6), True)


def test_a_cut_off_that_records_nothing_is_no_point_and_the_span_goes_on():
    maret = titik(realisasi={1: D(10), 2: None, 3: D(12)})[2]

    assert (maret.dari, maret.tambahan) == (2, D(2))


def test_a_cut_off_of_nothing_spent_is_a_point():
    januari = titik(realisasi={1: D(0)})[0]

    assert (januari.realisasi, januari.tambahan, januari.koreksi) == (D(0), D(0), False)


def test_a_month_has_its_own_plan_and_that_of_the_months_before_it():
    februari = titik(rencana={1: 10, 2: 5})[1]

    assert (februari.rencana, februari.rencana_kumulatif) == (D(5), D(15))


# --- Deviation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rencana", "realisasi", "hasil"),
    [
        (D(200), D(150), D(25)),
        (D(200), D(250), D(25)),
        (D(200), D(200), D(0)),
        (D(200), D(0), D(100)),
        (D(200), D(-50), D(125)),  # a correction
        (D(0), D(150), None),  # spent without a plan: nothing to measure by
        (D(0), D(0), None),
        (None, D(150), None),
        (D(200), None, None),
    ],
)
def test_the_deviation_is_measured_by_the_plan(rencana, realisasi, hasil):
    assert deviasi(rencana, realisasi) == hasil


@pytest.mark.parametrize(
    ("serap", "acuan", "hasil"),
    [
        (D(50), D("60.01"), D("10.01")),
        (D(50), D(60), None),  # exactly the limit is not more than it
        (D(70), D(60), None),
        (D(0), D(60), D(60)),
        (None, D(60), None),
        (D(50), None, None),
    ],
)
def test_a_node_lies_behind_when_more_than_the_limit_is_missing(serap, acuan, hasil):
    assert tertinggal(serap, acuan, batas=D(10)) == hasil


# --- Proposals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jumlah", "bobot", "hasil"),
    [
        (D(120), [1] * 12, [10] * 12),
        (D(10), [1, 1, 1], [3, 3, 4]),
        (D(100), [0, 3, 1, 0], [0, 75, 25, 0]),
        (D("10.50"), [1, 1, 0], [D(5), D("5.50"), 0]),  # sen stay where the last share is
        (D(1), [1] * 12, [*[0] * 11, 1]),
        (D(0), [1, 2], [0, 0]),
        (D(9_203_578_000), [4, 96], [368_143_120, 8_835_434_880]),
    ],
)
def test_shares_are_whole_rupiah_and_come_to_the_amount(jumlah, bobot, hasil):
    bagian = bagi_menurut(jumlah, [D(b) for b in bobot])

    assert list(bagian) == hasil
    assert sum(bagian) == jumlah


@pytest.mark.parametrize("bobot", [[0, 0], [2, -1]])
def test_shares_need_weights(bobot):
    with pytest.raises(ValueError, match="Bobot"):
        bagi_menurut(D(10), [D(b) for b in bobot])
