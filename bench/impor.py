"""The import of a whole institution against plain openpyxl reading the same workbook, in one run, all rolled back."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from organisasi.impor.ekspor import ekspor
from organisasi.impor.lingkup import lingkup_sistem
from organisasi.impor.periksa import periksa
from organisasi.impor.susunan import BUKU
from organisasi.services_impor import jalankan
from sakip.excel import baca, tulis_data

SATKER, ORANG = 553, 6_000
AKAR = "076"
UNIT = (("Sekretariat", "sekretariat", ""), ("Bagian Keuangan", "bagian", "Sekretariat"), ("Bagian Umum", "bagian", ""))
Baris = dict[str, Any]


@dataclass(frozen=True)
class HasilImpor:
    """One step: seconds, statements, and how many times plain reading it takes."""

    langkah: str
    detik: float
    kueri: int
    kali: float


def nasional(satker: int = SATKER, orang: int = ORANG, akar: str = AKAR) -> dict[str, list[Baris]]:
    """Satker below `akar`, each with units, and people with a position, an appointment and a login each."""
    kode = [f"8{n:05d}" for n in range(satker)]
    isi: dict[str, list[Baris]] = {"Satker": [_satker(k, akar) for k in kode]}
    isi["Unit"] = [{"satker": k, "nama": n, "jenis": j, "induk": i} for k in kode for n, j, i in UNIT]
    isi["Unit"] += [{"satker": k, "nama": "Pimpinan", "jenis": "pimpinan"} for k in kode]
    for nama in ("Jabatan", "Pejabat", "Penugasan", "Pengguna"):
        isi[nama] = []
    for n in range(orang):
        _isi_orang(isi, kode[n % satker], n, ke=n // satker)
    return isi


def _satker(kode: str, akar: str) -> Baris:
    nama = f"KPU Kabupaten Uji {kode}"
    return {
        "kode": kode,
        "nama": nama.upper(),
        "nama_singkat": nama,
        "jenis": "kabupaten_kota",
        "induk": akar,
        "tempat": "Bengkulu",
        "zona_waktu": "WIB",
    }


def _isi_orang(isi: dict[str, list[Baris]], kode: str, nomor: int, *, ke: int) -> None:
    """Person number `ke` of a satker: the first is its sekretaris, the others work below."""
    nip, jabatan = f"1978{nomor:014d}", f"Staf {ke}" if ke else "Sekretaris"
    unit = "Bagian Keuangan" if ke else "Sekretariat"
    isi["Jabatan"].append(
        {
            "satker": kode,
            "unit": unit,
            "nama": jabatan,
            "jenis": "pelaksana" if ke else "sekretaris",
            "atasan": "Sekretaris" if ke else "",
        }
    )
    isi["Pejabat"].append({"nip": nip, "nama": f"Pejabat Uji {nomor}", "satker": kode})
    isi["Penugasan"].append(
        {"nip": nip, "satker": kode, "jabatan": jabatan, "status": "definitif", "mulai": date(2024, 1, 2)}
    )
    isi["Pengguna"].append({"username": f"uji.{nomor}", "satker": kode, "peran": "pembaca", "nip": nip})


def ukur() -> list[HasilImpor]:
    """Plain reading first; then check, apply, check again (nothing changes) and export, in a transaction that ends."""
    berkas = tulis_data(BUKU, nasional())
    hasil: list[HasilImpor] = []

    def langkah(nama: str, kerja: Callable[[], Any]) -> None:
        with CaptureQueriesContext(connection) as kueri:
            mulai = time.perf_counter()
            kerja()
            detik = time.perf_counter() - mulai
        hasil.append(HasilImpor(nama, detik, len(kueri), detik / (hasil[0].detik if hasil else detik)))

    lingkup = lingkup_sistem(AKAR)
    langkah("openpyxl saja", lambda: _polos(berkas))
    langkah("baca", lambda: baca(berkas, BUKU))
    with transaction.atomic():
        langkah("baca + periksa", lambda: periksa(baca(berkas, BUKU), lingkup))
        langkah("baca + terapkan", lambda: jalankan(baca(berkas, BUKU), lingkup, nama="bench.xlsx"))
        langkah("periksa lagi", lambda: periksa(baca(berkas, BUKU), lingkup))
        langkah("ekspor", lambda: ekspor(lingkup))
        transaction.set_rollback(True)
    return hasil


def _polos(berkas: bytes) -> int:
    """What any reading of this workbook costs at least."""
    buku = load_workbook(io.BytesIO(berkas), read_only=True, data_only=True)
    return sum(1 for ws in buku.worksheets for _ in ws.iter_rows(values_only=True))
