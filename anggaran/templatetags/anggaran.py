"""Pieces that pages of the budget have in common: `{% load anggaran %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from anggaran import ruang
from anggaran.rekap_alokasi import BagianKode, RekapAlokasi

register = template.Library()


@register.inclusion_tag("anggaran/_ruang.html", takes_context=True)
def ruang_anggaran(context: Context, kini: str) -> dict[str, Any]:
    """The bar of the budget's pages; `kini` is the name of the address one is at.

    A new place is one line in `anggaran/ruang.py`.
    """
    tautan = ruang.ruang_anggaran(context["satker"], context["tahun"], kini, user=context["request"].user)
    return {"tautan": tautan}


@register.simple_tag
def tempat_alokasi(rekap: RekapAlokasi, bagian: BagianKode) -> str:
    """The code of the sasaran or indikator that an allocation serves now, "tidak ada lagi" when the plan lost it."""
    return rekap.kode_tujuan.get(bagian.alokasi.pk, "tidak ada lagi")
