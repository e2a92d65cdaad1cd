"""What an import would do: rows that are new, changed (old → new per cell) or the same. Absence changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from sakip.excel import Baris, GalatSel, HasilBaca

UBAHAN_MAKS = 300  # per sheet, on the page; all of them are applied
BARU_MAKS = 10


@dataclass(frozen=True)
class Ubahan:
    """One cell: old → new, as people read them."""

    sel: str
    judul: str
    lama: str
    baru: str


@dataclass(eq=False)
class BarisRencana:
    """One row of the file and the row of the database that it will be. `bidang`: the fields that change."""

    baris: Baris
    objek: Any
    sebutan: str
    baru: bool
    ubahan: list[Ubahan] = field(default_factory=list)
    bidang: set[str] = field(default_factory=set)


class Rencana:
    """All rows by sheet, and the rows whose path changes because something above them moves."""

    def __init__(self) -> None:
        self.lembar: defaultdict[str, list[BarisRencana]] = defaultdict(list)
        self.pindah: dict[str, list[Any]] = {"Satker": [], "Unit": []}

    def baru(self, lembar: str) -> list[BarisRencana]:
        return [r for r in self.lembar[lembar] if r.baru]

    def berubah(self, lembar: str) -> list[BarisRencana]:
        return [r for r in self.lembar[lembar] if r.ubahan]

    @property
    def banyak(self) -> int:
        """Rows that will be written."""
        return sum(r.baru or bool(r.ubahan) for daftar in self.lembar.values() for r in daftar)

    def sidik(self) -> str:
        """Fingerprint of what the person is shown: which rows are new, and every cell that changes."""
        isi = [
            (lembar, r.baris.nomor, r.baru, r.objek.pk, [asdict(u) for u in r.ubahan])
            for lembar, daftar in self.lembar.items()
            for r in daftar
            if r.baru or r.ubahan
        ]
        return hashlib.sha256(json.dumps(isi).encode()).hexdigest()

    def ringkas_lembar(self, nama: str) -> dict[str, Any]:
        baru, berubah = self.baru(nama), self.berubah(nama)
        ubahan = [asdict(u) | {"sebutan": r.sebutan} for r in berubah for u in r.ubahan]
        return {
            "nama": nama,
            "baru": len(baru),
            "berubah": len(berubah),
            "sama": len(self.lembar[nama]) - len(baru) - len(berubah),
            "banyak_ubahan": len(ubahan),
            "ubahan": ubahan[:UBAHAN_MAKS],
            "contoh_baru": [r.sebutan for r in baru[:BARU_MAKS]],
        }


def ringkas(hasil: HasilBaca, rencana: Rencana) -> dict[str, Any]:
    """The plan as it is kept and shown: counts, cells, findings."""
    return {
        "lembar": [rencana.ringkas_lembar(isi.nama) for isi in hasil.buku.lembar if isi.nama in hasil.kolom],
        "banyak": rencana.banyak,
        "galat": [asdict(g) for g in hasil.galat],
        "diabaikan": hasil.diabaikan,
        "sidik": rencana.sidik(),
    }


def galat_dari(ringkasan: dict[str, Any]) -> list[GalatSel]:
    """The findings that were kept."""
    return [GalatSel(**g) for g in ringkasan.get("galat", [])]


def jumlah_saja(ringkasan: dict[str, Any]) -> dict[str, Any]:
    """What stays after the end: counts; names and old values go with the file."""
    jumlah = ("nama", "baru", "berubah", "sama")
    return {
        "lembar": [{k: isi[k] for k in jumlah} for isi in ringkasan.get("lembar", [])],
        "banyak": ringkasan.get("banyak", 0),
        "banyak_galat": len(ringkasan.get("galat", [])),
    }
