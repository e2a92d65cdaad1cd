"""Acting for another: an office holder hands acts over, the receiver says when to use them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, TemplateView

from sakip.izin import IZIN
from sakip.models import VersiBerubah

from . import services
from .enums import JenisJabatan
from .forms_pejabat import PelimpahanForm
from .middleware import KUNCI_SESI
from .models import Pelimpahan, Penugasan
from .penyuntingan import BertabMixin, SuntingMixin, alamat, pengguna
from .tempat import di_tempat, wajib_izin

LIMPAHKAN = "organisasi.limpahkan_tugas"


def jabatan_sendiri(request: HttpRequest) -> list[Penugasan]:
    """The offices the person holds today in this satker whose acts may be handed over."""
    satker = request.satker  # type: ignore[attr-defined]
    return [
        p
        for p in pengguna(request).penugasan_kini()
        if p.satker_id == satker.pk and LIMPAHKAN in IZIN[JenisJabatan(p.jabatan.jenis).peran]
    ]


def pelimpahan_sendiri(request: HttpRequest) -> QuerySet[Pelimpahan]:
    """What the person handed over in this satker, in any office."""
    milik = Pelimpahan.objects.visible_to(pengguna(request)).filter(
        penugasan__pejabat=pengguna(request).pejabat_id,
        penugasan__jabatan__unit__satker=request.satker,  # type: ignore[attr-defined]
    )
    return milik.select_related("penugasan__pejabat", "penugasan__jabatan__unit", "penerima__pejabat")


class PelimpahanView(BertabMixin, TemplateView):
    """What I handed over: to whom, for how long, on what ground."""

    izin = LIMPAHKAN
    template_name = "organisasi/struktur/pelimpahan.html"
    tab_aktif = "pelimpahan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        berlaku = set(Pelimpahan.objects.pada(timezone.localdate()).values_list("pk", flat=True))
        daftar = [(p, p.pk in berlaku) for p in pelimpahan_sendiri(self.request)]
        return super().get_context_data(daftar=daftar, hari=timezone.localdate(), **kwargs)


class LimpahkanView(SuntingMixin, CreateView):
    izin = LIMPAHKAN
    form_class = PelimpahanForm
    judul = "Limpahkan tugas"
    keterangan = "Seseorang dari satuan kerja ini mengisi dan mengajukan atas nama Anda untuk sementara."
    tombol = "Limpahkan tugas"
    pesan = "Tugas dilimpahkan. Penerima memilihnya di menu namanya, kanan atas."

    def get_queryset(self) -> QuerySet[Pelimpahan]:
        return pelimpahan_sendiri(self.request)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"satker": self.satker, "penugasan": jabatan_sendiri(self.request)}

    def get_initial(self) -> dict[str, Any]:
        return {"mulai": timezone.localdate()}

    def remah(self) -> list[tuple[str, str]]:
        return [("Pelimpahan", alamat(self.request, "pelimpahan"))]


@require_POST
@di_tempat
def cabut(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, LIMPAHKAN)
    pelimpahan = get_object_or_404(pelimpahan_sendiri(request), pk=pk, dicabut_pada__isnull=True)
    try:
        services.cabut_pelimpahan(pelimpahan=pelimpahan)
    except VersiBerubah as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Pelimpahan kepada {pelimpahan.penerima} dicabut.")
    return redirect(alamat(request, "pelimpahan"))


@require_POST
@di_tempat
def bertindak(request: HttpRequest) -> HttpResponse:
    """From now on the person acts for the one who handed over, until "Selesai", or its end."""
    nomor = request.POST.get("pk", "")
    pk = int(nomor) if nomor.isascii() and nomor.isdigit() and len(nomor) < 15 else 0
    pelimpahan = get_object_or_404(services.pelimpahan_untuk(pengguna(request)), pk=pk)
    request.session[KUNCI_SESI] = pelimpahan.pk
    satker = pelimpahan.penugasan.jabatan.unit.satker
    return redirect("pelaporan:beranda", kode=satker.kode, tahun=request.tahun)  # type: ignore[attr-defined]


@require_POST
@di_tempat
def selesai_bertindak(request: HttpRequest) -> HttpResponse:
    request.session.pop(KUNCI_SESI, None)
    return redirect("pelaporan:beranda", kode=request.satker.kode, tahun=request.tahun)  # type: ignore[attr-defined]
