"""Pages of the allocation: what serves which sasaran, per sasaran or per code, and the acts on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, UpdateView

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.tempat import di_tempat, kunci_tempat, wajib_izin
from organisasi.views_unggahan import lampiran
from renstra.silsilah import silsilah
from sakip.angka import baca_bilangan
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganMixin

from . import lembar_alokasi
from .alokasi import AlokasiDitolak, alokasikan, hapus_alokasi, terima_saran, tujuan_sasaran, tujuan_tahun
from .forms_alokasi import AlokasikanForm, UbahAlokasiForm
from .izin import UBAH
from .models import AlokasiAnggaran
from .rekap import rekap_dipa
from .rekap_alokasi import RekapAlokasi, Tautan, rekap_alokasi
from .saran import saran_tahun
from .views import AnggaranMixin

PER_SASARAN, PER_KODE = "sasaran", "kode"


class AlokasiMixin(AnggaranMixin):
    """The allocation of the place's year at the cut-off that `?posisi=` names (default: the main one)."""

    @cached_property
    def rekap(self) -> RekapAlokasi:
        return rekap_alokasi(
            self.satker, self.tahun, anggaran=rekap_dipa(self.satker, self.tahun, posisi=self.posisi_di_alamat())
        )


class AlokasiView(AlokasiMixin, TemplateView):
    """Per sasaran (its codes) or per code (the tree); whoever may edits on the latter."""

    template_name = "anggaran/alokasi/alokasi.html"

    @property
    def tampil(self) -> str:
        return PER_KODE if self.request.GET.get("tampil") == PER_KODE else PER_SASARAN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh = self.boleh(UBAH)
        form = kwargs.pop("form", None) or (_form(self.rekap) if boleh else None)
        return super().get_context_data(**kwargs) | {
            "rekap": self.rekap,
            "tampil": self.tampil,
            "semua_posisi": list(self.semua_posisi()),
            "boleh_ubah": boleh,
            "form": form,
            "saran": saran_tahun(self.satker, self.tahun, self.rekap) if boleh else [],
            "terpilih": self.request.POST.getlist("kode"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Allocate the ticked codes; what is wrong comes back with the ticks and the words."""
        self.posisi_di_alamat()  # what the address names is there, or not, whoever asks
        wajib_izin(request, UBAH)
        form = _form(self.rekap, request.POST)
        if form.is_valid():
            isi = form.cleaned_data
            try:
                banyak = alokasikan(
                    satker=self.satker,
                    tahun=self.tahun,
                    kode=isi["kode"],
                    tujuan=form.tujuan_terpilih,
                    porsi=isi["porsi"],
                    catatan=isi["catatan"],
                )
            except AlokasiDitolak as galat:
                for pesan in galat.galat:
                    form.add_error(None, pesan)
            else:
                messages.success(request, f"{banyak} pos dialokasikan ke {form.tujuan_terpilih.kode}.")
                return redirect(f"{self.tautan('alokasi')}?tampil={PER_KODE}")
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _form(rekap: RekapAlokasi, data: Any = None) -> AlokasikanForm:
    kode = [k.pos.kode for k in rekap.kode if k.dapat_dipilih]
    return AlokasikanForm(data, kode=kode, tujuan=tujuan_sasaran(s.sasaran for s in rekap.sasaran))


@require_POST
@di_tempat
def terima(request: HttpRequest) -> HttpResponse:
    """Accept proposals: one button each, and one for all."""
    wajib_izin(request, UBAH)
    kunci = request.POST.getlist("saran")
    try:
        banyak = terima_saran(satker=request.satker, tahun=request.tahun, kunci=kunci)  # type: ignore[attr-defined]
    except AlokasiDitolak as galat:
        messages.error(request, str(galat))
    else:
        if banyak:
            messages.success(request, f"{banyak} usulan diterima.")
        else:
            messages.error(request, "Tidak ada usulan yang dipilih.")
    return redirect("anggaran:alokasi", **kunci_tempat(request))


class SatuAlokasiMixin(AnggaranMixin):
    """One allocation of the place, for whoever may change it."""

    izin = UBAH

    def get_object(self, queryset: Any = None) -> AlokasiAnggaran:
        milik = AlokasiAnggaran.objects.visible_to(self.pengguna).filter(satker=self.satker).for_tahun(self.tahun)
        alokasi: AlokasiAnggaran = get_object_or_404(
            milik.select_related("satker", "sasaran", "indikator"), pk=self.kwargs["pk"]
        )
        return alokasi


class UbahAlokasiView(SatuAlokasiMixin, SuntinganMixin, UpdateView):
    """One allocation: share, goal, note."""

    template_name = "anggaran/alokasi/ubah.html"
    form_class = UbahAlokasiForm
    context_object_name = "alokasi"
    object: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        tujuan = tujuan_tahun(self.satker, self.tahun)
        return super().get_form_kwargs() | {"tujuan": tujuan, "kini": self._kini([s for s, _ in tujuan])}

    def _kini(self, sasaran: Iterable[Any]) -> str:
        """What it serves in the Renstra in force; "" when that is gone."""
        tempat = Tautan(sasaran, silsilah(self.satker)).tempat(self.object.sasaran_id, self.object.indikator_id)
        if tempat is None:
            return ""
        return f"s{tempat[0]}" if tempat[1] is None else f"i{tempat[1]}"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            jawaban = super().form_valid(form)
        except AlokasiDitolak as galat:
            for pesan in galat.galat:
                form.add_error(None, pesan)
            return self.form_invalid(form)
        if jawaban.status_code == 302:
            messages.success(self.request, f"Alokasi {self.object.kode} tersimpan.")
        return jawaban

    def get_success_url(self) -> str:
        return self.tautan("alokasi")


class HapusAlokasiView(SatuAlokasiMixin, TemplateView):
    """Remove one allocation; asks once."""

    template_name = "anggaran/alokasi/hapus.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"alokasi": self.get_object()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        alokasi = self.get_object()
        try:
            hapus_alokasi(alokasi=alokasi, versi=baca_bilangan(request.POST.get("versi", "")) or 0)
        except VersiBerubah:
            pesan = f"Alokasi {alokasi.kode} baru saja diubah orang lain. Periksa, lalu hapus lagi bila perlu."
            messages.error(request, pesan)
        else:
            messages.success(request, f"Alokasi {alokasi.kode} dihapus.")
        return redirect(self.tautan("alokasi"))


# --- Excel -----------------------------------------------------------------------------------------------------------


class UnduhView(AlokasiMixin, TemplateView):
    """The allocation as it is shown, at the same cut-off; the trail says that it left the house."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        nama = f"Alokasi-anggaran-{self.satker.kode}-{self.tahun}-{timezone.localdate():%Y-%m-%d}.xlsx"
        catat(Tindakan.EKSPOR, satker=self.satker, keterangan=nama)
        return lampiran(lembar_alokasi.ekspor(self.rekap, satker=self.satker, tahun=self.tahun), nama)
