"""Units of measure and ordinal scales: how a stored Decimal is read from a person and shown to one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from sakip.angka import SPASI_TAK_PUTUS, GalatAngka, format_desimal, format_isian, lipat_homoglif, parse_desimal
from sakip.models import Berversi, MasaBerlaku, MasaBerlakuQuerySet

from .enums import JenisSatuan


class SkalaQuerySet(MasaBerlakuQuerySet, models.QuerySet["Skala"]):
    pass


class Skala(MasaBerlaku, Berversi):
    """An ordinal scale such as AA A BB B CC C D. Master data; other grades or scores are another scale."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=100)

    objects = SkalaQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "skala"
        verbose_name_plural = "skala"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class TingkatSkala(models.Model):
    """One grade of a scale; `skor` orders the grades and is what capaian compares."""

    skala = models.ForeignKey(Skala, on_delete=models.CASCADE, related_name="tingkat", verbose_name="skala")
    label = models.CharField("label", max_length=20)
    skor = models.DecimalField("skor", max_digits=6, decimal_places=2)
    keterangan = models.CharField("keterangan", max_length=100, blank=True)

    class Meta:
        verbose_name = "tingkat skala"
        verbose_name_plural = "tingkat skala"
        ordering = ["skala", "-skor"]
        constraints = [
            models.UniqueConstraint("skala", "label", name="tingkat_skala_label_unik"),
            models.UniqueConstraint("skala", "skor", name="tingkat_skala_skor_unik"),
        ]

    def __str__(self) -> str:
        return self.label


class SatuanQuerySet(MasaBerlakuQuerySet, models.QuerySet["Satuan"]):
    def lengkap(self) -> SatuanQuerySet:
        """With the scale and its grades, as `cetak` and `baca` need them (two more queries for any number of rows)."""
        return self.select_related("skala").prefetch_related("skala__tingkat")


class Satuan(MasaBerlaku, Berversi):
    """A unit of measure. Ordinal units store the grade's skor and print its label."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=60)
    jenis = models.CharField("jenis", max_length=10, choices=JenisSatuan)
    skala = models.ForeignKey(
        Skala, on_delete=models.PROTECT, null=True, blank=True, related_name="satuan", verbose_name="skala"
    )

    objects = SatuanQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "satuan"
        verbose_name_plural = "satuan"
        ordering = ["nama"]
        constraints = [
            *MasaBerlaku.Meta.constraints,
            models.CheckConstraint(
                name="satuan_ordinal_berskala",
                condition=models.Q(jenis=JenisSatuan.ORDINAL, skala__isnull=False)
                | (~models.Q(jenis=JenisSatuan.ORDINAL) & models.Q(skala__isnull=True)),
                violation_error_message="Satuan predikat harus mempunyai skala; satuan lain tidak.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def tingkat(self) -> list[TingkatSkala]:
        return list(self.skala.tingkat.all()) if self.skala else []

    @property
    def skor_skala(self) -> tuple[Decimal, ...]:
        return tuple(t.skor for t in self.tingkat)

    def cetak(self, nilai: Decimal | None) -> str:
        """A stored value as it is shown: "77,5 %", "WTP", "3 laporan"; "–" for None."""
        if nilai is None:
            return "–"
        match self.jenis:
            case JenisSatuan.ORDINAL:
                return next((t.label for t in self.tingkat if t.skor == nilai), format_desimal(nilai))
            case JenisSatuan.PERSEN:
                return f"{format_desimal(nilai)}{SPASI_TAK_PUTUS}%"  # as stored: a target is never rounded
            case JenisSatuan.CACAH:
                return f"{format_desimal(nilai)} {self.nama.lower()}"
            case _:
                return format_desimal(nilai)

    def cetak_isian(self, nilai: Decimal | None) -> str:
        """A stored value as it is typed in a form: without the unit's word or sign."""
        if nilai is None:
            return ""
        return self.cetak(nilai) if self.jenis == JenisSatuan.ORDINAL else format_isian(nilai)

    def baca(self, teks: str) -> Decimal | None:
        """What a person typed, as a stored value; "" and "-" mean no value.

        Raises GalatAngka with a message in Indonesian.
        """
        bersih = lipat_homoglif(teks).strip()
        if bersih in {"", "-", "–"}:
            return None
        if self.jenis == JenisSatuan.ORDINAL:
            return self._baca_tingkat(bersih)
        return parse_desimal(bersih)

    def _baca_tingkat(self, teks: str) -> Decimal:
        for tingkat in self.tingkat:
            if tingkat.label.casefold() == teks.casefold():
                return tingkat.skor
        pilihan = ", ".join(t.label for t in self.tingkat)
        raise GalatAngka(f"Harus salah satu dari {pilihan}. Yang diketik: “{teks}”.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_clean(validate_unique=False)
        super().save(*args, **kwargs)
