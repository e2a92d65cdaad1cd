"""Filters for templates: `{% load angka %}`. They only hand over to `sakip.angka`; None and "" print "–"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from django import template
from django.utils import timezone

from sakip import angka

register = template.Library()


def _saring(fungsi: Callable[..., str]) -> Callable[..., str]:
    """Registers a filter under the function's name and answers "–" for an absent value."""

    @wraps(fungsi)
    def saringan(nilai: Any, *args: Any) -> str:
        return angka.KOSONG if nilai is None or nilai == "" else fungsi(nilai, *args)

    register.filter(fungsi.__name__, saringan)
    return saringan


@_saring
def rupiah(nilai: Decimal | int) -> str:
    """`{{ pagu|rupiah }}` → 142.297.821.000"""
    return angka.format_rupiah(nilai)


@_saring
def rupiah_bertanda(nilai: Decimal | int) -> str:
    """`{{ selisih|rupiah_bertanda }}` → +1.000, −1.000, 0"""
    return angka.format_rupiah_bertanda(nilai)


@_saring
def bertanda(nilai: Decimal | int, tempat: int) -> str:
    """`{{ ubah|bertanda:2 }}` → +1,50, −1,50, 0,00"""
    return angka.format_bertanda(nilai, tempat)


@_saring
def desimal(nilai: Decimal | int, tempat: int | None = None) -> str:
    """`{{ nilai|desimal }}` → 77,5 and `{{ nilai|desimal:2 }}` → 77,50"""
    return angka.format_desimal(nilai, tempat)


@_saring
def persen(nilai: Decimal | int, tempat: int = 2) -> str:
    """`{{ penyerapan|persen }}` → 90,24 %"""
    return angka.format_persen(nilai, tempat)


@_saring
def persen_ringkas(nilai: Decimal | int) -> str:
    """`{{ target|persen_ringkas }}` → 100 %"""
    return angka.format_persen_ringkas(nilai)


@_saring
def terbilang(nilai: Decimal | int) -> str:
    """`{{ 142|terbilang }}` → seratus empat puluh dua"""
    return angka.terbilang(nilai)


@_saring
def terbilang_rupiah(nilai: Decimal | int) -> str:
    """`{{ pagu|terbilang_rupiah }}` → … rupiah"""
    return angka.terbilang_rupiah(nilai)


@_saring
def romawi(nilai: int, bentuk: str = "besar") -> str:
    """`{{ 4|romawi }}` → IV and `{{ 4|romawi:"kecil" }}` → iv"""
    return angka.romawi(nilai, kecil=bentuk == "kecil")


@_saring
def tanggal(nilai: date) -> str:
    """`{{ ditetapkan|tanggal }}` → 2 Januari 2024; an aware datetime gives its day in the current time zone."""
    return angka.format_tanggal(_setempat(nilai) if isinstance(nilai, datetime) else nilai)


@_saring
def waktu(nilai: datetime) -> str:
    """`{{ created_at|waktu }}` → 2 Januari 2024 pukul 14.05 WIB, in the current time zone (or else in WIB)."""
    zona = _setempat(nilai).tzname()
    return angka.format_waktu(nilai, zona if zona in angka.ZONA else "WIB")


def _setempat(nilai: datetime) -> datetime:
    return timezone.localtime(nilai) if timezone.is_aware(nilai) else nilai
