"""Which providers there are and which one signs new papers (SAKIP_TTD)."""

from __future__ import annotations

from django.conf import settings

from .antarmuka import GalatTandaTangan, Penyedia
from .basah import PenyediaBasah
from .bsre import PenyediaBsre
from .internal import PenyediaInternal

_SEMUA: dict[str, Penyedia] = {p.kode: p for p in (PenyediaInternal(), PenyediaBsre(), PenyediaBasah())}
BASAH = _SEMUA["basah"]


def utama() -> Penyedia:
    """The provider of electronic signatures on new papers."""
    return _SEMUA[settings.TTD]


def ambil(kode: str) -> Penyedia:
    """The provider that signed a paper already. Raises GalatTandaTangan when this installation no longer uses it."""
    if kode not in {BASAH.kode, settings.TTD}:
        raise GalatTandaTangan(
            f"Dokumen ini mulai ditandatangani melalui {_SEMUA[kode].nama}, yang tidak dipakai lagi di sini. "
            "Kembalikan dokumen ini agar ditandatangani dari awal."
        )
    return _SEMUA[kode]
