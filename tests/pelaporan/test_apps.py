"""The stage of the LKjIP: shown to the satker above too, so a draft does not show in it."""

from datetime import date

import pytest
from django.utils import timezone

from dokumen.models import DokumenTerbit
from pelaporan.apps import _tahap, _tugas
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


def test_the_report_waits_with_its_deadline_once_it_can_be_written(satker, perencana):
    pabrik.TenggatFactory()
    assert _tugas(perencana, satker, 2024) == []
    disetujui(satker)
    (tugas,) = _tugas(perencana, satker, 2024)
    assert (tugas.teks, tugas.tenggat) == ("LKjIP 2024 belum dibuat", date(2025, 2, 28))


def test_the_report_waits_for_those_who_write_it_only(satker, pembaca, admin_pusat):
    disetujui(satker)
    assert _tugas(pembaca, satker, 2024) == _tugas(admin_pusat, satker, 2024) == []


def test_the_report_does_not_wait_while_the_year_runs(satker, perencana):
    kini = timezone.localdate().year
    disetujui(satker, kini)
    assert _tugas(perencana, satker, kini) == []


def test_the_report_no_longer_waits_when_it_is_final(satker, perencana):
    disetujui(satker)
    pabrik.LaporanFactory(satker=satker, status="final")
    assert _tugas(perencana, satker, 2024) == []


def test_the_report_no_longer_waits_when_its_pdf_is_out(satker, perencana):
    disetujui(satker)
    terbit = {"jenis": "lkjip", "tahun": 2024, "judul": "LKjIP", "data": {}, "berkas": "x.pdf", "sha256": "0" * 64}
    DokumenTerbit.objects.create(satker=satker, halaman=1, ukuran=1, **terbit)
    assert _tugas(perencana, satker, 2024) == []
