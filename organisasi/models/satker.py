"""Satuan kerja with what is printed of them: letterheads and social media."""

from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from sakip.models import Berversi

from ..enums import JenisMedia, JenisSatker, ZonaWaktu
from .pohon import cabang, simpan_berjalur

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .pengguna import Pengguna


class SatkerQuerySet(models.QuerySet["Satker"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> SatkerQuerySet:
        """The own satker, those where the person holds an office, and everything below; a sibling never.

        Superusers see all.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.di_bawah(user.jalur_satker)

    def di_bawah(self, jalur: set[str]) -> SatkerQuerySet:
        """The satker with these paths and everything below them."""
        return self.filter(cabang(jalur))

    def cari(self, teks: str) -> SatkerQuerySet:
        """Every word in the name or at the beginning of the code."""
        hasil = self
        for kata in teks.split():
            hasil = hasil.filter(Q(nama__icontains=kata) | Q(nama_singkat__icontains=kata) | Q(kode__startswith=kata))
        return hasil


def letak_logo(satker: Satker, nama: str) -> str:
    """A random stored name: nothing can be guessed from the address, nothing from the client is used."""
    return f"logo/{satker.kode}/{secrets.token_hex(16)}.png"


class Satker(Berversi):
    """A satuan kerja: an office with its own budget code."""

    kode = models.CharField("kode satker", max_length=20, unique=True)
    nama = models.CharField("nama", max_length=200)
    nama_singkat = models.CharField("nama singkat", max_length=100)
    jenis = models.CharField("jenis", max_length=20, choices=JenisSatker)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan", verbose_name="satker induk"
    )
    jalur = models.CharField("jalur", max_length=200, unique=True, editable=False)
    tempat = models.CharField("tempat penandatanganan", max_length=100)
    zona_waktu = models.CharField("zona waktu", max_length=4, choices=ZonaWaktu, default=ZonaWaktu.WIB)
    kode_anggaran = models.CharField("kode bagian anggaran", max_length=40, blank=True)
    alamat = models.CharField("alamat kantor", max_length=300, blank=True)
    telepon = models.CharField("telepon", max_length=100, blank=True)
    email = models.EmailField("surel", blank=True)
    situs = models.URLField("situs web", blank=True)
    logo = models.ImageField("logo", upload_to=letak_logo, blank=True, editable=False)

    objects = SatkerQuerySet.as_manager()

    class Meta:
        verbose_name = "satuan kerja"
        verbose_name_plural = "satuan kerja"
        ordering = ["jalur"]
        constraints = [
            models.CheckConstraint(
                name="satker_kode_angka",
                condition=Q(kode__regex=r"^[0-9]{3,20}$"),
                violation_error_message="Kode satker hanya boleh berisi 3–20 angka.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_singkat

    def save(self, *args: Any, **kwargs: Any) -> None:
        simpan_berjalur(self, f"{self.kode}/", super().save, *args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("pelaporan:beranda", kwargs={"kode": self.kode, "tahun": timezone.localdate().year})

    @property
    def satker_id(self) -> int:
        """The satker that a permission is asked for: permissions "in a satker" take the satker itself as object."""
        return self.pk


class KopSuratQuerySet(models.QuerySet["KopSurat"]):
    def pada(self, tanggal: datetime.date) -> KopSuratQuerySet:
        """The letterheads in use on this date."""
        return self.filter(
            Q(berlaku_mulai__isnull=True) | Q(berlaku_mulai__lte=tanggal),
            Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=tanggal),
        )

    def visible_to(self, user: Pengguna | AnonymousUser) -> KopSuratQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))


class KopSurat(Berversi):
    """A letterhead of a satker; offices use more than one at the same time, and change them over the years."""

    satker = models.ForeignKey(Satker, on_delete=models.CASCADE, related_name="kop_surat", verbose_name="satker")
    kode = models.CharField("kode", max_length=10)
    alamat = models.CharField("alamat", max_length=300)
    telepon = models.CharField("telepon", max_length=60, blank=True)
    email = models.EmailField("surel", blank=True)
    berlaku_mulai = models.DateField("dipakai mulai", null=True, blank=True)
    berlaku_sampai = models.DateField("dipakai sampai", null=True, blank=True)

    objects = KopSuratQuerySet.as_manager()

    class Meta:
        verbose_name = "kop surat"
        verbose_name_plural = "kop surat"
        ordering = ["satker", "kode"]
        constraints = [
            models.UniqueConstraint(
                "satker",
                "kode",
                name="kop_surat_unik",
                violation_error_message="Satker ini sudah mempunyai kop surat dengan kode itu.",
            ),
            models.CheckConstraint(
                name="kop_surat_masa_urut",
                condition=Q(berlaku_mulai__isnull=True)
                | Q(berlaku_sampai__isnull=True)
                | Q(berlaku_sampai__gte=F("berlaku_mulai")),
                violation_error_message="“Dipakai sampai” tidak boleh sebelum “dipakai mulai”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.satker} – {self.kode}"


class MediaSosial(models.Model):
    """An account of the satker, printed at the foot of posters and papers."""

    satker = models.ForeignKey(Satker, on_delete=models.CASCADE, related_name="media_sosial", verbose_name="satker")
    jenis = models.CharField("jenis", max_length=12, choices=JenisMedia)
    akun = models.CharField("nama akun", max_length=100)
    urut = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "media sosial"
        verbose_name_plural = "media sosial"
        ordering = ["satker", "urut", "pk"]
        constraints = [
            models.UniqueConstraint(
                "satker", "jenis", "akun", name="media_sosial_unik", violation_error_message="Akun ini sudah tercatat."
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.akun}"
