"""What the frame asks: stage, tasks, newest year."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from organisasi.enums import JenisTenggat
from perjanjian import services
from perjanjian.apps import tahap, tahun_terbaru, tugas
from sakip.bingkai import Tahap, semua_menu
from tests import pabrik


def test_rail_has_the_entry():
    assert [m.label for m in semua_menu() if m.url == "perjanjian:daftar"] == ["Perjanjian Kinerja"]


def test_stage_of_a_year_without_pk_is_not_begun(satker):
    assert tahap(satker, 2024) == Tahap.BELUM


def test_stage_tells_nothing_of_drafts(perjanjian, satker):
    """The satker above sees the stage, too."""
    assert tahap(satker, 2024) == Tahap.BELUM


def test_stage_runs_when_the_one_in_force_was_replaced_by_none(berlaku, satker):
    type(berlaku).objects.filter(pk=berlaku.pk).update(status="digantikan")
    assert tahap(satker, 2024) == Tahap.BERJALAN


def test_stage_is_done_when_a_pk_is_in_force_whatever_is_drafted(berlaku, satker, perencana):
    services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")
    assert tahap(satker, 2024) == Tahap.SELESAI


def test_stage_asks_one_query(berlaku, satker, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert tahap(satker, 2024) == Tahap.SELESAI


@pytest.mark.parametrize(
    ("status", "menunggu"),
    [("draf", set()), ("diajukan", {"kepala_unit"}), ("ditandatangani", {"sekretaris"}), ("berlaku", set())],
)
def test_task_waits_for_the_person_whose_turn_it_is(perjanjian, satker, request, status, menunggu):
    type(perjanjian).objects.filter(pk=perjanjian.pk).update(status=status, tanggal="2024-01-02")
    for nama in ["kepala_unit", "sekretaris", "pimpinan", "perencana"]:
        daftar = tugas(request.getfixturevalue(nama), satker, 2024)
        assert bool(daftar) is (nama in menunggu), nama
        assert all("menunggu tanda tangan Anda" in t.teks and t.url == perjanjian.get_absolute_url() for t in daftar)


def test_task_has_the_deadline_of_the_first_pk_of_the_year(perjanjian, satker, kepala_unit):
    pabrik.TenggatFactory(jenis=JenisTenggat.PERJANJIAN, bulan=1, hari=31, tahun_geser=0)
    type(perjanjian).objects.filter(pk=perjanjian.pk).update(status="diajukan")
    assert [t.tenggat for t in tugas(kepala_unit, satker, 2024)] == [date(2024, 1, 31)]


def test_task_of_a_changed_pk_has_no_deadline(berlaku, satker, kepala_unit, perencana):
    pabrik.TenggatFactory(jenis=JenisTenggat.PERJANJIAN, bulan=1, hari=31, tahun_geser=0)
    perubahan = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")
    type(perubahan).objects.filter(pk=perubahan.pk).update(status="diajukan")
    assert [t.tenggat for t in tugas(kepala_unit, satker, 2024)] == [None]


def test_no_task_for_an_office_that_has_ended(perjanjian, satker, kepala_unit):
    type(perjanjian).objects.filter(pk=perjanjian.pk).update(status="diajukan")
    perjanjian.pihak_pertama.selesai = timezone.localdate() - timedelta(days=1)
    perjanjian.pihak_pertama.save()
    assert tugas(kepala_unit, satker, 2024) == []


def test_newest_year_is_that_of_the_newest_pk(perjanjian, jabatan_kabag, jabatan_sekretaris, satker, perencana):
    services.buat_kosong(pihak_pertama=jabatan_kabag, pihak_kedua=jabatan_sekretaris, tahun=2025, oleh=perencana)
    assert tahun_terbaru(satker) == 2025
    assert tahun_terbaru(jabatan_kabag.jabatan.unit.satker.induk) is None
