"""Logins, where their rights hold, and the acts an office holder hands to somebody else."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sakip.izin import IZIN, Peran
from sakip.models import Berversi

from ..enums import JenisJabatan
from .pejabat import Pejabat, Penugasan, PenugasanQuerySet
from .satker import Satker

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Wewenang(NamedTuple):
    """A role and where it holds: in a satker (with its path), and below a unit of it ("": the whole satker)."""

    peran: Peran
    satker_id: int | None
    jalur_satker: str
    jalur_unit: str = ""


class PenggunaQuerySet(models.QuerySet["Pengguna"]):
    def visible_to(self, user: Pengguna | AnonymousUser) -> PenggunaQuerySet:
        return self.filter(satker__in=Satker.objects.visible_to(user))


class PenggunaManager(UserManager.from_queryset(PenggunaQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class Pengguna(AbstractUser, Berversi):
    """A login. Rights come from `peran` here and from the offices the linked pejabat holds today."""

    satker = models.ForeignKey(
        Satker, on_delete=models.PROTECT, null=True, blank=True, related_name="pengguna", verbose_name="satker"
    )
    pejabat = models.OneToOneField(
        Pejabat, on_delete=models.SET_NULL, null=True, blank=True, related_name="pengguna", verbose_name="pejabat"
    )
    peran = models.CharField("peran", max_length=20, choices=Peran, default=Peran.PEMBACA)

    objects = PenggunaManager()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    #: The pelimpahan under which the person acts in this request (`organisasi.middleware`), or None.
    pelimpahan_dipakai: Pelimpahan | None = None

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def penugasan_kini(self) -> PenugasanQuerySet:
        """The offices held today, highest first; empty for a login without a pejabat."""
        if self.pejabat_id is None:
            return Penugasan.objects.none()
        return (
            Penugasan.objects.pada(timezone.localdate())
            .filter(pejabat_id=self.pejabat_id)
            .select_related("jabatan__unit__satker", "pejabat")
        )

    @property
    def jabatan_bertindak(self) -> str:
        """The office the person acts in; the login's role where no office is held."""
        if self._penugasan:
            return self._penugasan[0].sebutan_jabatan
        return self.get_peran_display()

    @property
    def _penugasan(self) -> list[Penugasan]:
        """Asked once per request: a person does not change office within it."""
        if not hasattr(self, "_penugasan_kini"):
            self._penugasan_kini = list(self.penugasan_kini())
        return self._penugasan_kini

    @property
    def jabatan_dipegang(self) -> set[int]:
        """The positions that the person acts in today: the own ones, or the one acted for."""
        if self.pelimpahan_dipakai:
            return {self.pelimpahan_dipakai.penugasan.jabatan_id}
        return {p.jabatan_id for p in self._penugasan}

    @property
    def wewenang(self) -> set[Wewenang]:
        """Each role with where it holds.

        The login's role holds in the own satker, an office's where the office is; a head of unit acts for the unit and
        what is below it. While acting for another the person has that office's handed-over acts and no other, so that
        whatever is done then is rightly recorded under both names.
        """
        if not hasattr(self, "_wewenang"):
            jalur = self.satker.jalur if self.satker else ""
            if self.pelimpahan_dipakai:
                bertindak = wewenang_jabatan(self.pelimpahan_dipakai.penugasan, Peran.PELAKSANA)
                self._wewenang = {Wewenang(Peran.PEMBACA, self.satker_id, jalur), bertindak}
            else:
                self._wewenang = {Wewenang(Peran(self.peran), self.satker_id, jalur)}
                self._wewenang |= {wewenang_jabatan(p) for p in self._penugasan}
        return self._wewenang

    @property
    def semua_peran(self) -> set[Peran]:
        return {w.peran for w in self.wewenang}

    def jalur_berizin(self, izin: str, satker: Satker) -> set[str]:
        """Paths of the units of a satker on which this permission holds; "" stands for the whole satker."""
        return {w.jalur_unit for w in self.wewenang if w.satker_id == satker.pk and izin in IZIN[w.peran]}

    @property
    def jalur_satker(self) -> set[str]:
        """Paths of the satker where a role holds."""
        return {w.jalur_satker for w in self.wewenang if w.jalur_satker}

    @property
    def satker_bekerja(self) -> set[int]:
        """The satker whose drafts, notes and working papers are the person's to see; a parent reads what is issued."""
        return {w.satker_id for w in self.wewenang if w.satker_id is not None}

    def bekerja_di(self, satker: Satker) -> bool:
        return self.is_superuser or satker.pk in self.satker_bekerja


def wewenang_jabatan(penugasan: Penugasan, sebagai: Peran | None = None) -> Wewenang:
    """What holding an office gives and where; `sebagai`: another role in its place."""
    unit, peran = penugasan.jabatan.unit, sebagai or JenisJabatan(penugasan.jabatan.jenis).peran
    jalur = unit.jalur if peran in {Peran.KEPALA_UNIT, Peran.PELAKSANA} else ""
    return Wewenang(peran, unit.satker_id, unit.satker.jalur, jalur)


class PelimpahanQuerySet(models.QuerySet["Pelimpahan"]):
    def pada(self, tanggal: datetime.date) -> PelimpahanQuerySet:
        """In force on this date: not over, not withdrawn, the giver still in office and the receiver in the satker."""
        p = "penugasan__"
        return self.filter(
            Q(**{f"{p}mulai__isnull": True}) | Q(**{f"{p}mulai__lte": tanggal}),
            Q(**{f"{p}selesai__isnull": True}) | Q(**{f"{p}selesai__gte": tanggal}),
            mulai__lte=tanggal,
            selesai__gte=tanggal,
            dicabut_pada__isnull=True,
            penerima__satker=F("penugasan__jabatan__unit__satker"),
        )

    def visible_to(self, user: Pengguna | AnonymousUser) -> PelimpahanQuerySet:
        return self.filter(penugasan__jabatan__unit__satker__in=Satker.objects.visible_to(user))


class Pelimpahan(Berversi):
    """An office holder lets somebody of the satker enter and submit for the unit; never sign, never approve.

    Who entered and for whom are both recorded with everything that is done under it.
    """

    penugasan = models.ForeignKey(
        Penugasan, on_delete=models.PROTECT, related_name="pelimpahan", verbose_name="pemberi (jabatan)"
    )
    penerima = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="pelimpahan_diterima", verbose_name="penerima"
    )
    mulai = models.DateField("mulai")
    selesai = models.DateField("sampai")
    dasar = models.CharField("dasar (nomor surat atau alasan)", max_length=200)
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True, editable=False)

    objects = PelimpahanQuerySet.as_manager()

    class Meta:
        verbose_name = "pelimpahan"
        verbose_name_plural = "pelimpahan"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pelimpahan_selesai_setelah_mulai",
                condition=Q(selesai__gte=F("mulai")),
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penerima} atas nama {self.penugasan}"

    def clean(self) -> None:
        if self.penerima_id is None or self.penugasan_id is None:
            return
        if self.penerima.pejabat_id == self.penugasan.pejabat_id:
            raise ValidationError({"penerima": "Tidak dapat melimpahkan kepada diri sendiri."})
        if self.penerima.satker_id != self.penugasan.jabatan.satker_id:
            raise ValidationError({"penerima": "Penerima harus pengguna dari satker yang sama."})
        if self.mulai and self.selesai and (self.selesai - self.mulai).days > 366:
            raise ValidationError({"selesai": "Pelimpahan paling lama satu tahun; buat yang baru setelah itu."})

    @property
    def satker_id(self) -> int:
        return self.penugasan.jabatan.satker_id

    def jalur_unit(self) -> list[str]:
        return self.penugasan.jabatan.jalur_unit()
