"""The workbook as data: one sheet, a row per indikator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from organisasi.models import Satker
from sakip.excel import PILIHAN, TULISAN, Buku, Kolom, Lembar

from ..enums import KeadaanNilai, Triwulan

ISIAN = "Isian"
TEKS_MAKS = 20_000  # as in the form
ACUAN = ("kode", "uraian")  # what the mark of a row vouches for, beside itself
TERBUKA = ("nilai", "x", "y", "keadaan", "analisis", "hambatan", "upaya")

LANGKAH = (
    "Isi hanya sel yang putih di lembar “Isian”. Sel abu-abu adalah acuan dan terkunci.",
    "Jangan menambah atau menyalin baris. Baris yang dibiarkan apa adanya tidak berubah di SAKIP.",
    "Bila hasilnya belum keluar, pilih keadaan “Proses” dan kosongkan realisasi; jangan menulis 0.",
    "Untuk persen boleh mengisi pembilang (X) dan penyebut (Y); persennya dihitung SAKIP.",
    "Simpan sebagai Excel Workbook (.xlsx), lalu unggah di halaman triwulan yang sama.",
    "Sebelum ada yang tersimpan, SAKIP menampilkan setiap perubahan untuk Anda periksa.",
)


def _terkunci(baris: Mapping[str, Any]) -> bool:
    return bool(baris["terkunci"])


def _tak_berasio(baris: Mapping[str, Any]) -> bool:
    return _terkunci(baris) or not baris["berasio"]


def _tingkat(baris: Mapping[str, Any]) -> tuple[str, ...]:
    tingkat: tuple[str, ...] = () if _terkunci(baris) else baris["tingkat"]
    return tingkat


def _teks(kunci: str, judul: str, petunjuk: str) -> Kolom:
    return Kolom(kunci, judul, paragraf=True, maks=TEKS_MAKS, petunjuk=petunjuk, lebar=44, terkunci_bila=_terkunci)


def _acuan(kunci: str, judul: str, lebar: int, *, paragraf: bool = False) -> Kolom:
    return Kolom(kunci, judul, terkunci=True, maks=TEKS_MAKS, lebar=lebar, paragraf=paragraf)


LEMBAR = Lembar(
    ISIAN,
    lekat=3,
    kolom=[
        Kolom("tanda", "Tanda SAKIP", tersembunyi=True),
        _acuan("kode", "Kode", 9),
        _acuan("uraian", "Indikator kinerja", 46, paragraf=True),
        _acuan("satuan", "Satuan", 13),
        _acuan("target", "Target tahun", 13),
        _acuan("target_triwulan", "Target triwulan", 13),
        _acuan("sebelumnya", "Realisasi sebelumnya", 18, paragraf=True),
        _acuan("status", "Status", 14),
        Kolom(
            "nilai",
            "Realisasi",
            TULISAN,
            petunjuk="Angka dalam satuan baris ini, misalnya 77,5; untuk predikat pilih tingkatnya",
            lebar=14,
            terkunci_bila=_terkunci,
            pilihan_baris=_tingkat,
        ),
        Kolom("x", "Pembilang (X)", TULISAN, petunjuk="Hanya untuk persen", lebar=14, terkunci_bila=_tak_berasio),
        Kolom(
            "y",
            "Penyebut (Y)",
            TULISAN,
            petunjuk="Hanya untuk persen, bersama X",
            lebar=14,
            terkunci_bila=_tak_berasio,
        ),
        Kolom(
            "keadaan",
            "Keadaan",
            PILIHAN,
            pilihan=KeadaanNilai,
            pilihan_lain=[(KeadaanNilai.PROSES, "Proses"), (KeadaanNilai.BELUM_ADA, "Belum ada")],
            petunjuk="Boleh kosong bila realisasi diisi",
            lebar=24,
            terkunci_bila=_terkunci,
        ),
        _teks("analisis", "Penyebab", "Penyebab keberhasilan atau kegagalan"),
        _teks("hambatan", "Hambatan", "Apa yang menghalangi"),
        _teks("upaya", "Upaya", "Apa yang sudah dilakukan"),
    ],
)


def susun_buku(satker: Satker, tahun: int, triwulan: int) -> Buku:
    nama = Triwulan(triwulan).label
    petunjuk = f"{satker}. Formulir ini hanya untuk {nama} {tahun}."
    return Buku(f"Isian realisasi {nama} {tahun}", [LEMBAR], petunjuk=petunjuk, langkah=LANGKAH)
