"""How our workbooks look, and how a text gets into a cell."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.cell import WriteOnlyCell

from .kolom import BILANGAN, DESIMAL, PILIHAN, RUPIAH, TANGGAL, TEKS, TULISAN, YA_TIDAK

#: What XML has no way to write; one of them makes the whole workbook unreadable.
TAK_TERTULIS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
AKSEN = "0E5A5A"  # the teal of the screens
ABU = "F1F4F4"
FORMAT = {
    TEKS: "@",  # codes keep their zeros and all their digits
    TULISAN: "@",
    BILANGAN: "0",
    DESIMAL: "General",
    RUPIAH: "#,##0",
    TANGGAL: "[$-421]d mmmm yyyy",
    PILIHAN: "@",
    YA_TIDAK: "@",
}
LEBAR = {TEKS: 24, TULISAN: 14, BILANGAN: 12, DESIMAL: 14, RUPIAH: 20, TANGGAL: 20, PILIHAN: 24, YA_TIDAK: 12}


def teks_aman(sel: Any, teks: str) -> None:
    """Put a text into a cell so that no program takes it for a formula, now or after editing the cell."""
    sel.value = TAK_TERTULIS.sub("", teks)
    sel.data_type = "s"


def sel_teks(ws: Any, teks: str) -> Any:
    sel = WriteOnlyCell(ws)
    teks_aman(sel, teks)
    return sel
