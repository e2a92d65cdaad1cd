"""The tree of a DIPA as a workbook: columns as data, with its version and the date of its figures above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from organisasi.models import Satker
from sakip.angka import bulatkan, format_tanggal
from sakip.excel import DESIMAL, RUPIAH, BarisTampilan, Kolom, Tampilan, tulis_tampilan

from .enums import JenisPos
from .models import Dipa, PosisiRealisasi
from .pohon import TidakCocok, pagu_menurut_kode, perubahan, tidak_cocok
from .rekap import BarisPos, RekapDipa, selisih

KOLOM_POS = (
    Kolom("kode", "Kode", lebar=26),
    Kolom("uraian", "Uraian", lebar=64),
    Kolom("jenis", "Tingkat", lebar=22),
    Kolom("sumber", "Sumber dana", lebar=16),
)
KOLOM_LAMA, KOLOM_UBAH = Kolom("lama", "Pagu sebelum (Rp)", RUPIAH), Kolom("ubah", "Perubahan (Rp)", RUPIAH)
KOLOM_PAGU = Kolom("pagu", "Pagu (Rp)", RUPIAH)
KOLOM_REALISASI = (
    Kolom("realisasi", "Realisasi (Rp)", RUPIAH),
    Kolom("penyerapan", "Penyerapan (%)", DESIMAL),
    Kolom("sisa", "Sisa (Rp)", RUPIAH),
)
KOLOM_TERTERA = (
    Kolom("tertera", "Pagu tertera (Rp)", RUPIAH),
    Kolom("beda", "Selisih dari jumlah (Rp)", RUPIAH, lebar=24),
)


def ekspor(
    rekap: RekapDipa,
    baris: Sequence[BarisPos],
    *,
    satker: Satker,
    asal: RekapDipa | None = None,
    cari: str = "",
    sampai: int | None = None,
) -> bytes:
    """The rows that the page shows; columns that hold nothing on it (no cut-off, nothing stated) are left out."""
    assert rekap.dipa is not None
    beda = {b.baris.pos.pk: b for b in tidak_cocok(rekap.baris)}
    lama = pagu_menurut_kode(asal)
    kolom = [*KOLOM_POS, *((KOLOM_LAMA, KOLOM_PAGU, KOLOM_UBAH) if asal else (KOLOM_PAGU,))]
    kolom += KOLOM_REALISASI if rekap.posisi else ()
    kolom += KOLOM_TERTERA if beda else ()
    return tulis_tampilan(
        Tampilan(
            nama=f"DIPA {rekap.dipa.tahun}",
            judul=f"{rekap.dipa}: pagu{' dan realisasi' if rekap.posisi else ''} menurut pos",
            keterangan=[
                keterangan_satker(satker),
                *keterangan_dipa(rekap.dipa),
                *([f"Pagu sebelum: {asal.dipa}"] if asal else []),
                *keterangan_posisi(rekap.posisi),
                *([f"Hanya pos yang memuat “{cari}”, dan pos di atasnya."] if cari else []),
            ],
            kolom=kolom,
            baris=[*(_baris(b, beda.get(b.pos.pk), lama) for b in baris), *(() if cari else _di_luar(rekap))],
            jumlah={"kode": "Jumlah DIPA" if cari else "Jumlah", **_angka(rekap), **_jumlah_ubah(rekap, asal)},
            lekuk="uraian",
            sampai=sampai,
            lekat=2,
        )
    )


def keterangan_satker(satker: Satker) -> str:
    return f"{satker.nama} (kode {satker.kode})"


def keterangan_dipa(dipa: Dipa) -> list[str]:
    """Status, number, date and reason of a version, as lines."""
    nomor = f", nomor {dipa.nomor}" if dipa.nomor else ""
    tanggal = f", tanggal {format_tanggal(dipa.tanggal)}" if dipa.tanggal else ", belum bertanggal"
    return [f"{dipa}: {dipa.get_status_display()}{nomor}{tanggal}", *([dipa.keterangan] if dipa.keterangan else [])]


def keterangan_posisi(posisi: PosisiRealisasi | None) -> list[str]:
    """As of when the spending is."""
    if posisi is None:
        return []
    return [f"Realisasi: {posisi.nama}, {posisi.data_per}"]


def _baris(b: BarisPos, beda: TidakCocok | None, lama: Mapping[str, Decimal | None]) -> BarisTampilan:
    isi = {
        "kode": b.kode,
        "uraian": b.uraian,
        "jenis": JenisPos(b.jenis).label,
        "sumber": b.sumber_dana,
        **_angka(b),
        "tertera": beda.tertera if beda else None,
        "beda": beda.selisih if beda else None,
        "lama": lama.get(b.kode),
        "ubah": perubahan(b, lama) if lama else None,
    }
    return BarisTampilan(isi, b.jenjang, tebal=b.jenjang == 0)


def _jumlah_ubah(rekap: RekapDipa, asal: RekapDipa | None) -> dict[str, Decimal | None]:
    return {"lama": asal.pagu, "ubah": selisih(rekap.pagu, asal.pagu)} if asal else {}


def _angka(b: BarisPos | RekapDipa) -> dict[str, Any]:
    return {
        "pagu": b.pagu,
        "realisasi": b.realisasi,
        "penyerapan": persen(b.penyerapan),
        "sisa": b.sisa,
    }


def persen(nilai: Decimal | None) -> Decimal | None:
    """As the pages show it, with two decimals."""
    return None if nilai is None else bulatkan(nilai)


def _di_luar(rekap: RekapDipa) -> Iterable[BarisTampilan]:
    luar: tuple[tuple[str, Decimal], ...] = rekap.di_luar_dipa
    return (BarisTampilan({"kode": kode, "uraian": "Di luar DIPA", "realisasi": nilai}) for kode, nilai in luar)
