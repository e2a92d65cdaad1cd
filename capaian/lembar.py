"""What the pages of the capaian show: the quarter's grid, one row of it, the figures of one indikator over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, prefetch_related_objects

from organisasi.models import Pengguna, Satker, Unit
from organisasi.models.pohon import awalan_jalur
from sakip.alur import Tindakan
from sakip.angka import romawi

from . import izin
from .enums import KeadaanNilai, StatusRealisasi
from .models import BuktiRealisasi, Pengukuran, Realisasi, RiwayatRealisasi
from .periode import Periode, periode_triwulan
from .rekap import (
    BarisCapaian,
    RekapCapaian,
    nilai_realisasi,
    rekap_capaian,
    teks_nilai,
)
from .services_periksa import kekurangan


@dataclass(frozen=True)
class Pembanding:
    """A value of another period, beside what is entered: "TW I", "60 %"."""

    label: str
    teks: str


@dataclass(frozen=True)
class BarisIsian:
    """One row of a quarter's grid: the figures, and what this person may do with them now.

    `tertutup`: why the quarter takes no entry of this row, "" while it does. `kurang`: what it must still say before it
    is submitted (see `services_periksa.kekurangan`). `bukti`: how many prove it.
    """

    capaian: BarisCapaian
    realisasi: Realisasi | None
    berwenang: bool
    tindakan: tuple[Tindakan, ...]
    catatan: str
    tertutup: str = ""
    kurang: tuple[str, ...] = ()
    sebelum: tuple[Pembanding, ...] = ()
    bukti: int = 0

    @property
    def boleh_isi(self) -> bool:
        return self.berwenang and not self.tertutup and (self.realisasi is None or self.realisasi.dapat_diubah)

    @property
    def boleh_koreksi(self) -> bool:
        """Whether this person can begin the correction of what is approved."""
        disetujui = self.realisasi is not None and self.realisasi.status == StatusRealisasi.DISETUJUI
        return self.berwenang and not self.tertutup and disetujui

    @property
    def alasan_terkunci(self) -> str:
        """Why somebody who may fill in the row cannot change it now, in words; "" when it can be changed."""
        if self.realisasi is None or self.realisasi.dapat_diubah:
            return self.tertutup if self.berwenang else ""
        if self.realisasi.status == StatusRealisasi.DISETUJUI:
            return "Disetujui; untuk mengubahnya, buat koreksi"
        if self.realisasi.status == StatusRealisasi.DIVERIFIKASI:
            return "Menunggu persetujuan"
        return "Menunggu verifikasi"

    @property
    def siap_diajukan(self) -> bool:
        return self.boleh_isi and not self.kurang and self.dapat("ajukan")

    @property
    def perlu_dilengkapi(self) -> bool:
        return bool(self.kurang) and (self.realisasi is None or self.realisasi.dapat_diubah)

    @property
    def kata_kurang(self) -> list[str]:
        """What is lacking, without the reason that every one of them begins with."""
        return [kata.rpartition(": ")[2] for kata in self.kurang]

    @property
    def dapat_diperiksa(self) -> bool:
        return any(t.nama != "ajukan" for t in self.tindakan)

    def dapat(self, tindakan: str) -> bool:
        return any(t.nama == tindakan for t in self.tindakan)


@dataclass(frozen=True)
class LembarTriwulan:
    """The grid of one quarter: `kelompok` are pairs of the sasaran and its rows. `unit`: those that can be chosen."""

    rekap: RekapCapaian
    kelompok: tuple[tuple[Any, tuple[BarisIsian, ...]], ...]
    periode: Periode
    unit: tuple[Unit, ...] = ()

    @property
    def baris(self) -> list[BarisIsian]:
        return [b for _, isi in self.kelompok for b in isi]

    def hanya(self, jalur: set[str] | None) -> LembarTriwulan:
        """Of the rows those that a unit on one of these paths, or below it, answers for; None: all."""
        if jalur is None:
            return self
        kelompok = ((k, tuple(b for b in isi if _di_jalur(b.capaian.pengukuran, jalur))) for k, isi in self.kelompok)
        return LembarTriwulan(self.rekap, tuple((k, isi) for k, isi in kelompok if isi), self.periode, self.unit)

    @property
    def terisi(self) -> int:
        return sum(b.realisasi is not None and b.capaian.realisasi.terisi for b in self.baris)

    @property
    def proses(self) -> int:
        return sum(b.realisasi is not None and b.realisasi.keadaan != KeadaanNilai.TERISI for b in self.baris)

    @property
    def terkunci(self) -> int:
        return sum(b.realisasi is not None and not b.realisasi.dapat_diubah for b in self.baris)

    @property
    def disetujui(self) -> int:
        return sum(b.realisasi is not None and b.realisasi.status == StatusRealisasi.DISETUJUI for b in self.baris)

    @property
    def diperiksa(self) -> int:
        """How many are locked because somebody has yet to judge them."""
        return self.terkunci - self.disetujui

    @property
    def dapat_isi(self) -> int:
        return sum(b.boleh_isi for b in self.baris)

    @property
    def belum(self) -> list[BarisIsian]:
        """Rows that this person may fill in and that hold nothing yet."""
        return [b for b in self.baris if b.boleh_isi and b.realisasi is None]

    @property
    def kurang(self) -> list[BarisIsian]:
        """Rows that hold a figure and still lack what submitting demands."""
        return [b for b in self.baris if b.boleh_isi and b.perlu_dilengkapi]

    @property
    def dapat_ajukan(self) -> int:
        return sum(b.siap_diajukan for b in self.baris)

    @property
    def dapat_periksa(self) -> int:
        """On how many rows an act of a checker waits for this person."""
        return sum(b.dapat("verifikasi") or b.dapat("setujui") for b in self.baris)

    @property
    def dilihat_ajukan(self) -> list[str]:
        """ "pk:versi" of the realisasi that would be submitted, as `halaman.semua_versi` reads it."""
        return [f"{b.realisasi.pk}:{b.realisasi.versi}" for b in self.baris if b.realisasi and b.siap_diajukan]

    def cari(self, pengukuran_id: int) -> BarisIsian:
        return next(b for b in self.baris if b.capaian.pengukuran.pk == pengukuran_id)


#: Who entered a figure, and for whom.
PENGISI = ("diisi_oleh", "diisi_atas_nama__pejabat", "diisi_atas_nama__jabatan")


def lembar_triwulan(satker: Satker, tahun: int, triwulan: int, *, user: Pengguna) -> LembarTriwulan:
    """The quarter's rows in a fixed number of queries."""
    rekap = rekap_capaian(satker, tahun, triwulan=triwulan, realisasi=Realisasi.objects.visible_to(user))
    isian = [b.isian for b in rekap.baris if b.isian is not None]
    pengukuran = [b.pengukuran for b in rekap.baris]
    prefetch_related_objects(isian, *PENGISI)
    prefetch_related_objects(pengukuran, "indikator__pelaksana", "tindak_lanjut")  # who fills in, what is lacking
    bahan = _Bahan(
        user,
        periode_triwulan(satker, tahun, triwulan),
        _catatan_terakhir(isian),
        _banyak_bukti(isian),
        _tahun_lalu(pengukuran, tahun - 1, triwulan, user),
    )
    kelompok = tuple((k, tuple(_baris_isian(b, bahan) for b in k.baris)) for k in rekap.kelompok)
    return LembarTriwulan(rekap, kelompok, bahan.periode, _unit_pilihan(satker, pengukuran))


@dataclass(frozen=True)
class _Bahan:
    """What was read once for all rows, by key of the realisasi (`lalu`: of the indikator)."""

    user: Pengguna
    periode: Periode
    catatan: dict[int, str]
    bukti: dict[int, int]
    lalu: dict[int, Pembanding]


def _baris_isian(baris: BarisCapaian, bahan: _Bahan) -> BarisIsian:
    r, p = baris.isian, baris.pengukuran
    terbuka = bahan.periode.terbuka_untuk(p.jalur_unit())
    return BarisIsian(
        capaian=baris,
        realisasi=r,
        berwenang=bahan.user.has_perm(izin.ISI, p),
        tindakan=tuple(r.tindakan_untuk(bahan.user)) if r else (),
        catatan=bahan.catatan.get(r.pk, "") if r else "",
        tertutup="" if terbuka else bahan.periode.alasan_tertutup,
        kurang=tuple(kekurangan(p, r)) if r else (),
        sebelum=tuple(_sebelum(baris, bahan)),
        bukti=bahan.bukti.get(r.pk, 0) if r else 0,
    )


def _sebelum(baris: BarisCapaian, bahan: _Bahan) -> Iterable[Pembanding]:
    """The quarter before, and the same quarter of the year before."""
    triwulan = bahan.periode.triwulan - 1
    isian = {r.triwulan: r for r in baris.pengukuran.realisasi.all()}
    if triwulan in isian:
        satuan = baris.satuan
        yield Pembanding(f"TW {romawi(triwulan)}", teks_nilai(nilai_realisasi(isian[triwulan], satuan), satuan))
    if lalu := bahan.lalu.get(baris.pengukuran.indikator_id):
        yield lalu


def _tahun_lalu(pengukuran: list[Pengukuran], tahun: int, triwulan: int, user: Pengguna) -> dict[int, Pembanding]:
    """The same quarter a year before, of the same indikator or of the one that a revision of the Renstra copied."""
    indikator = {p.indikator_id: p.indikator for p in pengukuran}
    asal = {i.asal_id: i.pk for i in indikator.values() if i.asal_id}
    lalu = (
        Realisasi.objects.visible_to(user)
        .filter(pengukuran__tahun=tahun, triwulan=triwulan, pengukuran__indikator__in={*indikator, *asal})
        .select_related("pengukuran__indikator")
        .order_by("revisi")
    )
    hasil = {}
    for r in lalu:
        lama = r.pengukuran.indikator
        kini = indikator[lama.pk if lama.pk in indikator else asal[lama.pk]]
        if lama.satuan_id == kini.satuan_id:
            teks = teks_nilai(nilai_realisasi(r, kini.satuan), kini.satuan)
            hasil[kini.pk] = Pembanding(f"TW {romawi(triwulan)} {tahun}", teks)
    return hasil


def _banyak_bukti(isian: list[Realisasi]) -> dict[int, int]:
    bukti = BuktiRealisasi.objects.filter(realisasi__in=[r.pk for r in isian]).order_by()
    return dict(bukti.values_list("realisasi").annotate(banyak=Count("pk")))


def _unit_pilihan(satker: Satker, pengukuran: list[Pengukuran]) -> tuple[Unit, ...]:
    """The units that answer for a row, and those above them, in the order of the tree."""
    jalur = {awal for p in pengukuran for j in p.jalur_unit() for awal in awalan_jalur(j)}
    return tuple(Unit.objects.filter(satker=satker, jalur__in=jalur).order_by("jalur"))


def _di_jalur(pengukuran: Pengukuran, jalur: set[str]) -> bool:
    return any(milik.startswith(awal) for milik in pengukuran.jalur_unit() for awal in jalur)


def _catatan_terakhir(isian: list[Realisasi]) -> dict[int, str]:
    """The note with which each returned row came back."""
    kembali = [r.pk for r in isian if r.status == StatusRealisasi.DIKEMBALIKAN]
    riwayat = RiwayatRealisasi.objects.filter(objek__in=kembali, tindakan="kembalikan").order_by("waktu", "pk")
    return dict(riwayat.values_list("objek_id", "catatan"))
