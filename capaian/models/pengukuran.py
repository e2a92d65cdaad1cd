"""The measured indikator of a year, and its target spread over the quarters."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from organisasi.models import Satker, Unit
from organisasi.models.pohon import cabang
from perjanjian.models import IndikatorPerjanjian
from renstra.models import NILAI, Indikator
from sakip.models import Berversi

from ..enums import Triwulan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

    from .realisasi import RealisasiQuerySet


class PengukuranQuerySet(models.QuerySet["Pengukuran"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PengukuranQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def di_unit(self, satker: Satker, jalur: set[str]) -> PengukuranQuerySet:
        """A satker's that a unit on one of these paths, or below it, answers for; "" stands for the whole satker."""
        milik = self.filter(satker=satker)
        if "" in jalur:
            return milik
        unit = Unit.objects.filter(cabang(jalur), satker=satker)
        return milik.filter(pk__in=self.filter(indikator__pelaksana__in=unit).values("pk"))

    def for_tahun(self, tahun: int) -> PengukuranQuerySet:
        return self.filter(tahun=tahun)

    def lengkap(self, realisasi: RealisasiQuerySet | None = None) -> PengukuranQuerySet:
        """With all that computing and printing a capaian needs, in a fixed number of queries.

        `realisasi`: only these count, for example those that the reader may see; None: all.
        """
        isian = "realisasi" if realisasi is None else Prefetch("realisasi", queryset=realisasi)
        return self.select_related(
            "satker", "indikator__sasaran", "butir__sasaran", "indikator__satuan__skala", "butir__satuan"
        ).prefetch_related(isian, "target_triwulan", "indikator__satuan__skala__tingkat")


class Pengukuran(models.Model):
    """One indikator measured in one year.

    The target is that of `butir`, the row of the perjanjian kinerja; it is entered there, once. `target_lain` is only
    for years or papers without such a row, or whose report printed another target; it then goes first and is marked.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="satker")
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    butir = models.ForeignKey(
        IndikatorPerjanjian,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengukuran",
        verbose_name="butir perjanjian kinerja",
    )
    target_lain = models.DecimalField("target menurut laporan lama", **NILAI, null=True, blank=True)
    sumber_target_lain = models.CharField("tempat tercetak", max_length=200, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    objects = PengukuranQuerySet.as_manager()

    class Meta:
        verbose_name = "pengukuran"
        verbose_name_plural = "pengukuran"
        ordering = ["satker", "tahun", "indikator__sasaran__urut", "indikator__urut"]
        constraints = [
            models.UniqueConstraint("indikator", "tahun", name="pengukuran_unik"),
            models.CheckConstraint(
                name="pengukuran_target_lain_bersumber",
                condition=Q(target_lain__isnull=True) | ~Q(sumber_target_lain=""),
                violation_error_message="Target di luar perjanjian harus menyebut sumbernya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.indikator}"

    def get_absolute_url(self) -> str:
        return reverse("capaian:rincian", kwargs={"kode": self.satker.kode, "tahun": self.tahun, "pk": self.pk})

    def jalur_unit(self) -> list[str]:
        """Whose figures these are: the unit that answer for the indikator."""
        return [unit.jalur for unit in self.indikator.pelaksana.all()]

    @property
    def target(self) -> Decimal | None:
        if self.target_lain is not None:
            return self.target_lain
        return self.butir.target if self.butir else None

    @property
    def uraian(self) -> str:
        """The indikator in the words of the perjanjian kinerja, or of the Renstra where it has no row there."""
        return self.butir.uraian if self.butir else self.indikator.uraian

    @property
    def uraian_sasaran(self) -> str:
        return self.butir.sasaran.uraian if self.butir else self.indikator.sasaran.uraian


class TargetTriwulan(Berversi):
    """The target of one quarter, in the indikator's satuan. No row: no target that quarter ("-"), which is not 0."""

    pengukuran = models.ForeignKey(
        Pengukuran, on_delete=models.CASCADE, related_name="target_triwulan", verbose_name="pengukuran"
    )
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=Triwulan)
    nilai = models.DecimalField("target triwulan", **NILAI)

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ["pengukuran", "triwulan"]
        constraints = [
            models.UniqueConstraint("pengukuran", "triwulan", name="target_triwulan_unik"),
            models.CheckConstraint(
                name="target_triwulan_1_4",
                condition=Q(triwulan__gte=1, triwulan__lte=4),
                violation_error_message="Triwulan harus 1 sampai 4.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengukuran} – {self.get_triwulan_display()}"
