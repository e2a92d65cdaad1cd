"""Trees and chains of rows that may not be stored yet: loops, paths, order among siblings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

JALUR_MAKS = 200  # characters of the column
RANTAI_MAKS = 50


def putaran(simpul: Iterable[Any], di_atas: Callable[[Any], Any]) -> list[list[Any]]:
    """Every loop of the chains that `di_atas` makes, each once."""
    selesai: set[int] = set()
    hasil: list[list[Any]] = []
    for awal in simpul:
        lewat: list[Any] = []
        urutan: dict[int, int] = {}
        kini = awal
        while kini is not None and id(kini) not in selesai and id(kini) not in urutan:
            urutan[id(kini)] = len(lewat)
            lewat.append(kini)
            kini = di_atas(kini)
        if kini is not None and id(kini) in urutan:
            hasil.append(lewat[urutan[id(kini)] :])
        selesai |= urutan.keys()
    return hasil


def tingkat(simpul: Iterable[Any], di_atas: Callable[[Any], Any]) -> dict[int, int]:
    """How far below the top of its chain each row stands, by `id()`; the chains have no loops."""
    hasil: dict[int, int] = {}
    for awal in simpul:
        lewat: list[Any] = []
        kini = awal
        while kini is not None and id(kini) not in hasil:
            lewat.append(kini)
            kini = di_atas(kini)
        dasar = -1 if kini is None else hasil[id(kini)]
        for jarak, satu in enumerate(reversed(lewat), 1):
            hasil[id(satu)] = dasar + jarak
    return hasil


def susun_jalur(
    simpul: Iterable[Any], akar: Callable[[Any], str | None], ruas: Callable[[Any], str]
) -> dict[int, tuple[Any, str]]:
    """The path of every row, by `id()`. `akar` gives the path of a row that stands at the top, None for the others."""
    bawahan: defaultdict[int, list[Any]] = defaultdict(list)
    hasil: dict[int, tuple[Any, str]] = {}
    antre: list[tuple[Any, str]] = []
    for satu in simpul:
        jalur = akar(satu)
        if jalur is None:
            bawahan[id(satu.induk)].append(satu)
        else:
            antre.append((satu, jalur))
    while antre:
        satu, jalur = antre.pop()
        hasil[id(satu)] = (satu, jalur)
        antre += [(anak, f"{jalur}{ruas(anak)}") for anak in bawahan[id(satu)]]
    return hasil
