"""Answers that Django leaves empty."""

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
