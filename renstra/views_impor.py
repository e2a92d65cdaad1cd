"""The Renstra as a workbook: take it out; upload one, see what would change, apply it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.tempat import di_tempat, wajib_izin
from organisasi.views_unggahan import (
    BatalkanView,
    ImporMixin,
    KesalahanView,
    PratinjauView,
    TerapkanView,
    UnggahView,
    lampiran,
)

from .enums import StatusRenstra
from .impor.isi import ekspor, templat
from .models import ImporRenstra, Renstra, RenstraQuerySet
from .services_impor import tempat_untuk, terapkan, unggah
from .views import UBAH


class ImporRenstraMixin(ImporMixin):
    model = ImporRenstra
    izin = UBAH
    ruang = "renstra"

    def semua_renstra(self) -> RenstraQuerySet:
        return _semua(self.request)

    def alamat_unggah(self, impor: Any) -> str:
        """To the draft that the file was for, while it is of this year; else to a new one."""
        renstra = impor.renstra if impor is not None else None
        if renstra is not None and self.tahun in renstra.tahun_periode:
            return self.alamat("impor_draf", pk=renstra.pk)
        return self.alamat("impor")


class ImporView(ImporRenstraMixin, UnggahView):
    """Steps 1 and 2: into the draft of the address, or (without one) into that of the years that the file names."""

    template_name = "renstra/impor/impor.html"

    @cached_property
    def renstra(self) -> Renstra | None:
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(self.semua_renstra().select_related("satker"), pk=self.kwargs["pk"])

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._terkunci(200) or super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._terkunci(409) or super().post(*args, **kwargs)

    def _terkunci(self, status: int) -> HttpResponse | None:
        """A plan that is not open says why, and what is the way on."""
        if self.renstra is None or self.renstra.dapat_diubah:
            return None
        revisi = Renstra.objects.filter(menggantikan=self.renstra).first()
        self.template_name = "renstra/impor/terkunci.html"
        konteks = {
            "renstra": self.renstra,
            "draf": revisi if revisi and revisi.dapat_diubah else None,
            "boleh_revisi": self.renstra.status == StatusRenstra.DITETAPKAN and revisi is None,
        }
        return self.render_to_response(konteks, status=status)

    def konteks_impor(self) -> dict[str, Any]:
        url = self.alamat("impor_draf", pk=self.renstra.pk) if self.renstra else self.alamat("impor")
        ada = None if self.renstra else self.semua_renstra().exclude(status=StatusRenstra.DIGANTIKAN).last()
        periode = (self.renstra and self.renstra.tahun_periode) or tempat_untuk(self.satker, None, self.tahun).periode
        return {
            "renstra": self.renstra,
            "ada": ada,
            "url_unggah": url,
            "awal": periode.start,
            "akhir": periode.stop - 1,
        }

    def unggah(self, *, isi: bytes, nama: str) -> ImporRenstra:
        siapa: Any = self.request.user
        return unggah(isi=isi, nama=nama, satker=self.satker, renstra=self.renstra, tahun=self.tahun, oleh=siapa)


class PratinjauImporView(ImporRenstraMixin, PratinjauView):
    template_name = "renstra/impor/pratinjau.html"
    dapat_hilang = True

    def konteks_impor(self) -> dict[str, Any]:
        """Where the plan is to be seen, while it is of this year."""
        renstra = self.object.renstra
        url, terbaru = renstra.get_absolute_url() if renstra else "", ""
        if renstra and self.tahun in renstra.tahun_periode:
            url, terbaru = self.alamat("detail", pk=renstra.pk), self.alamat("excel", pk=renstra.pk)
        return {"renstra": renstra, "url_renstra": url, "url_terbaru": terbaru}


class KesalahanImporView(ImporRenstraMixin, KesalahanView):
    pass


class TerapkanImporView(ImporRenstraMixin, TerapkanView):
    def terapkan(self, impor: Any, sidik: str) -> None:
        terapkan(impor=impor, sidik=sidik)


class BatalkanImporView(ImporRenstraMixin, BatalkanView):
    pass


@require_safe
@di_tempat
def unduh_templat(request: HttpRequest) -> HttpResponse:
    """The empty workbook for the years of the plan of this year, else for the usual five."""
    wajib_izin(request, UBAH)
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    renstra = _semua(request).order_by("-pk").first()
    periode = renstra.tahun_periode if renstra else tempat_untuk(satker, None, tahun).periode
    return lampiran(templat(satker, periode), f"Templat-Renstra-{periode.start}-{periode.stop - 1}.xlsx")


@require_safe
@di_tempat
def unduh_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see a Renstra may take it along, also a fixed one; the trail says so."""
    renstra = get_object_or_404(_semua(request).select_related("satker"), pk=pk)
    nama = f"Renstra-{renstra.satker.kode}-{renstra.periode_awal}-{renstra.periode_akhir}-{timezone.localdate()}.xlsx"
    isi = ekspor(renstra)
    catat(Tindakan.EKSPOR, objek=renstra, satker=renstra.satker, keterangan=nama)
    return lampiran(isi, nama)


def _semua(request: HttpRequest) -> RenstraQuerySet:
    """What the person may see of this satker in this year."""
    semua = Renstra.objects.visible_to(request.user).filter(satker=request.satker)  # type: ignore[attr-defined]
    return semua.for_tahun(request.tahun)  # type: ignore[attr-defined]
