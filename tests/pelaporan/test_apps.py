"""The stage of the LKjIP: shown to the satker above too, so a draft does not show in it."""

import pytest
from django.utils import timezone

from pelaporan.apps import _tahap
from sakip.bingkai import Tahap
from tests import pabrik

pytestmark = pytest.mark.django_db


def disetujui(satker, tahun=2024):
    pengukuran = pabrik.PengukuranFactory(indikator__sasaran__renstra__satker=satker, tahun=tahun)
    return pabrik.RealisasiFactory(pengukuran=pengukuran, status="disetujui")


def test_a_draft_does_not_show(satker):
    pabrik.LaporanFactory(satker=satker)
    assert _tahap(satker, 2024) == Tahap.BELUM


def test_it_is_under_way_once_the_year_is_over_with_approved_figures(satker):
    disetujui(satker)
    assert _tahap(satker, 2024) == Tahap.BERJALAN


def test_it_has_not_begun_while_the_year_runs(satker):
    kini = timezone.localdate().year
    disetujui(satker, kini)
    assert _tahap(satker, kini) == Tahap.BELUM


def test_it_is_done_with_a_final_report(satker, django_assert_num_queries):
    pabrik.LaporanFactory(satker=satker, status="final")
    with django_assert_num_queries(1):
        assert _tahap(satker, 2024) == Tahap.SELESAI
