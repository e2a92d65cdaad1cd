"""The Keputusan as it is printed. Frozen data, no HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dokumen.blok import Butir
from dokumen.surat import Kop, susun_kop
from organisasi.enums import JenisJabatan
from organisasi.models import Jabatan
from sakip.angka import format_tanggal, terbilang

from ..susunan_iku import BELUM_TETAP, TITIK

if TYPE_CHECKING:
    from ..models import KeputusanRenstra, Renstra


@dataclass(frozen=True)
class Penanda:
    """Who signs. What is not known yet is left open for a pen."""

    jabatan: str
    nama: str
    tempat: str
    tanggal: date | None

    @property
    def hari(self) -> str:
        return format_tanggal(self.tanggal) if self.tanggal else TITIK


@dataclass(frozen=True)
class NaskahKeputusan:
    """`diktum`: what each is called (KESATU, KEDUA, …) and what it says."""

    kop: Kop
    penetap: str
    nomor: str
    tentang: str
    menimbang: tuple[Butir, ...]
    mengingat: tuple[Butir, ...]
    memperhatikan: tuple[Butir, ...]
    diktum: tuple[tuple[str, Butir], ...]
    penanda: Penanda

    @property
    def menetapkan(self) -> str:
        return f"Keputusan {self.penetap} tentang {self.tentang}."


def susun_keputusan(keputusan: KeputusanRenstra, penanda: Penanda) -> NaskahKeputusan:
    renstra = keputusan.renstra
    return NaskahKeputusan(
        kop=susun_kop(renstra.satker, None),
        penetap=keputusan.penetap,
        nomor=renstra.nomor_keputusan if renstra.status not in BELUM_TETAP else TITIK,
        tentang=keputusan.tentang,
        menimbang=keputusan.butir("menimbang"),
        mengingat=keputusan.butir("mengingat"),
        memperhatikan=keputusan.butir("memperhatikan"),
        diktum=tuple((sebutan_diktum(n), b) for n, b in enumerate(keputusan.butir("diktum"), start=1)),
        penanda=penanda,
    )


def susun_penanda(renstra: Renstra, tempat: str) -> Penanda:
    """As entered when the Renstra was fixed; before that the head of the office, without a name."""
    tempat = tempat or renstra.satker.tempat
    if renstra.status not in BELUM_TETAP and renstra.jabatan_penandatangan:
        nama = renstra.penandatangan or TITIK
        return Penanda(renstra.jabatan_penandatangan, nama, tempat, renstra.tanggal_keputusan)
    ketua = Jabatan.objects.filter(unit__satker=renstra.satker_id, jenis=JenisJabatan.KETUA).first()
    jabatan = ketua.nama if ketua else f"{JenisJabatan.KETUA.label} {renstra.satker.nama}"
    return Penanda(jabatan, renstra.penandatangan or TITIK, tempat, renstra.tanggal_keputusan)


def sebutan_diktum(nomor: int) -> str:
    """1 → "KESATU", 12 → "KEDUA BELAS"."""
    return f"KE{terbilang(nomor).upper()}"
