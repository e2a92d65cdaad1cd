"""Forms of the evidence: a link, the words of one piece of evidence."""

from __future__ import annotations

from typing import Any

from django import forms

from sakip.formulir import pembantu, perjelas
from sakip.sunting import SuntinganForm

from .bukti import periksa_tautan, terkunci_judul
from .bukti_isi import BuktiDitolak
from .enums import JenisBukti
from .models import BuktiDukung


class TautanForm(forms.Form):
    judul = forms.CharField(label="Judul", max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    tautan = forms.CharField(
        label="Alamat tautan",
        max_length=500,
        widget=forms.URLInput({"placeholder": "https://", "autocomplete": "off"}),
        help_text="Halaman berita, video, atau folder kantor yang dapat dibuka pemeriksa.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
        perjelas(self)

    def clean_tautan(self) -> str:
        tautan: str = self.cleaned_data["tautan"].strip()
        try:
            periksa_tautan(tautan)
        except BuktiDitolak as galat:
            raise forms.ValidationError(str(galat)) from galat
        return tautan


class BuktiForm(SuntinganForm):
    """The title, and what the LKjIP prints of a photo. The title stands once somebody has judged by it."""

    class Meta:
        model = BuktiDukung
        fields = ["judul", "keterangan", "tampil_di_laporan"]
        labels = {
            "keterangan": "Keterangan gambar",
            "tampil_di_laporan": "Tampilkan di LKjIP, pada analisis sasaran indikator ini",
        }
        help_texts = {"keterangan": "Tercetak di bawah foto, misalnya “Rapat evaluasi kinerja, 12 Maret 2024”."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.jenis != JenisBukti.FOTO:
            del self.fields["keterangan"], self.fields["tampil_di_laporan"]
        if terkunci_judul(self.instance):
            del self.fields["judul"]

    @property
    def kosong(self) -> bool:
        """Nothing of this evidence can be changed."""
        return not self._terisi_orang()

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if bersih.get("tampil_di_laporan") and not (bersih.get("keterangan") or "").strip():
            self.add_error("keterangan", "Tulis keterangannya: di LKjIP setiap gambar berjudul.")
        return bersih
