"""What differs between two texts: word by word, and for long ones piece by piece. Pure, linear in their length."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from sakip.prosa.urai import Penggal

from .sejajar import celah, sejajarkan

SERUPA = 0.4  # share of common words from which it helps to mark the other ones
SAMA_MIN = 2  # common words: one alone, often a unit, says little
UJUNG = 4  # words at the begin or the end by which a piece is known again

Ciri = Callable[[Penggal], Hashable]


@dataclass(frozen=True)
class Potong:
    teks: str
    beda: bool = False


@dataclass(frozen=True)
class Perubahan:
    """One text that changed; "" means that there was or is none."""

    label: str
    sebelum: str
    sesudah: str

    @property
    def potong(self) -> tuple[tuple[Potong, ...], tuple[Potong, ...]]:
        """Both texts cut into what they share and what not; whole where they have little in common."""
        return kata_beda(self.sebelum, self.sesudah)


def kata_beda(sebelum: str, sesudah: str) -> tuple[tuple[Potong, ...], tuple[Potong, ...]]:
    """Word by word what both texts share; nothing is marked where they share little, or differ in line breaks alone."""
    kiri, kanan = sebelum.split(), sesudah.split()
    cocok = sejajarkan(kiri, kanan)
    serupa = 2 * len(cocok) >= SERUPA * (len(kiri) + len(kanan))
    if len(cocok) < SAMA_MIN or kiri == kanan or not serupa:
        return (Potong(sebelum),), (Potong(sesudah),)
    return _potong(kiri, {a for a, _ in cocok}), _potong(kanan, {b for _, b in cocok})


def _potong(kata: Sequence[str], sama: set[int]) -> tuple[Potong, ...]:
    kelompok = groupby(range(len(kata)), key=lambda n: n not in sama)
    return tuple(Potong(" ".join(kata[n] for n in isi), beda) for beda, isi in kelompok)


# --- Long texts ----------------------------------------------------------------------------------------------------


def penggal_beda(lama: Sequence[Penggal], baru: Sequence[Penggal]) -> tuple[Perubahan, ...]:
    """The pieces that are new, gone or changed, in reading order."""
    return tuple(p for a, b in pasangkan(lama, baru) for p in _beda(a, b))


def pasangkan(lama: Sequence[Penggal], baru: Sequence[Penggal]) -> Iterator[tuple[Penggal | None, Penggal | None]]:
    """Each piece with the one that it was, known by all of it, else by how it begins, else by how it ends; what is left
    between those goes in pairs, rows of tables apart from the rest.
    """
    pasangan: list[tuple[int, int]] = []
    for ciri in (_isi, _awal, _akhir):
        pasangan = sorted(pasangan + list(_dalam_celah(lama, baru, pasangan, ciri)))
    a = b = 0
    for i, j in [*pasangan, (len(lama), len(baru))]:
        for baris in (False, True):
            yield from zip_longest(*([p for p in sisi if bool(p.sel) == baris] for sisi in (lama[a:i], baru[b:j])))
        if i < len(lama) and j < len(baru):
            yield lama[i], baru[j]
        a, b = i + 1, j + 1


def _dalam_celah(
    lama: Sequence[Penggal], baru: Sequence[Penggal], pasangan: Sequence[tuple[int, int]], ciri: Ciri
) -> Iterator[tuple[int, int]]:
    for a, b, c, d in celah(pasangan, len(lama), len(baru)):
        for i, j in sejajarkan([ciri(p) for p in lama[a:b]], [ciri(p) for p in baru[c:d]]):
            yield a + i, c + j


def _isi(p: Penggal) -> Hashable:
    return p.sel or p.teks


def _awal(p: Penggal) -> Hashable:
    """A row is known by its first cell."""
    return ("sel", p.sel[0]) if p.sel else tuple(p.teks.split()[:UJUNG])


def _akhir(p: Penggal) -> Hashable:
    return ("sel", p.sel[1:]) if p.sel else tuple(p.teks.split()[-UJUNG:])


def _beda(lama: Penggal | None, baru: Penggal | None) -> Iterator[Perubahan]:
    if lama is None or baru is None:
        label = lama.label if lama else baru.label if baru else ""
        yield Perubahan(label, lama.teks if lama else "", baru.teks if baru else "")
        return
    if baru.sel and len(baru.sel) == len(lama.sel):
        for label, dulu, kini in zip(baru.label_sel, lama.sel, baru.sel, strict=True):
            if dulu != kini:
                yield Perubahan(label, dulu, kini)
    elif lama.teks != baru.teks:
        yield Perubahan(baru.label, lama.teks, baru.teks)
    if lama.teks == baru.teks and lama.bentuk != baru.bentuk:
        yield Perubahan(f"{baru.label} (bentuk)", lama.bentuk, baru.bentuk)
