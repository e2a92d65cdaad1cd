"""The sheet of a draft: all its rows as one form. Sasaran with their indikator, and the budget rows.

Rows are plain forms in formsets whose numbers come from the browser, so rows can be added without saving and without
JavaScript. What was typed is never thrown away: not by a wrong input, not by an added row, not by a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict

from anggaran.rekap import BarisPos
from renstra.forms import TargetField
from renstra.models import Satuan
from sakip.angka import GalatAngka, format_isian, format_rupiah, parse_rupiah
from sakip.formulir import pembantu

from .dipa import menurut_kode, rekap_berlaku
from .hubungan import OTOMATIS, TIDAK, PilihanIndikator, pilihan_indikator
from .models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja, SasaranPerjanjian
from .suntingan import Bentrok, IsianAnggaran, IsianIndikator, IsianSasaran, sidik

BARIS_MAKS = 200  # rows of one formset
LEMBAR_MAKS = 500  # rows of all formsets together: bounds the work done for hostile input
ID_MAKS = 2**63 - 1
URAIAN_MAKS = 2_000  # letters; the longest printed one has 250


class BarisForm(forms.Form):
    """A row that may be new, untouched, changed, or ticked for removal. `ISI` are the fields that a person types."""

    ISI: tuple[str, ...] = ("uraian",)
    TEKS: tuple[str, ...] = ("uraian",)  # without what is filled in beforehand

    id = forms.IntegerField(required=False, max_value=ID_MAKS, widget=forms.HiddenInput)
    versi = forms.IntegerField(required=False, max_value=ID_MAKS, widget=forms.HiddenInput)
    semula = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        satuan: dict[int, Satuan],
        satuan_baris: dict[int, int],
        tahun: int,
        pilihan: PilihanIndikator,
        pos: Mapping[str, BarisPos],
        **kwargs: Any,
    ) -> None:
        self.daftar_satuan, self.satuan_baris, self.tahun, self.pilihan = satuan, satuan_baris, tahun, pilihan
        self.pos = pos
        super().__init__(*args, **kwargs)
        self.helper = pembantu()
        self.helper.form_show_labels = False
        self.helper.field_template = "perjanjian/_sel.html"
        if self.initial.get("fokus"):
            self.fields[self.ISI[0]].widget.attrs["autofocus"] = True

    @property
    def kosong(self) -> bool:
        """A new row in which nothing was typed."""
        return not self._mentah("id") and not any(self._mentah(nama) for nama in self.TEKS)

    def _mentah(self, nama: str) -> str:
        return str(self.data.get(self.add_prefix(nama)) or "").strip()

    def has_changed(self) -> bool:
        return not self.kosong

    @property
    def disimpan(self) -> bool:
        """Whether the row says anything to the database: a new row that is blank or ticked away does not."""
        return not self.kosong and not (self.hapus and not self._mentah("id"))

    @property
    def hapus(self) -> bool:
        return bool(self._mentah("DELETE"))

    @property
    def disentuh(self) -> bool:
        return self._mentah("semula") != sidik(*(self._mentah(nama) for nama in self.ISI))

    def clean_uraian(self) -> str:
        return " ".join(self.cleaned_data["uraian"].split())


def _kotak(label: str, *, baris: int = 2, **attrs: Any) -> forms.Textarea:
    return forms.Textarea({"rows": baris, "aria-label": label, **attrs})


class SasaranForm(BarisForm):
    uraian = forms.CharField(
        label="Sasaran",
        max_length=URAIAN_MAKS,
        widget=_kotak("Sasaran"),
        error_messages={"required": "Sasaran harus diisi."},
    )


class IndikatorForm(BarisForm):
    ISI = ("uraian", "satuan", "target", "indikator")
    TEKS = ("uraian", "target", "indikator")

    uraian = forms.CharField(
        label="Indikator",
        max_length=URAIAN_MAKS,
        widget=_kotak("Indikator"),
        error_messages={"required": "Indikator harus diisi."},
    )
    satuan = forms.TypedChoiceField(label="Satuan", coerce=int, widget=forms.Select({"aria-label": "Satuan"}))
    target = forms.CharField(
        label="Target",
        required=False,
        max_length=100,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "aria-label": "Target"}),
    )

    indikator = forms.ChoiceField(
        label="Indikator Renstra",
        required=False,
        error_messages={"invalid_choice": "Indikator ini tidak ada dalam Renstra yang berlaku. Pilih yang lain."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indikator"].choices = self.pilihan.untuk_formulir()  # type: ignore[attr-defined]
        bidang = self.fields["satuan"]
        bidang.choices = self._pilihan_satuan()  # type: ignore[attr-defined]
        bidang.error_messages["required"] = "Satuan harus dipilih."
        bidang.error_messages["invalid_choice"] = f"Satuan ini tidak berlaku untuk tahun {self.tahun}. Pilih yang lain."

    def _pilihan_satuan(self) -> list[tuple[int, str]]:
        """The units of the year, and the one that the stored row already uses."""
        kunci = str(self._mentah("id") if self.is_bound else self.initial.get("id") or "")
        terpakai = self.satuan_baris.get(int(kunci)) if kunci.isdecimal() else None
        return [(pk, s.nama) for pk, s in self.daftar_satuan.items() if s.berlaku_pada(self.tahun) or pk == terpakai]

    def clean(self) -> dict[str, Any]:
        """The target is read by the unit chosen in the same row; the link is proposed by the words."""
        data = super().clean() or self.cleaned_data
        satuan = self.daftar_satuan.get(data.get("satuan") or 0)
        if satuan is not None and "target" in data:
            try:
                data["nilai"] = TargetField(satuan=satuan, tahun=self.tahun).clean(data["target"])
            except forms.ValidationError as galat:
                self.add_error("target", galat)
        if data.get("indikator") == OTOMATIS:
            data["indikator"] = str(self.pilihan.usulan(data.get("uraian", "")) or TIDAK)
        return data


class AnggaranForm(BarisForm):
    ISI = TEKS = ("kode", "uraian", "nilai")

    kode = forms.CharField(
        label="Kode",
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "aria-label": "Kode", "list": "kode-dipa"}),
    )
    uraian = forms.CharField(
        label="Uraian", max_length=400, required=False, widget=_kotak("Kegiatan atau rincian output")
    )
    nilai = forms.CharField(
        label="Anggaran",
        required=False,
        max_length=60,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "aria-label": "Anggaran dalam rupiah"}),
    )

    def clean_nilai(self) -> Decimal | None:
        teks = self.cleaned_data["nilai"]
        if teks in {"", "-", "–"}:
            return None
        try:
            nilai = parse_rupiah(teks)
        except GalatAngka as galat:
            raise forms.ValidationError(str(galat)) from galat
        if nilai < 0:
            raise forms.ValidationError("Anggaran tidak boleh negatif.")
        return nilai

    def clean(self) -> dict[str, Any]:
        """A code of the DIPA brings its words and its pagu where none were typed."""
        data = super().clean() or self.cleaned_data
        pos = self.pos.get(data.get("kode", "").strip())
        data["pos"] = pos.pos.pk if pos else None
        if pos is not None:
            data["uraian"] = data.get("uraian") or pos.uraian
            data["nilai"] = pos.pagu if data.get("nilai") is None and "nilai" not in self.errors else data.get("nilai")
        if not data.get("uraian"):
            self.add_error("uraian", "Uraian anggaran harus diisi.")
        return data


class _BarisFormSet(BaseFormSet):
    """Every row may be blank: the number of rows comes from the browser, stored ones are known by their id."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()


_OPSI: dict[str, Any] = {
    "formset": _BarisFormSet,
    "extra": 0,
    "can_delete": True,
    "max_num": BARIS_MAKS,
    "absolute_max": BARIS_MAKS,
}
SasaranFormSet = formset_factory(SasaranForm, **_OPSI)
IndikatorFormSet = formset_factory(IndikatorForm, **_OPSI)
AnggaranFormSet = formset_factory(AnggaranForm, **_OPSI)


class LembarTerlaluBesar(BadRequest):
    """More rows than any paper has: not typed by a person, answered with 400."""


def _banyak_baris(data: QueryDict) -> int:
    """How many rows the browser says it sends, in all formsets together."""
    jumlah = [str(data.get(nama)) for nama in data if nama.endswith("-TOTAL_FORMS")]
    return sum(min(int(n), LEMBAR_MAKS + 1) for n in jumlah if n.isdecimal() and len(n) < 10)


class Lembar:
    """All rows of one draft. `data`: what came from the browser; `tambah`: the group that gets a blank row more."""

    def __init__(self, perjanjian: PerjanjianKinerja, data: QueryDict | None = None, *, tambah: str = "") -> None:
        self.perjanjian = perjanjian
        self.satuan = {s.pk: s for s in Satuan.objects.lengkap()}
        self.pilihan = pilihan_indikator(perjanjian)
        self.pos = menurut_kode(rekap_berlaku(perjanjian.satker_id, perjanjian.tahun))
        self.data = data.copy() if data is not None else None
        self.tambah = tambah
        if self.data is not None and _banyak_baris(self.data) > LEMBAR_MAKS:
            raise LembarTerlaluBesar
        self._satuan_baris = self._satuan_tersimpan()
        self.sasaran = self._formset(SasaranFormSet, "sasaran", self._awal_sasaran())
        self.indikator = [
            self._formset(IndikatorFormSet, f"indikator-{n}", self._awal_indikator(n)) for n in range(len(self.sasaran))
        ]
        self.anggaran = self._formset(AnggaranFormSet, "anggaran", self._awal_anggaran())

    # What the forms begin with: the stored rows, or (when a row is only added) what was typed so far.

    def _formset(self, kelas: Any, prefix: str, awal: list[dict[str, Any]]) -> Any:
        kwargs = {
            "satuan": self.satuan,
            "satuan_baris": self._satuan_baris,
            "tahun": self.perjanjian.tahun,
            "pilihan": self.pilihan,
            "pos": self.pos,
        }
        if self.data is not None and not self.tambah:
            return kelas(self.data, prefix=prefix, form_kwargs=kwargs)
        if self.data is not None:
            awal = self._terketik(kelas.form, prefix)
        if self.tambah == prefix or (prefix.startswith("indikator-") and not awal):
            awal = [*awal, {"satuan": self._satuan_bawaan(), "fokus": self.tambah == prefix}]
        return kelas(initial=awal, prefix=prefix, form_kwargs=kwargs)

    def _terketik(self, form: type[BarisForm], prefix: str) -> list[dict[str, Any]]:
        assert self.data is not None
        try:
            banyak = min(int(self.data.get(f"{prefix}-TOTAL_FORMS", 0)), BARIS_MAKS)
        except ValueError:
            banyak = 0
        nama = [*form.base_fields, "DELETE"]
        return [{n: self.data.get(f"{prefix}-{i}-{n}", "") for n in nama} for i in range(banyak)]

    def _satuan_bawaan(self) -> int | None:
        berlaku = {pk: s.kode for pk, s in self.satuan.items() if s.berlaku_pada(self.perjanjian.tahun)}
        return next((pk for pk, kode in berlaku.items() if kode == "persen"), next(iter(berlaku), None))

    def _tersimpan(self) -> list[SasaranPerjanjian]:
        if not hasattr(self, "_baris"):
            self._baris = list(self.perjanjian.sasaran.prefetch_related("indikator")) if self.data is None else []
        return self._baris

    def _satuan_tersimpan(self) -> dict[int, int]:
        """The unit that each stored row uses, by the row."""
        if self.data is None:
            return {i.pk: i.satuan_id for s in self._tersimpan() for i in s.indikator.all()}
        baris = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=self.perjanjian)
        return dict(baris.values_list("pk", "satuan"))

    def _awal_sasaran(self) -> list[dict[str, Any]]:
        return [{"id": s.pk, "uraian": s.uraian, "semula": sidik(s.uraian)} for s in self._tersimpan()]

    def _awal_indikator(self, n: int) -> list[dict[str, Any]]:
        return (
            [self._satu_indikator(i) for i in self._tersimpan()[n].indikator.all()]
            if n < len(self._tersimpan())
            else []
        )

    def _satu_indikator(self, baris: IndikatorPerjanjian) -> dict[str, Any]:
        """An unlinked row comes with the link that its words propose; sending the sheet then stores it."""
        target = self.satuan[baris.satuan_id].cetak_isian(baris.target)
        return {
            "id": baris.pk,
            "versi": baris.versi,
            "uraian": baris.uraian,
            "satuan": baris.satuan_id,
            "target": target,
            "indikator": baris.indikator_id or self.pilihan.usulan(baris.uraian) or OTOMATIS,
            "semula": sidik(baris.uraian, str(baris.satuan_id), target, str(baris.indikator_id or OTOMATIS)),
        }

    def _awal_anggaran(self) -> list[dict[str, Any]]:
        return [_satu_anggaran(a) for a in self.perjanjian.anggaran.all()] if self.data is None else []

    # Reading what was typed.

    @property
    def kelompok(self) -> Iterator[tuple[BarisForm, Any]]:
        """Each sasaran with the rows below it, for the page."""
        return zip(self.sasaran, self.indikator, strict=True)

    @property
    def semua_formset(self) -> list[Any]:
        return [self.sasaran, *self.indikator, self.anggaran]

    def is_valid(self) -> bool:
        """Rows that are to be removed, and all that stands below a removed sasaran, may be wrong."""
        sah = self.sasaran.is_valid() & self.anggaran.is_valid()  # not `and`: every row gets its message
        for sasaran, indikator in self.kelompok:
            sah &= indikator.is_valid() or sasaran.hapus
            if sasaran.kosong and any(i.has_changed() and not i.hapus for i in indikator):
                sasaran.add_error("uraian", "Tulis sasaran dari indikator di bawahnya.")
                sah = False
        return sah

    @property
    def galat(self) -> list[dict[str, str]]:
        """Every message with the field it belongs to, for the summary above the sheet."""
        if not self.sasaran.is_bound:
            return []
        baris = [
            {"id": form[nama].id_for_label, "pesan": pesan}
            for formset in self.semua_formset
            for form in formset
            for nama, daftar in form.errors.items()
            if not form.hapus
            for pesan in daftar
        ]
        umum = [{"id": "", "pesan": p} for formset in self.semua_formset for p in formset.non_form_errors()]
        return umum + baris

    def isian_sasaran(self) -> list[IsianSasaran]:
        return [
            IsianSasaran(
                kunci=str(form.prefix),
                pk=form.cleaned_data.get("id"),
                semula=form.cleaned_data.get("semula", ""),
                uraian=form.cleaned_data.get("uraian", ""),
                indikator=() if form.hapus else tuple(_isian_indikator(i) for i in indikator if i.disimpan),
                disentuh=form.disentuh,
                hapus=form.hapus,
            )
            for form, indikator in self.kelompok
            if form.disimpan
        ]

    def isian_anggaran(self) -> list[IsianAnggaran]:
        return [
            IsianAnggaran(
                kunci=str(form.prefix),
                pk=form.cleaned_data.get("id"),
                versi=form.cleaned_data.get("versi") or 0,
                kode=form.cleaned_data.get("kode", "").strip(),
                uraian=form.cleaned_data.get("uraian", ""),
                rupiah=form.cleaned_data.get("nilai"),
                disentuh=form.disentuh,
                hapus=form.hapus,
                pos_id=form.cleaned_data.get("pos"),
            )
            for form in self.anggaran
            if form.disimpan
        ]

    # When somebody else was faster.

    def tolak(self, pesan: str) -> None:
        """A reason that concerns the whole sheet; what was typed stays. Only a sheet that was sent can be refused."""
        self.sasaran.non_form_errors().append(pesan)

    def tandai_bentrok(self, daftar: list[Bentrok]) -> None:
        """Show what is stored beside what was typed; saving once more then means the typed text."""
        form = {f.prefix: f for formset in self.semua_formset for f in formset}
        for bentrok in daftar:
            self._tandai(form[bentrok.kunci], bentrok.kini)

    def _tandai(self, form: BarisForm, kini: Any) -> None:
        assert self.data is not None
        self.data[form.add_prefix("id")] = str(kini.pk) if kini else ""
        self.data[form.add_prefix("versi")] = str(getattr(kini, "versi", ""))
        if isinstance(kini, SasaranPerjanjian):
            self.data[form.add_prefix("semula")] = sidik(kini.uraian)
        if kini is None:
            self.data[form.add_prefix("semula")] = ""
            form.add_error("uraian", "Baris ini sudah dihapus orang lain. Simpan lagi untuk memasukkannya kembali.")
        else:
            form.add_error(
                "uraian",
                f"Baru saja diubah orang lain. Tersimpan sekarang: {_ringkas(kini)}. "
                "Isian Anda masih ada di sini; simpan lagi untuk menggantikannya.",
            )


def _satu_anggaran(baris: AnggaranPerjanjian) -> dict[str, Any]:
    nilai = "" if baris.nilai is None else _teks_rupiah(baris.nilai)
    return {
        "id": baris.pk,
        "versi": baris.versi,
        "kode": baris.kode,
        "uraian": baris.uraian,
        "nilai": nilai,
        "semula": sidik(baris.kode, baris.uraian, nilai),
    }


def _teks_rupiah(nilai: Decimal) -> str:
    """With thousands marks for reading; an amount with sen as it is stored, so that nothing is rounded on the way."""
    return format_rupiah(nilai) if nilai == nilai.to_integral_value() else format_isian(nilai)


def _isian_indikator(form: IndikatorForm) -> IsianIndikator:
    return IsianIndikator(
        kunci=str(form.prefix),
        pk=form.cleaned_data.get("id"),
        versi=form.cleaned_data.get("versi") or 0,
        uraian=form.cleaned_data.get("uraian", ""),
        satuan_id=form.cleaned_data.get("satuan") or 0,
        target=form.cleaned_data.get("nilai"),
        disentuh=form.disentuh,
        hapus=form.hapus,
        indikator_id=int(form.cleaned_data.get("indikator") or TIDAK) or None,
    )


def _ringkas(kini: SasaranPerjanjian | IndikatorPerjanjian | AnggaranPerjanjian) -> str:
    if isinstance(kini, IndikatorPerjanjian):
        hubungan = f", indikator Renstra {kini.indikator.kode}" if kini.indikator else ""
        return f"“{kini.uraian}”, target {kini.satuan.cetak(kini.target)}{hubungan}"
    if isinstance(kini, AnggaranPerjanjian):
        return f"“{f'{kini.kode} {kini.uraian}'.strip()}”, {format_rupiah(kini.nilai)} rupiah"
    return f"“{kini.uraian}”"
