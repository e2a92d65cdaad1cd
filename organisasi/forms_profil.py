"""Forms of a satker's profile: the office itself with its social media, its logo, its letterheads."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from sakip.formulir import TanggalField, pembantu
from sakip.gambar import GalatGambar, periksa_ukuran
from sakip.sunting import SuntinganForm

from .enums import JenisMedia
from .models import KopSurat, Satker
from .services_profil import LOGO, simpan_media_sosial
from .services_satker import periksa_jenis

AKUN_MAKS = 12
PANJANG_AKUN = 100
KOSONG = ("", "")
#: Buttons of a row of accounts, and the one below them; `nama-nomor` is what they send as `tata`.
NAIK, TURUN, HAPUS, TAMBAH = "naik", "turun", "hapus", "tambah"


class DaftarAkun(tuple[tuple[str, str], ...]):
    """Accounts as (kind, name) in printing order."""

    def __str__(self) -> str:
        return ", ".join(f"{_label(jenis)} {nama}".strip() for jenis, nama in self) or "kosong"

    def ditata(self, tata: str) -> tuple[DaftarAkun, str, int]:
        """After a button was pressed: the rows, and which control of which row goes on with the work.

        An unknown button changes nothing.
        """
        perintah, _, angka = tata.partition("-")
        nomor = int(angka) if angka.isdecimal() else 0
        if perintah == TAMBAH and len(self) < AKUN_MAKS:
            return DaftarAkun([*self, KOSONG]), "akun", len(self)
        if perintah not in {NAIK, TURUN, HAPUS} or nomor >= len(self):
            return self, TAMBAH, 0
        sisa = [*self[:nomor], *self[nomor + 1 :]]
        if perintah == HAPUS:
            return DaftarAkun(sisa), HAPUS if sisa else TAMBAH, min(nomor, len(sisa) - 1)
        tujuan = min(max(0, nomor + (1 if perintah == TURUN else -1)), len(sisa))
        if tujuan in {0, len(sisa)}:  # at an end only the other way is left
            perintah = TURUN if tujuan == 0 else NAIK
        return DaftarAkun([*sisa[:tujuan], self[nomor], *sisa[tujuan:]]), perintah, tujuan


def _label(jenis: str) -> str:
    return str(dict(JenisMedia.choices).get(jenis, jenis))


class AkunWidget(forms.Widget):
    """Reads two columns of inputs; drawn by `organisasi/profil/_media_sosial.html`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DaftarAkun:
        daftar = getattr(data, "getlist", lambda kunci: data.get(kunci, []))
        if name in data:  # the stored value, put back where a person chose it over the own one
            return DaftarAkun(a for a in daftar(name) if isinstance(a, tuple))
        return DaftarAkun(zip(daftar(f"{name}_jenis"), daftar(f"{name}_akun"), strict=False))


class AkunField(forms.Field):
    widget = AkunWidget
    pilihan = JenisMedia.choices
    maks = AKUN_MAKS

    def to_python(self, value: Any) -> DaftarAkun:
        bersih = ((jenis, nama.strip().removeprefix("@")) for jenis, nama in value or ())
        return DaftarAkun((jenis, nama) for jenis, nama in bersih if nama)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > AKUN_MAKS:
            raise ValidationError(f"Paling banyak {AKUN_MAKS} akun. Yang diisi: {len(value)}.")
        for nomor, (jenis, nama) in enumerate(value, start=1):
            if jenis not in JenisMedia.values:
                raise ValidationError(f"Pilih jenis akun pada baris {nomor} ({nama}).")
            if len(nama) > PANJANG_AKUN:
                raise ValidationError(f"Nama akun pada baris {nomor} lebih dari {PANJANG_AKUN} karakter.")
            if (jenis, nama) in value[: nomor - 1]:
                raise ValidationError(f"Akun {_label(jenis)} {nama} tertulis dua kali. Hapus salah satu.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)

    def prepare_value(self, value: Any) -> DaftarAkun:
        return DaftarAkun(value or ())


class ProfilForm(SuntinganForm):
    """The office as it is printed. `pusat`: the person may also change what places it in the tree."""

    situs = forms.URLField(
        label="Situs web", required=False, assume_scheme="https", help_text="Misalnya https://kantor.go.id"
    )
    media_sosial = AkunField(label="Media sosial", required=False)

    class Meta:
        model = Satker
        fields = [
            "nama",
            "nama_singkat",
            "kode",
            "jenis",
            "kode_anggaran",
            "tempat",
            "zona_waktu",
            "alamat",
            "telepon",
            "email",
            "situs",
        ]
        help_texts = {
            "nama": "Ditulis seperti pada kop surat.",
            "nama_singkat": "Dipakai di layar dan dalam kalimat.",
            "kode_anggaran": "Seperti tertulis pada DIPA.",
            "tempat": "Kota di depan tanggal pada naskah yang ditandatangani.",
            "telepon": "Beberapa nomor dipisahkan koma.",
        }
        error_messages = {"kode": {"unique": "Kode ini sudah dipakai satuan kerja lain."}}
        widgets = {"alamat": forms.Textarea({"rows": 2})}

    def __init__(self, data: Any = None, *args: Any, pusat: bool = False, **kwargs: Any) -> None:
        akun = DaftarAkun(kwargs["instance"].media_sosial.values_list("jenis", "akun"))
        kwargs["initial"] = {"media_sosial": akun} | (kwargs.get("initial") or {})
        super().__init__(data, *args, **kwargs)
        for nama in ("kode", "jenis"):
            self.fields[nama].disabled = not pusat
        if not pusat:
            self.fields["kode"].help_text = "Kode dan jenis diubah oleh admin pusat."
        self.helper.layout = Layout(
            "versi",
            Fieldset(
                "Satuan kerja",
                "nama",
                "nama_singkat",
                Row(Column("kode"), Column("jenis")),
                Row(Column("kode_anggaran"), Column("zona_waktu")),
                "tempat",
            ),
            Fieldset("Alamat dan kontak", "alamat", Row(Column("telepon"), Column("email")), "situs"),
            Field("media_sosial", template="organisasi/profil/_media_sosial.html"),
        )

    def clean_jenis(self) -> str:
        jenis: str = self.cleaned_data["jenis"]
        if jenis != self.initial["jenis"]:
            periksa_jenis(self.instance, jenis)
        return jenis

    def save(self, commit: bool = True) -> Satker:
        with transaction.atomic():
            satker: Satker = super().save(commit)
            simpan_media_sosial(satker=satker, akun=self.cleaned_data["media_sosial"])
        return satker


class LogoForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas logo",
        help_text="PNG, JPEG atau WebP, paling besar 2 MB dan 4000 × 4000 piksel. Latar tembus pandang tetap terjaga.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"required": "Pilih berkas logo dulu."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = pembantu()

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        try:
            periksa_ukuran(berkas, LOGO)
        except GalatGambar as galat:
            raise ValidationError(str(galat)) from galat
        return berkas


class KopForm(SuntinganForm):
    """A letterhead. `dipakai`: papers are printed with it, so only its time may change: what was signed stays."""

    berlaku_mulai = TanggalField(label="Dipakai mulai", required=False, help_text="Kosong: sejak dulu.")
    berlaku_sampai = TanggalField(label="Dipakai sampai", required=False, help_text="Kosong: masih dipakai.")

    class Meta:
        model = KopSurat
        fields = ["kode", "alamat", "telepon", "email", "berlaku_mulai", "berlaku_sampai"]
        widgets = {"alamat": forms.Textarea({"rows": 2})}
        help_texts = {"kode": "Sebutan pendek untuk memilihnya, misalnya A.", "alamat": "Ditulis seperti pada kop."}

    def __init__(self, data: Any = None, *args: Any, dipakai: int = 0, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for nama in ("kode", "alamat", "telepon", "email"):
            self.fields[nama].disabled = bool(dipakai)
        self.helper.layout = Layout(
            *(["versi"] if self.instance.pk else []),
            "kode",
            "alamat",
            Row(Column("telepon"), Column("email")),
            Row(Column("berlaku_mulai"), Column("berlaku_sampai")),
        )

    def clean_kode(self) -> str:
        kode: str = self.cleaned_data["kode"]
        lain = KopSurat.objects.filter(satker=self.instance.satker_id, kode=kode).exclude(pk=self.instance.pk)
        if lain.exists():
            raise ValidationError(f"Satuan kerja ini sudah mempunyai kop surat dengan kode {kode}. Pakai kode lain.")
        return kode
