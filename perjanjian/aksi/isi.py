"""A Rencana Aksi as a tree of rows with what they take from each other: the one source of grid, page and paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from anggaran.enums import JenisPos
from anggaran.models import Dipa
from anggaran.rekap import jumlah, rekap_pohon
from organisasi.models import Unit
from sakip.angka import format_desimal

from . import minggu
from .minggu import Kemajuan
from .models import BarisAksi, RencanaAksi

JENJANG = {jenis: n for n, jenis in enumerate(JenisPos)}


@dataclass(frozen=True)
class BarisIsi:
    """A row as it is shown. `daun`: nothing stands below it, so its weeks are its own; above, they are those below.

    `unit`: who answers for it, from the row above where it names nobody itself (`diwarisi`). `pagu` in rupiah.
    """

    baris: BarisAksi
    jenjang: int
    daun: bool
    pagu: Decimal | None
    rencana: int
    terlaksana: int
    unit: tuple[Unit, ...]
    diwarisi: bool
    penanggung: tuple[str, ...]

    @property
    def kode(self) -> str:
        return self.baris.sebutan_kode

    @property
    def uraian(self) -> str:
        return self.baris.sebutan

    @property
    def output(self) -> str:
        return teks_output(self.baris.output_jumlah, self.baris.output_satuan)

    @property
    def triwulan(self) -> tuple[str, ...]:
        return tuple("" if n is None else format_desimal(n) for n in self.baris.triwulan)

    @property
    def satker_id(self) -> int:
        return self.baris.rencana.satker_id

    def jalur_unit(self) -> list[str]:
        """For the right to enter progress: the units that answer for the row."""
        return [u.jalur for u in self.unit]


@dataclass(frozen=True)
class IsiRencana:
    """`berjalan`: the week that today is in; `bulan`: how far each month is, of the rows without rows below them."""

    rencana: RencanaAksi
    baris: tuple[BarisIsi, ...]
    pagu: Decimal | None
    berjalan: int

    @property
    def _daun(self) -> list[tuple[int, int]]:
        return [(b.rencana, b.terlaksana) for b in self.baris if b.daun]

    @property
    def bulan(self) -> tuple[Kemajuan, ...]:
        return minggu.per_bulan(self._daun, self.berjalan)

    @property
    def sampai_kini(self) -> Kemajuan:
        """Of the weeks that are over."""
        return minggu.hitung_kemajuan(self._daun, minggu.sebelum(self.berjalan), self.berjalan)

    @property
    def setahun(self) -> Kemajuan:
        return minggu.hitung_kemajuan(self._daun, minggu.SEMUA, self.berjalan)

    def ambil(self, pk: int) -> BarisIsi | None:
        return next((b for b in self.baris if b.baris.pk == pk), None)


def isi_rencana(rencana: RencanaAksi, *, berjalan: int, berpagu: bool = True) -> IsiRencana:
    """Two queries for the rows, one for the DIPA's amounts (`berpagu`), whatever the number of rows."""
    daftar = list(rencana.baris.select_related("pos").prefetch_related("penanggung_jawab").order_by("urut", "pk"))
    for baris in daftar:
        baris.rencana = rencana
    pagu, total = _pagu(rencana.dipa) if berpagu else ({}, None)
    return IsiRencana(rencana, susun_baris(daftar, pagu), total, berjalan)


def _pagu(dipa: Dipa) -> tuple[dict[int, Decimal | None], Decimal | None]:
    rekap = rekap_pohon(dipa, None)
    return {b.pos.pk: b.pagu for b in rekap.baris}, jumlah(b.pagu for b in rekap.program)


def susun_baris(daftar: Sequence[BarisAksi], pagu: dict[int, Decimal | None]) -> tuple[BarisIsi, ...]:
    jenjang = jenjang_baris(daftar)
    induk = induk_baris(jenjang)
    rencana = naikkan([b.rencana_minggu for b in daftar], induk)
    terlaksana = naikkan([b.terlaksana for b in daftar], induk)
    berbawahan = {i for i in induk if i is not None}
    hasil: list[BarisIsi] = []
    for n, b in enumerate(daftar):
        sendiri = tuple(b.penanggung_jawab.all())
        atas = hasil[i] if (i := induk[n]) is not None else None
        diwarisi = not sendiri and not b.teks_penanggung_jawab and atas is not None
        unit = atas.unit if diwarisi and atas else sendiri
        tercetak = tuple(filter(None, (t.strip() for t in b.teks_penanggung_jawab.splitlines())))
        nama = atas.penanggung if diwarisi and atas else tercetak or tuple(u.nama for u in unit)
        hasil.append(
            BarisIsi(
                baris=b,
                jenjang=jenjang[n],
                daun=n not in berbawahan,
                pagu=pagu.get(b.pos_id or 0),
                rencana=rencana[n],
                terlaksana=terlaksana[n],
                unit=unit,
                diwarisi=diwarisi,
                penanggung=nama,
            )
        )
    return tuple(hasil)


def jenjang_baris(daftar: Iterable[BarisAksi]) -> list[int]:
    """Depth of each row: that of its code in the DIPA; a row without one stands below the coded row before it."""
    hasil, terakhir = [], -1
    for b in daftar:
        if b.pos is not None:
            terakhir = JENJANG[JenisPos(b.pos.jenis)]
            hasil.append(terakhir)
        else:
            hasil.append(terakhir + 1)
    return hasil


def induk_baris(jenjang: Sequence[int]) -> list[int | None]:
    """Index of the row above in the tree: the nearest row before it that is less deep."""
    hasil: list[int | None] = []
    jalan: list[int] = []
    for n, dalam in enumerate(jenjang):
        while jalan and jenjang[jalan[-1]] >= dalam:
            jalan.pop()
        hasil.append(jalan[-1] if jalan else None)
        jalan.append(n)
    return hasil


def naikkan(bit: Sequence[int], induk: Sequence[int | None]) -> list[int]:
    """Weeks of each row; a row with rows below it has theirs, and its own count no more."""
    berbawahan = {i for i in induk if i is not None}
    hasil = [0 if n in berbawahan else b for n, b in enumerate(bit)]
    for n in range(len(bit) - 1, -1, -1):
        atas = induk[n]
        if atas is not None:
            hasil[atas] |= hasil[n]
    return hasil


def teks_output(jumlah_output: Decimal | None, satuan: str) -> str:
    """ "1 Layanan"; "" when neither is known."""
    angka = "" if jumlah_output is None else format_desimal(jumlah_output)
    return f"{angka} {satuan}".strip()
