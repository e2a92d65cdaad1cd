"""Which parts of a plan carry money: asked of whoever knows the budget, which lies above this app."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from organisasi.models import Satker


class Pemikul(NamedTuple):
    """Codes of the program and the kegiatan that carry a sasaran; "" where there is none or it has no code."""

    program: str
    kegiatan: str


#: (satker, year, who) → those with money in that year's budget; None: the satker has no budget of that year.
SumberPagu = Callable[[Satker, int, frozenset[Pemikul]], "frozenset[Pemikul] | None"]

_sumber: list[SumberPagu] = []


def daftarkan_pagu(sumber: SumberPagu) -> None:
    _sumber.append(sumber)


def ada_sumber() -> bool:
    """Whether anybody here knows a budget."""
    return bool(_sumber)


def berpagu(satker: Satker, tahun: int, pemikul: frozenset[Pemikul]) -> frozenset[Pemikul] | None:
    """Those of `pemikul` with money; None when no budget of the year is known."""
    jawaban = [j for sumber in _sumber if (j := sumber(satker, tahun, pemikul)) is not None]
    return frozenset().union(*jawaban) if jawaban else None
