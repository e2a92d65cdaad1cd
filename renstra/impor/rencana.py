"""What an import would do: rows that are new, changed (old → new per cell), gone or the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from sakip.excel import GalatSel, HasilBaca

from .isi import MODEL, RENSTRA, Butir

UBAHAN_MAKS = 300  # per sheet, on the page; all of them are applied
NAMA_MAKS = 10


class Rencana:
    """All rows by sheet, those that go (`hilang`) among them. `bentrok`: rows that somebody changed meanwhile."""

    def __init__(self) -> None:
        self.lembar: dict[str, list[Butir]] = {nama: [] for nama in MODEL}
        self.bentrok: dict[str, int] = dict.fromkeys(MODEL, 0)

    @property
    def renstra(self) -> Any:
        return self.lembar[RENSTRA][0].objek

    def baru(self, nama: str) -> list[Butir]:
        return [b for b in self.lembar[nama] if b.baru]

    def berubah(self, nama: str) -> list[Butir]:
        return [b for b in self.lembar[nama] if b.ubahan and not b.baru and not b.hilang]

    def hilang(self, nama: str) -> list[Butir]:
        return [b for b in self.lembar[nama] if b.hilang]

    @property
    def banyak(self) -> int:
        """Rows that will be written or removed."""
        return sum(len(self.baru(n)) + len(self.berubah(n)) + len(self.hilang(n)) for n in self.lembar)

    def sidik(self) -> str:
        """Fingerprint of what the person is shown."""
        isi = [
            (nama, b.baris.nomor if b.baris else 0, b.objek.pk, b.hilang, [asdict(u) for u in b.ubahan])
            for nama, daftar in self.lembar.items()
            for b in daftar
            if b.baru or b.ubahan or b.hilang
        ]
        return hashlib.sha256(json.dumps(isi).encode()).hexdigest()

    def ringkas_lembar(self, nama: str) -> dict[str, Any]:
        baru, berubah, hilang = self.baru(nama), self.berubah(nama), self.hilang(nama)
        ubahan = [asdict(u) | {"sebutan": b.sebutan} for b in berubah for u in b.ubahan]
        return {
            "nama": nama,
            "baru": len(baru),
            "berubah": len(berubah),
            "hilang": len(hilang),
            "bentrok": self.bentrok[nama],
            "sama": len(self.lembar[nama]) - len(baru) - len(berubah) - len(hilang),
            "banyak_ubahan": len(ubahan),
            "ubahan": ubahan[:UBAHAN_MAKS],
            "contoh_baru": [b.sebutan for b in baru[:NAMA_MAKS]],
            "contoh_hilang": [b.sebutan for b in hilang[:NAMA_MAKS]],
        }


def ringkas(hasil: HasilBaca, rencana: Rencana) -> dict[str, Any]:
    """The plan as it is kept and shown: counts, cells, findings."""
    return {
        "lembar": [rencana.ringkas_lembar(nama) for nama in rencana.lembar],
        "banyak": rencana.banyak,
        "galat": [asdict(g) for g in hasil.galat],
        "diabaikan": hasil.diabaikan,
        "sidik": rencana.sidik(),
    }


def galat_dari(ringkasan: dict[str, Any]) -> list[GalatSel]:
    """The findings that were kept."""
    return [GalatSel(**g) for g in ringkasan.get("galat", [])]


def jumlah_saja(ringkasan: dict[str, Any]) -> dict[str, Any]:
    """What stays after the end: counts; texts and old values go with the file."""
    jumlah = ("nama", "baru", "berubah", "hilang", "bentrok", "sama")
    return {
        "lembar": [{k: isi[k] for k in jumlah} for isi in ringkasan.get("lembar", [])],
        "banyak": ringkasan.get("banyak", 0),
        "banyak_galat": len(ringkasan.get("galat", [])),
    }
