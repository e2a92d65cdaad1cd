"""The filter of the audit trail."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from jejak.daftar import terdaftar
from jejak.enums import Tindakan
from jejak.models import JejakQuerySet
from sakip.formulir import TanggalField, pembantu

from .models import Satker


class SaringanJejakForm(forms.Form):
    """Which rows of the trail; every field may be empty."""

    dari = TanggalField(label="Dari tanggal", required=False)
    sampai = TanggalField(label="Sampai tanggal", required=False)
    pelaku = forms.CharField(label="Nama pelaku", required=False, max_length=100)
    tindakan = forms.ChoiceField(label="Tindakan", required=False, choices=[("", "Semua"), *Tindakan.choices])
    jenis = forms.ChoiceField(label="Jenis data", required=False)
    bawahan = forms.BooleanField(label="Sertakan satker di bawahnya", required=False)

    def __init__(self, *args: Any, satker: Satker, menjangkau: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.satker = satker
        jenis = {t: str(isi.model._meta.verbose_name) for t, isi in terdaftar().items() if isi.sumber is None}
        self.fields["jenis"].choices = [  # type: ignore[attr-defined]
            ("", "Semua"),
            *sorted(((t, nama[:1].upper() + nama[1:]) for t, nama in jenis.items()), key=lambda p: p[1]),
        ]
        if not menjangkau:
            del self.fields["bawahan"]
        self.helper = pembantu()

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        dari, sampai = bersih.get("dari"), bersih.get("sampai")
        if dari and sampai and sampai < dari:
            self.add_error("sampai", "“Sampai tanggal” tidak boleh sebelum “dari tanggal”.")
        return bersih

    def saring(self, jejak: JejakQuerySet) -> JejakQuerySet:
        """`jejak` narrowed to what was asked; of a faulty form only the right fields count."""
        isi = self.cleaned_data
        tempat = [self.satker.pk]
        if isi.get("bawahan"):
            tempat = Satker.objects.di_bawah({self.satker.jalur}).values("pk")  # type: ignore[assignment]
        hasil = jejak.untuk_satker(tempat)
        if isi.get("dari"):
            hasil = hasil.filter(waktu__gte=_awal_hari(isi["dari"]))
        if isi.get("sampai"):
            hasil = hasil.filter(waktu__lt=_awal_hari(isi["sampai"] + datetime.timedelta(days=1)))
        if isi.get("pelaku"):
            hasil = hasil.filter(pelaku__icontains=isi["pelaku"])
        if isi.get("tindakan"):
            hasil = hasil.filter(tindakan=isi["tindakan"])
        if isi.get("jenis"):
            hasil = hasil.filter(tabel=isi["jenis"])
        return hasil


def _awal_hari(tanggal: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(tanggal, datetime.time.min))
