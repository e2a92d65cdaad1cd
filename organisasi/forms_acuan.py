"""Forms of master data: the years in which a row holds, for whom, and the deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from sakip.sunting import SuntinganForm

from .models import Satker, Tenggat

MASA = ("berlaku_mulai", "berlaku_sampai")
UMUM = "umum"


def isian_tahun() -> forms.TextInput:
    return forms.TextInput({"inputmode": "numeric", "maxlength": 4, "autocomplete": "off", "size": 6})


class AcuanForm(SuntinganForm):
    """A row of master data. `pemilik`: for whom a new row may be made (None: all satker), the narrowest first.

    A new row gets its code from its name; codes do not change, because files that are read in refer to them.
    """

    def __init__(self, *args: Any, pemilik: Iterable[Satker | None] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pemilik = list(pemilik)
        self.bersatker = any(f.name == "satker" for f in self._meta.model._meta.fields)
        self._siapkan_pemilik()
        for nama in MASA:
            self.fields[nama].widget = isian_tahun()
        self.fields["berlaku_mulai"].help_text = "Misalnya 2025. Kosongkan bila berlaku sejak semula."
        self.fields["berlaku_sampai"].help_text = "Tahun terakhir. Kosongkan bila masih berlaku."
        for bidang in self.fields.values():
            if isinstance(bidang, forms.TypedChoiceField):
                bidang.choices = [(kunci, label if kunci != "" else "Pilih") for kunci, label in bidang.choices]  # type: ignore[misc, union-attr]
        self.helper.layout = self.susunan()

    def susunan(self) -> Layout:
        isi = [nama for nama in self.fields if nama not in {*MASA, "pemilik"}]
        return Layout(*self._letak_pemilik(), *isi, Row(*(Column(nama) for nama in MASA)))

    def _letak_pemilik(self) -> list[str]:
        return ["pemilik"] if "pemilik" in self.fields else []

    def _siapkan_pemilik(self) -> None:
        """A choice only where there is one."""
        if self.instance.pk or not self.bersatker or not self.pemilik:
            return
        self.instance.satker = self.pemilik[0]
        if len(self.pemilik) > 1:
            self.fields["pemilik"] = forms.ChoiceField(
                label="Berlaku untuk",
                choices=[
                    (str(s.pk), f"{s} dan satker di bawahnya") if s else (UMUM, "Semua satker") for s in self.pemilik
                ],
                widget=forms.RadioSelect,
                initial=str(self.pemilik[0].pk) if self.pemilik[0] else UMUM,
            )

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        if terpilih := bersih.get("pemilik"):
            self.instance.satker = next(s for s in self.pemilik if (str(s.pk) if s else UMUM) == terpilih)
        self._periksa_nama(bersih)
        return bersih

    def _periksa_nama(self, bersih: dict[str, Any]) -> None:
        """Two rows of the same name in the same year could not be told apart in a list of choices."""
        if not bersih.get("nama"):
            return
        model = self._meta.model
        senama = model._default_manager.filter(nama__iexact=bersih["nama"]).exclude(pk=self.instance.pk)
        for lain in senama:
            if _beririsan(lain, bersih.get("berlaku_mulai"), bersih.get("berlaku_sampai")):
                jenis = model._meta.verbose_name
                self.add_error("nama", f"Sudah ada {jenis} “{lain.nama}” yang berlaku {lain.masa}. Pakai nama lain.")

    def _get_validation_exclusions(self) -> set[str]:
        """Rules that ask for the satker are checked here too: it is set before they are."""
        return super()._get_validation_exclusions() - {"satker"}  # type: ignore[misc]

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk and hasattr(self.instance, "kode"):
            self.instance.kode = kode_baru(type(self.instance), self.instance.nama)
        return super().save(commit)


def _beririsan(lain: Any, mulai: int | None, sampai: int | None) -> bool:
    return (lain.berlaku_mulai or 0) <= (sampai or 9999) and (mulai or 0) <= (lain.berlaku_sampai or 9999)


def kode_baru(model: Any, nama: str) -> str:
    """A code that no row has yet: "nilai-akip", "nilai-akip-2"."""
    dasar = slugify(nama)[:40] or "acuan"
    terpakai = set(model._default_manager.filter(kode__startswith=dasar).values_list("kode", flat=True))
    calon = (dasar if n == 1 else f"{dasar}-{n}" for n in range(1, len(terpakai) + 2))
    return next(kode for kode in calon if kode not in terpakai)


class TenggatForm(AcuanForm):
    class Meta:
        model = Tenggat
        fields = ("jenis", "hari", "bulan", "tahun_geser", "dasar", "berlaku_mulai", "berlaku_sampai")
        labels = {"hari": "Tanggal", "tahun_geser": "Tahun", "jenis": "Yang ditenggat"}
        help_texts = {
            "tahun_geser": "Dihitung dari tahun kinerjanya.",
            "dasar": "Misalnya nomor peraturan atau surat edaran yang menetapkannya.",
        }
        widgets = {"hari": forms.TextInput({"inputmode": "numeric", "maxlength": 2, "autocomplete": "off"})}

    def susunan(self) -> Layout:
        hari = Row(Column("hari"), Column("bulan"), Column("tahun_geser"))
        return Layout(*self._letak_pemilik(), "jenis", hari, "dasar", Row(*(Column(nama) for nama in MASA)))


class AkhiriForm(SuntinganForm):
    """The last year of a row; made for a model with `modelform_factory`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tahun = self.fields["berlaku_sampai"]
        tahun.required = True
        tahun.label = "Tahun terakhir berlaku"
        tahun.widget = isian_tahun()
        tahun.error_messages["required"] = "Tulis tahun terakhir berlakunya."

    def clean_berlaku_sampai(self) -> int:
        sampai: int = self.cleaned_data["berlaku_sampai"]
        mulai = self.instance.berlaku_mulai
        if mulai and sampai < mulai:
            raise ValidationError(f"Berlaku mulai {mulai}, jadi tahun terakhirnya tidak boleh sebelum itu.")
        return sampai
