"""Uploaded workbooks of the organisation, from check to apply."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..enums import StatusImpor
from .pengguna import Pengguna
from .satker import Satker

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ImporQuerySet(models.QuerySet["ImporOrganisasi"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> ImporQuerySet:
        """That there was an import: in every visible satker. What is in it only its own person opens (`milik`)."""
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def milik(self, user: Pengguna | AnonymousUser) -> ImporQuerySet:
        """A plan was checked against what its person may do, so nobody else applies it."""
        return self.visible_to(user).filter(oleh=user.pk)


def letak_impor(impor: ImporOrganisasi, nama: str) -> str:
    """A random stored name: nothing can be guessed from it, nothing from the client is used."""
    return f"impor/{secrets.token_hex(16)}.xlsx"


class ImporOrganisasi(models.Model):
    """One upload. `ringkasan` holds the plan while it waits and counts afterwards; the file goes with the end."""

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="impor", verbose_name="satker")
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="impor", verbose_name="diunggah oleh")
    berkas = models.FileField("berkas", upload_to=letak_impor, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    status = models.CharField("status", max_length=12, choices=StatusImpor, default=StatusImpor.DIPERIKSA)
    ringkasan = models.JSONField("ringkasan", default=dict)
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = ImporQuerySet.as_manager()

    class Meta:
        verbose_name = "impor organisasi"
        verbose_name_plural = "impor organisasi"
        ordering = ["-diunggah_pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="impor_selesai_bertanggal",
                condition=Q(status=StatusImpor.DIPERIKSA, selesai_pada__isnull=True)
                | (~Q(status=StatusImpor.DIPERIKSA) & Q(selesai_pada__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def bermasalah(self) -> bool:
        """Waits with findings: nothing can be applied until a mended file comes."""
        return bool(self.ringkasan.get("galat"))
