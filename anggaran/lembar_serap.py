"""Workbooks of what the pages about spending show: numbers as numbers, whose and as of when above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from organisasi.models import Satker
from sakip.angka import BULAN as NAMA_BULAN
from sakip.angka import bulatkan
from sakip.excel import DESIMAL, RUPIAH, TANGGAL, BarisTampilan, Kolom, Tampilan, tulis_tampilan

from .enums import JenisPos
from .kisi_rencana import BarisRencana, jumlah_bulan
from .lembar_pohon import keterangan_posisi, keterangan_satker, persen
from .perhitungan.serap import BULAN
from .rekap import BarisPos, RekapDipa, jumlah, selisih
from .rekap_deviasi import BarisDeviasi, DaftarDeviasi
from .rekap_serap import BahanSerap, KurvaSerap, sebut_posisi
from .rekap_tahunan import ProgramTahunan, catatan_tahunan, jumlah_tahun, kode_di_luar

KODE = Kolom("kode", "Kode", lebar=22)
URAIAN = Kolom("uraian", "Uraian", lebar=60)
KOLOM_POS = (
    KODE,
    URAIAN,
    Kolom("jenis", "Tingkat", lebar=22),
    Kolom("pagu", "Pagu (Rp)", RUPIAH),
    Kolom("realisasi", "Realisasi (Rp)", RUPIAH),
    Kolom("penyerapan", "Penyerapan (%)", DESIMAL),
    Kolom("sisa", "Sisa (Rp)", RUPIAH),
)
KOLOM_ACUAN = (
    Kolom("acuan", "Acuan (%)", DESIMAL),
    Kolom("menurut", "Menurut", lebar=20),
    Kolom("poin", "Di bawah (poin)", DESIMAL),
)


def buku_kurva(kurva: KurvaSerap) -> bytes:
    """The months of the curve, and what is said beneath it."""
    kolom = [
        Kolom("bulan", "Bulan"),
        Kolom("persen_rencana", "Rencana kumulatif (% pagu)", DESIMAL),
        Kolom("persen_realisasi", "Realisasi kumulatif (% pagu)", DESIMAL),
        Kolom("rencana_kumulatif", "Rencana kumulatif (Rp)", RUPIAH),
        Kolom("realisasi", "Realisasi kumulatif (Rp)", RUPIAH),
        Kolom("rencana", f"Rencana bulan {kurva.bahan.tahun} (Rp)", RUPIAH),
        Kolom("tambahan", "Realisasi dalam rentang (Rp)", RUPIAH),
        Kolom("rentang", "Rentang bulan"),
        Kolom("per_tanggal", "Data per tanggal", TANGGAL),
    ]
    isi = [
        {
            "bulan": b.nama,
            "rencana": b.titik.rencana,
            "rencana_kumulatif": b.titik.rencana_kumulatif,
            "persen_rencana": persen(b.persen_rencana),
            "realisasi": b.titik.realisasi,
            "persen_realisasi": persen(b.persen_realisasi),
            "tambahan": b.titik.tambahan,
            "rentang": b.rentang if b.titik.tambahan is not None else "",
            "per_tanggal": b.posisi.per_tanggal if b.posisi else None,
        }
        for b in kurva.baris
    ]
    apa = f" {kurva.pilihan.kode} {kurva.pilihan.uraian}" if kurva.pilihan else ""
    keterangan = [
        keterangan_satker(kurva.bahan.satker),
        f"Pagu: {kurva.bahan.dipa or 'belum ada DIPA yang berlaku'}",
        *keterangan_posisi(kurva.terakhir.posisi if kurva.terakhir else None),
    ]
    return tulis_tampilan(
        _lembar("Penyerapan", f"Penyerapan{apa} {kurva.bahan.tahun}", keterangan, kolom, isi), *_catatan(kurva.catatan)
    )


def buku_rencana(satker: Satker, tahun: int, baris: Sequence[BarisRencana]) -> bytes:
    bulan = [Kolom(str(b), f"{NAMA_BULAN[b - 1]} (Rp)", RUPIAH) for b in BULAN]
    kolom = [
        KODE,
        URAIAN,
        Kolom("pagu", f"Pagu {tahun} (Rp)", RUPIAH),
        *bulan,
        Kolom("jumlah", "Jumlah rencana (Rp)", RUPIAH),
        Kolom("selisih", "Pagu dikurangi rencana (Rp)", RUPIAH),
    ]
    per_bulan = jumlah_bulan(baris)
    isi: list[dict[str, Any]] = [
        {
            "kode": r.kode,
            "uraian": r.uraian if r.dalam_dipa else "Tidak ada dalam DIPA yang berlaku",
            "pagu": r.pagu,
            **{str(b): r.nilai.get(b) for b in BULAN},
            "jumlah": r.jumlah,
            "selisih": r.selisih,
        }
        for r in baris
    ]
    pagu, rencana = jumlah(r.pagu for r in baris), jumlah(r.jumlah for r in baris)
    total: dict[str, Any] = {"pagu": pagu, "jumlah": rencana, "selisih": selisih(pagu, rencana)}
    total |= {"kode": "Jumlah", **{str(j.bulan): j.nilai for j in per_bulan}}
    porsi = [
        Kolom("bulan", "Bulan"),
        Kolom("kumulatif", "Kumulatif (Rp)", RUPIAH),
        Kolom("porsi", "Porsi (%)", DESIMAL),
    ]
    baris_porsi = [{"bulan": j.nama, "kumulatif": j.kumulatif, "porsi": persen(j.porsi)} for j in per_bulan]
    judul, keterangan = f"Rencana penarikan {tahun}", [keterangan_satker(satker)]
    return tulis_tampilan(
        _lembar("Rencana penarikan", judul, keterangan, kolom, isi, total),
        _lembar("Kumulatif", f"{judul}, kumulatif", keterangan, porsi, baris_porsi),
    )


def buku_tiga_tahun(satker: Satker, program: Sequence[ProgramTahunan], anggaran: Mapping[int, RekapDipa]) -> bytes:
    tahun = sorted(anggaran)
    kolom = [KODE, URAIAN]
    for t in tahun:
        per = sebut_posisi(anggaran[t].posisi)
        kolom += [
            Kolom(f"pagu{t}", f"Pagu {t} (Rp)", RUPIAH),
            Kolom(f"realisasi{t}", f"Realisasi {t} {per} (Rp)", RUPIAH),
            Kolom(f"serap{t}", f"Penyerapan {t} (%)", DESIMAL),
        ]
    isi = [{"kode": p.kode, "uraian": p.nama, **_tahun_program(p)} for p in program]
    isi += [
        {"kode": kode, "uraian": "Di luar DIPA", f"realisasi{t}": nilai} for t, kode, nilai in kode_di_luar(anggaran)
    ]
    total: dict[str, Any] = {"kode": "Jumlah", "uraian": "Seluruh program"}
    for t in tahun:
        semua = jumlah_tahun(anggaran[t])
        total |= {f"pagu{t}": semua.pagu, f"realisasi{t}": semua.realisasi, f"serap{t}": persen(semua.penyerapan)}
    judul = f"Penyerapan {tahun[0]}–{tahun[-1]}"
    return tulis_tampilan(
        _lembar("Tiga tahun", judul, [keterangan_satker(satker)], kolom, isi, total),
        *_catatan(catatan_tahunan(anggaran)),
    )


def _tahun_program(program: ProgramTahunan) -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for t, pos in program.tahun.items():
        hasil |= {f"pagu{t}": pos.pagu, f"realisasi{t}": pos.realisasi, f"serap{t}": persen(pos.penyerapan)}
    return hasil


def buku_deviasi(
    bahan: BahanSerap, bulanan: Sequence[BarisDeviasi], daftar: DaftarDeviasi, aturan: Sequence[str]
) -> bytes:
    """Four sheets, as the page has four sections; `aturan` says by which rules."""
    milik = [keterangan_satker(bahan.satker), f"Pagu: {bahan.dipa or 'belum ada DIPA yang berlaku'}"]
    keterangan = [*milik, *keterangan_posisi(daftar.posisi)]
    tertinggal = [
        _pos(p.baris) | {"acuan": persen(p.acuan), "menurut": p.menurut, "poin": persen(p.poin)}
        for p in daftar.tertinggal
    ]
    tanpa_belanja = [_pos(b) for b in daftar.tanpa_belanja or ()]
    return tulis_tampilan(
        _lembar_rencana(bulanan, f"Deviasi dari rencana penarikan {bahan.tahun}", milik),
        _lembar("Melebihi pagu", "Pos yang melebihi pagu", keterangan, KOLOM_POS, map(_pos, daftar.melebihi)),
        _lembar("Belum ada belanja", "Pos yang belum ada belanjanya", keterangan, KOLOM_POS, tanpa_belanja),
        _lembar("Tertinggal", "Pos yang tertinggal", keterangan, (*KOLOM_POS, *KOLOM_ACUAN), tertinggal),
        *_catatan(aturan),
    )


def _lembar_rencana(bulanan: Sequence[BarisDeviasi], judul: str, keterangan: Sequence[str]) -> Tampilan:
    kolom = [
        KODE,
        URAIAN,
        Kolom("rentang", "Rentang bulan"),
        Kolom("tanggal", "Data per tanggal", TANGGAL),
        Kolom("rencana", "Rencana (Rp)", RUPIAH),
        Kolom("realisasi", "Realisasi (Rp)", RUPIAH),
        Kolom("selisih", "Realisasi dikurangi rencana (Rp)", RUPIAH),
        Kolom("deviasi", "Deviasi (%)", DESIMAL),
    ]
    isi = [
        {
            "kode": b.program.kode,
            "uraian": b.program.uraian,
            "rentang": b.rentang,
            "tanggal": b.tanggal,
            "rencana": bulatkan(b.rencana, 0),
            "realisasi": b.realisasi,
            "selisih": bulatkan(b.selisih, 0),
            "deviasi": persen(b.persen),
        }
        for b in bulanan
    ]
    return _lembar("Deviasi rencana", judul, keterangan, kolom, isi)


def _pos(b: BarisPos) -> dict[str, Any]:
    angka = {"pagu": b.pagu, "realisasi": b.realisasi, "penyerapan": persen(b.penyerapan), "sisa": b.sisa}
    return {"kode": b.kode, "uraian": b.uraian, "jenis": JenisPos(b.jenis).label, **angka}


def _lembar(
    nama: str,
    judul: str,
    keterangan: Sequence[str],
    kolom: Sequence[Kolom],
    isi: Iterable[Mapping[str, Any]],
    jumlah: Mapping[str, Any] | None = None,
) -> Tampilan:
    return Tampilan(nama, judul, keterangan, kolom, map(BarisTampilan, isi), jumlah=jumlah, lekat=1)


def _catatan(kalimat: Sequence[str]) -> list[Tampilan]:
    """A sheet with what the page says in sentences; none without."""
    kolom = [Kolom("isi", "Keterangan", lebar=110, paragraf=True)]
    return [_lembar("Keterangan", "Keterangan", [], kolom, [{"isi": k} for k in kalimat])] if kalimat else []
