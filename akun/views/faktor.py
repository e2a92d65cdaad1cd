"""Setting up the second factor, its recovery codes, and turning it off."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from .. import faktor, services, sesi
from ..forms import PeriksaKode, SandiDanKodeForm, SandiSaatIni
from ..middleware import FAKTOR_ADA
from .dasar import AkunMixin, FormAkunView

BARU_MASUK = 10 * 60  # seconds after the login in which the password need not be typed again to set one up


class FaktorView(AkunMixin, TemplateView):
    """On or off, what that means, and what can be done."""

    template_name = "akun/faktor.html"
    tab_aktif = "akun:faktor"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pengguna = self.request.user
        return super().get_context_data(
            aplikasi=faktor.aplikasi(pengguna),  # type: ignore[arg-type]
            sisa=faktor.sisa_kode(pengguna),  # type: ignore[arg-type]
            wajib=faktor.wajib(pengguna),  # type: ignore[arg-type]
            **kwargs,
        )


def _boleh_memasang(request: HttpRequest) -> bool:
    """Who sits at an open session must know the password too, or they could shut the owner out."""
    return bool(request.session.get("boleh_memasang")) or sesi.umur(request.session) < BARU_MASUK


class MulaiPasangView(FormAkunView):
    """Asks for the password once more, unless it was typed just now."""

    template_name = "akun/faktor_mulai.html"
    form_class = SandiSaatIni
    tab_aktif = "akun:faktor"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _boleh_memasang(request):
            return redirect("akun:faktor_pasang")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: SandiSaatIni) -> HttpResponse:
        self.request.session["boleh_memasang"] = True
        return redirect("akun:faktor_pasang")


class PasangView(AkunMixin, FormView):
    """The key as picture and text, and the first code that proves the app has it."""

    template_name = "akun/faktor_pasang.html"
    form_class = PeriksaKode
    tab_aktif = "akun:faktor"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if faktor.aplikasi(request.user):  # type: ignore[arg-type]
            return redirect("akun:faktor")
        if not _boleh_memasang(request):
            return redirect("akun:faktor_mulai")
        self.perangkat = faktor.siapkan(request.user)  # type: ignore[arg-type]
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pengguna": self.request.user, "perangkat": self.perangkat}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        qr = segno.make(self.perangkat.config_url, error="m")
        return super().get_context_data(
            gambar=qr.svg_data_uri(scale=5, dark="#000", light="#fff"),
            kunci=faktor.kunci_terbaca(self.perangkat),
            wajib=faktor.wajib(self.request.user),  # type: ignore[arg-type]
            **kwargs,
        )

    @transaction.atomic
    def form_valid(self, form: PeriksaKode) -> HttpResponse:
        kode = faktor.pasang(form.pengguna, self.perangkat)
        self.request.session.pop("boleh_memasang", None)
        update_session_auth_hash(self.request, form.pengguna)  # a new key: from now on the session is worth more
        services.akhiri_semua_sesi(form.pengguna, kecuali=self.request.session.session_key)
        services.kabari(form.pengguna, "Faktor kedua dipasang pada akun Anda.")
        return tampilkan_kode(self.request, kode, baru=True)


def tampilkan_kode(request: HttpRequest, kode: list[str], *, baru: bool) -> HttpResponse:
    """The one time the recovery codes are seen; nothing keeps them, so there is no address to come back to."""
    return render(request, "akun/kode_pemulihan.html", {"kode": kode, "baru": baru})


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SandiDanKodeView(FormAkunView):
    form_class = SandiDanKodeForm
    tab_aktif = "akun:faktor"
    success_url = reverse_lazy("akun:faktor")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not faktor.aplikasi(request.user):  # type: ignore[arg-type]
            return redirect("akun:faktor")
        return super().dispatch(request, *args, **kwargs)


class KodePemulihanView(SandiDanKodeView):
    """New recovery codes in place of the old ones."""

    template_name = "akun/faktor_kode_baru.html"

    def form_valid(self, form: SandiDanKodeForm) -> HttpResponse:
        kode = faktor.kode_baru(form.pengguna)
        services.kabari(form.pengguna, "Kode pemulihan akun Anda dibuat ulang; kode yang lama tidak berlaku lagi.")
        return tampilkan_kode(self.request, kode, baru=False)


class MatikanFaktorView(SandiDanKodeView):
    template_name = "akun/faktor_matikan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if faktor.wajib(request.user):  # type: ignore[arg-type]
            raise PermissionDenied("Faktor kedua wajib bagi peran Anda dan tidak dapat dimatikan.")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: SandiDanKodeForm) -> HttpResponse:
        services.matikan_faktor(form.pengguna)
        self.request.session.pop(FAKTOR_ADA, None)  # a role given later may demand one again
        services.akhiri_semua_sesi(form.pengguna, kecuali=self.request.session.session_key)
        messages.success(self.request, "Faktor kedua dimatikan. Anda masuk dengan kata sandi saja.")
        return redirect(self.success_url)
