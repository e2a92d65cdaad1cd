"""A revision beside its predecessor, with the reason of each difference."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from . import services_perbandingan as services
from .forms_perbandingan import AlasanForm
from .susunan_perbandingan import PerbandinganRenstra, susun_perbandingan
from .views import UBAH
from .views_kaskade import SuntingRenstraMixin


class PerbandinganView(SuntingRenstraMixin, TemplateView):
    """Whoever sees the revision reads it, also after it was fixed; reasons are written while it is open."""

    izin = ""
    template_name = "renstra/perbandingan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.izin = UBAH if request.method == "POST" else ""
        return super().dispatch(request, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    @cached_property
    def perbandingan(self) -> PerbandinganRenstra | None:
        return susun_perbandingan(self.renstra)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or (AlasanForm(perbandingan=self.perbandingan) if self.perbandingan else None)
        menulis = self.renstra.dapat_diubah and self.pengguna.has_perm(UBAH, self.renstra)
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "perbandingan": self.perbandingan,
            "form": form,
            "kelompok": list(form.per_kelompok()) if form else [],
            "menulis": menulis,
        }

    def tulis(self) -> HttpResponse:
        if self.perbandingan is None:
            return self.render_to_response(self.get_context_data(), status=409)
        form = AlasanForm(self.request.POST, perbandingan=self.perbandingan)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            banyak = services.simpan_alasan(renstra=self.renstra, isian=form.isian())
        except services.KonflikAlasan as konflik:
            form.catat_konflik(konflik.tersimpan)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, f"{banyak} alasan disimpan." if banyak else "Tidak ada alasan yang berubah.")
        return redirect(self.tautan("perbandingan", self.renstra.pk))
