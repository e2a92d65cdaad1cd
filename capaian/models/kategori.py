"""The scale that names a capaian (Tabel 3.1), as master data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from organisasi.models import Satker
from organisasi.models.pohon import awalan_jalur
from sakip.models import Berversi


class KategoriCapaianQuerySet(models.QuerySet["KategoriCapaian"]):
    def untuk(self, satker: Satker) -> KategoriCapaianQuerySet:
        """The bands of every scale that concerns a satker: its own, of those above it and the general ones."""
        atas = Q(satker__isnull=True) | Q(satker__jalur__in=awalan_jalur(satker.jalur))
        return self.filter(atas).select_related("satker").order_by("urut")

    def calon(self, satker: Satker, tahun: int) -> KategoriCapaianQuerySet:
        """Those that have begun: one of their scales holds."""
        return self.untuk(satker).filter(berlaku_mulai__lte=tahun)


class KategoriCapaian(Berversi):
    """A band of the capaian scale (Tabel 3.1). Master data of a satker and all below it, or (empty) of all.

    The bands of one satker and one `berlaku_mulai` are a scale; a scale holds until the satker's next one begins.
    A capaian belongs to the highest band whose `batas_bawah` it exceeds (strictly); the lowest band takes the rest.
    """

    satker = models.ForeignKey(
        Satker,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="kategori_capaian",
        verbose_name="satker",
    )
    berlaku_mulai = models.PositiveSmallIntegerField("berlaku mulai tahun")
    kode = models.CharField("kategori", max_length=20)
    predikat = models.CharField("predikat", max_length=60)
    batas_bawah = models.DecimalField("lebih dari (%)", max_digits=6, decimal_places=2)
    rentang = models.CharField("rentang capaian", max_length=40)
    interpretasi = models.TextField("interpretasi", blank=True)
    urut = models.PositiveSmallIntegerField("urutan")

    #: Where it stands in its scale (1: the lowest) and how many bands that has; `rekap.skala_terpilih` says it.
    tingkat: int | None = None
    dari: int = 0

    objects = KategoriCapaianQuerySet.as_manager()

    class Meta:
        verbose_name = "kategori capaian"
        verbose_name_plural = "kategori capaian"
        ordering = ["satker", "-berlaku_mulai", "urut"]
        constraints = [
            models.UniqueConstraint("satker", "berlaku_mulai", "kode", name="kategori_capaian_unik"),
            models.UniqueConstraint(
                fields=["berlaku_mulai", "kode"], condition=Q(satker__isnull=True), name="kategori_capaian_umum_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} – {self.predikat}"
