"""Numbers of the Renstra's book: chapters I, II, sections 1.1, 1.2.1, tables 1, 2, 3. Given while it is composed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from dokumen.blok import AnakJudul, BlokTabel, Judul, Prosa
from dokumen.tabel import Tabel
from sakip.angka import romawi
from sakip.prosa.bersih import cetak

_JUDUL_TABEL = re.compile(r"<caption>([^<]*(?:<(?!/caption>)[^<]*)*)</caption>")


@dataclass(frozen=True)
class JudulTabel:
    """A line of the list of tables."""

    nomor: str
    jangkar: str
    judul: str


@dataclass
class Penomoran:
    """`judul` and `tabel` are the lists of contents and of tables, in printing order."""

    judul: list[Judul] = field(default_factory=list)
    tabel: list[JudulTabel] = field(default_factory=list)
    _bab: int = 0
    _subbab: int = 0
    _anak: int = 0

    def depan(self, teks: str, jangkar: str) -> Judul:
        """A heading before the first chapter."""
        return self._catat(Judul(teks, 1, jangkar, depan=True))

    def bab(self, teks: str) -> Judul:
        self._bab += 1
        self._subbab = 0
        return self._catat(Judul(teks, 1, f"bab-{self._bab}", f"Bab {romawi(self._bab)}"))

    def subbab(self, teks: str) -> Judul:
        self._subbab += 1
        self._anak = 0
        nomor = f"{self._bab}.{self._subbab}"
        return self._catat(Judul(teks, 2, f"bab-{nomor.replace('.', '-')}", nomor))

    def anak(self, teks: str) -> AnakJudul:
        self._anak += 1
        nomor = f"{self._bab}.{self._subbab}.{self._anak}"
        return AnakJudul(self._catat(Judul(teks, 3, f"bab-{nomor.replace('.', '-')}", nomor)))

    def lampiran(self, teks: str, jangkar: str) -> Judul:
        return self._catat(Judul(teks, 1, jangkar, "Lampiran"))

    def nomori(self, tabel: Tabel) -> BlokTabel:
        judul = self._judul_tabel(tabel.judul)
        return BlokTabel(replace(tabel, nomor=judul.nomor, jangkar=judul.jangkar))

    def prosa(self, html: str, *, di_bawah: int) -> Prosa:
        """Prose below a heading of this level; its tables with a title are numbered with the others."""
        return Prosa(mark_safe(_JUDUL_TABEL.sub(self._nomori_prosa, cetak(html, di_bawah=di_bawah))))  # noqa: S308 (clean)

    def _nomori_prosa(self, cocok: re.Match[str]) -> str:
        judul = self._judul_tabel(strip_tags(cocok[1]).strip())
        return f'<caption id="{judul.jangkar}"><span class="nomor">Tabel {judul.nomor}</span> {cocok[1]}</caption>'

    def _judul_tabel(self, teks: str) -> JudulTabel:
        nomor = str(len(self.tabel) + 1)
        self.tabel.append(JudulTabel(nomor, f"tabel-{nomor}", teks))
        return self.tabel[-1]

    def _catat(self, judul: Judul) -> Judul:
        self.judul.append(judul)
        return judul
