"""Where a person lands after the login."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from sakip.bingkai import tahun_kerja

from .models import Satker
from .tempat import tahun_terakhir


@require_safe
def pulang(request: HttpRequest) -> HttpResponse:
    """To the Beranda of the own satker, in the year worked in last; else in the newest one that holds data."""
    satker = Satker.objects.visible_to(request.user).first()
    if satker is None:
        raise PermissionDenied("Akun Anda belum ditempatkan pada satuan kerja. Hubungi admin satker.")
    tahun = tahun_terakhir(request) or tahun_kerja(satker) or timezone.localdate().year
    return redirect("pelaporan:beranda", kode=satker.kode, tahun=tahun)
