"""Forms of the allocation and of the choice of the rule of efficiency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from renstra.models import Sasaran
from sakip.formulir import AngkaField
from sakip.sunting import SuntinganForm

from .alokasi import Tujuan, cari_tujuan, ubah_alokasi
from .models import AlokasiAnggaran, PilihanEfisiensi
from .perhitungan import aturan_berlaku

PilihanTujuan = Sequence[tuple[Sasaran, list[Tujuan]]]
PANJANG_LABEL = 90
TIGA_DESIMAL = re.compile(r"\d+[.,]\d{3,}\s*%?")
DESIMAL_LEBIH = "Porsi paling banyak dua desimal, misalnya 33,33."
PORSI_SALAH = "Porsi harus lebih dari 0 dan paling banyak 100 persen."


def _kelompok(semua: PilihanTujuan) -> Iterable[tuple[str, Any]]:
    """Each sasaran with its indikator below it, for a drop-down."""
    for sasaran, isi in semua:
        yield (
            f"{sasaran.get_jenis_display()} {sasaran.kode}",
            [(t.kunci, f"{t.kode} {_pendek(t.uraian)}") for t in isi],
        )


def _pendek(teks: str) -> str:
    return teks if len(teks) <= PANJANG_LABEL else f"{teks[: PANJANG_LABEL - 1].rstrip()}…"


class TujuanField(forms.ChoiceField):
    """A sasaran or an indikator of the Renstra in force."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Sasaran atau indikator",
            error_messages={
                "required": "Pilih sasaran atau indikator.",
                "invalid_choice": "Pilih sasaran atau indikator dari daftar.",
            },
            **kwargs,
        )

    def isi(self, semua: PilihanTujuan) -> None:
        self.choices = [("", "Pilih sasaran atau indikator"), *_kelompok(semua)]


class PorsiField(AngkaField):
    """Percent of a code, above 0 and up to 100, with two decimals at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Porsi (%)",
            max_digits=5,
            decimal_places=2,
            validators=[
                MinValueValidator(Decimal("0.01"), PORSI_SALAH),
                MaxValueValidator(Decimal(100), PORSI_SALAH),
            ],
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and TIGA_DESIMAL.fullmatch(value.strip()):
            raise forms.ValidationError(DESIMAL_LEBIH)  # a share is never thousands: one reading is enough
        return super().to_python(value)


class AlokasikanForm(forms.Form):
    """Several codes to one sasaran or indikator; an empty share takes what each code has free."""

    kode = forms.MultipleChoiceField(
        label="Pos",
        error_messages={
            "required": "Pilih sedikitnya satu pos pada tabel.",
            "invalid_choice": "Pos %(value)s tidak dapat dialokasikan lagi. Muat ulang halaman, lalu pilih lagi.",
        },
    )
    tujuan = TujuanField()
    porsi = PorsiField(required=False)
    catatan = forms.CharField(label="Catatan", max_length=300, required=False)

    def __init__(self, *args: Any, kode: Iterable[str], tujuan: PilihanTujuan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.semua_tujuan = tujuan
        kode_field: Any = self.fields["kode"]
        kode_field.choices = [(k, k) for k in kode]
        tujuan_field: Any = self.fields["tujuan"]
        tujuan_field.isi(tujuan)
        for nama in ("tujuan", "porsi", "catatan"):
            kelas = "form-select" if nama == "tujuan" else "form-control"
            self.fields[nama].widget.attrs["class"] = kelas

    @property
    def tujuan_terpilih(self) -> Tujuan:
        hasil = cari_tujuan(self.semua_tujuan, self.cleaned_data["tujuan"])
        assert hasil is not None  # a valid choice
        return hasil


class UbahAlokasiForm(SuntinganForm):
    """One allocation: its share, what it serves, a note."""

    tujuan = TujuanField()
    porsi = PorsiField()

    class Meta:
        model = AlokasiAnggaran
        fields = ["porsi", "catatan"]

    field_order = ("tujuan", "porsi", "catatan")

    def __init__(self, *args: Any, tujuan: PilihanTujuan, kini: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"tujuan": kini}
        super().__init__(*args, **kwargs)
        self.semua_tujuan = tujuan
        field: Any = self.fields["tujuan"]
        field.isi(tujuan)

    def save(self, commit: bool = True) -> AlokasiAnggaran:
        """Raises AlokasiDitolak, VersiBerubah."""
        isi = self.cleaned_data
        tujuan = cari_tujuan(self.semua_tujuan, isi["tujuan"])
        assert tujuan is not None  # a valid choice
        return ubah_alokasi(
            alokasi=self.instance,
            versi=self.versi_tersimpan,
            tujuan=tujuan,
            porsi=isi["porsi"],
            catatan=isi["catatan"],
        )


class PilihanEfisiensiForm(SuntinganForm):
    """By which rule the satker tells its efficiency from this year on, and why."""

    class Meta:
        model = PilihanEfisiensi
        fields = ["aturan", "alasan"]
        widgets = {"aturan": forms.RadioSelect, "alasan": forms.Textarea({"rows": 2})}
        error_messages = {"aturan": {"required": "Pilih aturan efisiensi."}}

    def __init__(self, *args: Any, tahun: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aturan: Any = self.fields["aturan"]
        aturan.choices = [(a.kode.value, a.nama) for a in aturan_berlaku(tahun)]
        alasan = self.fields["alasan"]
        alasan.required = True
        alasan.error_messages["required"] = "Tulis alasannya agar pembaca tahu mengapa aturan ini dipakai."
        alasan.help_text = "Misalnya “Mengikuti pedoman LKjIP tahun 2024”."
