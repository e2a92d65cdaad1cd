"""Where a person lands, and who holds which office in the satker of the place."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from sakip.bingkai import tahun_kerja

from .models import Jabatan, Penugasan, Satker
from .tempat import TempatMixin


@require_safe
def pulang(request: HttpRequest) -> HttpResponse:
    """To the Beranda of the own satker, in the newest year that holds data."""
    satker = Satker.objects.visible_to(request.user).first()
    if satker is None:
        raise PermissionDenied("Akun Anda belum ditempatkan pada satuan kerja. Hubungi admin satker.")
    return redirect("pelaporan:beranda", kode=satker.kode, tahun=tahun_kerja(satker) or timezone.localdate().year)


class OrganisasiView(TempatMixin, TemplateView):
    """The satker's profile, its units and positions with their holders on the last day of the year, and the history."""

    template_name = "organisasi/organisasi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tanggal = min(datetime.date(self.tahun, 12, 31), timezone.localdate())
        return super().get_context_data(
            tanggal=tanggal,
            susunan=susunan_jabatan(self.satker, tanggal),
            penugasan=Penugasan.objects.filter(jabatan__unit__satker=self.satker).select_related("pejabat", "jabatan"),
            kop_surat=self.satker.kop_surat.all(),
            **kwargs,
        )


def susunan_jabatan(satker: Satker, tanggal: datetime.date) -> list[dict[str, Any]]:
    """Units in their order, each with its positions and who held them on the date; three queries."""
    pemangku: dict[int, list[Penugasan]] = {}
    for p in Penugasan.objects.pada(tanggal).filter(jabatan__unit__satker=satker).select_related("pejabat", "jabatan"):
        pemangku.setdefault(p.jabatan_id, []).append(p)
    jabatan: dict[int, list[dict[str, Any]]] = {}
    for j in Jabatan.objects.filter(unit__satker=satker).select_related("atasan"):
        jabatan.setdefault(j.unit_id, []).append({"jabatan": j, "pemangku": pemangku.get(j.pk, [])})
    return [{"unit": unit, "jabatan": jabatan.get(unit.pk, [])} for unit in satker.unit.order_by("jalur")]
