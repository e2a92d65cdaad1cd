"""Which parts of two sequences belong together, in time that grows with their length (times its logarithm). Pure.

Words and paragraphs are laid side by side by what occurs once on both sides, the longest run of it in the same order;
what stands beside such an anchor and is equal joins it, and what is left between two of them is looked at again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

#: How often what is left between two anchors is looked at again; each time costs as much as the first at most.
ULANG = 4

#: Of each side where a part begins and where it ends.
Celah = tuple[int, int, int, int]


def sejajarkan(kiri: Sequence[Hashable], kanan: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of equal items, rising on both sides."""
    pasangan: list[tuple[int, int]] = []
    sisa: list[Celah] = [(0, len(kiri), 0, len(kanan))]
    for _ in range(ULANG):
        temu = [p for c in sisa for p in _tepi(kiri, kanan, c)]
        pasangan = sorted(pasangan + temu)
        jangkar = [p for c in celah(pasangan, len(kiri), len(kanan)) for p in _sekali(kiri, kanan, c)]
        pasangan = sorted(pasangan + jangkar)
        sisa = list(celah(pasangan, len(kiri), len(kanan)))
        if not jangkar:
            break
    return pasangan


def celah(pasangan: Sequence[tuple[int, int]], kiri: int, kanan: int) -> Iterator[Celah]:
    """What lies between the pairs and has something on both sides."""
    a = c = 0
    for b, d in [*pasangan, (kiri, kanan)]:
        if a < b and c < d:
            yield a, b, c, d
        a, c = b + 1, d + 1


def _tepi(kiri: Sequence[Hashable], kanan: Sequence[Hashable], bagian: Celah) -> list[tuple[int, int]]:
    """What both begin with and, apart from that, end with."""
    a, b, c, d = bagian
    hasil = []
    while a < b and c < d and kiri[a] == kanan[c]:
        hasil.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and kiri[b - 1] == kanan[d - 1]:
        b, d = b - 1, d - 1
        hasil.append((b, d))
    return hasil


def _sekali(kiri: Sequence[Hashable], kanan: Sequence[Hashable], bagian: Celah) -> list[tuple[int, int]]:
    """What occurs once on both sides, without what stands crosswise."""
    a, b, c, d = bagian
    if b - a == d - c == 1:
        return []  # unequal, or the edges would have met
    satu, dua = Counter(kiri[a:b]), Counter(kanan[c:d])
    tempat = {kanan[n]: n for n in range(c, d) if dua[kanan[n]] == 1}
    calon = [(n, tempat[kiri[n]]) for n in range(a, b) if satu[kiri[n]] == 1 and kiri[n] in tempat]
    tetap = terpanjang([n for _, n in calon])
    return [p for p in calon if p[1] in tetap]


def terpanjang(angka: Sequence[int]) -> set[int]:
    """The longest rising part of different numbers."""
    ujung: list[int] = []
    sebelum: dict[int, int | None] = {}
    for n in angka:
        k = bisect_left(ujung, n)
        sebelum[n] = ujung[k - 1] if k else None
        ujung[k : k + 1] = [n]
    hasil, kini = set(), ujung[-1] if ujung else None
    while kini is not None:
        hasil.add(kini)
        kini = sebelum[kini]
    return hasil
