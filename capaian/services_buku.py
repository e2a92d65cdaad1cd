"""Realisasi from a workbook: check, show, apply all or nothing. The pages and the command use the same."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, transaction

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi import unggahan
from organisasi.models import Pengguna, Satker
from sakip.alur import TransisiDitolak
from sakip.excel import HasilBaca, baca
from sakip.impor import ImporDitolak, RencanaBerubah, jumlah_saja
from sakip.pelaku import dengan_alasan
from sakip.sampah import jarang_memulung

from .buku.isi import Tempat
from .buku.periksa import periksa
from .buku.rencana import Rencana
from .buku.susunan import ISIAN, susun_buku
from .models import ImporRealisasi
from .services import simpan_banyak

logger = logging.getLogger(__name__)


@jarang_memulung()
def baca_buku(sumber: Any, tempat: Tempat) -> HasilBaca:
    return baca(sumber, susun_buku(tempat.satker, tempat.tahun, tempat.triwulan))


@jarang_memulung()
def periksa_di(hasil: HasilBaca, tempat: Tempat) -> Rencana:
    """What the file would do to what is stored now."""
    return periksa(hasil, tempat)


def unggah(*, isi: bytes, nama: str, satker: Satker, tahun: int, triwulan: int, oleh: Pengguna) -> ImporRealisasi:
    """Check an upload and keep it with its plan. Raises ImporDitolak for what is no workbook of ours."""
    tempat = Tempat(satker, tahun, triwulan, oleh)
    hasil = baca_buku(isi, tempat)
    unggahan.tolak_tak_terbaca(hasil)
    rencana = periksa_di(hasil, tempat)
    impor = ImporRealisasi(satker=satker, oleh=oleh, tahun=tahun, triwulan=triwulan, ringkasan=rencana.ringkas(hasil))
    unggahan.simpan(impor, isi=isi, nama=nama)
    return impor


def terapkan(*, impor: ImporRealisasi, oleh: Pengguna, sidik: str, ambil: Collection[int]) -> None:
    """Write the plan with the fingerprint `sidik`, once; of disputed rows those whose Pengukuran is in `ambil`.

    A plan that changed is kept to be seen. Raises ImporDitolak.
    """
    tempat = Tempat(impor.satker, impor.tahun, impor.triwulan, oleh)
    unggahan.terapkan(
        impor,
        baca=lambda isi: baca_buku(isi, tempat),
        tulis=lambda hasil: jalankan(hasil, tempat, nama=impor.nama_berkas, sidik=sidik, ambil=ambil),
    )


@jarang_memulung()
def jalankan(
    hasil: HasilBaca, tempat: Tempat, *, nama: str, sidik: str | None = None, ambil: Collection[int] = ()
) -> Rencana:
    """Check against the database as it is now and write, in one transaction.

    With `sidik` the plan must be the one that was seen. Raises RencanaBerubah, ImporDitolak.
    """
    try:
        with transaction.atomic(), dengan_alasan(f"Impor {nama}"):
            Satker.objects.select_for_update().get(pk=tempat.satker.pk)  # two files with first entries wait here
            rencana = periksa_di(hasil, replace(tempat, kunci=True))
            if not hasil.sah or (sidik is not None and rencana.sidik(hasil.anggapan) != sidik):
                raise RencanaBerubah(hasil, rencana)
            _tulis(rencana, tempat, ambil)
            jumlah = jumlah_saja({"lembar": [rencana.ringkas_lembar(ISIAN)], "banyak": rencana.banyak})
            jumlah["ditulis"] = len(rencana.ditulis(ambil))
            catat(Tindakan.IMPOR, satker=tempat.satker, keterangan=nama, data=jumlah)
            return rencana
    except TransisiDitolak as galat:
        raise ImporDitolak(str(galat)) from galat
    except DatabaseError as galat:
        logger.warning("Import of %s refused by the database", nama, exc_info=True)
        raise ImporDitolak(unggahan.DITOLAK_BASIS_DATA) from galat


def _tulis(rencana: Rencana, tempat: Tempat, ambil: Collection[int]) -> None:
    isian = [
        (b.acuan.pk, b.acuan.tersimpan, b.acuan.tersimpan.versi if b.acuan.tersimpan else 0, b.isian)
        for b in rencana.ditulis(ambil)
        if b.isian is not None
    ]
    simpan_banyak(triwulan=tempat.triwulan, isian=isian, oleh=tempat.oleh)
