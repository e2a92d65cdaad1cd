"""Each main page against a bare view and a bare template of the same rows, in one run, one request after the other."""

from __future__ import annotations

import re
import statistics
import time
from dataclasses import dataclass
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisasi.models import Pengguna

from . import urls

SATKER, TAHUN, PENGGUNA = "654340", 2024, "sekretaris.bengkulu"
HALAMAN = {
    "Beranda": "pelaporan:beranda",
    "Renstra": "renstra:daftar",
    "Perjanjian Kinerja": "perjanjian:daftar",
    "Capaian": "capaian:daftar",
    "Anggaran": "anggaran:daftar",
    "LKjIP": "pelaporan:lkjip",
}
BARIS = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
SEL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
TANDA = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class HasilHalaman:
    """Medians in milliseconds; the ratios are what counts, single times depend on the machine."""

    nama: str
    halaman_ms: float
    kosong_ms: float
    polos_ms: float
    kueri: int
    baris: int
    kib: float

    @property
    def terhadap_kosong(self) -> float:
        return self.halaman_ms / self.kosong_ms

    @property
    def terhadap_polos(self) -> float:
        return self.halaman_ms / self.polos_ms


def ukur(ulangan: int) -> list[HasilHalaman]:
    """Every main page of the demo satker; `ulangan` rounds of page, bare view, bare template."""
    client = Client()
    client.force_login(Pengguna.objects.get(username=PENGGUNA))
    return [_ukur_satu(client, nama, reverse(url, args=[SATKER, TAHUN]), ulangan) for nama, url in HALAMAN.items()]


def _ukur_satu(client: Client, nama: str, alamat: str, ulangan: int) -> HasilHalaman:
    with CaptureQueriesContext(connection) as kueri:
        isi = client.get(alamat)
    banyak_kueri = len(kueri)  # now: the next request empties the log
    if isi.status_code != 200:
        raise SystemExit(f"{alamat} answers {isi.status_code}; is the demo data loaded?")
    urls.BARIS[:] = sel_tabel(isi.content.decode())
    waktu: dict[str, list[float]] = {alamat: [], "/bench/kosong/": [], "/bench/polos/": []}
    for _ in range(ulangan):
        for tujuan, daftar in waktu.items():
            mulai = time.perf_counter()
            client.get(tujuan)
            daftar.append((time.perf_counter() - mulai) * 1000)
    halaman, kosong, polos = (statistics.median(daftar) for daftar in waktu.values())
    return HasilHalaman(nama, halaman, kosong, polos, banyak_kueri, len(urls.BARIS), len(isi.content) / 1024)


def sel_tabel(html: str) -> list[list[str]]:
    """The rows and cells of every table of a page, as text."""
    return [[unescape(TANDA.sub("", sel)).strip() for sel in SEL.findall(baris)] for baris in BARIS.findall(html)]
