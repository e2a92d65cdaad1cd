"""Bab I: who the office is."""

from __future__ import annotations

from dokumen.blok import Bab, Blok, Butir, Paragraf, Rincian, Subbab
from dokumen.tabel import Kolom, Sel, Tabel, satu_kelompok, susun_baris
from organisasi.models import Unit
from pelaporan.enums import KunciNarasi as K

from . import kalimat
from .bentuk import Penomoran
from .sumber import Sumber


def susun_bab1(sumber: Sumber, nomor: Penomoran) -> Bab:
    judul = nomor.bab("Pendahuluan")
    return Bab(
        judul,
        (
            Subbab(nomor.subbab("Latar Belakang"), tuple(sumber.isi(nomor, K.LATAR_BELAKANG))),
            _kedudukan(sumber, nomor),
            _struktur(sumber, nomor),
            Subbab(nomor.subbab("Sistematika"), tuple(sumber.isi(nomor, K.SISTEMATIKA))),
        ),
    )


_POKOK = (("Tugas", K.TUGAS), ("Wewenang", K.WEWENANG), ("Kewajiban", K.KEWAJIBAN))


def _kedudukan(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Kedudukan, Tugas, dan Fungsi")
    isi: list[Blok] = []
    baris = [susun_baris(Sel(label), Sel(teks)) for label, kunci in _POKOK if (teks := sumber.teks(kunci))]
    if baris:
        tabel = Tabel(
            judul=f"Tugas, Wewenang, dan Kewajiban {sumber.satker.nama_singkat}",
            kolom=(Kolom("Pokok", 20), Kolom("Uraian", 80)),
            kelompok=satu_kelompok(baris),
        )
        isi.append(nomor.nomori(tabel))
    for _, kunci in _POKOK:  # their prose stands in the table above
        isi += sumber.pendukung(nomor, kunci)
    return Subbab(judul, tuple(sumber.isi(nomor, K.KEDUDUKAN, *isi)))


def _struktur(sumber: Sumber, nomor: Penomoran) -> Subbab:
    judul = nomor.subbab("Struktur Organisasi")
    satker, laporan = sumber.satker.nama_singkat, sumber.laporan
    isi: list[Blok] = []
    if not sumber.teks(K.STRUKTUR):
        isi.append(Paragraf(f"Susunan organisasi {satker} terdiri atas:"))
    if sumber.unit:
        isi.append(Rincian(susun_unit(sumber.unit)))
    jumlah = [("PNS", laporan.pns), ("PPPK", laporan.pppk), ("PPNPN", laporan.ppnpn)]
    if teks := kalimat.sdm(satker, sumber.tahun, jumlah):
        isi.append(Paragraf(teks))
    return Subbab(judul, tuple(sumber.isi(nomor, K.STRUKTUR, *isi)))


def susun_unit(unit: tuple[Unit, ...]) -> tuple[Butir, ...]:
    """Units in order, each with those directly below it; a unit whose superior is not listed stands on top."""
    terdaftar = {u.pk for u in unit}
    puncak = [u for u in unit if u.induk_id not in terdaftar]
    return tuple(Butir(u.nama, tuple(b.nama for b in unit if b.induk_id == u.pk)) for u in puncak)
