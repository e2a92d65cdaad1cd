"""Asks once before a draft plan, or a draft revision, is thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from . import services_hapus as services
from .views import UBAH, RenstraMixin


class HapusRenstraView(RenstraMixin, TemplateView):
    izin = UBAH
    template_name = "renstra/hapus.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = {"renstra": self.renstra, "hilang": services.akan_hilang(self.renstra), "judul": self._judul()}
        return super().get_context_data(**konteks | kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asal = self.renstra.menggantikan
        try:
            services.hapus_renstra(renstra=self.renstra, oleh=self.pengguna)
        except services.HapusDitolak as galat:
            konteks = self.get_context_data()
            if not konteks["hilang"].halangan:  # else the page says it itself
                messages.error(request, str(galat))
            return self.render_to_response(konteks, status=409)
        apa = "Draf revisi dibuang." if asal is not None else "Draf Renstra dihapus."
        messages.success(request, f"{apa} Isinya tetap tercatat di jejak audit.")
        if asal is not None:
            return redirect(self.tautan("detail", asal.pk))
        return redirect("renstra:daftar", kode=self.satker.kode, tahun=self.tahun)

    def _judul(self) -> str:
        return "Buang draf revisi" if self.renstra.menggantikan_id else "Hapus draf Renstra"
