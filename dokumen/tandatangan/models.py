"""Papers that carry signatures, each signature as a row, and the certificates they were made with."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organisasi.models import Pejabat, Satker

from .enums import AlasanCabut, KodePenyedia, StatusBertanda

S = StatusBertanda


def token_baru() -> str:
    """What a QR code carries: 126 random bits, so that nobody finds a paper by trying."""
    return secrets.token_urlsafe(16)[:21]


def letak_bertanda(tanda: TandaTangan, nama: str) -> str:
    """A random stored name; each signature has its file, and none is ever written over."""
    d = tanda.dokumen
    return f"dokumen/bertanda/{d.satker.kode}/{d.tahun}/{secrets.token_hex(16)}.pdf"


class DokumenBertanda(models.Model):
    """A paper from its first signature on. Its data are frozen; its file is that of its newest signature.

    `data` is the canonical JSON of everything printed, `sha256_data` its fingerprint, `sidik_isi` that of the rows it
    was made from. A paper that comes back is not removed: it is `batal`, and the next one says that it replaces it.
    """

    jenis = models.CharField("jenis", max_length=30)
    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="+", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun")
    judul = models.CharField("judul", max_length=300)
    token = models.CharField("token verifikasi", max_length=21, unique=True, default=token_baru, editable=False)
    penyedia = models.CharField("penyedia tanda tangan", max_length=10, choices=KodePenyedia)
    status = models.CharField("status", max_length=10, choices=StatusBertanda, default=S.BERJALAN, editable=False)
    data = models.JSONField("data")
    sha256_data = models.CharField("SHA-256 data", max_length=64)
    sidik_isi = models.CharField("sidik isi", max_length=64)
    medan = models.JSONField("medan tanda tangan", default=list)
    jumlah_penanda = models.PositiveSmallIntegerField("jumlah penanda tangan", default=2)
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="digantikan_oleh",
        verbose_name="menggantikan",
    )
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now)
    batal_pada = models.DateTimeField("ditarik pada", null=True, blank=True)
    alasan_batal = models.TextField("alasan penarikan", blank=True)

    class Meta:
        verbose_name = "dokumen bertanda tangan"
        verbose_name_plural = "dokumen bertanda tangan"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="bertanda_batal_beralasan",
                condition=~Q(status=S.BATAL) | (Q(batal_pada__isnull=False) & ~Q(alasan_batal="")),
                violation_error_message="Dokumen yang ditarik harus menyebut waktu dan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("verifikasi:dokumen", kwargs={"token": self.token})

    @property
    def elektronik(self) -> bool:
        return self.penyedia != KodePenyedia.BASAH

    @property
    def ditarik(self) -> bool:
        return self.status == S.BATAL

    def tarik(self, alasan: str) -> None:
        """Withdraw a signed paper: it is kept with its file, and its verification page says that it does not count."""
        DokumenBertanda.objects.filter(pk=self.pk).exclude(status=S.BATAL).update(
            status=S.BATAL, batal_pada=timezone.now(), alasan_batal=alasan
        )
        self.refresh_from_db(fields=["status", "batal_pada", "alasan_batal"])

    def tanda_terakhir(self) -> TandaTangan | None:
        return self.tanda.order_by("urut").last()


class TandaTangan(models.Model):
    """One signature: who, in which office, when, with what, and the file before and after. Never changed."""

    dokumen = models.ForeignKey(DokumenBertanda, on_delete=models.PROTECT, related_name="tanda", verbose_name="dokumen")
    urut = models.PositiveSmallIntegerField("urutan")
    pejabat = models.ForeignKey(Pejabat, on_delete=models.PROTECT, related_name="+", verbose_name="pejabat")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="pengguna"
    )
    nama = models.CharField("nama", max_length=200)
    jabatan = models.CharField("jabatan", max_length=320)
    peran = models.CharField("selaku", max_length=60)
    waktu = models.DateTimeField("waktu")
    penyedia = models.CharField("penyedia", max_length=10, choices=KodePenyedia)
    sidik_sertifikat = models.CharField("sidik sertifikat", max_length=64, blank=True)
    penerbit = models.CharField("penerbit sertifikat", max_length=200, blank=True)
    berkas = models.FileField("berkas", upload_to=letak_bertanda)
    ukuran = models.PositiveIntegerField("ukuran (bita)")
    sha256_sebelum = models.CharField("SHA-256 sebelum", max_length=64)
    sha256_sesudah = models.CharField("SHA-256 sesudah", max_length=64, db_index=True)

    class Meta:
        verbose_name = "tanda tangan"
        verbose_name_plural = "tanda tangan"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(
                "dokumen",
                "urut",
                name="tanda_tangan_urut_unik",
                violation_error_message="Tanda tangan ini sudah dibubuhkan.",
            ),
            models.CheckConstraint(
                name="tanda_tangan_bersertifikat",
                condition=(Q(penyedia=KodePenyedia.BASAH) & Q(sidik_sertifikat=""))
                | (~Q(penyedia=KodePenyedia.BASAH) & ~Q(sidik_sertifikat="")),
                violation_error_message="Tanda tangan elektronik harus menyebut sertifikatnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.peran})"


class Otoritas(models.Model):
    """The internal certificate authority. The active one issues; the earlier ones are still trusted when checking."""

    sertifikat = models.TextField("sertifikat")
    kunci = models.TextField("kunci tersandi")
    sidik = models.CharField("sidik", max_length=64, unique=True)
    mulai = models.DateTimeField("berlaku mulai")
    sampai = models.DateTimeField("berlaku sampai")
    aktif = models.BooleanField("menerbitkan", default=True)

    class Meta:
        verbose_name = "penerbit sertifikat"
        verbose_name_plural = "penerbit sertifikat"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["aktif"], condition=Q(aktif=True), name="otoritas_satu_aktif"),
        ]

    def __str__(self) -> str:
        return f"Penerbit {self.sidik[:16]}"


class SertifikatQuerySet(models.QuerySet["Sertifikat"]):
    def dipegang(self, pejabat_id: int | None) -> Sertifikat | None:
        """The one that this person has not revoked, whether it has ended or not."""
        return self.filter(pejabat_id=pejabat_id, dicabut_pada__isnull=True).select_related("otoritas").first()


class Sertifikat(models.Model):
    """A signer's certificate with the key that only the signer's passphrase opens.

    A revoked one stays with date and reason, without its key. It is not edited: a new one replaces it.
    """

    pejabat = models.ForeignKey(Pejabat, on_delete=models.PROTECT, related_name="sertifikat", verbose_name="pejabat")
    otoritas = models.ForeignKey(Otoritas, on_delete=models.PROTECT, related_name="+", verbose_name="penerbit")
    nama = models.CharField("nama pada sertifikat", max_length=200)
    sertifikat = models.TextField("sertifikat")
    kunci = models.TextField("kunci tersandi", blank=True)
    serial = models.CharField("nomor seri", max_length=40)
    sidik = models.CharField("sidik", max_length=64, unique=True)
    mulai = models.DateTimeField("berlaku mulai")
    sampai = models.DateTimeField("berlaku sampai")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    alasan_cabut = models.CharField("alasan pencabutan", max_length=20, choices=AlasanCabut, blank=True)

    objects = SertifikatQuerySet.as_manager()

    class Meta:
        verbose_name = "sertifikat elektronik"
        verbose_name_plural = "sertifikat elektronik"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pejabat"],
                condition=Q(dicabut_pada__isnull=True),
                name="sertifikat_satu_dipegang",
                violation_error_message="Pejabat ini sudah mempunyai sertifikat. Cabut dahulu yang lama.",
            ),
            models.CheckConstraint(
                name="sertifikat_dicabut_beralasan",
                condition=(Q(dicabut_pada__isnull=True) & Q(alasan_cabut="") & ~Q(kunci=""))
                | (Q(dicabut_pada__isnull=False) & ~Q(alasan_cabut="") & Q(kunci="")),
                violation_error_message="Sertifikat yang dicabut menyebut alasannya dan tidak lagi menyimpan kunci.",
            ),
        ]

    def __str__(self) -> str:
        return f"Sertifikat {self.nama}"

    def berakhir(self, kini: datetime | None = None) -> bool:
        return self.sampai <= (kini or timezone.now())

    def belum_mulai(self, kini: datetime | None = None) -> bool:
        return self.mulai > (kini or timezone.now())

    @property
    def sisa_hari(self) -> int:
        return max(0, (self.sampai - timezone.now()).days)
