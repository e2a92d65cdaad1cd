"""Acts on the LKjIP that touch several models."""

from __future__ import annotations

from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from organisasi.enums import JenisJabatan
from organisasi.models import Penugasan, Satker
from renstra.models import Sasaran
from sakip.gambar import MEGA, AturanGambar, buang_sesudah_commit, tulis_jpeg, ulang_kodekan

from .models import Foto, Laporan

#: 1600 pixels: sharp in print at the width of a column, and the PDF stays small.
FOTO = AturanGambar("foto", ukuran_maks=15 * MEGA, piksel_maks=50_000_000, sisi=1600, tulis=tulis_jpeg)


@transaction.atomic
def mulai_laporan(*, satker: Satker, tahun: int) -> Laporan:
    """The LKjIP of the year, made with the usual sources and the present sekretaris as signer if there is none yet."""
    sekretaris = Penugasan.objects.pemangku_jenis(satker, JenisJabatan.SEKRETARIS, timezone.localdate())
    laporan, _ = Laporan.objects.get_or_create(
        satker=satker, tahun=tahun, defaults={"tempat": satker.tempat, "penandatangan": sekretaris}
    )
    return laporan


def simpan_foto(*, laporan: Laporan, sasaran: Sasaran, keterangan: str, berkas: IO[bytes]) -> Foto:
    """Store a photo at the end of a sasaran's photos, re-encoded as JPEG and scaled down. Raises GalatGambar."""
    isi = ulang_kodekan(berkas, FOTO)
    with transaction.atomic():
        terakhir = Foto.objects.filter(laporan=laporan, sasaran=sasaran).aggregate(Max("urut"))["urut__max"] or 0
        foto = Foto(laporan=laporan, sasaran=sasaran, urut=terakhir + 1, keterangan=keterangan)
        foto.berkas.save("foto.jpg", ContentFile(isi), save=False)
        foto.save()
    return foto


def hapus_foto(*, foto: Foto) -> None:
    """Remove a photo; its file goes once the row is gone for good."""
    with transaction.atomic():
        buang_sesudah_commit(foto.berkas)
        foto.delete()
