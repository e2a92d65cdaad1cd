"""Acts on the plan of withdrawals: the rupiah that each programme is meant to spend in each month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jejak.models import Jejak

from .models import RencanaPenarikan
from .perhitungan.serap import BULAN, bagi_menurut
from .services import IsianRupiah

if TYPE_CHECKING:
    from organisasi.models import Satker

#: A programme's code and a month.
Sel = tuple[str, int]
KOSONG = IsianRupiah(None, 0)


@dataclass(frozen=True)
class IsianBulan:
    """What a person wants in a cell, in rupiah (None: nothing), and what stood in it when they saw it.

    Version and value: a row that was taken away and made anew begins with version 1 again.
    """

    nilai: Decimal | None
    semula: IsianRupiah


class UsulanBerubah(Exception):
    """The plan is no longer what the proposal was shown beside."""


def rencana_tersimpan(satker: Satker, tahun: int) -> dict[Sel, IsianRupiah]:
    """The plan of a year with its versions, in one query."""
    baris = RencanaPenarikan.objects.filter(satker=satker).for_tahun(tahun)
    return {
        (kode, bulan): IsianRupiah(nilai, versi)
        for kode, bulan, nilai, versi in baris.values_list("kode", "bulan", "nilai", "versi")
    }


@transaction.atomic
def simpan_rencana(
    *, satker: Satker, tahun: int, isian: Mapping[Sel, IsianBulan]
) -> tuple[set[Sel], dict[Sel, IsianRupiah]]:
    """Write the cells that nobody changed meanwhile; None takes a cell's row away.

    Returns the written cells, and those that somebody else changed with what stands in them now; these are not written.
    """
    type(satker).objects.select_for_update(no_key=True).get(pk=satker.pk)  # what is compared stays
    kini = rencana_tersimpan(satker, tahun)
    tertulis, konflik = set(), {}
    for sel, i in isian.items():
        ada = kini.get(sel, KOSONG)
        if i.nilai != ada.nilai and i.semula != ada:
            konflik[sel] = ada
        elif i.nilai == ada.nilai or _tulis(satker, tahun, sel, ada, i.nilai):
            tertulis.add(sel)
        else:
            konflik[sel] = rencana_tersimpan(satker, tahun).get(sel, KOSONG)
    return tertulis, konflik


def _tulis(satker: Satker, tahun: int, sel: Sel, ada: IsianRupiah, nilai: Decimal | None) -> bool:
    """False when somebody who holds no lock was faster."""
    kode, bulan = sel
    baris = RencanaPenarikan.objects.filter(satker=satker, tahun=tahun, kode=kode, bulan=bulan)
    if nilai is None:
        return baris.filter(versi=ada.versi).delete()[0] == 1
    if ada.versi:
        return bool(baris.filter(versi=ada.versi).update(nilai=nilai, versi=ada.versi + 1))
    try:
        with transaction.atomic():
            RencanaPenarikan.objects.create(satker=satker, tahun=tahun, kode=kode, bulan=bulan, nilai=nilai)
    except IntegrityError:
        return False
    return True


def pengubah(satker: Satker, tahun: int, sel: Collection[Sel]) -> dict[Sel, str]:
    """Who wrote these cells last, by the trail; a cell whose row is gone has nobody. Two queries, none for no cell."""
    if not sel:
        return {}
    milik = RencanaPenarikan.objects.filter(satker=satker, kode__in={kode for kode, _ in sel}).for_tahun(tahun)
    pk = {str(r.pk): (r.kode, r.bulan) for r in milik if (r.kode, r.bulan) in sel}
    jejak = Jejak.objects.filter(tabel=RencanaPenarikan._meta.db_table, objek__in=pk).order_by("pk")
    return {pk[objek]: pelaku for objek, pelaku in jejak.values_list("objek", "pelaku")}


# --- Proposals -----------------------------------------------------------------------------------------------------


def usulan_rata(pagu: Decimal | None) -> tuple[Decimal, ...] | None:
    """The same for every month; None without a pagu."""
    return bagi_menurut(pagu, [Decimal(1)] * len(BULAN)) if pagu else None


def usulan_porsi(pagu: Decimal | None, lalu: Mapping[int, Decimal]) -> tuple[Decimal, ...] | None:
    """This year's pagu in the shares of last year's plan; None without either."""
    bobot = [lalu.get(bulan, Decimal(0)) for bulan in BULAN]
    return bagi_menurut(pagu, bobot) if pagu and sum(bobot) else None


def sidik_usulan(usulan: Mapping[str, Iterable[Decimal]], tersimpan: Mapping[Sel, IsianRupiah]) -> str:
    """Of a proposal and of what it was shown beside: the same as long as neither changed."""
    bagian = [f"{kode}={[str(n) for n in nilai]}" for kode, nilai in sorted(usulan.items())]
    bagian += [f"{kode}/{bulan}={i.nilai}@{i.versi}" for (kode, bulan), i in sorted(tersimpan.items())]
    return sha256("\n".join(bagian).encode()).hexdigest()


@transaction.atomic
def pakai_usulan(
    *, satker: Satker, tahun: int, usulan: Mapping[str, tuple[Decimal, ...]], dipilih: Iterable[str], sidik: str
) -> int:
    """Put the proposed months of the chosen programmes in place of theirs, all or none; how many cells changed.

    Raises UsulanBerubah when the plan or the proposal is not what `sidik` was made of.
    """
    type(satker).objects.select_for_update(no_key=True).get(pk=satker.pk)
    kini = rencana_tersimpan(satker, tahun)
    if sidik_usulan(usulan, kini) != sidik:
        raise UsulanBerubah
    isian = {
        (kode, bulan): IsianBulan(nilai, kini.get((kode, bulan), KOSONG))
        for kode in dipilih
        if kode in usulan
        for bulan, nilai in zip(BULAN, usulan[kode], strict=True)
    }
    berubah = {sel: i for sel, i in isian.items() if i.nilai != kini.get(sel, KOSONG).nilai}
    _, konflik = simpan_rencana(satker=satker, tahun=tahun, isian=berubah)
    if konflik:
        raise UsulanBerubah
    return len(berubah)
