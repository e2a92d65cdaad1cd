"""What the progress fragment asks about a job: `{% load dokumen %}`."""

from __future__ import annotations

from typing import Any

from django import template

from ..enums import StatusPekerjaan
from ..jenis import GalatDokumen, ambil
from ..models import PekerjaanCetak

register = template.Library()


@register.filter
def nama_jenis(kode: str) -> str:
    """`{{ pekerjaan.jenis|nama_jenis }}` → LKjIP; the code itself when the kind is no longer known."""
    try:
        return ambil(kode).nama
    except GalatDokumen:
        return kode


@register.filter
def masih_hidup(pekerjaan: PekerjaanCetak) -> bool:
    """Waiting or running."""
    return pekerjaan.status in {StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN}


@register.filter
def boleh_diulang_oleh(pekerjaan: PekerjaanCetak, user: Any) -> bool:
    """Whether this person may start a job of this kind again."""
    try:
        return bool(user.has_perm(ambil(pekerjaan.jenis).izin, pekerjaan))
    except GalatDokumen:
        return False
