"""The targets of a following plan that are weaker than the followed one's: listed, counted, and the gate before
`ajukan`. What "weaker" means is in `banding`; the count in SQL says the same (a test compares them)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q

from ..enums import JenisSatuan, MutuIndikator, Polaritas
from ..models import Indikator, Renstra, TargetTahunan
from ..susunan import teks_tanpa_satuan
from .banding import Banding, bandingkan_target


@dataclass(frozen=True)
class SelInduk:
    """The followed plan's target of one year beside the own one; `teks` without the unit."""

    tahun: int
    nilai: Decimal | None
    teks: str
    banding: Banding

    @property
    def lemah(self) -> bool:
        return self.banding is Banding.LEMAH

    @property
    def belum(self) -> bool:
        return self.banding is Banding.BELUM_ADA


@dataclass(frozen=True)
class IndikatorLemah:
    """An indikator with the years in which it is weaker; `alasan` is why that may be so ("": nobody has said)."""

    indikator: Indikator
    sel: tuple[tuple[int, str, str], ...]
    """Year, the followed plan's target, the own one, as they are printed."""
    alasan: str


def sel_induk(
    indikator: Indikator, tahun: Iterable[int], sendiri: Mapping[int, Decimal] | None = None
) -> tuple[SelInduk, ...]:
    """The comparison of each year; empty for an own indikator. Reads what was prefetched, or the own targets given."""
    if indikator.acuan is None:
        return ()
    if sendiri is None:
        sendiri = {t.tahun: t.nilai for t in indikator.target_tahunan.all()}
    induk = {t.tahun: t.nilai for t in indikator.acuan.target_tahunan.all()}
    ordinal = indikator.satuan.jenis == JenisSatuan.ORDINAL
    return tuple(
        SelInduk(
            t,
            induk.get(t),
            teks_tanpa_satuan(indikator.satuan, induk.get(t)),
            bandingkan_target(sendiri.get(t), induk.get(t), polaritas=indikator.polaritas, ordinal=ordinal),
        )
        for t in tahun
    )


def daftar_lemah(renstra: Renstra) -> list[IndikatorLemah]:
    """The indikator with a weaker target, in the order of the matrix; a fixed number of queries."""
    if renstra.mengikuti_id is None:
        return []
    semua = (
        Indikator.objects.filter(sasaran__renstra=renstra, acuan__isnull=False)
        .select_related("satuan__skala", "acuan")
        .prefetch_related("satuan__skala__tingkat", "target_tahunan", "acuan__target_tahunan", "pengecualian_mutu")
        .order_by("sasaran__urut", "urut")
    )
    return [lemah for i in semua if (lemah := _lemah(i, renstra.tahun_periode)).sel]


def _lemah(indikator: Indikator, tahun: Iterable[int]) -> IndikatorLemah:
    cetak = indikator.satuan.cetak
    sendiri = {t.tahun: t.nilai for t in indikator.target_tahunan.all()}
    sel = ((s.tahun, cetak(s.nilai), cetak(sendiri[s.tahun])) for s in sel_induk(indikator, tahun) if s.lemah)
    alasan = next((p.alasan for p in indikator.pengecualian_mutu.all() if p.butir == MutuIndikator.INDUK), "")
    return IndikatorLemah(indikator, tuple(sel), alasan)


def tanpa_alasan(daftar: Iterable[IndikatorLemah]) -> list[IndikatorLemah]:
    return [lemah for lemah in daftar if not lemah.alasan]


def kalimat_gerbang(belum: list[IndikatorLemah]) -> str:
    """Why the plan cannot be submitted yet; "" when it can."""
    if not belum:
        return ""
    kode = ", ".join(lemah.indikator.kode for lemah in belum[:10]) + (" …" if len(belum) > 10 else "")
    return (
        f"Renstra belum dapat diajukan: target {len(belum)} indikator ({kode}) lebih lemah daripada Renstra induk dan "
        "belum ada alasannya. Kuatkan targetnya, atau tulis alasannya pada indikator itu."
    )


def banyak_lemah(renstra: Iterable[int]) -> dict[int, int]:
    """How many yearly targets of these plans are weaker, by key; one query, whatever the number of plans."""
    induk: Any = F("indikator__acuan__target_tahunan__nilai")
    ordinal = Q(indikator__satuan__jenis=JenisSatuan.ORDINAL)
    minimasi = ~ordinal & Q(indikator__polaritas=Polaritas.MINIMASI)
    stabil = ~ordinal & Q(indikator__polaritas=Polaritas.STABIL)
    lemah = (
        (minimasi & Q(nilai__gt=induk))
        | (stabil & ~Q(nilai=induk))
        | ((ordinal | Q(indikator__polaritas=Polaritas.MAKSIMASI)) & Q(nilai__lt=induk))
    )
    hasil = (
        TargetTahunan.objects.filter(
            lemah, indikator__acuan__target_tahunan__tahun=F("tahun"), indikator__sasaran__renstra__in=list(renstra)
        )
        .order_by()
        .values_list("indikator__sasaran__renstra")
        .annotate(banyak=Count("pk"))
    )
    return dict(hasil)
