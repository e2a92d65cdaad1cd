"""The form of one realisasi: read by the indikator's satuan, judged, never losing what was typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import Div, Layout
from django import forms

from renstra.enums import JenisSatuan
from renstra.forms import TargetField
from renstra.models import NILAI, Satuan
from sakip.angka import DIGIT_ISIAN_MAKS, GalatAngka, bulatkan, format_isian, parse_desimal
from sakip.formulir import pembantu

from .enums import KeadaanNilai
from .models import Pengukuran, Realisasi
from .perhitungan import Rasio
from .services import IsianRealisasi

DESIMAL: int = NILAI["decimal_places"]


class TingkatField(forms.ChoiceField):
    """A grade of an ordinal scale, chosen by its label; gives the grade's skor."""

    def __init__(self, *, satuan: Satuan, **kwargs: Any) -> None:
        pilihan = [("", "–"), *((t.label, t.label) for t in satuan.tingkat)]
        super().__init__(choices=pilihan, required=False, **kwargs)
        self.satuan = satuan

    def clean(self, value: Any) -> Decimal | None:
        return self.satuan.baca(super().clean(value))


class BagianField(forms.Field):
    """A part of a ratio, X or Y: any number from 0, in whatever is counted; "" means no part."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, required=False, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "decimal"}

    def to_python(self, value: Any) -> Decimal | None:
        teks = str(value or "").strip()
        if teks in {"", "-", "–"}:
            return None
        try:
            nilai = parse_desimal(teks)
        except GalatAngka as galat:
            raise forms.ValidationError(f"{self.label}: {galat}") from galat
        if nilai < 0:
            raise forms.ValidationError(f"{self.label} tidak boleh negatif. Yang diketik: “{teks}”.")
        return nilai


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
    analisis = forms.CharField(
        label="Penyebab keberhasilan atau kegagalan",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
    )
    hambatan = forms.CharField(label="Hambatan", required=False, max_length=20_000, widget=forms.Textarea({"rows": 2}))
    upaya = forms.CharField(
        label="Upaya yang dilakukan", required=False, max_length=20_000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, pengukuran: Pengukuran, triwulan: int, realisasi: Realisasi | None, **kwargs: Any):
        satuan = pengukuran.indikator.satuan
        kwargs.setdefault("initial", _awal(realisasi, satuan))
        kwargs.setdefault("auto_id", f"id_{pengukuran.pk}_%s")
        super().__init__(*args, **kwargs)
        self.satuan = satuan
        self.fields["nilai"] = bidang_nilai(satuan, pengukuran.tahun, "Realisasi")
        if self.berasio:
            self.fields["x"] = BagianField(label="Pembilang (X)")
            self.fields["y"] = BagianField(label="Penyebut (Y)", help_text="Bila X dan Y diisi, persennya dihitung.")
        self.fields["nilai"].widget.attrs["autofocus"] = True
        self.helper = pembantu()
        self.helper.layout = self._tata_letak()

    @property
    def berasio(self) -> bool:
        """Only a percentage can be given by its parts."""
        return self.satuan.jenis == JenisSatuan.PERSEN

    def _tata_letak(self) -> Layout:
        bagian = [Div("x", "y", css_class="isian-rasio")] if self.berasio else []
        kiri = Div(*("keadaan", self._bersatuan("nilai"), *bagian), css_class="isian-angka")
        kanan = Div("analisis", "hambatan", "upaya", css_class="isian-kata")
        return Layout("versi", Div(kiri, kanan, css_class="isian-realisasi"))

    def _bersatuan(self, nama: str) -> Any:
        if self.satuan.jenis in {JenisSatuan.ORDINAL, JenisSatuan.NILAI}:
            return nama
        return AppendedText(nama, self.satuan.nama.lower())

    def clean(self) -> dict[str, Any]:
        """A figure exactly when the state is "Terisi": Proses and belum ada are states, never a number."""
        data = super().clean() or self.cleaned_data
        if self.berasio:
            self._hitung_rasio(data)
        if "nilai" not in data or "keadaan" not in data:
            return data
        if data["keadaan"] == KeadaanNilai.TERISI and data["nilai"] is None:
            self.add_error("nilai", "Isi realisasinya, atau pilih keadaan “Proses” atau “Belum ada data”.")
        elif data["keadaan"] != KeadaanNilai.TERISI and data["nilai"] is not None:
            label = KeadaanNilai(data["keadaan"]).label
            self.add_error("nilai", f"Kosongkan realisasi, atau pilih keadaan “Terisi”: sekarang “{label}”.")
        return data

    def _hitung_rasio(self, data: dict[str, Any]) -> None:
        """The figure from X and Y. A typed figure must be the same, to as many decimals as were typed.

        The figure that stood there because of the X and Y of before was not typed: it follows the new ones.
        """
        if not {"x", "y", "nilai"} <= data.keys() or data["x"] is data["y"] is None:
            return
        if (data["x"] is None) != (data["y"] is None):
            kosong = "x" if data["x"] is None else "y"
            self.add_error(kosong, f"Isi juga {self.fields[kosong].label}, atau kosongkan keduanya.")
            return
        persen = Rasio(data["x"], data["y"]).persen
        if persen is None:
            self.add_error("y", "Penyebut (Y) tidak boleh 0: persennya tidak dapat dihitung.")
            return
        if persen >= Decimal(10) ** (DIGIT_ISIAN_MAKS - DESIMAL):
            self.add_error("x", "Pembilang (X) terlalu besar dibanding penyebutnya.")
            return
        diketik, dihitung = data["nilai"], bulatkan(persen, DESIMAL)
        turunan = self.initial.get("x") and self.initial.get("nilai") == self["nilai"].data
        if diketik is not None and not turunan and bulatkan(persen, _banyak_desimal(diketik)) != diketik:
            sebut = format_isian(bulatkan(persen, 2))
            self.add_error("nilai", f"Menurut X dan Y, persennya {sebut}. Kosongkan isian ini, atau perbaiki X dan Y.")
            return
        data["nilai"] = dihitung

    @property
    def isian(self) -> IsianRealisasi:
        nama = ("keadaan", "nilai", "analisis", "hambatan", "upaya")
        bagian = ("x", "y") if self.berasio else ()
        return IsianRealisasi(**{n: self.cleaned_data[n] for n in nama + bagian})

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


def _awal(realisasi: Realisasi | None, satuan: Satuan) -> dict[str, Any]:
    if realisasi is None:
        return {"versi": 0, "keadaan": KeadaanNilai.TERISI}
    return {
        "versi": realisasi.versi,
        "keadaan": realisasi.keadaan,
        "nilai": satuan.cetak_isian(realisasi.nilai),
        "x": format_isian(realisasi.x),
        "y": format_isian(realisasi.y),
        "analisis": realisasi.analisis,
        "hambatan": realisasi.hambatan,
        "upaya": realisasi.upaya,
    }


def _banyak_desimal(nilai: Decimal) -> int:
    pangkat = nilai.as_tuple().exponent
    return max(0, -pangkat) if isinstance(pangkat, int) else 0
