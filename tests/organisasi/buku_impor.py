"""Workbooks for the tests of the import: rows as a person types them, without the product's own writer."""

from __future__ import annotations

import datetime
import io
from typing import Any

from openpyxl import Workbook

from organisasi.impor.lingkup import Lingkup, lingkup_sistem
from organisasi.impor.periksa import periksa
from organisasi.impor.rencana import Rencana
from organisasi.impor.susunan import BUKU
from sakip.excel import HasilBaca, baca

Baris = dict[str, Any]

#: Sheets in the shape of KPU Provinsi Bengkulu: a small office, its people, what they hold, their logins.
BENGKULU: dict[str, list[Baris]] = {
    "Unit": [
        {"satker": "654340", "nama": "Sub Bagian Keuangan", "jenis": "Sub bagian", "induk": "Bagian Keuangan"},
        {"satker": "654340", "nama": "Sekretariat", "jenis": "Sekretariat"},
        {"satker": "654340", "nama": "Bagian Keuangan", "jenis": "Bagian", "induk": "Sekretariat"},
        {"satker": "654340", "nama": "Bagian Umum", "jenis": "Bagian", "induk": "Sekretariat"},
    ],
    "Jabatan": [
        {
            "satker": "654340",
            "unit": "Bagian Keuangan",
            "nama": "Kepala Bagian Keuangan",
            "jenis": "Kepala bagian",
            "atasan": "Sekretaris",
        },
        {"satker": "654340", "unit": "Sekretariat", "nama": "Sekretaris", "jenis": "Sekretaris"},
    ],
    "Pejabat": [
        {"nip": "197801012005011003", "nama": "Kemas Ajir", "gelar_belakang": "S.E.", "satker": "654340"},
        {"nip": "", "nama": "Sudirman", "satker": "654340"},
    ],
    "Penugasan": [
        {
            "nip": "197801012005011003",
            "satker": "654340",
            "jabatan": "Sekretaris",
            "status": "Definitif",
            "mulai": datetime.date(2023, 5, 2),
        },
        {
            "pejabat": "Sudirman",
            "satker": "654340",
            "jabatan": "Kepala Bagian Keuangan",
            "status": "Definitif",
            "mulai": "2 Januari 2024",
        },
        {
            "pejabat": "Sudirman",
            "satker": "654340",
            "jabatan": "Sekretaris",
            "status": "Plt.",
            "mulai": "2 Januari 2024",
            "selesai": datetime.date(2024, 3, 31),
        },
    ],
    "Pengguna": [
        {
            "username": "kemas.ajir",
            "email": "kemas@kpu.go.id",
            "satker": "654340",
            "peran": "Pembaca",
            "nip": "197801012005011003",
        },
        {"username": "operator.keuangan", "nama": "Operator", "satker": "654340", "peran": "Perencana"},
    ],
}


def salin(**ganti: list[Baris]) -> dict[str, list[Baris]]:
    """BENGKULU with own rows, to be changed; `Unit=[...]` replaces a sheet."""
    return {nama: [dict(baris) for baris in daftar] for nama, daftar in (BENGKULU | ganti).items()}


def tulis(isi: dict[str, list[Baris]]) -> bytes:
    """A workbook with these sheets; each has the columns that its rows use."""
    berkas = Workbook()
    berkas.remove(berkas.active)
    for lembar in BUKU.lembar:
        if isi.get(lembar.nama):
            ws = berkas.create_sheet(lembar.nama)
            dipakai = {kunci for baris in isi[lembar.nama] for kunci in baris}
            kolom = [k for k in lembar.kolom if k.kunci in dipakai]
            assert len(kolom) == len(dipakai), dipakai - {k.kunci for k in kolom}
            ws.append([k.judul for k in kolom])
            for baris in isi[lembar.nama]:
                ws.append([baris.get(k.kunci) for k in kolom])
    aliran = io.BytesIO()
    berkas.save(aliran)
    return aliran.getvalue()


def periksa_isi(isi: dict[str, list[Baris]] | bytes, lingkup: Lingkup | None = None) -> tuple[HasilBaca, Rencana]:
    hasil = baca(isi if isinstance(isi, bytes) else tulis(isi), BUKU)
    return hasil, periksa(hasil, lingkup or lingkup_sistem("654340"))


def galat(isi: dict[str, list[Baris]], lingkup: Lingkup | None = None) -> list[tuple[str, str, str]]:
    """The findings: sheet, cell, message."""
    return [(g.lembar, g.sel, g.pesan) for g in periksa_isi(isi, lingkup)[0].galat]
