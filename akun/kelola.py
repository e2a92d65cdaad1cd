"""Pages on which admins look after logins: list, one login with its rights, the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, TemplateView, UpdateView

from organisasi.models import Pejabat, Pengguna, PenggunaQuerySet, Satker
from organisasi.penyuntingan import BertabMixin
from organisasi.tempat import TempatMixin, di_tempat, wajib_izin
from sakip.angka import rapikan
from sakip.izin import Peran
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganMixin

from .faktor import aplikasi
from .forms_kelola import NonaktifForm, PenggunaForm
from .hak import hak_berlaku
from .kunci import nama_terkunci
from .models import Sesi
from .services_kelola import (
    KELOLA,
    PUSAT,
    Keadaan,
    admin_terakhir,
    aktifkan,
    boleh_kelola,
    jabatan_kini,
    keadaan,
    nonaktifkan,
    peran_boleh,
    syarat_keadaan,
)

PER_HALAMAN = 50
#: A saved form sends on; one that lost the race comes back (`SuntinganMixin`).
TERSIMPAN = 302
BAWAH = "bawah"


class DaftarView(BertabMixin, TemplateView):
    """Logins of the satker of the place; the admin pusat may look at all below it too."""

    izin = KELOLA
    template_name = "akun/kelola/daftar.html"
    tab_aktif = "pengguna"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saring = {n: rapikan(self.request.GET.get(n, ""))[:100] for n in ("cari", "peran", "keadaan", "cakupan")}
        terkunci = nama_terkunci()
        pengguna = _saring(self._lingkup(saring["cakupan"]), saring, terkunci)
        halaman = Paginator(pengguna, PER_HALAMAN).get_page(self.request.GET.get("halaman"))
        jabatan = jabatan_kini(halaman.object_list, timezone.localdate())
        kueri = self.request.GET.copy()
        kueri.pop("halaman", None)
        return super().get_context_data(
            halaman=halaman,
            baris=[(p, jabatan.get(p.pejabat_id or 0, []), keadaan(p, terkunci)) for p in halaman.object_list],
            saring=saring,
            tersaring=any(saring.values()),
            kueri=kueri.urlencode(),
            pilihan_peran=[p for p in Peran if p != Peran.PELAKSANA],
            pilihan_keadaan=Keadaan,
            berbawahan=self._pusat and Satker.objects.filter(induk=self.satker).exists(),
            **kwargs,
        )

    @property
    def _pusat(self) -> bool:
        return _oleh(self.request).has_perm(PUSAT, self.satker)

    def _lingkup(self, cakupan: str) -> PenggunaQuerySet:
        semua = Pengguna.objects.visible_to(_oleh(self.request)).select_related("satker", "pejabat")
        if cakupan == BAWAH and self._pusat:
            return semua.filter(satker__in=Satker.objects.di_bawah({self.satker.jalur})).order_by("first_name", "pk")
        return semua.filter(satker=self.satker).order_by("first_name", "pk")


def _saring(pengguna: PenggunaQuerySet, saring: dict[str, str], terkunci: set[str]) -> PenggunaQuerySet:
    if saring["peran"] in Peran.values:
        pengguna = pengguna.filter(peran=saring["peran"])
    if saring["keadaan"] in Keadaan.values:
        pengguna = pengguna.filter(syarat_keadaan(saring["keadaan"], terkunci))
    for kata in saring["cari"].split():
        nama = Q(username__icontains=kata) | Q(first_name__icontains=kata) | Q(last_name__icontains=kata)
        pengguna = pengguna.filter(nama | Q(email__icontains=kata) | Q(pejabat__nama__icontains=kata))
    return pengguna


class PenggunaView(BertabMixin, TemplateView):
    """One login: who it is, what it may do now and why, and what can be done with it."""

    izin = KELOLA
    template_name = "akun/kelola/pengguna.html"
    tab_aktif = "pengguna"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        orang = ambil(self.request, self.kwargs["pk"])
        oleh = _oleh(self.request)
        return super().get_context_data(
            orang=orang,
            hak=hak_berlaku(orang),
            jabatan=list(orang.penugasan_kini()),
            keadaan=keadaan(orang, nama_terkunci()),
            boleh=boleh_kelola(oleh, orang),
            sendiri=orang.pk == oleh.pk,
            sesi=Sesi.objects.hidup().milik(orang).count(),
            faktor=aplikasi(orang),
            **kwargs,
        )


class _FormMixin(SuntinganMixin, TempatMixin):
    izin = KELOLA
    pesan = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"oleh": _oleh(self.request)}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rights that the form as it stands would give."""
        konteks = super().get_context_data(**kwargs)  # type: ignore[misc]
        form = konteks["form"]
        isian = {nama: form[nama].value() for nama in ("peran", "pejabat")}
        return konteks | {"hak": _hak_isian(_oleh(self.request), self.satker, form.instance, isian)}

    def form_valid(self, form: Any) -> HttpResponse:
        jawaban = super().form_valid(form)
        if jawaban.status_code == TERSIMPAN:
            messages.success(self.request, self.pesan.format(orang=self.object))
        return jawaban

    def get_success_url(self) -> str:
        return reverse("pengguna:satu", args=[self.object.satker.kode, self.tahun, self.object.pk])


class TambahView(_FormMixin, CreateView):
    form_class = PenggunaForm
    template_name = "akun/kelola/tambah.html"
    context_object_name = "baru"
    pesan = "{orang} ditambahkan. Buat tautan aktivasi dan serahkan kepadanya: dengan itu ia membuat kata sandinya."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Pengguna(satker=self.satker)}

    def get_initial(self) -> dict[str, Any]:
        """`?pejabat=<pk>`: a login for this person."""
        pk = self.request.GET.get("pejabat", "")
        pejabat = Pejabat.objects.milik(self.satker).filter(pk=pk).first() if pk.isdecimal() else None
        return {"pejabat": pejabat.pk, "nama": pejabat.nama} if pejabat else {}


class UbahView(_FormMixin, UpdateView):
    form_class = PenggunaForm
    template_name = "akun/kelola/ubah.html"
    context_object_name = "orang"
    pesan = "{orang} tersimpan."

    def get_object(self, queryset: Any = None) -> Pengguna:
        return ambil_kelola(self.request, self.kwargs["pk"])


@require_safe
@di_tempat
def hak(request: HttpRequest) -> HttpResponse:
    """What a role and a pejabat would give together, for the form while it is filled in."""
    wajib_izin(request, KELOLA)
    isian = {nama: request.GET.get(nama, "") for nama in ("peran", "pejabat")}
    orang = Pengguna(satker=_satker(request))
    return render(request, "akun/kelola/_hak.html", {"hak": _hak_isian(_oleh(request), _satker(request), orang, isian)})


@di_tempat
def nonaktif(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a login out of use, with a reason; the last admin of a satker only when that is confirmed."""
    orang = ambil_kelola(request, pk)
    if orang.pk == _oleh(request).pk:
        raise PermissionDenied("Anda tidak dapat menonaktifkan diri sendiri. Minta admin lain melakukannya.")
    form = NonaktifForm(request.POST or None, orang=orang)
    if request.method == "POST" and form.is_valid():
        try:
            isi = form.cleaned_data
            nonaktifkan(orang=orang, versi=isi["versi"], alasan=isi["alasan"], yakin=isi.get("yakin", False))
        except VersiBerubah:
            messages.error(request, "Pengguna ini atau admin lainnya baru saja diubah. Periksa, lalu nonaktifkan lagi.")
        else:
            messages.success(request, f"{orang} dinonaktifkan: tidak dapat masuk lagi. Catatannya tetap ada.")
        return redirect(_alamat(request, orang))
    konteks = {"form": form, "orang": orang, "terakhir": admin_terakhir(orang)}
    return render(request, "akun/kelola/nonaktif.html", konteks, status=422 if form.errors else 200)


@require_POST
@di_tempat
def aktif(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a login back into use; its password is the one it had."""
    orang = ambil_kelola(request, pk)
    if not orang.is_active:
        aktifkan(orang=orang)
        messages.success(request, f"{orang} aktif lagi.")
    return redirect(_alamat(request, orang))


# --- Gate -----------------------------------------------------------------------------------------------------------


def ambil(request: HttpRequest, pk: int) -> Pengguna:
    """A login of the satker of the place; 404 for any other."""
    terlihat = Pengguna.objects.visible_to(_oleh(request)).filter(satker=_satker(request))
    return get_object_or_404(terlihat.select_related("satker", "pejabat"), pk=pk)


def ambil_kelola(request: HttpRequest, pk: int) -> Pengguna:
    """The same to act on it; 403 for whom this person may not manage."""
    wajib_izin(request, KELOLA)
    orang = ambil(request, pk)
    if not boleh_kelola(_oleh(request), orang):
        raise PermissionDenied(f"{orang} dikelola oleh admin pusat.")
    return orang


def _hak_isian(oleh: Pengguna, satker: Satker, orang: Pengguna, isian: dict[str, Any]) -> list[Any]:
    """The rights of a login with this role and pejabat; what could not be chosen counts as not chosen."""
    boleh = {*peran_boleh(oleh, satker), Peran(orang.peran)}
    peran = isian["peran"] if isian["peran"] in boleh else orang.peran
    pk = str(isian["pejabat"] or "")
    pejabat = Pejabat.objects.milik(satker).filter(pk=pk).first() if pk.isdecimal() else None
    return hak_berlaku(Pengguna(satker=satker, peran=peran, pejabat=pejabat))


def _oleh(request: HttpRequest) -> Pengguna:
    assert isinstance(request.user, Pengguna)
    return request.user


def _satker(request: HttpRequest) -> Satker:
    return request.satker  # type: ignore[attr-defined]


def _alamat(request: HttpRequest, orang: Pengguna) -> str:
    return reverse("pengguna:satu", args=[_satker(request).kode, request.tahun, orang.pk])  # type: ignore[attr-defined]
