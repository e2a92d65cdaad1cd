"""What an import would do: rows that are new, changed (old → new per cell) or the same. Absence changes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sakip.excel import Baris
from sakip.impor import RencanaImpor, Ubahan


@dataclass(eq=False)
class BarisRencana:
    """One row of the file and the row of the database that it will be. `bidang`: the fields that change."""

    baris: Baris
    objek: Any
    sebutan: str
    baru: bool
    ubahan: list[Ubahan] = field(default_factory=list)
    bidang: set[str] = field(default_factory=set)


class Rencana(RencanaImpor):
    """All rows by sheet, and the rows whose path changes because something above them moves."""

    def __init__(self) -> None:
        super().__init__()
        self.lembar: defaultdict[str, list[BarisRencana]] = defaultdict(list)
        self.pindah: dict[str, list[Any]] = {"Satker": [], "Unit": []}
