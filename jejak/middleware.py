"""Puts the person of a request into the context that the audit trail reads."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sakip.klien import alamat_klien
from sakip.pelaku import Pelaku, sebagai

KEPALA = "X-Permintaan"
TANPA_LOGIN = "Pengunjung"


def pelaku(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every request gets a number, in the trail and in the answer; who asks is found out at the first write only."""

    def jawab(request: HttpRequest) -> HttpResponse:
        request.permintaan = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        with sebagai(PelakuPermintaan(request)):
            jawaban = get_response(request)
        jawaban[KEPALA] = request.permintaan  # type: ignore[attr-defined]
        return jawaban

    return jawab


class PelakuPermintaan:
    """The person of the request as it is now: logging in and out, and acting for another, change it on the way."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._diingat: tuple[Any, Pelaku] | None = None
        self._mencari = False

    def __call__(self) -> Pelaku:
        if self._mencari:  # finding out who it is may itself write, for example end a session
            return pelaku_dari(self._request, None)
        self._mencari = True
        try:
            user = getattr(self._request, "user", None)
            kunci = (getattr(user, "pk", None), getattr(user, "pelimpahan_dipakai", None))
            if self._diingat is None or self._diingat[0] != kunci:
                self._diingat = (kunci, pelaku_dari(self._request, user))
            return self._diingat[1]
        finally:
            self._mencari = False


def pelaku_dari(request: HttpRequest | None, user: Any) -> Pelaku:
    """The one who acts in a request; `user` may be another than the request's, for example while logging in.

    The office comes from `user.jabatan_bertindak`, and whom the person acts for from `user.pelimpahan_dipakai`.
    """
    asal = (alamat_klien(request) or "") if request else ""
    permintaan = getattr(request, "permintaan", "")
    if user is None or user.pk is None:
        return Pelaku(None, TANPA_LOGIN, asal=asal, permintaan=permintaan)
    pelimpahan = getattr(user, "pelimpahan_dipakai", None)
    wakil = pelimpahan.penugasan if pelimpahan else None
    return Pelaku(
        user.pk,
        str(user),
        getattr(user, "jabatan_bertindak", ""),
        atas_nama=str(wakil) if wakil else "",
        atas_nama_id=wakil.pejabat_id if wakil else None,
        asal=asal,
        permintaan=permintaan,
    )
