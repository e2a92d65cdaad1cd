"""Where a table begins in a sheet that nobody made for us, and what the lines above it say of satker, year and date."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sakip.angka import BULAN, GalatAngka, parse_tanggal, rapikan
from sakip.excel.kepala import baris_penomoran
from sakip.excel.mentah import BarisMentah
from sakip.excel.nilai import tampil

from ..kop import SATKER, TAHUN
from ..perhitungan.serap import akhir_bulan
from .kode import KodeTakTerbaca, baca_kode
from .pemetaan import dikenal, kunci_kolom

BARIS_JUDUL = 40  # rows that are searched for the head
COCOK_MIN = 2
TAHUN_MIN = 1900


@dataclass(frozen=True)
class Kutipan:
    """What a line above the table states, and where."""

    sel: str
    teks: str
    isi: Any


@dataclass(frozen=True)
class Kepala:
    """The head: number of its last row, the heading of each column, rows above it as (cell, text)."""

    nomor: int
    judul: tuple[str, ...]
    atas: tuple[tuple[str, str], ...] = ()

    @property
    def kunci(self) -> tuple[str, ...]:
        return kunci_kolom(self.judul)

    @property
    def satker(self) -> list[Kutipan]:
        """Each code of a satker that the lines above the table state."""
        return [Kutipan(sel, teks, cocok[1]) for sel, teks in self.atas for cocok in SATKER.finditer(teks)]

    @property
    def tahun(self) -> list[Kutipan]:
        """Each budget year that they state; a comparison names several."""
        return [Kutipan(sel, teks, int(cocok[1])) for sel, teks in self.atas for cocok in TAHUN.finditer(teks)]

    @property
    def tanggal(self) -> Kutipan | None:
        """The as-of date: "s.d. 30 Juni 2024", "per 30 Juni 2024", "Januari s.d. Juni 2024" (its last day)."""
        for sel, teks in self.atas:
            tanggal = _tanggal(teks)
            if tanggal:
                return Kutipan(sel, teks, tanggal)
        return None


_SEBUT = r"\b(?:s\W{0,2}d\W{0,2}|sampai(?: dengan)?|per|hingga|posisi|tanggal)\s*:?\s*(?:tanggal\s*)?"
_HARI = re.compile(
    _SEBUT + r"([0-9]{1,2}\s+[A-Za-z]+\s+[0-9]{4}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})",
    re.IGNORECASE,
)
_BULAN = re.compile(_SEBUT + r"(?:bulan\s*)?([A-Za-z]{3,9})\s+([0-9]{4})", re.IGNORECASE)
_CETAK = re.compile(r"cetak|unduh|print|dibuat", re.IGNORECASE)  # when the report was made
_NAMA_BULAN = {nama.casefold(): n for n, nama in enumerate(BULAN, 1)}


def _tanggal(teks: str) -> datetime.date | None:
    if _CETAK.search(teks):
        return None
    if cocok := _HARI.search(teks):
        try:
            return parse_tanggal(" ".join(cocok[1].split()))
        except GalatAngka:
            return None
    cocok = _BULAN.search(teks)
    bulan = _NAMA_BULAN.get(cocok[1].casefold()) if cocok else None
    if cocok is None or bulan is None or int(cocok[2]) < TAHUN_MIN:
        return None
    return akhir_bulan(int(cocok[2]), bulan)


def huruf(ke: int) -> str:
    """The letter of the column with this index: 0 is A, 26 is AA."""
    hasil = ""
    ke += 1
    while ke:
        ke, sisa = divmod(ke - 1, 26)
        hasil = chr(65 + sisa) + hasil
    return hasil


def temukan(awal: Sequence[BarisMentah], *, nomor: int | None = None) -> Kepala | None:
    """The row among the first with most headings that say something, or two rows one above the other.

    `nomor`: the row that a person says is the last one of the head.
    """
    calon = [Kepala(n, _teks(sel)) for n, sel in awal]
    if nomor is not None:
        ke = next((k for k, c in enumerate(calon) if c.nomor == nomor), None)
        return None if ke is None else _lengkap(calon, ke, _berdua(calon, ke))
    terbaik, nilai = None, COCOK_MIN - 1
    for ke, satu in enumerate(calon):
        for judul in (satu.judul, _berdua(calon, ke)):
            cocok = len({k for k, t in zip(kunci_kolom(judul), judul, strict=True) if k and dikenal(t)}) if judul else 0
            if cocok > nilai and not _berisi_kode(awal[ke][1]):
                terbaik, nilai = _lengkap(calon, ke, judul), cocok
    return terbaik


def _lengkap(calon: Sequence[Kepala], ke: int, judul: tuple[str, ...]) -> Kepala:
    """With the lines above; `judul` () takes the row's own headings."""
    berdua = bool(judul) and judul != calon[ke].judul
    atas = [(f"{huruf(k)}{c.nomor}", teks) for c in calon[: ke - berdua] for k, teks in enumerate(c.judul) if teks]
    pasangan = [  # "Satuan Kerja" in one cell, ": 654340" in the next
        (sel, f"{kiri} {teks}")
        for c in calon[: ke - berdua]
        for isi in [[(f"{huruf(k)}{c.nomor}", t) for k, t in enumerate(c.judul) if t]]
        for (_, kiri), (sel, teks) in itertools.pairwise(isi)
    ]
    return Kepala(calon[ke].nomor, judul or calon[ke].judul, (*atas, *pasangan))


def _teks(sel: Sequence[Any]) -> tuple[str, ...]:
    teks = [rapikan(tampil(s.value)) if s.value is not None else "" for s in sel]
    while teks and not teks[-1]:
        teks.pop()
    return tuple(teks)


def _berdua(calon: Sequence[Kepala], ke: int) -> tuple[str, ...]:
    """The headings of this row below those of the row above it ("Realisasi" above "Januari"); () when it is no pair."""
    if ke == 0 or calon[ke - 1].nomor != calon[ke].nomor - 1 or len([t for t in calon[ke - 1].judul if t]) < COCOK_MIN:
        return ()
    atas, bawah = calon[ke - 1].judul, calon[ke].judul
    lebar = max(len(atas), len(bawah))
    hasil, induk = [], ""
    for k in range(lebar):
        satu, dua = (b[k] if k < len(b) else "" for b in (atas, bawah))
        induk = satu or (induk if dua else "")
        hasil.append(f"{induk} {dua}".strip() if dua else satu)
    return tuple(hasil)


def _berisi_kode(sel: Sequence[Any]) -> bool:
    """A row of the table itself: it has an amount or a code with digits in it."""
    for s in sel:
        if isinstance(s.value, int | float) and not isinstance(s.value, bool) and abs(s.value) > 9999:
            return True
        if isinstance(s.value, str) and any(c.isdigit() for c in s.value):
            try:
                ruas = baca_kode(s.value)
            except KodeTakTerbaca:
                continue
            if len(ruas) > 1 or (ruas and ruas[0].isdigit() and len(ruas[0]) > 4):
                return True
    return False


__all__ = ["Kepala", "Kutipan", "baris_penomoran", "huruf", "temukan"]
