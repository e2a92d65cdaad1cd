"""Horizontal bars."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .bersama import (
    TINGGI_HURUF,
    Baris,
    Deret,
    id_grafik,
    keterangan_deret,
    label_berbaris,
    legenda_deret,
    periksa_deret,
)

LEBAR_JALUR = Decimal(84)  # percent of the width for the bars; the rest is for the value at the end
TINGGI_BATANG = 14
JARAK = 14  # between categories
LEBAR_KOSONG = "2%"  # of the hatched stub where no value is known, so that it looks like no value


@dataclass(frozen=True)
class GrafikBatang:
    """Horizontal bars: `kategori` × up to three `deret`. `acuan` is a line to compare with, in the same unit."""

    judul: str
    satuan: str
    kategori: tuple[str, ...]
    deret: tuple[Deret, ...]
    acuan: Decimal | None = None
    teks_acuan: str = ""

    def __post_init__(self) -> None:
        periksa_deret(self.deret, len(self.kategori))

    @property
    def keterangan(self) -> str:
        """All numbers in words, for those who cannot see the bars."""
        return keterangan_deret(self.satuan, self.kategori, self.deret)


@dataclass(frozen=True)
class Balok:
    """One drawn bar: top and text baseline in px, width in percent; `rupa` 1–3 is its series, 0 means no value."""

    y: str
    y_teks: str
    lebar: str
    rupa: int
    teks: str
    judul: str


@dataclass(frozen=True)
class Susunan:
    """A chart laid out, ready to be drawn."""

    id: str
    judul: str
    keterangan: str
    satuan: str
    tinggi: int
    label: tuple[Baris, ...]
    balok: tuple[Balok, ...]
    legenda: tuple[tuple[int, str], ...]
    acuan: str  # place of the line to compare with, in percent of the width; empty when there is none
    ruas_acuan: tuple[tuple[str, str], ...]  # its pieces, beside the bars only: it never crosses a label
    teks_acuan: str
    tinggi_batang: int = TINGGI_BATANG
    lebar_jalur: str = f"{LEBAR_JALUR}%"
    lebar_kosong: str = LEBAR_KOSONG


def _persen(nilai: Decimal, puncak: Decimal) -> str:
    """Width of a value; below zero there is no bar."""
    return f"{max(nilai, Decimal(0)) / puncak * LEBAR_JALUR:.2f}%"


def _puncak(grafik: GrafikBatang) -> Decimal:
    semua = [n for d in grafik.deret for n in d.nilai if n is not None]
    if grafik.acuan is not None:
        semua.append(grafik.acuan)
    return max([*semua, Decimal(0)]) or Decimal(1)


def _balok(grafik: GrafikBatang, kategori: int, y: int, puncak: Decimal) -> list[Balok]:
    hasil = []
    for nomor, deret in enumerate(grafik.deret, start=1):
        nilai, teks = deret.nilai[kategori], deret.teks[kategori]
        atas = y + (nomor - 1) * (TINGGI_BATANG + 4)
        hasil.append(
            Balok(
                y=str(atas),
                y_teks=str(atas + TINGGI_BATANG - 2),
                lebar="" if nilai is None else _persen(nilai, puncak),
                rupa=0 if nilai is None else nomor,
                teks=teks,
                judul=f"{grafik.kategori[kategori]} – {deret.nama}: {teks}",
            )
        )
    return hasil


def susun_batang(grafik: GrafikBatang) -> Susunan:
    """Place every label and bar of a chart."""
    puncak = _puncak(grafik)
    y = TINGGI_HURUF if grafik.teks_acuan else 0
    label: list[Baris] = []
    balok: list[Balok] = []
    ruas: list[tuple[str, str]] = []
    for i, kategori in enumerate(grafik.kategori):
        for baris in label_berbaris(kategori):
            y += TINGGI_HURUF
            label.append(Baris(str(y - 5), baris))
        balok += _balok(grafik, i, y + 2, puncak)
        bawah = y + 2 + len(grafik.deret) * (TINGGI_BATANG + 4)
        ruas.append((str(y - 1), str(bawah - 1)))
        y = bawah + JARAK - 4
    return Susunan(
        id=id_grafik([grafik.judul, grafik.keterangan]),
        judul=grafik.judul,
        keterangan=grafik.keterangan,
        satuan=grafik.satuan,
        tinggi=y,
        label=tuple(label),
        balok=tuple(balok),
        legenda=legenda_deret(grafik.deret),
        acuan="" if grafik.acuan is None else _persen(grafik.acuan, puncak),
        ruas_acuan=tuple(ruas),
        teks_acuan=grafik.teks_acuan,
    )
