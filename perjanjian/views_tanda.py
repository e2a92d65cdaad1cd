"""Pages of signing: one paper on its own page, several at once, ink on paper, and the signed file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dokumen.tandatangan.antarmuka import FrasaSalah, GalatTandaTangan, Rahasia
from dokumen.tandatangan.penahan import Tertahan
from dokumen.tandatangan.penyedia import utama
from dokumen.views import sajikan
from organisasi.models import Pengguna
from organisasi.tempat import di_tempat, wajib_izin
from sakip.alur import TransisiDitolak

from .forms import BasahForm, FrasaTandaForm
from .models import PerjanjianKinerja
from .perbedaan import bandingkan
from .tanda_tangan import KEDUA, Giliran, giliran, tandatangani, tandatangani_basah
from .views import konteks_detail, perjanjian_tampak

TANDA_TANGAN = "perjanjian.tandatangani_perjanjiankinerja"
BATAS_SEKALIGUS = 60  # papers that one post without JavaScript signs


def asal(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _satu(request: HttpRequest, pk: int) -> PerjanjianKinerja:
    return get_object_or_404(perjanjian_tampak(request).lengkap().select_related("kop", "menggantikan"), pk=pk)


# --- One paper -----------------------------------------------------------------------------------------------------


@sensitive_post_parameters("frasa")
@sensitive_variables("form", "rahasia")
@di_tempat
@require_POST
def tanda(request: HttpRequest, *, pk: int, tindakan: str) -> HttpResponse:
    """Sign from the paper's page. A wrong passphrase comes back at its field; anything else is told on the page."""
    perjanjian = _satu(request, pk)
    perjanjian.wajib_berwenang(tindakan, request.user)
    form = FrasaTandaForm(request.POST)
    if not form.is_valid() and giliran(perjanjian, _pengguna(request)) is not None:
        return _kembali(request, perjanjian, formulir_tanda=form)
    rahasia = Rahasia(request.POST.get("frasa", ""))
    try:
        tandatangani(
            perjanjian=perjanjian,
            tindakan=tindakan,
            oleh=_pengguna(request),
            rahasia=rahasia,
            sidik=request.POST.get("sidik", ""),
            asal=asal(request),
        )
    except (FrasaSalah, Tertahan) as galat:
        form.add_error("frasa", str(galat))
        return _kembali(request, perjanjian, formulir_tanda=form)
    except (TransisiDitolak, GalatTandaTangan) as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Perjanjian kinerja ditandatangani. Sekarang: {perjanjian.get_status_display()}.")
    return redirect(perjanjian)


def _kembali(request: HttpRequest, perjanjian: PerjanjianKinerja, **form: Any) -> HttpResponse:
    segar = _satu(request, perjanjian.pk)  # what was tried has left its marks on the object
    return render(request, "perjanjian/detail.html", konteks_detail(request, segar, **form), status=422)


@sensitive_post_parameters("sandi")
@di_tempat
@require_POST
def basah(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Record a signature in ink: the scan, and the password of whoever says so."""
    perjanjian = _satu(request, pk)
    kini = giliran(perjanjian, _pengguna(request))
    tindakan = kini.tindakan if kini else ("setujui" if perjanjian.status == "ditandatangani" else "tandatangani")
    perjanjian.wajib_berwenang(tindakan, request.user)
    form = BasahForm(request.POST, request.FILES, request=request)
    if not form.is_valid():
        return _kembali(request, perjanjian, formulir_basah=form)
    try:
        tandatangani_basah(
            perjanjian=perjanjian,
            tindakan=tindakan,
            oleh=_pengguna(request),
            pindaian=form.cleaned_data["pindaian"].read(),
            sidik=request.POST.get("sidik", ""),
            asal=asal(request),
        )
    except GalatTandaTangan as galat:
        form.add_error("pindaian", str(galat))
        return _kembali(request, perjanjian, formulir_basah=form)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Pindaian tersimpan. Sekarang: {perjanjian.get_status_display()}.")
    return redirect(perjanjian)


@require_safe
@never_cache
@di_tempat
def berkas(request: HttpRequest, *, pk: int) -> HttpResponseBase:
    """The file with the signatures given so far; the one that counts, never a withdrawn one."""
    perjanjian = get_object_or_404(perjanjian_tampak(request).untuk_daftar(), pk=pk)
    terakhir = perjanjian.bertanda.tanda_terakhir() if perjanjian.bertanda else None
    if perjanjian.bertanda is None or terakhir is None:
        raise Http404("Perjanjian ini tidak mempunyai berkas bertanda tangan.")
    nama = f"Perjanjian-Kinerja-{perjanjian.tahun}-{perjanjian.satker.kode}-{perjanjian.pk}.pdf"
    return sajikan(request, perjanjian.bertanda, terakhir.berkas, nama)


# --- Several at once -----------------------------------------------------------------------------------------------


@dataclass
class BarisMenunggu:
    """One paper of the list: what changed against the one before, and what became of signing it."""

    perjanjian: PerjanjianKinerja
    giliran: Giliran
    perbedaan: Any = None
    hasil: str = ""  # "", "beres" or "gagal"
    pesan: str = ""

    @property
    def selaku(self) -> str:
        return "pihak kedua" if self.giliran.tindakan == KEDUA else "pihak pertama"


@sensitive_post_parameters("frasa")
@di_tempat
@require_http_methods(["GET", "HEAD", "POST"])
def menunggu(request: HttpRequest) -> HttpResponse:
    """What waits for my signature. The page's script signs paper by paper (`tanda_satu`); a plain post signs here."""
    wajib_izin(request, TANDA_TANGAN)
    baris = _menunggu(request)
    form = FrasaTandaForm(request.POST or None)
    status = 200
    if request.method == "POST":
        dipilih = [b for b in baris if str(b.perjanjian.pk) in request.POST.getlist("pilih")][:BATAS_SEKALIGUS]
        if not form.is_valid() or not _tandatangani_semua(request, dipilih, form):
            status = 422
    konteks = {"baris": baris, "form": form, "penyedia": utama(), "siap": _siap(baris)}
    return render(request, "perjanjian/menunggu.html", konteks, status=status)


def _siap(baris: list[BarisMenunggu]) -> Any:
    """Whether the person can sign at all: the same for every paper."""
    return baris[0].giliran.kesiapan if baris else None


def _menunggu(request: HttpRequest) -> list[BarisMenunggu]:
    pengguna = _pengguna(request)
    daftar = list(perjanjian_tampak(request).menunggu_tanda(pengguna).lengkap().select_related("kop"))
    lama = PerjanjianKinerja.objects.lengkap().in_bulk([p.menggantikan_id for p in daftar if p.menggantikan_id])
    hasil: list[BarisMenunggu] = []
    for p in daftar:
        kini = giliran(p, pengguna, kesiapan=_siap(hasil))
        if kini is not None:
            beda = bandingkan(lama[p.menggantikan_id], p) if p.menggantikan_id else None
            hasil.append(BarisMenunggu(p, kini, beda))
    return hasil


@sensitive_variables("form")
def _tandatangani_semua(request: HttpRequest, baris: list[BarisMenunggu], form: FrasaTandaForm) -> bool:
    """One after the other, each by itself; a wrong passphrase ends it (False), for every further try would count."""
    for b in baris:
        b.hasil, b.pesan = _coba(request, b.perjanjian, b.giliran.tindakan)
        if b.hasil == "frasa":
            b.hasil = ""
            form.add_error("frasa", b.pesan)
            return False
    beres = sum(b.hasil == "beres" for b in baris)
    if baris:
        messages.info(request, f"{beres} dari {len(baris)} perjanjian ditandatangani.")
    else:
        form.add_error(None, "Pilih paling sedikit satu perjanjian.")
    return bool(baris)


def _coba(request: HttpRequest, perjanjian: PerjanjianKinerja, tindakan: str) -> tuple[str, str]:
    """Sign one; "beres", "frasa" or "gagal", and the words for it."""
    try:
        tandatangani(
            perjanjian=perjanjian,
            tindakan=tindakan,
            oleh=_pengguna(request),
            rahasia=Rahasia(request.POST.get("frasa", "")),
            sidik=request.POST.get(f"sidik-{perjanjian.pk}", ""),
            asal=asal(request),
        )
    except (FrasaSalah, Tertahan) as galat:
        return "frasa", str(galat)
    except (TransisiDitolak, GalatTandaTangan) as galat:
        return "gagal", str(galat)
    return "beres", f"Sudah ditandatangani: {perjanjian.get_status_display().lower()}"


@sensitive_post_parameters("frasa")
@di_tempat
@require_POST
def tanda_satu(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One paper of the list, for the page's script: what became of it, as JSON."""
    perjanjian = _satu(request, pk)
    kini = giliran(perjanjian, _pengguna(request))
    if kini is None:
        perjanjian.wajib_berwenang("setujui" if perjanjian.status == "ditandatangani" else "tandatangani", request.user)
        return JsonResponse(
            {"hasil": "gagal", "pesan": "Perjanjian ini tidak lagi menunggu tanda tangan Anda."}, status=409
        )
    hasil, pesan = _coba(request, perjanjian, kini.tindakan)
    return JsonResponse({"hasil": hasil, "pesan": pesan}, status={"beres": 200, "frasa": 422, "gagal": 409}[hasil])


def _pengguna(request: HttpRequest) -> Pengguna:
    assert isinstance(request.user, Pengguna)
    return request.user
