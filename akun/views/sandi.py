"""Passwords: forgotten, given for the first time, changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView, PasswordResetView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from organisasi.models import Pengguna
from sakip.klien import alamat_klien

from .. import kunci, services
from ..forms import GantiSandiForm, LupaSandiForm, SandiBaruForm
from ..tokens import LAMA_AKTIVASI, token_aktivasi
from .dasar import FormAkunView


class LupaSandiView(PasswordResetView):
    """Asks for a mail. The answer is the same, in words and in time, whether the address is known or not."""

    template_name = "akun/lupa_sandi.html"
    form_class = LupaSandiForm
    success_url = reverse_lazy("akun:lupa_sandi_terkirim")
    extra_context = {"menit": settings.PASSWORD_RESET_TIMEOUT // 60}

    def form_valid(self, form: Any) -> HttpResponse:
        if not services.boleh_minta_setel_ulang(alamat_klien(self.request)):
            return kunci.halaman_tunggu(self.request, services.SEJAM)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(aktif=settings.SUREL_AKTIF, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.SUREL_AKTIF:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)


@require_safe
@login_not_required
def lupa_sandi_terkirim(request: HttpRequest) -> HttpResponse:
    return render(request, "akun/lupa_sandi_terkirim.html", {"menit": settings.PASSWORD_RESET_TIMEOUT // 60})


class SetelUlangView(PasswordResetConfirmView):
    """The address in the mail. Django moves the token into the session, so that it leaves the address bar."""

    template_name = "akun/sandi_baru.html"
    form_class = SandiBaruForm
    reset_url_token = "kata-sandi-baru"  # noqa: S105  # a word in the address
    cara = "lewat surel"
    extra_context = {"aktivasi": False}

    def get_user(self, uidb64: str) -> Any:
        pengguna = super().get_user(uidb64)
        return pengguna if pengguna and pengguna.is_active else None

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Once: of two who use the link at the same moment the second finds it used."""
        kini = Pengguna.objects.select_for_update().get(pk=form.user.pk)
        token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)
        if not self.token_generator.check_token(kini, token):
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        jawaban = super().form_valid(form)
        services.sandi_disetel(form.user, cara=self.cara)
        return jawaban

    def get_success_url(self) -> str:
        return f"{reverse('masuk')}?sebab=sandi"


class AktivasiView(SetelUlangView):
    """The link that an administrator hands over: the first password of an account."""

    token_generator = token_aktivasi
    cara = "tautan aktivasi"
    extra_context = {"aktivasi": True, "hari": LAMA_AKTIVASI // timedelta(days=1)}


@method_decorator(sensitive_post_parameters(), name="dispatch")
class GantiSandiView(FormAkunView):
    template_name = "akun/sandi.html"
    form_class = GantiSandiForm
    tab_aktif = "akun:sandi"
    success_url = reverse_lazy("akun:akun")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    @transaction.atomic
    def form_valid(self, form: GantiSandiForm) -> HttpResponse:
        form.save()
        update_session_auth_hash(self.request, form.pengguna)
        services.sandi_disetel(form.pengguna, cara="oleh Anda", kecuali=self.request.session.session_key)
        messages.success(self.request, "Kata sandi diganti. Sesi di perangkat lain sudah diakhiri.")
        return redirect(self.success_url)
