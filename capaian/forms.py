"""The forms of one realisasi, its figure and its prose: read by the satuan, judged, never losing what was typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div, Field, Layout
from django import forms

from renstra.enums import JenisSatuan
from renstra.forms import TargetField
from renstra.models import Kegiatan, Satuan
from sakip.angka import GalatAngka, format_isian, parse_desimal
from sakip.formulir import PilihanBanyakField, batasi_teks, pembantu

from .enums import KeadaanNilai
from .isian import IsianSalah, nilai_menurut_bagian, wajib_sesuai_keadaan
from .models import Pengukuran, Realisasi
from .services import ANGKA, TEKS, IsianRealisasi

#: Letters that a text beside a figure may have.
PANJANG_TEKS = 20_000


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


def bidang_nilai(satuan: Satuan, tahun: int, label: str, **kwargs: Any) -> TargetField:
    """The control for a value in this unit: a text, read as a number or, of an ordinal unit, as one of its grades."""
    bidang = TargetField(satuan=satuan, tahun=tahun, **kwargs)
    bidang.label = label
    return bidang


class RealisasiForm(forms.Form):
    """The figure of one realisasi. `realisasi` None: nothing was entered yet for this quarter."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    keadaan = forms.ChoiceField(label="Keadaan", choices=KeadaanNilai)

    def __init__(self, *args: Any, pengukuran: Pengukuran, realisasi: Realisasi | None, **kwargs: Any):
        satuan = pengukuran.indikator.satuan
        kwargs.setdefault("initial", _awal(realisasi, satuan))
        super().__init__(*args, **kwargs)
        self.satuan = satuan
        self.realisasi = realisasi
        self.fields["nilai"] = bidang_nilai(satuan, pengukuran.tahun, "Realisasi")
        if self.berasio:
            self.fields["x"] = BagianField(label="Pembilang (X)")
            self.fields["y"] = BagianField(label="Penyebut (Y)")

    @property
    def berasio(self) -> bool:
        """Only a percentage can be given by its parts."""
        return self.satuan.jenis == JenisSatuan.PERSEN

    def clean(self) -> dict[str, Any]:
        """A figure exactly when the state is "Terisi"; that of X and Y follows them."""
        data = super().clean() or self.cleaned_data
        try:
            if self.berasio and {"x", "y", "nilai"} <= data.keys():
                turunan = bool(self.initial.get("x")) and self.initial.get("nilai") == self["nilai"].data
                data["nilai"] = nilai_menurut_bagian(data["x"], data["y"], data["nilai"], turunan=turunan)
            if {"nilai", "keadaan"} <= data.keys():
                wajib_sesuai_keadaan(data["keadaan"], data["nilai"])
        except IsianSalah as galat:
            self.add_error(galat.bidang, galat.pesan)
        return data

    @property
    def isian(self) -> IsianRealisasi:
        """What was entered, with the prose that stands there."""
        bagian = ("x", "y") if self.berasio else ()
        teks = {n: getattr(self.realisasi, n) for n in TEKS} if self.realisasi else {}
        return IsianRealisasi(**{n: self.cleaned_data[n] for n in ("keadaan", "nilai", *bagian)}, **teks)


class AnalisisForm(forms.Form):
    """The prose beside a figure, and the activities that supported it. `realisasi` None: nothing was entered yet."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    analisis = forms.CharField(label="Penyebab keberhasilan atau kegagalan", required=False)
    hambatan = forms.CharField(label="Hambatan", required=False)
    upaya = forms.CharField(label="Upaya yang dilakukan", required=False)
    kegiatan = PilihanBanyakField(
        label="Kegiatan yang mendukung",
        queryset=Kegiatan.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kegiatan itu tidak ada dalam Renstra ini; pilih lagi."},
    )

    def __init__(
        self, *args: Any, realisasi: Realisasi | None, pengukuran: Pengukuran, wajib: bool = False, **kwargs: Any
    ) -> None:
        """`wajib`: the row cannot be submitted without its cause, which may all the same be saved later."""
        awal: dict[str, Any] = {"versi": 0}
        if realisasi:
            awal = {n: getattr(realisasi, n) for n in ("versi", *TEKS)}
            awal["kegiatan"] = list(realisasi.kegiatan_pendukung.values_list("pk", flat=True))
        kwargs.setdefault("initial", awal)
        kwargs.setdefault("auto_id", f"id_{pengukuran.pk}_%s")
        super().__init__(*args, **kwargs)
        self.realisasi, self.pengukuran = realisasi, pengukuran
        if wajib:
            self.fields["analisis"].label = "Penyebab belum tercapai"
        for nama in TEKS:
            self.fields[nama].widget = forms.Textarea({"rows": 3 if nama == "analisis" else 2})
        batasi_teks(self, PANJANG_TEKS)
        kegiatan = Kegiatan.objects.filter(program__renstra=pengukuran.indikator.sasaran.renstra_id)
        pilihan: Any = self.fields["kegiatan"]
        pilihan.queryset = kegiatan.order_by("program__urut", "urut")
        if not pilihan.queryset:
            del self.fields["kegiatan"]
        self.helper = pembantu()
        self.helper.layout = Layout(
            "versi",
            Div(
                Div(
                    Field("analisis", wrapper_class="wajib-diajukan" if wajib else ""),
                    *(n for n in ("kegiatan",) if n in self.fields),
                ),
                Div("hambatan", "upaya"),
                css_class="isian-analisis",
            ),
        )

    @property
    def isian(self) -> IsianRealisasi:
        """What was written, with the figure that stands there; words without any figure say "belum ada data"."""
        angka: dict[str, Any] = {"keadaan": KeadaanNilai.BELUM_ADA, "nilai": None}
        if self.realisasi:
            angka = {n: getattr(self.realisasi, n) for n in ANGKA}
        return IsianRealisasi(**angka, **{n: self.cleaned_data[n] for n in TEKS})

    @property
    def kegiatan_dipilih(self) -> set[int] | None:
        """Keys; None where the Renstra names no activity at all."""
        return {k.pk for k in self.cleaned_data["kegiatan"]} if "kegiatan" in self.cleaned_data else None

    def tandai_bentrok(self, kini: Realisasi) -> None:
        """Show what is stored beside what was typed; saving once more then means the typed words.

        Where somebody meanwhile changed the figure only, there is nothing to choose: the words are saved.
        """
        self.data = {**self.data.dict(), "versi": str(kini.versi)} | _pilihan(self.data)  # type: ignore[attr-defined]
        for nama in TEKS:
            tersimpan = getattr(kini, nama)
            if tersimpan != self.cleaned_data[nama]:
                self.add_error(
                    nama,
                    f"Baru saja disimpan orang lain: “{tersimpan or 'kosong'}”. Tulisan Anda masih ada di sini; "
                    "simpan lagi untuk menggantikannya.",
                )
        if not self.errors:
            self.add_error(None, "Baris ini baru saja diubah orang lain. Tulisan Anda masih ada; simpan sekali lagi.")


def _pilihan(data: Any) -> dict[str, Any]:
    """The choice of many, which a plain dict of a form's data would cut to its last."""
    return {"kegiatan": data.getlist("kegiatan")} if "kegiatan" in data else {}


def _awal(realisasi: Realisasi | None, satuan: Satuan) -> dict[str, Any]:
    if realisasi is None:
        return {"versi": 0, "keadaan": KeadaanNilai.TERISI}
    return {
        "versi": realisasi.versi,
        "keadaan": realisasi.keadaan,
        "nilai": satuan.cetak_isian(realisasi.nilai),
        "x": format_isian(realisasi.x),
        "y": format_isian(realisasi.y),
    }
