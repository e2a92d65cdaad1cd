"""Abstract bases that several apps share. The kernel itself has no table."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

TAHUN = (MinValueValidator(2000), MaxValueValidator(2099))


class VersiBerubah(Exception):
    """Somebody else saved the row meanwhile (optimistic lock); the message may be shown as it is."""

    def __init__(self) -> None:
        super().__init__(
            "Data ini baru saja diubah orang lain. Isian Anda belum disimpan; bandingkan lalu simpan lagi."
        )


class Berversi(models.Model):
    """A row with a version number, saved only when nobody else saved it since it was read."""

    versi = models.PositiveIntegerField("versi", default=1, editable=False)

    class Meta:
        abstract = True

    def simpan_versi(self, versi: int, **nilai: Any) -> Self:
        """Write `nilai` if the stored version is still `versi`; raises VersiBerubah otherwise."""
        berubah = type(self)._default_manager.filter(pk=self.pk, versi=versi).update(versi=versi + 1, **nilai)
        if berubah != 1:
            raise VersiBerubah
        self.refresh_from_db()
        return self


class MasaBerlakuQuerySet(models.QuerySet[Any]):
    """Mix-in for the QuerySets of master data."""

    def pada_tahun(self, tahun: int) -> Self:
        """The rows in force in this year."""
        return self.filter(_dalam_masa(tahun))

    def pilihan(self, tahun: int, *, terpakai: int | None = None) -> Self:
        """What a form offers: the rows of the year, and the one that the edited row already uses."""
        return self.filter(_dalam_masa(tahun) | Q(pk=terpakai))


def _dalam_masa(tahun: int) -> Q:
    mulai = Q(berlaku_mulai__isnull=True) | Q(berlaku_mulai__lte=tahun)
    return mulai & (Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=tahun))


class MasaBerlaku(models.Model):
    """Master data that holds for certain years, both included; empty is open. What is out of force stays readable."""

    berlaku_mulai = models.PositiveSmallIntegerField("berlaku mulai tahun", null=True, blank=True, validators=TAHUN)
    berlaku_sampai = models.PositiveSmallIntegerField("berlaku sampai tahun", null=True, blank=True, validators=TAHUN)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_masa_urut",
                condition=Q(berlaku_mulai__isnull=True)
                | Q(berlaku_sampai__isnull=True)
                | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                violation_error_message="“Berlaku sampai” tidak boleh sebelum “berlaku mulai”.",
            ),
        ]

    def berlaku_pada(self, tahun: int) -> bool:
        return (self.berlaku_mulai or tahun) <= tahun <= (self.berlaku_sampai or tahun)

    @property
    def masa(self) -> str:
        """The years in words: "2020–2024", "mulai tahun 2025", "sampai tahun 2024", "semua tahun"."""
        match self.berlaku_mulai, self.berlaku_sampai:
            case None, None:
                return "semua tahun"
            case mulai, None:
                return f"mulai tahun {mulai}"
            case None, sampai:
                return f"sampai tahun {sampai}"
            case mulai, sampai:
                return str(mulai) if mulai == sampai else f"{mulai}–{sampai}"
