"""Items typed one a line, with sub-items below them: how the parts of a Keputusan are written. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dokumen.blok import Butir

TANDA_ANAK = "- "


class GalatButir(ValueError):
    """A sub-item without an item; the message is in Indonesian."""


def baca_butir(teks: str) -> tuple[Butir, ...]:
    """Blank lines do not count. Raises GalatButir when the first line is a sub-item."""
    hasil: list[tuple[str, list[str]]] = []
    for baris in filter(None, (b.strip() for b in teks.splitlines())):
        if not baris.startswith(TANDA_ANAK):
            hasil.append((baris, []))
        elif hasil:
            hasil[-1][1].append(baris.removeprefix(TANDA_ANAK).strip())
        else:
            raise GalatButir(f"Rincian “{baris}” tidak berada di bawah butir mana pun; tulis butirnya lebih dahulu.")
    return tuple(Butir(isi, tuple(anak)) for isi, anak in hasil)


def tulis_butir(butir: Iterable[Butir]) -> str:
    """The text that `baca_butir` reads as these items; a blank line between them, so that long ones are told apart."""
    return "\n\n".join("\n".join((b.teks, *(f"{TANDA_ANAK}{anak}" for anak in b.anak))) for b in butir)
