"""An export with 20,000 deep codes against plain openpyxl reading the same file, best of three; and its peak memory."""

from __future__ import annotations

import datetime
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db import connection, transaction

if not apps.ready:  # as a process of its own
    django.setup()

from anggaran.enums import JenisPos, StatusDipa
from anggaran.impor.pemetaan import BentukKode, Cara, Pemetaan
from anggaran.models import Dipa, Pos
from anggaran.services_impor import Pilihan, Setuju, baca_berkas, jalankan, periksa_di, tempat
from organisasi.models import Satker
from sakip.excel import RUPIAH, TEKS, Buku, Kolom, Lembar, tulis_data

from .impor import HasilImpor, _polos
from .renstra import seperti_excel

KODE, TAHUN = "654340", 2018
BARIS = 20_000
ULANGAN = 3
PER_TANGGAL = datetime.date(2018, 6, 30)
LEMBAR = Lembar(
    "Realisasi",
    [
        Kolom("kode", "Kode"),
        Kolom("uraian", "Uraian"),
        Kolom("pagu", "Pagu Revisi", RUPIAH),
        Kolom("lalu", "Realisasi Periode Lalu", RUPIAH),
        Kolom("nilai", "Realisasi s.d. Periode Ini", RUPIAH),
        Kolom("sisa", "Sisa Pagu", RUPIAH),
        Kolom("satker", "Kode Satker", TEKS),
    ],
)
PEMETAAN = Pemetaan(
    cara=Cara.KUMULATIF,
    kode=("kode",),
    bentuk=BentukKode.LENGKAP,
    uraian="uraian",
    nilai="realisasisdperiodeini",
    pagu="pagurevisi",
    satker="kodesatker",
)
PILIHAN = Pilihan(PEMETAAN, per_tanggal=PER_TANGGAL)


def pohon() -> list[tuple[str, JenisPos]]:
    """2,000 nodes down to the subkomponen, as a large satker has them."""
    hasil = []
    for p in ("WA", "CQ"):
        hasil.append((f"076.01.{p}", JenisPos.PROGRAM))
        for k in range(5):
            kegiatan = f"{3350 + k + (10 if p == 'CQ' else 0)}"
            hasil.append((kegiatan, JenisPos.KEGIATAN))
            for kro in ("EBA", "EBB", "QGE"):
                hasil.append((f"{kegiatan}.{kro}", JenisPos.KRO))
                for ro in range(4):
                    hasil.append((f"{kegiatan}.{kro}.{951 + ro}", JenisPos.RO))
                    for komponen in range(4):
                        hasil.append((f"{kegiatan}.{kro}.{951 + ro}.{51 + komponen:03d}", JenisPos.KOMPONEN))
                        hasil += [
                            (f"{kegiatan}.{kro}.{951 + ro}.{51 + komponen:03d}.0{h}", JenisPos.SUBKOMPONEN)
                            for h in "ABC"
                        ]
    return hasil


def tanam(satker: Satker, tahun: int) -> None:
    """A DIPA in force."""
    dipa = Dipa.objects.create(satker=satker, tahun=tahun, status=StatusDipa.BERLAKU)
    jenjang = list(JenisPos)
    kunci: dict[int, int] = {}
    baris = []
    awal = (Pos.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    for urut, (kode, jenis) in enumerate(pohon()):
        tingkat = jenjang.index(jenis)
        kunci[tingkat] = awal + urut
        pagu = 10**12 if jenis == JenisPos.SUBKOMPONEN else None
        induk = kunci[tingkat - 1] if tingkat else None
        baris.append(
            Pos(pk=awal + urut, dipa=dipa, induk_id=induk, jenis=jenis, kode=kode, uraian=kode, urut=urut, pagu=pagu)
        )
    Pos.objects.bulk_create(baris)


def berkas() -> bytes:
    """Each lowest node with as many akun as make 20,000 rows, below the totals above them."""
    acak = random.Random(7)  # noqa: S311  # a table to read
    semua = pohon()
    bawah = sum(jenis == JenisPos.SUBKOMPONEN for _, jenis in semua)
    per = -(-(BARIS - len(semua)) // bawah)
    jenjang = list(JenisPos)
    baris: list[dict[str, Any]] = []
    tumpuk: dict[int, dict[str, Any]] = {}
    for kode, jenis in semua:
        tingkat = jenjang.index(jenis)
        tumpuk = {t: isi for t, isi in tumpuk.items() if t < tingkat} | {tingkat: _baris(kode, 0)}
        baris.append(tumpuk[tingkat])
        for n in range(per if jenis == JenisPos.SUBKOMPONEN else 0):
            nilai = acak.randrange(1_000_000_000)
            baris.append(_baris(f"{kode}.{521111 + 7 * n}", nilai))
            for atas in tumpuk.values():
                atas["nilai"] += nilai
    return seperti_excel(tulis_data(Buku("Realisasi", [LEMBAR]), {LEMBAR.nama: baris[:BARIS]}))


def _baris(kode: str, nilai: int) -> dict[str, Any]:
    return {
        "kode": kode,
        "uraian": f"Belanja {kode}",
        "pagu": 10**13,
        "lalu": 1,
        "nilai": nilai,
        "sisa": 1,
        "satker": KODE,
    }


def _periksa(isi: bytes, satker: Satker) -> Any:
    bacaan = baca_berkas(isi, satker, TAHUN, PILIHAN)
    rencana = periksa_di(bacaan, tempat(satker, TAHUN, PILIHAN))
    assert rencana.sah, (rencana.galat[:3], rencana.asing[:3])
    rencana.ringkas()
    return rencana


def _terapkan(isi: bytes, satker: Satker) -> None:
    bacaan = baca_berkas(isi, satker, TAHUN, PILIHAN)
    jalankan(bacaan, tempat(satker, TAHUN, PILIHAN), nama="bench.xlsx", setuju=Setuju(peringatan=True, utama=True))


def _tak_berubah(isi: bytes, satker: Satker) -> None:
    assert not _periksa(isi, satker).banyak


def ingatan() -> float:
    """Peak memory (MB) of a process of its own that reads, checks and applies the file, as the web process would."""
    satker = Satker.objects.get(kode=KODE)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "berkas.xlsx").write_bytes(berkas())
        lingkungan = os.environ | {"DJANGO_SETTINGS_MODULE": "sakip.settings"}
        perintah = [sys.executable, "-m", "bench.anggaran", str(Path(folder, "berkas.xlsx")), satker.kode]
        keluaran = subprocess.run(perintah, check=True, capture_output=True, text=True, env=lingkungan).stdout  # noqa: S603
    return float(json.loads(keluaran.splitlines()[-1])["mib"])


def _sendiri(nama: str, kode: str) -> None:
    """The part that is measured, in its own process."""
    satker = Satker.objects.get(kode=kode)
    with transaction.atomic():
        tanam(satker, TAHUN)
        _terapkan(Path(nama).read_bytes(), satker)
        transaction.set_rollback(True)
    print(json.dumps({"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def ukur() -> list[HasilImpor]:
    """Plain reading first; then reading, checking, applying, and the applied file once more; all rolled back."""
    hasil: list[HasilImpor] = []

    def langkah(nama: str, kerja: Callable[[], Any]) -> None:
        terbaik, kueri = 1e9, 0
        for _ in range(ULANGAN):
            hitung = count()
            with (
                transaction.atomic(),
                connection.execute_wrapper(lambda jalankan, *arg, hitung=hitung: (next(hitung), jalankan(*arg))[1]),
            ):
                mulai = time.perf_counter()
                kerja()
                terbaik = min(terbaik, time.perf_counter() - mulai)
                transaction.set_rollback(True)
            kueri = next(hitung)
        hasil.append(HasilImpor(nama, terbaik, kueri, terbaik / (hasil[0].detik if hasil else terbaik)))

    with transaction.atomic():
        satker = Satker.objects.get(kode=KODE)
        tanam(satker, TAHUN)
        isi = berkas()
        langkah("openpyxl saja", lambda: _polos(isi))
        langkah("baca", lambda: baca_berkas(isi, satker, TAHUN, PILIHAN))
        langkah("baca + periksa", lambda: _periksa(isi, satker))
        langkah("baca + terapkan", lambda: _terapkan(isi, satker))
        _terapkan(isi, satker)
        langkah("periksa lagi", lambda: _tak_berubah(isi, satker))
        transaction.set_rollback(True)
    return hasil


if __name__ == "__main__":
    _sendiri(*sys.argv[1:])
