"""What the pages of the RKT and the Rencana Aksi share: the paper of the place, its head, and the acts of ALUR."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.generic import UpdateView, View

from organisasi.tempat import TempatMixin
from sakip.alur import TransisiDitolak
from sakip.formulir import CatatanForm
from sakip.sunting import SuntinganMixin

from . import services_rencana
from .forms_rencana import kepala_form
from .rencana import UBAH, RencanaTahunan

if TYPE_CHECKING:
    from organisasi.models import Pengguna

KATA_TINDAKAN = {
    "buat": "Draf dibuat",
    "ajukan": "Diajukan",
    "kembalikan": "Dikembalikan",
    "tetapkan": "Ditetapkan",
}


class RencanaMixin(TempatMixin):
    """The one paper of the place that the person may see. `model` and `awalan` (the URL namespace) are the app's."""

    model: type[Any]
    awalan = ""
    sebutan = ""
    depan = "detail"  # name of the page where the paper is shown

    @property
    def pengguna(self) -> Pengguna:
        return cast("Pengguna", self.request.user)

    def semua(self) -> Any:
        terlihat = self.model._default_manager.visible_to(self.pengguna)
        return (
            terlihat.filter(satker=self.satker)
            .for_tahun(self.tahun)
            .select_related("satker", "dipa", "penandatangan", "mengetahui")
        )

    @cached_property
    def rencana(self) -> Any:
        return get_object_or_404(self.semua())

    def ke_depan(self) -> HttpResponse:
        return redirect(f"{self.awalan}:{self.depan}", kode=self.satker.kode, tahun=self.tahun)

    def boleh(self, izin: str) -> bool:
        return self.pengguna.has_perm(izin, self.satker)

    def konteks_alur(self, rencana: RencanaTahunan, catatan: CatatanForm | None = None) -> dict[str, Any]:
        """What the panel beside the paper needs. `riwayat` None: the satker above does not read the notes."""
        return {
            "rencana": rencana,
            "awalan": self.awalan,
            "tindakan": sorted(rencana.tindakan_untuk(self.pengguna), key=lambda t: not t.transisi.utama),
            "formulir_catatan": catatan or CatatanForm(),
            "boleh_ubah": self.boleh(UBAH) and rencana.dapat_diubah,
            "riwayat": riwayat(rencana) if self.pengguna.bekerja_di(self.satker) else None,
            "pemangku": [(j, rencana.pemangku(j)) for j in (rencana.penandatangan, rencana.mengetahui) if j],
            "boleh_cetak": self.boleh("dokumen.cetak_dokumen"),
        }


def riwayat(rencana: Any) -> list[dict[str, Any]]:
    """What happened, in words, newest first."""
    return [
        {"kata": KATA_TINDAKAN.get(r.tindakan, r.tindakan), "oleh": r.oleh, "catatan": r.catatan, "waktu": r.waktu}
        for r in rencana.riwayat.select_related("oleh").order_by("-waktu", "-pk")
    ]


class TerbukaMixin(RencanaMixin):
    """Pages that change an open paper; a closed one sends back to where it is shown, and says why."""

    izin = UBAH

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.rencana.dapat_diubah:
            return self.ditolak(self._tertutup())
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.tulis() if self.rencana.dapat_diubah else self.ditolak(self._tertutup())
        except TransisiDitolak as galat:  # it was closed meanwhile
            return self.ditolak(str(galat))

    def tulis(self) -> HttpResponse:
        """What a POST does on an open paper; TransisiDitolak becomes an answer."""
        raise NotImplementedError

    def ditolak(self, pesan: str) -> HttpResponse:
        """A row of a grid hears why at its own place; a whole page goes to where the paper is shown."""
        if self.request.htmx:  # type: ignore[attr-defined]
            return render(self.request, "perjanjian/_galat_kisi.html", {"pesan": pesan}, status=409)
        messages.warning(self.request, pesan)
        return self.ke_depan()

    def _tertutup(self) -> str:
        return f"{self.rencana} berstatus “{self.rencana.get_status_display()}”; isinya tidak dapat diubah."

    def coba(self, tindakan: Callable[[], Any], kabar: str) -> HttpResponse:
        """Do an act that may be refused, tell how it went, and go back to the paper."""
        try:
            tindakan()
        except TransisiDitolak as galat:
            messages.error(self.request, str(galat))
        else:
            messages.success(self.request, kabar)
        return self.ke_depan()


class UsulkanView(RencanaMixin, View):
    """One click: a draft out of what is fixed already."""

    http_method_names = ["post", "options"]
    izin = UBAH
    usulkan: Callable[..., Any]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            type(self).usulkan(satker=self.satker, tahun=self.tahun, oleh=self.pengguna)
        except TransisiDitolak as galat:
            messages.error(request, str(galat))
        else:
            messages.success(request, f"Draf {self.sebutan} dibuat. Periksa isinya, lalu ajukan.")
        return self.ke_depan()


class KepalaView(SuntinganMixin, TerbukaMixin, UpdateView):
    """Place, date and the two offices that sign."""

    template_name = "perjanjian/rencana_kepala.html"

    def get_object(self, queryset: Any = None) -> Any:
        return self.rencana

    def get_form(self, form_class: Any = None) -> Any:
        return kepala_form(self.model)(satker=self.satker, **self.get_form_kwargs())

    @transaction.atomic
    def tulis(self) -> HttpResponse:
        services_rencana.kunci_terbuka(self.rencana)
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rencana": self.rencana, "awalan": self.awalan}

    def get_success_url(self) -> str:
        messages.success(self.request, "Tempat, tanggal, dan penanda tangan tersimpan.")
        return str(self.rencana.get_absolute_url())


class DipaView(TerbukaMixin, View):
    """Let the draft rest on the DIPA in force."""

    http_method_names = ["post", "options"]
    pakai: Callable[..., list[str]]

    def tulis(self) -> HttpResponse:
        hilang: list[str] = []
        jawaban = self.coba(
            lambda: hilang.extend(type(self).pakai(self.rencana)),
            "Kegiatan dan pagu sekarang menurut DIPA yang berlaku.",
        )
        if hilang:
            messages.warning(self.request, f"Tidak ada pada DIPA yang berlaku: {'; '.join(hilang)}.")
        return jawaban


class TindakanView(RencanaMixin, View):
    """One act of ALUR. A missing note comes back at its field; a refusal is told on the paper's page."""

    http_method_names = ["post", "options"]
    template_name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        nama = kwargs["tindakan"]
        if nama not in self.model.ALUR:
            raise Http404
        rencana = self.rencana
        rencana.wajib_berwenang(nama, request.user)
        form = CatatanForm(request.POST) if self.model.ALUR[nama].wajib_catatan else None
        if form is not None and not form.is_valid():
            return render(request, "perjanjian/rencana_catatan.html", self.konteks_alur(rencana, form), status=422)
        try:
            catatan = {"catatan": form.cleaned_data["catatan"]} if form else {}
            getattr(services_rencana, nama)(rencana=rencana, oleh=self.pengguna, **catatan)
        except TransisiDitolak as galat:
            messages.error(request, str(galat))
        else:
            messages.success(request, f"{rencana} sekarang: {rencana.get_status_display()}.")
        return self.ke_depan()
