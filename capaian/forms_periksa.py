"""Forms around a realisasi: the reason of a correction, unlocking a quarter, planning and following up."""

from __future__ import annotations

import datetime
from typing import Any

from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.utils import timezone

from organisasi.models import Jabatan, Satker, Unit
from sakip.formulir import TanggalField, pembantu, perjelas

from .enums import StatusTindakLanjut, Triwulan
from .models import Pengukuran, TindakLanjut
from .tindak_lanjut import IsianPantauan, IsianTindakLanjut

PANJANG = 2_000


class KoreksiForm(forms.Form):
    """Why an approved figure becomes another."""

    alasan = forms.CharField(
        label="Alasan koreksi",
        max_length=PANJANG,
        widget=forms.Textarea({"rows": 3}),
        help_text="Misalnya: angka BPS direvisi, atau salah ketik. Alasan ini tersimpan dalam riwayat.",
        error_messages={"required": "Tulis alasan koreksi, agar yang memeriksa tahu mengapa angkanya berubah."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()


class JamField(forms.TimeField):
    """A time of day as people write it: "16.00" or "16:00"."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "size": 6})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M"], **kwargs)
        self.error_messages["invalid"] = "Tulis jam, misalnya 16.00."

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H.%M") if isinstance(value, datetime.time) else value


class BukaKunciForm(forms.Form):
    """Unlocking a quarter that is closed, for a unit and those below it or for all. Times are those of the server."""

    triwulan = forms.TypedChoiceField(label="Triwulan", coerce=int, choices=())
    unit = forms.ModelChoiceField(
        label="Untuk unit", queryset=Unit.objects.none(), required=False, empty_label="Semua unit"
    )
    tanggal = TanggalField(label="Sampai tanggal")
    jam = JamField(label="Pukul", initial=datetime.time(16, 0))
    alasan = forms.CharField(label="Alasan", max_length=PANJANG, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, satker: Satker, triwulan: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["triwulan"].choices = [(t, Triwulan(t).label) for t in triwulan]  # type: ignore[attr-defined]
        ada = Unit.objects.filter(satker=satker).pada(timezone.localdate())
        self.fields["unit"].queryset = ada  # type: ignore[attr-defined]
        perjelas(self)
        self.helper = pembantu()
        self.helper.layout = Layout(
            Row(Column("triwulan"), Column("unit")), Row(Column("tanggal"), Column("jam")), "alasan"
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("tanggal") and data.get("jam"):
            data["sampai"] = timezone.make_aware(datetime.datetime.combine(data["tanggal"], data["jam"]))
            if data["sampai"] <= timezone.now():
                self.add_error("tanggal", "Batas waktunya sudah lewat; pilih waktu yang akan datang.")
        return data


class TindakLanjutForm(forms.Form):
    """What is done about a missed target, who answers for it, and its last day."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    uraian = forms.CharField(label="Yang akan dilakukan", max_length=PANJANG, widget=forms.Textarea({"rows": 2}))
    penanggung_jawab = forms.ModelChoiceField(label="Penanggung jawab", queryset=Jabatan.objects.none())
    tenggat = TanggalField(label="Paling lambat")

    def __init__(self, *args: Any, pengukuran: Pengukuran, rencana: TindakLanjut | None = None, **kwargs: Any) -> None:
        awal = rencana.penanggung_jawab_id if rencana else _kepala(pengukuran)
        kwargs.setdefault("initial", _awal(rencana) | {"penanggung_jawab": awal})
        kwargs.setdefault("auto_id", f"id_tl{pengukuran.pk}_%s")
        super().__init__(*args, **kwargs)
        ada = Jabatan.objects.filter(unit__satker=pengukuran.satker_id).pada(timezone.localdate())
        if rencana:
            ada = ada | Jabatan.objects.filter(pk=rencana.penanggung_jawab_id)
        self.fields["penanggung_jawab"].queryset = ada  # type: ignore[attr-defined]
        perjelas(self)
        self.helper = pembantu()
        self.helper.layout = Layout("versi", "uraian", Row(Column("penanggung_jawab"), Column("tenggat")))

    @property
    def isian(self) -> IsianTindakLanjut:
        data = self.cleaned_data
        return IsianTindakLanjut(data["uraian"], data["penanggung_jawab"], data["tenggat"])


class RencanaForm(TindakLanjutForm):
    """One plan beside the analysis of a row: left as it came it plans nothing, begun it is asked for whole."""

    def __init__(self, *args: Any, pengukuran: Pengukuran, triwulan: int, jabatan: set[int], **kwargs: Any) -> None:
        """`jabatan`: the positions of who fills it in; one of them answers for the plan unless another is chosen."""
        super().__init__(*args, pengukuran=pengukuran, prefix="rencana", **kwargs)
        self.empty_permitted, self.use_required_attribute = True, False
        del self.fields["versi"]
        pilihan: Any = self.fields["penanggung_jawab"]
        milik = pilihan.queryset.filter(pk__in=jabatan).order_by("unit__jalur", "urut", "pk")
        self.initial["penanggung_jawab"] = (
            milik.values_list("pk", flat=True).first() or self.initial["penanggung_jawab"]
        )
        self.initial["tenggat"] = tenggat_usulan(pengukuran.tahun, triwulan)
        self.fields["uraian"].label = "Tindak lanjut"
        self.fields["tenggat"].label = "Selesai paling lambat"
        self.fields["uraian"].error_messages["required"] = "Tulis apa yang akan dilakukan."
        self.helper.layout = Layout(
            Field("uraian", wrapper_class="perlu"),
            Row(Column(Field("penanggung_jawab", wrapper_class="perlu")), Column("tenggat")),
        )


def tenggat_usulan(tahun: int, triwulan: int) -> datetime.date:
    """The last day of the quarter after this one, or of the one that runs now when that is past."""
    hari = timezone.localdate()
    lewat = max(tahun * 4 + triwulan, hari.year * 4 + (hari.month - 1) // 3) + 1  # quarters since the year 0
    return datetime.date(lewat // 4, lewat % 4 * 3 + 1, 1) - datetime.timedelta(days=1)


def _awal(rencana: TindakLanjut | None) -> dict[str, Any]:
    if rencana is None:
        return {}
    return {"versi": rencana.versi, "uraian": rencana.uraian, "tenggat": rencana.tenggat}


def _kepala(pengukuran: Pengukuran) -> int | None:
    """The first position of the units that answer for the indikator."""
    jabatan = Jabatan.objects.filter(unit__in=pengukuran.indikator.pelaksana.all()).pada(timezone.localdate())
    return jabatan.order_by("unit__jalur", "urut", "pk").values_list("pk", flat=True).first()


class PantauanForm(forms.Form):
    """What was found of a tindak lanjut."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    triwulan = forms.TypedChoiceField(label="Dipantau pada", coerce=int, choices=())
    status = forms.ChoiceField(label="Keadaan", choices=StatusTindakLanjut, widget=forms.RadioSelect)
    catatan = forms.CharField(
        label="Yang sudah dikerjakan",
        max_length=PANJANG,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tulis apa yang sudah dikerjakan, atau mengapa belum."},
    )

    def __init__(self, *args: Any, rencana: TindakLanjut, kini: int, **kwargs: Any) -> None:
        awal = {"versi": rencana.versi, "triwulan": max(kini, rencana.triwulan), "status": rencana.status}
        super().__init__(*args, **({"initial": awal} | kwargs))
        pilihan = [(t, Triwulan(t).label) for t in range(rencana.triwulan, 5)]
        self.fields["triwulan"].choices = pilihan  # type: ignore[attr-defined]
        self.helper = pembantu()
        self.helper.layout = Layout("versi", "status", "triwulan", "catatan")

    @property
    def isian(self) -> IsianPantauan:
        data = self.cleaned_data
        return IsianPantauan(data["triwulan"], data["status"], data["catatan"])


class SaringForm(forms.Form):
    """The filter of the year's tindak lanjut."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), required=False, empty_label="Semua unit")
    status = forms.ChoiceField(
        choices=[
            ("", "Semua keadaan"),
            ("terbuka", "Belum selesai"),
            ("lewat", "Lewat tenggat"),
            *StatusTindakLanjut.choices,
        ],
        required=False,
    )

    def __init__(self, *args: Any, satker: Satker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(satker=satker)  # type: ignore[attr-defined]
        for nama, label in (("unit", "Unit"), ("status", "Keadaan")):
            self.fields[nama].widget.attrs |= {"class": "form-select form-select-sm", "aria-label": label}
