"""`{% load nilai %}`: a stored value as its unit prints it, a position without the words that the whole page says."""

from __future__ import annotations

from decimal import Decimal

from django import template

from organisasi.models import Satker
from renstra.models import Satuan

register = template.Library()


@register.filter
def cetak_nilai(satuan: Satuan, nilai: Decimal | None) -> str:
    """`{{ butir.satuan|cetak_nilai:butir.target }}` → "77,5 %", "WTP", "–"."""
    return satuan.cetak(nilai)


@register.filter
def tanpa_satker(jabatan: str, satker: Satker) -> str:
    """`{{ p.sebutan_pihak_pertama|tanpa_satker:satker }}`: "Sekretaris Komisi … Bengkulu" → "Sekretaris"."""
    akhiran = f" {satker.nama}".casefold()
    return jabatan[: -len(akhiran)] if jabatan.casefold().endswith(akhiran) else jabatan
