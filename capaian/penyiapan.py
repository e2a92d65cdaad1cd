"""Which indikator a year measures: those of the Sekretaris's perjanjian kinerja in force, one Pengukuran per lineage.

A revision of the Renstra copies each indikator and points back with `asal`; what was measured before the revision is
the same thing after it. So rows and Pengukuran meet by the oldest indikator of their chain (the root), never by the
indikator alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from renstra.models import Indikator

from .models import Pengukuran, PengukuranQuerySet, Realisasi

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Rencana:
    """What differs between the PK in force and what is measured.

    `pindah`: the Pengukuran with the row that it follows from now on. `lepas`: no longer in the PK and without any
    realisasi, to be removed; `tetap`: no longer in the PK, but kept because somebody entered realisasi.
    """

    baru: tuple[IndikatorPerjanjian, ...] = ()
    pindah: tuple[tuple[Pengukuran, IndikatorPerjanjian], ...] = ()
    lepas: tuple[Pengukuran, ...] = ()
    tetap: tuple[Pengukuran, ...] = ()


def susun_rencana(perjanjian: PerjanjianKinerja, pengukuran: PengukuranQuerySet) -> Rencana:
    """Compare the rows of the PK in force with all Pengukuran of its satker and year; a few queries, nothing written.

    Figures cannot move to another unit of measure: where the revision changed the satuan and realisasi exist, the old
    Pengukuran stays and the new indikator is measured anew. A Pengukuran with a target of its own comes from an old
    report that had no such row, so it is nobody's to remove. A PK none of whose rows names an indikator says nothing
    about what it carries no longer.
    """
    semua = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian).select_related("indikator")
    butir = [b for b in semua if b.indikator is not None]
    if not butir:
        return Rencana()
    terukur = list(pengukuran.select_related("indikator").order_by("pk"))
    berisi = set(Realisasi.objects.filter(pengukuran__in=terukur).values_list("pengukuran_id", flat=True))
    akar = akar_silsilah({b.indikator_id for b in butir if b.indikator_id} | {p.indikator_id for p in terukur})
    dijanjikan = {akar[b.indikator_id]: b for b in butir if b.indikator_id}  # promised twice: measured once
    pasangan = {
        kunci: _pasangan([p for p in terukur if akar[p.indikator_id] == kunci], b, berisi)
        for kunci, b in dijanjikan.items()
    }
    dipakai = {p.pk for p in pasangan.values() if p is not None}
    sisa = [p for p in terukur if p.pk not in dipakai and p.target_lain is None]
    return Rencana(
        baru=tuple(b for kunci, b in dijanjikan.items() if pasangan[kunci] is None),
        pindah=tuple((p, b) for kunci, b in dijanjikan.items() if (p := pasangan[kunci]) and _berbeda(p, b)),
        lepas=tuple(p for p in sisa if p.pk not in berisi),
        tetap=tuple(p for p in sisa if p.pk in berisi),
    )


def _pasangan(calon: list[Pengukuran], butir: IndikatorPerjanjian, berisi: set[int]) -> Pengukuran | None:
    """The Pengukuran that the row goes on with: one that holds something, and of those its own indikator's first."""
    assert butir.indikator is not None
    satuan = butir.indikator.satuan_id
    cocok = [
        (p.pk not in berisi and p.target_lain is None, p.indikator_id != butir.indikator_id, p.pk, p)
        for p in calon
        if p.indikator_id == butir.indikator_id or p.pk not in berisi or p.indikator.satuan_id == satuan
    ]
    return min(cocok)[-1] if cocok else None


def _berbeda(pengukuran: Pengukuran, butir: IndikatorPerjanjian) -> bool:
    return (pengukuran.butir_id, pengukuran.indikator_id) != (butir.pk, butir.indikator_id)


def akar_silsilah(indikator: Iterable[int]) -> dict[int, int]:
    """The oldest indikator of each one's `asal` chain, by primary key; one query per revision."""
    asal: dict[int, int | None] = {}
    belum = set(indikator)
    while belum:
        asal |= dict(Indikator.objects.filter(pk__in=belum).values_list("pk", "asal_id"))
        belum = {a for a in asal.values() if a is not None and a not in asal}
    return {pk: _akar(pk, asal) for pk in asal}


def _akar(pk: int, asal: dict[int, int | None]) -> int:
    jalan = [pk]
    while (lebih_tua := asal[jalan[-1]]) is not None and lebih_tua not in jalan:
        jalan.append(lebih_tua)
    return jalan[-1]
