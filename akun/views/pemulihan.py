"""What an administrator does for somebody who cannot get in. Reached from the list of users."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from organisasi.models import Pengguna

from .. import faktor, kunci, services
from ..models import Sesi


def _ambil(request: HttpRequest, pk: int) -> Pengguna:
    """404 outside the scope, 403 without the right."""
    pengguna = get_object_or_404(Pengguna.objects.visible_to(request.user).select_related("satker"), pk=pk)
    services.wajib_boleh_memulihkan(request.user, pengguna)  # type: ignore[arg-type]
    return pengguna


def _tampilkan(request: HttpRequest, pengguna: Pengguna, tautan: str = "") -> HttpResponse:
    konteks: dict[str, Any] = {
        "akun": pengguna,
        "tautan": request.build_absolute_uri(tautan) if tautan else "",
        "bersandi": pengguna.has_usable_password(),
        "aplikasi": faktor.aplikasi(pengguna),
        "terkunci": pengguna.get_username() in kunci.nama_terkunci(),
        "terkunci_sampai": kunci.terkunci_sampai(pengguna.get_username()),
        "jumlah_sesi": Sesi.objects.hidup().milik(pengguna).count(),
    }
    return render(request, "akun/pemulihan.html", konteks)


@require_safe
def pemulihan(request: HttpRequest, pk: int) -> HttpResponse:
    return _tampilkan(request, _ambil(request, pk))


@require_POST
def buat_tautan(request: HttpRequest, pk: int) -> HttpResponse:
    """The link for the first password, or for a new one; shown on the answer alone, never stored."""
    pengguna = _ambil(request, pk)
    try:
        tautan = services.buat_tautan(pengguna, oleh=request.user)  # type: ignore[arg-type]
    except services.GalatAkun as galat:
        messages.error(request, str(galat))
        return redirect("akun:pemulihan", pk=pk)
    return _tampilkan(request, pengguna, tautan)


@require_POST
def pulihkan_faktor(request: HttpRequest, pk: int) -> HttpResponse:
    services.pulihkan_faktor(_ambil(request, pk), oleh=request.user)  # type: ignore[arg-type]
    messages.success(request, "Faktor kedua dihapus dan semua sesinya diakhiri. Pemiliknya masuk dengan kata sandi.")
    return redirect("akun:pemulihan", pk=pk)


@require_POST
def buka_kunci(request: HttpRequest, pk: int) -> HttpResponse:
    services.buka_kunci(_ambil(request, pk), oleh=request.user)  # type: ignore[arg-type]
    messages.success(request, "Penahanan dibuka. Pemiliknya dapat langsung mencoba masuk.")
    return redirect("akun:pemulihan", pk=pk)


@require_POST
def akhiri_sesi_orang(request: HttpRequest, pk: int) -> HttpResponse:
    jumlah = services.akhiri_semua_sesi(_ambil(request, pk))
    messages.success(request, f"{jumlah} sesi diakhiri." if jumlah else "Akun ini tidak sedang masuk di mana pun.")
    return redirect("akun:pemulihan", pk=pk)
