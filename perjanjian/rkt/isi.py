"""What an RKT says, with the amounts rolled up: the one source of its page, its paper and its workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from anggaran.enums import JenisPos
from anggaran.rekap import BarisPos, jumlah, rekap_pohon

from .models import IndikatorRkt, Rkt, SasaranRkt


@dataclass(frozen=True)
class BarisKegiatan:
    """`nilai` in rupiah: what is listed below it in this sasaran, or its own pagu. `catatan`: of an old print."""

    kode: str
    uraian: str
    jenis: str
    nilai: Decimal | None
    catatan: str = ""


@dataclass(frozen=True)
class IsiSasaran:
    sasaran: SasaranRkt
    indikator: tuple[IndikatorRkt, ...]
    kegiatan: tuple[BarisKegiatan, ...]
    nilai: Decimal | None


@dataclass(frozen=True)
class IsiProgram:
    """The sasaran listed under one programme; `kode` empty: those without one."""

    kode: str
    uraian: str
    sasaran: tuple[IsiSasaran, ...]

    @property
    def nilai(self) -> Decimal | None:
        return jumlah(s.nilai for s in self.sasaran)


@dataclass(frozen=True)
class IsiRkt:
    """`pos`: every node of the DIPA with its rolled-up pagu, by key."""

    rkt: Rkt
    program: tuple[IsiProgram, ...]
    pos: dict[int, BarisPos]

    @property
    def nilai(self) -> Decimal | None:
        return jumlah(p.nilai for p in self.program)

    @property
    def sasaran(self) -> tuple[IsiSasaran, ...]:
        return tuple(s for p in self.program for s in p.sasaran)


def isi_rkt(rkt: Rkt) -> IsiRkt:
    """Of an RKT fetched with `lengkap()`; two queries more, whatever its size."""
    pos = {b.pos.pk: b for b in rekap_pohon(rkt.dipa, None).baris}
    per_program: dict[int | None, list[IsiSasaran]] = {}
    for s in rkt.sasaran.all():
        per_program.setdefault(s.program_id, []).append(_isi_sasaran(s, pos))
    urut = sorted(per_program, key=lambda p: (p is None, min(s.sasaran.urut for s in per_program[p])))
    return IsiRkt(rkt, tuple(_isi_program(p, per_program[p], pos) for p in urut), pos)


def _isi_program(program: int | None, isi: list[IsiSasaran], pos: Mapping[int, BarisPos]) -> IsiProgram:
    kepala = pos.get(program) if program else None
    return IsiProgram(kepala.kode if kepala else "", kepala.uraian if kepala else "", tuple(isi))


def _isi_sasaran(sasaran: SasaranRkt, pos: Mapping[int, BarisPos]) -> IsiSasaran:
    catatan = {k.pos_id: k.catatan_cetak for k in sasaran.kegiatan.all()}
    nilai = nilai_tercantum(set(catatan), pos)
    baris = tuple(
        BarisKegiatan(pos[pk].kode, pos[pk].uraian, pos[pk].jenis, n, catatan.get(pk, ""))
        for pk, n in sorted(nilai.items(), key=lambda butir: pos[butir[0]].pos.urut)
        if pos[pk].jenis != JenisPos.PROGRAM
    )
    puncak = jumlah(n for pk, n in nilai.items() if pos[pk].pos.induk_id not in nilai)
    return IsiSasaran(sasaran, tuple(sasaran.indikator.all()), baris, puncak)


def nilai_tercantum(tercantum: set[int], pos: Mapping[int, BarisPos]) -> dict[int, Decimal | None]:
    """The listed nodes and all above them → rupiah. One with listed nodes below it is worth what those are worth."""
    bawahan: dict[int, set[int]] = {}
    for pk in tercantum:
        anak, induk = pk, pos[pk].pos.induk_id
        while induk is not None:
            bawahan.setdefault(induk, set()).add(anak)
            anak, induk = induk, pos[induk].pos.induk_id

    def nilai(pk: int) -> Decimal | None:
        return jumlah(nilai(a) for a in bawahan[pk]) if pk in bawahan else pos[pk].pagu

    return {pk: nilai(pk) for pk in tercantum | set(bawahan)}
