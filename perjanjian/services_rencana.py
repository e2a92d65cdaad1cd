"""Acts that the RKT and the Rencana Aksi share. Errors that a person can cause are `TransisiDitolak`, Indonesian."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from django.db import transaction

from anggaran.models import Dipa, Pos
from organisasi.enums import JenisJabatan
from organisasi.models import Jabatan, Pengguna, Penugasan, Satker
from sakip.alur import TransisiDitolak
from sakip.angka import format_tanggal

from .rencana import RencanaTahunan

R = TypeVar("R", bound=RencanaTahunan)


def dipa_berlaku(satker: Satker, tahun: int) -> Dipa:
    """The DIPA that a new paper rests on. TransisiDitolak without one."""
    dipa = Dipa.objects.filter(satker=satker).for_tahun(tahun).berlaku().first()
    if dipa is None:
        raise TransisiDitolak(f"Belum ada DIPA yang berlaku untuk tahun {tahun}. Berlakukan DIPA dahulu.")
    return dipa


def kepala_bawaan(satker: Satker, tahun: int) -> dict[str, Any]:
    """What the head of a new paper begins with: DIPA in force, place, Sekretaris and Ketua."""
    jabatan = {
        j.jenis: j
        for j in Jabatan.objects.filter(
            unit__satker=satker, jenis__in=[JenisJabatan.KETUA, JenisJabatan.SEKRETARIS]
        ).order_by("-urut")
    }
    return {
        "dipa": dipa_berlaku(satker, tahun),
        "tempat": satker.tempat,
        "penandatangan": jabatan.get(JenisJabatan.SEKRETARIS),
        "mengetahui": jabatan.get(JenisJabatan.KETUA),
    }


def catat_lahir(rencana: RencanaTahunan, *, oleh: Pengguna) -> None:
    rencana.riwayat.create(tindakan="buat", ke=rencana.status, oleh=oleh)  # type: ignore[attr-defined]


def kunci_terbuka(rencana: R) -> R:
    """Lock the paper for this transaction; TransisiDitolak when it is not open for editing (any more)."""
    model: Any = type(rencana)
    kini: R = model.objects.select_for_update().get(pk=rencana.pk)
    if not kini.dapat_diubah:
        raise TransisiDitolak(f"{kini} tidak dapat diubah: statusnya “{kini.get_status_display()}”.")
    return kini


@transaction.atomic
def ajukan(*, rencana: RencanaTahunan, oleh: Pengguna) -> None:
    """Hand a draft to the one who fixes it. An empty one is refused: there would be nothing to fix."""
    if not rencana.berisi():
        raise TransisiDitolak(f"{rencana} masih kosong. Isi barisnya dahulu.")
    rencana.ajukan(oleh=oleh)


@transaction.atomic
def tetapkan(*, rencana: RencanaTahunan, oleh: Pengguna) -> None:
    """Fix the paper. Refused without a date, or when one of both offices had no holder on it."""
    rencana.wajib_berwenang("tetapkan", oleh)
    if rencana.tanggal is None:
        raise TransisiDitolak("Tanggalnya belum diisi. Kembalikan kepada penyusun agar tempat dan tanggalnya diisi.")
    for jabatan, sebutan in ((rencana.penandatangan, "penanda tangan"), (rencana.mengetahui, "yang mengetahui")):
        _periksa_pemangku(jabatan, sebutan, rencana.tanggal)
    rencana.tetapkan(oleh=oleh)


def kembalikan(*, rencana: RencanaTahunan, oleh: Pengguna, catatan: str) -> None:
    rencana.kembalikan(oleh=oleh, catatan=catatan)


def _periksa_pemangku(jabatan: Jabatan | None, sebutan: str, tanggal: datetime.date) -> None:
    if jabatan is None:
        raise TransisiDitolak(f"Jabatan {sebutan} belum dipilih.")
    if Penugasan.objects.pemangku(jabatan, tanggal) is None:
        raise TransisiDitolak(f"Tidak ada pejabat untuk {jabatan.nama} pada {format_tanggal(tanggal)}.")


# --- Another DIPA ---------------------------------------------------------------------------------------------------


def dipa_lebih_baru(rencana: RencanaTahunan) -> Dipa | None:
    """The DIPA in force, when the paper rests on an older one."""
    kini = Dipa.objects.filter(satker=rencana.satker_id).for_tahun(rencana.tahun).berlaku().first()
    return kini if kini is not None and kini.pk != rencana.dipa_id else None


def padanan_pos(dari: Dipa, ke: Dipa) -> dict[int, Pos | None]:
    """Each node of one DIPA → the one with the same code in another; None where that DIPA has no such code."""
    kode = {p.kode: p for p in ke.pos.all()}
    return {pk: kode.get(k) for pk, k in dari.pos.values_list("pk", "kode")}
