"""Is this file safe to parse? The zip directory first, then one walk through the XML that builds nothing.

A workbook of 257 kB can unpack to gigabytes, and openpyxl holds whole rows and lists in memory. So what it would choke
on is found before it is called.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from xml.parsers import expat

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import range_boundaries

logger = logging.getLogger(__name__)

MB = 1024 * 1024
SEBAGAI_XLSX = "Buka di Excel atau LibreOffice, lalu Simpan Sebagai “Excel Workbook (.xlsx)”."
BUKAN_EXCEL = f"Berkas bukan berkas Excel (.xlsx), walaupun namanya mungkin begitu. {SEBAGAI_XLSX}"
RUSAK = f"Berkas rusak atau bukan berkas Excel. {SEBAGAI_XLSX}"
TERLALU_BESAR = "Isi berkas terlalu besar setelah dibuka. Salin hanya data yang diperlukan ke templat yang baru."
UNSUR_BARIS_MAKS = 100_000  # after a row begins; Excel's widest has 16,384 cells
UNSUR_TEKS_MAKS = 500_000  # shared texts: openpyxl makes an object of each
TANDA_MAKS = 256 * 1024  # characters of one tag or remark: the parser begins it again with every piece that it gets
UNSUR_LAIN_MAKS = 300_000  # merged cells, styles, drop-downs: openpyxl makes an object of each
BARIS_EXCEL, KOLOM_EXCEL = 1_048_576, 16_384
_UNSUR_DATA = {"row", "c", "v", "f", "is", "t", "si"}
_POTONGAN = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Batas:
    """How much of an upload is read."""

    ukuran: int = 10 * MB
    terurai: int = 50 * MB
    rasio: int = 100
    entri: int = 200
    unsur: int = 4_000_000
    baris: int = 20_000
    kolom: int = 100
    galat: int = 1_000


class BerkasDitolak(ValueError):
    """The file is not parsed at all. The message is Indonesian and says what to do."""


@dataclass
class IsiLembar:
    """What the walk saw in one sheet, and openpyxl's reader does not tell."""

    gabungan: list[str] = field(default_factory=list)  # merged ranges
    rumus: set[str] = field(default_factory=set)  # cells with a formula whose result is no text


@dataclass
class HasilPeriksa:
    """`lain`: elements that are no cells and texts; `bentang`: cells below merged ranges and links."""

    unsur: int = 0
    lain: int = 0
    bentang: int = 0
    lembar: dict[str, IsiLembar] = field(default_factory=dict)  # by sheet name


def sebagai_berkas(sumber: Any) -> BinaryIO:
    """Path, bytes or an open file → an open binary file at its start."""
    if isinstance(sumber, bytes):
        return io.BytesIO(sumber)
    if hasattr(sumber, "read"):
        berkas: BinaryIO = sumber
        berkas.seek(0)
        return berkas
    with open(sumber, "rb") as terbuka:
        return io.BytesIO(terbuka.read())


def periksa_berkas(berkas: BinaryIO, batas: Batas) -> HasilPeriksa:
    """Raises BerkasDitolak for what is too big, too clever or no .xlsx."""
    _periksa_ukuran(berkas, batas)
    try:
        with zipfile.ZipFile(berkas) as arsip:
            _periksa_direktori(arsip, batas)
            return _telusuri(arsip, batas)
    except BerkasDitolak:
        raise
    except Exception as galat:  # zip, zlib and XML each raise their own kinds for a broken file
        logger.info("Workbook refused", exc_info=True)
        raise BerkasDitolak(RUSAK) from galat
    finally:
        berkas.seek(0)


def _periksa_ukuran(berkas: BinaryIO, batas: Batas) -> None:
    ukuran = berkas.seek(0, io.SEEK_END)
    berkas.seek(0)
    awal = berkas.read(4)
    if not ukuran:
        raise BerkasDitolak("Berkas kosong. Pilih berkas templat yang sudah diisi.")
    if ukuran > batas.ukuran:
        raise BerkasDitolak(f"Berkas lebih besar dari {batas.ukuran // MB} MB. Bagi menjadi beberapa berkas.")
    if awal == _OLE:
        raise BerkasDitolak(f"Berkas berbentuk .xls lama atau terkunci kata sandi. Buka kuncinya. {SEBAGAI_XLSX}")
    if awal != b"PK\x03\x04":
        raise BerkasDitolak(BUKAN_EXCEL)


def _periksa_direktori(arsip: zipfile.ZipFile, batas: Batas) -> None:
    isi = arsip.infolist()
    nama = {entri.filename for entri in isi}
    terurai = sum(entri.file_size for entri in isi)
    termampat = max(1, sum(entri.compress_size for entri in isi))
    if len(isi) > batas.entri or terurai > batas.terurai or terurai > max(MB, termampat * batas.rasio):
        raise BerkasDitolak(TERLALU_BESAR)
    if any(PurePosixPath(n).name.lower() == "vbaproject.bin" for n in nama):
        raise BerkasDitolak(f"Berkas berisi makro (.xlsm). Makro tidak diterima. {SEBAGAI_XLSX}")
    if "xl/workbook.xml" not in nama or "[Content_Types].xml" not in nama:
        raise BerkasDitolak(f"Berkas bukan Excel Workbook (.xlsx). {SEBAGAI_XLSX}")
    if len(nama) != len(isi) or any(entri.flag_bits & 1 for entri in isi):  # two entries of one name, encrypted
        raise BerkasDitolak(RUSAK)


def _telusuri(arsip: zipfile.ZipFile, batas: Batas) -> HasilPeriksa:
    hasil = HasilPeriksa()
    isi = {}
    for entri in arsip.infolist():
        pemindai = _Pemindai(batas.unsur - hasil.unsur)
        _pindai(arsip, entri, pemindai)
        hasil.unsur += pemindai.unsur
        hasil.lain += pemindai.lain
        hasil.bentang += pemindai.bentang
        isi[entri.filename] = pemindai.isi
    if b"macroenabled" in arsip.read("[Content_Types].xml").lower():
        raise BerkasDitolak(f"Berkas berisi makro (.xlsm). Makro tidak diterima. {SEBAGAI_XLSX}")
    hasil.lembar = {nama: isi[entri] for entri, nama in _nama_lembar(arsip).items() if entri in isi}
    return hasil


def _pindai(arsip: zipfile.ZipFile, entri: zipfile.ZipInfo, pemindai: _Pemindai) -> None:
    """Every entry, whatever its name: the workbook itself says which of them are sheets."""
    pengurai = expat.ParserCreate()  # defusedxml's parser is written in Python: three times slower
    pengurai.StartElementHandler = pemindai.unsur_mulai
    pengurai.StartDoctypeDeclHandler = _tolak_dtd
    dibaca = 0
    try:
        with arsip.open(entri) as aliran:
            while potongan := aliran.read(_POTONGAN):
                pengurai.Parse(potongan)
                dibaca += len(potongan)
                if dibaca - pengurai.CurrentByteIndex > TANDA_MAKS:  # it waits for the end of what began there
                    raise BerkasDitolak(TERLALU_BESAR)
        pengurai.Parse(b"", True)
    except expat.ExpatError:
        return  # a picture; openpyxl stops at the same place


def _tolak_dtd(*_: Any) -> None:
    """Entities that unfold to gigabytes need one; Excel writes none."""
    raise BerkasDitolak(f"Berkas berisi definisi XML yang tidak diterima. {SEBAGAI_XLSX}")


class _Pemindai:
    """Counts while the parser walks; keeps no element."""

    def __init__(self, sisa: int) -> None:
        self.sisa = sisa
        self.unsur = self.lain = self.teks = self.awal_baris = self.bentang = 0
        self.isi = IsiLembar()
        self.sel: dict[str, str] = {}

    def unsur_mulai(self, tanda: str, atribut: dict[str, str]) -> None:
        self.unsur += 1
        nama = tanda.rpartition(":")[2] if ":" in tanda else tanda
        if nama == "c":
            self.sel = atribut
        elif nama == "row":
            self.awal_baris = self.unsur
        elif nama == "f":
            if self.sel.get("t") != "str":
                self.isi.rumus.add(self.sel.get("r", ""))
        elif nama == "si":
            self.teks += 1
            if self.teks > UNSUR_TEKS_MAKS:
                raise BerkasDitolak(TERLALU_BESAR)
        elif nama not in _UNSUR_DATA:
            self._unsur_lain(nama, atribut)
        if self.unsur > self.sisa or (self.awal_baris and self.unsur - self.awal_baris > UNSUR_BARIS_MAKS):
            raise BerkasDitolak(TERLALU_BESAR)

    def _unsur_lain(self, nama: str, atribut: dict[str, str]) -> None:
        self.lain += 1
        if self.lain > UNSUR_LAIN_MAKS:
            raise BerkasDitolak(TERLALU_BESAR)
        if nama == "mergeCell":
            self.isi.gabungan.append(atribut.get("ref", ""))
        if nama in {"mergeCell", "hyperlink"}:
            self.bentang += _luas(atribut.get("ref", ""))


def _luas(wilayah: str) -> int:
    """How many cells a range covers; whole columns and rows to their end."""
    try:
        kiri, atas, kanan, bawah = range_boundaries(wilayah)
    except (ValueError, TypeError):
        return 0  # openpyxl will not read it either
    lebar, tinggi = (kanan or KOLOM_EXCEL) - (kiri or 1) + 1, (bawah or BARIS_EXCEL) - (atas or 1) + 1
    return max(0, lebar) * max(0, tinggi)


def _nama_lembar(arsip: zipfile.ZipFile) -> dict[str, str]:
    """Entry → name of the sheet, as the workbook says."""
    alamat = {r.get("Id"): r.get("Target", "") for r in _akar(arsip, "xl/_rels/workbook.xml.rels")}
    hasil = {}
    for unsur in _akar(arsip, "xl/workbook.xml").iter():
        if unsur.tag.endswith("}sheet"):
            rujukan = next((nilai for kunci, nilai in unsur.attrib.items() if kunci.endswith("}id")), "")
            tujuan = alamat.get(rujukan, "")
            hasil[re.sub(r"^/?(xl/)?", "xl/", tujuan)] = unsur.get("name", "")
    return hasil


def _akar(arsip: zipfile.ZipFile, nama: str) -> Any:
    if arsip.getinfo(nama).file_size > MB:
        raise BerkasDitolak(TERLALU_BESAR)
    return fromstring(arsip.read(nama), forbid_dtd=True)
