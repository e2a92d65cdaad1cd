"""The charts of spending: the curve of a year and the bars of three years, for pages and papers alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from sakip.angka import BULAN as NAMA_BULAN
from sakip.angka import format_desimal
from sakip.grafik import Deret, GrafikBatang, GrafikGaris

from .rekap import RekapDipa
from .rekap_serap import BarisKurva, KurvaSerap
from .rekap_tahunan import ProgramTahunan

#: Units of an axis of money, the largest first, with the amount from which each is used.
BESARAN = (
    (Decimal(10) ** 12, "triliun rupiah"),
    (Decimal(10) ** 9, "miliar rupiah"),
    (Decimal(10) ** 6, "juta rupiah"),
)


class Satuan(StrEnum):
    """What the axis of the curve counts."""

    PERSEN = "persen"
    RUPIAH = "rupiah"


def grafik_kurva(kurva: KurvaSerap, satuan: Satuan = Satuan.PERSEN) -> GrafikGaris:
    """Plan and spending, cumulative, by month; a month without a cut-off has no point."""
    apa = kurva.pilihan.kode if kurva.pilihan else kurva.bahan.satker.nama_singkat
    judul = f"Rencana dan realisasi kumulatif {apa} {kurva.bahan.tahun}"
    baris = kurva.baris
    if satuan == Satuan.PERSEN:
        nama, pembagi = "persen pagu", Decimal(1)
        realisasi, rencana = [b.persen_realisasi for b in baris], [b.persen_rencana for b in baris]
    else:
        pembagi, nama = besaran(_puncak(baris))
        realisasi, rencana = [b.titik.realisasi for b in baris], [b.titik.rencana_kumulatif for b in baris]
    deret = (_deret("Realisasi", realisasi, pembagi), _deret("Rencana", rencana, pembagi))
    return GrafikGaris(
        judul=judul,
        satuan=nama,
        kategori=tuple(nama_bulan[:3] for nama_bulan in NAMA_BULAN),
        deret=deret if kurva.ada_rencana else deret[:1],
        sambung=True,
    )


def besaran(puncak: Decimal) -> tuple[Decimal, str]:
    """By what an axis that reaches `puncak` rupiah divides, and what it counts then."""
    return next((b for b in BESARAN if puncak >= b[0]), (Decimal(1), "rupiah"))


def _deret(nama: str, nilai: Sequence[Decimal | None], pembagi: Decimal = Decimal(1)) -> Deret:
    terbagi = tuple(None if n is None else n / pembagi for n in nilai)
    return Deret(nama, terbagi, tuple(format_desimal(n, 2) for n in terbagi))


def _puncak(baris: Sequence[BarisKurva]) -> Decimal:
    semua = [n for b in baris for n in (b.titik.realisasi, b.titik.rencana_kumulatif) if n is not None]
    return max(semua, default=Decimal(0))


def grafik_tiga_tahun(program: Sequence[ProgramTahunan], anggaran: Mapping[int, RekapDipa]) -> GrafikBatang:
    """Absorption of every programme, a bar per year; a figure that is plainly wrong has no bar."""
    tahun = sorted(anggaran)
    return GrafikBatang(
        judul=f"Penyerapan menurut program {tahun[0]}–{tahun[-1]}",
        satuan="persen",
        kategori=tuple(p.sebutan for p in program),
        deret=tuple(_deret(str(t), [_serap(p, t) for p in program]) for t in tahun),
    )


def _serap(program: ProgramTahunan, tahun: int) -> Decimal | None:
    pos = program.tahun.get(tahun)
    return None if pos is None or pos.melebihi_pagu else pos.penyerapan
