"""Light text for writing, sanitised HTML for keeping: the two forms of a text. Pure, no database.

A blank line ends a paragraph, a line end is a line break. "- " begins a bullet, "1. " a number, "a. " a letter; two
spaces nest a list or continue its item. "## " and "### " are headings, **tebal** and *miring* are bold and italic.
A backslash takes its meaning from a sign: "1\\. " begins no list.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from .bersih import bersihkan, kosong

INDEN = 2  # spaces per level of a list
DAFTAR_MAKS = 8  # nested lists; the cleaner would unwrap deeper ones

_JUDUL = re.compile(r"(#{2,3})[ \t]+(\S.*)")
_BUTIR = re.compile(r"([-•]|\d{1,3}\.|[a-z]\.)[ \t]+(\S.*)")
_LOLOS = re.compile(r"\\([\\*#.•-])")
_BINTANG = re.compile(r"(\*+)")
_AWAL_TANDA = re.compile(r"^(?:([-•#])|(\d{1,3}|[a-z])\.)(?=[ \t#])")
_BUKA = {"ul": "<ul>", "ol": "<ol>", "a": '<ol type="a">'}
_TUTUP = {"ul": "</ul>", "ol": "</ol>", "a": "</ol>"}
_UNSUR = {"*": "em", "**": "strong"}
_TANDA = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_PUTIH = re.compile(r"[ \t\r\n\f]+")
_TAG_BLOK = re.compile(r" ?(</?(?:p|h3|h4|ul|ol|li|br)(?: [^>]*)?>) ?")


def teks_ke_html(teks: str) -> str:
    """The text as clean HTML. Any text is welcome: a sign that means nothing here stays a sign.

    Raises GalatProsa when the HTML would be too long to keep.
    """
    perakit = _Perakit()
    for baris in teks.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        perakit.terima(baris)
    return bersihkan(perakit.selesai())


def html_ke_teks(html: str) -> str | None:
    """The text that `teks_ke_html` turns into this HTML; None when it holds what the text cannot carry (a table).

    The answer is tried before it is given, so nothing can be lost by opening and saving. Spaces between blocks do not
    count; neither does which of the two names of bold and italic stands.
    """
    bersih = bersihkan(html)
    if kosong(bersih):
        return ""
    pembaca = _Pembaca()
    pembaca.feed(bersih)
    pembaca.close()
    teks = pembaca.teks()
    return teks if _setara(teks_ke_html(teks)) == _setara(bersih) else None


def _setara(html: str) -> str:
    """HTML to compare by: white space that prints nothing is gone."""
    nama = re.sub(r"<(/?)(b|i)>", lambda m: f"<{m[1]}{'strong' if m[2] == 'b' else 'em'}>", html)
    return _TAG_BLOK.sub(r"\1", _PUTIH.sub(" ", nama.replace('<ol type="1">', "<ol>"))).strip()


# --- Text to HTML ----------------------------------------------------------------------------------------------------


class _Perakit:
    """Takes the text line by line and lays blocks side by side; `daftar` holds indent and kind of the open lists."""

    def __init__(self) -> None:
        self.hasil: list[str] = []
        self.paragraf: list[str] = []
        self.daftar: list[tuple[int, str]] = []

    def terima(self, baris: str) -> None:
        isi = baris.strip(" \t")
        inden = _inden(baris)
        if not isi:
            self._tutup_paragraf()
        elif butir := _BUTIR.fullmatch(isi):
            self._tutup_paragraf()
            self._butir(inden, _jenis(butir[1]), _sisip(butir[2]))
        elif self.daftar and inden >= self.daftar[0][0] + INDEN:
            self._sambung(inden, _sisip(isi))
        else:
            self._tutup_daftar()
            self._blok(isi)

    def selesai(self) -> str:
        self._tutup_paragraf()
        self._tutup_daftar()
        return "".join(self.hasil)

    def _blok(self, isi: str) -> None:
        if judul := _JUDUL.fullmatch(isi):
            self._tutup_paragraf()
            unsur = f"h{len(judul[1]) + 1}"
            self.hasil.append(f"<{unsur}>{_sisip(judul[2])}</{unsur}>\n")
        else:
            self.paragraf.append(_sisip(isi))

    def _butir(self, inden: int, jenis: str, isi: str) -> None:
        while len(self.daftar) > 1 and inden < self.daftar[-1][0]:
            self._tutup_satu()
        dalam, kini = self.daftar[-1] if self.daftar else (0, "")
        if kini and (inden < dalam + INDEN or len(self.daftar) >= DAFTAR_MAKS):
            if kini == jenis:
                self.hasil.append(f"</li> <li>{isi}")
                return
            self._tutup_satu()
            inden = dalam
        self.daftar.append((inden, jenis))
        self.hasil.append(f"{' ' if len(self.daftar) > 1 else ''}{_BUKA[jenis]} <li>{isi}")

    def _sambung(self, inden: int, isi: str) -> None:
        while len(self.daftar) > 1 and inden < self.daftar[-1][0] + INDEN:
            self._tutup_satu()
        self.hasil.append(f"<br>{isi}")

    def _tutup_satu(self) -> None:
        _, jenis = self.daftar.pop()
        self.hasil.append(f"</li> {_TUTUP[jenis]}{' ' if self.daftar else chr(10)}")

    def _tutup_daftar(self) -> None:
        while self.daftar:
            self._tutup_satu()

    def _tutup_paragraf(self) -> None:
        if self.paragraf:
            self.hasil.append(f"<p>{'<br>'.join(self.paragraf)}</p>\n")
            self.paragraf = []


def _inden(baris: str) -> int:
    rapi = baris.replace("\t", " " * INDEN)
    return len(rapi) - len(rapi.lstrip(" "))


def _jenis(tanda: str) -> str:
    if tanda in "-•":
        return "ul"
    return "ol" if tanda[0].isdecimal() else "a"


def _sisip(baris: str) -> str:
    """One line with its signs for bold and italic made elements, in one pass over the line."""
    potong = _BINTANG.split(_LOLOS.sub(lambda m: f"&#{ord(m[1])};", escape(baris, quote=False)))
    hasil: list[str] = []
    terbuka: list[tuple[str, int]] = []  # sign, its place in `hasil`
    for nomor, bagian in enumerate(potong):
        if nomor % 2 == 0:
            hasil.append(bagian)
            continue
        tutup = bool(potong[nomor - 1]) and not potong[nomor - 1][-1].isspace()
        buka = bool(potong[nomor + 1]) and not potong[nomor + 1][0].isspace()
        _bintang(bagian, hasil, terbuka, (buka, tutup))
    return "".join(hasil)


def _bintang(tanda: str, hasil: list[str], terbuka: list[tuple[str, int]], boleh: tuple[bool, bool]) -> None:
    """Close what this run of stars closes, else open what it opens, else leave it as it stands."""
    buka, tutup = boleh
    tanda_terbuka = [t for t, _ in terbuka]
    if tutup and len(tanda) == 3 and len(terbuka) == 2:
        _tutup(hasil, terbuka, 0)
    elif tutup and tanda in tanda_terbuka:
        _tutup(hasil, terbuka, tanda_terbuka.index(tanda))
    elif buka and tanda in _UNSUR and tanda not in tanda_terbuka:
        terbuka.append((tanda, len(hasil)))
        hasil.append(tanda)
    elif buka and len(tanda) == 3 and not terbuka:
        terbuka += [("**", len(hasil)), ("*", len(hasil) + 1)]
        hasil += ["**", "*"]
    else:
        hasil.append(tanda)


def _tutup(hasil: list[str], terbuka: list[tuple[str, int]], dari: int) -> None:
    """Close the sign at `dari`; one opened inside it closes too when all close at once, else it stays a star."""
    bersama = dari == 0 and len(terbuka) == 2 and terbuka[1][1] == terbuka[0][1] + 1
    for tanda, letak in reversed(terbuka[dari:] if bersama else terbuka[dari : dari + 1]):
        hasil[letak] = f"<{_UNSUR[tanda]}>"
        hasil.append(f"</{_UNSUR[tanda]}>")
    del terbuka[dari:]


# --- HTML to text ----------------------------------------------------------------------------------------------------


class _Pembaca(HTMLParser):
    """Writes clean HTML as light text; what it does not know it passes over, and the trial afterwards tells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blok: list[str] = []  # finished blocks, a blank line between them
        self.baris: list[str] = []  # finished lines of the block
        self.kini = ""  # the line being written, without its opening
        self.awalan = ""
        self.daftar: list[tuple[str, int]] = []  # kind and items so far

    def teks(self) -> str:
        self._akhiri_blok()
        return "\n\n".join(self.blok)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TANDA:
            self.kini += _TANDA[tag]
        elif tag == "br":
            self._akhiri_baris(wajib=True)
        elif tag in {"ul", "ol"}:
            self._buka_daftar("a" if dict(attrs).get("type") == "a" else tag)
        elif tag == "li" and self.daftar:
            self._buka_butir()
        else:
            self._akhiri_blok()
            self.awalan = {"h3": "## ", "h4": "### "}.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _TANDA:
            self.kini += _TANDA[tag]
        elif tag == "li":
            self._akhiri_baris()
        elif tag in {"ul", "ol"}:
            self._akhiri_baris()
            self.daftar = self.daftar[:-1]
            self.awalan = " " * INDEN * len(self.daftar)
            if not self.daftar:
                self._akhiri_blok()
        elif not self.daftar:
            self._akhiri_blok()

    def handle_data(self, data: str) -> None:
        rapi = _PUTIH.sub(" ", data)
        self.kini += re.sub(r"([\\*])", r"\\\1", rapi)

    def _buka_daftar(self, jenis: str) -> None:
        if self.daftar:
            self._akhiri_baris()
        else:
            self._akhiri_blok()
        self.daftar.append((jenis, 0))

    def _buka_butir(self) -> None:
        jenis, banyak = self.daftar[-1]
        self.daftar[-1] = (jenis, banyak + 1)
        tanda = {"ul": "-", "ol": f"{banyak + 1}.", "a": f"{chr(ord('a') + banyak % 26)}."}[jenis]
        self.awalan = f"{' ' * INDEN * (len(self.daftar) - 1)}{tanda} "

    def _akhiri_baris(self, *, wajib: bool = False) -> None:
        isi = self.kini.strip(" ")
        self.kini = ""
        if isi or wajib:
            isi = _AWAL_TANDA.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\.", isi)
            self.baris.append(self.awalan + isi)
            self.awalan = " " * INDEN * len(self.daftar)

    def _akhiri_blok(self) -> None:
        self._akhiri_baris()
        if self.baris:
            self.blok.append("\n".join(self.baris))
        self.baris = []
        self.awalan = " " * INDEN * len(self.daftar)
