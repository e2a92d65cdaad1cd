"""The organisation chart, and the acts on units and positions."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import CreateView, DetailView, TemplateView, UpdateView

from sakip.angka import format_tanggal, rapikan
from sakip.formulir import TanggalField
from sakip.pelaku import dengan_alasan

from . import services
from .bagan import bagan_organisasi, hari_pergantian, riwayat_jabatan, tanggal_bawaan, tanpa_satker
from .forms_struktur import AkhiriJabatanForm, BubarkanForm, JabatanForm, PindahUnitForm, UnitForm
from .models import Jabatan, Penugasan, Satker, Unit
from .penyuntingan import UBAH, BertabMixin, SuntingMixin, alamat, pengguna
from .tempat import di_tempat, wajib_izin

LANGKAH = {"naik": -1, "turun": 1}


def unit_di_sini(request: HttpRequest) -> QuerySet[Unit]:
    return Unit.objects.visible_to(pengguna(request)).filter(satker=request.satker)  # type: ignore[attr-defined]


def jabatan_di_sini(request: HttpRequest) -> QuerySet[Jabatan]:
    terlihat = Jabatan.objects.visible_to(pengguna(request)).select_related("unit__satker", "atasan")
    return terlihat.filter(unit__satker=request.satker)  # type: ignore[attr-defined]


# --- The chart -----------------------------------------------------------------------------------------------------


class OrganisasiView(BertabMixin, TemplateView):
    """Units, positions and holders on a date: the last day of the year, or any other that is asked for."""

    template_name = "organisasi/struktur/organisasi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tanggal, galat = self._tanggal()
        bubar = Unit.objects.filter(satker=self.satker, berlaku_sampai__lt=tanggal).order_by("-berlaku_sampai")
        return super().get_context_data(
            bagan=bagan_organisasi(self.satker, tanggal),
            diketik=self.request.GET.get("per", "") if galat else format_tanggal(tanggal),
            galat=galat,
            pergantian=hari_pergantian(self.satker, self.tahun),
            bubar=bubar,
            **kwargs,
        )

    def _tanggal(self) -> tuple[datetime.date, str]:
        """The date that was asked for; what is not a date gets the usual one and a message."""
        try:
            diminta = TanggalField(required=False).clean(self.request.GET.get("per", ""))
        except ValidationError as galat:
            return tanggal_bawaan(self.tahun), " ".join(galat.messages)
        return diminta or tanggal_bawaan(self.tahun), ""


class UrutanView(BertabMixin, TemplateView):
    """Units and positions as they stand today, each with a button up and down."""

    izin = UBAH
    template_name = "organisasi/struktur/urutan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fokus = self.request.GET.get("fokus", "")
        return super().get_context_data(baris=_baris_urutan(self.satker), fokus=fokus, **kwargs)


def _baris_urutan(satker: Satker) -> list[dict[str, Any]]:
    """Units in path order with their depth and whether they can move up or down; two queries."""
    unit = list(Unit.objects.filter(satker=satker, berlaku_sampai__isnull=True).order_by("jalur"))
    jabatan: dict[int, list[Jabatan]] = {u.pk: [] for u in unit}
    for j in Jabatan.objects.filter(unit__in=unit, berlaku_sampai__isnull=True).order_by("urut", "pk"):
        jabatan[j.unit_id].append(j)
    saudara: dict[int | None, list[int]] = {}
    for u in unit:
        saudara.setdefault(u.induk_id, []).append(u.pk)
    return [
        {
            "unit": u,
            "dalam": u.jalur.count("/") - 2,
            "pertama": saudara[u.induk_id][0] == u.pk,
            "terakhir": saudara[u.induk_id][-1] == u.pk,
            "jabatan": [{"jabatan": j, "nama": tanpa_satker(j.nama, satker)} for j in jabatan[u.pk]],
        }
        for u in unit
    ]


@require_POST
@di_tempat
def geser_unit(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, UBAH)
    unit = get_object_or_404(unit_di_sini(request), pk=pk)
    arah = request.POST.get("arah", "")
    services.geser_unit(unit=unit, langkah=LANGKAH.get(arah, 1))
    return _kembali_ke_urutan(request, f"unit-{pk}", arah)


@require_POST
@di_tempat
def geser_jabatan(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, UBAH)
    jabatan = get_object_or_404(jabatan_di_sini(request), pk=pk)
    arah = request.POST.get("arah", "")
    services.geser_jabatan(jabatan=jabatan, langkah=LANGKAH.get(arah, 1))
    return _kembali_ke_urutan(request, f"jabatan-{pk}", arah)


def _kembali_ke_urutan(request: HttpRequest, baris: str, arah: str) -> HttpResponse:
    """The same button has the focus again: Enter, Enter, Enter moves a row three places.

    By `autofocus`, which browsers ignore when the address has a fragment.
    """
    arah = arah if arah in LANGKAH else "turun"
    return redirect(f"{alamat(request, 'urutan')}?fokus={baris}-{arah}")


# --- Units ---------------------------------------------------------------------------------------------------------


class _SuntingUnit(SuntingMixin):
    object: Any

    def get_queryset(self) -> QuerySet[Unit]:
        return unit_di_sini(self.request).select_related("satker", "induk")


class TambahUnitView(_SuntingUnit, CreateView):
    form_class = UnitForm
    judul = "Tambah unit"
    keterangan = "Bagian dari satuan kerja: divisi, sekretariat, bagian, sub bagian atau kelompok jabatan fungsional."
    tombol = "Tambah unit"
    kolom_galat = "nama"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Unit(satker=self.satker)}

    def get_initial(self) -> dict[str, Any]:
        return {"induk": self.request.GET.get("induk")}

    def form_valid(self, form: Any) -> HttpResponse:
        self.pesan = f"{form.cleaned_data['nama']} ditambahkan."
        return super().form_valid(form)


class UbahUnitView(_SuntingUnit, UpdateView):
    form_class = UnitForm
    tombol = "Simpan unit"
    pesan = "Unit disimpan."
    kolom_galat = "nama"

    @property
    def judul(self) -> str:  # type: ignore[override]
        return f"Ubah {self.object}"


class PindahUnitView(_SuntingUnit, UpdateView):
    form_class = PindahUnitForm
    keterangan = "Unit di bawahnya, jabatan dan pejabatnya ikut berpindah."
    tombol = "Pindahkan unit"
    pesan = "Unit dipindahkan."
    kolom_galat = "induk"

    @property
    def judul(self) -> str:  # type: ignore[override]
        return f"Pindahkan {self.object}"


def _kabar_hari_terakhir(nama: str, hari: datetime.date | None) -> str:
    return f"{nama} ada sampai {format_tanggal(hari)}." if hari else f"{nama} ada tanpa hari terakhir."


class BubarkanUnitView(_SuntingUnit, UpdateView):
    form_class = BubarkanForm
    keterangan = "Unit tetap tercatat: naskah lama menyebutnya, dan bagan sebelum hari itu menampilkannya."
    tombol = "Simpan hari terakhir"
    kolom_galat = "berlaku_sampai"

    def form_valid(self, form: Any) -> HttpResponse:
        self.pesan = _kabar_hari_terakhir(str(self.object), form.cleaned_data["berlaku_sampai"])
        return super().form_valid(form)

    @property
    def judul(self) -> str:  # type: ignore[override]
        return f"Bubarkan {self.object}"


@require_http_methods(["GET", "HEAD", "POST"])
@di_tempat
def hapus_unit(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, UBAH)
    unit = get_object_or_404(unit_di_sini(request), pk=pk)
    return hapus(
        request,
        unit,
        kembali=alamat(request, "organisasi"),
        sebagai_ganti=("Bubarkan unit ini", alamat(request, "bubarkan_unit", pk=pk)),
    )


def hapus(
    request: HttpRequest,
    objek: Any,
    *,
    kembali: str,
    sebagai_ganti: tuple[str, str] | None = None,
    minta_alasan: bool = False,
) -> HttpResponse:
    """Ask once, then delete what nothing refers to; otherwise say what does, and what to do instead."""
    alasan, status, galat = rapikan(request.POST.get("alasan", ""))[:300], 200, ""
    if request.method == "POST" and minta_alasan and not alasan:
        galat, status = "Tulis mengapa catatan ini dihapus; tercatat di jejak audit.", 422
    elif request.method == "POST":
        nama = str(objek)
        try:
            with dengan_alasan(alasan):
                services.hapus(objek=objek)
        except services.MasihDirujuk:
            status = 409  # the page says by what
        else:
            messages.success(request, f"{nama} dihapus.")
            return redirect(kembali)
    konteks = {"objek": objek, "rujukan": services.rujukan(objek), "batal": kembali, "sebagai_ganti": sebagai_ganti}
    konteks |= {"minta_alasan": minta_alasan, "galat": galat}
    return render(request, "organisasi/struktur/hapus.html", konteks, status=status)


# --- Positions -----------------------------------------------------------------------------------------------------


class JabatanView(BertabMixin, DetailView):
    """A position: its place, its superior, and who held it when."""

    template_name = "organisasi/struktur/jabatan.html"
    context_object_name = "jabatan"

    def get_queryset(self) -> QuerySet[Jabatan]:
        return jabatan_di_sini(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hari = timezone.localdate()
        j = self.object
        penugasan = list(j.penugasan.select_related("pejabat", "jabatan"))
        return super().get_context_data(
            riwayat=riwayat_jabatan(penugasan, sampai=min(hari, j.berlaku_sampai or hari)),
            kini=Penugasan.objects.pemangku(j, hari),
            hari=hari,
            nama=tanpa_satker(j.nama, self.satker),
            bawahan=[(b, tanpa_satker(b.nama, self.satker)) for b in j.bawahan.pada(hari).order_by("urut", "pk")],
            **kwargs,
        )


class _SuntingJabatan(SuntingMixin):
    object: Any

    def get_queryset(self) -> QuerySet[Jabatan]:
        return jabatan_di_sini(self.request)

    def remah(self) -> list[tuple[str, str]]:
        nama = tanpa_satker(self.object.nama, self.satker)
        return [*super().remah(), (nama, alamat(self.request, "jabatan", pk=self.object.pk))]


class TambahJabatanView(SuntingMixin, CreateView):
    form_class = JabatanForm
    judul = "Tambah jabatan"
    keterangan = "Jabatan dalam sebuah unit; pejabatnya ditempatkan sesudah ini."
    tombol = "Tambah jabatan"
    pesan = "Jabatan ditambahkan. Tempatkan pejabatnya."
    kolom_galat = "nama"

    def get_queryset(self) -> QuerySet[Jabatan]:
        return jabatan_di_sini(self.request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"satker": self.satker, "pengguna": pengguna(self.request)}

    def get_initial(self) -> dict[str, Any]:
        return {"unit": self.request.GET.get("unit")}

    def get_success_url(self) -> str:
        return alamat(self.request, "jabatan", pk=self.object.pk)


class UbahJabatanView(_SuntingJabatan, UpdateView):
    form_class = JabatanForm
    judul = "Ubah jabatan"
    keterangan = "Naskah yang sudah ditandatangani tetap menyebut jabatan seperti waktu itu."
    tombol = "Simpan jabatan"
    pesan = "Jabatan disimpan."
    kolom_galat = "nama"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"satker": self.satker, "pengguna": pengguna(self.request)}


class AkhiriJabatanView(_SuntingJabatan, UpdateView):
    form_class = AkhiriJabatanForm
    judul = "Akhiri jabatan"
    keterangan = "Jabatan tetap tercatat dengan hari terakhirnya; riwayat pejabatnya tidak hilang."
    tombol = "Simpan hari terakhir"
    kolom_galat = "berlaku_sampai"

    def form_valid(self, form: Any) -> HttpResponse:
        nama = tanpa_satker(self.object.nama, self.satker)
        self.pesan = _kabar_hari_terakhir(nama, form.cleaned_data["berlaku_sampai"])
        return super().form_valid(form)


@require_http_methods(["GET", "HEAD", "POST"])
@di_tempat
def hapus_jabatan(request: HttpRequest, pk: int) -> HttpResponse:
    wajib_izin(request, UBAH)
    jabatan = get_object_or_404(jabatan_di_sini(request), pk=pk)
    ganti = ("Akhiri jabatan per tanggal", alamat(request, "akhiri_jabatan", pk=pk))
    return hapus(request, jabatan, kembali=alamat(request, "organisasi"), sebagai_ganti=ganti)
