"""The one way in: the password, then a code where the person has a second factor.

Between the two nobody is logged in: the session holds only who may now type a code, and for how long.
"""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from organisasi.forms import MasukForm
from organisasi.models import Pengguna

from .. import faktor, kunci
from ..forms import PeriksaKode, PeriksaKodePemulihan

MENUNGGU = "menunggu_kode"
LAMA_MENUNGGU = 5 * 60  # seconds for the second step

#: Why the login page is shown: `?sebab=` → kind of message, title, text.
KABAR = {
    "diam": ("info", "Sesi berakhir karena lama tidak dipakai", "Masuk lagi untuk melanjutkan."),
    "berakhir": (
        "info",
        "Sesi berakhir",
        "Sudah lewat 12 jam sejak Anda masuk, atau sesi diakhiri dari perangkat lain. Masuk lagi untuk melanjutkan.",
    ),
    "kode": ("warning", "Waktu mengisi kode habis", "Masuk lagi, lalu isi kode yang sedang tampil di aplikasi Anda."),
    "sandi": ("success", "Kata sandi sudah diganti", "Masuk dengan kata sandi baru. Sesi yang lama sudah diakhiri."),
}


class MasukView(LoginView):
    template_name = "masuk.html"
    authentication_form = MasukForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        pengguna = form.get_user()
        if faktor.aplikasi(pengguna) is None:
            return super().form_valid(form)
        self.request.session.flush()  # a session that somebody planted before is not carried on
        self.request.session[MENUNGGU] = {
            "pengguna": pengguna.pk,
            "sidik": pengguna.get_session_auth_hash(),
            "backend": pengguna.backend,
            "sejak": int(time.time()),
            "tujuan": self.get_success_url(),
        }
        self.request.session.set_expiry(LAMA_MENUNGGU)
        return redirect("akun:kode")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kabar = KABAR.get(self.request.GET.get("sebab", ""))
        bagian = ("jenis", "judul", "isi")
        return super().get_context_data(kabar=dict(zip(bagian, kabar, strict=True)) if kabar else None, **kwargs)


def _menunggu(request: HttpRequest) -> tuple[Pengguna, dict[str, Any]] | None:
    """Who may type a code in this session; None when the time is over or the password changed meanwhile."""
    isi = request.session.get(MENUNGGU)
    if not isi or time.time() - isi["sejak"] > LAMA_MENUNGGU:
        return None
    pengguna = get_user_model().objects.filter(pk=isi["pengguna"], is_active=True).first()
    if pengguna is None or not constant_time_compare(isi["sidik"], pengguna.get_session_auth_hash()):
        return None
    return pengguna, isi


@method_decorator([login_not_required, sensitive_post_parameters(), never_cache], name="dispatch")
class KodeView(FormView):
    """The second step: a code of the app, or with `?cara=pemulihan` a recovery code."""

    template_name = "akun/kode.html"
    pengguna: Pengguna
    isi: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        siapa = _menunggu(request)
        if siapa is None:
            return redirect("/" if request.user.is_authenticated else f"{reverse('masuk')}?sebab=kode")
        self.pengguna, self.isi = siapa
        return super().dispatch(request, *args, **kwargs)

    @property
    def pemulihan(self) -> bool:
        return self.request.GET.get("cara") == "pemulihan"

    def get_form_class(self) -> type[PeriksaKode]:
        return PeriksaKodePemulihan if self.pemulihan else PeriksaKode

    def get_form(self, form_class: Any = None) -> PeriksaKode:
        form = super().get_form(form_class)
        form.fields["kode"].widget.attrs["autofocus"] = True  # nothing else is asked on this page
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        perangkat = faktor.aplikasi(self.pengguna)
        return {**super().get_form_kwargs(), "pengguna": self.pengguna, "perangkat": perangkat}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pemulihan=self.pemulihan, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        nama = {"username": self.pengguna.get_username()}
        if kunci.terkunci(request, nama["username"]):
            return kunci.halaman_terkunci(request, credentials=nama)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PeriksaKode) -> HttpResponse:
        del self.request.session[MENUNGGU]
        login(self.request, self.pengguna, backend=self.isi["backend"])
        if self.pemulihan:
            sisa = faktor.sisa_kode(self.pengguna)
            messages.warning(
                self.request,
                f"Anda masuk dengan kode pemulihan; tersisa {sisa}. Bila perangkat hilang, pasang lagi faktor kedua "
                "di Akun saya.",
            )
        return redirect(self.isi["tujuan"])

    def form_invalid(self, form: PeriksaKode) -> HttpResponse:
        """A wrong code counts like a wrong password, so that codes cannot be guessed either."""
        if form.kode_salah:
            nama = {"username": self.pengguna.get_username()}
            user_login_failed.send(sender=__name__, credentials=nama, request=self.request)
        return super().form_invalid(form)


@require_safe
@login_not_required
def masuk_admin(request: HttpRequest) -> HttpResponse:
    """Django's admin has no login of its own here; who is logged in already has come without the right."""
    if request.user.is_authenticated:
        raise PermissionDenied("Halaman administrasi teknis hanya untuk pengelola sistem.")
    return redirect(f"{reverse('masuk')}?{request.META['QUERY_STRING']}")
