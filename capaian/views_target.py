"""The page of the targets per quarter: a grid to type in, and the proposal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from organisasi.tempat import TempatMixin, di_tempat, kunci_tempat, pengguna, wajib_izin

from . import izin, kisi_target
from .enums import Triwulan


def _baris(request: HttpRequest) -> list[kisi_target.BarisTarget]:
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    return kisi_target.baris_target(satker, tahun, user=pengguna(request))


class TargetView(TempatMixin, TemplateView):
    """All indikator of the year with TW I–IV. Posted: `usulkan` (a Pengukuran or "semua"), or the whole form."""

    template_name = "capaian/target.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        baris: list[kisi_target.BarisTarget] | None = kwargs.pop("baris", None)
        if baris is None:
            baris = _baris(self.request)
        return super().get_context_data(**kwargs) | {
            "kelompok": kisi_target.kelompokkan(baris),
            "triwulan": list(Triwulan),
            "skala": {b.skala: b.satuan for b in baris if b.skala},
            "banyak_galat": sum(bool(b.galat) for b in baris),
            "banyak_usulan": sum(b.dapat_diusulkan for b in baris),
            "dapat_diisi": any(b.berwenang for b in baris),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wajib_izin(request, izin.ISI)
        semua = _baris(request)
        if "usulkan" in request.POST:
            pilihan = request.POST["usulkan"]
            dipilih = [b for b in semua if pilihan in {"semua", str(b.pengukuran.pk)}]
            banyak = kisi_target.usulkan(dipilih)
            messages.success(request, f"Usulan target dipakai untuk {banyak} indikator; ubah bila perlu.")
            return redirect("capaian:target", **kunci_tempat(request))
        baris = kisi_target.isi_dari(semua, request.POST)
        kisi_target.simpan_baris(baris)
        if any(b.galat for b in baris):
            return self.render_to_response(self.get_context_data(baris=semua), status=422)
        messages.success(request, "Target triwulan disimpan.")
        return redirect("capaian:target", **kunci_tempat(request))


@di_tempat
@require_POST
def target_blok(request: HttpRequest) -> HttpResponse:
    """Saves the rows that were posted, one or a pasted block; the answer says how each cell stands."""
    wajib_izin(request, izin.ISI)
    baris = kisi_target.isi_dari(_baris(request), request.POST)
    kisi_target.simpan_baris(baris)
    semua = _baris(request)
    dikirim = {b.pengukuran.pk for b in baris}
    potongan = {
        f"sebaran-{b.pengukuran.pk}": render_to_string("capaian/_sebaran_target.html", {"baris": b}, request=request)
        for b in semua
        if b.pengukuran.pk in dikirim
    }
    return JsonResponse({"baris": kisi_target.jawaban(semua, baris), "potongan": potongan})
