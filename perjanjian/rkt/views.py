"""Pages of the RKT: the paper with its hints, the grids of a draft, its workbook and its acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, UpdateView, View

from anggaran.models import Pos
from jejak.enums import Tindakan
from jejak.services import catat
from sakip.sunting import SuntinganMixin

from .. import views_rencana
from ..rencana import UBAH
from ..services_rencana import kunci_terbuka
from ..views_rencana import RencanaMixin, TerbukaMixin
from . import kisi, services
from .excel import ekspor
from .forms import SasaranRktForm, TambahIndikatorForm
from .isi import isi_rkt
from .models import IndikatorRkt, Rkt, SasaranRkt
from .petunjuk import petunjuk_rkt
from .services import pos_terbawah
from .susunan import susun_rkt

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RktMixin(RencanaMixin):
    model = Rkt
    awalan = "rkt"
    sebutan = "RKT"

    def semua(self) -> Any:
        return super().semua().lengkap()

    def indikator(self) -> IndikatorRkt:
        daftar = IndikatorRkt.objects.filter(sasaran__rkt=self.rencana).select_related(
            "sasaran__rkt__satker", "satuan__skala"
        )
        return get_object_or_404(daftar, pk=self.kwargs["pk"])  # type: ignore[attr-defined]


class DetailView(RktMixin, TemplateView):
    """The RKT as paper, what differs from what it rests on, and what may be done now."""

    template_name = "perjanjian/rkt/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        rkt = self.semua().first()
        if rkt is None:
            self.template_name = "perjanjian/rkt/kosong.html"
            return konteks | {"boleh_susun": self.boleh(UBAH)}
        isi = isi_rkt(rkt)
        petunjuk = petunjuk_rkt(isi) if self.pengguna.bekerja_di(self.satker) else None
        return konteks | self.konteks_alur(rkt) | {"isi": isi, "naskah": susun_rkt(isi), "petunjuk": petunjuk}


class UbahView(TerbukaMixin, RktMixin, TemplateView):
    """Both grids of a draft; without JavaScript one form saves them all."""

    template_name = "perjanjian/rkt/ubah.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        galat = kwargs.pop("galat", {})
        isi = isi_rkt(self.rencana)
        petunjuk = petunjuk_rkt(isi)
        tempat = {k.pos_id: s.sasaran.pk for s in isi.sasaran for k in s.sasaran.kegiatan.all()}
        return super().get_context_data(**kwargs) | {
            "rencana": self.rencana,
            "isi": isi,
            "petunjuk": petunjuk,
            "kelompok": [
                (
                    s.sasaran,
                    [
                        galat.get(i.pk) or kisi.indikator_tersimpan(i, petunjuk=petunjuk.target.get(i.pk, ""))
                        for i in s.indikator
                    ],
                )
                for s in isi.sasaran
            ],
            "kegiatan": [
                (kisi.BarisPos(p, tempat.get(p.pk)), isi.pos[p.pk].pagu)
                for p in pos_terbawah(b.pos for b in isi.pos.values())
            ],
            "tambah": TambahIndikatorForm(rkt=self.rencana),
            "banyak_galat": len(galat),
        }

    def tulis(self) -> HttpResponse:
        galat: dict[int, kisi.BarisIndikator] = {}
        for s in self.rencana.sasaran.all():
            for i in s.indikator.all():
                i.sasaran = s
                baris = kisi.indikator_terisi(i, self.request.POST)
                if not kisi.simpan_indikator(baris):
                    galat[i.pk] = baris
        for p in pos_terbawah(self.rencana.dipa.pos.all()):
            tempat = kisi.BarisPos(p, None)
            if not kisi.simpan_tempat(self.rencana, tempat, self.request.POST):
                messages.warning(self.request, f"{p}: {tempat.galat}")
        if galat:
            return self.render_to_response(self.get_context_data(galat=galat), status=422)
        messages.success(self.request, "Isi RKT tersimpan.")
        return self.ke_depan()


class IndikatorView(TerbukaMixin, RktMixin, View):
    """Saves one row of the grid; the answer is the row's last cell."""

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        baris = kisi.indikator_terisi(self.indikator(), self.request.POST)
        if not kisi.simpan_indikator(baris):
            return _keadaan(self.request, baris, 422)
        kini = self.indikator()
        petunjuk = petunjuk_rkt(isi_rkt(self.semua().get())).target.get(kini.pk, "")
        return _keadaan(self.request, kisi.indikator_tersimpan(kini, petunjuk=petunjuk, tersimpan=True), 200)


def _keadaan(request: HttpRequest, baris: kisi.BarisIndikator, status: int) -> HttpResponse:
    return render(request, "perjanjian/rkt/_keadaan.html", {"baris": baris}, status=status)


class TempatView(TerbukaMixin, RktMixin, View):
    """Puts one activity of the DIPA below a sasaran; the answer is the row's last cell."""

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        pos: Pos = get_object_or_404(self.rencana.dipa.pos.all(), pk=self.kwargs["pk"])
        baris = kisi.BarisPos(pos, None)
        baris.tersimpan = kisi.simpan_tempat(self.rencana, baris, self.request.POST)
        return render(
            self.request, "perjanjian/rkt/_keadaan_pos.html", {"baris": baris}, status=200 if baris.tersimpan else 409
        )


class TambahView(TerbukaMixin, RktMixin, View):
    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        form = TambahIndikatorForm(self.request.POST, rkt=self.rencana)
        if not form.is_valid():
            messages.error(self.request, "Pilih indikator Renstra yang belum ada pada RKT.")
            return self._kembali()
        self.coba(
            lambda: services.tambah_indikator(rkt=self.rencana, indikator=form.cleaned_data["indikator"]),
            "Indikator ditambahkan dengan target Renstra.",
        )
        return self._kembali()

    def _kembali(self) -> HttpResponse:
        return redirect("rkt:ubah", kode=self.satker.kode, tahun=self.tahun)


class HapusView(TerbukaMixin, RktMixin, View):
    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        baris = self.indikator()
        self.coba(lambda: services.hapus_indikator(baris=baris), f"Indikator “{baris.uraian}” dihapus dari RKT.")
        return redirect("rkt:ubah", kode=self.satker.kode, tahun=self.tahun)


class SasaranView(SuntinganMixin, TerbukaMixin, RktMixin, UpdateView):
    """The words of a sasaran, and the programme it stands under."""

    form_class = SasaranRktForm
    template_name = "perjanjian/rkt/sasaran.html"

    def get_object(self, queryset: Any = None) -> SasaranRkt:
        daftar = SasaranRkt.objects.filter(rkt=self.rencana).select_related("rkt__dipa")
        return get_object_or_404(daftar, pk=self.kwargs["pk"])

    @transaction.atomic
    def tulis(self) -> HttpResponse:
        kunci_terbuka(self.rencana)
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rencana": self.rencana}

    def get_success_url(self) -> str:
        messages.success(self.request, "Sasaran tersimpan.")
        return redirect("rkt:ubah", kode=self.satker.kode, tahun=self.tahun).url


class ExcelView(RktMixin, View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever may see the RKT may take it along; the trail says so."""
        nama = f"RKT-{self.satker.kode}-{self.tahun}-{timezone.localdate()}.xlsx"
        isi = ekspor(isi_rkt(self.rencana))
        catat(Tindakan.EKSPOR, objek=self.rencana, satker=self.satker, keterangan=nama)
        kepala = {
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=nama) or "",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(isi, content_type=XLSX, headers=kepala)


class UsulkanView(RktMixin, views_rencana.UsulkanView):
    usulkan = staticmethod(services.usulkan)


class KepalaView(RktMixin, views_rencana.KepalaView):
    pass


class DipaView(RktMixin, views_rencana.DipaView):
    pakai = staticmethod(lambda rencana: services.pakai_dipa_berlaku(rkt=rencana))


class TindakanView(RktMixin, views_rencana.TindakanView):
    pass
