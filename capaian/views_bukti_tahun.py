"""The evidence of a year, and its files."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.tempat import di_tempat, kunci_tempat, pengguna, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan
from sakip.gambar import CSP_BERKAS, cuplikan

from . import bukti as layanan
from . import izin
from .enums import JenisBukti, Triwulan
from .halaman import kata_cari
from .lembar_bukti import DIBUKA, SaringanBukti, bukti_tahun, indikator_tahun, kartu, ringkas_bukti, saring
from .models import BuktiDukung

SEHALAMAN = 50
SISI_CUPLIKAN = 480  # pixels


# --- The year ------------------------------------------------------------------------------------------------------


@require_safe
@di_tempat
def semua(request: HttpRequest) -> HttpResponse:
    """All evidence of the year, and which realisasi have none."""
    satker, tahun, user = request.satker, request.tahun, pengguna(request)  # type: ignore[attr-defined]
    saringan = SaringanBukti(
        kata=kata_cari(request),
        jenis=request.GET.get("jenis", ""),
        pengukuran=baca_bilangan(request.GET.get("indikator", "")),
        triwulan=baca_bilangan(request.GET.get("triwulan", "")),
        tak_terpakai=request.GET.get("pakai") == "belum",
    )
    daftar = saring(bukti_tahun(satker, tahun, user), saringan)
    halaman = Paginator(daftar, SEHALAMAN).get_page(request.GET.get("halaman"))
    lain = request.GET.copy()
    lain.pop("halaman", None)
    berwenang = user.has_perm(izin.ISI, satker)
    konteks = {
        "ringkas": ringkas_bukti(satker, tahun, user),
        "halaman": halaman,
        "daftar": kartu(halaman.object_list),
        "saringan": saringan,
        "tersaring": saringan.ada,
        "indikator": list(indikator_tahun(satker, tahun)),
        "triwulan_pilihan": Triwulan,
        "jenis_pilihan": JenisBukti,
        "query": lain.urlencode(),
        "boleh_hapus": {b.pk for b in halaman.object_list if berwenang and _boleh_hapus(request, b)},
        "bekerja": user.bekerja_di(satker),
    }
    return render(request, "capaian/bukti/semua.html", konteks)


@require_POST
@di_tempat
def hapus(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Delete what no realisasi uses."""
    satu = _bukti(request, pk)
    wajib_izin(request, izin.ISI)
    try:
        if not _boleh_hapus(request, satu):
            raise TransisiDitolak("Bukti ini diunggah orang lain. Minta perencana satuan kerja menghapusnya.")
        layanan.hapus(satu)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"“{satu.judul}” dihapus.")
    return redirect("capaian:bukti_semua", **kunci_tempat(request))


# --- Files ---------------------------------------------------------------------------------------------------------


@require_safe
@di_tempat
def berkas(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    """The file: pictures and PDF to be looked at, everything else (and `?unduh`) as an attachment."""
    satu = _bukti(request, pk, berkas=True)
    try:
        isi = satu.berkas.open("rb")
    except FileNotFoundError:
        raise Http404("Berkas bukti tidak ada di penyimpanan.") from None
    if request.method == "GET":
        catat(Tindakan.UNDUH, objek=satu, keterangan=satu.nama_berkas)
    dibuka = satu.jenis_isi in DIBUKA and "unduh" not in request.GET
    jenis = f"{satu.jenis_isi}; charset=utf-8" if satu.jenis_isi.startswith("text/") else satu.jenis_isi
    jawaban = FileResponse(isi, as_attachment=not dibuka, filename=satu.nama_berkas, content_type=jenis)
    return _aman(jawaban, "private, no-store")


@require_safe
@di_tempat
def gambar(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    """A small picture of a photo, for the lists; not worth a line in the trail."""
    satu = _bukti(request, pk, berkas=True)
    if satu.jenis != JenisBukti.FOTO:
        raise Http404("Hanya foto yang mempunyai cuplikan.")
    try:
        with satu.berkas.open("rb") as isi:
            kecil = cuplikan(isi, SISI_CUPLIKAN)
    except OSError:
        raise Http404("Berkas foto tidak dapat dibaca.") from None
    return _aman(HttpResponse(kecil, content_type="image/jpeg"), "private, max-age=86400")


def _aman(jawaban: HttpResponseBase, simpan: str) -> HttpResponseBase:
    """Whatever is in the file: it runs nothing, loads nothing, and is what its type says."""
    jawaban.headers["Content-Security-Policy"] = CSP_BERKAS
    jawaban.headers["X-Content-Type-Options"] = "nosniff"
    jawaban.headers["Cache-Control"] = simpan
    return jawaban


def _boleh_hapus(request: HttpRequest, satu: BuktiDukung) -> bool:
    """A head of unit only what was uploaded by the same person; who enters for the whole satker everything."""
    user = pengguna(request)
    seluruh = "" in user.jalur_berizin(izin.ISI, request.satker)  # type: ignore[attr-defined]
    return seluruh or user.is_superuser or satu.diunggah_oleh_id == user.pk


def _bukti(request: HttpRequest, pk: int, *, berkas: bool = False) -> BuktiDukung:
    terlihat = BuktiDukung.objects.visible_to(pengguna(request)).filter(
        satker=request.satker,  # type: ignore[attr-defined]
        tahun=request.tahun,  # type: ignore[attr-defined]
    )
    return get_object_or_404(terlihat.exclude(jenis=JenisBukti.TAUTAN) if berkas else terlihat, pk=pk)
