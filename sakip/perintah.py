"""What commands that load a file have in common: the file they are given, and what they say when nothing is written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

GALAT_MAKS = 50  # of what is wrong, in a shell


def berkas_masuk(*akhiran: str) -> Callable[[str], Path]:
    """The type of an argument that names an existing file; `akhiran`: the only endings that it may have, with a dot."""

    def baca(teks: str) -> Path:
        berkas = Path(teks)
        if not berkas.is_file():
            raise argparse.ArgumentTypeError(f"{teks}: berkas tidak ditemukan")
        if akhiran and berkas.suffix.lower() not in akhiran:
            *depan, akhir = akhiran
            pilihan = f"{', '.join(depan)}, atau {akhir}" if depan else akhir
            raise argparse.ArgumentTypeError(f"{teks}: harus {pilihan}")
        return berkas

    return baca


def sebut_galat(galat: Iterable[object]) -> str:
    """That nothing was written, and why: a line each, the first GALAT_MAKS of them."""
    baris = [str(g) for g in galat]
    lebih = [f"… dan {len(baris) - GALAT_MAKS} lagi"] if len(baris) > GALAT_MAKS else []
    return "\n".join(["Tidak ada yang ditulis.", *baris[:GALAT_MAKS], *lebih])
