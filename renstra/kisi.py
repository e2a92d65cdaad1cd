"""The targets of a whole plan as one grid: indikator by years. Reading, and writing what was touched of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db import transaction
from django.template.loader import render_to_string

from .forms import TargetForm
from .ikut.lemah import SelInduk, sel_induk
from .models import Indikator, Renstra, Sasaran, TargetTahunan
from .services import simpan_blok

#: Between the years of a row, and between year, version and text of one; no value holds them.
ANTAR, DALAM = "|", "="


@dataclass(frozen=True)
class SelKisi:
    """One year: the field, and for an inherited indikator how the stored target compares (None: nothing to compare)."""

    medan: forms.BoundField
    kunci: str
    induk: SelInduk | None


@dataclass(frozen=True)
class GalatSel:
    """What is wrong with one cell, for the line below its row."""

    tahun: int
    pesan: str


@dataclass
class BarisKisi:
    """One indikator with its form. `asal` is what the row rests on, in one hidden field: version and text per year."""

    indikator: Indikator
    form: TargetForm

    @property
    def sel(self) -> list[SelKisi]:
        induk = {s.tahun: s for s in sel_induk(self.indikator, self.form.tahun)}
        hasil = []
        for tahun in self.form.tahun:
            banding = induk.get(tahun)
            kunci = f"induk-{self.indikator.pk}-{tahun}"
            keterangan = [kunci] if banding else []
            medan = self.form[f"target_{tahun}"]
            label = f"Target {tahun} indikator {self.indikator.kode}"
            attrs = medan.field.widget.attrs
            attrs |= {"aria-label": label, "form": "kisi", "class": "form-control masukan-target"}
            if medan.errors:
                attrs |= {"class": "form-control masukan-target is-invalid", "aria-invalid": "true"}
                keterangan.insert(0, f"galat-{self.indikator.pk}-{tahun}")
            if keterangan:
                attrs["aria-describedby"] = " ".join(keterangan)
            hasil.append(SelKisi(medan, kunci, banding))
        return hasil

    @property
    def galat(self) -> list[GalatSel]:
        if not self.form.is_bound:
            return []
        salah = ((t, self.form.errors.get(f"target_{t}")) for t in self.form.tahun)
        return [GalatSel(t, str(pesan)) for t, daftar in salah if daftar for pesan in daftar]

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
    nama = (f"{depan}-target_{tahun}" for tahun in indikator.sasaran.renstra.tahun_periode)
    isi = {n: data[n] for n in nama if n in data}  # by name: the whole grid is posted for each of its rows
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


def simpan_baris(renstra: Renstra, baris: Iterable[BarisKisi]) -> bool:
    """Write every touched cell that can be read and that nobody changed meanwhile; the others say what is wrong.

    True when nothing was wrong. Raises TransisiDitolak when the plan is not open (any more).
    """
    daftar = list(baris)
    sah = [b.form.is_valid() for b in daftar]
    isian = {b.indikator.pk: i for b in daftar if (i := b.form.isian())}
    konflik = simpan_blok(renstra_id=renstra.pk, isian=isian).konflik
    for b in daftar:
        if tersimpan := konflik.get(b.indikator.pk):
            b.form.catat_konflik(tersimpan)
    return all(sah) and not konflik


class _Batal(Exception):
    pass


def simpan_semua(renstra: Renstra, baris: Iterable[BarisKisi]) -> bool:
    """Write the whole grid, all cells or none."""
    try:
        with transaction.atomic():
            if not simpan_baris(renstra, baris):
                raise _Batal
    except _Batal:
        return False
    return True


def jawaban(renstra: Renstra, baris: Iterable[BarisKisi]) -> list[dict[str, Any]]:
    """What the browser must know after a save: per row and year the stored text with its version, and what was wrong.

    `pesan` stands at a cell that was not written; `bentrok` says that somebody else had been there; `induk` is how the
    stored target compares with the followed plan's, as the page shows it.
    """
    daftar = list(baris)
    tersimpan: dict[int, dict[int, TargetTahunan]] = {b.indikator.pk: {} for b in daftar}
    for target in TargetTahunan.objects.filter(indikator__in=tersimpan):
        tersimpan[target.indikator_id][target.tahun] = target
    return [{"pk": b.indikator.pk, "sel": _sel_jawaban(b, tersimpan[b.indikator.pk])} for b in daftar]


def _sel_jawaban(baris: BarisKisi, tersimpan: dict[int, TargetTahunan]) -> list[dict[str, Any]]:
    pesan = {g.tahun: g.pesan for g in baris.galat}
    sendiri = {tahun: target.nilai for tahun, target in tersimpan.items()}
    induk = {s.tahun: s for s in sel_induk(baris.indikator, baris.form.tahun, sendiri)}
    hasil = []
    for tahun in baris.form.tahun:
        target = tersimpan.get(tahun)
        satuan = baris.indikator.satuan
        sel: dict[str, Any] = {"tahun": tahun, "versi": target.versi if target else 0}
        sel["teks"] = satuan.cetak_isian(target.nilai if target else None)
        sel |= {"pesan": pesan.get(tahun, ""), "bentrok": tahun in baris.form.bentrok}
        if tahun in induk:
            sel["induk"] = render_to_string("renstra/ikut/_sel_induk.html", {"induk": induk[tahun]})
        hasil.append(sel)
    return hasil
