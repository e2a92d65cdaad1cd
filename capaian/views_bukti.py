"""Pages of the evidence of one realisasi. Those of a year, and the files, are in `views_bukti_tahun`."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from dokumen.penyimpanan import SEBAB_GAGAL
from organisasi.models import Pengguna
from organisasi.tempat import di_tempat, kunci_tempat, pengguna, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan
from sakip.batas_unggah import batasi, panjang
from sakip.gambar import MEGA
from sakip.models import VersiBerubah

from . import bukti as layanan
from . import izin
from .bukti_isi import DITERIMA, BuktiDitolak
from .enums import Triwulan
from .forms_bukti import BuktiForm, TautanForm
from .halaman import kata_cari, pengukuran_tampak, triwulan_sah
from .lembar_bukti import (
    KartuBukti,
    SaringanBukti,
    bukti_realisasi,
    bukti_tahun,
    kartu,
    saring,
)
from .models import BuktiRealisasi, Pengukuran, Realisasi
from .rekap import baris_capaian

logger = logging.getLogger(__name__)

SEHALAMAN = 50
LANGKAH = {"naik": -1, "turun": 1}


# --- The evidence of one realisasi ---------------------------------------------------------------------------------


@csrf_exempt  # `_unggah` checks the token; before it, the size is looked at and nothing is read
@di_tempat
@require_http_methods(["GET", "HEAD", "POST"])
def bukti(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """The list; posting files adds them, each with its own result."""
    if request.method != "POST":
        return _halaman(request, _pengukuran(request, triwulan, pk), triwulan)
    pengukuran = _pengukuran(request, triwulan, pk, isi=True)
    batas = batasi(request, berkas=settings.BUKTI_MAKS_MB * MEGA, semua=settings.BUKTI_SEKALI_MB * MEGA)
    if batas is None:
        return _terlalu_besar(request, pengukuran, triwulan)
    return _unggah(request, pengukuran=pengukuran, triwulan=triwulan, batas=batas)


@csrf_protect
def _unggah(request: HttpRequest, *, pengukuran: Pengukuran, triwulan: int, batas: Any) -> HttpResponse:
    realisasi = layanan.realisasi_kini(pengukuran, triwulan)
    berkas = request.FILES.getlist("berkas")
    hasil = [_satu(realisasi, b, pengguna(request)) for b in berkas]
    hasil += [_gagal(nama, layanan.terlalu_besar()) for nama in batas.dibuang]
    if not hasil:
        hasil = [_gagal("", "Pilih paling sedikit satu berkas.")]
    return _jawab_unggah(request, pengukuran, triwulan, hasil)


def _satu(realisasi: Realisasi | None, berkas: Any, oleh: Pengguna) -> dict[str, Any]:
    """What became of one file, in words; the others go on."""
    if realisasi is None:
        return _gagal(berkas.name, "Isi realisasi triwulan ini dahulu, lalu unggah buktinya.")
    try:
        hasil = layanan.unggah(realisasi=realisasi, berkas=berkas, oleh=oleh)
    except (BuktiDitolak, TransisiDitolak) as galat:
        return _gagal(berkas.name, str(galat))
    except OSError as galat:
        logger.exception("Evidence could not be stored")
        sebab = SEBAB_GAGAL.get(galat.errno or 0, "penyimpanan gagal")
        return _gagal(berkas.name, f"Berkas tidak dapat disimpan: {sebab}. Hubungi admin SAKIP.")
    return {"nama": berkas.name, "beres": True, "pesan": hasil.pesan}


def _gagal(nama: str | None, pesan: str) -> dict[str, Any]:
    return {"nama": nama or "", "beres": False, "pesan": pesan}


def _jawab_unggah(
    request: HttpRequest, pengukuran: Pengukuran, triwulan: int, hasil: list[dict[str, Any]]
) -> HttpResponse:
    """JSON for the script that sends one file after the other; the page for a form without it."""
    gagal = [h for h in hasil if not h["beres"]]
    status = 422 if gagal else 200
    if _json(request):
        return JsonResponse({"hasil": hasil}, status=status)
    for h in hasil:
        if h["beres"]:
            messages.success(request, f"{h['nama']}: {h['pesan']}")
    if gagal:
        return _halaman(request, pengukuran, triwulan, gagal=gagal, status=status)
    return redirect(_alamat(request, pengukuran, triwulan))


def _terlalu_besar(request: HttpRequest, pengukuran: Pengukuran, triwulan: int) -> HttpResponse:
    """413; nothing was read, so nobody knows the names of the files."""
    pesan = (
        f"Kiriman ini {panjang(request) // MEGA} MB. Sekali kirim paling banyak {settings.BUKTI_SEKALI_MB} MB, "
        f"satu berkas paling besar {settings.BUKTI_MAKS_MB} MB."
    )
    if _json(request):
        return JsonResponse({"hasil": [_gagal("", pesan)]}, status=413)
    return _halaman(request, pengukuran, triwulan, gagal=[_gagal("", pesan)], status=413)


@require_POST
@di_tempat
def tautan(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """Add a link."""
    pengukuran = _pengukuran(request, triwulan, pk, isi=True)
    realisasi = layanan.realisasi_kini(pengukuran, triwulan)
    form = TautanForm(request.POST)
    if realisasi is None:
        form.add_error(None, "Isi realisasi triwulan ini dahulu, lalu tambahkan tautannya.")
    elif form.is_valid():
        try:
            hasil = layanan.tambah_tautan(realisasi=realisasi, oleh=pengguna(request), **form.cleaned_data)
        except (BuktiDitolak, TransisiDitolak) as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{hasil.bukti.judul}: {hasil.pesan}")
            return redirect(_alamat(request, pengukuran, triwulan))
    return _halaman(request, pengukuran, triwulan, form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@di_tempat
def pakai(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """Choose from what the satker has uploaded in this year already."""
    pengukuran = _pengukuran(request, triwulan, pk, isi=True)
    realisasi = layanan.realisasi_kini(pengukuran, triwulan)
    if realisasi is None or _alasan(pengukuran, triwulan, realisasi):
        messages.warning(request, _alasan(pengukuran, triwulan, realisasi))
        return redirect(_alamat(request, pengukuran, triwulan))
    if request.method == "POST":
        return _pakai_terpilih(request, pengukuran, triwulan, realisasi)
    kata = kata_cari(request)
    belum = bukti_tahun(request.satker, request.tahun, pengguna(request)).exclude(  # type: ignore[attr-defined]
        bukti_realisasi__realisasi=realisasi
    )
    konteks = _konteks(request, pengukuran, triwulan) | {
        "daftar": kartu(saring(belum, SaringanBukti(kata=kata))[:SEHALAMAN]),
        "ada": bool(kata) or belum.exists(),
        "kata": kata,
    }
    return render(request, "capaian/bukti/pakai.html", konteks)


def _pakai_terpilih(request: HttpRequest, pengukuran: Pengukuran, triwulan: int, realisasi: Realisasi) -> HttpResponse:
    terpilih = [pk for teks in request.POST.getlist("pilih")[:SEHALAMAN] if (pk := baca_bilangan(teks)) is not None]
    if not terpilih:
        messages.error(request, "Pilih paling sedikit satu bukti.")
        return redirect("capaian:bukti_pakai", **kunci_tempat(request), triwulan=triwulan, pk=pengukuran.pk)
    try:
        banyak = layanan.pasang(realisasi=realisasi, bukti=terpilih)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"{banyak} bukti dipakai juga untuk indikator {pengukuran.indikator.kode}.")
    return redirect(_alamat(request, pengukuran, triwulan))


# --- One piece of evidence -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@di_tempat
def ubah(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Its title; of a photo also the caption, and whether the LKjIP prints it."""
    terpasang = _terpasang(request, pk)
    if layanan.milik_bersama(terpasang.bukti, pengguna(request)):
        messages.warning(request, "Bukti ini dipakai juga unit lain; minta perencana satuan kerja mengubahnya.")
        return redirect(_alamat_terpasang(request, terpasang))
    form = BuktiForm(request.POST if request.method == "POST" else None, instance=terpasang.bukti)
    if form.kosong:
        messages.warning(request, "Bukti ini sudah dinilai pemeriksa; judulnya tidak dapat diubah lagi.")
        return redirect(_alamat_terpasang(request, terpasang))
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except VersiBerubah:
            terpasang = _terpasang(request, pk)
            form = BuktiForm(request.POST, instance=terpasang.bukti)
            form.is_valid()
        else:
            messages.success(request, "Bukti dukung tersimpan.")
            return redirect(_alamat_terpasang(request, terpasang))
    r = terpasang.realisasi
    status = 409 if form.bentrokan else 422 if form.errors else 200
    konteks = {
        "form": form,
        "kartu": KartuBukti(terpasang.bukti, (), terpasang),
        "pengukuran": r.pengukuran,
        "triwulan": Triwulan(r.triwulan),
        "url_kembali": _alamat_terpasang(request, terpasang),
    }
    return render(request, "capaian/bukti/ubah.html", konteks, status=status)


@require_POST
@di_tempat
def lepas(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Stop using it for this realisasi."""
    terpasang = _terpasang(request, pk)
    alamat = _alamat_terpasang(request, terpasang)
    try:
        dilepas = layanan.lepas(terpasang)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"“{dilepas.judul}” dilepas dari realisasi ini; tetap tersimpan di Bukti dukung.")
    return redirect(alamat)


@require_POST
@di_tempat
def geser(request: HttpRequest, *, pk: int, arah: str) -> HttpResponse:
    """Up or down in the order of its realisasi."""
    if arah not in LANGKAH:
        raise Http404
    terpasang = _terpasang(request, pk)
    try:
        layanan.geser(terpasang, LANGKAH[arah])
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    return redirect(f"{_alamat_terpasang(request, terpasang)}#bukti-{terpasang.pk}")


# --- Parts ---------------------------------------------------------------------------------------------------------


def _json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _pengukuran(request: HttpRequest, triwulan: int, pk: int, *, isi: bool = False) -> Pengukuran:
    """404 for what this person does not see here; `isi`: 403 for who may not enter it."""
    triwulan_sah(triwulan)
    pengukuran: Pengukuran = get_object_or_404(pengukuran_tampak(request), pk=pk)
    if isi:
        wajib_izin(request, izin.ISI, pengukuran)
    return pengukuran


def _terpasang(request: HttpRequest, pk: int) -> BuktiRealisasi:
    """One use of evidence, for somebody who may enter its realisasi."""
    terlihat = BuktiRealisasi.objects.filter(
        realisasi__in=Realisasi.objects.visible_to(pengguna(request)),
        realisasi__pengukuran__satker=request.satker,  # type: ignore[attr-defined]
        realisasi__pengukuran__tahun=request.tahun,  # type: ignore[attr-defined]
    ).select_related(
        "bukti__diunggah_oleh", "realisasi__pengukuran__satker", "realisasi__pengukuran__indikator__sasaran"
    )
    terpasang: BuktiRealisasi = get_object_or_404(terlihat, pk=pk)
    wajib_izin(request, izin.ISI, terpasang.realisasi)
    return terpasang


def _alasan(pengukuran: Pengukuran, triwulan: int, realisasi: Realisasi | None) -> str:
    """Why no evidence can be added or taken away now; "" when it can."""
    if realisasi is None:
        return f"Realisasi {Triwulan(triwulan).label} belum diisi. Isi angkanya dahulu, lalu lampirkan buktinya."
    try:
        layanan.wajib_dapat_diubah(realisasi)
    except TransisiDitolak as galat:
        return str(galat)
    return ""


def _alamat(request: HttpRequest, pengukuran: Pengukuran, triwulan: int) -> str:
    return reverse("capaian:bukti", kwargs={**kunci_tempat(request), "triwulan": triwulan, "pk": pengukuran.pk})


def _alamat_terpasang(request: HttpRequest, terpasang: BuktiRealisasi) -> str:
    r = terpasang.realisasi
    return reverse("capaian:bukti", kwargs={**kunci_tempat(request), "triwulan": r.triwulan, "pk": r.pengukuran_id})


def _konteks(request: HttpRequest, pengukuran: Pengukuran, triwulan: int) -> dict[str, Any]:
    return {
        "pengukuran": pengukuran,
        "baris": baris_capaian(pengukuran, triwulan, []),
        "triwulan": Triwulan(triwulan),
    }


def _halaman(
    request: HttpRequest,
    pengukuran: Pengukuran,
    triwulan: int,
    *,
    form: TautanForm | None = None,
    gagal: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The evidence of one realisasi. `form`: a link that came back; `gagal`: the files that were not taken."""
    user = pengguna(request)
    realisasi = layanan.realisasi_kini(pengukuran, triwulan)
    berizin = user.has_perm(izin.ISI, pengukuran)
    alasan = _alasan(pengukuran, triwulan, realisasi)
    konteks = _konteks(request, pengukuran, triwulan) | {
        "realisasi": realisasi,
        "daftar": bukti_realisasi(realisasi, user) if realisasi else [],
        "berizin": berizin,
        "boleh": berizin and not alasan,
        "alasan": alasan,
        "form": form or TautanForm(),
        "gagal": gagal or [],
        "maks": settings.BUKTI_MAKS_MB * MEGA,
        "maks_mb": settings.BUKTI_MAKS_MB,
        "banyak_maks": settings.BUKTI_BANYAK,
        "diterima": DITERIMA,
    }
    return render(request, "capaian/bukti/daftar.html", konteks, status=status)
