"""`{% load turun %}`: a mapping asked by a key that the template holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def menurut(peta: Mapping[Any, str], kunci: Any) -> str:
    """`{{ bagian|menurut:baris.pk }}`; empty where there is nothing."""
    return peta.get(kunci, "")
