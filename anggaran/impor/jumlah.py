"""One cell ↔ one amount in rupiah, as the treasury's exports write it: marks, brackets, a minus behind."""

from __future__ import annotations

import enum
import re
from decimal import Decimal
from typing import Any

from sakip.angka import DIGIT_ISIAN_MAKS

SEN = 2  # digits behind the comma that the database keeps
TEKS_MAKS = 40


class Notasi(enum.Enum):
    """Which mark stands between thousands."""

    OTOMATIS = "otomatis"
    TITIK = "titik"
    KOMA = "koma"

    @property
    def label(self) -> str:
        return {
            "otomatis": "dikenali per sel",
            "titik": "1.234.567,89 (titik ribuan)",
            "koma": "1,234,567.89 (koma ribuan)",
        }[self.value]


class JumlahTakTerbaca(ValueError):
    """The message (Indonesian) says what the cell holds instead of an amount."""


BUKAN = "harus berupa jumlah rupiah, misalnya 1.234.567"
BESAR = f"terlalu besar, paling banyak {DIGIT_ISIAN_MAKS} digit"
PECAHAN = "paling banyak dua angka sen"
NIHIL = "nihil"
_NOL = {"-", "–", "—", "rp-", "rp -", NIHIL}
_TITIK = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?")
_KOMA = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")
_HIAS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": None, " ": None, "\t": None, "'": None})


def baca_jumlah(isi: Any, notasi: Notasi = Notasi.OTOMATIS) -> Decimal | None:
    """Exact, in rupiah with at most two digits of sen; None for an empty cell, 0 for "-". Raises JumlahTakTerbaca."""
    if isinstance(isi, int) and not isinstance(isi, bool):
        return _periksa(Decimal(isi))
    if isinstance(isi, float):
        return _dari_pecahan(isi)
    if isi is None:
        return None
    if not isinstance(isi, str):
        raise JumlahTakTerbaca(BUKAN)
    return _dari_teks(isi, notasi)


def _dari_pecahan(isi: float) -> Decimal:
    """What Excel shows, 15 digits; a sum of floats may miss a sen by less than its thousandth."""
    if not abs(isi) < 10**DIGIT_ISIAN_MAKS:  # NaN and infinity fall here as well
        raise JumlahTakTerbaca(BESAR)
    nilai = Decimal(f"{isi:.{DIGIT_ISIAN_MAKS}g}")
    bulat = nilai.quantize(Decimal("0.01"))
    if abs(nilai - bulat) > Decimal("0.00001"):
        raise JumlahTakTerbaca(PECAHAN)
    return _periksa(bulat) if bulat else Decimal(0)  # never -0


def _dari_teks(teks: str, notasi: Notasi) -> Decimal | None:
    if len(teks) > TEKS_MAKS and len(teks.strip()) > TEKS_MAKS:
        raise JumlahTakTerbaca(BUKAN)
    bersih = teks.strip().lower()
    if not bersih:
        return None
    if bersih in _NOL:
        return Decimal(0)
    badan = bersih.translate(_HIAS)
    kurung = badan.startswith("(") and badan.endswith(")")
    badan = badan[1:-1] if kurung else badan
    badan, minus = _lepas_tanda(badan)
    if kurung and minus:
        raise JumlahTakTerbaca(BUKAN)
    nilai = _periksa(_baca_badan(badan, notasi))
    return -nilai if (kurung or minus) and nilai else nilai


def _lepas_tanda(badan: str) -> tuple[str, int]:
    """Without "Rp", a minus before or behind it, and the "-" of ",-"; how many minus signs there were (at most one)."""
    minus = 0
    for _ in range(2):
        if badan.startswith(("-", "+")):
            minus += badan[0] == "-"
            badan = badan[1:]
        if badan.startswith("rp"):
            badan = badan[2:].removeprefix(".")
    if badan.endswith(",-"):
        badan = badan[:-2]
    elif badan.endswith("-"):
        minus, badan = minus + 1, badan[:-1]
    if minus > 1:
        raise JumlahTakTerbaca(BUKAN)
    return badan, minus


def _baca_badan(badan: str, notasi: Notasi) -> Decimal:
    if badan.isascii() and badan.isdigit():
        return Decimal(badan)
    titik, koma = _TITIK.fullmatch(badan), _KOMA.fullmatch(badan)
    menurut = {Notasi.TITIK: titik, Notasi.KOMA: koma}
    cocok = menurut[notasi] if notasi in menurut else _pilih(badan, titik, koma)
    if cocok is None or not badan.isascii():
        raise JumlahTakTerbaca(BUKAN)
    sen = cocok[2] or ""
    if len(sen) > SEN:  # "116,180.000" stands in real papers for 116.180.000
        raise JumlahTakTerbaca(PECAHAN)
    return Decimal(f"{re.sub('[.,]', '', cocok[1])}.{sen}")


def _pilih(badan: str, titik: re.Match[str] | None, koma: re.Match[str] | None) -> re.Match[str] | None:
    """Which of both ways this cell can only mean: of money, one mark with three digits behind it parts thousands."""
    if titik is None or koma is None:
        return titik or koma
    return titik if "." in badan.partition(",")[0] else koma


def _periksa(nilai: Decimal) -> Decimal:
    """Refuses what SQLite could not give back exactly; sums of a node are looked at again."""
    if nilai.adjusted() >= DIGIT_ISIAN_MAKS or len(nilai.normalize().as_tuple().digits) > DIGIT_ISIAN_MAKS:
        raise JumlahTakTerbaca(BESAR)
    return nilai
