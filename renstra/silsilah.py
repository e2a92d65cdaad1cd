"""Which rows of a satker's plans are one and the same: a revision copies a row and points back with `asal`.

What hangs on a row (allocation, measured figures) belongs to the whole line. Rows meet by the oldest one, the root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from organisasi.models import Satker

from .models import Indikator, Sasaran

Asal = Mapping[int, int | None]


def akar(pk: int, asal: Asal) -> int:
    """The row that this one goes back to through revisions."""
    dilalui = {pk}
    while (sebelum := asal.get(pk)) and sebelum not in dilalui:
        dilalui.add(sebelum)
        pk = sebelum
    return pk


@dataclass(frozen=True)
class Silsilah:
    """`asal` of every sasaran and indikator of a satker's plans, by key."""

    asal_sasaran: Asal
    asal_indikator: Asal

    def sasaran(self, pk: int) -> int:
        """The root of a sasaran."""
        return akar(pk, self.asal_sasaran)

    def indikator(self, pk: int) -> int:
        return akar(pk, self.asal_indikator)


def silsilah(satker: Satker) -> Silsilah:
    """Two queries."""
    return Silsilah(
        dict(Sasaran.objects.filter(renstra__satker=satker).values_list("pk", "asal_id")),
        dict(Indikator.objects.filter(sasaran__renstra__satker=satker).values_list("pk", "asal_id")),
    )
