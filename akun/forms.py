"""Forms of the own account. The current password is asked through `authenticate`, so that guessing it locks out too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from organisasi.models import Pengguna
from sakip.formulir import pembantu, perjelas

from . import faktor, services

SANDI_SALAH = "Kata sandi salah. Ketik kata sandi yang Anda pakai untuk masuk."
KODE_SALAH = "Kode salah, atau sudah dipakai. Tunggu kode berikutnya tampil di aplikasi, lalu ketik keenam angkanya."
KODE_PEMULIHAN_SALAH = "Kode pemulihan salah, atau sudah dipakai. Setiap kode hanya berlaku satu kali."


def _tunggu(detik: int) -> str:
    return f"Terlalu cepat setelah kode yang salah. Tunggu {detik} detik, lalu ketik kode yang tampil saat itu."


class KataSandiField(forms.CharField):
    def __init__(self, label: str, *, baru: bool = False) -> None:
        lengkapi = "new-password" if baru else "current-password"
        super().__init__(label=label, strip=False, widget=forms.PasswordInput({"autocomplete": lengkapi}))


class KodeField(forms.RegexField):
    """Six digits; phones offer the digits, and the code where they know it."""

    def __init__(self, label: str = "Kode dari aplikasi") -> None:
        isian = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 7, "spellcheck": "false"}
        super().__init__(
            r"^[0-9]{6}$",
            label=label,
            error_messages={"invalid": "Kode terdiri atas 6 angka, misalnya 123456."},
            widget=forms.TextInput(isian),
        )

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace(" ", "")


class AkunForm(forms.Form):
    """A form of the person who is logged in."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.pengguna: Pengguna = request.user  # type: ignore[assignment]
        self.helper = pembantu()
        perjelas(self)


class SandiSaatIni(AkunForm):
    """Asks for the password that the person logs in with."""

    sandi = KataSandiField("Kata sandi Anda sekarang")

    def clean_sandi(self) -> str:
        sandi: str = self.cleaned_data["sandi"]
        if authenticate(self.request, username=self.pengguna.get_username(), password=sandi) is None:
            raise ValidationError(SANDI_SALAH)
        return sandi


class SurelForm(SandiSaatIni):
    surel = forms.EmailField(
        label="Alamat surel",
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Ke sini tautan setel ulang kata sandi dan kabar tentang akun Anda dikirim.",
    )
    field_order = ["surel", "sandi"]


class SandiBaruForm(SetPasswordForm):
    """The new password twice, with the rules as a list."""

    new_password1 = KataSandiField("Kata sandi baru", baru=True)
    new_password2 = KataSandiField("Ulangi kata sandi baru", baru=True)
    error_messages = {"password_mismatch": "Kedua kata sandi baru tidak sama. Ketik ulang keduanya."}

    def __init__(self, user: Pengguna, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.helper = pembantu()
        aturan = format_html_join("", "<li>{}</li>", ((teks,) for teks in password_validators_help_texts()))
        self.fields["new_password1"].help_text = format_html('<ul class="aturan">{}</ul>', aturan)


class GantiSandiForm(SandiSaatIni, SandiBaruForm):
    field_order = ["sandi", "new_password1", "new_password2"]

    def __init__(self, user: Pengguna, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        SandiBaruForm.__init__(self, user, *args, **kwargs)
        self.request, self.pengguna = request, user


class LupaSandiForm(PasswordResetForm):
    """The address only; whether anybody has it is found out by the worker."""

    email = forms.EmailField(label="Alamat surel", max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))

    def save(self, *, request: HttpRequest, **kwargs: Any) -> None:  # type: ignore[override]
        services.minta_setel_ulang(surel=self.cleaned_data["email"], asal=request.build_absolute_uri("/").rstrip("/"))


class PeriksaKode(forms.Form):
    """Checks a code of the app; `perangkat` may be one that is being set up."""

    kode = KodeField()

    def __init__(self, *args: Any, pengguna: Pengguna, perangkat: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pengguna, self.perangkat = pengguna, perangkat
        self.kode_salah = False  # checked and wrong; not merely mistyped or too early
        self.helper = pembantu()

    def clean_kode(self) -> str:
        kode: str = self.cleaned_data["kode"]
        self._tuntut(faktor.periksa(self.pengguna, self.perangkat, kode), KODE_SALAH)
        return kode

    def _tuntut(self, hasil: faktor.Hasil, salah: str) -> None:
        self.kode_salah = not hasil.sah and not hasil.tunggu
        if not hasil.sah:
            raise ValidationError(_tunggu(hasil.tunggu) if hasil.tunggu else salah)


class PeriksaKodePemulihan(PeriksaKode):
    kode = forms.CharField(  # type: ignore[assignment]
        label="Kode pemulihan",
        max_length=40,
        help_text="Salah satu dari sepuluh kode yang Anda simpan, misalnya abcde-23456.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_kode(self) -> str:
        kode: str = self.cleaned_data["kode"]
        self._tuntut(faktor.periksa_kode_pemulihan(self.pengguna, kode), KODE_PEMULIHAN_SALAH)
        return kode


class SandiDanKodeForm(SandiSaatIni):
    """For what weakens an account: the password first, and only when it is right the code, which it uses up."""

    kode = KodeField()
    field_order = ["sandi", "kode"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        perangkat = faktor.aplikasi(self.pengguna)
        if perangkat and "sandi" in isi and "kode" in isi:
            hasil = faktor.periksa(self.pengguna, perangkat, isi["kode"])
            if not hasil.sah:
                self.add_error("kode", _tunggu(hasil.tunggu) if hasil.tunggu else KODE_SALAH)
        return isi
