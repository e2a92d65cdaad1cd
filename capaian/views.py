"""Pages of the capaian: the year, a quarter's grid with its rows, one indikator, and the acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView, TemplateView

from organisasi.models import Pengguna
from organisasi.tempat import TempatMixin, di_tempat, wajib_izin
from perjanjian.hubungan import belum_terhubung
from sakip.alur import TransisiDitolak
from sakip.angka import format_ringkas
from sakip.formulir import CatatanForm

from . import grafik, services
from .banding import banding_pengukuran
from .enums import Triwulan
from .forms import RealisasiForm
from .ikhtisar import Ikhtisar, ikhtisar
from .lembar import IZIN_ISI, LembarTriwulan, lembar_triwulan, rincian_pengukuran
from .models import Pengukuran, Realisasi, RiwayatRealisasi

KATA_TINDAKAN = {
    "ajukan": "Diajukan",
    "verifikasi": "Diverifikasi",
    "kembalikan": "Dikembalikan",
    "setujui": "Disetujui",
    "koreksi": "Dikoreksi",
}


def _pengguna(request: HttpRequest) -> Pengguna:
    assert isinstance(request.user, Pengguna)
    return request.user


def _tempat(request: HttpRequest) -> dict[str, Any]:
    return {"kode": request.satker.kode, "tahun": request.tahun}  # type: ignore[attr-defined]


def tab(request: HttpRequest, kini: int | None) -> list[dict[str, Any]]:
    """The bar TW I … TW IV, Tahun; `kini` None is the year."""
    tempat = _tempat(request)
    triwulan = [
        {
            "label": t.label.replace("Triwulan", "TW"),
            "url": reverse("capaian:triwulan", kwargs={**tempat, "triwulan": t.value}),
            "aktif": t.value == kini,
        }
        for t in Triwulan
    ]
    return [*triwulan, {"label": "Tahun", "url": reverse("capaian:daftar", kwargs=tempat), "aktif": kini is None}]


# --- Reading -------------------------------------------------------------------------------------------------------


class TahunView(TempatMixin, TemplateView):
    """The year as the report prints it (Tabel 3.2) with means and their coverage, and what it looks like as a whole:
    its quarters, the years before, the units, the weakest, what changed.
    """

    template_name = "capaian/tahun.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = _pengguna(self.request)
        isi = ikhtisar(self.satker, self.tahun, realisasi=Realisasi.objects.visible_to(user))
        rekap = isi.rekap
        return (
            super().get_context_data(**kwargs)
            | {
                "rekap": rekap,
                "ikhtisar": isi,
                "gambar": _gambar_tahun(isi) if rekap.baris else None,
                "berbeda": rekap.berbeda_dari_cetakan(),
                "ada_bawahan": self.satker.bawahan.exists(),
                "angka_tahun": format_ringkas(rekap.rerata.nilai),
                "belum": [b for b in rekap.baris if b.hasil.alasan is not None],
                "tab": tab(self.request, None),
                "penyiapan": services.rencana_penyiapan(self.satker, self.tahun),
                "boleh_siapkan": user.has_perm(IZIN_ISI, self.satker),
            }
            | self._perjanjian()
        )

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


class TriwulanView(TempatMixin, TemplateView):
    """The grid of one quarter."""

    template_name = "capaian/triwulan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        triwulan = _triwulan(self.kwargs["triwulan"])
        lembar = lembar_triwulan(self.satker, self.tahun, triwulan, user=_pengguna(self.request))
        konteks = _konteks_lembar(lembar, triwulan)
        return super().get_context_data(**kwargs) | konteks | {"tab": tab(self.request, triwulan)}


class RincianView(TempatMixin, DetailView):
    """One indikator of the year: quarters, worked formula, source of the target, the years before, history."""

    template_name = "capaian/rincian.html"
    context_object_name = "pengukuran"

    def get_queryset(self) -> QuerySet[Pengukuran]:
        return pengukuran_tampak(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | konteks_rincian(self.request, self.object)


def pengukuran_tampak(request: HttpRequest) -> QuerySet[Pengukuran]:
    user = _pengguna(request)
    terlihat = Pengukuran.objects.visible_to(user).filter(satker=request.satker)  # type: ignore[attr-defined]
    tahun: int = request.tahun  # type: ignore[attr-defined]
    lengkap = terlihat.for_tahun(tahun).lengkap(Realisasi.objects.visible_to(user))
    return lengkap.select_related("butir__sasaran__perjanjian__satker", "indikator__sasaran__renstra")


def konteks_rincian(
    request: HttpRequest, pengukuran: Pengukuran, *, dikembalikan: int | None = None, form: CatatanForm | None = None
) -> dict[str, Any]:
    """What the page of one indikator needs; `form` came back with an error for the realisasi `dikembalikan`."""
    user = _pengguna(request)
    rincian = rincian_pengukuran(pengukuran, user=user)
    return {
        "pengukuran": pengukuran,
        "rincian": rincian,
        "banding": banding_pengukuran(rincian),
        "tab": tab(request, None),
        "formulir_catatan": form,
        "formulir_kosong": CatatanForm(),
        "dikembalikan": dikembalikan,
        "riwayat": _riwayat(pengukuran) if user.bekerja_di(pengukuran.satker) else None,
    }


def _riwayat(pengukuran: Pengukuran) -> list[dict[str, Any]]:
    """What happened to the realisasi of all quarters, in words, newest first."""
    riwayat = RiwayatRealisasi.objects.filter(objek__pengukuran=pengukuran).select_related("oleh", "objek")
    return [
        {
            "kata": f"{r.objek.get_triwulan_display()}: {KATA_TINDAKAN.get(r.tindakan, r.tindakan).lower()}",
            "oleh": r.oleh,
            "catatan": r.catatan,
            "waktu": r.waktu,
        }
        for r in riwayat.order_by("-waktu", "-pk")
    ]


def _triwulan(nomor: int) -> int:
    if nomor not in Triwulan.values:
        raise Http404
    return nomor


def _konteks_lembar(lembar: LembarTriwulan, triwulan: int) -> dict[str, Any]:
    return {
        "lembar": lembar,
        "triwulan": Triwulan(triwulan),
        "jumlah_baris": len(lembar.baris),
        "oob": False,
        "form": None,
        "tersimpan": False,
    }


# --- Entering ------------------------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def isi(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """Enter one row: inside the grid with htmx, on a page of its own without. `?tutup=1`: the row, unchanged."""
    _triwulan(triwulan)
    pengukuran = get_object_or_404(pengukuran_tampak(request), pk=pk)
    wajib_izin(request, IZIN_ISI, pengukuran)
    realisasi = next((r for r in reversed(pengukuran.realisasi.all()) if r.triwulan == triwulan), None)
    if "tutup" in request.GET:
        return _baris(request, pengukuran, triwulan)
    if realisasi is not None and not realisasi.dapat_diubah:
        return _terkunci(request, pengukuran, triwulan, realisasi)
    form = RealisasiForm(request.POST or None, pengukuran=pengukuran, triwulan=triwulan, realisasi=realisasi)
    if request.method == "POST" and form.is_valid() and _simpan(form, pengukuran, triwulan, _pengguna(request)):
        if request.htmx:  # type: ignore[attr-defined]
            return _baris(request, pengukuran, triwulan, tersimpan=True)
        messages.success(request, f"Realisasi indikator {pengukuran.indikator.kode} tersimpan.")
        return redirect(_alamat_baris(request, pengukuran, triwulan))
    return _formulir(request, pengukuran, triwulan, form)


def _simpan(form: RealisasiForm, pengukuran: Pengukuran, triwulan: int, oleh: Pengguna) -> bool:
    try:
        services.simpan_realisasi(
            pengukuran=pengukuran, triwulan=triwulan, versi=form.versi_dilihat, isian=form.isian, oleh=oleh
        )
    except services.RealisasiBentrok as bentrok:
        form.tandai_bentrok(bentrok.kini)
    except TransisiDitolak as galat:
        form.add_error(None, str(galat))
    return not form.errors


def _formulir(request: HttpRequest, pengukuran: Pengukuran, triwulan: int, form: RealisasiForm) -> HttpResponse:
    """The form, in its row or on its page, with the figures of the row beside it."""
    user = _pengguna(request)
    lembar = lembar_triwulan(request.satker, request.tahun, triwulan, user=user)  # type: ignore[attr-defined]
    konteks = _konteks_lembar(lembar, triwulan) | {"baris": lembar.cari(pengukuran.pk), "form": form}
    htmx = request.htmx  # type: ignore[attr-defined]
    templat = "capaian/_baris_realisasi.html" if htmx else "capaian/isi.html"
    return render(request, templat, konteks, status=422 if form.errors else 200)


def _baris(request: HttpRequest, pengukuran: Pengukuran, triwulan: int, *, tersimpan: bool = False) -> HttpResponse:
    """The row as the grid shows it; after a saving with the progress above the grid."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_alamat_baris(request, pengukuran, triwulan))
    user = _pengguna(request)
    lembar = lembar_triwulan(request.satker, request.tahun, triwulan, user=user)  # type: ignore[attr-defined]
    konteks = _konteks_lembar(lembar, triwulan)
    konteks |= {"baris": lembar.cari(pengukuran.pk), "tersimpan": tersimpan, "oob": tersimpan}
    return render(request, "capaian/_baris_realisasi.html", konteks)


def _terkunci(request: HttpRequest, pengukuran: Pengukuran, triwulan: int, realisasi: Realisasi) -> HttpResponse:
    """A submitted or approved row is read only; what a slower person typed comes back in the form."""
    pesan = f"Realisasi ini sudah {realisasi.get_status_display().lower()} dan tidak dapat diubah lagi."
    if request.method == "POST":
        form = RealisasiForm(request.POST, pengukuran=pengukuran, triwulan=triwulan, realisasi=realisasi)
        form.add_error(None, pesan)
        return _formulir(request, pengukuran, triwulan, form)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.warning(request, pesan)
    return _baris(request, pengukuran, triwulan)


def _alamat_baris(request: HttpRequest, pengukuran: Pengukuran, triwulan: int) -> str:
    return reverse("capaian:triwulan", kwargs={**_tempat(request), "triwulan": triwulan}) + f"#baris-{pengukuran.pk}"


# --- Acts ----------------------------------------------------------------------------------------------------------


@di_tempat
@require_POST
def tindakan(request: HttpRequest, *, pk: int, tindakan: str) -> HttpResponse:
    """Do one act of ALUR on one realisasi; a missing note comes back at its field."""
    terlihat = Realisasi.objects.visible_to(_pengguna(request)).select_related("pengukuran__satker")
    di_sini = {"pengukuran__satker": request.satker, "pengukuran__tahun": request.tahun}  # type: ignore[attr-defined]
    realisasi = get_object_or_404(terlihat.filter(**di_sini), pk=pk)
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
        _lakukan(realisasi, tindakan, _pengguna(request), form.cleaned_data.get("catatan", "") if form else "")
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Realisasi {realisasi.get_triwulan_display()} {KATA_TINDAKAN[tindakan].lower()}.")
    return redirect(realisasi.pengukuran)


def _lakukan(realisasi: Realisasi, nama: str, oleh: Pengguna, catatan: str) -> None:
    match nama:
        case "ajukan":
            services.ajukan_realisasi(realisasi, oleh=oleh)
        case "verifikasi":
            realisasi.verifikasi(oleh=oleh)
        case "kembalikan":
            realisasi.kembalikan(oleh=oleh, catatan=catatan)
        case "setujui":
            realisasi.setujui(oleh=oleh)
        case _:
            raise Http404


@di_tempat
@require_POST
def tindakan_semua(request: HttpRequest, *, triwulan: int, tindakan: str) -> HttpResponse:
    """Submit or approve every row of the quarter that allows it."""
    _triwulan(triwulan)
    if tindakan not in services.TINDAKAN_SEMUA:
        raise Http404
    wajib_izin(request, Realisasi.ALUR[tindakan].izin)
    hasil = services.tindak_triwulan(
        satker=request.satker,  # type: ignore[attr-defined]
        tahun=request.tahun,  # type: ignore[attr-defined]
        triwulan=triwulan,
        tindakan=tindakan,
        oleh=_pengguna(request),
    )
    for tertahan in hasil.tertahan:
        messages.error(request, tertahan)
    if hasil.banyak:
        messages.success(request, f"{hasil.banyak} realisasi {KATA_TINDAKAN[tindakan].lower()}.")
    elif not hasil.tertahan:
        messages.warning(request, "Tidak ada realisasi yang dapat diproses; mungkin orang lain lebih dahulu.")
    return redirect("capaian:triwulan", **_tempat(request), triwulan=triwulan)


@di_tempat
@require_POST
def mulai(request: HttpRequest) -> HttpResponse:
    """Make the indikator of the PK in force measurable, or follow the targets that a perubahan changed."""
    wajib_izin(request, IZIN_ISI)
    try:
        hasil = services.siapkan_pengukuran(
            satker=request.satker,  # type: ignore[attr-defined]
            tahun=request.tahun,  # type: ignore[attr-defined]
            oleh=_pengguna(request),
        )
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, _kabar_penyiapan(hasil))
    return redirect("capaian:daftar", **_tempat(request))


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
