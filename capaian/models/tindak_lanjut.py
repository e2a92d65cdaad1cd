"""Tindak lanjut: what is done when a target is missed, by whom and until when, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Jabatan, Satker
from sakip.models import Berversi

from ..enums import StatusTindakLanjut, Triwulan
from .pengukuran import Pengukuran

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna


class TindakLanjutQuerySet(models.QuerySet["TindakLanjut"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> TindakLanjutQuerySet:
        """Of the own satker only: a parent reads figures that are approved, not how the office works on them."""
        terlihat = self.filter(pengukuran__satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(pengukuran__satker__in=user.satker_bekerja)

    def terbuka(self) -> TindakLanjutQuerySet:
        return self.filter(status__in=[StatusTindakLanjut.BELUM, StatusTindakLanjut.BERJALAN])

    def lengkap(self) -> TindakLanjutQuerySet:
        """With who answers for it and what was found of it; two queries."""
        return self.select_related("penanggung_jawab__unit").prefetch_related("pantauan__oleh")


class TindakLanjut(Berversi):
    """Planned in `triwulan` of an indikator's year; it hangs there, not on one version of the realisasi."""

    pengukuran = models.ForeignKey(
        Pengukuran, on_delete=models.CASCADE, related_name="tindak_lanjut", verbose_name="pengukuran"
    )
    triwulan = models.PositiveSmallIntegerField("direncanakan pada triwulan", choices=Triwulan)
    uraian = models.TextField("tindak lanjut")
    penanggung_jawab = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="+", verbose_name="penanggung jawab"
    )
    tenggat = models.DateField("selesai paling lambat")
    status = models.CharField("status", max_length=10, choices=StatusTindakLanjut, default=StatusTindakLanjut.BELUM)

    objects = TindakLanjutQuerySet.as_manager()

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["pengukuran", "triwulan", "tenggat", "pk"]
        constraints = [
            models.CheckConstraint(
                name="tindak_lanjut_triwulan_1_4",
                condition=Q(triwulan__gte=1, triwulan__lte=4),
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def selesai(self) -> bool:
        """Nothing more is to be done about it."""
        return self.status in {StatusTindakLanjut.SELESAI, StatusTindakLanjut.BATAL}

    @property
    def lewat_tenggat(self) -> bool:
        return not self.selesai and self.tenggat < timezone.localdate()

    @property
    def satker_id(self) -> int:
        return self.pengukuran.satker_id

    def jalur_unit(self) -> list[str]:
        return self.pengukuran.jalur_unit()


class PantauanTindakLanjut(models.Model):
    """What was found of a tindak lanjut in a later quarter. Added, never edited."""

    tindak_lanjut = models.ForeignKey(
        TindakLanjut, on_delete=models.CASCADE, related_name="pantauan", verbose_name="tindak lanjut"
    )
    triwulan = models.PositiveSmallIntegerField("dipantau pada triwulan", choices=Triwulan)
    status = models.CharField("keadaan", max_length=10, choices=StatusTindakLanjut)
    catatan = models.TextField("catatan")
    oleh = models.ForeignKey("organisasi.Pengguna", on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    waktu = models.DateTimeField("waktu", default=timezone.now)

    class Meta:
        verbose_name = "pantauan tindak lanjut"
        verbose_name_plural = "pantauan tindak lanjut"
        ordering = ["tindak_lanjut", "waktu", "pk"]

    def __str__(self) -> str:
        return f"{self.tindak_lanjut}: {self.get_status_display()}"
