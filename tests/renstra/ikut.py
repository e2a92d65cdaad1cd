"""A national plan with one of everything, and the office below that follows it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from renstra.enums import JenisSasaran, Polaritas, StatusRenstra
from renstra.ikut import services
from renstra.models import Indikator, KataVisi, Kegiatan, Program, Renstra, TargetTahunan
from renstra.services import _salin_isi
from tests import pabrik


def buat_nasional(satker: Any) -> Renstra:
    """In force 2025–2029: indikator 1.1 (persen), 1.2 (minimasi), 2.1 (predikat) and K1.1, with a target in 2026."""
    r = pabrik.RenstraFactory(
        satker=satker, judul="Renstra nasional", periode_awal=2025, periode_akhir=2029, nomor_keputusan="100 Tahun 2025"
    )
    KataVisi.objects.create(renstra=r, urut=1, kata="Mandiri", arti="bebas dari pengaruh")
    pabrik.MisiFactory(renstra=r, urut=1, teks="Misi nasional")
    tujuan = pabrik.TujuanFactory(renstra=r, urut=1, teks="Tujuan nasional")
    program = Program.objects.create(renstra=r, urut=1, kode="076", nama="Program nasional")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, kode="1", nama="Kegiatan nasional")
    satu = pabrik.SasaranFactory(renstra=r, urut=1, kode="1", uraian="Sasaran satu", tujuan=tujuan)
    dua = pabrik.SasaranFactory(renstra=r, urut=2, kode="2", uraian="Sasaran dua", tujuan=tujuan)
    keluaran = pabrik.SasaranFactory(
        renstra=r, urut=3, kode="K1", uraian="Keluaran", jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan
    )
    _indikator(satu, 1, "1.1", Decimal(80), sumber_data="Register")
    _indikator(satu, 2, "1.2", Decimal(10), polaritas=Polaritas.MINIMASI)
    _indikator(dua, 1, "2.1", Decimal(5), satuan=pabrik.SatuanFactory(predikat=True))
    _indikator(keluaran, 1, "K1.1", Decimal(90))
    return r


def _indikator(sasaran: Any, urut: int, kode: str, target: Decimal, **lain: Any) -> Indikator:
    i = pabrik.IndikatorFactory(sasaran=sasaran, urut=urut, kode=kode, uraian=f"Indikator {kode}", **lain)
    pabrik.TargetTahunanFactory(indikator=i, tahun=2026, nilai=target)
    return i


def ambil(renstra: Renstra, *kode: str) -> set[int]:
    """Keys of these indikator of a plan; all without a code."""
    semua = Indikator.objects.filter(sasaran__renstra=renstra)
    return set((semua.filter(kode__in=kode) if kode else semua).values_list("pk", flat=True))


def ikuti(induk: Renstra, satker: Any, oleh: Any, *kode: str, salin: bool = True) -> Renstra:
    return services.ikuti(
        satker=satker, induk=induk, judul="Renstra daerah", indikator=ambil(induk, *kode), salin_target=salin, oleh=oleh
    )


def cari(renstra: Renstra, kode: str) -> Indikator:
    return Indikator.objects.get(sasaran__renstra=renstra, kode=kode)


def target(indikator: Indikator) -> dict[int, Decimal]:
    return dict(TargetTahunan.objects.filter(indikator=indikator).values_list("tahun", "nilai"))


def revisi_nasional(lama: Renstra) -> Renstra:
    """The next version of the national plan, a draft; `berlakukan` puts it in force."""
    isi = {k: getattr(lama, k) for k in ("satker", "judul", "periode_awal", "periode_akhir", "visi")}
    baru = Renstra.objects.create(menggantikan=lama, nomor_keputusan="200 Tahun 2026", **isi)
    _salin_isi(lama, baru)
    return baru


def berlakukan(baru: Renstra) -> None:
    Renstra.objects.filter(pk=baru.menggantikan_id).update(status=StatusRenstra.DIGANTIKAN)
    Renstra.objects.filter(pk=baru.pk).update(status=StatusRenstra.DITETAPKAN)


def segar(renstra: Renstra) -> Renstra:
    """Read again, with the plan that it follows."""
    return Renstra.objects.select_related("mengikuti__satker", "satker").get(pk=renstra.pk)
