"""Prose as the pieces that a reader would name: paragraphs, headings, items, rows of a table. For laying two texts
side by side; nothing here is printed as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .bersih import bersihkan

SEBUTAN_MAKS = 60  # characters of a heading, of the first cell of a row, of a bold phrase, where they name something

_PUTIH = re.compile(r"[ \t\r\n\f]+")
#: Inline elements and what their look is called; two names of one look are the same.
_HURUF = {
    **dict.fromkeys(["strong", "b"], "tebal"),
    **dict.fromkeys(["em", "i"], "miring"),
    "u": "garis bawah",
    "sub": "turun",
    "sup": "naik",
    "a": "tautan",
}
_DAFTAR = {
    "1": "bernomor",
    "a": "berhuruf",
    "A": "berhuruf besar",
    "i": "berangka romawi",
    "I": "berangka romawi besar",
}


@dataclass(frozen=True)
class Penggal:
    """`label` names the place, `teks` has no markup, `bentuk` says in words what the markup did to it. A row of a table
    has its cells in `sel`, each named in `label_sel`; `teks` then is all of them.
    """

    label: str
    teks: str
    bentuk: str = ""
    sel: tuple[str, ...] = ()
    label_sel: tuple[str, ...] = ()


def uraikan(html: str) -> tuple[Penggal, ...]:
    """The pieces of a text in order; whatever shows no word is none. Raises GalatProsa as `bersihkan`."""
    pengurai = _Pengurai()
    pengurai.feed(bersihkan(html))
    pengurai.close()
    return tuple(pengurai.selesai())


def singkat(teks: str) -> str:
    """A text as a name: one line, cut at a word."""
    satu = " ".join(teks.split())
    return satu if len(satu) <= SEBUTAN_MAKS else f"{satu[:SEBUTAN_MAKS].rsplit(' ', 1)[0]} …"


@dataclass
class _Tulisan:
    """Words being collected, with the looks that are open over them and those that were closed."""

    isi: list[str] = field(default_factory=list)
    terbuka: list[tuple[str, str, int]] = field(default_factory=list)
    huruf: list[str] = field(default_factory=list)

    def buka(self, unsur: str, tujuan: str) -> None:
        self.terbuka.append((unsur, tujuan, len(self.isi)))

    def tutup(self, unsur: str) -> None:
        """Clean HTML closes what it opened last."""
        if self.terbuka and self.terbuka[-1][0] == unsur:
            _, tujuan, awal = self.terbuka.pop()
            if teks := singkat("".join(self.isi[awal:])):
                self.huruf.append(f"{_HURUF[unsur]} “{teks}”{f' ke {tujuan}' if tujuan else ''}")

    def ambil(self) -> tuple[str, list[str]]:
        """The words, line by line, and their looks; begins anew, with the same looks open."""
        teks, huruf = _rapi("".join(self.isi)), self.huruf
        self.isi, self.huruf = [], []
        self.terbuka = [(unsur, tujuan, 0) for unsur, tujuan, _ in self.terbuka]
        return teks, huruf


def _rapi(teks: str) -> str:
    return "\n".join(filter(None, (baris.strip() for baris in teks.split("\n"))))


@dataclass
class _TabelKini:
    """The table being read. `kepala`: the names of its columns, the cells of its last row of headings."""

    nomor: int
    kepala: tuple[str, ...] = ()
    baris: int = 0
    isi: list[str] = field(default_factory=list)
    bentuk: list[str] = field(default_factory=list)
    judul: bool = True
    dalam: int = 1

    def mulai_baris(self) -> None:
        self.isi, self.bentuk, self.judul = [], [], True
        self.baris += 1

    def penggal(self) -> Penggal | None:
        sel = tuple(self.isi)
        if not any(sel):
            return None
        kepala = self.judul or self.baris == 1
        if kepala:
            self.kepala = sel
        baris = f"Tabel {self.nomor}, {'kepala' if kepala else self._sebut_baris(sel)}"
        kolom = tuple(
            f"{baris}, kolom {nama or n}" if n > 1 or not nama else baris
            for n, nama in enumerate(self._sebut_kolom(len(sel), kepala), start=1)
        )
        return Penggal(baris, " | ".join(sel), ", ".join(self.bentuk), sel, kolom)

    def _sebut_baris(self, sel: tuple[str, ...]) -> str:
        """By its first words; a number alone goes with the words after it."""
        if nama := singkat(sel[0]):
            dua = not any(map(str.isalpha, nama)) and len(sel) > 2
            return f"baris {singkat(f'{nama} {sel[1]}') if dua else nama}"
        return f"baris {self.baris}"

    def _sebut_kolom(self, banyak: int, kepala: bool) -> Iterable[str]:
        return map(singkat, self.kepala) if len(self.kepala) == banyak and not kepala else [""] * banyak


class _Pengurai(HTMLParser):
    """Reads only what `bersihkan` has balanced. A table within a table is words of the cell around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hasil: list[Penggal] = []
        self.tulisan = _Tulisan()
        self.blok = "p"
        self.kutipan = 0
        self.daftar: list[tuple[str, int]] = []  # kind and items so far
        self.judul = ""
        self.paragraf = 0
        self.banyak_tabel = 0
        self.tabel: _TabelKini | None = None

    def selesai(self) -> list[Penggal]:
        self._akhiri()
        return self.hasil

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HURUF:
            self.tulisan.buka(tag, dict(attrs).get("href") or "")
        elif self.tabel is not None:
            self._buka_dalam_tabel(self.tabel, tag, dict(attrs))
        elif tag == "br":
            self.tulisan.isi.append("\n")
        else:
            self._akhiri()
            self._buka_blok(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HURUF:
            self.tulisan.tutup(tag)
        elif self.tabel is not None:
            self._tutup_dalam_tabel(self.tabel, tag)
        else:
            self._akhiri()
            self.blok = "p"
            self.kutipan -= tag == "blockquote"
            if tag in {"ul", "ol"}:
                self.daftar.pop()

    def handle_data(self, data: str) -> None:
        self.tulisan.isi.append(_PUTIH.sub(" ", data))

    def _buka_blok(self, tag: str, atribut: dict[str, str | None]) -> None:
        if tag == "table":
            self.banyak_tabel += 1
            self.tabel = _TabelKini(self.banyak_tabel)
        elif tag in {"ul", "ol"}:
            self.daftar.append(("bertanda" if tag == "ul" else _DAFTAR[atribut.get("type") or "1"], 0))
        elif tag == "li" and self.daftar:
            jenis, banyak = self.daftar[-1]
            self.daftar[-1] = (jenis, banyak + 1)
        elif tag in {"h3", "h4"}:
            self.blok = tag
        self.kutipan += tag == "blockquote"

    def _akhiri(self) -> None:
        """What was collected is one piece."""
        teks, huruf = self.tulisan.ambil()
        if not teks:
            return
        if self.blok in {"h3", "h4"}:
            self.judul, self.paragraf = singkat(teks), 0
            label, rupa = "Judul bagian", "judul" if self.blok == "h3" else "anak judul"
        elif self.daftar:
            label = f"butir {'.'.join(str(n) for _, n in self.daftar)}"
            rupa = f"daftar {self.daftar[-1][0]}"
        else:
            self.paragraf += 1
            label, rupa = f"paragraf {self.paragraf}", "paragraf"
        if self.kutipan:
            rupa = f"kutipan, {rupa}"
        self.hasil.append(Penggal(self._di_bawah_judul(label), teks, ", ".join([rupa, *huruf])))

    def _di_bawah_judul(self, label: str) -> str:
        return f"{self.judul}, {label}" if self.judul and label.islower() else label[:1].upper() + label[1:]

    # --- Tables ---

    def _buka_dalam_tabel(self, tabel: _TabelKini, tag: str, atribut: dict[str, str | None]) -> None:
        if tag == "table":
            tabel.dalam += 1
        if tabel.dalam > 1 or tag not in {"tr", "td", "th", "caption"}:
            self.tulisan.isi.append("\n")
            return
        self.tulisan.ambil()
        if tag == "tr":
            tabel.mulai_baris()
        elif tag in {"td", "th"}:
            tabel.judul = tabel.judul and tag == "th"
            rentang = (f"{kata} {n}" for kata, n in _rentang(atribut))
            tabel.bentuk += filter(None, ["sel judul" if tag == "th" else "sel", *rentang])

    def _tutup_dalam_tabel(self, tabel: _TabelKini, tag: str) -> None:
        if tabel.dalam > 1:
            self.tulisan.isi.append("\n")
            tabel.dalam -= tag == "table"
        elif tag in {"td", "th"}:
            teks, huruf = self.tulisan.ambil()
            tabel.isi.append(teks)
            tabel.bentuk += huruf
        elif tag == "caption":
            teks, huruf = self.tulisan.ambil()
            if teks:
                self.hasil.append(Penggal(f"Tabel {tabel.nomor}, judul", teks, ", ".join(huruf)))
        elif tag == "tr" and (penggal := tabel.penggal()):
            self.hasil.append(penggal)
        elif tag == "table":
            self.tabel = None
            self.tulisan.ambil()


def _rentang(atribut: dict[str, str | None]) -> Iterable[tuple[str, str | None]]:
    nama = {"colspan": "selebar", "rowspan": "setinggi"}
    return ((kata, atribut[n]) for n, kata in nama.items() if n in atribut)
