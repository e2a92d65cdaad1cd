"""Pieces that pages of the capaian have in common: `{% load capaian %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from capaian import izin, ruang
from capaian.models import Pengukuran, TindakLanjut
from capaian.periode import periode_triwulan

register = template.Library()


@register.inclusion_tag("capaian/_ruang.html", takes_context=True)
def ruang_capaian(context: Context, kini: str, triwulan: int | None = None) -> dict[str, Any]:
    """The bar of the capaian's pages; `kini` is the name of the address one is at, `triwulan` its quarter.

    A new place is one line in `capaian/ruang.py`.
    """
    user = context["request"].user
    return {"ruang": ruang.ruang_capaian(context["satker"], context["tahun"], kini, triwulan, user=user)}


@register.inclusion_tag("capaian/_periode.html", takes_context=True)
def bilah_periode(context: Context, triwulan: int) -> dict[str, Any]:
    """Whether the quarter may be entered, in one line. Two queries."""
    request, satker = context["request"], context["satker"]
    periode = periode_triwulan(satker, context["tahun"], triwulan)
    return {
        "periode": periode,
        "kunci": periode.kunci if request.user.bekerja_di(satker) else (),
        "boleh_buka": periode.lewat and request.user.has_perm(izin.BUKA, satker),
        "satker": satker,
        "tahun": context["tahun"],
    }


@register.inclusion_tag("capaian/periksa/_rencana_lalu.html", takes_context=True)
def rencana_lalu(context: Context, pengukuran: Pengukuran, triwulan: int) -> dict[str, Any]:
    """What was planned in the quarters before and is not finished, beside the row of a later quarter. Two queries."""
    semua = TindakLanjut.objects.visible_to(context["request"].user).filter(pengukuran=pengukuran)
    return {
        "rencana": list(semua.filter(triwulan__lt=triwulan).terbuka().lengkap()),
        "satker": context["satker"],
        "tahun": context["tahun"],
    }
