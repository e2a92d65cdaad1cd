"""Bab III: what was reached. Every figure comes from `capaian.rekap`; this module only arranges it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from capaian import perhitungan as hitung
from capaian.grafik import grafik_tahun
from capaian.models import KategoriCapaian
from capaian.rekap import BarisCapaian, KelompokCapaian, RekapCapaian, cara_hitung, nilai_target
from dokumen.blok import Bab, Blok, Paragraf, Subbab
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
from renstra.enums import JenisSatuan
from sakip.angka import KOSONG, format_persen, format_persen_ringkas
from sakip.grafik import susun_garis

from . import kalimat
from .bab3_anggaran import susun_efisiensi_anggaran, susun_efisiensi_sumber_daya
from .bentuk import Galeri, Penomoran
from .sumber import Sumber

_NILAI = (Kolom("Target", 12, Rata.KANAN), Kolom("Realisasi", 12, Rata.KANAN), Kolom("Capaian", 12, Rata.KANAN))

MINIMAL_TAHUN = 2  # with a figure, for a comparison of years

_LEBAR_BANDING = 5  # percent of a landscape page


def susun_bab3(sumber: Sumber, nomor: Penomoran) -> Bab:
    judul = nomor.bab("Akuntabilitas Kinerja")
    return Bab(
        judul,
        (
            _capaian(sumber, nomor),
            _analisis(sumber, nomor),
            susun_efisiensi_anggaran(sumber, nomor),
            susun_efisiensi_sumber_daya(sumber, nomor),
            _hambatan(sumber, nomor),
        ),
    )


# --- A. Capaian ----------------------------------------------------------------------------------------------------


def _capaian(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Capaian Kinerja")
    isi: list[Blok] = []
    if sumber.skala:
        isi.append(nomor.nomori(tabel_skala(sumber.skala)))
    tabel = nomor.nomori(tabel_capaian(sumber))
    isi += sumber.isi(nomor, K.CAPAIAN_PERNYATAAN, tabel, Paragraf(kalimat_rerata(sumber)))
    isi += _perbandingan(sumber, nomor)
    return Subbab(judul, tuple(sumber.isi(nomor, K.CAPAIAN, *isi)))


def _perbandingan(sumber: Sumber, nomor: Penomoran) -> list[Blok]:
    """Against the years before and against the Renstra's end: a lead-in, the table, what was written about it.

    Each table is numbered where it is printed, after the tables that people added before it.
    """
    satker, tahun, awal = sumber.satker.nama_singkat, sumber.tahun, min(sumber.capaian)
    banding = nomor.nomori(tabel_banding(sumber))
    isi: list[Blok] = [
        Paragraf(
            f"Perbandingan target, realisasi, dan capaian kinerja {satker} tahun {awal} sampai dengan {tahun} "
            f"disajikan pada Tabel {banding.tabel.nomor}."
        ),
        banding,
        *sumber.isi(nomor, K.CAPAIAN_BANDING),
    ]
    isi += _grafik_tahun(sumber, nomor, banding.tabel.nomor)
    menengah = nomor.nomori(tabel_menengah(sumber))
    return [
        *isi,
        Paragraf(
            f"Perbandingan realisasi kinerja tahun {tahun} dengan target jangka menengah, yaitu target Renstra tahun "
            f"{sumber.renstra.periode_akhir}, disajikan pada Tabel {menengah.tabel.nomor}."
        ),
        menengah,
        *sumber.isi(nomor, K.CAPAIAN_MENENGAH),
    ]


def _grafik_tahun(sumber: Sumber, nomor: Penomoran, tabel: str) -> list[Blok]:
    """The mean of each year as a figure; its numbers are the last line of the table of the years, whose number is
    `tabel`.
    """
    if not ada_grafik(sumber):
        return []
    tahun = sorted(sumber.capaian)
    gambar = nomor.grafik(
        f"Rata-rata capaian kinerja {sumber.satker.nama_singkat} tahun {tahun[0]}–{tahun[-1]}",
        susun_garis(grafik_tahun([sumber.capaian[t] for t in tahun])),
    )
    teks = f"Gambar {gambar.gambar.nomor} memperlihatkan rata-rata capaian setiap tahun menurut Tabel {tabel}."
    return [Paragraf(teks), gambar]


def ada_grafik(sumber: Sumber) -> bool:
    """Whether the years can be drawn: one year alone is no comparison."""
    return sum(r.rerata.nilai is not None for r in sumber.capaian.values()) >= MINIMAL_TAHUN


def tabel_skala(skala: tuple[KategoriCapaian, ...]) -> Tabel:
    """The bands in force, each with its interpretation in a row below."""
    kelompok = []
    for pita in skala:
        isi = [susun_baris(pita.kode, pita.rentang, pita.predikat, jenis=JenisBaris.KELOMPOK)]
        if pita.interpretasi:
            isi.append(susun_baris(Sel(pita.interpretasi, rentang=3)))
        kelompok.append(Kelompok(tuple(isi)))
    return Tabel(
        judul="Skala Pengukuran Kinerja",
        kolom=(Kolom("Kategori", 18), Kolom("Rentang Capaian", 32), Kolom("Interpretasi", 50)),
        kelompok=tuple(kelompok),
    )


def tabel_capaian(sumber: Sumber) -> Tabel:
    """Target, realisasi and capaian of the year, with the mean of all sasaran."""
    rekap = sumber.rekap
    kategori = f", kategori {_sebut(rekap.kategori)}" if rekap.kategori else ""
    rerata = susun_baris(
        Sel(f"Rata-rata capaian ({rekap.rerata.cakupan}{kategori})", rentang=3),
        Sel(format_persen(rekap.rerata.nilai), rekap.rerata.nilai),
        jenis=JenisBaris.JUMLAH,
    )
    catatan: list[str] = []
    kelompok = tuple(
        Kelompok((_kepala(k, 4), *(_baris_bercatatan(b, catatan) for b in k.baris))) for k in rekap.kelompok
    )
    return Tabel(
        judul=f"Capaian Kinerja {sumber.satker.nama_singkat} Tahun {sumber.tahun}",
        kolom=(Kolom("Sasaran Strategis / Indikator Kinerja", 64), *_NILAI),
        kelompok=kelompok,
        kaki=(rerata,),
        catatan=tuple(catatan),
        keterangan=kalimat.aturan_capaian([cara_hitung(b.pengukuran.indikator) for b in rekap.baris], _ordinal(rekap)),
    )


def _ordinal(rekap: RekapCapaian) -> list[bool]:
    return [b.satuan.jenis == JenisSatuan.ORDINAL for b in rekap.baris]


def _baris_bercatatan(baris: BarisCapaian, catatan: list[str]) -> Baris:
    """A target that is not the one of the perjanjian kinerja says so in a note."""
    target, *lain = _sel_capaian(baris)
    pengukuran = baris.pengukuran
    butir = pengukuran.butir
    if butir is not None and pengukuran.target_lain is not None and pengukuran.target_lain != butir.target:
        catatan.append(
            f"Target menurut {pengukuran.sumber_target_lain} dokumen sumber; perjanjian kinerja mencantumkan "
            f"{baris.satuan.cetak(butir.target)}."
        )
        target = replace(target, catatan=len(catatan))
    return susun_baris(baris.uraian, target, *lain)


def kalimat_rerata(sumber: Sumber) -> str:
    rekap = sumber.rekap
    belum = [(b.uraian, b.hasil.alasan.label) for b in rekap.baris if b.hasil.alasan]
    kategori = _sebut(rekap.kategori) if rekap.kategori else ""
    return kalimat.rerata(sumber.satker.nama_singkat, sumber.tahun, rekap.rerata, kategori, belum)


def tabel_banding(sumber: Sumber) -> Tabel:
    """The years side by side, on a page of its own direction."""
    tahun = sorted(sumber.capaian)
    satu = tuple(Kolom(k.judul, _LEBAR_BANDING, Rata.TENGAH, awal=k is _NILAI[0]) for k in _NILAI)
    kelompok = []
    for k in sumber.rekap.kelompok:
        isi = [_kepala(k, 1 + 3 * len(tahun))]
        for b in k.baris:
            sel = [s for t in tahun for s in _sel_capaian(sumber.pada_tahun(b, t))]
            isi.append(susun_baris(b.uraian, *sel))
        kelompok.append(Kelompok(tuple(isi)))
    return Tabel(
        judul="Perbandingan Realisasi Capaian Kinerja",
        kepala_atas=(KepalaAtas(""), *(KepalaAtas(str(t), 3) for t in tahun)),
        kolom=(
            Kolom("Sasaran Strategis / Indikator Kinerja", 100 - 3 * _LEBAR_BANDING * len(tahun)),
            *(satu * len(tahun)),
        ),
        kelompok=tuple(kelompok),
        kaki=(_rerata_tahun(sumber, tahun),),
        rapat=True,
        lanskap=True,
    )


def _rerata_tahun(sumber: Sumber, tahun: list[int]) -> Baris:
    """The mean of each year below its columns, with its coverage."""
    sel = []
    for t in tahun:
        rerata = sumber.capaian[t].rerata
        cakupan = f"{rerata.terhitung} dari {rerata.jumlah} indikator" if rerata.jumlah else ""
        sel += [Sel(cakupan, rentang=2), Sel(format_persen_ringkas(rerata.nilai), rerata.nilai)]
    return susun_baris("Rata-rata capaian", *sel, jenis=JenisBaris.JUMLAH)


def tabel_menengah(sumber: Sumber) -> Tabel:
    """This year's realisasi against the target of the Renstra's last year."""
    akhir = sumber.renstra.periode_akhir
    kelompok = []
    for k in sumber.rekap.kelompok:
        isi = [susun_baris(b.uraian, *_sel_capaian(b), *_sel_menengah(b, sumber)) for b in k.baris]
        kelompok.append(Kelompok((_kepala(k, 6), *isi)))
    return Tabel(
        judul=f"Perbandingan Realisasi Kinerja Tahun {sumber.tahun} dengan Target Jangka Menengah",
        kepala_atas=(KepalaAtas(""), KepalaAtas(f"Tahun {sumber.tahun}", 3), KepalaAtas("Jangka menengah", 2)),
        kolom=(
            Kolom("Sasaran Strategis / Indikator Kinerja", 43),
            *(Kolom(k.judul, 11, Rata.KANAN, awal=k is _NILAI[0]) for k in _NILAI),
            Kolom(f"Target {akhir}", 12, Rata.KANAN, awal=True),
            Kolom("Capaian", 12, Rata.KANAN),
        ),
        kelompok=tuple(kelompok),
    )


def _sel_menengah(baris: BarisCapaian, sumber: Sumber) -> list[Sel]:
    indikator, satuan = baris.pengukuran.indikator, baris.satuan
    angka = sumber.akhir_renstra(baris)
    target = nilai_target(angka, satuan)
    hasil = hitung.jangka_menengah(target, baris.realisasi, **cara_hitung(indikator))
    teks = hitung.teks_capaian(
        hasil,
        tampilan=hitung.Tampilan(indikator.tampilan),
        teks_realisasi=baris.teks_realisasi,
        lingkup=hitung.LingkupBatas.RATA_RATA,
    )
    return [Sel(satuan.cetak(angka), angka), Sel(teks, hasil.nilai)]


def _sel_capaian(baris: BarisCapaian | None) -> list[Sel]:
    if baris is None:
        return [Sel(KOSONG)] * 3
    return [
        Sel(baris.teks_target, baris.target),
        Sel(baris.teks_realisasi, baris.realisasi.angka),
        Sel(baris.teks_capaian, baris.hasil.nilai),
    ]


def _kepala(kelompok: KelompokCapaian, rentang: int) -> Baris:
    return susun_baris(Sel(f"{kelompok.nomor}. {kelompok.uraian}", rentang=rentang), jenis=JenisBaris.KELOMPOK)


def _sebut(kategori: KategoriCapaian) -> str:
    return f"{kategori.kode} ({kategori.predikat})"


# --- B. Analysis ---------------------------------------------------------------------------------------------------


def _analisis(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Analisis Capaian Kinerja")
    isi = [blok for k in sumber.rekap.kelompok for blok in _analisis_sasaran(sumber, nomor, k)]
    return Subbab(judul, tuple(sumber.isi(nomor, K.ANALISIS, *isi)))


def _analisis_sasaran(sumber: Sumber, nomor: Penomoran, kelompok: KelompokCapaian) -> list[Blok]:
    """Its capaian, what was written about it, the tables and photos that belong to it.

    Photos among the evidence stand under their indikator, after the photos of the whole sasaran.
    """
    sasaran = kelompok.sasaran
    foto = tuple(nomor.foto(f.keterangan, Path(f.berkas.path)) for f in sumber.foto.get(sasaran.pk, []))
    galeri = [Galeri(foto)] if foto else []
    return [
        nomor.anak(kelompok.uraian),
        nomor.nomori(tabel_sasaran(kelompok)),
        *sumber.isi(nomor, K.ANALISIS_SASARAN, sasaran=sasaran, di_bawah=3),
        *galeri,
        *(blok for baris in kelompok.baris for blok in _foto_bukti(sumber, nomor, baris)),
    ]


def _foto_bukti(sumber: Sumber, nomor: Penomoran, baris: BarisCapaian) -> list[Blok]:
    """The photos that prove one indikator's realisasi, with a sentence that leads to them."""
    bukti = sumber.bukti.get(baris.pengukuran.pk, [])
    if not bukti:
        return []
    gambar = tuple(nomor.foto(b.keterangan, Path(b.berkas.path)) for b in bukti)
    return [Paragraf(kalimat.foto_bukti(baris.uraian, [g.nomor for g in gambar])), Galeri(gambar)]


def tabel_sasaran(kelompok: KelompokCapaian) -> Tabel:
    catatan: list[str] = []
    baris = [_baris_bercatatan(b, catatan) for b in kelompok.baris]
    return Tabel(
        judul=f"Capaian Kinerja {kelompok.uraian}",
        kolom=(Kolom("Indikator Kinerja", 64), *_NILAI),
        kelompok=satu_kelompok(baris),
        catatan=tuple(catatan),
    )


# --- E. Hambatan ---------------------------------------------------------------------------------------------------


def _hambatan(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Hambatan dan Upaya dalam Mencapai Kinerja")
    isi: list[Blok] = []
    for teks, kunci in (("Hambatan", K.HAMBATAN), ("Upaya", K.UPAYA)):
        if di_sini := sumber.isi(nomor, kunci, di_bawah=3):
            isi += [nomor.anak(teks, terdaftar=False), *di_sini]
    return Subbab(judul, tuple(isi))
