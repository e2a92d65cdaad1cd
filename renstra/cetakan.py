"""The kinds of papers that a Renstra is printed as."""

from __future__ import annotations

from functools import partial

from dokumen.jenis import JenisDokumen, daftarkan

from . import susunan_cetak, susunan_iku
from .pohon import susunan_kondisi, susunan_poster
from .pohon.susunan_poster import UkuranKertas, kode_jenis

PILIHAN_POSTER = {"ukuran": "ukuran kertas, A3 atau A4", "unit": "hanya halaman unit ini"}


def daftarkan_cetakan() -> None:
    """Each kind twice: for the Renstra in force, and "-rancangan" for the one that nobody has fixed."""
    for kode, nama, tetap, rancangan in (
        ("renstra", "Renstra", susunan_cetak.naskah_renstra, susunan_cetak.naskah_rancangan),
        ("iku", "Penetapan IKU", susunan_iku.naskah_iku, susunan_iku.naskah_rancangan),
        ("pohon-kondisi", "Pohon Kondisi", susunan_kondisi.naskah_kondisi, susunan_kondisi.naskah_rancangan),
    ):
        daftarkan(JenisDokumen(kode, nama, tetap))
        daftarkan(JenisDokumen(f"{kode}-rancangan", f"Rancangan {nama}", rancangan))
    for ukuran in UkuranKertas:
        kode = kode_jenis(ukuran)
        nama = "Pohon Kinerja" if ukuran == UkuranKertas.A3 else f"Pohon Kinerja {ukuran}"
        tetap = partial(susunan_poster.naskah_poster, ukuran=ukuran)
        rancangan = partial(susunan_poster.naskah_rancangan, ukuran=ukuran)
        daftarkan(JenisDokumen(kode, nama, tetap, pilihan=PILIHAN_POSTER))
        daftarkan(JenisDokumen(f"{kode}-rancangan", f"Rancangan {nama}", rancangan, pilihan=PILIHAN_POSTER))
