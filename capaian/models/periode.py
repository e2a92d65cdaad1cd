"""When a quarter may be entered: unlocking after the deadline, and the letters that were sent about it.

The deadline itself is a row of the calendar (`organisasi.Tenggat`); see `capaian.periode`.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisasi.models import Satker, Unit

from ..enums import JenisPengingat, Triwulan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna


class BukaKunciQuerySet(models.QuerySet["BukaKunci"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> BukaKunciQuerySet:
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(satker__in=user.satker_bekerja)

    def berjalan(self, kini: datetime.datetime) -> BukaKunciQuerySet:
        """Those that hold at this time."""
        return self.filter(sampai__gt=kini, ditutup_pada__isnull=True)


class BukaKunci(models.Model):
    """Entering a closed quarter is allowed again until `sampai`, for one unit and all below it or (empty) for all.

    Never edited; it ends by its time, or earlier when somebody closes it (`ditutup_pada`).
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="buka_kunci", verbose_name="satker")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="unit"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=Triwulan)
    sampai = models.DateTimeField("dibuka sampai")
    alasan = models.TextField("alasan")
    oleh = models.ForeignKey(
        "organisasi.Pengguna", on_delete=models.PROTECT, related_name="+", verbose_name="dibuka oleh"
    )
    waktu = models.DateTimeField("dibuka pada", default=timezone.now)
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)

    objects = BukaKunciQuerySet.as_manager()

    class Meta:
        verbose_name = "pembukaan kunci"
        verbose_name_plural = "pembukaan kunci"
        ordering = ["satker", "-tahun", "-triwulan", "-waktu", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="buka_kunci_triwulan_1_4",
                condition=Q(triwulan__gte=1, triwulan__lte=4),
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
            models.CheckConstraint(
                name="buka_kunci_beralasan",
                condition=~Q(alasan=""),
                violation_error_message="Alasan wajib diisi.",
            ),
        ]

    @property
    def berjalan(self) -> bool:
        return self.ditutup_pada is None and self.sampai > timezone.now()

    def __str__(self) -> str:
        return (
            f"{self.get_triwulan_display()} {self.tahun} dibuka sampai {timezone.localtime(self.sampai):%d-%m-%Y %H.%M}"
        )


class PengingatTerkirim(models.Model):
    """A letter to a person; the unique row is what makes each of them go out once (see `capaian.pengingat`).

    `waktu` is when somebody set about sending it, `diserahkan_pada` when the mail server had taken it.
    """

    satker = models.ForeignKey(Satker, on_delete=models.CASCADE, related_name="+", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=Triwulan)
    jenis = models.CharField("jenis", max_length=4, choices=JenisPengingat)
    penerima = models.ForeignKey(
        "organisasi.Pengguna", on_delete=models.CASCADE, related_name="+", verbose_name="penerima"
    )
    waktu = models.DateTimeField("waktu", default=timezone.now)
    diserahkan_pada = models.DateTimeField("diserahkan pada", null=True, blank=True)

    class Meta:
        verbose_name = "pengingat terkirim"
        verbose_name_plural = "pengingat terkirim"
        ordering = ["-waktu", "pk"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "triwulan", "jenis", "penerima", name="pengingat_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.penerima}: {self.get_jenis_display()}, {self.get_triwulan_display()} {self.tahun}"
