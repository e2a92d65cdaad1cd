"""The order of the nodes after an import: what is stored keeps its own, what is new follows its neighbour."""

from __future__ import annotations

from collections import defaultdict

from ..urutan import nomori
from .isi import Butir, Isi
from .rencana import Rencana


def atur_urutan(rencana: Rencana, isi: Isi) -> None:
    """Put the rows of the plan into the order of the tree, and give each its number."""
    tercatat = {id(b): ke for ke, b in enumerate(isi.butir)}
    tetap = rencana.tetap
    wadah: defaultdict[int, list[Butir]] = defaultdict(list)
    for b in sorted((b for b in tetap if _di_tempat(b)), key=lambda b: tercatat[id(b)]):
        wadah[_wadah(b)].append(b)
    _sisipkan(wadah, tetap)
    urutan = list(_telusuri(wadah))
    lama = [b.objek.urut if _di_tempat(b) else None for b in urutan]
    rencana.urut = {id(b): n for b, n in zip(urutan, nomori(lama), strict=True)}
    letak = {id(b): ke for ke, b in enumerate(urutan)}
    rencana.butir.sort(key=lambda b: letak.get(id(b), len(letak)))


def _di_tempat(b: Butir) -> bool:
    return not b.baru and "induk_id" not in b.bidang


def _wadah(b: Butir) -> int:
    return id(b.induk) if b.induk else 0


def _sisipkan(wadah: defaultdict[int, list[Butir]], menurut_berkas: list[Butir]) -> None:
    """Behind the sibling that stands before it in the file; in front of all where none does but others follow."""
    terakhir: dict[int, Butir] = {}
    for b in menurut_berkas:
        if b.baris is None and _di_tempat(b):
            continue
        daftar, sebelum = wadah[_wadah(b)], terakhir.get(_wadah(b))
        if not _di_tempat(b):
            menyusul = sebelum is None and any(s.baris is not None for s in daftar)
            ke = daftar.index(sebelum) + 1 if sebelum is not None else 0 if menyusul else len(daftar)
            daftar.insert(ke, b)
        terakhir[_wadah(b)] = b


def _telusuri(wadah: defaultdict[int, list[Butir]]) -> list[Butir]:
    """From the top: each node, then what hangs below it. Rows that hang nowhere (refused ones) come last."""
    hasil: list[Butir] = []
    tumpukan = list(reversed(wadah.get(0, [])))
    while tumpukan:
        b = tumpukan.pop()
        hasil.append(b)
        tumpukan += reversed(wadah.get(id(b), []))
    ada = {id(b) for b in hasil}
    return hasil + [b for daftar in wadah.values() for b in daftar if id(b) not in ada]
