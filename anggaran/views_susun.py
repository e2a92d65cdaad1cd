"""A DIPA made and shaped in the browser: begin one, its tree as an outline to edit, each node's form, throw it away."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import CreateView, FormView, TemplateView, UpdateView

from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan, lipat_homoglif
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganMixin

from . import services_susun as services
from .enums import JenisPos, StatusDipa
from .forms_susun import BuatDipaForm, PosForm, Tempat, UbahDipaForm
from .izin import UBAH
from .kode import KODE_MAKS, jenis_bawah, sebut
from .models import Dipa, Pos
from .rekap import BarisPos, rekap_pohon
from .services_susun import Pohon
from .views import AnggaranMixin

LANGKAH = {"naik": -1, "turun": 1}


class BuatDipaView(AnggaranMixin, FormView):
    """The first DIPA of the year; where one exists, the page leads there."""

    izin = UBAH
    template_name = "anggaran/susun/buat.html"
    form_class = BuatDipaForm

    def get_form_kwargs(self) -> dict[str, Any]:
        lain = Dipa.objects.visible_to(self.pengguna).filter(satker=self.satker).exclude(tahun=self.tahun)
        calon = lain.exclude(status=StatusDipa.DIGANTIKAN).order_by("-tahun", "-revisi")
        return super().get_form_kwargs() | {"calon": calon}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(ada=self.semua_dipa().order_by("-revisi").first(), **kwargs)

    def form_valid(self, form: BuatDipaForm) -> HttpResponse:
        try:
            dipa = services.buat_dipa(satker=self.satker, tahun=self.tahun, oleh=self.pengguna, **form.cleaned_data)
        except services.SudahAda as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form, status=409)
        messages.success(self.request, f"{dipa} dibuat sebagai draf.")
        return redirect(self.tautan("susun", pk=dipa.pk))

    def form_invalid(self, form: BuatDipaForm, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class DrafMixin(AnggaranMixin):
    """A page that edits the DIPA of the address; one that is no draft says why instead."""

    izin = UBAH
    template_name: Any

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(*args, **kwargs) if self.dipa.dapat_diubah else self.terkunci(200)  # type: ignore[misc]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.dipa.dapat_diubah:
            return self.terkunci(409)
        try:
            return self.tulis()
        except TransisiDitolak as galat:
            if not self.semua_dipa().filter(pk=self.dipa.pk).exists():
                messages.error(self.request, str(galat))
                return redirect(self.tautan("daftar"))
            self.dipa.refresh_from_db(fields=["status"])
            return self.terkunci(409, str(galat))

    def tulis(self) -> HttpResponse:
        """What a POST does while the DIPA is a draft; default: the form's."""
        return super().post(self.request, **self.kwargs)  # type: ignore[misc]

    def terkunci(self, status: int, alasan: str = "") -> HttpResponse:
        self.template_name = "anggaran/susun/terkunci.html"
        diketik = [t for n, t in self.request.POST.items() if n in {"kode", "uraian", "pagu", "nomor"} and t]
        konteks = {"dipa": self.dipa, "alasan": alasan, "diketik": diketik}
        return self.render_to_response(konteks, status=status)  # type: ignore[attr-defined]

    def ke_susunan(self, fokus: str) -> str:
        """The outline, with the focus on what was worked on."""
        return f"{self.tautan('susun', pk=self.dipa.pk)}?fokus={fokus}"

    def kabarkan(self, kalimat: str, lain: list[str]) -> None:
        messages.success(self.request, " ".join([kalimat, *lain]))

    @cached_property
    def pos(self) -> Pos:
        return get_object_or_404(self.dipa.pos.all(), pk=self.kwargs["butir"])


class SusunView(DrafMixin, TemplateView):
    """The tree of a draft, each node with what can be done with it."""

    template_name = "anggaran/susun/susun.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rekap = rekap_pohon(self.dipa, None)
        fokus = self.request.GET.get("fokus", "")
        return super().get_context_data(**kwargs) | {
            "dipa": self.dipa,
            "rekap": rekap,
            "baris": susunan(rekap.baris, fokus),
            "alamat": self.tautan("pos_baru", pk=self.dipa.pk).removesuffix("baru/"),
            "fokus": fokus,
            "kabar": _kabar(rekap.baris, fokus),
        }


def susunan(baris: tuple[BarisPos, ...], fokus: str = "") -> list[dict[str, Any]]:
    """Each node with whether it is the first and the last below its parent, the kind that goes below it, and which of
    its arrows has the focus: the other one at the end of the way.
    """
    saudara: dict[int | None, list[int]] = {}
    for b in baris:
        saudara.setdefault(b.pos.induk_id, []).append(b.pos.pk)
    ujung = {pk: (n == 0, n == len(semua) - 1) for semua in saudara.values() for n, pk in enumerate(semua)}
    bawah = {jenis: sebut(anak) if (anak := jenis_bawah(jenis)) else "" for jenis in JenisPos}
    hasil = []
    for b in baris:
        pertama, terakhir = ujung[b.pos.pk]
        pk = str(b.pos.pk)
        isi = {"baris": b, "pk": b.pos.pk, "kunci": pk, "pertama": pertama, "terakhir": terakhir}
        isi |= {"bawah": bawah[JenisPos(b.jenis)], "terbawah": b.pos.pk not in saudara}
        hasil.append(isi | {"fokus": _panah(fokus, pk, pertama, terakhir)})
    return hasil


def _panah(fokus: str, pk: str, pertama: bool, terakhir: bool) -> str:
    if fokus == f"pos-{pk}-naik":
        return "turun" if pertama else "naik"
    if fokus == f"pos-{pk}-turun":
        return "naik" if terakhir else "turun"
    return ""


def _kabar(baris: tuple[BarisPos, ...], fokus: str) -> str:
    """Where a moved node stands now: `fokus` is "pos-3-naik" then."""
    nama, _, pk = fokus.removesuffix("-naik").removesuffix("-turun").partition("-")
    pindah = next((b for b in baris if nama == "pos" and str(b.pos.pk) == pk), None)
    if pindah is None or not fokus.endswith(("-naik", "-turun")):
        return ""
    saudara = [b for b in baris if b.pos.induk_id == pindah.pos.induk_id]
    return f"{pindah.kode} sekarang urutan ke-{saudara.index(pindah) + 1} dari {len(saudara)}."


class UbahDipaView(DrafMixin, FormView):
    """Number and remark of a draft."""

    template_name = "anggaran/susun/dasar.html"
    form_class = UbahDipaForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.dipa}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(dipa=self.dipa, **kwargs)

    def form_valid(self, form: UbahDipaForm) -> HttpResponse:
        services.ubah_dipa(dipa=self.dipa, **form.cleaned_data)
        messages.success(self.request, "Nomor dan keterangan disimpan.")
        return redirect(self.tautan("susun", pk=self.dipa.pk))

    def form_invalid(self, form: UbahDipaForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form), status=422 if form.errors.keys() - {NON_FIELD_ERRORS} else 409
        )


# --- One node ------------------------------------------------------------------------------------------------------


class PosMixin(DrafMixin, SuntinganMixin):
    """A form of one node."""

    template_name: Any = "anggaran/susun/pos.html"
    form_class: Any = PosForm
    object: Any
    pesan = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"dipa": self.dipa}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            lain = services.simpan_pos(dipa=self.dipa, form=form)
        except services.LetakDitolak as galat:
            for nama, pesan in galat.galat.items():
                form.add_error(nama if nama in form.fields else None, pesan)
            return self.form_invalid(form)
        except VersiBerubah:
            self.object = self.get_object()  # type: ignore[attr-defined]
            ulang = self.get_form()  # type: ignore[attr-defined]
            ulang.is_valid()
            return self.form_invalid(ulang)
        self.object = form.instance
        self.kabarkan(self.pesan.format(self.object.kode), lain)
        return redirect(self.sesudah())

    def sesudah(self) -> str:
        return self.ke_susunan(f"pos-{self.object.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"dipa": self.dipa} | kwargs)  # type: ignore[misc]


class PosBaruView(PosMixin, CreateView):
    """A new node; `?di=` is the one that the person chose to add below, `?sesudah=` the parent of the one added before.

    The latter only helps: the code says where the node goes.
    """

    pesan = "{} ditambahkan."

    @cached_property
    def induk(self) -> Pos | None:
        return self._calon_induk("di")

    @cached_property
    def induk_tadi(self) -> Pos | None:
        return self._calon_induk("sesudah")

    def _calon_induk(self, nama: str) -> Pos | None:
        pk = baca_bilangan(self.request.GET.get(nama, ""))
        return self.dipa.pos.filter(pk=pk).exclude(jenis=JenisPos.SUBKOMPONEN).first() if pk else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Pos(dipa=self.dipa), "induk_tadi": self.induk_tadi}

    def get_initial(self) -> dict[str, Any]:
        atas = self.induk or self.induk_tadi
        if atas is None:
            return {}
        awalan = "" if atas.jenis == JenisPos.PROGRAM else f"{atas.kode}."
        isi = {"kode": awalan, "sumber_dana": atas.sumber_dana_id}
        return isi | ({"induk": self.induk.pk} if self.induk else {})

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        tadi = f"?sesudah={self.induk_tadi.pk}" if self.induk_tadi else ""
        usul = f"{self.tautan('usul_kode', pk=self.dipa.pk)}{tadi}"
        form.fields["kode"].widget.attrs |= {
            "autofocus": True,
            "data-akhir": True,
            "hx-get": usul,
            "hx-trigger": "input changed delay:300ms",
            "hx-include": "#id_induk, #id_jenis",
            "hx-target": "#usul-kode",
        }
        return form

    def sesudah(self) -> str:
        if "lagi" not in self.request.POST:
            return super().sesudah()
        tadi = f"?sesudah={self.object.induk_id}" if self.object.induk_id else ""
        return f"{self.tautan('pos_baru', pk=self.dipa.pk)}{tadi}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bawah = jenis_bawah(self.induk.jenis) if self.induk else None
        kembali = self.ke_susunan(f"tambah-{self.induk.pk}" if self.induk else "tambah")
        judul = f"Tambah {sebut(bawah)}" if bawah else "Tambah pos"
        return super().get_context_data(judul=judul, kembali=kembali, induk=self.induk, baru=True, **kwargs)


class PosUbahView(PosMixin, UpdateView):
    pesan = "{} disimpan."

    def get_object(self, queryset: Any = None) -> Pos:
        return get_object_or_404(self.dipa.pos.all(), pk=self.kwargs["butir"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kembali = self.ke_susunan(f"pos-{self.kwargs['butir']}")
        konteks = super().get_context_data(judul="Ubah pos", kembali=kembali, baru=False, **kwargs)
        tersimpan = konteks["form"].pohon.menurut_pk.get(self.kwargs["butir"])  # the form's own holds what was typed
        return konteks | {"tersimpan": tersimpan}


class UsulKodeView(DrafMixin, TemplateView):
    """What a code being typed would be: a fragment under the field. Nothing is stored."""

    template_name = "anggaran/susun/_usul.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kode = lipat_homoglif(self.request.GET.get("kode", "")[:KODE_MAKS]).strip(" .").upper()
        pohon = Pohon(self.dipa)
        induk, tadi = (
            pohon.menurut_pk.get(baca_bilangan(self.request.GET.get(nama, "")) or 0) for nama in ("induk", "sesudah")
        )
        jenis = self.request.GET.get("jenis", "")
        tempat = Tempat(pohon, kode, induk, jenis if jenis in JenisPos.values else "", tadi)
        galat = tempat.galat
        if kode and not galat:
            galat = pohon.periksa(Pos(jenis=tempat.jenis, kode=tempat.kode), tempat.induk)
        return {
            "kalimat": "" if galat or not kode else tempat.kalimat,
            "galat": " ".join(galat.values()) if kode else "",
        }


class PosHapusView(DrafMixin, TemplateView):
    """Asks once, showing what goes along."""

    template_name = "anggaran/susun/hapus_pos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pohon = Pohon(self.dipa)
        cabang = list(pohon.cabang(self.pos))
        isi = services.ringkas_cabang(cabang)
        konteks = {
            "dipa": self.dipa,
            "pos": self.pos,
            "bawah": cabang[1:11],
            "isi": isi,
            "sisa": max(0, len(cabang) - 11),
        }
        return super().get_context_data(**{"galat": ""} | kwargs) | konteks | {"jumlah_bawah": len(cabang) - 1}

    def tulis(self) -> HttpResponse:
        try:
            lain = services.hapus_pos(dipa=self.dipa, pos=self.pos, sidik=self.request.POST.get("sidik", ""))
        except services.BerubahSejakDilihat as galat:
            return self.render_to_response(self.get_context_data(galat=str(galat)), status=409)
        self.kabarkan(f"{self.pos.kode} dihapus.", lain)
        return redirect(self.ke_susunan(f"pos-{self.pos.induk_id}" if self.pos.induk_id else "tambah"))


class PosGeserView(DrafMixin, TemplateView):
    """One place up or down; the same button has the focus again."""

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        arah = self.request.POST.get("arah", "")
        arah = arah if arah in LANGKAH else "turun"
        services.geser_pos(dipa=self.dipa, pos=self.pos, langkah=LANGKAH[arah])
        return redirect(self.ke_susunan(f"pos-{self.pos.pk}-{arah}"))


class HapusDipaView(DrafMixin, TemplateView):
    """Throw away a whole draft; asks once."""

    template_name = "anggaran/susun/hapus.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi = services.ringkas_cabang(self.dipa.pos.all())
        return super().get_context_data(**{"galat": ""} | kwargs) | {"dipa": self.dipa, "isi": isi}

    def tulis(self) -> HttpResponse:
        nama = str(self.dipa)
        try:
            services.hapus_dipa(dipa=self.dipa, sidik=self.request.POST.get("sidik", ""))
        except services.BerubahSejakDilihat as galat:
            return self.render_to_response(self.get_context_data(galat=str(galat)), status=409)
        messages.success(self.request, f"Draf {nama} dihapus.")
        return redirect(self.tautan("daftar"))
