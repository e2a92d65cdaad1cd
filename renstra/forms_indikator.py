"""The card of an indikator as a form: what it measures, how it counts, who answers for it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.layout import HTML, Column, Field, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from organisasi.models import Jabatan, Unit
from sakip.angka import rapikan

from .enums import JenisSatuan, Polaritas
from .forms import NilaiField
from .forms_kaskade import BagianForm, satuan_periode
from .kunci import kunci_agregasi
from .models import Indikator, Satuan

LABEL_STANDAR = '<p class="form-label" id="label-standar">Standar nasional <span class="opsional">(opsional)</span></p>'
BERDIRI = Q(berlaku_sampai__isnull=True)


class PilihanSatuan(forms.Select):
    """Marks the ordinal units, so that the page shows the formula of grades for them only."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        opsi = super().create_option(name, value, *args, **kwargs)
        if satuan := getattr(value, "instance", None):
            opsi["attrs"]["data-jenis"] = satuan.jenis
        return opsi


class IndikatorForm(BagianForm):
    """`baseline` and the national standard are typed in the unit of the same form."""

    baseline = forms.CharField(
        label="Baseline", required=False, help_text="Keadaan sebelum Renstra ini, dalam satuannya."
    )

    class Meta:
        model = Indikator
        fields = [
            "sasaran",
            "kode",
            "uraian",
            "iku",
            "satuan",
            "polaritas",
            "rumus_minimasi",
            "rumus_ordinal",
            "agregasi",
            "tampilan",
            "definisi",
            "cara_pengukuran",
            "komponen_x",
            "komponen_y",
            "sumber_data",
            "pelaksana",
            "penanggung_jawab",
            "baseline",
            "tahun_baseline",
            "alasan_target",
            "catatan_cetak",
        ]
        labels = {"iku": "Indikator kinerja utama (IKU)"}
        widgets = {
            "satuan": PilihanSatuan,
            "uraian": forms.Textarea({"rows": 3}),
            "definisi": forms.Textarea({"rows": 3}),
            "cara_pengukuran": forms.Textarea({"rows": 3}),
            "sumber_data": forms.Textarea({"rows": 2}),
            "alasan_target": forms.Textarea({"rows": 3}),
            "catatan_cetak": forms.Textarea({"rows": 2}),
            "pelaksana": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "kode": "Nomor indikator pada dokumen, misalnya 1.1.",
            "cara_pengukuran": "Rumus atau langkah menghitungnya, misalnya “(X ÷ Y) × 100 %”.",
            "komponen_x": "Bila rasio: apa yang dihitung sebagai X.",
            "komponen_y": "Bila rasio: X dibagi apa.",
            "alasan_target": "Mengapa target setinggi ini; wajib dijelaskan bila suatu tahun melemah.",
            "catatan_cetak": "Tercetak sebagai catatan di bawah tabel yang memuat indikator ini.",
            "agregasi": "Bagaimana angka setahun diperoleh dari triwulan I–IV.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._siapkan_pilihan()
        self._siapkan_nilai()
        if alasan := kunci_agregasi(self.instance):
            self.fields["agregasi"].disabled = True
            self.fields["agregasi"].help_text = alasan
        self.helper.layout = self._tata_letak()

    def _siapkan_pilihan(self) -> None:
        satker, isi = self.renstra.satker_id, self.instance
        bidang: dict[str, Any] = self.fields
        bidang["sasaran"].empty_label = None
        satuan = satuan_periode(Satuan.objects.all(), self.renstra, isi.satuan_id)
        bidang["satuan"].queryset = satuan
        bidang["satuan"].error_messages["required"] = "Pilih satuan target dan realisasinya."
        dipakai = isi.pelaksana.values("pk") if isi.pk else []
        bidang["pelaksana"].queryset = (
            Unit.objects.filter(satker=satker).filter(BERDIRI | Q(pk__in=dipakai)).order_by("jalur")
        )
        jabatan = Jabatan.objects.filter(unit__satker=satker).filter(BERDIRI | Q(pk=isi.penanggung_jawab_id))
        bidang["penanggung_jawab"].queryset = jabatan.order_by("unit__jalur", "urut", "pk")
        bidang["penanggung_jawab"].empty_label = "Belum ditentukan"
        for nama in ("rumus_minimasi", "rumus_ordinal"):
            bidang[nama].required = False  # asked for one kind of indikator only

    def _siapkan_nilai(self) -> None:
        isi = self.instance
        cetak = isi.satuan.cetak_isian if isi.satuan_id else str
        self.initial["baseline"] = cetak(isi.baseline) if isi.baseline is not None else ""
        self.fields["baseline"].widget.attrs |= {"autocomplete": "off"}
        self.fields["tahun_baseline"].widget.attrs |= {"autocomplete": "off", "class": "masukan-tahun"}
        standar = {s.tahun: s.nilai for s in isi.standar_nasional.all()} if isi.pk else {}
        for tahun in self.renstra.tahun_periode:
            nama = f"standar_{tahun}"
            self.fields[nama] = forms.CharField(label=str(tahun), required=False)
            self.fields[nama].widget.attrs |= {"autocomplete": "off", "aria-label": f"Standar nasional {tahun}"}
            self.initial[nama] = cetak(standar[tahun]) if tahun in standar else ""

    def _tata_letak(self) -> Layout:
        standar = [
            Column(Field(f"standar_{tahun}", wrapper_class="tanpa-opsional")) for tahun in self.renstra.tahun_periode
        ]
        return Layout(
            *(["versi"] if "versi" in self.fields else []),
            Fieldset("Indikator", "sasaran", Row(Column("kode", css_class="col-sm-3")), "uraian", "iku"),
            Fieldset(
                "Satuan dan cara menilai",
                Row(Column("satuan"), Column("polaritas")),
                Field("rumus_minimasi", wrapper_class="tanpa-opsional"),
                Field("rumus_ordinal", wrapper_class="tanpa-opsional"),
                Row(Column("agregasi"), Column("tampilan")),
            ),
            Fieldset(
                "Cara mengukur",
                "definisi",
                "cara_pengukuran",
                Row(Column("komponen_x"), Column("komponen_y")),
                "sumber_data",
            ),
            Fieldset("Pelaksana", Field("pelaksana", css_class="pilihan-unit"), "penanggung_jawab"),
            Fieldset(
                "Latar target",
                Row(Column("baseline"), Column("tahun_baseline")),
                HTML(LABEL_STANDAR),
                Row(*standar, css_class="deret-tahun", role="group", aria_labelledby="label-standar"),
                "alasan_target",
                "catatan_cetak",
            ),
        )

    def clean_kode(self) -> str:
        return self.pastikan_kode_sendiri(super().clean_kode(), self.seinduk())

    def clean_uraian(self) -> str:
        return rapikan(self.cleaned_data["uraian"])

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        satuan: Satuan | None = bersih.get("satuan")
        if satuan is not None:
            self._baca(bersih, satuan, "baseline", "Baseline")
            for tahun in self.renstra.tahun_periode:
                self._baca(bersih, satuan, f"standar_{tahun}", f"Standar nasional {tahun}")
            self._periksa_satuan(satuan)
        berbaseline = satuan is not None and bersih.get("baseline") is not None
        if berbaseline and not bersih.get("tahun_baseline") and "tahun_baseline" not in self.errors:
            self.add_error("tahun_baseline", "Isi tahun baseline, misalnya 2024.")
        if bersih.get("polaritas") != Polaritas.MINIMASI or not bersih.get("rumus_minimasi"):
            bersih["rumus_minimasi"] = self.instance.rumus_minimasi
        if (satuan and satuan.jenis != JenisSatuan.ORDINAL) or not bersih.get("rumus_ordinal"):
            bersih["rumus_ordinal"] = self.instance.rumus_ordinal
        return bersih

    def _baca(self, bersih: dict[str, Any], satuan: Satuan, nama: str, label: str) -> None:
        try:
            bersih[nama] = NilaiField(satuan=satuan, label=label).clean(bersih.get(nama) or "")
        except ValidationError as galat:
            self.add_error(nama, galat)

    def _periksa_satuan(self, satuan: Satuan) -> None:
        """Stored figures were read by the old unit: another kind of unit would give them another meaning."""
        lama = self.instance
        if not lama.pk or (semula := self.initial.get("satuan")) in {None, satuan.pk}:
            return
        dulu = Satuan.objects.filter(pk=semula).first()
        if dulu is None or (dulu.jenis, dulu.skala_id) == (satuan.jenis, satuan.skala_id):
            return
        if banyak := lama.target_tahunan.count():
            self.add_error(
                "satuan",
                f"{banyak} target sudah diisi dalam {dulu.nama.lower()}. Kosongkan dahulu, lalu ganti satuannya.",
            )

    def save(self, commit: bool = True) -> Any:
        indikator = super().save(commit)
        isi: dict[int, Decimal] = {
            t: nilai for t in self.renstra.tahun_periode if (nilai := self.cleaned_data[f"standar_{t}"]) is not None
        }
        indikator.standar_nasional.exclude(tahun__in=isi).delete()
        for tahun, nilai in isi.items():
            ada = indikator.standar_nasional.filter(tahun=tahun).first()
            if ada is None:
                indikator.standar_nasional.create(tahun=tahun, nilai=nilai)
            elif ada.nilai != nilai:
                ada.nilai = nilai
                ada.save(update_fields=["nilai"])
        return indikator
