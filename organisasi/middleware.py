"""Acting for another: the person says so once, and everything done until the end carries both names."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .models import Pelimpahan

KUNCI_SESI = "pelimpahan"


def atas_nama(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put the chosen pelimpahan on the user while it is in force; drop the choice as soon as it is not."""

    def jawab(request: HttpRequest) -> HttpResponse:
        if (pk := request.session.get(KUNCI_SESI)) and request.user.is_authenticated:
            dipakai = (
                Pelimpahan.objects.pada(timezone.localdate())
                .filter(pk=pk, penerima=request.user.pk)
                .select_related("penugasan__pejabat", "penugasan__jabatan__unit__satker")
                .first()
            )
            if dipakai is None:
                del request.session[KUNCI_SESI]
            request.user.pelimpahan_dipakai = dipakai
        return get_response(request)

    return jawab
