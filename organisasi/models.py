"""Offices, units, positions, people and who holds which position when. `visible_to` starts here."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from sakip.izin import Peran

from .enums import JenisJabatan, JenisSatker, JenisUnit, StatusPenugasan, ZonaWaktu

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def simpan_berjalur(objek: Satker | Unit, ruas: str, simpan: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """Save a node of a tree with its path; when the path changes, all below move along, in one transaction.

    Raises ValidationError for a node that would stand below itself.
    """
    lama = objek.jalur
    objek.jalur = f"{objek.induk.jalur if objek.induk else '/'}{ruas}"
    if lama and objek.pk and objek.induk and objek.induk.jalur.startswith(lama):
        objek.jalur = lama
        raise ValidationError({"induk": "Tidak dapat berada di bawah dirinya sendiri."})
    with transaction.atomic():
        simpan(*args, **kwargs)
        if lama and lama != objek.jalur:
            for bawahan in type(objek)._default_manager.filter(induk=objek.pk):
                bawahan.save()


class SatkerQuerySet(models.QuerySet["Satker"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> SatkerQuerySet:
        """The own satker and everything below it; a siblings' satker never. Superusers see all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        if user.satker is None:
            return self.none()
        return self.filter(jalur__startswith=user.satker.jalur)


class Satker(models.Model):
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


class KopSurat(models.Model):
    """A letterhead of a satker; offices use more than one at the same time."""

    satker = models.ForeignKey(Satker, on_delete=models.CASCADE, related_name="kop_surat", verbose_name="satker")
    kode = models.CharField("kode", max_length=10)
    alamat = models.CharField("alamat", max_length=300)
    telepon = models.CharField("telepon", max_length=60, blank=True)
    email = models.EmailField("surel", blank=True)

    class Meta:
        verbose_name = "kop surat"
        verbose_name_plural = "kop surat"
        ordering = ["satker", "kode"]
        constraints = [models.UniqueConstraint("satker", "kode", name="kop_surat_unik")]

    def __str__(self) -> str:
        return f"{self.satker} – {self.kode}"


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> UnitQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))


class Unit(models.Model):
    """An organisational unit inside a satker."""

    satker = models.ForeignKey(Satker, on_delete=models.PROTECT, related_name="unit", verbose_name="satker")
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan", verbose_name="unit induk"
    )
    jenis = models.CharField("jenis", max_length=20, choices=JenisUnit)
    nama = models.CharField("nama", max_length=250)
    urut = models.PositiveSmallIntegerField("urutan", default=1)
    jalur = models.CharField("jalur", max_length=200, editable=False, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "unit"
        verbose_name_plural = "unit"
        ordering = ["satker", "jalur"]
        constraints = [models.UniqueConstraint("satker", "nama", name="unit_nama_unik_per_satker")]

    def __str__(self) -> str:
        return self.nama

    def save(self, *args: Any, **kwargs: Any) -> None:
        simpan_berjalur(self, f"{self.urut:03d}/", super().save, *args, **kwargs)


class Jabatan(models.Model):
    """A position in a unit, with its superior position: the chain of the perjanjian kinerja."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="jabatan", verbose_name="unit")
    jenis = models.CharField("jenis", max_length=20, choices=JenisJabatan)
    nama = models.CharField("nama jabatan", max_length=300)
    atasan = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan", verbose_name="jabatan atasan"
    )
    urut = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["unit__satker", "urut", "pk"]
        constraints = [
            models.UniqueConstraint("unit", "nama", name="jabatan_unik_per_unit"),
            models.CheckConstraint(
                name="jabatan_bukan_atasan_sendiri",
                condition=~Q(atasan=F("id")),
                violation_error_message="Jabatan tidak dapat menjadi atasan dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def satker_id(self) -> int:
        return self.unit.satker_id

    def jalur_unit(self) -> list[str]:
        return [self.unit.jalur]


class Pejabat(models.Model):
    """A person who holds or held a position."""

    nama = models.CharField("nama", max_length=150)
    gelar_depan = models.CharField("gelar depan", max_length=40, blank=True)
    gelar_belakang = models.CharField("gelar belakang", max_length=40, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    pangkat = models.CharField("pangkat/golongan", max_length=60, blank=True)

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(fields=["nip"], condition=~Q(nip=""), name="pejabat_nip_unik"),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as it is printed under a signature."""
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def pada(self, tanggal: datetime.date) -> PenugasanQuerySet:
        """Who held which position on this date, definitive and acting holders alike."""
        return self.filter(Q(mulai__isnull=True) | Q(mulai__lte=tanggal)).filter(
            Q(selesai__isnull=True) | Q(selesai__gte=tanggal)
        )

    def visible_to(self, user: Pengguna | AnonymousUser) -> PenugasanQuerySet:
        return self.filter(jabatan__unit__satker__in=Satker.objects.visible_to(user))


class Penugasan(models.Model):
    """One person in one position for a time. An unknown first day (`mulai` empty) means: since before our records."""

    pejabat = models.ForeignKey(Pejabat, on_delete=models.PROTECT, related_name="penugasan", verbose_name="pejabat")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="penugasan", verbose_name="jabatan")
    status = models.CharField("status", max_length=12, choices=StatusPenugasan, default=StatusPenugasan.DEFINITIF)
    mulai = models.DateField("mulai", null=True, blank=True)
    selesai = models.DateField("selesai", null=True, blank=True)
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["jabatan__urut", "mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["jabatan"],
                condition=Q(status=StatusPenugasan.DEFINITIF, selesai__isnull=True),
                name="penugasan_satu_definitif_berjalan",
                violation_error_message="Jabatan ini sudah mempunyai pejabat definitif.",
            ),
            models.CheckConstraint(
                name="penugasan_selesai_setelah_mulai",
                condition=Q(selesai__isnull=True) | Q(mulai__isnull=True) | Q(selesai__gte=F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pejabat} – {self.sebutan_jabatan}"

    @property
    def sebutan_jabatan(self) -> str:
        """The position as it is printed: an acting holder's begins with "Plt."."""
        awalan = StatusPenugasan(self.status).awalan
        return f"{awalan} {self.jabatan.nama}".strip()


class Pengguna(AbstractUser):
    """A login. Rights come from `peran` here and from the offices the linked pejabat holds today."""

    satker = models.ForeignKey(
        Satker, on_delete=models.PROTECT, null=True, blank=True, related_name="pengguna", verbose_name="satker"
    )
    pejabat = models.OneToOneField(
        Pejabat, on_delete=models.SET_NULL, null=True, blank=True, related_name="pengguna", verbose_name="pejabat"
    )
    peran = models.CharField("peran", max_length=20, choices=Peran, default=Peran.PEMBACA)

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def penugasan_kini(self) -> PenugasanQuerySet:
        """The offices held today, highest first; empty for a login without a pejabat."""
        if self.pejabat_id is None:
            return Penugasan.objects.none()
        return (
            Penugasan.objects.pada(timezone.localdate())
            .filter(pejabat_id=self.pejabat_id)
            .select_related("jabatan__unit", "pejabat")
        )

    @property
    def peran_di(self) -> set[tuple[Peran, int | None, str]]:
        """Each role with where it holds: a satker, and the path of a unit in it ("": the whole satker).

        The login's role holds in the own satker, an office's where the office is; a head of unit acts for the unit and
        what is below it.
        """
        if not hasattr(self, "_peran_di"):
            self._peran_di = {(Peran(self.peran), self.satker_id, "")}
            for jenis, satker, jalur in self.penugasan_kini().values_list(
                "jabatan__jenis", "jabatan__unit__satker", "jabatan__unit__jalur"
            ):
                peran = JenisJabatan(jenis).peran
                self._peran_di.add((peran, satker, jalur if peran == Peran.KEPALA_UNIT else ""))
        return self._peran_di

    @property
    def semua_peran(self) -> set[Peran]:
        return {peran for peran, *_ in self.peran_di}

    def bekerja_di(self, satker: Satker) -> bool:
        """Whether notes, history and drafts of the satker are the person's to see; a parent reads what is issued."""
        return self.is_superuser or satker.pk in {tempat for _, tempat, _ in self.peran_di}
