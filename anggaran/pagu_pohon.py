"""What the pohon kinerja asks of the budget: which programmes and activities of a plan carry money in a year."""

from __future__ import annotations

from collections.abc import Iterable

from organisasi.models import Satker
from renstra.pohon.pagu import Pemikul

from .enums import JenisPos
from .models import Dipa, Pos

#: A single part of a code that names something by itself: "3355", "WA"; "01" or "I" could be anything.
PANJANG_ANGKA, PANJANG_HURUF = 4, 2


def berpagu(satker: Satker, tahun: int, pemikul: frozenset[Pemikul]) -> frozenset[Pemikul] | None:
    """By the DIPA in force; None without one. Two queries.

    An activity is found by its own code. By that of its programme only where it has none, or where the DIPA keeps the
    programme's money undivided.
    """
    dipa = Dipa.objects.filter(satker=satker).for_tahun(tahun).berlaku().first()
    if dipa is None:
        return None
    semua, utuh = _kode_berpagu(Pos.objects.filter(dipa=dipa))
    return frozenset(p for p in pemikul if _termasuk(p, semua, utuh))


def _termasuk(p: Pemikul, semua: set[str], utuh: set[str]) -> bool:
    if p.kegiatan and any(kode_sama(p.kegiatan, k) for k in semua):
        return True
    return any(kode_sama(p.program, k) for k in (utuh if p.kegiatan else semua))


def _kode_berpagu(pos: Iterable[Pos]) -> tuple[set[str], set[str]]:
    """Codes of every node with money on it or below it; and of the programmes that carry it themselves."""
    menurut_id: dict[int | None, Pos] = {p.pk: p for p in pos}
    semua: set[str] = set()
    utuh: set[str] = set()
    for p in list(menurut_id.values()):
        if not p.pagu:
            continue
        if p.jenis == JenisPos.PROGRAM:
            utuh.add(p.kode)
        kini: Pos | None = p
        while kini is not None:
            semua.add(kini.kode)
            kini = menurut_id.get(kini.induk_id)
    return semua, utuh


def kode_sama(renstra: str, dipa: str) -> bool:
    """Whether a plan's code names this node or one above it: "3355" in "3355.EBA" and "076.01.WA.3355", "WA" in
    "076.01.WA". Parts are compared whole; a short one alone ("01", "I") only with a code that is no longer.
    """
    satu, dua = _bagian(renstra), _bagian(dipa)
    if not satu:
        return False
    if satu == dua:
        return True
    if len(satu) == 1 and len(satu[0]) < (PANJANG_ANGKA if satu[0].isdecimal() else PANJANG_HURUF):
        return False
    return any(dua[n : n + len(satu)] == satu for n in range(len(dua) - len(satu) + 1))


def _bagian(kode: str) -> list[str]:
    return [b for b in (bagian.strip().upper() for bagian in kode.split(".")) if b]
