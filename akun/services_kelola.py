"""Who may manage which login, and the acts on it. A login is never deleted: the trail names it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Pejabat, PejabatQuerySet, Pengguna, Penugasan, Satker
from sakip.izin import PERAN_DARI_ADMIN_SATKER, PERAN_PENGGUNA, Peran
from sakip.models import VersiBerubah
from sakip.pelaku import dengan_alasan
from sakip.sunting import naikkan_versi

from .models import Sesi

if TYPE_CHECKING:
    from collections.abc import Iterable

KELOLA = "organisasi.kelola_pengguna"
#: Only the admin pusat has it: who may place satker in the tree may give every role in it.
PUSAT = "organisasi.buat_satker"


class Keadaan(models.TextChoices):
    AKTIF = "aktif", "Aktif"
    BELUM = "belum", "Belum diaktifkan"
    TERKUNCI = "terkunci", "Terkunci"
    NONAKTIF = "nonaktif", "Nonaktif"


@dataclass(frozen=True)
class Tempat:
    """A satker as object of a permission, by its key."""

    satker_id: int


# --- Who may --------------------------------------------------------------------------------------------------------


def peran_boleh(oleh: Pengguna, satker: Satker) -> tuple[Peran, ...]:
    """The roles that this person may give in the satker."""
    if not oleh.has_perm(KELOLA, satker):
        return ()
    return PERAN_PENGGUNA if oleh.has_perm(PUSAT, satker) else PERAN_DARI_ADMIN_SATKER


def boleh_kelola(oleh: Pengguna, orang: Pengguna) -> bool:
    """Whether this person may change, deactivate or send links to that login.

    A link to a login is a way into it, so nobody manages a login that can do more, or elsewhere, than the own role
    reaches: no technician's, no role that one may not give, no holder of an office in a satker out of reach.
    """
    if oleh.is_superuser:
        return True
    if orang.is_superuser or orang.is_staff or orang.satker is None:
        return False
    if orang.peran not in peran_boleh(oleh, orang.satker):
        return False
    return menjangkau(oleh, tempat_jabatan(orang.pejabat))


def menjangkau(oleh: Pengguna, tempat: Iterable[int]) -> bool:
    """Whether this person manages the logins of all these satker."""
    objek: list[Any] = [Tempat(pk) for pk in tempat]
    return all(oleh.has_perm(KELOLA, o) for o in objek)


def tempat_jabatan(pejabat: Pejabat | None) -> set[int]:
    """The satker where the person holds an office, or will."""
    if pejabat is None:
        return set()
    belum_selesai = Penugasan.objects.filter(pejabat=pejabat).exclude(selesai__lt=timezone.localdate())
    return set(belum_selesai.values_list("jabatan__unit__satker", flat=True))


def pejabat_boleh(oleh: Pengguna, satker: Satker) -> PejabatQuerySet:
    """People of the satker whose offices all lie within this person's reach: a login gets the rights of its pejabat.

    A guest, who belongs to a satker out of reach, has the login there: an office at home may come any day.
    """
    milik = Pejabat.objects.milik(satker)
    if oleh.is_superuser:
        return milik
    berjalan = Penugasan.objects.exclude(selesai__lt=timezone.localdate())
    tempat = set(berjalan.filter(pejabat__in=milik).values_list("jabatan__unit__satker", flat=True))
    tempat |= set(milik.exclude(satker=None).values_list("satker", flat=True))
    luar = {pk for pk in tempat if not menjangkau(oleh, [pk])}
    memangku_di_luar = berjalan.filter(jabatan__unit__satker__in=luar).values("pejabat")
    return milik.exclude(satker__in=luar).exclude(pk__in=memangku_di_luar)


def admin_terakhir(orang: Pengguna) -> bool:
    """Whether the satker would be left without an active admin if this login were not one."""
    if orang.peran != Peran.ADMIN_SATKER or not orang.is_active:
        return False
    lain = Pengguna.objects.filter(satker=orang.satker_id, peran=Peran.ADMIN_SATKER, is_active=True)
    return not lain.exclude(pk=orang.pk).exists()


# --- State ----------------------------------------------------------------------------------------------------------


def syarat_keadaan(keadaan: str, terkunci: set[str]) -> Q:
    """The condition for a filter by state."""
    belum = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return {
        Keadaan.NONAKTIF: Q(is_active=False),
        Keadaan.BELUM: Q(is_active=True) & belum,
        Keadaan.TERKUNCI: Q(is_active=True, username__in=terkunci) & ~belum,
        Keadaan.AKTIF: Q(is_active=True) & ~belum & ~Q(username__in=terkunci),
    }[Keadaan(keadaan)]


def keadaan(orang: Pengguna, terkunci: set[str]) -> Keadaan:
    if not orang.is_active:
        return Keadaan.NONAKTIF
    if not orang.password or not orang.has_usable_password():
        return Keadaan.BELUM
    return Keadaan.TERKUNCI if orang.username in terkunci else Keadaan.AKTIF


# --- Acts -----------------------------------------------------------------------------------------------------------


def kunci_admin(orang: Pengguna) -> bool:
    """`admin_terakhir` once more, with the satker locked until the end of the transaction.

    Two admins who send each other away at the same moment would both be told that one is left.
    """
    assert orang.satker_id is not None  # who manages logins finds those of a satker only
    Satker.objects.select_for_update().only("pk").get(pk=orang.satker_id)
    return admin_terakhir(orang)


@transaction.atomic
def nonaktifkan(*, orang: Pengguna, versi: int, alasan: str, yakin: bool = False) -> None:
    """Nobody logs in with it any more and running sessions end.

    Raises VersiBerubah, also for the last admin of a satker where that is not meant (`yakin`).
    """
    if kunci_admin(orang) and not yakin:
        raise VersiBerubah
    with dengan_alasan(alasan):
        naikkan_versi(orang, versi)
        orang.is_active = False
        orang.save(update_fields=["is_active"])
        Sesi.objects.milik(orang).delete()  # or they would live again with the login


@transaction.atomic
def aktifkan(*, orang: Pengguna) -> None:
    """Back into use; sessions from before do not live again, however the login was put out of use."""
    Sesi.objects.milik(orang).delete()
    orang.is_active = True
    naikkan_versi(orang, orang.versi)
    orang.save(update_fields=["is_active"])


def jabatan_kini(orang: Iterable[Pengguna], hari: datetime.date) -> dict[int, list[Penugasan]]:
    """The offices that these people hold on the day, by the key of the pejabat; one query."""
    pejabat = [o.pejabat_id for o in orang if o.pejabat_id]
    hasil: dict[int, list[Penugasan]] = {}
    for p in Penugasan.objects.pada(hari).filter(pejabat__in=pejabat).select_related("jabatan__unit__satker"):
        hasil.setdefault(p.pejabat_id, []).append(p)
    return hasil
