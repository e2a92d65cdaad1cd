"""When a quarter may be entered: from its first day to its deadline in the calendar, and as long as it is unlocked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from organisasi.enums import JenisTenggat
from organisasi.models import Satker, Tenggat, Unit
from organisasi.models.pohon import awalan_jalur
from organisasi.models.tenggat import yang_berlaku
from sakip.alur import TransisiDitolak
from sakip.angka import format_tanggal

from .enums import Triwulan
from .models import BukaKunci, Pengukuran

if TYPE_CHECKING:
    from organisasi.models import Pengguna


class PeriodeTertutup(TransisiDitolak):
    """The quarter has not begun, or its deadline is over and nobody unlocked it."""


@dataclass(frozen=True)
class Periode:
    """One quarter of a satker. `tutup` is the last day for entering; None: the calendar names none, it stays open.

    `kunci`: the unlockings that hold at `kini`.
    """

    tahun: int
    triwulan: Triwulan
    buka: datetime.date
    tutup: datetime.date | None
    kini: datetime.datetime
    kunci: tuple[BukaKunci, ...] = ()

    @property
    def hari_ini(self) -> datetime.date:
        return timezone.localdate(self.kini)

    @property
    def belum_mulai(self) -> bool:
        return self.hari_ini < self.buka

    @property
    def lewat(self) -> bool:
        return self.tutup is not None and self.hari_ini > self.tutup

    @property
    def terbuka(self) -> bool:
        """By the calendar, for everybody."""
        return not self.belum_mulai and not self.lewat

    @property
    def sisa_hari(self) -> int | None:
        """Days until the deadline (0: today); None where there is none or it is over."""
        if self.tutup is None or self.lewat:
            return None
        return (self.tutup - self.hari_ini).days

    def kunci_untuk(self, jalur_unit: Iterable[str]) -> BukaKunci | None:
        """The unlocking that holds for rows of these units; the longest."""
        atas = {awalan for jalur in jalur_unit for awalan in awalan_jalur(jalur)}
        cocok = [k for k in self.kunci if k.unit is None or k.unit.jalur in atas]
        return max(cocok, key=lambda k: k.sampai, default=None)

    def terbuka_untuk(self, jalur_unit: Iterable[str]) -> bool:
        """Whether rows that these units answer for may be entered now."""
        return self.terbuka or (not self.belum_mulai and self.kunci_untuk(jalur_unit) is not None)

    @property
    def alasan_tertutup(self) -> str:
        """Why it is closed by the calendar, as a sentence; "" while it is open."""
        if self.belum_mulai:
            return f"Pengisian {self.triwulan.label} {self.tahun} dibuka {format_tanggal(self.buka)}."
        if self.lewat:
            tutup = format_tanggal(self.tutup)
            return f"Pengisian {self.triwulan.label} {self.tahun} ditutup {tutup}. Minta Sekretaris membukanya kembali."
        return ""


def tenggat_triwulan(satker: Satker, tahun: int) -> dict[int, datetime.date | None]:
    """The last day of each quarter at a satker; None where the calendar names none. One query."""
    jenis = {JenisTenggat.realisasi(t): t for t in Triwulan.values}
    calon: dict[int, list[Tenggat]] = {t: [] for t in Triwulan.values}
    for baris in Tenggat.objects.pada_tahun(tahun).untuk(satker).filter(jenis__in=jenis).select_related("satker"):
        calon[jenis[JenisTenggat(baris.jenis)]].append(baris)
    return {t: berlaku.tanggal(tahun) if (berlaku := yang_berlaku(isi)) else None for t, isi in calon.items()}


def periode_setahun(satker: Satker, tahun: int, *, kini: datetime.datetime | None = None) -> dict[int, Periode]:
    """The four quarters as they stand at `kini` (now), by their number. Two queries."""
    kini = kini or timezone.now()
    kunci = list(BukaKunci.objects.berjalan(kini).filter(satker=satker, tahun=tahun).select_related("unit", "oleh"))
    return {
        t: Periode(
            tahun=tahun,
            triwulan=Triwulan(t),
            buka=datetime.date(tahun, 3 * t - 2, 1),
            tutup=tutup,
            kini=kini,
            kunci=tuple(k for k in kunci if k.triwulan == t),
        )
        for t, tutup in tenggat_triwulan(satker, tahun).items()
    }


def periode_triwulan(satker: Satker, tahun: int, triwulan: int, *, kini: datetime.datetime | None = None) -> Periode:
    """One quarter of `periode_setahun`."""
    return periode_setahun(satker, tahun, kini=kini)[triwulan]


def wajib_terbuka(pengukuran: Pengukuran, triwulan: int, periode: Periode | None = None) -> None:
    """PeriodeTertutup when nothing may be entered for this indikator and quarter now.

    `periode`: the quarter, where it has been read already for many rows.
    """
    periode = periode or periode_triwulan(pengukuran.satker, pengukuran.tahun, triwulan)
    if not periode.terbuka_untuk(pengukuran.jalur_unit()):
        raise PeriodeTertutup(periode.alasan_tertutup)


def buka_kunci(
    *,
    satker: Satker,
    tahun: int,
    triwulan: int,
    sampai: datetime.datetime,
    alasan: str,
    oleh: Pengguna,
    unit: Unit | None = None,
) -> BukaKunci:
    """Let a closed quarter be entered until `sampai`; TransisiDitolak without a reason or with a time that is over."""
    if not alasan.strip():
        raise TransisiDitolak("Sebutkan alasan pembukaan kunci.")
    if sampai <= timezone.now():
        raise TransisiDitolak("Batas waktu pembukaan kunci harus di masa depan.")
    return BukaKunci.objects.create(
        satker=satker, unit=unit, tahun=tahun, triwulan=triwulan, sampai=sampai, alasan=alasan.strip(), oleh=oleh
    )


def tutup_kunci(kunci: BukaKunci) -> bool:
    """End an unlocking before its time; False when it had ended already."""
    kini = timezone.now()
    return BukaKunci.objects.berjalan(kini).filter(pk=kunci.pk).update(ditutup_pada=kini) == 1
