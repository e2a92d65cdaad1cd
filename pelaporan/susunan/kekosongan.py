"""What a report still lacks: the one list, for the page of the LKjIP and for the snapshot of the printed report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from anggaran.rekap import RekapDipa
from capaian.enums import StatusRealisasi, Triwulan
from capaian.perhitungan import AlasanKosong
from capaian.rekap import RekapCapaian
from organisasi.models import Penugasan
from pelaporan.enums import KunciNarasi as K
from pelaporan.models import Laporan
from perjanjian.models import PerjanjianKinerja
from renstra.models import Renstra
from sakip.prosa import bersih

Tempat = tuple[str, int | None]  # place of the report (KunciNarasi) and sasaran

#: Places that may stay without prose: their text is generated.
BOLEH_KOSONG = frozenset({K.EFISIENSI_SUMBER_DAYA})
_CAPAIAN_KURANG = frozenset(
    {AlasanKosong.BELUM_DIISI, AlasanKosong.REALISASI_PROSES, AlasanKosong.BELUM_ADA_DATA},
)


class Bahan(Protocol):
    """What the list is made from; the page and the printed report bring the same."""

    @property
    def laporan(self) -> Laporan: ...
    @property
    def renstra(self) -> Renstra | None: ...
    @property
    def perjanjian(self) -> PerjanjianKinerja | None: ...
    @property
    def penandatangan(self) -> Penugasan | None: ...
    @property
    def rekap(self) -> RekapCapaian: ...
    @property
    def dipa(self) -> RekapDipa: ...
    @property
    def anggaran(self) -> Mapping[int, RekapDipa]: ...
    @property
    def narasi(self) -> Mapping[Tempat, str]: ...


@dataclass(frozen=True)
class Kekosongan:
    """One gap: which part, of which sasaran or indikator (if it is one's), and the page to mend it."""

    bagian: str
    sasaran: str = ""
    rincian: str = ""
    url: str = ""


@dataclass(frozen=True)
class BelumDisetujui:
    """A realisasi that the report counts although nobody has approved it."""

    indikator: str
    triwulan: int
    status: str


def daftar_kekosongan(bahan: Bahan) -> tuple[Kekosongan, ...]:
    """Every gap, prose first in printing order, then data. No queries."""
    return (*_prosa(bahan), *_data(bahan), *_capaian(bahan))


def terisi(bahan: Bahan, kunci: K, sasaran: int | None = None) -> bool:
    """A word stands at this place."""
    return not bersih.kosong(bahan.narasi.get((kunci.value, sasaran), ""))


def daftar_belum_disetujui(rekap: RekapCapaian) -> tuple[BelumDisetujui, ...]:
    """By quarter, then as the report prints them; no queries, for the rekap has fetched its realisasi."""
    belum = [
        BelumDisetujui(b.kode, r.triwulan, StatusRealisasi(r.status).label)
        for b in rekap.baris
        for r in b.pengukuran.realisasi.all()
        if r.status != StatusRealisasi.DISETUJUI
    ]
    return tuple(sorted(belum, key=lambda b: b.triwulan))


def _prosa(bahan: Bahan) -> Iterator[Kekosongan]:
    for kunci in K:
        if kunci == K.ANALISIS_SASARAN:
            for kelompok in bahan.rekap.kelompok:
                if not terisi(bahan, kunci, kelompok.sasaran.pk):
                    url = alamat_narasi(bahan.laporan, kunci, kelompok.sasaran.pk)
                    yield Kekosongan(str(kunci.label), sasaran=kelompok.sasaran.uraian, url=url)
        elif kunci not in BOLEH_KOSONG and not terisi(bahan, kunci):
            yield Kekosongan(str(kunci.label), url=alamat_narasi(bahan.laporan, kunci))


def _data(bahan: Bahan) -> Iterator[Kekosongan]:
    """Rows that the report is made from and that are not there."""
    laporan, tahun = bahan.laporan, bahan.laporan.tahun
    if bahan.penandatangan is None:
        yield Kekosongan("Penandatangan laporan", url=halaman(laporan, "pelaporan:atur"))
    if laporan.pns is None and laporan.pppk is None and laporan.ppnpn is None:
        yield Kekosongan("Bab I C. Jumlah sumber daya manusia", url=halaman(laporan, "pelaporan:atur"))
    if bahan.renstra is None:
        yield Kekosongan(f"Bab II A. Renstra yang berlaku tahun {tahun}", url=halaman(laporan, "renstra:daftar"))
    if bahan.perjanjian is None:
        yield Kekosongan("Bab II B. Perjanjian kinerja yang diukur", url=halaman(laporan, "perjanjian:daftar"))
    if not bahan.rekap.kelompok:
        yield Kekosongan(f"Bab III A. Indikator yang diukur tahun {tahun}", url=halaman(laporan, "capaian:daftar"))
    yield from _uang(bahan)


def _uang(bahan: Bahan) -> Iterator[Kekosongan]:
    url = halaman(bahan.laporan, "anggaran:daftar")
    if bahan.dipa.pagu is None:
        yield Kekosongan(f"Bab II C. Pagu anggaran tahun {bahan.laporan.tahun}", url=url)
    if not any(rekap.program for rekap in bahan.anggaran.values()):
        yield Kekosongan("Bab III C. Anggaran tiga tahun", url=url)
    if bahan.dipa.penyerapan is None:
        yield Kekosongan("Bab III D. Efisiensi sumber daya: penyerapan anggaran", url=url)


def _capaian(bahan: Bahan) -> Iterator[Kekosongan]:
    laporan = bahan.laporan
    for baris in bahan.rekap.baris:
        if baris.hasil.alasan in _CAPAIAN_KURANG:
            url = reverse("capaian:rincian", args=[laporan.satker.kode, laporan.tahun, baris.pengukuran.pk])
            bagian = f"Capaian indikator {baris.kode}: {baris.hasil.alasan.label}"
            yield Kekosongan(bagian, rincian=baris.uraian, url=url)


def alamat_narasi(laporan: Laporan, kunci: K, sasaran: int | None = None) -> str:
    """The page where the text of this place is written."""
    lagi = () if sasaran is None else (sasaran,)
    return reverse("pelaporan:narasi", args=[laporan.satker.kode, laporan.tahun, kunci.value, *lagi])


def halaman(laporan: Laporan, nama: str) -> str:
    return reverse(nama, args=[laporan.satker.kode, laporan.tahun])


def nama_triwulan(triwulan: int) -> str:
    return str(Triwulan(triwulan).label)
