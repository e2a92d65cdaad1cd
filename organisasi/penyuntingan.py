"""What the edit pages of the structure share: one template, the permission, messages at the field, the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sakip.sunting import SuntinganMixin

from .services import TidakDapat
from .tab import tab_pengaturan
from .tempat import TempatMixin, kunci_tempat, pengguna

UBAH = "organisasi.ubah_organisasi"


def alamat(request: HttpRequest, nama: str, **kwargs: Any) -> str:
    """The address of a page of this place."""
    return reverse(f"organisasi:{nama}", kwargs={**kunci_tempat(request), **kwargs})


class BertabMixin(TempatMixin):
    """A page below the tab bar; `tab_aktif` is its entry."""

    tab_aktif = "organisasi"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tab = tab_pengaturan(self.request, self.satker, self.tahun, self.tab_aktif)
        boleh_ubah = pengguna(self.request).has_perm(UBAH, self.satker)
        return super().get_context_data(tab=tab, boleh_ubah=boleh_ubah, **kwargs)  # type: ignore[misc]


class SuntingMixin(TempatMixin, SuntinganMixin):
    """An edit page: `judul`, `keterangan`, `tombol` are its words; `pesan` is said when it is done.

    What a service refuses comes back at `kolom_galat` of the form.
    """

    izin = UBAH
    template_name: Any = "organisasi/struktur/formulir.html"
    judul = keterangan = tombol = pesan = ""
    kolom_galat: str | None = None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            jawaban = super().form_valid(form)
        except (TidakDapat, ValidationError, IntegrityError) as galat:
            form.add_error(self.kolom_galat, _kalimat(galat))
            return self.form_invalid(form)
        messages.success(self.request, self.pesan)
        return jawaban

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kata = {n: getattr(self, n) for n in ("judul", "keterangan", "tombol")}
        return super().get_context_data(**kata | {"remah": self.remah(), "batal": self.batal()} | kwargs)  # type: ignore[misc]

    def remah(self) -> list[tuple[str, str]]:
        """The pages above, as (words, address)."""
        return [("Organisasi", alamat(self.request, "organisasi"))]

    def batal(self) -> str:
        """Where "Batal" goes, and a finished form too."""
        return self.remah()[-1][1]

    def get_success_url(self) -> str:
        return self.batal()


def _kalimat(galat: Exception) -> str:
    if isinstance(galat, ValidationError):
        return " ".join(galat.messages)
    if isinstance(galat, IntegrityError):
        return "Data ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa lagi."
    return str(galat)
