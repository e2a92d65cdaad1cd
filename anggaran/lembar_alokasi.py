"""The allocation of the budget as a workbook: what serves each sasaran, and what serves none yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from organisasi.models import Satker
from sakip.excel import DESIMAL, RUPIAH, BarisTampilan, Kolom, Tampilan, tulis_tampilan

from .enums import JenisPos
from .lembar_pohon import keterangan_dipa, keterangan_posisi, keterangan_satker, persen
from .rekap_alokasi import BagianKode, RekapAlokasi

KODE, URAIAN = Kolom("kode", "Kode pos", lebar=26), Kolom("uraian", "Uraian pos", lebar=48)
KOLOM_SASARAN = (
    Kolom("sasaran", "Kode sasaran", lebar=12),
    Kolom("uraian_sasaran", "Sasaran", lebar=48),
    Kolom("indikator", "Kode indikator", lebar=12),
    KODE,
    URAIAN,
    Kolom("porsi", "Porsi (%)", DESIMAL, lebar=10),
    Kolom("pagu", "Pagu (Rp)", RUPIAH, lebar=20),
    Kolom("realisasi", "Realisasi (Rp)", RUPIAH, lebar=20),
    Kolom("penyerapan", "Penyerapan (%)", DESIMAL, lebar=14),
    Kolom("keterangan", "Keterangan", lebar=48),
)
KOLOM_BELUM = (
    KODE,
    URAIAN,
    Kolom("jenis", "Tingkat", lebar=22),
    Kolom("porsi", "Porsi tersisa (%)", DESIMAL, lebar=14),
    Kolom("pagu", "Pagu (Rp)", RUPIAH, lebar=20),
)


def ekspor(rekap: RekapAlokasi, *, satker: Satker, tahun: int) -> bytes:
    """Two sheets, as the page has two tables."""
    dipa, posisi = rekap.anggaran.dipa, rekap.anggaran.posisi
    milik = [keterangan_satker(satker), *(keterangan_dipa(dipa)[:1] if dipa else ["Belum ada DIPA yang berlaku"])]
    return tulis_tampilan(
        Tampilan(
            nama="Per sasaran",
            judul=f"Alokasi anggaran {tahun} ke sasaran",
            keterangan=[*milik, *keterangan_posisi(posisi)],
            kolom=KOLOM_SASARAN,
            baris=map(BarisTampilan, _per_sasaran(rekap)),
            jumlah=_jumlah(rekap),
        ),
        Tampilan(
            nama="Belum dialokasikan",
            judul=f"Anggaran {tahun} yang belum dialokasikan",
            keterangan=milik,
            kolom=KOLOM_BELUM,
            baris=map(BarisTampilan, _belum(rekap)),
            jumlah={"kode": "Jumlah", "pagu": rekap.pagu_belum},
        ),
    )


def _jumlah(rekap: RekapAlokasi) -> dict[str, Any]:
    j = rekap.jumlah
    angka = {"pagu": j.pagu, "realisasi": j.realisasi, "penyerapan": persen(j.penyerapan)}
    return {"sasaran": "Mendukung sasaran", **angka, "keterangan": j.halangan}


def _per_sasaran(rekap: RekapAlokasi) -> Iterable[dict[str, Any]]:
    for s in rekap.sasaran:
        indikator = {b.alokasi.pk: i.indikator.kode for i in s.indikator for b in i.bagian}
        kepala = {"sasaran": s.sasaran.kode, "uraian_sasaran": s.sasaran.uraian}
        if not s.bagian:
            yield kepala | {"keterangan": "belum punya anggaran"}
        for b in s.bagian:
            yield kepala | {"indikator": indikator.get(b.alokasi.pk, "")} | _isi(b)
    for b in rekap.lepas:
        yield {"uraian_sasaran": "Tidak ada lagi pada Renstra yang berlaku"} | _isi(b)


def _isi(b: BagianKode) -> dict[str, Any]:
    return {
        "kode": b.kode,
        "uraian": b.uraian,
        "porsi": b.alokasi.porsi,
        "pagu": b.pagu,
        "realisasi": b.realisasi,
        "penyerapan": persen(b.penyerapan),
        "keterangan": "; ".join(filter(None, (b.halangan, b.alokasi.catatan))),
    }


def _belum(rekap: RekapAlokasi) -> Iterable[dict[str, Any]]:
    for s in rekap.belum:
        jenis = JenisPos(s.pos.jenis).label
        yield {"kode": s.pos.kode, "uraian": s.pos.uraian, "jenis": jenis, "porsi": s.porsi, "pagu": s.pagu}
