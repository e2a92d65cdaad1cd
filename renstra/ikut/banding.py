"""The own target beside that of the Renstra that is followed. Pure: standard library and Decimal only."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

#: As in `renstra.enums.Polaritas` (a test says so).
MINIMASI, STABIL = "minimasi", "stabil"


class Banding(StrEnum):
    """What the comparison of one year says."""

    TANPA_ACUAN = "tanpa acuan"
    BELUM_ADA = "belum ada target"
    LEMAH = "lebih lemah"
    SEPADAN = "sepadan"


def bandingkan_target(sendiri: Decimal | None, induk: Decimal | None, *, polaritas: str, ordinal: bool) -> Banding:
    """One year. Both values in the indikator's own satuan, which is the same on both sides; None: no target ("-").

    A national target may be surpassed, not undercut: maksimasi may not be lower, minimasi not higher, stabil not
    another one. A grade compares by its skor, which says itself which is better, whatever the polaritas.
    """
    if induk is None:
        return Banding.TANPA_ACUAN
    if sendiri is None:
        return Banding.BELUM_ADA
    if not ordinal and polaritas == STABIL:
        lemah = sendiri != induk
    elif not ordinal and polaritas == MINIMASI:
        lemah = sendiri > induk
    else:
        lemah = sendiri < induk
    return Banding.LEMAH if lemah else Banding.SEPADAN


def tahun_lemah(
    sendiri: Mapping[int, Decimal], induk: Mapping[int, Decimal], *, polaritas: str, ordinal: bool
) -> list[int]:
    """The years whose own target is weaker; a year without an own target is not weaker, only not yet there."""
    return [
        tahun
        for tahun, nilai in sorted(induk.items())
        if bandingkan_target(sendiri.get(tahun), nilai, polaritas=polaritas, ordinal=ordinal) is Banding.LEMAH
    ]
