"""Pages of the budget to type into: the two grids, cut-offs, revision, putting a DIPA in force."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from organisasi.tempat import TempatMixin, di_tempat, wajib_izin
from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan, format_tanggal

from . import services
from .enums import StatusDipa
from .forms import BerlakukanForm, KisiRupiahForm, PosisiForm, RevisiDipaForm, SelRupiah
from .izin import BERLAKUKAN, ISI, UBAH
from .models import Dipa, DipaQuerySet, Pos, PosisiRealisasi, PosisiRealisasiQuerySet
from .pohon import TidakCocok, tidak_cocok
from .rekap import BarisPos, RekapDipa, rekap_dipa, rekap_pohon
from .services import IsianRupiah

if TYPE_CHECKING:
    from organisasi.models import Pengguna


class AnggaranMixin(TempatMixin):
    """What belongs to the place: the satker's DIPA and cut-offs of the year."""

    kwargs: dict[str, Any]

    @property
    def pengguna(self) -> Pengguna:
        return cast("Pengguna", self.request.user)

    def semua_dipa(self) -> DipaQuerySet:
        return Dipa.objects.visible_to(self.pengguna).filter(satker=self.satker).for_tahun(self.tahun)

    def semua_posisi(self) -> PosisiRealisasiQuerySet:
        return PosisiRealisasi.objects.visible_to(self.pengguna).filter(satker=self.satker).for_tahun(self.tahun)

    def boleh(self, izin: str) -> bool:
        return self.pengguna.has_perm(izin, self.satker)

    @cached_property
    def dipa(self) -> Dipa:
        return get_object_or_404(self.semua_dipa().select_related("menggantikan"), pk=self.kwargs["pk"])

    @cached_property
    def posisi(self) -> PosisiRealisasi:
        return get_object_or_404(self.semua_posisi(), pk=self.kwargs["pk"])

    def posisi_di_alamat(self, kunci: str = "posisi") -> PosisiRealisasi | None:
        """The cut-off named in the query; 404 when it is not one of this year's."""
        pilihan = self.request.GET.get(kunci, "")
        if not pilihan:
            return None
        pk = baca_bilangan(pilihan)
        if pk is None:
            raise Http404("Posisi realisasi ini tidak ada.")
        return get_object_or_404(self.semua_posisi(), pk=pk)

    def tautan(self, nama: str, **kwargs: Any) -> str:
        return reverse(f"anggaran:{nama}", kwargs={"kode": self.satker.kode, "tahun": self.tahun, **kwargs})


# --- Grids ---------------------------------------------------------------------------------------------------------


class KisiView(AnggaranMixin, FormView, ABC):
    """Base of the grids: an input per row of a tree, saved together."""

    form_class = KisiRupiahForm

    @abstractmethod
    def sel(self) -> list[SelRupiah]:
        """The inputs, with what stands in them now."""

    @abstractmethod
    def simpan(self, isian: dict[str, IsianRupiah]) -> HttpResponse:
        """Store what was typed, and answer."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sel": self.sel()}

    def form_valid(self, form: KisiRupiahForm) -> HttpResponse:
        try:
            return self.simpan(form.isian())
        except services.KonflikRupiah as konflik:
            form.catat_konflik(konflik.tersimpan)
            return self.form_invalid(form, status=409)
        except services.RealisasiGanda as galat:
            form.catat_bentrok(galat.bentrok)
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
        return self.form_invalid(form)

    def form_invalid(self, form: KisiRupiahForm, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def kabarkan(self, apa: str, berubah: int) -> None:
        messages.success(
            self.request, f"{apa} tersimpan: {berubah} pos berubah." if berubah else "Tidak ada yang berubah."
        )


class RealisasiView(KisiView):
    """Spending at one cut-off: an input for each node of the DIPA in force, and for codes that the DIPA lost."""

    izin = ISI
    template_name = "anggaran/realisasi.html"

    @cached_property
    def baris(self) -> tuple[BarisPos, ...]:
        return rekap_dipa(self.satker, self.tahun, posisi=self.posisi).baris

    @cached_property
    def tercatat(self) -> dict[str, IsianRupiah]:
        return {r.kode: IsianRupiah(r.nilai, r.versi) for r in self.posisi.realisasi.order_by("kode")}

    def sel(self) -> list[SelRupiah]:
        dalam_dipa = [b.kode for b in self.baris]
        semua = dalam_dipa + [kode for kode in self.tercatat if kode not in set(dalam_dipa)]
        return [
            SelRupiah(kode, f"Realisasi {self.tahun} pos {kode}", self.tercatat.get(kode, IsianRupiah(None, 0)))
            for kode in semua
        ]

    @cached_property
    def dari(self) -> PosisiRealisasi | None:
        """Whose figures an empty cut-off begins with (`?dari=`); they are stored only when the person saves."""
        return None if self.tercatat else self.posisi_di_alamat("dari")

    def get_form(self, form_class: Any = None) -> KisiRupiahForm:
        form: KisiRupiahForm = super().get_form(form_class)
        if self.dari is not None and not form.is_bound:
            form.awali({r.kode: r.nilai for r in self.dari.realisasi.all()})
        return form

    def simpan(self, isian: dict[str, IsianRupiah]) -> HttpResponse:
        pos = [b.pos for b in self.baris]
        self.kabarkan("Realisasi", services.simpan_realisasi(posisi=self.posisi, pos=pos, isian=isian))
        return redirect(f"{self.tautan('daftar')}?posisi={self.posisi.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        form: KisiRupiahForm = konteks["form"]
        dalam_dipa = {b.kode for b in self.baris}
        return konteks | {
            "posisi": self.posisi,
            "dari": self.dari,
            "posisi_lain": [] if self.tercatat else self._lebih_awal(),
            "baris": [{"baris": b, "medan": form.medan(b.kode)} for b in self.baris],
            "di_luar": [{"kode": k, "medan": form.medan(k)} for k in form.sel if k not in dalam_dipa],
        }

    def _lebih_awal(self) -> list[PosisiRealisasi]:
        """Cut-offs that this one can begin with: those before it, the newest first."""
        lain = self.semua_posisi().exclude(pk=self.posisi.pk)
        if self.posisi.per_tanggal:
            lain = lain.filter(per_tanggal__lt=self.posisi.per_tanggal)
        return list(lain.order_by("-per_tanggal", "pk"))


class PaguView(KisiView):
    """Pagu of a draft DIPA: an input for each lowest node, sums above."""

    izin = UBAH
    template_name = "anggaran/pagu.html"

    @cached_property
    def rekap(self) -> RekapDipa:
        return rekap_pohon(self.dipa, None)

    def sel(self) -> list[SelRupiah]:
        return [
            SelRupiah(p.kode, f"Pagu {self.tahun} pos {p.kode}", IsianRupiah(p.pagu, p.versi))
            for p in services.pos_terbawah(self._pos())
        ]

    def _pos(self) -> list[Pos]:
        return [b.pos for b in self.rekap.baris]

    def simpan(self, isian: dict[str, IsianRupiah]) -> HttpResponse:
        self.kabarkan("Pagu", services.simpan_pagu(dipa=self.dipa, isian=isian))
        return redirect(self.tautan("dipa", pk=self.dipa.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = super().get_context_data(**kwargs)
        beda = {b.baris.pos.pk: b for b in tidak_cocok(self.rekap.baris)}
        return konteks | {
            "dipa": self.dipa,
            "rekap": self.rekap,
            "baris": [_baris_pagu(b, konteks["form"].medan(b.kode), beda.get(b.pos.pk)) for b in self.rekap.baris],
            "ada_tertera": any(b.tertera is not None for b in self.rekap.baris),
            "terkunci": not self.dipa.dapat_diubah,
        }


def _baris_pagu(b: BarisPos, medan: forms.BoundField | None, beda: TidakCocok | None) -> dict[str, Any]:
    """`tetap`: the pagu that stands on a node above others itself; `tertera`: what the source states; bare digits."""
    return {
        "baris": b,
        "medan": medan,
        "tetap": "" if medan or b.pos.pagu is None else f"{b.pos.pagu:.0f}",
        "tertera": "" if b.tertera is None else f"{b.tertera:.0f}",
        "selisih": beda.selisih if beda else b.selisih_tertera,
    }


# --- Cut-offs ------------------------------------------------------------------------------------------------------


class FormulirView(AnggaranMixin, FormView):
    """Base of the full-page forms: wrong input comes back with status 422."""

    def form_invalid(self, form: forms.BaseForm, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class PosisiBaruView(FormulirView):
    izin = ISI
    template_name = "anggaran/posisi.html"
    form_class = PosisiForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"satker": self.satker, "tahun": self.tahun}

    def get_initial(self) -> dict[str, Any]:
        return {"utama": not self.semua_posisi().filter(utama=True).exists()}

    def form_valid(self, form: PosisiForm) -> HttpResponse:
        try:
            posisi = services.buat_posisi(satker=self.satker, tahun=self.tahun, **form.cleaned_data)
        except services.NamaPosisiDipakai as galat:
            form.add_error("nama", str(galat))
            return self.form_invalid(form)
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form, status=409)
        messages.success(self.request, f"Posisi “{posisi}” dibuat. Isi realisasinya.")
        return redirect(self.tautan("realisasi", pk=posisi.pk))


@require_POST
@di_tempat
def jadikan_utama(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the cut-off that Beranda and reports use."""
    wajib_izin(request, ISI)
    satker, tahun = request.satker, request.tahun  # type: ignore[attr-defined]
    posisi = get_object_or_404(
        PosisiRealisasi.objects.visible_to(request.user).filter(satker=satker, tahun=tahun), pk=pk
    )
    try:
        services.jadikan_utama(posisi=posisi)
    except TransisiDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Posisi “{posisi}” menjadi posisi utama.")
    return redirect(reverse("anggaran:daftar", kwargs={"kode": satker.kode, "tahun": tahun}))


# --- Revision ------------------------------------------------------------------------------------------------------


class RevisiView(FormulirView):
    """Why the DIPA changes; then a draft with the whole tree to work on."""

    izin = UBAH
    template_name = "anggaran/revisi.html"
    form_class = RevisiDipaForm

    def get_initial(self) -> dict[str, Any]:
        return {"nomor": self.dipa.nomor}

    def get_form(self, form_class: Any = None) -> RevisiDipaForm:
        form: RevisiDipaForm = super().get_form(form_class)
        form.fields["nomor"].help_text = _petunjuk_nomor(self.dipa)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draf = self.semua_dipa().filter(menggantikan=self.dipa).first()
        return super().get_context_data(**kwargs) | {"dipa": self.dipa, "draf": draf}

    def form_valid(self, form: RevisiDipaForm) -> HttpResponse:
        try:
            baru = services.buat_revisi_dipa(dipa=self.dipa, oleh=self.pengguna, **form.cleaned_data)
        except TransisiDitolak as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form, status=409)
        messages.success(self.request, f"{baru} dibuat sebagai draf. Ubah pagunya, lalu berlakukan.")
        return redirect(self.tautan("dipa", pk=baru.pk))


def _petunjuk_nomor(lama: Dipa) -> str:
    """Beside a number that was taken over from the DIPA before."""
    saran = f"Ini nomor {lama}; ganti bila revisinya bernomor lain." if lama.nomor else "Boleh menyusul."
    return f"Seperti tercetak. {saran}"


class BerlakukanView(FormulirView):
    """GET shows what will be fixed and asks once, POST puts the DIPA in force."""

    izin = BERLAKUKAN
    template_name = "anggaran/berlakukan.html"
    form_class = BerlakukanForm

    def get_initial(self) -> dict[str, Any]:
        return {"nomor": self.dipa.nomor or self._nomor_lama(), "tanggal": self.dipa.tanggal}

    def get_form(self, form_class: Any = None) -> BerlakukanForm:
        form: BerlakukanForm = super().get_form(form_class)
        if not self.dipa.nomor and self.dipa.menggantikan:
            form.fields["nomor"].help_text = _petunjuk_nomor(self.dipa.menggantikan)
        return form

    def _nomor_lama(self) -> str:
        """Revisions of a year keep the number of the DIPA."""
        return self.dipa.menggantikan.nomor if self.dipa.menggantikan else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rekap = rekap_pohon(self.dipa, None)
        return super().get_context_data(**kwargs) | {
            "dipa": self.dipa,
            "rekap": rekap,
            "transisi": Dipa.ALUR["berlakukan"],
            "mungkin": self.dipa.status == StatusDipa.DRAF,
        }

    def form_valid(self, form: BerlakukanForm) -> HttpResponse:
        tanggal = form.cleaned_data["tanggal"]
        try:
            services.berlakukan_dipa(dipa=self.dipa, oleh=self.pengguna, **form.cleaned_data)
        except TransisiDitolak as galat:
            self.dipa.refresh_from_db(fields=["status"])
            form.add_error(None, str(galat))
            return self.form_invalid(form, status=409)
        messages.success(self.request, f"{self.dipa} berlaku sejak {format_tanggal(tanggal)}.")
        return redirect(self.tautan("daftar"))
