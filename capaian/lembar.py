"""What the pages of the capaian show: the quarter's grid, one row of it, the figures of one indikator over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from organisasi.models import Pengguna, Satker
from sakip.alur import Tindakan

from .enums import StatusRealisasi
from .models import Realisasi, RiwayatRealisasi
from .rekap import BarisCapaian, RekapCapaian, rekap_capaian

IZIN_ISI = "capaian.isi_realisasi"


@dataclass(frozen=True)
class BarisIsian:
    """One row of a quarter's grid: the figures, and what this person may do with them now."""

    capaian: BarisCapaian
    realisasi: Realisasi | None
    boleh_isi: bool
    tindakan: tuple[Tindakan, ...]
    catatan: str

    @property
    def alasan_terkunci(self) -> str:
        """Why the row cannot be changed now, in words; empty when it can, or when nothing is there."""
        if self.realisasi is None or self.realisasi.dapat_diubah:
            return ""
        if self.realisasi.status == StatusRealisasi.DISETUJUI:
            return "Disetujui; untuk mengubahnya, buat koreksi"
        if self.realisasi.status == StatusRealisasi.DIVERIFIKASI:
            return "Menunggu persetujuan"
        return "Menunggu verifikasi"


@dataclass(frozen=True)
class LembarTriwulan:
    """The grid of one quarter: `kelompok` are pairs of the sasaran and its rows."""

    rekap: RekapCapaian
    kelompok: tuple[tuple[Any, tuple[BarisIsian, ...]], ...]

    @property
    def baris(self) -> list[BarisIsian]:
        return [b for _, isi in self.kelompok for b in isi]

    @property
    def terisi(self) -> int:
        return sum(b.realisasi is not None and b.capaian.realisasi.terisi for b in self.baris)

    @property
    def terkunci(self) -> int:
        return sum(bool(b.alasan_terkunci) for b in self.baris)

    def dapat(self, tindakan: str) -> int:
        """On how many rows this person may do the act now."""
        return sum(any(t.nama == tindakan for t in b.tindakan) for b in self.baris)

    @property
    def dapat_ajukan(self) -> int:
        return self.dapat("ajukan")

    @property
    def dapat_verifikasi(self) -> int:
        return self.dapat("verifikasi")

    @property
    def dapat_setujui(self) -> int:
        return self.dapat("setujui")

    def cari(self, pengukuran_id: int) -> BarisIsian:
        return next(b for b in self.baris if b.capaian.pengukuran.pk == pengukuran_id)


#: Who entered a figure, and for whom.
PENGISI = ("diisi_oleh", "diisi_atas_nama__pejabat", "diisi_atas_nama__jabatan")


def lembar_triwulan(satker: Satker, tahun: int, triwulan: int, *, user: Pengguna) -> LembarTriwulan:
    """The quarter's rows in a fixed number of queries."""
    rekap = rekap_capaian(satker, tahun, triwulan=triwulan, realisasi=Realisasi.objects.visible_to(user))
    isian = [b.isian for b in rekap.baris if b.isian is not None]
    prefetch_related_objects(isian, *PENGISI)
    prefetch_related_objects([b.pengukuran for b in rekap.baris], "indikator__pelaksana")  # who may fill in which row
    catatan = _catatan_terakhir(isian)
    kelompok = tuple((k, tuple(_baris_isian(b, user, catatan) for b in k.baris)) for k in rekap.kelompok)
    return LembarTriwulan(rekap, kelompok)


def _baris_isian(baris: BarisCapaian, user: Pengguna, catatan: dict[int, str]) -> BarisIsian:
    r, boleh = baris.isian, user.has_perm(IZIN_ISI, baris.pengukuran)
    if r is None:
        return BarisIsian(baris, None, boleh, (), "")
    return BarisIsian(baris, r, boleh and r.dapat_diubah, tuple(r.tindakan_untuk(user)), catatan.get(r.pk, ""))


def _catatan_terakhir(isian: list[Realisasi]) -> dict[int, str]:
    """The note with which each returned row came back."""
    kembali = [r.pk for r in isian if r.status == StatusRealisasi.DIKEMBALIKAN]
    riwayat = RiwayatRealisasi.objects.filter(objek__in=kembali, tindakan="kembalikan").order_by("waktu", "pk")
    return dict(riwayat.values_list("objek_id", "catatan"))
