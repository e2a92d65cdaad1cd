"""Import of the organisation: download a workbook, upload it and see what would change, apply it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, FormView

from jejak.enums import Tindakan
from jejak.services import catat

from .enums import StatusImpor
from .forms_impor import UnggahForm
from .impor.ekspor import ekspor, templat
from .impor.lingkup import lingkup_untuk
from .impor.rencana import galat_dari
from .models import ImporOrganisasi
from .services_impor import ImporDitolak, SudahSelesai, batalkan, berkas_bertanda, terapkan, unggah
from .tab import tab_pengaturan
from .tempat import TempatMixin, di_tempat, wajib_izin

IZIN = "organisasi.impor_organisasi"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RIWAYAT_MAKS = 20
GALAT_MAKS = 100
LANGKAH = ("Siapkan berkas", "Unggah dan periksa", "Terapkan")


def langkah(selesai: int) -> list[dict[str, str]]:
    """The three steps, the first `selesai` of them done."""
    tahap = ["selesai"] * selesai + ["berjalan"] + ["belum"] * len(LANGKAH)
    return [{"label": label, "tahap": t} for label, t in zip(LANGKAH, tahap, strict=False)]


class ImporView(TempatMixin, FormView):
    """Steps 1 and 2, and what was imported before."""

    izin = IZIN
    form_class = UnggahForm
    template_name = "organisasi/impor/impor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        riwayat = ImporOrganisasi.objects.visible_to(self.request.user).filter(satker=self.satker)
        lingkup = lingkup_untuk(self.request.user, self.satker)  # type: ignore[arg-type]
        return super().get_context_data(
            tab=tab_pengaturan(self.request, self.satker, self.tahun, "impor"),
            langkah=langkah(0),
            pusat=lingkup.pusat,
            riwayat=riwayat.select_related("oleh")[:RIWAYAT_MAKS],
            **kwargs,
        )

    def form_valid(self, form: UnggahForm) -> HttpResponse:
        berkas = form.cleaned_data["berkas"]
        try:
            impor = unggah(isi=berkas.read(), nama=berkas.name, satker=self.satker, oleh=self.request.user)  # type: ignore[arg-type]
        except ImporDitolak as galat:
            form.add_error("berkas", str(galat))
            return self.form_invalid(form)
        return self._ke(impor)

    def form_invalid(self, form: UnggahForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _ke(self, impor: ImporOrganisasi) -> HttpResponse:
        return redirect("organisasi:pratinjau_impor", kode=self.satker.kode, tahun=self.tahun, pk=impor.pk)


class PratinjauView(TempatMixin, DetailView):
    """Step 3: what would change, or what is wrong; afterwards what was done."""

    izin = IZIN
    template_name = "organisasi/impor/pratinjau.html"
    context_object_name = "impor"

    def get_object(self, queryset: Any = None) -> ImporOrganisasi:
        return _impor(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        impor = self.object
        galat = galat_dari(impor.ringkasan)
        menunggu = impor.status == StatusImpor.DIPERIKSA
        isi = {"lembar": [], "banyak": 0} | impor.ringkasan
        isi |= {
            "tab": tab_pengaturan(self.request, self.satker, self.tahun, "impor"),
            "langkah": langkah(3 if not menunggu else 1 if galat else 2),
            "galat": galat[:GALAT_MAKS],
            "banyak_galat": len(galat),
            "lembar_galat": len({g.lembar for g in galat}),
            "menunggu": menunggu,
            "diterapkan": impor.status == StatusImpor.DITERAPKAN,
            "form": UnggahForm(),
        }
        return super().get_context_data(**isi, **kwargs)


@require_safe
@di_tempat
def unduh_templat(request: HttpRequest) -> HttpResponse:
    wajib_izin(request, IZIN)
    isi = templat(lingkup_untuk(request.user, request.satker))  # type: ignore[arg-type,attr-defined]
    return _lampiran(isi, f"Templat-organisasi-{request.satker.kode}.xlsx")  # type: ignore[attr-defined]


@require_safe
@di_tempat
def unduh_data(request: HttpRequest) -> HttpResponse:
    """Today's rows in the same layout; names and NIP leave the house, so the trail says so."""
    wajib_izin(request, IZIN)
    satker = request.satker  # type: ignore[attr-defined]
    nama = f"Organisasi-{satker.kode}-{timezone.localdate():%Y-%m-%d}.xlsx"
    isi = ekspor(lingkup_untuk(request.user, satker))  # type: ignore[arg-type]
    catat(Tindakan.EKSPOR, satker=satker, keterangan=nama)
    return _lampiran(isi, nama)


@require_safe
@di_tempat
def unduh_kesalahan(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, IZIN)
    impor = _impor(request, pk)
    if not impor.berkas or not impor.ringkasan.get("galat"):
        raise Http404
    return _lampiran(berkas_bertanda(impor), f"Kesalahan-{impor.nama_berkas}")


@require_POST
@di_tempat
def terapkan_impor(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, IZIN)
    impor = _impor(request, pk)
    try:
        terapkan(impor=impor, oleh=request.user, sidik=request.POST.get("sidik", ""))  # type: ignore[arg-type]
    except SudahSelesai as galat:
        messages.info(request, str(galat))
    except ImporDitolak as galat:
        messages.warning(request, str(galat))
    return _ke_pratinjau(request, pk)


@require_POST
@di_tempat
def batalkan_impor(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, IZIN)
    try:
        batalkan(impor=_impor(request, pk))
    except SudahSelesai as galat:
        messages.info(request, str(galat))
    else:
        messages.success(request, "Impor dibatalkan. Tidak ada yang berubah.")
    return redirect("organisasi:impor", kode=request.satker.kode, tahun=request.tahun)  # type: ignore[attr-defined]


def _impor(request: HttpRequest, pk: int) -> ImporOrganisasi:
    """An own upload at this place; 404 for those of others."""
    milik = ImporOrganisasi.objects.milik(request.user).filter(satker=request.satker)  # type: ignore[attr-defined]
    return get_object_or_404(milik.select_related("satker", "oleh"), pk=pk)


def _ke_pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    tempat = {"kode": request.satker.kode, "tahun": request.tahun}  # type: ignore[attr-defined]
    return redirect("organisasi:pratinjau_impor", **tempat, pk=pk)


def _lampiran(isi: bytes, nama: str) -> HttpResponse:
    return HttpResponse(
        isi,
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=nama),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
