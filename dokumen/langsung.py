"""Papers from a shell: made here and now into files of the caller's choice; no job, no published paper.

Everything is rendered before anything is written, so that a mistake leaves no file. Raises GalatDokumen.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import penyimpanan
from .jenis import GalatDokumen, Lapor, Lembar, ambil, diam
from .services import tahap_menyusun

if TYPE_CHECKING:
    from organisasi.models import Satker

    from .pdf import HasilPdf


@dataclass(frozen=True)
class BerkasCetak:
    """A file that was written. `asli`: the signed file as it is stored, not rendered anew."""

    nama: str
    halaman: int
    sha256: str
    asli: bool


def cetak_langsung(
    *,
    jenis: str,
    satker: Satker,
    tahun: int,
    keluaran: Path,
    html: Path | None = None,
    pilihan: Mapping[str, str] | None = None,
    lapor: Lapor = diam,
) -> HasilPdf:
    """The paper of the web pages as one PDF.

    `pilihan`: what this kind understands besides satker and year. `html` also receives the page that was laid out,
    with everything inside.
    """
    from .pdf import mandiri, render_html, render_pdf

    dikenal = ambil(jenis)
    tujuan = [jalan for jalan in (keluaran, html) if jalan is not None]
    for jalan in tujuan:
        try:
            _periksa_tujuan(jalan)
        except OSError as galat:
            raise _tidak_dapat_ditulis(jalan, galat.errno) from galat
    if len({jalan.absolute() for jalan in tujuan}) < len(tujuan):
        raise GalatDokumen("Berkas PDF dan berkas HTML harus berbeda namanya.")
    naskah = dikenal.susun_dengan(satker, tahun, pilihan or {})
    halaman = render_html(naskah, tahap_menyusun(lapor))
    hasil = render_pdf(halaman, naskah, lapor)
    _tulis(keluaran, hasil.isi)
    if html is not None:
        _tulis(html, mandiri(halaman, naskah).encode())
    return hasil


def cetak_ke_folder(
    *,
    jenis: str,
    satker: Satker,
    tahun: int,
    folder: Path,
    pilihan: Mapping[str, str] | None = None,
    lapor: Lapor = diam,
) -> list[BerkasCetak]:
    """Each paper of the kind as a PDF of its own, in a folder that is made when it is not there.

    Files of the same name are replaced, others stay. A signed paper is given as it is stored.
    """
    dikenal = ambil(jenis)
    _periksa_folder(folder)
    lembar = dikenal.lembar_dengan(satker, tahun, pilihan or {})
    jadi = []
    for nomor, satu in enumerate(lembar, start=1):
        jadi.append((satu, *_isi_lembar(satu)))
        lapor(satu.nama, nomor, len(lembar))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as galat:
        raise _tidak_dapat_ditulis(folder, galat.errno) from galat
    hasil = []
    for satu, isi, halaman in jadi:
        berkas = folder / f"{satu.nama}.pdf"
        _tulis(berkas, isi)
        sidik = hashlib.sha256(isi).hexdigest()
        hasil.append(BerkasCetak(berkas.name, halaman, sidik, asli=isinstance(satu.isi, bytes)))
    return hasil


def _isi_lembar(lembar: Lembar) -> tuple[bytes, int]:
    """The PDF and its number of pages."""
    import pikepdf

    from .pdf import render_html, render_pdf

    if isinstance(lembar.isi, bytes):
        with pikepdf.open(io.BytesIO(lembar.isi)) as pdf:
            return lembar.isi, len(pdf.pages)
    hasil = render_pdf(render_html(lembar.isi), lembar.isi)
    return hasil.isi, hasil.halaman


def _periksa_tujuan(jalan: Path) -> None:
    """Say before the long work what can be known before it. Devices and the like are never replaced."""
    if jalan.is_dir():
        raise _tidak_dapat_ditulis(jalan, errno.EISDIR)
    if jalan.exists() and not jalan.is_file():
        raise GalatDokumen(f"Berkas “{jalan}” tidak dapat ditulis: itu bukan berkas biasa.")
    if not jalan.parent.is_dir():
        raise _tidak_dapat_ditulis(jalan, errno.ENOENT)
    if not os.access(jalan.parent, os.W_OK):
        raise _tidak_dapat_ditulis(jalan, errno.EACCES)


def _periksa_folder(folder: Path) -> None:
    try:
        tempat = folder if folder.is_dir() else folder.parent
        if folder.exists() and not folder.is_dir():
            raise GalatDokumen(f"Folder “{folder}” tidak dapat dipakai: itu nama berkas.")
        if not tempat.is_dir():
            raise _tidak_dapat_ditulis(folder, errno.ENOENT)
        if not os.access(tempat, os.W_OK):
            raise _tidak_dapat_ditulis(folder, errno.EACCES)
    except OSError as galat:
        raise _tidak_dapat_ditulis(folder, galat.errno) from galat


def _tulis(jalan: Path, isi: bytes) -> None:
    try:
        penyimpanan.tulis_utuh(jalan, isi, token=secrets.token_hex(8))
    except OSError as galat:
        raise _tidak_dapat_ditulis(jalan, galat.errno) from galat


def _tidak_dapat_ditulis(jalan: Path, nomor: int | None) -> GalatDokumen:
    sebab = penyimpanan.SEBAB_GAGAL.get(nomor or 0) or os.strerror(nomor or errno.EIO)
    return GalatDokumen(f"Berkas “{jalan}” tidak dapat ditulis: {sebab}.")
