"""What the heads of an office's own table mean: all are IKU, "No" only counts, the year of a column "Target"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sakip.excel import HasilBaca
from sakip.excel.kolom import kunci_judul

from .susunan import INDIKATOR, NAMA_IKU, NOMOR, TARGET_POLOS, tahun_target

_IKU = frozenset(map(kunci_judul, (*NAMA_IKU, "IKU")))
_NOMOR = frozenset(map(kunci_judul, NOMOR))
_BERTINGKAT = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)+\.?")


@dataclass(frozen=True)
class SifatTabel:
    semua_iku: bool = False
    nomor_saja: bool = False  # the column "No" counts rows; codes are made


def sifat_tabel(hasil: HasilBaca, periode: range) -> SifatTabel:
    """Reads it off the heads, and says so in `hasil.anggapan`."""
    judul = hasil.judul_asli.get(INDIKATOR, {})
    sifat = SifatTabel(
        semua_iku="iku" not in judul and kunci_judul(judul.get("uraian", "")) in _IKU,
        nomor_saja=kunci_judul(judul.get("kode", "")) in _NOMOR and not _nomor_sebagai_kode(hasil),
    )
    if sifat.semua_iku:
        hasil.anggap(INDIKATOR, "", f"Semua indikator ditandai IKU, karena kolomnya berjudul “{judul['uraian']}”.")
    if sifat.nomor_saja and hasil[INDIKATOR]:
        pesan = f"Kolom “{judul['kode']}” hanya penomoran baris; kode indikator baru dibuat otomatis, seperti 1.1."
        hasil.anggap(INDIKATOR, "", pesan)
    for tahun in periode:
        if kunci_judul(judul.get(tahun_target(tahun), "")) == kunci_judul(TARGET_POLOS):
            hasil.anggap(INDIKATOR, "", f"Kolom “{TARGET_POLOS}” dibaca sebagai target {tahun}, tahun halaman ini.")
    return sifat


def _nomor_sebagai_kode(hasil: HasilBaca) -> bool:
    """Numbers such as 1.1 that name each row once are codes."""
    nomor = [baris["kode"] for baris in hasil[INDIKATOR]]
    return len(set(nomor)) == len(nomor) and all(_BERTINGKAT.fullmatch(n) for n in nomor)
