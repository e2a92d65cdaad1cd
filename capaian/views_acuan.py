"""The capaian scale on screen: which one holds here, new ones as copies of it, with an example that can be tried."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from organisasi.acuan import SENDIRI, UMUM
from organisasi.models import Satker
from organisasi.tab import tab_pengaturan
from organisasi.tempat import TempatMixin, di_tempat
from sakip.models import VersiBerubah

from .forms_acuan import BarisanPita, PitaFormSet, SkalaBaruForm
from .rekap import skala_kategori
from .skala import Skala, daftar_skala, simpan_skala

#: The capaian that the example begins with.
CONTOH = "79,5"


class DaftarSkalaView(TempatMixin, TemplateView):
    template_name = "capaian/acuan/daftar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        semua = daftar_skala(self.satker)
        pita = skala_kategori(self.satker, self.tahun)
        berlaku = next((s for s in semua if pita and pita[0] in s.pita), None)
        boleh = {s: _boleh(self.request, s) for s in {skala.satker for skala in semua}}
        return super().get_context_data(
            berlaku=berlaku,
            daftar=[{"skala": s, "url": _alamat(self.request, "ubah", s) if boleh[s.satker] else ""} for s in semua],
            boleh_tambah=bool(_pemilik_baru(self.request)),
            tab=tab_pengaturan(self.request, self.satker, self.tahun, "acuan"),
            **kwargs,
        )


@require_http_methods(["GET", "POST"])
@di_tempat
def baru(request: HttpRequest) -> HttpResponse:
    """A new scale; it begins as a copy of the one that holds in the year of the place."""
    satker, tahun = _tempat(request)
    pemilik = _pemilik_baru(request)
    if not pemilik:
        raise PermissionDenied("Anda tidak berwenang membuat skala pengukuran.")
    pita = skala_kategori(satker, tahun)
    contoh = Skala(None, tahun, None, pita)
    data = request.POST if request.method == "POST" else None
    form = SkalaBaruForm(data, pemilik=pemilik, initial={"berlaku_mulai": tahun + 1})
    rincian = PitaFormSet(data, None, contoh=contoh)
    if data is not None and "coba" not in data and form.is_valid() & rincian.is_valid():
        simpan_skala(satker=form.satker, mulai=form.cleaned_data["berlaku_mulai"], lama=[], isian=rincian.isian)
        messages.success(request, f"Skala pengukuran mulai {form.cleaned_data['berlaku_mulai']} tersimpan.")
        return redirect(_daftar(request))
    return _halaman(request, rincian, form=form)


@require_http_methods(["GET", "POST"])
@di_tempat
def ubah(request: HttpRequest, pemilik: str, mulai: int) -> HttpResponse:
    """All bands of one scale in one form."""
    skala = _skala(request, pemilik, mulai)
    data = request.POST if request.method == "POST" else None
    rincian = PitaFormSet(data, skala)
    if data is not None and "coba" not in data and rincian.is_valid():
        try:
            simpan_skala(satker=skala.satker, mulai=skala.mulai, lama=skala.pita, isian=rincian.isian)
        except VersiBerubah:  # somebody saved between reading and writing: now the page shows it
            rincian = PitaFormSet(data, _skala(request, pemilik, mulai))
        else:
            messages.success(request, f"Skala pengukuran {skala.nama} tersimpan.")
            return redirect(_daftar(request))
    return _halaman(request, rincian, skala=skala)


@require_POST
@di_tempat
def hapus(request: HttpRequest, pemilik: str, mulai: int) -> HttpResponse:
    """Only a scale that has named nothing yet."""
    skala = _skala(request, pemilik, mulai)
    if skala.pengukuran or skala.final:
        messages.error(
            request,
            f"Skala {skala.nama} menamai capaian {skala.pengukuran} indikator, jadi tidak dapat dihapus. "
            "Buat skala baru untuk tahun-tahun berikutnya.",
        )
        return redirect(_alamat(request, "ubah", skala))
    for pita in skala.pita:
        pita.delete()
    messages.success(request, f"Skala pengukuran {skala.nama} dihapus.")
    return redirect(_daftar(request))


def _halaman(
    request: HttpRequest, rincian: BarisanPita, *, skala: Skala | None = None, form: SkalaBaruForm | None = None
) -> HttpResponse:
    """The form; only trying the example is no mistake, whatever the rows say."""
    coba = "coba" in request.POST
    contoh = request.POST.get("contoh", CONTOH)
    konteks = {
        "rincian": rincian,
        "skala": skala,
        "form": form,
        "contoh": contoh,
        "hasil": rincian.contoh(contoh),
        "url_daftar": _daftar(request),
        "url_hapus": _alamat(request, "hapus", skala) if skala else "",
    }
    galat = rincian.is_bound and not coba
    status = 409 if galat and rincian.bentrok else 422 if galat else 200
    return render(request, "capaian/acuan/ubah.html", konteks, status=status)


def _tempat(request: HttpRequest) -> tuple[Satker, int]:
    return request.satker, request.tahun  # type: ignore[attr-defined]


def _daftar(request: HttpRequest) -> str:
    satker, tahun = _tempat(request)
    return reverse("skala:daftar", kwargs={"kode": satker.kode, "tahun": tahun})


def _alamat(request: HttpRequest, nama: str, skala: Skala) -> str:
    satker, tahun = _tempat(request)
    kunci = {"pemilik": skala.pemilik, "mulai": skala.mulai}
    return reverse(f"skala:{nama}", kwargs={"kode": satker.kode, "tahun": tahun} | kunci)


def _boleh(request: HttpRequest, milik: Satker | None) -> bool:
    satker, _ = _tempat(request)
    return bool(request.user.has_perm(SENDIRI, milik) if milik else request.user.has_perm(UMUM, satker))


def _pemilik_baru(request: HttpRequest) -> list[Satker | None]:
    satker, _ = _tempat(request)
    calon: list[Satker | None] = [satker, None]
    return [milik for milik in calon if _boleh(request, milik)]


def _skala(request: HttpRequest, pemilik: str, mulai: int) -> Skala:
    """The scale in the address, if it concerns the satker of the place; 403 for those who may only read it."""
    satker, _ = _tempat(request)
    skala = next((s for s in daftar_skala(satker) if (s.pemilik, s.mulai) == (pemilik, mulai)), None)
    if skala is None:
        raise Http404("Skala ini tidak ada atau bukan untuk satuan kerja ini.")
    if not _boleh(request, skala.satker):
        raise PermissionDenied("Anda tidak berwenang mengubah skala ini.")
    return skala
