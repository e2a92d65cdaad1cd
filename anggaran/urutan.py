"""The order of the nodes of a DIPA: one numbering of the whole tree, a parent before what hangs below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F

from sakip.sisip import berkelompok, perbarui

from .models import Dipa, Pos

URUT_MAKS = 15_999  # twice of it still fits the column: see `beri_nomor`
LANGKAH = 10  # between neighbours, so that a node finds room without moving all that follow


def nomori(urut: Sequence[int | None]) -> list[int]:
    """Rising numbers for rows in this order; those that have one keep it, unless there is no room between them.

    Raises ValueError for more rows than there are numbers.
    """
    return _sela(urut) or _semua_baru(len(urut))


def _sela(urut: Sequence[int | None]) -> list[int]:
    """The numbers with the gaps filled; [] where that does not work out."""
    hasil: list[int] = []
    tunggu = 0
    for satu in urut:
        if satu is None:
            tunggu += 1
        elif satu > URUT_MAKS or not _isi_sela(hasil, tunggu, satu):
            return []
        else:
            hasil.append(satu)
            tunggu = 0
    akhir = (hasil[-1] if hasil else 0) + LANGKAH * (tunggu + 1)
    return hasil if _isi_sela(hasil, tunggu, min(akhir, URUT_MAKS + 1)) else []


def _isi_sela(hasil: list[int], banyak: int, atas: int) -> bool:
    """So many numbers between the last one and `atas`, evenly; False when there is no room."""
    bawah = hasil[-1] if hasil else 0
    if atas - bawah <= banyak:
        return False
    hasil += [bawah + (atas - bawah) * ke // (banyak + 1) for ke in range(1, banyak + 1)]
    return True


def _semua_baru(banyak: int) -> list[int]:
    if banyak > URUT_MAKS:
        raise ValueError(f"more than {URUT_MAKS} rows")
    langkah = min(LANGKAH, URUT_MAKS // max(banyak, 1))
    return [langkah * ke for ke in range(1, banyak + 1)]


def beri_nomor(dipa: Dipa, nomor: Mapping[int, int]) -> None:
    """Give nodes (by key) other places. All step aside first, for two never share a number, not even for a moment.

    Without a new version: where a node stands is nothing that its form holds.
    """
    menyingkir(dipa, nomor)
    perbarui(Pos, ("urut",), nomor.items(), hitung_versi=False)


def menyingkir(dipa: Dipa, pk: Iterable[int]) -> None:
    for kelompok in berkelompok(pk):
        dipa.pos.filter(pk__in=kelompok).update(urut=F("urut") + URUT_MAKS + 1)
