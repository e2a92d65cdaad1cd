"""The login form."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class MasukForm(AuthenticationForm):
    password = forms.CharField(
        label="Kata sandi", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi salah. Huruf besar dan kecil dibedakan pada kata sandi.",
        "inactive": "Akun ini tidak aktif. Hubungi admin satker.",
    }
