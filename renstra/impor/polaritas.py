"""The direction of a new indikator in a table without the column: read off its targets, and said before it is written.

Nothing but falling targets decides; a wording that sounds like "the fewer the better" is only pointed out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from ..enums import JenisSatuan, Polaritas
from .isi import Butir
from .susunan import INDIKATOR

if TYPE_CHECKING:
    from .periksa import Pemeriksa

_MAKIN_SEDIKIT = re.compile(r"\b(tidak|tanpa|pelanggaran|revisi|sengketa|keluhan|pengaduan|temuan|keterlambatan)\b")


def menurun(nilai: Sequence[Decimal]) -> bool:
    """Never up and at least once down, in the order of the years."""
    return all(kini <= dulu for dulu, kini in pairwise(nilai)) and len(set(nilai)) > 1


def kata_terbalik(uraian: str) -> str:
    """The word that sounds like "the fewer the better"; "" without one."""
    cocok = _MAKIN_SEDIKIT.search(uraian.casefold())
    return cocok[1] if cocok else ""


class PenyimpulPolaritas:
    def __init__(self, pemeriksa: Pemeriksa) -> None:
        self.hasil = pemeriksa.hasil
        judul = self.hasil.judul_asli.get(INDIKATOR)
        self.berlaku = judul is not None and "polaritas" not in judul
        self.maksimasi = self.minimasi = 0

    def simpulkan(self, butir: Butir) -> None:
        """Grades are left out: a lower one is never better."""
        if not self.berlaku or not butir.baru or butir.baris is None:
            return
        butir.disimpulkan.add("polaritas")
        target = sorted(butir.tahunan.get("target", {}).items())
        nilai = [n for _, n in target if n is not None]
        if butir.objek.satuan.jenis != JenisSatuan.ORDINAL and menurun(nilai):
            self.minimasi += 1
            butir.objek.polaritas = Polaritas.MINIMASI
            return self._anggap(butir, "polaritas minimasi, karena targetnya menurun.")
        self.maksimasi += 1
        if kata := kata_terbalik(butir.baris.nilai["uraian"]):
            saran = f"bunyinya menyebut “{kata}”; tambahkan kolom “Polaritas” bila makin rendah makin baik."
            self._anggap(butir, f"polaritas maksimasi, tetapi {saran}")
        return None

    def tutup(self) -> None:
        """Said once, for all that nothing was read off."""
        if self.maksimasi:
            semua = "Indikator baru lainnya" if self.minimasi else "Semua indikator baru"
            pesan = f"{semua} dianggap maksimasi (makin tinggi makin baik), karena tidak ada kolom “Polaritas”."
            self.hasil.anggap(INDIKATOR, "", pesan)

    def _anggap(self, butir: Butir, kalimat: str) -> None:
        assert butir.baris is not None
        self.hasil.anggap(INDIKATOR, butir.baris.sel("uraian"), f"{butir.sebutan_dari(butir.baris)}: {kalimat}")
