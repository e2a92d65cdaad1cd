"""Master data on screen: the same list, form and end for every kind that an app registers (`organisasi.acuan`)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.forms import modelform_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import CreateView, TemplateView, UpdateView, View

from sakip.sunting import SuntinganMixin

from .acuan import Acuan, cari_acuan, kalimat_pemakaian, pemakaian, pemakaian_semua, semua_acuan
from .forms_acuan import AkhiriForm
from .models import Satker
from .tab import tab_pengaturan
from .tempat import TempatMixin

TERSIMPAN = 302
#: The filter's last entry: rows of every year.
SEMUA = "semua"


class IndeksView(TempatMixin, TemplateView):
    """All kinds of master data, each with its sentence."""

    template_name = "organisasi/acuan/indeks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tempat = {"kode": self.satker.kode, "tahun": self.tahun}
        daftar = [
            {"acuan": a, "url": reverse(a.url or "organisasi:acuan_daftar", kwargs=tempat | _slug(a))}
            for a in semua_acuan()
        ]
        tab = tab_pengaturan(self.request, self.satker, self.tahun, "acuan")
        return super().get_context_data(daftar=daftar, tab=tab, **kwargs)


def _slug(acuan: Acuan) -> dict[str, str]:
    return {} if acuan.url else {"slug": acuan.slug}


class AcuanMixin(TempatMixin):
    """`self.acuan` is the kind in the address; unknown: 404."""

    kwargs: dict[str, Any]

    @cached_property
    def acuan(self) -> Acuan:
        acuan = cari_acuan(self.kwargs["slug"])
        if acuan is None:
            raise Http404("Jenis data acuan ini tidak dikenal.")
        return acuan

    def alamat(self, nama: str, **kwargs: Any) -> str:
        tempat = {"kode": self.satker.kode, "tahun": self.tahun, "slug": self.acuan.slug}
        return reverse(f"organisasi:acuan_{nama}", kwargs=tempat | kwargs)

    def get_success_url(self) -> str:
        return self.alamat("daftar")

    def get_object(self, queryset: Any = None) -> Any:
        """The row, if it concerns this satker; 403 for those who may read it only."""
        objek = get_object_or_404(self.acuan.daftar(self.satker), pk=self.kwargs["pk"])
        if not self.acuan.boleh_ubah(self.request.user, self.satker, getattr(objek, "satker", None)):
            raise PermissionDenied("Anda tidak berwenang mengubah data acuan ini.")
        return objek


class DaftarView(AcuanMixin, TemplateView):
    template_name = "organisasi/acuan/daftar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tahun = self._tahun_saring()
        semua = list(self.acuan.daftar(self.satker))
        berlaku = [o for o in semua if tahun is None or o.berlaku_pada(tahun)]
        baris = {o.pk: b for o, b in zip(semua, self._baris(semua, tahun or self.tahun), strict=True)}
        unggul = self.acuan.unggul(berlaku) if self.acuan.unggul and tahun else None
        for o in berlaku:
            baris[o.pk]["kalah"] = unggul is not None and o.pk not in unggul
        return super().get_context_data(
            acuan=self.acuan,
            kepala=[(k.judul.format(tahun=tahun or self.tahun), k.kelas) for k in self.acuan.kolom],
            tahun_saring=tahun,
            pilihan_tahun=range(self.tahun + 1, self.tahun - 6, -1),
            baris=[baris[o.pk] for o in berlaku],
            lain=[baris[o.pk] for o in semua if o not in berlaku],
            boleh_tambah=bool(self.acuan.pemilik_baru(self.request.user, self.satker)),
            ada_tindakan=any(b["url"] for b in baris.values()),
            dari_pusat=not self.acuan.boleh_ubah(self.request.user, self.satker, None),
            url_baru=self.alamat("baru"),
            tab=tab_pengaturan(self.request, self.satker, self.tahun, "acuan"),
            **kwargs,
        )

    def _tahun_saring(self) -> int | None:
        """The year asked for, that of the place where none is; None: all years."""
        teks = self.request.GET.get("tahun", "")
        if teks == SEMUA:
            return None
        return int(teks) if len(teks) == 4 and teks.isdecimal() else self.tahun

    def _baris(self, semua: list[Any], tahun: int) -> list[dict[str, Any]]:
        dipakai = pemakaian_semua(semua)
        milik: dict[int, Satker | None] = {o.pk: getattr(o, "satker", None) for o in semua}
        boleh = {s: self.acuan.boleh_ubah(self.request.user, self.satker, s) for s in set(milik.values())}
        return [
            {
                "objek": o,
                "sel": [(k, k.isi(o, tahun)) for k in self.acuan.kolom],
                "dipakai": kalimat_pemakaian(dipakai[o.pk]),
                "url": self.alamat("ubah", pk=o.pk) if boleh[milik[o.pk]] else "",
                "kalah": False,
            }
            for o in semua
        ]


class _SuntingView(SuntinganMixin, AcuanMixin):
    """One row with its rows below, saved together or not at all."""

    template_name = "organisasi/acuan/ubah.html"
    object: Any

    def get_form_class(self) -> Any:
        return self.acuan.form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        form, rincian = self.get_form(), self.rincian  # type: ignore[attr-defined]
        sah = form.is_valid()
        if rincian is not None and not rincian.is_valid():
            sah = False
        return self.form_valid(form) if sah else self.form_invalid(form)

    @cached_property
    def rincian(self) -> Any:
        if self.acuan.rincian is None:
            return None
        return self.acuan.rincian(self.request.POST if self.request.method == "POST" else None, self.object)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            jawaban = super().form_valid(form)
            if jawaban.status_code == TERSIMPAN and self.rincian is not None:
                self.rincian.simpan(self.object)
        if jawaban.status_code == TERSIMPAN:
            messages.success(self.request, f"{self.acuan.sebutan.capitalize()} “{self.object}” tersimpan.")
        return jawaban

    def form_invalid(self, form: Any) -> HttpResponse:
        jawaban = super().form_invalid(form)
        if self.rincian is not None and self.rincian.bentrok:
            jawaban.status_code = 409
        return jawaban

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        objek = self.object
        return super().get_context_data(  # type: ignore[misc]
            acuan=self.acuan,
            objek=objek,
            rincian=self.rincian,
            dipakai=kalimat_pemakaian(pemakaian(objek)) if objek else "",
            url_daftar=self.alamat("daftar"),
            url_akhiri=self.alamat("akhiri", pk=objek.pk) if objek else "",
            **kwargs,
        )


class BaruView(_SuntingView, CreateView):  # type: ignore[misc]
    def get_object(self, queryset: Any = None) -> Any:
        if not self.pemilik:
            raise PermissionDenied("Anda tidak berwenang menambah data acuan ini.")
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data())

    @cached_property
    def pemilik(self) -> list[Satker | None]:
        return self.acuan.pemilik_baru(self.request.user, self.satker)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"pemilik": self.pemilik}


class UbahView(_SuntingView, UpdateView):  # type: ignore[misc]
    pass


class AkhiriView(SuntinganMixin, AcuanMixin, UpdateView):
    """The last year of a row; the way to end what is used, and to delete what is not."""

    template_name = "organisasi/acuan/akhiri.html"

    def get_form_class(self) -> Any:
        return modelform_factory(self.acuan.model, form=AkhiriForm, fields=["berlaku_sampai"])

    def get_initial(self) -> dict[str, Any]:
        return {} if self.object.berlaku_sampai else {"berlaku_sampai": self.tahun}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            acuan=self.acuan,
            objek=self.object,
            dipakai=kalimat_pemakaian(pemakaian(self.object)),
            url_daftar=self.alamat("daftar"),
            url_hapus=self.alamat("hapus", pk=self.object.pk),
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        jawaban = super().form_valid(form)
        if jawaban.status_code == TERSIMPAN:
            sampai = self.object.berlaku_sampai
            messages.success(
                self.request, f"{self.acuan.sebutan.capitalize()} “{self.object}” berakhir tahun {sampai}."
            )
        return jawaban


class HapusView(AcuanMixin, View):
    """Only what nothing uses."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        objek = self.get_object()
        sebutan = f"{self.acuan.sebutan.capitalize()} “{objek}”"
        try:
            with transaction.atomic():
                dipakai = pemakaian(objek)
                if not dipakai:
                    objek.delete()
        except ProtectedError:
            dipakai = pemakaian(objek)
        if dipakai:
            alasan = f"masih dipakai {kalimat_pemakaian(dipakai)}"
            messages.error(request, f"{sebutan} tidak dapat dihapus karena {alasan}. Akhiri masa berlakunya.")
            return redirect(self.alamat("akhiri", pk=objek.pk))
        messages.success(request, f"{sebutan} dihapus.")
        return redirect(self.get_success_url())
