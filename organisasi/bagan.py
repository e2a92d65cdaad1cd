"""The organisation chart of a satker on a date, and who held a position over the years: rows for screens, no HTML."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from .enums import JenisJabatan, StatusPenugasan
from .models import Jabatan, Penugasan, Satker, Unit

SATU_HARI = datetime.timedelta(days=1)

#: Positions of which a unit usually has one: the chart calls them by their kind, the unit says of what.
PIMPINAN_UNIT = frozenset(
    {JenisJabatan.KETUA, JenisJabatan.SEKRETARIS, JenisJabatan.KEPALA_BAGIAN, JenisJabatan.KEPALA_SUB_BAGIAN}
)

#: So many units fit side by side on a laptop; more of them are listed below each other.
LEBAR_MAKS = 5


@dataclass(frozen=True)
class JabatanBagan:
    """A position with its holders, the one who signs first; `sebutan` is what the chart calls it."""

    jabatan: Jabatan
    sebutan: str
    pemangku: tuple[Penugasan, ...]


@dataclass(frozen=True)
class UnitBagan:
    """A unit with what is below it; `melebar`: its branches stand side by side where there is room."""

    unit: Unit
    jabatan: tuple[JabatanBagan, ...]
    bawahan: tuple[UnitBagan, ...]
    melebar: bool = False

    @property
    def lurus(self) -> bool:
        """The only unit of its row, above those that stand side by side: drawn in the middle."""
        return len(self.bawahan) == 1 and (self.bawahan[0].melebar or self.bawahan[0].lurus)

    def semua(self) -> Iterator[UnitBagan]:
        yield self
        for anak in self.bawahan:
            yield from anak.semua()


@dataclass(frozen=True)
class Bagan:
    """The chart on one date, with its counts."""

    tanggal: datetime.date
    akar: tuple[UnitBagan, ...]
    jumlah_unit: int
    jumlah_jabatan: int
    kosong: int
    pelaksana: int


def tanggal_bawaan(tahun: int) -> datetime.date:
    """The last day of the year, but never later than today."""
    return min(datetime.date(tahun, 12, 31), timezone.localdate())


def bagan_organisasi(satker: Satker, tanggal: datetime.date) -> Bagan:
    """Units and positions that exist on the date, with their holders; three queries whatever the size."""
    unit = list(Unit.objects.pada(tanggal).filter(satker=satker).order_by("jalur"))
    pemangku = _pemangku(satker, tanggal)
    per_unit: dict[int, list[Jabatan]] = defaultdict(list)
    semua = Jabatan.objects.pada(tanggal).filter(unit__satker=satker).select_related("atasan").order_by("urut", "pk")
    for j in semua:
        per_unit[j.unit_id].append(j)
    susunan = _Susunan(unit, {u.pk: _jabatan(per_unit[u.pk], pemangku, satker) for u in unit})
    akar = susunan.cabang(None, melebar=True)
    jabatan = [j for a in akar for u in a.semua() for j in u.jabatan]
    return Bagan(
        tanggal,
        akar,
        jumlah_unit=len(unit),
        jumlah_jabatan=len(jabatan),
        kosong=sum(not j.pemangku for j in jabatan),
        pelaksana=sum(bool(j.pemangku) and j.pemangku[0].status != StatusPenugasan.DEFINITIF for j in jabatan),
    )


def _pemangku(satker: Satker, tanggal: datetime.date) -> dict[int, list[Penugasan]]:
    hasil: dict[int, list[Penugasan]] = defaultdict(list)
    daftar = Penugasan.objects.pada(tanggal).filter(jabatan__unit__satker=satker).select_related("pejabat", "jabatan")
    for p in daftar.menurut_wewenang():
        hasil[p.jabatan_id].append(p)
    return hasil


def _jabatan(daftar: list[Jabatan], pemangku: dict[int, list[Penugasan]], satker: Satker) -> tuple[JabatanBagan, ...]:
    jenis = Counter(j.jenis for j in daftar)
    return tuple(
        JabatanBagan(j, _sebutan(j, satker, sendiri=jenis[j.jenis] == 1), tuple(pemangku.get(j.pk, ()))) for j in daftar
    )


def _sebutan(jabatan: Jabatan, satker: Satker, *, sendiri: bool) -> str:
    if sendiri and jabatan.jenis in PIMPINAN_UNIT:
        return JenisJabatan(jabatan.jenis).label
    return tanpa_satker(jabatan.nama, satker)


def tanpa_satker(nama: str, satker: Satker) -> str:
    """A position's name without the satker's, which the page says already: "Sekretaris Komisi …" → "Sekretaris"."""
    akhiran = f" {satker.nama}".casefold()
    return nama[: -len(akhiran)] if nama.casefold().endswith(akhiran) else nama


class _Susunan:
    """Builds the tree from a flat list in path order."""

    def __init__(self, unit: list[Unit], jabatan: dict[int, tuple[JabatanBagan, ...]]) -> None:
        self.jabatan = jabatan
        self.induk = {u.pk: u.induk_id if u.induk_id in jabatan else None for u in unit}
        self._gantungkan(unit)
        self.anak: dict[int | None, list[Unit]] = defaultdict(list)
        for u in unit:
            self.anak[self.induk[u.pk]].append(u)

    def _gantungkan(self, unit: list[Unit]) -> None:
        """A unit without one above it hangs where its first position's superior is: sekretariat below pimpinan."""
        for u in unit:
            atasan = next((j.jabatan.atasan for j in self.jabatan[u.pk]), None)
            if self.induk[u.pk] is not None or atasan is None or atasan.unit_id not in self.induk:
                continue
            if u.pk not in self._ke_atas(atasan.unit_id):
                self.induk[u.pk] = atasan.unit_id

    def _ke_atas(self, pk: int | None) -> Iterator[int]:
        while pk is not None:
            yield pk
            pk = self.induk[pk]

    def cabang(self, induk: int | None, *, melebar: bool) -> tuple[UnitBagan, ...]:
        """The first row of several branches stands side by side; what is below it is a list."""
        anak = self.anak[induk]
        sendiri = melebar and len(anak) == 1
        return tuple(self._simpul(u, sendiri=sendiri) for u in anak)

    def _simpul(self, unit: Unit, *, sendiri: bool) -> UnitBagan:
        bawahan = self.cabang(unit.pk, melebar=sendiri)
        melebar = sendiri and 1 < len(bawahan) <= LEBAR_MAKS
        return UnitBagan(unit, self.jabatan[unit.pk], bawahan, melebar)


def hari_pergantian(satker: Satker, tahun: int) -> list[datetime.date]:
    """The days of a year on which somebody began or ended, in order: where the chart changes."""
    awal, akhir = datetime.date(tahun, 1, 1), datetime.date(tahun, 12, 31)
    milik = Penugasan.objects.filter(jabatan__unit__satker=satker)
    hari = set()
    for mulai, selesai in milik.values_list("mulai", "selesai"):
        hari |= {mulai} if mulai else set()
        hari |= {selesai + SATU_HARI} if selesai else set()
    return sorted(h for h in hari if awal <= h <= akhir)


# --- One position over the years -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Masa:
    """A stretch of a position's history; without `penugasan` nobody held it."""

    mulai: datetime.date | None
    selesai: datetime.date | None
    penugasan: Penugasan | None = None


def riwayat_jabatan(daftar: Iterable[Penugasan], *, sampai: datetime.date) -> list[Masa]:
    """Who held a position when, newest first, with the gaps between them and up to `sampai`.

    What was before the first known day is not a gap: it is not recorded.
    """
    urut = sorted(daftar, key=lambda p: (p.mulai or datetime.date.min, p.selesai or datetime.date.max, p.pk))
    hasil: list[Masa] = []
    terisi: datetime.date | None = None  # the last day that anybody covers so far
    for p in urut:
        if terisi and p.mulai and p.mulai - SATU_HARI > terisi:
            hasil.append(Masa(terisi + SATU_HARI, p.mulai - SATU_HARI))
        hasil.append(Masa(p.mulai, p.selesai, p))
        terisi = max(terisi or datetime.date.min, p.selesai or datetime.date.max)
    if terisi and terisi < sampai:
        hasil.append(Masa(terisi + SATU_HARI, None))
    return hasil[::-1]
