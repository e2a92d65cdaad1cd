"""Forms of the own certificate. The account's password is asked through `authenticate`, so guessing it locks too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from akun import faktor
from akun.forms import KataSandiField, SandiDanKodeForm

from .antarmuka import Rahasia
from .enums import AlasanCabut
from .internal import PANJANG_FRASA

BEDA = "Kedua frasa sandi tidak sama. Ketik ulang keduanya."
SAMA_DENGAN_SANDI = "Frasa sandi harus lain dari kata sandi akun Anda: keduanya menjaga hal yang berbeda."


class PemilikForm(SandiDanKodeForm):
    """Asks the password, and the code of the app where the person has one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if faktor.aplikasi(self.pengguna) is None:
            del self.fields["kode"]


class FrasaForm(PemilikForm):
    """A new passphrase, twice."""

    frasa = KataSandiField("Frasa sandi tanda tangan", baru=True)
    ulangi = KataSandiField("Ulangi frasa sandi", baru=True)
    field_order = ["sandi", "kode", "frasa", "ulangi"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frasa"].help_text = (
            f"Paling sedikit {PANJANG_FRASA} karakter; beberapa kata yang hanya Anda ingat sudah baik. "
            "SAKIP tidak menyimpannya, jadi tidak ada yang dapat memulihkannya."
        )

    def clean_frasa(self) -> str:
        frasa: str = self.cleaned_data["frasa"]
        if len(frasa) < PANJANG_FRASA:
            raise ValidationError(f"Frasa sandi paling sedikit {PANJANG_FRASA} karakter. Yang diketik: {len(frasa)}.")
        validate_password(frasa, self.pengguna)
        return frasa

    def clean(self) -> dict[str, Any]:
        isi = super().clean()
        if "frasa" in isi and isi.get("ulangi") is not None and isi["frasa"] != isi["ulangi"]:
            self.add_error("ulangi", BEDA)
        if "frasa" in isi and isi["frasa"] == isi.get("sandi"):
            self.add_error("frasa", SAMA_DENGAN_SANDI)
        return isi

    @property
    def rahasia(self) -> Rahasia:
        return Rahasia(self.cleaned_data["frasa"])


class CabutForm(PemilikForm):
    alasan = forms.ChoiceField(
        label="Mengapa dicabut",
        choices=[(a.value, a.label) for a in AlasanCabut if a != AlasanCabut.DIGANTI],
    )
    field_order = ["alasan", "sandi", "kode"]


class UnggahForm(forms.Form):
    """A PDF to be examined; its size is looked at before it is read."""

    berkas = forms.FileField(
        label="Berkas PDF",
        widget=forms.ClearableFileInput({"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "Pilih berkas PDF yang hendak diperiksa.",
            "empty": "Berkas ini kosong. Pilih berkas PDF lain.",
        },
    )
