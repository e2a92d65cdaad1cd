"""The plan of withdrawals as a grid: programmes by months. Reading it, and writing what was touched of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from organisasi.models import Satker
from sakip.angka import BULAN as NAMA_BULAN
from sakip.angka import GalatAngka, baca_bilangan, format_rupiah, parse_rupiah, rapikan

from .perhitungan import penyerapan
from .perhitungan.serap import BULAN
from .rekap import jumlah, selisih
from .services import TANPA_NILAI, IsianRupiah
from .services_rencana import IsianBulan, Sel, pengubah, rencana_tersimpan, simpan_rencana

#: Between the months of a row, and between month, version and text of one; no amount holds them.
ANTAR, DALAM = "|", "="


@dataclass(frozen=True)
class SelBulan:
    """One cell as the page draws it."""

    bulan: int
    nama: str
    label: str
    teks: str
    galat_id: str
    salah: bool

    @property
    def nama_bulan(self) -> str:
        return NAMA_BULAN[self.bulan - 1]


@dataclass
class BarisRencana:
    """One programme with its twelve months; `teks` stands in the cells, `semula` is what they rest on.

    `dalam_dipa`: the DIPA in force holds the programme. One that it lost keeps its plan until somebody empties it.
    """

    kode: str
    uraian: str
    pagu: Decimal | None
    dalam_dipa: bool
    nilai: dict[int, Decimal]
    teks: dict[int, str]
    semula: dict[int, str]
    versi: dict[int, int]
    galat: dict[int, str] = field(default_factory=dict)
    bentrok: set[int] = field(default_factory=set)
    tertulis: set[int] = field(default_factory=set)

    @property
    def jumlah(self) -> Decimal | None:
        """Of the stored months; None without one."""
        return jumlah(self.nilai.values())

    @property
    def selisih(self) -> Decimal | None:
        """Pagu minus plan, in rupiah; None without either."""
        return selisih(self.pagu, self.jumlah)

    @property
    def porsi(self) -> Decimal | None:
        """The plan in percent of the pagu, not rounded."""
        return penyerapan(self.jumlah, self.pagu)

    @property
    def nama_asal(self) -> str:
        return f"i{self.kode}-asal"

    @property
    def asal(self) -> str:
        return ANTAR.join(DALAM.join((str(b), str(self.versi.get(b, 0)), self.semula[b])) for b in BULAN)

    @property
    def disentuh(self) -> list[int]:
        return [b for b in BULAN if self.teks[b] != self.semula[b]]

    def dasar(self, bulan: int) -> IsianRupiah:
        """What the cell rested on when it was shown."""
        try:
            return IsianRupiah(baca_sel(self.semula[bulan]), self.versi.get(bulan, 0))
        except GalatAngka:  # no page of ours wrote it: it rests on nothing
            return IsianRupiah(None, -1)

    @property
    def sel(self) -> list[SelBulan]:
        return [
            SelBulan(
                b,
                f"i{self.kode}-{b}",
                f"Rencana {NAMA_BULAN[b - 1]} program {self.kode}",
                self.teks[b],
                f"galat-{self.kode}-{b}",
                b in self.galat,
            )
            for b in BULAN
        ]

    @property
    def daftar_galat(self) -> list[tuple[str, str]]:
        return [(f"galat-{self.kode}-{b}", pesan) for b, pesan in self.galat.items()]


@dataclass(frozen=True)
class JumlahBulan:
    """A month of all programmes in rupiah, and the share of the year's plan that its end reaches, in percent."""

    bulan: int
    nilai: Decimal | None
    kumulatif: Decimal | None
    porsi: Decimal | None

    @property
    def nama(self) -> str:
        """Of the month."""
        return NAMA_BULAN[self.bulan - 1]


def baris_rencana(satker: Satker, tahun: int, program: Iterable[tuple[str, str, Decimal | None]]) -> list[BarisRencana]:
    """A row per programme of the DIPA (code, name, pagu) and per code that only the plan holds; one query."""
    tersimpan: dict[str, dict[int, IsianRupiah]] = {}
    for (kode, bulan), isian in rencana_tersimpan(satker, tahun).items():
        tersimpan.setdefault(kode, {})[bulan] = isian
    hasil = [_baris(kode, uraian, pagu, tersimpan.pop(kode, {}), True) for kode, uraian, pagu in program]
    return hasil + [_baris(kode, "", None, sisa, False) for kode, sisa in sorted(tersimpan.items())]


def _baris(
    kode: str, uraian: str, pagu: Decimal | None, tersimpan: Mapping[int, IsianRupiah], dalam_dipa: bool
) -> BarisRencana:
    nilai = {b: i.nilai for b, i in tersimpan.items() if i.nilai is not None}
    semula = {b: tulis(nilai.get(b)) for b in BULAN}
    versi = {b: i.versi for b, i in tersimpan.items()}
    return BarisRencana(kode, uraian, pagu, dalam_dipa, nilai, dict(semula), semula, versi)


def jumlah_bulan(baris: Iterable[BarisRencana]) -> list[JumlahBulan]:
    """Sums over all programmes of what is stored, month by month."""
    semua = list(baris)
    per_bulan = {b: jumlah(r.nilai.get(b) for r in semua) for b in BULAN}
    total = jumlah(per_bulan.values())
    hasil, sampai = [], Decimal(0)
    for b, nilai in per_bulan.items():
        sampai += nilai or 0
        hasil.append(JumlahBulan(b, nilai, None if total is None else sampai, penyerapan(sampai, total)))
    return hasil


def tulis(nilai: Decimal | None) -> str:
    """An amount as it stands in a cell; `baca_sel` reads it back."""
    return "" if nilai is None else format_rupiah(nilai)


def baca_sel(teks: str) -> Decimal | None:
    """What was typed or pasted, in rupiah; None for an empty cell. Raises GalatAngka."""
    if rapikan(teks) in TANPA_NILAI:
        return None
    nilai = parse_rupiah(teks)
    if nilai < 0:
        raise GalatAngka("Rencana penarikan tidak boleh negatif.")
    return nilai


def isi_dari(baris: Iterable[BarisRencana], data: Mapping[str, Any]) -> list[BarisRencana]:
    """The rows that were posted, with what was typed; a month that was not posted is not touched."""
    dikirim = [b for b in baris if b.nama_asal in data]
    for b in dikirim:
        b.semula, b.versi = dict.fromkeys(BULAN, ""), {}  # a cell without an origin rests on nothing
        for bagian in data[b.nama_asal].split(ANTAR):
            kunci, _, sisa = bagian.partition(DALAM)
            if (bulan := baca_bilangan(kunci)) in b.semula:
                versi, _, b.semula[bulan] = sisa.partition(DALAM)
                b.versi[bulan] = baca_bilangan(versi) or 0
        for bulan in BULAN:
            b.teks[bulan] = str(data.get(f"i{b.kode}-{bulan}", b.semula[bulan])).strip()
    return dikirim


def simpan_baris(satker: Satker, tahun: int, baris: Iterable[BarisRencana]) -> None:
    """Write every touched cell that can be read and that nobody changed meanwhile; the others say what is wrong."""
    daftar = {b.kode: b for b in baris}
    isian: dict[Sel, IsianBulan] = {}
    for b in daftar.values():
        for bulan in b.disentuh:
            try:
                isian[b.kode, bulan] = IsianBulan(baca_sel(b.teks[bulan]), b.dasar(bulan))
            except GalatAngka as galat:
                b.galat[bulan] = f"{NAMA_BULAN[bulan - 1]}: {galat}"
    tertulis, konflik = simpan_rencana(satker=satker, tahun=tahun, isian=isian)
    for kode, bulan in tertulis:
        daftar[kode].tertulis.add(bulan)
    siapa = pengubah(satker, tahun, konflik)
    for (kode, bulan), kini in konflik.items():
        _catat_bentrok(daftar[kode], bulan, kini, siapa.get((kode, bulan)) or "orang lain")


def _catat_bentrok(baris: BarisRencana, bulan: int, kini: IsianRupiah, siapa: str) -> None:
    baris.galat[bulan] = (
        f"{NAMA_BULAN[bulan - 1]} baru saja diubah {siapa} menjadi “{tulis(kini.nilai) or 'tanpa rencana'}”; isian "
        f"Anda “{baris.teks[bulan] or 'tanpa rencana'}” belum disimpan."
    )
    baris.bentrok.add(bulan)
    baris.versi[bulan], baris.semula[bulan] = kini.versi, tulis(kini.nilai)


def jawaban(tersimpan: Iterable[BarisRencana], baris: Iterable[BarisRencana]) -> list[dict[str, Any]]:
    """What the browser must know after a save (see static/js/kisi_simpan.js); `tersimpan`: the rows read again."""
    kini = {b.kode: b for b in tersimpan}
    hasil = []
    for b in baris:
        ada = kini.get(b.kode)
        sel = [
            {
                "kunci": str(bulan),
                "versi": ada.versi.get(bulan, 0) if ada else 0,
                "teks": ada.semula[bulan] if ada else "",
                "pesan": b.galat.get(bulan, ""),
                "bentrok": bulan in b.bentrok,
                "ku": bulan in b.tertulis,
            }
            for bulan in BULAN
        ]
        hasil.append({"pk": b.kode, "sel": sel})
    return hasil
