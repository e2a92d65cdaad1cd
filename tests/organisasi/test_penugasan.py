"""Who held which office when; the database itself refuses two definitive holders on one day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from organisasi.enums import StatusPenugasan
from organisasi.models import Penugasan
from tests import pabrik

JAN, JUN, JUL, DES = date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31)


@pytest.fixture
def jabatan(unit):
    return pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian")


def _penugasan(jabatan, nama, mulai, selesai, status=StatusPenugasan.DEFINITIF):
    return pabrik.PenugasanFactory(pejabat__nama=nama, jabatan=jabatan, mulai=mulai, selesai=selesai, status=status)


@pytest.mark.parametrize(
    ("mulai", "selesai"),
    [(JUN, DES), (None, JAN), (JAN, JUN), (date(2024, 2, 1), date(2024, 3, 1)), (None, None), (JUN, None)],
    ids=["last day shared", "first day shared", "same", "inside", "always", "open end"],
)
def test_two_definitive_holders_never_share_a_day(jabatan, mulai, selesai):
    _penugasan(jabatan, "Sudirman", JAN, JUN)
    with pytest.raises(DatabaseError), transaction.atomic():
        _penugasan(jabatan, "Martoni", mulai, selesai)


@pytest.mark.parametrize(("mulai", "selesai"), [(JUL, None), (None, date(2023, 12, 31)), (JUL, DES)])
def test_one_definitive_holder_may_follow_another(jabatan, mulai, selesai):
    _penugasan(jabatan, "Sudirman", JAN, JUN)
    _penugasan(jabatan, "Martoni", mulai, selesai)
    assert jabatan.penugasan.count() == 2


def test_the_refusal_holds_for_updates_too(jabatan):
    _penugasan(jabatan, "Sudirman", JAN, JUN)
    kedua = _penugasan(jabatan, "Martoni", JUL, DES)
    with pytest.raises(DatabaseError), transaction.atomic():
        Penugasan.objects.filter(pk=kedua.pk).update(mulai=JUN)


def test_an_acting_holder_may_stand_beside_a_definitive_one(jabatan):
    _penugasan(jabatan, "Sudirman", JAN, DES)
    _penugasan(jabatan, "Martoni", JUN, JUL, StatusPenugasan.PLH)
    with pytest.raises(DatabaseError), transaction.atomic():
        Penugasan.objects.filter(status=StatusPenugasan.PLH).update(status=StatusPenugasan.DEFINITIF)


def test_one_person_holds_a_definitive_and_an_acting_office(unit, jabatan):
    sudirman = _penugasan(jabatan, "Sudirman", JAN, None).pejabat
    lain = pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian Perencanaan")
    pabrik.PenugasanFactory(pejabat=sudirman, jabatan=lain, mulai=JAN, status=StatusPenugasan.PLT)
    assert sorted(p.sebutan_jabatan for p in sudirman.penugasan.all()) == [
        "Kepala Bagian",
        "Plt. Kepala Bagian Perencanaan",
    ]


def test_clean_names_the_other_holder_and_the_time(jabatan):
    _penugasan(jabatan, "Sudirman", JAN, JUN)
    baru = Penugasan(jabatan=jabatan, pejabat=pabrik.PejabatFactory(), mulai=JUN)
    with pytest.raises(ValidationError, match=r"sudah dipangku Sudirman \(definitif\) 1 Januari 2024 sampai 30 Juni"):
        baru.full_clean()


def test_the_acting_holder_signs_for_the_definitive_one(jabatan):
    definitif = _penugasan(jabatan, "Sudirman", JAN, None)
    harian = _penugasan(jabatan, "Martoni", JUN, JUL, StatusPenugasan.PLH)
    assert Penugasan.objects.pemangku(jabatan, JUN) == harian
    assert Penugasan.objects.pemangku(jabatan, DES) == definitif
    assert Penugasan.objects.pemangku(jabatan, date(2023, 12, 31)) is None


def test_pemangku_satker_is_pemangku_of_every_position(satker, unit, jabatan, django_assert_num_queries):
    for nama in ("Kasubag A", "Kasubag B"):
        _penugasan(pabrik.JabatanFactory(unit=unit, nama=nama), nama, JAN, None)
    _penugasan(jabatan, "Sudirman", JAN, None)
    _penugasan(jabatan, "Martoni", JUN, JUL, StatusPenugasan.PLH)
    with django_assert_num_queries(1):
        semua = Penugasan.objects.pemangku_satker(satker, JUN)
    assert len(semua) == 3
    for pk, penugasan in semua.items():
        assert Penugasan.objects.pemangku(penugasan.jabatan, JUN) == penugasan
        assert penugasan.jabatan_id == pk
