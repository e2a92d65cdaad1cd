"""The targets of a whole plan as one grid: indikator by years. Reading, and writing row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db import transaction

from .forms import TargetForm
from .ikut.lemah import SelInduk, sel_induk
from .models import Indikator, Renstra, Sasaran
from .services import KonflikTarget, simpan_target

#: Between the years of a row, and between year, version and text of one; no value holds them.
ANTAR, DALAM = "|", "="


@dataclass(frozen=True)
class SelKisi:
    """One year: the field, and for an inherited indikator how the stored target compares (None: nothing to compare)."""

    medan: forms.BoundField
    kunci: str
    induk: SelInduk | None


@dataclass
class BarisKisi:
    """One indikator with its form. `asal` is what the row rests on, in one hidden field: version and text per year."""

    indikator: Indikator
    form: TargetForm
    tersimpan: bool = False

    @property
    def sel(self) -> list[SelKisi]:
        induk = {s.tahun: s for s in sel_induk(self.indikator, self.form.tahun)}
        hasil = []
        for tahun in self.form.tahun:
            banding = induk.get(tahun)
            kunci = f"induk-{self.indikator.pk}-{tahun}"
            medan = self.form[f"target_{tahun}"]
            label = f"Target {tahun} indikator {self.indikator.kode}"
            attrs = medan.field.widget.attrs
            attrs |= {"aria-label": label, "form": "kisi", "class": "form-control masukan-target"}
            if medan.errors:
                attrs |= {"class": "form-control masukan-target is-invalid", "aria-invalid": "true"}
            if banding:
                attrs["aria-describedby"] = kunci
            hasil.append(SelKisi(medan, kunci, banding))
        return hasil

    @property
    def galat(self) -> list[str]:
        return [str(pesan) for daftar in self.form.errors.values() for pesan in daftar] if self.form.is_bound else []

    @property
    def nama_asal(self) -> str:
        return f"{awalan(self.indikator)}-asal"

    @property
    def asal(self) -> str:
        nilai = self.form.data if self.form.is_bound else None
        bagian = []
        for tahun in self.form.tahun:
            versi, semula = (
                (
                    nilai.get(self.form.add_prefix(f"{n}_{tahun}"), "")
                    if nilai
                    else self.form.fields[f"{n}_{tahun}"].initial
                )
                for n in ("versi", "semula")
            )
            bagian.append(DALAM.join((str(tahun), str(versi or 0), str(semula))))
        return ANTAR.join(bagian)


@dataclass(frozen=True)
class KelompokKisi:
    sasaran: Sasaran
    baris: tuple[BarisKisi, ...]


def awalan(indikator: Indikator) -> str:
    return f"i{indikator.pk}"


def baris_kosong(indikator: Indikator) -> BarisKisi:
    """The row as it is stored."""
    return BarisKisi(indikator, TargetForm(indikator=indikator, prefix=awalan(indikator)))


def baris_terisi(indikator: Indikator, data: Any) -> BarisKisi:
    """The row as it was typed; a year that was not posted is not touched."""
    depan = awalan(indikator)
    isi = {n: v for n, v in data.items() if n.startswith(f"{depan}-target_")}
    for bagian in data.get(f"{depan}-asal", "").split(ANTAR):
        tahun, _, sisa = bagian.partition(DALAM)
        versi, _, semula = sisa.partition(DALAM)
        isi |= {f"{depan}-versi_{tahun}": versi, f"{depan}-semula_{tahun}": semula}
        isi.setdefault(f"{depan}-target_{tahun}", semula)
    return BarisKisi(indikator, TargetForm(isi, indikator=indikator, prefix=depan))


def indikator_kisi(renstra: Renstra) -> list[Indikator]:
    """All indikator of a plan with what the grid reads, in the order of the matrix; a fixed number of queries."""
    return list(
        Indikator.objects.filter(sasaran__renstra=renstra)
        .select_related("sasaran__renstra", "satuan__skala", "asal", "acuan")
        .prefetch_related("satuan__skala__tingkat", "target_tahunan", "asal__target_tahunan", "acuan__target_tahunan")
        .order_by("sasaran__urut", "urut")
    )


def kelompokkan(baris: Iterable[BarisKisi]) -> list[KelompokKisi]:
    return [
        KelompokKisi(isi[0].indikator.sasaran, tuple(isi))
        for _, kelompok in groupby(baris, key=lambda b: b.indikator.sasaran_id)
        if (isi := list(kelompok))
    ]


def simpan_baris(baris: BarisKisi) -> bool:
    """Write what was touched in one row; False when something is wrong or somebody was faster.

    Raises TransisiDitolak when the plan is not open (any more).
    """
    if not baris.form.is_valid():
        return False
    isian = baris.form.isian()
    if not isian:
        return True
    try:
        simpan_target(indikator=baris.indikator, isian=isian)
    except KonflikTarget as konflik:
        baris.form.catat_konflik(konflik.tersimpan)
        return False
    return True


class _Batal(Exception):
    pass


def simpan_semua(baris: list[BarisKisi]) -> bool:
    """Write the whole grid, all rows or none."""
    try:
        with transaction.atomic():
            gagal = [b for b in baris if not simpan_baris(b)]  # every row says what is wrong with it
            if gagal:
                raise _Batal
    except _Batal:
        return False
    return True
