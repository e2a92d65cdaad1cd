"""The bar of the capaian's pages: what it leads to, for whom."""

import pytest

from capaian.ruang import ruang_capaian
from tests import pabrik

pytestmark = pytest.mark.django_db


def label(tautan):
    return [t.label for t in tautan]


def test_the_year_has_its_pages_and_no_pages_of_a_quarter(satker, perencana):
    ruang = ruang_capaian(satker, 2024, "bukti_semua", None, user=perencana)
    assert label(ruang.triwulan) == ["Tahun", "TW I", "TW II", "TW III", "TW IV"]
    assert label(ruang.tahun) == ["Target", "Bukti dukung", "Tindak lanjut", "Jadwal"]
    assert [t.label for t in ruang.tahun if t.aktif] == ["Bukti dukung"]
    assert ruang.bagian == ()


def test_the_pages_of_a_quarter_are_those_that_the_person_may_open(satker, perencana, pembaca):
    def bagian(user):
        return label(ruang_capaian(satker, 2024, "triwulan", 2, user=user).bagian)

    assert bagian(perencana) == ["Isian", "Periksa", "Excel"]
    assert bagian(pembaca) == ["Isian"]


def test_a_checker_goes_from_quarter_to_quarter_within_the_queue(satker, sekretaris):
    ruang = ruang_capaian(satker, 2024, "periksa", 1, user=sekretaris)
    assert ruang.triwulan[2].url.endswith("/tw-2/periksa/")
    assert [t.label for t in ruang.triwulan if t.aktif] == ["TW I"]


def test_a_parent_is_led_to_the_satker_below(satker, sekretaris, django_assert_num_queries):
    pabrik.SatkerFactory(induk=satker)
    ruang_capaian(satker, 2024, "daftar", None, user=sekretaris)  # the rights are read once
    with django_assert_num_queries(1):
        ruang = ruang_capaian(satker, 2024, "daftar", None, user=sekretaris)
    assert label(ruang.tahun)[-1] == "Satker di bawah"
