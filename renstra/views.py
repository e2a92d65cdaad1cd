"""Pages of the Renstra: the workspace with the matrix, one indikator, its targets, revision and the acts of ALUR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from organisasi.enums import JenisJabatan
from organisasi.models import Penugasan
from organisasi.tempat import TempatMixin
from sakip.alur import TransisiDitolak
from sakip.angka import format_tanggal

from . import services
from .aturan import mutu_indikator
from .enums import MutuIndikator, StatusRenstra
from .forms import AjukanForm, KembalikanForm, RevisiForm, TargetForm, TetapkanForm
from .ikut.garis import belum_selaras
from .ikut.lemah import daftar_lemah, kalimat_gerbang, sel_induk, tanpa_alasan
from .ikut.lindung import kalimat
from .ikut.turunan import banyak_pengikut
from .kekurangan import kekurangan_renstra, yang_menetapkan
from .models import Indikator, Renstra, RenstraQuerySet, RiwayatRenstra, Sasaran
from .pohon.susunan import kondisi_indikator
from .susunan import susun_matriks, susun_standar, susun_target
from .susunan_perbandingan import susun_perbandingan

if TYPE_CHECKING:
    from organisasi.models import Pengguna

UBAH = "renstra.ubah_renstra"
#: The acts that a person does; "gantikan" only happens together with `tetapkan` of the successor.
FORMULIR: dict[str, type[forms.Form]] = {"ajukan": AjukanForm, "kembalikan": KembalikanForm, "tetapkan": TetapkanForm}
KABAR = {
    "ajukan": f"Renstra diajukan; menunggu penetapan {yang_menetapkan()}.",
    "kembalikan": "Renstra dikembalikan untuk diperbaiki.",
    "tetapkan": "Renstra ditetapkan dan berlaku.",
}


class RenstraMixin(TempatMixin):
    """What belongs to the place: the satker's Renstra whose period holds the year."""

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A draft can be deleted at any moment: 404, also for whoever was just saving something in it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Renstra.DoesNotExist as galat:
            raise Http404("Renstra ini baru saja dihapus.") from galat

    def semua_renstra(self) -> RenstraQuerySet:
        return Renstra.objects.visible_to(self.pengguna).filter(satker=self.satker).for_tahun(self.tahun)

    @cached_property
    def renstra(self) -> Renstra:
        semua = self.semua_renstra().select_related("menggantikan", "mengikuti__satker")
        return get_object_or_404(semua, pk=self.kwargs["pk"])

    @property
    def pengguna(self) -> Pengguna:
        return cast("Pengguna", self.request.user)

    def tautan(self, nama: str, pk: int) -> str:
        return reverse(f"renstra:{nama}", kwargs={"kode": self.satker.kode, "tahun": self.tahun, "pk": pk})


class RuangKerja(RenstraMixin, TemplateView):
    """Base of the two pages that show a whole Renstra."""

    template_name = "renstra/detail.html"

    def konteks_renstra(self, renstra: Renstra) -> dict[str, Any]:
        boleh_ubah = self.pengguna.has_perm(UBAH, renstra)
        versi = list(self.semua_renstra().order_by("-pk"))
        penerus = next((lain for lain in versi if lain.menggantikan_id == renstra.pk), None)
        return {
            "renstra": renstra,
            "matriks": susun_matriks(renstra),
            "kata_visi": renstra.katavisi.all(),
            "misi": renstra.misi.all(),
            "tujuan": renstra.tujuan.prefetch_related(Prefetch("sasaran", Sasaran.objects.order_by("urut"))),
            "riwayat": self._riwayat(renstra),
            "penetap": yang_menetapkan(),
            "versi_lain": [lain for lain in versi if lain.pk != renstra.pk],
            "tindakan": [t for t in renstra.tindakan_untuk(self.pengguna) if t.nama in FORMULIR],
            "boleh_ubah_target": boleh_ubah and renstra.dapat_diubah,
            "penerus": penerus,
            "boleh_hapus": boleh_ubah and renstra.status == StatusRenstra.DRAF,
            "boleh_revisi": boleh_ubah and renstra.status == StatusRenstra.DITETAPKAN and penerus is None,
            "induk_baru": boleh_ubah and belum_selaras(renstra),
            "boleh_pilih_indikator": boleh_ubah and renstra.dapat_diubah and renstra.mengikuti_id is not None,
            "banyak_pengikut": banyak_pengikut(renstra),
        }

    def _riwayat(self, renstra: Renstra) -> list[RiwayatRenstra]:
        """Who moved it and with which note: for the satker's own people, not for its parent."""
        if not self.pengguna.bekerja_di(self.satker):
            return []
        return list(renstra.riwayat.select_related("oleh"))


class DaftarView(RuangKerja):
    """The Renstra in force in the year; where there is none, the newest version that the person may see."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        semua = self.semua_renstra().select_related("menggantikan", "mengikuti__satker")
        renstra = semua.berlaku().first() or semua.order_by("-pk").first()
        konteks = super().get_context_data(**kwargs)
        if renstra is None:
            self.template_name = "renstra/kosong.html"
            return konteks | {"boleh_susun": self.pengguna.has_perm(UBAH, self.satker)}
        return konteks | self.konteks_renstra(renstra)


class DetailView(RuangKerja):
    """One version of the Renstra, whatever its status."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.konteks_renstra(self.renstra)


# --- Indikator -----------------------------------------------------------------------------------------------------


class IndikatorMixin(RenstraMixin):
    """The indikator of the address, in a Renstra that the person may see."""

    @cached_property
    def indikator(self) -> Indikator:
        calon = Indikator.objects.filter(sasaran__renstra__in=self.semua_renstra()).select_related(
            "sasaran__renstra__mengikuti__satker",
            "sasaran__tujuan",
            "satuan__skala",
            "asal",
            "acuan",
            "penanggung_jawab__unit",
        )
        return get_object_or_404(calon, pk=self.kwargs["pk"])

    @cached_property
    def renstra(self) -> Renstra:
        return self.indikator.sasaran.renstra


class IndikatorView(IndikatorMixin, TemplateView):
    template_name = "renstra/indikator.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_ubah = self.pengguna.has_perm(UBAH, self.renstra)
        return super().get_context_data(**kwargs) | {
            "mutu": mutu_indikator(self.indikator) if boleh_ubah and self.renstra.dapat_diubah else None,
            "indikator": self.indikator,
            "renstra": self.renstra,
            "target": susun_target(self.indikator),
            "target_asal": susun_target(self.indikator.asal) if self.indikator.asal else (),
            "induk": (induk := sel_induk(self.indikator, self.renstra.tahun_periode)),
            "alasan_lemah": self._alasan_lemah() if any(sel.lemah for sel in induk) else "",
            "warisan": kalimat(self.renstra, self.indikator),
            "standar": susun_standar(self.indikator),
            "baseline": self.indikator.satuan.cetak(self.indikator.baseline) if self.indikator.tahun_baseline else "",
            "pelaksana": self.indikator.pelaksana.all(),
            "kondisi": kondisi_indikator(self.indikator),
            "boleh_ubah": boleh_ubah,
        }

    def _alasan_lemah(self) -> str:
        """Why the target may be weaker than the followed plan's: for everybody who sees the plan."""
        alasan = self.indikator.pengecualian_mutu.filter(butir=MutuIndikator.INDUK).values_list("alasan", flat=True)
        return alasan.first() or ""


class TargetView(IndikatorMixin, FormView):
    """The yearly targets of one indikator, as a form; a fixed Renstra answers why it is closed and the way on."""

    izin = UBAH
    template_name = "renstra/target.html"
    form_class = TargetForm

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(*args, **kwargs) if self.renstra.dapat_diubah else self.terkunci(status=200)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(*args, **kwargs) if self.renstra.dapat_diubah else self.terkunci(status=409)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"indikator": self.indikator}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"indikator": self.indikator, "renstra": self.renstra}

    def form_valid(self, form: TargetForm) -> HttpResponse:
        try:
            berubah = services.simpan_target(indikator=self.indikator, isian=form.isian())
        except services.KonflikTarget as konflik:
            form.catat_konflik(konflik.tersimpan)
            return self.form_invalid(form, status=409)
        except TransisiDitolak:
            self.renstra.refresh_from_db(fields=["status"])
            return self.terkunci(status=409)
        messages.success(self.request, _kabar_target(self.indikator, berubah))
        return redirect(self.tautan("indikator", self.indikator.pk))

    def form_invalid(self, form: TargetForm, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def terkunci(self, *, status: int) -> HttpResponse:
        """Says why nothing can be typed here. What was posted is shown again, so that it is not lost."""
        diketik = [
            (f"Target {tahun}", self.request.POST[f"target_{tahun}"])
            for tahun in self.renstra.tahun_periode
            if self.request.POST.get(f"target_{tahun}")
        ]
        konteks = {
            "indikator": self.indikator,
            "renstra": self.renstra,
            "diketik": diketik,
            "boleh_revisi": self.renstra.dapat_direvisi,
        }
        self.template_name = "renstra/terkunci.html"
        return self.render_to_response(konteks, status=status)


def _kabar_target(indikator: Indikator, berubah: int) -> str:
    if not berubah:
        return f"Tidak ada target indikator {indikator.kode} yang berubah."
    return f"Target indikator {indikator.kode} tersimpan: {berubah} tahun berubah."


# --- Acts ----------------------------------------------------------------------------------------------------------


class RevisiView(RenstraMixin, FormView):
    """Why a fixed Renstra changes; then a draft with the whole cascade to work on."""

    izin = UBAH
    template_name = "renstra/revisi.html"
    form_class = RevisiForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draf = self.semua_renstra().filter(menggantikan=self.renstra).first()
        return super().get_context_data(**kwargs) | {"renstra": self.renstra, "draf": draf}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            baru = services.buat_revisi(renstra=self.renstra, oleh=self.pengguna, alasan=form.cleaned_data["alasan"])
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        messages.success(self.request, "Draf revisi dibuat. Ubah targetnya, lalu ajukan.")
        return redirect(self.tautan("detail", baru.pk))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TindakanView(RenstraMixin, FormView):
    """One act of ALUR: GET shows what will happen and asks for what it needs, POST does it."""

    template_name = "renstra/tindakan.html"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["tindakan"] not in FORMULIR:
            raise Http404("Tindakan ini tidak dikenal.")
        self.izin = Renstra.ALUR[kwargs["tindakan"]].izin
        return super().dispatch(request, *args, **kwargs)

    @property
    def tindakan(self) -> str:
        return str(self.kwargs["tindakan"])

    def get_form_class(self) -> type[forms.Form]:
        return FORMULIR[self.tindakan]

    def get_initial(self) -> dict[str, Any]:
        """The signer of the predecessor is the likely one; where it names none, the Ketua in office."""
        if self.tindakan != "tetapkan":
            return {}
        asal = self.renstra.menggantikan
        if asal is not None and asal.penandatangan:
            return {"penandatangan": asal.penandatangan, "jabatan_penandatangan": asal.jabatan_penandatangan}
        ketua = Penugasan.objects.pemangku_jenis(self.satker, JenisJabatan.KETUA, timezone.localdate())
        return (
            {"penandatangan": ketua.pejabat.nama_lengkap, "jabatan_penandatangan": ketua.jabatan.nama} if ketua else {}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        transisi, lemah = Renstra.ALUR[self.tindakan], daftar_lemah(self.renstra)
        belum = tanpa_alasan(lemah)
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "transisi": transisi,
            "tindakan": self.tindakan,
            "mungkin": self.renstra.status in transisi.asal,
            "perbandingan": susun_perbandingan(self.renstra),
            "lemah": lemah,
            "gerbang": kalimat_gerbang(belum) if self.tindakan == "ajukan" else "",
            "induk_baru": belum_selaras(self.renstra),
            "keadaan": kekurangan_renstra(self.renstra),
            "penetap": yang_menetapkan(),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            getattr(services, self.tindakan)(renstra=self.renstra, oleh=self.pengguna, **form.cleaned_data)
        except TransisiDitolak as galat:
            messages.error(self.request, str(galat))
            self.renstra.refresh_from_db(fields=["status"])
            return self.form_invalid(form, status=409)
        messages.success(self.request, self._kabar(form))
        return redirect(self.tautan("detail", self.renstra.pk))

    def form_invalid(self, form: forms.Form, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def _kabar(self, form: forms.Form) -> str:
        if self.tindakan == "tetapkan":
            isian = form.cleaned_data
            return f"{KABAR['tetapkan']} Keputusan {isian['nomor']}, {format_tanggal(isian['tanggal'])}."
        return KABAR[self.tindakan]
