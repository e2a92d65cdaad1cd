"""Who changed a row after the file was made, and when: read from the trail, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jejak.models import Jejak
from sakip.angka import format_waktu

from ..models import Indikator, StandarNasional, TargetTahunan
from .isi import MODEL, Butir
from .susunan import INDIKATOR


def siapa_mengubah(butir: Iterable[Butir], zona: str) -> dict[int, str]:
    """`id(row)` → "oleh Siti, 2 Januari 2024 pukul 14.05 WIB"; rows of which the trail tells nothing are left out."""
    semua = {b for b in butir if b.objek.pk is not None}
    milik = {(MODEL[b.lembar]._meta.db_table, str(b.objek.pk)): b for b in semua}
    indikator = {b.objek.pk: b for b in semua if b.lembar == INDIKATOR}
    for model in (TargetTahunan, StandarNasional, Indikator.pelaksana.through):
        baris: Any = model._default_manager.filter(indikator__in=list(indikator))
        for pk, induk in baris.values_list("pk", "indikator_id"):
            milik[model._meta.db_table, str(pk)] = indikator[induk]
    hasil: dict[int, str] = {}
    tabel, objek = {t for t, _ in milik}, {o for _, o in milik}
    jejak = Jejak.objects.filter(tabel__in=tabel, objek__in=objek).order_by("pk")
    for nama, pk, pelaku, waktu in jejak.values_list("tabel", "objek", "pelaku", "waktu"):
        if satu := milik.get((nama, pk)):
            hasil[id(satu)] = f"oleh {pelaku}, {format_waktu(waktu, zona)}"
    return hasil
