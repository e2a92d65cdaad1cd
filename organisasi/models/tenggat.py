"""The calendar of deadlines, as master data: which day a paper or a figure is due."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from sakip.angka import BULAN
from sakip.models import Berversi, MasaBerlaku, MasaBerlakuQuerySet

from ..enums import JenisTenggat, TahunTenggat
from .pohon import awalan_jalur
from .satker import Satker

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .pengguna import Pengguna


class TenggatQuerySet(MasaBerlakuQuerySet, models.QuerySet["Tenggat"]):
    def untuk(self, satker: Satker) -> TenggatQuerySet:
        """The rows that can hold for a satker: its own, those of the satker above it, and those for all."""
        return self.filter(Q(satker__isnull=True) | Q(satker__jalur__in=awalan_jalur(satker.jalur)))

    def visible_to(self, user: Pengguna | AnonymousUser) -> TenggatQuerySet:
        """Those for all, and the rows of every satker that the person sees or stands below."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        atas = {jalur for milik in user.jalur_satker for jalur in awalan_jalur(milik)}
        terlihat = Satker.objects.visible_to(user)
        return self.filter(Q(satker__isnull=True) | Q(satker__in=terlihat) | Q(satker__jalur__in=atas))

    def tanggal(self, jenis: JenisTenggat, satker: Satker, tahun: int) -> datetime.date | None:
        """The day that `jenis` of a year is due at a satker; None when no row says so. One query.

        The nearest satker's row goes first (own, then above, then the one for all), among those the newest.
        """
        tenggat = yang_berlaku(self.pada_tahun(tahun).untuk(satker).filter(jenis=jenis).select_related("satker"))
        return tenggat.tanggal(tahun) if tenggat else None


def yang_berlaku(daftar: Iterable[Tenggat]) -> Tenggat | None:
    """Of rows that could all hold: the nearest satker's, among those the newest."""
    return max(daftar, key=lambda t: (len(t.satker.jalur) if t.satker else 0, t.berlaku_mulai or 0), default=None)


class Tenggat(MasaBerlaku, Berversi):
    """A deadline of every year in which it holds, for one satker and all below it or (empty) for all."""

    jenis = models.CharField("yang ditenggat", max_length=20, choices=JenisTenggat)
    satker = models.ForeignKey(
        Satker, on_delete=models.CASCADE, null=True, blank=True, related_name="tenggat", verbose_name="satker"
    )
    bulan = models.PositiveSmallIntegerField("bulan", choices=list(enumerate(BULAN, start=1)))
    hari = models.PositiveSmallIntegerField("tanggal")
    tahun_geser = models.SmallIntegerField("tahun", choices=TahunTenggat, default=TahunTenggat.BERJALAN)
    dasar = models.CharField("dasar (peraturan atau surat)", max_length=300)

    objects = TenggatQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "tenggat"
        verbose_name_plural = "tenggat"
        ordering = ["jenis", "satker__jalur", "-berlaku_mulai", "pk"]
        constraints = [
            *MasaBerlaku.Meta.constraints,
            models.UniqueConstraint(
                "jenis",
                Coalesce("satker", 0),
                Coalesce("berlaku_mulai", 0),
                name="tenggat_unik",
                violation_error_message="Tenggat ini sudah ada dengan tahun mulai yang sama.",
            ),
            models.CheckConstraint(
                name="tenggat_tanggal_ada",
                condition=Q(hari__gte=1)
                & (
                    Q(bulan__in=[1, 3, 5, 7, 8, 10, 12], hari__lte=31)
                    | Q(bulan__in=[4, 6, 9, 11], hari__lte=30)
                    | Q(bulan=2, hari__lte=29)
                ),
                violation_error_message="Tanggal itu tidak ada pada bulan yang dipilih.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.hari_bulan}"

    def tanggal(self, tahun: int) -> datetime.date:
        """The day it is due for `tahun`; 29 February is the 28th in a year without one."""
        jatuh = tahun + self.tahun_geser
        return datetime.date(jatuh, self.bulan, min(self.hari, monthrange(jatuh, self.bulan)[1]))

    @property
    def hari_bulan(self) -> str:
        """ "28 Februari tahun berikutnya"."""
        geser = "" if self.tahun_geser == 0 else f" {TahunTenggat(self.tahun_geser).label.lower()}"
        return f"{self.hari} {self.get_bulan_display()}{geser}"
