"""What the budget tells the frame: its stage of the year, what waits for a person, its newest year."""

import pytest
from django.utils import timezone

from anggaran.apps import tahap, tahun_terbaru, tugas
from anggaran.models import Dipa
from sakip.bingkai import Tahap
from tests import pabrik

pytestmark = pytest.mark.django_db


def test_the_stage_has_not_begun_without_a_dipa(satker):
    assert tahap(satker, 2024) == Tahap.BELUM


def test_the_stage_is_under_way_with_a_dipa(satker, dipa_berlaku, posisi):
    assert tahap(satker, 2024) == Tahap.BERJALAN


def test_a_draft_does_not_show_in_the_stage_which_the_parent_sees_too(satker, dipa_draf):
    assert tahap(satker, 2024) == Tahap.BELUM


def test_the_stage_is_done_when_the_year_is_over_and_spending_is_recorded(satker, dipa_berlaku, posisi):
    pabrik.RealisasiAnggaranFactory(posisi=posisi)

    assert tahap(satker, 2024) == Tahap.SELESAI


def test_the_stage_is_not_done_in_the_middle_of_the_year(satker):
    kini = timezone.localdate().year
    pabrik.DipaFactory(satker=satker, tahun=kini)
    pabrik.RealisasiAnggaranFactory(posisi=pabrik.PosisiRealisasiFactory(satker=satker, tahun=kini))

    assert tahap(satker, kini) == Tahap.BERJALAN


def test_the_stage_asks_once(satker, dipa_berlaku, posisi, django_assert_num_queries):
    with django_assert_num_queries(1):
        tahap(satker, 2024)


def test_a_draft_waits_for_those_who_can_move_it(satker, dipa_draf, perencana, sekretaris, pembaca):
    assert [t.tindakan for t in tugas(perencana, satker, 2024)] == ["Lengkapi pagu"]
    assert [t.tindakan for t in tugas(sekretaris, satker, 2024)] == ["Periksa DIPA"]
    assert tugas(pembaca, satker, 2024) == []


def test_a_dipa_in_force_waits_for_nobody(satker, dipa_berlaku, sekretaris):
    assert tugas(sekretaris, satker, 2024) == []


def test_the_newest_year_is_that_of_the_newest_dipa(satker, dipa_berlaku):
    pabrik.DipaFactory(satker=satker, tahun=2022)

    assert tahun_terbaru(satker) == 2024
    Dipa.objects.all().delete()
    assert tahun_terbaru(satker) is None
