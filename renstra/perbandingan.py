"""What differs between two versions of a plan: pure, from snapshots of their rows."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: The key of a row: its kind and its number there.
Kunci = tuple[str, int]

BARU, UBAH, PINDAH, HAPUS = "baru", "ubah", "pindah", "hapus"
SERUPA = 0.4  # share of common words from which it helps to mark the other ones
PASANGAN_MAKS = 100_000  # pairs of equal words; texts of more, long ones that repeat one word, are not marked


@dataclass(frozen=True)
class Butir:
    """A row as it is printed. `medan` are its labelled texts, `ringkas` says what it is where there is nothing to
    compare it with. `kelompok` is the heading that it stands below, `induk` the row above it.
    """

    jenis: str
    kelompok: str
    pk: int
    asal: int | None
    kode: str
    nama: str
    medan: tuple[tuple[str, str], ...]
    induk: Kunci | None = None
    sebutan_induk: str = ""
    nama_induk: str = ""
    ringkas: str = ""

    @property
    def kunci(self) -> Kunci:
        return self.jenis, self.pk


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


@dataclass(frozen=True)
class Beda:
    """A row that is new, changed, only moved, or left out. `kunci` is its key in the revision, or the one left out."""

    macam: str
    butir: Butir
    perubahan: tuple[Perubahan, ...] = ()

    @property
    def kunci(self) -> Kunci:
        return self.butir.kunci


def bandingkan(lama: Sequence[Butir], baru: Sequence[Butir]) -> tuple[Beda, ...]:
    """Every difference, in the order of the new version; what was left out follows the rest of its heading."""
    padanan = _padankan(lama, baru)
    bergeser = _bergeser(lama, baru, padanan)
    beda = [b for butir in baru if (b := _beda(butir, padanan, bergeser))]
    tinggal = {b.kunci for b in padanan.values()}
    beda += [Beda(HAPUS, b) for b in lama if b.kunci not in tinggal]
    urutan = {k: n for n, k in enumerate(dict.fromkeys(b.kelompok for b in (*baru, *lama)))}
    return tuple(sorted(beda, key=lambda b: urutan[b.butir.kelompok]))


def _beda(butir: Butir, padanan: Mapping[Kunci, Butir], bergeser: Mapping[Kunci, Perubahan]) -> Beda | None:
    dulu = padanan.get(butir.kunci)
    if dulu is None:
        return Beda(BARU, butir)
    perubahan = _medan(dulu, butir)
    letak = _letak(dulu, butir, padanan) or bergeser.get(butir.kunci)
    if letak:
        return Beda(UBAH if perubahan else PINDAH, butir, (*perubahan, letak))
    return Beda(UBAH, butir, perubahan) if perubahan else None


def _padankan(lama: Sequence[Butir], baru: Sequence[Butir]) -> dict[Kunci, Butir]:
    """New key → the row that it was. Plans copied before rows knew their origin are matched by text, then by code."""
    menurut_kunci = {b.kunci: b for b in lama}
    hasil = {b.kunci: menurut_kunci[b.jenis, b.asal] for b in baru if b.asal and (b.jenis, b.asal) in menurut_kunci}
    berasal = {b.jenis for b in baru if b.asal}
    for ciri in (lambda b: (b.jenis, b.kelompok, _polos(b.nama)), lambda b: (b.jenis, b.kelompok, b.kode)):
        dipakai = {b.kunci for b in hasil.values()}
        calon = {ciri(b): b for b in reversed(lama) if b.kunci not in dipakai and ciri(b)[2]}
        for b in baru:
            if b.jenis not in berasal and b.kunci not in hasil and ciri(b) in calon:
                hasil[b.kunci] = calon.pop(ciri(b))
    return hasil


def _polos(teks: str) -> str:
    return " ".join(teks.casefold().split())


def _medan(dulu: Butir, kini: Butir) -> tuple[Perubahan, ...]:
    sebelum, sesudah = dict(dulu.medan), dict(kini.medan)
    label = dict.fromkeys([*sesudah, *sebelum])
    pasangan = ((n, sebelum.get(n, ""), sesudah.get(n, "")) for n in label)
    return tuple(Perubahan(n, a, b) for n, a, b in pasangan if a != b)


def _letak(dulu: Butir, kini: Butir, padanan: Mapping[Kunci, Butir]) -> Perubahan | None:
    """Below another row than before."""
    asal_induk = padanan[kini.induk].kunci if kini.induk and kini.induk in padanan else None
    if (kini.induk is None and dulu.induk is None) or (asal_induk is not None and asal_induk == dulu.induk):
        return None
    return Perubahan(kini.sebutan_induk or dulu.sebutan_induk, dulu.nama_induk, kini.nama_induk)


def _bergeser(lama: Sequence[Butir], baru: Sequence[Butir], padanan: Mapping[Kunci, Butir]) -> dict[Kunci, Perubahan]:
    """Rows that stand elsewhere among those that stayed beside them; as few as explain the new order."""
    tempat_lama = {b.kunci: n for n, b in enumerate(lama)}
    daftar: dict[tuple[str, Kunci | None], list[Butir]] = defaultdict(list)
    for b in baru:
        if b.kunci in padanan and not _letak(padanan[b.kunci], b, padanan):
            daftar[b.kelompok, b.induk].append(b)
    hasil = {}
    for isi in daftar.values():
        dulu = [tempat_lama[padanan[b.kunci].kunci] for b in isi]
        tetap = _terpanjang(dulu)
        peringkat = {n: ke for ke, n in enumerate(sorted(dulu), start=1)}
        for ke, (b, n) in enumerate(zip(isi, dulu, strict=True), start=1):
            if n not in tetap:
                hasil[b.kunci] = Perubahan("Urutan", f"ke-{peringkat[n]}", f"ke-{ke}")
    return hasil


def _terpanjang(angka: Sequence[int]) -> set[int]:
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


def kata_beda(sebelum: str, sesudah: str) -> tuple[tuple[Potong, ...], tuple[Potong, ...]]:
    """Word by word what both texts share; nothing is marked where they share little."""
    kiri, kanan = sebelum.split(), sesudah.split()
    cocok = SequenceMatcher(None, kiri, kanan, autojunk=False)
    if len(kiri) < 3 or len(kanan) < 3 or _terlalu_banyak(kiri, kanan) or cocok.ratio() < SERUPA:
        return (Potong(sebelum),), (Potong(sesudah),)
    langkah = cocok.get_opcodes()
    return (
        tuple(_potong((kiri[a:b], tanda != "equal") for tanda, a, b, _, _ in langkah)),
        tuple(_potong((kanan[c:d], tanda != "equal") for tanda, _, _, c, d in langkah)),
    )


def _terlalu_banyak(kiri: Sequence[str], kanan: Sequence[str]) -> bool:
    """Whether finding the shared words would take seconds: it looks at every pair of equal ones, again and again."""
    dua = Counter(kanan)
    return sum(n * dua[kata] for kata, n in Counter(kiri).items()) > PASANGAN_MAKS


def _potong(bagian: Iterable[tuple[list[str], bool]]) -> Iterable[Potong]:
    return (Potong(" ".join(kata), beda) for kata, beda in bagian if kata)
