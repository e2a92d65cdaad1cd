"""The weeks of a plan as an integer: laws that hold for every plan, and the cases people meet."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perjanjian.aksi import minggu
from perjanjian.aksi.minggu import GalatMinggu, Ruas

bit = st.integers(0, minggu.SEMUA)
nomor = st.integers(0, minggu.JUMLAH - 1)


@given(bit)
def test_weeks_taken_apart_and_put_together_are_the_same(b):
    assert minggu.kumpulkan(minggu.uraikan(b)) == b


@given(bit)
def test_what_is_written_reads_back_as_the_same_weeks(b):
    assert minggu.baca(minggu.tulis(b)) == b


@given(bit)
def test_runs_cover_exactly_the_painted_weeks_and_do_not_touch(b):
    ruas = minggu.ruas(b)
    assert {m for r in ruas for m in range(r.awal, r.akhir + 1)} == set(minggu.uraikan(b))
    assert all(kini.akhir + 1 < berikut.awal for kini, berikut in pairwise(ruas))


@given(bit, nomor, nomor, st.booleans())
def test_painting_a_span_changes_that_span_and_nothing_else(b, awal, akhir, isi):
    hasil = minggu.setel(b, awal, akhir, isi)
    rentang = set(range(min(awal, akhir), max(awal, akhir) + 1))
    assert set(minggu.uraikan(hasil)) - rentang == set(minggu.uraikan(b)) - rentang
    assert set(minggu.uraikan(hasil)) & rentang == (rentang if isi else set())
    assert minggu.sah(hasil)


@given(st.lists(bit))
def test_rows_merged_have_the_weeks_of_any_of_them(baris):
    assert set(minggu.uraikan(minggu.gabung(baris))) == {m for b in baris for m in minggu.uraikan(b)}


@given(bit)
def test_the_months_share_out_all_weeks(b):
    assert sum(minggu.banyak(b & minggu.bulan(n)) for n in range(1, 13)) == minggu.banyak(b)


@given(st.lists(st.tuples(bit, bit), max_size=6), st.integers(0, minggu.JUMLAH))
def test_progress_counts_never_exceed_what_was_planned(baris, berjalan):
    for k in minggu.per_bulan(baris, berjalan):
        assert k.terlaksana + k.terlambat <= k.rencana
        assert k.minggu_terlaksana <= k.minggu_rencana
        assert (k.persen is None) == (k.rencana == 0)


@pytest.mark.parametrize(
    ("teks", "minggu_"),
    [
        ("Jan 1–4", [0, 1, 2, 3]),
        ("Jan 1-2; mar 2", [0, 1, 9]),
        ("Feb", [4, 5, 6, 7]),  # a whole month
        ("Agustus 2, Des 4", [29, 47]),
        ("", []),
    ],
)
def test_reads_what_people_write(teks, minggu_):
    assert list(minggu.uraikan(minggu.baca(teks))) == minggu_


@pytest.mark.parametrize("teks", ["Jan 5", "Jan 3–1", "Foo 1", "1 Jan", "Janu 1", "Jan 0"])
def test_refuses_what_names_no_week(teks):
    with pytest.raises(GalatMinggu, match="Yang diketik"):
        minggu.baca(teks)


@pytest.mark.parametrize("m", [-1, 48])
def test_a_week_outside_the_year_is_an_error(m):
    with pytest.raises(IndexError):
        minggu.kumpulkan([m])


def test_weeks_are_written_month_by_month():
    assert minggu.tulis(minggu.kumpulkan([2, 3, 4, 5, 9, 11])) == "Jan 3–4; Feb 1–2; Mar 2; Mar 4"
    assert minggu.ruas(minggu.kumpulkan([2, 3, 4, 5, 9])) == (Ruas(2, 4), Ruas(9, 1))


@pytest.mark.parametrize(
    ("hari", "minggu_"), [((1, 1), 0), ((1, 7), 0), ((1, 8), 1), ((1, 28), 3), ((1, 31), 3), ((12, 31), 47)]
)
def test_days_from_the_22nd_on_are_the_fourth_week(hari, minggu_):
    assert minggu.minggu_tanggal(datetime.date(2024, *hari)) == minggu_


@pytest.mark.parametrize(("tahun", "minggu_"), [(2025, 0), (2024, 9), (2023, 48)])
def test_a_plan_of_another_year_is_all_to_come_or_all_over(tahun, minggu_):
    assert minggu.minggu_berjalan(tahun, datetime.date(2024, 3, 12)) == minggu_


def test_a_planned_week_that_is_over_and_not_done_makes_the_activity_late():
    rencana = minggu.kumpulkan([0, 1, 4])
    kini = minggu.per_bulan([(rencana, minggu.kumpulkan([0])), (0, minggu.SEMUA)], berjalan=2)
    assert (kini[0].rencana, kini[0].terlaksana, kini[0].terlambat, kini[0].persen) == (1, 0, 1, 50)
    assert (kini[1].rencana, kini[1].terlambat, kini[1].persen) == (1, 0, 0)  # still to come
    assert kini[2].persen is None
