"""What the papers of the RKT and the Rencana Aksi share: the mark of a draft, and who signs."""

from __future__ import annotations

from dokumen.surat import TandaTangan
from organisasi.models import Jabatan

from .rencana import RencanaTahunan

RANCANGAN = "Rancangan"
#: Left open for a pen.
TITIK = "." * 40


def penanda_tangan(rencana: RencanaTahunan, jabatan: Jabatan | None) -> TandaTangan:
    """Who held the office on the paper's date; the name stays open without a date or without a holder."""
    tempat = rencana.tempat if rencana.tanggal else f"{rencana.tempat}, {TITIK}"
    pemangku = rencana.pemangku(jabatan)
    if pemangku is None:
        return TandaTangan(tempat, rencana.tanggal, jabatan.nama if jabatan else TITIK, TITIK)
    pejabat = pemangku.pejabat
    return TandaTangan(tempat, rencana.tanggal, pemangku.sebutan_jabatan, pejabat.nama_lengkap, pejabat.nip)
