"""The satker below a parent, side by side: capaian of what is approved, coverage, how far their quarters are.

Nothing is stored: plain rows of all of them in a fixed number of queries, then the same formulas as for one satker.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from organisasi.enums import JenisTenggat
from organisasi.models import Satker, Tenggat
from organisasi.models.pohon import awalan_jalur
from organisasi.models.tenggat import yang_berlaku
from renstra.enums import JenisSatuan

from . import perhitungan as hitung
from .enums import KeadaanNilai, StatusRealisasi, Triwulan
from .ikhtisar import Keadaan, StatusTriwulan
from .models import KategoriCapaian, Pengukuran, Realisasi, TargetTriwulan
from .rekap import skala_terpilih
from .ukuran import ukur


@dataclass(frozen=True, slots=True)
class SatkerAnak:
    """What the table says of a satker itself."""

    pk: int
    kode: str
    nama: str
    jalur: str
    induk: str


@dataclass(frozen=True, slots=True)
class BarisAnak:
    """One satker: its mean of the period asked for, and each quarter by what is approved there."""

    satker: SatkerAnak
    rerata: hitung.Rerata
    kategori: KategoriCapaian | None
    triwulan: tuple[StatusTriwulan, ...]

    @property
    def disetujui(self) -> int:
        """How many quarters are approved whole."""
        return sum(t.keadaan == Keadaan.DISETUJUI for t in self.triwulan)

    @property
    def terlambat(self) -> int:
        return sum(t.keadaan == Keadaan.TERLAMBAT for t in self.triwulan)

    @property
    def diukur(self) -> bool:
        return self.rerata.jumlah > 0

    @property
    def lengkap(self) -> bool:
        """Every indikator has its capaian in the mean."""
        return self.diukur and self.rerata.lengkap


@dataclass(frozen=True)
class RekapAnak:
    """All rows, and what they are together."""

    tahun: int
    triwulan: int | None
    baris: tuple[BarisAnak, ...]

    @property
    def rerata(self) -> hitung.Rerata:
        return hitung.rata_rata_capaian([b.rerata for b in self.baris], bobot=None, batas=None)

    @property
    def terhitung(self) -> int:
        return sum(b.rerata.nilai is not None for b in self.baris)

    @property
    def lengkap(self) -> int:
        return sum(b.lengkap for b in self.baris)

    @property
    def terlambat(self) -> int:
        return sum(b.terlambat > 0 for b in self.baris)

    @property
    def kategori(self) -> list[tuple[KategoriCapaian, int]]:
        """The bands that occur, highest first, with how many satker are in each."""
        jumlah: dict[str, int] = defaultdict(int)
        pita: dict[str, KategoriCapaian] = {}
        for b in self.baris:
            if b.kategori:
                jumlah[b.kategori.kode] += 1
                pita.setdefault(b.kategori.kode, b.kategori)
        return sorted(((p, jumlah[k]) for k, p in pita.items()), key=lambda x: x[0].batas_bawah, reverse=True)


def rekap_anak(satker: QuerySet[Satker], tahun: int, *, triwulan: int | None) -> RekapAnak:
    """Every satker of the queryset, in its order. Only approved realisasi count, whoever asks. Six queries."""
    daftar = [
        SatkerAnak(*isi) for isi in satker.values_list("pk", "kode", "nama_singkat", "jalur", "induk__nama_singkat")
    ]
    milik = _pengukuran(satker, tahun)
    realisasi = _realisasi(satker, tahun)
    sebaran = _sebaran(satker, tahun) if triwulan else {}
    skala, kalender = _Skala(tahun), _Kalender(tahun)
    baris = []
    for s in daftar:
        isi = milik.get(s.pk, [])
        rerata = _rerata(isi, realisasi, sebaran, triwulan)
        kategori = hitung.kategori(rerata.nilai, skala.untuk(s)) if rerata.nilai is not None else None
        baris.append(BarisAnak(s, rerata, kategori, kalender.status(s, [realisasi.get(u.pk, {}) for u in isi])))
    return RekapAnak(tahun, triwulan, tuple(baris))


# --- Rows -----------------------------------------------------------------------------------------------------------

KOLOM = (
    *("pk", "satker", "indikator__sasaran", "target_lain", "butir__target", "butir__satuan", "butir__satuan__jenis"),
    *("indikator__satuan", "indikator__satuan__jenis", "indikator__agregasi"),
    *("indikator__polaritas", "indikator__rumus_minimasi", "indikator__rumus_ordinal", "indikator__batas"),
)


@dataclass(frozen=True, slots=True)
class _Ukur:
    """An indikator as the formulas want it."""

    pk: int
    sasaran: int
    satuan: str
    ordinal: bool
    target: hitung.Nilai | None
    agregasi: hitung.Agregasi
    cara: hitung.Cara


def _pengukuran(satker: QuerySet[Satker], tahun: int) -> dict[int, list[_Ukur]]:
    hasil: dict[int, list[_Ukur]] = defaultdict(list)
    semua = Pengukuran.objects.filter(satker__in=satker.order_by(), tahun=tahun)
    for isi in semua.order_by("satker", "indikator__sasaran__urut", "indikator__urut").values(*KOLOM):
        hasil[isi["satker"]].append(_ukuran(isi))
    return hasil


def _ukuran(isi: dict[str, Any]) -> _Ukur:
    """The target is in the PK row's own unit, unless it comes from an old report (as `rekap` has it)."""
    satuan, ordinal = str(isi["indikator__satuan"]), isi["indikator__satuan__jenis"] == JenisSatuan.ORDINAL
    if isi["target_lain"] is not None or isi["butir__satuan"] is None:
        target = _nilai(isi["target_lain"], satuan, ordinal=ordinal)
    else:
        ordinal_butir = isi["butir__satuan__jenis"] == JenisSatuan.ORDINAL
        target = _nilai(isi["butir__target"], str(isi["butir__satuan"]), ordinal=ordinal_butir)
    cara: hitung.Cara = {
        "polaritas": hitung.Polaritas(isi["indikator__polaritas"]),
        "rumus_minimasi": hitung.RumusMinimasi(isi["indikator__rumus_minimasi"]),
        "rumus_ordinal": hitung.RumusOrdinal(isi["indikator__rumus_ordinal"]),
        "batas": isi["indikator__batas"],
    }
    agregasi = hitung.Agregasi(isi["indikator__agregasi"])
    return _Ukur(isi["pk"], isi["indikator__sasaran"], satuan, ordinal, target, agregasi, cara)


def _nilai(angka: Decimal | None, satuan: str, *, ordinal: bool) -> hitung.Nilai | None:
    return None if angka is None else hitung.Nilai(angka=angka, satuan=satuan, ordinal=ordinal)


#: keadaan, nilai, x, y
Isian = tuple[str, Decimal | None, Decimal | None, Decimal | None]


def _realisasi(satker: QuerySet[Satker], tahun: int) -> dict[int, dict[int, Isian]]:
    """pengukuran → quarter → the newest approved version."""
    hasil: dict[int, dict[int, Isian]] = defaultdict(dict)
    semua = Realisasi.objects.filter(
        pengukuran__satker__in=satker.order_by(), pengukuran__tahun=tahun, status=StatusRealisasi.DISETUJUI
    )
    kolom = ("pengukuran", "triwulan", "keadaan", "nilai", "x", "y")
    for pengukuran, triwulan, *isi in semua.order_by("revisi").values_list(*kolom):
        hasil[pengukuran][triwulan] = (isi[0], isi[1], isi[2], isi[3])
    return hasil


def _sebaran(satker: QuerySet[Satker], tahun: int) -> dict[int, dict[int, Decimal]]:
    hasil: dict[int, dict[int, Decimal]] = defaultdict(dict)
    semua = TargetTriwulan.objects.filter(pengukuran__satker__in=satker.order_by(), pengukuran__tahun=tahun)
    for pengukuran, triwulan, nilai in semua.order_by().values_list("pengukuran", "triwulan", "nilai"):
        hasil[pengukuran][triwulan] = nilai
    return hasil


# --- Figures --------------------------------------------------------------------------------------------------------


def _rerata(
    isi: Sequence[_Ukur],
    realisasi: dict[int, dict[int, Isian]],
    sebaran: dict[int, dict[int, Decimal]],
    triwulan: int | None,
) -> hitung.Rerata:
    """The mean of the sasaran's means, as `rekap` forms it."""
    per_sasaran: dict[int, list[hitung.Hasil]] = defaultdict(list)
    for u in isi:
        per_sasaran[u.sasaran].append(_hasil(u, realisasi.get(u.pk, {}), sebaran.get(u.pk, {}), triwulan))
    sasaran = [hitung.rata_rata_capaian(h, bobot=None, batas=None) for h in per_sasaran.values()]
    return hitung.rata_rata_capaian(sasaran, bobot=None, batas=None)


def _hasil(u: _Ukur, isian: dict[int, Isian], sebaran: dict[int, Decimal], triwulan: int | None) -> hitung.Hasil:
    return ukur(
        [_nilai_isian(isian.get(t), u) for t in range(1, (triwulan or 4) + 1)],
        triwulan=triwulan,
        target_tahun=u.target,
        sebaran={t: _nilai(n, u.satuan, ordinal=u.ordinal) for t, n in sebaran.items()},
        agregasi=u.agregasi,
        cara=u.cara,
    ).hasil


def _nilai_isian(isian: Isian | None, u: _Ukur) -> hitung.Nilai | None:
    if isian is None:
        return None
    keadaan, nilai, x, y = isian
    if keadaan != KeadaanNilai.TERISI:
        return hitung.Nilai(keadaan=hitung.KeadaanNilai(keadaan))
    if x is not None and y is not None:
        return hitung.Nilai.dari_rasio(x, y, satuan=u.satuan)
    return _nilai(nilai, u.satuan, ordinal=u.ordinal)


# --- What holds for whom ------------------------------------------------------------------------------------------


def _terdekat(satker: SatkerAnak) -> list[str]:
    """Paths whose rows hold for a satker, nearest first; "" are the general ones."""
    return [*reversed(awalan_jalur(satker.jalur)), ""]


class _Skala:
    """The capaian scale of each satker. One query."""

    def __init__(self, tahun: int) -> None:
        self._calon: dict[str, list[KategoriCapaian]] = defaultdict(list)
        for pita in KategoriCapaian.objects.filter(berlaku_mulai__lte=tahun).select_related("satker").order_by("urut"):
            self._calon[pita.satker.jalur if pita.satker else ""].append(pita)
        self._terpilih = {jalur: skala_terpilih(calon) for jalur, calon in self._calon.items()}

    def untuk(self, satker: SatkerAnak) -> list[KategoriCapaian]:
        return next((self._terpilih[j] for j in _terdekat(satker) if j in self._terpilih), [])


class _Kalender:
    """When the quarters are due at each satker. One query."""

    def __init__(self, tahun: int) -> None:
        self._hari_ini = timezone.localdate()
        calon: dict[tuple[Triwulan, str], list[Tenggat]] = defaultdict(list)
        jenis = {JenisTenggat.realisasi(t.value).value: t for t in Triwulan}
        for tenggat in Tenggat.objects.pada_tahun(tahun).filter(jenis__in=list(jenis)).select_related("satker"):
            calon[jenis[tenggat.jenis], tenggat.satker.jalur if tenggat.satker else ""].append(tenggat)
        self._hari: dict[tuple[Triwulan, str], datetime.date] = {}
        for tempat, isi in calon.items():
            if berlaku := yang_berlaku(isi):
                self._hari[tempat] = berlaku.tanggal(tahun)

    def status(self, satker: SatkerAnak, isian: Sequence[Iterable[int]]) -> tuple[StatusTriwulan, ...]:
        """`isian`: of each indikator the quarters that are approved."""
        terdekat = _terdekat(satker)
        return tuple(self._satu(t, terdekat, len(isian), sum(t.value in i for i in isian)) for t in Triwulan)

    def _satu(self, triwulan: Triwulan, terdekat: list[str], jumlah: int, disetujui: int) -> StatusTriwulan:
        hari = next((self._hari[triwulan, j] for j in terdekat if (triwulan, j) in self._hari), None)
        lewat = hari is not None and self._hari_ini > hari
        return StatusTriwulan(triwulan, jumlah, disetujui, disetujui, 0, hari, lewat)
