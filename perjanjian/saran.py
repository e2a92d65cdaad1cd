"""When a PK in force should be replaced: another office holder, or another DIPA. Proposed, never done silently."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from anggaran.models import Dipa
from organisasi.enums import JenisTenggat, StatusPenugasan
from organisasi.models import Penugasan, Satker, Tenggat
from sakip.angka import format_rupiah, format_tanggal

from .dipa import PaguBerubah, pagu_berubah
from .enums import DasarPerubahan, StatusPerjanjian
from .models import PerjanjianKinerja


@dataclass(frozen=True)
class SaranPerubahan:
    """`judul` for a button, and what the form of a perubahan begins with. `tanggal` None: the day of its signature."""

    judul: str
    dasar: str
    alasan: str
    tanggal: datetime.date | None

    @property
    def teks_tanggal(self) -> str:
        return format_tanggal(self.tanggal) if self.tanggal else ""


def saran_perubahan(
    daftar: Iterable[PerjanjianKinerja], satker: Satker, tahun: int, pemangku: Mapping[int, Penugasan]
) -> dict[int, SaranPerubahan]:
    """PK in force → why it should be replaced. `pemangku`: who holds each position now. At most four queries."""
    berlaku = [p for p in daftar if p.status == StatusPerjanjian.BERLAKU]
    if not berlaku:
        return {}
    pagu = pagu_berubah((p.pk for p in berlaku), satker.pk, tahun)
    semua = {p.pk: _satu(p, pemangku.get(p.pihak_pertama.jabatan_id), pagu.get(p.pk, [])) for p in berlaku}
    return {pk: s for pk, s in semua.items() if s is not None}


def _satu(p: PerjanjianKinerja, kini: Penugasan | None, pagu: list[PaguBerubah]) -> SaranPerubahan | None:
    alasan = []
    berganti = kini is not None and kini.pejabat_id != p.pihak_pertama.pejabat_id
    if kini is not None and berganti and kini.status != StatusPenugasan.PLH:  # a Plh. stands in for days
        mulai = f" mulai {format_tanggal(kini.mulai)}" if kini.mulai else ""
        alasan.append(f"Pergantian pejabat: {p.nama_pertama} digantikan {kini.pejabat.nama_lengkap}{mulai}.")
    if pagu:
        rinci = ", ".join(f"{b.kode} semula {format_rupiah(b.lama)} menjadi {format_rupiah(b.kini)}" for b in pagu)
        alasan.append(f"Perubahan anggaran: {rinci}.")
    if not alasan:
        return None
    pejabat = alasan[0].startswith("Pergantian")
    judul = "Pejabat berganti" if pejabat else "DIPA berubah"
    dasar = DasarPerubahan.PEJABAT if pejabat else DasarPerubahan.STRATEGI
    return SaranPerubahan(f"{judul}: usulkan perjanjian perubahan", dasar, " ".join(alasan), _hari_naskah(p.tahun))


def _hari_naskah(tahun: int) -> datetime.date | None:
    """In the running year the day of the signature; of a year that is over its last day, whose holders are meant."""
    return datetime.date(tahun, 12, 31) if tahun < timezone.localdate().year else None


def tenggat_perjanjian(satker: Satker, tahun: int) -> datetime.date | None:
    """The day the year's first PK are due: the calendar's, else one month after the first DIPA.

    Source: PermenPANRB 53/2014, "paling lambat satu bulan setelah dokumen anggaran disahkan".
    """
    tanggal = Tenggat.objects.tanggal(JenisTenggat.PERJANJIAN, satker, tahun)
    if tanggal is not None:
        return tanggal
    dipa = Dipa.objects.filter(satker=satker, tanggal__isnull=False).for_tahun(tahun).exclude(status="draf")
    pertama = dipa.order_by("revisi").values_list("tanggal", flat=True).first()
    return sebulan_sesudah(pertama) if pertama else None


def sebulan_sesudah(hari: datetime.date) -> datetime.date:
    """The same day of the next month, or that month's last: 31 January → 28 or 29 February."""
    tahun, bulan = (hari.year + 1, 1) if hari.month == 12 else (hari.year, hari.month + 1)
    return datetime.date(tahun, bulan, min(hari.day, monthrange(tahun, bulan)[1]))
