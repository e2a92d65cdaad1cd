"""The code column of an office's own export: whole paths, or one level per row ("3355", "EBA", "994", "051", "0A").

Rows come from top to bottom; a code of one level continues the row above it that is one level higher. What could be two
things is refused. Pure: no database.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sakip.angka import lipat_homoglif

from ..enums import JenisPos
from ..kode import JENJANG, bagi, induk_dari_kode, jenis_dari_kode

SISA_JUMLAH = re.compile(r"(?:sub\s*|grand\s*)?(?:jumlah|total)\b", re.IGNORECASE)
_AKUN = re.compile(r"[0-9]{6}")
_SATKER_DI_DEPAN = re.compile(r"([0-9]{6})\.(.+)")
_KRO, _TIGA, _SUB = re.compile(r"[A-Z]{3}"), re.compile(r"[0-9]{3}"), re.compile(r"(?=.*[A-Z])[0-9A-Z]{1,2}")
_SEBAGAI_KODE = re.compile(r"[0-9A-Z.\-/]+")


class Rupa(Enum):
    """What a row is."""

    POS = "pos"
    AKUN = "akun"  # below the lowest node that a DIPA is kept by here
    JUMLAH = "jumlah"
    RINCIAN = "rincian"  # no code at all
    SATKER = "satker"
    KELIRU = "keliru"


@dataclass
class Terbaca:
    """A row with what its code is: the whole code and the kind of a POS, or why it is KELIRU (`pesan`)."""

    rupa: Rupa
    kode: str = ""
    jenis: str = ""
    induk: str = ""  # the code above it, as far as code and order tell
    pesan: str = ""


@dataclass(frozen=True)
class BarisKode:
    kode: str
    uraian: str
    jenis: str = ""


def bersihkan(teks: str) -> str:
    """A code without what people put around it: "[3355.EBA] " → "3355.EBA"."""
    return "".join(lipat_homoglif(teks).split()).strip("[]().:-").upper()


def baca_kode(semua: Sequence[BarisKode], *, satker: str) -> list[Terbaca]:
    """One answer for each row."""
    return PembacaKode(semua, satker).baca()


class PembacaKode:
    """`jalur` holds the code at each level down to the row read last."""

    def __init__(self, semua: Sequence[BarisKode], satker: str) -> None:
        self.semua = semua
        self.bersih = [bersihkan(b.kode) for b in semua]
        self.satker = satker
        self.jalur: list[str] = [""] * len(JENJANG)
        self.pernah: set[str] = set()
        self.ro_singkat = False  # the RO in `jalur` came as "994"
        self.program_singkat = False
        self.sampai_sub = any(_SUB.fullmatch(k) or _AKUN.fullmatch(k) for k in self.bersih)

    def baca(self) -> list[Terbaca]:
        return [self._baris(ke) for ke in range(len(self.semua))]

    def _baris(self, ke: int) -> Terbaca:
        asli, kode = self.semua[ke], self.bersih[ke]
        if self._jumlah(asli, kode):
            return Terbaca(Rupa.JUMLAH)
        if not kode:
            return Terbaca(Rupa.RINCIAN)
        if cocok := _SATKER_DI_DEPAN.fullmatch(kode):
            if satker_lain(cocok[1], self.satker):
                return Terbaca(Rupa.KELIRU, pesan=self._satker_lain(cocok[1]))
            kode = cocok[2]
        if _AKUN.fullmatch(kode):
            return self._akun_atau_satker(kode)
        return self._pos(ke, kode, asli)

    def _jumlah(self, asli: BarisKode, kode: str) -> bool:
        """A line with a total: without a code, or with one that stood above already."""
        if SISA_JUMLAH.match(asli.kode.strip()):
            return True
        return bool(SISA_JUMLAH.match(asli.uraian.strip())) and (not kode or kode in self.pernah)

    def _satker_lain(self, kode: str) -> str:
        return f"Kode satker {kode} bukan satker ini ({self.satker}). Impor hanya untuk satker sendiri."

    def _akun_atau_satker(self, kode: str) -> Terbaca:
        """Six digits: an account below a komponen or lower, the satker above a programme."""
        if any(self.jalur[2:]) and kode != self.satker:
            return Terbaca(Rupa.AKUN)
        if not satker_lain(kode, self.satker):
            return Terbaca(Rupa.SATKER)
        return Terbaca(Rupa.KELIRU, pesan=self._satker_lain(kode))

    # -- nodes

    def _pos(self, ke: int, kode: str, asli: BarisKode) -> Terbaca:
        if bagi(kode)[1] and _AKUN.fullmatch(kode.rpartition(".")[2]):
            return Terbaca(Rupa.AKUN)
        jenis = asli.jenis or self._jenis(ke, kode, asli.uraian)
        if not jenis:
            return Terbaca(Rupa.KELIRU, pesan=self._tak_dikenal(kode))
        tingkat = JENJANG.index(JenisPos(jenis))
        penuh = kode
        if not bagi(kode)[1] and tingkat > 1:
            atas = self._atas(tingkat, kode)
            if not atas:
                pesan = f"Tidak ada baris di atasnya yang menjadi induk kode “{kode}”. Tulis kode lengkapnya."
                return Terbaca(Rupa.KELIRU, pesan=pesan)
            penuh = f"{atas}.{kode}"
        self._ingat(tingkat, penuh)
        if jenis == JenisPos.RO:
            self.ro_singkat = kode != penuh and "." not in kode
        if jenis == JenisPos.PROGRAM:
            self.program_singkat = "." not in kode
        induk = induk_dari_kode(penuh) or (self.jalur[0] if jenis == JenisPos.KEGIATAN else "")
        return Terbaca(Rupa.POS, penuh, jenis, induk)

    def _ingat(self, tingkat: int, kode: str) -> None:
        """The way down to this row; a whole code tells all of it."""
        self.pernah.add(kode)
        self.jalur[tingkat:] = [kode] + [""] * (len(JENJANG) - tingkat - 1)
        for atas in range(tingkat - 1, 0, -1):
            kode = kode.rpartition(".")[0]
            if not bagi(kode)[1]:
                break
            self.jalur[atas] = kode

    def _atas(self, tingkat: int, kode: str) -> str:
        """The code that a relative one continues: of the level above its first segment."""
        return self.jalur[tingkat - 1 - kode.count(".")]

    def _jenis(self, ke: int, kode: str, uraian: str) -> str:
        """The kind: of a whole path by its depth, of a relative one by its segments and what stands above."""
        if kode.isalpha() and len(kode) == 2 and self.jalur[4]:  # below a komponen it is no programme
            lain_program = self.program_singkat and uraian.strip().casefold().startswith("program")
            return JenisPos.PROGRAM if lain_program else JenisPos.SUBKOMPONEN
        if penuh := jenis_dari_kode(kode):
            return penuh
        awal, *sisa = kode.split(".")
        mulai = self._tingkat_awal(ke, awal)
        tingkat = mulai + len(sisa)
        cocok = mulai and tingkat < len(JENJANG) and all(_rupa_cocok(mulai + n, s) for n, s in enumerate(sisa, 1))
        return JENJANG[tingkat] if cocok else ""

    def _tingkat_awal(self, ke: int, awal: str) -> int:
        """The level of the first segment of a relative code; 0 when it cannot be told."""
        if _KRO.fullmatch(awal):
            return 2
        if _TIGA.fullmatch(awal):
            return self._tiga_angka(ke)
        return 5 if _SUB.fullmatch(awal) else 0

    def _tiga_angka(self, ke: int) -> int:
        """RO or komponen. After an RO that came as "994" only what follows can tell."""
        if not self.jalur[3]:
            return 3
        if not self.ro_singkat:
            return 4
        berikut = next((k for k in self.bersih[ke + 1 :] if k), "")
        if _SUB.fullmatch(berikut) or _AKUN.fullmatch(berikut):
            return 4
        return 3 if self.sampai_sub and _TIGA.fullmatch(berikut) else 0

    def _tak_dikenal(self, kode: str) -> str:
        if len(bagi(kode)[1]) >= len(JENJANG):
            return "Kode ini lebih dalam dari subkomponen. Hapus barisnya."
        if _TIGA.fullmatch(kode):
            return f"Kode “{kode}” dapat berarti RO atau komponen. Tulis kode lengkapnya, atau isi kolom Jenis."
        if re.fullmatch(r"[0-9]{1,2}", kode):
            return (
                f"Kode “{kode}” tidak dikenal. Bila maksudnya komponen atau RO, tulis tiga angka (misalnya "
                f"0{kode:0>2}) dengan format sel Teks."
            )
        contoh = "Tulis seperti tercetak, misalnya 3355.EBA.994, atau isi kolom Jenis."
        return f"Jenis pos tidak terbaca dari kode “{kode}”. {contoh}"


def _rupa_cocok(tingkat: int, bagian: str) -> bool:
    pola = {3: _TIGA, 4: _TIGA, 5: _SUB}.get(tingkat)
    return pola is not None and bool(pola.fullmatch(bagian))


def satker_lain(kode: str, satker: str) -> bool:
    """Whether a code of six digits is another satker's; one that is kept under another kind of code cannot tell."""
    return bool(_AKUN.fullmatch(satker)) and kode != satker


def seperti_kode(teks: str) -> bool:
    """Whether a text can be a code at all: "Bengkulu, 2 Januari 2025" cannot."""
    return bool(_SEBAGAI_KODE.fullmatch(bersihkan(teks))) and len(teks.split()) == 1
