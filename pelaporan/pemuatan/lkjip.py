"""The LKjIP of a year: where its figures come from, its prose, and the tables that a unit typed."""

from __future__ import annotations

from anggaran.models import PosisiRealisasi
from organisasi.models import Satker
from pelaporan.enums import KunciNarasi
from pelaporan.models import Laporan, Narasi, TabelPendukung
from renstra.models import Renstra
from sakip.simpul import Simpul

from .organisasi import cari_penugasan
from .pencatat import Pencatat
from .renstra import cari_renstra, cari_sasaran


def muat_lkjip(pencatat: Pencatat, berkas: Simpul) -> None:
    """lkjip-<year>.yaml."""
    berkas.hanya(
        *("satker", "tahun", "renstra", "perjanjian", "posisi", "posisi_perbandingan", "tempat", "tanggal"),
        *("penandatangan", "pegawai", "narasi", "analisis_sasaran", "tabel_pendukung"),
    )
    satker = pencatat.satker(berkas)
    renstra = cari_renstra(pencatat, berkas, satker)
    laporan = _muat_laporan(pencatat, berkas, satker, renstra)
    _muat_narasi(pencatat, berkas.cabang("narasi"), laporan)
    _muat_analisis(pencatat, berkas.cabang("analisis_sasaran"), laporan, renstra)
    for urut, tabel in enumerate(berkas.anak("tabel_pendukung"), start=1):
        _muat_tabel(pencatat, tabel, laporan, renstra, urut)


def _muat_laporan(pencatat: Pencatat, berkas: Simpul, satker: Satker, renstra: Renstra) -> Laporan:
    pegawai = berkas.cabang("pegawai").hanya("pns", "pppk", "ppnpn")
    penandatangan = berkas.cabang("penandatangan").hanya("pejabat", "jabatan")
    tahun = berkas.bilangan("tahun")
    posisi = PosisiRealisasi.objects.filter(satker=satker, tahun=tahun)
    nilai = {
        "renstra": renstra,
        "perjanjian": pencatat.perjanjian_berkunci(berkas, "perjanjian"),
        "posisi": pencatat.ambil(berkas, "posisi", posisi, nama=berkas.teks("posisi")),
        "posisi_perbandingan": pencatat.ambil(
            berkas, "posisi_perbandingan", posisi, nama=berkas.teks("posisi_perbandingan")
        ),
        "tempat": berkas.teks("tempat"),
        "tanggal": berkas.tanggal("tanggal"),
        "penandatangan": cari_penugasan(pencatat, penandatangan, satker),
        "pns": pegawai.bilangan_atau_kosong("pns"),
        "pppk": pegawai.bilangan_atau_kosong("pppk"),
        "ppnpn": pegawai.bilangan_atau_kosong("ppnpn"),
    }
    return pencatat.simpan(berkas, Laporan, {"satker": satker, "tahun": tahun}, nilai)


def _muat_narasi(pencatat: Pencatat, simpul: Simpul, laporan: Laporan) -> None:
    """Prose by the place's address (`bab1.a`)."""
    simpul.hanya(*(k.value for k in KunciNarasi if k != KunciNarasi.ANALISIS_SASARAN))
    for alamat in simpul.kunci():
        kunci = {"laporan": laporan, "kunci": KunciNarasi(alamat), "sasaran": None}
        pencatat.simpan(simpul, Narasi, kunci, {"isi": simpul.teks(alamat)})


def _muat_analisis(pencatat: Pencatat, simpul: Simpul, laporan: Laporan, renstra: Renstra) -> None:
    """Prose by the code of the sasaran strategis."""
    for kode in simpul.kunci():
        sasaran = pencatat.ambil(simpul, kode, renstra.sasaran.filter(jenis="strategis"), kode=str(kode))
        kunci = {"laporan": laporan, "kunci": KunciNarasi.ANALISIS_SASARAN, "sasaran": sasaran}
        pencatat.simpan(simpul, Narasi, kunci, {"isi": simpul.teks(kode)})


def _muat_tabel(pencatat: Pencatat, simpul: Simpul, laporan: Laporan, renstra: Renstra, urut: int) -> None:
    simpul.hanya("bagian", "sasaran", "judul", "kolom", "lebar", "baris", "kaki", "sumber")
    kolom, lebar, kaki = simpul.daftar("kolom"), simpul.angka("lebar"), simpul.daftar("kaki")
    isi = simpul.baris("baris")
    if any(len(baris) != len(kolom) for baris in [*isi, lebar or kolom, kaki or kolom]):
        raise simpul.galat(f"setiap baris, kaki dan lebar harus sebanyak kolom ({len(kolom)})")
    nilai = {
        "sasaran": cari_sasaran(pencatat, simpul, "sasaran", renstra) if simpul.ada("sasaran") else None,
        "judul": simpul.teks("judul"),
        "kolom": kolom,
        "lebar": lebar,
        "baris": isi,
        "kaki": kaki,
        "sumber": simpul.teks("sumber", ""),
    }
    kunci = {"laporan": laporan, "kunci": simpul.pilihan("bagian", KunciNarasi), "urut": urut}
    pencatat.simpan(simpul, TabelPendukung, kunci, nilai)
