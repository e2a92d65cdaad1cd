"""The tree of satuan kerja for those who manage it, and the way to any satker for everybody who sees many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import CreateView, TemplateView, UpdateView

from sakip.angka import rapikan
from sakip.sunting import SuntinganMixin

from .forms_satker import PindahSatkerForm, SatkerBaruForm
from .models import Pengguna, Satker
from .services_satker import KELOLA, akar_dikelola, pohon, satker_dikelola
from .tab import tab_pengaturan
from .tempat import TempatMixin

#: Hits of a search on one page; who sees more writes one more word.
BATAS_TEMUAN = 100


class SatkerView(TempatMixin, TemplateView):
    """The whole tree, closed below each province; with `?q=` only what matches."""

    izin = KELOLA
    template_name = "organisasi/satker/pohon.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dikelola = satker_dikelola(_pengguna(self.request))
        q = rapikan(self.request.GET.get("q", ""))[:100]
        temuan = list(dikelola.cari(q).select_related("induk").order_by("kode")[: BATAS_TEMUAN + 1]) if q else []
        return super().get_context_data(
            tab=tab_pengaturan(self.request, self.satker, self.tahun, "satker"),
            q=q,
            temuan=temuan[:BATAS_TEMUAN],
            masih_ada=len(temuan) > BATAS_TEMUAN,
            pohon=[] if q else pohon(dikelola),
            jumlah=dikelola.count(),
            **kwargs,
        )


class TambahSatkerView(SuntinganMixin, TempatMixin, CreateView):
    izin = KELOLA
    form_class = SatkerBaruForm
    template_name = "organisasi/satker/tambah.html"
    context_object_name = "baru"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "instance": Satker(),
            "dikelola": satker_dikelola(_pengguna(self.request)),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"induk": self.satker.pk, "zona_waktu": self.satker.zona_waktu}

    def get_success_url(self) -> str:
        messages.success(self.request, f"{self.object} ditambahkan. Lengkapi alamat dan kop suratnya di sini.")
        return reverse("organisasi:profil", args=[self.object.kode, self.tahun])


class PindahSatkerView(SuntinganMixin, TempatMixin, UpdateView):
    """Move the satker of the place. Where the right comes from cannot be moved: it would leave the own hands."""

    izin = KELOLA
    form_class = PindahSatkerForm
    template_name = "organisasi/satker/pindah.html"
    context_object_name = "dipindah"

    def get_object(self, queryset: QuerySet[Satker] | None = None) -> Satker:
        user = _pengguna(self.request)
        if not user.is_superuser and self.satker.jalur in akar_dikelola(user):
            raise PermissionDenied("Satuan kerja Anda sendiri tidak dapat Anda pindahkan.")
        return get_object_or_404(satker_dikelola(user), pk=self.satker.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"dikelola": satker_dikelola(_pengguna(self.request))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ikut = Satker.objects.di_bawah({self.satker.jalur}).exclude(pk=self.satker.pk).order_by("kode")
        return super().get_context_data(ikut=list(ikut), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as galat:  # somebody else moved one of both meanwhile
            form.add_error("induk", galat.messages[0])
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        ikut = Satker.objects.di_bawah({self.object.jalur}).count() - 1
        bersama = f" bersama {ikut} satuan kerja di bawahnya" if ikut else ""
        messages.success(self.request, f"{self.object} dipindahkan ke bawah {self.object.induk}{bersama}.")
        return reverse("organisasi:satker", args=[self.object.kode, self.tahun])


class CariSatkerView(TempatMixin, TemplateView):
    """To another satker by name or code, for those who see more of them than the switcher lists."""

    template_name = "organisasi/satker/cari.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terlihat = Satker.objects.visible_to(self.request.user)
        q = rapikan(self.request.GET.get("q", ""))[:100]
        temuan = list(terlihat.cari(q).select_related("induk").order_by("jalur")[: BATAS_TEMUAN + 1])
        return super().get_context_data(
            q=q, temuan=temuan[:BATAS_TEMUAN], masih_ada=len(temuan) > BATAS_TEMUAN, **kwargs
        )


def _pengguna(request: HttpRequest) -> Pengguna:
    assert isinstance(request.user, Pengguna)
    return request.user
