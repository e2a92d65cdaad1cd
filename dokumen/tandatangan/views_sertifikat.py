"""Akun saya › Tanda tangan: the own certificate: making, replacing, revoking."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from akun.services import kabari
from akun.views.dasar import AkunMixin, FormAkunView
from jejak.enums import Tindakan
from jejak.services import catat
from organisasi.models import Pengguna
from sakip.izin import PERAN_PENANDA_TANGAN

from .antarmuka import GalatTandaTangan
from .enums import AlasanCabut
from .forms import CabutForm, FrasaForm
from .internal import alasan_tidak_siap, buat_sertifikat, cabut
from .models import Sertifikat
from .penyedia import utama

TAB = "tanda_tangan:sertifikat"
HARI_PERINGATAN = 60  # days before the end in which the page asks to renew


def boleh_menandatangani(pengguna: Pengguna) -> bool:
    """Who holds an office today that signs papers; a login without a person never does."""
    return pengguna.pejabat_id is not None and any(
        w.peran in PERAN_PENANDA_TANGAN for w in pengguna.wewenang if not pengguna.pelimpahan_dipakai
    )


class SertifikatView(AkunMixin, TemplateView):
    """What the person signs with now, until when, and what came before."""

    template_name = "akun/tanda_tangan/sertifikat.html"
    tab_aktif = TAB

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pengguna: Any = self.request.user
        sertifikat = Sertifikat.objects.dipegang(pengguna.pejabat_id) if pengguna.pejabat_id else None
        lama = Sertifikat.objects.filter(pejabat_id=pengguna.pejabat_id, dicabut_pada__isnull=False)
        return super().get_context_data(
            boleh=boleh_menandatangani(pengguna),
            penyedia=utama(),
            sertifikat=sertifikat,
            masalah=alasan_tidak_siap(sertifikat) if sertifikat else "",
            segera_berakhir=sertifikat is not None and sertifikat.sisa_hari <= HARI_PERINGATAN,
            lama=list(lama) if pengguna.pejabat_id else [],
            **kwargs,
        )


class HanyaPenandaTangan(FormAkunView):
    """Whoever holds no office that signs is led back to the page that says so, before anything is asked."""

    request: HttpRequest
    tab_aktif = TAB
    success_url = reverse_lazy(TAB)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not boleh_menandatangani(request.user):
            return redirect(TAB)
        return super().dispatch(request, *args, **kwargs)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class BuatView(HanyaPenandaTangan):
    """A certificate with a passphrase of its own, in place of the one that is held; then back to where one was."""

    template_name = "akun/tanda_tangan/buat.html"
    form_class = FrasaForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pengguna: Any = self.request.user
        return super().get_context_data(
            pejabat=pengguna.pejabat,
            lama=Sertifikat.objects.dipegang(pengguna.pejabat_id),
            lanjut=self._lanjut(),
            **kwargs,
        )

    def form_valid(self, form: FrasaForm) -> HttpResponse:
        pengguna = form.pengguna
        assert pengguna.pejabat is not None
        try:
            with transaction.atomic():
                sertifikat = buat_sertifikat(pengguna.pejabat, form.rahasia)
                catat(
                    Tindakan.LAIN,
                    objek=pengguna,
                    keterangan=f"Sertifikat tanda tangan dibuat ({sertifikat.serial[:12]})",
                )
        except GalatTandaTangan as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        kabari(pengguna, "Tanda tangan elektronik baru dibuat untuk Anda.")
        messages.success(self.request, "Tanda tangan elektronik Anda siap dipakai.")
        return redirect(self._lanjut() or self.success_url)

    def _lanjut(self) -> str:
        """An address of ours, or nothing."""
        alamat = self.request.POST.get("lanjut") or self.request.GET.get("lanjut") or ""
        return alamat if url_has_allowed_host_and_scheme(alamat, allowed_hosts=None) and alamat.startswith("/") else ""


@method_decorator(sensitive_post_parameters(), name="dispatch")
class CabutView(HanyaPenandaTangan):
    template_name = "akun/tanda_tangan/cabut.html"
    form_class = CabutForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Revoking is for whoever holds a certificate, in office or not."""
        pejabat = getattr(request.user, "pejabat_id", None)
        self.sertifikat = Sertifikat.objects.dipegang(pejabat) if pejabat else None
        if request.user.is_authenticated and self.sertifikat is None:
            return redirect(TAB)
        return FormAkunView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: CabutForm) -> HttpResponse:
        assert self.sertifikat is not None
        alasan = AlasanCabut(form.cleaned_data["alasan"])
        with transaction.atomic():
            cabut(self.sertifikat, alasan)
            catat(Tindakan.LAIN, objek=form.pengguna, keterangan=f"Sertifikat tanda tangan dicabut: {alasan.label}")
        kabari(form.pengguna, f"Tanda tangan elektronik Anda dicabut: {alasan.label.lower()}.")
        messages.success(self.request, "Tanda tangan elektronik dicabut. Yang sudah ditandatangani tetap sah.")
        return redirect(self.success_url)
