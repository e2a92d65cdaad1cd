"""The year's target spread over the quarters: what is proposed, and where a spread must end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from sakip.angka import format_ringkas

from .nilai import NOL, Agregasi

TRIWULAN = 4


def usulan_sebaran(target: Decimal, *, agregasi: Agregasi) -> tuple[Decimal, ...]:
    """Targets of TW I–IV in the satuan of the year's `target`.

    Jumlah: split as evenly as the target's own decimals allow (10 → 3, 2, 3, 2), adding up exactly. All others:
    repeated, since each quarter is measured by the year's mark.
    """
    if Agregasi(agregasi) != Agregasi.JUMLAH:
        return (target,) * TRIWULAN
    pangkat = target.normalize().as_tuple().exponent
    satuan = Decimal(1).scaleb(min(pangkat if isinstance(pangkat, int) else 0, 0))
    sampai = [(target * n / TRIWULAN).quantize(satuan, ROUND_HALF_UP) for n in range(TRIWULAN + 1)]
    return tuple(kini - lalu for lalu, kini in pairwise(sampai))


def galat_sebaran(
    sebaran: Sequence[Decimal | None], target: Decimal, *, agregasi: Agregasi, ordinal: bool = False
) -> str:
    """Why TW I–IV (None: no target) do not lead to the year's target, in Indonesian; "" when they do, or none is set.

    Jumlah: they add up to it. Nilai akhir: the last one is it. Rata-rata: their mean is it, to two decimals.
    Tertinggi: the highest is it. An ordinal names no figures: its marks are skor.
    """
    ada = [nilai for nilai in sebaran if nilai is not None]
    if not ada:
        return ""
    agregasi = Agregasi(agregasi)
    hasil, kata = {
        Agregasi.JUMLAH: (sum(ada, NOL), "Jumlah target TW I–IV"),
        Agregasi.NILAI_AKHIR: (sebaran[-1] if len(sebaran) == TRIWULAN else None, "Target TW IV"),
        Agregasi.RATA_RATA: (sum(ada, NOL) / len(ada), "Rata-rata target TW I–IV"),
        Agregasi.TERTINGGI: (max(ada), "Target TW tertinggi"),
    }[agregasi]
    if hasil is None:
        return "Target TW IV harus diisi: nilai akhir tahun adalah nilai triwulan itu."
    if hasil == target or (agregasi == Agregasi.RATA_RATA and abs(hasil - target) < Decimal("0.005")):
        return ""
    if ordinal:
        return f"{kata} harus sama dengan target tahun."
    return f"{kata} {format_ringkas(hasil)}, seharusnya {format_ringkas(target)} seperti target tahun."
