"""The form of one text: light text, or HTML where it holds what light text cannot carry, or where the editor writes."""

from __future__ import annotations

from typing import Any

from django import forms

from sakip.angka import format_desimal
from sakip.formulir import pembantu
from sakip.models import Berversi

from .bersih import GalatProsa, bersihkan
from .teks import html_ke_teks, teks_ke_html

#: Characters of one place as typed; the longest place of a real report has 16.000.
PANJANG_TEKS_MAKS = 200_000
TEKS, HTML = "teks", "html"


class ProsaForm(forms.Form):
    """`prosa` is a `Berversi` row with its text in `isi`, perhaps not stored yet."""

    isi = forms.CharField(label="Teks", required=False, widget=forms.Textarea(attrs={"rows": 22}))
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    bentuk = forms.ChoiceField(choices=[(TEKS, "Teks"), (HTML, "HTML")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, prosa: Berversi, **kwargs: Any) -> None:
        isi: str = prosa.isi  # type: ignore[attr-defined]
        teks = html_ke_teks(isi)
        awal = {
            "isi": bersihkan(isi) if teks is None else teks,
            "versi": prosa.versi if prosa.pk else 0,
            "bentuk": HTML if teks is None else TEKS,
        }
        super().__init__(*args, **(kwargs | {"initial": awal}))
        self.helper = pembantu()

    @property
    def berupa_html(self) -> bool:
        return bool(self["bentuk"].value() == HTML)

    @property
    def html(self) -> str:
        """What the field holds, as the editor takes it; "" for a text too long."""
        try:
            return (bersihkan if self.berupa_html else teks_ke_html)(self["isi"].value() or "")
        except GalatProsa:
            return ""

    def clean_isi(self) -> str:
        isi: str = self.cleaned_data["isi"].replace("\r\n", "\n")
        if len(isi) > PANJANG_TEKS_MAKS:
            panjang, maks = format_desimal(len(isi)), format_desimal(PANJANG_TEKS_MAKS)
            raise forms.ValidationError(f"Teks terlalu panjang: {panjang} karakter, paling banyak {maks}.")
        return isi

    def clean(self) -> dict[str, Any]:
        """`html`: what is kept of the text."""
        data = super().clean() or {}
        if "isi" in data and "bentuk" in data:
            try:
                data["html"] = (bersihkan if data["bentuk"] == HTML else teks_ke_html)(data["isi"])
            except GalatProsa as galat:
                self.add_error("isi", str(galat))
        return data

    def catat_konflik(self, versi: int) -> None:
        """What was typed stays; saving once more then is a choice, not an accident."""
        self.data = dict(self.data.items()) | {"versi": str(versi)}
        self.add_error(
            "isi",
            "Teks ini baru saja diubah orang lain; tulisan Anda belum disimpan. Bandingkan dengan teks yang tersimpan, "
            "lalu simpan lagi untuk memakai tulisan Anda.",
        )
