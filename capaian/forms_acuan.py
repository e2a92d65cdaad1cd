"""The bands of a capaian scale, edited as one set."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organisasi.forms_acuan import isian_tahun
from organisasi.models import Satker
from sakip.angka import format_desimal, parse_desimal
from sakip.barisan import BarisanFormSet, BarisForm, buat_barisan
from sakip.formulir import AngkaField, pembantu

from .models import KategoriCapaian
from .perhitungan import kategori
from .skala import Skala

ISI = ("kode", "predikat", "batas_bawah", "rentang", "interpretasi")
UMUM = "umum"


class PitaForm(BarisForm):
    kode = forms.CharField(label="Kategori", max_length=20, widget=forms.TextInput({"autocomplete": "off", "size": 5}))
    predikat = forms.CharField(label="Predikat", max_length=60)
    batas_bawah = AngkaField(
        label="Lebih dari (%)",
        max_digits=6,
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "decimal", "size": 7}),
    )
    rentang = forms.CharField(label="Rentang tercetak", max_length=40, required=False)
    interpretasi = forms.CharField(
        label="Interpretasi", max_length=2_000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean_kode(self) -> str:
        return str(self.cleaned_data["kode"]).strip()


class BarisanPita(BarisanFormSet):
    """From the highest band to the lowest, which takes the rest; a printed report keeps its bands."""

    kunci = "kode"

    def __init__(self, data: Any, skala: Skala | None, *, contoh: Skala | None = None) -> None:
        """`contoh`: the scale whose bands a new one begins with."""
        self.skala = skala
        sumber = skala or (contoh if data is None else None)
        pita = sumber.pita if sumber else []
        super().__init__(data, tersimpan=[{n: getattr(p, n) for n in ISI} for p in pita])

    def _periksa_bentrok(self) -> None:
        """A new scale begins as a copy of another; it has nothing stored that somebody could have changed."""
        if self.skala is not None:
            super()._periksa_bentrok()

    def periksa(self, baris: list[Any]) -> None:
        if len(baris) < 2:
            raise ValidationError("Skala harus mempunyai sedikitnya dua kategori.")
        self._periksa_batas(baris)
        if not self.bergalat:
            self._periksa_rentang(baris)
            self._periksa_laporan()

    def _periksa_batas(self, baris: list[Any]) -> None:
        """Strictly falling; the lowest has none of its own, so that no capaian is left without a band."""
        *atas, bawah = baris
        for form in atas:
            if form.cleaned_data["batas_bawah"] is None:
                form.add_error("batas_bawah", "Isi batasnya; hanya kategori terbawah yang mengambil sisanya.")
        if bawah.cleaned_data["batas_bawah"]:
            pesan = "Kategori terbawah mengambil semua sisanya: kosongkan batasnya atau tulis 0."
            bawah.add_error("batas_bawah", pesan)
        if self.bergalat:
            return
        bawah.cleaned_data["batas_bawah"] = Decimal(0)
        urut = [(f, f.cleaned_data["kode"], f.cleaned_data["batas_bawah"]) for f in baris]
        for (_, kode, tinggi), (form, _, rendah) in pairwise(urut):
            if rendah >= tinggi:
                form.add_error("batas_bawah", f"Harus di bawah {format_desimal(tinggi)}, batas {kode} di atasnya.")

    def _periksa_rentang(self, baris: list[Any]) -> None:
        """The printed words follow the limits: written where they are left out, refused where they say otherwise."""
        atas: Decimal | None = None
        for form in baris:
            isi, terbawah = form.cleaned_data, form is baris[-1]
            bawah, usulan = isi["batas_bawah"], rentang(isi["batas_bawah"], atas, terbawah=terbawah)
            if not isi["rentang"]:
                isi["rentang"] = usulan
            elif not _cocok(isi["rentang"], bawah, atas, terbawah=terbawah):
                form.add_error(
                    "rentang", f"Tidak cocok dengan batasnya. Tulis “{usulan}”, atau kosongkan agar ditulis sendiri."
                )
            atas = bawah

    def _periksa_laporan(self) -> None:
        if self.bergalat or not (self.skala and self.skala.final):
            return
        batas = [(i["kode"], i["batas_bawah"]) for i in self.isian]
        if batas != [(p.kode, p.batas_bawah) for p in self.skala.pita]:
            tahun = ", ".join(str(t) for t in sorted({t for _, t in self.skala.final}))
            raise ValidationError(
                f"Skala ini tercetak pada {len(self.skala.final)} LKjIP final (tahun {tahun}), jadi kategori dan "
                "batasnya tidak dapat diubah. Buat skala baru yang mulai tahun berikutnya."
            )

    def contoh(self, teks: str) -> str:
        """ "79,5 → BB Sangat Baik", by the bands as they are typed; what is wrong in words."""
        try:
            nilai = parse_desimal(teks)
        except ValueError as galat:
            return str(galat)
        if self.is_bound and not self.is_valid() and not self.bentrok:
            return "Perbaiki isian kategori dahulu."
        hasil = kategori(nilai, [KategoriCapaian(**i) for i in (self.isian if self.is_bound else self.tersimpan)])
        return f"{format_desimal(nilai)} → {hasil.kode} {hasil.predikat}" if hasil else "Belum ada kategori."


def rentang(bawah: Decimal, atas: Decimal | None, *, terbawah: bool) -> str:
    """The limits as they are printed: ">90", ">80 s.d 90", "0 – 30"."""
    if terbawah:
        return f"0 – {format_desimal(atas)}" if atas is not None else "semua"
    return f">{format_desimal(bawah)}" + (f" s.d {format_desimal(atas)}" if atas is not None else "")


def _cocok(teks: str, bawah: Decimal, atas: Decimal | None, *, terbawah: bool) -> bool:
    """Whether the figures in the words are the limits; the highest band may name an end (100)."""
    angka = [Decimal(a.replace(",", ".")) for a in re.findall(r"\d+(?:,\d+)?", teks)]
    if not angka or len(angka) > 2:
        return False
    cocok_bawah = terbawah or angka[0] == bawah
    return cocok_bawah and (atas is None or angka[-1] == atas)


PitaFormSet = buat_barisan(PitaForm, BarisanPita, kosong=2)


class SkalaBaruForm(forms.Form):
    """For whom and from which year a new scale holds."""

    pemilik = forms.ChoiceField(label="Berlaku untuk", widget=forms.RadioSelect)
    berlaku_mulai = forms.IntegerField(
        label="Berlaku mulai tahun",
        min_value=2000,
        max_value=2099,
        widget=isian_tahun(),
        help_text="Skala yang lama tetap berlaku untuk tahun-tahun sebelumnya.",
        error_messages={"required": "Tulis tahun mulai berlakunya."},
    )

    def __init__(self, *args: Any, pemilik: list[Satker | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calon = {(s.kode if s else UMUM): s for s in pemilik}
        pilihan = [(k, f"{s} dan satker di bawahnya" if s else "Semua satker") for k, s in self.calon.items()]
        self.fields["pemilik"].choices = pilihan  # type: ignore[attr-defined]
        self.fields["pemilik"].initial = pilihan[0][0]
        self.helper = pembantu()

    @property
    def satker(self) -> Satker | None:
        return self.calon[self.cleaned_data["pemilik"]]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        if {"pemilik", "berlaku_mulai"} <= bersih.keys():
            ada = KategoriCapaian.objects.filter(satker=self.satker, berlaku_mulai=bersih["berlaku_mulai"])
            if ada.exists():
                self.add_error(
                    "berlaku_mulai",
                    f"Sudah ada skala yang mulai tahun {bersih['berlaku_mulai']}. Ubah yang itu atau pilih tahun lain.",
                )
        return bersih
