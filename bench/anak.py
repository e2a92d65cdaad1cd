"""The page of the satker below a parent, for a whole institution, against merely reading the same rows."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capaian.anak import rekap_anak
from capaian.enums import StatusRealisasi
from capaian.models import Pengukuran, Realisasi, TargetTriwulan
from organisasi.enums import JenisSatker
from organisasi.models import Pengguna, Satker
from renstra.models import Indikator, Renstra, Sasaran, Satuan, Tujuan

AKAR, TAHUN, PENGGUNA = "076", 2031, "admin.pusat"
PROVINSI, KABUPATEN, INDIKATOR, TRIWULAN = 38, 514, 9, 4


@dataclass(frozen=True)
class HasilAnak:
    """One step: median seconds, statements, and how many times plain reading it takes."""

    langkah: str
    detik: float
    kueri: int
    kali: float


def isi_banyak(tahun: int, *, provinsi: int = PROVINSI, kabupaten: int = KABUPATEN) -> int:
    """Satker below the root, each with nine indikator of every kind, targets and realisasi of four quarters.

    Most are approved and complete; some satker lag behind, some have nothing. The same in every run.
    """
    acak = random.Random(7)  # noqa: S311 - a sample, not a secret
    akar = Satker.objects.get(kode=AKAR)
    atas = [_satker(akar, f"81{n:04d}", f"Provinsi Uji {n + 1}", JenisSatker.PROVINSI) for n in range(provinsi)]
    bawah = [
        _satker(atas[n % provinsi], f"82{n:04d}", f"Kabupaten Uji {n + 1}", JenisSatker.KABUPATEN_KOTA)
        for n in range(kabupaten)
    ]
    ukuran = _rencana([*atas, *bawah], tahun)
    realisasi, target = [], []
    for isi in ukuran.values():
        sampai = acak.choices((4, 3, 2, 0), (70, 15, 10, 5))[0]
        for p in isi:
            realisasi += [_realisasi(p, t, acak) for t in range(1, sampai + 1)]
            target += [TargetTriwulan(pengukuran=p, triwulan=t, nilai=25 * t) for t in range(1, TRIWULAN + 1)]
    Realisasi.objects.bulk_create(realisasi, batch_size=2000)
    TargetTriwulan.objects.bulk_create(target, batch_size=2000)
    return len(ukuran)


def _satker(induk: Satker, kode: str, nama: str, jenis: JenisSatker) -> Satker:
    return Satker.objects.create(
        kode=kode, nama=f"KPU {nama}".upper(), nama_singkat=f"KPU {nama}", jenis=jenis, induk=induk, tempat="Jakarta"
    )


def _rencana(satker: list[Satker], tahun: int) -> dict[Satker, list[Pengukuran]]:
    """One Renstra, three sasaran and nine indikator each, measured in `tahun`."""
    satuan = Satuan.objects.get(kode="persen")
    renstra = Renstra.objects.bulk_create(
        [Renstra(satker=s, judul="Renstra uji", periode_awal=tahun, periode_akhir=tahun + 4) for s in satker]
    )
    tujuan = Tujuan.objects.bulk_create([Tujuan(renstra=r, urut=1, teks="Tujuan uji") for r in renstra])
    sasaran = Sasaran.objects.bulk_create(
        [
            Sasaran(renstra=t.renstra, tujuan=t, urut=n, kode=str(n), uraian=f"Sasaran uji {n}", jenis="strategis")
            for t in tujuan
            for n in range(1, 4)
        ]
    )
    indikator = Indikator.objects.bulk_create(
        [
            Indikator(
                sasaran=s,
                urut=n,
                kode=f"{s.kode}.{n}",
                uraian=f"Persentase layanan uji {n}",
                satuan=satuan,
                polaritas="minimasi" if n == INDIKATOR // 3 else "maksimasi",
            )
            for s in sasaran
            for n in range(1, INDIKATOR // 3 + 1)
        ]
    )
    ukuran = Pengukuran.objects.bulk_create(
        [
            Pengukuran(
                satker=i.sasaran.renstra.satker,
                indikator=i,
                tahun=tahun,
                target_lain=Decimal(100),
                sumber_target_lain="bench",
            )
            for i in indikator
        ]
    )
    hasil: dict[Satker, list[Pengukuran]] = {s: [] for s in satker}
    for p in ukuran:
        hasil[p.satker].append(p)
    return hasil


def _realisasi(pengukuran: Pengukuran, triwulan: int, acak: random.Random) -> Realisasi:
    return Realisasi(
        pengukuran=pengukuran,
        triwulan=triwulan,
        nilai=Decimal(acak.randint(2000, 2800)) * triwulan / 100,
        status=StatusRealisasi.DISETUJUI if acak.random() < 0.97 else StatusRealisasi.DIAJUKAN,
    )


def baca_saja() -> int:
    """What nobody can do without: the rows of the year's realisasi and of what they measure, read as tuples."""
    ukuran = Pengukuran.objects.filter(satker__jalur__startswith=f"/{AKAR}/", tahun=TAHUN)
    kolom = ("pk", "satker", "target_lain", "indikator__sasaran", "indikator__polaritas", "indikator__agregasi")
    isi = Realisasi.objects.filter(pengukuran__in=ukuran, status=StatusRealisasi.DISETUJUI)
    return len(list(ukuran.values_list(*kolom))) + len(
        list(isi.values_list("pengukuran", "triwulan", "keadaan", "nilai", "x", "y"))
    )


def ukur(ulangan: int) -> list[HasilAnak]:
    """Plain reading first; then the computing, the page and the workbook, in a transaction that ends."""
    with transaction.atomic():
        isi_banyak(TAHUN)
        client = Client()
        client.force_login(Pengguna.objects.get(username=PENGGUNA))
        semua = Satker.objects.filter(jalur__startswith=f"/{AKAR}/").order_by("jalur")
        halaman = f"{reverse('capaian:anak', args=[AKAR, TAHUN])}?tingkat=semua&urut=-capaian"
        buku = f"{reverse('capaian:anak_unduh', args=[AKAR, TAHUN])}?tingkat=semua"
        langkah: dict[str, Callable[[], Any]] = {
            "membaca baris saja": baca_saja,
            "menghitung setahun": lambda: rekap_anak(semua, TAHUN, triwulan=None),
            "menghitung TW IV": lambda: rekap_anak(semua, TAHUN, triwulan=4),
            "halaman, semua tingkat": lambda: client.get(halaman),
            "Excel, semua tingkat": lambda: client.get(buku),
        }
        hasil: list[HasilAnak] = []
        for nama, kerja in langkah.items():
            with CaptureQueriesContext(connection) as kueri:
                jawaban = kerja()
            banyak = len(kueri)  # now: the next request empties the log
            if isinstance(jawaban, HttpResponse) and jawaban.status_code != 200:
                raise SystemExit(f"{nama}: answers {jawaban.status_code}; is the demo data loaded?")
            detik = statistics.median(_waktu(kerja) for _ in range(ulangan))
            hasil.append(HasilAnak(nama, detik, banyak, detik / (hasil[0].detik if hasil else detik)))
        transaction.set_rollback(True)
    return hasil


def _waktu(kerja: Callable[[], Any]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai
