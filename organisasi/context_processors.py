"""The frame's context: place, menu, choices, the person's office. Only on pages that stand at a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from sakip.bingkai import semua_menu, semua_tugas

from .models import Satker
from .services import pelimpahan_untuk

#: How many satker the switcher lists; a larger scope is searched.
BATAS_PILIHAN = 40
TAHUN_PERTAMA = 2020


def bingkai(request: HttpRequest) -> dict[str, Any]:
    satker = getattr(request, "satker", None)
    if satker is None or not request.user.is_authenticated:
        return {}
    tahun: int = request.tahun  # type: ignore[attr-defined]
    return {
        "satker": satker,
        "tahun": tahun,
        "menu": SimpleLazyObject(lambda: _menu(request, satker, tahun)),
        "satker_pilihan": SimpleLazyObject(lambda: _satker_pilihan(request, tahun)),
        "tahun_pilihan": _tahun_pilihan(request, satker, tahun),
        "jabatan_pengguna": SimpleLazyObject(lambda: request.user.jabatan_bertindak),  # type: ignore[union-attr]
        "dapat_bertindak": SimpleLazyObject(lambda: list(pelimpahan_untuk(request.user))),  # type: ignore[arg-type]
        "jumlah_tugas": SimpleLazyObject(lambda: len(semua_tugas(request.user, satker, tahun))),
    }


def _menu(request: HttpRequest, satker: Satker, tahun: int) -> list[dict[str, Any]]:
    hasil = []
    for m in semua_menu():
        url = reverse(m.url, kwargs={"kode": satker.kode, "tahun": tahun})
        aktif = request.path == url if m.url.endswith(":beranda") else request.path.startswith(url)
        tahap = m.tahap(satker, tahun) if m.tahap else None
        hasil.append({"label": m.label, "url": url, "ikon": m.ikon, "aktif": aktif, "tahap": tahap})
    return hasil


def _satker_pilihan(request: HttpRequest, tahun: int) -> list[dict[str, str]]:
    """The satker to switch to; the first entry leads to the search (without a code) when there are too many to list."""
    terlihat = Satker.objects.visible_to(request.user)[: BATAS_PILIHAN + 1]
    pilihan = [
        {"kode": s.kode, "nama": s.nama_singkat, "url": reverse("pelaporan:beranda", args=[s.kode, tahun])}
        for s in terlihat
    ]
    if len(pilihan) <= BATAS_PILIHAN:
        return pilihan
    cari = reverse("organisasi:cari_satker", args=[request.satker.kode, tahun])  # type: ignore[attr-defined]
    return [{"kode": "", "nama": "Cari satuan kerja", "url": cari}, *pilihan[:BATAS_PILIHAN]]


def _tahun_pilihan(request: HttpRequest, satker: Satker, tahun: int) -> list[dict[str, Any]]:
    """The years to switch to, each in the section the person is in."""
    akhir = max(timezone.localdate().year, tahun)
    bagian = _bagian(request, satker, tahun)
    return [
        {"tahun": t, "url": reverse(bagian, args=[satker.kode, t]), "aktif": t == tahun}
        for t in range(akhir, min(TAHUN_PERTAMA, tahun) - 1, -1)
    ]


def _bagian(request: HttpRequest, satker: Satker, tahun: int) -> str:
    """URL name of the menu entry whose section the page belongs to."""
    for m in semua_menu():
        if not m.url.endswith(":beranda") and request.path.startswith(reverse(m.url, args=[satker.kode, tahun])):
            return m.url
    return "pelaporan:beranda"
