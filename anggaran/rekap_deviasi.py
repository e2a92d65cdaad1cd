"""Where spending and plan part: programmes by month, and the nodes of the tree to look at. For screens and papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .enums import JenisPos
from .models import PosisiRealisasi
from .perhitungan import penyerapan
from .perhitungan.serap import NOL, deviasi, rencana_sampai, tertinggal
from .rekap import BarisPos, RekapDipa, rekap_pohon
from .rekap_serap import BahanSerap, ProgramSerap, rentang_bulan


@dataclass(frozen=True)
class BarisDeviasi:
    """A programme between two cut-offs: rupiah planned and spent, deviation in percent (None: nothing was planned)."""

    program: ProgramSerap
    dari: int
    sampai: int
    tanggal: datetime.date
    rencana: Decimal
    realisasi: Decimal

    @property
    def rentang(self) -> str:
        return rentang_bulan(self.dari, self.sampai)

    @property
    def selisih(self) -> Decimal:
        return self.realisasi - self.rencana

    @property
    def persen(self) -> Decimal | None:
        return deviasi(self.rencana, self.realisasi)


def deviasi_bulanan(bahan: BahanSerap) -> list[BarisDeviasi]:
    """Every programme with a plan, between each two cut-offs; largest first, what had no plan at all before them.

    The plan counts until the day of the cut-off, so a month that is not over is measured by its days.
    """
    hasil = [baris for p in bahan.program if p.rencana for baris in _deviasi_program(bahan, p)]
    return sorted(hasil, key=lambda b: (b.persen is not None, -(b.persen or 0), -abs(b.selisih), b.program.kode))


def _deviasi_program(bahan: BahanSerap, program: ProgramSerap) -> Iterable[BarisDeviasi]:
    dari, lalu_rencana, lalu_realisasi = 1, NOL, NOL
    for bulan, potret in bahan.potret.items():
        realisasi = potret.program[program.kode]
        rencana = rencana_sampai(program.rencana, potret.tanggal, tahun=bahan.tahun)
        if realisasi is None or rencana is None:
            continue
        baris = BarisDeviasi(program, dari, bulan, potret.tanggal, rencana - lalu_rencana, realisasi - lalu_realisasi)
        if baris.rencana or baris.realisasi:  # nothing planned and nothing spent is no deviation
            yield baris
        dari, lalu_rencana, lalu_realisasi = bulan + 1, rencana, realisasi


@dataclass(frozen=True)
class PosTertinggal:
    """A node whose absorption lies `poin` percentage points below `acuan` (percent), which `menurut` names."""

    baris: BarisPos
    acuan: Decimal
    menurut: str
    poin: Decimal


@dataclass(frozen=True)
class DaftarDeviasi:
    """What to look at in the tree at one cut-off. `tanpa_belanja` is None where it is too early or the day unknown.

    `kasar`: nodes whose spending is recorded on them alone, so that nothing is known of those below.
    """

    posisi: PosisiRealisasi | None
    rekap: RekapDipa
    melebihi: tuple[BarisPos, ...]
    tanpa_belanja: tuple[BarisPos, ...] | None
    tertinggal: tuple[PosTertinggal, ...]
    kasar: tuple[BarisPos, ...] = ()

    @property
    def batas_data(self) -> str:
        """What the records cannot tell, in words; "" when every node with a pagu is known."""
        if not self.kasar:
            return ""
        ada = {b.jenis for b in self.kasar}
        tingkat = ", ".join(j.label.lower() for j in JenisPos if j in ada)
        kode = ", ".join(b.kode for b in self.kasar)
        return f"Realisasi dicatat pada tingkat {tingkat} ({kode}); belanja per pos di bawahnya tidak diketahui."


def daftar_deviasi(bahan: BahanSerap, *, batas_poin: Decimal, batas_tanggal: datetime.date) -> DaftarDeviasi:
    """The nodes at the newest cut-off with a date, else at the main one; two queries on top of `bahan_serap`."""
    posisi = bahan.terakhir.posisi if bahan.terakhir else next((p for p in bahan.posisi if p.utama), None)
    rekap = rekap_pohon(bahan.dipa, posisi)
    per_tanggal = posisi.per_tanggal if posisi else None
    lewat = per_tanggal is not None and per_tanggal > batas_tanggal
    return DaftarDeviasi(
        posisi=posisi,
        rekap=rekap,
        melebihi=tuple(b for b in rekap.baris if b.melebihi_pagu),
        tanpa_belanja=tuple(_tanpa_belanja(rekap.baris)) if lewat else None,
        tertinggal=tuple(_tertinggal(bahan, rekap, per_tanggal, batas_poin)),
        kasar=tuple(_kasar(rekap.baris)),
    )


def _kasar(baris: Sequence[BarisPos]) -> Iterable[BarisPos]:
    """The nodes with spending of their own above a node with a pagu on which nothing is recorded."""
    gelap = {b.pos.induk_id for b in baris if b.pagu and b.realisasi is None}
    return (b for b in baris if b.dicatat_di_sini and b.realisasi and b.pos.pk in gelap)


def _tanpa_belanja(baris: Iterable[BarisPos]) -> Iterable[BarisPos]:
    """The topmost nodes with a pagu of which nothing is known to be spent.

    Below a node that carries a figure itself nothing is recorded, which says nothing about what was spent there.
    """
    dilewati: set[int | None] = set()
    for b in baris:
        kosong = not b.realisasi
        if b.pos.induk_id in dilewati or b.dicatat_di_sini or kosong:
            dilewati.add(b.pos.pk)
        if b.pos.induk_id not in dilewati and kosong and b.pagu:
            yield b


def _tertinggal(
    bahan: BahanSerap, rekap: RekapDipa, per_tanggal: datetime.date | None, batas: Decimal
) -> list[PosTertinggal]:
    """The nodes that carry a figure and lie behind, the farthest first."""
    rerata = None if rekap.keraguan else rekap.penyerapan
    acuan: tuple[Decimal | None, str] = (None, "")
    hasil = []
    for b in rekap.baris:
        if b.jenjang == 0:
            acuan = _acuan(bahan, b.kode, per_tanggal, rerata)
        poin = tertinggal(b.penyerapan, acuan[0], batas=batas) if b.dicatat_di_sini else None
        if poin is not None and acuan[0] is not None:
            hasil.append(PosTertinggal(b, acuan[0], acuan[1], poin))
    return sorted(hasil, key=lambda p: (-p.poin, p.baris.kode))


def _acuan(
    bahan: BahanSerap, kode: str, per_tanggal: datetime.date | None, rerata: Decimal | None
) -> tuple[Decimal | None, str]:
    """The yardstick of a programme's nodes: its plan until the day in percent of pagu, else the satker's average."""
    program = bahan.cari(kode)
    if program and per_tanggal:
        rencana = penyerapan(rencana_sampai(program.rencana, per_tanggal, tahun=bahan.tahun), program.pagu)
        if rencana is not None:
            return rencana, "rencana program"
    return rerata, "rata-rata satker"
