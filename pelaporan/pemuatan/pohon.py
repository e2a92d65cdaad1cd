"""The pohon kinerja of a Renstra: conditions below each other, and what they point at."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from organisasi.models import Jabatan
from renstra.enums import JenisSasaran
from renstra.models import Indikator, Kondisi, PohonKinerja, Renstra, Sasaran, Tujuan
from renstra.pohon.enums import JenjangKondisi
from renstra.pohon.services import usulkan
from sakip.simpul import Simpul

from .pencatat import Pencatat
from .renstra import cari_renstra

KUNCI = ("uraian", "jenjang", "tujuan", "sasaran", "indikator", "unit", "jabatan", "output", "kondisi")


def muat_pohon(pencatat: Pencatat, berkas: Simpul) -> None:
    """pohon*.yaml: the tree of one Renstra, or `usulkan: true`: what the program itself would propose from it."""
    berkas.hanya("satker", "renstra", "usulkan", "kondisi")
    renstra = cari_renstra(pencatat, berkas, pencatat.satker(berkas))
    ada = PohonKinerja.objects.filter(renstra=renstra).exists()
    pohon = pencatat.simpan(berkas, PohonKinerja, {"renstra": renstra}, {})
    if berkas.ya("usulkan") and not ada:
        pencatat.hitung["dibuat"] += usulkan(renstra=renstra)
    for urut, kondisi in enumerate(berkas.anak("kondisi"), start=1):
        _muat_kondisi(pencatat, kondisi, pohon, renstra, None, urut)


def _muat_kondisi(
    pencatat: Pencatat, simpul: Simpul, pohon: PohonKinerja, renstra: Renstra, induk: Kondisi | None, urut: int
) -> None:
    simpul.hanya(*KUNCI)
    jenjang = simpul.pilihan("jenjang", JenjangKondisi)
    if induk and jenjang.tingkat < JenjangKondisi(induk.jenjang).tingkat:
        raise simpul.galat("tidak boleh di atas jenjang induknya", "jenjang")
    nilai = {"jenjang": jenjang, "uraian": simpul.teks("uraian"), "output": "\n".join(simpul.daftar("output"))}
    kondisi = pencatat.simpan(simpul, Kondisi, {"pohon": pohon, "induk": induk, "urut": urut}, nilai)
    for nama, tujuan in _kait(pencatat, simpul, renstra).items():
        pencatat.kaitkan(kondisi, nama, tujuan)
    for ke, anak in enumerate(simpul.anak("kondisi"), start=1):
        _muat_kondisi(pencatat, anak, pohon, renstra, kondisi, ke)


def _kait(pencatat: Pencatat, simpul: Simpul, renstra: Renstra) -> dict[str, list[Any]]:
    """What a condition points at: tujuan by number, sasaran strategis and their indikator by kode, the rest by name."""
    strategis = {"sasaran__renstra": renstra, "sasaran__jenis": JenisSasaran.STRATEGIS}
    sasaran = Sasaran.objects.filter(renstra=renstra, jenis=JenisSasaran.STRATEGIS)
    unit = renstra.satker.unit.all()
    jabatan = Jabatan.objects.filter(unit__satker=renstra.satker)
    return {
        "tujuan": _semua(pencatat, simpul, "tujuan", Tujuan.objects.filter(renstra=renstra), "urut"),
        "sasaran": _semua(pencatat, simpul, "sasaran", sasaran, "kode"),
        "indikator": _semua(pencatat, simpul, "indikator", Indikator.objects.filter(**strategis), "kode"),
        "unit": _semua(pencatat, simpul, "unit", unit, "nama"),
        "jabatan": _semua(pencatat, simpul, "jabatan", jabatan, "nama"),
    }


def _semua(pencatat: Pencatat, simpul: Simpul, kunci: str, daftar: QuerySet[Any], kolom: str) -> list[Any]:
    """Every row that a list names. Raises GalatFixture for one that is not there."""
    sebutan = simpul.angka(kunci) if kolom == "urut" else simpul.daftar(kunci)
    dikenal = {getattr(b, kolom): b for b in daftar} if sebutan else {}
    if asing := [s for s in sebutan if s not in dikenal]:
        raise simpul.galat(
            f"{daftar.model._meta.verbose_name} “{asing[0]}” tidak ada pada Renstra atau satker ini", kunci
        )
    return [dikenal[s] for s in sebutan]
