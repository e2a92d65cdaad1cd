"""The DIPA as a tree: the one in force with its spending, and one version of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from .models import Dipa, PosisiRealisasi, RiwayatDipa
from .rekap import BarisPos, rekap_dipa, rekap_pohon
from .views import IZIN_REALISASI, AnggaranMixin

DIGIT_PK = 18  # as long as a key can be


class DaftarView(AnggaranMixin, TemplateView):
    """The DIPA in force of the year as a tree, at the cut-off that the person chose (default: the main one)."""

    template_name = "anggaran/daftar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        semua_posisi = list(self.semua_posisi())
        rekap = rekap_dipa(self.satker, self.tahun, posisi=self._posisi_pilihan())
        semua_dipa = self.semua_dipa().annotate(total_pagu=Sum("pos__pagu"))
        lain = [dipa for dipa in semua_dipa if dipa != rekap.dipa]
        return super().get_context_data(**kwargs) | {
            "rekap": rekap,
            "semua_posisi": semua_posisi,
            "melebihi": [baris for baris in rekap.baris if baris.melebihi_pagu and baris.dicatat_di_sini],
            "bercatatan": [baris for baris in rekap.baris if baris.catatan],
            "dipa_lain": lain,
            "boleh_realisasi": self.boleh(IZIN_REALISASI),
            "boleh_revisi": self.boleh("anggaran.ubah_dipa") and _dapat_direvisi(rekap.dipa, lain),
        }

    def _posisi_pilihan(self) -> PosisiRealisasi | None:
        """The cut-off named in `?posisi=`; 404 when it is not one of this year's."""
        pilihan = self.request.GET.get("posisi", "")
        if not pilihan:
            return None
        if not pilihan.isdecimal() or len(pilihan) > DIGIT_PK:
            raise Http404("Posisi realisasi ini tidak ada.")
        return get_object_or_404(self.semua_posisi(), pk=int(pilihan))


def _dapat_direvisi(dipa: Dipa | None, lain: Iterable[Dipa]) -> bool:
    return dipa is not None and all(calon.menggantikan_id != dipa.pk for calon in lain)


class DipaView(AnggaranMixin, TemplateView):
    """One version of the DIPA; a revision stands beside the one it replaces."""

    template_name = "anggaran/dipa.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_ubah = self.pengguna.has_perm("anggaran.ubah_dipa", self.dipa)
        rekap = rekap_pohon(self.dipa, None)
        asal = rekap_pohon(self.dipa.menggantikan, None)
        return super().get_context_data(**kwargs) | {
            "dipa": self.dipa,
            "rekap": rekap,
            "asal": asal,
            "baris": _banding(rekap.baris, asal.baris),
            "selisih": _selisih(rekap.pagu, asal.pagu),
            "riwayat": self._riwayat(),
            "tindakan": [t for t in self.dipa.tindakan_untuk(self.pengguna) if t.nama == "berlakukan"],
            "boleh_ubah": boleh_ubah and self.dipa.dapat_diubah,
        }

    def _riwayat(self) -> list[RiwayatDipa]:
        """Who moved it and with which note: for the satker's own people, not for its parent."""
        if not self.pengguna.bekerja_di(self.satker):
            return []
        return list(self.dipa.riwayat.select_related("oleh", "objek"))


def _banding(baris: Iterable[BarisPos], asal: Iterable[BarisPos]) -> list[dict[str, Any]]:
    """Each node with its pagu before the revision, matched by kode, and the change in rupiah."""
    sebelum = {b.kode: b.pagu for b in asal}
    hasil = []
    for b in baris:
        dulu = sebelum.get(b.kode)
        hasil.append({"baris": b, "sebelum": dulu, "selisih": _selisih(b.pagu, dulu)})
    return hasil


def _selisih(kini: Decimal | None, dulu: Decimal | None) -> Decimal | None:
    """In rupiah; None when one of both is not known."""
    return None if kini is None or dulu is None else kini - dulu
