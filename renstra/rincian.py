"""What hangs on an indikator: its figures by year, and why an advice does not hold for it."""

from __future__ import annotations

from django.db import models

from sakip.models import TAHUN, Berversi

from .enums import MutuIndikator
from .satuan import NILAI


class TargetTahunan(Berversi):
    """The Renstra's target of one indikator in one year. No row: no target that year ("-"), which is not zero."""

    indikator = models.ForeignKey(
        "renstra.Indikator", on_delete=models.CASCADE, related_name="target_tahunan", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN)
    nilai = models.DecimalField("target", **NILAI)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=100, blank=True)

    class Meta:
        verbose_name = "target tahunan"
        verbose_name_plural = "target tahunan"
        ordering = ["tahun"]
        constraints = [models.UniqueConstraint("indikator", "tahun", name="target_tahunan_unik")]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.indikator.satuan.cetak(self.nilai)}"


class StandarNasional(models.Model):
    """What all offices of the country are measured by in one year; kept and versioned with the indikator."""

    indikator = models.ForeignKey(
        "renstra.Indikator", on_delete=models.CASCADE, related_name="standar_nasional", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN)
    nilai = models.DecimalField("standar nasional", **NILAI)

    class Meta:
        verbose_name = "standar nasional"
        verbose_name_plural = "standar nasional"
        ordering = ["tahun"]
        constraints = [models.UniqueConstraint("indikator", "tahun", name="standar_nasional_unik")]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.indikator.satuan.cetak(self.nilai)}"


class PengecualianMutu(models.Model):
    """Why one advice of the quality check (`renstra.aturan`) does not hold for this indikator."""

    indikator = models.ForeignKey(
        "renstra.Indikator", on_delete=models.CASCADE, related_name="pengecualian_mutu", verbose_name="indikator"
    )
    butir = models.CharField("butir pemeriksaan", max_length=20, choices=MutuIndikator)
    alasan = models.TextField("alasan", max_length=1_000)

    class Meta:
        verbose_name = "pengecualian pemeriksaan mutu"
        verbose_name_plural = "pengecualian pemeriksaan mutu"
        ordering = ["indikator", "butir"]
        constraints = [models.UniqueConstraint("indikator", "butir", name="pengecualian_mutu_unik")]

    def __str__(self) -> str:
        return f"{self.get_butir_display()}: {self.alasan}"
