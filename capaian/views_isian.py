"""Pages to enter a quarter: the grid, its saving by block, and the analysis below a row."""

from __future__ import annotations

from dataclasses import dataclass
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
from organisasi.tempat import TempatMixin, di_tempat, wajib_izin
from sakip.alur import TransisiDitolak

from . import kisi, services
from . import tindak_lanjut as layanan
from .enums import Triwulan
from .forms import AnalisisForm
from .forms_periksa import RencanaForm, nomor_pilihan
from .lembar import IZIN_ISI, BarisIsian, LembarTriwulan, lembar_triwulan
from .models import Pengukuran, Realisasi, TindakLanjut
from .views import KATA_TINDAKAN, pengukuran_tampak, tab

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
    milik = user.jalur_berizin(IZIN_ISI, lembar.rekap.satker)
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


def _pengguna(request: HttpRequest) -> Pengguna:
    assert isinstance(request.user, Pengguna)
    return request.user


def _triwulan(nomor: int) -> int:
    if nomor not in Triwulan.values:
        raise Http404
    return nomor


def _alamat(request: HttpRequest, triwulan: int, unit: str) -> str:
    tempat = {"kode": request.satker.kode, "tahun": request.tahun}  # type: ignore[attr-defined]
    return reverse("capaian:triwulan", kwargs=tempat | {"triwulan": triwulan}) + _ekor(unit)


def _ekor(unit: str) -> str:
    return f"?{urlencode({'unit': unit})}" if unit else ""


def _lembar(request: HttpRequest, triwulan: int) -> LembarTriwulan:
    user = _pengguna(request)
    return lembar_triwulan(request.satker, request.tahun, triwulan, user=user)  # type: ignore[attr-defined]


def _disaring(request: HttpRequest, triwulan: int) -> tuple[LembarTriwulan, SaringanUnit]:
    """The rows that the page shows to this person; `?unit=`, or the same in a form."""
    semua = _lembar(request, triwulan)
    kini = request.POST.get("unit", request.GET.get("unit", ""))
    saringan = saring_unit(semua, _pengguna(request), kini)
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
        triwulan = _triwulan(self.kwargs["triwulan"])
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
                "tab": tab(self.request, triwulan),
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wajib_izin(request, IZIN_ISI)
        lembar, saringan = _disaring(request, _triwulan(kwargs["triwulan"]))
        baris = kisi.baris_dikirim(lembar, request.POST)
        kisi.simpan_baris(lembar, baris, oleh=_pengguna(request))
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
    _triwulan(triwulan)
    wajib_izin(request, IZIN_ISI)
    lembar, _ = _disaring(request, triwulan)
    baris = kisi.baris_dikirim(lembar, request.POST)
    kisi.simpan_baris(lembar, baris, oleh=_pengguna(request))
    baru, saringan = _disaring(request, triwulan)
    konteks = _konteks_lembar(baru, saringan)
    potongan = {"ringkas-triwulan": render_to_string("capaian/_ringkas_isi.html", konteks, request=request)}
    for b in baris:
        pk = b.pengukuran.pk
        satu = konteks | {"baris": baru.cari(pk)}
        potongan[f"hasil-{pk}"] = render_to_string("capaian/_hasil_kisi.html", satu, request=request)
        potongan[f"status-{pk}"] = render_to_string("capaian/_status_kisi.html", satu, request=request)
    return JsonResponse({"baris": kisi.jawaban(baru, baris), "potongan": potongan})


# --- The analysis of a row -----------------------------------------------------------------------------------------


@di_tempat
@require_http_methods(["GET", "POST"])
def isi(request: HttpRequest, *, triwulan: int, pk: int) -> HttpResponse:
    """Prose and plan of one row: below it with htmx, on a page of its own without. `?tutup=1`: closed again.

    `?dari=`: the row whose note of being saved led here and is cleared.
    """
    _triwulan(triwulan)
    pengukuran = get_object_or_404(pengukuran_tampak(request), pk=pk)
    wajib_izin(request, IZIN_ISI, pengukuran)
    baris = _lembar(request, triwulan).cari(pk)
    terkunci = baris.alasan_terkunci if request.method == "GET" else ""
    if "tutup" in request.GET or terkunci:
        if terkunci and not request.htmx:  # type: ignore[attr-defined]
            messages.warning(request, f"Tidak dapat diubah: {terkunci}.")
        return _tutup(request, pengukuran, triwulan)
    panel = _panel(request, baris, triwulan)
    if request.method == "POST" and panel.sah and _simpan_analisis(panel, triwulan, _pengguna(request)):
        return _usai(request, pengukuran, triwulan)
    konteks = {"dari": nomor_pilihan(request.GET.get("dari", ""))}
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
    wajib = r is not None and services.di_bawah_target(p, r)
    jabatan = layanan.jabatan_dipegang(_pengguna(request))
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
    konteks = _konteks_lembar(*_disaring(request, triwulan))
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
    if not baris.perlu_analisis:
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
    sisa = [b for b in (*lembar.baris[kini + 1 :], *lembar.baris[: kini + 1]) if b.boleh_isi and b.perlu_analisis]
    return sisa[0] if sisa else None


def _tutup(request: HttpRequest, pengukuran: Pengukuran, triwulan: int, *, tersimpan: bool = False) -> HttpResponse:
    """The place below the row, empty again; after a save with the way on, the row's status and the progress."""
    lembar, saringan = _disaring(request, triwulan)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_alamat(request, triwulan, saringan.kini) + f"#baris-{pengukuran.pk}")
    baris = _lembar(request, triwulan).cari(pengukuran.pk)
    konteks = _konteks_lembar(lembar, saringan) | {"baris": baris, "form": None, "oob": tersimpan}
    if tersimpan:
        konteks["usai"] = {"berikut": _berikut(lembar, pengukuran.pk)}
    return render(request, "capaian/_baris_analisis.html", konteks)


# --- Acts on the rows that are shown -------------------------------------------------------------------------------


@di_tempat
@require_POST
def tindakan_semua(request: HttpRequest, *, triwulan: int, tindakan: str) -> HttpResponse:
    """Submit or approve the rows of the quarter that are shown and allow it."""
    _triwulan(triwulan)
    if tindakan not in services.TINDAKAN_SEMUA:
        raise Http404
    wajib_izin(request, Realisasi.ALUR[tindakan].izin)
    lembar, saringan = _disaring(request, triwulan)
    siap = {b.capaian.pengukuran.pk for b in lembar.baris if tindakan != "ajukan" or not b.kurang}
    hasil = services.tindak_triwulan(
        satker=request.satker,  # type: ignore[attr-defined]
        tahun=request.tahun,  # type: ignore[attr-defined]
        triwulan=triwulan,
        tindakan=tindakan,
        oleh=_pengguna(request),
        hanya=siap,
    )
    for tertahan in hasil.tertahan:
        messages.error(request, tertahan)
    if hasil.banyak:
        messages.success(request, f"{hasil.banyak} realisasi {KATA_TINDAKAN[tindakan].lower()}.")
    elif not hasil.tertahan:
        messages.warning(request, "Tidak ada realisasi yang dapat diproses; mungkin orang lain lebih dahulu.")
    return redirect(_alamat(request, triwulan, saringan.kini))
