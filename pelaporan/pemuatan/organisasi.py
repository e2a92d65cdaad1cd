"""Satker, letterheads, units, positions and who holds them."""

from __future__ import annotations

from itertools import count

from organisasi.enums import JenisJabatan, JenisMedia, JenisSatker, JenisUnit, StatusPenugasan, ZonaWaktu
from organisasi.models import Jabatan, KopSurat, MediaSosial, Pejabat, Penugasan, Satker, Unit
from sakip.simpul import Simpul

from .pencatat import Pencatat


def muat_organisasi(pencatat: Pencatat, berkas: Simpul) -> None:
    """organisasi.yaml: one satker with its units (nested), positions and office holders."""
    berkas.hanya("satker", "unit", "penugasan")
    satker = muat_satker(pencatat, berkas.cabang("satker"))
    nomor = count(1)
    for urut, unit in enumerate(berkas.anak("unit"), start=1):
        _muat_unit(pencatat, unit, satker, induk=None, urut=urut, nomor=nomor)
    for penugasan in berkas.anak("penugasan"):
        _muat_penugasan(pencatat, penugasan, satker)


def muat_satker(pencatat: Pencatat, simpul: Simpul) -> Satker:
    simpul.hanya(
        *("kode", "nama", "nama_singkat", "jenis", "induk", "tempat", "zona_waktu", "kode_anggaran"),
        *("kop_surat", "media_sosial"),
    )
    nilai = {
        "nama": simpul.teks("nama"),
        "nama_singkat": simpul.teks("nama_singkat"),
        "jenis": simpul.pilihan("jenis", JenisSatker),
        "induk": pencatat.satker(simpul, "induk") if simpul.ada("induk") else None,
        "tempat": simpul.teks("tempat"),
        "zona_waktu": simpul.pilihan("zona_waktu", ZonaWaktu, ZonaWaktu.WIB),
        "kode_anggaran": simpul.teks("kode_anggaran", ""),
    }
    satker = pencatat.simpan(simpul, Satker, {"kode": simpul.teks("kode")}, nilai)
    for kop in simpul.anak("kop_surat"):
        _muat_kop(pencatat, kop, satker)
    for urut, media in enumerate(simpul.anak("media_sosial"), start=1):
        media.hanya("jenis", "akun")
        kunci = {"satker": satker, "jenis": media.pilihan("jenis", JenisMedia), "akun": media.teks("akun")}
        pencatat.simpan(media, MediaSosial, kunci, {"urut": urut})
    return satker


def cari_penugasan(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> Penugasan:
    """The penugasan that `{pejabat: …, jabatan: …}` names."""
    daftar = Penugasan.objects.filter(jabatan__unit__satker=satker).select_related("jabatan__unit", "pejabat")
    nama, jabatan = simpul.teks("pejabat"), simpul.teks("jabatan")
    return pencatat.ambil(simpul, "pejabat", daftar, pejabat__nama=nama, jabatan__nama=jabatan)


def _muat_kop(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> None:
    simpul.hanya("kode", "alamat", "telepon", "surel")
    nilai = {
        "alamat": simpul.teks("alamat"),
        "telepon": simpul.teks("telepon", ""),
        "email": simpul.teks("surel", ""),
    }
    pencatat.simpan(simpul, KopSurat, {"satker": satker, "kode": simpul.teks("kode")}, nilai)


def _muat_unit(
    pencatat: Pencatat, simpul: Simpul, satker: Satker, *, induk: Unit | None, urut: int, nomor: count[int]
) -> None:
    """A unit, its positions, then the units below it; positions are numbered in reading order."""
    simpul.hanya("nama", "jenis", "jabatan", "unit")
    nilai = {"induk": induk, "jenis": simpul.pilihan("jenis", JenisUnit), "urut": urut}
    unit = pencatat.simpan(simpul, Unit, {"satker": satker, "nama": simpul.teks("nama")}, nilai)
    for jabatan in simpul.anak("jabatan"):
        _muat_jabatan(pencatat, jabatan, unit, next(nomor))
    for ke, bawahan in enumerate(simpul.anak("unit"), start=1):
        _muat_unit(pencatat, bawahan, satker, induk=unit, urut=ke, nomor=nomor)


def _muat_jabatan(pencatat: Pencatat, simpul: Simpul, unit: Unit, urut: int) -> None:
    simpul.hanya("nama", "jenis", "atasan")
    atasan = None
    if simpul.ada("atasan"):
        sesatker = Jabatan.objects.filter(unit__satker=unit.satker_id)
        atasan = pencatat.ambil(simpul, "atasan", sesatker, nama=simpul.teks("atasan"))
    nilai = {"jenis": simpul.pilihan("jenis", JenisJabatan), "atasan": atasan, "urut": urut}
    pencatat.simpan(simpul, Jabatan, {"unit": unit, "nama": simpul.teks("nama")}, nilai)


def _muat_penugasan(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> None:
    simpul.hanya("pejabat", "jabatan", "status", "mulai", "selesai", "nomor_sk")
    sesatker = Jabatan.objects.filter(unit__satker=satker)
    jabatan = pencatat.ambil(simpul, "jabatan", sesatker, nama=simpul.teks("jabatan"))
    kunci = {
        "pejabat": _pejabat(pencatat, simpul, satker),
        "jabatan": jabatan,
        "status": simpul.pilihan("status", StatusPenugasan, StatusPenugasan.DEFINITIF),
        "mulai": simpul.tanggal("mulai"),
    }
    nilai = {"selesai": simpul.tanggal("selesai"), "nomor_sk": simpul.teks("nomor_sk", "")}
    pencatat.simpan(simpul, Penugasan, kunci, nilai)


def _pejabat(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> Pejabat:
    """By name among the people of this satker: a namesake elsewhere is somebody else."""
    sesatker = Pejabat.objects.filter(penugasan__jabatan__unit__satker=satker)
    return pencatat.simpan(simpul, sesatker, {"nama": simpul.teks("pejabat")}, {}, awal={"satker": satker})
