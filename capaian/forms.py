"""The form of one realisasi: read by the indikator's satuan, judged, never losing what was typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from renstra.enums import Agregasi, JenisSatuan
from renstra.forms import TargetField
from renstra.models import Satuan

from .enums import KeadaanNilai
from .models import Pengukuran, Realisasi
from .services import IsianRealisasi


class TingkatField(forms.ChoiceField):
    """A grade of an ordinal scale, chosen by its label; gives the grade's skor."""

    def __init__(self, *, satuan: Satuan, **kwargs: Any) -> None:
        pilihan = [("", "–"), *((t.label, t.label) for t in satuan.tingkat)]
        super().__init__(choices=pilihan, required=False, **kwargs)
        self.satuan = satuan

    def clean(self, value: Any) -> Decimal | None:
        return self.satuan.baca(super().clean(value))


def bidang_nilai(satuan: Satuan, tahun: int, label: str, **kwargs: Any) -> forms.Field:
    """The control for a value in this unit: a choice of grades, or a text read as a number."""
    if satuan.jenis == JenisSatuan.ORDINAL:
        return TingkatField(satuan=satuan, label=label, **kwargs)
    bidang = TargetField(satuan=satuan, tahun=tahun, **kwargs)
    bidang.label = label
    return bidang


class RealisasiForm(forms.Form):
    """`realisasi` None: nothing was entered yet for this quarter."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    keadaan = forms.ChoiceField(label="Keadaan", choices=KeadaanNilai, widget=forms.RadioSelect)
    analisis = forms.CharField(label="Analisis", required=False, max_length=20_000, widget=forms.Textarea({"rows": 3}))
    hambatan = forms.CharField(label="Hambatan", required=False, max_length=20_000, widget=forms.Textarea({"rows": 2}))
    upaya = forms.CharField(
        label="Upaya dan rencana tindak lanjut", required=False, max_length=20_000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, pengukuran: Pengukuran, triwulan: int, realisasi: Realisasi | None, **kwargs: Any):
        satuan = pengukuran.indikator.satuan
        kwargs.setdefault("initial", _awal(realisasi, satuan))
        kwargs.setdefault("auto_id", f"id_{pengukuran.pk}_%s")
        super().__init__(*args, **kwargs)
        self.satuan = satuan
        self.fields["nilai"] = bidang_nilai(satuan, pengukuran.tahun, "Realisasi")
        self.fields["target_triwulan"] = bidang_nilai(
            satuan, pengukuran.tahun, "Target triwulan", help_text=_petunjuk_target(pengukuran)
        )
        self.fields["nilai"].widget.attrs["autofocus"] = True
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._tata_letak()

    def _tata_letak(self) -> Layout:
        kiri = Div("keadaan", self._bersatuan("nilai"), self._bersatuan("target_triwulan"), css_class="isian-angka")
        kanan = Div("analisis", "hambatan", "upaya", css_class="isian-kata")
        return Layout("versi", Div(kiri, kanan, css_class="isian-realisasi"))

    def _bersatuan(self, nama: str) -> Any:
        if self.satuan.jenis in {JenisSatuan.ORDINAL, JenisSatuan.NILAI}:
            return nama
        return AppendedText(nama, self.satuan.nama.lower())

    def clean(self) -> dict[str, Any]:
        """A figure exactly when the state is "Terisi": Proses and belum ada are states, never a number."""
        data = super().clean() or self.cleaned_data
        if "nilai" not in data or "keadaan" not in data:
            return data
        if data["keadaan"] == KeadaanNilai.TERISI and data["nilai"] is None:
            self.add_error("nilai", "Isi realisasinya, atau pilih keadaan “Proses” atau “Belum ada data”.")
        elif data["keadaan"] != KeadaanNilai.TERISI and data["nilai"] is not None:
            label = KeadaanNilai(data["keadaan"]).label
            self.add_error("nilai", f"Kosongkan realisasi, atau pilih keadaan “Terisi”: sekarang “{label}”.")
        return data

    @property
    def isian(self) -> IsianRealisasi:
        nama = ("keadaan", "nilai", "target_triwulan", "analisis", "hambatan", "upaya")
        return IsianRealisasi(**{n: self.cleaned_data[n] for n in nama})

    @property
    def versi_dilihat(self) -> int:
        return self.cleaned_data.get("versi") or 0

    def tandai_bentrok(self, kini: Realisasi) -> None:
        """Show what is stored beside what was typed; saving once more then means the typed values."""
        self.data = {**self.data.dict(), "versi": str(kini.versi)}  # type: ignore[attr-defined]
        tersimpan = self.satuan.cetak(kini.nilai) if kini.nilai is not None else kini.get_keadaan_display()
        oleh = f" oleh {kini.diisi_oleh}" if kini.diisi_oleh else ""
        self.add_error(
            "nilai",
            f"Baru saja disimpan{oleh}: {tersimpan}. Isian Anda masih ada di sini; simpan lagi untuk menggantikannya.",
        )


def _petunjuk_target(pengukuran: Pengukuran) -> str:
    """An empty quarter's target means the year's, except for sums, whose quarters are parts of it."""
    if pengukuran.indikator.agregasi == Agregasi.JUMLAH:
        return "Bagian dari target tahun yang harus dicapai pada triwulan ini."
    return "Kosongkan bila sama dengan target tahun."


def _awal(realisasi: Realisasi | None, satuan: Satuan) -> dict[str, Any]:
    if realisasi is None:
        return {"versi": 0, "keadaan": KeadaanNilai.TERISI}
    return {
        "versi": realisasi.versi,
        "keadaan": realisasi.keadaan,
        "nilai": satuan.cetak_isian(realisasi.nilai),
        "target_triwulan": satuan.cetak_isian(realisasi.target_triwulan),
        "analisis": realisasi.analisis,
        "hambatan": realisasi.hambatan,
        "upaya": realisasi.upaya,
    }


class CatatanForm(forms.Form):
    """The note that goes with returning a realisasi."""

    catatan = forms.CharField(
        label="Catatan",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Tulis apa yang harus diperbaiki; pengisi membacanya di barisnya.",
        error_messages={"required": "Catatan wajib diisi agar pengisi tahu apa yang harus diperbaiki."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
