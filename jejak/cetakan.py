"""One stored value as a person reads it. Knows fields, asks the database nothing."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.html import strip_tags

from sakip.angka import KOSONG, format_desimal, format_tanggal, format_waktu

PANJANG = 160  # characters of a shortened value
KONTEKS = 40  # characters before the first difference
_TANPA_PEMISAH = (models.SmallIntegerField, models.PositiveSmallIntegerField)  # years and orders: never "2.024"
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_AKHIR_BLOK = re.compile(r"</(?:p|li|tr|h[1-6]|div|table)>|<br\s*/?>", re.IGNORECASE)


def cetak(ruas: Any, nilai: Any, zona: str = "WIB") -> str:
    """`ruas` is the model's field, None when there is none any more. A value of the wrong kind is printed as it is."""
    if nilai is None or nilai == "":
        return KOSONG
    if ruas is not None and (pilihan := dict(ruas.flatchoices)):
        return str(pilihan.get(nilai, nilai))
    try:
        return _menurut_ruas(ruas, nilai, zona)
    except (ValueError, TypeError, InvalidOperation):
        return _bebas(nilai)


def _menurut_ruas(ruas: Any, nilai: Any, zona: str) -> str:
    match ruas:
        case models.BooleanField():
            return "Ya" if nilai else "Tidak"
        case models.DateTimeField():
            return format_waktu(_waktu(nilai), zona)
        case models.DateField():
            return format_tanggal(date.fromisoformat(nilai))
        case models.DecimalField():
            return format_desimal(Decimal(str(nilai)))
        case models.IntegerField() if not isinstance(ruas, _TANPA_PEMISAH):
            return format_desimal(int(nilai))
    return _bebas(nilai)


def _waktu(nilai: str) -> datetime:
    """SQLite keeps UTC without saying so."""
    waktu = datetime.fromisoformat(nilai)
    return waktu if waktu.tzinfo else waktu.replace(tzinfo=UTC)


def _bebas(nilai: Any) -> str:
    """Texts (of HTML only the words), lists and what no field explains."""
    match nilai:
        case bool():
            return "Ya" if nilai else "Tidak"
        case str():
            return _tanpa_tag(nilai)
        case [list(), *_]:
            return "\n".join(" | ".join(map(_bebas, baris)) for baris in nilai)
        case [*isi] if not any(isinstance(satu, dict) for satu in isi):
            return ", ".join(map(_bebas, isi)) or KOSONG
        case dict() | list():
            return json.dumps(nilai, ensure_ascii=False, default=str)
    return str(nilai)


def _tanpa_tag(teks: str) -> str:
    if not _TAG.search(teks):
        return teks
    polos = html.unescape(strip_tags(_AKHIR_BLOK.sub("\n", teks)))
    return re.sub(r"\n\s*\n+", "\n", polos).strip() or KOSONG


def pendekkan(lama: str, baru: str) -> tuple[str, str]:
    """Both values short enough for a table; where two long texts differ, the part around the first difference."""
    if max(len(lama), len(baru)) <= PANJANG:
        return lama, baru
    awal = 0
    if KOSONG not in {lama, baru}:
        sama = next((i for i, (a, b) in enumerate(zip(lama, baru, strict=False)) if a != b), min(len(lama), len(baru)))
        awal = max(0, sama - KONTEKS)
    return _potong(lama, awal), _potong(baru, awal)


def _potong(teks: str, awal: int) -> str:
    if teks == KOSONG:
        return teks
    mulai = max(0, min(awal, len(teks) - KONTEKS))
    akhir = mulai + PANJANG
    return f"{'…' if mulai else ''}{teks[mulai:akhir].strip()}{'…' if akhir < len(teks) else ''}"
