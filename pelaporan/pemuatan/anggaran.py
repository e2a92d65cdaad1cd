"""DIPA of several years as trees of accounts, and what was spent at each cut-off."""

from __future__ import annotations

from itertools import count

from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import Dipa, Pos, PosisiRealisasi, RealisasiAnggaran, SumberDana
from organisasi.models import Satker
from sakip.angka import parse_rupiah
from sakip.simpul import Simpul

from .pencatat import Pencatat


def muat_anggaran(pencatat: Pencatat, berkas: Simpul) -> None:
    """anggaran*.yaml: DIPA trees and cut-offs of one satker; a revision comes after the DIPA it replaces."""
    berkas.hanya("satker", "dipa", "posisi")
    satker = pencatat.satker(berkas)
    for dipa in berkas.anak("dipa"):
        _muat_dipa(pencatat, dipa, satker)
    for posisi in berkas.anak("posisi"):
        _muat_posisi(pencatat, posisi, satker)


def _muat_dipa(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> None:
    simpul.hanya("tahun", "revisi", "nomor", "tanggal", "keterangan", "status", "pos")
    tahun, revisi = simpul.bilangan("tahun"), simpul.bilangan("revisi", 0)
    kunci = {"satker": satker, "tahun": tahun, "revisi": revisi}
    nilai = {
        "nomor": simpul.teks("nomor", ""),
        "tanggal": simpul.tanggal("tanggal"),
        "keterangan": simpul.teks("keterangan", ""),
        "menggantikan": Dipa.objects.filter(satker=satker, tahun=tahun, revisi=revisi - 1).first(),
    }
    status = simpul.pilihan("status", StatusDipa, StatusDipa.DRAF)
    dipa = pencatat.simpan(simpul, Dipa, kunci, nilai, awal={"status": status})
    nomor = count(1)
    for pos in simpul.anak("pos"):
        _muat_pos(pencatat, pos, dipa, induk=None, nomor=nomor)


def _muat_pos(pencatat: Pencatat, simpul: Simpul, dipa: Dipa, *, induk: Pos | None, nomor: count[int]) -> None:
    """A node and the nodes below it. `pagu` stands on the lowest ones; above them `cetak` is the printed sum."""
    simpul.hanya("kode", "jenis", "uraian", "pagu", "cetak", "sumber_dana", "pos")
    if simpul.ada("pagu") and simpul.ada("pos"):
        raise simpul.galat("pagu hanya pada pos terbawah; pagu di atasnya dijumlahkan", "pagu")
    sumber = None
    if simpul.ada("sumber_dana"):
        daftar = SumberDana.objects.all()
        sumber = pencatat.ambil(simpul, "sumber_dana", daftar, kode=simpul.teks("sumber_dana"))
    pagu, teks = simpul.sel("pagu", parse_rupiah)
    tertera, cetak = simpul.sel("cetak", parse_rupiah)
    nilai = {
        "induk": induk,
        "jenis": simpul.pilihan("jenis", JenisPos),
        "uraian": simpul.teks("uraian"),
        "urut": next(nomor),
        "pagu": pagu,
        "sumber_dana": sumber,
        "pagu_tertera": tertera if simpul.ada("pos") else None,
        "teks_cetak": teks or cetak,
    }
    pos = pencatat.simpan(simpul, Pos, {"dipa": dipa, "kode": simpul.teks("kode")}, nilai)
    for bawahan in simpul.anak("pos"):
        _muat_pos(pencatat, bawahan, dipa, induk=pos, nomor=nomor)


def _muat_posisi(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> None:
    simpul.hanya("tahun", "nama", "per_tanggal", "utama", "keterangan", "realisasi")
    kunci = {"satker": satker, "tahun": simpul.bilangan("tahun"), "nama": simpul.teks("nama")}
    nilai = {
        "per_tanggal": simpul.tanggal("per_tanggal"),
        "utama": simpul.ya("utama"),
        "keterangan": simpul.teks("keterangan", ""),
    }
    posisi = pencatat.simpan(simpul, PosisiRealisasi, kunci, nilai)
    for realisasi in simpul.anak("realisasi"):
        realisasi.hanya("kode", "nilai", "catatan")
        rupiah, teks = realisasi.sel("nilai", parse_rupiah)
        isi = {"nilai": rupiah, "teks_cetak": teks, "catatan_cetak": realisasi.teks("catatan", "")}
        kunci = {"posisi": posisi, "kode": realisasi.teks("kode")}
        pencatat.simpan(realisasi, RealisasiAnggaran, kunci, isi)
