"""A DIPA as a workbook: take the form, upload it, see what would change, apply it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.tempat import di_tempat, pengguna, wajib_izin
from organisasi.views_unggahan import (
    BatalkanView,
    ImporMixin,
    KesalahanView,
    PratinjauView,
    TerapkanView,
    UnggahView,
    lampiran,
)

from . import services_buku
from .buku.isi import unduh
from .enums import JenisImpor, StatusDipa
from .izin import UBAH
from .models import Dipa, ImporAnggaran


@require_safe
@di_tempat
def formulir(request: HttpRequest) -> HttpResponse:
    """The form of the year: with the rows of the draft, where there is one."""
    wajib_izin(request, UBAH)
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    semua = Dipa.objects.visible_to(pengguna(request)).filter(satker=satker).for_tahun(tahun)
    draf = semua.filter(status=StatusDipa.DRAF).first()
    nama = f"Formulir-DIPA-{satker.kode}-{tahun}.xlsx"
    isi = unduh(satker, tahun, draf)
    if draf is not None:
        catat(Tindakan.EKSPOR, objek=draf, satker=satker, keterangan=nama)
    return lampiran(isi, nama)


class BukuMixin(ImporMixin):
    model = ImporAnggaran
    izin = UBAH
    ruang = "anggaran:buku"

    def impor(self) -> Any:
        impor = super().impor()
        if impor.tahun != self.tahun or impor.jenis != JenisImpor.DIPA:
            raise Http404
        return impor

    def semua_dipa(self) -> Any:
        return Dipa.objects.visible_to(pengguna(self.request)).filter(satker=self.satker).for_tahun(self.tahun)


class BukuUnggahView(BukuMixin, UnggahView):
    """Steps 1 and 2."""

    template_name = "anggaran/susun/impor.html"

    def konteks_impor(self) -> dict[str, Any]:
        semua = list(self.semua_dipa().order_by("-revisi"))
        draf = next((d for d in semua if d.dapat_diubah), None)
        berlaku = next((d for d in semua if d.status == StatusDipa.BERLAKU), None)
        riwayat = self.model.objects.visible_to(self.request.user).filter(satker=self.satker, tahun=self.tahun)
        return {
            "draf": draf,
            "berlaku": berlaku if draf is None else None,
            "riwayat": self._riwayat(riwayat.filter(jenis=JenisImpor.DIPA)),
        }

    def unggah(self, *, isi: bytes, nama: str) -> ImporAnggaran:
        siapa = pengguna(self.request)
        return services_buku.unggah(isi=isi, nama=nama, satker=self.satker, tahun=self.tahun, oleh=siapa)


class BukuPratinjauView(BukuMixin, PratinjauView):
    template_name = "anggaran/susun/pratinjau.html"
    dapat_hilang = True

    def konteks_impor(self) -> dict[str, Any]:
        return {"dipa": self.object.dipa, "url_terbaru": self.alamat("formulir")}


class BukuKesalahanView(BukuMixin, KesalahanView):
    pass


class BukuTerapkanView(BukuMixin, TerapkanView):
    def terapkan(self, impor: Any, sidik: str) -> None:
        services_buku.terapkan(impor=impor, oleh=pengguna(self.request), sidik=sidik)


class BukuBatalkanView(BukuMixin, BatalkanView):
    pass
