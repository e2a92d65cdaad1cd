"""The LKjIP: which data it reports, its prose, its supporting tables and photos."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from anggaran.models import PosisiRealisasi
from organisasi.enums import JenisJabatan
from organisasi.models import Penugasan, Satker
from perjanjian.models import PerjanjianKinerja
from renstra.models import Renstra, Sasaran
from sakip.models import Berversi

from .enums import KunciNarasi, StatusLaporan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna
    from perjanjian.models import PerjanjianKinerjaQuerySet


class LaporanQuerySet(models.QuerySet["Laporan"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> LaporanQuerySet:
        """Everything of the own satker; of the satker below only final reports."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | Q(status=StatusLaporan.FINAL))

    def for_tahun(self, tahun: int) -> LaporanQuerySet:
        return self.filter(tahun=tahun)


class Laporan(models.Model):
    """The LKjIP of one satker and year.

    It holds no figure: `perjanjian`, `renstra` and the two `posisi` say where its figures come from. Empty means the
    usual source: the PK of the sekretaris in force at the year's end, the Renstra in force, the main cut-off.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="laporan", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    judul = models.CharField("judul", max_length=200, default="Laporan Kinerja Instansi Pemerintah")
    status = models.CharField(
        "status", max_length=10, choices=StatusLaporan, default=StatusLaporan.DRAF, editable=False
    )
    renstra = models.ForeignKey(
        Renstra, on_delete=models.PROTECT, null=True, blank=True, related_name="laporan", verbose_name="Renstra"
    )
    perjanjian = models.ForeignKey(
        PerjanjianKinerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="laporan",
        verbose_name="perjanjian kinerja yang diukur",
    )
    posisi = models.ForeignKey(
        PosisiRealisasi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="posisi realisasi anggaran",
    )
    posisi_perbandingan = models.ForeignKey(
        PosisiRealisasi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="posisi realisasi pada tabel tiga tahun",
    )
    tempat = models.CharField("tempat", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    penandatangan = models.ForeignKey(
        Penugasan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="penandatangan"
    )
    pns = models.PositiveSmallIntegerField("jumlah PNS", null=True, blank=True)
    pppk = models.PositiveSmallIntegerField("jumlah PPPK", null=True, blank=True)
    ppnpn = models.PositiveSmallIntegerField("jumlah PPNPN", null=True, blank=True)

    objects = LaporanQuerySet.as_manager()

    class Meta:
        verbose_name = "LKjIP"
        verbose_name_plural = "LKjIP"
        ordering = ["satker", "-tahun"]
        constraints = [models.UniqueConstraint("satker", "tahun", name="laporan_unik")]

    def __str__(self) -> str:
        return f"LKjIP {self.tahun} {self.satker}"

    def get_absolute_url(self) -> str:
        return reverse("pelaporan:lkjip", kwargs={"kode": self.satker.kode, "tahun": self.tahun})

    def perjanjian_akhir_tahun(self) -> PerjanjianKinerjaQuerySet:
        """The sekretaris's PK in force at the year's end: what a report measures unless it says otherwise."""
        milik = PerjanjianKinerja.objects.filter(
            satker=self.satker_id, pihak_pertama__jabatan__jenis=JenisJabatan.SEKRETARIS
        )
        return milik.for_tahun(self.tahun).pada(date(self.tahun, 12, 31))

    def perjanjian_diukur(self) -> PerjanjianKinerjaQuerySet:
        """The PK that the report measures (at most one row): the chosen one, or the usual one."""
        if self.perjanjian_id:
            return PerjanjianKinerja.objects.filter(pk=self.perjanjian_id)
        return self.perjanjian_akhir_tahun()


class Narasi(Berversi):
    """Prose of one place of the report, as sanitised HTML. `sasaran` only for the analysis per sasaran."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="narasi", verbose_name="LKjIP")
    kunci = models.CharField("bagian", max_length=30, choices=KunciNarasi)
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, null=True, blank=True, related_name="narasi", verbose_name="sasaran"
    )
    isi = models.TextField("isi", blank=True)

    class Meta:
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        ordering = ["laporan", "kunci", "sasaran__urut"]
        constraints = [
            models.UniqueConstraint(fields=["laporan", "kunci"], condition=Q(sasaran__isnull=True), name="narasi_unik"),
            models.UniqueConstraint(
                fields=["laporan", "kunci", "sasaran"],
                condition=Q(sasaran__isnull=False),
                name="narasi_sasaran_unik",
            ),
            models.CheckConstraint(
                name="narasi_sasaran_hanya_analisis",
                condition=Q(kunci=KunciNarasi.ANALISIS_SASARAN, sasaran__isnull=False)
                | (~Q(kunci=KunciNarasi.ANALISIS_SASARAN) & Q(sasaran__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kunci_display()


class TabelPendukung(models.Model):
    """A table that a unit typed or pasted (schedules, decisions, distribution); its number comes from its place."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="tabel_pendukung", verbose_name="LKjIP")
    kunci = models.CharField("bagian", max_length=30, choices=KunciNarasi)
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sasaran"
    )
    urut = models.PositiveSmallIntegerField("urutan")
    judul = models.CharField("judul", max_length=300)
    kolom = models.JSONField("judul kolom", help_text="Daftar judul kolom.")
    lebar = models.JSONField("lebar kolom (%)", default=list, blank=True)
    baris = models.JSONField("baris", help_text="Daftar baris; setiap baris daftar teks sel.")
    kaki = models.JSONField("baris jumlah", default=list, blank=True)
    sumber = models.CharField("sumber", max_length=300, blank=True)

    class Meta:
        verbose_name = "tabel pendukung"
        verbose_name_plural = "tabel pendukung"
        ordering = ["laporan", "kunci", "sasaran__urut", "urut"]
        constraints = [models.UniqueConstraint("laporan", "kunci", "urut", name="tabel_pendukung_urut_unik")]

    def __str__(self) -> str:
        return self.judul


def letak_foto(foto: Foto, nama: str) -> str:
    return f"foto/{foto.laporan.satker.kode}/{foto.laporan.tahun}/{secrets.token_hex(16)}.jpg"


class Foto(models.Model):
    """A photo with its caption, printed in the analysis of a sasaran."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="foto", verbose_name="LKjIP")
    sasaran = models.ForeignKey(Sasaran, on_delete=models.PROTECT, related_name="foto", verbose_name="sasaran")
    urut = models.PositiveSmallIntegerField("urutan")
    keterangan = models.CharField("keterangan", max_length=400)
    berkas = models.ImageField("foto", upload_to=letak_foto)

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto"
        ordering = ["laporan", "sasaran__urut", "urut"]
        constraints = [models.UniqueConstraint("laporan", "sasaran", "urut", name="foto_urut_unik")]

    def __str__(self) -> str:
        return self.keterangan
