"""Two versions of a DIPA, or the DIPA of two years, node by node. No query, no clock; nodes are known by kode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .rekap import RekapDipa, jumlah, selisih


class Tanda(Enum):
    """What happened to a node; the value is the word for it."""

    BARU = "Baru"
    HILANG = "Hilang"
    PAGU = "Pagu berubah"
    URAIAN = "Uraian berubah"
    PINDAH = "Pindah induk"
    SUMBER = "Sumber dana lain"


@dataclass(frozen=True, slots=True)
class Sisi:
    """A node as one of the two has it. `induk`: kode of the node above; `pagu` in rupiah, rolled up."""

    kode: str
    induk: str | None
    jenis: str
    uraian: str
    pagu: Decimal | None = None
    sumber_dana: str = ""


@dataclass(frozen=True, slots=True)
class BarisBanding:
    kode: str
    jenjang: int
    lama: Sisi | None
    baru: Sisi | None
    tanda: tuple[Tanda, ...]

    @property
    def kini(self) -> Sisi:
        """The node as the newer one has it, or as it was before it went."""
        sisi = self.baru or self.lama
        assert sisi is not None
        return sisi

    @property
    def selisih(self) -> Decimal | None:
        """New minus old in rupiah; a node that one side does not hold counts as 0 there. None: a pagu is not known."""
        if self.lama is None or self.baru is None:
            return _selisih_tunggal(self.lama, self.baru)
        return selisih(self.baru.pagu, self.lama.pagu)


@dataclass(frozen=True)
class Banding:
    """The nodes of both in one tree: in the newer order, those that are gone behind the one they followed."""

    baris: tuple[BarisBanding, ...]

    @property
    def program(self) -> tuple[BarisBanding, ...]:
        return tuple(b for b in self.baris if b.jenjang == 0)

    @property
    def lama(self) -> Decimal | None:
        return jumlah(b.lama.pagu for b in self.program if b.lama)

    @property
    def baru(self) -> Decimal | None:
        return jumlah(b.baru.pagu for b in self.program if b.baru)

    @property
    def selisih(self) -> Decimal | None:
        return selisih(self.baru, self.lama)

    @property
    def hitungan(self) -> tuple[tuple[Tanda, int], ...]:
        """How many nodes carry each mark; a pagu counts where it is recorded, not in the sums above."""
        induk = {b.kini.induk for b in self.baris}
        banyak = Counter(t for b in self.baris for t in b.tanda if t is not Tanda.PAGU or b.kode not in induk)
        return tuple((t, banyak[t]) for t in Tanda if banyak[t])

    def berubah(self) -> tuple[BarisBanding, ...]:
        """Only what changed, and the nodes above it."""
        simpan: set[str | None] = set()
        for b in reversed(self.baris):
            if b.tanda or b.kode in simpan:
                simpan |= {b.kode, b.kini.induk}
        return tuple(b for b in self.baris if b.kode in simpan)


def sisi(rekap: RekapDipa) -> list[Sisi]:
    """The nodes of a version, in its order."""
    kode: dict[int | None, str] = {b.pos.pk: b.kode for b in rekap.baris}
    return [Sisi(b.kode, kode.get(b.pos.induk_id), b.jenis, b.uraian, b.pagu, b.sumber_dana) for b in rekap.baris]


def bandingkan(lama: Sequence[Sisi], baru: Sequence[Sisi]) -> Banding:
    """Both in the order of their trees: a parent stands before its children. Codes are unique on each side."""
    dulu = {s.kode: s for s in lama}
    kini = {s.kode: s for s in baru}
    jenjang: dict[str | None, int] = {None: -1}
    hasil = []
    for kode in _urutan(lama, baru):
        a, b = dulu.get(kode), kini.get(kode)
        induk = (b or a).induk  # type: ignore[union-attr]  # one of them holds the code
        jenjang[kode] = jenjang[induk] + 1
        hasil.append(BarisBanding(kode, jenjang[kode], a, b, _tanda(a, b)))
    return Banding(tuple(hasil))


def semula(b: BarisBanding) -> list[str]:
    """What the node was before, of all that a figure does not say."""
    if b.lama is None:
        return []
    kata = {
        Tanda.URAIAN: b.lama.uraian,
        Tanda.PINDAH: f"di bawah {b.lama.induk or 'puncak'}",
        Tanda.SUMBER: b.lama.sumber_dana or "tanpa sumber dana",
    }
    return [kata[t] for t in b.tanda if t in kata]


def _selisih_tunggal(lama: Sisi | None, baru: Sisi | None) -> Decimal | None:
    if baru is not None:
        return baru.pagu
    return None if lama is None or lama.pagu is None else -lama.pagu


def _tanda(lama: Sisi | None, baru: Sisi | None) -> tuple[Tanda, ...]:
    if lama is None:
        return (Tanda.BARU,)
    if baru is None:
        return (Tanda.HILANG,)
    beda = {
        Tanda.PAGU: lama.pagu != baru.pagu,
        Tanda.URAIAN: lama.uraian.split() != baru.uraian.split(),
        Tanda.PINDAH: lama.induk != baru.induk,
        Tanda.SUMBER: lama.sumber_dana != baru.sumber_dana,
    }
    return tuple(t for t, ya in beda.items() if ya)


# --- The order of both trees in one --------------------------------------------------------------------------------


def _urutan(lama: Sequence[Sisi], baru: Sequence[Sisi]) -> list[str]:
    """Every kode once, each parent before its children."""
    ada = {s.kode for s in baru}
    anak = _menurut_induk(baru)
    for induk, dulu in _menurut_induk(lama).items():
        _sisipkan(anak.setdefault(induk, []), dulu, ada)
    hasil: list[str] = []
    tumpukan = list(reversed(anak.get(None, [])))
    while tumpukan:
        kode = tumpukan.pop()
        hasil.append(kode)
        tumpukan += reversed(anak.get(kode, []))
    return hasil


def _menurut_induk(semua: Iterable[Sisi]) -> dict[str | None, list[str]]:
    hasil: dict[str | None, list[str]] = {}
    for s in semua:
        hasil.setdefault(s.induk, []).append(s.kode)
    return hasil


def _sisipkan(kini: list[str], dulu: Sequence[str], ada: set[str]) -> None:
    """Put the children that are gone behind the sibling they followed; before all others when they were first."""
    tempat = 0
    for kode in dulu:
        if kode not in ada:
            kini.insert(tempat, kode)
            tempat += 1
        elif kode in kini:
            tempat = kini.index(kode) + 1
