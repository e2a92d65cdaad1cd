"""A printed table as data: columns with their widths, rows in groups, notes. `templates/dokumen/tabel.html` prints it.

There are no merged rows: a group begins with a row of its own, or its further rows leave the first cells empty
(`JenisBaris.LANJUTAN`). That keeps the table readable aloud, lets it break between pages, and is faster to lay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

UTUH_MAKS = 4  # rows; a group up to this long is kept on one page


class Rata(StrEnum):
    KIRI = "kiri"
    TENGAH = "tengah"
    KANAN = "kanan"


class JenisBaris(StrEnum):
    ISI = "isi"
    KELOMPOK = "kelompok"  # heads the rows below it
    LANJUTAN = "lanjutan"  # continues the row above: its empty first cells belong to that one
    JUMLAH = "jumlah"


@dataclass(frozen=True)
class Kolom:
    """`lebar` in percent of the table; the columns of a table add up to 100.

    `awal`: the first of several under one head.
    """

    judul: str
    lebar: int
    rata: Rata = Rata.KIRI
    awal: bool = False

    @property
    def kelas(self) -> str:
        """How the template marks the column's cells."""
        return kelas_sel(self.rata, awal=self.awal)


@dataclass(frozen=True)
class KepalaAtas:
    """A heading over `rentang` columns; an empty one only fills the place."""

    judul: str
    rentang: int = 1


@dataclass(frozen=True)
class Sel:
    """What a cell prints, and the figure behind it where it is one.

    `keterangan` is set smaller below the text. `rata` None: as its column, which also says `awal`. `catatan`: number
    of the note under the table.
    """

    teks: str
    nilai: Decimal | None = None
    rentang: int = 1
    rata: Rata | None = None
    awal: bool = False
    catatan: int | None = None
    keterangan: str = ""

    @property
    def kelas(self) -> str:
        return kelas_sel(self.rata or Rata.KIRI, awal=self.awal)


@dataclass(frozen=True)
class Baris:
    sel: tuple[Sel, ...]
    jenis: JenisBaris = JenisBaris.ISI


@dataclass(frozen=True)
class Kelompok:
    """Rows that belong together."""

    baris: tuple[Baris, ...]

    @property
    def utuh(self) -> bool:
        return len(self.baris) <= UTUH_MAKS


@dataclass(frozen=True)
class Tabel:
    """`nomor` such as "3.2", empty for a table without number; `jangkar` is the address of its caption.

    `bernomor`: its columns are numbered below their heads.
    """

    judul: str
    kolom: tuple[Kolom, ...]
    kelompok: tuple[Kelompok, ...]
    nomor: str = ""
    jangkar: str = ""
    kepala_atas: tuple[KepalaAtas, ...] = ()
    kaki: tuple[Baris, ...] = ()
    catatan: tuple[str, ...] = ()
    keterangan: str = ""
    rapat: bool = False
    bernomor: bool = False
    lanskap: bool = False

    def __post_init__(self) -> None:
        if (jumlah := sum(k.lebar for k in self.kolom)) != 100:
            raise ValueError(f"columns of “{self.judul}” add up to {jumlah} %, not 100 %")
        kelompok = tuple(Kelompok(tuple(self._ratakan(b) for b in k.baris)) for k in self.kelompok)
        object.__setattr__(self, "kelompok", kelompok)
        object.__setattr__(self, "kaki", tuple(self._ratakan(b) for b in self.kaki))

    @property
    def baris(self) -> tuple[Baris, ...]:
        return tuple(b for k in self.kelompok for b in k.baris)

    def _ratakan(self, isi: Baris) -> Baris:
        """The row with the alignment of its columns; a cell over several columns reads from the left."""
        if sum(s.rentang for s in isi.sel) != len(self.kolom):
            raise ValueError(f"a row of “{self.judul}” does not fill its {len(self.kolom)} columns: {isi}")
        sel, tempat = [], 0
        for s in isi.sel:
            kolom = self.kolom[tempat]
            bawaan = kolom.rata if s.rentang == 1 else Rata.KIRI
            sel.append(replace(s, rata=s.rata or bawaan, awal=kolom.awal))
            tempat += s.rentang
        return Baris(tuple(sel), isi.jenis)


def kelas_sel(rata: Rata, *, awal: bool) -> str:
    """Empty for a plain cell, which is most of them."""
    return " ".join(filter(None, ("" if rata == Rata.KIRI else rata.value, "awal" if awal else "")))


def susun_baris(*isi: str | Sel, jenis: JenisBaris = JenisBaris.ISI) -> Baris:
    """A row of texts and cells."""
    return Baris(tuple(s if isinstance(s, Sel) else Sel(s) for s in isi), jenis)


def satu_kelompok(isi: Iterable[Baris]) -> tuple[Kelompok, ...]:
    """Rows without groups: each stands alone, so that the table may break anywhere between them."""
    return tuple(Kelompok((b,)) for b in isi)


# --- Widths of a table that a person pasted ------------------------------------------------------------------------

_BUKAN_ANGKA = re.compile(r"[^\d.,%()\s+–-]")
# Mean widths in parts of the type size, Liberation Sans; bold heads are a little wider, hence the rounding up.
_LEBAR_HURUF = ((str.isupper, 0.72), (str.islower, 0.53), (str.isdigit, 0.56))
_LEBAR_TANDA = 0.32
_HURUF_MM = 8.5 * 0.3528  # the type size of a table
_BANTALAN_MM = 3.2
_PENDEK = 30  # characters


def bagi_lebar(
    judul: Sequence[str], isi: Sequence[Sequence[str]], *, permintaan: Sequence[float] = (), lebar_mm: float = 150
) -> tuple[int, ...]:
    """Column widths in percent of a table `lebar_mm` wide: as asked for, but never so narrow that a word breaks.

    Short cells (dates, amounts) stay on one line where there is room. Without (usable) wishes long texts get more. Only
    where the words of all columns do not fit must some break.
    """
    kolom = [[j, *(b[i] for b in isi if i < len(b))] for i, j in enumerate(judul)]
    perlu = [max(map(_lebar_kata, sel)) + _BANTALAN_MM for sel in kolom]
    sebaris = [max(p, _lebar_pendek(sel[1:]) + _BANTALAN_MM) for p, sel in zip(perlu, kolom, strict=True)]
    if sum(sebaris) <= lebar_mm:
        perlu = sebaris
    if len(permintaan) == len(kolom) and all(p > 0 for p in permintaan):
        ingin = [float(p) for p in permintaan]
    else:
        ingin = [max(len(teks) for teks in sel) ** 0.75 + 1 for sel in kolom]
    ingin = [w * lebar_mm / sum(ingin) for w in ingin]
    lebih = [max(0.0, w - p) for w, p in zip(ingin, perlu, strict=True)]
    kurang = sum(max(0.0, p - w) for w, p in zip(ingin, perlu, strict=True))
    susut = min(1.0, kurang / sum(lebih)) if sum(lebih) else 0.0
    return _bulatkan([max(w, p) - susut * x for w, p, x in zip(ingin, perlu, lebih, strict=True)])


def berisi_angka(sel: Iterable[str]) -> bool:
    """Does a column hold figures, but for a few words?"""
    terisi = [teks for teks in sel if teks.strip()]
    angka = sum(not _BUKAN_ANGKA.search(teks) for teks in terisi)
    return bool(terisi) and angka * 3 >= len(terisi) * 2


def _lebar_pendek(sel: Sequence[str]) -> float:
    """Width in mm of the longest cell of a column that holds short texts only, else 0."""
    if not sel or max(map(len, sel)) > _PENDEK:
        return 0.0
    return max(sum(_lebar_huruf(h) for h in teks) * _HURUF_MM for teks in sel)


def _lebar_kata(teks: str) -> float:
    """Width in mm of the longest word; a line may also break after a stroke."""
    potongan = re.split(r"\s|(?<=/)", teks)
    return max((sum(_lebar_huruf(h) for h in kata) * _HURUF_MM for kata in potongan), default=0.0)


def _lebar_huruf(huruf: str) -> float:
    return next((lebar for jenis, lebar in _LEBAR_HURUF if jenis(huruf)), _LEBAR_TANDA)


def _bulatkan(bagian: Sequence[float]) -> tuple[int, ...]:
    """Whole percents that add up to 100, at least 1 each; the widest takes what rounding leaves."""
    persen = [max(1, round(100 * b / sum(bagian))) for b in bagian]
    persen[persen.index(max(persen))] += 100 - sum(persen)
    return tuple(persen)
