"""What every answer gets: headers for the browser, and a page where Django leaves it empty."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def halaman_405(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page for an act that was opened as an address, for example after logging in again in the middle of it."""

    def jawab(request: HttpRequest) -> HttpResponse:
        jawaban = get_response(request)
        if jawaban.status_code != 405 or jawaban.content:
            return jawaban
        halaman = render(request, "405.html", status=405)
        halaman["Allow"] = jawaban["Allow"]
        return halaman

    return jawab


class KompresHalaman(GZipMiddleware):
    """Compresses what is text: a tree of 2,000 nodes is 650 kB plain and 90 kB compressed.

    Not files (PDF, photos and workbooks are compressed themselves). Django adds random bytes to each answer, so that
    its length tells nothing of what it holds (BREACH); the CSRF token is masked anew each time besides.
    """

    TEKS = ("text/html", "text/csv", "application/json", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        jenis = response.headers.get("Content-Type", "")
        if response.streaming or not jenis.startswith(self.TEKS):
            return response
        return super().process_response(request, response)


#: Features of the browser that no page of ours uses; a script that gets in cannot ask for them either.
IZIN_PERAMBAN = "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()"


def kepala_aman(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages are not kept by browsers and proxies: the next person at the machine must not read them with Back.

    A view that says otherwise itself keeps its word; static files are served before this.
    """

    def jawab(request: HttpRequest) -> HttpResponse:
        jawaban = get_response(request)
        if jawaban.get("Content-Type", "").startswith("text/html"):
            jawaban.headers.setdefault("Cache-Control", "private, no-store")
        jawaban.headers.setdefault("Permissions-Policy", IZIN_PERAMBAN)
        jawaban.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return jawaban

    return jawab


#: What the two databases say when somebody else holds what is to be written.
TERKUNCI = ("locked", "deadlock detected", "lock timeout", "could not obtain lock")
SIBUK = "Basis data sedang sibuk; yang baru Anda kirim belum tersimpan. Simpan lagi sebentar lagi."
NANTI = 5  # seconds


def basis_data_sibuk(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """503 that says what to do, where the database gave no turn to write in time; nothing of the act was kept."""

    def jawab(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def galat(request: HttpRequest, galat: Exception) -> HttpResponse | None:
        if not (isinstance(galat, OperationalError) and any(kata in str(galat).lower() for kata in TERKUNCI)):
            return None
        logger.warning("The database was locked: %s", request.path, exc_info=galat)
        jawaban: HttpResponse
        if "application/json" in request.headers.get("Accept", ""):
            jawaban = JsonResponse({"pesan": SIBUK}, status=503)
        else:
            jawaban = HttpResponse(render_to_string("503.html"), status=503)
        jawaban["Retry-After"] = str(NANTI)
        return jawaban

    jawab.process_exception = galat  # type: ignore[attr-defined]
    return jawab
