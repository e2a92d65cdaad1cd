"""Checking: the queue of a quarter, its acts, all at once; and the correction of what is approved."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisasi.tempat import di_tempat, kunci_tempat, pengguna, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan
from sakip.formulir import CatatanForm

from . import izin, services_periksa
from .antrean import MENERUSKAN, TINDAKAN, Antrean, ButirAntrean, antrean_triwulan, isi_periksa
from .enums import StatusRealisasi, Triwulan
from .forms_periksa import KoreksiForm
from .halaman import (
    TAK_BERVERSI,
    kabarkan_semua,
    pengukuran_tampak,
    realisasi_tampak,
    semua_versi,
    triwulan_sah,
    versi_dilihat,
)
from .models import Realisasi
from .rekap import baris_capaian, skala_kategori
from .rincian import KATA_TINDAKAN


def _wajib_pemeriksa(request: HttpRequest) -> None:
    satker = request.satker  # type: ignore[attr-defined]
    if not any(request.user.has_perm(satu, satker) for satu in izin.PERIKSA):
        raise PermissionDenied("Anda tidak berwenang memeriksa realisasi.")


def _antrean(request: HttpRequest, triwulan: int) -> Antrean:
    return antrean_triwulan(request.satker, request.tahun, triwulan, user=pengguna(request))  # type: ignore[attr-defined]


def alamat_periksa(request: HttpRequest, triwulan: int, butir: ButirAntrean | None = None) -> str:
    alamat = reverse("capaian:periksa", kwargs={**kunci_tempat(request), "triwulan": triwulan})
    return f"{alamat}?ke={butir.realisasi.pk}" if butir else alamat


# --- The queue -----------------------------------------------------------------------------------------------------


@di_tempat
@require_GET
def periksa(request: HttpRequest, *, triwulan: int) -> HttpResponse:
    """One realisasi of the queue: `?ke=` names it, otherwise the first that waits."""
    triwulan_sah(triwulan)
    _wajib_pemeriksa(request)
    antrean = _antrean(request, triwulan)
    butir = antrean.cari(baca_bilangan(request.GET.get("ke", "")))
    if butir is None and "ke" in request.GET:
        messages.warning(request, "Realisasi itu tidak ada dalam antrean; mungkin sudah dibuka lagi oleh pengisinya.")
    return _halaman(request, triwulan, antrean, butir or antrean.berikut(), CatatanForm())


def _halaman(
    request: HttpRequest, triwulan: int, antrean: Antrean, butir: ButirAntrean | None, form: CatatanForm
) -> HttpResponse:
    sebelum, sesudah = antrean.tetangga(butir) if butir else (None, None)
    konteks = {
        "antrean": antrean,
        "butir": butir,
        "isi": isi_periksa(butir, user=pengguna(request)) if butir else None,
        "nomor": antrean.nomor(butir) if butir else 0,
        "sebelum": sebelum,
        "sesudah": sesudah,
        "form": form,
        "triwulan": Triwulan(triwulan),
        "semua": {t: len(antrean.menunggu_tindakan(t)) for t in MENERUSKAN},
    }
    return render(request, "capaian/periksa/antrean.html", konteks, status=422 if form.errors else 200)


@di_tempat
@require_POST
def periksa_tindakan(request: HttpRequest, *, triwulan: int, pk: int, tindakan: str) -> HttpResponse:
    """Do one act on one realisasi of the queue and go on to the next that waits; a refusal stays where it is."""
    triwulan_sah(triwulan)
    if tindakan not in TINDAKAN:
        raise Http404
    _wajib_pemeriksa(request)
    antrean = _antrean(request, triwulan)
    butir = antrean.cari(pk)
    if butir is None:
        raise Http404
    form = CatatanForm(request.POST) if tindakan == "kembalikan" else None
    if form is not None and butir.kembalikan and not form.is_valid():
        return _halaman(request, triwulan, antrean, butir, form)
    catatan = form.cleaned_data.get("catatan", "") if form and form.is_valid() else ""
    try:
        versi = versi_dilihat(request.POST)
        if versi is None:
            raise TransisiDitolak(TAK_BERVERSI)
        services_periksa.tindak_realisasi(
            butir.realisasi, tindakan, oleh=pengguna(request), catatan=catatan, versi=versi
        )
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
        return redirect(alamat_periksa(request, triwulan, butir))
    messages.success(request, f"{butir.capaian.kode} {KATA_TINDAKAN[tindakan].lower()}.")
    return redirect(alamat_periksa(request, triwulan, antrean.berikut(pk)))


@di_tempat
@require_http_methods(["GET", "POST"])
def periksa_semua(request: HttpRequest, *, triwulan: int, tindakan: str) -> HttpResponse:
    """Verify or approve all that waits at once: first what it would be, then, confirmed, what was shown."""
    triwulan_sah(triwulan)
    if tindakan not in MENERUSKAN:
        raise Http404
    wajib_izin(request, Realisasi.ALUR[tindakan].izin)
    if request.method == "POST":
        _tindak_semua(request, triwulan, tindakan)
        return redirect(alamat_periksa(request, triwulan))
    butir = _antrean(request, triwulan).menunggu_tindakan(tindakan)
    if not butir:
        messages.warning(request, "Tidak ada lagi yang menunggu; mungkin orang lain lebih dahulu.")
        return redirect(alamat_periksa(request, triwulan))
    konteks = {
        "butir": butir,
        "triwulan": Triwulan(triwulan),
        "tindakan": tindakan,
        "kata": tindakan.capitalize(),
        "alamat": alamat_periksa(request, triwulan),
    }
    return render(request, "capaian/periksa/semua.html", konteks)


def _tindak_semua(request: HttpRequest, triwulan: int, tindakan: str) -> None:
    hasil = services_periksa.tindak_triwulan(
        satker=request.satker,  # type: ignore[attr-defined]
        tahun=request.tahun,  # type: ignore[attr-defined]
        triwulan=triwulan,
        tindakan=tindakan,
        oleh=pengguna(request),
        versi=semua_versi(request.POST.getlist("dilihat")),
    )
    kabarkan_semua(request, tindakan, hasil)


# --- Correcting ----------------------------------------------------------------------------------------------------


def _alamat_triwulan(realisasi: Realisasi) -> str:
    return f"{realisasi.pengukuran.get_absolute_url()}#tw-{realisasi.triwulan}"


@di_tempat
@require_http_methods(["GET", "POST"])
def koreksi(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Begin the correction of an approved realisasi, with its reason."""
    realisasi = realisasi_tampak(request, pk)
    wajib_izin(request, izin.ISI, realisasi.pengukuran)
    form = KoreksiForm(request.POST or None)
    if realisasi.status != StatusRealisasi.DISETUJUI:
        messages.error(request, "Yang dikoreksi hanya realisasi yang sudah disetujui; yang lain cukup diubah.")
        return redirect(_alamat_triwulan(realisasi))
    if request.method == "POST" and form.is_valid():
        try:
            services_periksa.koreksi_realisasi(realisasi, alasan=form.cleaned_data["alasan"], oleh=pengguna(request))
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Koreksi dibuat sebagai draf. Ubah isinya, lalu ajukan.")
            tempat = {**kunci_tempat(request), "triwulan": realisasi.triwulan, "pk": realisasi.pengukuran_id}
            return redirect("capaian:isi", **tempat)
    pengukuran = get_object_or_404(pengukuran_tampak(request), pk=realisasi.pengukuran_id)
    pita = skala_kategori(pengukuran.satker, pengukuran.tahun)
    konteks = {
        "realisasi": realisasi,
        "baris": baris_capaian(pengukuran, realisasi.triwulan, pita, versi=realisasi),
        "form": form,
        "kembali": _alamat_triwulan(realisasi),
    }
    return render(request, "capaian/periksa/koreksi.html", konteks, status=422 if form.errors else 200)


@di_tempat
@require_POST
def batalkan_koreksi(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take a correction back that nobody has submitted."""
    realisasi = realisasi_tampak(request, pk)
    wajib_izin(request, izin.ISI, realisasi.pengukuran)
    try:
        services_periksa.batalkan_koreksi(realisasi, oleh=pengguna(request))
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Koreksi dibatalkan; angka yang disetujui tetap berlaku.")
    return redirect(_alamat_triwulan(realisasi))
