"""Checking: the queue of a quarter, its acts, all at once; and the correction of what is approved."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisasi.tempat import di_tempat, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.formulir import CatatanForm

from . import services
from .antrean import IZIN_PERIKSA, MENERUSKAN, TINDAKAN, Antrean, ButirAntrean, antrean_triwulan, isi_periksa
from .enums import StatusRealisasi, Triwulan
from .forms_periksa import KoreksiForm, nomor_pilihan
from .lembar import IZIN_ISI
from .models import Realisasi
from .rekap import baris_capaian, skala_kategori
from .rincian import KATA_TINDAKAN
from .views import _pengguna, _tempat, _triwulan, pengukuran_tampak, semua_versi, versi_dilihat

TAK_BERVERSI = "Halaman yang dikirim tidak lengkap. Periksa lagi, lalu putuskan."


def _wajib_pemeriksa(request: HttpRequest) -> None:
    satker = request.satker  # type: ignore[attr-defined]
    if not any(request.user.has_perm(izin, satker) for izin in IZIN_PERIKSA):
        raise PermissionDenied("Anda tidak berwenang memeriksa realisasi.")


def _antrean(request: HttpRequest, triwulan: int) -> Antrean:
    return antrean_triwulan(request.satker, request.tahun, triwulan, user=_pengguna(request))  # type: ignore[attr-defined]


def alamat_periksa(request: HttpRequest, triwulan: int, butir: ButirAntrean | None = None) -> str:
    alamat = reverse("capaian:periksa", kwargs={**_tempat(request), "triwulan": triwulan})
    return f"{alamat}?ke={butir.realisasi.pk}" if butir else alamat


# --- The queue -----------------------------------------------------------------------------------------------------


@di_tempat
@require_GET
def periksa(request: HttpRequest, *, triwulan: int) -> HttpResponse:
    """One realisasi of the queue: `?ke=` names it, otherwise the first that waits."""
    _triwulan(triwulan)
    _wajib_pemeriksa(request)
    antrean = _antrean(request, triwulan)
    butir = antrean.cari(nomor_pilihan(request.GET.get("ke", "")))
    if butir is None and "ke" in request.GET:
        messages.warning(request, "Realisasi itu tidak ada dalam antrean; mungkin sudah dibuka lagi oleh pengisinya.")
    return _halaman(request, triwulan, antrean, butir or antrean.berikut(), CatatanForm())


def _halaman(
    request: HttpRequest, triwulan: int, antrean: Antrean, butir: ButirAntrean | None, form: CatatanForm
) -> HttpResponse:
    sebelum, sesudah = antrean.tetangga(butir) if butir else (None, None)
    tab = [
        {
            "label": t.label.replace("Triwulan", "TW"),
            "url": alamat_periksa(request, t.value),
            "aktif": t.value == triwulan,
        }
        for t in Triwulan
    ]
    konteks = {
        "antrean": antrean,
        "butir": butir,
        "isi": isi_periksa(butir, user=_pengguna(request)) if butir else None,
        "nomor": antrean.nomor(butir) if butir else 0,
        "sebelum": sebelum,
        "sesudah": sesudah,
        "form": form,
        "triwulan": Triwulan(triwulan),
        "tab": tab,
        "semua": {t: len(antrean.menunggu_tindakan(t)) for t in MENERUSKAN},
    }
    return render(request, "capaian/periksa/antrean.html", konteks, status=422 if form.errors else 200)


@di_tempat
@require_POST
def periksa_tindakan(request: HttpRequest, *, triwulan: int, pk: int, tindakan: str) -> HttpResponse:
    """Do one act on one realisasi of the queue and go on to the next that waits; a refusal stays where it is."""
    _triwulan(triwulan)
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
        services.tindak_realisasi(butir.realisasi, tindakan, oleh=_pengguna(request), catatan=catatan, versi=versi)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
        return redirect(alamat_periksa(request, triwulan, butir))
    messages.success(request, f"{butir.capaian.kode} {KATA_TINDAKAN[tindakan].lower()}.")
    return redirect(alamat_periksa(request, triwulan, antrean.berikut(pk)))


@di_tempat
@require_http_methods(["GET", "POST"])
def periksa_semua(request: HttpRequest, *, triwulan: int, tindakan: str) -> HttpResponse:
    """Verify or approve all that waits at once: first what it would be, then, confirmed, what was shown."""
    _triwulan(triwulan)
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
    hasil = services.tindak_triwulan(
        satker=request.satker,  # type: ignore[attr-defined]
        tahun=request.tahun,  # type: ignore[attr-defined]
        triwulan=triwulan,
        tindakan=tindakan,
        oleh=_pengguna(request),
        versi=semua_versi(request.POST.getlist("dilihat")),
    )
    for tertahan in hasil.tertahan:
        messages.error(request, tertahan)
    if hasil.banyak:
        messages.success(request, f"{hasil.banyak} realisasi {KATA_TINDAKAN[tindakan].lower()}.")
    elif not hasil.tertahan:
        messages.warning(request, "Tidak ada realisasi yang dapat diproses; mungkin orang lain lebih dahulu.")


# --- Correcting ----------------------------------------------------------------------------------------------------


def _realisasi(request: HttpRequest, pk: int) -> Realisasi:
    terlihat = Realisasi.objects.visible_to(_pengguna(request)).select_related("pengukuran__satker")
    di_sini = {"pengukuran__satker": request.satker, "pengukuran__tahun": request.tahun}  # type: ignore[attr-defined]
    return get_object_or_404(terlihat.filter(**di_sini), pk=pk)


def _alamat_triwulan(realisasi: Realisasi) -> str:
    return f"{realisasi.pengukuran.get_absolute_url()}#tw-{realisasi.triwulan}"


@di_tempat
@require_http_methods(["GET", "POST"])
def koreksi(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Begin the correction of an approved realisasi, with its reason."""
    realisasi = _realisasi(request, pk)
    wajib_izin(request, IZIN_ISI, realisasi.pengukuran)
    form = KoreksiForm(request.POST or None)
    if realisasi.status != StatusRealisasi.DISETUJUI:
        messages.error(request, "Yang dikoreksi hanya realisasi yang sudah disetujui; yang lain cukup diubah.")
        return redirect(_alamat_triwulan(realisasi))
    if request.method == "POST" and form.is_valid():
        try:
            services.koreksi_realisasi(realisasi, alasan=form.cleaned_data["alasan"], oleh=_pengguna(request))
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Koreksi dibuat sebagai draf. Ubah isinya, lalu ajukan.")
            tempat = {**_tempat(request), "triwulan": realisasi.triwulan, "pk": realisasi.pengukuran_id}
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
    realisasi = _realisasi(request, pk)
    wajib_izin(request, IZIN_ISI, realisasi.pengukuran)
    try:
        services.batalkan_koreksi(realisasi, oleh=_pengguna(request))
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Koreksi dibatalkan; angka yang disetujui tetap berlaku.")
    return redirect(_alamat_triwulan(realisasi))
