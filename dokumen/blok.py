"""What a printed book consists of: chapters, sections, blocks of text and tables. Frozen data, no HTML of our own.

An app composes these in its `susunan`; the templates of `dokumen/buku/` print them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.utils.safestring import SafeString

from . import surat
from .tabel import Tabel


@dataclass(frozen=True)
class Judul:
    """A heading. `tingkat` 1: chapter, 2: part (A, B, …), 3: numbered below a part. `jangkar` is its address.

    `sebutan` is its number as it is said before the text: "Bab III", "A.", "2.", "Lampiran 1"; empty without number.
    """

    teks: str
    tingkat: int
    jangkar: str
    sebutan: str = ""
    depan: bool = False  # stands before the first chapter, on a page with a Roman number

    @property
    def lengkap(self) -> str:
        return f"{self.sebutan} {self.teks}".strip()


# --- Blocks: what stands under a heading, in order; `jenis` chooses the branch of `dokumen/buku/_blok.html` ----------


class Blok(Protocol):
    """An app may have blocks of its own besides those below."""

    jenis: ClassVar[str]


@dataclass(frozen=True)
class Prosa:
    """Text that a person wrote; cleaned."""

    jenis: ClassVar[str] = "prosa"
    isi: SafeString


@dataclass(frozen=True)
class Paragraf:
    """A generated paragraph; one that ends with a colon stays with what follows."""

    jenis: ClassVar[str] = "paragraf"
    teks: str

    @property
    def pengantar(self) -> bool:
        return self.teks.endswith(":")


@dataclass(frozen=True)
class Butir:
    teks: str
    anak: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rincian:
    """A numbered list; what is below an entry is lettered."""

    jenis: ClassVar[str] = "rincian"
    butir: tuple[Butir, ...]


@dataclass(frozen=True)
class Kutipan:
    """Set apart from the text, such as the visi."""

    jenis: ClassVar[str] = "kutipan"
    judul: str
    teks: str


@dataclass(frozen=True)
class AnakJudul:
    jenis: ClassVar[str] = "judul"
    judul: Judul


@dataclass(frozen=True)
class BlokTabel:
    jenis: ClassVar[str] = "tabel"
    tabel: Tabel


@dataclass(frozen=True)
class TandaTangan(surat.TandaTangan):
    jenis: ClassVar[str] = "tanda_tangan"


@dataclass(frozen=True)
class Subbab:
    judul: Judul
    isi: tuple[Blok, ...]


@dataclass(frozen=True)
class Bab:
    """`isi` stands before the first section."""

    judul: Judul
    bagian: tuple[Subbab, ...]
    isi: tuple[Blok, ...] = ()


@dataclass(frozen=True)
class Depan:
    """A part before the first chapter: kata pengantar, ikhtisar."""

    judul: Judul
    isi: tuple[Blok, ...]
