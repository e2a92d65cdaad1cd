"""Head of an RKT or a Rencana Aksi."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms

from organisasi.models import Jabatan, Satker
from sakip.formulir import TanggalField
from sakip.sunting import SuntinganForm


class KepalaRencanaForm(SuntinganForm):
    tanggal = TanggalField(
        label="Tanggal",
        required=False,
        help_text="Nama penanda tangan adalah pemangku jabatannya pada tanggal ini. Wajib terisi sebelum ditetapkan.",
    )

    def __init__(self, *args: Any, satker: Satker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jabatan = Jabatan.objects.filter(unit__satker=satker).order_by("urut", "pk")
        for nama in ("penandatangan", "mengetahui"):
            medan = self.fields[nama]
            assert isinstance(medan, forms.ModelChoiceField)
            medan.queryset = jabatan
        self.helper.layout = Layout(
            "versi",
            "awal",
            Row(Column("tempat", css_class="col-md-6"), Column("tanggal", css_class="col-md-6")),
            "penandatangan",
            "mengetahui",
        )


def kepala_form(model: type[Any]) -> type[KepalaRencanaForm]:
    """The form of one of the two models."""
    return forms.modelform_factory(  # type: ignore[return-value]
        model, form=KepalaRencanaForm, fields=("tempat", "tanggal", "penandatangan", "mengetahui")
    )
