"""The renderer: Naskah → HTML → PDF. The only module that imports WeasyPrint.

The fetcher gives the layout engine what belongs to the document and nothing else, so a text that was typed or
imported can neither reach the network nor embed a file of the server. The same Naskah gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import mimetypes
import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from PIL import Image
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from sakip.sampah import jarang_memulung

from .jenis import Bagian, GalatDokumen, Lapor, Naskah, diam

logger = logging.getLogger(__name__)

PENCATAT_KEMAJUAN = "weasyprint.progress"
PEMISAH = "<!--bagian-->"
PDF_VARIAN = "pdf/ua-1"
PANJANG_URL_CATATAN = 200  # characters of a refused address that go to the log


# An anchor is the corner (and, in newer versions, more) in CSS pixels.
PT_PER_PX = 0.75
AWALAN_JANGKAR = "ttd-"  # elements with such an id are told where they came to stand


@dataclass(frozen=True)
class Letak:
    """Where an element begins: page from 0, points from the left and from the upper edge of a page of that height."""

    halaman: int
    kiri: float
    atas: float
    tinggi_halaman: float


@dataclass(frozen=True)
class HasilPdf:
    """A finished PDF: its bytes, number of pages, and where the elements with an id "ttd-…" stand."""

    isi: bytes = field(repr=False)
    halaman: int
    letak: dict[str, Letak] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.isi).hexdigest()

    @property
    def ukuran(self) -> int:
        """In bytes."""
        return len(self.isi)


def render_html(naskah: Naskah, lapor: Lapor = diam) -> str:
    """The whole paper as one HTML page; `lapor` is told each part that is done.

    Raises GalatDokumen when a picture of the Naskah is missing or broken, and when a part that must fit on one page
    does not.
    """
    periksa_aset(naskah)
    jumlah = len(naskah.bagian)
    isi = []
    for nomor, bagian in enumerate(naskah.bagian, start=1):
        tambahan = {"huruf": huruf_terbesar(bagian, naskah), "coba": False} if bagian.huruf else {}
        isi.append(render_to_string(bagian.template, bagian.konteks | tambahan))
        lapor(bagian.nama, nomor, jumlah)
    return _halaman_html(naskah, PEMISAH.join(isi))


def _halaman_html(naskah: Naskah, isi: str) -> str:
    konteks = {"judul": naskah.judul, "gaya": naskah.gaya, "isi": mark_safe(isi)}  # noqa: S308
    return render_to_string(naskah.template, konteks)


def render_pdf(html: str, naskah: Naskah, lapor: Lapor = diam) -> HasilPdf:
    """Lay the HTML of `render_html` out as a tagged PDF (PDF/UA-1); `lapor` follows the pages.

    Raises GalatDokumen when a picture disappears meanwhile.
    """
    fetcher = PengambilNaskah(naskah)
    try:
        with jarang_memulung(), _ikuti_halaman(_Kemajuan(html, naskah, lapor)):
            dokumen = HTML(string=html, url_fetcher=fetcher).render(pdf_variant=PDF_VARIAN)
            isi = dokumen.write_pdf(pdf_variant=PDF_VARIAN)
    except FatalURLFetchingError as galat:  # not an Exception: whoever catches Exception would miss it
        raise GalatDokumen(str(galat)) from galat
    return HasilPdf(isi=isi, halaman=len(dokumen.pages), letak=_letak(dokumen.pages))


def _letak(halaman: Any) -> dict[str, Letak]:
    return {
        nama: Letak(nomor, x * PT_PER_PX, y * PT_PER_PX, h.height * PT_PER_PX)
        for nomor, h in enumerate(halaman)
        for nama, (x, y, *_) in h.anchors.items()
        if nama.startswith(AWALAN_JANGKAR)
    }


# --- A part that is one page -----------------------------------------------------------------------------------------


def huruf_terbesar(bagian: Bagian, naskah: Naskah) -> str:
    """The largest of the part's type sizes in which it fits on one page, found by laying it out (a few times).

    Raises GalatDokumen when it does not even fit in the smallest one.
    """
    muat = bisect_left(bagian.huruf, True, key=lambda huruf: _muat_satu_halaman(bagian, naskah, huruf))
    if muat == len(bagian.huruf):
        raise GalatDokumen(
            f"“{bagian.nama}” tidak muat pada satu halaman, juga dengan huruf terkecil yang masih terbaca "
            f"({bagian.huruf[-1].replace('.', ',')} pt). Pilih kertas yang lebih besar atau ringkas isinya."
        )
    return bagian.huruf[muat]


def _muat_satu_halaman(bagian: Bagian, naskah: Naskah, huruf: str) -> bool:
    """Whether there is one page, and nothing on it passes the line that the part has drawn."""
    isi = render_to_string(bagian.template, bagian.konteks | {"huruf": huruf, "coba": True})
    with jarang_memulung():
        halaman = HTML(string=_halaman_html(naskah, isi), url_fetcher=PengambilNaskah(naskah)).render().pages
    letak = halaman[0].anchors
    if len(halaman) > 1 or not {"akhir", "batas"} <= letak.keys():  # content that finds no room is left out
        return False
    return bool(letak["akhir"][1] <= letak["batas"][1])


def mandiri(html: str, naskah: Naskah) -> str:
    """The same HTML with its style sheets and pictures inside, to be opened without this product."""
    berkas = {f"gaya:{alamat}": berkas_gaya(alamat) for alamat in naskah.gaya}
    berkas |= {f"aset:{nama}": jalan for nama, jalan in naskah.aset.items()}
    for alamat, jalan in berkas.items():
        isi = base64.b64encode(jalan.read_bytes()).decode()
        html = html.replace(f'"{alamat}"', f'"data:{_jenis_isi(jalan)};base64,{isi}"')
    return html


# --- What a document may load ----------------------------------------------------------------------------------------


class PengambilNaskah(URLFetcher):
    """Gives the assets and style sheets that the Naskah names, and data URIs. Everything else is refused and logged."""

    def __init__(self, naskah: Naskah) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._naskah = naskah

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        skema, _, nama = url.partition(":")
        if skema == "data":
            return super().fetch(url, headers)
        if skema == "aset" and nama in self._naskah.aset:
            return _jawab(url, self._naskah.aset[nama], pesan_aset_hilang(nama))
        if skema == "gaya" and nama in self._naskah.gaya:
            return _jawab(url, berkas_gaya(nama), f"Berkas gaya “{nama}” tidak dapat dibaca. Hubungi admin SAKIP.")
        logger.warning("Refused while printing “%s”: %s", self._naskah.judul, url[:PANJANG_URL_CATATAN])
        raise ValueError("alamat ini tidak termasuk dokumen")


def _jawab(url: str, jalan: Path, pesan: str) -> URLFetcherResponse:
    try:
        isi = jalan.read_bytes()
    except OSError as galat:
        raise FatalURLFetchingError(pesan) from galat
    return URLFetcherResponse(url, isi, {"Content-Type": _jenis_isi(jalan)})


def _jenis_isi(jalan: Path) -> str:
    return mimetypes.guess_type(jalan.name)[0] or "application/octet-stream"


def berkas_gaya(alamat: str) -> Path:
    """The style sheet at this static address, from our sources: collecting static files is not needed to print."""
    temuan = finders.find(alamat)
    if not isinstance(temuan, str):
        raise LookupError(f"style sheet {alamat} is not among the static files")
    return Path(temuan)


def periksa_aset(naskah: Naskah) -> None:
    """GalatDokumen that names the first picture that is missing or is no picture, before anything is laid out.

    The layout engine would leave such a picture out in silence.
    """
    for nama, jalan in naskah.aset.items():
        if not jalan.is_file():
            raise GalatDokumen(pesan_aset_hilang(nama))
        if jalan.suffix.lower() == ".svg":
            continue
        try:
            with Image.open(jalan) as gambar:
                gambar.verify()
        except (OSError, SyntaxError, ValueError) as galat:
            raise GalatDokumen(
                f"Gambar “{nama}” rusak atau bukan gambar. Unggah lagi gambar itu, lalu buat dokumen sekali lagi."
            ) from galat


def pesan_aset_hilang(nama: str) -> str:
    return (
        f"Gambar “{nama}” tidak ada di tempat penyimpanan. "
        "Unggah lagi gambar itu atau keluarkan dari dokumen, lalu buat dokumen sekali lagi."
    )


# --- Progress and memory ---------------------------------------------------------------------------------------------


class _Kemajuan(logging.Handler):
    """Turns the layout engine's progress messages into `lapor`: the page at work, and about which part that is.

    The engine tells pages, not parts; the part is estimated from the amount of text before it. It never goes back
    when the engine lays pages out again because a page number in the contents has changed.
    """

    def __init__(self, html: str, naskah: Naskah, lapor: Lapor) -> None:
        super().__init__(logging.INFO)
        self._nama = [bagian.nama for bagian in naskah.bagian] or [naskah.judul]
        perkiraan = [_perkiraan_halaman(isi) for isi in html.split(PEMISAH)]
        self._akhir = list(accumulate(perkiraan))[: len(self._nama)]
        self._lapor = lapor
        self._utas = threading.get_ident()
        self._kini = 0
        self._ulang = False

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._utas:
            self._lapor(self._keterangan(str(record.msg), record.args), self._kini, len(self._nama))

    def _keterangan(self, pesan: str, nilai: object) -> str:
        """Words for a message of the engine; moves the part at work forward."""
        if pesan.startswith(("Step 6", "Step 7")):
            self._kini = len(self._nama)
            return "menulis berkas PDF"
        if "Repagination" in pesan:
            self._ulang = True
        if not pesan.startswith("Step 5"):
            return "menata naskah"
        if self._ulang:
            return "mencocokkan nomor halaman"
        halaman = int(str(nilai[0])) if isinstance(nilai, tuple) else 1
        self._kini = max(self._kini, min(bisect_right(self._akhir, halaman - 1), len(self._nama) - 1))
        return f"{self._nama[self._kini]}, halaman {halaman}"


def _perkiraan_halaman(html: str) -> int:
    """About how many pages a part fills, at least one: 2,800 characters of text, 24 table rows or 2 pictures each."""
    teks = len(re.sub(r"<[^>]*>|\s+", " ", html))
    return max(1, round(teks / 2800 + html.count("<tr") / 24 + html.count("<img") / 2))


@contextmanager
def _ikuti_halaman(handler: logging.Handler) -> Iterator[None]:
    """Listen to the engine's progress, which otherwise is silent (see apps.py)."""
    pencatat = logging.getLogger(PENCATAT_KEMAJUAN)
    pencatat.addHandler(handler)
    pencatat.setLevel(logging.INFO)
    try:
        yield
    finally:
        pencatat.removeHandler(handler)
        pencatat.setLevel(logging.WARNING)
