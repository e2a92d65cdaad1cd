"""What a DIPA holds now, as the cells of its workbook, in two queries; and the workbook itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from organisasi.models import Satker
from sakip.angka import format_rupiah, rapikan
from sakip.excel import Baris, Buku, tulis_templat
from sakip.impor import Ubahan

from ..kode import sebut
from ..models import Dipa, Pos, SumberDana
from .susunan import DIPA, susun_buku

#: Satker, year, DIPA, node, its version, and the fingerprint of the whole tree when the file went out.
TANDA = re.compile(r"([0-9A-Za-z]+)/([0-9]{4})/([0-9]{1,18})/([0-9]{1,18})/([0-9]{1,9})/([0-9a-f]{10})")


@dataclass(eq=False)
class Butir:
    """One node: what is stored (`objek`, `sel`), where it hangs, and what the file makes of it."""

    objek: Pos
    induk: Butir | None = None
    sel: dict[str, Any] = field(default_factory=dict)  # as stored; {} for a new one
    baris: Baris | None = None
    hilang: bool = False
    ubahan: list[Ubahan] = field(default_factory=list)
    bidang: set[str] = field(default_factory=set)
    baru: bool = False  # also after it was written

    def __post_init__(self) -> None:
        self.baru = self.objek.pk is None

    @property
    def kode(self) -> str:
        return self.objek.kode

    @property
    def sebutan(self) -> str:
        teks = f"{self.objek.kode} {self.objek.uraian}".strip()
        return teks if len(teks) <= 90 else f"{teks[:89]}…"

    @property
    def rincian(self) -> str:
        """What a new node holds, for the preview."""
        bagian = [sebut(self.objek.jenis) if self.objek.jenis else ""]
        bagian += [f"di bawah {self.induk.kode}"] if self.induk else []
        if self.objek.pagu is not None:
            bagian.append(f"pagu {format_rupiah(self.objek.pagu)}")
        elif self.objek.pagu_tertera is not None:
            bagian.append(f"tertera {format_rupiah(self.objek.pagu_tertera)}")
        return " · ".join(filter(None, bagian))


class Isi:
    """The nodes of a draft; none for a DIPA that is to be made."""

    def __init__(self, satker: Satker, tahun: int, dipa: Dipa | None) -> None:
        self.satker = satker
        self.tahun = tahun
        self.dipa = dipa
        self.butir: list[Butir] = []
        pos = list(dipa.pos.order_by("urut")) if dipa else []
        per_pk: dict[int | None, Butir] = {}
        for p in pos:
            per_pk[p.pk] = butir = Butir(p, per_pk.get(p.induk_id))
            butir.sel = self._sel(butir)
            self.butir.append(butir)
        self.per_pk = per_pk

    @cached_property
    def sumber(self) -> dict[int, SumberDana]:
        """Of the year, and those that the nodes use already."""
        dipakai = {b.objek.sumber_dana_id for b in self.butir}
        return {s.pk: s for s in SumberDana.objects.all() if s.berlaku_pada(self.tahun) or s.pk in dipakai}

    @cached_property
    def buku(self) -> Buku:
        return susun_buku(self.satker, self.tahun, self.sumber.values())

    def _sel(self, butir: Butir) -> dict[str, Any]:
        p = butir.objek
        return {
            "kode": p.kode,
            "uraian": rapikan(p.uraian),
            "jenis": p.jenis,
            "induk": butir.induk.kode if butir.induk else "",
            "sumber_dana": p.sumber_dana_id,
            "pagu": p.pagu,
            "tertera": p.pagu_tertera,
        }

    @cached_property
    def sidik(self) -> str:
        """Fingerprint of what is stored."""
        isi = [(b.objek.pk, *b.sel.values()) for b in self.butir]
        return hashlib.blake2s(repr(isi).encode(), digest_size=5).hexdigest()

    def baris(self) -> Iterator[dict[str, Any]]:
        """The rows as they are exported, each with its mark."""
        if self.dipa is None:
            return
        for b in self.butir:
            sumber = self.sumber.get(b.objek.sumber_dana_id or 0)
            tanda = f"{self.satker.kode}/{self.tahun}/{self.dipa.pk}/{b.objek.pk}/{b.objek.versi}/{self.sidik}"
            yield b.sel | {"sumber_dana": sumber.kode if sumber else None, "tanda": tanda}


def unduh(satker: Satker, tahun: int, dipa: Dipa | None) -> bytes:
    """The form: with the rows of the draft, or with examples where there are none."""
    isi = Isi(satker, tahun, dipa)
    return tulis_templat(isi.buku, {DIPA: isi.baris()} if isi.butir else None)


def cetak(nilai: Decimal | None) -> str:
    return "kosong" if nilai is None else format_rupiah(nilai)
