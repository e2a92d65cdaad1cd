"""Workbooks of what the pages about spending show: numbers as numbers, the day of the data in the heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sakip.angka import BULAN as NAMA_BULAN
from sakip.angka import bulatkan
from sakip.excel import BILANGAN, DESIMAL, RUPIAH, TANGGAL, Buku, Kolom, Lembar, tulis_data

from .kisi_rencana import BarisRencana, jumlah_bulan
from .perhitungan.serap import BULAN
from .rekap import BarisPos, RekapDipa, jumlah
from .rekap_deviasi import BarisDeviasi, DaftarDeviasi
from .rekap_serap import KurvaSerap, sebut_posisi
from .rekap_tahunan import ProgramTahunan, catatan_tahunan, jumlah_tahun, kode_di_luar

KODE = Kolom("kode", "Kode", lebar=22)
URAIAN = Kolom("uraian", "Uraian", lebar=60)


def buku_kurva(kurva: KurvaSerap) -> bytes:
    """The months of the curve, and what is said beneath it."""
    terakhir = kurva.terakhir.posisi if kurva.terakhir else None
    per = sebut_posisi(terakhir)
    kolom = [
        Kolom("bulan", "Bulan"),
        Kolom("persen_rencana", "Rencana kumulatif (% pagu)", DESIMAL),
        Kolom("persen_realisasi", f"Realisasi kumulatif {per} (% pagu)", DESIMAL),
        Kolom("rencana_kumulatif", "Rencana kumulatif (Rp)", RUPIAH),
        Kolom("realisasi", f"Realisasi kumulatif {per} (Rp)", RUPIAH),
        Kolom("rencana", f"Rencana bulan {kurva.bahan.tahun} (Rp)", RUPIAH),
        Kolom("tambahan", "Realisasi dalam rentang (Rp)", RUPIAH),
        Kolom("rentang", "Rentang bulan"),
        Kolom("per_tanggal", "Data per tanggal", TANGGAL),
    ]
    baris = [
        {
            "bulan": b.nama,
            "rencana": b.titik.rencana,
            "rencana_kumulatif": b.titik.rencana_kumulatif,
            "persen_rencana": _persen(b.persen_rencana),
            "realisasi": b.titik.realisasi,
            "persen_realisasi": _persen(b.persen_realisasi),
            "tambahan": b.titik.tambahan,
            "rentang": b.rentang if b.titik.tambahan is not None else "",
            "per_tanggal": b.posisi.per_tanggal if b.posisi else None,
        }
        for b in kurva.baris
    ]
    apa = f"{kurva.pilihan.kode} {kurva.pilihan.uraian}" if kurva.pilihan else str(kurva.bahan.satker)
    keterangan = [f"Penyerapan {apa}", f"Sumber pagu: {kurva.bahan.dipa or 'belum ada DIPA'}", *kurva.catatan]
    return _buku("Penyerapan", [("Penyerapan", kolom, baris)], keterangan)


def buku_rencana(tahun: int, baris: Sequence[BarisRencana]) -> bytes:
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
    total = {"pagu": jumlah(r.pagu for r in baris), "jumlah": jumlah(r.jumlah for r in baris)}
    isi.append({"kode": "Jumlah", **total, **{str(j.bulan): j.nilai for j in per_bulan}})
    porsi = [
        Kolom("bulan", "Bulan"),
        Kolom("kumulatif", "Kumulatif (Rp)", RUPIAH),
        Kolom("porsi", "Porsi (%)", DESIMAL),
    ]
    baris_porsi = [{"bulan": j.nama, "kumulatif": j.kumulatif, "porsi": _persen(j.porsi)} for j in per_bulan]
    return _buku("Rencana penarikan", [("Rencana penarikan", kolom, isi), ("Kumulatif", porsi, baris_porsi)], [])


def buku_tiga_tahun(program: Sequence[ProgramTahunan], anggaran: Mapping[int, RekapDipa]) -> bytes:
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
        total |= {f"pagu{t}": semua.pagu, f"realisasi{t}": semua.realisasi, f"serap{t}": _persen(semua.penyerapan)}
    return _buku("Penyerapan tiga tahun", [("Tiga tahun", kolom, [*isi, total])], catatan_tahunan(anggaran))


def _tahun_program(program: ProgramTahunan) -> dict[str, Any]:
    hasil: dict[str, Any] = {}
    for t, pos in program.tahun.items():
        hasil |= {f"pagu{t}": pos.pagu, f"realisasi{t}": pos.realisasi, f"serap{t}": _persen(pos.penyerapan)}
    return hasil


def buku_deviasi(bulanan: Sequence[BarisDeviasi], daftar: DaftarDeviasi, aturan: Sequence[str]) -> bytes:
    """Four sheets, as the page has four sections; `aturan` says by which rules."""
    per = sebut_posisi(daftar.posisi)
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
            "deviasi": _persen(b.persen),
        }
        for b in bulanan
    ]
    acuan = [
        Kolom("acuan", "Acuan (%)", DESIMAL),
        Kolom("menurut", "Menurut"),
        Kolom("poin", "Di bawah (poin)", DESIMAL),
    ]
    tertinggal = [
        _pos(p.baris) | {"acuan": _persen(p.acuan), "menurut": p.menurut, "poin": _persen(p.poin)}
        for p in daftar.tertinggal
    ]
    return _buku(
        "Deviasi anggaran",
        [
            ("Deviasi rencana", kolom, isi),
            ("Melebihi pagu", _kolom_pos(per), [_pos(b) for b in daftar.melebihi]),
            ("Belum ada belanja", _kolom_pos(per), [_pos(b) for b in daftar.tanpa_belanja or ()]),
            ("Tertinggal", [*_kolom_pos(per), *acuan], tertinggal),
        ],
        aturan,
    )


def _kolom_pos(per: str) -> list[Kolom]:
    return [
        KODE,
        URAIAN,
        Kolom("jenjang", "Jenjang", BILANGAN),
        Kolom("pagu", "Pagu (Rp)", RUPIAH),
        Kolom("realisasi", f"Realisasi {per} (Rp)", RUPIAH),
        Kolom("serap", f"Penyerapan {per} (%)", DESIMAL),
        Kolom("sisa", "Sisa (Rp)", RUPIAH),
    ]


def _pos(b: BarisPos) -> dict[str, Any]:
    angka = {"pagu": b.pagu, "realisasi": b.realisasi, "serap": _persen(b.penyerapan), "sisa": b.sisa}
    return {"kode": b.kode, "uraian": b.uraian, "jenjang": b.jenjang + 1, **angka}


def _persen(nilai: Decimal | None) -> Decimal | None:
    """As the page shows it."""
    return None if nilai is None else bulatkan(nilai, 2)


def _buku(
    judul: str, lembar: Sequence[tuple[str, list[Kolom], Iterable[Mapping[str, Any]]]], keterangan: Sequence[str]
) -> bytes:
    isi = {nama: baris for nama, _, baris in lembar}
    semua = [Lembar(nama, kolom) for nama, kolom, _ in lembar]
    if keterangan:
        semua.append(Lembar("Keterangan", [Kolom("isi", "Keterangan", lebar=110, paragraf=True)]))
        isi["Keterangan"] = [{"isi": satu} for satu in keterangan]
    return tulis_data(Buku(judul, semua), isi)
