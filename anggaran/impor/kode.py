"""Codes of the budget: how a cell tells one, the whole path of a row, and which node of the DIPA it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sakip.angka import lipat_homoglif

from ..kode import KODE_MAKS
from ..models import Pos

Jalur = tuple[str, ...]

TEKS_MAKS = 2 * KODE_MAKS  # of a code as it is written; what is longer is none, whatever it costs to take apart
RUAS_MAKS = 24  # parts of a whole path
USUL_MAKS = 5
PANJANG_PROGRAM = 3  # parts of "076.01.WA"
BEDA = 3  # how far two parts are from each other that are no slip of the finger; a slip is 1
_PISAH = re.compile(r"[./\\|>:\-\s]+")
_AWAL = re.compile(r"[0-9A-Za-z]+(?:[./][0-9A-Za-z]+)*")
_RUAS = re.compile(r"[0-9]+[A-Z]?|[A-Z]{1,3}|[0-9A-Z]*[0-9][0-9A-Z]*")
_NOL_SAJA = re.compile(r"0{2,}")
_BIDANG = {
    "program": re.compile(r"[A-Z]{2}"),
    "kegiatan": re.compile(r"[0-9]{4}"),
    "kro": re.compile(r"[A-Z]{3}"),
    "tiga": re.compile(r"[0-9]{3}"),
    "sub": re.compile(r"[0-9]?[A-Z]"),
    "akun": re.compile(r"[0-9]{6}"),
}
#: Look-alikes that a person or a scanner mistakes, folded for comparing only.
_MIRIP = str.maketrans("OIL", "011")
ABJAD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class KodeTakTerbaca(ValueError):
    """The message (Indonesian) says what the cell holds instead of a code."""


def baca_kode(isi: Any, format_sel: str = "") -> Jalur:
    """The parts of a code: "076.01.WA/3355" → ("076", "01", "WA", "3355"); () for an empty cell.

    A text behind the code is not read. Cyrillic and Greek look-alikes become Latin. Raises KodeTakTerbaca.
    """
    if isinstance(isi, str):
        return _dari_teks(isi)
    if isi is None:
        return ()
    if isinstance(isi, bool) or not isinstance(isi, int | float):
        raise KodeTakTerbaca("diubah Excel menjadi tanggal atau jam; ubah format selnya menjadi Teks")
    if isinstance(isi, float) and (not abs(isi) < 1e15 or isi != int(isi)):
        return _dari_teks(f"{isi:.15g}")
    teks = str(int(isi))
    return (teks.zfill(len(format_sel)) if _NOL_SAJA.fullmatch(format_sel) else teks,)


def _dari_teks(isi: str) -> Jalur:
    teks = (isi if isi.isascii() else lipat_homoglif(isi)).strip().lstrip("'").strip(".")
    if not teks:
        return ()
    utuh = tuple(_PISAH.split(teks.upper()))
    berangka = len(utuh) == 1 or any(c.isdigit() for c in teks)
    if berangka and len(teks) <= TEKS_MAKS and all(map(_RUAS.fullmatch, utuh)):
        return utuh
    awal = _AWAL.match(teks.upper())
    if awal and len(awal[0]) > TEKS_MAKS:
        raise KodeTakTerbaca("bukan kode anggaran")
    ruas = tuple(_PISAH.split(awal[0])) if awal else ()
    if not ruas or not all(map(_RUAS.fullmatch, ruas)) or not any(c.isdigit() for c in awal[0]):  # type: ignore[index]
        raise KodeTakTerbaca("bukan kode anggaran")
    return ruas


def cetak(jalur: Sequence[str]) -> str:
    return ".".join(jalur)


def gabung(atas: Jalur, bawah: Jalur) -> Jalur:
    """A path and a code that may repeat its end: (076, 01, WA, 3355) and (3355, EBA) → (076, 01, WA, 3355, EBA)."""
    if len(bawah) > 1:
        for banyak in range(min(len(bawah) - 1, len(atas)), 0, -1):
            if atas[-banyak:] == bawah[:banyak]:
                return atas + bawah[banyak:]
    return atas + bawah


# --- The path of a row ---------------------------------------------------------------------------------------------

#: Depth of the levels; a code replaces what stands at its own level or below.
PROGRAM, KEGIATAN, KRO, RO, KOMPONEN, SUB, AKUN, BUTIR = range(8)


def _cocok(bidang: str, ruas: str) -> bool:
    return _BIDANG[bidang].fullmatch(ruas) is not None


def berprogram(jalur: Jalur) -> bool:
    """ "076.01.WA", or more below it."""
    return len(jalur) >= 3 and _cocok("tiga", jalur[0]) and len(jalur[1]) == 2 and _cocok("program", jalur[2])


def tanpa_program(jalur: Jalur) -> Jalur:
    return jalur[PANJANG_PROGRAM:] if berprogram(jalur) else jalur


def berkegiatan(jalur: Jalur) -> bool:
    return bool(jalur) and _cocok("kegiatan", jalur[0])


class Penyusun:
    """The whole path of each row, as the rows above it say: a printed code leaves out what stands above it.

    `bertingkat`: a row's code may be its last part alone ("051", "0A", "521111").
    """

    def __init__(self, *, bertingkat: bool) -> None:
        self.bertingkat = bertingkat
        self.program: Jalur = ()
        self.tumpuk: dict[int, Jalur] = {}  # level → the parts that it adds

    def jalur(self, ruas: Jalur) -> Jalur:
        if berprogram(ruas):
            self.program, self.tumpuk = ruas[:3], {}
            self._isi_bawah(ruas[3:])
            return ruas
        if berkegiatan(ruas):
            self.tumpuk = {}
            self._isi_bawah(ruas)
            return self.program + ruas
        if not self.bertingkat:
            return ruas
        if len(ruas) == 1 and _cocok("program", ruas[0]):
            self.program, self.tumpuk = ruas, {}
            return ruas
        for satu in ruas:
            self._pasang(self._tingkat(satu), (satu,))
        return self._utuh()

    def butir(self, nomor: int) -> Jalur:
        """The path of a line without a code below the row above."""
        self._pasang(BUTIR, (f"#{nomor}",))
        return self._utuh()

    def _utuh(self) -> Jalur:
        return self.program + tuple(r for t in sorted(self.tumpuk) for r in self.tumpuk[t])

    def _pasang(self, tingkat: int, ruas: Jalur) -> None:
        self.tumpuk = {t: r for t, r in self.tumpuk.items() if t < tingkat}
        self.tumpuk[tingkat] = ruas

    def _isi_bawah(self, ruas: Jalur) -> None:
        for ke, satu in enumerate(ruas, KEGIATAN):
            akun = _cocok("akun", satu)
            self._pasang(AKUN if akun else min(ke, BUTIR), (satu,))

    def _tingkat(self, satu: str) -> int:
        ada = self.tumpuk.keys()
        if _cocok("akun", satu):
            return AKUN
        if _cocok("kro", satu):
            return KRO
        if _cocok("tiga", satu):
            return KOMPONEN if RO in ada or KRO not in ada else RO
        return SUB if _cocok("sub", satu) else BUTIR


# --- The nodes of the DIPA -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Temu:
    """What a path leads to: one node (`kode`, which takes `panjang` parts of it), several (`banyak`), or none.

    `terdalam`: so many parts of the path are known.
    """

    kode: str = ""
    panjang: int = 0
    terdalam: int = 0
    banyak: tuple[str, ...] = ()


class Peta:
    """The nodes of one DIPA by every way to write them: whole path, printed code, from the kegiatan on."""

    def __init__(self, pos: Iterable[Pos]) -> None:
        menurut_id: dict[int | None, Pos] = {p.pk: p for p in pos}
        self.jalur: dict[str, Jalur] = {}
        self.berinduk: set[str] = set()
        self.indeks: dict[Jalur, set[str]] = {}
        self.utuh: dict[Jalur, set[str]] = {}  # by the whole path alone
        utuh: dict[int | None, Jalur] = {}
        for p in menurut_id.values():
            self._telusur(p, menurut_id, utuh)
        for pk, jalur in utuh.items():
            self._catat(menurut_id[pk], jalur)
        for p in menurut_id.values():
            if p.induk_id in menurut_id:
                self.berinduk.add(menurut_id[p.induk_id].kode)
        self.terpanjang = max(map(len, self.indeks), default=0)
        self.terdalam = max((len(tanpa_program(j)) for j in self.jalur.values()), default=0)

    def _telusur(self, p: Pos, semua: Mapping[int | None, Pos], utuh: dict[int | None, Jalur]) -> Jalur:
        if p.pk not in utuh:
            induk = semua.get(p.induk_id)
            atas = self._telusur(induk, semua, utuh) if induk else ()
            ruas = tuple(r for r in p.kode.upper().split(".") if r)
            utuh[p.pk] = ruas if atas and ruas[: len(atas)] == atas else gabung(atas, ruas)
        return utuh[p.pk]

    def _catat(self, p: Pos, jalur: Jalur) -> None:
        self.jalur[p.kode] = jalur
        self.utuh.setdefault(jalur, set()).add(p.kode)
        pendek = p.kode.count(".") + 1
        for ke in range(len(jalur)):
            ekor = jalur[ke:]
            if len(ekor) >= pendek or berkegiatan(ekor):
                self.indeks.setdefault(ekor, set()).add(p.kode)

    def batas(self, jalur: Jalur) -> int:
        """How many parts of a path can say something: as deep as the deepest node."""
        return self.terdalam + len(jalur) - len(tanpa_program(jalur))

    def cari(self, jalur: Jalur) -> Temu:
        """The lowest node that contains the path; also where the file says more above than the DIPA does.

        A node with nodes below it takes only what is written on itself: an akun, or a line without a code.
        """
        temu = self._cari(jalur, self.indeks)
        for mulai in range(1, 4 if berprogram(jalur) else 1):
            if temu.terdalam:
                break
            temu = self._cari(jalur[mulai:], self.utuh)
            if temu.terdalam:
                return Temu(temu.kode, temu.panjang + mulai, temu.terdalam + mulai, temu.banyak)
        return temu

    def _cari(self, jalur: Jalur, indeks: Mapping[Jalur, set[str]]) -> Temu:
        for banyak in range(min(len(jalur), self.terpanjang), 0, -1):
            kode = indeks.get(jalur[:banyak])
            if kode is None:
                continue
            if len(kode) > 1:
                return Temu(panjang=banyak, terdalam=banyak, banyak=tuple(sorted(kode)))
            (satu,) = kode
            sisa = jalur[banyak:]
            if sisa and satu in self.berinduk and not (_cocok("akun", sisa[0]) or sisa[0].startswith("#")):
                return Temu(terdalam=banyak)
            return Temu(satu, banyak, banyak)
        return Temu()


# --- Nearest codes -------------------------------------------------------------------------------------------------


@dataclass
class Terdekat:
    """Nodes whose code looks like another one: folded look-alikes, one slip of the finger, a missing prefix."""

    peta: Peta
    _lipat: dict[str, list[str]] = field(default_factory=dict)
    _ekor: dict[Jalur, list[str]] = field(default_factory=dict)
    _pos: list[tuple[str, Jalur, Jalur, bool]] = field(default_factory=list)  # path, without programme, lowest

    def __post_init__(self) -> None:
        for ekor, semua in self.peta.indeks.items():
            self._lipat.setdefault(lipat(cetak(ekor)), []).extend(sorted(semua))
        for kode, jalur in self.peta.jalur.items():
            self._pos.append((kode, jalur, tanpa_program(jalur), kode not in self.peta.berinduk))
            for ke in range(1, len(jalur)):
                self._ekor.setdefault(jalur[ke:], []).append(kode)

    def usul(self, jalur: Jalur) -> tuple[str, ...]:
        """The nearest nodes, the likeliest first; nodes below the part that is known come last."""
        hasil: dict[str, None] = {}
        for kode in self._calon(jalur):
            hasil.setdefault(kode)
            if len(hasil) == USUL_MAKS:
                break
        return tuple(hasil)

    def _calon(self, jalur: Jalur) -> Iterator[str]:
        teks = lipat(cetak(jalur))
        yield from self._lipat.get(teks, ())
        yield from self._ekor.get(jalur, ())
        for varian in _selangkah(teks):
            yield from self._lipat.get(varian, ())
        yield from self._per_ruas(jalur)
        yield from self._saudara(jalur)

    def _per_ruas(self, jalur: Jalur) -> list[str]:
        """Nodes of the same depth, or lowest ones above it, whose parts are alike: one is other, or each a slip."""
        tanpa, jauh = tanpa_program(jalur), {}
        for kode, lain, pendek, terbawah in self._pos:
            kiri, kanan = (jalur, lain) if tanpa is not jalur and pendek is not lain else (tanpa, pendek)
            sedalam = len(kanan) == len(kiri) or (terbawah and len(kanan) < len(kiri))
            if sedalam and (n := _jarak(kiri, kanan)) <= BEDA:
                jauh[kode] = n
        return sorted(jauh, key=jauh.__getitem__)

    def _saudara(self, jalur: Jalur) -> Iterator[str]:
        """The nodes right below the part of the path that is known."""
        atas = self.peta.indeks.get(jalur[:-1], set())
        panjang = {len(self.peta.jalur[k]): self.peta.jalur[k] for k in atas}
        for kode, lain in self.peta.jalur.items():
            if panjang.get(len(lain) - 1) == lain[:-1]:
                yield kode


def lipat(teks: str) -> str:
    """For comparing: O is 0, I and L are 1, zeros in front of a part do not count."""
    return ".".join(r.translate(_MIRIP).lstrip("0") or "0" for r in teks.upper().split("."))


def _jarak(satu: Jalur, dua: Jalur) -> int:
    """Sum over the parts that both have; paths that share no part are farther than any that do."""
    hasil, sama = 0, False
    for a, b in zip(satu, dua, strict=False):
        if a == b:
            sama = True
        else:
            hasil += 1 if _mirip(a, b) else BEDA
            if hasil > BEDA:
                return hasil
    return hasil if sama else hasil + BEDA


@lru_cache(maxsize=10_000)
def _mirip(satu: str, dua: str) -> bool:
    """Whether one slip of the finger makes the one of the other: a sign wrong, missing, too much, or two swapped."""
    a, b = lipat(satu), lipat(dua)
    if len(a) == len(b):
        beda = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        bertukar = len(beda) == 2 and a[beda[0]] == b[beda[1]] and a[beda[1]] == b[beda[0]]
        return len(beda) <= 1 or (bertukar and beda[1] == beda[0] + 1)
    pendek, panjang = sorted((a, b), key=len)
    return len(panjang) == len(pendek) + 1 and any(
        panjang[:n] + panjang[n + 1 :] == pendek for n in range(len(panjang))
    )


def _selangkah(teks: str) -> Iterator[str]:
    """Two neighbours swapped, one sign wrong, one too much, one missing."""
    for n in range(len(teks) - 1):
        yield teks[:n] + teks[n + 1] + teks[n] + teks[n + 2 :]
    for n in range(len(teks)):
        yield teks[:n] + teks[n + 1 :]
        for huruf in ABJAD:
            yield teks[:n] + huruf + teks[n + 1 :]
            yield teks[:n] + huruf + teks[n:]
