"""What a printed paper says, page by page."""

from __future__ import annotations

import re
import subprocess
import unicodedata

from dokumen.jenis import Naskah
from dokumen.pdf import render_html, render_pdf


def cetak(naskah: Naskah) -> bytes:
    return render_pdf(render_html(naskah), naskah).isi


def halaman(isi_pdf: bytes) -> list[str]:
    """The text of each page, cell by cell, without the page's number, as `padat` gives it."""
    keluaran = subprocess.run(["pdftotext", "-raw", "-", "-"], input=isi_pdf, check=True, capture_output=True).stdout
    return [padat(re.sub(r"\n\d+\s*\Z", "", teks)) for teks in keluaran.decode().split("\f")[:-1]]


def padat(teks: str) -> str:
    """Without what a line break may change: spaces; small letters only."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", teks)).casefold()
