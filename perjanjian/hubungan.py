"""Which indikator of the Renstra a row of the annex promises: the choices, the proposal, and what is still open.

Only a row that is linked can be measured (capaian), so the sheet proposes the link wherever the words are the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from renstra.models import Indikator, Renstra

from .models import IndikatorPerjanjian, PerjanjianKinerja

OTOMATIS, TIDAK = "", "0"  # the two choices that name no indikator


def lipat(uraian: str) -> str:
    """Text for comparing: case and white space make no difference."""
    return " ".join(uraian.casefold().split())


@dataclass(frozen=True)
class PilihanIndikator:
    """`label` of each choice by primary key; `menurut_uraian`: those that their words alone identify."""

    label: dict[int, str]
    menurut_uraian: dict[str, int]

    def usulan(self, uraian: str) -> int | None:
        return self.menurut_uraian.get(lipat(uraian))

    def untuk_formulir(self) -> list[tuple[str, str]]:
        tetap = [(OTOMATIS, "Otomatis, bila uraiannya sama"), (TIDAK, "Tidak dihubungkan")]
        return tetap + [(str(pk), label) for pk, label in self.label.items()]


def pilihan_indikator(perjanjian: PerjanjianKinerja) -> PilihanIndikator:
    """The indikator of the satker's Renstra in force for the year, and those of an older one that rows still name."""
    berlaku = Renstra.objects.filter(satker=perjanjian.satker_id).berlaku().for_tahun(perjanjian.tahun)
    dipakai = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian, indikator__isnull=False)
    semua = Indikator.objects.filter(
        Q(sasaran__renstra__in=berlaku.values("pk")) | Q(pk__in=dipakai.values("indikator"))
    ).select_related("sasaran__renstra")
    kini = [i for i in semua if i.sasaran.renstra.status == "ditetapkan"]
    lama = [i for i in semua if i.sasaran.renstra.status != "ditetapkan"]
    banyak = Counter(lipat(i.uraian) for i in kini)
    label = {i.pk: f"{i.kode} {i.uraian}" for i in kini}
    return PilihanIndikator(
        label | {i.pk: f"{i.kode} {i.uraian} (Renstra sebelumnya)" for i in lama},
        {lipat(i.uraian): i.pk for i in kini if banyak[lipat(i.uraian)] == 1},
    )


def belum_terhubung(perjanjian: PerjanjianKinerja) -> int:
    """How many rows of the annex name no indikator of the Renstra."""
    return IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian, indikator__isnull=True).count()
