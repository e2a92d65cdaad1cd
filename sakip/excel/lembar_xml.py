"""Cells of a workbook, row by row, straight from the XML: half of openpyxl's time, which builds a tree of every row.

openpyxl still reads what surrounds the cells: the list of sheets, shared texts, styles. It also walks a whole sheet to
learn its size when the file does not say; nobody asks for it here. A test compares every kind of cell with openpyxl's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from openpyxl.reader.excel import ExcelReader, apply_stylesheet
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_POTONGAN = 64 * 1024
_ANGKA = "0123456789"


def buka_untuk_baca(berkas: Any) -> Any:
    """A workbook whose sheets can be read by `iter_rows` and nothing else. Only after `periksa_berkas`."""
    pembaca = _BukuBaca(berkas, read_only=True, data_only=True, keep_links=False)
    pembaca.read()
    return pembaca.wb


def tolak_kembar(parser: Any) -> int:
    """How many sheets there are. ValueError when two of them are one file, which would be read for each again."""
    sasaran = [rujukan.target for _, rujukan in parser.find_sheets()]
    if len(set(sasaran)) != len(sasaran):
        raise ValueError("two sheets are the same part of the file")
    return len(sasaran)


class SelBaca:
    """A cell: its value, and how Excel shows it."""

    __slots__ = ("_gaya", "_lembar", "value")

    def __init__(self, lembar: Any, nilai: Any, gaya: int) -> None:
        self._lembar = lembar
        self.value = nilai
        self._gaya = gaya

    @property
    def number_format(self) -> str:
        if self._lembar is None:
            return "General"
        buku = self._lembar.parent
        nomor = buku._cell_styles[self._gaya].numFmtId
        if nomor < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(nomor, "General"))
        return str(buku._number_formats[nomor - BUILTIN_FORMATS_MAX_SIZE])


KOSONG = SelBaca(None, None, 0)


class _BukuBaca(ExcelReader):
    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_worksheets(self) -> None:
        tolak_kembar(self.parser)
        for lembar, rujukan in self.parser.find_sheets():
            if rujukan.target in self.valid_files and "chartsheet" not in rujukan.Type:
                ws = _LembarBaca(self.wb, lembar.name, rujukan.target, self.shared_strings)
                ws.sheet_state = lembar.state
                self.wb._sheets.append(ws)


class _LembarBaca(ReadOnlyWorksheet):
    def _get_size(self) -> None:
        """Not asked for."""

    def _cells_by_row(
        self, min_col: int, min_row: int, max_col: int, max_row: int, values_only: bool = False
    ) -> Iterator[Any]:
        """As openpyxl gives them: rows that the file leaves out are one and the same empty one."""
        kosong = (KOSONG,) * max_col
        berikut = min_row
        with self._get_source() as sumber:
            for nomor, sel in _Pengurai(self, kosong).baca(sumber):
                if nomor > max_row:
                    return
                for _ in range(berikut, nomor):
                    yield kosong
                if nomor >= berikut:
                    yield sel
                    berikut = nomor + 1


class _Pengurai:
    """Rows of one sheet while its XML goes by."""

    def __init__(self, lembar: Any, kosong: tuple[SelBaca, ...]) -> None:
        buku = lembar.parent
        self.lembar = lembar
        self.teks_bersama = lembar._shared_strings
        self.epoch, self.tanggal, self.durasi = buku.epoch, buku._date_formats, buku._timedelta_formats
        self.kosong = kosong
        self.selesai: list[tuple[int, tuple[SelBaca, ...]]] = []
        self.nomor = self.kolom = 0
        self.baris: list[SelBaca] = []
        self.atribut: dict[str, str] = {}
        self.isi: list[str] | None = None  # characters are kept while this is a list
        self.nilai = ""
        self.sisipan: list[str] | None = None  # texts of an inline string
        self.lafal = 0  # within a phonetic hint
        self.huruf: dict[str, int] = {}

    def baca(self, sumber: Any) -> Iterator[tuple[int, tuple[SelBaca, ...]]]:
        pengurai = expat.ParserCreate()
        pengurai.buffer_text = True
        pengurai.StartElementHandler = self._mulai
        pengurai.EndElementHandler = self._akhir
        pengurai.CharacterDataHandler = self._huruf
        while potongan := sumber.read(_POTONGAN):
            pengurai.Parse(potongan)
            yield from self.selesai
            self.selesai = []
        pengurai.Parse(b"", True)
        yield from self.selesai

    def _mulai(self, tanda: str, atribut: dict[str, str]) -> None:
        nama = tanda.rpartition(":")[2] if ":" in tanda else tanda
        if nama == "c":
            self.atribut = atribut
            self.nilai = ""
            self.sisipan = None
        elif nama == "v" or (nama == "t" and self.sisipan is not None and not self.lafal):
            self.isi = []
        elif nama == "row":
            nomor = atribut.get("r")
            self.nomor = int(float(nomor)) if nomor else self.nomor + 1
            self.kolom = 0
            self.baris = list(self.kosong)
        elif nama == "is":
            self.sisipan = []
        elif nama == "rPh":
            self.lafal += 1

    def _huruf(self, teks: str) -> None:
        if self.isi is not None:
            self.isi.append(teks)

    def _akhir(self, tanda: str) -> None:
        nama = tanda.rpartition(":")[2] if ":" in tanda else tanda
        if nama == "v":
            self.nilai, self.isi = "".join(self.isi or ()), None
        elif nama == "c":
            self._sel()
        elif nama == "t":
            if self.isi is not None and self.sisipan is not None:
                self.sisipan.append("".join(self.isi))
            self.isi = None
        elif nama == "row":
            self.selesai.append((self.nomor, tuple(self.baris)))
        elif nama == "rPh":
            self.lafal -= 1

    def _sel(self) -> None:
        atribut = self.atribut
        alamat = atribut.get("r")
        if alamat:
            huruf = alamat.rstrip(_ANGKA)
            self.kolom = self.huruf.get(huruf) or self.huruf.setdefault(huruf, column_index_from_string(huruf))
        else:
            self.kolom += 1
        if self.kolom > len(self.kosong):
            return
        gaya = int(atribut.get("s", 0))
        nilai = self._nilai(atribut.get("t", "n"), gaya)
        if nilai is not None:
            self.baris[self.kolom - 1] = SelBaca(self.lembar, nilai, gaya)

    def _nilai(self, jenis: str, gaya: int) -> Any:
        if jenis == "inlineStr":
            return None if self.sisipan is None else "".join(self.sisipan)
        teks = self.nilai
        if not teks or jenis in {"str", "e"}:
            return teks or None
        if jenis == "n":
            return self._angka(teks, gaya)
        if jenis == "s":
            return self.teks_bersama[int(teks)]
        return bool(int(teks)) if jenis == "b" else from_ISO8601(teks) if jenis == "d" else teks

    def _angka(self, teks: str, gaya: int) -> Any:
        angka = float(teks) if "." in teks or "E" in teks or "e" in teks else int(teks)
        if gaya not in self.tanggal:
            return angka
        try:
            return from_excel(angka, self.epoch, timedelta=gaya in self.durasi)
        except (OverflowError, ValueError):
            return "#VALUE!"
