"""Sheets as they are, of a workbook or a text file that nobody made for us: raw cells, row by row.

The same limits as for our own workbooks; what the cells mean is for the caller to find out.
"""

from __future__ import annotations

import csv
import io
import logging
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.cell import range_boundaries

from .gaya import sel_teks
from .hasil import GalatSel
from .kesalahan import tulis_galat
from .kolom import LEMBAR_SENDIRI
from .lembar_xml import KOSONG, SelBaca, buka_untuk_baca
from .nilai import HURUF_SEL_MAKS
from .pemeriksaan import MB, RUSAK, Batas, BerkasDitolak, periksa_berkas

logger = logging.getLogger(__name__)

LEMBAR_TEKS = "Data"  # what the only sheet of a text file is called
PEMISAH = (";", "\t", ",")
CONTOH_BARIS = 200  # looked at to find the separator
BARIS_MAKS = 1_048_576
BARIS_BERKAS_MAKS = 200_000  # that a file holds, also empty ones: a text of 10 MB can have ten million
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BUKAN_TEKS = "Berkas bukan tabel teks (.csv) dan bukan Excel Workbook (.xlsx). Ekspor ulang dari aplikasinya."

BarisMentah = tuple[int, Sequence[SelBaca]]


@dataclass
class LembarMentah:
    """One sheet. `baris()` begins anew each time; `rumus`: cells whose formula was perhaps never calculated."""

    nama: str
    terlihat: bool
    sumber: Any
    kolom: int
    gabungan: list[tuple[int, int, int, int]] = field(default_factory=list)  # merged: left, top, right, bottom
    rumus: set[str] = field(default_factory=set)

    def baris(self) -> Iterator[BarisMentah]:
        """(number, cells) of every row that is not empty."""
        if isinstance(self.sumber, _Teks):
            yield from self.sumber.baris(self.kolom)
            return
        lewat: Any = None
        ada = 0
        for nomor, sel in enumerate(self.sumber.iter_rows(max_row=BARIS_MAKS, max_col=self.kolom), 1):
            if sel is lewat:  # rows that are not in the file are one and the same
                continue
            ada += 1
            if ada > BARIS_BERKAS_MAKS:
                raise _terlalu_banyak()
            if any(s.value is not None for s in sel):
                yield nomor, sel
            else:
                lewat = sel


def _terlalu_banyak() -> BerkasDitolak:
    return BerkasDitolak(f"Lebih dari {BARIS_BERKAS_MAKS} baris, termasuk yang kosong. Salin datanya ke berkas baru.")


@contextmanager
def buka_mentah(isi: bytes, batas: Batas | None = None) -> Iterator[list[LembarMentah]]:
    """The sheets of an upload while it is open. Raises BerkasDitolak, whatever a crafted file does.

    What the content is decides, not the name of the file.
    """
    batas = batas or Batas()
    if len(isi) > batas.ukuran:
        raise BerkasDitolak(f"Berkas lebih besar dari {batas.ukuran // MB} MB. Bagi menjadi beberapa berkas.")
    buku: Any = None
    try:
        if berkas_teks(isi):
            lembar = [LembarMentah(LEMBAR_TEKS, True, _Teks(_sebagai_teks(isi)), batas.kolom)]
        else:
            buku, lembar = _buka_buku(isi, batas)
        yield lembar
    except BerkasDitolak:
        raise
    except csv.Error as galat:
        raise BerkasDitolak("Ada sel yang terlalu panjang, atau tanda kutip yang tidak ditutup.") from galat
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError, EOFError) as galat:
        logger.info("Upload unreadable", exc_info=True)
        raise BerkasDitolak(RUSAK) from galat
    finally:
        if buku is not None:
            buku.close()


def _buka_buku(isi: bytes, batas: Batas) -> tuple[Any, list[LembarMentah]]:
    berkas = io.BytesIO(isi)
    periksa = periksa_berkas(berkas, batas)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells which decorations it drops
        try:
            buku = buka_untuk_baca(berkas)
        except Exception as galat:  # whatever a crafted file makes the parser raise
            logger.info("Workbook unreadable", exc_info=True)
            raise BerkasDitolak(RUSAK) from galat
    lembar = []
    for ws in buku.worksheets:
        if ws.title in LEMBAR_SENDIRI:
            continue
        temuan = periksa.lembar.get(ws.title)
        gabungan = [w for satu in temuan.gabungan if (w := _wilayah(satu))] if temuan else []
        rumus = temuan.rumus if temuan else set()
        lembar.append(LembarMentah(ws.title, ws.sheet_state == "visible", ws, batas.kolom, gabungan, rumus))
    return buku, lembar


def _wilayah(teks: str) -> tuple[int, int, int, int] | None:
    try:
        kiri, atas, kanan, bawah = range_boundaries(teks)
    except (ValueError, TypeError):
        return None
    return (kiri, atas, kanan, bawah) if kiri and atas and kanan and bawah else None


# --- Text files ----------------------------------------------------------------------------------------------------


def berkas_teks(isi: bytes) -> bool:
    """Whether this is to be read as separated values; a zip or an old .xls is not."""
    return not isi.startswith((_ZIP, _OLE))


def _sebagai_teks(isi: bytes) -> str:
    """UTF-8 (with or without a mark), else the code page of Indonesian Windows. Raises BerkasDitolak for no text."""
    if not isi.strip():
        raise BerkasDitolak("Berkas kosong. Pilih berkas hasil ekspor.")
    if isi.startswith((b"\xff\xfe", b"\xfe\xff")):
        teks = isi.decode("utf-16", errors="replace")
        if "\0" in teks:
            raise BerkasDitolak(_BUKAN_TEKS)
        return teks
    if b"\0" in isi or isi.startswith((b"%PDF", b"\x89PNG", b"<!DO", b"<htm")):
        raise BerkasDitolak(_BUKAN_TEKS)
    for sandi in ("utf-8-sig", "cp1252"):
        try:
            return isi.decode(sandi)
        except UnicodeDecodeError:
            continue
    raise BerkasDitolak(_BUKAN_TEKS)


class _Teks:
    """A text file: its separator is the one that gives the widest even table."""

    def __init__(self, teks: str) -> None:
        self.teks = teks
        self.pemisah = max(PEMISAH, key=self._rata)

    def _rata(self, pemisah: str) -> int:
        """Cells in rows of the commonest width."""
        pembaca = csv.reader(io.StringIO(self.teks, newline=""), delimiter=pemisah)
        lebar = Counter(len(isi) for isi, _ in zip(pembaca, range(CONTOH_BARIS), strict=False) if len(isi) > 1)
        return max((n * banyak for n, banyak in lebar.items()), default=0)

    def baris(self, kolom: int) -> Iterator[BarisMentah]:
        for nomor, isi in enumerate(csv.reader(io.StringIO(self.teks, newline=""), delimiter=self.pemisah), 1):
            if nomor > BARIS_BERKAS_MAKS:
                raise _terlalu_banyak()
            if nomor == 1 and len(isi) <= 2 and isi and isi[0].lower().startswith("sep="):
                continue
            if any(satu and not satu.isspace() for satu in isi):
                yield nomor, self._sel(isi, kolom)

    @staticmethod
    def _sel(isi: list[str], kolom: int) -> Sequence[SelBaca]:
        sel = [SelBaca(None, satu[:HURUF_SEL_MAKS], 0) if satu else KOSONG for satu in isi[:kolom]]
        return sel + [KOSONG] * (kolom - len(sel))


# --- Back to the sender --------------------------------------------------------------------------------------------


def tulis_galat_mentah(isi: bytes, galat: Sequence[GalatSel]) -> bytes:
    """As `tulis_galat`; a text file comes back as a workbook with the same cells."""
    return tulis_galat(_sebagai_buku(isi) if berkas_teks(isi) else isi, galat)


def _sebagai_buku(isi: bytes) -> bytes:
    buku = Workbook(write_only=True)
    ws = buku.create_sheet(LEMBAR_TEKS)
    with buka_mentah(isi) as (lembar,):
        berikut = 1
        for nomor, sel in lembar.baris():
            for _ in range(berikut, nomor):
                ws.append([])
            lebar = max(ke for ke, s in enumerate(sel, 1) if s.value is not None)
            ws.append([None if s.value is None else sel_teks(ws, str(s.value)) for s in sel[:lebar]])
            berikut = nomor + 1
    aliran = io.BytesIO()
    buku.save(aliran)
    return aliran.getvalue()
