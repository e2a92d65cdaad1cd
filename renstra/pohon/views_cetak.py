"""The page from which the pohon kinerja is printed: what its PDF will hold, and the buttons that make it."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from ..views_cetak import CetakMixin
from .susunan import susun_pohon
from .susunan_poster import UkuranKertas, kode_jenis, kumpulkan, tanpa_pemilik


class CetakView(CetakMixin, TemplateView):
    template_name = "renstra/pohon/cetak.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pohon = susun_pohon(self.renstra, self.pengguna, tahun=self.tahun)
        cetakan = [(f"poster {ukuran}", self.jenis_cetak(kode_jenis(ukuran))) for ukuran in UkuranKertas]
        cetakan.append(("gambar pohon A3", self.jenis_cetak("pohon-kondisi")))
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "pohon": pohon,
            "cetakan": [(sebutan, jenis) for sebutan, jenis in cetakan if jenis],
            "unit": kumpulkan(pohon.telusur()),
            "tanpa_pemilik": tanpa_pemilik(pohon),
        }
