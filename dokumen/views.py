"""Ask for a paper, watch it being made, fetch it."""

from __future__ import annotations

import re
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.tempat import di_tempat, wajib_izin

from . import services
from .jenis import GalatDokumen, ambil
from .models import DokumenTerbit, PekerjaanCetak

FRAGMEN = "dokumen/_kemajuan.html"
#: What a page hears when the paper it waits for is there.
SELESAI = "pdf-selesai"


@require_POST
@di_tempat
def buat(request: HttpRequest, jenis: str) -> HttpResponse:
    """Start making a paper; a second click meets the job that is at work already."""
    try:
        dikenal = ambil(jenis)
    except GalatDokumen as galat:
        raise Http404(str(galat)) from galat
    wajib_izin(request, dikenal.izin)
    kerja = services.minta_cetak(jenis=jenis, satker=request.satker, tahun=request.tahun, oleh=request.user)  # type: ignore[attr-defined, arg-type]
    if request.htmx:  # type: ignore[attr-defined]
        return _kemajuan(request, kerja)
    return redirect(kerja)


@require_safe
@never_cache
@di_tempat
def pekerjaan(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is; htmx gets the fragment only."""
    terlihat = PekerjaanCetak.objects.visible_to(request.user).select_related("satker", "oleh", "hasil__satker")
    kerja = get_object_or_404(terlihat, pk=pk, satker=request.satker, tahun=request.tahun)  # type: ignore[attr-defined]
    if request.htmx:  # type: ignore[attr-defined]
        return _kemajuan(request, kerja)
    return render(request, "dokumen/pekerjaan.html", {"pekerjaan": kerja})


def _kemajuan(request: HttpRequest, kerja: PekerjaanCetak) -> HttpResponse:
    """The fragment; with the finished paper comes word of it, so that a list on the page can ask for itself again."""
    jawaban = render(request, FRAGMEN, {"pekerjaan": kerja})
    return trigger_client_event(jawaban, SELESAI) if kerja.hasil_id else jawaban


@require_safe
@never_cache
@di_tempat
def unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The finished file, as an attachment that no browser runs."""
    terlihat = DokumenTerbit.objects.visible_to(request.user).select_related("satker")
    dokumen = get_object_or_404(terlihat, pk=pk, satker=request.satker, tahun=request.tahun)  # type: ignore[attr-defined]
    return sajikan(request, dokumen, dokumen.berkas, nama_unduhan(dokumen))


def sajikan(request: HttpRequest, dokumen: Any, berkas: FieldFile, nama: str) -> HttpResponseBase:
    """A stored PDF as an attachment that no browser runs; a page of its own when the file is gone."""
    try:
        isi = berkas.open("rb")
    except FileNotFoundError:
        return render(request, "dokumen/berkas_hilang.html", {"dokumen": dokumen}, status=404)
    if request.method == "GET":
        catat(Tindakan.UNDUH, objek=dokumen, keterangan=nama)
    jawaban = FileResponse(isi, as_attachment=True, filename=nama, content_type="application/pdf")
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return jawaban


def nama_unduhan(dokumen: DokumenTerbit) -> str:
    """A file name that tells what it is: LKjIP-2024-654340.pdf."""
    try:
        nama = ambil(dokumen.jenis).nama
    except GalatDokumen:
        nama = dokumen.jenis
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', nama).strip('-')}-{dokumen.tahun}-{dokumen.satker.kode}.pdf"
