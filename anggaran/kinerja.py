"""What the budget asks of the measured kinerja, which lies above this app: capaian of the satker, its sasaran and
indikator in a year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from organisasi.models import Satker


@dataclass(frozen=True)
class Capaian:
    """Mean capaian in percent, not rounded; None with the reason. Coverage in indikator."""

    nilai: Decimal | None
    terhitung: int = 0
    jumlah: int = 0
    alasan: str = ""

    @property
    def cakupan(self) -> str:
        return f"{self.terhitung} dari {self.jumlah} indikator" if self.jumlah else ""


TAK_DIUKUR = Capaian(None, alasan="capaian tidak diukur")


@dataclass(frozen=True)
class Kinerja:
    """`sasaran` and `indikator` by the key of the oldest row of each line (`renstra.silsilah`)."""

    satker: Capaian = TAK_DIUKUR
    sasaran: Mapping[int, Capaian] = field(default_factory=dict)
    indikator: Mapping[int, Capaian] = field(default_factory=dict)


#: (satker, year, who reads; None: what a report counts) → the kinerja of the year.
SumberKinerja = Callable[[Satker, int, Any], Kinerja]

_sumber: list[SumberKinerja] = []


def daftarkan_kinerja(sumber: SumberKinerja) -> None:
    _sumber.append(sumber)


def kinerja_tahun(satker: Satker, tahun: int, pembaca: Any) -> Kinerja:
    """As the one that measures says it; nothing is measured where there is none."""
    return _sumber[0](satker, tahun, pembaca) if _sumber else Kinerja()
