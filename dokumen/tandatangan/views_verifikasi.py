"""The public page of verification: by QR code, or by uploading the file. Nobody logs in here."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from akun.models import Jatah
from sakip.klien import alamat_klien

from .forms import UnggahForm
from .internal import akar_internal
from .models import DokumenBertanda
from .verifikasi import BATAS_UKURAN, Jawaban, periksa_berkas, periksa_dokumen

TIAP = timedelta(minutes=10)
BATAS_LIHAT = 60  # pages from one place in that time
BATAS_UNGGAH = 20  # files from one place
BATAS_UNGGAH_SEMUA = 200  # files from everywhere: each takes about a second of a processor
MEGA = 1024 * 1024
KELEBIHAN_FORMULIR = 16 * 1024  # bytes that a form adds to its file


@require_safe
@never_cache
@login_not_required
def dokumen(request: HttpRequest, token: str) -> HttpResponse:
    """What the QR code on a paper leads to."""
    if not _boleh(request, "lihat", BATAS_LIHAT):
        return _tunggu(request)
    bertanda = get_object_or_404(DokumenBertanda.objects.select_related("satker"), token=token)
    return _tampilkan(request, periksa_dokumen(bertanda))


@csrf_exempt  # nobody is logged in and nothing changes; the size is looked at before the body is read
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def unggah(request: HttpRequest) -> HttpResponse:
    """Any PDF: is it ours, is it whole, who signed it."""
    if request.method != "POST":
        return _formulir(request, UnggahForm())
    if _panjang(request) > BATAS_UKURAN + KELEBIHAN_FORMULIR:
        return _formulir(request, UnggahForm(), f"Berkas paling besar {BATAS_UKURAN // MEGA} MB.", 413)
    if not _boleh(request, "unggah", BATAS_UNGGAH) or not Jatah.ambil(
        "verifikasi-unggah", batas=BATAS_UNGGAH_SEMUA, tiap=TIAP
    ):
        return _tunggu(request)
    form = UnggahForm(request.POST, request.FILES)
    if not form.is_valid():
        return _formulir(request, form, status=422)
    berkas = form.cleaned_data["berkas"]
    if berkas.size > BATAS_UKURAN:
        return _formulir(request, UnggahForm(), f"Berkas paling besar {BATAS_UKURAN // MEGA} MB.", 413)
    return _tampilkan(request, periksa_berkas(berkas.read()), nama=berkas.name)


@require_safe
@login_not_required
def penerbit(request: HttpRequest) -> HttpResponse:
    """The certificates of our issuers, for whoever checks with a program of their own."""
    jawaban = HttpResponse(b"".join(akar_internal()), content_type="application/x-pem-file")
    jawaban["Content-Disposition"] = 'attachment; filename="penerbit-sakip.pem"'
    return _tak_diindeks(jawaban)


def _panjang(request: HttpRequest) -> int:
    """Bytes of the body as announced; a body without a length is not read by the server at all."""
    panjang = request.META.get("CONTENT_LENGTH") or "0"
    return int(panjang) if panjang.isdecimal() else 0


def _boleh(request: HttpRequest, apa: str, batas: int) -> bool:
    return Jatah.ambil(f"verifikasi-{apa}:{alamat_klien(request)}", batas=batas, tiap=TIAP)


def _tampilkan(request: HttpRequest, jawaban: Jawaban, nama: str = "") -> HttpResponse:
    konteks = {"jawaban": jawaban, "nama_berkas": nama, "form": UnggahForm(), "kesalahan": ""}
    return _tak_diindeks(render(request, "verifikasi/jawaban.html", konteks))


def _formulir(request: HttpRequest, form: UnggahForm, kesalahan: str = "", status: int = 200) -> HttpResponse:
    konteks = {"form": form, "kesalahan": kesalahan}
    return _tak_diindeks(render(request, "verifikasi/unggah.html", konteks, status=status))


def _tunggu(request: HttpRequest) -> HttpResponse:
    jawaban = render(request, "verifikasi/tunggu.html", status=429)
    jawaban["Retry-After"] = str(int(TIAP.total_seconds()))
    return _tak_diindeks(jawaban)


def _tak_diindeks(jawaban: HttpResponse) -> HttpResponse:
    jawaban["X-Robots-Tag"] = "noindex, nofollow"
    return jawaban
