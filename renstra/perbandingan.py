"""What differs between two versions of a plan: pure, from snapshots of their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sakip.prosa.urai import Penggal

from .beda_teks import Perubahan, penggal_beda
from .sejajar import terpanjang

#: The key of a row: its kind and its number there.
Kunci = tuple[str, int]

BARU, UBAH, PINDAH, HAPUS = "baru", "ubah", "pindah", "hapus"


@dataclass(frozen=True)
class Butir:
    """A row as it is printed. `medan` are its labelled texts, `ringkas` says what it is where there is nothing to
    compare it with. `kelompok` is the heading that it stands below, `induk` the row above it. `penggal` is a long text,
    which is compared piece by piece.
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
    penggal: tuple[Penggal, ...] = ()

    @property
    def kunci(self) -> Kunci:
        return self.jenis, self.pk


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
    perubahan = (*_medan(dulu, butir), *penggal_beda(dulu.penggal, butir.penggal))
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
        tetap = terpanjang(dulu)
        peringkat = {n: ke for ke, n in enumerate(sorted(dulu), start=1)}
        for ke, (b, n) in enumerate(zip(isi, dulu, strict=True), start=1):
            if n not in tetap:
                hasil[b.kunci] = Perubahan("Urutan", f"ke-{peringkat[n]}", f"ke-{ke}")
    return hasil
