"""What a fixed RKT says about the budget: which lowest codes it lists under which sasaran."""

from __future__ import annotations

from collections.abc import Iterable

from anggaran.saran import Petunjuk
from organisasi.models import Satker

from .models import KegiatanRkt, Rkt


def petunjuk_alokasi(satker: Satker, tahun: int) -> Iterable[Petunjuk]:
    """One query. A code that heads others of its sasaran says nothing by itself."""
    tetap = Rkt.objects.filter(satker=satker).for_tahun(tahun).tetap()
    baris = list(
        KegiatanRkt.objects.filter(sasaran__rkt__in=tetap, sasaran__sasaran__isnull=False).values_list(
            "sasaran__sasaran", "pos", "pos__induk", "pos__kode"
        )
    )
    berisi = {(sasaran, induk) for sasaran, _, induk, _ in baris}
    return [Petunjuk(kode, s, f"RKT {tahun}") for s, pos, _, kode in baris if (s, pos) not in berisi]
