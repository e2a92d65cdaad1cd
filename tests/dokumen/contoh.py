"""Small kinds of papers for the tests, also used by the processes that tests start and kill."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded

from dokumen.jenis import Bagian, GalatDokumen, JenisDokumen, Naskah, daftarkan

FOLDER = Path(__file__).parent
GAYA = ("uji/kertas.css",)


def bab(nama: str, isi: list[Any] | None = None, **konteks: Any) -> Bagian:
    bawaan = {"id": nama.lower().replace(" ", "-"), "judul": nama, "isi": isi or [f"Isi {nama}."], "gambar": ""}
    return Bagian(nama, "uji/bab.html", bawaan | konteks)


def naskah(*bagian: Bagian, **lain: Any) -> Naskah:
    isi = bagian or (bab("Bab I"), bab("Bab II"), bab("Bab III"))
    return Naskah(judul="Laporan Uji", bagian=isi, data={"capaian": "90,24"}, gaya=GAYA, **lain)


def naskah_html(html: str, **lain: Any) -> Naskah:
    """A paper whose only part is this raw HTML, as a hostile text would want it."""
    return naskah(Bagian("Isi", "uji/mentah.html", {"html": html}), **lain)


def naskah_kaya(foto: Path) -> Naskah:
    """Contents with page numbers, a photo, tables and several fonts on several pages."""
    baris = "".join(f"<tr><th scope='row'>IKU {n}</th><td><em>{n},25 %</em></td></tr>" for n in range(60))
    kepala = "<thead><tr><th scope='col'>Indikator</th><th scope='col'>Capaian</th></tr></thead>"
    tabel = Bagian("Tabel", "uji/mentah.html", {"html": f"<table>{kepala}<tbody>{baris}</tbody></table>"})
    isi = Bagian("Daftar isi", "uji/daftar_isi.html", {"bab": ["bab-i", "bab-ii"]})
    return naskah(isi, bab("Bab I", gambar="foto.png"), tabel, bab("Bab II", ["Isi."] * 80), aset={"foto.png": foto})


class Lambat:
    """Text that takes its time to be printed."""

    def __init__(self, detik: float) -> None:
        self.detik = detik

    def __str__(self) -> str:
        time.sleep(self.detik)
        return "akhirnya"


def _lambat(satker: Any, tahun: int) -> Naskah:
    return naskah(*(bab(f"Bab {n}", [Lambat(0.6)]) for n in range(1, 41)))


def _tanpa_data(satker: Any, tahun: int) -> Naskah:
    raise GalatDokumen(f"Belum ada data tahun {tahun} untuk {satker}. Isi dahulu realisasinya.")


def _rusak(satker: Any, tahun: int) -> Naskah:
    raise RuntimeError("rahasia-di-dalam")


def _kehabisan_waktu(satker: Any, tahun: int) -> Naskah:
    raise SoftTimeLimitExceeded


def _foto_hilang(satker: Any, tahun: int) -> Naskah:
    return naskah(bab("Bab I", gambar="rapat.jpg"), aset={"rapat.jpg": Path("/tidak/ada/rapat.jpg")})


JENIS = (
    JenisDokumen("uji", "LKjIP", lambda satker, tahun: naskah()),
    JenisDokumen("lambat", "Lambat", _lambat),
    JenisDokumen("tanpa-data", "Tanpa Data", _tanpa_data),
    JenisDokumen("rusak", "Rusak", _rusak),
    JenisDokumen("kehabisan-waktu", "Kehabisan Waktu", _kehabisan_waktu),
    JenisDokumen("foto-hilang", "Foto Hilang", _foto_hilang),
)


def pasang(setelan: Any) -> None:
    """Let Django find the templates and style sheets of the tests."""
    templat = setelan.TEMPLATES[0]
    setelan.TEMPLATES = [templat | {"DIRS": [*templat["DIRS"], FOLDER / "templates"]}]
    setelan.STATICFILES_DIRS = [*setelan.STATICFILES_DIRS, FOLDER / "static"]


def daftarkan_semua() -> None:
    for jenis in JENIS:
        daftarkan(jenis)
