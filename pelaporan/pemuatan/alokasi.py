"""Which sasaran the budget of a year serves, and the components that an old document prints beside it."""

from __future__ import annotations

from itertools import count

from anggaran.models import AlokasiAnggaran, KomponenTercetak
from organisasi.models import Satker
from renstra.models import Renstra
from sakip.angka import parse_desimal
from sakip.simpul import Simpul

from .pencatat import Pencatat
from .renstra import cari_indikator, cari_renstra, cari_sasaran


def muat_alokasi(pencatat: Pencatat, berkas: Simpul) -> None:
    """alokasi*.yaml: one satker and year. `porsi` in percent, 100 when not written."""
    berkas.hanya("satker", "tahun", "renstra", "alokasi", "tercetak")
    satker = pencatat.satker(berkas)
    renstra, tahun = cari_renstra(pencatat, berkas, satker), berkas.bilangan("tahun")
    for isi in berkas.anak("alokasi"):
        _muat_alokasi(pencatat, isi, satker, tahun, renstra)
    urut = count(1)
    for kelompok in berkas.anak("tercetak"):
        kelompok.hanya("sasaran", "komponen")
        kunci = {"sasaran": cari_sasaran(pencatat, kelompok, "sasaran", renstra)}
        for isi in kelompok.anak("komponen"):
            isi.hanya("kode", "uraian", "pos", "persen", "catatan")
            persen, teks = isi.sel("persen", parse_desimal)
            nilai = kunci | {
                "kode": isi.teks("kode"),
                "uraian": isi.teks("uraian"),
                "kode_pos": isi.teks("pos", ""),
                "persen": persen,
                "teks_cetak": teks,
                "catatan": isi.teks("catatan", ""),
            }
            pencatat.simpan(isi, KomponenTercetak, {"satker": satker, "tahun": tahun, "urut": next(urut)}, nilai)


def _muat_alokasi(pencatat: Pencatat, isi: Simpul, satker: Satker, tahun: int, renstra: Renstra) -> None:
    isi.hanya("kode", "sasaran", "indikator", "porsi", "catatan")
    kunci = {
        "satker": satker,
        "tahun": tahun,
        "kode": isi.teks("kode"),
        "sasaran": cari_sasaran(pencatat, isi, "sasaran", renstra),
        "indikator": cari_indikator(pencatat, isi, "indikator", renstra) if isi.ada("indikator") else None,
    }
    porsi = isi.sel("porsi", parse_desimal)[0] if isi.ada("porsi") else 100
    pencatat.simpan(isi, AlokasiAnggaran, kunci, {"porsi": porsi, "catatan": isi.teks("catatan", "")})
