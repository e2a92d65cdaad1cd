"""A quarter's workbook as a person has it open: cells by the head of their column."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import load_workbook

from capaian.buku.isi import Tempat, unduh
from organisasi.models import Pengguna, Satker

TW = 2


def tempat(oleh: Pengguna | None, satker: Satker, triwulan: int = TW, tahun: int = 2024) -> Tempat:
    return Tempat(satker, tahun, triwulan, oleh)


def huruf(ws: Any, judul: str) -> str:
    return next(sel.column_letter for sel in ws[1] if sel.value == judul)


def ubah(berkas: bytes, isi: Mapping[int, Mapping[str, Any]], kerja: Callable[[Any], None] | None = None) -> bytes:
    """The workbook with other values: row → head of the column → value; `kerja` does the rest to the sheet."""
    buku = load_workbook(io.BytesIO(berkas))
    ws = buku["Isian"]
    for nomor, sel in isi.items():
        for judul, nilai in sel.items():
            ws[f"{huruf(ws, judul)}{nomor}"] = nilai
    if kerja:
        kerja(ws)
    aliran = io.BytesIO()
    buku.save(aliran)
    return aliran.getvalue()


def diisi(oleh: Pengguna | None, satker: Satker, isi: Mapping[int, Mapping[str, Any]], triwulan: int = TW) -> bytes:
    return ubah(unduh(tempat(oleh, satker, triwulan)), isi)
