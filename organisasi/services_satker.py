"""The tree of satuan kerja: who manages which part of it, and moving a part below another parent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from sakip.izin import IZIN

from .enums import JenisSatker
from .models import Pengguna, Satker, SatkerQuerySet

KELOLA = "organisasi.buat_satker"


@dataclass(frozen=True)
class Cabang:
    """A satker below a root, with everything below it, in the order of the codes."""

    satker: Satker
    bawahan: tuple[Satker, ...]


@dataclass(frozen=True)
class Akar:
    satker: Satker
    cabang: tuple[Cabang, ...]


def satker_dikelola(user: Pengguna) -> SatkerQuerySet:
    """The part of the tree in which the person may add and move satker."""
    if user.is_superuser:
        return Satker.objects.all()
    return Satker.objects.di_bawah(akar_dikelola(user))


def akar_dikelola(user: Pengguna) -> set[str]:
    """Paths of the satker from which the right comes; these the person cannot move away from above the own role."""
    return {w.jalur_satker for w in user.wewenang if w.jalur_satker and KELOLA in IZIN[w.peran]}


def pohon(satker: SatkerQuerySet) -> list[Akar]:
    """The roots among these satker with their branches; one query."""
    semua = {s.pk: s for s in satker.order_by("kode")}
    anak: dict[int | None, list[Satker]] = defaultdict(list)
    for s in semua.values():
        anak[s.induk_id if s.induk_id in semua else None].append(s)
    return [Akar(a, tuple(Cabang(s, tuple(_semua_di_bawah(s, anak))) for s in anak[a.pk])) for a in anak[None]]


def _semua_di_bawah(satker: Satker, anak: dict[int | None, list[Satker]]) -> list[Satker]:
    return [b for s in anak[satker.pk] for b in (s, *_semua_di_bawah(s, anak))]


def periksa_jenjang(jenis: str, induk: Satker | None) -> None:
    """ValidationError when a satker of this kind cannot stand below that one."""
    if induk and JenisSatker(jenis).jenjang <= JenisSatker(induk.jenis).jenjang:
        raise ValidationError(
            f"{JenisSatker(jenis).label} tidak dapat berada di bawah {induk} ({induk.get_jenis_display()})."
        )


def periksa_jenis(satker: Satker, jenis: str) -> None:
    """ValidationError when the place of a satker in the tree does not allow it to become of this kind."""
    periksa_jenjang(jenis, satker.induk)
    for bawahan in satker.bawahan.all():
        if JenisSatker(bawahan.jenis).jenjang <= JenisSatker(jenis).jenjang:
            raise ValidationError(
                f"{bawahan} ({bawahan.get_jenis_display()}) berada di bawahnya. Pindahkan dulu, lalu ubah jenisnya."
            )


def kunci_pohon() -> None:
    """Two moves at the same time could hang two branches below each other: the second waits for the first.

    Inside a transaction only.
    """
    list(Satker.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
