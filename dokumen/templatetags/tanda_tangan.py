"""What pages say of signatures: `{% load tanda_tangan %}`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django import template

from sakip.angka import format_waktu

from ..models import TandaTangan

register = template.Library()


@register.filter
def waktu_di(waktu: datetime | None, zona: str) -> str:
    """`{{ tanda.waktu|waktu_di:satker.zona_waktu }}` → 2 Januari 2024 pukul 14.05 WITA."""
    return format_waktu(waktu, zona)


@register.filter
def tanda_pihak(tanda: Iterable[TandaTangan], peran: str) -> TandaTangan | None:
    """The signature given in this role."""
    return next((t for t in tanda if t.peran == peran), None)


@register.filter
def sidik_ringkas(sidik: str) -> str:
    """A fingerprint in groups that can be compared by eye: the first 16 of its digits."""
    return " ".join(sidik[i : i + 4] for i in range(0, 16, 4))
