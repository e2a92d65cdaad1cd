"""Deadlines are rows: the nearest satker's goes first, then the newest."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisasi.enums import JenisTenggat
from organisasi.models import Tenggat
from tests import pabrik

LKJIP = JenisTenggat.LKJIP


def hari(satker, tahun=2024, jenis=LKJIP):
    return Tenggat.objects.tanggal(jenis, satker, tahun)


def test_the_report_is_due_in_the_year_after(satker):
    pabrik.TenggatFactory()
    assert hari(satker) == date(2025, 2, 28)


def test_no_row_is_no_deadline(satker):
    pabrik.TenggatFactory(jenis=JenisTenggat.PERJANJIAN)
    assert hari(satker) is None


def test_the_nearest_satker_goes_first(pusat, satker, satker_lain):
    pabrik.TenggatFactory(hari=28, berlaku_mulai=2024)
    pabrik.TenggatFactory(hari=20, satker=pusat)
    pabrik.TenggatFactory(hari=10, satker=satker)
    assert hari(satker) == date(2025, 2, 10)
    assert hari(satker_lain) == date(2025, 2, 20)
    assert hari(pabrik.SatkerFactory()) == date(2025, 2, 28)


def test_the_newest_in_force_goes_first(satker):
    pabrik.TenggatFactory(hari=28)
    pabrik.TenggatFactory(hari=20, berlaku_mulai=2023)
    pabrik.TenggatFactory(hari=10, berlaku_mulai=2025)
    assert [hari(satker, t).day for t in (2022, 2024, 2025)] == [28, 20, 10]


def test_an_ended_row_gives_way_to_the_one_above(pusat, satker):
    pabrik.TenggatFactory(hari=28)
    pabrik.TenggatFactory(hari=10, satker=satker, berlaku_sampai=2023)
    assert hari(satker) == date(2025, 2, 28)


@pytest.mark.parametrize(("tahun", "jatuh"), [(2023, date(2024, 2, 29)), (2024, date(2025, 2, 28))])
def test_29_february_is_the_last_day_of_the_month(satker, tahun, jatuh):
    pabrik.TenggatFactory(hari=29)
    assert hari(satker, tahun) == jatuh


def test_a_plan_can_be_due_in_the_year_before(satker):
    pabrik.TenggatFactory(jenis=JenisTenggat.RKT, bulan=12, hari=31, tahun_geser=-1)
    assert hari(satker, jenis=JenisTenggat.RKT) == date(2023, 12, 31)


@pytest.mark.parametrize(("bulan", "tanggal"), [(2, 30), (4, 31), (12, 32), (1, 0), (13, 1)])
def test_the_database_refuses_a_day_that_no_calendar_has(db, bulan, tanggal):
    with pytest.raises(IntegrityError), transaction.atomic():
        pabrik.TenggatFactory(bulan=bulan, hari=tanggal)


def test_the_same_deadline_twice_is_refused_in_words(db):
    pabrik.TenggatFactory()
    with pytest.raises(ValidationError, match="sudah ada dengan tahun mulai yang sama"):
        pabrik.TenggatFactory.build().full_clean()


def test_the_deadline_is_found_in_one_query(satker, django_assert_num_queries):
    pabrik.TenggatFactory(satker=satker)
    with django_assert_num_queries(1):
        hari(satker)


def test_a_person_sees_the_rows_of_the_own_branch(pusat, satker, satker_lain, perencana):
    umum, induk, sendiri = (pabrik.TenggatFactory(satker=s) for s in (None, pusat, satker))
    pabrik.TenggatFactory(satker=satker_lain)
    assert set(Tenggat.objects.visible_to(perencana)) == {umum, induk, sendiri}


def test_it_says_its_day(db):
    assert str(pabrik.TenggatFactory()) == "LKjIP: 28 Februari tahun berikutnya"
