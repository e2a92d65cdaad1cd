"""Asking for a paper, making it, and cleaning up after workers that died.

The job row is the truth, the broker only a bell. A worker claims a job by a conditional UPDATE that gives it a token
and a deadline (the lease); every later write asks for that token, so a worker that lost its lease can change nothing.
Rendering takes seconds to minutes and runs outside any transaction.
"""

from __future__ import annotations

import logging
import math
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from sakip.pelaku import SISTEM, Pelaku, sebagai

from . import penyimpanan
from .enums import StatusPekerjaan
from .jenis import GalatDokumen, Lapor, Naskah, ambil
from .models import DokumenTerbit, PekerjaanCetak, letak_berkas

if TYPE_CHECKING:
    from organisasi.models import Pengguna, Satker

    from .pdf import HasilPdf

logger = logging.getLogger(__name__)

LAMA_SEWA = timedelta(seconds=90)  # without a sign of life for so long, the worker counts as dead
BATAS_PERCOBAAN = 3
TUNGGU_BEL = timedelta(seconds=60)  # a job that waits longer probably lost its bell
JEDA_LAPOR = 0.5  # seconds between two progress writes

PESAN_WAKTU = "Waktu pembuatan dokumen habis. Coba lagi; bila terulang, hubungi admin SAKIP."
PESAN_BERHENTI = (
    f"Pekerja berhenti di tengah jalan sebanyak {BATAS_PERCOBAAN} kali. "
    "Silakan coba lagi; bila terulang, hubungi admin SAKIP."
)


class SewaHilang(Exception):
    """The lease went to somebody else (or the job was ended): stop, and touch nothing."""


@dataclass(frozen=True)
class Sewa:
    """The right to work on one job until a deadline that each sign of life moves on."""

    pekerjaan: PekerjaanCetak
    token: str

    def milik(self) -> QuerySet[PekerjaanCetak]:
        """The job's row as long as the lease holds, otherwise nothing."""
        return PekerjaanCetak.objects.filter(pk=self.pekerjaan.pk, token=self.token, status=StatusPekerjaan.BERJALAN)

    def perbarui(self, **nilai: Any) -> None:
        """Write progress and extend the lease. Raises SewaHilang when it is no longer ours."""
        if self.milik().update(tenggat=timezone.now() + LAMA_SEWA, **nilai) != 1:
            raise SewaHilang(str(self.pekerjaan.pk))

    def gagalkan(self, pesan: str) -> None:
        """End the job with the reason that people read; nothing happens when the lease is lost."""
        self.milik().update(
            status=StatusPekerjaan.GAGAL, pesan=pesan, token="", tenggat=None, selesai_pada=timezone.now()
        )


# --- Asking --------------------------------------------------------------------------------------------------------


def minta_cetak(*, jenis: str, satker: Satker, tahun: int, oleh: Pengguna | None) -> PekerjaanCetak:
    """The job that makes this paper: the one that waits or runs already, else a new one, announced on commit.

    Raises GalatDokumen for an unknown kind. A broker that does not answer does not matter: `sapu` rings again.
    """
    ambil(jenis)
    with transaction.atomic():
        pekerjaan, baru = PekerjaanCetak.objects.hidup().get_or_create(
            jenis=jenis, satker=satker, tahun=tahun, defaults={"oleh": oleh}
        )
        if baru:
            transaction.on_commit(partial(bunyikan, pekerjaan.pk))
    return pekerjaan


def bunyikan(pekerjaan_id: int) -> bool:
    """Ring for a worker; False when the broker cannot be reached."""
    from . import tasks

    try:
        tasks.kerjakan.delay(pekerjaan_id)
    except Exception as galat:  # each transport has its own errors, and the job is safe in the table
        logger.warning("Broker not reached, job %s waits for the sweeper: %s", pekerjaan_id, galat)
        return False
    return True


# --- Making --------------------------------------------------------------------------------------------------------


def ambil_pekerjaan(pekerjaan_id: int) -> Sewa | None:
    """Claim a job that waits or whose worker fell silent; None when there is nothing to claim (any more)."""
    kini = timezone.now()
    token = secrets.token_hex(16)
    terambil = PekerjaanCetak.objects.filter(
        Q(status=StatusPekerjaan.ANTRE) | _terlantar(kini), pk=pekerjaan_id, percobaan__lt=BATAS_PERCOBAAN
    ).update(
        status=StatusPekerjaan.BERJALAN,
        token=token,
        tenggat=kini + LAMA_SEWA,
        percobaan=F("percobaan") + 1,
        mulai_pada=kini,
        bagian=0,
        jumlah_bagian=0,
        pesan="mengumpulkan data",
    )
    if terambil != 1:
        return None
    return Sewa(PekerjaanCetak.objects.select_related("satker", "oleh").get(pk=pekerjaan_id), token)


def kerjakan(pekerjaan_id: int) -> None:
    """Do a job from claim to finish. Whatever goes wrong ends in the job's row, in words that people can use."""
    sewa = ambil_pekerjaan(pekerjaan_id)
    if sewa is None:
        return
    try:
        with sebagai(_peminta(sewa.pekerjaan)):
            _cetak(sewa)
    except SewaHilang:
        logger.warning("Job %s: lease lost, result dropped", pekerjaan_id)
    except GalatDokumen as galat:
        sewa.gagalkan(str(galat))
    except SoftTimeLimitExceeded:
        logger.exception("Job %s: out of time", pekerjaan_id)
        sewa.gagalkan(PESAN_WAKTU)
    except OSError as galat:
        logger.exception("Job %s: storage failed", pekerjaan_id)
        sebab = penyimpanan.SEBAB_GAGAL.get(galat.errno or 0, "penyimpanan gagal")
        sewa.gagalkan(f"PDF tidak dapat disimpan: {sebab}. Hubungi admin SAKIP, lalu coba lagi.")
    except Exception:
        logger.exception("Job %s failed", pekerjaan_id)
        sewa.gagalkan(
            "Dokumen gagal dibuat karena kesalahan di dalam sistem. Coba lagi; bila terulang, "
            f"hubungi admin SAKIP dan sebutkan nomor pekerjaan {pekerjaan_id}."
        )


def _cetak(sewa: Sewa) -> None:
    from .pdf import render_html, render_pdf  # the layout engine is heavy, and web processes never need it

    pekerjaan = sewa.pekerjaan
    naskah = ambil(pekerjaan.jenis).susun(pekerjaan.satker, pekerjaan.tahun)
    jumlah = len(naskah.bagian)
    sewa.perbarui(jumlah_bagian=jumlah, pesan="menyusun naskah")
    html = render_html(naskah, tahap_menyusun(_pelapor(sewa)))
    hasil = render_pdf(html, naskah, _pelapor(sewa))
    sewa.perbarui(bagian=jumlah, pesan="menyimpan berkas")
    _terbitkan(sewa, naskah, hasil)


def _peminta(pekerjaan: PekerjaanCetak) -> Pelaku:
    """The paper is published by the one who asked for it, at the hands of the worker."""
    if pekerjaan.oleh is None:
        return SISTEM
    return Pelaku(pekerjaan.oleh.pk, str(pekerjaan.oleh), jabatan="melalui pekerja cetak")


def _pelapor(sewa: Sewa) -> Lapor:
    """Progress into the job's row, at most every JEDA_LAPOR seconds."""
    terakhir = -math.inf  # not 0: the clock may itself have begun only now

    def lapor(keterangan: str, selesai: int, jumlah: int) -> None:
        nonlocal terakhir
        kini = time.monotonic()
        if kini - terakhir >= JEDA_LAPOR:
            terakhir = kini
            sewa.perbarui(bagian=selesai, pesan=keterangan)

    return lapor


def tahap_menyusun(lapor: Lapor) -> Lapor:
    """While the parts are filled only the words change: the bar follows the layout, which takes nearly all the time."""
    return lambda keterangan, selesai, jumlah: lapor(f"menyusun {keterangan}", 0, jumlah)


def _terbitkan(sewa: Sewa, naskah: Naskah, hasil: HasilPdf) -> DokumenTerbit:
    """File and rows appear together: row, last look at the lease, rename, commit. Otherwise no file stays.

    Only when the commit itself fails does the renamed file stay, without a row that shows it: whether such a commit
    took place is not always known, and a stray file is better than a published paper without its file.
    """
    p = sewa.pekerjaan
    dokumen = DokumenTerbit(
        jenis=p.jenis,
        satker=p.satker,
        tahun=p.tahun,
        judul=naskah.judul,
        data=naskah.data,
        sha256=hasil.sha256,
        ukuran=hasil.ukuran,
        halaman=hasil.halaman,
        dibuat_oleh=p.oleh,
    )
    dokumen.berkas.name = nama = letak_berkas(dokumen, "")
    sementara = penyimpanan.tulis_sementara(hasil.isi, nama=nama, token=sewa.token)
    try:
        with transaction.atomic():
            dokumen.save()
            _selesaikan(sewa, dokumen)
            penyimpanan.terbitkan(sementara, nama)
    finally:
        sementara.unlink(missing_ok=True)
    return dokumen


def _selesaikan(sewa: Sewa, dokumen: DokumenTerbit) -> None:
    selesai = sewa.milik().update(
        status=StatusPekerjaan.SELESAI,
        hasil=dokumen,
        pesan="",
        token="",
        tenggat=None,
        bagian=F("jumlah_bagian"),
        selesai_pada=timezone.now(),
    )
    if selesai != 1:
        raise SewaHilang(str(sewa.pekerjaan.pk))


# --- Cleaning up ---------------------------------------------------------------------------------------------------


def sapu() -> None:
    """Runs every minute: give up or free the jobs of dead workers, ring for jobs that wait, delete their leavings."""
    kini = timezone.now()
    _pulihkan_terlantar(kini)
    menunggu = PekerjaanCetak.objects.filter(status=StatusPekerjaan.ANTRE).filter(
        Q(dibuat_pada__lt=kini - TUNGGU_BEL) | Q(percobaan__gt=0)
    )
    for pekerjaan_id in menunggu.order_by("dibuat_pada").values_list("pk", flat=True):
        if not bunyikan(pekerjaan_id):
            break
    penyimpanan.buang_sementara(_token_hidup)


def _terlantar(kini: datetime) -> Q:
    """Running, but its worker has not given a sign of life in time."""
    return Q(status=StatusPekerjaan.BERJALAN, tenggat__lt=kini)


def _pulihkan_terlantar(kini: datetime) -> None:
    terlantar = PekerjaanCetak.objects.filter(_terlantar(kini))
    habis = terlantar.filter(percobaan__gte=BATAS_PERCOBAAN).update(
        status=StatusPekerjaan.GAGAL, pesan=PESAN_BERHENTI, token="", tenggat=None, selesai_pada=kini
    )
    kembali = terlantar.update(
        status=StatusPekerjaan.ANTRE, token="", tenggat=None, bagian=0, pesan="pekerja berhenti, diulang dari awal"
    )
    if habis or kembali:
        logger.warning("Workers died: %s jobs given up, %s jobs to be repeated", habis, kembali)


def _token_hidup() -> set[str]:
    return set(PekerjaanCetak.objects.filter(status=StatusPekerjaan.BERJALAN).values_list("token", flat=True))
