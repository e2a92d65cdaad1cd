"""Perjanjian kinerja of a year: the papers as they were signed, first ones and those that replaced them."""

from __future__ import annotations

import datetime
from typing import Any

from organisasi.models import KopSurat, Penugasan, Satker
from perjanjian.enums import JenisPerjanjian, StatusPerjanjian
from perjanjian.models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja, SasaranPerjanjian
from renstra.models import Renstra
from sakip.angka import parse_rupiah
from sakip.simpul import Simpul

from .organisasi import cari_penugasan
from .pencatat import Pencatat
from .renstra import cari_indikator, cari_renstra, cari_sasaran

KUNCI_PERJANJIAN = (
    *("kunci", "jenis", "status", "menggantikan", "alasan_perubahan", "judul", "kolom_sasaran", "kolom_anggaran"),
    *("kop", "pihak_pertama", "pihak_kedua", "tempat", "tanggal", "tanggal_lampiran", "catatan"),
    *("sasaran", "anggaran"),
)


def muat_perjanjian(pencatat: Pencatat, berkas: Simpul) -> None:
    """perjanjian-<year>.yaml: papers of one satker; `kunci` is what other fixtures call a paper by."""
    berkas.hanya("satker", "tahun", "renstra", "perjanjian")
    satker = pencatat.satker(berkas)
    renstra = cari_renstra(pencatat, berkas, satker)
    for simpul in berkas.anak("perjanjian"):
        perjanjian = _muat_surat(pencatat, simpul, satker, berkas.bilangan("tahun"))
        pencatat.perjanjian[simpul.teks("kunci")] = perjanjian
        _muat_lampiran(pencatat, simpul, perjanjian, renstra)


def _muat_surat(pencatat: Pencatat, simpul: Simpul, satker: Satker, tahun: int) -> PerjanjianKinerja:
    simpul.hanya(*KUNCI_PERJANJIAN)
    pertama, cetak_pertama = _pihak(pencatat, simpul, "pihak_pertama", satker)
    kedua, cetak_kedua = _pihak(pencatat, simpul, "pihak_kedua", satker)
    kunci = {
        "satker": satker,
        "tahun": tahun,
        "pihak_pertama": pertama,
        "jenis": simpul.pilihan("jenis", JenisPerjanjian),
        "tanggal": _tanggal(simpul),
    }
    nilai: dict[str, Any] = {
        "unit": pertama.jabatan.unit,
        "pihak_kedua": kedua,
        "nama_pihak_pertama": pertama.pejabat.nama_lengkap,
        "jabatan_pihak_pertama": cetak_pertama,
        "nama_pihak_kedua": kedua.pejabat.nama_lengkap,
        "jabatan_pihak_kedua": cetak_kedua,
        "judul": simpul.teks("judul"),
        "kolom_sasaran": simpul.teks("kolom_sasaran"),
        "kolom_anggaran": simpul.teks("kolom_anggaran"),
        "kop": _kop(pencatat, simpul, satker),
        "tempat": simpul.teks("tempat"),
        "tanggal_lampiran": simpul.tanggal("tanggal_lampiran"),
        "menggantikan": _yang_digantikan(pencatat, simpul),
        "alasan_perubahan": simpul.teks("alasan_perubahan", ""),
        "catatan_cetak": simpul.teks("catatan", ""),
    }
    status = simpul.pilihan("status", StatusPerjanjian)
    return pencatat.simpan(simpul, PerjanjianKinerja, kunci, nilai, awal={"status": status})


def _tanggal(simpul: Simpul) -> datetime.date:
    tanggal = simpul.tanggal("tanggal")
    if tanggal is None:
        raise simpul.galat("“tanggal” wajib diisi")
    return tanggal


def _pihak(pencatat: Pencatat, simpul: Simpul, kunci: str, satker: Satker) -> tuple[Penugasan, str]:
    """A party and its position as the paper prints it (`cetak` where that differs from the position's name)."""
    pihak = simpul.cabang(kunci).hanya("pejabat", "jabatan", "cetak")
    penugasan = cari_penugasan(pencatat, pihak, satker)
    return penugasan, pihak.teks("cetak", penugasan.sebutan_jabatan)


def _kop(pencatat: Pencatat, simpul: Simpul, satker: Satker) -> KopSurat | None:
    if not simpul.ada("kop"):
        return None
    return pencatat.ambil(simpul, "kop", KopSurat.objects.filter(satker=satker), kode=simpul.teks("kop"))


def _yang_digantikan(pencatat: Pencatat, simpul: Simpul) -> PerjanjianKinerja | None:
    if not simpul.ada("menggantikan"):
        return None
    return pencatat.perjanjian_berkunci(simpul, "menggantikan")


def _muat_lampiran(pencatat: Pencatat, simpul: Simpul, perjanjian: PerjanjianKinerja, renstra: Renstra) -> None:
    for urut, isi in enumerate(simpul.anak("sasaran"), start=1):
        isi.hanya("uraian", "renstra", "indikator")
        asal = cari_sasaran(pencatat, isi, "renstra", renstra) if isi.ada("renstra") else None
        kunci = {"perjanjian": perjanjian, "urut": urut}
        sasaran = pencatat.simpan(isi, SasaranPerjanjian, kunci, {"uraian": isi.teks("uraian"), "sasaran": asal})
        for ke, butir in enumerate(isi.anak("indikator"), start=1):
            _muat_butir(pencatat, butir, sasaran, renstra, ke)
    for urut, isi in enumerate(simpul.anak("anggaran"), start=1):
        isi.hanya("kode", "uraian", "nilai")
        rupiah, teks = isi.sel("nilai", parse_rupiah)
        nilai = {"kode": isi.teks("kode", ""), "uraian": isi.teks("uraian"), "nilai": rupiah, "teks_cetak": teks}
        pencatat.simpan(isi, AnggaranPerjanjian, {"perjanjian": perjanjian, "urut": urut}, nilai)


def _muat_butir(pencatat: Pencatat, simpul: Simpul, sasaran: SasaranPerjanjian, renstra: Renstra, urut: int) -> None:
    simpul.hanya("uraian", "renstra", "satuan", "target", "catatan")
    satuan = pencatat.satuan(simpul)
    target, teks = simpul.sel("target", satuan.baca)
    nilai = {
        "indikator": cari_indikator(pencatat, simpul, "renstra", renstra) if simpul.ada("renstra") else None,
        "uraian": simpul.teks("uraian"),
        "satuan": satuan,
        "target": target,
        "teks_cetak": teks,
        "catatan_cetak": simpul.teks("catatan", ""),
    }
    pencatat.simpan(simpul, IndikatorPerjanjian, {"sasaran": sasaran, "urut": urut}, nilai)
