"""Pages of following a plan: begin, take a newer version over, and who follows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from sakip.alur import TransisiDitolak

from ..enums import StatusRenstra
from ..models import Indikator, Renstra, RenstraQuerySet
from ..services_kaskade import SudahAda
from ..views import UBAH, RenstraMixin
from . import services
from .beda import bandingkan
from .forms import IkutiForm, PilihIndikatorForm, SelaraskanForm
from .garis import baris_renstra, calon_induk, garis, induk_kini
from .lindung import sebut_induk
from .turunan import Keadaan, hitung, susun_turunan


class IkutMixin(RenstraMixin):
    """A page with the list of indikator to be ticked."""

    izin = UBAH

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class IkutiView(IkutMixin, FormView):
    """Begin a plan that follows one in force of a satker above; `?induk=` chooses among several, the nearest first."""

    template_name = "renstra/ikut/ikuti.html"
    form_class = IkutiForm

    @cached_property
    def calon(self) -> list[Renstra]:
        return list(calon_induk(self.satker).for_tahun(self.tahun))

    @cached_property
    def induk(self) -> Renstra | None:
        dipilih = self.request.GET.get("induk", "")
        return next((r for r in self.calon if str(r.pk) == dipilih), self.calon[0] if self.calon else None)

    @cached_property
    def ada(self) -> Renstra | None:
        """The own plan of the year: then there is nothing to begin."""
        return self.semua_renstra().exclude(status=StatusRenstra.DIGANTIKAN).order_by("-pk").first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"induk": self.induk or Renstra(pk=0)}

    def get_initial(self) -> dict[str, Any]:
        if self.induk is None:
            return {}
        return {"judul": f"Rencana Strategis {self.satker.nama_singkat} {self.induk.periode}", "salin_target": True}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        induk = None if self.ada else self.induk
        konteks = {"ada": self.ada, "induk": induk, "ringkasan": ringkas(induk) if induk else None}
        return super().get_context_data(**konteks | {"lain": [r for r in self.calon if r != induk]} | kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.ada or self.induk is None:
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(*args, **kwargs)

    def form_valid(self, form: IkutiForm) -> HttpResponse:
        assert self.induk is not None  # post() answered otherwise
        isi = form.cleaned_data
        try:
            renstra = services.ikuti(
                satker=self.satker,
                induk=self.induk,
                judul=isi["judul"],
                indikator=form.kunci,
                salin_target=isi["salin_target"],
                oleh=self.pengguna,
            )
        except (SudahAda, TransisiDitolak) as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        messages.success(
            self.request, f"Draf dibuat mengikuti {sebut_induk(renstra)}. Sesuaikan targetnya di tab Target."
        )
        return redirect(self.tautan("kaskade", renstra.pk))


def ringkas(renstra: Renstra) -> list[tuple[int, str]]:
    """How many rows of each kind a plan holds, for the page that offers it."""
    return [(len(isi), str(model._meta.verbose_name)) for model, isi in baris_renstra(renstra).items() if isi]


class SelaraskanView(IkutMixin, FormView):
    """What the followed plan's newest version changes here, and the act that takes it over.

    While there is nothing new, a draft's page still says which indikator are taken.
    """

    template_name = "renstra/ikut/selaraskan.html"
    form_class = SelaraskanForm

    def semua_renstra(self) -> RenstraQuerySet:
        return super().semua_renstra().select_related("mengikuti__satker")

    @cached_property
    def induk(self) -> Renstra | None:
        return induk_kini(self.renstra)

    @cached_property
    def draf(self) -> Renstra | None:
        """The revision that exists already: the newer version goes there."""
        return Renstra.objects.filter(menggantikan=self.renstra).first()

    @property
    def basi(self) -> bool:
        return self.induk is not None and self.induk.pk != self.renstra.mengikuti_id

    @property
    def terbuka(self) -> bool:
        """Whether the act is possible: a draft, or a fixed plan that has something to take over and no revision yet."""
        if self.induk is None:
            return False
        tetap = self.renstra.status == StatusRenstra.DITETAPKAN
        return self.renstra.dapat_diubah or (tetap and self.basi and self.draf is None)

    def get_form_kwargs(self) -> dict[str, Any]:
        induk = self.induk or Renstra(pk=0)
        revisi = not self.renstra.dapat_diubah
        return super().get_form_kwargs() | {
            "induk": induk,
            "awal": self._terpilih(induk),
            "basi": self.basi,
            "revisi": revisi,
        }

    def _terpilih(self, induk: Renstra) -> set[int]:
        """Those that this plan has, and those that its own version did not know yet."""
        peta = garis(baris_renstra(induk), induk, self.renstra.mengikuti)[Indikator]
        milik = Indikator.objects.filter(sasaran__renstra=self.renstra, acuan__isnull=False)
        ada = {peta[pk] for pk in milik.values_list("acuan_id", flat=True) if pk in peta}
        semua = set(Indikator.objects.filter(sasaran__renstra=induk).values_list("pk", flat=True))
        return ada | (semua - set(peta.values()))

    def get_initial(self) -> dict[str, Any]:
        nomor = f" (Keputusan {self.induk.nomor_keputusan})" if self.induk else ""
        return {"target": True, "alasan": f"Menyelaraskan dengan revisi {sebut_induk(self.renstra)}{nomor}."}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks: dict[str, Any] = {"renstra": self.renstra, "induk": self.induk}
        konteks |= {"draf": self.draf, "basi": self.basi}
        konteks["beda"] = bandingkan(self.renstra, self.induk) if self.induk and self.basi else None
        konteks |= {"terbuka": self.terbuka, "sebutan_induk": sebut_induk(self.renstra)}
        return super().get_context_data(**konteks | kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.terbuka:
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(*args, **kwargs)

    def form_valid(self, form: PilihIndikatorForm) -> HttpResponse:
        isi = form.cleaned_data
        try:
            hasil = services.selaraskan(
                renstra=self.renstra,
                indikator=form.kunci,
                target=isi.get("target", True),
                alasan=isi.get("alasan", ""),
                oleh=self.pengguna,
            )
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        baru = hasil.pk != self.renstra.pk
        messages.success(
            self.request, "Draf revisi dibuat dan diselaraskan." if baru else "Draf diselaraskan dengan Renstra induk."
        )
        return redirect(self.tautan("kaskade", hasil.pk))


class TurunanView(RenstraMixin, TemplateView):
    """Which satker below follow this plan; `?keadaan=` filters."""

    template_name = "renstra/ikut/turunan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        semua = susun_turunan(self.renstra, self.pengguna)
        pilihan = self.request.GET.get("keadaan", "")
        jumlah = hitung(semua)
        daftar = [t for t in semua if pilihan in t.keadaan] if pilihan in Keadaan.values else semua
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "daftar": daftar,
            "banyak": len(semua),
            "mengikuti": len(semua) - jumlah[Keadaan.BELUM],
            "tab": self._saringan(pilihan, len(semua), jumlah),
        }

    def _saringan(self, pilihan: str, semua: int, jumlah: dict[str, int]) -> list[dict[str, Any]]:
        aktif = pilihan in Keadaan.values
        hasil: list[dict[str, Any]] = [{"label": f"Semua ({semua})", "url": self.request.path, "aktif": not aktif}]
        for k in Keadaan:
            if jumlah[k] or pilihan == k:
                url = f"{self.request.path}?keadaan={k.value}"
                hasil.append({"label": f"{k.label} ({jumlah[k]})", "url": url, "aktif": pilihan == k})
        return hasil
