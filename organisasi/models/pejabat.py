"""People, and who holds which position when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When

from sakip.angka import format_tanggal
from sakip.models import Berversi

from ..enums import JenisJabatan, StatusPenugasan
from .satker import Satker
from .unit import Jabatan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .pengguna import Pengguna


class PejabatQuerySet(models.QuerySet["Pejabat"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PejabatQuerySet:
        """People who belong to a visible satker, or hold or held a position in one."""
        terlihat = Satker.objects.visible_to(user)
        di_sana = Penugasan.objects.filter(jabatan__unit__satker__in=terlihat).values("pejabat")
        return self.filter(Q(satker__in=terlihat) | Q(pk__in=di_sana))

    def milik(self, satker: Satker) -> PejabatQuerySet:
        """People of one satker, and those who hold or held a position in it."""
        di_sana = Penugasan.objects.filter(jabatan__unit__satker=satker).values("pejabat")
        return self.filter(Q(satker=satker) | Q(pk__in=di_sana))


class Pejabat(Berversi):
    """A person who holds or held a position."""

    satker = models.ForeignKey(
        Satker, on_delete=models.PROTECT, null=True, blank=True, related_name="pejabat", verbose_name="satker"
    )
    nama = models.CharField("nama", max_length=150)
    gelar_depan = models.CharField("gelar depan", max_length=40, blank=True)
    gelar_belakang = models.CharField("gelar belakang", max_length=40, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    pangkat = models.CharField("pangkat/golongan", max_length=60, blank=True)

    objects = PejabatQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["nip"],
                condition=~Q(nip=""),
                name="pejabat_nip_unik",
                violation_error_message="NIP ini sudah dipakai pejabat lain.",
            ),
            models.CheckConstraint(
                name="pejabat_nip_18_angka",
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP harus 18 angka, tanpa spasi.",
            ),
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

    def menurut_wewenang(self) -> PenugasanQuerySet:
        """Of several holders of one position the one who signs comes first.

        An acting holder stands in for the definitive one (Plh.) or for nobody (Plt.); of two acting ones, the one
        appointed last.
        """
        kedua = Case(When(status=StatusPenugasan.DEFINITIF, then=Value(1)), default=Value(0))
        return self.order_by(kedua, F("mulai").desc(nulls_last=True), "-pk")

    def pemangku(self, jabatan: Jabatan, tanggal: datetime.date) -> Penugasan | None:
        """Who held this position on this date and signs for it; None when it was vacant.

        The one answer to "who held office X on date D": papers, signatures and tables all ask here.
        """
        dipangku = self.pada(tanggal).filter(jabatan=jabatan).select_related("jabatan__unit__satker", "pejabat")
        return dipangku.menurut_wewenang().first()

    def pemangku_satker(self, satker: Satker, tanggal: datetime.date) -> dict[int, Penugasan]:
        """`pemangku` of every position of a satker at once, by the position's key; one query."""
        daftar = self.pada(tanggal).filter(jabatan__unit__satker=satker).select_related("jabatan__unit", "pejabat")
        hasil: dict[int, Penugasan] = {}
        for penugasan in daftar.menurut_wewenang():
            hasil.setdefault(penugasan.jabatan_id, penugasan)
        return hasil

    def pemangku_jenis(self, satker: Satker, jenis: JenisJabatan, tanggal: datetime.date) -> Penugasan | None:
        """`pemangku` of the position of a kind that a satker has once, such as its Sekretaris."""
        dipangku = self.pada(tanggal).filter(jabatan__unit__satker=satker, jabatan__jenis=jenis)
        return dipangku.select_related("jabatan__unit__satker", "pejabat").menurut_wewenang().first()

    def visible_to(self, user: Pengguna | AnonymousUser) -> PenugasanQuerySet:
        return self.filter(jabatan__unit__satker__in=Satker.objects.visible_to(user))

    def bertumpuk(self, mulai: datetime.date | None, selesai: datetime.date | None) -> PenugasanQuerySet:
        """Those whose time shares a day with this time; an empty first or last day is open."""
        hasil = self
        if selesai is not None:
            hasil = hasil.filter(Q(mulai__isnull=True) | Q(mulai__lte=selesai))
        if mulai is not None:
            hasil = hasil.filter(Q(selesai__isnull=True) | Q(selesai__gte=mulai))
        return hasil


class Penugasan(Berversi):
    """One person in one position for a time. An unknown first day (`mulai` empty) means: since before our records.

    Two definitive holders of one position never share a day: the database refuses it (an exclusion constraint on
    PostgreSQL, triggers on SQLite, see the migration), `clean` says it in words.
    """

    pejabat = models.ForeignKey(Pejabat, on_delete=models.PROTECT, related_name="penugasan", verbose_name="pejabat")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="penugasan", verbose_name="jabatan")
    status = models.CharField("status", max_length=12, choices=StatusPenugasan, default=StatusPenugasan.DEFINITIF)
    mulai = models.DateField("mulai", null=True, blank=True)
    selesai = models.DateField("selesai", null=True, blank=True)
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)

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

    def clean(self) -> None:
        if self.status != StatusPenugasan.DEFINITIF or self.jabatan_id is None:
            return
        lain = Penugasan.objects.filter(jabatan=self.jabatan_id, status=StatusPenugasan.DEFINITIF).exclude(pk=self.pk)
        if tumpuk := lain.bertumpuk(self.mulai, self.selesai).select_related("pejabat").first():
            raise ValidationError(f"Jabatan ini sudah dipangku {tumpuk.pejabat} (definitif) {tumpuk.masa}.")

    def menjabat_pada(self, tanggal: datetime.date) -> bool:
        """`pada` for one row at hand; an open beginning or end counts as running."""
        sudah_mulai = self.mulai is None or self.mulai <= tanggal
        return sudah_mulai and (self.selesai is None or self.selesai >= tanggal)

    @property
    def masa(self) -> str:
        """The time in office in words: "2 Januari 2024 sampai sekarang"."""
        mulai = format_tanggal(self.mulai) if self.mulai else "sejak sebelum tercatat"
        return f"{mulai} sampai {format_tanggal(self.selesai) if self.selesai else 'sekarang'}"

    @property
    def sebutan_jabatan(self) -> str:
        """The position as it is printed: an acting holder's begins with "Plt."."""
        awalan = StatusPenugasan(self.status).awalan
        return f"{awalan} {self.jabatan.nama}".strip()

    @property
    def satker_id(self) -> int:
        return self.jabatan.satker_id
