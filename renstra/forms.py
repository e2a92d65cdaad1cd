"""Forms of the Renstra. They read and judge what was typed; status and legal dates are set by the services."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from sakip.angka import GalatAngka, format_tanggal
from sakip.formulir import TanggalField, pembantu

from .enums import JenisSatuan
from .models import Indikator, Satuan, TargetTahunan
from .services import IsianTarget


class NilaiField(forms.Field):
    """A value read by a satuan; "" and "-" mean none."""

    def __init__(self, *, satuan: Satuan, label: str, **kwargs: Any) -> None:
        super().__init__(required=False, label=label, **kwargs)
        self.satuan = satuan
        self.widget.attrs |= {"autocomplete": "off", "inputmode": "decimal"}
        if satuan.jenis == JenisSatuan.ORDINAL:
            self.widget.attrs |= {"inputmode": "text", "class": "masukan-angka"}

    def to_python(self, value: Any) -> Decimal | None:
        teks = "" if value is None else str(value)
        try:
            nilai = self.satuan.baca(teks)
        except GalatAngka as galat:
            raise ValidationError(self._kalimat(str(galat), teks)) from galat
        if nilai is not None and self.satuan.jenis != JenisSatuan.ORDINAL:
            self._periksa_ukuran(nilai, teks)
        return nilai

    def _kalimat(self, galat: str, teks: str) -> str:
        """The reader's message in a sentence that names year and unit, as every message here does."""
        if "berupa angka" in galat:
            return f"{self.label} harus {self._sebutan()}. Yang diketik: “{_kutip(teks)}”."
        if galat.startswith("Harus "):
            return f"{self.label} harus {galat.removeprefix('Harus ')}"
        return f"{self.label}: {galat}"

    def _sebutan(self) -> str:
        contoh = "12" if self.satuan.jenis == JenisSatuan.CACAH else "77,5"
        return f"angka {kata_satuan(self.satuan)}, misalnya {contoh}"

    def _periksa_ukuran(self, nilai: Decimal, teks: str) -> None:
        if nilai < 0:
            raise ValidationError(f"{self.label} tidak boleh negatif. Yang diketik: “{_kutip(teks)}”.")
        if self.satuan.jenis == JenisSatuan.CACAH and nilai != nilai.to_integral_value():
            raise ValidationError(
                f"{self.label} harus bilangan bulat, karena satuannya {kata_satuan(self.satuan)}. "
                f"Yang diketik: “{_kutip(teks)}”."
            )


class TargetField(NilaiField):
    """The target of one year, read by the indikator's satuan."""

    def __init__(self, *, satuan: Satuan, tahun: int, **kwargs: Any) -> None:
        super().__init__(satuan=satuan, label=f"Target {tahun}", **kwargs)


def kata_satuan(satuan: Satuan) -> str:
    """The unit's name inside a sentence: "persen", "nilai", "indeks SPBE"."""
    return satuan.nama[:1].lower() + satuan.nama[1:]


def _kutip(teks: str) -> str:
    bersih = " ".join(teks.split())
    return bersih if len(bersih) <= 40 else f"{bersih[:40]}…"


_Nilai = dict[int, Decimal]


class TargetForm(forms.Form):
    """The yearly targets of one indikator.

    Beside each year travel, hidden, the version it rests on and the text that was shown: only a year that the person
    touched is saved, and a year that somebody else changed meanwhile is reported instead of overwritten.
    """

    def __init__(self, *args: Any, indikator: Indikator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.satuan = indikator.satuan
        self.tahun = tuple(indikator.sasaran.renstra.tahun_periode)
        self.bentrok: set[int] = set()
        tersimpan = {t.tahun: t for t in indikator.target_tahunan.all()}
        lain = {"Sebelum revisi": _target_lain(indikator.asal), "Renstra induk": _target_lain(indikator.acuan)}
        for tahun in self.tahun:
            self._tambah_tahun(tahun, tersimpan.get(tahun), lain)
        self.helper = pembantu()
        self.helper.form_class = "form-horizontal"
        self.helper.label_class = "col-sm-4"
        self.helper.field_class = "col-sm-8"
        self.helper.layout = Layout(*(self._baris(tahun) for tahun in self.tahun))

    def _tambah_tahun(self, tahun: int, target: TargetTahunan | None, lain: Mapping[str, _Nilai | None]) -> None:
        teks = self.satuan.cetak_isian(target.nilai) if target else ""
        bantuan = " ".join(f"{k}: {self.satuan.cetak(n.get(tahun))}." for k, n in lain.items() if n is not None)
        self.fields[f"target_{tahun}"] = TargetField(satuan=self.satuan, tahun=tahun, initial=teks, help_text=bantuan)
        self.fields[f"versi_{tahun}"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=target.versi if target else 0
        )
        self.fields[f"semula_{tahun}"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=teks)

    def _baris(self, tahun: int) -> Layout:
        nilai = f"target_{tahun}"
        if self.satuan.jenis != JenisSatuan.ORDINAL:
            nilai = AppendedText(nilai, kata_satuan(self.satuan))
        return Layout(nilai, Field(f"versi_{tahun}"), Field(f"semula_{tahun}"))

    def isian(self) -> dict[int, IsianTarget]:
        """The years that the person touched and that could be read, for `services.simpan_target`."""
        return {
            tahun: IsianTarget(self.cleaned_data[f"target_{tahun}"], self.cleaned_data[f"versi_{tahun}"] or 0)
            for tahun in self.tahun
            if self._disentuh(tahun) and f"target_{tahun}" in self.cleaned_data
        }

    def _disentuh(self, tahun: int) -> bool:
        return self._diketik(f"target_{tahun}") != self._diketik(f"semula_{tahun}")

    def _diketik(self, nama: str) -> str:
        return str(self.data.get(self.add_prefix(nama), "")).strip()

    def catat_konflik(self, tersimpan: Mapping[int, TargetTahunan | None]) -> None:
        """Show both values at the year's field; saving once more then is a choice, not an accident."""
        self.data = dict(self.data.items())
        self.bentrok |= set(tersimpan)
        for tahun, target in tersimpan.items():
            nilai = target.nilai if target else None
            self.data[self.add_prefix(f"versi_{tahun}")] = str(target.versi if target else 0)
            self.data[self.add_prefix(f"semula_{tahun}")] = self.satuan.cetak_isian(nilai)
            self.add_error(
                f"target_{tahun}",
                f"Target {tahun} baru saja diubah orang lain menjadi “{self.satuan.cetak(nilai)}”; isian Anda "
                f"“{self._diketik(f'target_{tahun}')}” belum disimpan. Simpan lagi untuk memakai isian Anda.",
            )


def _target_lain(indikator: Indikator | None) -> _Nilai | None:
    """The targets to compare with, by year; None without an indikator."""
    return {t.tahun: t.nilai for t in indikator.target_tahunan.all()} if indikator else None


class _FormulirPolos(forms.Form):
    """A form whose tag and buttons stand in the template."""

    @property
    def helper(self) -> FormHelper:
        return pembantu()


class RevisiForm(_FormulirPolos):
    alasan = forms.CharField(
        max_length=5_000,
        label="Alasan revisi",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang berubah dan mengapa; tercatat dalam riwayat Renstra.",
        error_messages={"required": "Tulis alasan revisi agar pembaca tahu mengapa Renstra berubah."},
    )


class KembalikanForm(_FormulirPolos):
    catatan = forms.CharField(
        max_length=5_000,
        label="Catatan perbaikan",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Penyusun membacanya di halaman Renstra.",
        error_messages={"required": "Tulis apa yang harus diperbaiki."},
    )


class AjukanForm(_FormulirPolos):
    """Nothing to fill in."""


class TetapkanForm(_FormulirPolos):
    nomor = forms.CharField(
        label="Nomor keputusan", max_length=200, error_messages={"required": "Nomor keputusan wajib diisi."}
    )
    tanggal = TanggalField(label="Tanggal keputusan", error_messages={"required": "Tanggal keputusan wajib diisi."})
    penandatangan = forms.CharField(label="Nama penandatangan", max_length=200, required=False)
    jabatan_penandatangan = forms.CharField(label="Jabatan penandatangan", max_length=300, required=False)

    def clean_tanggal(self) -> datetime.date:
        tanggal: datetime.date = self.cleaned_data["tanggal"]
        if tanggal > timezone.localdate():
            raise ValidationError(
                f"Tanggal keputusan tidak boleh setelah hari ini. Yang diketik: “{format_tanggal(tanggal)}”."
            )
        return tanggal
