"""Pages of the Penetapan IKU: what its paper will say, and how it is printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, UpdateView

from sakip.sunting import SuntinganMixin

from .forms_iku import PenetapanIkuForm
from .penetapan import PenetapanIku
from .susunan_iku import TITIK, kekurangan_iku, renstra_iku, renstra_rancangan, susun_iku
from .views import RenstraMixin

UBAH = "renstra.ubah_renstra"
#: A saved form sends on; one that was refused leaves nothing behind.
TERSIMPAN = 302
#: The kinds of paper, by the question whose IKU they print.
JENIS = {"iku": renstra_iku, "iku-rancangan": renstra_rancangan}


class PenetapanMixin(RenstraMixin):
    @cached_property
    def penetapan(self) -> PenetapanIku:
        return PenetapanIku.objects.untuk(self.renstra)


class IkuView(PenetapanMixin, TemplateView):
    """The IKU of one version of the Renstra as the paper will show them."""

    template_name = "renstra/iku.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        naskah = susun_iku(self.penetapan)
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "penetapan": self.penetapan,
            "naskah": naskah,
            "bernama": naskah.tanda.nama != TITIK,
            "kekurangan": kekurangan_iku(self.renstra),
            "jenis": self._jenis(),
            "boleh_ubah": self.pengguna.has_perm(UBAH, self.satker),
        }

    def _jenis(self) -> str:
        """The kind of paper that prints this version; "" when none does, or when the person may not print."""
        if not self.pengguna.has_perm("dokumen.cetak_dokumen", self.satker):
            return ""
        return next((kode for kode, milik in JENIS.items() if milik(self.satker, self.tahun) == self.renstra), "")


class IkuAturView(SuntinganMixin, PenetapanMixin, UpdateView):
    """Also for a fixed Renstra: the paper is made from it, it does not change it."""

    izin = UBAH
    form_class = PenetapanIkuForm
    template_name = "renstra/iku_atur.html"
    context_object_name = "penetapan"

    def get_object(self, queryset: Any = None) -> PenetapanIku:
        return PenetapanIku.objects.untuk(self.renstra)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The first save makes the row, too; of two first saves at once the second one meets a newer version."""
        awal = PenetapanIku.objects.awal(self.renstra)
        PenetapanIku.objects.get_or_create(renstra=self.renstra, defaults=awal)
        jawaban = super().post(request, *args, **kwargs)
        if jawaban.status_code != TERSIMPAN:
            transaction.set_rollback(True)
        return jawaban

    def get_form_kwargs(self) -> dict[str, Any]:
        opsi = super().get_form_kwargs()
        if "data" in opsi:
            opsi["data"] = opsi["data"].copy()
            opsi["data"].setdefault("versi", "1")
        return opsi

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"renstra": self.renstra}

    def form_valid(self, form: Any) -> HttpResponse:
        jawaban = super().form_valid(form)
        if jawaban.status_code == TERSIMPAN:
            messages.success(self.request, "Pengaturan cetak IKU tersimpan.")
        return jawaban

    def get_success_url(self) -> str:
        return self.tautan("iku", self.renstra.pk)
