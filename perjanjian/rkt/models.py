"""One RKT: sasaran with their indikator at one side, the activities of the DIPA that serve them at the other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from anggaran.models import Pos
from renstra.models import NILAI, Indikator, Sasaran, Satuan
from sakip.alur import RiwayatStatus
from sakip.models import Berversi

from ..rencana import RencanaQuerySet, RencanaTahunan


class RktQuerySet(RencanaQuerySet):
    def lengkap(self) -> RktQuerySet:
        """With everything that the paper shows, in a fixed number of queries."""
        return self.select_related("satker", "dipa", "penandatangan", "mengetahui").prefetch_related(
            "sasaran__program",
            "sasaran__indikator__satuan__skala__tingkat",
            "sasaran__indikator__indikator__sasaran",
            "sasaran__kegiatan__pos",
        )


class Rkt(RencanaTahunan):
    objects: ClassVar[Any] = RktQuerySet.as_manager()

    class Meta(RencanaTahunan.Meta):
        verbose_name = "RKT"
        verbose_name_plural = "RKT"

    def get_absolute_url(self) -> str:
        return reverse("rkt:detail", kwargs={"kode": self.satker.kode, "tahun": self.tahun})

    def berisi(self) -> bool:
        return IndikatorRkt.objects.filter(sasaran__rkt=self).exists()


class RiwayatRkt(RiwayatStatus):
    objek = models.ForeignKey(Rkt, on_delete=models.CASCADE, related_name="riwayat", verbose_name="RKT")

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat RKT"
        verbose_name_plural = "riwayat RKT"


class SasaranRkt(Berversi):
    """A sasaran in the words of the RKT. `program`: under which programme of the DIPA the paper lists it."""

    rkt = models.ForeignKey(Rkt, on_delete=models.CASCADE, related_name="sasaran", verbose_name="RKT")
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.SET_NULL, null=True, blank=True, related_name="di_rkt", verbose_name="sasaran Renstra"
    )
    program = models.ForeignKey(
        Pos, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="program"
    )
    urut = models.PositiveSmallIntegerField("nomor")
    uraian = models.TextField("sasaran")

    class Meta:
        verbose_name = "sasaran RKT"
        verbose_name_plural = "sasaran RKT"
        ordering = ["urut"]
        constraints = [models.UniqueConstraint("rkt", "urut", name="sasaran_rkt_urut_unik")]

    def __str__(self) -> str:
        return self.uraian


class IndikatorRkt(Berversi):
    """An indikator with the year's target. `target` empty: the paper has none."""

    sasaran = models.ForeignKey(SasaranRkt, on_delete=models.CASCADE, related_name="indikator", verbose_name="sasaran")
    indikator = models.ForeignKey(
        Indikator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="di_rkt",
        verbose_name="indikator Renstra",
    )
    urut = models.PositiveSmallIntegerField("urutan")
    uraian = models.TextField("indikator")
    satuan = models.ForeignKey(Satuan, on_delete=models.PROTECT, related_name="+", verbose_name="satuan")
    target = models.DecimalField("target", **NILAI, null=True, blank=True)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=100, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "indikator RKT"
        verbose_name_plural = "indikator RKT"
        ordering = ["sasaran__urut", "urut"]
        constraints = [models.UniqueConstraint("sasaran", "urut", name="indikator_rkt_urut_unik")]

    def __str__(self) -> str:
        return self.uraian


class KegiatanRkt(Berversi):
    """A node of the DIPA that serves a sasaran. Its amount is the pagu of what is listed below it, or its own."""

    sasaran = models.ForeignKey(SasaranRkt, on_delete=models.CASCADE, related_name="kegiatan", verbose_name="sasaran")
    pos = models.ForeignKey(Pos, on_delete=models.PROTECT, related_name="di_rkt", verbose_name="kegiatan/RO")
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "kegiatan RKT"
        verbose_name_plural = "kegiatan RKT"
        ordering = ["sasaran__urut", "pos__urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["sasaran", "pos"],
                name="kegiatan_rkt_unik",
                violation_error_message="Kegiatan ini sudah tercantum pada sasaran itu.",
            )
        ]

    def __str__(self) -> str:
        return str(self.pos)
