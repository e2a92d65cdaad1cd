"""The year's table (Tabel 3.2) as a workbook, as it is shown: targets, realisasi per quarter, capaian, coverage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sakip.angka import bulatkan
from sakip.excel import DESIMAL, TULISAN, Buku, Kolom, Lembar, tulis_data

from ..enums import Triwulan
from ..rekap import BarisCapaian, RekapCapaian, nilai_realisasi, teks_nilai

KOLOM_TW = {t.value: f"tw{t.value}" for t in Triwulan}


def ekspor(rekap: RekapCapaian) -> bytes:
    """Rows of a sasaran stand below its line; the last line is the satker's mean with its coverage."""
    return tulis_data(_buku(rekap.tahun), {_lembar(rekap.tahun): _baris(rekap)})


def _lembar(tahun: int) -> str:
    return f"Capaian {tahun}"


def _buku(tahun: int) -> Buku:
    tw = [Kolom(KOLOM_TW[t.value], f"Realisasi {t.label.replace('Triwulan', 'TW')}", TULISAN) for t in Triwulan]
    kolom = [
        Kolom("kode", "No", lebar=8),
        Kolom("uraian", "Sasaran / indikator kinerja", paragraf=True, lebar=60),
        Kolom("satuan", "Satuan", lebar=14),
        Kolom("target", "Target", TULISAN),
        *tw,
        Kolom("realisasi", "Realisasi", TULISAN),
        Kolom("capaian", "Capaian (%)", DESIMAL),
        Kolom("tercetak", "Capaian tercetak", TULISAN, lebar=18),
        Kolom("kategori", "Kategori", lebar=22),
        Kolom("keterangan", "Keterangan", paragraf=True, lebar=48),
    ]
    return Buku(f"Capaian kinerja {tahun}", [Lembar(_lembar(tahun), kolom, lekat=2)])


def _baris(rekap: RekapCapaian) -> Iterator[dict[str, Any]]:
    for kelompok in rekap.kelompok:
        yield {"kode": str(kelompok.nomor), "uraian": kelompok.uraian} | _rerata(kelompok)
        yield from (_indikator(baris) for baris in kelompok.baris)
    yield {"uraian": "Rata-rata seluruh sasaran"} | _rerata(rekap)


def _rerata(bagian: Any) -> dict[str, Any]:
    """A mean, how it is named, and of how many it was made."""
    return {
        "capaian": _persen(bagian.rerata.nilai),
        "kategori": bagian.kategori.predikat if bagian.kategori else "",
        "keterangan": f"Rata-rata {bagian.rerata.cakupan}",
    }


def _indikator(baris: BarisCapaian) -> dict[str, Any]:
    isian = {r.triwulan: r for r in baris.pengukuran.realisasi.all()}
    alasan = baris.hasil.alasan
    return {
        "kode": baris.kode,
        "uraian": baris.uraian,
        "satuan": baris.satuan.nama,
        "target": baris.teks_target,
        **{k: teks_nilai(nilai_realisasi(isian.get(t), baris.satuan), baris.satuan) for t, k in KOLOM_TW.items()},
        "realisasi": baris.teks_realisasi,
        "capaian": _persen(baris.hasil.nilai),
        "tercetak": baris.teks_capaian,
        "kategori": baris.kategori.predikat if baris.kategori else "",
        "keterangan": "\n".join(filter(None, [alasan.label if alasan else "", baris.catatan])),
    }


def _persen(nilai: Any) -> Any:
    return None if nilai is None else bulatkan(nilai)
