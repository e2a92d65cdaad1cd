"""Forms of the Rencana Aksi: one row with output, units and weeks; a row without a code; the weeks that were done."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from organisasi.models import Unit
from sakip.formulir import AngkaField, PilihanBanyakField, pembantu, perjelas
from sakip.sunting import SuntinganForm

from . import minggu
from .models import TRIWULAN, BarisAksi


class MingguWidget(forms.SelectMultiple):
    """Twelve months of four boxes."""

    template_name = "perjanjian/aksi/_minggu_widget.html"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """With the templates of the pages: the forms' own renderer knows only those of apps."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        konteks = super().get_context(name, value, attrs)
        kotak = [k for _, isi, _ in konteks["widget"]["optgroups"] for k in isi]
        konteks["bulan"] = [
            (nama, kotak[n * minggu.PER_BULAN : (n + 1) * minggu.PER_BULAN]) for n, nama in enumerate(minggu.NAMA_BULAN)
        ]
        return konteks


class MingguField(forms.TypedMultipleChoiceField):
    """Weeks as boxes; the value is the integer of `minggu`."""

    widget = MingguWidget

    def __init__(self, **kwargs: Any) -> None:
        pilihan = [(m, f"Minggu {m % minggu.PER_BULAN + 1}") for m in range(minggu.JUMLAH)]
        super().__init__(choices=pilihan, coerce=int, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        return minggu.kumpulkan(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return [str(m) for m in minggu.uraikan(value)] if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class BarisForm(SuntinganForm):
    """`daun`: the row has weeks of its own."""

    rencana_minggu = MingguField(label="Minggu pelaksanaan")
    output_jumlah = AngkaField(label="Output", required=False, min_value=0)
    tw1 = AngkaField(label="TW I", required=False, min_value=0)
    tw2 = AngkaField(label="TW II", required=False, min_value=0)
    tw3 = AngkaField(label="TW III", required=False, min_value=0)
    tw4 = AngkaField(label="TW IV", required=False, min_value=0)

    class Meta:
        model = BarisAksi
        fields = (
            *("kode", "uraian", "output_jumlah", "output_satuan", *TRIWULAN),
            *("penanggung_jawab", "rencana_minggu"),
        )
        field_classes = {"penanggung_jawab": PilihanBanyakField}
        widgets = {"penanggung_jawab": forms.CheckboxSelectMultiple}
        help_texts = {
            "output_satuan": "Misalnya Layanan, Lembaga, Dokumen.",
            "penanggung_jawab": "Kosongkan bila sama dengan baris di atasnya.",
        }

    def __init__(self, *args: Any, daun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["penanggung_jawab"]
        assert isinstance(unit, forms.ModelMultipleChoiceField)
        unit.queryset = Unit.objects.filter(satker=self.instance.rencana.satker_id)
        buang = ["kode", "uraian"] if self.instance.pos_id else []
        for nama in [*buang, *([] if daun else ["rencana_minggu"])]:
            del self.fields[nama]
        if "uraian" in self.fields:
            self.fields["uraian"].required = True
        self.helper.layout = Layout("versi", "awal", *self._susunan())

    def _susunan(self) -> list[Any]:
        bagian: list[Any] = []
        if "uraian" in self.fields:
            bagian.append(Row(Column("kode", css_class="col-md-3"), Column("uraian", css_class="col-md-9")))
        bagian.append(Row(Column("output_jumlah", css_class="col-md-3"), Column("output_satuan", css_class="col-md-5")))
        bagian.append(Fieldset("Target triwulan", Row(*(Column(tw, css_class="col-6 col-md-3") for tw in TRIWULAN))))
        if "rencana_minggu" in self.fields:
            bagian.append(Fieldset("Jadwal", "rencana_minggu"))
        bagian.append("penanggung_jawab")
        return bagian

    def save(self, commit: bool = True) -> Any:
        """Other units than before: the words of an old print no longer hold."""
        if "penanggung_jawab" in self.changed_data:
            self.instance.teks_penanggung_jawab = ""
        return super().save(commit)


class TerlaksanaForm(SuntinganForm):
    terlaksana = MingguField(label="Minggu yang sudah dilaksanakan")

    class Meta:
        model = BarisAksi
        fields = ("terlaksana",)


class TambahBarisForm(forms.Form):
    """A row that the DIPA does not have."""

    uraian = forms.CharField(
        label="Uraian kegiatan",
        max_length=400,
        error_messages={"required": "Tulis uraian kegiatannya."},
    )
    setelah = forms.ModelChoiceField(
        BarisAksi.objects.none(), label="Di bawah baris", required=False, empty_label="Paling akhir"
    )

    def __init__(self, *args: Any, rencana: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan = self.fields["setelah"]
        assert isinstance(medan, forms.ModelChoiceField)
        medan.queryset = rencana.baris.select_related("pos")
        self.helper = pembantu()
        perjelas(self)
