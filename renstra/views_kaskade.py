"""The cascade editor: a plan from nothing, the outline of a draft, and the form of every row in it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import CreateView, FormView, TemplateView, UpdateView

from sakip.alur import TransisiDitolak
from sakip.angka import baca_bilangan
from sakip.models import VersiBerubah
from sakip.sunting import SuntinganMixin

from . import services_kaskade as services
from .aturan import mutu_indikator
from .bagian import BAGIAN, Bagian
from .enums import MutuIndikator, StatusRenstra
from .forms_indikator import IndikatorForm
from .forms_kaskade import FORMULIR, PengecualianForm, RenstraForm
from .ikut.garis import calon_induk
from .ikut.lindung import Terlindung, kalimat
from .kaskade import potong, susun_kaskade
from .models import Indikator, Renstra
from .views import UBAH, RenstraMixin

LANGKAH = {"naik": -1, "turun": 1}
#: What neighbouring indikator usually share: carried over by "Simpan lalu tambah lagi".
TERBAWA = ("iku", "satuan", "polaritas", "sumber_data")


class SusunView(RenstraMixin, SuntinganMixin, CreateView):
    """A plan from nothing; where one exists for the year, the page leads there."""

    izin = UBAH
    template_name = "renstra/kaskade/susun.html"
    form_class = RenstraForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Renstra(satker=self.satker)}

    def get_initial(self) -> dict[str, Any]:
        periode = services.periode_lazim(self.tahun)
        awal, akhir = periode[0], periode[-1]
        judul = f"Rencana Strategis {self.satker.nama_singkat} {awal}–{akhir}"
        return {"judul": judul, "periode_awal": awal, "periode_akhir": akhir}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ada = self.semua_renstra().exclude(status=StatusRenstra.DIGANTIKAN).order_by("-pk").first()
        calon = [] if ada else list(calon_induk(self.satker).for_tahun(self.tahun))
        return super().get_context_data(ada=ada, calon_induk=calon, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            renstra = services.susun_renstra(renstra=form.instance, oleh=self.pengguna)
        except services.SudahAda as galat:
            form.add_error("periode_awal", str(galat))
            return self.form_invalid(form)
        messages.success(self.request, "Renstra dibuat sebagai draf. Tulis isinya dari atas ke bawah.")
        tahun = self.tahun if self.tahun in renstra.tahun_periode else renstra.periode_awal
        return redirect("renstra:kaskade", kode=self.satker.kode, tahun=tahun, pk=renstra.pk)


class SuntingRenstraMixin(RenstraMixin):
    """A page that edits the plan of the address; one that is not open for editing says why instead."""

    izin = UBAH

    @property
    def terbuka(self) -> bool:
        return self.renstra.dapat_diubah

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(*args, **kwargs) if self.terbuka else self.terkunci(200)  # type: ignore[misc]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.terbuka:
            return self.terkunci(409)
        try:
            return self.tulis()
        except Terlindung as galat:
            messages.error(self.request, str(galat))
            return redirect(self.tautan("kaskade", self.renstra.pk))
        except TransisiDitolak:  # it was handed in at this moment
            self.renstra.refresh_from_db(fields=["status"])
            return self.terkunci(409)

    def tulis(self) -> HttpResponse:
        """What a POST does while the plan is open; default: the form's."""
        return super().post(self.request, **self.kwargs)  # type: ignore[misc]

    def ulangi(self) -> HttpResponse:
        """Somebody saved between reading and writing: the form again, with both values."""
        self.object = self.get_object()  # type: ignore[attr-defined]
        ulang = self.get_form()  # type: ignore[attr-defined]
        ulang.is_valid()
        return self.form_invalid(ulang)  # type: ignore[attr-defined]

    def terkunci(self, status: int) -> HttpResponse:
        konteks = {"renstra": self.renstra, "boleh_revisi": self.renstra.dapat_direvisi, "diketik": self._diketik()}
        self.template_name = "renstra/kaskade/terkunci.html"
        return self.render_to_response(konteks, status=status)  # type: ignore[attr-defined]

    def _diketik(self) -> list[str]:
        """What was posted in words, so that it is not lost."""
        kecuali = {"csrfmiddlewaretoken", "versi", "geser"}
        return [t for n, t in self.request.POST.items() if n not in kecuali and isinstance(t, str) and " " in t.strip()]

    def ke_kaskade(self, fokus: str) -> str:
        """The outline, with the focus on the row that was worked on."""
        return f"{self.tautan('kaskade', self.renstra.pk)}?fokus={fokus}"


class KaskadeView(SuntingRenstraMixin, TemplateView):
    """The outline of a draft."""

    template_name = "renstra/kaskade/kaskade.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs | konteks_kaskade(self.renstra, self.request.GET.get("fokus", "")))


def konteks_kaskade(renstra: Renstra, fokus: str) -> dict[str, Any]:
    """`fokus` is the row that was worked on and, after a move, how: "misi-3", "misi-3-naik", "misi-3-pindah"."""
    kaskade = susun_kaskade(renstra)
    kunci, _, cara = fokus.rpartition("-")
    kabar = kaskade.letak(kunci) if cara in {*LANGKAH, "pindah"} else ""
    fokus = kunci if cara == "pindah" else fokus
    return {
        "renstra": renstra,
        "kaskade": kaskade,
        "fokus": fokus,
        "kabar": kabar,
        "galat": "",
        "warisan": kalimat(renstra, renstra),
    }


class DasarView(SuntingRenstraMixin, SuntinganMixin, UpdateView):
    """Name, years and visi of a draft."""

    template_name = "renstra/kaskade/formulir.html"
    form_class = RenstraForm

    def get_object(self, queryset: Any = None) -> Renstra:
        return get_object_or_404(self.semua_renstra(), pk=self.kwargs["pk"])

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            renstra = services.simpan_dasar(form=form)
        except VersiBerubah:
            return self.ulangi()
        messages.success(self.request, "Renstra disimpan.")
        tahun = self.tahun if self.tahun in renstra.tahun_periode else renstra.periode_awal
        alamat = reverse("renstra:kaskade", kwargs={"kode": self.satker.kode, "tahun": tahun, "pk": renstra.pk})
        return redirect(f"{alamat}?fokus=dasar")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kata: dict[str, Any] = {
            "judul": "Judul, periode, dan visi",
            "keterangan": "",
            "tombol": "Simpan Renstra",
            "bagian": None,
        }
        kata |= {"renstra": self.renstra, "kembali": self.ke_kaskade("dasar"), "bagian": None, "mutu": None}
        return super().get_context_data(**kata | kwargs)


class BagianMixin(SuntingRenstraMixin, SuntinganMixin):
    """A form of one row; `self.bagian` is the kind of row in the address."""

    template_name: Any = "renstra/kaskade/formulir.html"
    object: Any
    pesan = ""

    @cached_property
    def bagian(self) -> Bagian:
        bagian = BAGIAN.get(self.kwargs["bagian"])
        if bagian is None:
            raise Http404("Bagian Renstra ini tidak dikenal.")
        return bagian

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.bagian.daftar(self.renstra), pk=self.kwargs["butir"])

    def get_form_class(self) -> Any:
        return FORMULIR.get(self.bagian.slug, IndikatorForm)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"bagian": self.bagian, "renstra": self.renstra}  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.object = services.simpan(bagian=self.bagian, renstra=self.renstra, form=form)
        except VersiBerubah:
            return self.ulangi()
        messages.success(self.request, self.pesan.format(self.bagian.sebutan.capitalize(), potong(str(self.object))))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return self.ke_kaskade(f"{self.bagian.slug}-{self.object.pk}")

    def kembali(self) -> str:
        """Where "Batal" goes: the row or the button that the person came from."""
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kata = {"renstra": self.renstra, "bagian": self.bagian, "keterangan": self.bagian.keterangan}
        kata |= {"kembali": self.kembali(), "judul": self.judul(), "tombol": f"Simpan {self.bagian.sebutan}"}
        kata |= {"mutu": None}
        return super().get_context_data(**kata | kwargs)  # type: ignore[misc]

    def judul(self) -> str:
        return f"Ubah {self.bagian.sebutan}"


class TambahView(BagianMixin, CreateView):
    """A new row; `?di=` is the row that it goes below."""

    pesan = "{} “{}” ditambahkan."

    @cached_property
    def induk(self) -> Any:
        """The row above that the address names, if it is one of this plan."""
        if self.bagian.induk == "renstra":
            return None
        di = baca_bilangan(self.request.GET.get("di", ""))
        return self.bagian.calon_induk(self.renstra).filter(pk=di).first() if di else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.bagian.baru(self.renstra)}

    def get_form(self, form_class: Any = None) -> Any:
        """Typing begins in the first field that is not chosen already."""
        form = super().get_form(form_class)
        awal = next(n for n in form.fields if n not in {"versi", self.bagian.induk, "kode"})
        form.fields[awal].widget.attrs["autofocus"] = True
        return form

    def get_initial(self) -> dict[str, Any]:
        awal: dict[str, Any] = {self.bagian.induk: self.induk.pk} if self.induk else {}
        if kode := services.kode_berikut(self.bagian, self.renstra, self.induk):
            awal["kode"] = kode
        return awal | self._terbawa()

    def _terbawa(self) -> dict[str, Any]:
        """What comes along from the indikator that `?seperti=` names, the one just saved."""
        pk = baca_bilangan(self.request.GET.get("seperti", ""))
        contoh = self.bagian.daftar(self.renstra).filter(pk=pk).first() if pk else None
        if not isinstance(contoh, Indikator):
            return {}
        nilai = {nama: contoh.serializable_value(nama) for nama in TERBAWA}
        return nilai | {"pelaksana": list(contoh.pelaksana.all())}

    def get_success_url(self) -> str:
        if "lagi" not in self.request.POST:
            return super().get_success_url()
        alamat = self.tautan_bagian("tambah_bagian")
        induk = getattr(self.object, f"{self.bagian.induk}_id") if self.bagian.induk != "renstra" else None
        kunci = {"di": induk} if induk else {}
        if self.bagian.model is Indikator:
            kunci["seperti"] = self.object.pk
        return f"{alamat}?{urlencode(kunci)}" if kunci else alamat

    def kembali(self) -> str:
        return self.ke_kaskade(f"tambah-{self.bagian.slug}-{self.induk.pk if self.induk else 0}")

    def tautan_bagian(self, nama: str) -> str:
        tempat = {"kode": self.satker.kode, "tahun": self.tahun, "pk": self.renstra.pk, "bagian": self.bagian.slug}
        return reverse(f"renstra:{nama}", kwargs=tempat)

    def judul(self) -> str:
        return f"Tambah {self.bagian.sebutan}"


class UbahView(BagianMixin, UpdateView):
    pesan = "{} “{}” disimpan."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An indikator comes with advice on what is stored of it."""
        if self.bagian.model is Indikator:
            kwargs["mutu"] = mutu_indikator(self.get_object())
        return super().get_context_data(**kwargs)


class MutuView(SuntingRenstraMixin, FormView):
    """Why an advice does not hold for an indikator; emptied, it holds again."""

    template_name = "renstra/kaskade/mutu.html"
    form_class = PengecualianForm

    @cached_property
    def indikator(self) -> Indikator:
        return get_object_or_404(BAGIAN["indikator"].daftar(self.renstra), pk=self.kwargs["butir"])

    @cached_property
    def saran(self) -> MutuIndikator:
        try:
            return MutuIndikator(self.kwargs["saran"])
        except ValueError as galat:
            raise Http404("Saran ini tidak dikenal.") from galat

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if self.saran == MutuIndikator.INDUK:
            bantuan = "Mengapa target di sini boleh lebih lemah; satker induk membacanya sesudah Renstra ditetapkan."
            form.fields["alasan"].help_text = bantuan
        return form

    def get_initial(self) -> dict[str, Any]:
        ada = self.indikator.pengecualian_mutu.filter(butir=self.saran).first()
        return {"alasan": ada.alasan if ada else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi = {"renstra": self.renstra, "indikator": self.indikator, "saran": self.saran}
        isi["kalimat"] = next((s.kalimat for s in mutu_indikator(self.indikator) if s.butir == self.saran), "")
        return super().get_context_data(**isi | {"kembali": self.ke_indikator()} | kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        alasan = form.cleaned_data["alasan"]
        services.kecualikan(renstra=self.renstra, indikator=self.indikator, butir=self.saran, alasan=alasan)
        messages.success(self.request, "Alasan disimpan." if alasan else "Saran berlaku lagi.")
        return redirect(self.ke_indikator())

    def ke_indikator(self) -> str:
        return self.tautan("indikator", self.indikator.pk)


class HapusView(BagianMixin, TemplateView):
    """Asks once; a row that something stands below or refers to stays, and the page says what."""

    template_name = "renstra/kaskade/hapus.html"

    @cached_property
    def object(self) -> Any:
        return self.get_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks = {"objek": self.object, "rujukan": services.rujukan(self.object), "judul": self.judul()}
        konteks["warisan"] = kalimat(self.renstra, self.object)
        konteks["bawah"] = [self._bawah(*b) for b in services.yang_di_bawah(self.renstra, self.object)]
        konteks |= {"banyak_target": services.banyak_target(self.object), "kembali": self.kembali()}
        return TemplateView.get_context_data(
            self, **kwargs | konteks | {"renstra": self.renstra, "bagian": self.bagian}
        )

    def _bawah(self, bagian: Bagian, baris: Any) -> dict[str, str]:
        tempat = {"kode": self.satker.kode, "tahun": self.tahun, "pk": self.renstra.pk, "bagian": bagian.slug}
        kode = f"{baris.kode} " if getattr(baris, "kode", "") else ""
        url = reverse("renstra:ubah_bagian", kwargs=tempat | {"butir": baris.pk})
        return {"sebutan": bagian.sebutan, "teks": f"{kode}{baris}", "url": url}

    def judul(self) -> str:
        return f"Hapus {self.bagian.sebutan}"

    def tulis(self) -> HttpResponse:
        nama, fokus = potong(str(self.object)), services.tetangga(self.bagian, self.object)
        try:
            services.hapus(bagian=self.bagian, renstra=self.renstra, objek=self.object)
        except (services.MasihDipakai, Terlindung):
            return self.render_to_response(self.get_context_data(), status=409)
        messages.success(self.request, f"{self.bagian.sebutan.capitalize()} “{nama}” dihapus.")
        return redirect(self.ke_kaskade(fokus))


class GeserView(BagianMixin, TemplateView):
    """One place up or down; the same button has the focus again: Enter, Enter moves a row two places."""

    http_method_names = ["post", "options"]

    def tulis(self) -> HttpResponse:
        objek, arah = self.get_object(), self.request.POST.get("arah", "")
        arah = arah if arah in LANGKAH else "turun"
        services.geser(bagian=self.bagian, renstra=self.renstra, objek=objek, langkah=LANGKAH[arah])
        return redirect(self.ke_kaskade(f"{self.bagian.slug}-{objek.pk}-{arah}"))


class PindahView(BagianMixin, TemplateView):
    """A row dragged to another place; a refusal answers the outline as it is stored, with the reason."""

    http_method_names = ["post", "options"]
    template_name = "renstra/kaskade/kaskade.html"

    def tulis(self) -> HttpResponse:
        objek = self.get_object()
        try:
            induk, sebelum, versi = (baca_bilangan(self.request.POST.get(n, "")) for n in ("induk", "sebelum", "versi"))
            ke = services.Tempat(induk, sebelum, versi or 0)
            services.pindahkan(bagian=self.bagian, renstra=self.renstra, objek=objek, ke=ke)
        except (services.PindahDitolak, Terlindung) as galat:
            konteks = konteks_kaskade(self.renstra, f"{self.bagian.slug}-{objek.pk}") | {"galat": str(galat)}
            return self.render_to_response(TemplateView.get_context_data(self, **konteks), status=409)
        return redirect(self.ke_kaskade(f"{self.bagian.slug}-{objek.pk}-pindah"))
