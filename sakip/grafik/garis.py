"""A line over time: points with their figures, joined where both ends are known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from .bersama import Deret, id_grafik, keterangan_deret, legenda_deret, periksa_deret

ATAS, TINGGI, BAWAH = 26, 168, 30  # px: room for the highest figure, the plot, the categories
KISI_MAKS = 4  # spaces between the lines behind the points
RENTANG_MIN = Decimal(40)  # the least that the axis spans, in the unit of the values
PADAT = 8  # more categories than this leave no room for a figure at every point: only the last of each series has one
RAPAT = 17  # px; two figures closer than this stand on opposite sides of their points
LANGKAH = tuple(Decimal(n) for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500))


@dataclass(frozen=True)
class GrafikGaris:
    """Points per `kategori` (quarters, months, years) × up to three `deret`. `acuan` is a line to compare with.

    `sambung`: the line goes on over a category without a figure, for amounts that add up over time; it is not hatched.
    """

    judul: str
    satuan: str
    kategori: tuple[str, ...]
    deret: tuple[Deret, ...]
    acuan: Decimal | None = None
    teks_acuan: str = ""
    sambung: bool = False

    def __post_init__(self) -> None:
        if not self.kategori:
            raise ValueError("Grafik garis memerlukan sedikitnya satu kategori.")
        periksa_deret(self.deret, len(self.kategori))

    @property
    def keterangan(self) -> str:
        return keterangan_deret(self.satuan, self.kategori, self.deret)


@dataclass(frozen=True)
class Kisi:
    """A line behind the points at `y` px with its figure; `acuan`: the one to compare with."""

    y: str
    y_teks: str
    teks: str
    acuan: bool


@dataclass(frozen=True)
class Titik:
    """A point (`x` in percent, `y` in px) of series `rupa` 1–3 and its figure, anchored so that it is not cut off."""

    x: str
    y: str
    x_teks: str
    y_teks: str
    jangkar: str
    rupa: int
    teks: str
    judul: str


@dataclass(frozen=True)
class Ruas:
    """A piece of a line between two points."""

    x1: str
    y1: str
    x2: str
    y2: str
    rupa: int


@dataclass(frozen=True)
class Hampa:
    """A category of which no series knows a figure: a hatched column with its words."""

    x: str
    lebar: str
    tengah: str
    teks: str


@dataclass(frozen=True)
class SusunanGaris:
    id: str
    judul: str
    keterangan: str
    satuan: str
    tinggi: int
    atas: str
    tinggi_bidang: str
    y_teks_hampa: str
    y_kategori: str
    kategori: tuple[tuple[str, str], ...]
    kisi: tuple[Kisi, ...]
    ruas: tuple[Ruas, ...]
    titik: tuple[Titik, ...]
    hampa: tuple[Hampa, ...]
    legenda: tuple[tuple[int, str], ...]
    teks_acuan: str


def susun_garis(grafik: GrafikGaris) -> SusunanGaris:
    """Place every line, point and figure of a chart."""
    sumbu = _Sumbu(grafik)
    ruas = [r for nomor, d in enumerate(grafik.deret, start=1) for r in _ruas(d, nomor, sumbu, sambung=grafik.sambung)]
    titik = [t for nomor in range(len(grafik.deret)) for t in _titik(grafik, nomor, sumbu)]
    return SusunanGaris(
        id=id_grafik(["garis", grafik.judul, grafik.keterangan]),
        judul=grafik.judul,
        keterangan=grafik.keterangan,
        satuan=grafik.satuan,
        tinggi=ATAS + TINGGI + BAWAH,
        atas=str(ATAS),
        tinggi_bidang=str(TINGGI),
        y_teks_hampa=str(ATAS + TINGGI // 2),
        y_kategori=str(ATAS + TINGGI + 20),
        kategori=tuple((sumbu.x(i), nama) for i, nama in enumerate(grafik.kategori)),
        kisi=tuple(_kisi(grafik, sumbu)),
        ruas=tuple(ruas),
        titik=tuple(titik),
        hampa=() if grafik.sambung else tuple(_hampa(grafik, sumbu)),
        legenda=legenda_deret(grafik.deret),
        teks_acuan=grafik.teks_acuan,
    )


class _Sumbu:
    """From values to places. The axis need not begin at 0: every line behind the points says its figure."""

    def __init__(self, grafik: GrafikGaris) -> None:
        self.banyak = len(grafik.kategori)
        nilai = [n for d in grafik.deret for n in d.nilai if n is not None]
        if grafik.acuan is not None:
            nilai.append(grafik.acuan)
        if grafik.sambung:
            nilai.append(Decimal(0))  # what adds up begins with nothing
        rendah, tinggi = (min(nilai), max(nilai)) if nilai else (Decimal(0), Decimal(100))
        if rendah >= 0 and tinggi - rendah < RENTANG_MIN:  # a small change must not look like a great one
            rendah = max(Decimal(0), min(rendah, tinggi - RENTANG_MIN))
        rentang = max(tinggi - rendah, Decimal(1))
        self.langkah = next((x for x in LANGKAH if rentang / x <= KISI_MAKS - 1), LANGKAH[-1])
        if rentang / self.langkah > KISI_MAKS - 1:  # beyond the list: as coarse as needed
            self.langkah = (rentang / (KISI_MAKS - 1)).quantize(Decimal(1), ROUND_CEILING)
        self.dasar = (rendah / self.langkah).to_integral_value(ROUND_FLOOR) * self.langkah
        self.puncak = max((tinggi / self.langkah).to_integral_value(ROUND_CEILING) * self.langkah, self.dasar + 1)

    @property
    def garis(self) -> list[Decimal]:
        hasil, nilai = [], self.dasar
        while nilai <= self.puncak:
            hasil.append(nilai)
            nilai += self.langkah
        return hasil

    def x(self, kategori: int, geser: Decimal = Decimal(0)) -> str:
        return f"{(Decimal(kategori) + Decimal('0.5') + geser) / self.banyak * 92 + 8:.2f}%"

    def y(self, nilai: Decimal) -> Decimal:
        return ATAS + TINGGI * (self.puncak - nilai) / (self.puncak - self.dasar)


def _kisi(grafik: GrafikGaris, sumbu: _Sumbu) -> list[Kisi]:
    hasil = [_satu_kisi(n, sumbu, acuan=False) for n in sumbu.garis if n != grafik.acuan]
    return hasil if grafik.acuan is None else [*hasil, _satu_kisi(grafik.acuan, sumbu, acuan=True)]


def _satu_kisi(nilai: Decimal, sumbu: _Sumbu, *, acuan: bool) -> Kisi:
    y = sumbu.y(nilai)
    return Kisi(f"{y:.1f}", f"{y + 4:.1f}", f"{nilai.normalize():f}".replace(".", ","), acuan)


def _titik(grafik: GrafikGaris, nomor: int, sumbu: _Sumbu) -> list[Titik]:
    deret, hasil = grafik.deret[nomor], []
    for i, nilai in enumerate(deret.nilai):
        if nilai is None:
            continue
        y = sumbu.y(nilai)
        judul = f"{grafik.kategori[i]} – {deret.nama}: {deret.teks[i]}"
        letak = y + 20 if _di_bawah(grafik, nomor, i, sumbu) else y - 10
        tepi = len(grafik.kategori) > PADAT and i == len(grafik.kategori) - 1
        x_teks, jangkar = ("100%", "end") if tepi else (sumbu.x(i), "middle")
        teks = _teks(grafik, nomor, i)
        hasil.append(Titik(sumbu.x(i), f"{y:.1f}", x_teks, f"{letak:.1f}", jangkar, nomor + 1, teks, judul))
    return hasil


def _teks(grafik: GrafikGaris, nomor: int, kategori: int) -> str:
    """The same figure is written once, and where there are many points only the last of a series has one."""
    terakhir = max(i for i, nilai in enumerate(grafik.deret[nomor].nilai) if nilai is not None)
    if len(grafik.kategori) > PADAT and kategori != terakhir:
        return ""
    teks = grafik.deret[nomor].teks[kategori]
    return "" if any(d.teks[kategori] == teks for d in grafik.deret[:nomor]) else teks


def _di_bawah(grafik: GrafikGaris, nomor: int, kategori: int, sumbu: _Sumbu) -> bool:
    """Whether the figure stands below its point: when another series has a point a little higher there."""
    ini = grafik.deret[nomor].nilai[kategori]
    assert ini is not None
    lain = [d.nilai[kategori] for n, d in enumerate(grafik.deret) if n != nomor]
    return any(n is not None and n > ini and sumbu.y(ini) - sumbu.y(n) < 2 * RAPAT for n in lain)


def _ruas(deret: Deret, rupa: int, sumbu: _Sumbu, *, sambung: bool) -> list[Ruas]:
    ada = [(i, nilai) for i, nilai in enumerate(deret.nilai) if nilai is not None]
    hasil = []
    for (i, a), (j, b) in pairwise(ada):
        if sambung or j == i + 1:
            hasil.append(Ruas(sumbu.x(i), f"{sumbu.y(a):.1f}", sumbu.x(j), f"{sumbu.y(b):.1f}", rupa))
    return hasil


def _hampa(grafik: GrafikGaris, sumbu: _Sumbu) -> list[Hampa]:
    lebar = Decimal("0.4")
    return [
        Hampa(sumbu.x(i, -lebar / 2), f"{lebar / sumbu.banyak * 92:.2f}%", sumbu.x(i), grafik.deret[0].teks[i])
        for i in range(sumbu.banyak)
        if all(d.nilai[i] is None for d in grafik.deret)
    ]
