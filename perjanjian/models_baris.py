"""The rows of a perjanjian kinerja: sasaran with their indikator, and the budget."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from anggaran.models import Pos
from renstra.models import NILAI, Indikator, Sasaran, Satuan
from sakip.models import Berversi

from .enums import CaraTurun


class SasaranPerjanjian(models.Model):
    """A sasaran of the annex, in the words of the PK, linked to the Renstra's where it is the same one."""

    perjanjian = models.ForeignKey(
        "perjanjian.PerjanjianKinerja", on_delete=models.CASCADE, related_name="sasaran", verbose_name="perjanjian"
    )
    sasaran = models.ForeignKey(
        Sasaran,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="di_perjanjian",
        verbose_name="sasaran Renstra",
    )
    urut = models.PositiveSmallIntegerField("nomor")
    uraian = models.TextField("sasaran")

    class Meta:
        verbose_name = "sasaran perjanjian"
        verbose_name_plural = "sasaran perjanjian"
        ordering = ["urut"]
        constraints = [models.UniqueConstraint("perjanjian", "urut", name="sasaran_perjanjian_urut_unik")]

    def __str__(self) -> str:
        return self.uraian


class IndikatorPerjanjian(Berversi):
    """A row of the annex: an indikator with the year's target. `target` empty: the paper has none.

    `menurunkan`: the row of the superior's PK of the year that this one carries, and `cara_turun` how. The manner stays
    when the superior's row goes, so that the page can say what was lost. `asal`: the row that a perubahan copied.
    """

    sasaran = models.ForeignKey(
        SasaranPerjanjian, on_delete=models.CASCADE, related_name="indikator", verbose_name="sasaran"
    )
    indikator = models.ForeignKey(
        Indikator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="di_perjanjian",
        verbose_name="indikator Renstra",
    )
    urut = models.PositiveSmallIntegerField("urutan")
    uraian = models.TextField("indikator")
    satuan = models.ForeignKey(Satuan, on_delete=models.PROTECT, related_name="+", verbose_name="satuan")
    target = models.DecimalField("target", **NILAI, null=True, blank=True)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=100, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)
    menurunkan = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="diturunkan",
        verbose_name="baris atasan yang diturunkan",
    )
    cara_turun = models.CharField("cara diturunkan", max_length=8, choices=CaraTurun, blank=True)
    asal = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="salinan",
        verbose_name="baris yang disalin",
    )

    class Meta:
        verbose_name = "indikator perjanjian"
        verbose_name_plural = "indikator perjanjian"
        ordering = ["sasaran__urut", "urut"]
        constraints = [
            models.UniqueConstraint("sasaran", "urut", name="indikator_perjanjian_urut_unik"),
            models.CheckConstraint(
                name="indikator_perjanjian_turun_bercara",
                condition=Q(menurunkan__isnull=True) | ~Q(cara_turun=""),
                violation_error_message="Indikator yang diturunkan dari atasan harus menyebut caranya.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class AnggaranPerjanjian(Berversi):
    """A budget row under the annex. `nilai` empty: the paper has no amount.

    `pos`: the node of the DIPA that it names. `nilai` is what the paper says, fixed when it is signed; it comes from
    the DIPA where the row is linked, and a hint tells when both differ.
    """

    perjanjian = models.ForeignKey(
        "perjanjian.PerjanjianKinerja", on_delete=models.CASCADE, related_name="anggaran", verbose_name="perjanjian"
    )
    urut = models.PositiveSmallIntegerField("nomor")
    kode = models.CharField("kode", max_length=40, blank=True)
    uraian = models.CharField("kegiatan/rincian output", max_length=400)
    pos = models.ForeignKey(
        Pos, on_delete=models.SET_NULL, null=True, blank=True, related_name="di_perjanjian", verbose_name="pos DIPA"
    )
    nilai = models.DecimalField("anggaran (Rp)", max_digits=17, decimal_places=2, null=True, blank=True)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=100, blank=True)

    class Meta:
        verbose_name = "anggaran perjanjian"
        verbose_name_plural = "anggaran perjanjian"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint("perjanjian", "urut", name="anggaran_perjanjian_urut_unik"),
            models.CheckConstraint(
                name="anggaran_perjanjian_tidak_negatif",
                condition=Q(nilai__isnull=True) | Q(nilai__gte=0),
                violation_error_message="Anggaran tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian
