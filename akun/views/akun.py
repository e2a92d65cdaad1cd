"""Akun saya: who one is here, the address for mail, and the sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from .. import faktor, services
from ..forms import SurelForm
from ..models import Sesi
from .dasar import AkunMixin, FormAkunView


class AkunView(AkunMixin, TemplateView):
    """What the house knows of the person, and how the account is secured."""

    template_name = "akun/akun.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pengguna: Any = self.request.user
        return super().get_context_data(
            penugasan=pengguna.penugasan_kini(),
            aplikasi=faktor.aplikasi(pengguna),
            sisa=faktor.sisa_kode(pengguna),
            wajib=faktor.wajib(pengguna),
            jumlah_sesi=Sesi.objects.hidup().milik(pengguna).count(),
            **kwargs,
        )


class SurelView(FormAkunView):
    template_name = "akun/surel.html"
    form_class = SurelForm
    success_url = reverse_lazy("akun:akun")

    def get_initial(self) -> dict[str, Any]:
        return {"surel": self.request.user.email}  # type: ignore[union-attr]

    def form_valid(self, form: SurelForm) -> HttpResponse:
        services.ganti_surel(form.pengguna, form.cleaned_data["surel"])
        messages.success(self.request, "Alamat surel disimpan.")
        return redirect(self.success_url)


class SesiView(AkunMixin, TemplateView):
    """Where the account is logged in."""

    template_name = "akun/sesi.html"
    tab_aktif = "akun:sesi"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ini = self.request.session.session_key
        daftar = [
            {"sesi": s, "ini": s.pk == ini, "tanda": s.tanda}
            for s in Sesi.objects.hidup().milik(self.request.user)  # type: ignore[arg-type]
        ]
        daftar.sort(key=lambda s: not s["ini"])
        return super().get_context_data(daftar=daftar, **kwargs)


@require_POST
def akhiri_sesi(request: HttpRequest, tanda: str) -> HttpResponse:
    """End one session; the own one through "Keluar"."""
    pengguna: Any = request.user
    semua = Sesi.objects.milik(pengguna).exclude(pk=request.session.session_key)
    sesi = next((s for s in semua if s.tanda == tanda), None)
    if sesi is None:
        raise Http404("Sesi ini tidak ada atau sudah berakhir.")
    services.akhiri_sesi(pengguna, sesi)
    messages.success(request, f"Sesi {sesi.perangkat} diakhiri.")
    return redirect("akun:sesi")


@require_POST
def akhiri_sesi_lain(request: HttpRequest) -> HttpResponse:
    jumlah = services.akhiri_semua_sesi(request.user, kecuali=request.session.session_key)  # type: ignore[arg-type]
    messages.success(request, f"{jumlah} sesi lain diakhiri." if jumlah else "Tidak ada sesi lain.")
    return redirect("akun:sesi")
