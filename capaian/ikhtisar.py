"""A satker's year as a whole: its quarters, the years before, its units, what changed. From one loading of the rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import prefetch_related_objects
from django.utils import timezone

from organisasi.models import Satker, Unit

from . import perhitungan as hitung
from .enums import StatusRealisasi, Triwulan
from .models import KategoriCapaian, Pengukuran, RealisasiQuerySet
from .periode import tenggat_triwulan
from .rekap import BarisCapaian, RekapCapaian, skala_terpilih, susun_rekap

#: Years side by side, the page's own included.
BANYAK_TAHUN = 5
#: Lines of the ranking of the weakest.
BANYAK_TERLEMAH = 5


class Keadaan(StrEnum):
    """How far a quarter is; the value is the badge that shows it."""

    DISETUJUI = "disetujui"
    TERLAMBAT = "perhatian"
    BERJALAN = "sebagian"
    BELUM = "belum"


KATA_KEADAAN = {
    Keadaan.DISETUJUI: "Disetujui",
    Keadaan.TERLAMBAT: "Terlambat",
    Keadaan.BERJALAN: "Sebagian",
    Keadaan.BELUM: "Belum diisi",
}


@dataclass(frozen=True)
class StatusTriwulan:
    """How many of a quarter's indikator are entered, approved and returned, and whether it is late."""

    triwulan: Triwulan
    jumlah: int
    diisi: int
    disetujui: int
    dikembalikan: int
    tenggat: datetime.date | None
    lewat: bool

    @property
    def keadaan(self) -> Keadaan:
        if self.jumlah and self.disetujui == self.jumlah:
            return Keadaan.DISETUJUI
        if self.lewat:
            return Keadaan.TERLAMBAT
        return Keadaan.BERJALAN if self.diisi else Keadaan.BELUM

    @property
    def kata(self) -> str:
        return KATA_KEADAAN[self.keadaan]


@dataclass(frozen=True)
class TitikTriwulan:
    """One quarter: `rekap.rerata` against the quarter's targets, `rekap.rerata_tahun` the year so far."""

    rekap: RekapCapaian
    status: StatusTriwulan
    kategori_tahun: KategoriCapaian | None

    @property
    def triwulan(self) -> Triwulan:
        return self.status.triwulan

    @property
    def sampai_kini(self) -> hitung.Rerata | None:
        """The year so far; None while nothing of the quarter is known: it would only repeat the one before."""
        return self.rekap.rerata_tahun if self.rekap.terisi else None


@dataclass(frozen=True)
class SelUnit:
    rerata: hitung.Rerata
    kategori: KategoriCapaian | None


@dataclass(frozen=True)
class BarisUnit:
    """The mean of the indikator that a unit answers for, per quarter and (last) for the year; None: without a unit."""

    unit: Unit | None
    jumlah: int
    sel: tuple[SelUnit, ...]

    @property
    def nama(self) -> str:
        return str(self.unit.nama) if self.unit else "Tanpa unit pelaksana"


class JenisPerubahan(StrEnum):
    KEMBALI = "kembali"
    TURUN = "turun"
    NAIK = "naik"
    BARU = "baru"


@dataclass(frozen=True)
class Perubahan:
    """What became of one indikator from one quarter to the next; `selisih` in percentage points."""

    jenis: JenisPerubahan
    kini: BarisCapaian
    lalu: BarisCapaian | None
    selisih: Decimal | None = None

    @property
    def besar(self) -> Decimal | None:
        """The size of the change, whichever way it goes."""
        return None if self.selisih is None else abs(self.selisih)


@dataclass(frozen=True)
class Ikhtisar:
    """`tahun_ke_tahun` ends with the year itself. `kini` is the last quarter of which something is known."""

    rekap: RekapCapaian
    triwulan: tuple[TitikTriwulan, ...]
    tahun_ke_tahun: tuple[RekapCapaian, ...]
    unit: tuple[BarisUnit, ...]
    kini: TitikTriwulan | None
    perubahan: tuple[Perubahan, ...]

    @property
    def terlemah(self) -> list[BarisCapaian]:
        return self.rekap.di_bawah_target(BANYAK_TERLEMAH)

    @property
    def baru(self) -> list[Perubahan]:
        return [p for p in self.perubahan if p.jenis == JenisPerubahan.BARU]

    @property
    def bergeser(self) -> list[Perubahan]:
        """Everything that changed but what is new."""
        return [p for p in self.perubahan if p.jenis != JenisPerubahan.BARU]

    @property
    def sebelum(self) -> TitikTriwulan | None:
        """The quarter that `kini` is compared with."""
        return self.triwulan[self.kini.triwulan - 2] if self.kini and self.kini.triwulan > 1 else None


def ikhtisar(satker: Satker, tahun: int, *, realisasi: RealisasiQuerySet) -> Ikhtisar:
    """Everything in a fixed number of queries, of what `realisasi` holds (those that the reader may see)."""
    per_tahun = _muat(satker, tahun, realisasi)
    calon = list(KategoriCapaian.objects.untuk(satker))
    skala = {t: skala_terpilih(k for k in calon if k.berlaku_mulai <= t) for t in per_tahun}
    pita, pengukuran = skala[tahun], per_tahun[tahun]
    prefetch_related_objects(pengukuran, "indikator__pelaksana")
    rekap = {t: susun_rekap(satker, t, isi, skala[t], triwulan=None) for t, isi in per_tahun.items()}
    triwulan = tuple(_triwulan(satker, tahun, pengukuran, pita))
    kini = next((t for t in reversed(triwulan) if t.rekap.terisi), None)
    lalu = triwulan[kini.triwulan - 2].rekap if kini and kini.triwulan > 1 else None
    return Ikhtisar(
        rekap=rekap[tahun],
        triwulan=triwulan,
        tahun_ke_tahun=tuple(r for t, r in sorted(rekap.items()) if r.baris or t == tahun),
        unit=tuple(baris_unit([t.rekap for t in triwulan] + [rekap[tahun]], pita)),
        kini=kini,
        perubahan=tuple(perubahan(kini.rekap, lalu)) if kini else (),
    )


def _muat(satker: Satker, tahun: int, realisasi: RealisasiQuerySet) -> dict[int, list[Pengukuran]]:
    """Rows per year, of this year and the years before it."""
    hasil: dict[int, list[Pengukuran]] = {t: [] for t in range(tahun - BANYAK_TAHUN + 1, tahun + 1)}
    semua = Pengukuran.objects.filter(satker=satker, tahun__in=hasil).lengkap(realisasi)
    for satu in semua:
        hasil[satu.tahun].append(satu)
    return hasil


def _triwulan(
    satker: Satker, tahun: int, pengukuran: list[Pengukuran], pita: list[KategoriCapaian]
) -> Iterable[TitikTriwulan]:
    tenggat = tenggat_triwulan(satker, tahun)
    hari_ini = timezone.localdate()
    for t in Triwulan:
        rekap = susun_rekap(satker, tahun, pengukuran, pita, triwulan=t.value)
        status = _status(t, rekap, tenggat[t], hari_ini)
        yield TitikTriwulan(rekap, status, hitung.kategori(rekap.rerata_tahun.nilai, pita))


def _status(
    triwulan: Triwulan, rekap: RekapCapaian, tenggat: datetime.date | None, hari_ini: datetime.date
) -> StatusTriwulan:
    status = [b.isian.status for b in rekap.baris if b.isian]
    return StatusTriwulan(
        triwulan=triwulan,
        jumlah=len(rekap.baris),
        diisi=len(status),
        disetujui=status.count(StatusRealisasi.DISETUJUI),
        dikembalikan=status.count(StatusRealisasi.DIKEMBALIKAN),
        tenggat=tenggat,
        lewat=tenggat is not None and hari_ini > tenggat,
    )


def baris_unit(rekap: Sequence[RekapCapaian], pita: list[KategoriCapaian]) -> list[BarisUnit]:
    """Per unit the mean of its own indikator in each of the recaps; an indikator of two units counts in both.

    The rows of the recaps must be in the same order; `indikator__pelaksana` must be there.
    """
    milik: dict[Unit | None, list[int]] = {}
    for nomor, baris in enumerate(rekap[0].baris):
        pelaksana: list[Unit | None] = list(baris.pengukuran.indikator.pelaksana.all())
        for unit in pelaksana or [None]:
            milik.setdefault(unit, []).append(nomor)
    urut = sorted(milik.items(), key=lambda pasangan: (pasangan[0] is None, pasangan[0].jalur if pasangan[0] else ""))
    return [
        BarisUnit(unit, len(nomor), tuple(_sel_unit([r.baris[n] for n in nomor], pita) for r in rekap))
        for unit, nomor in urut
    ]


def _sel_unit(baris: list[BarisCapaian], pita: list[KategoriCapaian]) -> SelUnit:
    rerata = hitung.rata_rata_capaian([b.hasil for b in baris], bobot=None, batas=None)
    return SelUnit(rerata, hitung.kategori(rerata.nilai, pita))


def perubahan(kini: RekapCapaian, lalu: RekapCapaian | None) -> list[Perubahan]:
    """What changed from one quarter to the next: returned ones first, then the deepest fall to the highest rise, then
    what is known now and was not. An indikator that is as it was is left out.
    """
    dahulu = {b.pengukuran.pk: b for b in lalu.baris} if lalu else {}
    semua = [p for b in kini.baris if (p := _perubahan(b, dahulu.get(b.pengukuran.pk))) is not None]
    urutan = list(JenisPerubahan)
    return sorted(semua, key=lambda p: (urutan.index(p.jenis), p.selisih or 0))


def _perubahan(kini: BarisCapaian, lalu: BarisCapaian | None) -> Perubahan | None:
    if kini.isian is not None and kini.isian.status == StatusRealisasi.DIKEMBALIKAN:
        return Perubahan(JenisPerubahan.KEMBALI, kini, lalu)
    if kini.hasil.nilai is None:
        return None
    if lalu is None or lalu.hasil.nilai is None:
        return Perubahan(JenisPerubahan.BARU, kini, lalu)
    selisih = kini.hasil.nilai - lalu.hasil.nilai
    if selisih == 0:
        return None
    return Perubahan(JenisPerubahan.NAIK if selisih > 0 else JenisPerubahan.TURUN, kini, lalu, selisih)
