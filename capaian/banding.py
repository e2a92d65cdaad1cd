"""One indikator beside its other yardsticks: the years before, the Renstra's last year, the national standard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from renstra.models import StandarNasional, TargetTahunan
from sakip.grafik import GrafikGaris

from . import perhitungan as hitung
from .grafik import grafik_indikator, grafik_indikator_triwulan
from .rekap import BarisCapaian, cara_hitung, nilai_target
from .rincian import RincianPengukuran


@dataclass(frozen=True)
class Tolok:
    """The year's realisasi against another target than the year's own."""

    nama: str
    teks_target: str
    hasil: hitung.Hasil
    teks_capaian: str


@dataclass(frozen=True)
class Banding:
    """`perubahan` belongs to the rows of the years, in their order. A chart needs two figures, or it is None."""

    perubahan: tuple[hitung.Perbandingan, ...]
    tolok: tuple[Tolok, ...]
    grafik_tahun: GrafikGaris | None
    grafik_triwulan: GrafikGaris | None


def banding_pengukuran(rincian: RincianPengukuran) -> Banding:
    """What `rincian` has, compared. Two queries."""
    tahun = rincian.tahun_lalu
    triwulan = [(t.triwulan, t.capaian) for t in rincian.triwulan]
    return Banding(
        perubahan=hitung.perbandingan([(b.pengukuran.tahun, b.hasil.nilai) for b in tahun]),
        tolok=tuple(t for t in (_jangka_menengah(rincian), _standar_nasional(rincian)) if t),
        grafik_tahun=grafik_indikator(tahun) if _banyak(tahun) > 1 else None,
        grafik_triwulan=grafik_indikator_triwulan(triwulan) if _banyak([b for _, b in triwulan]) > 1 else None,
    )


def _banyak(baris: Sequence[BarisCapaian]) -> int:
    return sum(b.hasil.nilai is not None for b in baris)


def _jangka_menengah(rincian: RincianPengukuran) -> Tolok | None:
    """Against the target of the Renstra's last year (jangka menengah)."""
    indikator = rincian.pengukuran.indikator
    akhir = indikator.sasaran.renstra.periode_akhir
    target = TargetTahunan.objects.filter(indikator=indikator, tahun=akhir).first()
    return _tolok(f"Target Renstra tahun {akhir} (jangka menengah)", target, rincian) if target else None


def _standar_nasional(rincian: RincianPengukuran) -> Tolok | None:
    pengukuran = rincian.pengukuran
    standar = StandarNasional.objects.filter(indikator=pengukuran.indikator, tahun=pengukuran.tahun).first()
    return _tolok(f"Standar nasional {pengukuran.tahun}", standar, rincian) if standar else None


def _tolok(nama: str, target: TargetTahunan | StandarNasional, rincian: RincianPengukuran) -> Tolok:
    baris, indikator = rincian.tahun, rincian.pengukuran.indikator
    hasil = hitung.jangka_menengah(nilai_target(target.nilai, baris.satuan), baris.realisasi, **cara_hitung(indikator))
    teks = hitung.teks_capaian(
        hasil,
        tampilan=hitung.Tampilan.PERSEN,
        teks_realisasi=baris.teks_realisasi,
        lingkup=hitung.LingkupBatas.RATA_RATA,
    )
    return Tolok(nama, baris.satuan.cetak(target.nilai), hasil, teks)
