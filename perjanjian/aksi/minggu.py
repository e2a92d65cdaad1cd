"""The weeks of a plan: twelve months of four weeks, as the papers print them, in one integer of 48 bits.

Week 0 is the first of January, week 47 the last of December. Days 1–7 are a month's first week, 8–14 the second, 15–21
the third, and what is left the fourth: a fifth week of a long month is counted with it. Pure: no Django, no clock.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PER_BULAN = 4
BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
NAMA_BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
JUMLAH = len(BULAN) * PER_BULAN
SEMUA = (1 << JUMLAH) - 1
_SATU_BULAN = (1 << PER_BULAN) - 1
_BAGIAN = re.compile(r"(?P<bulan>[A-Za-z]{3,9})(?:\s+(?P<awal>\d)(?:\s*[-–]\s*(?P<akhir>\d))?)?")


class GalatMinggu(ValueError):
    """The text names no weeks; the message is Indonesian and may be shown."""


def sah(bit: int) -> bool:
    return 0 <= bit <= SEMUA


def kumpulkan(minggu: Iterable[int]) -> int:
    """Week numbers (0–47) as one integer; IndexError for a number that is no week."""
    bit = 0
    for m in minggu:
        bit |= 1 << _periksa(m)
    return bit


def uraikan(bit: int) -> Iterator[int]:
    """The week numbers, rising."""
    return (m for m in range(JUMLAH) if bit >> m & 1)


def setel(bit: int, awal: int, akhir: int, isi: bool) -> int:
    """All weeks from `awal` to `akhir` (either order, both included) painted or cleared; the others stay."""
    rendah, tinggi = sorted((_periksa(awal), _periksa(akhir)))
    rentang = (1 << tinggi + 1) - (1 << rendah)
    return bit | rentang if isi else bit & ~rentang


def gabung(bit: Iterable[int]) -> int:
    """The weeks of several rows together."""
    hasil = 0
    for b in bit:
        hasil |= b
    return hasil


def banyak(bit: int) -> int:
    return bit.bit_count()


def bulan(nomor: int) -> int:
    """The four weeks of a month (1–12)."""
    return _SATU_BULAN << PER_BULAN * (nomor - 1)


def sebelum(minggu: int) -> int:
    """All weeks before this one; JUMLAH: the whole year."""
    return (1 << max(0, min(minggu, JUMLAH))) - 1


def minggu_tanggal(tanggal: datetime.date) -> int:
    """The week that a day belongs to."""
    return (tanggal.month - 1) * PER_BULAN + min((tanggal.day - 1) // 7, PER_BULAN - 1)


def minggu_berjalan(tahun: int, hari: datetime.date) -> int:
    """The week that `hari` is in, seen from a plan of `tahun`: 0 before that year, JUMLAH after it."""
    if hari.year != tahun:
        return 0 if hari.year < tahun else JUMLAH
    return minggu_tanggal(hari)


@dataclass(frozen=True)
class Ruas:
    """Weeks in a row, from `awal` for `panjang` weeks."""

    awal: int
    panjang: int

    @property
    def akhir(self) -> int:
        return self.awal + self.panjang - 1


def ruas(bit: int) -> tuple[Ruas, ...]:
    """The runs of painted weeks, each as long as it can be."""
    hasil: list[Ruas] = []
    for m in uraikan(bit):
        if hasil and hasil[-1].akhir == m - 1:
            hasil[-1] = Ruas(hasil[-1].awal, hasil[-1].panjang + 1)
        else:
            hasil.append(Ruas(m, 1))
    return tuple(hasil)


def nama(minggu: int) -> str:
    """ "Maret minggu 2"."""
    return f"{NAMA_BULAN[_periksa(minggu) // PER_BULAN]} minggu {minggu % PER_BULAN + 1}"


def tulis(bit: int) -> str:
    """As people write it, month by month: "Jan 1–4; Mar 2; Mar 4"; "" for none. `baca` reads it back."""
    hasil = []
    for b in range(len(BULAN)):
        for r in ruas(bit >> PER_BULAN * b & _SATU_BULAN):
            akhir = f"–{r.akhir + 1}" if r.panjang > 1 else ""
            hasil.append(f"{BULAN[b]} {r.awal + 1}{akhir}")
    return "; ".join(hasil)


def baca(teks: str) -> int:
    """What `tulis` writes, also with whole months ("Feb") and full names ("Agustus 2-3"). Raises GalatMinggu."""
    bit = 0
    for bagian in filter(None, (b.strip() for b in re.split(r"[;,]", teks))):
        cocok = _BAGIAN.fullmatch(bagian)
        nomor = _nomor_bulan(cocok["bulan"]) if cocok else None
        if cocok is None or nomor is None:
            raise GalatMinggu(f"Tulis bulan dan minggunya, misalnya “Mar 2–4; Apr 1”. Yang diketik: “{bagian}”.")
        awal = int(cocok["awal"] or 1)
        akhir = int(cocok["akhir"] or cocok["awal"] or PER_BULAN)
        if not 1 <= awal <= akhir <= PER_BULAN:
            raise GalatMinggu(f"Minggu harus 1 sampai {PER_BULAN}. Yang diketik: “{bagian}”.")
        bit = setel(bit, nomor * PER_BULAN + awal - 1, nomor * PER_BULAN + akhir - 1, True)
    return bit


def _nomor_bulan(kata: str) -> int | None:
    """0–11 for the first three letters or the whole name."""
    for n, (singkat, lengkap) in enumerate(zip(BULAN, NAMA_BULAN, strict=True)):
        if kata.casefold() in {singkat.casefold(), lengkap.casefold()}:
            return n
    return None


def _periksa(minggu: int) -> int:
    if not 0 <= minggu < JUMLAH:
        raise IndexError(f"no such week: {minggu}")
    return minggu


# --- How far the plan is --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kemajuan:
    """Of a month or a year. `rencana`, `terlaksana`, `terlambat` count activities; `minggu_…` count planned weeks.

    An activity is done when every planned week of the span is marked done, late when one that is over is not.
    """

    rencana: int
    terlaksana: int
    terlambat: int
    minggu_rencana: int
    minggu_terlaksana: int

    @property
    def persen(self) -> int | None:
        """Planned weeks that are done, in whole percent; None: nothing is planned."""
        return self.minggu_terlaksana * 100 // self.minggu_rencana if self.minggu_rencana else None


def hitung_kemajuan(baris: Iterable[tuple[int, int]], rentang: int, berjalan: int) -> Kemajuan:
    """Of rows (planned, done) within the weeks of `rentang`; weeks before `berjalan` are over."""
    rencana = terlaksana = terlambat = minggu = selesai = 0
    for direncanakan, dikerjakan in baris:
        wajib = direncanakan & rentang
        if not wajib:
            continue
        sisa = wajib & ~dikerjakan
        rencana += 1
        terlaksana += not sisa
        terlambat += bool(sisa & sebelum(berjalan))
        minggu += banyak(wajib)
        selesai += banyak(wajib & dikerjakan)
    return Kemajuan(rencana, terlaksana, terlambat, minggu, selesai)


def per_bulan(baris: Iterable[tuple[int, int]], berjalan: int) -> tuple[Kemajuan, ...]:
    """The twelve months of a plan."""
    semua = list(baris)
    return tuple(hitung_kemajuan(semua, bulan(b), berjalan) for b in range(1, 13))
