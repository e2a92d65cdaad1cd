"""The form that takes a workbook."""

from __future__ import annotations

from typing import Any

from django import forms

from sakip.excel import Batas
from sakip.formulir import pembantu

MEGA = 1024 * 1024


class UnggahForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas Excel",
        help_text=f"Excel Workbook (.xlsx), paling besar {Batas().ukuran // MEGA} MB.",
        error_messages={
            "required": "Pilih dulu berkas Excel yang akan diunggah.",
            "empty": "Berkas ini kosong. Pilih templat yang sudah diisi.",
        },
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()

    def clean_berkas(self) -> Any:
        """Too big is said before anything is read; what it is, the reader finds out by the content."""
        berkas = self.cleaned_data["berkas"]
        if berkas.size > Batas().ukuran:
            raise forms.ValidationError(
                f"Berkas lebih besar dari {Batas().ukuran // MEGA} MB. Bagi menjadi beberapa berkas."
            )
        return berkas
