"""Pages of the Rencana Aksi: the grid that is painted, the grid of outputs, one row, and the acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, UpdateView, View

from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganMixin

from .. import views_rencana
from ..rencana import LAKSANAKAN, UBAH, StatusRencana
from ..services_rencana import dipa_lebih_baru, kunci_terbuka
from ..views_rencana import RencanaMixin, TerbukaMixin
from . import kisi, minggu, services
from .forms import BarisForm, TambahBarisForm, TerlaksanaForm
from .isi import BarisIsi, IsiRencana, isi_rencana
from .models import BarisAksi, RencanaAksi

RENCANA, TERLAKSANA = "rencana", "terlaksana"


class AksiMixin(RencanaMixin):
    model = RencanaAksi
    awalan = "aksi"
    sebutan = "rencana aksi"
    depan = "jadwal"
    berpagu = False  # whether the page of one row shows its amount

    def isi(self, rencana: RencanaAksi | None = None, *, berpagu: bool = True) -> IsiRencana:
        berjalan = minggu.minggu_berjalan(self.tahun, timezone.localdate())
        return isi_rencana(rencana or self.rencana, berjalan=berjalan, berpagu=berpagu)

    def tab(self, kini: str) -> list[dict[str, Any]]:
        tempat = {"kode": self.satker.kode, "tahun": self.tahun}
        return [
            {"label": label, "url": reverse(f"aksi:{nama}", kwargs=tempat), "aktif": nama == kini}
            for nama, label in (("jadwal", "Jadwal"), ("rincian", "Output dan target triwulan"))
        ]

    @cached_property
    def baris_isi(self) -> BarisIsi:
        """The row of the address, with what it takes from the rows above."""
        baris = self.isi(berpagu=self.berpagu).ambil(self.kwargs["pk"])  # type: ignore[attr-defined]
        if baris is None:
            raise Http404
        return baris

    def boleh_laksanakan(self, baris: BarisIsi) -> bool:
        return self.pengguna.has_perm(LAKSANAKAN, baris)  # type: ignore[arg-type]  # it names satker and units


class JadwalView(AksiMixin, TemplateView):
    """The year as a grid. A draft is painted with plans, a fixed paper with what was done."""

    template_name = "perjanjian/aksi/jadwal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        rencana = self.semua().first()
        if rencana is None:
            self.template_name = "perjanjian/aksi/kosong.html"
            return konteks | {"boleh_susun": self.boleh(UBAH)}
        isi = self.isi(rencana)
        mode = TERLAKSANA if rencana.status == StatusRencana.DITETAPKAN else RENCANA
        alur = self.konteks_alur(rencana)
        unit = self._unit(isi)
        return (
            konteks
            | alur
            | {
                "isi": isi,
                "mode": mode,
                "tab": self.tab("jadwal"),
                "baris": [self._baris(b, mode, alur["boleh_ubah"]) for b in isi.baris if _milik(b, unit)],
                "unit_pilihan": self._unit_pilihan(isi),
                "unit": unit,
                "bulan": list(zip(minggu.NAMA_BULAN, minggu.BULAN, isi.bulan, strict=True)),
                "dipa_baru": dipa_lebih_baru(rencana) if alur["boleh_ubah"] else None,
                "tambah": TambahBarisForm(rencana=rencana) if alur["boleh_ubah"] else None,
            }
        )

    def _baris(self, b: BarisIsi, mode: str, boleh_ubah: bool) -> kisi.BarisJadwal:
        lukis = b.daun and (boleh_ubah if mode == RENCANA else self.boleh_laksanakan(b))
        return kisi.BarisJadwal(b, mode, lukis)

    def _unit_pilihan(self, isi: IsiRencana) -> list[Any]:
        unit = {u.pk: u for b in isi.baris for u in b.unit}
        return sorted(unit.values(), key=lambda u: (u.urut, u.pk))

    def _unit(self, isi: IsiRencana) -> int | None:
        pilihan = self.request.GET.get("unit", "")
        ada = {str(u.pk): u.pk for u in self._unit_pilihan(isi)}
        return ada.get(pilihan)


def _milik(b: BarisIsi, unit: int | None) -> bool:
    return unit is None or any(u.pk == unit for u in b.unit)


class LukisView(AksiMixin, View):
    """Saves the weeks of one row; the answer is its last cell, with the bars above it and the months' summary."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mode, b = kwargs["mode"], self.baris_isi
        if mode not in {RENCANA, TERLAKSANA}:
            raise Http404
        if not (self.boleh(UBAH) if mode == RENCANA else self.boleh_laksanakan(b)):
            raise PermissionDenied("Anda tidak berwenang mengubah jadwal baris ini.")
        if not b.daun:
            return self._galat("Jadwal baris ini mengikuti baris di bawahnya.")
        try:
            bit, versi = kisi.baca_lukisan(request.POST)
            lukis = services.lukis_rencana if mode == RENCANA else services.lukis_terlaksana
            lukis(baris=b.baris, versi=versi, bit=bit)
        except TransisiDitolak as galat:
            return self._galat(str(galat))
        except VersiBerubah:
            return self._jawab(mode, 409)
        return self._jawab(mode, 200)

    def _jawab(self, mode: str, status: int) -> HttpResponse:
        isi = self.isi(berpagu=False)
        kini = isi.ambil(self.kwargs["pk"])
        assert kini is not None
        konteks = {
            "b": kisi.BarisJadwal(kini, mode, True),
            "atas": kisi.di_atas(isi, kini),
            "mode": mode,
            "isi": isi,
            "bulan": list(zip(minggu.NAMA_BULAN, minggu.BULAN, isi.bulan, strict=True)),
            "bentrok": status == 409,
        }
        return render(self.request, "perjanjian/aksi/_tersimpan.html", konteks, status=status)

    def _galat(self, pesan: str) -> HttpResponse:
        return render(self.request, "perjanjian/_galat_kisi.html", {"pesan": pesan}, status=409)


# --- Output and targets of the quarters -----------------------------------------------------------------------------


class RincianView(AksiMixin, TemplateView):
    """Output and targets as a grid; who may not change them reads them."""

    template_name = "perjanjian/aksi/rincian.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        baris = kwargs.pop("baris", None)
        isi = self.isi()
        return (
            super().get_context_data(**kwargs)
            | self.konteks_alur(self.rencana)
            | {
                "isi": isi,
                "tab": self.tab("rincian"),
                "baris": baris or [kisi.rincian_tersimpan(b) for b in isi.baris],
                "banyak_galat": sum(bool(b.galat) for b in baris or ()),
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All rows at once, as a page without JavaScript sends them."""
        if not self.boleh(UBAH):
            raise PermissionDenied("Anda tidak berwenang mengubah rencana aksi ini.")
        baris = [kisi.rincian_terisi(b, request.POST) for b in self.isi().baris]
        try:
            gagal = [b for b in baris if not kisi.simpan_rincian(b)]
        except TransisiDitolak as galat:
            messages.warning(request, str(galat))
            return self.ke_depan()
        if gagal:
            return self.render_to_response(self.get_context_data(baris=baris), status=422)
        messages.success(request, "Output dan target tersimpan.")
        return redirect("aksi:rincian", kode=self.satker.kode, tahun=self.tahun)


class RincianBarisView(TerbukaMixin, AksiMixin, View):
    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        baris = kisi.rincian_terisi(self.baris_isi, self.request.POST)
        if kisi.simpan_rincian(baris):
            baris.tersimpan = True
        status = 200 if baris.tersimpan else 422
        return render(self.request, "perjanjian/aksi/_keadaan_rincian.html", {"b": baris}, status=status)


# --- One row --------------------------------------------------------------------------------------------------------


class SatuBarisView(SuntinganMixin, AksiMixin, UpdateView):
    """Base of the forms about one row."""

    def get_object(self, queryset: Any = None) -> BarisAksi:
        return self.baris_isi.baris

    def simpan(self) -> HttpResponse:
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "rencana": self.rencana,
            "b": self.baris_isi,
            "kata": minggu.tulis(self.baris_isi.rencana),
        }

    def get_success_url(self) -> str:
        messages.success(self.request, f"Baris “{self.baris_isi.uraian}” tersimpan.")
        return str(self.rencana.get_absolute_url())


class BarisView(TerbukaMixin, SatuBarisView):
    form_class = BarisForm
    berpagu = True
    template_name = "perjanjian/aksi/baris.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"daun": self.baris_isi.daun}

    @transaction.atomic
    def tulis(self) -> HttpResponse:
        kunci_terbuka(self.rencana)
        return self.simpan()


class TerlaksanaView(SatuBarisView):
    """The weeks that were done, as boxes: what the grid paints, without JavaScript."""

    form_class = TerlaksanaForm
    template_name = "perjanjian/aksi/terlaksana.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._tertutup() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._tertutup() or self.simpan()

    def _tertutup(self) -> HttpResponse | None:
        if not self.boleh_laksanakan(self.baris_isi):
            raise PermissionDenied("Pelaksanaan dicatat oleh perencana dan kepala unit penanggung jawab.")
        if self.rencana.status == StatusRencana.DITETAPKAN and self.baris_isi.daun:
            return None
        pesan = (
            "Pelaksanaan dicatat setelah rencana aksi ditetapkan, pada baris yang tidak mempunyai baris di bawahnya."
        )
        messages.warning(self.request, pesan)
        return self.ke_depan()


class TambahView(TerbukaMixin, AksiMixin, View):
    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        form = TambahBarisForm(self.request.POST, rencana=self.rencana)
        if not form.is_valid():
            messages.error(self.request, "Tulis uraian kegiatannya.")
            return self.ke_depan()
        return self.coba(
            lambda: services.tambah_baris(rencana=self.rencana, **form.cleaned_data), "Baris kegiatan ditambahkan."
        )


class HapusView(TerbukaMixin, AksiMixin, View):
    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        baris = get_object_or_404(self.rencana.baris.select_related("pos", "rencana"), pk=self.kwargs["pk"])
        return self.coba(lambda: services.hapus_baris(baris=baris), f"Baris “{baris.sebutan}” dihapus.")


class UsulkanView(AksiMixin, views_rencana.UsulkanView):
    usulkan = staticmethod(services.usulkan)


class KepalaView(AksiMixin, views_rencana.KepalaView):
    pass


class DipaView(AksiMixin, views_rencana.DipaView):
    """Also brings in the rows that the DIPA holds and the paper does not."""

    pakai = staticmethod(lambda rencana: services.perbarui_dari_dipa(rencana=rencana))


class TindakanView(AksiMixin, views_rencana.TindakanView):
    pass
