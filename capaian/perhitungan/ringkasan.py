"""What is read off several capaian: the mean, its kategori, the change between years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol, TypeVar

from sakip.angka import bulatkan, format_ringkas

from .nilai import NOL, Hasil, operand


@dataclass(frozen=True, slots=True)
class Rerata:
    """A mean capaian in percent with its coverage in indikator; None when nothing below could be computed."""

    nilai: Decimal | None
    terhitung: int
    jumlah: int
    uraian: str

    @property
    def cakupan(self) -> str:
        return f"{self.terhitung} dari {self.jumlah} indikator"

    @property
    def cakupan_kalimat(self) -> str:
        """The coverage beside a figure: "4 dari 9 indikator ada datanya"."""
        return f"{self.cakupan} ada datanya"

    @property
    def lengkap(self) -> bool:
        return self.terhitung == self.jumlah


def rata_rata_capaian(
    daftar: Sequence[Hasil | Rerata], *, bobot: Sequence[Decimal] | None, batas: Decimal | None
) -> Rerata:
    """Mean capaian in percent of what is below, not rounded: indikator → sasaran → tujuan → satker.

    `bobot` None: all weigh the same. A member counts with its own cap (`nilai_dibatasi`); `batas` caps each member once
    more before the mean. What cannot be computed is left out
    together with its weight; the coverage tells, and adds up through the levels. Raises ValueError when weights are
    negative or not as many as members.
    """
    berat = [Decimal(1)] * len(daftar) if bobot is None else list(bobot)
    if len(berat) != len(daftar) or any(b < 0 for b in berat):
        raise ValueError("Bobot harus sebanyak anggotanya dan tidak negatif.")
    terhitung = sum(_cakupan(anggota)[0] for anggota in daftar)
    jumlah = sum(_cakupan(anggota)[1] for anggota in daftar)
    nilai_anggota = [a.nilai_dibatasi if isinstance(a, Hasil) else a.nilai for a in daftar]
    suku = [
        (nilai if batas is None else min(nilai, batas), b)
        for nilai, b in zip(nilai_anggota, berat, strict=True)
        if nilai is not None
    ]
    total = sum((b for _, b in suku), NOL)
    if total == 0:
        return Rerata(None, 0, jumlah, "Belum ada capaian yang dapat dihitung")
    nilai = sum((n * b for n, b in suku), NOL) / total
    ruas = " + ".join(format_ringkas(n) if bobot is None else f"{format_ringkas(n)} × {operand(b)}" for n, b in suku)
    return Rerata(nilai, terhitung, jumlah, f"({ruas}) / {operand(total)} = {format_ringkas(nilai)}")


def _cakupan(anggota: Hasil | Rerata) -> tuple[int, int]:
    if isinstance(anggota, Rerata):
        return anggota.terhitung, anggota.jumlah
    return int(anggota.dapat_dihitung), 1


class Pita(Protocol):
    """A band of a capaian scale, such as a row of master data."""

    @property
    def batas_bawah(self) -> Decimal: ...


P = TypeVar("P", bound=Pita)


def kategori(nilai: Decimal | None, daftar: Iterable[P]) -> P | None:
    """The band of a capaian in percent: the highest whose `batas_bawah` it exceeds (exactly 80 is not > 80).

    The lowest band takes the rest, also what is below 0; the highest has no end. None for an undefined capaian or an
    empty scale. Judged on the figure as shown, rounded half up to two decimals: a reader who sees 80,00 must find the
    band of 80,00, and the 28th digit of a mean must not lift it. Source: Tabel 3.1 of the LKjIP.
    """
    urut = sorted(daftar, key=lambda pita: pita.batas_bawah, reverse=True)
    if nilai is None or not urut:
        return None
    tampak = bulatkan(nilai)
    return next((pita for pita in urut if tampak > pita.batas_bawah), urut[-1])


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """One year beside the year before; `selisih` in the unit of the values (percentage points for a capaian)."""

    tahun: int
    nilai: Decimal | None
    selisih: Decimal | None
    keterangan: str


def perbandingan(deret: Sequence[tuple[int, Decimal | None]]) -> tuple[Perbandingan, ...]:
    """Target, realisasi or capaian of several years with the change from the row before; the first year says so.

    Not rounded. Where either value is undefined there is no change. Raises ValueError unless the years rise.
    """
    if any(kini <= lalu for (lalu, _), (kini, _) in pairwise(deret)):
        raise ValueError("Tahun harus berurutan naik.")
    sebelum = (None, *deret)
    return tuple(_bandingkan(lalu, *kini) for lalu, kini in zip(sebelum, deret, strict=False))


def _bandingkan(lalu: tuple[int, Decimal | None] | None, tahun: int, nilai: Decimal | None) -> Perbandingan:
    if lalu is None:
        return Perbandingan(tahun, nilai, None, "Tahun pertama, belum ada pembanding")
    tahun_lalu, nilai_lalu = lalu
    if nilai is None or nilai_lalu is None:
        return Perbandingan(tahun, nilai, None, f"Tidak dapat dibandingkan dengan {tahun_lalu}")
    selisih = nilai - nilai_lalu
    besar = format_ringkas(abs(selisih))
    if selisih == 0:
        keterangan = f"Tetap sejak {tahun_lalu}"
    else:
        keterangan = f"{'Naik' if selisih > 0 else 'Turun'} {besar} dari {tahun_lalu}"
    return Perbandingan(tahun, nilai, selisih, keterangan)
