"""What an uploaded file is, by its content and never by its name; everything else is refused with what to do instead.

Nothing is unpacked but to be counted, nothing is rendered. Pictures are made anew (`sakip.gambar`).
"""

from __future__ import annotations

import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from os import SEEK_END
from pathlib import PurePosixPath
from typing import IO, Any

from defusedxml.ElementTree import fromstring
from PIL import Image

from dokumen.tandatangan.bentuk import periksa_bentuk
from sakip.gambar import MEGA, AturanGambar, GalatGambar, tulis_jpeg, ulang_kodekan

from .enums import JenisBukti

NAMA_MAKS = 150
POTONGAN = 64 * 1024
EKOR = 64 * 1024 + 22  # bytes in which an archive says where its table of contents is

#: Sharp enough to read a photographed A4 sheet, and small enough for a hundred of them.
FOTO = AturanGambar(
    "foto", ukuran_maks=0, piksel_maks=50_000_000, sisi=2000, tulis=lambda g: tulis_jpeg(_di_atas_putih(g))
)

# How much an Office file may unfold to; the same measure as a workbook that is read.
ENTRI_MAKS, TERURAI_MAKS, RASIO_MAKS = 3_000, 200 * MEGA, 100

PDF, TEKS, CSV = "application/pdf", "text/plain", "text/csv"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
#: Type of the main part, as the file's own table of contents says → type of the file.
UTAMA_OOXML = {
    f"{_OOXML}{j}.main+xml": f"{_OOXML}{j}"
    for j in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
}
JENIS_ODF = {f"{_ODF}{j}" for j in ("text", "spreadsheet", "presentation")}

#: Type of the content → (word for people, ending of the name).
JENIS_ISI = {
    PDF: ("PDF", "pdf"),
    "image/jpeg": ("Foto", "jpg"),
    f"{_OOXML}wordprocessingml.document": ("Word", "docx"),
    f"{_OOXML}spreadsheetml.sheet": ("Excel", "xlsx"),
    f"{_OOXML}presentationml.presentation": ("PowerPoint", "pptx"),
    f"{_ODF}text": ("Dokumen ODT", "odt"),
    f"{_ODF}spreadsheet": ("Lembar ODS", "ods"),
    f"{_ODF}presentation": ("Presentasi ODP", "odp"),
    TEKS: ("Teks", "txt"),
    CSV: ("CSV", "csv"),
}

DITERIMA = "PDF, foto (JPEG, PNG, WebP), Word, Excel, PowerPoint, OpenDocument, teks, atau CSV"
TAK_DIKENAL = f"Isi berkas ini tidak dikenal, apa pun namanya. Yang diterima: {DITERIMA}."
MAKRO = "Berkas ini memuat makro. Simpan tanpa makro (.docx, .xlsx, .pptx, .odt, .ods), lalu unggah lagi."
BOM = "Isi berkas ini terlalu besar setelah dibuka. Simpan ulang dari aplikasinya, atau ubah menjadi PDF."
RUSAK = "Berkas ini rusak. Buka di aplikasinya, simpan ulang, lalu unggah lagi."

#: What people do bring, with what to do about it.
_DITOLAK = (
    (b"MZ", "Ini program Windows, bukan bukti dukung."),
    (b"\x7fELF", "Ini program, bukan bukti dukung."),
    (
        b"\xd0\xcf\x11\xe0",
        "Ini berkas Office bentuk lama atau terkunci sandi. Simpan sebagai .docx, .xlsx, atau .pptx.",
    ),
    (b"{\\rtf", "Berkas RTF tidak diterima. Simpan sebagai .docx atau PDF."),
    (b"Rar!", "Arsip RAR tidak diterima. Unggah berkas di dalamnya satu per satu."),
    (b"7z\xbc\xaf", "Arsip 7z tidak diterima. Unggah berkas di dalamnya satu per satu."),
    (b"GIF8", "Gambar GIF tidak diterima. Simpan sebagai PNG atau JPEG."),
    (b"II*\0", "Gambar TIFF tidak diterima. Simpan sebagai JPEG atau PDF."),
    (b"MM\0*", "Gambar TIFF tidak diterima. Simpan sebagai JPEG atau PDF."),
)
_HEIC = re.compile(rb"\A....ftyp(?:hei|hev|mif|msf|avi)", re.S)
_VIDEO = re.compile(rb"\A(?:....ftyp|\x1aE\xdf\xa3|RIFF....AVI )", re.S)
#: Text that a browser would run or draw.
_HALAMAN = re.compile(rb"<(?:!doctype|html|head|body|script|iframe|svg|\?xml|\?php|%@)|\A#!", re.I)


#: What reading a broken archive raises, by its way of packing.
_GALAT_ARSIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)


class BuktiDitolak(Exception):
    """The file or link is not taken; the message is in Indonesian and says what to do."""


@dataclass(frozen=True)
class Isi:
    """What was found. `ganti`: what is stored instead of what came in (a picture made anew), None: as it came."""

    jenis: JenisBukti
    jenis_isi: str
    ganti: bytes | None = None


def kenali(berkas: Any) -> Isi:
    """Look into an uploaded file (`UploadedFile`, at most as big as the limit). Raises BuktiDitolak."""
    berkas.seek(0)
    awal = berkas.read(1024)
    berkas.seek(0)
    if not awal:
        raise BuktiDitolak("Berkas ini kosong. Periksa berkasnya, lalu unggah lagi.")
    for tanda, pesan in _DITOLAK:
        if awal.startswith(tanda):
            raise BuktiDitolak(pesan)
    if _HEIC.match(awal):
        raise BuktiDitolak("Foto HEIC tidak diterima. Ubah menjadi JPEG di ponsel (Kamera, Paling Kompatibel).")
    if _VIDEO.match(awal):
        raise BuktiDitolak("Video tidak disimpan di sini. Unggah ke penyimpanan kantor, lalu tambahkan tautannya.")
    try:
        return _kenali(berkas, awal)
    finally:
        berkas.seek(0)


def _kenali(berkas: Any, awal: bytes) -> Isi:
    if awal.startswith(b"%PDF-"):  # at the very start: a page of HTML in front of it would be another file
        return _pdf(berkas)
    if awal.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF")):
        return _foto(berkas)
    if awal.startswith(b"PK\x03\x04"):
        return Isi(JenisBukti.BERKAS, _office(berkas))
    return Isi(JenisBukti.BERKAS, _teks(berkas))


def _pdf(berkas: IO[bytes]) -> Isi:
    bentuk = periksa_bentuk(berkas.read())
    if bentuk.galat:
        raise BuktiDitolak(bentuk.galat)
    return Isi(JenisBukti.BERKAS, PDF)


# --- Pictures ------------------------------------------------------------------------------------------------------


def _foto(berkas: IO[bytes]) -> Isi:
    try:
        return Isi(JenisBukti.FOTO, "image/jpeg", ulang_kodekan(berkas, FOTO))
    except GalatGambar as galat:
        raise BuktiDitolak(str(galat)) from galat


def _di_atas_putih(gambar: Any) -> Any:
    """A screenshot's transparent ground becomes paper, not black."""
    if gambar.mode != "RGBA":
        return gambar
    alas = Image.new("RGB", gambar.size, "white")
    alas.paste(gambar, mask=gambar.getchannel("A"))
    return alas


# --- Office --------------------------------------------------------------------------------------------------------


def _office(berkas: IO[bytes]) -> str:
    _periksa_ekor(berkas)
    try:
        with zipfile.ZipFile(berkas) as arsip:
            _periksa_direktori(arsip)
            jenis = _jenis_office(arsip)
            if arsip.testzip() is not None:
                raise BuktiDitolak(RUSAK)
            return jenis
    except BuktiDitolak:
        raise
    except _GALAT_ARSIP as galat:
        raise BuktiDitolak(RUSAK) from galat


def _periksa_ekor(berkas: IO[bytes]) -> None:
    """How long the table of contents is, before it is read: 20 MB of it are half a million objects."""
    berkas.seek(0, SEEK_END)
    berkas.seek(max(0, berkas.tell() - EKOR))
    ekor = berkas.read()
    berkas.seek(0)
    akhir = ekor.rfind(b"PK\5\6")
    if akhir < 0 or akhir + 22 > len(ekor):
        raise BuktiDitolak(RUSAK)
    panjang = int.from_bytes(ekor[akhir + 12 : akhir + 16], "little")
    besar = max(0, akhir - 76)  # where the record of a ZIP64 stands, which goes first
    if ekor[besar : besar + 4] == b"PK\6\6":
        panjang = int.from_bytes(ekor[besar + 40 : besar + 48], "little")
    if panjang > ENTRI_MAKS * 512:
        raise BuktiDitolak(BOM)


def _periksa_direktori(arsip: zipfile.ZipFile) -> None:
    isi = arsip.infolist()
    terurai, termampat = sum(e.file_size for e in isi), max(1, sum(e.compress_size for e in isi))
    if len(isi) > ENTRI_MAKS or terurai > TERURAI_MAKS or terurai > max(MEGA, termampat * RASIO_MAKS):
        raise BuktiDitolak(BOM)
    nama = [e.filename for e in isi]
    if len(set(nama)) != len(nama) or any(e.flag_bits & 1 for e in isi) or any(map(_keluar, nama)):
        raise BuktiDitolak(RUSAK)
    if any(map(_bermakro, nama)):
        raise BuktiDitolak(MAKRO)


def _keluar(nama: str) -> bool:
    """A name that unpacks to somewhere else."""
    return nama.startswith("/") or "\\" in nama or ".." in PurePosixPath(nama).parts


def _bermakro(nama: str) -> bool:
    """VBA, macro sheets and controls of Microsoft's formats; Basic and scripts of the OpenDocument ones."""
    bagian = PurePosixPath(nama.lower()).parts
    return bagian[-1:] == ("vbaproject.bin",) or bool({"activex", "macrosheets", "basic", "scripts"} & set(bagian))


def _jenis_office(arsip: zipfile.ZipFile) -> str:
    nama = set(arsip.namelist())
    if "[Content_Types].xml" in nama:
        jenis = {j for j in _jenis_bagian(arsip) if j}
        if any("macroenabled" in j.lower() or "vba" in j.lower() for j in jenis):
            raise BuktiDitolak(MAKRO)
        utama = [UTAMA_OOXML[j] for j in jenis if j in UTAMA_OOXML]
        if len(utama) == 1:
            return utama[0]
    elif "mimetype" in nama and arsip.getinfo("mimetype").file_size < 100:
        jenis_odf = arsip.read("mimetype").decode("ascii", "replace").strip()
        if jenis_odf in JENIS_ODF and "content.xml" in nama:
            return jenis_odf
    raise BuktiDitolak("Arsip ZIP tidak diterima. Unggah berkas di dalamnya satu per satu.")


def _jenis_bagian(arsip: zipfile.ZipFile) -> Iterator[str]:
    """The types that the table of contents names."""
    if arsip.getinfo("[Content_Types].xml").file_size > MEGA:
        raise BuktiDitolak(BOM)
    try:
        akar = fromstring(arsip.read("[Content_Types].xml"), forbid_dtd=True)
    except Exception as galat:  # the parser and its guards each raise their own kinds
        raise BuktiDitolak(RUSAK) from galat
    for unsur in akar:
        yield unsur.get("ContentType", "")


# --- Text ----------------------------------------------------------------------------------------------------------


def _teks(berkas: IO[bytes]) -> str:
    """Plain text in UTF-8; anything with control characters, or that a browser would run, is no text."""
    isi = berkas.read()
    try:
        teks = isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BuktiDitolak(TAK_DIKENAL) from None
    if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", teks):
        raise BuktiDitolak(TAK_DIKENAL)
    if _HALAMAN.search(isi):
        raise BuktiDitolak("Halaman web, SVG, dan program tidak diterima. Cetak ke PDF, lalu unggah hasilnya.")
    if not teks.strip():
        raise BuktiDitolak("Berkas ini kosong. Periksa berkasnya, lalu unggah lagi.")
    return CSV if _bertabel(teks) else TEKS


def _bertabel(teks: str) -> bool:
    """Several lines, each with as many separators as the first."""
    baris = [b for b in teks[: 4 * POTONGAN].splitlines() if b.strip()][:20]
    return len(baris) > 1 and any(baris[0].count(p) > 0 and len({b.count(p) for b in baris}) == 1 for p in ";,\t")


# --- Names ---------------------------------------------------------------------------------------------------------


def rapikan_nama(nama: str, jenis_isi: str) -> str:
    """The name to show and to download by: no path, nothing invisible, and the ending of what the content is."""
    nama = unicodedata.normalize("NFC", re.split(r"[/\\]", nama)[-1])
    nama = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in nama)
    nama = re.sub(r'[<>:"|?*]', "-", re.sub(r"\s+", " ", nama)).strip(" .")
    akhiran = JENIS_ISI[jenis_isi][1]
    batang = re.sub(rf"(?:\.{akhiran})?\.[a-z0-9]{{1,5}}\Z", "", nama, flags=re.I)
    batang = batang.strip(" .") or "berkas"
    return f"{batang[: NAMA_MAKS - len(akhiran) - 1]}.{akhiran}"


def judul_dari(nama: str) -> str:
    """A first title, from the name of the file."""
    return re.sub(r"[_\s]+", " ", nama.rpartition(".")[0]).strip()[:200] or "Bukti dukung"
