"""Bukti dukung: what shows that a realisasi is true, kept once and used for as many indikator as it proves."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from organisasi.models import Satker
from sakip.models import Berversi

from ..enums import JenisBukti
from .realisasi import Realisasi

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna


def letak_bukti(bukti: BuktiDukung, nama: str) -> str:
    """A random stored name: nothing can be guessed from it, nothing from the client is used."""
    return f"bukti/{secrets.token_hex(16)}"


class BuktiDukungQuerySet(models.QuerySet["BuktiDukung"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> BuktiDukungQuerySet:
        """Everything of the own satker; of the satker below only what proves an approved realisasi."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        tampak = BuktiRealisasi.objects.filter(
            bukti=OuterRef("pk"), realisasi__in=Realisasi.objects.visible_to(user).values("pk")
        )
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | Exists(tampak))


class BuktiDukung(Berversi):
    """A file, a photo or a link. The same file is stored once per satker and year.

    `sha256` is that of the file as it came in; a photo is stored made anew, so there it is not that of what is stored.

    `jenis_isi` is what the content was found to be (a MIME type), never what its name says. `keterangan` is the caption
    of a photo; with `tampil_di_laporan` it becomes a figure of the LKjIP.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="bukti_dukung", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=8, choices=JenisBukti)
    judul = models.CharField("judul", max_length=200)
    keterangan = models.CharField("keterangan gambar", max_length=300, blank=True)
    tampil_di_laporan = models.BooleanField("tampilkan di LKjIP", default=False)
    tautan = models.URLField("alamat tautan", max_length=500, blank=True)
    berkas = models.FileField("berkas", upload_to=letak_bukti, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=150, blank=True)
    jenis_isi = models.CharField("jenis isi", max_length=100, blank=True)
    ukuran = models.PositiveBigIntegerField("ukuran (byte)", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    diunggah_oleh = models.ForeignKey(
        "organisasi.Pengguna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="diunggah oleh",
    )
    diunggah_pada = models.DateTimeField("diunggah pada", default=timezone.now, editable=False)

    objects = BuktiDukungQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ["satker", "-tahun", "judul", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "tahun", "sha256"],
                condition=~Q(sha256=""),
                name="bukti_berkas_unik",
                violation_error_message="Berkas yang sama sudah ada.",
            ),
            models.CheckConstraint(
                name="bukti_berkas_atau_tautan",
                condition=(Q(jenis=JenisBukti.TAUTAN) & ~Q(tautan="") & Q(berkas="", sha256="", ukuran__isnull=True))
                | (~Q(jenis=JenisBukti.TAUTAN) & Q(tautan="", ukuran__isnull=False) & ~Q(berkas="") & ~Q(sha256="")),
                violation_error_message="Bukti dukung adalah berkas atau tautan, tidak keduanya.",
            ),
            models.CheckConstraint(
                name="bukti_gambar_laporan_foto",
                condition=Q(tampil_di_laporan=False) | (Q(jenis=JenisBukti.FOTO) & ~Q(keterangan="")),
                violation_error_message="Hanya foto berketerangan yang dapat menjadi gambar LKjIP.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class BuktiRealisasi(models.Model):
    """That a bukti proves a realisasi."""

    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.CASCADE, related_name="bukti_realisasi", verbose_name="realisasi"
    )
    bukti = models.ForeignKey(
        BuktiDukung, on_delete=models.PROTECT, related_name="bukti_realisasi", verbose_name="bukti dukung"
    )
    urut = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "bukti realisasi"
        verbose_name_plural = "bukti realisasi"
        ordering = ["realisasi", "urut", "pk"]
        constraints = [models.UniqueConstraint("realisasi", "bukti", name="bukti_realisasi_unik")]

    def __str__(self) -> str:
        return f"{self.realisasi}: {self.bukti}"
