"""Whose history a person may read: objects of the satker where the person works, everything with the permission."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.urls import reverse

from jejak.daftar import Terdaftar, terdaftar
from jejak.models import Jejak, JejakQuerySet

from .models import Pejabat, Pengguna, Penugasan, Satker

LIHAT = "organisasi.lihat_jejak"


def alamat_riwayat(objek: models.Model, satker: Satker, tahun: int) -> str:
    """Where the history of an object is read, in the place the person is in."""
    return reverse("organisasi:riwayat", args=[satker.kode, tahun, objek._meta.db_table, objek.pk])


def ambil_riwayat(user: Pengguna, satker: Satker, tabel: str, pk: int) -> tuple[models.Model | None, JejakQuerySet]:
    """The object (None when it is gone) and its trail.

    404 when there is no such object in this satker that the person may see, PermissionDenied for somebody who reads
    what is issued but does not work there.
    """
    isi = terdaftar().get(tabel)
    if isi is None or isi.sumber is not None:
        raise Http404("Jenis data ini tidak mempunyai riwayat.")
    objek = _cari(isi, pk)
    if objek is None:
        return None, _riwayat_terhapus(user, satker, tabel, pk)
    if not _tampak(isi, objek, user, satker):
        raise Http404("Data tidak ditemukan di satuan kerja ini.")
    if not boleh_riwayat(user, satker, objek):
        raise PermissionDenied("Riwayat dibaca oleh yang bekerja di satuan kerja ini dan oleh inspektorat.")
    riwayat = Jejak.objects.untuk_objek(objek)
    return objek, riwayat | _riwayat_penugasan(user, satker, objek) if isinstance(objek, Pejabat) else riwayat


def _riwayat_penugasan(user: Pengguna, satker: Satker, pejabat: Pejabat) -> JejakQuerySet:
    """What was recorded of the offices a person holds or held here; of one deleted since, the position's page tells."""
    di_sini = Penugasan.objects.visible_to(user).filter(pejabat=pejabat, jabatan__unit__satker=satker)
    nomor = [str(pk) for pk in di_sini.values_list("pk", flat=True)]
    return Jejak.objects.filter(tabel=Penugasan._meta.db_table, objek__in=nomor)


def _cari(isi: Terdaftar, pk: int) -> models.Model | None:
    semua: Any = isi.model._default_manager.all()
    if isi.lengkap:
        semua = semua.prefetch_related(*isi.lengkap)
    objek: models.Model | None = semua.filter(pk=pk).first()
    return objek


def _riwayat_terhapus(user: Pengguna, satker: Satker, tabel: str, pk: int) -> JejakQuerySet:
    """What is gone can only be found through the trail, by those who read the trail."""
    sisa = Jejak.objects.filter(tabel=tabel, objek=str(pk), satker_id=satker.pk)
    if not user.has_perm(LIHAT, satker) or not sisa.exists():
        raise Http404("Data tidak ditemukan di satuan kerja ini.")
    return sisa


def _tampak(isi: Terdaftar, objek: models.Model, user: Pengguna, satker: Satker) -> bool:
    """Whether the object belongs to this satker (or is master data of all) and is the person's to see."""
    if isinstance(objek, Pejabat):  # also one of another satker who holds an office here
        return Pejabat.objects.milik(satker).filter(pk=objek.pk).exists()
    if isi.satker is not None and _nilai(objek, isi.satker) not in {satker.pk, None}:
        return False
    akar = _nilai(objek, isi.induk, sebagai_objek=True) if isi.induk else objek
    return akar is not None and all(_terlihat(benda, user) for benda in {objek, akar})


def _terlihat(benda: models.Model, user: Pengguna) -> bool:
    """A part may be hidden although the document it belongs to is not: a draft realisasi of an issued indikator."""
    semua: Any = type(benda)._default_manager.all()
    return not hasattr(semua, "visible_to") or semua.visible_to(user).filter(pk=benda.pk).exists()


def boleh_riwayat(user: Pengguna, satker: Satker, objek: models.Model) -> bool:
    """Whether the person may read the history of an object of this satker that the person sees."""
    if user.has_perm(LIHAT, satker):
        return True
    if isinstance(objek, Pengguna):
        return objek.pk == user.pk or user.has_perm("organisasi.kelola_pengguna", satker)
    return user.bekerja_di(satker)


def _nilai(objek: Any, lookup: str, *, sebagai_objek: bool = False) -> Any:
    """What a lookup such as "sasaran__renstra__satker" leads to; "self" is the object."""
    if lookup != "self":
        for nama in lookup.split("__"):
            objek = objek and getattr(objek, nama)
    return objek if sebagai_objek else objek and objek.pk
