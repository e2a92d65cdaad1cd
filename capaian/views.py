"""Pages of the capaian: the year, one indikator, and the acts. Entering a quarter is in `views_isian`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from organisasi.models import Pengguna
from organisasi.tempat import TempatMixin, di_tempat, kunci_tempat, pengguna, wajib_izin
from perjanjian.hubungan import belum_terhubung
from sakip.alur import TransisiDitolak
from sakip.angka import format_ringkas
from sakip.formulir import CatatanForm

from . import grafik, izin, services, services_periksa
from .banding import banding_pengukuran
from .enums import Triwulan
from .halaman import TAK_BERVERSI, pengukuran_tampak, realisasi_tampak, versi_dilihat
from .ikhtisar import Ikhtisar, ikhtisar
from .isian_ditunggu import isian_ditunggu, triwulan_tujuan
from .models import Pengukuran, Realisasi, RiwayatRealisasi
from .rincian import KATA_TINDAKAN, rincian_pengukuran, riwayat_realisasi

# --- Reading -------------------------------------------------------------------------------------------------------


class TahunView(TempatMixin, TemplateView):
    """The year as the report prints it (Tabel 3.2) with means and their coverage, and what it looks like as a whole:
    its quarters, the years before, the units, the weakest, what changed.
    """

    template_name = "capaian/tahun.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = pengguna(self.request)
        isi = ikhtisar(self.satker, self.tahun, realisasi=Realisasi.objects.visible_to(user))
        rekap = isi.rekap
        boleh_isi = user.has_perm(izin.ISI, self.satker)
        return (
            super().get_context_data(**kwargs)
            | {
                "rekap": rekap,
                "ikhtisar": isi,
                "gambar": _gambar_tahun(isi) if rekap.baris else None,
                "berbeda": rekap.berbeda_dari_cetakan(),
                "angka_tahun": format_ringkas(rekap.rerata.nilai),
                "belum": [b for b in rekap.baris if b.hasil.alasan is not None],
                "penyiapan": services.rencana_penyiapan(self.satker, self.tahun),
                "boleh_siapkan": boleh_isi,
                "tujuan": self._tujuan(user) if boleh_isi and rekap.baris else None,
            }
            | self._perjanjian()
        )

    def _tujuan(self, user: Pengguna) -> Triwulan:
        """The quarter that this person enters next."""
        ditunggu = isian_ditunggu(self.satker, self.tahun, user.jalur_berizin(izin.ISI, self.satker))
        return triwulan_tujuan(ditunggu, self.tahun, timezone.localdate())

    def _perjanjian(self) -> dict[str, Any]:
        """The PK that is measured, and how many of its rows cannot be, because they name no indikator."""
        perjanjian = services.perjanjian_sekretaris(self.satker, self.tahun)
        return {"perjanjian": perjanjian, "tak_terhubung": belum_terhubung(perjanjian) if perjanjian else 0}


def _gambar_tahun(isi: Ikhtisar) -> dict[str, Any]:
    return {
        "triwulan": grafik.grafik_triwulan(isi.rekap.tahun, isi.triwulan),
        "tahun": grafik.grafik_tahun(isi.tahun_ke_tahun),
        "unit": grafik.peta_unit(isi.unit),
    }


class RincianView(TempatMixin, DetailView):
    """One indikator of the year: quarters, worked formula, source of the target, the years before, history."""

    template_name = "capaian/rincian.html"
    context_object_name = "pengukuran"

    def get_queryset(self) -> QuerySet[Pengukuran]:
        return pengukuran_tampak(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | konteks_rincian(self.request, self.object)


def konteks_rincian(
    request: HttpRequest, pengukuran: Pengukuran, *, dikembalikan: int | None = None, form: CatatanForm | None = None
) -> dict[str, Any]:
    """What the page of one indikator needs; `form` came back with an error for the realisasi `dikembalikan`."""
    user = pengguna(request)
    rincian = rincian_pengukuran(pengukuran, user=user)
    return {
        "pengukuran": pengukuran,
        "rincian": rincian,
        "banding": banding_pengukuran(rincian),
        "formulir_catatan": form,
        "formulir_kosong": CatatanForm(),
        "dikembalikan": dikembalikan,
        "riwayat": _riwayat(pengukuran) if user.bekerja_di(pengukuran.satker) else None,
    }


def _riwayat(pengukuran: Pengukuran) -> list[dict[str, Any]]:
    """What happened to the realisasi of all quarters, newest first."""
    riwayat = RiwayatRealisasi.objects.filter(objek__pengukuran=pengukuran).select_related("oleh", "objek")
    return riwayat_realisasi(riwayat.order_by("-waktu", "-pk"))


# --- Acts ----------------------------------------------------------------------------------------------------------


@di_tempat
@require_POST
def tindakan(request: HttpRequest, *, pk: int, tindakan: str) -> HttpResponse:
    """Do one act of ALUR on one realisasi; a missing note comes back at its field."""
    realisasi = realisasi_tampak(request, pk)
    if tindakan not in Realisasi.ALUR:
        raise Http404
    form = CatatanForm(request.POST) if Realisasi.ALUR[tindakan].wajib_catatan else None
    if (
        form is not None
        and not form.is_valid()
        and any(t.nama == tindakan for t in realisasi.tindakan_untuk(request.user))
    ):
        pengukuran = get_object_or_404(pengukuran_tampak(request), pk=realisasi.pengukuran_id)
        konteks = konteks_rincian(request, pengukuran, dikembalikan=realisasi.pk, form=form)
        return render(request, "capaian/rincian.html", konteks, status=422)
    try:
        catatan = form.cleaned_data.get("catatan", "") if form else ""
        versi = versi_dilihat(request.POST)
        if versi is None and tindakan != "ajukan":  # nobody checks what was not seen
            raise TransisiDitolak(TAK_BERVERSI)
        services_periksa.tindak_realisasi(realisasi, tindakan, oleh=pengguna(request), catatan=catatan, versi=versi)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Realisasi {realisasi.get_triwulan_display()} {KATA_TINDAKAN[tindakan].lower()}.")
    return redirect(realisasi.pengukuran)


@di_tempat
@require_POST
def mulai(request: HttpRequest) -> HttpResponse:
    """Make the indikator of the PK in force measurable, or follow the targets that a perubahan changed."""
    wajib_izin(request, izin.ISI)
    try:
        hasil = services.siapkan_pengukuran(
            satker=request.satker,  # type: ignore[attr-defined]
            tahun=request.tahun,  # type: ignore[attr-defined]
            oleh=pengguna(request),
        )
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, _kabar_penyiapan(hasil))
    return redirect("capaian:daftar", **kunci_tempat(request))


def _kabar_penyiapan(hasil: services.Penyiapan) -> str:
    kabar = []
    if hasil.baru:
        kabar.append(f"{hasil.baru} indikator siap diisi")
    if hasil.dipindah:
        kabar.append(f"target {hasil.dipindah} indikator mengikuti perjanjian yang berlaku")
    if hasil.dilepas:
        kabar.append(f"{hasil.dilepas} indikator yang tidak lagi diperjanjikan dikeluarkan")
    if not kabar:
        return "Tidak ada indikator baru: semua indikator perjanjian yang berlaku sudah diukur."
    teks = "; ".join(kabar)
    return f"{teks[0].upper()}{teks[1:]}."
