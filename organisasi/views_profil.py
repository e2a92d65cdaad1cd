"""The profile of a satker: what it is called, where it sits, and what its papers carry at the top."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import CreateView, TemplateView, UpdateView

from sakip.gambar import GalatGambar, jawab_gambar
from sakip.sunting import SuntinganMixin

from .forms_profil import AkunField, KopForm, LogoForm, ProfilForm
from .models import KopSurat, Satker
from .services_profil import KopDipakai, ganti_logo, hapus_kop, hapus_logo, pemakai_kop
from .tab import tab_pengaturan
from .tempat import TempatMixin, di_tempat, wajib_izin

UBAH = "organisasi.ubah_organisasi"
#: Who may place a satker in the tree may also give it another code.
PUSAT = "organisasi.buat_satker"
#: A saved form sends on; one that lost the race comes back (`SuntinganMixin`).
TERSIMPAN = 302
#: What of a letterhead is printed below the name.
TERCETAK = ("alamat", "telepon", "email")


class ProfilView(TempatMixin, TemplateView):
    template_name = "organisasi/profil/profil.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dipakai, hari = pemakai_kop(self.satker), timezone.localdate()
        berlaku = set(self.satker.kop_surat.pada(hari).values_list("pk", flat=True))
        kop = [
            {"kop": k, "naskah": dipakai.get(k.pk, 0), "berlaku": k.pk in berlaku} for k in self.satker.kop_surat.all()
        ]
        return super().get_context_data(
            tab=tab_pengaturan(self.request, self.satker, self.tahun, "profil"),
            kop_surat=sorted(kop, key=lambda k: not k["berlaku"]),
            media_sosial=self.satker.media_sosial.all(),
            boleh_ubah=self.request.user.has_perm(UBAH, self.satker),
            **kwargs,
        )


class UbahProfilView(SuntinganMixin, TempatMixin, UpdateView):
    """Also answers the buttons that add, remove and move a row of accounts: nothing is saved by them."""

    izin = UBAH
    form_class = ProfilForm
    template_name = "organisasi/profil/ubah.html"
    context_object_name = "profil"  # "satker" is the frame's, as it is stored

    def get_object(self, queryset: QuerySet[Satker] | None = None) -> Satker:
        return Satker.objects.get(pk=self.satker.pk)  # not the one of the frame, which shows what is stored

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"pusat": self.request.user.has_perm(PUSAT, self.satker)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if tata := request.POST.get("tata"):
            self.object = self.get_object()
            return self.render_to_response(self.get_context_data(**self._ditata(tata)))
        return super().post(request, *args, **kwargs)

    def _ditata(self, tata: str) -> dict[str, Any]:
        """The form with what was typed, its accounts rearranged, not yet checked."""
        terisi = self.get_form()
        isian = {bf.name: bf.data for bf in terisi if not bf.field.disabled}
        akun, tombol, nomor = AkunField().prepare_value(isian["media_sosial"]).ditata(tata)
        opsi = self.get_form_kwargs() | {"data": None, "files": None, "initial": isian | {"media_sosial": akun}}
        form = ProfilForm(**opsi)
        form.initial["versi"] = isian["versi"]
        return {"form": form, "fokus_tombol": tombol, "fokus_nomor": nomor}

    def form_valid(self, form: Any) -> HttpResponse:
        jawaban = super().form_valid(form)
        if jawaban.status_code == TERSIMPAN:
            messages.success(self.request, "Profil satuan kerja tersimpan.")
        return jawaban

    def get_success_url(self) -> str:
        return _alamat_profil(self.request, kode=self.object.kode)


@require_http_methods(["GET", "POST"])
@di_tempat
def logo(request: HttpRequest) -> HttpResponse:
    """Choose the picture at the top of the papers."""
    wajib_izin(request, UBAH)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        try:
            ganti_logo(satker=_satker(request), berkas=form.cleaned_data["berkas"])
        except GalatGambar as galat:
            form.add_error("berkas", str(galat))
        else:
            messages.success(request, "Logo tersimpan dan tercetak pada naskah yang dibuat mulai sekarang.")
            return redirect(_alamat_profil(request))
    return render(request, "organisasi/profil/logo.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@di_tempat
def buang_logo(request: HttpRequest) -> HttpResponse:
    wajib_izin(request, UBAH)
    hapus_logo(satker=_satker(request))
    messages.success(request, "Logo dihapus. Naskah dicetak tanpa logo.")
    return redirect(_alamat_profil(request))


@require_safe
@di_tempat
def berkas_logo(request: HttpRequest) -> HttpResponseBase:
    """The picture itself, for those who see the satker."""
    if not _satker(request).logo:
        raise Http404("Satuan kerja ini belum mempunyai logo.")
    return jawab_gambar(_satker(request).logo, "image/png")


class _KopMixin(SuntinganMixin, TempatMixin):
    izin = UBAH

    def get_queryset(self) -> QuerySet[KopSurat]:
        return KopSurat.objects.filter(satker=self.satker)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)  # type: ignore[misc]
        form = konteks["form"]
        return konteks | {"pratinjau": {nama: form[nama].value() for nama in TERCETAK}}

    def form_valid(self, form: Any) -> HttpResponse:
        jawaban = super().form_valid(form)
        if jawaban.status_code == TERSIMPAN:
            messages.success(self.request, f"Kop surat {form.instance.kode} tersimpan.")
        return jawaban

    def get_success_url(self) -> str:
        return _alamat_profil(self.request)


class KopBaruView(_KopMixin, CreateView):
    """`?dari=<pk>`: begins with the contents of another letterhead."""

    form_class = KopForm
    template_name = "organisasi/profil/kop.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": KopSurat(satker=self.satker)}

    def get_initial(self) -> dict[str, Any]:
        dari = self.request.GET.get("dari", "")
        asal = self.get_queryset().filter(pk=dari).first() if dari.isdecimal() else None
        isi = asal or KopSurat(alamat=self.satker.alamat, telepon=self.satker.telepon[:60], email=self.satker.email)
        return {"alamat": isi.alamat, "telepon": isi.telepon, "email": isi.email}


class UbahKopView(_KopMixin, UpdateView):
    form_class = KopForm
    template_name = "organisasi/profil/kop.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"dipakai": self.dipakai}

    @property
    def dipakai(self) -> int:
        return pemakai_kop(self.satker).get(self.object.pk, 0)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(dipakai=self.dipakai, **kwargs)


@require_POST
@di_tempat
def buang_kop(request: HttpRequest, pk: int) -> HttpResponse:
    kop = get_object_or_404(KopSurat, satker=_satker(request), pk=pk)
    wajib_izin(request, UBAH, kop)
    try:
        hapus_kop(kop=kop)
    except KopDipakai as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Kop surat {kop.kode} dihapus.")
    return redirect(_alamat_profil(request))


@require_safe
@di_tempat
def pratinjau_kop(request: HttpRequest) -> HttpResponse:
    """The letterhead as it will print with what is typed so far."""
    wajib_izin(request, UBAH)
    kop = {nama: request.GET.get(nama, "")[:300].strip() for nama in TERCETAK}
    return render(request, "organisasi/profil/_pratinjau_kop.html", {"kop": kop})


def _satker(request: HttpRequest) -> Satker:
    return request.satker  # type: ignore[attr-defined]


def _alamat_profil(request: HttpRequest, *, kode: str = "") -> str:
    return reverse("organisasi:profil", args=[kode or _satker(request).kode, request.tahun])  # type: ignore[attr-defined]
