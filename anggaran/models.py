"""The DIPA tree, its revisions, and what has been spent of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import Satker
from sakip.alur import Beralur, RiwayatStatus, Transisi
from sakip.models import Berversi, MasaBerlaku, MasaBerlakuQuerySet

from .enums import JenisPos, StatusDipa

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

RUPIAH: dict[str, Any] = {"max_digits": 17, "decimal_places": 2}


class SumberDanaQuerySet(MasaBerlakuQuerySet, models.QuerySet["SumberDana"]):
    pass


class SumberDana(MasaBerlaku, Berversi):
    """Where the money comes from (APBN, hibah APBD, …). Master data."""

    kode = models.SlugField("kode", unique=True)
    nama = models.CharField("nama", max_length=100)
    urut = models.PositiveSmallIntegerField("urutan", default=1)

    objects = SumberDanaQuerySet.as_manager()

    class Meta(MasaBerlaku.Meta):
        verbose_name = "sumber dana"
        verbose_name_plural = "sumber dana"
        ordering = ["urut"]

    def __str__(self) -> str:
        return self.nama


class DipaQuerySet(models.QuerySet["Dipa"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> DipaQuerySet:
        """Everything of the own satker; of the satker below only what is or was in force."""
        terlihat = self.filter(satker__in=Satker.objects.visible_to(user))
        if not user.is_authenticated or user.is_superuser:
            return terlihat
        return terlihat.filter(Q(satker__in=user.satker_bekerja) | ~Q(status=StatusDipa.DRAF))

    def for_tahun(self, tahun: int) -> DipaQuerySet:
        return self.filter(tahun=tahun)

    def berlaku(self) -> DipaQuerySet:
        return self.filter(status=StatusDipa.BERLAKU)


class Dipa(Beralur):
    """The budget of a satker in a year. One in force is never edited: a revision replaces it."""

    ALUR = {
        "berlakukan": Transisi(
            frozenset({StatusDipa.DRAF}),
            StatusDipa.BERLAKU,
            "anggaran.berlakukan_dipa",
            "Berlakukan DIPA",
            konfirmasi="DIPA yang berlaku tidak dapat diubah lagi; perubahan berikutnya menjadi revisi.",
        ),
        "gantikan": Transisi(
            frozenset({StatusDipa.BERLAKU}),
            StatusDipa.DIGANTIKAN,
            "anggaran.berlakukan_dipa",
            "Gantikan DIPA",
            akibat=True,
        ),
    }

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="dipa", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    revisi = models.PositiveSmallIntegerField("revisi ke", default=0)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    keterangan = models.CharField("keterangan", max_length=300, blank=True)
    status = models.CharField("status", max_length=12, choices=StatusDipa, default=StatusDipa.DRAF, editable=False)
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="digantikan_oleh",
        editable=False,
        verbose_name="menggantikan",
    )

    objects = DipaQuerySet.as_manager()

    class Meta:
        verbose_name = "DIPA"
        verbose_name_plural = "DIPA"
        ordering = ["satker", "-tahun", "-revisi"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "revisi", name="dipa_revisi_unik"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(status=StatusDipa.BERLAKU),
                name="dipa_satu_berlaku_per_tahun",
                violation_error_message="Sudah ada DIPA yang berlaku untuk tahun ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"DIPA {self.tahun}" + (f" revisi {self.revisi}" if self.revisi else "")

    def get_absolute_url(self) -> str:
        return reverse("anggaran:daftar", kwargs={"kode": self.satker.kode, "tahun": self.tahun})

    @property
    def dapat_diubah(self) -> bool:
        return self.status == StatusDipa.DRAF


class RiwayatDipa(RiwayatStatus):
    objek = models.ForeignKey(Dipa, on_delete=models.CASCADE, related_name="riwayat", verbose_name="DIPA")

    class Meta(RiwayatStatus.Meta):
        verbose_name = "riwayat DIPA"
        verbose_name_plural = "riwayat DIPA"


class Pos(Berversi):
    """A node of the DIPA tree. `pagu` stands on the lowest known nodes only; every other pagu is their sum."""

    dipa = models.ForeignKey(Dipa, on_delete=models.CASCADE, related_name="pos", verbose_name="DIPA")
    induk = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    jenis = models.CharField("jenis", max_length=12, choices=JenisPos)
    kode = models.CharField("kode", max_length=40)
    uraian = models.CharField("uraian", max_length=400)
    urut = models.PositiveSmallIntegerField("urutan")
    pagu = models.DecimalField("pagu (Rp)", **RUPIAH, null=True, blank=True)
    sumber_dana = models.ForeignKey(
        SumberDana, on_delete=models.PROTECT, null=True, blank=True, related_name="pos", verbose_name="sumber dana"
    )
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=200, blank=True)

    class Meta:
        verbose_name = "pos anggaran"
        verbose_name_plural = "pos anggaran"
        ordering = ["dipa", "urut"]
        constraints = [
            models.UniqueConstraint("dipa", "kode", name="pos_kode_unik"),
            models.UniqueConstraint("dipa", "urut", name="pos_urut_unik"),
            models.CheckConstraint(
                name="pos_pagu_tidak_negatif",
                condition=Q(pagu__isnull=True) | Q(pagu__gte=0),
                violation_error_message="Pagu tidak boleh negatif.",
            ),
            models.CheckConstraint(
                name="pos_program_di_puncak",
                condition=Q(jenis=JenisPos.PROGRAM, induk__isnull=True)
                | (~Q(jenis=JenisPos.PROGRAM) & Q(induk__isnull=False)),
                violation_error_message="Hanya program yang berada di puncak DIPA.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}"


class PosisiRealisasiQuerySet(models.QuerySet["PosisiRealisasi"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PosisiRealisasiQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))

    def for_tahun(self, tahun: int) -> PosisiRealisasiQuerySet:
        return self.filter(tahun=tahun)


class PosisiRealisasi(models.Model):
    """A cut-off of spending data ("data per 16 Januari 2025"). Reports name the cut-off they use.

    It belongs to the year, not to one revision of the DIPA: money already spent stays spent when the DIPA is revised.
    """

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="posisi_realisasi", verbose_name="satker")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    nama = models.CharField("nama", max_length=150)
    per_tanggal = models.DateField("data per tanggal", null=True, blank=True)
    utama = models.BooleanField("posisi utama", default=False)
    keterangan = models.TextField("keterangan", blank=True)

    objects = PosisiRealisasiQuerySet.as_manager()

    class Meta:
        verbose_name = "posisi realisasi"
        verbose_name_plural = "posisi realisasi"
        ordering = ["satker", "-tahun", "-utama", "-per_tanggal", "pk"]
        constraints = [
            models.UniqueConstraint("satker", "tahun", "nama", name="posisi_nama_unik"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(utama=True),
                name="posisi_satu_utama",
                violation_error_message="Hanya satu posisi realisasi yang menjadi posisi utama.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class RealisasiAnggaran(Berversi):
    """Money spent on one account code, cumulative from 1 January to the cut-off.

    Recorded on one level only: on a node or on nodes below it, never on both (see `anggaran.services`).
    """

    posisi = models.ForeignKey(
        PosisiRealisasi, on_delete=models.CASCADE, related_name="realisasi", verbose_name="posisi"
    )
    kode = models.CharField("kode pos", max_length=40)
    nilai = models.DecimalField("realisasi (Rp)", **RUPIAH)
    teks_cetak = models.CharField("teks pada dokumen lama", max_length=200, blank=True)
    catatan_cetak = models.TextField("catatan cetak", blank=True)

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["posisi", "kode"]
        constraints = [
            models.UniqueConstraint("posisi", "kode", name="realisasi_anggaran_unik"),
            models.CheckConstraint(
                name="realisasi_anggaran_tidak_negatif",
                condition=Q(nilai__gte=0),
                violation_error_message="Realisasi tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.nilai}"
