"""What the pages of the own account share: the light frame with its tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import FormView
from django.views.generic.base import ContextMixin

TAB = (
    ("akun:akun", "Profil"),
    ("akun:sandi", "Kata sandi"),
    ("akun:faktor", "Faktor kedua"),
    ("akun:sesi", "Sesi"),
    ("tanda_tangan:sertifikat", "Tanda tangan"),
)


class AkunMixin(ContextMixin):
    """`tab_aktif`: URL name of the tab the page belongs to."""

    request: HttpRequest
    tab_aktif = "akun:akun"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tab = [{"label": label, "url": reverse(url), "aktif": url == self.tab_aktif} for url, label in TAB]
        return super().get_context_data(tab=tab, **kwargs)


class FormAkunView(AkunMixin, FormView):
    """A page with one form of the person who is logged in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}
