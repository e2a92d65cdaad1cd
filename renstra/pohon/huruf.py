"""How wide a text is, and where its lines break. No Django, no font file.

The drawing asks for Liberation Sans, Arial or Helvetica, which share their widths, so a line that fits here fits there.
"""

from __future__ import annotations

from functools import lru_cache

#: Widths in thousandths of the type size.
_KELOMPOK = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[]\\ft\u00a0",
    333: "()-r`“”·",
    355: '"',
    389: "*",
    500: "Jckszvxy",
    556: "abdeghnopqu0123456789?#$L_–",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
}
_LEBAR = {huruf: lebar for lebar, semua in _KELOMPOK.items() for huruf in semua}
_LAIN = 1000  # what the table does not know is at most as wide as high
TEBAL = 1.08  # bold letters are wider
PELONGGARAN = 1.02  # for the fonts that some systems put in Arial's place


def lebar_teks(teks: str, ukuran: float, *, tebal: bool = False) -> float:
    """Width in the unit of `ukuran` (the type size), rather too wide than too narrow."""
    satuan = sum(_LEBAR.get(huruf, _LAIN) for huruf in teks)
    return satuan * ukuran / 1000 * PELONGGARAN * (TEBAL if tebal else 1)


@lru_cache(maxsize=4096)
def bagi_baris(teks: str, lebar: float, ukuran: float) -> tuple[str, ...]:
    """The lines of a text in a column of this width; a word wider than the column is broken. No text: no line."""
    hasil: list[str] = []
    baris = ""
    for kata in (potong for utuh in teks.split() for potong in _potong(utuh, lebar, ukuran)):
        calon = f"{baris} {kata}" if baris else kata
        if baris and lebar_teks(calon, ukuran) > lebar:
            hasil.append(baris)
            calon = kata
        baris = calon
    return (*hasil, baris) if baris else ()


def ringkas(baris: tuple[str, ...], banyak: int) -> tuple[str, ...]:
    """At most so many lines; where some are left out, the last one ends with "…"."""
    if len(baris) <= banyak:
        return baris
    return (*baris[: banyak - 1], baris[banyak - 1].rsplit(" ", 1)[0] + " …")


def _potong(kata: str, lebar: float, ukuran: float) -> list[str]:
    """A word in pieces that fit; each has at least one letter."""
    hasil, potong = [], ""
    for huruf in kata:
        if potong and lebar_teks(potong + huruf, ukuran) > lebar:
            hasil.append(potong)
            potong = ""
        potong += huruf
    return [*hasil, potong]
