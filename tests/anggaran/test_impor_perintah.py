"""`muat_realisasi_anggaran`: the pages' import from a shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from anggaran.models import PosisiRealisasi, RealisasiAnggaran
from organisasi.models import Pengguna, Satker
from tests.anggaran.impor_bantu import sakti, tanam_dipa

pytestmark = pytest.mark.django_db


@pytest.fixture
def muat(satker: Satker, tmp_path: Path, capsys: Any) -> Callable[..., str]:
    tanam_dipa(satker)

    def jalankan(isi: bytes, *lain: str) -> str:
        berkas = tmp_path / "ekspor.xlsx"
        berkas.write_bytes(isi)
        call_command("muat_realisasi_anggaran", str(berkas), "--satker", satker.kode, "--tahun", "2024", *lain)
        keluaran: str = capsys.readouterr().out
        return keluaran

    return jalankan


def isi() -> dict[str, int]:
    return {r.kode: int(r.nilai) for r in RealisasiAnggaran.objects.all()}


def test_a_file_is_applied_and_told(muat: Any) -> None:
    keluaran = muat(sakti(("3360", 1_000), ("3355.EBA.962", 5)))
    assert "Data per 30 Juni 2024      2 baru" in keluaran
    assert isi() == {"3360": 1_000, "3355.EBA.962": 5}
    assert "Tidak ada yang berubah." in muat(sakti(("3360", 1_000), ("3355.EBA.962", 5)))


def test_a_dry_run_only_tells(muat: Any) -> None:
    assert "Belum ada yang ditulis." in muat(sakti(("3360", 1_000)), "--dry-run")
    assert not PosisiRealisasi.objects.exists()


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        (("3360", "x"), r"sel E6: Realisasi s\.d\. Periode Ini harus berupa"),
        (("3355.EBA.926", 5), r"A6: kode 3355\.EBA\.926 tidak dikenal; mungkin 3355\.EBA\.962"),
        (("3360", 900_000), r"lebih besar daripada pagu DIPA, 300\.000(.|\n)*--setuju"),
    ],
)
def test_what_a_person_must_see_stops_it(muat: Any, baris: tuple[str, Any], kata: str) -> None:
    with pytest.raises(CommandError, match=kata):
        muat(sakti(baris))
    assert not PosisiRealisasi.objects.exists()


def test_unknown_codes_and_warnings_go_through_when_that_is_said(muat: Any) -> None:
    muat(sakti(("3360", 900_000), ("3355.EBA.111", 5)), "--setuju", "--luar-dipa", "--per-tanggal", "2024-05-31")
    assert isi() == {"3360": 900_000, "3355.EBA.111": 5}
    assert str(PosisiRealisasi.objects.get().per_tanggal) == "2024-05-31"


def test_findings_are_marked_in_a_copy(muat: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        muat(sakti(("3360", "x")), "--kesalahan", str(tmp_path / "tanda.xlsx"))
    assert load_workbook(tmp_path / "tanda.xlsx").worksheets[1]["E6"].comment


@pytest.mark.parametrize(
    ("lain", "kata"),
    [
        (["--pemetaan", "Lain"], "Tidak ada pemetaan “Lain”"),
        (["--pemetaan", "OM-SPAN — SP2D"], "tidak cocok"),
        (["--oleh", "tiada"], "Pengguna tiada tidak ditemukan"),
        (["--per-tanggal", "kemarin"], "tulis tanggal sebagai 2024-06-30"),
    ],
)
def test_a_wrong_option_is_said(muat: Any, lain: list[str], kata: str) -> None:
    with pytest.raises(CommandError, match=kata):
        muat(sakti(("3360", 1)), *lain)


def test_a_person_without_the_right_is_refused(muat: Any, pembaca: Pengguna) -> None:
    with pytest.raises(CommandError, match="tidak berwenang"):
        muat(sakti(("3360", 1)), "--oleh", pembaca.username)
