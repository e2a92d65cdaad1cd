"""Forms of units of measure and scales."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organisasi.acuan import Pemakaian, kalimat_pemakaian, pemakaian, pemakaian_nilai
from organisasi.forms_acuan import AcuanForm
from sakip.angka import lipat_homoglif
from sakip.barisan import BarisanFormSet, BarisForm, buat_barisan
from sakip.formulir import AngkaField

from .enums import JenisSatuan
from .models import Satuan, Skala
from .services_acuan import simpan_tingkat


class SatuanForm(AcuanForm):
    class Meta:
        model = Satuan
        fields = ("nama", "jenis", "skala", "berlaku_mulai", "berlaku_sampai")
        help_texts = {
            "nama": "Seperti tercetak di belakang angkanya, misalnya “laporan”.",
            "jenis": "Menentukan cara angkanya dibaca dan dicetak.",
            "skala": "Hanya untuk satuan predikat.",
        }

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        self._periksa_skala(bersih)
        self._periksa_pemakaian()
        return bersih

    def _periksa_skala(self, bersih: dict[str, Any]) -> None:
        ordinal = bersih.get("jenis") == JenisSatuan.ORDINAL
        if ordinal and not bersih.get("skala"):
            self.add_error("skala", "Satuan predikat harus mempunyai skala.")
        if "jenis" in bersih and not ordinal and bersih.get("skala"):
            self.add_error("skala", "Hanya satuan predikat yang mempunyai skala. Kosongkan, atau pilih jenis predikat.")

    def _periksa_pemakaian(self) -> None:
        """Kind and scale say what the stored values mean: they stay while there are any."""
        berubah = [nama for nama in ("jenis", "skala") if nama in self.changed_data]
        dipakai = kalimat_pemakaian(pemakaian(self.instance)) if berubah else ""
        if dipakai:
            pesan = (
                f"Satuan ini dipakai {dipakai}, yang nilainya akan berubah arti. Akhiri satuan ini dan buat yang baru."
            )
            for nama in berubah:
                self.add_error(nama, pesan)


class SkalaForm(AcuanForm):
    class Meta:
        model = Skala
        fields = ("nama", "berlaku_mulai", "berlaku_sampai")


class TingkatForm(BarisForm):
    label = forms.CharField(label="Tingkat", max_length=20, widget=forms.TextInput({"autocomplete": "off", "size": 6}))
    skor = AngkaField(label="Skor", max_digits=6, decimal_places=2)
    keterangan = forms.CharField(label="Keterangan", max_length=100, required=False)

    def clean_label(self) -> str:
        return lipat_homoglif(self.cleaned_data["label"]).strip()


class BarisanTingkat(BarisanFormSet):
    """The grades of a scale. A grade that stored values rest on keeps its label and its score."""

    kunci = "label"

    def __init__(self, data: Any, skala: Skala | None) -> None:
        self.skala = skala
        nama = ("label", "skor", "keterangan")
        tingkat = skala.tingkat.all() if skala else []
        super().__init__(data, tersimpan=[{n: getattr(t, n) for n in nama} for t in tingkat])

    def periksa(self, baris: list[Any]) -> None:
        if len(baris) < 2:
            raise ValidationError("Skala harus mempunyai sedikitnya dua tingkat.")
        kini = {(b.cleaned_data["label"], b.cleaned_data["skor"]) for b in baris}
        if len({skor for _, skor in kini}) < len(baris):
            raise ValidationError("Setiap tingkat harus mempunyai skor sendiri: skor mengurutkan tingkat.")
        self._periksa_pemakaian(kini)

    def _periksa_pemakaian(self, kini: set[tuple[str, Decimal]]) -> None:
        hilang = [t for t in self.tersimpan if (t["label"], t["skor"]) not in kini]
        if not (hilang and self.skala):
            return
        dipakai = pemakaian_nilai(self.skala)
        galat = [_alasan(t["label"], dipakai[t["skor"]]) for t in hilang if t["skor"] in dipakai]
        if galat:
            raise ValidationError([*galat, "Akhiri skala ini dan buat skala baru untuk tingkat yang lain."])

    def simpan(self, skala: Skala) -> None:
        simpan_tingkat(skala=skala, isian=self.isian)


def _alasan(label: str, dipakai: list[Pemakaian]) -> str:
    return f"Tingkat {label} dipakai {kalimat_pemakaian(dipakai)}; label dan skornya tidak dapat diubah atau dihapus."


TingkatFormSet = buat_barisan(TingkatForm, BarisanTingkat, kosong=3)
