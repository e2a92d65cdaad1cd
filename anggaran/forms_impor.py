"""Forms of the import of spending: the upload, the columns, what is ticked before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organisasi.forms_impor import MEGA, UnggahForm
from sakip.angka import BULAN
from sakip.excel import Batas
from sakip.formulir import TanggalField

from .impor.baca import Kenalan
from .impor.jumlah import Notasi
from .impor.kepala import BARIS_JUDUL, huruf
from .impor.pemetaan import NAMA_SUMBER_MAKS, BentukKode, Cara, Pemetaan, sidik_kepala
from .impor.periksa import salah_tanggal
from .services_impor import Pilihan

TIDAK_ADA = "Tidak ada"
_KELAS: dict[type[forms.Widget], str] = {
    forms.TextInput: "form-control",
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
}
POLOS = ("uraian", "nilai", "tanggal", "pagu", "satker", "tahun", "tanda")


class PerTanggalField(TanggalField):
    """The day up to which the file counts, when the file does not say it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Data per tanggal",
            required=False,
            help_text="Kosongkan bila tertulis di berkas, misalnya “s.d. 30 Juni 2024”.",
            **kwargs,
        )


def periksa_tanggal(form: forms.Form, tahun: int) -> None:
    """A finding at the field for a day that cannot be."""
    tanggal = form.cleaned_data.get("per_tanggal")
    if tanggal and (pesan := salah_tanggal(tanggal, tahun)):
        form.add_error("per_tanggal", pesan)


class UnggahRealisasiForm(UnggahForm):
    """An export, the day of its data, and the mapping of its columns when the person knows it."""

    per_tanggal = PerTanggalField()
    pemetaan = forms.ChoiceField(
        label="Sumber",
        required=False,
        help_text="Pemetaan kolom yang pernah disimpan. Biasanya dikenali sendiri dari judul kolomnya.",
    )

    def __init__(self, *args: Any, pemetaan: Iterable[str] = (), tahun: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tahun = tahun
        berkas = self.fields["berkas"]
        berkas.label = "Berkas hasil ekspor"
        berkas.help_text = f"Excel Workbook (.xlsx) atau teks (.csv), paling besar {Batas().ukuran // MEGA} MB."
        berkas.error_messages["required"] = "Pilih dulu berkas hasil ekspor yang akan diunggah."
        berkas.error_messages["empty"] = "Berkas ini kosong. Pilih berkas hasil ekspor."
        berkas.widget.attrs["accept"] += ",.csv,.txt,text/csv"
        pilihan: Any = self.fields["pemetaan"]
        pilihan.choices = [("", "Kenali dari judul kolom"), *((nama, nama) for nama in pemetaan)]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        periksa_tanggal(self, self.tahun)
        return isi


class PemetaanForm(forms.Form):
    """Which column is what. Nothing of it is guessed any more: what is empty is not read."""

    nama = forms.CharField(
        label="Nama sumber",
        max_length=NAMA_SUMBER_MAKS,
        help_text="Pemetaan ini disimpan dengan nama itu dan dipakai lagi untuk berkas dengan judul kolom yang sama.",
        error_messages={"required": "Beri nama sumbernya, misalnya “SAKTI — Realisasi belanja per RO”."},
    )
    per_tanggal = PerTanggalField()
    nomor = forms.IntegerField(
        label="Baris judul kolom",
        min_value=1,
        max_value=1_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
        help_text=f"Baris terakhir judul tabel, di antara {BARIS_JUDUL} baris pertama yang berisi.",
    )
    cara = forms.ChoiceField(label="Bentuk jumlah", choices=[(c.value, c.label) for c in Cara])
    kode = forms.MultipleChoiceField(
        label="Kolom kode",
        widget=forms.CheckboxSelectMultiple,
        help_text="Satu kolom dengan kode lengkap, atau beberapa kolom dari program ke bawah.",
        error_messages={"required": "Pilih kolom kode."},
    )
    bentuk = forms.ChoiceField(label="Isi kolom kode", choices=[(b.value, b.label) for b in BentukKode])
    nilai = forms.ChoiceField(label="Kolom jumlah realisasi", required=False)
    tanggal = forms.ChoiceField(label="Kolom tanggal transaksi", required=False)
    uraian = forms.ChoiceField(label="Kolom uraian", required=False)
    pagu = forms.ChoiceField(label="Kolom pagu", required=False, help_text="Hanya dibandingkan, tidak disimpan.")
    tanda = forms.ChoiceField(
        label="Kolom tanda", required=False, help_text="D/K, +/−, atau Kurang: kredit dan pengembalian mengurangi."
    )
    satker = forms.ChoiceField(label="Kolom kode satker", required=False)
    tahun = forms.ChoiceField(label="Kolom tahun", required=False)
    notasi = forms.ChoiceField(label="Penulisan angka", choices=[(n.value, n.label) for n in Notasi])
    ganda = forms.BooleanField(
        label="Jumlahkan baris dengan kode yang sama",
        required=False,
        help_text="Misalnya bila satu akun tercetak per sumber dana. Tanpa ini, kode kembar ditolak.",
    )

    def __init__(self, data: Any, *, kenalan: Kenalan, pilihan: Pilihan, anggaran: int) -> None:
        super().__init__(data, initial=_awal(pilihan, kenalan))
        self.kenalan, self.pilihan, self.anggaran = kenalan, pilihan, anggaran
        self.kolom = _kolom(kenalan)
        kode: Any = self.fields["kode"]
        kode.choices = self.kolom
        for ke, nama in enumerate(BULAN, 1):
            self.fields[f"bulan_{ke}"] = forms.ChoiceField(label=nama, required=False)
        for nama in (*POLOS, *(f"bulan_{n}" for n in range(1, 13))):
            medan: Any = self.fields[nama]
            medan.choices = [("", TIDAK_ADA), *self.kolom]
        for medan in self.fields.values():
            medan.widget.attrs["class"] = _KELAS[type(medan.widget)]

    @property
    def bulan(self) -> list[forms.BoundField]:
        return [self[f"bulan_{n}"] for n in range(1, 13)]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        periksa_tanggal(self, self.anggaran)
        if not self.errors and (kurang := self.pemetaan.kurang):
            raise ValidationError(f"Belum dipilih: {', '.join(kurang)}.")
        return isi

    @property
    def pemetaan(self) -> Pemetaan:
        """What is chosen now, also of a form that is not complete."""
        isi = getattr(self, "cleaned_data", {})
        dulu = self.pilihan.pemetaan
        kode = tuple(isi.get("kode", ()))
        return replace(
            dulu,
            cara=Cara(isi.get("cara", dulu.cara.value)),
            bentuk=BentukKode(isi.get("bentuk", dulu.bentuk.value)),
            notasi=Notasi(isi.get("notasi", dulu.notasi.value)),
            kode=dulu.kode if set(kode) == set(dulu.kode) else kode,
            bulan={n: k for n in range(1, 13) if (k := isi.get(f"bulan_{n}"))},
            ganda=bool(isi.get("ganda")),
            sidik=sidik_kepala(self.kenalan.kepala.kunci),
            **{nama: isi.get(nama, "") for nama in POLOS},
        )

    @property
    def hasil(self) -> Pilihan:
        """Raises KeyError for a form that is not valid."""
        return Pilihan(
            pemetaan=self.pemetaan,
            nama=self.cleaned_data["nama"],
            nomor=self.cleaned_data["nomor"],
            per_tanggal=self.cleaned_data["per_tanggal"],
        )


def _kolom(kenalan: Kenalan) -> list[tuple[str, str]]:
    """Each column with a heading: its key, and its letter with the heading."""
    kepala = kenalan.kepala
    return [(k, f"{huruf(n)} — {kepala.judul[n]}"[:80]) for n, k in enumerate(kepala.kunci) if k]


def _awal(pilihan: Pilihan, kenalan: Kenalan) -> dict[str, Any]:
    p = pilihan.pemetaan
    return {
        "nama": pilihan.nama,
        "per_tanggal": pilihan.per_tanggal,
        "nomor": pilihan.nomor or kenalan.kepala.nomor,
        "cara": p.cara.value,
        "bentuk": p.bentuk.value,
        "notasi": p.notasi.value,
        "kode": list(p.kode),
        "ganda": p.ganda,
        **{nama: getattr(p, nama) for nama in POLOS},
        **{f"bulan_{n}": k for n, k in p.bulan.items()},
    }


def baca_padanan(data: Mapping[str, str], asing: list[dict[str, Any]], semua: Iterable[str]) -> dict[str, str]:
    """What was chosen per code: `pilih-<n>` is "luar" or a code, `lain-<n>` a typed code, `sisa` takes all others."""
    hasil: dict[str, str] = {}
    for ke, satu in enumerate(asing):
        lain = data.get(f"lain-{ke}", "").strip()
        pilih = lain or data.get(f"pilih-{ke}", "")
        if data.get(f"kode-{ke}") == satu["kode"] and pilih:
            hasil[satu["kode"]] = "" if pilih == "luar" else pilih
    if data.get("sisa"):
        hasil = dict.fromkeys(semua, "") | hasil
    return hasil
