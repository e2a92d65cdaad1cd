"""Pages of the perjanjian kinerja: the chain, the paper, its rows, a change, and the acts of signing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView, TemplateView

from organisasi.enums import JenisJabatan
from organisasi.models import Jabatan, Pengguna, Penugasan
from organisasi.tempat import TempatMixin, di_tempat, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.formulir import CatatanForm

from . import services
from .forms import PerjanjianBaruForm, PerubahanForm, jabatan_tanpa_perjanjian
from .lembar import Lembar
from .models import PerjanjianKinerja, PerjanjianKinerjaQuerySet
from .perbedaan import bandingkan
from .petunjuk import petunjuk_perjanjian
from .rantai import hari_acuan, rantai_perjanjian
from .saran import saran_perubahan
from .suntingan import BarisBentrok, simpan_baris
from .susunan import susun_perjanjian
from .tampilan_tanda import konteks_tanda

UBAH = "perjanjian.ubah_perjanjiankinerja"
KATA_TINDAKAN = {
    "buat": "Draf dibuat",
    "ajukan": "Diajukan",
    "kembalikan": "Dikembalikan",
    "tandatangani": "Ditandatangani pihak pertama",
    "setujui": "Ditandatangani pihak kedua, berlaku",
    "gantikan": "Digantikan",
}


def perjanjian_tampak(request: HttpRequest) -> PerjanjianKinerjaQuerySet:
    """What this person may see in the place."""
    terlihat = PerjanjianKinerja.objects.visible_to(pengguna(request))
    return terlihat.filter(satker=request.satker).for_tahun(request.tahun)  # type: ignore[attr-defined]


def pengguna(request: HttpRequest) -> Pengguna:
    assert isinstance(request.user, Pengguna)
    return request.user


class DaftarView(TempatMixin, TemplateView):
    """The chain of offices, from the Ketua to the Kepala Sub Bagian, each with its PK."""

    template_name = "perjanjian/daftar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = pengguna(self.request)
        return super().get_context_data(
            rantai=rantai_perjanjian(self.satker, self.tahun, user=user),
            boleh_ubah=user.has_perm(UBAH, self.satker),
            menunggu=perjanjian_tampak(self.request).menunggu_tanda(user).count(),
            **kwargs,
        )


class DetailPerjanjianView(TempatMixin, DetailView):
    """One PK as paper, with its history, what it changed, and the acts that this person may do now."""

    template_name = "perjanjian/detail.html"
    context_object_name = "perjanjian"

    def get_queryset(self) -> QuerySet[PerjanjianKinerja]:
        return perjanjian_tampak(self.request).lengkap().select_related("kop", "menggantikan", "digantikan_oleh")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | konteks_detail(self.request, self.object)


def konteks_detail(
    request: HttpRequest, perjanjian: PerjanjianKinerja, catatan: CatatanForm | None = None, **tanda: Any
) -> dict[str, Any]:
    """What the paper's page needs beside the PK; `catatan`, `tanda`: forms that came back with an error.

    `riwayat` None: the satker above reads the paper, not the notes about it.
    """
    user = pengguna(request)
    boleh_ubah = user.has_perm(UBAH, perjanjian)
    penerus = _penerus(perjanjian, request)
    return {
        "perjanjian": perjanjian,
        "naskah": susun_perjanjian(perjanjian),
        "tindakan": sorted(perjanjian.tindakan_untuk(user), key=lambda t: not t.transisi.utama),
        "formulir_catatan": catatan or CatatanForm(),
        "boleh_ubah_baris": boleh_ubah and perjanjian.dapat_diubah,
        "boleh_perubahan": boleh_ubah and penerus is None and perjanjian.status == "berlaku",
        "penerus": penerus,
        "perbedaan": _perbedaan(perjanjian),
        "riwayat": _riwayat(perjanjian) if user.bekerja_di(perjanjian.satker) else None,
        "jumlah_anggaran": _jumlah_anggaran(perjanjian),
        "petunjuk": petunjuk_perjanjian(perjanjian) if user.bekerja_di(perjanjian.satker) else None,
        **konteks_tanda(request, perjanjian, **tanda),
    }


def _riwayat(perjanjian: PerjanjianKinerja) -> list[dict[str, Any]]:
    """What happened, in words, newest first."""
    return [
        {"kata": KATA_TINDAKAN.get(r.tindakan, r.tindakan), "oleh": r.oleh, "catatan": r.catatan, "waktu": r.waktu}
        for r in perjanjian.riwayat.select_related("oleh").order_by("-waktu", "-pk")
    ]


def _jumlah_anggaran(perjanjian: PerjanjianKinerja) -> Decimal | None:
    """The total in rupiah where every row has an amount; a sum of some rows would not be the paper's."""
    nilai = [a.nilai for a in perjanjian.anggaran.all()]
    ada = [n for n in nilai if n is not None]
    return sum(ada, Decimal(0)) if nilai and len(ada) == len(nilai) else None


def _penerus(perjanjian: PerjanjianKinerja, request: HttpRequest) -> PerjanjianKinerja | None:
    """The PK that replaces or will replace this one; a draft of the satker below stays hidden."""
    return perjanjian_tampak(request).filter(menggantikan=perjanjian).first()


def _perbedaan(perjanjian: PerjanjianKinerja) -> Any:
    if perjanjian.menggantikan_id is None:
        return None
    lama = PerjanjianKinerja.objects.lengkap().get(pk=perjanjian.menggantikan_id)
    return bandingkan(lama, perjanjian)


@di_tempat
@require_POST
def tindakan(request: HttpRequest, *, pk: int, tindakan: str) -> HttpResponse:
    """Do one act of ALUR but signing, which has its own pages (`views_tanda`).

    A missing note comes back at its field; a refusal is told on the paper's page.
    """
    perjanjian = get_object_or_404(perjanjian_tampak(request).lengkap().select_related("kop", "menggantikan"), pk=pk)
    if tindakan not in PerjanjianKinerja.ALUR or PerjanjianKinerja.ALUR[tindakan].akibat:
        raise Http404
    perjanjian.wajib_berwenang(tindakan, request.user)
    form = CatatanForm(request.POST) if PerjanjianKinerja.ALUR[tindakan].wajib_catatan else None
    if form is not None and not form.is_valid() and _boleh(perjanjian, tindakan, request):
        return render(request, "perjanjian/detail.html", konteks_detail(request, perjanjian, form), status=422)
    try:
        _lakukan(perjanjian, tindakan, request, form.cleaned_data.get("catatan", "") if form else "")
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Perjanjian kinerja sekarang: {perjanjian.get_status_display()}.")
    if request.POST.get("ke") == "menunggu":  # returned from the inbox: back to the next one
        return redirect("perjanjian:menunggu", **alamat_tempat(request))
    return redirect(perjanjian)


def _boleh(perjanjian: PerjanjianKinerja, nama: str, request: HttpRequest) -> bool:
    return any(t.nama == nama for t in perjanjian.tindakan_untuk(request.user))


def _lakukan(perjanjian: PerjanjianKinerja, nama: str, request: HttpRequest, catatan: str) -> None:
    oleh = pengguna(request)
    match nama:
        case "ajukan":
            services.ajukan(perjanjian=perjanjian, oleh=oleh)
        case "kembalikan":
            perjanjian.kembalikan(oleh=oleh, catatan=catatan)
        case _:
            raise Http404


# --- Rows ----------------------------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def baris(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The sheet of rows. `tambah` in the POST only adds a blank row; everything typed stays."""
    perjanjian = get_object_or_404(perjanjian_tampak(request).untuk_daftar(), pk=pk)
    wajib_izin(request, UBAH, perjanjian)
    if not perjanjian.dapat_diubah:
        return _terkunci(request, perjanjian)
    tambah = request.POST.get("tambah", "")
    lembar = Lembar(perjanjian, request.POST if request.method == "POST" else None, tambah=tambah)
    if request.method == "POST" and not tambah and _tersimpan(request, perjanjian, lembar):
        return redirect(request.path) if "lanjut" in request.POST else redirect(perjanjian)
    return _lembar(request, perjanjian, lembar, 422 if lembar.galat else 200)


def _lembar(request: HttpRequest, perjanjian: PerjanjianKinerja, lembar: Lembar, status: int) -> HttpResponse:
    konteks = {"perjanjian": perjanjian, "lembar": lembar, "petunjuk": petunjuk_perjanjian(perjanjian)}
    return render(request, "perjanjian/baris.html", konteks, status=status)


def _terkunci(request: HttpRequest, perjanjian: PerjanjianKinerja) -> HttpResponse:
    """The PK was submitted meanwhile: what a slower person typed stays on the screen, and nothing is written."""
    pesan = f"Perjanjian berstatus “{perjanjian.get_status_display()}”; isinya tidak dapat diubah lagi."
    if request.method != "POST":
        messages.warning(request, pesan)
        return redirect(perjanjian)
    lembar = Lembar(perjanjian, request.POST)
    lembar.tolak(f"{pesan} Isian Anda masih ada di sini, tetapi tidak disimpan.")
    return _lembar(request, perjanjian, lembar, 409)


def _tersimpan(request: HttpRequest, perjanjian: PerjanjianKinerja, lembar: Lembar) -> bool:
    """Whether the sheet was written (or can never be: then the paper's page tells why)."""
    if not lembar.is_valid():
        return False
    try:
        simpan_baris(perjanjian=perjanjian, sasaran=lembar.isian_sasaran(), anggaran=lembar.isian_anggaran())
    except BarisBentrok as bentrok:
        lembar.tandai_bentrok(bentrok.daftar)
        messages.warning(request, str(bentrok))
        return False
    except TransisiDitolak as galat:
        lembar.tolak(str(galat))
        return False
    messages.success(request, "Isi perjanjian tersimpan.")
    return True


# --- Making --------------------------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def perubahan(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Begin a perjanjian perubahan of the PK in force: asks for the reason, copies the rows into a draft."""
    perjanjian = get_object_or_404(perjanjian_tampak(request).untuk_daftar(), pk=pk)
    wajib_izin(request, UBAH, perjanjian)
    form = PerubahanForm(request.POST or None, tahun=perjanjian.tahun, initial=_awal_perubahan(request, perjanjian))
    if request.method == "POST" and form.is_valid():
        try:
            draf = services.buat_perubahan(perjanjian=perjanjian, oleh=pengguna(request), **form.cleaned_data)
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Draf perjanjian perubahan dibuat. Ubah barisnya, lalu ajukan.")
            return redirect(draf)
    konteks = {"perjanjian": perjanjian, "form": form}
    return render(request, "perjanjian/perubahan.html", konteks, status=422 if form.errors else 200)


def _awal_perubahan(request: HttpRequest, perjanjian: PerjanjianKinerja) -> dict[str, Any]:
    """What a suggestion fills in beforehand: the reason, and the day of a year that is over."""
    if "saran" not in request.GET:
        return {}
    pemangku = Penugasan.objects.pemangku_satker(perjanjian.satker, hari_acuan(perjanjian.tahun))
    saran = saran_perubahan([perjanjian], perjanjian.satker, perjanjian.tahun, pemangku).get(perjanjian.pk)
    return {"dasar": saran.dasar, "alasan": saran.alasan, "tanggal": saran.tanggal} if saran else {}


@di_tempat
@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest) -> HttpResponse:
    """A first PK of a position: choose the position, then check the head that is proposed."""
    wajib_izin(request, UBAH)
    pilihan = jabatan_tanpa_perjanjian(request.satker, request.tahun)  # type: ignore[attr-defined]
    jabatan = _jabatan_terpilih(request, pilihan)
    if jabatan is None:
        if request.method == "POST":  # the page was open while somebody else made the PK of this position
            messages.error(request, "Jabatan ini baru saja mempunyai perjanjian. Pilih jabatan lain atau buka daftar.")
        status = 409 if request.method == "POST" else 200
        return render(request, "perjanjian/pilih_jabatan.html", {"pilihan": pilihan}, status=status)
    wajib_izin(request, UBAH, jabatan)
    tahun: int = request.tahun  # type: ignore[attr-defined]
    form = PerjanjianBaruForm(request.POST or None, jabatan=jabatan, tahun=tahun, hari=hari_acuan(tahun))
    if request.method == "POST" and form.is_valid():
        try:
            perjanjian = _buat(form, jabatan, tahun, pengguna(request))
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Draf perjanjian dibuat.")
            return redirect("perjanjian:baris", **alamat_tempat(request), pk=perjanjian.pk)
    konteks = {"form": form, "jabatan": jabatan, "dari_renstra": jabatan.jenis == JenisJabatan.SEKRETARIS}
    return render(request, "perjanjian/baru.html", konteks, status=422 if form.errors else 200)


def _jabatan_terpilih(request: HttpRequest, pilihan: QuerySet[Jabatan]) -> Jabatan | None:
    """The position of the address; one that has a PK already, or none at all, is no choice."""
    nomor = request.GET.get("jabatan", "")
    return pilihan.filter(pk=int(nomor)).first() if nomor.isdecimal() and len(nomor) < 18 else None


def _buat(form: PerjanjianBaruForm, jabatan: Jabatan, tahun: int, oleh: Pengguna) -> PerjanjianKinerja:
    buat = services.buat_dari_renstra if jabatan.jenis == JenisJabatan.SEKRETARIS else services.buat_kosong
    return buat(
        pihak_pertama=form.cleaned_data["pihak_pertama"],
        pihak_kedua=form.cleaned_data["pihak_kedua"],
        tahun=tahun,
        oleh=oleh,
        **form.rincian,
    )


def alamat_tempat(request: HttpRequest) -> dict[str, Any]:
    return {"kode": request.satker.kode, "tahun": request.tahun}  # type: ignore[attr-defined]
