"""What the budget tells the frame: its stage of the year, what waits for a person, its newest year."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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


@pytest.mark.parametrize(("hari_lalu", "diminta"), [(40, False), (41, True)])
def test_old_spending_of_the_running_year_waits_for_who_may_enter_it(
    satker, perencana, pembaca, monkeypatch, hari_lalu, diminta
):
    hari_ini = date(2024, 8, 20)
    monkeypatch.setattr(timezone, "localdate", lambda: hari_ini)
    pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=hari_ini - timedelta(days=hari_lalu))
    pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=None, utama=False)

    teks = [t.teks for t in tugas(perencana, satker, 2024)]
    assert teks == (["Realisasi anggaran terakhir per 10 Juli 2024, lebih dari 40 hari lalu"] if diminta else [])
    assert tugas(pembaca, satker, 2024) == []


def test_without_a_cut_off_or_in_a_year_that_is_over_nothing_is_old(satker, perencana, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2024, 8, 20))
    assert tugas(perencana, satker, 2024) == []
    pabrik.PosisiRealisasiFactory(satker=satker, tahun=2023, per_tanggal=date(2023, 1, 31))
    assert tugas(perencana, satker, 2023) == []


def test_old_spending_costs_one_query_and_only_in_the_running_year(
    satker, perencana, monkeypatch, django_assert_num_queries
):
    perencana.has_perm("anggaran.isi_realisasianggaran", satker)  # asked once per request
    monkeypatch.setattr(timezone, "localdate", lambda: date(2024, 8, 20))
    with CaptureQueriesContext(connection) as lalu:
        tugas(perencana, satker, 2023)
    with django_assert_num_queries(len(lalu) + 1):
        tugas(perencana, satker, 2024)


def test_the_newest_year_is_that_of_the_newest_dipa(satker, dipa_berlaku):
    pabrik.DipaFactory(satker=satker, tahun=2022)

    assert tahun_terbaru(satker) == 2024
    Dipa.objects.all().delete()
    assert tahun_terbaru(satker) is None
