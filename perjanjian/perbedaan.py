"""What a perjanjian perubahan changes: old against new, row by row. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sakip.angka import format_rupiah, lipat_homoglif

from .models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja

T = TypeVar("T")


@dataclass(frozen=True)
class Perbedaan:
    """One row that differs. `lama` and `baru` are texts as printed; None on the side where the row does not exist."""

    uraian: str
    kode: str
    lama: str | None
    baru: str | None

    @property
    def jenis(self) -> str:
        if self.lama is None:
            return "Baru"
        return "Dihapus" if self.baru is None else "Berubah"


@dataclass(frozen=True)
class RingkasanPerbedaan:
    """The rows that differ, and how many stayed as they were."""

    target: tuple[Perbedaan, ...]
    target_tetap: int
    anggaran: tuple[Perbedaan, ...]
    anggaran_tetap: int

    @property
    def ada(self) -> bool:
        return bool(self.target or self.anggaran)


def bandingkan(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> RingkasanPerbedaan:
    """Both PK must come from `lengkap()`. Targets match by uraian, budget rows by kode, or by uraian without one."""
    target, target_tetap = _bandingkan(
        _indikator(lama), _indikator(baru), kunci=_kunci_indikator, teks=lambda i: i.satuan.cetak(i.target)
    )
    anggaran, anggaran_tetap = _bandingkan(
        lama.anggaran.all(), baru.anggaran.all(), kunci=_kunci_anggaran, teks=lambda a: format_rupiah(a.nilai)
    )
    return RingkasanPerbedaan(target, target_tetap, anggaran, anggaran_tetap)


def _bandingkan(
    lama: Iterable[T], baru: Iterable[T], *, kunci: Callable[[T], str], teks: Callable[[T], str]
) -> tuple[tuple[Perbedaan, ...], int]:
    sisi_lama, sisi_baru = _per_kunci(lama, kunci), _per_kunci(baru, kunci)
    hasil, tetap = [], 0
    for nama in [*sisi_lama, *(k for k in sisi_baru if k not in sisi_lama)]:
        dari, ke = sisi_lama.get(nama), sisi_baru.get(nama)
        contoh = ke if ke is not None else dari
        beda = Perbedaan(
            uraian=getattr(contoh, "uraian", ""),
            kode=getattr(contoh, "kode", ""),
            lama=None if dari is None else teks(dari),
            baru=None if ke is None else teks(ke),
        )
        if beda.lama == beda.baru:
            tetap += 1
        else:
            hasil.append(beda)
    return tuple(hasil), tetap


def _per_kunci(baris: Iterable[T], kunci: Callable[[T], str]) -> dict[tuple[str, int], T]:
    """By key and occurrence: papers repeat a row's words ("Layanan Perkantoran (994)" twice), each one counts."""
    hasil: dict[tuple[str, int], T] = {}
    banyak: dict[str, int] = {}
    for b in baris:
        nama = kunci(b)
        banyak[nama] = banyak.get(nama, 0) + 1
        hasil[nama, banyak[nama]] = b
    return hasil


def _indikator(perjanjian: PerjanjianKinerja) -> list[IndikatorPerjanjian]:
    return [i for s in perjanjian.sasaran.all() for i in s.indikator.all()]


def _kunci_indikator(baris: IndikatorPerjanjian) -> str:
    return lipat_homoglif(baris.uraian).casefold()


def _kunci_anggaran(baris: AnggaranPerjanjian) -> str:
    return lipat_homoglif(baris.kode or baris.uraian).casefold()
