"""Forms of the tree of satuan kerja."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from sakip.sunting import SuntinganForm

from .enums import JenisSatker
from .models import Satker
from .services_satker import kunci_pohon, periksa_jenjang


class IndukField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nama_singkat} ({obj.kode})"


class SatkerBaruForm(SuntinganForm):
    """A new satker below one that the person manages."""

    induk = IndukField(
        Satker.objects.none(),
        label="Di bawah",
        empty_label="Pilih satuan kerja induk",
        error_messages={"required": "Pilih satuan kerja induknya."},
    )

    class Meta:
        model = Satker
        fields = ["induk", "kode", "jenis", "nama", "nama_singkat", "tempat", "zona_waktu"]
        help_texts = {
            "kode": "Kode satker dari DIPA; menjadi bagian alamat halaman.",
            "nama": "Ditulis seperti pada kop surat.",
            "nama_singkat": "Dipakai di layar dan dalam kalimat.",
            "tempat": "Kota di depan tanggal pada naskah yang ditandatangani.",
        }
        error_messages = {"kode": {"unique": "Kode ini sudah dipakai satuan kerja lain."}}

    def __init__(self, data: Any = None, *args: Any, dikelola: QuerySet[Satker], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        induk: Any = self.fields["induk"]
        induk.queryset = dikelola.exclude(jenis=JenisSatker.KABUPATEN_KOTA)
        self.fields["jenis"].choices = [("", "Pilih jenis"), *JenisSatker.choices]  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            "induk",
            Row(Column("kode"), Column("jenis")),
            "nama",
            "nama_singkat",
            Row(Column("tempat"), Column("zona_waktu")),
        )

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if bersih.get("jenis") and bersih.get("induk"):
            try:
                periksa_jenjang(bersih["jenis"], bersih["induk"])
            except ValidationError as galat:
                self.add_error("jenis", galat)
        return bersih


class PindahSatkerForm(SuntinganForm):
    """Another parent for a satker; everything below it comes along."""

    induk = IndukField(Satker.objects.none(), label="Pindahkan ke bawah", empty_label="Pilih satuan kerja induk")

    class Meta:
        model = Satker
        fields = ["induk"]

    def __init__(self, data: Any = None, *args: Any, dikelola: QuerySet[Satker], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        di_atas = [j for j in JenisSatker if j.jenjang < JenisSatker(self.instance.jenis).jenjang]
        induk: Any = self.fields["induk"]
        induk.queryset = dikelola.filter(jenis__in=di_atas).exclude(jalur__startswith=self.instance.jalur)
        self.helper.layout = Layout("versi", "induk")

    def clean_induk(self) -> Satker:
        induk: Satker = self.cleaned_data["induk"]
        if induk.pk == self.initial["induk"]:
            raise ValidationError(f"{self.instance} sudah berada di bawah {induk}. Pilih induk yang lain.")
        return induk

    def save(self, commit: bool = True) -> Satker:
        with transaction.atomic():
            kunci_pohon()
            self.instance.induk = Satker.objects.get(pk=self.cleaned_data["induk"].pk)  # its path as it is now
            self.instance.jalur = Satker.objects.values_list("jalur", flat=True).get(pk=self.instance.pk)
            satker: Satker = super().save(commit)
        return satker
