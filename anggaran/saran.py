"""Proposals which sasaran a code of the DIPA serves: by the codes of the Renstra, and by what apps above know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from organisasi.models import Satker
from renstra.enums import JenisSasaran
from renstra.models import Sasaran

from .pagu_pohon import kode_sama
from .rekap_alokasi import PohonKode, RekapAlokasi, Tautan, rekap_alokasi


@dataclass(frozen=True)
class Petunjuk:
    """A code and the key of a sasaran that a paper puts beside each other; `dasar` is the paper ("RKT 2024")."""

    kode: str
    sasaran: int
    dasar: str


#: (satker, year) → what the papers of an app above say, lowest codes only.
SumberPetunjuk = Callable[[Satker, int], Iterable[Petunjuk]]

_sumber: list[SumberPetunjuk] = []


def daftarkan_petunjuk(sumber: SumberPetunjuk) -> None:
    _sumber.append(sumber)


@dataclass(frozen=True)
class Saran:
    """What would be allocated, whole, with one click; `kunci` names it."""

    kode: str
    uraian: str
    sasaran: Sasaran
    dasar: str

    @property
    def kunci(self) -> str:
        return f"{self.kode}|{self.sasaran.pk}"


def saran_tahun(satker: Satker, tahun: int, rekap: RekapAlokasi | None = None) -> list[Saran]:
    """One proposal at most for a code that is wholly free, in the DIPA's order; none where two sasaran claim it."""
    rekap = rekap or rekap_alokasi(satker, tahun)
    sasaran = {s.sasaran.pk: s.sasaran for s in rekap.sasaran}
    if not sasaran:
        return []
    tautan = Tautan(sasaran.values(), rekap.garis)
    bebas = {k.pos.kode: k for k in rekap.kode if k.sisa == 100 and k.pos.pagu}
    calon: dict[str, dict[int, str]] = defaultdict(dict)
    pohon = PohonKode(b.pos for b in rekap.kode)
    petunjuk = [p for sumber in _sumber for p in sumber(satker, tahun)]
    for p in [*_menurut_renstra(rekap, pohon), *petunjuk]:
        tempat = tautan.tempat(p.sasaran, None)
        if tempat and p.kode in bebas:
            calon[p.kode].setdefault(tempat[0], p.dasar)
    berisi = {atas for kode in calon for atas in pohon.di_atas(kode)}
    return [
        Saran(k, bebas[k].pos.uraian, sasaran[pk], dasar)
        for k in bebas
        if k not in berisi and len(calon.get(k, {})) == 1
        for pk, dasar in calon[k].items()
    ]


def _menurut_renstra(rekap: RekapAlokasi, pohon: PohonKode) -> Iterable[Petunjuk]:
    """By the codes of program and kegiatan that carry a sasaran; the topmost node that a code names."""
    for jenis, milik in ((JenisSasaran.KEGIATAN, "kegiatan"), (JenisSasaran.PROGRAM, "program")):
        for s in (b.sasaran for b in rekap.sasaran if b.sasaran.jenis == jenis):
            kode = getattr(s, milik).kode
            cocok = {k for k in pohon.pos if kode_sama(kode, k)}
            for k in sorted(cocok):
                if not cocok.intersection(pohon.di_atas(k)):
                    yield Petunjuk(k, s.pk, f"kode {milik} {kode} pada Renstra")
