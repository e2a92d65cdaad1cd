"""How one draft carries the rows of the superior's PK: a choice, a target and words for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from renstra.forms import TargetField
from sakip.formulir import pembantu

from .enums import CaraTurun
from .models import IndikatorPerjanjian, PerjanjianKinerja
from .services_turun import PilihanTurun
from .usulan import dapat_dibagi

TIDAK = ""


class TurunForm(forms.Form):
    """One row of the superior. A part needs its target, an own indikator its words."""

    cara = forms.ChoiceField(label="Cara", required=False, widget=forms.RadioSelect({"class": "form-check-input"}))
    target = forms.CharField(
        label="Target",
        required=False,
        max_length=100,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}),
    )
    uraian = forms.CharField(
        label="Indikator sendiri",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "class": "form-control"}),
    )

    def __init__(
        self, *args: Any, atas: IndikatorPerjanjian, kini: IndikatorPerjanjian | None, tahun: int, **kwargs: Any
    ) -> None:
        self.atas, self.kini, self.tahun = atas, kini, tahun
        kwargs["initial"] = self._awal(atas, kini) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        pilihan = [(TIDAK, "Tidak"), (CaraTurun.SAMA.value, "Sama")]
        if self.dapat_dibagi or (kini is not None and kini.cara_turun == CaraTurun.BAGI):
            pilihan.append((CaraTurun.BAGI.value, "Dibagi"))
        self.fields["cara"].choices = [*pilihan, (CaraTurun.SENDIRI.value, "Indikator sendiri")]  # type: ignore[attr-defined]
        self.helper = pembantu()

    @staticmethod
    def _awal(atas: IndikatorPerjanjian, kini: IndikatorPerjanjian | None) -> dict[str, Any]:
        if kini is None:
            return {"cara": TIDAK, "target": "", "uraian": ""}
        sendiri = kini.cara_turun == CaraTurun.SENDIRI
        return {
            "cara": kini.cara_turun,
            "target": kini.satuan.cetak_isian(kini.target),
            "uraian": kini.uraian if sendiri else "",
        }

    @property
    def dapat_dibagi(self) -> bool:
        return dapat_dibagi(self.atas.satuan, self.atas.indikator)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        cara = data.get("cara")
        if cara not in {CaraTurun.BAGI, CaraTurun.SENDIRI}:
            return data
        satuan = self.kini.satuan if self.kini and cara == CaraTurun.SENDIRI else self.atas.satuan
        try:
            data["nilai"] = TargetField(satuan=satuan, tahun=self.tahun).clean(data.get("target", ""))
        except forms.ValidationError as galat:
            self.add_error("target", galat)
        if cara == CaraTurun.BAGI and data.get("nilai") is None and "target" not in self.errors:
            self.add_error("target", "Tulis bagian target yang dipikul jabatan ini.")
        data["uraian"] = " ".join(data.get("uraian", "").split())
        if cara == CaraTurun.SENDIRI and not data["uraian"]:
            self.add_error("uraian", "Tulis bunyi indikator sendiri yang mendukung indikator atasan ini.")
        return data

    @property
    def pilihan(self) -> PilihanTurun:
        d = self.cleaned_data
        return PilihanTurun(self.atas.pk, d["cara"], d.get("nilai"), d.get("uraian", ""))


class LembarTurun:
    """All rows of the superior with the choice for each, grouped by sasaran for the page."""

    def __init__(self, perjanjian: PerjanjianKinerja, atasan: PerjanjianKinerja, data: Any = None) -> None:
        kini = _terhubung(perjanjian, atasan)
        self.kelompok = [
            (s, [self._form(i, kini.get(i.pk), perjanjian.tahun, data) for i in s.indikator.all()])
            for s in atasan.sasaran.all()
        ]

    @staticmethod
    def _form(atas: IndikatorPerjanjian, kini: IndikatorPerjanjian | None, tahun: int, data: Any) -> TurunForm:
        return TurunForm(data, prefix=f"baris-{atas.pk}", atas=atas, kini=kini, tahun=tahun)

    def __iter__(self) -> Iterator[TurunForm]:
        return (f for _, daftar in self.kelompok for f in daftar)

    def is_valid(self) -> bool:
        sah = [f.is_valid() for f in self]  # all of them: every row gets its message
        return all(sah)


def _terhubung(perjanjian: PerjanjianKinerja, atasan: PerjanjianKinerja) -> dict[int, IndikatorPerjanjian]:
    """The superior's row → the draft's row that carries it, also by way of the row that it copied."""
    milik = {i.menurunkan_id: i for s in perjanjian.sasaran.all() for i in s.indikator.all() if i.menurunkan_id}
    baris = [i for s in atasan.sasaran.all() for i in s.indikator.all()]
    hasil = {i.pk: milik.get(i.pk) or milik.get(i.asal_id or 0) for i in baris}
    return {pk: i for pk, i in hasil.items() if i is not None}
