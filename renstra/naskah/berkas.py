"""The written part of a Renstra in a YAML or JSON file: `naskah` (place → HTML) and the words below `keputusan`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dokumen.blok import Butir
from sakip.prosa.bersih import GalatProsa, bersihkan
from sakip.simpul import Simpul

from .butir import tulis_butir
from .enums import KunciNaskah
from .keputusan_awal import keputusan_awal

if TYPE_CHECKING:
    from ..models import Renstra

#: What stands below `keputusan` besides number, date and signer.
DAFTAR = ("menimbang", "mengingat", "memperhatikan")
KUNCI_KEPUTUSAN = ("penetap", "tentang", *DAFTAR, "diktum", "tempat")


@dataclass(frozen=True)
class NaskahBerkas:
    """`keputusan`: the fields that the file names; the others take what is proposed."""

    narasi: dict[KunciNaskah, str] = field(default_factory=dict)
    keputusan: dict[str, str] = field(default_factory=dict)

    def keputusan_untuk(self, renstra: Renstra) -> dict[str, str]:
        """All fields of a Keputusan. A part that the file leaves out is not in the document, so it stays empty."""
        return keputusan_awal(renstra) | dict.fromkeys(DAFTAR, "") | self.keputusan


def baca_naskah(akar: Simpul) -> NaskahBerkas:
    """Raises GalatFixture for an unknown place or a text too long."""
    simpul = akar.cabang("naskah").hanya(*KunciNaskah.values)
    return NaskahBerkas({KunciNaskah(k): _prosa(simpul, k) for k in simpul.kunci()}, _keputusan(akar))


def _prosa(simpul: Simpul, kunci: str) -> str:
    try:
        return bersihkan(simpul.teks(kunci))
    except GalatProsa as galat:
        raise simpul.galat(str(galat).rstrip("."), kunci) from galat


def _keputusan(akar: Simpul) -> dict[str, str]:
    simpul = akar.cabang("keputusan")
    hasil = {k: simpul.teks(k) for k in ("penetap", "tentang", "tempat") if simpul.ada(k)}
    hasil |= {k: tulis_butir(Butir(_sebaris(b)) for b in simpul.daftar(k)) for k in DAFTAR if simpul.ada(k)}
    if simpul.ada("diktum"):
        diktum = [d.hanya("teks", "rincian") for d in simpul.anak("diktum")]
        butir = (Butir(_sebaris(d.teks("teks")), tuple(map(_sebaris, d.daftar("rincian")))) for d in diktum)
        hasil["diktum"] = tulis_butir(butir)
    return hasil


def _sebaris(teks: str) -> str:
    """An item is one line, however the file breaks it."""
    return " ".join(teks.split())
