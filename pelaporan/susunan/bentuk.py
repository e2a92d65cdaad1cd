"""What an LKjIP has beyond the chapters and blocks of every book. Frozen data, no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from dokumen.blok import AnakJudul, BlokTabel, Butir, Judul, Rincian
from dokumen.tabel import Tabel
from sakip.angka import romawi
from sakip.grafik import SusunanGaris

# --- Blocks of the report's own; the others are those of every book (`dokumen.blok`) --------------------------------


@dataclass(frozen=True)
class Rumus:
    """A worked formula, set apart, with what it means; `aturan` names the rule it follows."""

    jenis: ClassVar[str] = "rumus"
    uraian: str
    kalimat: str
    aturan: str


@dataclass(frozen=True)
class Gambar:
    """A photo; `jangkar` is its address and its name among the Naskah's assets."""

    nomor: str
    jangkar: str
    keterangan: str


@dataclass(frozen=True)
class Galeri:
    """Photos that belong together, two in a row; the last of an odd number stands alone."""

    jenis: ClassVar[str] = "galeri"
    gambar: tuple[Gambar, ...]

    @property
    def pasangan(self) -> tuple[tuple[Gambar, ...], ...]:
        return tuple(self.gambar[i : i + 2] for i in range(0, len(self.gambar), 2))


@dataclass(frozen=True)
class BlokGrafik:
    """A chart as a figure of the report, laid out already."""

    jenis: ClassVar[str] = "grafik"
    gambar: Gambar
    susunan: SusunanGaris


@dataclass(frozen=True)
class AngkaUtama:
    """One of the year's main figures: what it is, the figure as printed, and what it says about it."""

    label: str
    teks: str
    keterangan: str
    nilai: Decimal | None = None


@dataclass(frozen=True)
class Sekilas:
    jenis: ClassVar[str] = "sekilas"
    judul: str
    angka: tuple[AngkaUtama, ...]


@dataclass(frozen=True)
class Identitas:
    """What every page of the report says about itself."""

    judul: str
    instansi: str
    satker: str
    tahun: int
    kota: str

    @property
    def kepala(self) -> str:
        """The running head."""
        return f"{self.judul} {self.tahun} · {self.satker}"


@dataclass(frozen=True)
class Busur:
    """One indikator on the cover: a half circle that is as long as its capaian; dashed where there is none.

    Lengths in mm, written for SVG.
    """

    jari: str
    lebar: str
    panjang: str
    keliling: str
    terhitung: bool


@dataclass(frozen=True)
class Sampul:
    """`terbit`: where and in which month the report was signed."""

    identitas: Identitas
    terbit: str
    busur: tuple[Busur, ...]
    keterangan: str


# --- Numbers ---------------------------------------------------------------------------------------------------------


@dataclass
class Penomoran:
    """Gives every heading, table and picture its number while the report is composed; nobody types one.

    The lists of contents and of tables are these same rows, in printing order, so they cannot disagree with the text.
    """

    judul: list[Judul] = field(default_factory=list)
    tabel: list[Tabel] = field(default_factory=list)
    gambar: list[Gambar] = field(default_factory=list)
    aset: dict[str, Path] = field(default_factory=dict)
    _bab: int = 0
    _subbab: int = 0
    _anak: int = 0
    _tabel: int = 0
    _gambar: int = 0
    _lampiran: int = 0

    def depan(self, teks: str, jangkar: str) -> Judul:
        """A heading before the first chapter."""
        return self._catat(Judul(teks, 1, jangkar, depan=True))

    def bab(self, teks: str) -> Judul:
        self._bab += 1
        self._subbab = self._anak = self._tabel = self._gambar = 0
        return self._catat(Judul(teks, 1, f"bab-{self._bab}", f"Bab {romawi(self._bab)}"))

    def subbab(self, teks: str) -> Judul:
        self._subbab += 1
        self._anak = 0
        huruf = chr(ord("A") + self._subbab - 1)
        return self._catat(Judul(teks, 2, f"bab-{self._bab}-{huruf.lower()}", f"{huruf}."))

    def anak(self, teks: str, *, terdaftar: bool = True) -> AnakJudul:
        """A heading below a part; `terdaftar`: it is listed in the contents."""
        self._anak += 1
        huruf = chr(ord("a") + self._subbab - 1)
        judul = Judul(teks, 3, f"bab-{self._bab}-{huruf}-{self._anak}", f"{self._anak}.")
        return AnakJudul(self._catat(judul) if terdaftar else judul)

    def lampiran(self, teks: str) -> Judul:
        self._lampiran += 1
        return self._catat(Judul(teks, 1, f"lampiran-{self._lampiran}", f"Lampiran {self._lampiran}"))

    def nomori(self, tabel: Tabel) -> BlokTabel:
        """The table with the chapter's next number; before the first chapter it has none."""
        if not self._bab:
            return BlokTabel(tabel)
        self._tabel += 1
        nomor = f"{self._bab}.{self._tabel}"
        bernomor = replace(tabel, nomor=nomor, jangkar=f"tabel-{nomor.replace('.', '-')}")
        self.tabel.append(bernomor)
        return BlokTabel(bernomor)

    def foto(self, keterangan: str, berkas: Path) -> Gambar:
        gambar = self._gambari(keterangan)
        self.aset[gambar.jangkar] = berkas
        return gambar

    def grafik(self, keterangan: str, susunan: SusunanGaris) -> BlokGrafik:
        """A chart is numbered with the photos."""
        return BlokGrafik(self._gambari(keterangan), susunan)

    def _gambari(self, keterangan: str) -> Gambar:
        self._gambar += 1
        nomor = f"{self._bab}.{self._gambar}"
        gambar = Gambar(nomor, f"gambar-{nomor.replace('.', '-')}", keterangan)
        self.gambar.append(gambar)
        return gambar

    def _catat(self, judul: Judul) -> Judul:
        self.judul.append(judul)
        return judul


def daftar(isi: Sequence[str]) -> Rincian:
    return Rincian(tuple(Butir(teks) for teks in isi))
