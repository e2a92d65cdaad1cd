"""Why a revision changed a row. Where each row comes from is `Warisan.asal`."""

from __future__ import annotations

from django.db import models

from sakip.models import Berversi


class JenisButir(models.TextChoices):
    """What a revision can change. Sasaran of all kinds share a table, and so one word here; the parts of a Keputusan
    are columns of one row, each with a reason of its own, so their words here are the columns' names.
    """

    VISI = "visi", "Visi"
    KATA = "kata", "Kata kunci visi"
    MISI = "misi", "Misi"
    TUJUAN = "tujuan", "Tujuan"
    SASARAN = "sasaran", "Sasaran"
    PROGRAM = "program", "Program"
    KEGIATAN = "kegiatan", "Kegiatan"
    INDIKATOR = "indikator", "Indikator"
    KONDISI = "kondisi", "Kondisi pohon kinerja"
    PENETAP = "penetap", "Keputusan: ditetapkan oleh"
    TENTANG = "tentang", "Keputusan: tentang"
    MENIMBANG = "menimbang", "Keputusan: menimbang"
    MENGINGAT = "mengingat", "Keputusan: mengingat"
    MEMPERHATIKAN = "memperhatikan", "Keputusan: memperhatikan"
    DIKTUM = "diktum", "Keputusan: diktum"
    TEMPAT = "tempat", "Keputusan: ditetapkan di"
    NARASI = "narasi", "Naskah"


class AlasanPerubahan(Berversi):
    """Why a revision changed one row; where there is none, the revision's general reason stands.

    `butir` is the key of the row in the revision, or of the predecessor's row that it left out: one table, so never
    the same. No foreign key: the row left out belongs to a plan that is not edited, and a reason may outlive a row.
    """

    renstra = models.ForeignKey(
        "renstra.Renstra", on_delete=models.CASCADE, related_name="alasan_perubahan", verbose_name="Renstra"
    )
    jenis = models.CharField("jenis", max_length=20, choices=JenisButir)
    butir = models.PositiveBigIntegerField("butir")
    alasan = models.TextField("alasan", max_length=2_000)

    class Meta:
        verbose_name = "alasan perubahan"
        verbose_name_plural = "alasan perubahan"
        ordering = ["renstra", "jenis", "butir"]
        constraints = [models.UniqueConstraint("renstra", "jenis", "butir", name="alasan_perubahan_unik")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.alasan}"
