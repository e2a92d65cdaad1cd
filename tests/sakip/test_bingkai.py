from datetime import date, timedelta

import pytest
from django.utils import timezone

from sakip import bingkai
from sakip.angka import format_tanggal
from sakip.bingkai import Menu, Tahap, Tugas, semua_menu, semua_tugas, tahun_kerja


def test_menu_stands_in_the_order_of_the_years_work(monkeypatch):
    monkeypatch.setattr(bingkai, "_menu", {})
    for urut, label in ((60, "Anggaran"), (10, "Beranda"), (30, "Perjanjian Kinerja")):
        bingkai.daftarkan_menu(Menu(urut, label, "beranda", f"app:{label}"))
    assert [m.label for m in semua_menu()] == ["Beranda", "Perjanjian Kinerja", "Anggaran"]


def test_tasks_with_a_deadline_come_first(monkeypatch):
    monkeypatch.setattr(bingkai, "_tugas", {})
    kapan_saja, segera = Tugas("a", "/", "Buka"), Tugas("b", "/", "Buka", date(2025, 2, 28))
    bingkai.daftarkan_tugas("x", lambda user, satker, tahun: [kapan_saja, segera])
    assert semua_tugas(None, None, 2024) == [segera, kapan_saja]


def test_working_year_is_the_newest_with_data(monkeypatch):
    monkeypatch.setattr(bingkai, "_tahun", {"a": lambda s: 2023, "b": lambda s: None, "c": lambda s: 2024})
    assert tahun_kerja(None) == 2024


def test_working_year_is_unknown_without_data(monkeypatch):
    monkeypatch.setattr(bingkai, "_tahun", {})
    assert tahun_kerja(None) is None


def test_stage_has_words():
    assert [t.label for t in Tahap] == ["Belum mulai", "Sedang berjalan", "Selesai"]


@pytest.mark.parametrize(
    ("sisa", "akhiran", "terlambat"),
    [
        (0, ", hari ini", False),
        (12, ", 12 hari lagi", False),
        (61, "", False),
        (-1, ", sudah lewat 1 hari", True),
        (-60, ", sudah lewat 60 hari", True),
        (-61, ", sudah lewat", True),
    ],
)
def test_a_deadline_says_how_near_it_is(sisa, akhiran, terlambat):
    tenggat = timezone.localdate() + timedelta(days=sisa)
    tugas = Tugas("a", "/", "Buka", tenggat)
    assert tugas.teks_tenggat == f"Tenggat {format_tanggal(tenggat)}{akhiran}"
    assert tugas.terlambat is terlambat


def test_a_task_without_a_deadline_says_nothing_of_it():
    tugas = Tugas("a", "/", "Buka")
    assert (tugas.teks_tenggat, tugas.terlambat) == ("", False)
