"""Whether the workbook of a quarter is of use to the reader."""

from __future__ import annotations

from typing import Any

from django import template

from ..buku.isi import IZIN_ISI

register = template.Library()


@register.simple_tag(takes_context=True)
def boleh_isi_buku(context: Any) -> bool:
    """Whether the person may fill in rows of the page's satker."""
    request = context["request"]
    return bool(request.user.has_perm(IZIN_ISI, request.satker))
