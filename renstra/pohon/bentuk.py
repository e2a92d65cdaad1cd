"""The tree as plain data: what the screen, the table for screen readers and the posters are drawn from. No HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .enums import Celah, JenjangKondisi


@dataclass(frozen=True)
class Tautan:
    """What a condition points at; `url` is "" where the person or the paper has no page to go to.

    `tingkat`: of an indikator, IKSS, IKP or IKK; each counts its codes anew, and so do the sasaran.
    """

    pk: int
    teks: str
    kode: str = ""
    url: str = ""
    tingkat: str = ""


@dataclass(frozen=True)
class Simpul:
    """One condition; `nomor` is its place in the tree ("1.2.1"), `url` its form for whoever may edit the tree."""

    pk: int
    nomor: str
    jenjang: JenjangKondisi
    uraian: str
    sasaran: tuple[Tautan, ...] = ()
    indikator: tuple[Tautan, ...] = ()
    unit: tuple[Tautan, ...] = ()
    jabatan: tuple[Tautan, ...] = ()
    output: tuple[str, ...] = ()
    celah: tuple[Celah, ...] = ()
    anak: tuple[Simpul, ...] = ()
    tujuan: tuple[Tautan, ...] = ()
    url: str = ""

    def telusur(self) -> Iterator[Simpul]:
        """This condition and all below it, in reading order."""
        yield self
        for anak in self.anak:
            yield from anak.telusur()


@dataclass(frozen=True)
class Pohon:
    """`puncak`: the conditions with nothing above them. `catatan`: what holds for the whole tree, in sentences."""

    puncak: tuple[Simpul, ...]
    catatan: tuple[str, ...] = ()

    def telusur(self) -> Iterator[Simpul]:
        for simpul in self.puncak:
            yield from simpul.telusur()

    @property
    def banyak(self) -> int:
        return sum(1 for _ in self.telusur())
