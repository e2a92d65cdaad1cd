"""Prose: what HTML a person's text may hold. Cleaned whenever it is printed, however it was stored.

The list is our own: nh3's defaults let through what breaks a paper (a colspan of ten million, hundreds of nested
quotes) and what would ask other servers for pictures.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString, mark_safe

PANJANG_MAKS = 400_000  # characters of one place; the longest place of a real report has 30.000
DALAM_MAKS = 20  # nested elements
RENTANG_MAKS = 20  # columns or rows that one cell covers

BAGIAN_TABEL = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
UNSUR = frozenset({"p", "br", "strong", "b", "em", "i", "u", "sub", "sup", "a", "blockquote", "h3", "h4"}) | {
    *("ul", "ol", "li", "table"),
    *BAGIAN_TABEL,
}
ATRIBUT = {"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
NILAI_ATRIBUT = {"ol": {"type": {"1", "a", "A", "i", "I"}}, "th": {"scope": {"col", "row"}}}
SKEMA = frozenset({"http", "https", "mailto"})
DIBUANG = frozenset({"script", "style", "title", "template", "noscript", "svg", "math"})  # with what is inside
DAFTAR_MAKS = 200  # lists within each other that are read at all: reading takes the square of it
SEL_PALING_DALAM = 4  # table, tbody, tr, td: a table is kept only where its cells still fit

# Word and PDF readers leave these behind: soft hyphens, zero widths, control characters.
_TAK_TERLIHAT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_PADANAN = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}
# Elements that a browser opens again in each paragraph that follows while they are not closed: as many as differ.
# Without attributes at most three of a name do.
_TAG_BERGAYA = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^>]*>?", re.IGNORECASE)
_TAG_DAFTAR = re.compile(r"<(/?)[ou]l(?=[\s/>])", re.IGNORECASE)
_TAG_BERPADANAN = re.compile(r"<(/?)(h[1256]|div)(?=[\s>/])", re.IGNORECASE)
_TAG_JUDUL = re.compile(r"<(/?)h([34])>")
# A paragraph that is bold from end to end is a heading in all but name; one that ends with a colon leads in a list or
# a table.
_PARAGRAF_TEBAL = re.compile(r"<p>(<strong>[^<]*</strong>)</p>")
_PARAGRAF_PENGANTAR = re.compile(r"<p>([^<]*(?:<(?!/p>)[^<]*)*:\s*)</p>")
# Editors put the words of an item or a cell into a paragraph; alone there, it says nothing.
_PARAGRAF_TUNGGAL = re.compile(r"(<(li|td|th)(?: [^>]*)?>)\s*<p>([^<]*(?:<(?!/?p>)[^<]*)*)</p>\s*(?=</\2>|<[uo]l[ >])")
_JUDUL_TABEL = r"<table>\s*(?:<caption>[^<]*(?:<(?!/caption>)[^<]*)*</caption>\s*)?"
_SEL_KEPALA = r"<th(?: [^>]*)?>[^<]*(?:<(?!/?t[hdr]\b)[^<]*)*</th>\s*"
_BARIS_KEPALA = re.compile(rf"({_JUDUL_TABEL})<tbody>\s*((?:<tr>\s*(?:{_SEL_KEPALA})+</tr>\s*)+)")
_TH_POLOS = re.compile(r"<th((?: (?:col|row)span=\"\d+\")*)>")


class GalatProsa(ValueError):
    """The text cannot be kept; the message is in Indonesian, for the person who wrote it."""


def bersihkan(html: str) -> str:
    """The text with allowed elements only, at most `DALAM_MAKS` deep. Cleaning twice changes nothing.

    Headings become the two that prose may have (h3, h4), blocks become paragraphs, and the only paragraph of a list
    item or a cell becomes its words. Raises GalatProsa for a text over `PANJANG_MAKS`, as it comes or as it is kept,
    and for more than `DAFTAR_MAKS` lists within each other.
    """
    _tolak_panjang(html)
    _tolak_daftar_dalam(html)
    polos = _TAG_BERGAYA.sub(r"<\1>", html.translate(_TAK_TERLIHAT))
    bersih = nh3.clean(
        _TAG_BERPADANAN.sub(lambda m: f"<{m[1]}{_PADANAN[m[2].lower()]}", polos),
        tags=set(UNSUR),
        clean_content_tags=set(DIBUANG),
        attributes=ATRIBUT,
        tag_attribute_values=NILAI_ATRIBUT,
        attribute_filter=_saring_atribut,
        url_schemes=set(SKEMA),
    )
    hasil = _PARAGRAF_TUNGGAL.sub(r"\1\3", _Perata.ratakan(bersih)).strip()
    _tolak_panjang(hasil)
    return hasil


def _tolak_panjang(html: str) -> None:
    if len(html) > PANJANG_MAKS:
        raise GalatProsa(f"Teks terlalu panjang: {len(html)} karakter, paling banyak {PANJANG_MAKS}.")


def _tolak_daftar_dalam(html: str) -> None:
    dalam = 0
    for tanda in _TAG_DAFTAR.finditer(html):
        dalam = max(0, dalam - 1) if tanda[1] else dalam + 1
        if dalam > DAFTAR_MAKS:
            raise GalatProsa(f"Daftar bersarang terlalu dalam, lebih dari {DAFTAR_MAKS} tingkat. Ratakan daftarnya.")


def cetak(html: str, *, di_bawah: int = 2) -> SafeString:
    """Clean prose, ready to print under a heading of level `di_bawah`; its headings follow in order below that.

    Paragraphs that must stay with what follows them are marked with a class. Rows of headings at the top of a table
    become its head, so that they are repeated on each page and read aloud with the cells.
    """
    geser = di_bawah - 2
    bersih = _TAG_JUDUL.sub(lambda m: f"<{m[1]}h{int(m[2]) + geser}>", bersihkan(html))
    bersih = _PARAGRAF_TEBAL.sub(r'<p class="anak-judul">\1</p>', bersih)
    bersih = _PARAGRAF_PENGANTAR.sub(r'<p class="pengantar">\1</p>', bersih)
    bersih = _BARIS_KEPALA.sub(_kepala_tabel, bersih)
    return mark_safe(bersih)  # noqa: S308 (cleaned above)


def kosong(html: str) -> bool:
    """No visible word in it."""
    return not re.sub(r"<[^>]*>|&nbsp;|\s", "", html)


def _saring_atribut(unsur: str, atribut: str, nilai: str) -> str | None:
    """A cell that covers one column says so by saying nothing."""
    if atribut not in {"colspan", "rowspan"}:
        return nilai
    angka = int(nilai[:9]) if nilai.isascii() and nilai.isdigit() else 1
    return str(min(angka, RENTANG_MAKS)) if angka > 1 else None


def _kepala_tabel(cocok: re.Match[str]) -> str:
    kepala = _TH_POLOS.sub(r'<th scope="col"\1>', cocok[2])
    return f"{cocok[1]}<thead>{kepala}</thead><tbody>"


class _Perata(HTMLParser):
    """Unwraps what is nested too deep; the words stay. Reads only what nh3 has balanced and escaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.hasil: list[str] = []
        self.terbuka: list[bool] = []  # is this open element kept?
        self.tabel: list[bool] = []  # is this open table kept?
        self.dalam = 0

    @classmethod
    def ratakan(cls, html: str) -> str:
        perata = cls()
        perata.feed(html)
        perata.close()
        return "".join(perata.hasil)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.hasil.append("<br>")
            return
        simpan = self._muat(tag)
        if tag == "table":
            self.tabel.append(simpan)
        self.terbuka.append(simpan)
        if simpan:
            self.dalam += 1
            self.hasil.append(self.get_starttag_text() or "")
        else:
            self.hasil.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.tabel.pop()
        if self.terbuka.pop():
            self.dalam -= 1
            self.hasil.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.hasil.append(data)

    def handle_entityref(self, name: str) -> None:
        self.hasil.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.hasil.append(f"&#{name};")

    def _muat(self, tag: str) -> bool:
        if tag in BAGIAN_TABEL:
            return bool(self.tabel) and self.tabel[-1]
        if tag == "table":
            return self.dalam + SEL_PALING_DALAM <= DALAM_MAKS
        return self.dalam < DALAM_MAKS
