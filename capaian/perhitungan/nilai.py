"""Choices, values and results of the capaian formulas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self, TypedDict

from sakip.angka import KOSONG, format_persen_ringkas, format_ringkas

NOL: Final = Decimal(0)
SERATUS: Final = Decimal(100)

# --- Choices: always given by the caller, never assumed --------------------------------------------------------------


class _Pilihan(StrEnum):
    """A stored value with its Indonesian label."""

    label: str

    def __new__(cls, nilai: str, label: str = "") -> Self:
        anggota = str.__new__(cls, nilai)
        anggota._value_ = nilai
        anggota.label = label
        return anggota

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(anggota.value, anggota.label) for anggota in cls]


class Polaritas(_Pilihan):
    MAKSIMASI = "maksimasi", "Maksimasi (makin tinggi makin baik)"
    MINIMASI = "minimasi", "Minimasi (makin rendah makin baik)"
    STABIL = "stabil", "Stabil (dalam rentang)"


class RumusMinimasi(_Pilihan):
    A = "a", "A: (2 × target − realisasi) / target × 100"
    B = "b", "B: target / realisasi × 100"


class RumusOrdinal(_Pilihan):
    SKOR = "skor", "Perbandingan skor"
    TERCAPAI = "tercapai", "Tercapai / tidak tercapai"


class Agregasi(_Pilihan):
    JUMLAH = "jumlah", "Jumlah"
    NILAI_AKHIR = "nilai_akhir", "Nilai akhir"
    RATA_RATA = "rata_rata", "Rata-rata"
    TERTINGGI = "tertinggi", "Tertinggi"


class Tampilan(_Pilihan):
    PERSEN = "persen", "Persentase capaian"
    NILAI = "nilai", "Nilai realisasi itu sendiri"


class LingkupBatas(_Pilihan):
    RATA_RATA = "rata_rata", "Hanya dalam rata-rata"
    TAMPILAN = "tampilan", "Dalam rata-rata dan tampilan"


class KeadaanNilai(_Pilihan):
    TERISI = "terisi", "Terisi"
    PROSES = "proses", "Proses (hasil belum keluar)"
    BELUM_ADA = "belum_ada", "Belum ada data"
    BELUM_DIISI = "belum_diisi", "Belum diisi"


class AlasanKosong(_Pilihan):
    """Why a capaian cannot be computed. `label` explains, `tampil` is what the cell prints."""

    TIDAK_ADA_TARGET = "tidak_ada_target", "Tidak ada target"
    REALISASI_PROSES = "realisasi_proses", "Realisasi masih dalam proses"
    BELUM_ADA_DATA = "belum_ada_data", "Data realisasi belum ada"
    BELUM_DIISI = "belum_diisi", "Realisasi belum diisi"
    TARGET_NOL = "target_nol", "Target nol"
    TARGET_NEGATIF = "target_negatif", "Target negatif"
    SATUAN_TIDAK_COCOK = "satuan_tidak_cocok", "Satuan target dan realisasi tidak cocok"

    @property
    def tampil(self) -> str:
        return "Proses" if self is AlasanKosong.REALISASI_PROSES else KOSONG


class Batas:
    """The caps that an office can choose, in percent; None is no cap."""

    TANPA: Final = None
    SERATUS: Final = Decimal(100)
    SERATUS_SEPULUH: Final = Decimal(110)
    SERATUS_DUA_PULUH: Final = Decimal(120)
    SEMUA: Final[tuple[Decimal | None, ...]] = (TANPA, SERATUS, SERATUS_SEPULUH, SERATUS_DUA_PULUH)


class Cara(TypedDict):
    """How an indikator is measured; every key is required: `hitung_capaian(target, realisasi, **cara)`."""

    polaritas: Polaritas
    rumus_minimasi: RumusMinimasi
    rumus_ordinal: RumusOrdinal
    batas: Decimal | None


# --- Values and results ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rasio:
    """The parts of a percentage. Y = 0 has no percentage, but its X still counts in a sum."""

    x: Decimal
    y: Decimal

    @property
    def persen(self) -> Decimal | None:
        return None if self.y == 0 else SERATUS * self.x / self.y


@dataclass(frozen=True, slots=True)
class Nilai:
    """A target or a realisasi, in the indikator's own satuan.

    An ordinal value (predikat, opini) has its skor as `angka` and the printed grade as `label`. `atas` is the upper
    bound of a target that is a range (`angka` the lower one). `satuan` is compared only where both sides name it.
    """

    angka: Decimal | None = None
    keadaan: KeadaanNilai = KeadaanNilai.TERISI
    satuan: str = ""
    ordinal: bool = False
    label: str = ""
    atas: Decimal | None = None
    rasio: Rasio | None = None

    @classmethod
    def dari_rasio(cls, x: Decimal, y: Decimal, *, satuan: str = "persen") -> Self:
        rasio = Rasio(x, y)
        return cls(angka=rasio.persen, satuan=satuan, rasio=rasio)

    @property
    def terisi(self) -> bool:
        return self.keadaan == KeadaanNilai.TERISI and (self.angka is not None or self.rasio is not None)


@dataclass(frozen=True, slots=True)
class Hasil:
    """A capaian in percent, or the reason why there is none.

    `mentah` is what the formula gives, `nilai` the same above the formula's own floor, `nilai_dibatasi` below the cap.
    `uraian` is the worked formula with figures rounded for reading.
    """

    nilai: Decimal | None
    nilai_dibatasi: Decimal | None
    mentah: Decimal | None
    alasan: AlasanKosong | None
    uraian: str

    @classmethod
    def kosong(cls, alasan: AlasanKosong, uraian: str = "") -> Self:
        return cls(None, None, None, alasan, uraian or alasan.label)

    @property
    def dapat_dihitung(self) -> bool:
        return self.nilai is not None

    def ditampilkan(self, *, lingkup: LingkupBatas) -> Decimal | None:
        """The figure to show: the capped one only where the office also caps its display."""
        return self.nilai_dibatasi if LingkupBatas(lingkup) == LingkupBatas.TAMPILAN else self.nilai


def teks_capaian(hasil: Hasil, *, tampilan: Tampilan, teks_realisasi: str, lingkup: LingkupBatas) -> str:
    """What the capaian cell prints: "98,75 %", or the realisasi itself ("A", "79") where so chosen; "Proses" or "–"."""
    if hasil.alasan is not None:
        return hasil.alasan.tampil
    if Tampilan(tampilan) == Tampilan.NILAI:
        return teks_realisasi
    return format_persen_ringkas(hasil.ditampilkan(lingkup=lingkup))


def operand(nilai: Decimal) -> str:
    """A figure inside a worked formula; six decimals are what the columns hold."""
    teks = format_ringkas(nilai, 6)
    return f"({teks})" if nilai < 0 else teks
