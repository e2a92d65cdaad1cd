"""Tindak lanjut: planned beside a figure, listed for the year, followed up."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisasi.models.pohon import cabang
from organisasi.tempat import di_tempat, kunci_tempat, pengguna, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from . import izin
from . import tindak_lanjut as layanan
from .enums import Triwulan
from .forms_periksa import PantauanForm, SaringForm, TindakLanjutForm
from .halaman import pengukuran_tampak, triwulan_sah
from .models import Pengukuran, TindakLanjut, TindakLanjutQuerySet
from .tindak_lanjut import boleh_pantau


def triwulan_kini(tahun: int) -> int:
    """The quarter of a year that runs now; the first before it, the last after it."""
    hari = timezone.localdate()
    if hari.year != tahun:
        return 1 if hari.year < tahun else 4
    return (hari.month + 2) // 3


# --- The year ------------------------------------------------------------------------------------------------------


@di_tempat
@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """All of the year, open ones first; `?unit=` and `?status=` narrow it, `?saya=1` to what one answers for."""
    user = pengguna(request)
    jabatan = user.jabatan_dipegang
    saring = SaringForm(request.GET or None, satker=request.satker)  # type: ignore[attr-defined]
    semua = _di_sini(request)
    dipilih = _tersaring(semua, saring, jabatan if "saya" in request.GET else None)
    rencana = list(dipilih.lengkap().select_related(*LENGKAP).prefetch_related("pengukuran__indikator__pelaksana"))
    rencana.sort(key=lambda t: (t.selesai, t.tenggat, t.pk))
    konteks = {
        "baris": [{"rencana": t, "boleh_pantau": boleh_pantau(user, t, jabatan)} for t in rencana],
        "saring": saring,
        "tersaring": bool(request.GET),
        "saya": "saya" in request.GET,
        "terbuka": sum(not t.selesai for t in rencana),
        "lewat": sum(t.lewat_tenggat for t in rencana),
    }
    return render(request, "capaian/periksa/tindak_lanjut.html", konteks)


LENGKAP = ("pengukuran__indikator", "pengukuran__butir", "pengukuran__satker")


def _di_sini(request: HttpRequest) -> TindakLanjutQuerySet:
    di_sini = {"pengukuran__satker": request.satker, "pengukuran__tahun": request.tahun}  # type: ignore[attr-defined]
    return TindakLanjut.objects.visible_to(pengguna(request)).filter(**di_sini)


def _tersaring(semua: TindakLanjutQuerySet, saring: SaringForm, jabatan: set[int] | None) -> TindakLanjutQuerySet:
    if jabatan is not None:
        semua = semua.filter(penanggung_jawab__in=jabatan)
    if not saring.is_valid():
        return semua
    if unit := saring.cleaned_data["unit"]:
        bawah = type(unit).objects.filter(cabang({unit.jalur}), satker=unit.satker_id)
        milik = Q(penanggung_jawab__unit__in=bawah) | Q(
            pengukuran__in=Pengukuran.objects.filter(indikator__pelaksana__in=bawah).values("pk")
        )
        semua = semua.filter(milik)
    match saring.cleaned_data["status"]:
        case "":
            return semua
        case "terbuka":
            return semua.terbuka()
        case "lewat":
            return semua.terbuka().filter(tenggat__lt=timezone.localdate())
        case status:
            return semua.filter(status=status)


# --- Planning ------------------------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """What is planned for one quarter, with the form for one more: a page, and with htmx a fragment for any place."""
    triwulan_sah(triwulan)
    pengukuran = get_object_or_404(pengukuran_tampak(request), pk=pk)
    wajib_izin(request, izin.ISI, pengukuran)
    form = TindakLanjutForm(request.POST or None, pengukuran=pengukuran)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.tambah(pengukuran, triwulan, form.isian)
        except TransisiDitolak as galat:
            form.add_error("uraian" if isinstance(galat, layanan.RencanaKembar) else None, str(galat))
        else:
            if not request.htmx:  # type: ignore[attr-defined]
                messages.success(request, "Tindak lanjut tersimpan.")
                return redirect(_kembali(request, pengukuran, triwulan))
            form = TindakLanjutForm(pengukuran=pengukuran)
            return _isian(request, pengukuran, triwulan, form, tersimpan=True)
    return _isian(request, pengukuran, triwulan, form)


def _isian(
    request: HttpRequest,
    pengukuran: Pengukuran,
    triwulan: int,
    form: TindakLanjutForm,
    rencana: TindakLanjut | None = None,
    *,
    tersimpan: bool = False,
) -> HttpResponse:
    try:
        layanan.wajib_dapat_disusun(pengukuran, triwulan)
        terkunci = ""
    except TransisiDitolak as galat:
        terkunci = str(galat)
    konteks = {
        "pengukuran": pengukuran,
        "triwulan": Triwulan(triwulan),
        "daftar": _di_sini(request).filter(pengukuran=pengukuran, triwulan=triwulan).lengkap(),
        "rencana": rencana,
        "form": form,
        "terkunci": terkunci,
        "tersimpan": tersimpan,
        "kembali": _kembali(request, pengukuran, triwulan),
        "ekor": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    htmx = request.htmx and rencana is None  # type: ignore[attr-defined]
    templat = "capaian/periksa/_isian_tindak_lanjut.html" if htmx else "capaian/periksa/isian_tindak_lanjut.html"
    return render(request, templat, konteks, status=422 if form.errors else 200)


@di_tempat
@require_http_methods(["GET", "POST"])
def ubah(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Change what is planned, as long as nobody judges the quarter."""
    rencana, pengukuran = _rencana(request, pk)
    wajib_izin(request, izin.ISI, pengukuran)
    form = TindakLanjutForm(request.POST or None, pengukuran=pengukuran, rencana=rencana)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.ubah(rencana, form.isian, versi=form.cleaned_data.get("versi") or 0)
        except (TransisiDitolak, VersiBerubah) as galat:
            form.add_error("uraian" if isinstance(galat, layanan.RencanaKembar) else None, str(galat))
        else:
            messages.success(request, "Tindak lanjut tersimpan.")
            return redirect(_kembali(request, pengukuran, rencana.triwulan))
    return _isian(request, pengukuran, rencana.triwulan, form, rencana)


@di_tempat
@require_POST
def hapus(request: HttpRequest, *, pk: int) -> HttpResponse:
    rencana, pengukuran = _rencana(request, pk)
    wajib_izin(request, izin.ISI, pengukuran)
    try:
        layanan.hapus(rencana)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Tindak lanjut dihapus.")
    return redirect(_kembali(request, pengukuran, rencana.triwulan))


# --- Following up --------------------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def pantau(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Note what became of one tindak lanjut, below what was noted before."""
    rencana, pengukuran = _rencana(request, pk)
    user = pengguna(request)
    if not boleh_pantau(user, rencana, user.jabatan_dipegang):
        raise PermissionDenied("Yang mencatat adalah pengisi realisasi dan penanggung jawab tindak lanjut.")
    form = PantauanForm(request.POST or None, rencana=rencana, kini=triwulan_kini(pengukuran.tahun))
    if request.method == "POST" and form.is_valid():
        try:
            layanan.pantau(rencana, form.isian, oleh=user, versi=form.cleaned_data["versi"])
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Catatan tindak lanjut tersimpan.")
            return redirect("capaian:tindak_lanjut", **kunci_tempat(request))
    kembali = reverse("capaian:tindak_lanjut", kwargs=kunci_tempat(request))
    konteks = {"rencana_tunggal": [rencana], "pengukuran": pengukuran, "form": form, "kembali": kembali}
    return render(request, "capaian/periksa/pantau.html", konteks, status=422 if form.errors else 200)


def _rencana(request: HttpRequest, pk: int) -> tuple[TindakLanjut, Pengukuran]:
    rencana = get_object_or_404(_di_sini(request).lengkap(), pk=pk)
    pengukuran = get_object_or_404(pengukuran_tampak(request), pk=rencana.pengukuran_id)
    rencana.pengukuran = pengukuran
    return rencana, pengukuran


def _kembali(request: HttpRequest, pengukuran: Pengukuran, triwulan: int) -> str:
    """Where one came from: the row of the grid (`?dari=isian`, with its `unit`), or else the indikator's page."""
    if request.GET.get("dari") != "isian":
        return f"{pengukuran.get_absolute_url()}#tw-{triwulan}"
    unit = request.GET.get("unit", "")
    ekor = f"?{urlencode({'unit': unit})}" if unit else ""
    return (
        reverse("capaian:triwulan", kwargs=kunci_tempat(request) | {"triwulan": triwulan})
        + f"{ekor}#baris-{pengukuran.pk}"
    )
