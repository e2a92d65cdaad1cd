"""Uploaded workbooks, from check to apply: what every import keeps, and the one of the organisation."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..enums import StatusImpor
from .pengguna import Pengguna
from .satker import Satker

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class UnggahanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> UnggahanQuerySet:
        """That there was an import: in every visible satker. What is in it only its own person opens (`milik`)."""
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def milik(self, user: Pengguna | AnonymousUser) -> UnggahanQuerySet:
        """A plan was checked against what its person may do, so nobody else applies it."""
        return self.visible_to(user).filter(oleh=user.pk)


def letak_impor(impor: Unggahan, nama: str) -> str:
    """A random stored name: nothing can be guessed from it, nothing from the client is used."""
    return f"impor/{secrets.token_hex(16)}.xlsx"


class Unggahan(models.Model):
    """One upload. `ringkasan` holds the plan while it waits and counts afterwards; the file goes with the end.

    What is done with one from upload to end is in `organisasi.unggahan`.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+", verbose_name="satker")
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    berkas = models.FileField("berkas", upload_to=letak_impor, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    status = models.CharField("status", max_length=12, choices=StatusImpor, default=StatusImpor.DIPERIKSA)
    ringkasan = models.JSONField("ringkasan", default=dict)
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = UnggahanQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-diunggah_pada", "-pk"]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def menunggu(self) -> bool:
        return self.status == StatusImpor.DIPERIKSA

    @property
    def bermasalah(self) -> bool:
        """Waits with findings: nothing can be applied until a mended file comes."""
        return bool(self.ringkasan.get("galat"))


def selesai_bertanggal(nama: str) -> models.CheckConstraint:
    """What has ended says when."""
    return models.CheckConstraint(
        name=nama,
        condition=Q(status=StatusImpor.DIPERIKSA, selesai_pada__isnull=True)
        | (~Q(status=StatusImpor.DIPERIKSA) & Q(selesai_pada__isnull=False)),
    )


class ImporOrganisasi(Unggahan):
    class Meta(Unggahan.Meta):
        verbose_name = "impor organisasi"
        verbose_name_plural = "impor organisasi"
        constraints = [selesai_bertanggal("impor_selesai_bertanggal")]
