"""The uploaded workbook back to its sender: a comment on each faulty cell, and a list of all findings in front."""

from __future__ import annotations

import io
import logging
import warnings
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from .gaya import AKSEN, teks_aman
from .hasil import GalatSel
from .kolom import LEMBAR_KESALAHAN, kunci_judul
from .lembar_xml import tolak_kembar
from .pemeriksaan import TERLALU_BESAR, Batas, BerkasDitolak, HasilPeriksa, periksa_berkas, sebagai_berkas

logger = logging.getLogger(__name__)

PENULIS = "SAKIP"
MERAH = "FFFBE3E1"
UNSUR_MAKS = 1_500_000  # the whole workbook is held in memory here
BENTANG_MAKS = 500_000  # cells below merged ranges and links: openpyxl makes an object of each, also of empty ones
_JUDUL = (("Lembar", 20), ("Sel", 10), ("Kolom", 26), ("Kesalahan", 90), ("Yang diketik", 40))


def tulis_galat(sumber: Any, galat: Iterable[GalatSel]) -> bytes:
    """The upload with comments and the sheet "Kesalahan"; of a file that cannot be opened again, only that sheet."""
    semua = list(galat)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells which decorations it drops
        try:
            berkas = _buka(sumber)
            _bersihkan(berkas)
            lembar = {kunci_judul(ws.title): ws for ws in berkas.worksheets}
            _beri_catatan(lembar, semua)
            return _simpan(berkas, lembar, semua)
        except Exception:  # whatever a crafted file makes openpyxl raise: the list must still arrive
            logger.warning("Upload cannot be annotated", exc_info=True)
            berkas = Workbook()
            berkas.remove(berkas.active)
            return _simpan(berkas, {}, semua)


def _buka(sumber: Any) -> Workbook:
    berkas = sebagai_berkas(sumber)
    pembaca = _BukuUtuh(berkas, keep_links=False)
    pembaca.periksa = periksa_berkas(berkas, Batas(unsur=UNSUR_MAKS))
    pembaca.read()
    buku: Workbook = pembaca.wb
    return buku


class _BukuUtuh(ExcelReader):
    """Refuses what would be more in memory than it is in the file."""

    periksa: HasilPeriksa

    def read_worksheets(self) -> None:
        banyak = tolak_kembar(self.parser)  # sheets may share what is no cell: notes, drawings
        if self.periksa.bentang > BENTANG_MAKS or self.periksa.lain * banyak > UNSUR_MAKS:
            raise BerkasDitolak(TERLALU_BESAR)
        super().read_worksheets()


def _simpan(berkas: Workbook, lembar: dict[str, Any], galat: list[GalatSel]) -> bytes:
    _tulis_daftar(berkas, lembar, galat)
    aliran = io.BytesIO()
    berkas.save(aliran)
    return aliran.getvalue()


def _bersihkan(berkas: Workbook) -> None:
    """What we wrote into an earlier round goes, so that only today's findings are marked.

    Of the cells that are there: `iter_rows` would make those up to the last one, which may be XFD1048576.
    """
    for ws in berkas.worksheets:
        if ws.title == LEMBAR_KESALAHAN:
            berkas.remove(ws)
            continue
        for sel in ws._cells.values():
            if sel.comment and sel.comment.author == PENULIS:
                sel.comment = None
                if sel.fill.fgColor.rgb == MERAH:
                    sel.fill = PatternFill()


def _beri_catatan(lembar: dict[str, Any], galat: list[GalatSel]) -> None:
    per_sel = defaultdict(list)
    for satu in galat:
        if satu.sel and kunci_judul(satu.lembar) in lembar:
            per_sel[kunci_judul(satu.lembar), satu.sel.partition(":")[0]].append(satu.kalimat)
    for (nama, alamat), kalimat in per_sel.items():
        sel = lembar[nama][alamat]
        if not isinstance(sel, MergedCell):  # the covered cells of a merged range take nothing
            sel.comment = Comment("\n".join(kalimat), PENULIS, height=120, width=320)
            sel.fill = PatternFill("solid", fgColor=MERAH)


def _tulis_daftar(berkas: Workbook, lembar: dict[str, Any], galat: list[GalatSel]) -> None:
    ws = berkas.create_sheet(LEMBAR_KESALAHAN, 0)
    for lain in berkas.worksheets:
        lain.sheet_view.tabSelected = lain is ws
    berkas.active = 0
    ws.freeze_panes = "A2"
    ws.sheet_properties.tabColor = "B3261E"
    for ke, (judul, lebar) in enumerate(_JUDUL, 1):
        ws.column_dimensions[get_column_letter(ke)].width = lebar
        sel = ws.cell(1, ke, judul)
        sel.font = Font(bold=True, color="FFFFFF")
        sel.fill = PatternFill("solid", fgColor=AKSEN)
    for nomor, satu in enumerate(galat, 2):
        _tulis_satu(ws, nomor, satu, lembar)
    ws.auto_filter.ref = f"A1:{get_column_letter(len(_JUDUL))}{len(galat) + 1}"


def _tulis_satu(ws: Any, nomor: int, galat: GalatSel, lembar: dict[str, Any]) -> None:
    isi = (galat.lembar, galat.sel, galat.kolom, galat.pesan, galat.diketik)
    for ke, teks in enumerate(isi, 1):
        sel = ws.cell(nomor, ke)
        teks_aman(sel, teks)
        sel.number_format = "@"
        sel.alignment = Alignment(vertical="top", wrap_text=True)
    tujuan = lembar.get(kunci_judul(galat.lembar))
    if galat.sel and tujuan is not None:
        sel = ws.cell(nomor, 2)
        judul = tujuan.title.replace("'", "''")
        sel.hyperlink = Hyperlink(ref=sel.coordinate, location=f"'{judul}'!{galat.sel}")
        sel.font = Font(color=AKSEN, underline="single")
