"""Forms of units and positions. They read and judge what was typed; services do the acts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from sakip.angka import format_tanggal, rapikan
from sakip.formulir import TanggalField
from sakip.sunting import SuntinganForm

from . import services
from .models import Jabatan, Pengguna, Satker, Unit

#: Units and positions that are not dissolved.
BERDIRI = Q(berlaku_sampai__isnull=True)


def sebutkan(hal: Iterable[str], batas: int = 3) -> str:
    """The first few of a list in a sentence: "A; B; C; dan 4 lainnya"."""
    semua = list(hal)
    lebih = [f"dan {len(semua) - batas} lainnya"] if len(semua) > batas else []
    return "; ".join([*semua[:batas], *lebih])


# --- Units ---------------------------------------------------------------------------------------------------------


class UnitForm(SuntinganForm):
    """Name and kind of a unit; a new one says where it stands too."""

    induk = forms.ModelChoiceField(
        Unit.objects.none(), label="Di bawah unit", required=False, empty_label="Langsung di bawah satuan kerja"
    )

    class Meta:
        model = Unit
        fields = ["nama", "jenis", "induk"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"].queryset = unit_berdiri(self.instance.satker)  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["induk"]

    def clean_nama(self) -> str:
        nama = rapikan(self.cleaned_data["nama"])
        lain = Unit.objects.filter(satker=self.instance.satker_id, nama__iexact=nama).exclude(pk=self.instance.pk)
        if kembar := lain.first():
            raise ValidationError(
                f"Satker ini sudah mempunyai unit bernama “{kembar}”"
                + (f", bubar {format_tanggal(kembar.berlaku_sampai)}." if kembar.berlaku_sampai else ".")
            )
        return nama

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk:
            return super().save(commit)
        isi = self.cleaned_data
        return services.tambah_unit(
            satker=self.instance.satker, induk=isi["induk"], jenis=isi["jenis"], nama=isi["nama"]
        )


class PindahUnitForm(SuntinganForm):
    """Another unit above; what is below moves along."""

    induk = forms.ModelChoiceField(
        Unit.objects.none(), label="Pindah ke bawah unit", required=False, empty_label="Langsung di bawah satuan kerja"
    )

    class Meta:
        model = Unit
        fields = ["induk"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boleh = unit_berdiri(self.instance.satker).exclude(jalur__startswith=self.instance.jalur)
        self.fields["induk"].queryset = boleh  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Any:
        return services.pindahkan_unit(unit=self.instance, induk=self.cleaned_data["induk"], versi=self.versi_tersimpan)


class HariTerakhirForm(SuntinganForm):
    """The last day of a unit or a position; empty again: it goes on after all."""

    berlaku_sampai = TanggalField(label="Hari terakhir")

    #: The sentence around what must end first.
    halangan = ""

    class Meta:
        model: Any = Unit
        fields = ["berlaku_sampai"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.berlaku_sampai:
            self.fields["berlaku_sampai"].required = False
            self.fields["berlaku_sampai"].help_text = "Kosongkan bila ternyata tetap ada."

    def clean_berlaku_sampai(self) -> datetime.date | None:
        terakhir: datetime.date | None = self.cleaned_data["berlaku_sampai"]
        if terakhir and (hal := self.yang_menghalangi(terakhir)):
            raise ValidationError(self.halangan.format(hari=format_tanggal(terakhir), hal=sebutkan(hal)))
        if terakhir is None:
            self.periksa_hidup_lagi()
        return terakhir

    def yang_menghalangi(self, terakhir: datetime.date) -> list[str]:
        raise NotImplementedError

    def periksa_hidup_lagi(self) -> None:
        """May it go on? What it belongs to must."""


class BubarkanForm(HariTerakhirForm):
    halangan = "Setelah {hari} masih ada: {hal}. Akhiri atau pindahkan lebih dahulu."

    class Meta(HariTerakhirForm.Meta):
        model = Unit

    def yang_menghalangi(self, terakhir: datetime.date) -> list[str]:
        return services.halangan_bubar(self.instance, terakhir)

    def periksa_hidup_lagi(self) -> None:
        induk = self.instance.induk
        if induk and induk.berlaku_sampai:
            raise ValidationError(f"Unit induknya, {induk}, sudah bubar. Pindahkan unit ini lebih dahulu.")


class AkhiriJabatanForm(HariTerakhirForm):
    halangan = "Setelah {hari} masih ada: {hal}. Akhiri penugasannya, atau ganti atasan jabatan itu, lebih dahulu."

    class Meta(HariTerakhirForm.Meta):
        model = Jabatan

    def yang_menghalangi(self, terakhir: datetime.date) -> list[str]:
        return services.halangan_akhiri(self.instance, terakhir)

    def periksa_hidup_lagi(self) -> None:
        if self.instance.unit.berlaku_sampai:
            raise ValidationError(f"Unitnya, {self.instance.unit}, sudah bubar.")


def unit_berdiri(satker: Satker) -> QuerySet[Unit]:
    return Unit.objects.filter(BERDIRI, satker=satker).order_by("jalur")


# --- Positions -----------------------------------------------------------------------------------------------------


class JabatanForm(SuntinganForm):
    class Meta:
        model = Jabatan
        fields = ["nama", "jenis", "unit", "atasan"]
        help_texts = {
            "nama": "Lengkap seperti tercetak pada perjanjian kinerja, tanpa “Plt.”.",
            "jenis": "Menentukan hak pejabatnya: Kepala bagian dan Kepala sub bagian mengisi untuk unitnya.",
            "atasan": "Pihak kedua pada perjanjian kinerjanya; kosong bagi pimpinan tertinggi.",
        }

    def __init__(self, *args: Any, satker: Satker, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kini, self.pengguna = self.instance, pengguna
        unit = Unit.objects.filter(BERDIRI | Q(pk=kini.unit_id), satker=satker).order_by("jalur")
        self.fields["unit"].queryset = unit  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = "Pilih unit"  # type: ignore[attr-defined]
        atasan = Jabatan.objects.filter(BERDIRI | Q(pk=kini.atasan_id), unit__satker=satker).exclude(pk=kini.pk)
        self.fields["atasan"].queryset = atasan.order_by("urut", "pk")  # type: ignore[attr-defined]
        self.fields["atasan"].empty_label = "Tidak ada (pimpinan tertinggi)"  # type: ignore[attr-defined]

    def clean_nama(self) -> str:
        return rapikan(self.cleaned_data["nama"])

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk:
            self.instance.urut = services.urut_jabatan_berikut(self.instance.unit)
        return super().save(commit)

    def clean(self) -> dict[str, Any]:
        """Kind and unit say what the holder may do, and where."""
        isi = super().clean()
        berubah = [n for n in ("jenis", "unit") if n in self.changed_data]
        if berubah and self.instance.pk and services.pemangku_kini_atau_kelak(self.instance, self.pengguna.pejabat_id):
            self.add_error(berubah[0], services.DIRI_SENDIRI)
        return isi
