"""Pictures that people upload: known by their content and never by their name, made anew, served to be looked at only.

What is stored is never the file that came in: it is unpacked, scaled down and written again, so that only the picture
itself remains (no place of taking, no thumbnail, no comment, nothing hidden behind it).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from PIL import Image, ImageFile, ImageOps

FORMAT = ("JPEG", "PNG", "WEBP")
AWAL_BACA = 1024  # bytes in which an SVG says that it is one
MEGA = 1024 * 1024
#: A picture opened as a page of its own: it may load, run and send nothing.
CSP_BERKAS = "default-src 'none'; sandbox"

_KUNCI_PILLOW = threading.Lock()


class GalatGambar(Exception):
    """The file is no picture that can be used; the message is in Indonesian and may be shown as it is."""


@dataclass(frozen=True)
class AturanGambar:
    """What an upload may be and what is made of it.

    `ukuran_maks` in bytes; `piksel_maks` and `sisi_maks` (longest side, 0: any) are asked before anything is unpacked;
    `sisi` is the longest side of what is stored, in pixels.
    """

    sebutan: str
    ukuran_maks: int
    piksel_maks: int
    sisi: int
    tulis: Callable[[Any], bytes]
    sisi_maks: int = 0

    @property
    def batas(self) -> str:
        """The limit in words."""
        if self.sisi_maks:
            return f"{self.sisi_maks} × {self.sisi_maks} piksel"
        return f"{self.piksel_maks // 1_000_000} megapiksel"


def ulang_kodekan(berkas: IO[bytes], aturan: AturanGambar) -> bytes:
    """The picture inside an uploaded file, upright, scaled down and encoded again. Raises GalatGambar."""
    nama = aturan.sebutan
    terlalu_besar = GalatGambar(
        f"{nama.capitalize()} terlalu besar. Perkecil dulu menjadi paling banyak {aturan.batas}."
    )
    _tolak_svg(berkas, nama)
    try:
        with _tolak_terpotong(), Image.open(berkas, formats=FORMAT) as gambar:
            if gambar.width * gambar.height > aturan.piksel_maks or max(gambar.size) > (aturan.sisi_maks or 10**6):
                raise terlalu_besar
            return aturan.tulis(_pas(gambar, aturan.sisi))
    except Image.DecompressionBombError as galat:
        raise terlalu_besar from galat
    except GalatGambar:
        raise
    except Exception as galat:  # Pillow raises whatever a broken file makes of its parsers
        raise GalatGambar(f"Berkas ini bukan {nama} JPEG, PNG atau WebP yang dapat dibaca.") from galat


def periksa_ukuran(berkas: Any, aturan: AturanGambar) -> None:
    """GalatGambar for an upload that has too many bytes; asked before the file is read."""
    if berkas.size > aturan.ukuran_maks:
        batas = aturan.ukuran_maks // MEGA
        raise GalatGambar(
            f"{aturan.sebutan.capitalize()} lebih besar dari {batas} MB. Perkecil dulu, lalu unggah lagi."
        )


def tulis_jpeg(gambar: Any) -> bytes:
    """For photographs: small; what is transparent becomes black."""
    return _simpan(gambar.convert("RGB"), "JPEG", quality=82, optimize=True)


def tulis_png(gambar: Any) -> bytes:
    """For drawn signs: every edge stays sharp, what is transparent stays so."""
    return _simpan(gambar.convert("RGBA"), "PNG", optimize=True)


def cuplikan(berkas: IO[bytes], sisi: int) -> bytes:
    """A small JPEG of a picture that we stored ourselves, `sisi` pixels long. OSError when it cannot be read."""
    with Image.open(berkas, formats=("JPEG",)) as gambar:
        gambar.draft("RGB", (sisi, sisi))  # unpacks an eighth of a photo where that is enough
        return tulis_jpeg(_pas(gambar, sisi))


def buang_sesudah_commit(berkas: FieldFile) -> None:
    """Delete a stored file once the change that lets go of it is kept for good."""
    tempat, nama = berkas.storage, str(berkas.name)
    if berkas:
        transaction.on_commit(lambda: tempat.delete(nama), robust=True)  # the row is gone, whatever the disk says


def jawab_gambar(berkas: FieldFile, jenis: str) -> FileResponse:
    """The picture for an `<img>`; whoever opens it as a page gets a page that can do nothing. 404 when it is gone."""
    try:
        isi = berkas.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas gambar tidak ada di penyimpanan.") from None
    return FileResponse(
        isi,
        content_type=jenis,
        headers={
            "Content-Security-Policy": CSP_BERKAS,
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": "inline",
            "Cache-Control": "private, max-age=300",
        },
    )


def _tolak_svg(berkas: IO[bytes], nama: str) -> None:
    """An SVG is a program as much as a picture; it is refused by name because people do have their logo as SVG."""
    awal = berkas.read(AWAL_BACA).lower()
    berkas.seek(0)
    if b"<svg" in awal or (b"<?xml" in awal and b"svg" in awal):
        raise GalatGambar(f"Berkas SVG tidak diterima. Simpan {nama} sebagai PNG, lalu unggah lagi.")


@contextmanager
def _tolak_terpotong() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to accept pictures cut short; an upload cut short is refused."""
    with _KUNCI_PILLOW:
        semula, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = semula


def _pas(gambar: Any, sisi: int) -> Any:
    tegak = ImageOps.exif_transpose(gambar)
    if tegak.mode not in {"RGB", "RGBA"}:  # a palette cannot be scaled smoothly
        tegak = tegak.convert("RGBA" if tegak.has_transparency_data else "RGB")
    tegak.thumbnail((sisi, sisi))
    return tegak


def _simpan(gambar: Any, jenis: str, **pilihan: Any) -> bytes:
    gambar.info.clear()  # comments and profiles would be written again
    hasil = BytesIO()
    gambar.save(hasil, jenis, **pilihan)
    return hasil.getvalue()
