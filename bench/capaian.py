"""A quarter's workbook with 5,000 rows against plain openpyxl reading the same file, in one run, all rolled back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from django.db import connection, transaction

from capaian.buku.isi import Tempat, unduh
from capaian.buku.susunan import ISIAN, susun_buku
from capaian.models import Pengukuran
from capaian.services_buku import baca_buku, jalankan, periksa_di
from organisasi.models import Pengguna, Satker
from renstra.models import Indikator, Sasaran, Satuan
from sakip.excel import tulis_templat

from .impor import HasilImpor, _polos
from .renstra import seperti_excel

KODE, TAHUN, TRIWULAN, PENGGUNA = "654340", 2024, 1, "perencana.bengkulu"
BANYAK = 5_000
ISI = {"persen": "{},5%", "predikat-akip": "BB", "kali": "{}", "nilai": "{},25"}


def _pengukuran_banyak(satker: Satker) -> None:
    """As many indikator as a satker never has, each with a target from an old report."""
    sasaran = Sasaran.objects.filter(renstra__satker=satker).order_by("-pk")[0]
    satuan = [Satuan.objects.get(kode=kode) for kode in ISI]
    indikator = Indikator.objects.bulk_create(
        Indikator(sasaran=sasaran, urut=100 + n, kode=f"9.{n}", uraian=f"Persentase layanan {n}", satuan=satuan[n % 4])
        for n in range(BANYAK)
    )
    Pengukuran.objects.bulk_create(
        Pengukuran(satker=satker, indikator=i, tahun=TAHUN, target_lain=1, sumber_target_lain="Uji") for i in indikator
    )


def _terisi(tempat: Tempat) -> Iterator[dict[str, Any]]:
    """The rows as a person fills them in: a figure and a cause in each."""
    kode = {a.kode: a.satuan.kode for a in tempat.milik}
    for baris in tempat.baris():
        nilai = ISI.get(kode[baris["kode"]], "").format(baris["kode"].rpartition(".")[2])
        yield baris | ({"nilai": nilai, "keadaan": "terisi", "analisis": "Data lengkap"} if nilai else {})


def ukur() -> list[HasilImpor]:
    """Plain reading first; then reading, checking, applying, the download, and the applied file once more."""
    hasil: list[HasilImpor] = []

    def langkah(nama: str, kerja: Callable[[], Any]) -> Any:
        hitung = count()
        with connection.execute_wrapper(lambda jalankan, *arg: (next(hitung), jalankan(*arg))[1]):
            mulai = time.perf_counter()
            keluaran = kerja()
            detik = time.perf_counter() - mulai
        hasil.append(HasilImpor(nama, detik, next(hitung), detik / (hasil[0].detik if hasil else detik)))
        return keluaran

    satker = Satker.objects.get(kode=KODE)
    tempat = Tempat(satker, TAHUN, TRIWULAN, Pengguna.objects.get(username=PENGGUNA))
    with transaction.atomic():
        _pengukuran_banyak(satker)
        buku = susun_buku(satker, TAHUN, TRIWULAN)
        berkas = seperti_excel(tulis_templat(buku, {ISIAN: _terisi(replace(tempat))}))
        langkah("openpyxl saja", lambda: _polos(berkas))
        langkah("baca", lambda: baca_buku(berkas, tempat))
        langkah("baca + periksa", lambda: _periksa(berkas, tempat))
        langkah("baca + terapkan", lambda: jalankan(baca_buku(berkas, tempat), replace(tempat), nama="bench.xlsx"))
        langkah("periksa lagi", lambda: _periksa(berkas, tempat))
        langkah("unduh", lambda: unduh(replace(tempat)))
        transaction.set_rollback(True)
    return hasil


def _periksa(berkas: bytes, tempat: Tempat) -> None:
    di = replace(tempat)
    bacaan = baca_buku(berkas, di)
    rencana = periksa_di(bacaan, di)
    assert bacaan.sah, bacaan.galat[:3]
    rencana.ringkas(bacaan)
