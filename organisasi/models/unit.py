"""Units inside a satker and the positions in them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sakip.models import Berversi

from ..enums import JenisJabatan, JenisUnit
from .pohon import simpan_berjalur
from .satker import Satker

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .pengguna import Pengguna


def _masih_ada(tanggal: datetime.date) -> Q:
    return Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=tanggal)


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> UnitQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def pada(self, tanggal: datetime.date) -> UnitQuerySet:
        """Units that are not yet dissolved on this date."""
        return self.filter(_masih_ada(tanggal))


class Unit(Berversi):
    """An organisational unit inside a satker. A dissolved one stays, with its last day: old papers name it."""

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="unit", verbose_name="satker")
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan", verbose_name="unit induk"
    )
    jenis = models.CharField("jenis", max_length=20, choices=JenisUnit)
    nama = models.CharField("nama", max_length=250)
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    jalur = models.CharField("jalur", max_length=200, editable=False, db_index=True)
    berlaku_sampai = models.DateField("ada sampai", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "unit"
        verbose_name_plural = "unit"
        ordering = ["satker", "jalur"]
        constraints = [
            models.UniqueConstraint(
                "satker",
                "nama",
                name="unit_nama_unik_per_satker",
                violation_error_message="Satker ini sudah mempunyai unit dengan nama itu.",
            ),
            # A head of unit acts on everything whose path begins with the unit's: two units must not share a path.
            models.UniqueConstraint("satker", "jalur", name="unit_jalur_unik_per_satker"),
            models.CheckConstraint(
                name="unit_urut_1_999",
                condition=Q(urut__gte=1, urut__lte=999),
                violation_error_message="Urutan unit harus 1 sampai 999.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        if self.induk and self.induk.satker_id != self.satker_id:
            raise ValidationError({"induk": "Unit induk harus dari satker yang sama."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        simpan_berjalur(self, f"{self.urut:03d}/", super().save, *args, **kwargs)

    def jalur_unit(self) -> list[str]:
        return [self.jalur]


class JabatanQuerySet(models.QuerySet["Jabatan"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> JabatanQuerySet:
        return self.filter(unit__satker__in=Satker.objects.visible_to(user))

    def pada(self, tanggal: datetime.date) -> JabatanQuerySet:
        """Positions that are not yet abolished on this date."""
        return self.filter(_masih_ada(tanggal))


class Jabatan(Berversi):
    """A position in a unit, with its superior position: the chain of the perjanjian kinerja."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="jabatan", verbose_name="unit")
    jenis = models.CharField("jenis", max_length=20, choices=JenisJabatan)
    nama = models.CharField("nama jabatan", max_length=300)
    atasan = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan", verbose_name="jabatan atasan"
    )
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    berlaku_sampai = models.DateField("ada sampai", null=True, blank=True)

    objects = JabatanQuerySet.as_manager()

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["unit__satker", "urut", "pk"]
        constraints = [
            models.UniqueConstraint(
                "unit",
                "nama",
                name="jabatan_unik_per_unit",
                violation_error_message="Unit ini sudah mempunyai jabatan dengan nama itu.",
            ),
            models.CheckConstraint(
                name="jabatan_bukan_atasan_sendiri",
                condition=~Q(atasan=F("id")),
                violation_error_message="Jabatan tidak dapat menjadi atasan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        """The chain of superiors stays in the satker and never comes back to where it began."""
        atasan, lewat = self.atasan, {self.pk}
        if atasan and atasan.unit.satker_id != self.unit.satker_id:
            raise ValidationError({"atasan": "Jabatan atasan harus dari satker yang sama."})
        while atasan:
            if atasan.pk in lewat:
                raise ValidationError(
                    {"atasan": f"Rantai atasan berputar: {atasan} sudah berada di bawah jabatan ini."}
                )
            lewat.add(atasan.pk)
            atasan = atasan.atasan

    def masih_ada(self, tanggal: datetime.date) -> bool:
        return self.berlaku_sampai is None or self.berlaku_sampai >= tanggal

    @property
    def satker_id(self) -> int:
        return self.unit.satker_id

    def jalur_unit(self) -> list[str]:
        return [self.unit.jalur]
