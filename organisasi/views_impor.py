"""Import of the organisation: download a workbook, upload it and see what would change, apply it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jejak.enums import Tindakan
from jejak.services import catat

from .impor.ekspor import ekspor, templat
from .impor.lingkup import lingkup_untuk
from .models import ImporOrganisasi
from .services_impor import terapkan, unggah
from .tab import tab_pengaturan
from .tempat import di_tempat, wajib_izin
from .views_unggahan import BatalkanView, ImporMixin, KesalahanView, PratinjauView, TerapkanView, UnggahView, lampiran

IZIN = "organisasi.impor_organisasi"


class ImporOrganisasiMixin(ImporMixin):
    model = ImporOrganisasi
    izin = IZIN
    ruang = "organisasi"

    def konteks_impor(self) -> dict[str, Any]:
        return {"tab": tab_pengaturan(self.request, self.satker, self.tahun, "impor")}


class ImporView(ImporOrganisasiMixin, UnggahView):
    template_name = "organisasi/impor/impor.html"

    def konteks_impor(self) -> dict[str, Any]:
        lingkup = lingkup_untuk(self.request.user, self.satker)  # type: ignore[arg-type]
        return super().konteks_impor() | {"pusat": lingkup.pusat}

    def unggah(self, *, isi: bytes, nama: str) -> ImporOrganisasi:
        return unggah(isi=isi, nama=nama, satker=self.satker, oleh=self.request.user)  # type: ignore[arg-type]


class PratinjauImporView(ImporOrganisasiMixin, PratinjauView):
    template_name = "organisasi/impor/pratinjau.html"


class KesalahanImporView(ImporOrganisasiMixin, KesalahanView):
    pass


class TerapkanImporView(ImporOrganisasiMixin, TerapkanView):
    def terapkan(self, impor: Any, sidik: str) -> None:
        terapkan(impor=impor, oleh=self.request.user, sidik=sidik)  # type: ignore[arg-type]


class BatalkanImporView(ImporOrganisasiMixin, BatalkanView):
    pass


@require_safe
@di_tempat
def unduh_templat(request: HttpRequest) -> HttpResponse:
    wajib_izin(request, IZIN)
    isi = templat(lingkup_untuk(request.user, request.satker))  # type: ignore[arg-type,attr-defined]
    return lampiran(isi, f"Templat-organisasi-{request.satker.kode}.xlsx")  # type: ignore[attr-defined]


@require_safe
@di_tempat
def unduh_data(request: HttpRequest) -> HttpResponse:
    """Today's rows in the same layout; names and NIP leave the house, so the trail says so."""
    wajib_izin(request, IZIN)
    satker = request.satker  # type: ignore[attr-defined]
    nama = f"Organisasi-{satker.kode}-{timezone.localdate():%Y-%m-%d}.xlsx"
    isi = ekspor(lingkup_untuk(request.user, satker))  # type: ignore[arg-type]
    catat(Tindakan.EKSPOR, satker=satker, keterangan=nama)
    return lampiran(isi, nama)
