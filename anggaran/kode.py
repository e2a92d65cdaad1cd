"""Account codes of a DIPA as they are printed: which kind of node a code names and what it stands below.

"076.01.WA" › "3355" › "3355.EBA" › "3355.EBA.994" › "3355.EBA.994.051" › "3355.EBA.994.051.0A"; the programme may also
stand in front of all of them ("076.01.WA.3355.EBA").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .enums import JenisPos

KODE_MAKS = 40  # letters, as the database keeps one
#: From the top to the bottom; a node stands below one of the kind before its own.
JENJANG = (
    JenisPos.PROGRAM,
    JenisPos.KEGIATAN,
    JenisPos.KRO,
    JenisPos.RO,
    JenisPos.KOMPONEN,
    JenisPos.SUBKOMPONEN,
)
#: How a kind is called inside a sentence.
SEBUTAN = {
    JenisPos.PROGRAM: "program",
    JenisPos.KEGIATAN: "kegiatan",
    JenisPos.KRO: "KRO",
    JenisPos.RO: "RO",
    JenisPos.KOMPONEN: "komponen",
    JenisPos.SUBKOMPONEN: "subkomponen",
}
_PROGRAM = re.compile(r"([0-9]{3}\.[0-9]{2}\.(?:[A-Z]{2}|[0-9]{2,3}))(?:\.(.+))?")
_KEGIATAN = re.compile(r"[0-9]{4}")
_PENDEK = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Letak:
    """What is known of a node's place: kind and code."""

    jenis: str
    kode: str


def bagi(kode: str) -> tuple[str, tuple[str, ...]]:
    """The programme in front ("" without one) and the segments from the kegiatan on (none for other texts)."""
    cocok = _PROGRAM.fullmatch(kode)
    program, sisa = (cocok[1], cocok[2] or "") if cocok else ("", kode)
    bagian = tuple(sisa.split(".")) if sisa else ()
    return (program, bagian) if bagian and _KEGIATAN.fullmatch(bagian[0]) else (program, ())


def jenis_dari_kode(kode: str) -> JenisPos | None:
    """The kind that the depth of a whole code tells; None for a code that is no whole one, or deeper than a DIPA."""
    program, bagian = bagi(kode)
    if bagian:
        return JENJANG[len(bagian)] if len(bagian) < len(JENJANG) and all(bagian) else None
    return JenisPos.PROGRAM if (kode and program == kode) or _PENDEK.fullmatch(kode) else None


def induk_dari_kode(kode: str) -> str:
    """The code of the node above, as far as the code tells; "" when it does not (a kegiatan, a programme)."""
    program, bagian = bagi(kode)
    if len(bagian) > 1 or (bagian and program):
        return kode.rpartition(".")[0]
    return ""


def tanpa_program(kode: str) -> str:
    """The code from its kegiatan on; a programme's own code stays as it is."""
    _, bagian = bagi(kode)
    return ".".join(bagian) or kode


def jenis_bawah(jenis: str) -> JenisPos | None:
    """The kind that stands below; None below a subkomponen."""
    ke = JENJANG.index(JenisPos(jenis)) + 1
    return JENJANG[ke] if ke < len(JENJANG) else None


def lengkapi(kode: str, induk: str) -> str:
    """One segment typed below a whole code ("051" below "3355.EBA.994") as the whole code; others as they are."""
    if "." in kode or not bagi(induk)[1] or bagi(kode)[1]:
        return kode
    return f"{induk}.{kode}"


def sebut(jenis: str) -> str:
    return SEBUTAN[JenisPos(jenis)]


def salah_letak(pos: Letak, induk: Letak | None) -> str:
    """Why a node may not stand there, in a sentence for the person; "" when it may."""
    nama = sebut(pos.jenis)
    kapital = nama[0].upper() + nama[1:]
    if pos.jenis == JenisPos.PROGRAM:
        return "" if induk is None else "Program berdiri di puncak DIPA, tanpa induk."
    di_atas = JENJANG[JENJANG.index(JenisPos(pos.jenis)) - 1]
    if induk is None:
        return f"{kapital} harus berdiri di bawah sebuah {sebut(di_atas)}. Pilih induknya."
    if induk.jenis != di_atas:
        return f"{kapital} berdiri di bawah {sebut(di_atas)}, bukan di bawah {sebut(induk.jenis)} {induk.kode}."
    if not _di_bawah(pos.kode, induk.kode):
        pesan = f"Kode {pos.kode} tidak berada di bawah kode induknya, {induk.kode}."
        return f"{pesan} Perbaiki kodenya atau pilih induk lain."
    return ""


def _di_bawah(kode: str, induk: str) -> bool:
    """Whether a code continues the one above it; True where the codes do not tell."""
    program, bagian = bagi(kode)
    program_atas, bagian_atas = bagi(induk)
    if program and program_atas and program != program_atas:
        return False
    return not (bagian and bagian_atas) or bagian[:-1] == bagian_atas
