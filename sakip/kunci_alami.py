"""Natural keys: `dumpdata --natural-foreign --natural-primary` and `loaddata` carry rows between databases by what
people call them.

Registered by the apps in `AppConfig.ready()`, one line for a model:

    daftarkan("renstra", Misi=("renstra", "urut"))

A key is flat: that of what a row hangs on stands in front of its own part. What is no field is a `Hitungan`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Hitungan:
    """A part of a key that is worked out: `nilai(row)`, and `cari(rows, value)` that finds the row again.

    `rows` are those that agree in the parts before it. Raises DoesNotExist like `get`.
    """

    nilai: Callable[[Any], Any]
    cari: Callable[[Any, Any], Any]


Bagian = str | Hitungan


def daftarkan(app: str, **kunci: Sequence[Bagian]) -> None:
    """Give models natural keys, each by the names of its fields; models that others hang on come first."""
    for nama, bagian in kunci.items():
        model = apps.get_model(app, nama)
        _pasang(model, tuple(bagian))


def _pasang(model: Any, bagian: tuple[Bagian, ...]) -> None:
    induk = [_induk(model, satu) for satu in bagian]

    def natural_key(self: Any) -> tuple[Any, ...]:
        hasil: list[Any] = []
        for satu, atas in zip(bagian, induk, strict=True):
            nilai = satu.nilai(self) if isinstance(satu, Hitungan) else getattr(self, satu)
            hasil += nilai.natural_key() if atas else [nilai]
        return tuple(hasil)

    def get_by_natural_key(*kunci: Any) -> Any:
        sisa, baris = list(kunci), model._default_manager.all()
        for satu, atas in zip(bagian, induk, strict=True):
            if isinstance(satu, Hitungan):
                return satu.cari(baris, sisa.pop(0))
            nilai = sisa.pop(0) if atas is None else _ambil(atas, sisa)
            baris = baris.filter(**{satu: nilai})
        return baris.get()

    if atas := sorted({m._meta.label_lower for m in induk if m}):  # Django appends to an empty list that it finds here
        natural_key.dependencies = atas  # type: ignore[attr-defined]
    model.natural_key = natural_key
    model.lebar_kunci = sum(atas.lebar_kunci if atas else 1 for atas in induk)
    for manajer in (*model._meta.local_managers, model._default_manager):  # the latter is a copy of one of them
        manajer.get_by_natural_key = get_by_natural_key


def _ambil(model: Any, sisa: list[Any]) -> Any:
    """The row that the next parts of a key name; takes them off."""
    lebar = model.lebar_kunci
    kunci, sisa[:lebar] = sisa[:lebar], []
    return model._default_manager.get_by_natural_key(*kunci)


def _induk(model: Any, bagian: Bagian) -> Any:
    """The model that a part leads to, None for a plain one."""
    ruas = None if isinstance(bagian, Hitungan) else model._meta.get_field(bagian)
    return ruas.related_model if isinstance(ruas, models.ForeignKey) else None
