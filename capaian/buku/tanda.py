"""The hidden mark of a row: which indikator and quarter, what was stored when it went out, and that it is ours."""

from __future__ import annotations

import functools
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from sakip.angka import rapikan
from sakip.excel.gaya import TAK_TERTULIS
from sakip.excel.kolom import kunci_judul

from .susunan import ACUAN, TERBUKA

_BENTUK = re.compile(r"((?:[0-9]{1,18}\.){6}[0-9a-f]{10})\.([0-9a-f]{16})")
Isi = Mapping[str, Any]


@dataclass(frozen=True)
class Tanda:
    """`realisasi` and `versi` are 0 where nothing was stored; `isi` is the fingerprint of the open cells."""

    satker: int
    tahun: int
    triwulan: int
    pengukuran: int
    realisasi: int
    versi: int
    isi: str

    def tulis(self, baris: Isi) -> str:
        """The mark for the row with these reference cells."""
        badan = self._badan()
        return f"{badan}.{_segel(badan, baris)}"

    def _badan(self) -> str:
        nomor = (self.satker, self.tahun, self.triwulan, self.pengukuran, self.realisasi, self.versi)
        return ".".join([*map(str, nomor), self.isi])


def baca_tanda(teks: str, baris: Isi) -> Tanda | None:
    """None for a mark that is not ours, or that belongs to another row than the one with these reference cells."""
    cocok = _BENTUK.fullmatch(teks)
    if cocok is None or not constant_time_compare(_segel(cocok[1], baris), cocok[2]):
        return None
    *nomor, isi = cocok[1].split(".")
    satker, tahun, triwulan, pengukuran, realisasi, versi = map(int, nomor)
    return Tanda(satker, tahun, triwulan, pengukuran, realisasi, versi, isi)


def _segel(badan: str, baris: Isi) -> str:
    """Over letters and digits only: programs change blanks, dashes and line ends of a cell by themselves."""
    acuan = "|".join(kunci_judul(str(baris[kunci])) for kunci in ACUAN)
    return hmac.digest(_kunci(settings.SECRET_KEY), f"{badan}|{acuan}".encode(), "sha256").hex()[:16]


@functools.lru_cache(maxsize=4)
def _kunci(rahasia: str) -> bytes:
    """The key for these marks alone."""
    return hashlib.sha256(f"capaian.buku|{rahasia}".encode()).digest()


def sidik_isi(baris: Isi) -> str:
    """Fingerprint of the open cells as they are read."""
    return hashlib.sha256("\0".join(seperti_terbaca(baris[k]) for k in TERBUKA).encode()).hexdigest()[:10]


def seperti_terbaca(nilai: str | None) -> str:
    """A text as it comes back from a cell: blanks at the edges and kinds of line ends are not kept there."""
    if not nilai or (nilai.isalnum() and nilai.isascii()):
        return nilai or ""
    return "\n".join(map(rapikan, TAK_TERTULIS.sub("", nilai).splitlines())).strip()
