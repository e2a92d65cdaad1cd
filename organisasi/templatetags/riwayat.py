"""`{% load riwayat %}`: the way from every object to its history."""

from __future__ import annotations

from typing import Any

from django import template

from organisasi.riwayat import alamat_riwayat, boleh_riwayat

register = template.Library()


@register.inclusion_tag("organisasi/riwayat/_tautan.html", takes_context=True)
def tautan_riwayat(context: Any, objek: Any, kelas: str = "btn btn-link") -> dict[str, Any]:
    """`{% tautan_riwayat renstra %}`: a quiet link for those who may read the history; nothing for others."""
    request = context["request"]
    boleh = objek is not None and objek.pk and boleh_riwayat(request.user, request.satker, objek)
    alamat = alamat_riwayat(objek, request.satker, request.tahun) if boleh else ""
    return {"alamat": alamat, "kelas": kelas, "apa": str(objek) if boleh else ""}
