"""Where the boxes of a tree stand: pure geometry, no text and no Django.

Boxes of one width stand in rows, one row per level, each parent centred above its children and subtrees as close as
they can be (Buchheim, Jünger and Leipert, "Improving Walker's Algorithm to Run in Linear Time", 2002). From the level
`tumpuk` on, everything below a box is an indented column under it instead, so that a wide tree stays readable.
All lengths are in px.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

#: Level from which nothing is stacked: no tree is so deep.
TANPA_TUMPUK = 10_000


class Cabang(Protocol):
    """What can be laid out."""

    @property
    def pk(self) -> Hashable: ...
    @property
    def anak(self) -> Sequence[Any]: ...


#: Height of a box of this width with its text.
Tinggi = Callable[[Any, float], float]


@dataclass(frozen=True)
class Ukuran:
    """`jarak_x`, `jarak_y`: between boxes of a row and between rows; `sela`: between boxes of a column.

    `indentasi` is how far a column moves in per level; it gets less where boxes would become narrower than
    `lebar_terkecil`.
    """

    lebar: float = 196
    jarak_x: float = 16
    jarak_y: float = 40
    sela: float = 10
    indentasi: float = 18
    lebar_terkecil: float = 140
    tepi: float = 12


@dataclass(frozen=True)
class Kotak:
    """One placed box, in reading order; `tingkat` counts from 1 for those with nothing above them."""

    cabang: Any
    tingkat: int
    x: float
    y: float
    lebar: float
    tinggi: float

    @property
    def tengah(self) -> float:
        return self.x + self.lebar / 2

    @property
    def bawah(self) -> float:
        return self.y + self.tinggi


@dataclass(frozen=True)
class Garis:
    """The orthogonal connectors of one parent: each piece is (x1, y1, x2, y2)."""

    induk: Hashable
    ruas: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Tata:
    lebar: float
    tinggi: float
    kotak: tuple[Kotak, ...]
    garis: tuple[Garis, ...]


def tata_pohon(puncak: Sequence[Cabang], tinggi: Tinggi, ukuran: Ukuran, *, tumpuk: int = TANPA_TUMPUK) -> Tata:
    """Lay out the trees below `puncak` side by side, in linear time; `tumpuk` 1 makes one column of all."""
    akar = _Tempat(None, 0, [_tempat(c, 1, tumpuk) for c in puncak])
    if tumpuk <= 1:
        akar = _Tempat(None, 0, [], list(puncak))
    _sisir(akar)
    kotak = _letakkan(akar, tinggi, ukuran)
    return Tata(
        lebar=max((k.x + k.lebar for k in kotak), default=0) + ukuran.tepi,
        tinggi=max((k.bawah for k in kotak), default=0) + ukuran.tepi,
        kotak=tuple(kotak),
        garis=tuple(_garis(kotak, ukuran, tumpuk)),
    )


def pilih_tumpuk(puncak: Sequence[Cabang], ukuran: Ukuran, *, lebar: float) -> int:
    """As little stacking as the width allows; a single top and the row below it are never stacked."""
    paling_atas = 3 if len(puncak) == 1 else 2
    for tumpuk in range(dalam_pohon(puncak) + 1, paling_atas, -1):
        if lebar_pohon(puncak, ukuran, tumpuk=tumpuk) <= lebar:
            return tumpuk
    return paling_atas


def lebar_pohon(puncak: Sequence[Cabang], ukuran: Ukuran, *, tumpuk: int) -> float:
    """How wide the drawing becomes; heights do not matter for it."""
    return tata_pohon(puncak, lambda _cabang, _lebar: 0, ukuran, tumpuk=tumpuk).lebar


def dalam_pohon(cabang: Sequence[Cabang]) -> int:
    """How many levels there are."""
    return max((1 + dalam_pohon(c.anak) for c in cabang), default=0)


# --- Across: which column --------------------------------------------------------------------------------------------


@dataclass(eq=False)
class _Tempat:
    """A box while the columns are found; `x` is in columns. `tumpukan`: what stands in a column below it."""

    cabang: Cabang | None
    tingkat: int
    anak: list[_Tempat]
    tumpukan: list[Cabang] = field(default_factory=list)
    urut: int = 0
    induk: _Tempat | None = None
    x: float = 0
    geser_anak: float = 0
    benang: _Tempat | None = None
    leluhur: _Tempat | None = None
    ubah: float = 0
    geser: float = 0

    def __post_init__(self) -> None:
        self.leluhur = self
        for urut, anak in enumerate(self.anak):
            anak.urut, anak.induk = urut, self

    @property
    def kiri(self) -> _Tempat | None:
        """The next one of the left contour."""
        return self.anak[0] if self.anak else self.benang

    @property
    def kanan(self) -> _Tempat | None:
        return self.anak[-1] if self.anak else self.benang

    @property
    def saudara_kiri(self) -> _Tempat | None:
        return self.induk.anak[self.urut - 1] if self.induk and self.urut else None


def _tempat(cabang: Cabang, tingkat: int, tumpuk: int) -> _Tempat:
    if tingkat + 1 >= tumpuk:
        return _Tempat(cabang, tingkat, [], list(cabang.anak))
    return _Tempat(cabang, tingkat, [_tempat(a, tingkat + 1, tumpuk) for a in cabang.anak])


def _sisir(v: _Tempat) -> None:
    """First walk: each box beside its left brother, each parent in the middle of its children."""
    patokan = v.anak[0] if v.anak else None
    for anak in v.anak:
        _sisir(anak)
        patokan = _pisahkan(anak, patokan)
    _bagi_geseran(v)
    tengah = (v.anak[0].x + v.anak[-1].x) / 2 if v.anak else 0
    if v.saudara_kiri is None:
        v.x = tengah
    else:
        v.x = v.saudara_kiri.x + 1
        v.geser_anak = v.x - tengah if v.anak else 0


def _pisahkan(v: _Tempat, patokan: _Tempat | None) -> _Tempat | None:
    """Push the subtree of `v` right of all its left brothers, walking down the facing contours only."""
    if v.saudara_kiri is None or v.induk is None:
        return patokan
    luar_kanan = dalam_kanan = v
    dalam_kiri, luar_kiri = v.saudara_kiri, v.induk.anak[0]
    s_luar_kanan = s_dalam_kanan = v.geser_anak
    s_dalam_kiri, s_luar_kiri = dalam_kiri.geser_anak, luar_kiri.geser_anak
    while dalam_kiri.kanan and dalam_kanan.kiri and luar_kiri.kiri and luar_kanan.kanan:
        dalam_kiri, dalam_kanan = dalam_kiri.kanan, dalam_kanan.kiri
        luar_kiri, luar_kanan = luar_kiri.kiri, luar_kanan.kanan
        luar_kanan.leluhur = v
        kurang = (dalam_kiri.x + s_dalam_kiri) - (dalam_kanan.x + s_dalam_kanan) + 1
        if kurang > 0:
            _geser_cabang(_leluhur(dalam_kiri, v, patokan), v, kurang)
            s_dalam_kanan += kurang
            s_luar_kanan += kurang
        s_dalam_kiri += dalam_kiri.geser_anak
        s_dalam_kanan += dalam_kanan.geser_anak
        s_luar_kiri += luar_kiri.geser_anak
        s_luar_kanan += luar_kanan.geser_anak
    if dalam_kiri.kanan and not luar_kanan.kanan:
        luar_kanan.benang = dalam_kiri.kanan
        luar_kanan.geser_anak += s_dalam_kiri - s_luar_kanan
    if dalam_kanan.kiri and not luar_kiri.kiri:
        luar_kiri.benang = dalam_kanan.kiri
        luar_kiri.geser_anak += s_dalam_kanan - s_luar_kiri
        patokan = v
    return patokan


def _leluhur(kiri: _Tempat, v: _Tempat, patokan: _Tempat | None) -> _Tempat:
    """The brother of `v` whose subtree holds `kiri`."""
    calon = kiri.leluhur
    if calon is not None and calon.induk is v.induk:
        return calon
    return patokan or v


def _geser_cabang(dari: _Tempat, ke: _Tempat, jauh: float) -> None:
    """Move `ke` and note that the brothers between take their share."""
    bagian = jauh / (ke.urut - dari.urut)
    ke.ubah -= bagian
    ke.geser += jauh
    dari.ubah += bagian
    ke.x += jauh
    ke.geser_anak += jauh


def _bagi_geseran(v: _Tempat) -> None:
    geser = ubah = 0.0
    for anak in reversed(v.anak):
        anak.x += geser
        anak.geser_anak += geser
        ubah += anak.ubah
        geser += anak.geser + ubah


# --- Down: rows and columns ------------------------------------------------------------------------------------------


def _letakkan(akar: _Tempat, tinggi: Tinggi, ukuran: Ukuran) -> list[Kotak]:
    terpasang = [(t, x) for t, x in _kolom(akar, 0) if t.cabang is not None]
    kiri = min((x for _, x in terpasang), default=0)
    tinggi_kotak = [tinggi(t.cabang, ukuran.lebar) for t, _ in terpasang]
    atas = _atas_baris([t.tingkat for t, _ in terpasang], tinggi_kotak, ukuran)
    hasil: list[Kotak] = []
    if akar.tumpukan:
        _tumpuk(akar, _Kolom(ukuran.tepi, ukuran.tepi), tinggi, ukuran, hasil)
    for (t, kolom), isi in zip(terpasang, tinggi_kotak, strict=True):
        x = ukuran.tepi + (kolom - kiri) * (ukuran.lebar + ukuran.jarak_x)
        hasil.append(Kotak(t.cabang, t.tingkat, x, atas[t.tingkat], ukuran.lebar, isi))
        if t.tumpukan:
            _tumpuk(t, _Kolom(x, atas[t.tingkat] + isi + ukuran.sela * 1.5), tinggi, ukuran, hasil)
    return hasil


def _kolom(v: _Tempat, geser: float) -> Iterator[tuple[_Tempat, float]]:
    """Second walk: the columns, in reading order."""
    yield v, v.x + geser
    for anak in v.anak:
        yield from _kolom(anak, geser + v.geser_anak)


def _atas_baris(tingkat: list[int], tinggi: list[float], ukuran: Ukuran) -> dict[int, float]:
    """Top of each row: below the highest box of the row above."""
    tertinggi: dict[int, float] = {}
    for t, isi in zip(tingkat, tinggi, strict=True):
        tertinggi[t] = max(tertinggi.get(t, 0), isi)
    atas, y = {}, ukuran.tepi
    for t in sorted(tertinggi):
        atas[t] = y
        y += tertinggi[t] + ukuran.jarak_y
    return atas


@dataclass
class _Kolom:
    """Where the next box of a column goes."""

    x: float
    y: float


def _tumpuk(t: _Tempat, kolom: _Kolom, tinggi: Tinggi, ukuran: Ukuran, hasil: list[Kotak]) -> None:
    """Everything below `t` as an indented column; boxes end at the right edge of the column."""
    awal = 0 if t.cabang is None else 1
    terdalam = dalam_pohon(t.tumpukan) - 1 + awal
    masuk = min(ukuran.indentasi, (ukuran.lebar - ukuran.lebar_terkecil) / terdalam) if terdalam else 0

    def turun(cabang: Cabang, dalam: int) -> None:
        lebar = ukuran.lebar - masuk * dalam
        isi = tinggi(cabang, lebar)
        hasil.append(Kotak(cabang, t.tingkat + dalam + 1 - awal, kolom.x + masuk * dalam, kolom.y, lebar, isi))
        kolom.y += isi + ukuran.sela
        for anak in cabang.anak:
            turun(anak, dalam + 1)

    for cabang in t.tumpukan:
        turun(cabang, awal)


# --- Lines -----------------------------------------------------------------------------------------------------------


def _garis(kotak: Sequence[Kotak], ukuran: Ukuran, tumpuk: int) -> Iterator[Garis]:
    letak = {k.cabang.pk: k for k in kotak}
    for induk in kotak:
        anak = [letak[a.pk] for a in induk.cabang.anak]
        if anak:
            gambar = _tulang if induk.tingkat + 1 >= tumpuk else _sisir_garis
            yield Garis(induk.cabang.pk, tuple(gambar(induk, anak, ukuran)))


Ruas = tuple[float, float, float, float]


def _sisir_garis(induk: Kotak, anak: Sequence[Kotak], ukuran: Ukuran) -> Iterator[Ruas]:
    """Down from the parent, across halfway between the rows, down to each child."""
    palang = anak[0].y - ukuran.jarak_y / 2
    yield induk.tengah, induk.bawah, induk.tengah, palang
    if len(anak) > 1:
        yield anak[0].tengah, palang, anak[-1].tengah, palang
    for a in anak:
        yield a.tengah, palang, a.tengah, a.y


def _tulang(induk: Kotak, anak: Sequence[Kotak], ukuran: Ukuran) -> Iterator[Ruas]:
    """A spine at the left of the column with an arm to each child, at the height of its first line."""
    x = induk.x + (anak[0].x - induk.x) / 2
    lengan = [a.y + min(16.0, a.tinggi / 2) for a in anak]
    yield x, induk.bawah, x, lengan[-1]
    for a, y in zip(anak, lengan, strict=True):
        yield x, y, a.x, y
