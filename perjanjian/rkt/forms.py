"""Forms of the RKT that are not a grid."""

from __future__ import annotations

from typing import Any

from django import forms

from anggaran.enums import JenisPos
from renstra.models import Indikator
from sakip.formulir import pembantu, perjelas
from sakip.sunting import SuntinganForm

from .models import IndikatorRkt, Rkt, SasaranRkt
from .services import renstra_berlaku


class SasaranRktForm(SuntinganForm):
    class Meta:
        model = SasaranRkt
        fields = ("uraian", "program")
        widgets = {"uraian": forms.Textarea({"rows": 3})}
        help_texts = {"program": "Di bawah program mana RKT mencantumkan sasaran ini."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan = self.fields["program"]
        assert isinstance(medan, forms.ModelChoiceField)
        medan.queryset = self.instance.rkt.dipa.pos.filter(jenis=JenisPos.PROGRAM).order_by("urut")


class PilihanIndikator(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.kode} {obj.uraian}"


class TambahIndikatorForm(forms.Form):
    """The indikator of the Renstra in force that the RKT does not carry."""

    indikator = PilihanIndikator(Indikator.objects.none(), label="Indikator Renstra")

    def __init__(self, *args: Any, rkt: Rkt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        renstra = renstra_berlaku(rkt.satker, rkt.tahun)
        ada = IndikatorRkt.objects.filter(sasaran__rkt=rkt, indikator__isnull=False).values("indikator")
        medan = self.fields["indikator"]
        assert isinstance(medan, forms.ModelChoiceField)
        medan.queryset = (
            Indikator.objects.filter(sasaran__renstra=renstra).exclude(pk__in=ada).order_by("sasaran__urut", "urut")
        )
        self.helper = pembantu()
        perjelas(self)
