"""The pages that every import of a workbook has: upload, preview, the marked workbook back, apply, cancel.

An app derives from them with its model, its right, its namespace and its two acts (`unggah`, `terapkan`).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.generic import DetailView, FormView, View

from sakip.impor import ImporDitolak, SudahSelesai, galat_dari

from . import unggahan
from .enums import StatusImpor
from .forms_impor import UnggahForm
from .models import Unggahan
from .tempat import TempatMixin

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RIWAYAT_MAKS = 20
GALAT_MAKS = 100
LANGKAH = ("Siapkan berkas", "Unggah dan periksa", "Terapkan")


def langkah(selesai: int) -> list[dict[str, str]]:
    """The three steps, the first `selesai` of them done."""
    tahap = ["selesai"] * selesai + ["berjalan"] + ["belum"] * len(LANGKAH)
    return [{"label": label, "tahap": t} for label, t in zip(LANGKAH, tahap, strict=False)]


def lampiran(isi: bytes, nama: str) -> HttpResponse:
    """A workbook to keep; nobody else caches it."""
    return HttpResponse(
        isi,
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=nama) or "",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


class ImporMixin(TempatMixin):
    """`ruang` is the namespace of the addresses impor, pratinjau_impor, kesalahan_impor, terapkan_impor and
    batalkan_impor.
    """

    model: type[Unggahan]
    ruang: str
    kwargs: dict[str, Any]

    def alamat(self, nama: str, **kwargs: Any) -> str:
        return reverse(f"{self.ruang}:{nama}", kwargs={"kode": self.satker.kode, "tahun": self.tahun, **kwargs})

    def alamat_unggah(self, impor: Unggahan | None) -> str:
        """Where a workbook is uploaded: from the start (None), or again after `impor`."""
        return self.alamat("impor")

    def impor(self) -> Any:
        """An own upload at this place; 404 for those of others."""
        milik = self.model.objects.milik(self.request.user).filter(satker=self.satker)
        return get_object_or_404(milik.select_related("satker", "oleh"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.konteks_impor()  # type: ignore[misc]

    def konteks_impor(self) -> dict[str, Any]:
        """What the app's own frame of these pages shows."""
        return {}


class UnggahView(ImporMixin, FormView):
    """Steps 1 and 2, and what was imported before."""

    form_class = UnggahForm

    def unggah(self, *, isi: bytes, nama: str) -> Unggahan:
        """Raises ImporDitolak."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        riwayat = self.model.objects.visible_to(self.request.user).filter(satker=self.satker)
        kwargs = {"langkah": langkah(0), "url_unggah": self.alamat_unggah(None)} | kwargs
        return super().get_context_data(riwayat=self._riwayat(riwayat), **kwargs)

    def _riwayat(self, riwayat: Any) -> list[tuple[Unggahan, str]]:
        """Each with its address for the one who may open it."""
        semua = riwayat.select_related("oleh")[:RIWAYAT_MAKS]
        milik = self.request.user.pk
        return [(i, self.alamat("pratinjau_impor", pk=i.pk) if i.oleh_id == milik else "") for i in semua]

    def form_valid(self, form: UnggahForm) -> HttpResponse:
        berkas = form.cleaned_data["berkas"]
        try:
            impor = self.unggah(isi=berkas.read(), nama=berkas.name)
        except ImporDitolak as galat:
            form.add_error("berkas", str(galat))
            return self.form_invalid(form)
        return redirect(self.alamat("pratinjau_impor", pk=impor.pk))

    def form_invalid(self, form: UnggahForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PratinjauView(ImporMixin, DetailView):
    """Step 3: what would change, or what is wrong; afterwards what was done."""

    context_object_name = "impor"
    template_name = "impor/pratinjau.html"
    dapat_hilang = False  # whether an import can remove rows

    def get_object(self, queryset: Any = None) -> Unggahan:
        impor: Unggahan = self.impor()
        return impor

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        impor: Unggahan = self.object
        galat, bentrok = galat_dari(impor.ringkasan), impor.ringkasan.get("bentrok", [])
        sel_bentrok = {(b["lembar"], b["sel"], b["kolom"]) for b in bentrok}
        lain = [g for g in galat if (g.lembar, g.sel, g.kolom) not in sel_bentrok] if bentrok else galat
        tahap = 3 if not impor.menunggu else 1 if galat else 2
        isi = {"lembar": [], "banyak": 0, "anggapan": [], "diabaikan": [], "sidik": ""} | impor.ringkasan
        isi |= {
            "langkah": langkah(tahap),
            "bentrok": bentrok[:GALAT_MAKS],
            "galat": lain[:GALAT_MAKS],
            "bermasalah": bool(galat),
            "banyak_galat": len(lain),
            "lembar_galat": len({g.lembar for g in lain}),
            "menunggu": impor.menunggu,
            "diterapkan": impor.status == StatusImpor.DITERAPKAN,
            "ada_hilang": any(isi["hilang"] for isi in impor.ringkasan.get("lembar", []) if "hilang" in isi),
            "dapat_hilang": self.dapat_hilang,
            "anggapan_umum": [a for a in isi["anggapan"] if not a["sel"]],
            "anggapan_sel": [a for a in isi["anggapan"] if a["sel"]],
            "form": UnggahForm(),
        }
        return super().get_context_data(**isi, **self._alamat(impor), **kwargs)

    def _alamat(self, impor: Unggahan) -> dict[str, str]:
        nama = ("kesalahan", "terapkan", "batalkan")
        return {f"url_{n}": self.alamat(f"{n}_impor", pk=impor.pk) for n in nama} | {
            "url_impor": self.alamat_unggah(None),
            "url_unggah": self.alamat_unggah(impor),
        }


class KesalahanView(ImporMixin, View):
    """The upload back with red cells and comments."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        impor = self.impor()
        if not impor.berkas or not impor.bermasalah:
            raise Http404
        return lampiran(unggahan.berkas_bertanda(impor), f"Kesalahan-{impor.nama_berkas}")


class TerapkanView(ImporMixin, View):
    http_method_names = ["post", "options"]

    def terapkan(self, impor: Any, sidik: str) -> None:
        """Raises ImporDitolak."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        impor = self.impor()
        try:
            self.terapkan(impor, request.POST.get("sidik", ""))
        except SudahSelesai as galat:
            messages.info(request, str(galat))
        except ImporDitolak as galat:
            messages.warning(request, str(galat))
        return redirect(self.alamat("pratinjau_impor", pk=impor.pk))


class BatalkanView(ImporMixin, View):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        impor = self.impor()
        try:
            unggahan.batalkan(impor)
        except SudahSelesai as galat:
            messages.info(request, str(galat))
        else:
            messages.success(request, "Impor dibatalkan. Tidak ada yang berubah.")
        return redirect(self.alamat_unggah(impor))
