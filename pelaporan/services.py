"""Acts on the LKjIP that touch several models."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from PIL import Image, ImageFile, ImageOps

from organisasi.enums import JenisJabatan
from organisasi.models import Penugasan, Satker
from renstra.models import Sasaran
from sakip.models import VersiBerubah

from .models import Foto, Laporan, Narasi
from .narasi import bersihkan

#: Longest side of a stored photo in pixels: sharp in print at the width of a column, and the PDF stays small.
SISI_FOTO = 1600
#: Uploads with more pixels than this are refused before they are unpacked.
PIKSEL_MAKS = 50_000_000
UKURAN_FOTO_MAKS = 15 * 1024 * 1024
TERLALU_BESAR = "Foto terlalu besar. Perkecil dulu menjadi paling banyak 50 megapiksel."

_KUNCI_PILLOW = threading.Lock()


class GalatFoto(Exception):
    """The file is no usable photo; the message is in Indonesian."""


@transaction.atomic
def mulai_laporan(*, satker: Satker, tahun: int) -> Laporan:
    """The LKjIP of the year, made with the usual sources and the present sekretaris as signer if there is none yet."""
    sekretaris = Penugasan.objects.pemangku_jenis(satker, JenisJabatan.SEKRETARIS, timezone.localdate())
    laporan, _ = Laporan.objects.get_or_create(
        satker=satker, tahun=tahun, defaults={"tempat": satker.tempat, "penandatangan": sekretaris}
    )
    return laporan


def simpan_narasi(*, narasi: Narasi, versi: int, isi: str) -> Narasi:
    """Write the prose of one place, cleaned; makes the row of a place that had none (`versi` 0).

    Raises VersiBerubah when somebody else wrote it since, GalatNarasi when the text is too long to keep.
    """
    bersih = bersihkan(isi)
    if narasi.pk is not None:
        return narasi.simpan_versi(versi, isi=bersih)
    if versi:
        raise VersiBerubah  # what was shown is gone
    narasi.isi = bersih
    try:
        with transaction.atomic():
            narasi.save(force_insert=True)
    except IntegrityError as galat:
        raise VersiBerubah from galat
    return narasi


def simpan_foto(*, laporan: Laporan, sasaran: Sasaran, keterangan: str, berkas: IO[bytes]) -> Foto:
    """Store a photo at the end of a sasaran's photos, re-encoded as JPEG and scaled down.

    Re-encoding drops everything that is not picture: place of taking, thumbnails, hidden content. Raises GalatFoto.
    """
    isi = _ulang_kodekan(berkas)
    with transaction.atomic():
        terakhir = Foto.objects.filter(laporan=laporan, sasaran=sasaran).aggregate(Max("urut"))["urut__max"] or 0
        foto = Foto(laporan=laporan, sasaran=sasaran, urut=terakhir + 1, keterangan=keterangan)
        foto.berkas.save("foto.jpg", ContentFile(isi), save=False)
        foto.save()
    return foto


def hapus_foto(*, foto: Foto) -> None:
    """Remove a photo; its file goes once the row is gone for good."""
    tempat, nama = foto.berkas.storage, str(foto.berkas.name)
    with transaction.atomic():
        foto.delete()
        transaction.on_commit(lambda: tempat.delete(nama), robust=True)  # the row is gone, whatever the disk says


@contextmanager
def _tolak_terpotong() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to accept pictures cut short; an upload cut short is refused."""
    with _KUNCI_PILLOW:
        semula, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = semula


def _ulang_kodekan(berkas: IO[bytes]) -> bytes:
    try:
        with _tolak_terpotong(), Image.open(berkas, formats=["JPEG", "PNG", "WEBP"]) as gambar:
            if gambar.width * gambar.height > PIKSEL_MAKS:
                raise GalatFoto(TERLALU_BESAR)
            return _jpeg(gambar)
    except Image.DecompressionBombError as galat:
        raise GalatFoto(TERLALU_BESAR) from galat
    except GalatFoto:
        raise
    except Exception as galat:  # Pillow raises whatever a broken file makes of its parsers
        raise GalatFoto("Berkas ini bukan foto JPEG, PNG atau WebP yang dapat dibaca.") from galat


def _jpeg(gambar: Any) -> bytes:
    tegak = ImageOps.exif_transpose(gambar).convert("RGB")
    tegak.thumbnail((SISI_FOTO, SISI_FOTO))
    tegak.info.clear()  # comments would be written again
    hasil = BytesIO()
    tegak.save(hasil, "JPEG", quality=82, optimize=True)
    return hasil.getvalue()
