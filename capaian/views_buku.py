"""The realisasi of a quarter as a workbook: take it out, upload it, see and apply changes; the table of the year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.models import Unit
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
from sakip.angka import baca_bilangan

from . import izin, services_buku
from .buku.ekspor import ekspor
from .buku.isi import Tempat, unduh
from .enums import Triwulan
from .halaman import triwulan_sah
from .models import ImporRealisasi, Realisasi
from .rekap import rekap_capaian


@require_safe
@di_tempat
def buku_unduh(request: HttpRequest, *, triwulan: int) -> HttpResponse:
    """The workbook with the rows that this person may fill in; `?unit=pk`: of that unit and those below it."""
    triwulan_sah(triwulan)
    wajib_izin(request, izin.ISI)
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    unit = None
    if "unit" in request.GET:
        unit = get_object_or_404(Unit, satker=satker, pk=baca_bilangan(request.GET["unit"]) or 0)
    nama = f"Isian-{satker.kode}-{tahun}-TW{triwulan}{f'-{unit.pk}' if unit else ''}.xlsx"
    isi = unduh(Tempat(satker, tahun, triwulan, pengguna(request), unit))
    catat(Tindakan.EKSPOR, satker=satker, keterangan=nama)
    return lampiran(isi, nama)


@require_safe
@di_tempat
def ekspor_capaian(request: HttpRequest) -> HttpResponse:
    """The year's table as it is shown to this person."""
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    rekap = rekap_capaian(satker, tahun, realisasi=Realisasi.objects.visible_to(pengguna(request)))
    nama = f"Capaian-{satker.kode}-{tahun}-{timezone.localdate()}.xlsx"
    isi = ekspor(rekap)
    catat(Tindakan.EKSPOR, satker=satker, keterangan=nama)
    return lampiran(isi, nama)


class BukuMixin(ImporMixin):
    model = ImporRealisasi
    izin = izin.ISI
    ruang = "capaian"

    def alamat_unggah(self, impor: Any) -> str:
        """To the quarter that the file was for."""
        return self.alamat("buku_unggah", triwulan=self.kwargs.get("triwulan") or self.impor().triwulan)

    @property
    def triwulan(self) -> Triwulan:
        return triwulan_sah(self.kwargs["triwulan"])

    def impor(self) -> Any:
        impor = super().impor()
        if impor.tahun != self.tahun:
            raise Http404
        return impor


class BukuUnggahView(BukuMixin, UnggahView):
    """Steps 1 and 2."""

    template_name = "capaian/buku/unggah.html"

    @cached_property
    def tempat(self) -> Tempat:
        return Tempat(self.satker, self.tahun, self.triwulan, pengguna(self.request))

    def konteks_impor(self) -> dict[str, Any]:
        tempat, milik = self.tempat, self.tempat.milik
        dapat = [a for a in milik if not a.terkunci and tempat.terbuka(a)]
        tertutup = "" if any(map(tempat.terbuka, milik)) else tempat.periode.alasan_tertutup
        return {
            "triwulan": self.triwulan,
            "banyak": len(milik),
            "dapat": len(dapat),
            "tertutup": tertutup,
            "url_unggah": self.alamat_unggah(None),
            "riwayat": self._riwayat(self._di_triwulan()),
        }

    def _di_triwulan(self) -> Any:
        semua = self.model.objects.visible_to(self.request.user).filter(satker=self.satker)
        return semua.filter(tahun=self.tahun, triwulan=self.triwulan)

    def unggah(self, *, isi: bytes, nama: str) -> ImporRealisasi:
        return services_buku.unggah(
            isi=isi,
            nama=nama,
            satker=self.satker,
            tahun=self.tahun,
            triwulan=self.triwulan,
            oleh=pengguna(self.request),
        )


class BukuPratinjauView(BukuMixin, PratinjauView):
    template_name = "capaian/buku/pratinjau.html"

    def konteks_impor(self) -> dict[str, Any]:
        isi: dict[str, Any] = {
            "baris_baru": [],
            "baris_berubah": [],
            "baris_bentrok": [],
            "baris_terkunci": [],
            "tidak_ada": 0,
            "ditulis": 0,
        }
        ringkasan = self.object.ringkasan
        jumlah: dict[str, int] = next(iter(ringkasan.get("lembar", [])), {})
        return (
            isi
            | {k: ringkasan[k] for k in isi if k in ringkasan}
            | {
                "triwulan": Triwulan(self.object.triwulan),
                "sama": jumlah.get("sama", 0),
                "url_isian": self.alamat("triwulan", triwulan=self.object.triwulan),
                "url_terbaru": self.alamat("buku_unduh", triwulan=self.object.triwulan),
            }
        )


class BukuKesalahanView(BukuMixin, KesalahanView):
    pass


class BukuTerapkanView(BukuMixin, TerapkanView):
    def terapkan(self, impor: Any, sidik: str) -> None:
        """`ambil-<pk>=berkas`: of this disputed row the file's values."""
        ambil = {
            pk
            for nama, pilihan in self.request.POST.items()
            if nama.startswith("ambil-") and pilihan == "berkas" and (pk := baca_bilangan(nama[6:])) is not None
        }
        services_buku.terapkan(impor=impor, oleh=pengguna(self.request), sidik=sidik, ambil=ambil)


class BukuBatalkanView(BukuMixin, BatalkanView):
    pass
