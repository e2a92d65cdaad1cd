"""Beranda and the LKjIP page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import TemplateView

from capaian.rekap import RekapCapaian
from dokumen.models import DokumenTerbit, PekerjaanCetak
from organisasi.context_processors import bingkai
from organisasi.tempat import TempatMixin, di_tempat, wajib_izin
from sakip.angka import format_ringkas
from sakip.bingkai import semua_tugas
from sakip.gambar import GalatGambar, jawab_gambar
from sakip.grafik import Deret, GrafikBatang
from sakip.models import VersiBerubah
from sakip.prosa.bersih import cetak
from sakip.prosa.forms import ProsaForm
from sakip.prosa.simpan import simpan_prosa

from .beranda import ringkasan
from .enums import KunciNarasi
from .forms import FotoForm, LaporanForm, sasaran_laporan
from .kelengkapan import periksa
from .models import Foto, Laporan, Narasi
from .services import hapus_foto, mulai_laporan, simpan_foto

JENIS = "lkjip"
#: Lines of "waits for me" on the Beranda.
BANYAK_TUGAS = 7


class BerandaView(TempatMixin, TemplateView):
    template_name = "pelaporan/beranda.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ringkas = ringkasan(self.satker, self.tahun, self.request.user)
        tugas = semua_tugas(self.request.user, self.satker, self.tahun)
        menu = bingkai(self.request)["menu"]
        return super().get_context_data(
            ringkas=ringkas,
            # The frame shows both too: what the page says goes before what the frame would ask again.
            menu=menu,
            jumlah_tugas=len(tugas),
            langkah=[m for m in menu if m["tahap"]],
            tugas=tugas[:BANYAK_TUGAS],
            tugas_lain=max(0, len(tugas) - BANYAK_TUGAS),
            grafik=_grafik(ringkas.capaian) if ringkas.capaian.baris else None,
            **kwargs,
        )


class LkjipView(TempatMixin, TemplateView):
    template_name = "pelaporan/lkjip.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        laporan = _laporan(self.request, wajib=False)
        konteks = super().get_context_data(laporan=laporan, **kwargs)
        konteks["boleh_ubah"] = self.request.user.has_perm("pelaporan.ubah_laporan", self.satker)
        konteks["boleh_cetak"] = self.request.user.has_perm("dokumen.cetak_dokumen", self.satker)
        if laporan is not None:
            konteks.update(_isi_meja(self.request, laporan))
        return konteks


@require_POST
@di_tempat
def mulai(request: HttpRequest) -> HttpResponse:
    """Begin the LKjIP of this satker and year."""
    wajib_izin(request, "pelaporan.ubah_laporan")
    return redirect(mulai_laporan(satker=request.satker, tahun=request.tahun))  # type: ignore[attr-defined]


@di_tempat
def atur(request: HttpRequest) -> HttpResponse:
    """Choose the sources of the report, its signer and its date."""
    laporan = _laporan(request)
    wajib_izin(request, "pelaporan.ubah_laporan", laporan)
    form = LaporanForm(request.POST or None, instance=laporan)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Sumber data LKjIP tersimpan.")
        return redirect(laporan)
    konteks = {"form": form, "laporan": laporan}
    return render(request, "pelaporan/atur.html", konteks, status=_status(form))


@di_tempat
@require_http_methods(["GET", "POST"])
def narasi(request: HttpRequest, kunci: str, sasaran: int | None = None) -> HttpResponse:
    """Write the text of one place of the report."""
    laporan = _laporan(request)
    tempat = _tempat_narasi(laporan, kunci, sasaran)
    wajib_izin(request, "pelaporan.ubah_laporan", laporan)
    form = ProsaForm(request.POST or None, prosa=tempat)
    status = 200
    if request.method == "POST":
        status = _simpan_narasi(form, tempat) if form.is_valid() else 422
        if status == 200:
            messages.success(request, "Teks tersimpan.")
            return redirect(request.path)
        tempat = _tempat_narasi(laporan, kunci, sasaran)
    konteks = {"form": form, "laporan": laporan, "narasi": tempat, "pratinjau": cetak(tempat.isi, di_bawah=2)}
    return render(request, "pelaporan/narasi.html", konteks | {"konflik": status == 409}, status=status)


@di_tempat
def foto(request: HttpRequest) -> HttpResponse:
    """Photos of the report: list, and add one."""
    laporan = _laporan(request)
    wajib_izin(request, "pelaporan.ubah_laporan", laporan)
    form = FotoForm(request.POST or None, request.FILES or None, laporan=laporan)
    if request.method == "POST" and form.is_valid() and _tambah_foto(request, laporan, form):
        return redirect(reverse("pelaporan:foto", args=[laporan.satker.kode, laporan.tahun]))
    daftar = laporan.foto.select_related("sasaran")
    konteks = {"form": form, "laporan": laporan, "daftar_foto": daftar}
    return render(request, "pelaporan/foto.html", konteks, status=_status(form))


@require_POST
@di_tempat
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a photo out of the report."""
    laporan = _laporan(request)
    wajib_izin(request, "pelaporan.ubah_laporan", laporan)
    hapus_foto(foto=get_object_or_404(laporan.foto, pk=pk))
    messages.success(request, "Foto dihapus dari LKjIP.")
    return redirect(reverse("pelaporan:foto", args=[laporan.satker.kode, laporan.tahun]))


@require_safe
@di_tempat
def berkas_foto(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture itself, for those who see the report."""
    gambar: Foto = get_object_or_404(_laporan(request).foto, pk=pk)
    return jawab_gambar(gambar.berkas, "image/jpeg")


def _status(form: BaseForm) -> int:
    """422 for a form that comes back with errors."""
    return 422 if form.is_bound and form.errors else 200


def _laporan(request: HttpRequest, *, wajib: bool = True) -> Any:
    terlihat = (
        Laporan.objects.visible_to(request.user)
        .filter(satker=request.satker)  # type: ignore[attr-defined]
        .for_tahun(request.tahun)  # type: ignore[attr-defined]
        .select_related(
            "satker",
            "renstra",
            "posisi",
            "posisi_perbandingan",
            "perjanjian__pihak_pertama__jabatan",
            "perjanjian__satker",
            "penandatangan__pejabat",
            "penandatangan__jabatan",
        )
    )
    return get_object_or_404(terlihat) if wajib else terlihat.first()


def _tempat_narasi(laporan: Laporan, kunci: str, sasaran: int | None) -> Narasi:
    """The text of this place, unsaved where nobody has written yet; 404 for a place that the report does not have."""
    if kunci not in KunciNarasi or (kunci == KunciNarasi.ANALISIS_SASARAN) != (sasaran is not None):
        raise Http404("Bagian ini tidak ada dalam LKjIP.")
    tertulis = laporan.narasi.filter(kunci=kunci, sasaran=sasaran).select_related("sasaran").first()
    if tertulis is not None:
        return tertulis
    diukur = get_object_or_404(sasaran_laporan(laporan), pk=sasaran) if sasaran is not None else None
    return Narasi(laporan=laporan, kunci=kunci, sasaran=diukur)


def _simpan_narasi(form: ProsaForm, tempat: Narasi) -> int:
    """200 when the text was kept, 409 when somebody else wrote it meanwhile."""
    try:
        simpan_prosa(prosa=tempat, versi=form.cleaned_data["versi"], isi=form.cleaned_data["html"])
    except VersiBerubah:
        terkini = Narasi.objects.filter(laporan=tempat.laporan, kunci=tempat.kunci, sasaran=tempat.sasaran).first()
        form.catat_konflik(terkini.versi if terkini else 0)
        return 409
    return 200


def _isi_meja(request: HttpRequest, laporan: Laporan) -> dict[str, Any]:
    pekerjaan = PekerjaanCetak.objects.visible_to(request.user).filter(
        satker=laporan.satker, tahun=laporan.tahun, jenis=JENIS
    )
    terbit = DokumenTerbit.objects.visible_to(request.user).filter(
        satker=laporan.satker, tahun=laporan.tahun, jenis=JENIS
    )
    return {
        "kelengkapan": periksa(laporan, request.user),
        "perjanjian": laporan.perjanjian_diukur().untuk_daftar().first(),
        "pekerjaan": pekerjaan.select_related("satker", "hasil__satker").defer("hasil__data").first(),
        "terbit": terbit.select_related("satker", "dibuat_oleh").defer("data")[:10],
    }


def _tambah_foto(request: HttpRequest, laporan: Laporan, form: FotoForm) -> bool:
    try:
        simpan_foto(laporan=laporan, **form.cleaned_data)
    except GalatGambar as galat:
        form.add_error("berkas", str(galat))
        return False
    messages.success(request, "Foto ditambahkan ke LKjIP.")
    return True


def _grafik(rekap: RekapCapaian) -> GrafikBatang:
    """Mean capaian per sasaran, against 100 percent."""
    kelompok = rekap.kelompok
    return GrafikBatang(
        judul=f"Capaian per sasaran tahun {rekap.tahun}",
        satuan="persen",
        kategori=tuple(f"{k.nomor}. {k.uraian}" for k in kelompok),
        deret=(
            Deret(
                "Capaian",
                tuple(k.rerata.nilai for k in kelompok),
                tuple(format_ringkas(k.rerata.nilai) for k in kelompok),
            ),
        ),
        acuan=Decimal(100),
        teks_acuan="target 100",
    )
