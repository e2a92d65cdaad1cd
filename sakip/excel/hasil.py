"""What reading a workbook gives: typed rows, and findings that say where, what and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.utils.cell import range_boundaries

from .kolom import Buku
from .nilai import tampil
from .pemeriksaan import Batas

ANGGAPAN_MAKS = 200
_BERES: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GalatSel:
    """One finding. Without `sel` it is about the sheet, without `lembar` about the file."""

    lembar: str
    sel: str
    kolom: str
    pesan: str
    diketik: str = ""

    @property
    def kalimat(self) -> str:
        """What is wrong and what was typed, without the place."""
        return f"{self.pesan} Yang diketik: “{self.diketik}”." if self.diketik else self.pesan

    def __str__(self) -> str:
        tempat = [f"Lembar “{self.lembar}”"] if self.lembar else []
        tempat += [f"sel {self.sel}"] if self.sel else []
        return ": ".join(filter(None, [", ".join(tempat), self.kalimat]))


@dataclass(frozen=True)
class Anggapan:
    """What was taken for granted and is not written in the file: to be shown before anything is done."""

    lembar: str
    sel: str
    pesan: str


@dataclass(slots=True)
class Baris:
    """One row. Keys in `keliru` could not be read; their value is that of an empty cell."""

    lembar: str
    nomor: int
    nilai: dict[str, Any]
    huruf: dict[str, str]  # key → letter of the column, shared by the rows of a sheet
    keliru: frozenset[str] = _BERES

    def __getitem__(self, kunci: str) -> Any:
        return self.nilai[kunci]

    def sel(self, kunci: str | None = None) -> str:
        """The cell's address, "C17"; of the row's first cell without a key or for a column that is not there."""
        huruf = self.huruf.get(kunci or "") or next(iter(self.huruf.values()), "A")
        return f"{huruf}{self.nomor}"


@dataclass
class HasilBaca:
    """What was read. `galat` takes the findings of the importer as well (`tolak`)."""

    buku: Buku
    batas: Batas
    baris: dict[str, list[Baris]] = field(default_factory=dict)
    kolom: dict[str, set[str]] = field(default_factory=dict)  # keys of the columns that were there
    galat: list[GalatSel] = field(default_factory=list)
    anggapan: list[Anggapan] = field(default_factory=list)
    nama_asli: dict[str, str] = field(default_factory=dict)  # sheet → the name it really has, where that is another
    judul_asli: dict[str, dict[str, str]] = field(default_factory=dict)  # sheet → key → the head as it is typed
    judul_asing: dict[str, list[str]] = field(default_factory=dict)  # sheet → heads that lead to no column
    pembuka: dict[str, list[str]] = field(default_factory=dict)  # sheet → what is written above its head
    diabaikan: list[str] = field(default_factory=list)
    terbaca: bool = True

    def __getitem__(self, lembar: str) -> list[Baris]:
        return self.baris.get(lembar, [])

    @property
    def sah(self) -> bool:
        return not self.galat

    @property
    def penuh(self) -> bool:
        return len(self.galat) >= self.batas.galat

    def catat(self, galat: GalatSel) -> None:
        """Keep a finding; the last one that fits says that there are more."""
        if galat.lembar in self.nama_asli:
            galat = replace(galat, lembar=self.nama_asli[galat.lembar])
        if len(self.galat) == self.batas.galat - 1:
            galat = GalatSel("", "", "", f"Lebih dari {self.batas.galat - 1} kesalahan. Perbaiki dulu yang di atas.")
        if not self.penuh:
            self.galat.append(galat)

    def anggap(self, lembar: str, sel: str, pesan: str) -> None:
        satu = Anggapan(self.nama_asli.get(lembar, lembar), sel, pesan)
        if len(self.anggapan) < ANGGAPAN_MAKS and satu not in self.anggapan:
            self.anggapan.append(satu)

    def tolak(self, baris: Baris, kunci: str | None, pesan: str, diketik: Any = "") -> None:
        """A finding about a cell that was read, or about its whole row (`kunci` None)."""
        self.catat(GalatSel(baris.lembar, baris.sel(kunci), self.judul(baris.lembar, kunci), pesan, tampil(diketik)))

    def urutkan(self) -> None:
        """Findings in the order in which a person walks through the workbook."""
        urutan = {self.nama_asli.get(lembar.nama, lembar.nama): ke for ke, lembar in enumerate(self.buku.lembar)}
        self.galat.sort(key=lambda g: (urutan.get(g.lembar, len(urutan)), _urutan_sel(g.sel)))

    def judul(self, lembar: str, kunci: str | None) -> str:
        kolom = next(isi.kolom for isi in self.buku.lembar if isi.nama == lembar)
        return next((k.judul for k in kolom if k.kunci == kunci), "")


def cek_ganda(hasil: HasilBaca, lembar: str, kunci: str | tuple[str, ...]) -> None:
    """A finding for every row that repeats a key of an earlier one; a key with an empty part is skipped.

    Case does not count.
    """
    bagian = (kunci,) if isinstance(kunci, str) else kunci
    sebutan = " dan ".join(hasil.judul(lembar, satu) for satu in bagian)
    pertama: dict[tuple[Any, ...], Baris] = {}
    for baris in hasil[lembar]:
        nilai = tuple(isi.casefold() if isinstance(isi, str) else isi for isi in map(baris.nilai.get, bagian))
        if any(isi is None or isi == "" for isi in nilai):
            continue
        if nilai in pertama:
            sudah = pertama[nilai].sel(bagian[-1])
            diketik = ", ".join(tampil(baris[k]) for k in bagian)
            hasil.tolak(baris, bagian[-1], f"{sebutan} sudah ada di sel {sudah}.", diketik)
        else:
            pertama[nilai] = baris


def _urutan_sel(sel: str) -> tuple[int, int]:
    if not sel:
        return (0, 0)
    kiri, atas, _, _ = range_boundaries(sel)
    return (atas or 0, kiri or 0)
