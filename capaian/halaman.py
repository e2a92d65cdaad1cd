"""What the pages of the capaian share: what is seen here, the quarter of an address, the version that was seen."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from organisasi.tempat import pengguna
from sakip.angka import baca_bilangan

from .enums import Triwulan
from .models import Pengukuran, Realisasi
from .rincian import KATA_TINDAKAN
from .services_periksa import HasilSemua

#: Said to a page that decides without saying what it saw.
TAK_BERVERSI = "Halaman yang dikirim tidak lengkap. Periksa lagi, lalu putuskan."


def triwulan_sah(nomor: int) -> Triwulan:
    """The quarter that an address names; 404 for any other number."""
    if nomor not in Triwulan.values:
        raise Http404
    return Triwulan(nomor)


def pengukuran_tampak(request: HttpRequest) -> QuerySet[Pengukuran]:
    """The year's indikator of the place with their realisasi, both as far as this person sees them."""
    user = pengguna(request)
    terlihat = Pengukuran.objects.visible_to(user).filter(satker=request.satker)  # type: ignore[attr-defined]
    tahun: int = request.tahun  # type: ignore[attr-defined]
    lengkap = terlihat.for_tahun(tahun).lengkap(Realisasi.objects.visible_to(user))
    lengkap = lengkap.prefetch_related("indikator__pelaksana")
    return lengkap.select_related("butir__sasaran__perjanjian__satker", "indikator__sasaran__renstra")


def realisasi_tampak(request: HttpRequest, pk: int) -> Realisasi:
    """One realisasi of the place and year; 404 when this person does not see it."""
    terlihat = Realisasi.objects.visible_to(pengguna(request)).select_related("pengukuran__satker")
    di_sini = {"pengukuran__satker": request.satker, "pengukuran__tahun": request.tahun}  # type: ignore[attr-defined]
    return get_object_or_404(terlihat.filter(**di_sini), pk=pk)


def versi_dilihat(isian: QueryDict) -> int | None:
    """The version that stood on the page that was sent; None when it carried none."""
    return baca_bilangan(isian.get("versi", ""))


def semua_versi(dilihat: list[str]) -> dict[int, int]:
    """ "pk:versi" of each realisasi that the page showed."""
    pasangan = [teks.partition(":")[::2] for teks in dilihat]
    angka = [(baca_bilangan(pk), baca_bilangan(versi)) for pk, versi in pasangan]
    return {pk: versi for pk, versi in angka if pk is not None and versi is not None}


def kabarkan_semua(request: HttpRequest, tindakan: str, hasil: HasilSemua) -> None:
    """Say what became of an act on many realisasi."""
    for tertahan in hasil.tertahan:
        messages.error(request, tertahan)
    if hasil.banyak:
        messages.success(request, f"{hasil.banyak} realisasi {KATA_TINDAKAN[tindakan].lower()}.")
    elif not hasil.tertahan:
        messages.warning(request, "Tidak ada realisasi yang dapat diproses; mungkin orang lain lebih dahulu.")


def kata_cari(request: HttpRequest) -> str:
    """What is looked for; PostgreSQL refuses to compare with a NUL."""
    return request.GET.get("q", "").replace("\0", "")[:100].strip()
