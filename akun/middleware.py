"""Sessions that end by themselves, and roles that may not work without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from . import faktor, sesi

FAKTOR_ADA = "faktor_ada"  # in the session
Jawab = Callable[[HttpRequest], HttpResponse]


def sesi_berakhir(get_response: Jawab) -> Jawab:
    """Log out who was idle for too long; on the login page say why it is shown again."""

    def jawab(request: HttpRequest) -> HttpResponse:
        sebab = _akhiri_bila_perlu(request)
        jawaban = get_response(request)
        if sebab and jawaban.status_code == 302 and jawaban["Location"].startswith(f"{reverse('masuk')}?"):
            jawaban["Location"] += f"&{urlencode({'sebab': sebab})}"
        return jawaban

    return jawab


def _akhiri_bila_perlu(request: HttpRequest) -> str:
    """Why the session is over; empty while it lives and for who never had one."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    if sesi.terlalu_lama_diam(request.session):  # reads the session
        logout(request)
        return "diam"
    if request.session.is_empty():
        return "berakhir"
    sesi.sentuh(request)
    return ""


class FaktorWajib:
    """A person whose role demands a second factor and who has none sets it up first; nothing else works until then."""

    BOLEH = frozenset({"akun:faktor_mulai", "akun:faktor_pasang", "keluar"})

    def __init__(self, get_response: Jawab) -> None:
        if not settings.OTP_WAJIB:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        tujuan = request.resolver_match.view_name if request.resolver_match else ""
        if tujuan in self.BOLEH or not request.user.is_authenticated or not _harus_memasang(request):
            return None
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(reverse("akun:faktor_mulai"))
        return redirect("akun:faktor_mulai")


def _harus_memasang(request: HttpRequest) -> bool:
    """Asked of the database until it is set up; then the session remembers: turning it off takes that back, and a reset
    by an administrator ends the session."""
    if request.session.get(FAKTOR_ADA):
        return False
    pengguna: Any = request.user
    if faktor.aplikasi(pengguna) is not None:
        request.session[FAKTOR_ADA] = True
        return False
    return faktor.wajib(pengguna)
