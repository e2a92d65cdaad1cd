"""The matrix of a draft as a grid to type in: saved cell by cell as one types, or as one form without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from . import kisi
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
            "kolom": len(self.renstra.tahun_periode) + 1,
            "banyak_galat": sum(bool(b.galat) for b in baris),
        }

    def tulis(self) -> HttpResponse:
        baris = [kisi.baris_terisi(i, self.request.POST) for i in kisi.indikator_kisi(self.renstra)]
        if not kisi.simpan_semua(self.renstra, baris):
            return self.render_to_response(self.get_context_data(baris=baris), status=422)
        messages.success(self.request, "Target disimpan.")
        return redirect(self.tautan("kisi", self.renstra.pk))


class KisiBlokView(SuntingRenstraMixin, View):
    """Saves the cells that were posted, one or a pasted block, in one request; the answer says how each row stands.

    What is right is written; a cell that cannot be read, or that somebody else changed meanwhile, is not.
    """

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        dikirim = [i for i in kisi.indikator_kisi(self.renstra) if f"{kisi.awalan(i)}-asal" in self.request.POST]
        baris = [kisi.baris_terisi(i, self.request.POST) for i in dikirim]
        kisi.simpan_baris(self.renstra, baris)
        return JsonResponse({"baris": kisi.jawaban(self.renstra, baris)})

    def terkunci(self, status: int) -> HttpResponse:
        pesan = f"Belum tersimpan: Renstra ini sekarang berstatus “{self.renstra.get_status_display()}”."
        return JsonResponse({"pesan": pesan}, status=status)
