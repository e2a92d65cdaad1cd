"""A Renstra with its cascade: visi, misi, tujuan, programmes, sasaran, indikator, yearly targets."""

from __future__ import annotations

from itertools import count
from typing import Any

from organisasi.models import Satker
from renstra.enums import (
    Agregasi,
    JenisSasaran,
    Polaritas,
    RumusMinimasi,
    RumusOrdinal,
    StatusRenstra,
    Tampilan,
)
from renstra.models import (
    Indikator,
    KataVisi,
    Kegiatan,
    KeputusanRenstra,
    Misi,
    NarasiRenstra,
    Program,
    Renstra,
    Sasaran,
    TargetTahunan,
    Tujuan,
)
from renstra.naskah.berkas import KUNCI_KEPUTUSAN, baca_naskah
from sakip.simpul import Simpul

from .pencatat import Pencatat

KUNCI_INDIKATOR = (
    *("kode", "uraian", "iku", "satuan", "polaritas", "rumus_minimasi", "rumus_ordinal", "agregasi"),
    *("tampilan", "definisi", "cara_pengukuran", "sumber_data", "catatan", "pelaksana", "target"),
)


def muat_renstra(pencatat: Pencatat, berkas: Simpul) -> None:
    """renstra*.yaml: one Renstra of one satker."""
    berkas.hanya(
        *("satker", "judul", "periode_awal", "periode_akhir", "status", "keputusan", "visi", "kata_visi"),
        *("misi", "tujuan", "sasaran", "program", "naskah"),
    )
    satker = pencatat.satker(berkas)
    renstra = _muat_induk(pencatat, berkas, satker)
    _muat_naskah(pencatat, berkas, renstra)
    _muat_arah(pencatat, berkas, renstra)
    nomor = count(1)
    for sasaran in berkas.anak("sasaran"):
        sasaran.hanya("kode", "uraian", "catatan", "tujuan", "indikator")
        _muat_sasaran(pencatat, sasaran, renstra, nomor, tujuan=_tujuan(pencatat, sasaran, renstra))
    for urut, program in enumerate(berkas.anak("program"), start=1):
        _muat_program(pencatat, program, renstra, urut, nomor)


def cari_renstra(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> Renstra:
    """The loaded Renstra that `renstra: <first year>` names; a revision made since is not meant."""
    daftar = Renstra.objects.filter(satker=satker, menggantikan__isnull=True)
    return pencatat.ambil(simpul, "renstra", daftar, periode_awal=simpul.bilangan("renstra"))


def cari_sasaran(pencatat: Pencatat, simpul: Simpul, kunci: str, renstra: Renstra) -> Sasaran:
    """A sasaran strategis by code."""
    daftar = Sasaran.objects.filter(renstra=renstra, jenis=JenisSasaran.STRATEGIS)
    return pencatat.ambil(simpul, kunci, daftar, kode=simpul.teks(kunci))


def cari_indikator(pencatat: Pencatat, simpul: Simpul, kunci: str, renstra: Renstra) -> Indikator:
    """An indikator of a sasaran strategis by code."""
    daftar = Indikator.objects.filter(sasaran__renstra=renstra, sasaran__jenis=JenisSasaran.STRATEGIS)
    daftar = daftar.select_related("satuan__skala").prefetch_related("satuan__skala__tingkat")
    return pencatat.ambil(simpul, kunci, daftar, kode=simpul.teks(kunci))


def _muat_induk(pencatat: Pencatat, berkas: Simpul, satker: Satker) -> Renstra:
    keputusan = berkas.cabang("keputusan").hanya("nomor", "tanggal", "penandatangan", "jabatan", *KUNCI_KEPUTUSAN)
    kunci = {
        "satker": satker,
        "periode_awal": berkas.bilangan("periode_awal"),
        "nomor_keputusan": keputusan.teks("nomor", ""),
    }
    nilai = {
        "judul": berkas.teks("judul"),
        "periode_akhir": berkas.bilangan("periode_akhir"),
        "visi": berkas.teks("visi", ""),
        "tanggal_keputusan": keputusan.tanggal("tanggal"),
        "penandatangan": keputusan.teks("penandatangan", ""),
        "jabatan_penandatangan": keputusan.teks("jabatan", ""),
    }
    status = berkas.pilihan("status", StatusRenstra, StatusRenstra.DRAF)
    return pencatat.simpan(berkas, Renstra, kunci, nilai, awal={"status": status})


def _muat_naskah(pencatat: Pencatat, berkas: Simpul, renstra: Renstra) -> None:
    """Prose by its place; the words of the Keputusan where the file has some."""
    isi = baca_naskah(berkas)
    for kunci, teks in isi.narasi.items():
        pencatat.simpan(berkas, NarasiRenstra, {"renstra": renstra, "kunci": kunci}, {"isi": teks})
    if isi.keputusan:
        pencatat.simpan(berkas, KeputusanRenstra, {"renstra": renstra}, isi.keputusan_untuk(renstra))


def _muat_arah(pencatat: Pencatat, berkas: Simpul, renstra: Renstra) -> None:
    for urut, kata in enumerate(berkas.anak("kata_visi"), start=1):
        kata.hanya("kata", "arti")
        nilai = {"kata": kata.teks("kata"), "arti": kata.teks("arti")}
        pencatat.simpan(kata, KataVisi, {"renstra": renstra, "urut": urut}, nilai)
    for kunci, model in (("misi", Misi), ("tujuan", Tujuan)):
        for urut, teks in enumerate(berkas.daftar(kunci), start=1):
            pencatat.simpan(berkas, model, {"renstra": renstra, "urut": urut}, {"teks": teks})


def _tujuan(pencatat: Pencatat, simpul: Simpul, renstra: Renstra) -> Tujuan | None:
    """By its number; older matrices list sasaran without tujuan."""
    if not simpul.ada("tujuan"):
        return None
    return pencatat.ambil(simpul, "tujuan", Tujuan.objects.filter(renstra=renstra), urut=simpul.bilangan("tujuan"))


def _muat_program(pencatat: Pencatat, simpul: Simpul, renstra: Renstra, urut: int, nomor: count[int]) -> None:
    """A programme with its sasaran program, then its activities with their sasaran kegiatan."""
    simpul.hanya("kode", "nama", "uraian", "sasaran", "kegiatan")
    nilai = {"kode": simpul.teks("kode", ""), "nama": simpul.teks("nama"), "uraian": simpul.teks("uraian", "")}
    program = pencatat.simpan(simpul, Program, {"renstra": renstra, "urut": urut}, nilai)
    for sasaran in simpul.anak("sasaran"):
        sasaran.hanya("kode", "uraian", "catatan", "indikator")
        _muat_sasaran(pencatat, sasaran, renstra, nomor, program=program)
    for ke, isi in enumerate(simpul.anak("kegiatan"), start=1):
        isi.hanya("kode", "nama", "sasaran")
        nilai = {"kode": isi.teks("kode", ""), "nama": isi.teks("nama")}
        kegiatan = pencatat.simpan(isi, Kegiatan, {"program": program, "urut": ke}, nilai)
        for sasaran in isi.anak("sasaran"):
            sasaran.hanya("kode", "uraian", "catatan", "indikator")
            _muat_sasaran(pencatat, sasaran, renstra, nomor, kegiatan=kegiatan)


def _muat_sasaran(pencatat: Pencatat, simpul: Simpul, renstra: Renstra, nomor: count[int], **induk: Any) -> None:
    jenis = JenisSasaran.STRATEGIS
    if induk.get("program"):
        jenis = JenisSasaran.PROGRAM
    elif induk.get("kegiatan"):
        jenis = JenisSasaran.KEGIATAN
    nilai = {"jenis": jenis, "kode": simpul.teks("kode"), "uraian": simpul.teks("uraian"), **induk}
    nilai["catatan_cetak"] = simpul.teks("catatan", "")
    sasaran = pencatat.simpan(simpul, Sasaran, {"renstra": renstra, "urut": next(nomor)}, nilai)
    for urut, indikator in enumerate(simpul.anak("indikator"), start=1):
        _muat_indikator(pencatat, indikator, renstra.satker, sasaran, urut)


def _muat_indikator(pencatat: Pencatat, simpul: Simpul, satker: Satker, sasaran: Sasaran, urut: int) -> None:
    simpul.hanya(*KUNCI_INDIKATOR)
    satuan = pencatat.satuan(simpul)
    nilai = {
        "kode": simpul.teks("kode"),
        "uraian": simpul.teks("uraian"),
        "iku": simpul.ya("iku"),
        "satuan": satuan,
        "polaritas": simpul.pilihan("polaritas", Polaritas, Polaritas.MAKSIMASI),
        "rumus_minimasi": simpul.pilihan("rumus_minimasi", RumusMinimasi, RumusMinimasi.A),
        "rumus_ordinal": simpul.pilihan("rumus_ordinal", RumusOrdinal, RumusOrdinal.SKOR),
        "agregasi": simpul.pilihan("agregasi", Agregasi, Agregasi.NILAI_AKHIR),
        "tampilan": simpul.pilihan("tampilan", Tampilan, Tampilan.PERSEN),
        "definisi": simpul.teks("definisi", ""),
        "cara_pengukuran": simpul.teks("cara_pengukuran", ""),
        "sumber_data": simpul.teks("sumber_data", ""),
        "catatan_cetak": simpul.teks("catatan", ""),
    }
    indikator = pencatat.simpan(simpul, Indikator, {"sasaran": sasaran, "urut": urut}, nilai)
    pencatat.kaitkan(indikator, "pelaksana", _pelaksana(pencatat, simpul, satker))
    _muat_target(pencatat, simpul.cabang("target"), indikator)


def _pelaksana(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> list[Any]:
    dikenal = pencatat.unit_menurut_nama(satker)
    nama = simpul.daftar("pelaksana")
    if asing := [n for n in nama if n not in dikenal]:
        raise simpul.galat(f"unit “{asing[0]}” tidak ada pada {satker}", "pelaksana")
    return [dikenal[n] for n in nama]


def _muat_target(pencatat: Pencatat, simpul: Simpul, indikator: Indikator) -> None:
    """Target per year; a year that is not there has no target, which is not zero."""
    for tahun in simpul.kunci():
        if not isinstance(tahun, int):
            raise simpul.galat("harus tahun, misalnya 2024", tahun)
        nilai, teks = simpul.sel(tahun, indikator.satuan.baca)
        if nilai is not None:
            kunci = {"indikator": indikator, "tahun": tahun}
            pencatat.simpan(simpul, TargetTahunan, kunci, {"nilai": nilai, "teks_cetak": teks})
