"""What every import of a workbook has: a plan that a person sees before it is written, and the ways it can end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sakip.excel import GalatSel, HasilBaca

UBAHAN_MAKS = 300  # per sheet, on the page; all of them are applied
BARIS_MAKS = 50
NAMA_MAKS = 10
JUMLAH = ("nama", "baru", "berubah", "hilang", "bentrok", "sama")


class ImporDitolak(Exception):
    """Nothing was written; the message (Indonesian) may be shown as it is."""


class SudahSelesai(ImporDitolak):
    """It was applied or cancelled before."""


@dataclass
class RencanaBerubah(Exception):
    """There are findings, or what would be written is not what the person saw. Nothing was written."""

    hasil: Any
    rencana: Any


@dataclass(frozen=True)
class Ubahan:
    """One cell: old → new, as people read them."""

    sel: str
    judul: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Bentrok:
    """A cell, or a whole row (without `kolom`), that somebody changed after the file was made."""

    lembar: str
    sel: str
    kolom: str
    sebutan: str
    tercatat: str
    berkas: str
    siapa: str = ""


class RencanaImpor:
    """All rows by sheet. A row has `baris` (of the file), `objek`, `sebutan`, `baru`, `ubahan`, and may have `hilang`
    (it goes) and `rincian` (what a new one holds). `bentrok`: what somebody changed meanwhile.
    """

    lembar: dict[str, list[Any]]

    def __init__(self) -> None:
        self.bentrok: list[Bentrok] = []

    def baru(self, nama: str) -> list[Any]:
        return [b for b in self.lembar[nama] if b.baru]

    def berubah(self, nama: str) -> list[Any]:
        return [b for b in self.lembar[nama] if b.ubahan and not b.baru and not _hilang(b)]

    def hilang(self, nama: str) -> list[Any]:
        return [b for b in self.lembar[nama] if _hilang(b)]

    @property
    def banyak(self) -> int:
        """Rows that will be written or removed."""
        return sum(len(self.baru(n)) + len(self.berubah(n)) + len(self.hilang(n)) for n in self.lembar)

    def sidik(self, anggapan: Iterable[Any] = ()) -> str:
        """Fingerprint of what the person is shown, what was assumed for the file included."""
        isi = [
            (nama, b.baris.nomor if b.baris else 0, b.baru, b.objek.pk, _hilang(b), [asdict(u) for u in b.ubahan])
            for nama, daftar in self.lembar.items()
            for b in daftar
            if b.baru or b.ubahan or _hilang(b)
        ]
        return hashlib.sha256(json.dumps([isi, [asdict(a) for a in anggapan]]).encode()).hexdigest()

    def ringkas_lembar(self, nama: str) -> dict[str, Any]:
        baru, berubah, hilang = self.baru(nama), self.berubah(nama), self.hilang(nama)
        ubahan = [asdict(u) | {"sebutan": b.sebutan} for b in berubah for u in b.ubahan]
        return {
            "nama": nama,
            "baru": len(baru),
            "berubah": len(berubah),
            "hilang": len(hilang),
            "bentrok": sum(b.lembar == nama for b in self.bentrok),
            "sama": len(self.lembar[nama]) - len(baru) - len(berubah) - len(hilang),
            "banyak_ubahan": len(ubahan),
            "ubahan": ubahan[:UBAHAN_MAKS],
            "contoh_baru": [b.sebutan for b in baru[:NAMA_MAKS]],
            "rincian": [(b.sebutan, teks) for b in baru[:BARIS_MAKS] if (teks := getattr(b, "rincian", ""))],
            "sisa_baru": max(0, len(baru) - BARIS_MAKS),
            "contoh_hilang": [b.sebutan for b in hilang[:BARIS_MAKS]],
        }

    def lembar_tampil(self, hasil: HasilBaca) -> Iterable[str]:
        """The sheets that the person is shown."""
        return [isi.nama for isi in hasil.buku.lembar if isi.nama in hasil.kolom]

    def ringkas(self, hasil: HasilBaca) -> dict[str, Any]:
        """The plan as it is kept and shown: counts, cells, findings."""
        return {
            "lembar": [self.ringkas_lembar(nama) for nama in self.lembar_tampil(hasil)],
            "banyak": self.banyak,
            "galat": [asdict(g) for g in hasil.galat],
            "bentrok": [asdict(b) for b in self.bentrok],
            "anggapan": [asdict(a) for a in hasil.anggapan],
            "diabaikan": hasil.diabaikan,
            "sidik": self.sidik(hasil.anggapan),
        }


def _hilang(butir: Any) -> bool:
    return bool(getattr(butir, "hilang", False))


def galat_dari(ringkasan: dict[str, Any]) -> list[GalatSel]:
    """The findings that were kept."""
    return [GalatSel(**g) for g in ringkasan.get("galat", [])]


def jumlah_saja(ringkasan: dict[str, Any]) -> dict[str, Any]:
    """What stays after the end: counts; names and old values go with the file."""
    return {
        "lembar": [{k: isi.get(k, 0) for k in JUMLAH} for isi in ringkasan.get("lembar", [])],
        "banyak": ringkasan.get("banyak", 0),
        "banyak_galat": len(ringkasan.get("galat", [])),
    }
