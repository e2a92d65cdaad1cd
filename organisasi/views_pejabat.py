"""People of a satker and the acts on who holds what: placing, ending, handing over, putting a record right."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.generic import CreateView, DetailView, FormView, TemplateView, UpdateView

from sakip.angka import format_tanggal, rapikan
from sakip.models import VersiBerubah
from sakip.pelaku import dengan_alasan

from . import services
from .bagan import tanpa_satker
from .forms_pejabat import (
    AkhiriForm,
    KoreksiForm,
    PejabatForm,
    PenempatanForm,
    PilihJabatanForm,
    SerahTerimaForm,
    TempatkanForm,
    label_pejabat,
)
from .models import Jabatan, Pejabat, PejabatQuerySet, Penugasan
from .penyuntingan import UBAH, BertabMixin, SuntingMixin, alamat, pengguna
from .tempat import TempatMixin, di_tempat, wajib_izin
from .views_struktur import hapus, jabatan_di_sini

PER_HALAMAN = 50
KELOLA = "organisasi.kelola_pengguna"


def pejabat_di_sini(request: HttpRequest) -> PejabatQuerySet:
    """People who belong to the satker of the place, or hold or held a position in it."""
    return Pejabat.objects.visible_to(pengguna(request)).milik(request.satker).distinct()  # type: ignore[attr-defined]


def penugasan_di_sini(request: HttpRequest) -> QuerySet[Penugasan]:
    terlihat = Penugasan.objects.visible_to(pengguna(request)).filter(jabatan__unit__satker=request.satker)  # type: ignore[attr-defined]
    return terlihat.select_related("pejabat", "jabatan__unit__satker")


def wajib_ubah_pejabat(request: HttpRequest, pejabat: Pejabat) -> None:
    """A person's own data is kept by the satker the person belongs to."""
    if not _boleh_ubah(request, pejabat):
        raise PermissionDenied(f"Data {pejabat} dikelola oleh {pejabat.satker}; minta admin satker itu mengubahnya.")


def _boleh_ubah(request: HttpRequest, pejabat: Pejabat) -> bool:
    di_sini = pejabat.satker_id in {None, request.satker.pk}  # type: ignore[attr-defined]
    return di_sini and pengguna(request).has_perm(UBAH, request.satker)  # type: ignore[attr-defined]


# --- People --------------------------------------------------------------------------------------------------------


class DaftarPejabatView(BertabMixin, TemplateView):
    """The people of the satker with what they hold today, searched by name, NIP or position."""

    template_name = "organisasi/struktur/daftar_pejabat.html"
    tab_aktif = "pejabat"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cari = rapikan(self.request.GET.get("cari", ""))[:100]
        halaman = Paginator(self._pejabat(cari), PER_HALAMAN).get_page(self.request.GET.get("halaman"))
        return super().get_context_data(halaman=halaman, cari=cari, **kwargs)

    def _pejabat(self, cari: str) -> QuerySet[Pejabat]:
        kini = Penugasan.objects.pada(timezone.localdate()).select_related("jabatan__unit__satker")
        kini = kini.filter(jabatan__unit__satker=self.satker)
        daftar = pejabat_di_sini(self.request).select_related("satker", "pengguna").order_by("nama", "pk")
        if cari:
            jabatan = kini.filter(jabatan__nama__icontains=cari).values("pejabat")
            nip = "".join(cari.split())
            daftar = daftar.filter(Q(nama__icontains=cari) | Q(nip__startswith=nip) | Q(pk__in=jabatan))
        return daftar.prefetch_related(Prefetch("penugasan", kini, to_attr="penugasan_sekarang"))


class PejabatView(BertabMixin, DetailView):
    """A person with everything held over the years, in the satker this reader may see, and the login."""

    template_name = "organisasi/struktur/pejabat.html"
    context_object_name = "pejabat"
    tab_aktif = "pejabat"

    def get_queryset(self) -> QuerySet[Pejabat]:
        return pejabat_di_sini(self.request).select_related("satker", "pengguna")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terlihat = Penugasan.objects.visible_to(pengguna(self.request)).filter(pejabat=self.object)
        urut = terlihat.select_related("jabatan__unit__satker", "pejabat").order_by(
            F("selesai").desc(nulls_first=True), F("mulai").desc(nulls_last=True), "-pk"
        )
        hari = timezone.localdate()
        return super().get_context_data(
            penugasan=urut,
            hari=hari,
            boleh_ubah_orang=_boleh_ubah(self.request, self.object),
            boleh_tempatkan=self._boleh_tempatkan(),
            boleh_akun=self._boleh_akun(),
            login=getattr(self.object, "pengguna", None),
            **kwargs,
        )

    def _boleh_tempatkan(self) -> bool:
        oleh = pengguna(self.request)
        return oleh.has_perm(UBAH, self.satker) and not services.adalah(oleh, self.object)

    def _boleh_akun(self) -> bool:
        """Whether the login is made and kept here: a guest's is at home."""
        di_sini = self.object.satker_id in {None, self.satker.pk}
        return di_sini and pengguna(self.request).has_perm(KELOLA, self.satker)


class _SuntingPejabat(SuntingMixin):
    form_class: Any = PejabatForm
    object: Any

    def get_queryset(self) -> QuerySet[Pejabat]:
        return pejabat_di_sini(self.request)

    def remah(self) -> list[tuple[str, str]]:
        return [("Pejabat", alamat(self.request, "pejabat"))]

    def batal(self) -> str:
        if self.object is None:
            return alamat(self.request, "pejabat")
        return alamat(self.request, "satu_pejabat", pk=self.object.pk)


class TambahPejabatView(_SuntingPejabat, CreateView):
    judul = "Tambah pejabat"
    keterangan = "Orang yang memangku atau akan memangku jabatan di satuan kerja ini."
    tombol = "Tambah pejabat"
    pesan = "Pejabat ditambahkan."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Pejabat(satker=self.satker)}


class UbahPejabatView(_SuntingPejabat, UpdateView):
    judul = "Ubah pejabat"
    keterangan = "Naskah yang sudah ditandatangani tetap menyebut nama seperti waktu itu."
    tombol = "Simpan pejabat"
    pesan = "Pejabat disimpan."

    def get_object(self, queryset: Any = None) -> Pejabat:
        pejabat: Pejabat = super().get_object(queryset)
        wajib_ubah_pejabat(self.request, pejabat)
        return pejabat


@require_http_methods(["GET", "HEAD", "POST"])
@di_tempat
def hapus_pejabat(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, UBAH)
    pejabat = get_object_or_404(pejabat_di_sini(request), pk=pk)
    wajib_ubah_pejabat(request, pejabat)
    return hapus(request, pejabat, kembali=alamat(request, "pejabat"))


# --- Placing and handing over --------------------------------------------------------------------------------------


class _PenempatanView(TempatMixin, TemplateView):
    """A form about one position; `object` is the position."""

    izin = UBAH
    template_name = "organisasi/struktur/penempatan.html"
    form_class: type[PenempatanForm]
    kata: dict[str, str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.jabatan: Jabatan | None = None
        return super().dispatch(request, *args, **kwargs)

    def ambil_jabatan(self) -> Jabatan:
        if self.jabatan is None:
            self.jabatan = get_object_or_404(jabatan_di_sini(self.request), pk=self.kwargs["pk"])
        return self.jabatan

    def form(self, data: Any = None) -> Any:
        awal = {"orang": self.request.GET.get("orang", "")}
        return self.form_class(data, jabatan=self.ambil_jabatan(), pengguna=pengguna(self.request), initial=awal)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.tampilkan(form, status=422)
        return self.lanjut(form)

    def lanjut(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def tampilkan(self, form: Any, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        j = self.ambil_jabatan()
        kwargs.setdefault("form", None)
        kwargs["form"] = kwargs["form"] or self.form()
        return super().get_context_data(
            **self.kata,
            jabatan=j,
            nama=tanpa_satker(j.nama, self.satker),
            kini=Penugasan.objects.pemangku(j, timezone.localdate()),
            batal=alamat(self.request, "jabatan", pk=j.pk),
            **kwargs,
        )

    def selesai(self, hasil: services.PergantianPejabat) -> HttpResponse:
        assert hasil.baru is not None
        sebutan = tanpa_satker(hasil.baru.sebutan_jabatan, self.satker)
        messages.success(self.request, f"{hasil.baru.pejabat} tercatat sebagai {sebutan}, {hasil.baru.masa}.")
        for p in services.pelaksana_bersamaan(hasil.baru):
            messages.warning(
                self.request, f"Pada masa itu juga tercatat {p} ({p.masa}). Periksa apakah keduanya benar."
            )
        return redirect("organisasi:jabatan", kode=self.satker.kode, tahun=self.request.tahun, pk=self.kwargs["pk"])  # type: ignore[attr-defined]


class PilihJabatanView(TempatMixin, FormView):
    """From a person to the form that places the person: asks for the position."""

    izin = UBAH
    template_name = "organisasi/struktur/formulir.html"
    form_class = PilihJabatanForm

    @cached_property
    def pejabat(self) -> Pejabat:
        return get_object_or_404(pejabat_di_sini(self.request), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"jabatan": jabatan_di_sini(self.request), "satker": self.satker}

    def form_valid(self, form: PilihJabatanForm) -> HttpResponse:
        tujuan = alamat(self.request, "tempatkan", pk=form.cleaned_data["jabatan"].pk)
        return redirect(f"{tujuan}?{urlencode({'orang': label_pejabat(self.pejabat)})}")

    def form_invalid(self, form: PilihJabatanForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        orang = alamat(self.request, "satu_pejabat", pk=self.pejabat.pk)
        return super().get_context_data(
            judul="Tempatkan pada jabatan",
            keterangan=f"Pilih jabatan untuk {self.pejabat}; status, tanggal dan surat keputusannya diisi sesudah ini.",
            tombol="Lanjut",
            remah=[("Pejabat", alamat(self.request, "pejabat")), (self.pejabat.nama, orang)],
            batal=orang,
            **kwargs,
        )


class TempatkanView(_PenempatanView):
    form_class = TempatkanForm
    kata = {
        "judul": "Tempatkan pejabat",
        "keterangan": "Catat siapa yang memangku jabatan ini, dengan status dan surat keputusannya.",
        "tombol": "Tempatkan pejabat",
    }

    def lanjut(self, form: TempatkanForm) -> HttpResponse:
        isi = form.cleaned_data
        assert form.pejabat is not None
        try:
            hasil = services.tempatkan(
                pejabat=form.pejabat,
                jabatan=form.jabatan,
                status=isi["status"],
                mulai=isi["mulai"],
                selesai=isi["selesai"],
                sk=form.sk,
            )
        except ValidationError as galat:
            form.add_error("mulai", " ".join(galat.messages))
            return self.tampilkan(form, status=409)
        return self.selesai(hasil)


class SerahTerimaView(_PenempatanView):
    """Two steps: the form, then what will be before and after; only the second one writes."""

    form_class = SerahTerimaForm
    kata = {
        "judul": "Serah terima jabatan",
        "keterangan": "Pejabat sekarang berakhir sehari sebelum tanggal mulai; yang baru definitif sejak tanggal itu.",
        "tombol": "Tinjau serah terima",
    }

    def lanjut(self, form: SerahTerimaForm) -> HttpResponse:
        assert form.pejabat is not None
        assert form.rencana is not None
        if "ubah" in self.request.POST:
            return self.tampilkan(form, status=200)
        if self.request.POST.get("setuju") != form.rencana.sidik:
            return self._tinjau(form, berubah="setuju" in self.request.POST)
        try:
            hasil = services.serah_terima(
                rencana=form.rencana, pejabat=form.pejabat, lepas=form.cleaned_data["lepas"], sk=form.sk
            )
        except ValidationError as galat:
            form.add_error("mulai", " ".join(galat.messages))
            return self.tampilkan(form, status=409)
        except VersiBerubah:
            return self.tampilkan(self._ulang(form), status=409)
        return self.selesai(hasil)

    def _tinjau(self, form: SerahTerimaForm, *, berubah: bool) -> HttpResponse:
        assert form.rencana is not None
        halaman = self.get_context_data(
            form=form,
            rencana=form.rencana,
            berubah=berubah,
            sk=form.sk,
            hari_terakhir=format_tanggal(form.rencana.hari_terakhir),
            kiriman=[(n, self.request.POST[n]) for n in form.fields if n in self.request.POST],
        )
        return render(
            self.request, "organisasi/struktur/tinjau_serah_terima.html", halaman, status=409 if berubah else 200
        )

    def _ulang(self, form: SerahTerimaForm) -> SerahTerimaForm:
        form.add_error(None, str(VersiBerubah()))
        return form


# --- One penugasan -------------------------------------------------------------------------------------------------


class _SuntingPenugasan(SuntingMixin):
    object: Any

    def get_queryset(self) -> QuerySet[Penugasan]:
        return penugasan_di_sini(self.request)

    def get_object(self, queryset: Any = None) -> Penugasan:
        penugasan: Penugasan = super().get_object(queryset)  # type: ignore[misc]
        if services.adalah(pengguna(self.request), penugasan.pejabat):
            raise PermissionDenied(services.DIRI_SENDIRI)
        sebutan = tanpa_satker(penugasan.sebutan_jabatan, self.satker)
        # as it is stored: a form with an error has already put the typed dates on the row
        self.keterangan = f"{penugasan.pejabat}, {sebutan}: {penugasan.masa}."
        return penugasan

    def remah(self) -> list[tuple[str, str]]:
        j = self.object.jabatan
        nama = tanpa_satker(j.nama, self.satker)
        return [*super().remah(), (nama, alamat(self.request, "jabatan", pk=j.pk))]


class AkhiriView(_SuntingPenugasan, UpdateView):
    form_class = AkhiriForm
    judul = "Akhiri penugasan"
    tombol = "Akhiri penugasan"
    pesan = "Hari terakhir penugasan disimpan."
    kolom_galat = "selesai"


class KoreksiView(_SuntingPenugasan, UpdateView):
    form_class = KoreksiForm
    judul = "Perbaiki catatan penugasan"
    tombol = "Simpan perbaikan"
    pesan = "Catatan penugasan diperbaiki."
    kolom_galat = "mulai"

    def form_valid(self, form: Any) -> HttpResponse:
        with dengan_alasan(form.cleaned_data["alasan"]):
            jawaban = super().form_valid(form)
        if not form.errors:
            for p in services.pelaksana_bersamaan(self.object):
                messages.warning(self.request, f"Pada masa itu juga tercatat {p} ({p.masa}).")
        return jawaban

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hapus_url = alamat(self.request, "hapus_penugasan", pk=self.object.pk)
        return super().get_context_data(lain=("Hapus catatan ini", hapus_url), **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
@di_tempat
def hapus_penugasan(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, UBAH)
    penugasan = get_object_or_404(penugasan_di_sini(request), pk=pk)
    ganti = ("Perbaiki catatan ini", alamat(request, "koreksi_penugasan", pk=pk))
    kembali = alamat(request, "jabatan", pk=penugasan.jabatan_id)
    return hapus(request, penugasan, kembali=kembali, sebagai_ganti=ganti, minta_alasan=True)
