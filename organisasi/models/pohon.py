"""Trees with a materialised path: "this and everything below" is one indexed prefix filter on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

if TYPE_CHECKING:
    from .satker import Satker
    from .unit import Unit


def awalan_jalur(jalur: str) -> list[str]:
    """The paths of a node and of all above it, topmost first: "/076/654340/" → "/076/", "/076/654340/"."""
    ruas = jalur.strip("/").split("/")
    return [f"/{'/'.join(ruas[: n + 1])}/" for n in range(len(ruas))]


def cabang(jalur: set[str]) -> Q:
    """Nodes with one of these paths and everything below them; nothing for no path."""
    syarat = Q(pk__in=[])
    for awal in sorted(jalur):
        syarat |= Q(jalur__startswith=awal)
    return syarat


def simpan_berjalur(objek: Satker | Unit, ruas: str, simpan: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """Save a node of a tree with its path; when the path changes, all below move along, in one transaction.

    Raises ValidationError for a node that would stand below itself.
    """
    lama = objek.jalur
    objek.jalur = f"{objek.induk.jalur if objek.induk else '/'}{ruas}"
    if lama and objek.pk and objek.induk and objek.induk.jalur.startswith(lama):
        objek.jalur = lama
        raise ValidationError({"induk": "Tidak dapat berada di bawah dirinya sendiri."})
    with transaction.atomic():
        simpan(*args, **kwargs)
        if lama and lama != objek.jalur:
            for bawahan in type(objek)._default_manager.filter(induk=objek.pk):
                bawahan.save(update_fields=["jalur"])
