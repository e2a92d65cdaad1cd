"""The DIPA as a tree: the one in force with its spending, and one version of it; both as workbooks too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.views_unggahan import lampiran
from sakip.angka import baca_bilangan

from . import lembar_pohon
from .izin import ISI, UBAH
from .models import Dipa, RiwayatDipa
from .pohon import baris_layar, pagu_menurut_kode, saring, tanpa_sumber_dana, tidak_cocok, tingkat, tingkat_awal
from .rekap import RekapDipa, rekap_dipa, rekap_pohon, selisih
from .views import AnggaranMixin

CARI_MAKS = 100  # letters of a search


class PohonMixin(AnggaranMixin):
    """What every page with the tree has: the search, the rows, the sums that do not fit."""

    @property
    def cari(self) -> str:
        return self.request.GET.get("cari", "").strip()[:CARI_MAKS]

    @property
    def asal(self) -> RekapDipa | None:
        """The version that stands beside the one that is shown."""
        return None

    def isi_pohon(self, rekap: RekapDipa) -> dict[str, Any]:
        beda, asal = tidak_cocok(rekap.baris), self.asal
        return {
            "rekap": rekap,
            "asal": asal,
            "ubah": selisih(rekap.pagu, asal.pagu) if asal else None,
            "cari": self.cari,
            "lain": [("posisi", str(rekap.posisi.pk))] if rekap.posisi else [],
            "baris": baris_layar(saring(rekap.baris, self.cari), beda, pagu_menurut_kode(asal)),
            "tingkat": tingkat(rekap.baris),
            "awal": tingkat_awal(rekap.baris),
            "tidak_cocok": beda,
            "tanpa_sumber": tanpa_sumber_dana(rekap),
        }

    def versi_dipa(self) -> list[dict[str, Any]]:
        """Every version of the year that this person sees, the newest first, with the change from the one before."""
        semua = list(self.semua_dipa().annotate(total_pagu=Sum("pos__pagu")).order_by("-revisi"))
        pagu: dict[int | None, Decimal | None] = {d.pk: d.total_pagu for d in semua}
        return [
            {"dipa": d, "pagu": d.total_pagu, "selisih": selisih(d.total_pagu, pagu.get(d.menggantikan_id))}
            for d in semua
        ]


class DaftarView(PohonMixin, TemplateView):
    """The DIPA in force of the year as a tree, at the cut-off that the person chose (default: the main one)."""

    template_name = "anggaran/daftar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        semua_posisi = list(self.semua_posisi())
        rekap = rekap_dipa(self.satker, self.tahun, posisi=self.posisi_di_alamat())
        versi = self.versi_dipa()
        return super().get_context_data(**kwargs) | {
            **self.isi_pohon(rekap),
            "semua_posisi": semua_posisi,
            "melebihi": [baris for baris in rekap.baris if baris.dicatat_di_sini and baris.melebihi_pagu],
            "bercatatan": [baris for baris in rekap.baris if baris.catatan],
            "versi": versi,
            "draf": next((v["dipa"] for v in versi if v["dipa"].dapat_diubah), None),
            "boleh_realisasi": self.boleh(ISI),
            "boleh_revisi": self.boleh(UBAH) and _dapat_direvisi(rekap.dipa, versi),
        }


def _dapat_direvisi(dipa: Dipa | None, versi: list[dict[str, Any]]) -> bool:
    return dipa is not None and all(v["dipa"].menggantikan_id != dipa.pk for v in versi)


class VersiMixin(PohonMixin):
    @cached_property
    def asal(self) -> RekapDipa | None:
        """The version that this one replaces."""
        return rekap_pohon(self.dipa.menggantikan, None) if self.dipa.menggantikan else None


class DipaView(VersiMixin, TemplateView):
    """One version of the DIPA; a revision stands beside the one it replaces."""

    template_name = "anggaran/dipa.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_ubah = self.pengguna.has_perm(UBAH, self.dipa)
        return super().get_context_data(**kwargs) | {
            **self.isi_pohon(rekap_pohon(self.dipa, None)),
            "dipa": self.dipa,
            "versi": self.versi_dipa(),
            "riwayat": self._riwayat(),
            "tindakan": [t for t in self.dipa.tindakan_untuk(self.pengguna) if t.nama == "berlakukan"],
            "boleh_ubah": boleh_ubah and self.dipa.dapat_diubah,
        }

    def _riwayat(self) -> list[RiwayatDipa]:
        """Who moved it and with which note: for the satker's own people, not for its parent."""
        if not self.pengguna.bekerja_di(self.satker):
            return []
        return list(self.dipa.riwayat.select_related("oleh", "objek"))


# --- The same as a workbook ----------------------------------------------------------------------------------------


class UnduhPohonView(PohonMixin, View):
    """The tree of the DIPA in force as it is shown: the cut-off, the search, and what is open of it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        rekap = self.rekap()
        if rekap.dipa is None:
            raise Http404("Belum ada DIPA untuk diunduh.")
        buku = lembar_pohon.ekspor(
            rekap,
            saring(rekap.baris, self.cari),
            satker=self.satker,
            asal=self.asal,
            cari=self.cari,
            sampai=baca_bilangan(request.GET.get("tingkat", "")),
        )
        nama = f"DIPA-{self.satker.kode}-{self.tahun}-{rekap.dipa.revisi}-{timezone.localdate():%Y-%m-%d}.xlsx"
        catat(Tindakan.EKSPOR, satker=self.satker, keterangan=nama)
        return lampiran(buku, nama)

    def rekap(self) -> RekapDipa:
        return rekap_dipa(self.satker, self.tahun, posisi=self.posisi_di_alamat())


class UnduhDipaView(VersiMixin, UnduhPohonView):
    """The tree of one version, without spending."""

    def rekap(self) -> RekapDipa:
        return rekap_pohon(self.dipa, None)
