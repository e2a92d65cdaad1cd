"""The tab bar of the pages below "Pengaturan": one list, so that every page shows the same bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from .models import Satker


@dataclass(frozen=True)
class Tab:
    """An entry of the bar. `url` is a URL name of a place; `izin` (optional) is asked of the satker."""

    kunci: str
    label: str
    url: str
    izin: str = ""


TAB = (
    Tab("organisasi", "Organisasi", "organisasi:organisasi"),
    Tab("profil", "Profil", "organisasi:profil"),
    Tab("satker", "Satuan kerja", "organisasi:satker", "organisasi.buat_satker"),
    Tab("pejabat", "Pejabat", "organisasi:pejabat"),
    Tab("pelimpahan", "Pelimpahan", "organisasi:pelimpahan", "organisasi.limpahkan_tugas"),
    Tab("pengguna", "Pengguna", "pengguna:daftar", "organisasi.kelola_pengguna"),
    Tab("impor", "Impor", "organisasi:impor", "organisasi.impor_organisasi"),
    Tab("acuan", "Data acuan", "organisasi:acuan"),
    Tab("jejak", "Jejak audit", "organisasi:jejak", "organisasi.lihat_jejak"),
)


def tab_pengaturan(request: HttpRequest, satker: Satker, tahun: int, aktif: str) -> list[dict[str, Any]]:
    """The entries this person may open, for `komponen/tab.html`; `aktif` is the `kunci` of the page's own."""
    tempat = {"kode": satker.kode, "tahun": tahun}
    return [
        {"label": t.label, "url": url, "aktif": t.kunci == aktif}
        for t in TAB
        if (not t.izin or request.user.has_perm(t.izin, satker)) and (url := _alamat(t.url, tempat))
    ]


def _alamat(nama: str, tempat: dict[str, Any]) -> str:
    """Empty for a page that this installation does not have."""
    try:
        return reverse(nama, kwargs=tempat)
    except NoReverseMatch:
        return ""
