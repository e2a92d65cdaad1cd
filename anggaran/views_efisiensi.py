"""The page of efficiency: the chosen rule with its working, the others beside it, each sasaran, and the choice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from organisasi.tempat import di_tempat, kunci_tempat, wajib_izin
from sakip.angka import baca_bilangan
from sakip.models import VersiBerubah

from .efisiensi import (
    CATATAN_PMK,
    TANPA_PMK,
    acuan_semua,
    beda_waktu,
    data_efisiensi,
    efisiensi_sasaran,
    pilihan_efisiensi,
    semua_aturan,
)
from .forms_alokasi import PilihanEfisiensiForm
from .izin import UBAH
from .kinerja import Kinerja, kinerja_tahun
from .models import PilihanEfisiensi
from .views_alokasi import AlokasiMixin


class EfisiensiView(AlokasiMixin, TemplateView):
    template_name = "anggaran/efisiensi/efisiensi.html"

    @cached_property
    def kinerja(self) -> Kinerja:
        return kinerja_tahun(self.satker, self.tahun, self.pengguna)

    @cached_property
    def milik(self) -> PilihanEfisiensi | None:
        """The choice that begins in this very year."""
        return PilihanEfisiensi.objects.filter(satker=self.satker, mulai=self.tahun).first()

    def form(self, data: Any = None) -> PilihanEfisiensiForm:
        pilihan = self.milik or PilihanEfisiensi(satker=self.satker, mulai=self.tahun)
        if data is not None and self.milik:
            data = data.copy()
            data.setdefault("versi", "0")  # opened before somebody else chose: both are shown
        return PilihanEfisiensiForm(data, instance=pilihan, tahun=self.tahun)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anggaran, kinerja = self.rekap.anggaran, self.kinerja
        sasaran = efisiensi_sasaran(self.rekap, kinerja)
        data = data_efisiensi(kinerja.satker.nilai, anggaran, [b.komponen for b in sasaran])
        pilihan = pilihan_efisiensi(self.satker, self.tahun)
        semua = semua_aturan(data, self.tahun)
        boleh = self.boleh(UBAH)
        return super().get_context_data(**kwargs) | {
            "rekap": self.rekap,
            "kinerja": kinerja,
            "pilihan": pilihan,
            "sendiri": pilihan.sendiri(self.satker),
            "hasil": next(h for a, h in semua if a.kode == pilihan.aturan.kode),
            "semua": semua,
            "sasaran": sasaran,
            "acuan_semua": acuan_semua(sasaran),
            "beda_waktu": beda_waktu(anggaran.posisi, self.tahun) if kinerja.satker.nilai is not None else "",
            "catatan_pmk": CATATAN_PMK if self.tahun >= TANPA_PMK else "",
            "semua_posisi": list(self.semua_posisi()),
            "boleh_ubah": boleh,
            "milik": self.milik,
            "form": kwargs.get("form") or (self.form() if boleh else None),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Choose the rule from this year on."""
        wajib_izin(request, UBAH)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    form.save()
            except (VersiBerubah, IntegrityError):  # somebody else chose at the same moment: both are shown
                del self.milik
                form = self.form(request.POST)
                form.is_valid()
            else:
                messages.success(request, f"Aturan efisiensi mulai tahun {self.tahun} tersimpan.")
                return redirect(self.tautan("efisiensi"))
        return self.render_to_response(self.get_context_data(form=form), status=409 if form.bentrokan else 422)


@require_POST
@di_tempat
def hapus_pilihan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own choice back: an earlier one, the nearest satker above or the ratio decides again."""
    wajib_izin(request, UBAH)
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    pilihan = get_object_or_404(PilihanEfisiensi, satker=satker, mulai=tahun, pk=pk)
    versi = request.POST.get("versi", "")
    dihapus, _ = PilihanEfisiensi.objects.filter(pk=pilihan.pk, versi=baca_bilangan(versi) or 0).delete()
    if dihapus:
        messages.success(request, f"Pilihan aturan efisiensi mulai tahun {tahun} dihapus.")
    else:
        messages.error(request, "Pilihan ini baru saja diubah orang lain. Periksa, lalu hapus lagi bila perlu.")
    return redirect("anggaran:efisiensi", **kunci_tempat(request))
