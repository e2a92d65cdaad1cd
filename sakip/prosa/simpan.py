"""Keeping one text."""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, transaction

from sakip.models import Berversi, VersiBerubah

from .bersih import bersihkan

P = TypeVar("P", bound=Berversi)


def simpan_prosa(*, prosa: P, versi: int, isi: str) -> P:
    """Write the text of one place, cleaned; makes the row of a place that had none (`versi` 0).

    Raises VersiBerubah when somebody else wrote it since, GalatProsa when the text is too long to keep.
    """
    bersih = bersihkan(isi)
    if prosa.pk is not None:
        return prosa.simpan_versi(versi, isi=bersih)
    if versi:
        raise VersiBerubah  # what was shown is gone
    prosa.isi = bersih  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            prosa.save(force_insert=True)
    except IntegrityError as galat:
        raise VersiBerubah from galat
    return prosa
