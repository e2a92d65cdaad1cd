"""What the forms of every app share: the tagless helper, dates as people write them, the note of an act."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from sakip.angka import GalatAngka, format_isian, format_tanggal, parse_desimal, parse_tanggal


def pembantu() -> FormHelper:
    """The page draws <form>, the token and the buttons; crispy draws the fields."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


#: What Django says of its own accord, in the words of this product and with what to do.
TANPA_PILIHAN = "---------"
WAJIB = "Wajib diisi."
SUREL_SALAH = "Tulis alamat surel yang lengkap, misalnya nama@kantor.go.id."
SITUS_SALAH = "Tulis alamat situs yang lengkap, misalnya https://kantor.go.id."


def perjelas(form: forms.BaseForm) -> None:
    """An empty choice says that one is to be chosen, or none; a wrong address says how it is written.

    Messages that a form has set itself stay.
    """
    for field in form.fields.values():
        if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = WAJIB
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = SUREL_SALAH
        elif isinstance(field, forms.URLField):
            field.error_messages["invalid"] = SITUS_SALAH
        elif isinstance(field, forms.ModelChoiceField):
            if field.empty_label == TANPA_PILIHAN:
                field.empty_label = _pilihan_kosong(field)
        elif isinstance(field, forms.ChoiceField):
            pilihan: Any = field.choices  # the stubs allow what a field never holds after it was made
            kosong = _pilihan_kosong(field)
            field.choices = [(k, kosong if label == TANPA_PILIHAN else label) for k, label in pilihan]


KUNCI_MAKS = 18  # digits of a key; more fit no column of either database


class PilihanBanyakField(forms.ModelMultipleChoiceField):
    """A choice of many rows that refuses a key no row can have; Django hands it to the database, which raises."""

    def clean(self, value: Any) -> Any:
        for kunci in value if isinstance(value, (list, tuple)) else ():
            if len(str(kunci)) > KUNCI_MAKS:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": "…"})
        return super().clean(value)


def batasi_teks(form: forms.BaseForm, maks: int) -> None:
    """The long texts of a form take at most so many characters, where they have no limit of their own."""
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea) and not field.max_length:
            field.max_length = maks
            field.validators.append(MaxLengthValidator(maks))
            field.widget.attrs["maxlength"] = str(maks)


def _pilihan_kosong(field: forms.Field) -> str:
    return f"Pilih {str(field.label).lower()}" if field.required else "Tidak ada"


class TanggalField(forms.DateField):
    """A date as people write it ("2 Januari 2024", "02/01/2024"); what was typed comes back as it was."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "misalnya 2 Januari 2024"})

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        try:
            return parse_tanggal(value)
        except GalatAngka as galat:
            raise ValidationError(str(galat)) from galat

    def prepare_value(self, value: Any) -> Any:
        return format_tanggal(value) if isinstance(value, datetime.date) else value


class AngkaField(forms.DecimalField):
    """A number as people write it ("77,5"); what was typed comes back as it was."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        try:
            return parse_desimal(str(value))
        except GalatAngka as galat:
            raise ValidationError(str(galat)) from galat

    def prepare_value(self, value: Any) -> Any:
        return format_isian(value) if isinstance(value, Decimal) else value


class CatatanForm(forms.Form):
    """The note that goes with returning something."""

    catatan = forms.CharField(
        label="Catatan",
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Tulis apa yang harus diperbaiki; penyusun membacanya di halaman ini.",
        error_messages={"required": "Catatan wajib diisi agar penyusun tahu apa yang harus diperbaiki."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
