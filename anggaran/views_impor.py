"""Pages of spending: its cut-offs, and the way from an export of the treasury to one: upload, columns, preview."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from organisasi.enums import StatusImpor
from organisasi.tempat import pengguna
from organisasi.views_unggahan import (
    BatalkanView,
    ImporMixin,
    KesalahanView,
    PratinjauView,
    TerapkanView,
    UnggahView,
    lampiran,
)
from sakip.angka import BULAN
from sakip.impor import ImporDitolak

from . import services_impor
from .enums import JenisImpor
from .forms_impor import PemetaanForm, UnggahRealisasiForm, baca_padanan
from .impor.baca import Bacaan, Kenalan, contoh, kenali
from .impor.kode import cetak
from .impor.periksa import Tempat
from .impor.rencana import rupiah
from .impor.susun import susun
from .izin import ISI
from .models import Dipa, ImporAnggaran, PosisiRealisasi
from .perhitungan import penyerapan
from .services_impor import Pilihan, Setuju
from .views import AnggaranMixin

LANGKAH = ("Unggah berkas", "Periksa kolom", "Terapkan")
CONTOH_BARIS = 12
RIWAYAT_MAKS = 20


class PosisiDaftarView(AnggaranMixin, TemplateView):
    """The cut-offs of the year: day, total, absorption, where each came from."""

    template_name = "anggaran/impor/posisi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pagu = self._pagu()
        semua = list(self.semua_posisi().annotate(jumlah=Sum("realisasi__nilai")).order_by("-per_tanggal", "pk"))
        asal = self._asal()
        baris = [{"posisi": p, "asal": asal.get(p.pk), "penyerapan": penyerapan(_jumlah(p), pagu)} for p in semua]
        boleh = self.boleh(ISI)
        return super().get_context_data(**kwargs) | {"baris": baris, "pagu": pagu, "boleh": boleh}

    def _pagu(self) -> Decimal | None:
        berlaku = self.semua_dipa().berlaku()
        return Dipa.objects.filter(pk__in=berlaku).aggregate(n=Sum("pos__pagu"))["n"]

    def _asal(self) -> dict[int, ImporAnggaran]:
        """The import that wrote a cut-off last."""
        semua = ImporAnggaran.objects.visible_to(self.pengguna).filter(
            satker=self.satker, tahun=self.tahun, jenis=JenisImpor.REALISASI, pilihan__has_key="posisi"
        )
        return {pk: impor for impor in semua.order_by("selesai_pada") for pk in impor.pilihan["posisi"]}


def _jumlah(posisi: PosisiRealisasi) -> Decimal | None:
    jumlah: Decimal | None = posisi.jumlah  # type: ignore[attr-defined]
    return jumlah


# --- The way of a file ---------------------------------------------------------------------------------------------


def langkah(selesai: int) -> list[dict[str, str]]:
    tahap = ["selesai"] * selesai + ["berjalan"] + ["belum"] * len(LANGKAH)
    return [{"label": label, "tahap": t} for label, t in zip(LANGKAH, tahap, strict=False)]


class RealisasiMixin(ImporMixin):
    izin = ISI
    model = ImporAnggaran
    ruang = "anggaran"

    def alamat(self, nama: str, **kwargs: Any) -> str:
        return super().alamat(f"realisasi_{nama}", **kwargs)

    def impor(self) -> Any:
        milik = ImporAnggaran.objects.milik(self.request.user).select_related("satker", "oleh")
        jenis = {"satker": self.satker, "tahun": self.tahun, "jenis": JenisImpor.REALISASI}
        return get_object_or_404(milik.filter(**jenis), pk=self.kwargs["pk"])

    def form_unggah(self, *args: Any, **kwargs: Any) -> UnggahRealisasiForm:
        semua = services_impor.semua_pemetaan(self.satker)
        return UnggahRealisasiForm(*args, pemetaan=semua, tahun=self.tahun, **kwargs)


class RealisasiUnggahView(RealisasiMixin, UnggahView):
    """Step 1."""

    template_name = "anggaran/impor/unggah.html"

    def get_form(self, form_class: Any = None) -> Any:
        return self.form_unggah(**self.get_form_kwargs())

    def konteks_impor(self) -> dict[str, Any]:
        semua = self.model.objects.visible_to(self.request.user).filter(satker=self.satker, tahun=self.tahun)
        riwayat = self._riwayat(semua.filter(jenis=JenisImpor.REALISASI))
        ada_dipa = Dipa.objects.filter(satker=self.satker).for_tahun(self.tahun).berlaku().exists()
        return {"riwayat": riwayat, "langkah": langkah(0), "ada_dipa": ada_dipa}

    def form_valid(self, form: Any) -> HttpResponse:
        berkas = form.cleaned_data["berkas"]
        tergantikan = self._menunggu()
        try:
            impor = services_impor.unggah(
                isi=berkas.read(),
                nama=berkas.name,
                satker=self.satker,
                tahun=self.tahun,
                oleh=pengguna(self.request),
                per_tanggal=form.cleaned_data["per_tanggal"],
                nama_pemetaan=form.cleaned_data["pemetaan"],
            )
        except ImporDitolak as galat:
            form.add_error("berkas", str(galat))
            return self.form_invalid(form)
        for nama in tergantikan:
            messages.info(self.request, f"Unggahan sebelumnya, {nama}, dibatalkan dan diganti dengan berkas ini.")
        tujuan = "kolom_impor" if impor.pilihan["atur"] else "pratinjau_impor"
        return redirect(self.alamat(tujuan, pk=impor.pk))

    def _menunggu(self) -> list[str]:
        """Own uploads that wait here; the next one takes their place."""
        milik = ImporAnggaran.objects.filter(oleh=pengguna(self.request), satker=self.satker, tahun=self.tahun)
        semua = milik.filter(jenis=JenisImpor.REALISASI, status=StatusImpor.DIPERIKSA)
        return list(semua.values_list("nama_berkas", flat=True))


class KolomView(RealisasiMixin, FormView):
    """Step 2: which column is what, beside the first rows as they will be read. `lihat`: only show them again."""

    template_name = "anggaran/impor/kolom.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except ImporDitolak as galat:
            messages.warning(request, str(galat))
            return redirect(self.alamat("impor"))

    @cached_property
    def objek(self) -> ImporAnggaran:
        impor: ImporAnggaran = self.impor()
        return impor

    @cached_property
    def pilihan(self) -> Pilihan:
        return Pilihan.dari_json(self.objek.pilihan)

    @cached_property
    def isi(self) -> bytes:
        return services_impor.isi_berkas(self.objek)

    def _kenalan(self) -> tuple[Kenalan, Pilihan]:
        """With the head that was chosen; a new row of the head brings a new proposal."""
        teks = self.request.POST.get("nomor", "").strip()
        nomor = int(teks) if teks.isdecimal() and len(teks) < 5 else self.pilihan.nomor
        try:
            kenalan = kenali(self.isi, nomor=nomor)
        except ImporDitolak:
            kenalan = kenali(self.isi)
        if self.pilihan.pemetaan.cocok(kenalan.kepala.kunci):
            return kenalan, self.pilihan
        return kenalan, replace(self.pilihan, pemetaan=kenalan.usul, nama="", nomor=nomor)

    def get_form(self, form_class: Any = None) -> PemetaanForm:
        kenalan, pilihan = self._kenalan()
        return PemetaanForm(self.request.POST or None, kenalan=kenalan, pilihan=pilihan, anggaran=self.tahun)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        sah = form.is_valid()
        if "lihat" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_valid(form) if sah else self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            services_impor.atur(impor=self.objek, pilihan=form.hasil)
        except ImporDitolak as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        return redirect(self.alamat("pratinjau_impor", pk=self.objek.pk))

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        form: PemetaanForm = konteks["form"]
        pemetaan = form.pemetaan if form.is_bound else form.pilihan.pemetaan
        bacaan = (
            contoh(form.kenalan, pemetaan, satker=self.satker.kode, tahun=self.tahun) if not pemetaan.kurang else None
        )
        return konteks | {
            "impor": self.objek,
            "langkah": langkah(1),
            "kepala": form.kenalan.kepala,
            "kurang": pemetaan.kurang,
            "judul_periode": [BULAN[b - 1] if b else "Realisasi" for b in bacaan.periode] if bacaan else [],
            "bacaan": bacaan,
            "contoh": _contoh(bacaan, Tempat(self.satker, self.tahun)) if bacaan else [],
            "url_batalkan": self.alamat("batalkan_impor", pk=self.objek.pk),
        }


def _contoh(bacaan: Bacaan, tempat: Tempat) -> list[dict[str, Any]]:
    """The first rows with the node that each belongs to, and what is wrong with them."""
    rinci = {b.nomor for b in susun(bacaan).rinci}
    galat: dict[int, list[str]] = {}
    for g in bacaan.galat:
        nomor = "".join(filter(str.isdigit, g.sel))
        galat.setdefault(int(nomor or 0), []).append(f"{g.sel}: {g.kalimat}")
    kosong = {"kode": "", "uraian": "", "nilai": ("–",) * len(bacaan.periode), "pagu": None, "pos": "", "bulan": ""}
    hasil = {n: kosong | {"nomor": n, "galat": teks, "jumlah": False} for n, teks in galat.items() if n}
    for b in bacaan.baris:
        hasil.setdefault(b.nomor, {"nomor": b.nomor, "galat": []}).update(  # as a total or as a row of its own
            kode=cetak(b.jalur),
            uraian=b.uraian,
            nilai=[rupiah(n) for n in b.nilai],
            pagu=b.pagu,
            bulan=BULAN[b.bulan - 1] if b.bulan > 0 else "",
            jumlah=b.nomor not in rinci,
            pos=tempat.peta.cari(b.jalur).kode,
        )
    return [hasil[n] for n in sorted(hasil)[:CONTOH_BARIS]]


class RealisasiPratinjauView(RealisasiMixin, PratinjauView):
    """Step 3."""

    template_name = "anggaran/impor/pratinjau.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if self.object.menunggu and self.object.pilihan.get("atur"):
            return redirect(self.alamat("kolom_impor", pk=self.object.pk))
        return self.render_to_response(self.get_context_data(object=self.object))

    def konteks_impor(self) -> dict[str, Any]:
        impor: ImporAnggaran = self.object
        isi: dict[str, Any] = {
            "potret": [],
            "asing": [],
            "banyak_asing": 0,
            "dipakai": [],
            "peringatan": [],
            "banyak_peringatan": 0,
            "selisih": [],
            "banyak_selisih": 0,
            "catatan": [],
            "hambatan": [],
            "hilang": 0,
            "utama": False,
            "baris": 0,
        }
        isi |= {k: impor.ringkasan[k] for k in isi if k in impor.ringkasan}
        tahap = 3 if not impor.menunggu else 2
        return isi | {
            "form": self.form_unggah(),
            "hambatan_pesan": [{"sel": "", "pesan": teks} for teks in isi["hambatan"]],
            "langkah": langkah(tahap),
            "sumber": impor.pilihan.get("nama", ""),
            "semua_pos": self._pos() if isi["asing"] and impor.menunggu else [],
            "diingat": _diingat(impor, isi["dipakai"]) if impor.menunggu else [],
            "url_kolom": self.alamat("kolom_impor", pk=impor.pk),
            "url_kode": self.alamat("kode_impor", pk=impor.pk),
            "url_daftar": self.alamat_daftar(),
        }

    def _pos(self) -> list[Any]:
        return Tempat(self.satker, self.tahun).pos

    def alamat_daftar(self) -> str:
        return ImporMixin.alamat(self, "posisi")


def _diingat(impor: ImporAnggaran, dipakai: list[str]) -> list[dict[str, Any]]:
    """What is remembered for codes, those that this file has first."""
    padanan = Pilihan.dari_json(impor.pilihan).pemetaan.padanan
    semua = [{"kode": k, "pos": n, "dipakai": k in dipakai} for k, n in sorted(padanan.items())]
    return sorted(semua, key=lambda satu: not satu["dipakai"])


class KodeView(RealisasiMixin, View):
    """POST: which node stands for the codes that the DIPA does not have; `lupa`: a choice to be forgotten."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        impor: ImporAnggaran = self.impor()
        asing = impor.ringkasan.get("asing", [])
        padanan = baca_padanan(request.POST, asing, impor.ringkasan.get("asing_luar", []))
        kenal = {p.kode for p in Tempat(self.satker, self.tahun).pos}
        if salah := sorted(k for k in set(padanan.values()) if k and k not in kenal):
            messages.warning(request, f"Tidak ada pos {', '.join(salah[:5])} dalam DIPA yang berlaku.")
            padanan = {k: n for k, n in padanan.items() if n not in salah}
        try:
            if lupa := request.POST.get("lupa"):
                services_impor.lupakan_kode(impor=impor, kode=lupa)
            elif padanan:
                services_impor.pilih_kode(impor=impor, padanan=padanan)
        except ImporDitolak as galat:
            messages.warning(request, str(galat))
        return redirect(self.alamat("pratinjau_impor", pk=impor.pk))


class RealisasiKesalahanView(RealisasiMixin, KesalahanView):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        impor: ImporAnggaran = self.impor()
        if not impor.berkas or not impor.bermasalah:
            raise Http404
        nama = impor.nama_berkas.rpartition(".")[0] or impor.nama_berkas
        return lampiran(services_impor.berkas_bertanda(impor), f"Kesalahan-{nama}.xlsx")


class RealisasiTerapkanView(RealisasiMixin, TerapkanView):
    def terapkan(self, impor: Any, sidik: str) -> None:
        p = self.request.POST
        setuju = Setuju(peringatan="setuju" in p, hapus="hapus" in p, utama="utama" in p)
        services_impor.terapkan(impor=impor, sidik=sidik, setuju=setuju)


class RealisasiBatalkanView(RealisasiMixin, BatalkanView):
    pass
