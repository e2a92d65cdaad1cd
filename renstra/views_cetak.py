"""Pages of what is printed from a Renstra: the Renstra itself, and the Penetapan IKU with its settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, UpdateView

from sakip.sunting import DIALIHKAN, SimpanPertamaMixin, SuntinganMixin

from .forms_iku import PenetapanIkuForm
from .naskah.kelengkapan import isi_naskah
from .penetapan import PenetapanIku
from .susunan import susun_matriks
from .susunan_cetak import susun_buku
from .susunan_iku import TITIK, kekurangan_iku, renstra_iku, renstra_rancangan, susun_iku
from .views import UBAH, RenstraMixin

#: What is added to the kind of paper, by the question which version of the Renstra it prints.
AKHIRAN = {"": renstra_iku, "-rancangan": renstra_rancangan}


class CetakMixin(RenstraMixin):
    def jenis_cetak(self, kode: str) -> str:
        """The kind of paper that prints this version; "" when none does, or when the person may not print."""
        if not self.pengguna.has_perm("dokumen.cetak_dokumen", self.satker):
            return ""
        milik = (akhiran for akhiran, cari in AKHIRAN.items() if cari(self.satker, self.tahun) == self.renstra)
        return next((kode + akhiran for akhiran in milik), "")


class CetakView(CetakMixin, TemplateView):
    """The Renstra as a paper: what it will hold, and the button that makes it."""

    template_name = "renstra/cetak.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matriks = susun_matriks(self.renstra)
        indikator = [b.indikator for bagian in matriks.bagian for k in bagian.kelompok for b in k.baris]
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "jenis": self.jenis_cetak("renstra"),
            "buku": susun_buku(self.renstra, matriks) if matriks.bagian else None,
            "naskah": isi_naskah(self.renstra),
            "jumlah_indikator": len(indikator),
            "tanpa_pelaksana": [i for i in indikator if not i.pelaksana.all()],
        }


class PenetapanMixin(CetakMixin):
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
            "jenis": self.jenis_cetak("iku"),
            "boleh_ubah": (boleh := self.pengguna.has_perm(UBAH, self.satker)),
            "boleh_revisi": boleh and not naskah.tabel.kelompok and self.renstra.dapat_direvisi,
        }


class IkuAturView(SimpanPertamaMixin, SuntinganMixin, PenetapanMixin, UpdateView):
    """Also for a fixed Renstra: the paper is made from it, it does not change it."""

    izin = UBAH
    form_class = PenetapanIkuForm
    template_name = "renstra/iku_atur.html"
    context_object_name = "penetapan"

    def get_object(self, queryset: Any = None) -> PenetapanIku:
        return PenetapanIku.objects.untuk(self.renstra)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        simpan = super().post
        return self.simpan_pertama(lambda: simpan(request, *args, **kwargs))

    def buat_baris(self) -> None:
        awal = PenetapanIku.objects.awal(self.renstra)
        PenetapanIku.objects.get_or_create(renstra=self.renstra, defaults=awal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"renstra": self.renstra}

    def form_valid(self, form: Any) -> HttpResponse:
        jawaban = super().form_valid(form)
        if jawaban.status_code == DIALIHKAN:
            messages.success(self.request, "Pengaturan cetak IKU tersimpan.")
        return jawaban

    def get_success_url(self) -> str:
        return self.tautan("iku", self.renstra.pk)
