"""The budget through the years: programmes with pagu, realisasi and absorption, for the screen and for the LKjIP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from organisasi.models import Satker

from .models import PosisiRealisasi
from .perhitungan import penyerapan
from .rekap import BarisPos, RekapDipa, rekap_dipa, selisih

TAHUN_ANGGARAN = 3


@dataclass
class ProgramTahunan:
    """One programme through the years, recognised by its code ("076.01.WA"); printed under the last part of it."""

    kode: str
    nama: str
    tahun: dict[int, BarisPos] = field(default_factory=dict)

    @property
    def sebutan(self) -> str:
        return f"{self.kode.rpartition('.')[2]}. {self.nama}"


@dataclass(frozen=True)
class JumlahTahun:
    """The whole of a year in rupiah. `lebih`: programmes with more spent than their pagu; then there is no sum."""

    pagu: Decimal | None
    realisasi: Decimal | None
    lebih: tuple[str, ...]

    @property
    def penyerapan(self) -> Decimal | None:
        """In percent, not rounded."""
        return penyerapan(self.realisasi, self.pagu)


def rekap_tiga_tahun(satker: Satker, tahun: int, *, posisi: PosisiRealisasi | None = None) -> dict[int, RekapDipa]:
    """The year at a cut-off (default: the main one) and the two before it at their main one; four queries a year."""
    semua = range(tahun - TAHUN_ANGGARAN + 1, tahun + 1)
    return {t: rekap_dipa(satker, t, posisi=posisi if t == tahun else None) for t in semua}


def program_tahunan(anggaran: Mapping[int, RekapDipa]) -> list[ProgramTahunan]:
    """Programmes of all years, the newest year first in order; named as in the newest year that has them."""
    hasil: dict[str, ProgramTahunan] = {}
    for tahun in sorted(anggaran, reverse=True):
        for pos in anggaran[tahun].program:
            kode = pos.kode.upper()
            hasil.setdefault(kode, ProgramTahunan(kode, pos.uraian)).tahun[tahun] = pos
    return list(hasil.values())


def jumlah_tahun(rekap: RekapDipa) -> JumlahTahun:
    """The whole of a year; not summed up where a programme's figure is plainly wrong (more spent than its pagu)."""
    lebih = tuple(p.uraian for p in rekap.program if p.melebihi_pagu)
    return JumlahTahun(rekap.pagu, None if lebih else rekap.realisasi, lebih)


def kode_di_luar(anggaran: Mapping[int, RekapDipa]) -> Iterable[tuple[int, str, Decimal]]:
    """Year, code and rupiah of what was spent on codes that the DIPA of its year does not hold."""
    for tahun in sorted(anggaran):
        for kode, nilai in anggaran[tahun].di_luar_dipa:
            yield tahun, kode, nilai


@dataclass(frozen=True)
class AngkaTahun:
    """A year's rupiah with the change since the year before: pagu in rupiah, absorption in percentage points.

    Of a figure that is plainly wrong (`melebihi`) no change of absorption is told.
    """

    tahun: int
    pagu: Decimal | None
    realisasi: Decimal | None
    melebihi: bool = False
    ubah_pagu: Decimal | None = None
    ubah_serap: Decimal | None = None

    @property
    def penyerapan(self) -> Decimal | None:
        """In percent, not rounded."""
        return penyerapan(self.realisasi, self.pagu)


def angka_program(program: ProgramTahunan, tahun: Iterable[int]) -> list[AngkaTahun]:
    """A programme's years in order; one without it has no figures."""
    hasil = []
    for t in sorted(tahun):
        pos = program.tahun.get(t)
        hasil.append(AngkaTahun(t, pos.pagu, pos.realisasi, pos.melebihi_pagu) if pos else AngkaTahun(t, None, None))
    return dengan_perubahan(hasil)


def angka_semua(anggaran: Mapping[int, RekapDipa]) -> list[AngkaTahun]:
    """The years of the whole satker in order."""
    semua = [(t, jumlah_tahun(anggaran[t])) for t in sorted(anggaran)]
    return dengan_perubahan([AngkaTahun(t, j.pagu, j.realisasi) for t, j in semua])


def dengan_perubahan(angka: Sequence[AngkaTahun]) -> list[AngkaTahun]:
    """The same years, each after the first with its changes."""
    hasil = list(angka[:1])
    for lalu, kini in pairwise(angka):
        benar = not (lalu.melebihi or kini.melebihi)
        serap = selisih(kini.penyerapan, lalu.penyerapan) if benar else None
        hasil.append(replace(kini, ubah_pagu=selisih(kini.pagu, lalu.pagu), ubah_serap=serap))
    return hasil


def catatan_tahunan(anggaran: Mapping[int, RekapDipa]) -> list[str]:
    """What a reader of the three years must know: figures that are plainly wrong, and notes of the papers."""
    hasil = []
    for t in sorted(anggaran):
        if lebih := jumlah_tahun(anggaran[t]).lebih:
            hasil.append(
                f"Realisasi tahun {t} tidak dijumlahkan: yang tercatat untuk {'; '.join(lebih)} melebihi pagunya."
            )
        hasil += [f"{t}, {p.kode}: {p.catatan}" for p in anggaran[t].program if p.catatan]
    return hasil
