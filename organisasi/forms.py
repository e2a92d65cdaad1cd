"""The login form."""

from typing import Any

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """After a wrong password the name stands there already; only the password is typed again."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["username"].widget.attrs.pop("autofocus", None)
            self.fields["password"].widget.attrs["autofocus"] = True
