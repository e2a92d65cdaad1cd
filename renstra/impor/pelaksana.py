"""Several units in one cell, as offices write them: with commas, "dan", "/", on lines of their own, numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from organisasi.models import Unit

from .isi import lipat

TANPA = frozenset({"", "-", "–", "—"})
_BARIS = re.compile(r"[;\n]+")
_NOMOR = re.compile(r"^\s*(?:[0-9]{1,2}[.)]|[a-z][.)]|[-•–*])\s+")
_PISAH = re.compile(r"(\s*(?:,\s*(?:dan|serta)\b|,|/|&|\bdan\b|\bserta\b)\s*)", re.IGNORECASE)
_SUB = re.compile(r"\bsub\s*-?\s*bag(?:ian\b|\.|\b)")
_BAGIAN = re.compile(r"\bbag(?:\.|\b)")


class PembacaUnit:
    """Knows the units of a satker by name; "Subbag" and "Sub Bagian" are one word."""

    def __init__(self, unit: Mapping[str, Unit]) -> None:
        self.unit = {seragam(nama): u for nama, u in unit.items()}
        self.bagian_maks = max((len(_PISAH.split(nama)) for nama in self.unit), default=1)

    def baca(self, teks: str) -> tuple[list[Unit], str]:
        """The units, each once, in their order; or the first name that is none."""
        hasil: dict[int, Unit] = {}
        for baris in _BARIS.split(teks):
            for nama in self._pisah(_NOMOR.sub("", baris).strip()):
                unit = self.unit.get(seragam(nama))
                if unit is None:
                    return [], nama
                hasil[unit.pk] = unit
        return list(hasil.values()), ""

    def _pisah(self, teks: str) -> list[str]:
        """A name may itself hold "dan" or a comma: the longest that is known counts.

        Nothing is tried that has more parts than the unit with the most of them.
        """
        if teks in TANPA:
            return []
        potongan = _PISAH.split(teks)
        nama, dari = [], 0
        while dari < len(potongan):
            terjauh = min(len(potongan), dari + self.bagian_maks)
            sampai = next(
                (n for n in range(terjauh, dari, -2) if seragam("".join(potongan[dari:n])) in self.unit), dari + 1
            )
            if satu := "".join(potongan[dari:sampai]).strip():
                nama.append(satu)
            dari = sampai + 1
        return nama


def seragam(teks: str) -> str:
    return _BAGIAN.sub("bagian", _SUB.sub("sub bagian", lipat(teks)))
