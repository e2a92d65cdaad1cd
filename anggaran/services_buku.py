"""A DIPA from a file: find the draft it is for, check, apply all or nothing. Pages and command use the same."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi import unggahan
from organisasi.models import Pengguna, Satker
from renstra.impor.berkas_teks import berkas_teks
from sakip.alur import TransisiDitolak
from sakip.excel import HasilBaca, baca
from sakip.impor import ImporDitolak, RencanaBerubah, jumlah_saja
from sakip.pelaku import dengan_alasan
from sakip.sampah import jarang_memulung
from sakip.simpul import baca_berkas

from .buku.berkas_teks import baca_teks
from .buku.isi import Isi
from .buku.periksa import periksa
from .buku.rencana import Rencana
from .buku.terapkan import tulis
from .enums import JenisImpor
from .models import Dipa, ImporAnggaran
from .services_susun import buat_dipa, kunci_draf

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tempat:
    """Where a file goes: the draft of the year, or a new one (None)."""

    satker: Satker
    tahun: int
    dipa: Dipa | None

    def isi(self) -> Isi:
        return Isi(self.satker, self.tahun, self.dipa)


def tempat_untuk(satker: Satker, tahun: int) -> Tempat:
    """Raises ImporDitolak when all there is of the year is in force."""
    semua = list(Dipa.objects.filter(satker=satker).for_tahun(tahun).order_by("-revisi"))
    draf = next((d for d in semua if d.dapat_diubah), None)
    if semua and draf is None:
        raise ImporDitolak(
            f"DIPA {tahun} sudah berlaku dan tidak diubah lagi. Buat revisinya dulu, lalu impor ke drafnya."
        )
    return Tempat(satker, tahun, draf)


@jarang_memulung()
def baca_buku(sumber: Any, tempat: Tempat) -> HasilBaca:
    return baca(sumber, tempat.isi().buku)


def baca_berkas_untuk(berkas: Path, tempat: Tempat) -> HasilBaca:
    """Read a file of any kind. Raises ImporDitolak, GalatFixture."""
    if berkas_teks(berkas):
        return baca_teks(baca_berkas(berkas), tempat.isi())
    return baca_buku(berkas, tempat)


@jarang_memulung()
def periksa_di(hasil: HasilBaca, tempat: Tempat) -> Rencana:
    """What the file would do to what is stored now."""
    return periksa(hasil, tempat.isi())


def unggah(*, isi: bytes, nama: str, satker: Satker, tahun: int, oleh: Pengguna) -> ImporAnggaran:
    """Check an upload and keep it with its plan. Raises ImporDitolak: no workbook of ours, or no draft to go to."""
    tempat = tempat_untuk(satker, tahun)
    hasil = baca_buku(isi, tempat)
    unggahan.tolak_tak_terbaca(hasil)
    rencana = periksa_di(hasil, tempat)
    impor = ImporAnggaran(
        satker=satker,
        oleh=oleh,
        tahun=tahun,
        jenis=JenisImpor.DIPA,
        dipa=tempat.dipa,
        ringkasan=rencana.ringkas(hasil),
    )
    unggahan.simpan(impor, isi=isi, nama=nama, jenis=impor.jenis, tahun=tahun)
    return impor


def terapkan(*, impor: ImporAnggaran, oleh: Pengguna, sidik: str) -> None:
    """Write the plan with the fingerprint `sidik`, once; one that changed is kept to be seen. Raises ImporDitolak."""
    tempat = tempat_untuk(impor.satker, impor.tahun)

    def ingat(dipa: Dipa) -> None:
        ImporAnggaran.objects.filter(pk=impor.pk).update(dipa=dipa)

    unggahan.terapkan(
        impor,
        baca=lambda isi: baca_buku(isi, tempat),
        tulis=lambda hasil: jalankan(hasil, tempat, nama=impor.nama_berkas, oleh=oleh, sidik=sidik, sesudah=ingat),
    )


@jarang_memulung()
def jalankan(
    hasil: HasilBaca,
    tempat: Tempat,
    *,
    nama: str,
    oleh: Pengguna | None = None,
    sidik: str | None = None,
    sesudah: Callable[[Dipa], None] | None = None,
) -> Rencana:
    """Check against the database as it is now and write, in one transaction; `sesudah` runs in it as well.

    With `sidik` the plan must be the one that was seen. Raises RencanaBerubah, ImporDitolak.
    """
    try:
        with transaction.atomic(), dengan_alasan(f"Impor {nama}"):
            dipa = kunci_draf(tempat.dipa) if tempat.dipa else None
            rencana = periksa_di(hasil, Tempat(tempat.satker, tempat.tahun, dipa))
            if not hasil.sah or (sidik is not None and rencana.sidik(hasil.anggapan) != sidik):
                raise RencanaBerubah(hasil, rencana)
            jumlah = jumlah_saja(rencana.ringkas(hasil))
            dipa = dipa or buat_dipa(satker=tempat.satker, tahun=tempat.tahun, oleh=oleh, keterangan="")
            tulis(rencana, dipa)
            catat(Tindakan.IMPOR, objek=dipa, satker=tempat.satker, keterangan=nama, data=jumlah)
            if sesudah:
                sesudah(dipa)
            return rencana
    except TransisiDitolak as galat:
        raise ImporDitolak(str(galat)) from galat
    except ProtectedError as galat:
        raise ImporDitolak(
            "Ada pos yang dihapus di berkas tetapi dipakai RKT atau rencana aksi. Kembalikan barisnya, "
            "lalu unggah lagi."
        ) from galat
    except DatabaseError as galat:
        logger.warning("Import of %s refused by the database", nama, exc_info=True)
        raise ImporDitolak(unggahan.DITOLAK_BASIS_DATA) from galat
