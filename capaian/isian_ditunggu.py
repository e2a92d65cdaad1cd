"""What a year's quarters still wait for from those who enter: which rows, until when, and which quarter is due."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from organisasi.models import Satker

from .enums import KeadaanNilai, StatusRealisasi, Triwulan
from .models import Pengukuran
from .periode import Periode, periode_setahun


@dataclass(frozen=True)
class IsianDitunggu:
    """One quarter, in numbers of rows: nothing entered (`belum`), returned (`kembali`), a draft without a figure yet
    (`proses`). What is submitted or approved waits for nobody who enters.
    """

    periode: Periode
    belum: int
    kembali: int
    proses: int

    @property
    def triwulan(self) -> Triwulan:
        return self.periode.triwulan

    @property
    def nama(self) -> str:
        return str(self.triwulan.label)

    @property
    def terbuka(self) -> bool:
        """Whether it takes entries, of everybody or of those for whom it was unlocked."""
        return not self.periode.belum_mulai and (self.periode.terbuka or bool(self.periode.kunci))

    @property
    def jatuh_tempo(self) -> bool:
        """Whether it is asked for: begun with a deadline, or, where the calendar names none, over."""
        p = self.periode
        return not p.belum_mulai and (p.tutup is not None or p.hari_ini >= awal_berikut(p.tahun, p.triwulan))


def awal_berikut(tahun: int, triwulan: int) -> datetime.date:
    """The day after a quarter's last."""
    return datetime.date(tahun + triwulan // 4, 3 * triwulan % 12 + 1, 1)


#: What is asked of a row's realisasi.
BIDANG = ("realisasi__triwulan", "realisasi__status", "realisasi__keadaan")


def isian_ditunggu(satker: Satker, tahun: int, jalur: set[str]) -> list[IsianDitunggu]:
    """TW I–IV of the rows that units on these paths ("" the whole satker) answer for; [] without any. Three queries.

    A row whose TW IV is entered has told its year: quarters before it that hold nothing are no longer asked for.
    """
    milik = Pengukuran.objects.di_unit(satker, jalur).for_tahun(tahun)
    isian = list(milik.order_by("realisasi__revisi").values_list("pk", *BIDANG))
    if not isian:
        return []
    baris = {pk for pk, *_ in isian}
    menurut: dict[int, dict[int, tuple[str, str]]] = {t: {} for t in Triwulan.values}
    for pk, triwulan, status, keadaan in isian:
        if triwulan is not None:
            menurut[triwulan][pk] = (status, keadaan)  # the newest version of a quarter comes last
    selesai = set(menurut[Triwulan.IV])
    periode = periode_setahun(satker, tahun)
    return [
        IsianDitunggu(
            periode=periode[t],
            belum=len(baris - selesai - set(menurut[t])),
            kembali=sum(status == StatusRealisasi.DIKEMBALIKAN for status, _ in menurut[t].values()),
            proses=list(menurut[t].values()).count((StatusRealisasi.DRAF, KeadaanNilai.PROSES)),
        )
        for t in Triwulan.values
    ]


def belum_diisi(setahun: Iterable[IsianDitunggu]) -> list[IsianDitunggu]:
    """The quarter whose empty rows are asked for: the one with the earliest deadline of the calendar, else the first.

    Where that one is closed already, the earliest that can still be entered comes too.
    """
    menunggu = [t for t in setahun if t.belum and t.jatuh_tempo]
    bertenggat = [t for t in menunggu if t.periode.tutup]
    urut = sorted(bertenggat or menunggu, key=_tenggat)
    terbuka = next((t for t in urut if t.terbuka), None)
    return urut[:1] + ([terbuka] if terbuka and terbuka is not urut[0] else [])


def triwulan_tujuan(setahun: Sequence[IsianDitunggu], tahun: int, hari_ini: datetime.date) -> Triwulan:
    """Where entering leads: the open quarter that is due next and has empty rows, else the running one; a year that is
    over ends with TW IV, one to come begins with TW I.
    """
    menunggu = [t for t in setahun if t.belum and t.terbuka and t.jatuh_tempo]
    if menunggu:
        return min(menunggu, key=_tenggat).triwulan
    if tahun != hari_ini.year:
        return Triwulan.IV if tahun < hari_ini.year else Triwulan.I
    return Triwulan((hari_ini.month + 2) // 3)


def _tenggat(satu: IsianDitunggu) -> tuple[datetime.date, int]:
    return satu.periode.tutup or datetime.date.max, satu.triwulan
