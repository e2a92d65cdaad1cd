"""The bar that joins the pages of the capaian: its places as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from organisasi.models import Pengguna, Satker
from sakip.angka import romawi

from . import izin
from .enums import Triwulan

#: The pages of one quarter: the name of the address, what it is called, and one of which rights opens it ((): all).
TRIWULAN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("triwulan", "Isian", ()),
    ("periksa", "Periksa", izin.PERIKSA),
    ("buku_unggah", "Excel", (izin.ISI,)),
)
#: The pages of the year beside the table of the year itself.
TAHUN = (
    ("target", "Target"),
    ("bukti_semua", "Bukti dukung"),
    ("tindak_lanjut", "Tindak lanjut"),
    ("periode", "Jadwal"),
)


@dataclass(frozen=True)
class Tautan:
    label: str
    url: str
    aktif: bool


@dataclass(frozen=True)
class Ruang:
    """`triwulan`: the year's table and the quarters; `tahun`: what else there is of the year; `bagian`: the pages of
    the quarter one is at.
    """

    triwulan: tuple[Tautan, ...]
    tahun: tuple[Tautan, ...]
    bagian: tuple[Tautan, ...]


def ruang_capaian(satker: Satker, tahun: int, kini: str, triwulan: int | None, *, user: Pengguna) -> Ruang:
    """The places for this person; `kini` is the name of the address one is at. One query.

    The quarters lead to the same page of theirs: who checks TW I goes on to check TW II.
    """

    def tautan(nama: str, label: str, aktif: bool, **lagi: int) -> Tautan:
        tempat = {"kode": satker.kode, "tahun": tahun, **lagi}
        return Tautan(label, reverse(f"capaian:{nama}", kwargs=tempat), aktif)

    bagian = [b for b in TRIWULAN if not b[2] or any(user.has_perm(satu, satker) for satu in b[2])]
    halaman = kini if kini in {nama for nama, _, _ in bagian} else "triwulan"
    lain = [(*t, kini == t[0]) for t in TAHUN]
    if satker.bawahan.exists():
        lain.append(("anak", "Satker di bawah", kini == "anak"))
    return Ruang(
        (
            tautan("daftar", "Tahun", kini == "daftar"),
            *(tautan(halaman, f"TW {romawi(t)}", t == triwulan, triwulan=t) for t in Triwulan.values),
        ),
        tuple(tautan(*satu) for satu in lain),
        tuple(tautan(n, label, n == kini, triwulan=triwulan) for n, label, _ in bagian) if triwulan else (),
    )
