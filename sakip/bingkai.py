"""What the frame around every page asks of the apps: menu entries with their stage, and what waits for a person.

Apps register in their `AppConfig.ready()`; the kernel imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import timezone

from sakip.angka import format_tanggal

#: Days that a deadline counts, before and after.
HARI_TERHITUNG = 60


class Tahap(StrEnum):
    """How far a stage of the year is."""

    BELUM = "belum"
    BERJALAN = "berjalan"
    SELESAI = "selesai"

    @property
    def label(self) -> str:
        return {"belum": "Belum mulai", "berjalan": "Sedang berjalan", "selesai": "Selesai"}[self.value]


@dataclass(frozen=True)
class Menu:
    """An entry of the left rail. `url` is a URL name of a place; `tahap(satker, tahun)` asks at most one query."""

    urut: int
    label: str
    ikon: str
    url: str
    tahap: Callable[[Any, int], Tahap] | None = None


@dataclass(frozen=True)
class Tugas:
    """Something that waits for a person: what, where to do it, until when, and the words on its button."""

    teks: str
    url: str
    tindakan: str
    tenggat: date | None = None

    @property
    def terlambat(self) -> bool:
        return self.tenggat is not None and self.tenggat < timezone.localdate()

    @property
    def teks_tenggat(self) -> str:
        """The deadline in words, with the days left or past where a person can still count them; empty for none."""
        if self.tenggat is None:
            return ""
        sisa = (self.tenggat - timezone.localdate()).days
        teks = f"Tenggat {format_tanggal(self.tenggat)}"
        if abs(sisa) > HARI_TERHITUNG:
            return f"{teks}, sudah lewat" if sisa < 0 else teks
        if sisa < 0:
            return f"{teks}, sudah lewat {-sisa} hari"
        return f"{teks}, {sisa} hari lagi" if sisa else f"{teks}, hari ini"


_menu: dict[str, Menu] = {}
_tugas: dict[str, Callable[[Any, Any, int], list[Tugas]]] = {}
_tahun: dict[str, Callable[[Any], int | None]] = {}


def daftarkan_menu(menu: Menu) -> None:
    _menu[menu.url] = menu


def daftarkan_tugas(nama: str, sumber: Callable[[Any, Any, int], list[Tugas]]) -> None:
    """`sumber(user, satker, tahun)` gives what waits for this person there."""
    _tugas[nama] = sumber


def semua_menu() -> list[Menu]:
    return sorted(_menu.values(), key=lambda m: m.urut)


def semua_tugas(user: Any, satker: Any, tahun: int) -> list[Tugas]:
    """Everything that waits for the person, those with a deadline first."""
    tugas = [t for sumber in _tugas.values() for t in sumber(user, satker, tahun)]
    return sorted(tugas, key=lambda t: (t.tenggat is None, t.tenggat or date.max))


def daftarkan_tahun(nama: str, sumber: Callable[[Any], int | None]) -> None:
    """`sumber(satker)` gives the newest year for which the app holds data of the satker."""
    _tahun[nama] = sumber


def tahun_kerja(satker: Any) -> int | None:
    """The newest year with data: where a person lands after login; None when there is nothing yet."""
    return max((t for sumber in _tahun.values() if (t := sumber(satker)) is not None), default=None)
