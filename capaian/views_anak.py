"""The satker below a parent: one table with their capaian, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.models import Satker
from organisasi.tempat import TempatMixin, di_tempat
from organisasi.views_unggahan import lampiran
from sakip.angka import bulatkan
from sakip.excel import BILANGAN, DESIMAL, Buku, Kolom, Lembar, tulis_data

from .anak import BarisAnak, RekapAnak, rekap_anak
from .enums import Triwulan
from .forms_anak import URUT, SaringanAnakForm

PER_HALAMAN = 50
LEMBAR = "Capaian satker"

EKSPOR = Buku(
    "Capaian satker di bawah",
    lembar=[
        Lembar(
            LEMBAR,
            kolom=[
                Kolom("kode", "Kode satker", lebar=14),
                Kolom("satker", "Satuan kerja", lebar=44),
                Kolom("induk", "Satker induk", lebar=32),
                Kolom("capaian", "Capaian (%)", DESIMAL, lebar=14),
                Kolom("kategori", "Kategori", lebar=26),
                Kolom("terhitung", "Indikator ada datanya", BILANGAN, lebar=14),
                Kolom("jumlah", "Indikator diukur", BILANGAN, lebar=14),
                *(Kolom(f"tw_{t.value}", t.label, lebar=22) for t in Triwulan),
                Kolom("disetujui", "Triwulan disetujui", BILANGAN, lebar=14),
                Kolom("terlambat", "Triwulan terlambat", BILANGAN, lebar=14),
            ],
        )
    ],
)


def _rekap(request: HttpRequest) -> tuple[SaringanAnakForm, RekapAnak]:
    satker: Satker = request.satker  # type: ignore[attr-defined]
    form = SaringanAnakForm(request.GET)
    bawah = form.satker(satker, Satker.objects.visible_to(request.user))
    rekap = rekap_anak(bawah, request.tahun, triwulan=form.triwulan_dipilih)  # type: ignore[attr-defined]
    return form, rekap


class AnakView(TempatMixin, TemplateView):
    """One line per satker, sorted and narrowed by the address; a page of fifty."""

    template_name = "capaian/anak.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, rekap = _rekap(self.request)
        baris = form.saring(rekap)
        return super().get_context_data(
            form=form,
            rekap=rekap,
            pilihan_kategori=form.pilihan_kategori(rekap.kategori),
            halaman=Paginator(baris, PER_HALAMAN).get_page(self.request.GET.get("halaman")),
            kolom_urut=self._kolom_urut(form),
            saringan=self._saringan(),
            ada_bawahan=bool(rekap.baris) or self.satker.bawahan.exists(),
            semua_tingkat=form.isi.get("tingkat") == "semua" or bool(form.isi.get("cari")),
            **kwargs,
        )

    def _saringan(self) -> str:
        """The query string without the page, for links to other pages and to the workbook."""
        isi = self.request.GET.copy()
        isi.pop("halaman", None)
        return isi.urlencode()

    def _kolom_urut(self, form: SaringanAnakForm) -> dict[str, dict[str, str]]:
        """Per sortable column: the address that sorts by it (again: the other way round) and how it is sorted now."""
        kini, turun = form.urutan
        hasil = {}
        for nama, (label, _) in URUT.items():
            isi = self.request.GET.copy()
            isi.pop("halaman", None)
            isi["urut"] = f"-{nama}" if nama == kini and not turun else nama
            arah = ("descending" if turun else "ascending") if nama == kini else ""
            hasil[nama] = {"label": label, "url": f"?{isi.urlencode()}", "arah": arah}
        return hasil


@di_tempat
@require_safe
def unduh_anak(request: HttpRequest) -> HttpResponse:
    """The table as it is shown, all its pages; the trail says that it left the house."""
    satker: Satker = request.satker  # type: ignore[attr-defined]
    form, rekap = _rekap(request)
    isi = tulis_data(EKSPOR, {LEMBAR: (_baris_ekspor(b) for b in form.saring(rekap))})
    periode = f"-tw-{rekap.triwulan}" if rekap.triwulan else ""
    nama = f"Capaian-{satker.kode}-{rekap.tahun}{periode}-{timezone.localdate():%Y-%m-%d}.xlsx"
    catat(Tindakan.EKSPOR, satker=satker, keterangan=nama)
    return lampiran(isi, nama)


def _baris_ekspor(b: BarisAnak) -> dict[str, Any]:
    return {
        "kode": b.satker.kode,
        "satker": b.satker.nama,
        "induk": b.satker.induk,
        "capaian": None if b.rerata.nilai is None else bulatkan(b.rerata.nilai),
        "kategori": f"{b.kategori.kode} – {b.kategori.predikat}" if b.kategori else "",
        "terhitung": b.rerata.terhitung,
        "jumlah": b.rerata.jumlah,
        **{f"tw_{t.triwulan.value}": f"{t.kata} ({t.disetujui} dari {t.jumlah})" for t in b.triwulan},
        "disetujui": b.disetujui,
        "terlambat": b.terlambat,
    }
