"""Acts on tindak lanjut: planning it beside a figure, and following it up in later quarters."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from jejak.enums import Tindakan as TindakanJejak
from jejak.models import Jejak
from organisasi.models import Jabatan, Pengguna, Satker
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from . import izin
from .models import PantauanTindakLanjut, Pengukuran, Realisasi, TindakLanjut
from .periode import wajib_terbuka
from .services import SUDAH_DIAJUKAN


@dataclass(frozen=True)
class IsianTindakLanjut:
    """What will be done, by whom, and the last day for it."""

    uraian: str
    penanggung_jawab: Jabatan
    tenggat: datetime.date

    @property
    def kolom(self) -> Mapping[str, object]:
        return {"uraian": self.uraian, "penanggung_jawab": self.penanggung_jawab, "tenggat": self.tenggat}


def wajib_dapat_disusun(pengukuran: Pengukuran, triwulan: int) -> None:
    """PeriodeTertutup outside the quarter's time, TransisiDitolak once somebody judges the quarter by its plan."""
    wajib_terbuka(pengukuran, triwulan)
    kini = Realisasi.objects.terkini().filter(pengukuran=pengukuran, triwulan=triwulan).first()
    if kini is not None and kini.status in SUDAH_DIAJUKAN:
        raise TransisiDitolak(
            f"Tindak lanjut {kini.get_triwulan_display()} terkunci: "
            f"realisasinya sudah {kini.get_status_display().lower()}."
        )


class RencanaKembar(TransisiDitolak):
    """The quarter has a plan with the same words already."""


def _wajib_beda(pengukuran: Pengukuran, triwulan: int, uraian: str, *, selain: int = 0) -> None:
    """RencanaKembar where the same words stand there already (but in `selain`); case and spaces make no difference."""
    Pengukuran.objects.select_for_update(of=("self",)).get(pk=pengukuran.pk)  # the button pressed twice at once
    ada = TindakLanjut.objects.filter(pengukuran=pengukuran, triwulan=triwulan).exclude(pk=selain)
    if _lipat(uraian) in {_lipat(lain) for lain in ada.values_list("uraian", flat=True)}:
        raise RencanaKembar("Rencana yang sama sudah ada pada triwulan ini. Tulis yang lain, atau ubah yang sudah ada.")


def _lipat(teks: str) -> str:
    return " ".join(teks.casefold().split())


@transaction.atomic
def tambah(pengukuran: Pengukuran, triwulan: int, isian: IsianTindakLanjut) -> TindakLanjut:
    """Plan one more; the person answering for it holds a position of the same satker (the form sees to it).

    RencanaKembar when the quarter has the same plan already.
    """
    wajib_dapat_disusun(pengukuran, triwulan)
    _wajib_beda(pengukuran, triwulan, isian.uraian)
    return TindakLanjut.objects.create(pengukuran=pengukuran, triwulan=triwulan, **isian.kolom)


def _wajib_belum_dinilai(rencana: TindakLanjut) -> None:
    """TransisiDitolak for what was approved together with the figure: a correction adds to it and may be cancelled.

    Which of both was made first, the trail says.
    """
    kini = Realisasi.objects.terkini().filter(pengukuran=rencana.pengukuran_id, triwulan=rencana.triwulan).first()
    if kini is None or not kini.revisi:
        return
    koreksi, lahir = _dibuat(kini), _dibuat(rencana)
    if koreksi is None or lahir is None or lahir < koreksi:
        raise TransisiDitolak(
            "Tindak lanjut ini sudah dinilai bersama angka yang disetujui. Tambahkan yang baru, atau catat keadaannya."
        )


def _dibuat(objek: Realisasi | TindakLanjut) -> int | None:
    """Where the making of a row stands in the trail."""
    jejak = Jejak.objects.filter(tabel=objek._meta.db_table, objek=str(objek.pk), tindakan=TindakanJejak.BUAT)
    return jejak.order_by("pk").values_list("pk", flat=True).first()


@transaction.atomic
def ubah(rencana: TindakLanjut, isian: IsianTindakLanjut, *, versi: int) -> TindakLanjut:
    """VersiBerubah when somebody else saved it since `versi` was read; RencanaKembar as `tambah`."""
    wajib_dapat_disusun(rencana.pengukuran, rencana.triwulan)
    _wajib_belum_dinilai(rencana)
    _wajib_beda(rencana.pengukuran, rencana.triwulan, isian.uraian, selain=rencana.pk)
    return rencana.simpan_versi(versi, **isian.kolom)


@transaction.atomic
def hapus(rencana: TindakLanjut) -> None:
    """What was planned in error goes; what somebody has followed up stays."""
    wajib_dapat_disusun(rencana.pengukuran, rencana.triwulan)
    _wajib_belum_dinilai(rencana)
    if rencana.pantauan.exists():
        raise TransisiDitolak("Tindak lanjut ini sudah dipantau. Catat keadaannya sebagai “Tidak jadi”.")
    rencana.delete()


@dataclass(frozen=True)
class IsianPantauan:
    """What was found, in which quarter; `status` is that of the tindak lanjut from now on."""

    triwulan: int
    status: str
    catatan: str


@transaction.atomic
def pantau(rencana: TindakLanjut, isian: IsianPantauan, *, oleh: Pengguna, versi: int) -> PantauanTindakLanjut:
    """Note what became of it. TransisiDitolak when somebody else noted something since `versi` was read."""
    if isian.triwulan < rencana.triwulan:
        raise TransisiDitolak(f"Tindak lanjut ini baru direncanakan pada {rencana.get_triwulan_display()}.")
    if not isian.catatan.strip():
        raise TransisiDitolak("Tulis apa yang sudah dikerjakan.")
    try:
        rencana.simpan_versi(versi, status=isian.status)
    except VersiBerubah:
        raise TransisiDitolak(
            "Orang lain baru saja mencatat tindak lanjut ini. Baca catatannya, lalu simpan lagi."
        ) from None
    return PantauanTindakLanjut.objects.create(tindak_lanjut=rencana, oleh=oleh, **asdict(isian))


def boleh_pantau(user: Pengguna, rencana: TindakLanjut, jabatan: set[int]) -> bool:
    """Who enters the figure, and who answers for the tindak lanjut (`jabatan`: `Pengguna.jabatan_dipegang`)."""
    return rencana.penanggung_jawab_id in jabatan or user.has_perm(izin.ISI, rencana.pengukuran)


def jatuh_tempo(user: Pengguna, satker: Satker, tahun: int, sampai: datetime.date) -> list[datetime.date]:
    """The deadlines, up to a day, of what this person answers for and has not finished; earliest first."""
    milik = TindakLanjut.objects.filter(pengukuran__satker=satker, pengukuran__tahun=tahun, tenggat__lte=sampai)
    milik = milik.terbuka().filter(penanggung_jawab__in=user.jabatan_dipegang)
    return list(milik.order_by("tenggat").values_list("tenggat", flat=True))
