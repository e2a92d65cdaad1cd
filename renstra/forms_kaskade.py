"""Forms of the cascade: the plan itself, and one row of each kind. Where a row goes and what it refers to: services."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sakip.angka import rapikan
from sakip.formulir import batasi_teks, pembantu
from sakip.sunting import SuntinganForm

from .bagian import Bagian
from .enums import JenisSasaran
from .ikut.lindung import kalimat, terlindung
from .models import TEKS_MAKS, KataVisi, Kegiatan, Misi, Program, Renstra, Sasaran, TargetTahunan, Tujuan
from .services_kaskade import bertumpang, kode_berikut

PERIODE_MAKS = 10


class WarisanForm(SuntinganForm):
    """What is inherited is shown and cannot be typed over; `warisan` says whose it is ("": the row is an own one)."""

    warisan = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batasi_teks(self, TEKS_MAKS)

    def kunci_warisan(self, renstra: Renstra) -> None:
        self.warisan = kalimat(renstra, self.instance)
        for nama in terlindung(self.instance):
            if nama in self.fields:
                self.fields[nama].disabled = True

    @property
    def terbuka(self) -> bool:
        """Whether there is anything to type."""
        return any(not bidang.disabled for nama, bidang in self.fields.items() if nama not in {"versi", "awal"})


class RenstraForm(WarisanForm):
    """Name, years and visi of a plan. A revision keeps the years of the plan that it replaces."""

    class Meta:
        model = Renstra
        fields = ["judul", "periode_awal", "periode_akhir", "visi"]
        widgets = {"visi": forms.Textarea({"rows": 4}), "judul": forms.TextInput({"autocomplete": "off"})}
        help_texts = {"judul": "Seperti pada sampul, misalnya “Rencana Strategis Kantor Contoh 2025–2029”."}
        error_messages = {"judul": {"required": "Tulis judul Renstra."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.menggantikan_id:
            del self.fields["periode_awal"], self.fields["periode_akhir"]
        for nama, kata in (("periode_awal", "awal"), ("periode_akhir", "akhir")):
            if nama in self.fields:
                self.fields[nama].widget.attrs |= {"autocomplete": "off", "class": "masukan-tahun"}
                self.fields[nama].error_messages |= {
                    "required": f"Isi tahun {kata}, misalnya 2025.",
                    "invalid": f"Tahun {kata} harus angka, misalnya 2025.",
                }
        self.kunci_warisan(self.instance)

    def clean_judul(self) -> str:
        return rapikan(self.cleaned_data["judul"])

    def clean(self) -> dict[str, Any]:
        bersih = super().clean()
        awal, akhir = bersih.get("periode_awal"), bersih.get("periode_akhir")
        if awal and akhir:
            self._periksa_periode(awal, akhir)
        return bersih

    def _periksa_periode(self, awal: int, akhir: int) -> None:
        if akhir < awal:
            self.add_error("periode_akhir", f"Tahun akhir ({akhir}) tidak boleh sebelum tahun awal ({awal}).")
        elif akhir - awal >= PERIODE_MAKS:
            self.add_error(
                "periode_akhir", f"Periode Renstra paling lama {PERIODE_MAKS} tahun; periksa kedua tahunnya."
            )
        elif luar := self._target_di_luar(awal, akhir):
            tahun = ", ".join(str(t) for t in luar)
            self.add_error("periode_awal", f"Target tahun {tahun} sudah diisi; hapus dahulu target itu.")

    def _target_di_luar(self, awal: int, akhir: int) -> list[int]:
        if not self.instance.pk:
            return []
        target = TargetTahunan.objects.filter(indikator__sasaran__renstra=self.instance)
        return sorted(set(target.exclude(tahun__range=(awal, akhir)).values_list("tahun", flat=True)))

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.instance.pk or self.errors or "periode_awal" not in self.fields:
            return
        if ada := bertumpang(self.instance):
            self.add_error("periode_awal", f"Bertumpang tindih dengan Renstra {ada.periode}: “{ada}”.")


class BagianForm(WarisanForm):
    """A row of the cascade. Pass its kind and its plan: what it may stand below is of the same plan."""

    #: Words of the choice of the row above; empty: there is none to choose.
    kata_induk = ""

    def __init__(self, *args: Any, bagian: Bagian, renstra: Renstra, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bagian, self.renstra = bagian, renstra
        if self.berkode_otomatis:
            self.fields["kode"].required = False
        if bagian.induk in self.fields:
            induk: Any = self.fields[bagian.induk]
            induk.queryset = bagian.calon_induk(renstra)
            induk.error_messages["required"] = f"Pilih {induk.label.lower()}."
        for nama, bidang in self.fields.items():
            if nama in {"teks", "uraian", "nama", "kata", "arti", "kode"}:
                bidang.error_messages["required"] = f"Isi {str(bidang.label).lower()}."
        self.kunci_warisan(renstra)

    @property
    def berkode_otomatis(self) -> bool:
        """Whether a new row left without a code gets the next one of its list."""
        return not self.instance.pk and self.bagian.slug in {"sasaran", "indikator"}

    def clean_kode(self) -> str:
        """What a person typed stays; a proposal left as it was, or nothing, follows the row above that was chosen."""
        kode = rapikan(self.cleaned_data["kode"])
        induk = self.cleaned_data.get(self.bagian.induk)
        usulan = rapikan(str(self.initial.get("kode") or ""))
        if not self.berkode_otomatis or kode not in {"", usulan}:
            return kode
        return self._kode_usulan(kode, induk)

    def _kode_usulan(self, kode: str, induk: Any) -> str:
        tetap = kode and induk is not None and induk.pk == self.initial.get(self.bagian.induk)
        baru = kode if tetap else kode_berikut(self.bagian, self.renstra, induk) or kode
        if not baru and self.bagian.induk not in self.errors:
            raise ValidationError("Isi kode.")
        return baru

    def pastikan_kode_sendiri(self, kode: str, daftar: Any) -> str:
        """A code that is new here must not be another row's; one that old documents repeat may stay."""
        if not kode or (self.instance.pk and "kode" not in self.changed_data):
            return kode
        if ada := daftar.filter(kode=kode).exclude(pk=self.instance.pk).first():
            raise ValidationError(f"Kode {kode} sudah dipakai {self.bagian.sebutan} “{ada}”.")
        return kode

    def seinduk(self) -> Any:
        """The rows below the one that was chosen."""
        return self.bagian.daftar(self.renstra).filter(**{self.bagian.induk: self.cleaned_data.get(self.bagian.induk)})


class KataVisiForm(BagianForm):
    class Meta:
        model = KataVisi
        fields = ["kata", "arti"]
        widgets = {"arti": forms.Textarea({"rows": 4})}


class MisiForm(BagianForm):
    class Meta:
        model = Misi
        fields = ["teks"]
        widgets = {"teks": forms.Textarea({"rows": 3})}


class TujuanForm(BagianForm):
    class Meta:
        model = Tujuan
        fields = ["teks"]
        widgets = {"teks": forms.Textarea({"rows": 3})}


class ProgramForm(BagianForm):
    class Meta:
        model = Program
        fields = ["kode", "nama", "uraian"]
        widgets = {"uraian": forms.Textarea({"rows": 3})}
        help_texts = {"kode": "Kode anggaran, misalnya 076.01.CQ; boleh kosong."}


class KegiatanForm(BagianForm):
    class Meta:
        model = Kegiatan
        fields = ["program", "kode", "nama"]
        help_texts = {"kode": "Kode anggaran, misalnya 6635; boleh kosong."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].empty_label = None  # type: ignore[attr-defined]


class SasaranForm(BagianForm):
    """A sasaran of one kind: below a tujuan (which may be unknown), a program or a kegiatan."""

    class Meta:
        model = Sasaran
        fields = ["tujuan", "program", "kegiatan", "kode", "uraian", "catatan_cetak"]
        widgets = {"uraian": forms.Textarea({"rows": 3}), "catatan_cetak": forms.Textarea({"rows": 2})}
        help_texts = {
            "kode": "Nomor sasaran pada dokumen, misalnya 1.",
            "catatan_cetak": "Tercetak sebagai catatan di bawah tabel yang memuat sasaran ini.",
        }

    def __init__(self, *args: Any, bagian: Bagian, **kwargs: Any) -> None:
        super().__init__(*args, bagian=bagian, **kwargs)
        for nama in {"tujuan", "program", "kegiatan"} - {bagian.induk}:
            del self.fields[nama]
        induk: Any = self.fields[bagian.induk]
        strategis = bagian.jenis == JenisSasaran.STRATEGIS
        induk.required = not strategis
        induk.empty_label = "Belum dikaitkan dengan tujuan" if strategis else None

    def clean_kode(self) -> str:
        strategis = self.bagian.jenis == JenisSasaran.STRATEGIS
        daftar = self.bagian.daftar(self.renstra) if strategis else self.seinduk()
        return self.pastikan_kode_sendiri(super().clean_kode(), daftar)


class PengecualianForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Mengapa saran ini tidak berlaku; kosongkan agar berlaku lagi.",
    )

    helper = pembantu()


def satuan_periode(daftar: Any, renstra: Renstra, terpakai: int | None) -> Any:
    """The units in force in any year of the plan, and the one in use."""
    return reduce(or_, (daftar.pilihan(t, terpakai=terpakai) for t in renstra.tahun_periode)).distinct()


FORMULIR: dict[str, type[BagianForm]] = {
    "kata": KataVisiForm,
    "misi": MisiForm,
    "tujuan": TujuanForm,
    "sasaran": SasaranForm,
    "program": ProgramForm,
    "sasaran-program": SasaranForm,
    "kegiatan": KegiatanForm,
    "sasaran-kegiatan": SasaranForm,
}
