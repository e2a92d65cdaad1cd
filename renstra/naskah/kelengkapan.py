"""What of a Renstra's written part stands, and what the paper would lack."""

from __future__ import annotations

from dataclasses import dataclass

from sakip.prosa.bersih import kosong

from ..models import KeputusanRenstra, Renstra
from .enums import BAB, BOLEH_KOSONG, KunciNaskah


@dataclass(frozen=True)
class TempatNaskah:
    """`wajib`: a Renstra without this text is incomplete."""

    kunci: KunciNaskah
    terisi: bool

    @property
    def wajib(self) -> bool:
        return self.kunci not in BOLEH_KOSONG

    @property
    def label(self) -> str:
        return str(self.kunci.label)


@dataclass(frozen=True)
class BabNaskah:
    judul: str
    tempat: tuple[TempatNaskah, ...]


@dataclass(frozen=True)
class IsiNaskah:
    """`keputusan`: its words have been saved."""

    keputusan: bool
    bab: tuple[BabNaskah, ...]

    @property
    def kurang(self) -> tuple[TempatNaskah, ...]:
        """Texts that are expected and not written."""
        return tuple(t for b in self.bab for t in b.tempat if t.wajib and not t.terisi)

    @property
    def terisi(self) -> int:
        return sum(t.terisi for b in self.bab for t in b.tempat)

    @property
    def jumlah(self) -> int:
        return sum(len(b.tempat) for b in self.bab)


def isi_naskah(renstra: Renstra) -> IsiNaskah:
    """Two queries."""
    ada = {n.kunci for n in renstra.narasi.all() if not kosong(n.isi)}
    bab = tuple(BabNaskah(judul, tuple(TempatNaskah(k, k in ada) for k in kunci)) for judul, kunci in BAB.items())
    return IsiNaskah(KeputusanRenstra.objects.filter(renstra=renstra).exists(), bab)
