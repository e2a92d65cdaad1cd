"""The product's addresses plus the two yardsticks: a bare view and a bare template, both behind the full middleware."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

#: What the page under measurement shows, as plain rows of cells; set by `bench.halaman` before it asks for it.
BARIS: list[list[str]] = []


def kosong(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def polos(request: HttpRequest) -> HttpResponse:
    return render(request, "bench_polos.html", {"baris": BARIS})


urlpatterns = [
    path("bench/kosong/", kosong),
    path("bench/polos/", polos),
    path("", include("sakip.urls")),
]
