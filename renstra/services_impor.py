"""A Renstra from a file: find the draft it is for, check, apply all or nothing. Pages and command use the same."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi import unggahan
from organisasi.models import Pengguna, Satker
from sakip.angka import rapikan
from sakip.excel import Buku, HasilBaca, baca
from sakip.impor import ImporDitolak, RencanaBerubah, jumlah_saja
from sakip.pelaku import dengan_alasan
from sakip.sampah import jarang_memulung
from sakip.simpul import baca_berkas

from .impor.berkas_teks import HasilTeks, PembacaTeks, berkas_teks
from .impor.isi import Acuan, Isi
from .impor.periksa import PERIODE_MAKS, periksa
from .impor.rencana import Rencana
from .impor.susunan import INDIKATOR, RENSTRA, susun_buku
from .impor.terapkan import tulis
from .models import ImporRenstra, Renstra
from .services_kaskade import periode_lazim
from .services_naskah import terapkan_naskah

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

logger = logging.getLogger(__name__)

_JUDUL_TAHUN = re.compile(r"(?:target )?(?:tahun |ta )?(20[0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Tempat:
    """Where a file goes: the draft `renstra`, or a new one (None) of these years."""

    satker: Satker
    renstra: Renstra | None
    periode: range
    tahun: int | None = None  # of the page: what a column "Target" without a year is for


def tempat_untuk(satker: Satker, renstra: Renstra | None, tahun: int) -> Tempat:
    """Raises ImporDitolak for a Renstra that is not open for editing."""
    if renstra is None:
        return Tempat(satker, None, periode_lazim(tahun), tahun)
    tolak_terkunci(renstra)
    return Tempat(satker, renstra, renstra.tahun_periode, tahun)


def tolak_terkunci(renstra: Renstra) -> None:
    if not renstra.dapat_diubah:
        sebutan = f"Renstra {renstra.periode} berstatus “{renstra.get_status_display()}”"
        raise ImporDitolak(f"{sebutan} dan tidak diubah lagi. Buat revisi dulu, lalu impor ke draf revisinya.")


@jarang_memulung()
def baca_buku(sumber: Any, tempat: Tempat) -> tuple[HasilBaca, Tempat]:
    """Read a workbook. For a new Renstra the years are those of its sheet "Renstra", else of its targets."""
    hasil = baca(sumber, buku_untuk(tempat))
    if tempat.renstra is None and (periode := _periode(hasil)) and periode != tempat.periode:
        tempat = replace(tempat, periode=periode)
        hasil = baca(sumber, buku_untuk(tempat))
    return hasil, tempat


def baca_ke_draf(sumber: Any, satker: Satker, renstra: Renstra | None, tahun: int) -> tuple[HasilBaca, Tempat]:
    """Read a workbook for this draft, or (None) for the draft of the years that the file names, which may be new.

    Raises ImporDitolak when all there is of these years is fixed or on its way.
    """
    hasil, tempat = baca_buku(sumber, tempat_untuk(satker, renstra, tahun))
    if renstra is None and hasil.terbaca:
        kini = cari_tempat(satker, tempat.periode, tahun)
        if kini.renstra is not None:
            return baca_buku(sumber, kini)
    return hasil, tempat


def buku_untuk(tempat: Tempat) -> Buku:
    acuan = Acuan(tempat.satker, tempat.renstra, tempat.periode)
    return susun_buku(tempat.periode, acuan.satuan.values(), tempat.tahun)


def _periode(hasil: HasilBaca) -> range | None:
    for baris in hasil[RENSTRA][:1]:
        awal, akhir = baris["periode_awal"], baris["periode_akhir"]
        if awal and akhir and 0 <= akhir - awal < PERIODE_MAKS:
            return range(awal, akhir + 1)
        return None
    return _periode_target(hasil)


def _periode_target(hasil: HasilBaca) -> range | None:
    """The five years in which all target columns lie, else from the first to the last of them."""
    judul = [t for k, t in hasil.judul_asli.get(INDIKATOR, {}).items() if k.startswith("t2")]
    judul += hasil.judul_asing.get(INDIKATOR, [])
    tahun = sorted({int(cocok[1]) for teks in judul if (cocok := _JUDUL_TAHUN.fullmatch(rapikan(teks)))})
    if not tahun or tahun[-1] - tahun[0] >= PERIODE_MAKS:
        return None
    lazim = periode_lazim(tahun[0])
    return lazim if tahun[-1] in lazim else range(tahun[0], tahun[-1] + 1)


def cari_tempat(satker: Satker, periode: range, tahun: int | None = None) -> Tempat:
    """The draft of the period, or a new one. Raises ImporDitolak when all there is is fixed or on its way."""
    versi = Renstra.objects.filter(satker=satker, periode_awal=periode.start).order_by("-pk")
    draf = next((r for r in versi if r.dapat_diubah), None)
    if draf is None and (lain := versi.first()):
        tolak_terkunci(lain)
    return Tempat(satker, draf, draf.tahun_periode if draf else periode, tahun)


def baca_berkas_untuk(berkas: Path, satker: Satker, tahun: int) -> tuple[HasilBaca, Tempat]:
    """Read a file of any kind and find where it goes: the draft of its period, else a new one.

    A workbook without the sheet "Renstra" goes into the newest draft. Raises ImporDitolak, GalatFixture.
    """
    if berkas_teks(berkas):
        return _baca_teks(berkas, satker)
    hasil, tempat = baca_buku(berkas, tempat_untuk(satker, None, tahun))
    if hasil[RENSTRA]:
        return hasil, cari_tempat(satker, tempat.periode)
    semua = Renstra.objects.filter(satker=satker).order_by("-pk")
    draf = next((r for r in semua if r.dapat_diubah), None)
    if draf is None:
        return hasil, tempat
    return baca_buku(berkas, tempat_untuk(satker, draf, tahun))


def _baca_teks(berkas: Path, satker: Satker) -> tuple[HasilBaca, Tempat]:
    simpul = baca_berkas(berkas)
    if simpul.ada("satker") and simpul.teks("satker") != satker.kode:
        raise ImporDitolak(f"Berkas ini untuk satker {simpul.teks('satker')}, bukan {satker.kode}.")
    awal, akhir = simpul.bilangan("periode_awal"), simpul.bilangan("periode_akhir")
    tempat = cari_tempat(satker, range(awal, akhir + 1))
    return PembacaTeks(simpul, buku_untuk(tempat), tempat.periode).baca(), tempat


def unggah(
    *, isi: bytes, nama: str, satker: Satker, renstra: Renstra | None, tahun: int, oleh: Pengguna
) -> ImporRenstra:
    """Check an upload and keep it with its plan. Raises ImporDitolak: no workbook of ours, or a plan that is fixed."""
    hasil, tempat = baca_ke_draf(isi, satker, renstra, tahun)
    unggahan.tolak_tak_terbaca(hasil)
    rencana = periksa_di(hasil, tempat)
    impor = ImporRenstra(
        satker=satker, oleh=oleh, renstra=tempat.renstra, tahun=tahun, ringkasan=rencana.ringkas(hasil)
    )
    unggahan.simpan(impor, isi=isi, nama=nama)
    return impor


def terapkan(*, impor: ImporRenstra, sidik: str) -> None:
    """Write the plan with the fingerprint `sidik`, once; one that changed is kept to be seen. Raises ImporDitolak."""

    def ingat(renstra: Renstra) -> None:
        ImporRenstra.objects.filter(pk=impor.pk).update(renstra=renstra)

    unggahan.terapkan(
        impor,
        baca=lambda isi: baca_buku(isi, tempat_untuk(impor.satker, impor.renstra, impor.tahun)),
        tulis=lambda bacaan: jalankan(*bacaan, nama=impor.nama_berkas, sidik=sidik, sesudah=ingat),
    )


@jarang_memulung()
def periksa_di(hasil: HasilBaca, tempat: Tempat) -> Rencana:
    """What the file would do to what is stored now."""
    acuan = Acuan(tempat.satker, tempat.renstra, tempat.periode)
    return periksa(hasil, Isi(tempat.renstra, acuan), tempat.satker, tempat.periode)


@jarang_memulung()
def jalankan(
    hasil: HasilBaca,
    tempat: Tempat,
    *,
    nama: str,
    sidik: str | None = None,
    sesudah: Callable[[Renstra], None] | None = None,
) -> Rencana:
    """Check against the database as it is now and write, in one transaction; `sesudah` runs in it as well.

    With `sidik` the plan must be the one that was seen. Raises RencanaBerubah, ImporDitolak.
    """
    try:
        with transaction.atomic(), dengan_alasan(f"Impor {nama}"):
            tempat = _kunci(tempat)
            rencana = periksa_di(hasil, tempat)
            if not hasil.sah or (sidik is not None and rencana.sidik(hasil.anggapan) != sidik):
                raise RencanaBerubah(hasil, rencana)
            jumlah = jumlah_saja(rencana.ringkas(hasil))
            renstra = tulis(rencana)
            if isinstance(hasil, HasilTeks):
                terapkan_naskah(renstra=renstra, isi=hasil.naskah)
            catat(Tindakan.IMPOR, objek=renstra, satker=tempat.satker, keterangan=nama, data=jumlah)
            if sesudah:
                sesudah(renstra)
            return rencana
    except ProtectedError as galat:
        raise ImporDitolak(
            "Ada baris yang dihapus di berkas tetapi dipakai dokumen lain. Kembalikan barisnya, lalu unggah lagi."
        ) from galat
    except DatabaseError as galat:
        logger.warning("Import of %s refused by the database", nama, exc_info=True)
        raise ImporDitolak(unggahan.DITOLAK_BASIS_DATA) from galat


def _kunci(tempat: Tempat) -> Tempat:
    """Nobody submits the draft or writes below it until the end of the transaction; nobody makes it twice."""
    if tempat.renstra is None:
        Satker.objects.select_for_update().get(pk=tempat.satker.pk)
        kini = cari_tempat(tempat.satker, tempat.periode)
        if kini.renstra is not None:
            raise ImporDitolak("Draf Renstra periode ini baru saja dibuat. Buka draf itu, lalu impor ke sana.")
        return tempat
    renstra = Renstra.objects.select_for_update().filter(pk=tempat.renstra.pk).first()
    if renstra is None:
        raise ImporDitolak("Draf Renstra yang dituju baru saja dihapus. Unggah lagi ke draf yang lain.")
    tolak_terkunci(renstra)
    return replace(tempat, renstra=renstra)
