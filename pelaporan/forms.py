"""Forms of the LKjIP page."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db.models import QuerySet

from anggaran.models import PosisiRealisasi
from organisasi.enums import JenisJabatan
from organisasi.models import Penugasan
from perjanjian.enums import StatusPerjanjian
from perjanjian.models import PerjanjianKinerja
from renstra.enums import StatusRenstra
from renstra.models import Renstra, Sasaran
from sakip.formulir import TanggalField, pembantu
from sakip.gambar import GalatGambar, periksa_ukuran

from .models import Laporan
from .services import FOTO


class LaporanForm(forms.ModelForm):
    """Where the report's figures come from, who signs it and the counts of staff."""

    tanggal = TanggalField(label="Tanggal", required=False, help_text="Tanggal laporan ditandatangani.")

    class Meta:
        model = Laporan
        fields = [
            "renstra",
            "perjanjian",
            "posisi",
            "posisi_perbandingan",
            "tempat",
            "tanggal",
            "penandatangan",
            "pns",
            "pppk",
            "ppnpn",
        ]
        help_texts = {
            "perjanjian": "Kosong: perjanjian sekretaris yang berlaku.",
            "posisi": "Kosong: posisi utama tahun ini.",
            "posisi_perbandingan": "Kosong: sama dengan posisi realisasi di atas.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._batasi_pilihan(self.instance)
        self.helper = pembantu()
        self.helper.layout = Layout(
            "renstra",
            "perjanjian",
            Row(Column("posisi"), Column("posisi_perbandingan")),
            "penandatangan",
            Row(Column("tempat"), Column("tanggal")),
            Row(Column("pns"), Column("pppk"), Column("ppnpn")),
        )

    def _batasi_pilihan(self, laporan: Laporan) -> None:
        """Only rows of the own satker and year that count: plans that were fixed, PK of the sekretaris."""
        satker, tahun = laporan.satker, laporan.tahun
        posisi = PosisiRealisasi.objects.filter(satker=satker).for_tahun(tahun)
        pilihan = {
            "renstra": Renstra.objects.filter(
                satker=satker, status__in=[StatusRenstra.DITETAPKAN, StatusRenstra.DIGANTIKAN]
            ).for_tahun(tahun),
            "perjanjian": PerjanjianKinerja.objects.filter(
                satker=satker,
                status__in=[StatusPerjanjian.BERLAKU, StatusPerjanjian.DIGANTIKAN],
                pihak_pertama__jabatan__jenis=JenisJabatan.SEKRETARIS,
            )
            .for_tahun(tahun)
            .untuk_daftar(),
            "posisi": posisi,
            "posisi_perbandingan": posisi,
            "penandatangan": Penugasan.objects.filter(jabatan__unit__satker=satker).select_related(
                "pejabat", "jabatan"
            ),
        }
        for nama, baris in pilihan.items():
            self.fields[nama].queryset = baris  # type: ignore[attr-defined]


def sasaran_laporan(laporan: Laporan) -> QuerySet[Sasaran]:
    """The sasaran that the report may speak of: those measured in its satker and year."""
    diukur = Sasaran.objects.filter(indikator__pengukuran__satker_id=laporan.satker_id)
    return diukur.filter(indikator__pengukuran__tahun=laporan.tahun).distinct()


class FotoForm(forms.Form):
    sasaran = forms.ModelChoiceField(Sasaran.objects.none(), label="Sasaran")
    keterangan = forms.CharField(label="Keterangan foto", max_length=400)
    berkas = forms.FileField(
        label="Foto",
        help_text="JPEG, PNG atau WebP, paling besar 15 MB. Foto diperkecil otomatis.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, laporan: Laporan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sasaran"].queryset = sasaran_laporan(laporan)  # type: ignore[attr-defined]
        self.helper = pembantu()

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        try:
            periksa_ukuran(berkas, FOTO)
        except GalatGambar as galat:
            raise forms.ValidationError(str(galat)) from galat
        return berkas
