"""When money is spent: the plan of a year against what was spent by month. Pure: no Django, no clock, exact Decimal.

Amounts are rupiah. None means undefined and is never 0: no plan, a month without a cut-off.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate
from typing import Final

NOL: Final = Decimal(0)
BULAN: Final = range(1, 13)

#: Rupiah planned for a month, by its number; a month that is not there adds nothing to a plan that has others.
Rencana = Mapping[int, Decimal]


def akhir_bulan(tahun: int, bulan: int) -> datetime.date:
    return datetime.date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])


def bulan_posisi(tanggal: datetime.date, tahun: int) -> int | None:
    """The month that a cut-off speaks for; None for one before the budget year.

    One after the year speaks for December: what is booked in January still belongs to the year that has ended.
    """
    if tanggal.year < tahun:
        return None
    return tanggal.month if tanggal.year == tahun else 12


# --- The curve -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Titik:
    """One month. `realisasi` is cumulative at the month's last cut-off, None without one.

    `tambahan` is what was spent since the cut-off before, that is in the months `dari` to `bulan`; below 0 it is a
    correction. `rencana` is the month's own, `rencana_kumulatif` that of all months until its end.
    """

    bulan: int
    rencana: Decimal | None
    rencana_kumulatif: Decimal | None
    realisasi: Decimal | None
    dari: int
    tambahan: Decimal | None

    @property
    def koreksi(self) -> bool:
        return self.tambahan is not None and self.tambahan < 0


def susun_titik(*, rencana: Rencana, realisasi: Mapping[int, Decimal | None]) -> tuple[Titik, ...]:
    """The twelve months of a year; `realisasi`: cumulative rupiah at the last cut-off of a month."""
    kumulatif = rencana_kumulatif(rencana)
    hasil, dari, lalu = [], 1, NOL
    for bulan in BULAN:
        kini = realisasi.get(bulan)
        tambahan = None if kini is None else kini - lalu
        hasil.append(Titik(bulan, rencana.get(bulan), kumulatif[bulan - 1], kini, dari, tambahan))
        if kini is not None:
            dari, lalu = bulan + 1, kini
    return tuple(hasil)


def rencana_kumulatif(rencana: Rencana) -> tuple[Decimal | None, ...]:
    """Rupiah planned until the end of each of the twelve months; all None without a plan."""
    if not rencana:
        return (None,) * len(BULAN)
    return tuple(accumulate(rencana.get(bulan, NOL) for bulan in BULAN))


def rencana_sampai(rencana: Rencana, tanggal: datetime.date, *, tahun: int) -> Decimal | None:
    """Rupiah planned until a day: whole months, and of its own month the share of the days that have passed.

    Not rounded. None without a plan; 0 before the year, the whole plan after it.
    """
    if not rencana:
        return None
    if tanggal.year != tahun:
        return NOL if tanggal.year < tahun else sum(rencana.values(), NOL)
    lewat = sum((nilai for bulan, nilai in rencana.items() if bulan < tanggal.month), NOL)
    hari = akhir_bulan(tahun, tanggal.month).day
    return lewat + rencana.get(tanggal.month, NOL) * tanggal.day / hari


# --- Deviation -----------------------------------------------------------------------------------------------------


def deviasi(rencana: Decimal | None, realisasi: Decimal | None) -> Decimal | None:
    """How far spending lies from the plan, in percent of the plan: |rencana − realisasi| / rencana × 100, not rounded.

    None without either, and for rencana 0: whatever was spent then, there is nothing to measure it by.
    """
    if rencana is None or realisasi is None or rencana == 0:
        return None
    return 100 * abs(rencana - realisasi) / rencana


def tertinggal(penyerapan: Decimal | None, acuan: Decimal | None, *, batas: Decimal) -> Decimal | None:
    """Percentage points that absorption lies below a yardstick; None unless it is more than `batas`."""
    if penyerapan is None or acuan is None or acuan - penyerapan <= batas:
        return None
    return acuan - penyerapan


# --- Proposals -----------------------------------------------------------------------------------------------------


def bagi_menurut(jumlah: Decimal, bobot: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """An amount in shares of whole rupiah, each less than one away from its weight, that come to exactly `jumlah`.

    Raises ValueError for weights below 0, or without a weight above 0.
    """
    semua = sum(bobot, NOL)
    if semua <= 0 or min(bobot) < 0:
        raise ValueError("Bobot harus 0 atau lebih, dan sedikitnya satu lebih dari 0.")
    sampai = [_bagian(jumlah, kini, semua) for kini in accumulate(bobot)]
    return tuple(kini - lalu for lalu, kini in zip([NOL, *sampai[:-1]], sampai, strict=True))


def _bagian(jumlah: Decimal, kini: Decimal, semua: Decimal) -> Decimal:
    return jumlah if kini == semua else (jumlah * kini / semua).to_integral_value(ROUND_FLOOR)
