"""A heat map: rows × columns of figures, each with its step of a ramp, drawn as colour and as a filled gauge."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .bersama import TINGGI_HURUF, Baris, id_grafik, label_berbaris

LANGKAH = 7  # steps of the ramp, as in the bands of capaian
TINGGI_SEL = 44
TINGGI_UKUR = 4  # the gauge at the foot of a cell
KEPALA = 22
JARAK = 8
SELA = Decimal(1)  # percent between columns


@dataclass(frozen=True)
class SelPeta:
    """`tingkat` 1–7 on the ramp, 0: not known (hatched). `cakupan` such as "3/4" stands small below the figure."""

    tingkat: int
    teks: str
    cakupan: str = ""
    keterangan: str = ""


@dataclass(frozen=True)
class BarisPeta:
    nama: str
    sel: tuple[SelPeta, ...]


@dataclass(frozen=True)
class PetaPanas:
    judul: str
    satuan: str
    kolom: tuple[str, ...]
    baris: tuple[BarisPeta, ...]

    def __post_init__(self) -> None:
        for satu in self.baris:
            if len(satu.sel) != len(self.kolom):
                raise ValueError(f"Baris '{satu.nama}' tidak sepanjang kolomnya.")
            if any(not 0 <= s.tingkat <= LANGKAH for s in satu.sel):
                raise ValueError(f"Baris '{satu.nama}' memuat tingkat di luar 0–{LANGKAH}.")

    @property
    def keterangan(self) -> str:
        """All numbers in words, for those who cannot see the colours."""
        kalimat = []
        for satu in self.baris:
            isi = "; ".join(f"{k} {_kata(s)}" for k, s in zip(self.kolom, satu.sel, strict=True))
            kalimat.append(f"{satu.nama}: {isi}.")
        return f"Dalam {self.satuan}. " + " ".join(kalimat)


def _kata(sel: SelPeta) -> str:
    return ", ".join(teks for teks in (sel.teks, sel.keterangan) if teks)


@dataclass(frozen=True)
class Kotak:
    """One drawn cell; `ukur` are the widths and places of its gauge: (x, filled)."""

    x: str
    y: str
    lebar: str
    tengah: str
    y_teks: str
    y_cakupan: str
    y_ukur: str
    tingkat: int
    teks: str
    cakupan: str
    judul: str
    ukur: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class SusunanPeta:
    id: str
    judul: str
    keterangan: str
    satuan: str
    tinggi: int
    kepala: tuple[tuple[str, str], ...]
    label: tuple[Baris, ...]
    kotak: tuple[Kotak, ...]
    lebar_ukur: str
    tinggi_sel: int = TINGGI_SEL
    tinggi_ukur: int = TINGGI_UKUR


def susun_peta(peta: PetaPanas) -> SusunanPeta:
    """Place every label and cell: the label of a row stands above its cells, so that both have the whole width."""
    banyak = max(len(peta.kolom), 1)
    langkah = (100 + SELA) / banyak
    lebar = langkah - SELA
    y = KEPALA
    label: list[Baris] = []
    kotak: list[Kotak] = []
    for satu in peta.baris:
        for teks in label_berbaris(satu.nama):
            y += TINGGI_HURUF
            label.append(Baris(str(y - 6), teks))
        for i, sel in enumerate(satu.sel):
            kotak.append(_kotak(sel, f"{satu.nama}, {peta.kolom[i]}", i * langkah, lebar, y))
        y += TINGGI_SEL + JARAK
    return SusunanPeta(
        id=id_grafik(["peta", peta.judul, peta.keterangan]),
        judul=peta.judul,
        keterangan=peta.keterangan,
        satuan=peta.satuan,
        tinggi=y,
        kepala=tuple((f"{i * langkah + lebar / 2:.2f}%", k) for i, k in enumerate(peta.kolom)),
        label=tuple(label),
        kotak=tuple(kotak),
        lebar_ukur=f"{_lebar_ukur(lebar):.2f}%",
    )


def _lebar_ukur(lebar: Decimal) -> Decimal:
    return lebar / LANGKAH - Decimal("0.2")


def _kotak(sel: SelPeta, tempat: str, x: Decimal, lebar: Decimal, y: int) -> Kotak:
    ukur = [(f"{x + i * lebar / LANGKAH:.2f}%", i < sel.tingkat) for i in range(LANGKAH)] if sel.tingkat else []
    return Kotak(
        x=f"{x:.2f}%",
        y=str(y),
        lebar=f"{lebar:.2f}%",
        tengah=f"{x + lebar / 2:.2f}%",
        y_teks=str(y + (18 if sel.cakupan else 25)),
        y_cakupan=str(y + 33),
        y_ukur=str(y + TINGGI_SEL - TINGGI_UKUR),
        tingkat=sel.tingkat,
        teks=sel.teks,
        cakupan=sel.cakupan,
        judul=f"{tempat}: {_kata(sel)}",
        ukur=tuple(ukur),
    )
