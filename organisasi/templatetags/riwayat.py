"""`{% load riwayat %}`: the way from every object to its history."""

from __future__ import annotations

from typing import Any

from django import template

from jejak.models import Jejak
from organisasi.riwayat import alamat_riwayat, boleh_riwayat
from sakip.angka import format_waktu

register = template.Library()


@register.simple_tag(takes_context=True)
def penyimpan_terakhir(context: Any, objek: Any) -> dict[str, str]:
    """`{% penyimpan_terakhir form.instance as p %}`: who saved the row last, and when ("" if unknown)."""
    jejak = Jejak.objects.filter(tabel=objek._meta.db_table, objek=str(objek.pk)).order_by("-waktu", "-pk").first()
    if jejak is None:
        return {"oleh": "", "kapan": ""}
    satker = getattr(context.get("request"), "satker", None)
    return {"oleh": jejak.pelaku, "kapan": format_waktu(jejak.waktu, satker.zona_waktu if satker else "WIB")}


@register.inclusion_tag("organisasi/riwayat/_tautan.html", takes_context=True)
def tautan_riwayat(context: Any, objek: Any, kelas: str = "btn btn-link") -> dict[str, Any]:
    """`{% tautan_riwayat renstra %}`: a quiet link for those who may read the history; nothing for others."""
    request = context["request"]
    boleh = objek is not None and objek.pk and boleh_riwayat(request.user, request.satker, objek)
    alamat = alamat_riwayat(objek, request.satker, request.tahun) if boleh else ""
    return {"alamat": alamat, "kelas": kelas, "apa": str(objek) if boleh else ""}
