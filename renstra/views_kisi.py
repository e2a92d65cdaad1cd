"""The matrix of a draft as a grid to type in: saved row by row as one types, or as one form without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import TemplateView, View

from . import kisi
from .models import Indikator
from .views_kaskade import SuntingRenstraMixin


class KisiView(SuntingRenstraMixin, TemplateView):
    template_name = "renstra/kaskade/kisi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        baris = kwargs.pop("baris", None)
        if baris is None:
            baris = [kisi.baris_kosong(i) for i in kisi.indikator_kisi(self.renstra)]
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "kelompok": kisi.kelompokkan(baris),
            "kolom": len(self.renstra.tahun_periode) + 2,
            "banyak_galat": sum(bool(b.galat) for b in baris),
        }

    def tulis(self) -> HttpResponse:
        baris = [kisi.baris_terisi(i, self.request.POST) for i in kisi.indikator_kisi(self.renstra)]
        if not kisi.simpan_semua(baris):
            return self.render_to_response(self.get_context_data(baris=baris), status=422)
        messages.success(self.request, "Target disimpan.")
        return redirect(self.tautan("kisi", self.renstra.pk))


class KisiBarisView(SuntingRenstraMixin, View):
    """Saves one row; the answer is the row's last cell: what it rests on now, and what was wrong."""

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        milik = Indikator.objects.filter(sasaran__renstra=self.renstra).select_related(
            "sasaran__renstra", "satuan__skala", "asal"
        )
        indikator = get_object_or_404(milik, pk=self.kwargs["butir"])
        baris = kisi.baris_terisi(indikator, self.request.POST)
        if not kisi.simpan_baris(baris):
            return self._jawab(422, baris=baris)
        baru = kisi.baris_kosong(milik.get(pk=indikator.pk))
        baru.tersimpan = True
        return self._jawab(200, baris=baru)

    def terkunci(self, status: int) -> HttpResponse:
        return self._jawab(status, terkunci=True)

    def _jawab(self, status: int, **konteks: Any) -> HttpResponse:
        konteks = {"baris": None, "terkunci": False, "renstra": self.renstra} | konteks
        return render(self.request, "renstra/kaskade/_keadaan_kisi.html", konteks, status=status)
