"""Workbooks for the tests of the import: the export changed by hand, and tables as offices keep them."""

from __future__ import annotations

import io
from typing import Any

from django.apps import apps
from openpyxl import Workbook, load_workbook

from pelaporan.pemuatan.demo import FOLDER, isi_acuan
from pelaporan.pemuatan.organisasi import muat_organisasi
from pelaporan.pemuatan.pencatat import Pencatat
from pelaporan.pemuatan.renstra import muat_renstra
from renstra.enums import StatusRenstra
from renstra.models import Renstra, Sasaran
from sakip.simpul import baca_berkas

PANGKALPINANG = FOLDER / "kpu-kota-pangkalpinang"


def muat_pangkalpinang() -> Renstra:
    """The office's whole Renstra as a draft."""
    isi_acuan()
    pencatat = Pencatat()
    for folder, nama, muat in (
        (FOLDER / "kpu", "organisasi.yaml", muat_organisasi),
        (PANGKALPINANG, "organisasi.yaml", muat_organisasi),
        (PANGKALPINANG, "renstra.yaml", muat_renstra),
    ):
        muat(pencatat, baca_berkas(folder / nama))
    Renstra.objects.update(status=StatusRenstra.DRAF)
    return Renstra.objects.select_related("satker").get()


def ubah(berkas: bytes, lembar: str, kerja: Any) -> bytes:
    """The workbook after `kerja(worksheet)`."""
    buku = load_workbook(io.BytesIO(berkas))
    kerja(buku[lembar])
    return simpan(buku)


def tabel(**lembar: list[list[Any]]) -> bytes:
    """Sheets from rows of raw values, the head row included."""
    buku = Workbook()
    buku.remove(buku.active)  # type: ignore[arg-type]
    for nama, baris in lembar.items():
        ws = buku.create_sheet(nama)
        for satu in baris:
            ws.append(satu)
    return simpan(buku)


def simpan(buku: Workbook) -> bytes:
    aliran = io.BytesIO()
    buku.save(aliran)
    return aliran.getvalue()


def kolom(ws: Any, judul: str) -> int:
    """Number of the column with this head."""
    return next(sel.column for sel in ws[1] if str(sel.value).rstrip(" *") == judul)


def sel(ws: Any, judul: str, baris: int) -> Any:
    return ws.cell(baris, kolom(ws, judul))


def jumlah_baris() -> dict[str, int]:
    """Rows of every table, the trail included."""
    return {m._meta.db_table: m._default_manager.count() for m in apps.get_models(include_auto_created=True)}


def hapus_renstra() -> None:
    Sasaran.objects.all().delete()
    Renstra.objects.all().delete()
