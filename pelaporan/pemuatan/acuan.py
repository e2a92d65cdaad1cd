"""Reference data: scales, units of measure, sources of money, deadlines, bands of capaian."""

from __future__ import annotations

from decimal import Decimal

from anggaran.models import SumberDana
from capaian.models import KategoriCapaian
from organisasi.enums import JenisTenggat, TahunTenggat
from organisasi.models import Tenggat
from renstra.enums import JenisSatuan
from renstra.models import Satuan, Skala, TingkatSkala
from sakip.simpul import Simpul

from .pencatat import Pencatat


def muat_acuan(pencatat: Pencatat, berkas: Simpul) -> None:
    """acuan.yaml."""
    berkas.hanya("skala", "satuan", "sumber_dana", "tenggat", "kategori_capaian")
    for skala in berkas.anak("skala"):
        _muat_skala(pencatat, skala)
    for satuan in berkas.anak("satuan"):
        _muat_satuan(pencatat, satuan)
    for urut, sumber in enumerate(berkas.anak("sumber_dana"), start=1):
        sumber.hanya("kode", "nama")
        nilai = {"nama": sumber.teks("nama"), "urut": urut}
        pencatat.simpan(sumber, SumberDana, {"kode": sumber.teks("kode")}, nilai)
    for tenggat in berkas.anak("tenggat"):
        _muat_tenggat(pencatat, tenggat)
    _muat_kategori(pencatat, berkas.cabang("kategori_capaian"))


def _muat_skala(pencatat: Pencatat, simpul: Simpul) -> None:
    simpul.hanya("kode", "nama", "tingkat")
    skala = pencatat.simpan(simpul, Skala, {"kode": simpul.teks("kode")}, {"nama": simpul.teks("nama")})
    for tingkat in simpul.anak("tingkat"):
        tingkat.hanya("label", "skor", "keterangan")
        nilai = {"skor": Decimal(tingkat.bilangan("skor")), "keterangan": tingkat.teks("keterangan", "")}
        pencatat.simpan(tingkat, TingkatSkala, {"skala": skala, "label": tingkat.teks("label")}, nilai)


def _muat_satuan(pencatat: Pencatat, simpul: Simpul) -> None:
    simpul.hanya("kode", "nama", "jenis", "skala")
    skala = None
    if simpul.ada("skala"):
        skala = pencatat.ambil(simpul, "skala", Skala.objects.all(), kode=simpul.teks("skala"))
    nilai = {"nama": simpul.teks("nama"), "jenis": simpul.pilihan("jenis", JenisSatuan), "skala": skala}
    pencatat.simpan(simpul, Satuan, {"kode": simpul.teks("kode")}, nilai)


def _muat_tenggat(pencatat: Pencatat, simpul: Simpul) -> None:
    """A deadline for every satker that has none of its own."""
    simpul.hanya("jenis", "bulan", "tanggal", "tahun_geser", "dasar")
    kunci = {"jenis": simpul.pilihan("jenis", JenisTenggat), "satker": None, "berlaku_mulai": None}
    nilai = {
        "bulan": simpul.bilangan("bulan"),
        "hari": simpul.bilangan("tanggal"),
        "tahun_geser": simpul.pilihan("tahun_geser", TahunTenggat),
        "dasar": simpul.teks("dasar"),
    }
    pencatat.simpan(simpul, Tenggat, kunci, nilai)


def _muat_kategori(pencatat: Pencatat, simpul: Simpul) -> None:
    """The scale for every satker that has none of its own."""
    simpul.hanya("berlaku_mulai", "pita")
    for urut, pita in enumerate(simpul.anak("pita"), start=1):
        pita.hanya("kode", "predikat", "lebih_dari", "rentang", "interpretasi")
        kunci = {"satker": None, "berlaku_mulai": simpul.bilangan("berlaku_mulai"), "kode": pita.teks("kode")}
        nilai = {
            "predikat": pita.teks("predikat"),
            "batas_bawah": Decimal(pita.bilangan("lebih_dari")),
            "rentang": pita.teks("rentang"),
            "interpretasi": pita.teks("interpretasi", ""),
            "urut": urut,
        }
        pencatat.simpan(pita, KategoriCapaian, kunci, nilai)
