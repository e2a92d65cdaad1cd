"""How the Penetapan IKU is printed: its shape, what stands above the table, place, date and signer."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import HTML, Column, Field, Fieldset, Layout, Row
from django import forms

from sakip.formulir import TanggalField
from sakip.sunting import SuntinganForm

from .enums import BentukIku
from .penetapan import PenetapanIku

WAJIB_LENGKAP = {
    "nama_unit": "Tulis nama unit; bentuk ini mencetaknya di atas tabel.",
    "tugas": "Tulis tugas unit; bentuk ini mencetaknya di atas tabel.",
    "fungsi": "Tulis fungsi unit, satu pada setiap baris; bentuk ini mencetaknya di atas tabel.",
}
KETERANGAN = '<p class="redup">Tercetak dan wajib diisi hanya bila bentuk itu dipilih.</p>'


class PenetapanIkuForm(SuntinganForm):
    tanggal = TanggalField(
        label="Tanggal penetapan",
        required=False,
        help_text="Kosongkan bila diisi dengan pena; nama penanda tangan ikut dikosongkan.",
    )

    class Meta:
        model = PenetapanIku
        fields = ("bentuk", "nama_unit", "tugas", "fungsi", "tempat", "tanggal", "penanda_tangan")
        widgets = {
            "bentuk": forms.RadioSelect,
            "tugas": forms.Textarea({"rows": 3}),
            "fungsi": forms.Textarea({"rows": 6}),
        }
        error_messages = {"tempat": {"required": "Tulis tempat penetapan, misalnya nama kota."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengkap = [Field(nama, wrapper_class="wajib-lengkap") for nama in WAJIB_LENGKAP]
        self.helper.layout = Layout(
            "versi",
            "bentuk",
            Fieldset(
                "Nama unit, tugas, dan fungsi",
                HTML(KETERANGAN),
                *lengkap,
            ),
            Fieldset(
                "Penetapan",
                Row(Column("tempat", css_class="col-md-6"), Column("tanggal", css_class="col-md-6")),
                "penanda_tangan",
            ),
        )
        if "versi" not in self.fields:
            self.helper.layout.pop(0)

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if bersih.get("bentuk") == BentukIku.LENGKAP:
            for nama, pesan in WAJIB_LENGKAP.items():
                if nama not in self.errors and not bersih.get(nama):
                    self.add_error(nama, pesan)
        return bersih
