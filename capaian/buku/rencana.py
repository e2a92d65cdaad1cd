"""What an upload would do: rows that are new, changed, the same, disputed or locked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sakip.excel import Baris, HasilBaca
from sakip.impor import RencanaImpor, Ubahan

from ..services import IsianRealisasi
from .isi import Acuan
from .susunan import ISIAN

TEKS_TAMPIL = 600  # characters of a text in the preview


@dataclass
class Butir:
    """One row of the file with the indikator it is about.

    `isian`: what would be stored. `bentrok`: somebody saved other values after the file was made (`siapa`). `alasan`:
    why the row cannot be changed now; "" when it can.
    """

    acuan: Acuan
    baris: Baris
    isian: IsianRealisasi | None = None
    ubahan: list[Ubahan] = field(default_factory=list)
    bentrok: bool = False
    siapa: str = ""
    alasan: str = ""

    @property
    def objek(self) -> Acuan:
        return self.acuan

    @property
    def sebutan(self) -> str:
        return self.acuan.sebutan

    @property
    def dapat_ditulis(self) -> bool:
        return bool(self.ubahan) and not self.alasan

    @property
    def baru(self) -> bool:
        return self.dapat_ditulis and not self.bentrok and self.acuan.tersimpan is None

    def tampil(self) -> dict[str, Any]:
        ubahan = [vars(u) | {"lama": _pendek(u.lama), "baru": _pendek(u.baru)} for u in self.ubahan]
        return {
            "pk": self.acuan.pk,
            "nomor": self.baris.nomor,
            "kode": self.acuan.kode,
            "uraian": self.acuan.uraian,
            "ubahan": ubahan,
            "siapa": self.siapa,
            "alasan": self.alasan,
        }


class Rencana(RencanaImpor):
    """`tidak_ada`: indikator the person may fill in that the file does not have; they stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.lembar: dict[str, list[Butir]] = {ISIAN: []}
        self.tidak_ada = 0

    @property
    def butir(self) -> list[Butir]:
        return self.lembar[ISIAN]

    def berubah(self, nama: str = ISIAN) -> list[Butir]:
        return [b for b in self.butir if b.dapat_ditulis and not b.bentrok and not b.baru]

    @property
    def berselisih(self) -> list[Butir]:
        return [b for b in self.butir if b.bentrok and b.dapat_ditulis]

    @property
    def terkunci(self) -> list[Butir]:
        return [b for b in self.butir if b.ubahan and b.alasan]

    def ditulis(self, ambil: Iterable[int] = ()) -> list[Butir]:
        """What is written; of the disputed rows those whose Pengukuran is in `ambil`."""
        pilih = set(ambil)
        return [b for b in self.butir if b.dapat_ditulis and (not b.bentrok or b.acuan.pk in pilih)]

    def sidik(self, anggapan: Iterable[Any] = ()) -> str:
        isi = [[*self._dasar(b), *((u.judul, u.lama, u.baru) for u in b.ubahan)] for b in self.butir if b.ubahan]
        return hashlib.sha256(json.dumps([isi, [asdict(a) for a in anggapan]]).encode()).hexdigest()

    @staticmethod
    def _dasar(butir: Butir) -> tuple[Any, ...]:
        """What the row was compared with."""
        r = butir.acuan.tersimpan
        return butir.acuan.pk, r and r.pk, r and r.versi, butir.bentrok, butir.alasan

    def ringkas_lembar(self, nama: str) -> dict[str, Any]:
        baru, berubah = len(self.baru(nama)), len(self.berubah(nama))
        lain = len(self.berselisih) + len(self.terkunci)
        return {
            "nama": nama,
            "baru": baru,
            "berubah": berubah,
            "hilang": 0,
            "bentrok": len(self.berselisih),
            "sama": len(self.butir) - baru - berubah - lain,
        }

    def ringkas(self, hasil: HasilBaca) -> dict[str, Any]:
        kelompok = {
            "baris_baru": self.baru(ISIAN),
            "baris_berubah": self.berubah(),
            "baris_bentrok": self.berselisih,
            "baris_terkunci": self.terkunci,
        }
        return (
            super().ringkas(hasil)
            | {nama: [b.tampil() for b in isi] for nama, isi in kelompok.items()}
            | {"tidak_ada": self.tidak_ada}
        )


def _pendek(teks: str) -> str:
    return teks if len(teks) <= TEKS_TAMPIL else f"{teks[:TEKS_TAMPIL]}…"
