"""An uploaded workbook from upload to end, whatever it holds: keep, apply once, cancel, forget what nobody applied."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from sakip.excel import HasilBaca, tulis_galat
from sakip.impor import ImporDitolak, RencanaBerubah, SudahSelesai, galat_dari, jumlah_saja

from .enums import StatusImpor
from .models.impor import Unggahan

T = TypeVar("T")
SIMPAN = timedelta(hours=24)
NAMA_MAKS = 150
DITOLAK_BASIS_DATA = (
    "Basis data menolak salah satu baris, sehingga tidak ada yang berubah. Mungkin ada orang lain yang sedang mengubah "
    "data yang sama. Coba terapkan sekali lagi; bila tetap ditolak, unggah ulang berkasnya."
)
SUDAH = "Impor ini sudah diterapkan atau dibatalkan; tidak ada yang ditulis dua kali."
BERUBAH = "Data di SAKIP berubah sejak pratinjau dibuat. Periksa lagi yang di bawah ini."


def tolak_tak_terbaca(hasil: HasilBaca) -> None:
    """Raises ImporDitolak for what is no workbook of ours."""
    if not hasil.terbaca or not hasil.kolom:
        raise ImporDitolak(hasil.galat[0].pesan)


def simpan(unggahan: Unggahan, *, isi: bytes, nama: str, **sejenis: Any) -> None:
    """Keep an upload with its file, in place of one that the person left waiting here.

    `sejenis`: fields by which a waiting one is the same kind of upload; others of the model are left alone.
    """
    unggahan.nama_berkas = nama[-NAMA_MAKS:]
    unggahan.sha256 = hashlib.sha256(isi).hexdigest()
    with transaction.atomic():
        semua = type(unggahan).objects.filter(oleh=unggahan.oleh, satker=unggahan.satker, **sejenis)
        for lama in semua.filter(status=StatusImpor.DIPERIKSA):
            batalkan(lama)
        unggahan.berkas.save(nama, ContentFile(isi), save=False)
        unggahan.save()


def terapkan(unggahan: Unggahan, *, baca: Callable[[bytes], T], tulis: Callable[[T], Any]) -> None:
    """Write the plan that was seen, once: `tulis(baca(content of the file))`. Raises ImporDitolak.

    The file is read before the transaction begins. A plan that changed is kept to be seen again.
    """
    hasil = baca(isi(unggahan))
    try:
        with transaction.atomic():
            selesaikan(unggahan, StatusImpor.DITERAPKAN)
            tulis(hasil)
    except RencanaBerubah as ubah:
        unggahan.refresh_from_db()
        unggahan.ringkasan = ubah.rencana.ringkas(ubah.hasil)
        unggahan.save(update_fields=["ringkasan"])
        raise ImporDitolak(BERUBAH) from ubah


def batalkan(unggahan: Unggahan) -> None:
    """End an import without writing anything. Raises SudahSelesai."""
    with transaction.atomic():
        selesaikan(unggahan, StatusImpor.DIBATALKAN)


def selesaikan(unggahan: Unggahan, status: StatusImpor) -> None:
    """Claim the end: of two clicks one wins. The file goes when the transaction has."""
    nama = unggahan.berkas.name
    menunggu = type(unggahan).objects.filter(pk=unggahan.pk, status=StatusImpor.DIPERIKSA)
    selesai = menunggu.update(
        status=status, selesai_pada=timezone.now(), ringkasan=jumlah_saja(unggahan.ringkasan), berkas=""
    )
    if not selesai:
        raise SudahSelesai(SUDAH)
    if nama:
        transaction.on_commit(lambda: unggahan.berkas.storage.delete(nama))


def berkas_bertanda(unggahan: Unggahan) -> bytes:
    """The upload with comments on the faulty cells."""
    with unggahan.berkas.open("rb") as berkas:
        return tulis_galat(berkas, galat_dari(unggahan.ringkasan))


def sapu(model: type[Unggahan]) -> int:
    """Every hour: cancel what waits for more than a day, so that no file stays behind."""
    lama: Any = model.objects.filter(status=StatusImpor.DIPERIKSA, diunggah_pada__lt=timezone.now() - SIMPAN)
    banyak = 0
    for unggahan in lama:
        try:
            batalkan(unggahan)
        except SudahSelesai:
            continue
        banyak += 1
    return banyak


def isi(unggahan: Unggahan) -> bytes:
    """The content of an upload that waits. Raises SudahSelesai, ImporDitolak."""
    if not unggahan.menunggu or not unggahan.berkas:
        raise SudahSelesai(SUDAH)
    try:
        with unggahan.berkas.open("rb") as berkas:
            dibaca: bytes = berkas.read()
    except FileNotFoundError as galat:
        raise SudahSelesai("Berkasnya sudah tidak disimpan. Unggah lagi.") from galat
    if hashlib.sha256(dibaca).hexdigest() != unggahan.sha256:
        raise ImporDitolak("Berkas yang disimpan tidak sama dengan yang diunggah. Unggah lagi.")
    return dibaca
