"""The one reader and writer of Excel workbooks; how to declare one is in docs/excel.md."""

from .hasil import Anggapan, Baris, GalatSel, HasilBaca, cek_ganda
from .kesalahan import tulis_galat
from .kolom import BILANGAN, DESIMAL, PILIHAN, RUPIAH, TANGGAL, TEKS, TULISAN, YA_TIDAK, Buku, Jenis, Kolom, Lembar
from .nilai import daftar_terdekat, terdekat
from .pembacaan import baca
from .pemeriksaan import Batas
from .penulisan import tulis_data, tulis_templat
from .tampilan import BarisTampilan, Tampilan, tulis_tampilan

__all__ = [
    "BILANGAN",
    "DESIMAL",
    "PILIHAN",
    "RUPIAH",
    "TANGGAL",
    "TEKS",
    "TULISAN",
    "YA_TIDAK",
    "Anggapan",
    "Baris",
    "BarisTampilan",
    "Batas",
    "Buku",
    "GalatSel",
    "HasilBaca",
    "Jenis",
    "Kolom",
    "Lembar",
    "Tampilan",
    "baca",
    "cek_ganda",
    "daftar_terdekat",
    "terdekat",
    "tulis_data",
    "tulis_galat",
    "tulis_tampilan",
    "tulis_templat",
]
