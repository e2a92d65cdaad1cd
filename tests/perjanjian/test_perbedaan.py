"""Old against new."""

from decimal import Decimal

import pytest

from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from perjanjian.perbedaan import bandingkan
from perjanjian.services import buat_perubahan
from tests import pabrik


@pytest.fixture
def perubahan(berlaku, perencana):
    return buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")


def banding(lama, baru):
    lengkap = PerjanjianKinerja.objects.lengkap()
    return bandingkan(lengkap.get(pk=lama.pk), lengkap.get(pk=baru.pk))


def baris(daftar):
    return [(b.jenis, b.uraian, b.lama, b.baru) for b in daftar]


def test_copy_differs_in_nothing(berlaku, perubahan):
    hasil = banding(berlaku, perubahan)
    assert not hasil.ada
    assert (hasil.target_tetap, hasil.anggaran_tetap) == (2, 1)


def test_changed_target_is_shown_as_printed(berlaku, perubahan):
    butir = IndikatorPerjanjian.objects.get(sasaran__perjanjian=perubahan, uraian="Nilai AKIP")
    butir.target = butir.satuan.baca("A")
    butir.save()
    assert baris(banding(berlaku, perubahan).target) == [("Berubah", "Nilai AKIP", "BB", "A")]


def test_rows_match_by_their_words_whatever_the_case_and_the_spaces(berlaku, perubahan):
    IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perubahan, uraian="Nilai AKIP").update(uraian="NILAI  akip")
    assert not banding(berlaku, perubahan).ada


def test_budget_rows_match_by_code(berlaku, perubahan):
    perubahan.anggaran.update(uraian="Program Dukungan Manajemen", nilai=None)
    beda = banding(berlaku, perubahan).anggaran
    assert baris(beda) == [("Berubah", "Program Dukungan Manajemen", "9.203.578.000", "–")]
    assert beda[0].kode == "076.01.WA"


def test_added_and_removed_rows_are_named(berlaku, perubahan):
    perubahan.anggaran.all().delete()
    pabrik.AnggaranPerjanjianFactory(perjanjian=perubahan, kode="", uraian="Sewa gedung", nilai=Decimal(5_000))
    assert baris(banding(berlaku, perubahan).anggaran) == [
        ("Dihapus", "Dukungan Manajemen", "9.203.578.000", None),
        ("Baru", "Sewa gedung", None, "5.000"),
    ]


def test_row_that_a_paper_repeats_counts_each_time(berlaku, perubahan):
    sasaran = perubahan.sasaran.get()
    pabrik.IndikatorPerjanjianFactory(sasaran=sasaran, urut=3, uraian="Nilai AKIP", target=Decimal(1))
    beda = banding(berlaku, perubahan).target
    assert [(b.jenis, b.uraian, b.lama) for b in beda] == [("Baru", "Nilai AKIP", None)]
