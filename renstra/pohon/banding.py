"""The trees of a revision and of the plan that it replaces, as rows to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch

from ..models import Indikator, Kondisi, Renstra, Sasaran, Tujuan
from ..perbandingan import Butir
from ..revisi import JenisButir


def butir_kondisi(lama: Renstra, baru: Renstra) -> dict[int, list[Butir]]:
    """Each tree from the top, a condition before those below it. A fixed number of queries."""
    anak: dict[tuple[int, int | None], list[Kondisi]] = defaultdict(list)
    for k in _kondisi(lama, baru):
        anak[k.pohon.renstra_id, k.induk_id].append(k)
    return {r.pk: [_butir(k, lama) for k in _dari_puncak(anak, r.pk)] for r in (lama, baru)}


def _kondisi(lama: Renstra, baru: Renstra) -> Iterable[Kondisi]:
    """What they point at with its origin: its words may have changed, that is no change of the tree."""
    kaskade = (
        Prefetch(nama, model._default_manager.select_related("asal").order_by("urut", "pk"))
        for nama, model in (("tujuan", Tujuan), ("sasaran", Sasaran), ("indikator", Indikator))
    )
    return (
        Kondisi.objects.filter(pohon__renstra__in=[lama, baru])
        .select_related("pohon", "induk")
        .prefetch_related(*kaskade, "unit", "jabatan")
        .order_by("urut")
    )


def _dari_puncak(anak: dict[tuple[int, int | None], list[Kondisi]], renstra: int) -> Iterator[Kondisi]:
    """Without recursion: a tree may be deeper than Python likes."""
    tumpukan = list(reversed(anak[renstra, None]))
    while tumpukan:
        yield (kini := tumpukan.pop())
        tumpukan += reversed(anak.get((renstra, kini.pk), []))


def _butir(k: Kondisi, lama: Renstra) -> Butir:
    berasal = k.pohon.renstra_id != lama.pk
    return Butir(
        JenisButir.KONDISI,
        "Pohon kinerja",
        k.pk,
        k.asal_id,
        "",
        k.uraian,
        (
            ("Kondisi", k.uraian),
            ("Jenjang", k.get_jenjang_display()),
            ("Output", "\n".join(k.daftar_output)),
            *((nama.capitalize(), _sebut(getattr(k, nama).all(), berasal)) for nama in ("tujuan", "sasaran")),
            ("Indikator", _sebut(k.indikator.all(), berasal)),
            *((nama.capitalize(), "; ".join(sorted(map(str, getattr(k, nama).all())))) for nama in ("unit", "jabatan")),
        ),
        induk=(JenisButir.KONDISI, k.induk_id) if k.induk_id else None,
        sebutan_induk="Di bawah",
        nama_induk=k.induk.uraian if k.induk else "",
        ringkas=k.get_jenjang_display(),
    )


def _sebut(baris: Iterable[Any], berasal: bool) -> str:
    """In the words of the plan that is replaced, where that has the row."""
    return "; ".join(str(b.asal if berasal and b.asal else b) for b in baris)
