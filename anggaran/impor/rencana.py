"""What an import would do: cut-offs with their rows, codes that lead nowhere, what a person must have seen."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from sakip.angka import format_rupiah, format_tanggal
from sakip.excel import GalatSel

from ..models import PosisiRealisasi

BARIS_TAMPIL = 300
ASING_TAMPIL = 100
ASING_LUAR = 5_000
PESAN_TAMPIL = 200


def rupiah(nilai: Decimal | int | None) -> str:
    """1.000, −1.000 (a minus, not a hyphen), "–" for none."""
    return format_rupiah(nilai).replace("-", "−")


@dataclass(frozen=True)
class Lama:
    """A stored figure: key, value in rupiah, version."""

    pk: int
    nilai: Decimal
    versi: int


@dataclass(frozen=True)
class Butir:
    """One code of a cut-off: what stands there now (None: nothing), what the file says, whether the DIPA has it."""

    kode: str
    uraian: str
    baru: Decimal
    lama: Lama | None = None
    luar: bool = False

    @property
    def sama(self) -> bool:
        return self.lama is not None and self.lama.nilai == self.baru


@dataclass(frozen=True)
class Pesan:
    """Something to look at, with the cell where the file has it ("" when it is not about one)."""

    sel: str
    pesan: str


@dataclass(frozen=True)
class Asing:
    """A code that no node has, or several have (`banyak`): how many rows, their sum, the nearest nodes."""

    kode: str
    uraian: str
    sel: str
    baris: int
    jumlah: Decimal
    usul: tuple[tuple[str, str], ...]  # code, name
    banyak: bool = False
    luar: bool = True  # whether the code is short enough to be kept outside the DIPA
    sebab: str = ""  # why a choice that is remembered does not do


@dataclass
class Potret:
    """One cut-off that is made (`posisi` None) or updated. `hilang`: stored codes that the file does not have."""

    tanggal: datetime.date
    posisi: PosisiRealisasi | None
    butir: list[Butir] = field(default_factory=list)
    hilang: list[tuple[str, Lama]] = field(default_factory=list)

    @property
    def nama(self) -> str:
        return self.posisi.nama if self.posisi else f"Data per {format_tanggal(self.tanggal)}"

    @property
    def baru(self) -> list[Butir]:
        return [b for b in self.butir if b.lama is None]

    @property
    def berubah(self) -> list[Butir]:
        return [b for b in self.butir if b.lama is not None and not b.sama]

    @property
    def jumlah(self) -> Decimal:
        return sum((b.baru for b in self.butir), Decimal(0))

    @property
    def jumlah_lama(self) -> Decimal | None:
        """What is stored now, whatever the file has; None where nothing is."""
        lama = [b.lama.nilai for b in self.butir if b.lama] + [n.nilai for _, n in self.hilang]
        return sum(lama, Decimal(0)) if lama else None

    def ringkas(self) -> dict[str, Any]:
        baru, berubah = self.baru, self.berubah
        return {
            "nama": self.nama,
            "tanggal": format_tanggal(self.tanggal),
            "ada": self.posisi is not None,
            "utama": bool(self.posisi and self.posisi.utama),
            "baru": len(baru),
            "berubah": len(berubah),
            "sama": len(self.butir) - len(baru) - len(berubah),
            "hilang": len(self.hilang),
            "jumlah": rupiah(self.jumlah),
            "jumlah_lama": rupiah(self.jumlah_lama),
            "baris": [_tampil(b) for b in (*berubah, *baru)[:BARIS_TAMPIL]],
            "baris_hilang": [(kode, rupiah(n.nilai)) for kode, n in self.hilang[:BARIS_TAMPIL]],
        }

    def dasar(self) -> list[Any]:
        """What the plan rests on and would write, for the fingerprint."""
        return [
            self.tanggal.isoformat(),
            self.posisi.pk if self.posisi else None,
            [(b.kode, str(b.baru), *(_dasar_lama(b.lama))) for b in self.butir if not b.sama],
            [(kode, *_dasar_lama(n)) for kode, n in self.hilang],
        ]


def _dasar_lama(lama: Lama | None) -> tuple[Any, ...]:
    return (lama.pk, lama.versi, str(lama.nilai)) if lama else ()


def _tampil(b: Butir) -> dict[str, Any]:
    return {
        "kode": b.kode,
        "uraian": b.uraian,
        "lama": rupiah(b.lama.nilai) if b.lama else "",
        "baru": rupiah(b.baru),
        "selisih": rupiah(b.baru - (b.lama.nilai if b.lama else 0)),
        "luar": b.luar,
    }


@dataclass
class Rencana:
    """`peringatan` must be agreed to; `selisih`: totals of the file that are not the sum of their parts, never mended.

    `bentrok`: stored codes on another level than the file's, which only go together with `hapus`.
    """

    potret: list[Potret] = field(default_factory=list)
    asing: list[Asing] = field(default_factory=list)
    peringatan: list[Pesan] = field(default_factory=list)
    selisih: list[Pesan] = field(default_factory=list)
    catatan: list[Pesan] = field(default_factory=list)
    bentrok: list[str] = field(default_factory=list)
    galat: list[GalatSel] = field(default_factory=list)
    diabaikan: list[str] = field(default_factory=list)
    dipakai: list[str] = field(default_factory=list)  # codes for which a remembered choice was taken
    utama: bool = False  # proposed: the newest of these cut-offs becomes the main one
    baris: int = 0

    @property
    def sah(self) -> bool:
        return not self.galat and not self.asing

    @property
    def perlu_setuju(self) -> bool:
        return bool(self.peringatan or self.selisih)

    @property
    def banyak(self) -> int:
        """Rows that are written, without those that only a tick removes."""
        return sum(len(p.baru) + len(p.berubah) for p in self.potret) + sum(p.posisi is None for p in self.potret)

    @property
    def hilang(self) -> int:
        return sum(len(p.hilang) for p in self.potret)

    def sidik(self) -> str:
        """Fingerprint of what the person is shown."""
        isi = [
            [p.dasar() for p in self.potret],
            [asdict(p) for p in (*self.peringatan, *self.selisih)],
            self.bentrok,
            self.utama,
        ]
        return hashlib.sha256(json.dumps(isi).encode()).hexdigest()

    def ringkas(self, _: Any = None) -> dict[str, Any]:
        """The plan as it is kept and shown."""
        potret = [p.ringkas() for p in self.potret]
        return {
            "lembar": [
                {k: p[k] for k in ("nama", "baru", "berubah", "hilang", "sama")} | {"bentrok": 0} for p in potret
            ],
            "banyak": self.banyak,
            "hilang": self.hilang,
            "galat": [asdict(g) for g in self.galat],
            "potret": potret,
            "asing": [_asing(a) for a in self.asing[:ASING_TAMPIL]],
            "banyak_asing": len(self.asing),
            "asing_luar": [a.kode for a in self.asing if a.luar][:ASING_LUAR],
            "peringatan": _pesan(self.peringatan),
            "banyak_peringatan": len(self.peringatan),
            "selisih": _pesan(self.selisih),
            "banyak_selisih": len(self.selisih),
            "catatan": _pesan(self.catatan),
            "hambatan": self.bentrok[:PESAN_TAMPIL],
            "diabaikan": self.diabaikan,
            "dipakai": self.dipakai,
            "utama": self.utama,
            "baris": self.baris,
            "sidik": self.sidik(),
        }


def _asing(a: Asing) -> dict[str, Any]:
    return asdict(a) | {"jumlah": rupiah(a.jumlah)}


def _pesan(semua: Iterable[Pesan]) -> list[dict[str, str]]:
    return [asdict(p) for p in list(semua)[:PESAN_TAMPIL]]
