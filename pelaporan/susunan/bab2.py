"""Bab II: what was planned and promised, and the money for it."""

from __future__ import annotations

from decimal import Decimal

from anggaran.enums import JenisPos
from anggaran.models import PosisiRealisasi
from dokumen.blok import Bab, Blok, Kutipan, Paragraf, Subbab
from dokumen.tabel import (
    Baris,
    JenisBaris,
    Kelompok,
    KepalaAtas,
    Kolom,
    Rata,
    Sel,
    Tabel,
    satu_kelompok,
    susun_baris,
)
from pelaporan.enums import KunciNarasi as K
from perjanjian.models import PerjanjianKinerja, SasaranPerjanjian
from renstra.models import Indikator
from sakip.angka import KOSONG, format_persen, format_rupiah, format_tanggal

from . import kalimat
from .bentuk import Penomoran, daftar
from .sumber import Sumber


def susun_bab2(sumber: Sumber, nomor: Penomoran) -> Bab:
    judul = nomor.bab("Perencanaan dan Perjanjian Kinerja")
    return Bab(judul, (_renstra(sumber, nomor), _perjanjian(sumber, nomor), _anggaran(sumber, nomor)))


# --- A. Renstra ----------------------------------------------------------------------------------------------------


def _renstra(sumber: Sumber, nomor: Penomoran) -> Subbab:
    renstra = sumber.renstra
    periode = renstra.periode
    judul = nomor.subbab(f"Rencana Strategis {periode}")
    isi: list[Blok] = []
    if renstra.visi:
        isi.append(Kutipan("Visi", renstra.visi))
    misi = [m.teks for m in renstra.misi.all()]
    if misi:
        isi += [Paragraf("Visi tersebut diwujudkan melalui misi:"), daftar(misi)]
    tujuan = [t.teks for t in renstra.tujuan.all()]
    if tujuan:
        isi += [Paragraf(f"Tujuan yang akan dicapai sampai dengan tahun {renstra.periode_akhir}:"), daftar(tujuan)]
    isi += sumber.isi(nomor, K.RENSTRA_PENUTUP, nomor.nomori(tabel_renstra(sumber)))
    return Subbab(judul, tuple(sumber.isi(nomor, K.RENSTRA, *isi)))


def tabel_renstra(sumber: Sumber) -> Tabel:
    """Sasaran strategis, indikator and the target of every year of the Renstra."""
    renstra = sumber.renstra
    tahun = list(renstra.tahun_periode)
    lebar = min(8, 50 // len(tahun))
    kelompok = []
    for urut, sasaran in enumerate(sumber.sasaran, start=1):
        isi = [_kepala(f"Sasaran Strategis {urut}. {sasaran.uraian}", len(tahun) + 1)]
        isi += [susun_baris(i.uraian, *_target(i, tahun)) for i in sasaran.indikator.all()]
        kelompok.append(Kelompok(tuple(isi)))
    return Tabel(
        judul=f"Matriks Perencanaan Kinerja {sumber.satker.nama_singkat} Periode {tahun[0]}–{tahun[-1]}",
        kepala_atas=(KepalaAtas(""), KepalaAtas("Target", len(tahun))),
        kolom=(
            Kolom("Sasaran Strategis / Indikator", 100 - lebar * len(tahun)),
            *(Kolom(str(t), lebar, Rata.KANAN, awal=t == tahun[0]) for t in tahun),
        ),
        kelompok=tuple(kelompok),
    )


def _target(indikator: Indikator, tahun: list[int]) -> list[Sel]:
    nilai = {t.tahun: t.nilai for t in indikator.target_tahunan.all()}
    return [Sel(indikator.satuan.cetak(nilai.get(t)), nilai.get(t)) for t in tahun]


def _kepala(teks: str, rentang: int) -> Baris:
    return susun_baris(Sel(teks, rentang=rentang), jenis=JenisBaris.KELOMPOK)


# --- B. Perjanjian kinerja -----------------------------------------------------------------------------------------


def _perjanjian(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Perjanjian Kinerja")
    isi: list[Blok] = []
    if sumber.perjanjian:
        isi.append(nomor.nomori(tabel_perjanjian(sumber.perjanjian, sumber.satker.nama_singkat)))
    return Subbab(judul, tuple(sumber.isi(nomor, K.PERJANJIAN, *isi)))


def tabel_perjanjian(perjanjian: PerjanjianKinerja, satker: str) -> Tabel:
    """The PK's targets, in the words of the Renstra where a row is linked to it."""
    return Tabel(
        judul=f"Perjanjian Kinerja {satker} Tahun {perjanjian.tahun}",
        kolom=(Kolom("Sasaran / Indikator Kinerja", 82), Kolom("Target", 18, Rata.KANAN)),
        kelompok=tuple(_janji(s) for s in perjanjian.sasaran.all()),
    )


def _janji(sasaran: SasaranPerjanjian) -> Kelompok:
    uraian = sasaran.sasaran.uraian if sasaran.sasaran else sasaran.uraian
    isi = [_kepala(f"Sasaran {sasaran.urut}. {uraian}", 2)]
    for butir in sasaran.indikator.all():
        teks = butir.indikator.uraian if butir.indikator else butir.uraian
        isi.append(susun_baris(teks, Sel(butir.satuan.cetak(butir.target), butir.target)))
    return Kelompok(tuple(isi))


# --- C. Program and money ------------------------------------------------------------------------------------------


def _anggaran(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab(f"Program, Rencana Kerja, dan Anggaran Tahun {sumber.tahun}")
    isi: list[Blok] = []
    dipa, satker = sumber.dipa, sumber.satker.nama_singkat
    if dipa.program:
        pagu = [(p.uraian, p.pagu) for p in dipa.program]
        kalimat_anggaran = (
            "" if sumber.teks(K.PROGRAM) else kalimat.program(sumber.tahun, [nama for nama, _ in pagu]),
            kalimat.alokasi(satker, pagu, dipa.pagu, dipa.per_sumber_dana),
            kalimat.serapan(satker, dipa.pagu, dipa.realisasi, dipa.penyerapan),
        )
        isi += [Paragraf(teks) for teks in kalimat_anggaran if teks]
        isi += [nomor.nomori(tabel_realisasi(sumber)), nomor.nomori(tabel_kegiatan(sumber))]
    return Subbab(judul, tuple(sumber.isi(nomor, K.PROGRAM, *isi)))


def tabel_realisasi(sumber: Sumber) -> Tabel:
    """Pagu and realisasi by programme at the report's cut-off."""
    dipa = sumber.dipa
    baris = [
        susun_baris(str(urut), p.uraian, *_uang(p.pagu, p.realisasi), Sel(format_persen(p.penyerapan), p.penyerapan))
        for urut, p in enumerate(dipa.program, start=1)
    ]
    baris += [susun_baris("", f"Di luar DIPA (kode {kode})", *_uang(None, n), KOSONG) for kode, n in dipa.di_luar_dipa]
    jumlah = susun_baris(
        Sel("Jumlah", rentang=2),
        *_uang(dipa.pagu, dipa.realisasi),
        Sel(format_persen(dipa.penyerapan), dipa.penyerapan),
        jenis=JenisBaris.JUMLAH,
    )
    return Tabel(
        judul=f"Program, Pagu, dan Realisasi Anggaran Tahun {sumber.tahun} {sumber.satker.nama_singkat}",
        kolom=(
            Kolom("No.", 6, Rata.TENGAH),
            Kolom("Program", 39),
            Kolom("Anggaran (Rp)", 20, Rata.KANAN),
            Kolom("Realisasi (Rp)", 20, Rata.KANAN),
            Kolom("Persen", 15, Rata.KANAN),
        ),
        kelompok=satu_kelompok(baris),
        kaki=(jumlah,),
        keterangan=sebutan_posisi(dipa.posisi),
    )


def sebutan_posisi(posisi: PosisiRealisasi | None) -> str:
    """The cut-off as a table names it."""
    if posisi is None:
        return ""
    return f"Data per tanggal {format_tanggal(posisi.per_tanggal)}" if posisi.per_tanggal else posisi.nama


def tabel_kegiatan(sumber: Sumber) -> Tabel:
    """Pagu by programme and kegiatan."""
    dipa = sumber.dipa
    kelompok = []
    for program in dipa.program:
        isi = [
            susun_baris(
                kalimat.sebutan_program(program.uraian),
                Sel(format_rupiah(program.pagu), program.pagu),
                jenis=JenisBaris.KELOMPOK,
            )
        ]
        kegiatan = [k for k in dipa.anak(program) if k.jenis == JenisPos.KEGIATAN]
        isi += [susun_baris(k.uraian, Sel(format_rupiah(k.pagu), k.pagu)) for k in kegiatan]
        kelompok.append(Kelompok(tuple(isi)))
    return Tabel(
        judul=f"Kegiatan dan Anggaran {sumber.satker.nama_singkat} Tahun {sumber.tahun}",
        kolom=(Kolom("Program / Kegiatan", 76), Kolom("Anggaran (Rp)", 24, Rata.KANAN)),
        kelompok=tuple(kelompok),
        kaki=(susun_baris("Jumlah", Sel(format_rupiah(dipa.pagu), dipa.pagu), jenis=JenisBaris.JUMLAH),),
    )


def _uang(*nilai: Decimal | None) -> list[Sel]:
    return [Sel(format_rupiah(n), n) for n in nilai]
