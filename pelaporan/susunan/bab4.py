"""Bab IV: the conclusion, what comes next, and the signature."""

from __future__ import annotations

from dokumen.blok import Bab, Blok, Paragraf, Subbab
from pelaporan.enums import KunciNarasi as K

from . import kalimat
from .bentuk import Penomoran
from .depan import tanda_tangan
from .sumber import Sumber


def susun_bab4(sumber: Sumber, nomor: Penomoran) -> Bab:
    judul = nomor.bab("Penutup")
    return Bab(judul, (_kesimpulan(sumber, nomor), _tindak_lanjut(sumber, nomor)))


def _kesimpulan(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Kesimpulan")
    isi: list[Blok] = []
    satker, dipa = sumber.satker.nama_singkat, sumber.dipa
    if teks := kalimat.realisasi_anggaran(satker, sumber.tahun, dipa.realisasi, dipa.penyerapan):
        isi.append(Paragraf(teks))
    return Subbab(judul, tuple(sumber.isi(nomor, K.KESIMPULAN, *isi)))


def _tindak_lanjut(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Rencana Tindak Lanjut")
    return Subbab(judul, (*sumber.isi(nomor, K.TINDAK_LANJUT), *tanda_tangan(sumber)))
