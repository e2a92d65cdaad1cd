"""Signing 20 PK as the product does it against pyHanko alone on one of the same files, in one run, all rolled back."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test.utils import override_settings

from dokumen.pdf import render_html, render_pdf
from dokumen.tandatangan import ca, pembubuhan
from dokumen.tandatangan.antarmuka import Medan, Rahasia
from dokumen.tandatangan.internal import buat_sertifikat
from dokumen.tandatangan.pemeriksaan import periksa
from dokumen.tandatangan.services import isi_berkas
from dokumen.tandatangan.verifikasi import akar_tepercaya, periksa_terpisah
from organisasi.models import Pengguna
from perjanjian import services, tanda_tangan
from perjanjian.models import PerjanjianKinerja

FRASA = Rahasia("frasa sandi untuk mengukur")
ASAL = "https://sakip.contoh.go.id"
BANYAK = 20


@dataclass(frozen=True)
class HasilTanda:
    """One step: seconds, and KiB that it adds to the file (of an examination: the file's)."""

    langkah: str
    detik: float
    kib: float


def ukur(satker: str, tahun: int) -> list[HasilTanda]:
    with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media), transaction.atomic():
        hasil = _ukur(satker, tahun)
        transaction.set_rollback(True)
    return hasil


def _ukur(satker: str, tahun: int) -> list[HasilTanda]:
    penyusun = Pengguna.objects.filter(satker__kode=satker, peran="perencana")[0]
    pertama: list[tuple[float, float]] = []
    kedua: list[tuple[float, float]] = []
    mulai = time.perf_counter()
    while len(kedua) < BANYAK:
        for lama in PerjanjianKinerja.objects.filter(satker__kode=satker, tahun=tahun, status="berlaku"):
            if len(kedua) < BANYAK:
                p = services.buat_perubahan(perjanjian=lama, oleh=penyusun, dasar="strategi", alasan="Ukur")
                services.ajukan(perjanjian=p, oleh=penyusun)
                pertama.append(_tandai(p.pk, "tandatangani"))
                kedua.append(_tandai(p.pk, "setujui"))
    semua = time.perf_counter() - mulai
    return [*_polos(p.pk), *_rangkum(pertama, kedua, semua, p.pk)]


def _tandai(pk: int, tindakan: str) -> tuple[float, float]:
    """Seconds and KiB of one signature, with everything around it."""
    p = PerjanjianKinerja.objects.lengkap().select_related("kop", "menggantikan").get(pk=pk)
    pihak = p.pihak_pertama if tindakan == "tandatangani" else p.pihak_kedua
    oleh = Pengguna.objects.get(pejabat=pihak.pejabat)
    if not pihak.pejabat.sertifikat.filter(dicabut_pada=None).exists():
        buat_sertifikat(pihak.pejabat, FRASA)
    sebelum = len(isi_berkas(p.bertanda)) if p.bertanda else 0
    mulai = time.perf_counter()
    tanda = tanda_tangan.tandatangani(
        perjanjian=p, tindakan=tindakan, oleh=oleh, rahasia=FRASA, sidik=p.sidik_isi(), asal=ASAL
    )
    return time.perf_counter() - mulai, (tanda.ukuran - sebelum) / 1024


def _polos(pk: int) -> list[HasilTanda]:
    """pyHanko alone: the same certificate, the same paper, no block."""
    dokumen = PerjanjianKinerja.objects.get(pk=pk).dokumen
    assert dokumen is not None
    tanda = dokumen.tanda.order_by("urut")[0]
    s = tanda.pejabat.sertifikat.get(dicabut_pada=None)
    kunci = pembubuhan.Kunci(
        ca.buka(s.kunci, FRASA, terikat=s.sidik), s.sertifikat.encode(), s.otoritas.sertifikat.encode()
    )
    p = PerjanjianKinerja.objects.lengkap().select_related("kop").get(pk=pk)
    naskah = tanda_tangan.bahan_perjanjian(p).naskah(ASAL)
    siap = pembubuhan.tambah_medan(pembubuhan.rapikan(render_pdf(render_html(naskah), naskah).isi), (Medan("M", "M"),))

    def sekali() -> bytes:
        return pembubuhan.tandatangani(siap, medan="M", kunci=kunci, nama="", alasan="", pertama=True)

    return [HasilTanda("pyHanko saja", _median(sekali), (len(sekali()) - len(siap)) / 1024)]


def _rangkum(
    pertama: list[tuple[float, float]], kedua: list[tuple[float, float]], semua: float, pk: int
) -> list[HasilTanda]:
    dokumen = PerjanjianKinerja.objects.get(pk=pk).dokumen
    assert dokumen is not None
    isi = isi_berkas(dokumen)
    return [
        HasilTanda("pertama (dengan mencetak)", *(statistics.median(n) for n in zip(*pertama, strict=True))),
        HasilTanda("kedua", *(statistics.median(n) for n in zip(*kedua, strict=True))),
        HasilTanda(f"{BANYAK} PK, dua tanda tangan", semua, sum(k for _, k in pertama + kedua)),
        HasilTanda("periksa", _median(lambda: periksa(isi, akar_tepercaya())), len(isi) / 1024),
        HasilTanda("periksa, proses sendiri", _median(lambda: periksa_terpisah(isi), 3), len(isi) / 1024),
    ]


def _median(kerja: Callable[[], Any], kali: int = 7) -> float:
    waktu = []
    for _ in range(kali):
        mulai = time.perf_counter()
        kerja()
        waktu.append(time.perf_counter() - mulai)
    return statistics.median(waktu)
