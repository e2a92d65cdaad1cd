"""The other door: `muat_realisasi`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from capaian.models import Pengukuran, Realisasi
from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.models import Pengguna, Satker
from tests import pabrik
from tests.capaian.buku_bantu import TW, diisi

pytestmark = pytest.mark.django_db


@pytest.fixture
def berkas(perencana: Pengguna, satker: Satker, pengukuran: list[Pengukuran], tmp_path: Path) -> Path:
    hasil = tmp_path / "isian.xlsx"
    hasil.write_bytes(diisi(perencana, satker, {2: {"Realisasi": "75"}, 3: {"Realisasi": "A"}}))
    return hasil


def jalankan(berkas: Path, *arg: str, capsys: Any) -> str:
    call_command("muat_realisasi", str(berkas), "--satker", "654340", "--tahun", "2024", "--triwulan", str(TW), *arg)
    return str(capsys.readouterr().out)


def test_a_dry_run_says_what_would_change(berkas: Path, capsys: Any) -> None:
    keluaran = jalankan(berkas, "--dry-run", capsys=capsys)
    assert "2 baru      0 berubah      0 bentrok      0 sama" in keluaran
    assert "1.1 Realisasi: “kosong” → “75\u00a0%”" in keluaran
    assert keluaran.endswith("Belum ada yang ditulis.\n")
    assert not Realisasi.objects.exists()


def test_it_writes_for_a_person(berkas: Path, perencana: Pengguna, capsys: Any) -> None:
    assert jalankan(berkas, "--oleh", "perencana", capsys=capsys).endswith("Diterapkan.\n")
    assert set(Realisasi.objects.values_list("diisi_oleh", flat=True)) == {perencana.pk}
    assert Jejak.objects.get(tindakan=Tindakan.IMPOR).pelaku_id == perencana.pk


def test_without_a_person_it_is_the_system(berkas: Path, capsys: Any) -> None:
    jalankan(berkas, capsys=capsys)
    assert Jejak.objects.get(tindakan=Tindakan.IMPOR).pelaku == "Sistem"
    assert Realisasi.objects.filter(diisi_oleh=None).count() == 2


@pytest.mark.parametrize(
    ("arg", "kata"), [("pembaca", "tidak berwenang mengisi realisasi"), ("tidak.ada", "tidak ditemukan")]
)
def test_who_may_not_fill_in_is_refused(arg: str, kata: str, berkas: Path, pembaca: Pengguna, capsys: Any) -> None:
    with pytest.raises(CommandError, match=kata):
        jalankan(berkas, "--oleh", arg, capsys=capsys)
    assert not Realisasi.objects.exists()


def test_a_dispute_stops_it_unless_somebody_decided(berkas: Path, pengukuran: list[Pengukuran], capsys: Any) -> None:
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=TW, nilai=Decimal(70))
    with pytest.raises(CommandError, match="disimpan orang lain sesudah formulir diunduh"):
        jalankan(berkas, capsys=capsys)
    assert Realisasi.objects.get().nilai == 70
    jalankan(berkas, "--bentrok", "tercatat", capsys=capsys)
    assert Realisasi.objects.get(pengukuran=pengukuran[0]).nilai == 70
    jalankan(berkas, "--bentrok", "berkas", capsys=capsys)
    assert Realisasi.objects.get(pengukuran=pengukuran[0]).nilai == 75


def test_a_locked_row_stops_it(berkas: Path, pengukuran: list[Pengukuran], capsys: Any) -> None:
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=TW, nilai=Decimal(70), status="diajukan")
    with pytest.raises(CommandError, match="sudah diajukan"):
        jalankan(berkas, capsys=capsys)
    assert Realisasi.objects.count() == 1


def test_wrong_cells_are_listed_and_marked(perencana: Pengguna, satker: Satker, berkas: Path, capsys: Any) -> None:
    berkas.write_bytes(diisi(perencana, satker, {2: {"Realisasi": "tujuh"}}))
    bertanda = berkas.with_name("kesalahan.xlsx")
    with pytest.raises(CommandError, match="sel I2: Realisasi harus angka persen"):
        jalankan(berkas, "--kesalahan", str(bertanda), capsys=capsys)
    assert load_workbook(bertanda)["Isian"]["I2"].comment is not None
    assert not Realisasi.objects.exists()


def test_what_is_no_workbook_is_said(berkas: Path, capsys: Any) -> None:
    berkas.write_bytes(b"bukan excel")
    with pytest.raises(CommandError, match="bukan berkas Excel"):
        jalankan(berkas, capsys=capsys)
    with pytest.raises(CommandError, match="tidak ditemukan"):
        jalankan(berkas.with_name("lain.xlsx"), capsys=capsys)
