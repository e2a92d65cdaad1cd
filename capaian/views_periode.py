"""When the quarters of a year may be entered: the calendar, and opening a closed one again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from organisasi.acuan import SENDIRI, UMUM
from organisasi.tempat import di_tempat, kunci_tempat, pengguna, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan

from . import izin
from .forms_periksa import BukaKunciForm
from .models import BukaKunci
from .periode import Periode, buka_kunci, periode_setahun, tutup_kunci


@di_tempat
@require_GET
def periode(request: HttpRequest) -> HttpResponse:
    """The four quarters, what is and was unlocked, and the form for it. `?tw=` chooses the quarter of the form."""
    return _halaman(request, None)


@di_tempat
@require_POST
def buka(request: HttpRequest) -> HttpResponse:
    wajib_izin(request, izin.BUKA)
    form = _formulir(request, _setahun(request), request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            kunci = buka_kunci(
                satker=request.satker,  # type: ignore[attr-defined]
                tahun=request.tahun,  # type: ignore[attr-defined]
                triwulan=data["triwulan"],
                unit=data["unit"],
                sampai=data["sampai"],
                alasan=data["alasan"],
                oleh=pengguna(request),
            )
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{kunci.get_triwulan_display()} dibuka kembali.")
            return redirect("capaian:periode", **kunci_tempat(request))
    return _halaman(request, form)


@di_tempat
@require_POST
def tutup(request: HttpRequest, *, pk: int) -> HttpResponse:
    """End an unlocking before its time."""
    di_sini = {"satker": request.satker, "tahun": request.tahun}  # type: ignore[attr-defined]
    kunci = get_object_or_404(BukaKunci.objects.visible_to(pengguna(request)).filter(**di_sini), pk=pk)
    wajib_izin(request, izin.BUKA)
    if tutup_kunci(kunci):
        messages.success(request, f"{kunci.get_triwulan_display()} ditutup kembali.")
    else:
        messages.warning(request, "Pembukaan itu sudah berakhir.")
    return redirect("capaian:periode", **kunci_tempat(request))


def _setahun(request: HttpRequest) -> list[Periode]:
    return list(periode_setahun(request.satker, request.tahun).values())  # type: ignore[attr-defined]


def _formulir(request: HttpRequest, setahun: list[Periode], data: Any = None) -> BukaKunciForm:
    """Only what the calendar has closed can be opened again."""
    lewat = [p.triwulan.value for p in setahun if p.lewat]
    awal = {"triwulan": baca_bilangan(request.GET.get("tw", "")) or (lewat[-1] if lewat else None)}
    return BukaKunciForm(data, satker=request.satker, triwulan=lewat, initial=awal)  # type: ignore[attr-defined]


def _halaman(request: HttpRequest, form: BukaKunciForm | None) -> HttpResponse:
    user, satker = pengguna(request), request.satker  # type: ignore[attr-defined]
    setahun = _setahun(request)
    boleh_buka = user.has_perm(izin.BUKA, satker)
    tempat = kunci_tempat(request)
    boleh_atur = any(user.has_perm(satu, satker) for satu in (SENDIRI, UMUM))
    semua = BukaKunci.objects.visible_to(user).filter(satker=satker, tahun=request.tahun)  # type: ignore[attr-defined]
    konteks = {
        "setahun": setahun,
        "kunci": [
            {"kunci": k, "berjalan": k.berjalan} for k in semua.select_related("unit", "oleh").order_by("-waktu")
        ],
        "bekerja_di_sini": user.bekerja_di(satker),
        "boleh_buka": boleh_buka,
        "form": form or (_formulir(request, setahun) if boleh_buka else None),
        "ada_tertutup": any(p.lewat for p in setahun),
        "url_tenggat": reverse("organisasi:acuan_daftar", kwargs={**tempat, "slug": "tenggat"}) if boleh_atur else "",
    }
    return render(request, "capaian/periksa/periode.html", konteks, status=422 if form and form.errors else 200)
