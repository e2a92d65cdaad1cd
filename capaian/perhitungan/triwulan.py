"""The year from its quarters: aggregation, capaian per quarter, and the rule of cumulative entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Unpack

from sakip.angka import format_ringkas, romawi

from .indikator import hitung_capaian
from .nilai import NOL, Agregasi, Cara, Hasil, KeadaanNilai, Nilai, Rasio, operand


class GalatKumulatif(ValueError):
    """A cumulative entry is lower than the one before. The message is Indonesian; `triwulan` counts from 1."""

    def __init__(self, triwulan: int, nilai: Decimal, sebelum: int, nilai_sebelum: Decimal) -> None:
        self.triwulan = triwulan
        super().__init__(
            f"Nilai kumulatif {_tw(triwulan)} ({format_ringkas(nilai, 6)}) tidak boleh lebih kecil "
            f"daripada {_tw(sebelum)} ({format_ringkas(nilai_sebelum, 6)})."
        )


@dataclass(frozen=True, slots=True)
class Agregat:
    """The value of several quarters as one Nilai, how many of them count in it, and the worked sum."""

    nilai: Nilai
    terisi: int
    jumlah: int
    uraian: str

    @property
    def cakupan(self) -> str:
        return f"{self.terisi} dari {self.jumlah} triwulan"


@dataclass(frozen=True, slots=True)
class CapaianTriwulan:
    terhadap_triwulan: Hasil
    terhadap_tahun: Hasil


def agregasi_triwulan(daftar: Sequence[Nilai | None], *, agregasi: Agregasi) -> Agregat:
    """TW I, II, … in order (None: not entered) as one value, in the indikator's satuan, not rounded.

    Jumlah, rata-rata and tertinggi take the quarters that have a value; nilai akhir takes the latest. A quarter "in
    process" makes the year "in process", for nilai akhir only if it is the latest: half a sum is not the year. Ratios
    add up their X and Y and never average percentages. Raises ValueError for jumlah or rata-rata of an ordinal and for
    quarters of which only some are ratios.
    """
    agregasi = Agregasi(agregasi)
    ada = [(nomor, n) for nomor, n in enumerate(daftar, 1) if n is not None]
    dipakai = [(nomor, n) for nomor, n in ada if n.terisi or n.keadaan == KeadaanNilai.PROSES]
    if agregasi == Agregasi.NILAI_AKHIR:
        dipakai = dipakai[-1:]
    if any(not n.terisi for _, n in dipakai):
        return Agregat(Nilai(keadaan=KeadaanNilai.PROSES), 0, len(daftar), "Masih ada triwulan yang dalam proses")
    if not dipakai:
        dinyatakan = any(n.keadaan == KeadaanNilai.BELUM_ADA for _, n in ada)
        keadaan = KeadaanNilai.BELUM_ADA if dinyatakan else KeadaanNilai.BELUM_DIISI
        return Agregat(Nilai(keadaan=keadaan), 0, len(daftar), keadaan.label)
    if agregasi in {Agregasi.NILAI_AKHIR, Agregasi.TERTINGGI}:
        nilai, uraian = _pilih_triwulan(dipakai)
    else:
        nilai, uraian = _gabung_triwulan([n for _, n in dipakai], rata_rata=agregasi == Agregasi.RATA_RATA)
    return Agregat(nilai, len(dipakai), len(daftar), uraian)


def capaian_triwulan(
    target: Sequence[Nilai | None],
    realisasi: Sequence[Nilai | None],
    target_tahun: Nilai | None,
    *,
    agregasi: Agregasi,
    **cara: Unpack[Cara],
) -> CapaianTriwulan:
    """Capaian of the last quarter in the two lists: against its own target, and of the year so far against the year's.

    Both lists begin at TW I and end at the quarter asked for. Raises ValueError as `agregasi_triwulan` does, and when
    the lists are empty or differ in length.
    """
    if not realisasi or len(target) != len(realisasi):
        raise ValueError("Target dan realisasi harus sama banyak triwulannya.")
    sampai_kini = agregasi_triwulan(realisasi, agregasi=agregasi).nilai
    return CapaianTriwulan(
        terhadap_triwulan=hitung_capaian(target[-1], realisasi[-1], **cara),
        terhadap_tahun=hitung_capaian(target_tahun, sampai_kini, **cara),
    )


def periksa_kumulatif(daftar: Sequence[Decimal | None]) -> None:
    """Cumulative entries of TW I, II, … may not fall; empty quarters are passed over. Raises GalatKumulatif."""
    sebelum: tuple[int, Decimal] | None = None
    for nomor, nilai in enumerate(daftar, 1):
        if nilai is None:
            continue
        if sebelum is not None and nilai < sebelum[1]:
            raise GalatKumulatif(nomor, nilai, *sebelum)
        sebelum = (nomor, nilai)


def galat_sekitar(lain: Mapping[int, Decimal | None], triwulan: int, nilai: Decimal) -> str:
    """Why a cumulative entry does not fit between its nearest neighbours of `lain` (by quarter), in Indonesian; or "".

    Older quarters among themselves are not this entry's matter.
    """
    semua = dict(lain) | {triwulan: nilai}
    terisi = sorted(t for t, isi in semua.items() if isi is not None)
    letak = terisi.index(triwulan)
    dekat = terisi[max(letak - 1, 0) : letak + 2]
    try:
        periksa_kumulatif([semua[t] if t in dekat else None for t in range(1, max(terisi) + 1)])
    except GalatKumulatif as galat:
        return str(galat)
    return ""


def _pilih_triwulan(dipakai: Sequence[tuple[int, Nilai]]) -> tuple[Nilai, str]:
    """The highest (one quarter alone is its own highest), the later of two equals; a ratio without Y comes last."""
    nomor, nilai = max(
        reversed(dipakai), key=lambda pasangan: (pasangan[1].angka is not None, pasangan[1].angka or NOL)
    )
    return nilai, f"{_tw(nomor)}: {nilai.label or format_ringkas(nilai.angka)}"


def _gabung_triwulan(daftar: Sequence[Nilai], *, rata_rata: bool) -> tuple[Nilai, str]:
    if any(n.ordinal for n in daftar):
        raise ValueError("Predikat tidak dapat dijumlahkan atau dirata-ratakan.")
    rasio = [n.rasio for n in daftar if n.rasio is not None]
    if rasio and len(rasio) != len(daftar):
        raise ValueError("Semua triwulan harus mempunyai pembilang dan penyebut.")
    pembagi = len(daftar) if rata_rata else 1
    if rasio:  # the mean of X over the mean of Y is the same percentage as the sums
        gabungan = Rasio(sum((r.x for r in rasio), NOL) / pembagi, sum((r.y for r in rasio), NOL) / pembagi)
        ruas = f"({_jumlah(r.x for r in rasio)}) / ({_jumlah(r.y for r in rasio)}) × 100"
        nilai = replace(daftar[-1], angka=gabungan.persen, rasio=gabungan)
    else:
        angka = [n.angka for n in daftar if n.angka is not None]
        ruas = f"({_jumlah(angka)}) / {pembagi}" if rata_rata else _jumlah(angka)
        nilai = replace(daftar[-1], angka=sum(angka, NOL) / pembagi, label="")
    return nilai, f"{ruas} = {format_ringkas(nilai.angka)}"


def _jumlah(suku: Iterable[Decimal]) -> str:
    return " + ".join(operand(nilai) for nilai in suku)


def _tw(nomor: int) -> str:
    return f"TW {romawi(nomor)}"
