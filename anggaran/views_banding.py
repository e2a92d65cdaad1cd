"""Two versions of the satker's DIPA side by side, of one year or of two; as a workbook too."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.views_unggahan import lampiran
from sakip.angka import baca_bilangan

from . import lembar_banding
from .banding import Banding, bandingkan, sisi
from .banding_layar import baris_layar
from .enums import StatusDipa
from .models import Dipa
from .rekap import rekap_pohon
from .views import AnggaranMixin


class BandingMixin(AnggaranMixin):
    """Which two: `?lama=` and `?baru=`; without them the one in force and the one it replaced, or the year before."""

    @cached_property
    def pilihan(self) -> list[Dipa]:
        """Every version that this person sees, the newest first."""
        terlihat = Dipa.objects.visible_to(self.pengguna).filter(satker=self.satker)
        return list(terlihat.select_related("satker").order_by("-tahun", "-revisi"))

    @cached_property
    def baru(self) -> Dipa | None:
        tahun_ini = [d for d in self.pilihan if d.tahun == self.tahun]
        berlaku = [d for d in tahun_ini if d.status == StatusDipa.BERLAKU]
        return self._terpilih("baru") or next(iter([*berlaku, *tahun_ini, *self.pilihan]), None)

    @cached_property
    def lama(self) -> Dipa | None:
        return self._terpilih("lama") or self._pendahulu()

    @property
    def hanya_berubah(self) -> bool:
        return self.request.GET.get("berubah") == "1"

    def banding(self) -> Banding | None:
        if self.lama is None or self.baru is None or self.lama == self.baru:
            return None
        return bandingkan(sisi(rekap_pohon(self.lama, None)), sisi(rekap_pohon(self.baru, None)))

    def _terpilih(self, nama: str) -> Dipa | None:
        """The version named in the address; 404 when it is not one of this satker's."""
        teks = self.request.GET.get(nama, "")
        if not teks:
            return None
        terpilih = next((d for d in self.pilihan if d.pk == baca_bilangan(teks)), None)
        if terpilih is None:
            raise Http404("Versi DIPA ini tidak ada.")
        return terpilih

    def _pendahulu(self) -> Dipa | None:
        """What the newer one replaced; else the one in force in the year before; else any older one."""
        if self.baru is None:
            return None
        digantikan = [d for d in self.pilihan if d.pk == self.baru.menggantikan_id]
        lampau = [d for d in self.pilihan if d.tahun < self.baru.tahun]
        berlaku = [d for d in lampau if d.status == StatusDipa.BERLAKU]
        return next(iter([*digantikan, *berlaku, *lampau]), None)


class BandingView(BandingMixin, TemplateView):
    template_name = "anggaran/banding/banding.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        banding = self.banding()
        return super().get_context_data(**kwargs) | {
            "pilihan": self.pilihan,
            "lama": self.lama,
            "baru": self.baru,
            "hanya_berubah": self.hanya_berubah,
            "banding": banding,
            "baris": baris_layar(banding.berubah() if self.hanya_berubah else banding.baris) if banding else [],
        }


class UnduhBandingView(BandingMixin, View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        banding = self.banding()
        if banding is None or self.lama is None or self.baru is None:
            raise Http404("Belum ada dua versi DIPA untuk dibandingkan.")
        buku = lembar_banding.ekspor(
            banding, lama=self.lama, baru=self.baru, satker=self.satker, hanya_berubah=self.hanya_berubah
        )
        versi = "-".join(f"{d.tahun}.{d.revisi}" for d in (self.lama, self.baru))
        nama = f"Banding-DIPA-{self.satker.kode}-{versi}-{timezone.localdate():%Y-%m-%d}.xlsx"
        catat(Tindakan.EKSPOR, satker=self.satker, keterangan=nama)
        return lampiran(buku, nama)
