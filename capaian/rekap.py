"""Capaian of a satker in a year or a quarter, computed from the rows: the one source for screens and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from organisasi.models import Satker
from renstra.enums import JenisSatuan
from renstra.models import NILAI, Indikator, Sasaran, Satuan
from sakip.angka import bulatkan

from . import perhitungan as hitung
from .enums import KeadaanNilai, StatusRealisasi
from .kewajaran import peringatan_jauh
from .models import KategoriCapaian, Pengukuran, Realisasi, RealisasiQuerySet
from .ukuran import ukur

DESIMAL_TERSIMPAN: int = NILAI["decimal_places"]


@dataclass(frozen=True)
class BarisCapaian:
    """One measured indikator. `target` and `realisasi` are of the period asked for (the year, or one quarter).

    `hasil_tahun` is the year so far against the year's target; for a whole year it is the same as `hasil`.
    """

    pengukuran: Pengukuran
    kode: str
    uraian: str
    satuan: Satuan
    target: Decimal | None
    teks_target: str
    teks_target_tahun: str
    realisasi: hitung.Nilai
    teks_realisasi: str
    isian: Realisasi | None
    hasil: hitung.Hasil
    teks_capaian: str
    hasil_tahun: hitung.Hasil
    uraian_agregasi: str
    kategori: KategoriCapaian | None
    catatan: str

    @property
    def peringatan(self) -> str:
        """Why the figure should be looked at again before somebody vouches for it; "" for most."""
        return peringatan_jauh(self.satuan.jenis, self.realisasi, self.hasil, self.hasil_tahun)

    @property
    def belum_disetujui(self) -> int:
        """How many of the figures that make the year's, of those that were loaded, nobody has approved yet."""
        if not self.realisasi.terisi:
            return 0
        terkini = {r.triwulan: r for r in self.pengukuran.realisasi.all()}
        terisi = [terkini[t] for t in sorted(terkini) if terkini[t].keadaan == KeadaanNilai.TERISI]
        if self.pengukuran.indikator.agregasi == hitung.Agregasi.NILAI_AKHIR:
            terisi = terisi[-1:]  # the others do not count in it
        return sum(r.status != StatusRealisasi.DISETUJUI for r in terisi)

    @property
    def catatan_cetakan(self) -> tuple[str, ...]:
        """What an old document printed for this row that our rule or our plan does not give, and why."""
        return tuple(teks for teks in (self.catatan, self.isian.catatan_cetak if self.isian else "") if teks)


@dataclass(frozen=True)
class KelompokCapaian:
    """The indikator of one sasaran with their mean; `rerata_tahun` is that of the year so far."""

    nomor: int
    sasaran: Sasaran
    uraian: str
    baris: tuple[BarisCapaian, ...]
    rerata: hitung.Rerata
    rerata_tahun: hitung.Rerata
    kategori: KategoriCapaian | None


@dataclass(frozen=True)
class RekapCapaian:
    """A satker's year or quarter. `rerata` is against the targets of the period asked for; `rerata_tahun` is the year
    so far against the year's targets.
    """

    satker: Satker
    tahun: int
    triwulan: int | None
    kelompok: tuple[KelompokCapaian, ...]
    rerata: hitung.Rerata
    rerata_tahun: hitung.Rerata
    kategori: KategoriCapaian | None

    @property
    def baris(self) -> tuple[BarisCapaian, ...]:
        return tuple(baris for kelompok in self.kelompok for baris in kelompok.baris)

    @property
    def terisi(self) -> int:
        """How many indikator have a figure for the period."""
        return sum(baris.realisasi.terisi for baris in self.baris)

    @property
    def cakupan_kalimat(self) -> str:
        """What the year's figure rests on: the satker above counts approved figures only, and may show another."""
        belum = sum(baris.belum_disetujui for baris in self.baris)
        return self.rerata.cakupan_kalimat + (f"; termasuk {belum} realisasi yang belum disetujui" if belum else "")

    def di_bawah_target(self, banyak: int = 3) -> list[BarisCapaian]:
        """The weakest indikator below their target, lowest capaian first."""
        di_bawah = [(b.hasil.nilai, b) for b in self.baris if b.hasil.nilai is not None and b.hasil.nilai < 100]
        return [b for _, b in sorted(di_bawah, key=lambda pasangan: pasangan[0])[:banyak]]

    def berbeda_dari_cetakan(self) -> list[BarisCapaian]:
        """The rows whose old document printed something else than what is computed here."""
        return [b for b in self.baris if b.catatan_cetakan]


def rekap_capaian(
    satker: Satker, tahun: int, *, triwulan: int | None = None, realisasi: RealisasiQuerySet | None = None
) -> RekapCapaian:
    """All measured indikator of a satker, grouped by sasaran, with means and kategori.

    `triwulan` None: the year, aggregated from TW I–IV by each indikator's agregasi. `realisasi`: only these count (a
    parent satker sees what is approved); None: all. A fixed number of queries.
    """
    pita = skala_kategori(satker, tahun)
    pengukuran = Pengukuran.objects.filter(satker=satker).for_tahun(tahun).lengkap(realisasi)
    return susun_rekap(satker, tahun, pengukuran, pita, triwulan=triwulan)


def susun_rekap(
    satker: Satker,
    tahun: int,
    pengukuran: Iterable[Pengukuran],
    pita: list[KategoriCapaian],
    *,
    triwulan: int | None,
) -> RekapCapaian:
    """The recap of rows that are there already, `lengkap()` and of one satker and year; asks the database nothing."""
    per_sasaran: dict[Sasaran, list[Pengukuran]] = {}
    for p in pengukuran:
        per_sasaran.setdefault(p.indikator.sasaran, []).append(p)
    kelompok = tuple(
        _kelompok(nomor, sasaran, isi, triwulan, pita) for nomor, (sasaran, isi) in enumerate(per_sasaran.items(), 1)
    )
    rerata = hitung.rata_rata_capaian([k.rerata for k in kelompok], bobot=None, batas=None)
    rerata_tahun = hitung.rata_rata_capaian([k.rerata_tahun for k in kelompok], bobot=None, batas=None)
    return RekapCapaian(satker, tahun, triwulan, kelompok, rerata, rerata_tahun, hitung.kategori(rerata.nilai, pita))


def skala_kategori(satker: Satker, tahun: int) -> list[KategoriCapaian]:
    """The capaian scale in force, highest band first: the nearest satker's (own, then above it, then the general one),
    of those the newest that has begun. One query.
    """
    return skala_terpilih(KategoriCapaian.objects.calon(satker, tahun))


def skala_terpilih(calon: Iterable[KategoriCapaian]) -> list[KategoriCapaian]:
    """The bands of the one scale that goes first; each knows where it stands in it."""
    per_skala: dict[tuple[int, int], list[KategoriCapaian]] = {}
    for pita in calon:
        dekat = len(pita.satker.jalur) if pita.satker else 0
        per_skala.setdefault((dekat, pita.berlaku_mulai), []).append(pita)
    skala = per_skala[max(per_skala)] if per_skala else []
    for tingkat, pita in enumerate(sorted(skala, key=lambda p: p.batas_bawah), start=1):
        pita.tingkat, pita.dari = tingkat, len(skala)
    return skala


def cara_hitung(indikator: Indikator) -> hitung.Cara:
    """How this indikator is measured, as the formulas want it."""
    return {
        "polaritas": hitung.Polaritas(indikator.polaritas),
        "rumus_minimasi": hitung.RumusMinimasi(indikator.rumus_minimasi),
        "rumus_ordinal": hitung.RumusOrdinal(indikator.rumus_ordinal),
        "batas": indikator.batas,
    }


def nilai_target(angka: Decimal | None, satuan: Satuan) -> hitung.Nilai | None:
    """A stored target as the formulas want it; None: no target."""
    if angka is None:
        return None
    ordinal = satuan.jenis == JenisSatuan.ORDINAL
    return hitung.Nilai(angka=angka, satuan=satuan.kode, ordinal=ordinal, label=satuan.cetak(angka) if ordinal else "")


def nilai_realisasi(realisasi: Realisasi | None, satuan: Satuan) -> hitung.Nilai | None:
    """A stored realisasi as the formulas want it; None: not entered."""
    if realisasi is None:
        return None
    if realisasi.keadaan != KeadaanNilai.TERISI:
        return hitung.Nilai(keadaan=hitung.KeadaanNilai(realisasi.keadaan))
    if realisasi.x is not None and realisasi.y is not None:
        return hitung.Nilai.dari_rasio(realisasi.x, realisasi.y, satuan=satuan.kode)
    return nilai_target(realisasi.nilai, satuan)


def teks_nilai(nilai: hitung.Nilai | None, satuan: Satuan) -> str:
    """A value as a cell prints it: "100 %", "WTP", "Proses", "–"."""
    if nilai is not None and nilai.keadaan == hitung.KeadaanNilai.PROSES:
        return "Proses"
    return satuan.cetak(_rapi(nilai.angka) if nilai and nilai.angka is not None else None)


def _rapi(angka: Decimal) -> Decimal:
    """A stored value as it is; a computed one (mean, ratio) has more decimals than a column holds: two are shown."""
    eksponen = angka.as_tuple().exponent
    return bulatkan(angka) if isinstance(eksponen, int) and -eksponen > DESIMAL_TERSIMPAN else angka


def _kelompok(
    nomor: int, sasaran: Sasaran, isi: list[Pengukuran], triwulan: int | None, pita: list[KategoriCapaian]
) -> KelompokCapaian:
    baris = tuple(baris_capaian(p, triwulan, pita) for p in isi)
    rerata = hitung.rata_rata_capaian([b.hasil for b in baris], bobot=None, batas=None)
    rerata_tahun = hitung.rata_rata_capaian([b.hasil_tahun for b in baris], bobot=None, batas=None)
    kategori = hitung.kategori(rerata.nilai, pita)
    return KelompokCapaian(nomor, sasaran, isi[0].uraian_sasaran, baris, rerata, rerata_tahun, kategori)


def baris_capaian(
    pengukuran: Pengukuran, triwulan: int | None, pita: list[KategoriCapaian], *, versi: Realisasi | None = None
) -> BarisCapaian:
    """One indikator of `lengkap()` in a quarter or (None) the year; asks the database nothing.

    `versi`: this one stands for its quarter, instead of the newest.
    """
    indikator, satuan = pengukuran.indikator, pengukuran.indikator.satuan
    isian = {r.triwulan: r for r in pengukuran.realisasi.all()} | ({versi.triwulan: versi} if versi else {})
    satuan_target = _satuan_target(pengukuran)
    target_tahun = nilai_target(pengukuran.target, satuan_target)
    ukuran = ukur(
        [nilai_realisasi(isian.get(t), satuan) for t in range(1, (triwulan or 4) + 1)],
        triwulan=triwulan,
        target_tahun=target_tahun,
        sebaran={t.triwulan: nilai_target(t.nilai, satuan) for t in pengukuran.target_triwulan.all()},
        agregasi=hitung.Agregasi(indikator.agregasi),
        cara=cara_hitung(indikator),
    )
    target, realisasi, hasil = ukuran.target, ukuran.realisasi, ukuran.hasil
    teks_realisasi = teks_nilai(realisasi, satuan)
    return BarisCapaian(
        pengukuran=pengukuran,
        kode=indikator.kode,
        uraian=pengukuran.uraian,
        satuan=satuan,
        target=target.angka if target else None,
        teks_target=teks_nilai(target, satuan_target if target is target_tahun else satuan),
        teks_target_tahun=teks_nilai(target_tahun, satuan_target),
        realisasi=realisasi,
        teks_realisasi=teks_realisasi,
        isian=isian.get(triwulan or 4),
        hasil=hasil,
        teks_capaian=hitung.teks_capaian(
            hasil,
            tampilan=hitung.Tampilan(indikator.tampilan),
            teks_realisasi=teks_realisasi,
            lingkup=hitung.LingkupBatas.RATA_RATA,
        ),
        hasil_tahun=ukuran.hasil_tahun,
        uraian_agregasi=ukuran.agregat.uraian,
        kategori=hitung.kategori(hasil.nilai, pita),
        catatan=pengukuran.catatan_cetak,
    )


def _satuan_target(pengukuran: Pengukuran) -> Satuan:
    """The unit the target is in: the PK row's own, unless the target comes from an old report."""
    if (
        pengukuran.target_lain is None
        and pengukuran.butir
        and pengukuran.butir.satuan_id != pengukuran.indikator.satuan_id
    ):
        return pengukuran.butir.satuan
    return pengukuran.indikator.satuan
