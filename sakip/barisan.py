"""Rows that make sense only together (the grades of a scale), edited as one set; works without JavaScript.

Blank rows stand at the end. What is stored now travels as a fingerprint: when somebody else changed the set meanwhile,
nothing is saved, the stored rows are shown, and saving once more replaces them.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory

BARIS_MAKS = 60


class BarisForm(forms.Form):
    """A row; its controls are named by their label, since the table's head cannot be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bidang in self.fields.values():
            bidang.widget.attrs.setdefault("class", "form-control")
            bidang.widget.attrs.setdefault("aria-label", str(bidang.label))
            bidang.error_messages["required"] = f"{bidang.label} harus diisi."

    @property
    def ringkas(self) -> str:
        """The row in one line, for the person who must choose between two sets."""
        nilai = (bidang.prepare_value(self.initial.get(nama)) for nama, bidang in self.base_fields.items())
        return " · ".join(str(n) for n in nilai if n not in {None, ""})

    @property
    def kolom(self) -> list[forms.BoundField]:
        """The cells, with what a screen reader needs where one is wrong."""
        sel = [bf for bf in self.visible_fields() if bf.name != "DELETE"]
        for bf in sel:
            if bf.errors:
                attrs = bf.field.widget.attrs
                attrs["class"] = f"{attrs['class']} is-invalid"
                attrs |= {"aria-invalid": "true", "aria-describedby": f"galat-{bf.auto_id}"}
        return sel


class BarisanFormSet(BaseFormSet):
    """`tersimpan`: the stored rows as initial values. Every row may be blank; `isian` are those that are not."""

    kunci = ""
    """Name of the field that must differ from row to row."""

    def __init__(self, data: Any = None, *, tersimpan: list[dict[str, Any]], **kwargs: Any) -> None:
        self.tersimpan = tersimpan
        self.bentrok = False
        super().__init__(data, initial=None if data is not None else tersimpan, prefix="baris", **kwargs)
        self.sidik = sidik_baris(self.form, tersimpan)

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def terisi(self) -> list[Any]:
        """The forms of the rows to store, in the order of the page."""
        return [f for f in self.forms if f.has_changed() and not self._dibuang(f)]

    @property
    def isian(self) -> list[dict[str, Any]]:
        """The rows to store."""
        return [{nama: f.cleaned_data[nama] for nama in self.form.base_fields} for f in self.terisi]

    @property
    def kepala(self) -> list[forms.Field]:
        return list(self.form.base_fields.values())

    @property
    def baris_tersimpan(self) -> list[str]:
        return [self.form(initial=awal).ringkas for awal in self.tersimpan]

    @property
    def galat(self) -> list[dict[str, str]]:
        """Every message with the control it belongs to (empty: the set), for the summary above the rows."""
        if not self.is_bound:
            return []
        umum = [{"id": "", "pesan": pesan} for pesan in self.non_form_errors()]
        return umum + [
            {"id": form[nama].id_for_label, "pesan": f"Baris {n}: {pesan}"}
            for n, form in enumerate(self.forms, start=1)
            for nama, daftar in form.errors.items()
            if not self._dibuang(form)
            for pesan in daftar
        ]

    @property
    def bergalat(self) -> bool:
        """Whether a row that stays is wrong."""
        return any(f.errors for f in self.forms if not self._dibuang(f))

    def _dibuang(self, form: Any) -> bool:
        return bool(form.cleaned_data.get("DELETE")) if hasattr(form, "cleaned_data") else False

    def clean(self) -> None:
        if self.bergalat:
            return
        self._periksa_kunci()
        if not self.bergalat:
            self.periksa(self.terisi)
        if not self.bergalat:
            self._periksa_bentrok()

    def periksa(self, baris: list[Any]) -> None:
        """What the filled rows must be together: adds errors to their forms, or raises ValidationError."""

    def _periksa_kunci(self) -> None:
        ada: set[str] = set()
        for form in self.forms:
            nilai = str(form.cleaned_data.get(self.kunci, "")).casefold()
            if nilai and not self._dibuang(form) and nilai in ada:
                form.add_error(self.kunci, f"“{form.cleaned_data[self.kunci]}” sudah ada di baris lain.")
            ada |= {nilai} - {""} if not self._dibuang(form) else set()

    def _periksa_bentrok(self) -> None:
        semula = self.data.get(f"{self.prefix}-semula", self.sidik)
        if semula in {self.sidik, ""} or sidik_baris(self.form, self.isian) == self.sidik:
            return
        self.bentrok = True
        raise ValidationError(
            "Baris di bawah ini baru saja diubah orang lain. Isian Anda masih ada dan belum disimpan: bandingkan "
            "dengan yang tersimpan sekarang, lalu simpan lagi untuk menggantikannya."
        )


def sidik_baris(form: type[forms.Form], baris: list[dict[str, Any]]) -> str:
    """A short fingerprint of rows as a form shows them; runs of white space count as one (browsers change them)."""
    teks = [
        " ".join(str(bidang.prepare_value(b.get(nama)) or "").split())
        for b in baris
        for nama, bidang in form.base_fields.items()
    ]
    return sha256("\x1f".join(teks).encode()).hexdigest()[:16]


F = TypeVar("F", bound=BarisanFormSet)


def buat_barisan(form: type[BarisForm], formset: type[F], *, kosong: int) -> type[F]:
    """The formset of a kind of row, with so many blank rows at the end."""
    return formset_factory(  # type: ignore[return-value]
        form, formset=formset, extra=kosong, can_delete=True, max_num=BARIS_MAKS, absolute_max=BARIS_MAKS
    )
