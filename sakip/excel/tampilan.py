"""A table of a page as a workbook: the same columns and rows, with lines above it that say what it is, as of when.

Rows may be a tree: its levels become Excel's outline, and what is closed on the page is closed in the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from .gaya import FORMAT, LEBAR, sel_teks, teks_aman
from .kolom import DESIMAL, RUPIAH, Kolom
from .nilai import nilai_untuk_sel
from .penulisan import BERBAHAYA, sel_judul, simpan

TINGKAT_MAKS = 7  # levels that Excel can fold
ANGKA = {RUPIAH: FORMAT[RUPIAH], DESIMAL: "#,##0.00"}


class BarisTampilan(NamedTuple):
    """Values by key of the column; `tingkat` is the depth in a tree, `tebal` a subtotal or head of a group."""

    isi: Mapping[str, Any]
    tingkat: int = 0
    tebal: bool = False


@dataclass(frozen=True)
class Tampilan:
    """`keterangan` are the lines under the title. `lekuk` is the column whose text is indented by the level.

    Rows deeper than `sampai` are folded away (None: none). `jumlah` is the total row.
    """

    nama: str
    judul: str
    keterangan: Sequence[str]
    kolom: Sequence[Kolom]
    baris: Iterable[BarisTampilan]
    jumlah: Mapping[str, Any] | None = None
    lekuk: str = ""
    sampai: int | None = None
    lekat: int = 0


def tulis_tampilan(*tampilan: Tampilan) -> bytes:
    """One sheet each; every text is written as text, every figure as a number."""
    berkas = Workbook(write_only=True)
    berkas.properties.title = tampilan[0].judul
    for satu in tampilan:
        _tulis(berkas, satu)
    return simpan(berkas)


def _tulis(berkas: Workbook, t: Tampilan) -> None:
    ws = berkas.create_sheet(t.nama)
    kepala = 2 + len(t.keterangan) + 1
    _siapkan(ws, t, kepala)
    ws.append([_sel_polos(ws, t.judul, Font(bold=True, size=14))])
    for kalimat in t.keterangan:
        ws.append([_sel_polos(ws, kalimat, Font(color="5B6470"))])
    ws.append([])
    ws.append([sel_judul(ws, kolom) for kolom in t.kolom])
    gaya = _Gaya(ws, t)
    for nomor, baris in enumerate(t.baris, kepala + 1):
        _lipat(ws, t, nomor, baris.tingkat)
        ws.append(gaya.baris(baris))
    if t.jumlah is not None:
        ws.append(gaya.baris(BarisTampilan(t.jumlah, tebal=True), garis=True))


def _siapkan(ws: Any, t: Tampilan, kepala: int) -> None:
    """Everything that stands before the rows in the file."""
    ws.freeze_panes = f"{get_column_letter(t.lekat + 1)}{kepala + 1}"
    ws.sheet_properties.outlinePr.summaryBelow = False  # a parent stands above its children
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.orientation = "landscape"
    ws.page_setup.fitToHeight = 0
    ws.print_title_rows = f"{kepala}:{kepala}"
    for ke, kolom in enumerate(t.kolom, 1):
        ws.column_dimensions[get_column_letter(ke)].width = kolom.lebar or LEBAR[kolom.jenis]


def _lipat(ws: Any, t: Tampilan, nomor: int, tingkat: int) -> None:
    if tingkat:
        baris = ws.row_dimensions[nomor]
        baris.outlineLevel = min(tingkat, TINGKAT_MAKS)
        baris.hidden = t.sampai is not None and tingkat > t.sampai


def _sel_polos(ws: Any, teks: str, huruf: Font) -> Any:
    sel = sel_teks(ws, teks)
    sel.font = huruf
    sel.quotePrefix = bool(BERBAHAYA.match(teks))
    return sel


class _Gaya:
    """Cells are written out at once, so one cell per look serves all rows: styling is the slow part."""

    def __init__(self, ws: Any, t: Tampilan) -> None:
        self.ws, self.t = ws, t
        self.sel: dict[tuple[str, int, bool, bool, bool], Any] = {}

    def baris(self, b: BarisTampilan, *, garis: bool = False) -> list[Any]:
        return [self._isi(kolom, b, garis) for kolom in self.t.kolom]

    def _isi(self, kolom: Kolom, b: BarisTampilan, garis: bool) -> Any:
        nilai = nilai_untuk_sel(kolom, b.isi.get(kolom.kunci))
        if nilai is None and not garis:
            return None
        bahaya = isinstance(nilai, str) and BERBAHAYA.match(nilai) is not None
        kunci = (kolom.kunci, b.tingkat if kolom.kunci == self.t.lekuk else 0, b.tebal, garis, bahaya)
        sel = self.sel.get(kunci)
        if sel is None:
            sel = self.sel[kunci] = self._buat(kolom, *kunci[1:])
        if isinstance(nilai, str):
            teks_aman(sel, nilai)
        else:
            sel.value = nilai
        return sel

    def _buat(self, kolom: Kolom, lekuk: int, tebal: bool, garis: bool, bahaya: bool) -> Any:
        sel = WriteOnlyCell(self.ws)
        sel.number_format = ANGKA.get(kolom.jenis, FORMAT[kolom.jenis])
        sel.alignment = Alignment(vertical="top", indent=lekuk, wrap_text=kolom.paragraf)
        sel.font = Font(bold=tebal)
        sel.quotePrefix = bahaya
        if garis:
            sel.border = Border(top=Side("thin"), bottom=Side("double"))
        return sel
