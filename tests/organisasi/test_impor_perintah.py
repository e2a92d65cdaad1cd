"""The other doors: the command and the sweeper."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from jejak.enums import Tindakan
from jejak.models import Jejak
from organisasi.enums import StatusImpor
from organisasi.models import ImporOrganisasi, Pengguna, Satker, Unit
from organisasi.tasks import sapu_impor
from tests.organisasi.buku_impor import salin, tulis

pytestmark = pytest.mark.django_db


@pytest.fixture
def berkas(tmp_path: Path) -> Path:
    tujuan = tmp_path / "data.xlsx"
    tujuan.write_bytes(tulis(salin()))
    return tujuan


def _jalankan(*arg: str, capsys: Any) -> str:
    call_command("impor_organisasi", *arg)
    return str(capsys.readouterr().out)


def test_the_command_checks_only(berkas: Path, satker: Satker, capsys: Any) -> None:
    keluaran = _jalankan(str(berkas), "--satker", "654340", capsys=capsys)
    assert "Unit            4 baru      0 berubah      0 sama" in keluaran
    assert "--terapkan" in keluaran
    assert Unit.objects.count() == 0


def test_the_command_applies_as_the_system(berkas: Path, satker: Satker, capsys: Any) -> None:
    assert "Diterapkan." in _jalankan(str(berkas), "--satker", "654340", "--terapkan", capsys=capsys)
    assert Unit.objects.filter(satker=satker).count() == 4
    jejak = Jejak.objects.get(tindakan=Tindakan.IMPOR)
    assert (jejak.pelaku, jejak.keterangan) == ("Sistem", "data.xlsx")


def test_the_command_names_faulty_cells_and_writes_nothing(tmp_path: Path, satker: Satker) -> None:
    isi = salin()
    isi["Unit"][0]["induk"] = "Bagian Keuangn"
    berkas = tmp_path / "salah.xlsx"
    berkas.write_bytes(tulis(isi))
    with pytest.raises(CommandError, match="Lembar “Unit”, sel D2"):
        call_command("impor_organisasi", str(berkas), "--satker", "654340", "--terapkan")
    assert Unit.objects.count() == 0


def test_the_command_names_a_missing_file(satker: Satker) -> None:
    with pytest.raises(CommandError, match="tidak ditemukan"):
        call_command("impor_organisasi", "tidak-ada.xlsx", "--satker", "654340")


def _impor(oleh: Pengguna, satker: Satker, umur: timedelta) -> ImporOrganisasi:
    impor = ImporOrganisasi(oleh=oleh, satker=satker, nama_berkas="a.xlsx", sha256="0" * 64)
    impor.diunggah_pada = timezone.now() - umur
    impor.ringkasan = {"lembar": [], "banyak": 1, "galat": [], "sidik": "x"}
    impor.berkas.save("a.xlsx", ContentFile(b"isi"))
    return impor


def test_the_sweeper_forgets_what_waited_for_a_day(
    admin_satker: Pengguna, satker: Satker, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    lama = _impor(admin_satker, satker, timedelta(hours=25))
    baru = _impor(admin_satker, satker, timedelta(hours=23))
    with django_capture_on_commit_callbacks(execute=True):
        sapu_impor()
    lama.refresh_from_db()
    baru.refresh_from_db()
    assert (lama.status, baru.status) == (StatusImpor.DIBATALKAN, StatusImpor.DIPERIKSA)
    assert [b.name for b in (tmp_path / "impor").iterdir()] == [Path(baru.berkas.name).name]
    assert "sidik" not in lama.ringkasan


def test_the_sweeper_is_on_the_schedule() -> None:
    from django.conf import settings

    assert sapu_impor.name in {isi["task"] for isi in settings.CELERY_BEAT_SCHEDULE.values()}
