"""The Keputusan of a Renstra as a form: one text for each of its parts, one item on each line."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from sakip.formulir import batasi_teks
from sakip.sunting import SuntinganForm

from .models import TEKS_MAKS
from .naskah.butir import GalatButir, baca_butir
from .naskah.models import KeputusanRenstra

BARIS = "Satu butir pada setiap baris, baris kosong boleh;"
BERBUTIR = {"menimbang": 6, "mengingat": 8, "memperhatikan": 3, "diktum": 16}


class KeputusanForm(SuntinganForm):
    class Meta:
        model = KeputusanRenstra
        fields = ("penetap", "tentang", "menimbang", "mengingat", "memperhatikan", "diktum", "tempat")
        widgets = {"tentang": forms.Textarea({"rows": 2})} | {
            ruas: forms.Textarea({"rows": baris}) for ruas, baris in BERBUTIR.items()
        }
        help_texts = {
            "penetap": "Tercetak setelah kata “Keputusan”: lembaga, atau jabatan yang menetapkan.",
            "tentang": "Tercetak dengan huruf besar pada judul keputusan dan lampirannya.",
            "menimbang": f"{BARIS} huruf a, b, c dicetak otomatis.",
            "mengingat": f"{BARIS} nomornya dicetak otomatis.",
            "memperhatikan": "Boleh kosong. Satu butir pada setiap baris.",
            "diktum": "Satu diktum pada setiap baris; KESATU, KEDUA, dan seterusnya dicetak otomatis. Rincian ditulis "
            "di bawah diktumnya, setiap baris diawali “- ”.",
            "tempat": "Kota tempat keputusan ditandatangani.",
        }
        error_messages = {
            "penetap": {"required": "Tulis lembaga atau jabatan yang menetapkan."},
            "tentang": {"required": "Tulis tentang apa keputusan ini."},
            "diktum": {"required": "Tulis sekurangnya satu diktum."},
            "tempat": {"required": "Tulis tempat penetapan, misalnya nama kota."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batasi_teks(self, TEKS_MAKS)
        self.helper.layout = Layout(
            *(nama for nama in ("versi", "awal") if nama in self.fields),
            "penetap",
            "tentang",
            Fieldset("Pertimbangan", "menimbang", "mengingat", "memperhatikan"),
            Fieldset("Memutuskan", "diktum", "tempat"),
        )

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        for ruas in BERBUTIR:
            try:
                baca_butir(bersih.get(ruas, ""))
            except GalatButir as galat:
                self.add_error(ruas, ValidationError(str(galat)))
        return bersih
