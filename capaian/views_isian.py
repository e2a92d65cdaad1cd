"""Pages to enter a quarter: the grid, its saving by block, and the analysis below a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from organisasi.models import Pengguna, Unit
from organisasi.tempat import TempatMixin, di_tempat, kunci_tempat, pengguna, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan

from . import izin, kisi, services, services_periksa
from . import tindak_lanjut as layanan
from .forms import AnalisisForm
from .forms_periksa import RencanaForm
from .halaman import kabarkan_semua, pengukuran_tampak, semua_versi, triwulan_sah
from .lembar import BarisIsian, LembarTriwulan, lembar_triwulan
from .models import Pengukuran, TindakLanjut

#: `?unit=` for every row of the satker.
SEMUA = "semua"


@dataclass(frozen=True)
class SaringanUnit:
    """Which rows are shown. `kini` is what stands in `?unit=`; "" is where this person begins."""

    kini: str
    jalur: set[str] | None
    pilihan: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        return next((label.strip("– ") for nilai, label in self.pilihan if nilai == self.kini), "")


def saring_unit(lembar: LembarTriwulan, user: Pengguna, kini: str) -> SaringanUnit:
    """A head of unit begins with the rows of the unit and below it, everybody else with all. 404 for a strange unit."""
    milik = user.jalur_berizin(izin.ISI, lembar.rekap.satker)
    terbatas = bool(milik) and "" not in milik
    awal = (("", "Unit saya"), (SEMUA, "Semua unit")) if terbatas else (("", "Semua unit"),)
    unit = {str(u.pk): u for u in lembar.unit}
    if kini and kini != SEMUA and kini not in unit:
        raise Http404
    if not terbatas and kini == SEMUA:
        kini = ""
    jalur = {unit[kini].jalur} if kini in unit else milik if terbatas and not kini else None
    return SaringanUnit(kini, jalur, (*awal, *((k, _menjorok(u)) for k, u in unit.items())))


def _menjorok(unit: Unit) -> str:
    return "– " * (unit.jalur.count("/") - 2) + unit.nama


def _alamat(request: HttpRequest, triwulan: int, unit: str) -> str:
    return reverse("capaian:triwulan", kwargs=kunci_tempat(request) | {"triwulan": triwulan}) + _ekor(unit)


def _ekor(unit: str) -> str:
    return f"?{urlencode({'unit': unit})}" if unit else ""


def _lembar(request: HttpRequest, triwulan: int) -> LembarTriwulan:
    user = pengguna(request)
    return lembar_triwulan(request.satker, request.tahun, triwulan, user=user)  # type: ignore[attr-defined]


def _disaring(request: HttpRequest, triwulan: int) -> tuple[LembarTriwulan, SaringanUnit]:
    return _saring(request, _lembar(request, triwulan))


def _saring(request: HttpRequest, semua: LembarTriwulan) -> tuple[LembarTriwulan, SaringanUnit]:
    """The rows that the page shows to this person; `?unit=`, or the same in a form."""
    kini = request.POST.get("unit", request.GET.get("unit", ""))
    saringan = saring_unit(semua, pengguna(request), kini)
    return semua.hanya(saringan.jalur), saringan


def _konteks_lembar(lembar: LembarTriwulan, saringan: SaringanUnit) -> dict[str, Any]:
    """What the pieces of the grid need, on the page and in an answer alike."""
    return {
        "lembar": lembar,
        "triwulan": lembar.periode.triwulan,
        "jumlah_baris": len(lembar.baris),
        "saringan": saringan,
        "ekor": _ekor(saringan.kini),
        "oob": False,
        "usai": None,
        "dari": None,
    }


class TriwulanView(TempatMixin, TemplateView):
    """The grid of one quarter; posted as one form it saves what is right of it (without JavaScript)."""

    template_name = "capaian/triwulan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        triwulan = triwulan_sah(self.kwargs["triwulan"])
        baris: list[kisi.BarisKisi] | None = kwargs.pop("baris", None)
        lembar, saringan = _disaring(self.request, triwulan)
        isi = {b.pengukuran.pk: b for b in baris or ()}
        kelompok = [(k, [_baris_kisi(b, isi) for b in baris_isian]) for k, baris_isian in lembar.kelompok]
        semua = [b for _, daftar in kelompok for b in daftar]
        return (
            super().get_context_data(**kwargs)
            | _konteks_lembar(lembar, saringan)
            | {
                "kelompok": kelompok,
                "berasio": any("x" in b.kunci for b in semua),
                "skala": {b.skala: b.satuan for b in semua if b.skala},
                "banyak_galat": sum(bool(b.galat) for b in semua),
                "pilihan_keadaan": kisi.PILIHAN_KEADAAN,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wajib_izin(request, izin.ISI)
        lembar, saringan = _disaring(request, triwulan_sah(kwargs["triwulan"]))
        baris = kisi.baris_dikirim(lembar, request.POST)
        kisi.simpan_baris(lembar, baris, oleh=pengguna(request))
        if any(b.galat for b in baris):
            return self.render_to_response(self.get_context_data(baris=baris), status=422)
        messages.success(request, "Realisasi disimpan.")
        return redirect(_alamat(request, lembar.periode.triwulan, saringan.kini))


def _baris_kisi(isian: BarisIsian, diketik: dict[int, kisi.BarisKisi]) -> kisi.BarisKisi:
    """The row as it stands now, with what could not be saved of it."""
    lama = diketik.get(isian.capaian.pengukuran.pk)
    if lama is None or not lama.galat:
        return kisi.baris_tersimpan(isian)
    lama.isian = isian
    return lama


@di_tempat
@require_POST
def kisi_blok(request: HttpRequest, *, triwulan: int) -> HttpResponse:
    """Saves the rows that were posted, one or a pasted block; the answer says how each cell stands."""
    triwulan_sah(triwulan)
    wajib_izin(request, izin.ISI)
    lembar, _ = _disaring(request, triwulan)
    baris = kisi.baris_dikirim(lembar, request.POST)
    kisi.simpan_baris(lembar, baris, oleh=pengguna(request))
    baru, saringan = _disaring(request, triwulan)
    konteks = _konteks_lembar(baru, saringan)
    potongan = {"ringkas-triwulan": render_to_string("capaian/_ringkas_isi.html", konteks, request=request)}
    for b in baris:
        pk = b.pengukuran.pk
        satu = konteks | {"baris": baru.cari(pk)}
        potongan[f"hasil-{pk}"] = render_to_string("capaian/_hasil_kisi.html", satu, request=request)
        potongan[f"bukti-{pk}"] = render_to_string("capaian/_bukti_kisi.html", satu, request=request)
        potongan[f"status-{pk}"] = render_to_string("capaian/_status_kisi.html", satu, request=request)
    return JsonResponse({"baris": kisi.jawaban(baru, baris), "potongan": potongan})


# --- The analysis of a row -----------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def isi(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """Prose and plan of one row: below it with htmx, on a page of its own without. `?tutup=1`: closed again.

    `?dari=`: the row whose note of being saved led here and is cleared.
    """
    triwulan_sah(triwulan)
    pengukuran = get_object_or_404(pengukuran_tampak(request), pk=pk)
    wajib_izin(request, izin.ISI, pengukuran)
    semua = _lembar(request, triwulan)
    baris = semua.cari(pk)
    terkunci = baris.alasan_terkunci if request.method == "GET" else ""
    if "tutup" in request.GET or terkunci:
        if terkunci and not request.htmx:  # type: ignore[attr-defined]
            messages.warning(request, f"Tidak dapat diubah: {terkunci}.")
        return _tutup(request, pengukuran, triwulan)
    panel = _panel(request, baris, triwulan)
    if request.method == "POST" and panel.sah and _simpan_analisis(panel, triwulan, pengguna(request)):
        return _usai(request, pengukuran, triwulan)
    konteks = {"dari": baca_bilangan(request.GET.get("dari", ""))}
    return _buka(request, triwulan, baris, panel, konteks, status=422 if panel.salah else 200)


@dataclass(frozen=True)
class _Panel:
    """What is written about a row: the prose, and one more plan. `wajib`: it is below its target."""

    form: AnalisisForm
    rencana: RencanaForm
    wajib: bool
    sudah: tuple[TindakLanjut, ...]

    @property
    def sah(self) -> bool:
        """Both are read, so that all that is wrong is said at once."""
        rencana_sah = not self.rencana.is_bound or self.rencana.is_valid()
        return self.form.is_valid() and rencana_sah

    @property
    def salah(self) -> bool:
        return bool(self.form.errors or self.rencana.errors)

    @property
    def rencana_diisi(self) -> bool:
        return self.rencana.is_bound and self.rencana.has_changed()

    def fokuskan(self) -> None:
        """The first field that is wrong, or else the first that is still lacking, takes the focus."""
        bidang = self.form.fields["analisis"]
        galat = [f.fields[n] for f in (self.form, self.rencana) for n in f.fields if n in f.errors]
        if galat:
            bidang = galat[0]
        elif self.wajib and not self.sudah and str(self.form["analisis"].value() or "").strip():
            bidang = self.rencana.fields["uraian"]
        bidang.widget.attrs["autofocus"] = True


def _panel(request: HttpRequest, baris: BarisIsian, triwulan: int, data: QueryDict | None = None) -> _Panel:
    """`data` None: what was posted; an empty one opens the forms anew."""
    data = request.POST if data is None else data
    p, r = baris.capaian.pengukuran, baris.realisasi
    wajib = r is not None and services_periksa.di_bawah_target(p, r)
    jabatan = pengguna(request).jabatan_dipegang
    dikirim = data if "rencana-uraian" in data else None
    return _Panel(
        AnalisisForm(data or None, realisasi=r, pengukuran=p, wajib=wajib),
        RencanaForm(dikirim, pengukuran=p, triwulan=triwulan, jabatan=jabatan),
        wajib,
        tuple(p.tindak_lanjut.filter(triwulan=triwulan).select_related("penanggung_jawab__unit")),
    )


def _buka(
    request: HttpRequest, triwulan: int, baris: BarisIsian, panel: _Panel, lain: dict[str, Any], status: int = 200
) -> HttpResponse:
    panel.fokuskan()
    konteks = _konteks_lembar(*_saring(request, _lembar(request, triwulan)))
    konteks |= {"baris": baris, "form": panel.form, "panel": panel, "tersimpan": False} | lain
    templat = "capaian/_baris_analisis.html" if request.htmx else "capaian/isi.html"  # type: ignore[attr-defined]
    return render(request, templat, konteks, status=status)


def _simpan_analisis(panel: _Panel, triwulan: int, oleh: Pengguna) -> bool:
    """Prose and plan together or neither; what stands against it is said in the forms."""
    form, rencana = panel.form, panel.rencana
    try:
        with transaction.atomic():
            services.simpan_realisasi(
                pengukuran=form.pengukuran,
                triwulan=triwulan,
                versi=form.cleaned_data["versi"],
                isian=form.isian,
                kegiatan=form.kegiatan_dipilih,
                oleh=oleh,
            )
            if panel.rencana_diisi:
                layanan.tambah(form.pengukuran, triwulan, rencana.isian)
    except services.RealisasiBentrok as bentrok:
        form.tandai_bentrok(bentrok.kini)
    except layanan.RencanaKembar as galat:
        rencana.add_error("uraian", str(galat))
    except TransisiDitolak as galat:
        form.add_error(None, str(galat))
    return not panel.salah


def _usai(request: HttpRequest, pengukuran: Pengukuran, triwulan: int) -> HttpResponse:
    """After a save: still open while something is lacking, or closed with the way to the next row."""
    baris = _lembar(request, triwulan).cari(pengukuran.pk)
    kode, htmx = baris.capaian.kode, request.htmx  # type: ignore[attr-defined]
    if not baris.perlu_dilengkapi:
        if not htmx:
            messages.success(request, f"Analisis indikator {kode} tersimpan.")
        return _tutup(request, pengukuran, triwulan, tersimpan=True)
    if htmx:
        panel = _panel(request, baris, triwulan, QueryDict())
        return _buka(request, triwulan, baris, panel, {"tersimpan": True, "oob": True})
    kurang = "; ".join(baris.kata_kurang)
    messages.warning(request, f"Analisis indikator {kode} tersimpan. Masih perlu sebelum diajukan: {kurang}.")
    return redirect(request.get_full_path())


def _berikut(lembar: LembarTriwulan, pk: int) -> BarisIsian | None:
    """The next row that still lacks something, from the top again after the last."""
    urutan = [b.capaian.pengukuran.pk for b in lembar.baris]
    kini = urutan.index(pk) if pk in urutan else -1
    sisa = [b for b in (*lembar.baris[kini + 1 :], *lembar.baris[: kini + 1]) if b.boleh_isi and b.perlu_dilengkapi]
    return sisa[0] if sisa else None


def _tutup(request: HttpRequest, pengukuran: Pengukuran, triwulan: int, *, tersimpan: bool = False) -> HttpResponse:
    """The place below the row, empty again; after a save with the way on, the row's status and the progress."""
    semua = _lembar(request, triwulan)
    lembar, saringan = _saring(request, semua)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_alamat(request, triwulan, saringan.kini) + f"#baris-{pengukuran.pk}")
    baris = semua.cari(pengukuran.pk)
    konteks = _konteks_lembar(lembar, saringan) | {"baris": baris, "form": None, "oob": tersimpan}
    if tersimpan:
        konteks["usai"] = {"berikut": _berikut(lembar, pengukuran.pk)}
    return render(request, "capaian/_baris_analisis.html", konteks)


# --- Submitting the rows that are shown ----------------------------------------------------------------------------


@di_tempat
@require_POST
def ajukan_semua(request: HttpRequest, *, triwulan: int) -> HttpResponse:
    """Submit the rows of the quarter that are shown, each as the page showed it. Checking is `views_periksa`'s.

    `dilihat` names them with their versions; the grid adds what its cells rest on (`i<pk>-asal`).
    """
    triwulan_sah(triwulan)
    wajib_izin(request, izin.ISI)
    lembar, saringan = _disaring(request, triwulan)
    berbeda = {b.pengukuran.pk: b for b in kisi.beda_layar(lembar, request.POST)}
    hasil = services_periksa.tindak_triwulan(
        satker=request.satker,  # type: ignore[attr-defined]
        tahun=request.tahun,  # type: ignore[attr-defined]
        triwulan=triwulan,
        tindakan="ajukan",
        oleh=pengguna(request),
        hanya={b.capaian.pengukuran.pk for b in lembar.baris} - berbeda.keys(),
        versi=semua_versi(request.POST.getlist("dilihat")),
    )
    tertahan = hasil.tertahan + tuple(b.kabar_beda for b in berbeda.values())
    kabarkan_semua(request, "ajukan", replace(hasil, tertahan=tertahan))
    return redirect(_alamat(request, triwulan, saringan.kini))
