"""Addresses of the RKT and the Rencana Aksi, which share templates: `{% load rencana %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def alamat_rencana(context: template.Context, awalan: str, nama: str, **bagian: Any) -> str:
    """`{% alamat_rencana awalan "kepala" %}`: the page of this name of the paper of the place."""
    return reverse(f"{awalan}:{nama}", kwargs={"kode": context["satker"].kode, "tahun": context["tahun"], **bagian})
