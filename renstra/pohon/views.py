"""The page of the tree, the form of every condition in it, and what the Renstra proposes for it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import CreateView, TemplateView, UpdateView

from sakip.angka import baca_bilangan
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganMixin

from ..kaskade import potong
from ..views import RenstraMixin
from ..views_kaskade import LANGKAH, SuntingRenstraMixin
from . import services
from .bentuk import Pohon
from .enums import Celah, JenjangKondisi
from .forms import KondisiForm
from .models import Kondisi
from .rangka import Rangka
from .susunan import boleh_ubah, susun_pohon, terbuka
from .usulan import susun_usulan


class PohonView(RenstraMixin, TemplateView):
    template_name = "renstra/pohon/pohon.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pohon = susun_pohon(self.renstra, self.pengguna, tahun=self.tahun)
        return super().get_context_data(**kwargs) | {
            "renstra": self.renstra,
            "pohon": pohon,
            "celah": _hitung_celah(pohon),
            "boleh_ubah": boleh_ubah(self.renstra, self.pengguna),
            "berisi": self.renstra.sasaran.exists() or self.renstra.tujuan.exists(),
            "fokus": self.request.GET.get("fokus", ""),
        }


def _hitung_celah(pohon: Pohon) -> list[tuple[str, int]]:
    hitung = Counter(c for simpul in pohon.telusur() for c in simpul.celah)
    return [(c.label, hitung[c]) for c in Celah if hitung[c]]


class SuntingPohonMixin(SuntingRenstraMixin):
    """A page that edits the tree. Open also while the Renstra is in force, not when it was superseded."""

    template_name: Any

    @property
    def terbuka(self) -> bool:
        return terbuka(self.renstra)

    def terkunci(self, status: int) -> HttpResponse:
        self.template_name = "renstra/pohon/terkunci.html"
        konteks = {"renstra": self.renstra, "diketik": self._diketik()}
        return self.render_to_response(konteks, status=status)  # type: ignore[attr-defined]

    def ke_pohon(self, fokus: str = "") -> str:
        """The tree, with the focus on the condition that was worked on."""
        alamat = self.tautan("pohon", self.renstra.pk)
        return f"{alamat}?fokus={fokus}" if fokus else alamat

    @cached_property
    def rangka(self) -> Rangka:
        return Rangka.dari(self.renstra)


class KondisiMixin(SuntingPohonMixin, SuntinganMixin):
    """A form of one condition."""

    template_name: Any = "renstra/pohon/formulir.html"
    form_class: Any = KondisiForm
    object: Any
    pesan = ""
    sesudah: int | None = None

    def get_object(self, queryset: Any = None) -> Kondisi:
        return get_object_or_404(Kondisi, pohon__renstra=self.renstra, pk=self.kwargs["butir"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"renstra": self.renstra, "rangka": self.rangka}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.object = services.simpan(renstra=self.renstra, form=form, sesudah=self.sesudah)
        except services.TempatDitolak as galat:  # the tree changed at this moment
            form.add_error(galat.kolom, str(galat))
            return self.form_invalid(form)
        except VersiBerubah:
            return self.ulangi()
        messages.success(self.request, self.pesan.format(potong(str(self.object))))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return self.ke_pohon(self._tempat(self.object.pk))

    def _tempat(self, pk: int) -> str:
        """Where the person came from: the box of the drawing (`?dari=gambar`), or the row of the list."""
        return f"{'simpul' if self.request.GET.get('dari') == 'gambar' else 'kondisi'}-{pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kata = {"renstra": self.renstra, "judul": self.judul(), "kembali": self.kembali()}
        return super().get_context_data(**kata | kwargs)  # type: ignore[misc]

    def kembali(self) -> str:
        return self.get_success_url()

    def judul(self) -> str:
        return f"Ubah kondisi {self.rangka.nomor[self.object.pk]}"


class TambahView(KondisiMixin, CreateView):
    """A new condition: `?di=` the one that it goes below, `?sesudah=` the one that it goes beside."""

    pesan = "Kondisi “{}” ditambahkan."

    def _kondisi(self, nama: str) -> Kondisi | None:
        return self.rangka.menurut_pk.get(baca_bilangan(self.request.GET.get(nama, "")) or 0)

    @cached_property
    def samping(self) -> Kondisi | None:
        return self._kondisi("sesudah")

    @property
    def sesudah(self) -> int | None:  # type: ignore[override]
        return self.samping.pk if self.samping else None

    @cached_property
    def induk(self) -> Kondisi | None:
        if self.samping is None:
            return self._kondisi("di")
        return self.rangka.menurut_pk.get(self.samping.induk_id or 0)

    def get_initial(self) -> dict[str, Any]:
        """Below: one level down; beside: the same level."""
        if self.samping is not None:
            jenjang = self.samping.jenjang
        else:
            tingkat = JenjangKondisi(self.induk.jenjang).tingkat + 1 if self.induk else 0
            jenjang = list(JenjangKondisi)[min(tingkat, len(JenjangKondisi) - 1)]
        return {"jenjang": jenjang, "induk": self.induk.pk if self.induk else None}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["uraian"].widget.attrs["autofocus"] = True
        return form

    def get_success_url(self) -> str:
        if "lagi" in self.request.POST:
            return f"{self.tautan('tambah_kondisi', self.renstra.pk)}?sesudah={self.object.pk}"
        return super().get_success_url()

    def kembali(self) -> str:
        asal = self.samping or self.induk
        return self.ke_pohon(f"kondisi-{asal.pk}" if asal else "tambah")

    def judul(self) -> str:
        if self.samping is not None:
            return f"Tambah kondisi sesudah {self.rangka.nomor[self.samping.pk]}"
        return f"Tambah kondisi di bawah {self.rangka.nomor[self.induk.pk]}" if self.induk else "Tambah kondisi"


class UbahView(KondisiMixin, UpdateView):
    pesan = "Kondisi “{}” disimpan."


class HapusView(SuntingPohonMixin, TemplateView):
    """Asks once: only this condition, or the whole branch; with what goes along."""

    template_name = "renstra/pohon/hapus.html"

    @cached_property
    def kondisi(self) -> Kondisi:
        return get_object_or_404(Kondisi, pohon__renstra=self.renstra, pk=self.kwargs["butir"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi = {
            "renstra": self.renstra,
            "kondisi": self.kondisi,
            "nomor": self.rangka.nomor[self.kondisi.pk],
            "banyak_anak": len(self.rangka.anak(self.kondisi.pk)),
            "banyak_turunan": sum(1 for _ in self.rangka.turunan(self.kondisi.pk)),
            "induk": self.rangka.menurut_pk.get(self.kondisi.induk_id or 0),
            "kembali": self.ke_pohon(f"kondisi-{self.kondisi.pk}"),
            "berubah": False,
        }
        return super().get_context_data(**isi | kwargs)

    def tulis(self) -> HttpResponse:
        kata, fokus = potong(str(self.kondisi)), self._fokus()
        if self.request.POST.get("cara") != "cabang":
            services.hapus(renstra=self.renstra, kondisi=self.kondisi)
            messages.success(self.request, f"Kondisi “{kata}” dihapus.")
            return redirect(self.ke_pohon(fokus))
        banyak = baca_bilangan(self.request.POST.get("banyak", ""))
        try:
            services.hapus_cabang(renstra=self.renstra, kondisi=self.kondisi, banyak=banyak)
        except services.CabangBerubah:
            return self.render_to_response(self.get_context_data(berubah=True), status=409)
        messages.success(self.request, f"Kondisi “{kata}” dan {banyak} kondisi di bawahnya dihapus.")
        return redirect(self.ke_pohon(fokus))

    def _fokus(self) -> str:
        """What has the focus when this one is gone: the one before in its list, the one above, or the add button."""
        saudara = [k.pk for k in self.rangka.anak(self.kondisi.induk_id)]
        tempat = saudara.index(self.kondisi.pk)
        dekat = saudara[tempat - 1] if tempat else self.kondisi.induk_id
        return f"kondisi-{dekat}" if dekat else "tambah"


class GeserView(SuntingPohonMixin, TemplateView):
    """One place up or down; the same button has the focus again."""

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        kondisi = get_object_or_404(Kondisi, pohon__renstra=self.renstra, pk=self.kwargs["butir"])
        arah = self.request.POST.get("arah", "")
        arah = arah if arah in LANGKAH else "turun"
        services.geser(renstra=self.renstra, kondisi=kondisi, langkah=LANGKAH[arah])
        return redirect(self.ke_pohon(f"kondisi-{kondisi.pk}-{arah}"))


class UsulanView(SuntingPohonMixin, TemplateView):
    """What the Renstra would add, to be read first; a POST adds exactly that."""

    template_name = "renstra/pohon/usulan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi = {"renstra": self.renstra, "kembali": self.ke_pohon(), "berubah": False}
        if "usulan" not in kwargs:
            isi["usulan"] = susun_usulan(self.renstra)
        return super().get_context_data(**isi | kwargs)

    def tulis(self) -> HttpResponse:
        try:
            banyak = services.usulkan(renstra=self.renstra, sidik=self.request.POST.get("sidik", ""))
        except services.UsulanBerubah as galat:
            return self.render_to_response(self.get_context_data(usulan=galat.usulan, berubah=True), status=409)
        messages.success(
            self.request, f"{banyak} kondisi ditambahkan dari Renstra. Pindahkan yang belum pada tempatnya."
        )
        return redirect(self.ke_pohon())
