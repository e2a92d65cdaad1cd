"""The rows of a comparison with their figures as text, printed once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.utils.safestring import SafeString

from sakip.angka import format_rupiah, format_rupiah_bertanda

from .banding import BarisBanding, Tanda, semula

RUPA = {Tanda.BARU: "baru", Tanda.HILANG: "hapus", Tanda.URAIAN: "ubah", Tanda.PINDAH: "pindah", Tanda.SUMBER: "ubah"}


class BarisLayar(TypedDict):
    """Digits need no escaping. `tanda`: (look, word) of each mark but the pagu, which the figures show.

    `semula`: what the node was before.
    """

    t: str
    kode: str
    uraian: str
    lama: str
    baru: str
    selisih: str
    tetap: bool
    hilang: bool
    tanda: list[tuple[str, str]]
    semula: list[str]


def baris_layar(baris: Iterable[BarisBanding]) -> list[BarisLayar]:
    return [_baris_layar(b) for b in baris]


def _baris_layar(b: BarisBanding) -> BarisLayar:
    selisih = b.selisih
    return {
        "t": SafeString(b.jenjang),
        "kode": b.kode,
        "uraian": b.kini.uraian,
        "lama": SafeString(format_rupiah(b.lama.pagu)) if b.lama else "",
        "baru": SafeString(format_rupiah(b.baru.pagu)) if b.baru else "",
        "selisih": SafeString(format_rupiah_bertanda(selisih)),
        "tetap": selisih == 0,
        "hilang": b.baru is None,
        "tanda": [(RUPA[t], t.value) for t in b.tanda if t in RUPA],
        "semula": semula(b),
    }
