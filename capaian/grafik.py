"""The capaian as charts: what `sakip.grafik` draws, from what `rekap` and `ikhtisar` computed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sakip.angka import KOSONG, format_desimal
from sakip.grafik import BarisPeta, Deret, GrafikGaris, PetaPanas, SelPeta

from . import perhitungan as hitung
from .enums import Triwulan
from .ikhtisar import BarisUnit, SelUnit, TitikTriwulan
from .rekap import BarisCapaian, RekapCapaian

ACUAN = Decimal(100)
TEKS_ACUAN = "target tercapai (100)"
LANGKAH = 7  # of the colour ramp


def grafik_triwulan(tahun: int, triwulan: Sequence[TitikTriwulan]) -> GrafikGaris:
    """The mean of each quarter, against its own targets and against those of the year."""
    return GrafikGaris(
        judul=f"Capaian per triwulan {tahun}",
        satuan="persen",
        kategori=tuple(t.triwulan.label.replace("Triwulan", "TW") for t in triwulan),
        deret=(
            _deret("Terhadap target triwulan", [t.rekap.rerata.nilai for t in triwulan]),
            _deret("Sampai triwulan itu terhadap target tahun", [_nilai(t.sampai_kini) for t in triwulan]),
        ),
        acuan=ACUAN,
        teks_acuan=TEKS_ACUAN,
    )


def grafik_tahun(tahun: Sequence[RekapCapaian]) -> GrafikGaris:
    """The mean of each year; a year between them without anything measured is a gap."""
    rerata = {r.tahun: r.rerata.nilai for r in tahun}
    urut = range(min(rerata), max(rerata) + 1)
    return GrafikGaris(
        judul="Capaian dari tahun ke tahun",
        satuan="persen",
        kategori=tuple(str(t) for t in urut),
        deret=(_deret("Capaian", [rerata.get(t) for t in urut]),),
        acuan=ACUAN,
        teks_acuan=TEKS_ACUAN,
    )


def grafik_indikator(baris: Sequence[BarisCapaian]) -> GrafikGaris:
    """One indikator through the years, always in percent; a year that is not there is a gap."""
    per_tahun = {b.pengukuran.tahun: b for b in baris}
    urut = range(min(per_tahun), max(per_tahun) + 1)
    isi = [per_tahun.get(t) for t in urut]
    return GrafikGaris(
        judul="Capaian indikator dari tahun ke tahun",
        satuan="persen",
        kategori=tuple(str(t) for t in urut),
        deret=(
            _deret("Capaian", [b.hasil.nilai if b else None for b in isi], [_tanpa(b) if b else KOSONG for b in isi]),
        ),
        acuan=ACUAN,
        teks_acuan=TEKS_ACUAN,
    )


def grafik_indikator_triwulan(baris: Sequence[tuple[Triwulan, BarisCapaian]]) -> GrafikGaris:
    """One indikator through the quarters of a year."""
    return GrafikGaris(
        judul="Capaian indikator per triwulan",
        satuan="persen",
        kategori=tuple(t.label.replace("Triwulan", "TW") for t, _ in baris),
        deret=(
            _deret("Terhadap target triwulan", [b.hasil.nilai for _, b in baris], [_tanpa(b) for _, b in baris]),
            _deret(
                "Sampai triwulan itu terhadap target tahun",
                [b.hasil_tahun.nilai if b.realisasi.terisi else None for _, b in baris],
            ),
        ),
        acuan=ACUAN,
        teks_acuan=TEKS_ACUAN,
    )


def peta_unit(unit: Sequence[BarisUnit]) -> PetaPanas:
    """Unit × quarter, and the year last."""
    return PetaPanas(
        judul="Rata-rata capaian indikator setiap unit",
        satuan="persen",
        kolom=(*(t.label.replace("Triwulan", "TW") for t in Triwulan), "Tahun"),
        baris=tuple(BarisPeta(b.nama, tuple(_sel(s) for s in b.sel)) for b in unit),
    )


def _sel(sel: SelUnit) -> SelPeta:
    rerata, kategori = sel.rerata, sel.kategori
    if rerata.nilai is None:
        return SelPeta(0, KOSONG, keterangan=rerata.cakupan)
    tingkat = max(1, round((kategori.tingkat or 0) / kategori.dari * LANGKAH)) if kategori and kategori.dari else 1
    kata = f"{kategori.kode}, {rerata.cakupan}" if kategori else rerata.cakupan
    return SelPeta(tingkat, format_desimal(rerata.nilai, 2), f"{rerata.terhitung}/{rerata.jumlah}", kata)


def _deret(nama: str, nilai: Sequence[Decimal | None], tanpa: Sequence[str] = ()) -> Deret:
    """`tanpa`: what is said where there is no figure."""
    kosong = tanpa or [KOSONG] * len(nilai)
    teks = [kosong[i] if n is None else format_desimal(n, 2) for i, n in enumerate(nilai)]
    return Deret(nama, tuple(nilai), tuple(teks))


def _tanpa(baris: BarisCapaian) -> str:
    return baris.hasil.alasan.tampil if baris.hasil.alasan else KOSONG


def _nilai(rerata: hitung.Rerata | None) -> Decimal | None:
    return rerata.nilai if rerata else None
