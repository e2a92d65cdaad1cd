"""Published papers and the jobs that make them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from organisasi.models import Satker

from .enums import StatusPekerjaan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna


def letak_berkas(dokumen: DokumenTerbit, nama: str) -> str:
    """A random stored name: nothing can be guessed from the address, nothing from the client is used."""
    return f"dokumen/{dokumen.satker.kode}/{dokumen.tahun}/{secrets.token_hex(16)}.pdf"


def satker_pekerja(user: Pengguna | AnonymousUser) -> models.QuerySet[Satker]:
    """The satker whose working papers a person sees: the own one, and those where the person holds an office.

    A parent satker reads what its children have issued, and a PDF made at the desk is not issued yet.
    """
    terlihat = Satker.objects.visible_to(user)
    if not user.is_authenticated or user.is_superuser:
        return terlihat
    return terlihat.filter(pk__in=user.satker_bekerja)


class DokumenTerbitQuerySet(models.QuerySet["DokumenTerbit"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> DokumenTerbitQuerySet:
        return self.filter(satker__in=satker_pekerja(user))


class DokumenTerbit(models.Model):
    """A finished paper: its data as they were, the file, and the file's fingerprint. Never edited."""

    jenis = models.CharField("jenis", max_length=30)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="dokumen", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    judul = models.CharField("judul", max_length=300)
    data = models.JSONField("data")
    berkas = models.FileField("berkas", upload_to=letak_berkas)
    sha256 = models.CharField("SHA-256", max_length=64)
    ukuran = models.PositiveIntegerField("ukuran (bita)")
    halaman = models.PositiveSmallIntegerField("jumlah halaman")
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="dibuat oleh"
    )
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)

    objects = DokumenTerbitQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen terbit"
        verbose_name_plural = "dokumen terbit"
        ordering = ["-dibuat_pada", "-pk"]
        indexes = [models.Index(fields=["satker", "jenis", "tahun"], name="dokumen_satker_jenis_tahun")]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("dokumen:unduh", kwargs={"kode": self.satker.kode, "tahun": self.tahun, "pk": self.pk})


class PekerjaanCetakQuerySet(models.QuerySet["PekerjaanCetak"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PekerjaanCetakQuerySet:
        return self.filter(satker__in=satker_pekerja(user))

    def hidup(self) -> PekerjaanCetakQuerySet:
        """Waiting or running."""
        return self.filter(status__in=[StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN])


class PekerjaanCetak(models.Model):
    """A job that makes a paper. This row is the truth; the broker only rings the bell.

    A worker claims it with a lease (`token`, `tenggat`); whoever does not hold the token can no longer finish it.
    """

    jenis = models.CharField("jenis dokumen", max_length=30)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="pekerjaan", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    status = models.CharField("status", max_length=10, choices=StatusPekerjaan, default=StatusPekerjaan.ANTRE)
    bagian = models.PositiveSmallIntegerField("bagian selesai", default=0)
    jumlah_bagian = models.PositiveSmallIntegerField("jumlah bagian", default=0)
    pesan = models.TextField("pesan", blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="diminta oleh"
    )
    token = models.CharField("token", max_length=32, blank=True, editable=False)
    tenggat = models.DateTimeField("tenggat sewa", null=True, blank=True, editable=False)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=0, editable=False)
    dibuat_pada = models.DateTimeField("diminta pada", auto_now_add=True)
    mulai_pada = models.DateTimeField("mulai pada", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    hasil = models.ForeignKey(
        DokumenTerbit, on_delete=models.SET_NULL, null=True, blank=True, related_name="pekerjaan", verbose_name="hasil"
    )

    objects = PekerjaanCetakQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan cetak"
        verbose_name_plural = "pekerjaan cetak"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["satker", "tahun", "jenis"],
                condition=Q(status__in=[StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN]),
                name="pekerjaan_satu_hidup",
                violation_error_message="Dokumen ini sedang dibuat.",
            ),
            models.CheckConstraint(
                name="pekerjaan_selesai_berhasil",
                condition=~Q(status=StatusPekerjaan.SELESAI) | Q(selesai_pada__isnull=False),
            ),
            models.CheckConstraint(name="pekerjaan_bagian_dalam_batas", condition=Q(bagian__lte=F("jumlah_bagian"))),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.satker} {self.tahun}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return reverse("dokumen:pekerjaan", kwargs={"kode": self.satker.kode, "tahun": self.tahun, "pk": self.pk})

    @property
    def tersendat(self) -> bool:
        """Whether the worker has not been heard of for longer than its lease; the sweeper will hand the job on."""
        return self.status == StatusPekerjaan.BERJALAN and self.tenggat is not None and self.tenggat < timezone.now()


from .tandatangan.models import DokumenBertanda, Otoritas, Sertifikat, TandaTangan  # noqa: E402

__all__ = ["DokumenBertanda", "DokumenTerbit", "Otoritas", "PekerjaanCetak", "Sertifikat", "TandaTangan"]
