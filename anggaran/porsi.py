"""Parts of an amount by percent. Pure: no Django, exact Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Final

SERATUS: Final = Decimal(100)
SATU: Final = Decimal(1)
SEN: Final = Decimal("0.01")


def bagi_porsi(jumlah: Decimal, porsi: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The parts of an amount in rupiah by `porsi` (percent, 100 in all at most), and last what remains of it.

    Together they are exactly `jumlah`: parts are rounded down to whole rupiah (to sen where the amount has sen), and
    what that leaves goes, one rupiah each, to the largest fractions, the earlier part first (largest remainder).
    Raises ValueError for shares below 0 or above 100 in all.
    """
    sisa = SERATUS - sum(porsi, Decimal(0))
    if sisa < 0 or any(p < 0 for p in porsi):
        raise ValueError("Porsi harus tidak negatif dan berjumlah paling banyak 100 persen.")
    satuan = SATU if jumlah == jumlah.to_integral_value() else SEN
    tepat = [jumlah * p / SERATUS for p in (*porsi, sisa)]
    bagian = [t.quantize(satuan, ROUND_FLOOR) for t in tepat]
    kurang = int((jumlah - sum(bagian, Decimal(0))) / satuan)
    pecahan = sorted(range(len(tepat)), key=lambda i: bagian[i] - tepat[i])  # the largest fraction first; stable
    for i in pecahan[:kurang]:
        bagian[i] += satuan
    return tuple(bagian)
