"""The bar that joins the pages of the budget: its places as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from organisasi.models import Pengguna, Satker

#: The pages of a year: the name of the address, what it is called, and the right that opens it ("": everybody).
TAHUN: tuple[tuple[str, str, str], ...] = (
    ("daftar", "DIPA", ""),
    ("posisi", "Realisasi", ""),
    ("rencana", "Rencana penarikan", ""),
    ("penyerapan", "Penyerapan", ""),
    ("tahun", "Tiga tahun", ""),
    ("deviasi", "Deviasi", ""),
    ("alokasi", "Alokasi", ""),
    ("efisiensi", "Efisiensi", ""),
    ("banding", "Bandingkan", ""),
)


@dataclass(frozen=True)
class Tautan:
    label: str
    url: str
    aktif: bool


def ruang_anggaran(satker: Satker, tahun: int, kini: str, *, user: Pengguna) -> tuple[Tautan, ...]:
    """The places for this person; `kini` is the name of the address one is at. No query of its own."""
    return tuple(
        Tautan(label, reverse(f"anggaran:{nama}", args=[satker.kode, tahun]), nama == kini)
        for nama, label, izin in TAHUN
        if not izin or user.has_perm(izin, satker)
    )
