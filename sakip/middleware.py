"""What every answer gets: headers for the browser, and a page where Django leaves it empty."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
