"""Saving the grades of a scale."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from .models import Skala, TingkatSkala


@transaction.atomic
def simpan_tingkat(*, skala: Skala, isian: list[dict[str, Any]]) -> None:
    """Make the grades of `skala` what `isian` says (label, skor, keterangan), with as few changed rows as possible.

    A grade is known by its label. One whose score changes goes away first: two rows may swap their scores.
    """
    lama = {t.label: t for t in skala.tingkat.all()}
    tetap = {i["label"]: i for i in isian if i["label"] in lama and lama[i["label"]].skor == i["skor"]}
    skala.tingkat.exclude(label__in=tetap).delete()
    for label, isi in tetap.items():
        if lama[label].keterangan != isi["keterangan"]:
            TingkatSkala.objects.filter(pk=lama[label].pk).update(keterangan=isi["keterangan"])
    for isi in isian:
        if isi["label"] not in tetap:
            skala.tingkat.create(label=isi["label"], skor=isi["skor"], keterangan=isi["keterangan"])
