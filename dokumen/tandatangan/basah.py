"""Signed with ink: what is stored is a scan, and everything that shows it says so."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from .antarmuka import GalatTandaTangan, Kesiapan, Medan, Penanda, Permintaan, Rahasia, Terbubuh
from .enums import KodePenyedia
from .hasil import Pemeriksaan

BATAS_UKURAN = 20 * 1024 * 1024  # bytes
BATAS_HALAMAN = 100
#: What a scan has no use for, and what a reader's program might act upon.
AKTIF = ("/OpenAction", "/AA", "/AcroForm")
NAMA_AKTIF = ("/JavaScript", "/EmbeddedFiles")


class PenyediaBasah:
    """The file of the request is the scan that was uploaded; nothing is added to it."""

    kode = KodePenyedia.BASAH.value
    nama = "Ditandatangani basah"
    elektronik = False

    def kesiapan(self, penanda: Penanda) -> Kesiapan:
        return Kesiapan(True)

    def siapkan(self, isi: bytes, medan: tuple[Medan, ...]) -> bytes:
        return isi

    def bubuhkan(self, permintaan: Permintaan, rahasia: Rahasia) -> Terbubuh:
        return Terbubuh(pindaian(permintaan.berkas().isi))

    def periksa(self, isi: bytes) -> Pemeriksaan:
        return Pemeriksaan(hashlib.sha256(isi).hexdigest(), len(isi))


def pindaian(isi: bytes) -> bytes:
    """The scan, read by a real PDF parser and written anew. Raises GalatTandaTangan that says what is wrong."""
    import pikepdf

    if len(isi) > BATAS_UKURAN:
        raise GalatTandaTangan(
            f"Pindaian paling besar {BATAS_UKURAN // 1024 // 1024} MB. Pindai dengan mutu lebih rendah."
        )
    try:
        with pikepdf.open(BytesIO(isi)) as pdf:
            _periksa(pdf)
            keluar = BytesIO()
            pdf.save(keluar, deterministic_id=True)
    except pikepdf.PasswordError:
        raise GalatTandaTangan("Pindaian terkunci sandi. Simpan tanpa sandi, lalu unggah lagi.") from None
    except GalatTandaTangan:
        raise
    except Exception:  # whatever the parser stumbles over: it is no paper to keep
        raise GalatTandaTangan(
            "Berkas ini bukan PDF yang dapat dibaca. Pindai sebagai PDF, lalu unggah lagi."
        ) from None
    return keluar.getvalue()


def _periksa(pdf: Any) -> None:
    if not 1 <= len(pdf.pages) <= BATAS_HALAMAN:
        raise GalatTandaTangan(f"Pindaian harus 1–{BATAS_HALAMAN} halaman. Yang diunggah: {len(pdf.pages)} halaman.")
    nama = pdf.Root.get("/Names", {})
    if any(k in pdf.Root for k in AKTIF) or any(k in nama for k in NAMA_AKTIF):
        raise GalatTandaTangan(
            "Berkas ini memuat formulir, program, atau lampiran, jadi bukan pindaian. "
            "Pindai kertasnya, lalu unggah lagi."
        )
