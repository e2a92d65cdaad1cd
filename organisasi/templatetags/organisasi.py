"""`{% load organisasi %}`: how people and positions are written on screens."""

from __future__ import annotations

from django import template

from organisasi.bagan import tanpa_satker
from organisasi.enums import StatusPenugasan
from organisasi.models import Penugasan, Satker

register = template.Library()


@register.filter
def nip(nilai: str) -> str:
    """`{{ pejabat.nip|nip }}` → 19780101 200501 1 003, as it is printed on papers."""
    return f"{nilai[:8]} {nilai[8:14]} {nilai[14:15]} {nilai[15:]}" if len(nilai) == 18 else nilai


@register.filter
def tanpa_nama_satker(jabatan: str, satker: Satker) -> str:
    """`{{ p.sebutan_jabatan|tanpa_nama_satker:satker }}`: "Sekretaris Komisi … Bengkulu" → "Sekretaris"."""
    return tanpa_satker(jabatan, satker)


@register.filter
def awalan(penugasan: Penugasan) -> str:
    """`{{ p|awalan }}` → "Plt."; empty for a definitive holder."""
    return StatusPenugasan(penugasan.status).awalan
