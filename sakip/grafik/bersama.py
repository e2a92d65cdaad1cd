"""What every chart has: series, ids, lines of a label."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

TINGGI_HURUF = 20  # px, one line of a label
HURUF_PER_BARIS = 46
BARIS_LABEL = 2


@dataclass(frozen=True)
class Deret:
    """One series: a value per category (None: not known, drawn hatched) and its text as printed ("98,75", "Proses")."""

    nama: str
    nilai: tuple[Decimal | None, ...]
    teks: tuple[str, ...]


@dataclass(frozen=True)
class Baris:
    """A line of text at `y` (px, baseline)."""

    y: str
    teks: str


def periksa_deret(deret: Sequence[Deret], banyak: int) -> None:
    """ValueError unless there are one to three series, each with a value and a text for every category."""
    if not 1 <= len(deret) <= 3:
        raise ValueError("Grafik memuat satu sampai tiga deret.")
    for satu in deret:
        if not len(satu.nilai) == len(satu.teks) == banyak:
            raise ValueError(f"Deret '{satu.nama}' tidak sepanjang kategorinya.")


def keterangan_deret(satuan: str, kategori: Sequence[str], deret: Sequence[Deret]) -> str:
    """All numbers in words, for those who cannot see the chart."""
    kalimat = []
    for i, satu in enumerate(kategori):
        isi = ", ".join(f"{d.nama} {d.teks[i]}" if len(deret) > 1 else d.teks[i] for d in deret)
        kalimat.append(f"{satu}: {isi}.")
    return f"Dalam {satuan}. " + " ".join(kalimat)


def legenda_deret(deret: Sequence[Deret]) -> tuple[tuple[int, str], ...]:
    """Number and name of each series; a chart of one needs none."""
    return tuple((n, d.nama) for n, d in enumerate(deret, start=1)) if len(deret) > 1 else ()


def label_berbaris(teks: str) -> list[str]:
    return textwrap.wrap(teks, HURUF_PER_BARIS, max_lines=BARIS_LABEL, placeholder=" …") or [""]


def id_grafik(bagian: Sequence[str]) -> str:
    """The same chart gets the same id in every run, so that documents stay byte-identical."""
    return "g" + sha256("\n".join(bagian).encode()).hexdigest()[:10]
