"""Address = place: every framed page stands at /<kode satker>/<tahun>/… and sees that satker or answers 404."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from sakip.konversi import TahunConverter

from .models import Pengguna, Satker

#: Cookie with the year that was worked in last, until the browser ends. No secret, and no row to write in the session.
TAHUN_TERAKHIR = f"{settings.AWALAN_KUE}tahun"


def masuk_tempat(request: HttpRequest, kode: str, tahun: int) -> None:
    """Put `request.satker` and `request.tahun`; 404 when the satker is unknown or out of the person's scope."""
    request.satker = get_object_or_404(Satker.objects.visible_to(request.user), kode=kode)  # type: ignore[attr-defined]
    request.tahun = tahun  # type: ignore[attr-defined]


def ingat_tahun(jawaban: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """The same answer; it makes "/" lead back to the year of the place."""
    tahun = str(request.tahun)  # type: ignore[attr-defined]
    if request.COOKIES.get(TAHUN_TERAKHIR) != tahun:
        jawaban.set_cookie(TAHUN_TERAKHIR, tahun, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return jawaban


def tahun_terakhir(request: HttpRequest) -> int | None:
    """The year worked in last, None when the browser tells none that could be one."""
    teks = request.COOKIES.get(TAHUN_TERAKHIR, "")
    return int(teks) if re.fullmatch(TahunConverter.regex, teks, re.ASCII) else None


def di_tempat(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator of function views: resolves the place from `kode` and `tahun` and takes both out of the arguments."""

    @functools.wraps(view)
    def di_dalam(request: HttpRequest, *, kode: str, tahun: int, **kwargs: Any) -> HttpResponseBase:
        masuk_tempat(request, kode, tahun)
        return ingat_tahun(view(request, **kwargs), request)

    return di_dalam


def wajib_izin(request: HttpRequest, izin: str, obj: Any = None) -> None:
    """403 when the person may not do this on `obj` (default: in the satker of the place)."""
    sasaran = obj if obj is not None else request.satker  # type: ignore[attr-defined]
    if not request.user.has_perm(izin, sasaran):
        raise PermissionDenied("Anda tidak berwenang melakukan tindakan ini.")


def pengguna(request: HttpRequest) -> Pengguna:
    """Who is logged in; the door of every page of a place lets nobody else in."""
    assert isinstance(request.user, Pengguna)
    return request.user


def kunci_tempat(request: HttpRequest) -> dict[str, Any]:
    """`kode` and `tahun` of the place, as addresses take them."""
    return {"kode": request.satker.kode, "tahun": request.tahun}  # type: ignore[attr-defined]


class TempatMixin:
    """Class-based views: `self.satker`, `self.tahun`; `izin` (optional) is demanded before the view runs."""

    izin: str = ""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        masuk_tempat(request, kwargs["kode"], kwargs["tahun"])
        if self.izin:
            wajib_izin(request, self.izin)
        return ingat_tahun(super().dispatch(request, *args, **kwargs), request)  # type: ignore[misc]

    @property
    def satker(self) -> Satker:
        return self.request.satker  # type: ignore[attr-defined]

    @property
    def tahun(self) -> int:
        return self.request.tahun  # type: ignore[attr-defined]
