"""The written part of a Renstra: the list of its chapters, one text, the Keputusan."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import FormView, TemplateView, UpdateView

from organisasi.tempat import wajib_izin
from sakip.models import VersiBerubah
from sakip.prosa.bersih import cetak, kosong
from sakip.prosa.forms import ProsaForm
from sakip.sunting import SimpanPertamaMixin, SuntinganMixin

from . import services_naskah as services
from .forms_naskah import KeputusanForm
from .models import KeputusanRenstra, NarasiRenstra
from .naskah.enums import BAB, KunciNaskah
from .naskah.kelengkapan import isi_naskah
from .naskah.keputusan_awal import keputusan_awal
from .naskah.susunan_keputusan import susun_keputusan, susun_penanda
from .views import UBAH, RenstraMixin
from .views_kaskade import SuntingRenstraMixin

#: What a person walks through from one page to the next: the Keputusan (""), then every text in printing order.
URUTAN: tuple[KunciNaskah | Literal[""], ...] = ("", *(k for isi in BAB.values() for k in isi))


class NaskahView(RenstraMixin, TemplateView):
    """Which chapters are written, and the way to each of them."""

    template_name = "renstra/naskah/daftar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "naskah": isi_naskah(self.renstra),
            "boleh_ubah": self.renstra.dapat_diubah and self.pengguna.has_perm(UBAH, self.renstra),
        }


class TulisMixin(SuntingRenstraMixin):
    """Whoever may not write, and everybody once the plan is fixed, reads the same place as it will be printed."""

    izin = ""
    template_baca = ""

    @property
    def boleh_ubah(self) -> bool:
        return self.renstra.dapat_diubah and self.pengguna.has_perm(UBAH, self.renstra)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.boleh_ubah:
            return super().get(*args, **kwargs)
        return render(self.request, self.template_baca, self.konteks() | {"satker": self.satker, "tahun": self.tahun})

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        wajib_izin(self.request, UBAH, self.renstra)
        return super().post(*args, **kwargs)

    def konteks(self) -> dict[str, Any]:
        """What reading and writing both show."""
        raise NotImplementedError

    def ke_naskah(self, fokus: str) -> str:
        return f"{self.tautan('naskah', self.renstra.pk)}#{fokus}"

    def tetangga(self, kunci: KunciNaskah | Literal[""]) -> dict[str, dict[str, str] | None]:
        """The pages before and after this one, None at either end."""
        tempat = URUTAN.index(kunci)
        sebelum, berikut = URUTAN[max(tempat - 1, 0) : tempat], URUTAN[tempat + 1 : tempat + 2]
        return {"sebelum": self._langkah(*sebelum), "berikut": self._langkah(*berikut)}

    def _langkah(self, kunci: KunciNaskah | Literal[""] | None = None) -> dict[str, str] | None:
        if kunci is None:
            return None
        if not kunci:
            return {"label": "Naskah keputusan", "url": self.tautan("keputusan", self.renstra.pk)}
        tempat = {"kode": self.satker.kode, "tahun": self.tahun, "pk": self.renstra.pk, "kunci": kunci.value}
        return {"label": str(kunci.label), "url": reverse("renstra:narasi", kwargs=tempat)}


class NarasiView(TulisMixin, FormView):
    """The text of one place."""

    template_name = "renstra/naskah/tulis.html"
    template_baca = "renstra/naskah/baca.html"
    form_class = ProsaForm
    konflik = False

    @cached_property
    def kunci(self) -> KunciNaskah:
        try:
            return KunciNaskah(self.kwargs["kunci"])
        except ValueError as galat:
            raise Http404("Bagian ini tidak ada dalam Renstra.") from galat

    @cached_property
    def narasi(self) -> NarasiRenstra:
        """As stored; unsaved where nobody has written yet."""
        ada = self.renstra.narasi.filter(kunci=self.kunci).first()
        return ada or NarasiRenstra(renstra=self.renstra, kunci=self.kunci)

    def konteks(self) -> dict[str, Any]:
        return {
            "renstra": self.renstra,
            "narasi": self.narasi,
            "bab": next(judul for judul, kunci in BAB.items() if self.kunci in kunci),
            "pratinjau": "" if kosong(self.narasi.isi) else cetak(self.narasi.isi),
            "kembali": self.ke_naskah(self.kunci),
            **self.tetangga(self.kunci),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.konteks() | {"konflik": self.konflik} | kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"prosa": self.narasi}

    def form_valid(self, form: ProsaForm) -> HttpResponse:
        isi = form.cleaned_data
        try:
            services.simpan_naskah(narasi=self.narasi, versi=isi["versi"], isi=isi["html"])
        except VersiBerubah:
            del self.narasi
            self.konflik = True
            form.catat_konflik(self.narasi.versi if self.narasi.pk else 0)
            return self.form_invalid(form)
        messages.success(self.request, f"“{self.kunci.label}” tersimpan.")
        return redirect(self.request.path)

    def form_invalid(self, form: ProsaForm) -> HttpResponse:
        """409 when somebody else was faster, 422 when something typed is wrong."""
        jawaban = super().form_invalid(form)
        jawaban.status_code = 409 if self.konflik else 422
        return jawaban


class KeputusanView(TulisMixin, SimpanPertamaMixin, SuntinganMixin, UpdateView):
    """The words of the Keputusan; the first save keeps what was proposed."""

    template_name = "renstra/naskah/keputusan.html"
    template_baca = "renstra/naskah/keputusan_baca.html"
    form_class = KeputusanForm
    context_object_name = "keputusan"

    def get_object(self, queryset: Any = None) -> KeputusanRenstra:
        return KeputusanRenstra.objects.untuk(self.renstra)

    def konteks(self) -> dict[str, Any]:
        keputusan = self.get_object()
        penanda = susun_penanda(self.renstra, keputusan.tempat)
        return {
            "renstra": self.renstra,
            "naskah": susun_keputusan(keputusan, penanda) if keputusan.pk else None,
            "kembali": self.ke_naskah("keputusan"),
            **self.tetangga(""),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.konteks() | kwargs)

    def tulis(self) -> HttpResponse:
        return self.simpan_pertama(super().tulis)

    def buat_baris(self) -> None:
        KeputusanRenstra.objects.get_or_create(renstra=self.renstra, defaults=keputusan_awal(self.renstra))

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            services.simpan_keputusan(form=form)
        except VersiBerubah:
            return self.ulangi()
        messages.success(self.request, "Keputusan tersimpan.")
        return redirect(self.request.path)
