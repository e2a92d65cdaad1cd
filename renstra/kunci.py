"""Why a choice of an indikator may not change any more; apps above register what they know of it."""

from __future__ import annotations

from collections.abc import Callable

from .models import Indikator

_agregasi: list[Callable[[list[int]], str]] = []


def daftarkan_kunci_agregasi(sumber: Callable[[list[int]], str]) -> None:
    """`sumber(keys)` gives the reason, or "": the keys are those of the indikator and of its origins."""
    _agregasi.append(sumber)


def kunci_agregasi(indikator: Indikator) -> str:
    """Why the aggregation of the quarters is fixed; empty while it is open."""
    from .services_kaskade import silsilah

    if not indikator.pk:
        return ""
    kunci = silsilah(indikator)
    return next((alasan for sumber in _agregasi if (alasan := sumber(kunci))), "")
