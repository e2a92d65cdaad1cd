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
from sakip.angka import format_desimal
from sakip.formulir import TanggalField, pembantu
from sakip.gambar import GalatGambar, periksa_ukuran

from .models import Laporan, Narasi
from .narasi import GalatNarasi, bersihkan
from .services import FOTO
from .teks import html_ke_teks, teks_ke_html

#: Characters of one place as typed; the longest place of a real report has 16.000.
PANJANG_TEKS_MAKS = 200_000
TEKS, HTML = "teks", "html"


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


class NarasiForm(forms.Form):
    """The text of one place, as light text, or as HTML where it holds what light text cannot carry."""

    isi = forms.CharField(label="Teks", required=False, widget=forms.Textarea(attrs={"rows": 22}))
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    bentuk = forms.ChoiceField(choices=[(TEKS, "Teks"), (HTML, "HTML")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, narasi: Narasi, **kwargs: Any) -> None:
        teks = html_ke_teks(narasi.isi)
        awal = {
            "isi": bersihkan(narasi.isi) if teks is None else teks,
            "versi": narasi.versi if narasi.pk else 0,
            "bentuk": HTML if teks is None else TEKS,
        }
        super().__init__(*args, **(kwargs | {"initial": awal}))
        self.helper = pembantu()

    @property
    def berupa_html(self) -> bool:
        return self["bentuk"].value() == HTML

    def clean_isi(self) -> str:
        isi: str = self.cleaned_data["isi"].replace("\r\n", "\n")
        if len(isi) > PANJANG_TEKS_MAKS:
            panjang, maks = format_desimal(len(isi)), format_desimal(PANJANG_TEKS_MAKS)
            raise forms.ValidationError(f"Teks terlalu panjang: {panjang} karakter, paling banyak {maks}.")
        return isi

    def clean(self) -> dict[str, Any]:
        """`html`: what is kept of the text."""
        data = super().clean() or {}
        if "isi" in data and "bentuk" in data:
            try:
                data["html"] = (bersihkan if data["bentuk"] == HTML else teks_ke_html)(data["isi"])
            except GalatNarasi as galat:
                self.add_error("isi", str(galat))
        return data

    def catat_konflik(self, versi: int) -> None:
        """What was typed stays; saving once more then is a choice, not an accident."""
        self.data = dict(self.data.items()) | {"versi": str(versi)}
        self.add_error(
            "isi",
            "Teks ini baru saja diubah orang lain; tulisan Anda belum disimpan. Bandingkan dengan teks yang tersimpan, "
            "lalu simpan lagi untuk memakai tulisan Anda.",
        )


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
