"""Target and realisasi of past years, as the reports printed them."""

from __future__ import annotations

from typing import Any

from capaian.enums import KeadaanNilai, StatusRealisasi, Triwulan
from capaian.models import Pengukuran, Realisasi
from organisasi.models import Satker
from perjanjian.models import IndikatorPerjanjian
from renstra.models import Indikator
from sakip.simpul import Simpul

from .pencatat import Pencatat
from .renstra import cari_indikator, cari_renstra


def muat_capaian(pencatat: Pencatat, berkas: Simpul) -> None:
    """capaian*.yaml: per year the indikator measured; `perjanjian` names the PK whose targets are measured."""
    berkas.hanya("satker", "renstra", "tahun")
    satker = pencatat.satker(berkas)
    renstra = cari_renstra(pencatat, berkas, satker)
    for tahun in berkas.anak("tahun"):
        tahun.hanya("tahun", "perjanjian", "sumber", "indikator")
        for simpul in tahun.anak("indikator"):
            simpul.hanya(
                *("kode", "target", "sumber", "catatan"),
                *("keadaan", "realisasi", "cetak", "status", "catatan_realisasi"),
            )
            indikator = cari_indikator(pencatat, simpul, "kode", renstra)
            pengukuran = _muat_pengukuran(pencatat, simpul, tahun, indikator, satker)
            _muat_realisasi(pencatat, simpul, pengukuran, indikator)


def _muat_pengukuran(
    pencatat: Pencatat, simpul: Simpul, tahun: Simpul, indikator: Indikator, satker: Satker
) -> Pengukuran:
    target = simpul.sel("target", indikator.satuan.baca)[0]
    sumber = simpul.teks("sumber", tahun.teks("sumber", "")) if target is not None else ""
    nilai = {
        "satker": satker,
        "butir": _butir(pencatat, simpul, tahun, indikator),
        "target_lain": target,
        "sumber_target_lain": sumber,
        "catatan_cetak": simpul.teks("catatan", ""),
    }
    kunci = {"indikator": indikator, "tahun": tahun.bilangan("tahun")}
    return pencatat.simpan(simpul, Pengukuran, kunci, nilai)


def _butir(pencatat: Pencatat, simpul: Simpul, tahun: Simpul, indikator: Indikator) -> IndikatorPerjanjian | None:
    """The row of the PK that promises this indikator; none for a year without a PK."""
    if not tahun.ada("perjanjian"):
        return None
    perjanjian = pencatat.perjanjian_berkunci(tahun, "perjanjian")
    daftar = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian)
    return pencatat.ambil(simpul, "kode", daftar, indikator=indikator)


def _muat_realisasi(pencatat: Pencatat, simpul: Simpul, pengukuran: Pengukuran, indikator: Indikator) -> None:
    """The year's figure stands in the last quarter: the reports print no quarters."""
    angka, teks = simpul.sel("realisasi", indikator.satuan.baca)
    nilai: dict[str, Any] = {
        "keadaan": simpul.pilihan("keadaan", KeadaanNilai, KeadaanNilai.TERISI),
        "nilai": angka,
        "teks_cetak": teks or simpul.teks("cetak", ""),
        "catatan_cetak": simpul.teks("catatan_realisasi", ""),
    }
    status = simpul.pilihan("status", StatusRealisasi, StatusRealisasi.DISETUJUI)
    kunci = {"pengukuran": pengukuran, "triwulan": Triwulan.IV}
    pencatat.simpan(simpul, Realisasi, kunci, nilai, awal={"status": status})
