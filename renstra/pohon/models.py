"""The tree of one Renstra version. Its conditions are no copies of the cascade: they point into it, many-to-many."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from organisasi.models import Jabatan, Unit
from sakip.models import Berversi

from .enums import JenjangKondisi


class PohonKinerja(Berversi):
    renstra = models.OneToOneField(
        "renstra.Renstra", on_delete=models.CASCADE, related_name="pohon", verbose_name="Renstra"
    )

    class Meta:
        verbose_name = "pohon kinerja"
        verbose_name_plural = "pohon kinerja"

    def __str__(self) -> str:
        return f"Pohon kinerja {self.renstra.satker}"


class Kondisi(Berversi):
    """A condition that must hold for the one above it (PermenPANRB 89/2021)."""

    pohon = models.ForeignKey(
        PohonKinerja, on_delete=models.CASCADE, related_name="kondisi", verbose_name="pohon kinerja"
    )
    induk = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="anak", verbose_name="di bawah"
    )
    urut = models.PositiveSmallIntegerField("urutan")
    jenjang = models.CharField("jenjang", max_length=12, choices=JenjangKondisi)
    uraian = models.TextField("kondisi")
    output = models.TextField("output", blank=True, help_text="Satu output setiap baris.")
    tujuan = models.ManyToManyField("renstra.Tujuan", blank=True, related_name="kondisi", verbose_name="tujuan")
    sasaran = models.ManyToManyField("renstra.Sasaran", blank=True, related_name="kondisi", verbose_name="sasaran")
    indikator = models.ManyToManyField(
        "renstra.Indikator", blank=True, related_name="kondisi", verbose_name="indikator"
    )
    unit = models.ManyToManyField(Unit, blank=True, related_name="kondisi", verbose_name="unit")
    jabatan = models.ManyToManyField(Jabatan, blank=True, related_name="kondisi", verbose_name="jabatan")
    asal = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="penerus",
        editable=False,
        verbose_name="asal (Renstra sebelum revisi)",
    )

    class Meta:
        verbose_name = "kondisi"
        verbose_name_plural = "kondisi"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["induk", "urut"], condition=Q(induk__isnull=False), name="kondisi_urut_unik"
            ),
            models.UniqueConstraint(
                fields=["pohon", "urut"], condition=Q(induk__isnull=True), name="kondisi_puncak_urut_unik"
            ),
            models.CheckConstraint(
                name="kondisi_bukan_induk_sendiri",
                condition=Q(induk__isnull=True) | ~Q(induk=F("pk")),
                violation_error_message="Tidak dapat berada di bawah dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def daftar_output(self) -> tuple[str, ...]:
        return tuple(baris.strip() for baris in self.output.splitlines() if baris.strip())
