"""The bar that joins the pages of the budget: its places as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from organisasi.models import Satker

#: The pages of a year by what they are about: the budget, when it is spent, how that went, and what for. Each is the
#: name of the address and what it is called; everybody who sees the satker may open them.
KELOMPOK: tuple[tuple[tuple[str, str], ...], ...] = (
    (("daftar", "DIPA"), ("banding", "Perbandingan")),
    (("rencana", "Rencana penarikan"), ("posisi", "Realisasi")),
    (("penyerapan", "Penyerapan"), ("deviasi", "Deviasi"), ("tahun", "Tiga tahun")),
    (("alokasi", "Alokasi"), ("efisiensi", "Efisiensi")),
)


@dataclass(frozen=True)
class Tautan:
    label: str
    url: str
    aktif: bool


def ruang_anggaran(satker: Satker, tahun: int, kini: str) -> tuple[tuple[Tautan, ...], ...]:
    """The places in their groups; `kini` is the name of the address one is at. No query of its own."""
    return tuple(
        tuple(
            Tautan(label, reverse(f"anggaran:{nama}", args=[satker.kode, tahun]), nama == kini) for nama, label in satu
        )
        for satu in KELOMPOK
    )
