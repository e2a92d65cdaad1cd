"""An import from upload to end: check and keep, apply all or nothing, cancel, forget what nobody applied."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from jejak.enums import Tindakan
from jejak.services import catat
from sakip.excel import HasilBaca, baca, tulis_galat
from sakip.pelaku import dengan_alasan

from .enums import StatusImpor
from .impor.lingkup import Lingkup, lingkup_untuk
from .impor.periksa import periksa
from .impor.rencana import Rencana, galat_dari, jumlah_saja, ringkas
from .impor.susunan import BUKU
from .impor.terapkan import kunci_tabel, tulis
from .kabar import surel_berubah
from .models import ImporOrganisasi, Pengguna

if TYPE_CHECKING:
    from .models import Satker

logger = logging.getLogger(__name__)

SIMPAN = timedelta(hours=24)
NAMA_MAKS = 150
DITOLAK_BASIS_DATA = (
    "Basis data menolak salah satu baris, sehingga tidak ada yang berubah. Mungkin ada orang lain yang sedang mengubah "
    "data yang sama. Coba terapkan sekali lagi; bila tetap ditolak, unggah ulang berkasnya."
)


class ImporDitolak(Exception):
    """Nothing was written; the message (Indonesian) may be shown as it is."""


class SudahSelesai(ImporDitolak):
    """It was applied or cancelled before."""


@dataclass
class RencanaBerubah(Exception):
    """What would be written is no longer what the person saw. Nothing was written."""

    hasil: HasilBaca
    rencana: Rencana


def unggah(*, isi: bytes, nama: str, satker: Satker, oleh: Pengguna) -> ImporOrganisasi:
    """Check an upload and keep it with its plan, in place of one that the person left waiting here.

    Raises ImporDitolak for what is no workbook of ours.
    """
    hasil = baca(isi, BUKU)
    rencana = periksa(hasil, lingkup_untuk(oleh, satker))
    if not hasil.terbaca or not hasil.kolom:
        raise ImporDitolak(hasil.galat[0].pesan)
    impor = ImporOrganisasi(
        satker=satker,
        oleh=oleh,
        nama_berkas=nama[-NAMA_MAKS:],
        sha256=hashlib.sha256(isi).hexdigest(),
        ringkasan=ringkas(hasil, rencana),
    )
    with transaction.atomic():
        for lama in ImporOrganisasi.objects.filter(oleh=oleh, satker=satker, status=StatusImpor.DIPERIKSA):
            batalkan(impor=lama)
        impor.berkas.save(nama, ContentFile(isi), save=False)
        impor.save()
    return impor


def terapkan(*, impor: ImporOrganisasi, oleh: Pengguna, sidik: str) -> None:
    """Write the plan with the fingerprint `sidik`, once. Raises ImporDitolak; a changed plan is kept to be seen again.

    The file is read before the transaction begins, everything else inside: what is written was checked against what
    the database holds at that moment.
    """
    hasil = _baca_lagi(impor)
    lingkup = lingkup_untuk(oleh, impor.satker)
    try:
        with transaction.atomic():
            _selesaikan(impor, StatusImpor.DITERAPKAN)
            jalankan(hasil, lingkup, nama=impor.nama_berkas, sidik=sidik, objek=impor)
    except RencanaBerubah as ubah:
        impor.refresh_from_db()
        impor.ringkasan = ringkas(ubah.hasil, ubah.rencana)
        impor.save(update_fields=["ringkasan"])
        raise ImporDitolak("Data di SAKIP berubah sejak pratinjau dibuat. Periksa lagi yang di bawah ini.") from ubah


def jalankan(hasil: HasilBaca, lingkup: Lingkup, *, nama: str, sidik: str | None = None, objek: Any = None) -> Rencana:
    """Check against the database as it is now and write, in one transaction; the act of page and command alike.

    With `sidik` the plan must be the one that was seen. Raises RencanaBerubah, ImporDitolak.
    """
    try:
        with transaction.atomic(), dengan_alasan(f"Impor {nama}"):
            kunci_tabel()
            rencana = periksa(hasil, lingkup)
            if not hasil.sah or (sidik is not None and rencana.sidik() != sidik):
                raise RencanaBerubah(hasil, rencana)
            surel = _surel_lama(rencana)
            tulis(rencana)
            for pengguna, lama in surel:
                surel_berubah(pengguna, lama)
            jumlah = jumlah_saja(ringkas(hasil, rencana))
            catat(Tindakan.IMPOR, objek=objek, satker=lingkup.satker, keterangan=nama, data=jumlah)
            return rencana
    except DatabaseError as galat:
        logger.warning("Import of %s refused by the database", nama, exc_info=True)
        raise ImporDitolak(DITOLAK_BASIS_DATA) from galat


def _surel_lama(rencana: Rencana) -> list[tuple[Pengguna, str]]:
    """The logins that get another address, with the one they have had."""
    berubah = [r.objek for r in rencana.berubah("Pengguna") if "email" in r.bidang]
    lama = dict(Pengguna.objects.filter(pk__in=[p.pk for p in berubah]).values_list("pk", "email"))
    return [(p, lama[p.pk]) for p in berubah]


def batalkan(*, impor: ImporOrganisasi) -> None:
    """End an import without writing anything. Raises SudahSelesai."""
    with transaction.atomic():
        _selesaikan(impor, StatusImpor.DIBATALKAN)


def berkas_bertanda(impor: ImporOrganisasi) -> bytes:
    """The upload with comments on the faulty cells."""
    with impor.berkas.open("rb") as berkas:
        return tulis_galat(berkas, galat_dari(impor.ringkasan))


def sapu() -> int:
    """Every hour: cancel what waits for more than a day, so that no file with names and NIP stays behind."""
    lama = ImporOrganisasi.objects.filter(status=StatusImpor.DIPERIKSA, diunggah_pada__lt=timezone.now() - SIMPAN)
    banyak = 0
    for impor in lama:
        try:
            batalkan(impor=impor)
        except SudahSelesai:
            continue
        banyak += 1
    return banyak


def _selesaikan(impor: ImporOrganisasi, status: StatusImpor) -> None:
    """Claim the end: of two clicks one wins. The file goes when the transaction has."""
    nama = impor.berkas.name
    selesai = ImporOrganisasi.objects.filter(pk=impor.pk, status=StatusImpor.DIPERIKSA).update(
        status=status, selesai_pada=timezone.now(), ringkasan=jumlah_saja(impor.ringkasan), berkas=""
    )
    if not selesai:
        raise SudahSelesai("Impor ini sudah diterapkan atau dibatalkan; tidak ada yang ditulis dua kali.")
    if nama:
        transaction.on_commit(lambda: impor.berkas.storage.delete(nama))


def _baca_lagi(impor: ImporOrganisasi) -> HasilBaca:
    if impor.status != StatusImpor.DIPERIKSA or not impor.berkas:
        raise SudahSelesai("Impor ini sudah diterapkan atau dibatalkan; tidak ada yang ditulis dua kali.")
    try:
        with impor.berkas.open("rb") as berkas:
            isi = berkas.read()
    except FileNotFoundError as galat:
        raise SudahSelesai("Berkasnya sudah tidak disimpan. Unggah lagi.") from galat
    if hashlib.sha256(isi).hexdigest() != impor.sha256:
        raise ImporDitolak("Berkas yang disimpan tidak sama dengan yang diunggah. Unggah lagi.")
    return baca(isi, BUKU)
