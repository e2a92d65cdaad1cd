"""The efficiency of a satker by the rule that holds for it, and of each sasaran from the budget allocated to it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from organisasi.models import Satker
from organisasi.models.pohon import awalan_jalur
from renstra.silsilah import Silsilah
from sakip.angka import format_tanggal

from .kinerja import TAK_DIUKUR, Capaian, Kinerja
from .models import PilihanEfisiensi, PosisiRealisasi
from .perhitungan import (
    ATURAN,
    Aturan,
    AturanEfisiensi,
    DataEfisiensi,
    Efisiensi,
    KomponenEfisiensi,
    aturan_berlaku,
    efisiensi_rasio,
    efisiensi_selisih,
    hitung_efisiensi,
)
from .rekap import RekapDipa, jumlah
from .rekap_alokasi import BarisIndikator, BarisSasaran, RekapAlokasi

#: From this year on no PMK rule can be computed here, and why (docs/keputusan.md).
TANPA_PMK = 2024
CATATAN_PMK = (
    "Sejak tahun anggaran 2024 PMK 62 Tahun 2023 dan KMK 466 Tahun 2023 menilai efisiensi dari penggunaan Standar "
    "Biaya Keluaran (SBK). Data SBK tidak dicatat di aplikasi ini, sehingga nilai itu tidak dihitung di sini."
)


@dataclass(frozen=True)
class Pilihan:
    """The rule that holds for a satker in a year, and the row that says so (None: nobody chose).

    `catatan`: why it is not the chosen one.
    """

    aturan: Aturan
    baris: PilihanEfisiensi | None = None
    catatan: str = ""

    def sendiri(self, satker: Satker) -> bool:
        return self.baris is not None and self.baris.satker_id == satker.pk


@dataclass(frozen=True)
class EfisiensiSatker:
    pilihan: Pilihan
    hasil: Efisiensi


def pilihan_efisiensi(satker: Satker, tahun: int) -> Pilihan:
    """The newest choice of the satker itself, else of the nearest one above it, else RASIO. One query.

    A chosen rule that does not hold in the year (any more) gives way to RASIO, and the answer says so.
    """
    calon = PilihanEfisiensi.objects.filter(satker__jalur__in=awalan_jalur(satker.jalur), mulai__lte=tahun)
    baris = max(calon.select_related("satker"), key=lambda p: (len(p.satker.jalur), p.mulai), default=None)
    bawaan = ATURAN[AturanEfisiensi.RASIO]
    if baris is None:
        return Pilihan(bawaan)
    aturan = ATURAN[AturanEfisiensi(baris.aturan)]
    if aturan.berlaku(tahun):
        return Pilihan(aturan, baris)
    return Pilihan(bawaan, baris, f"{aturan.nama} yang dipilih tidak berlaku untuk tahun {tahun}.")


def efisiensi_satker(
    satker: Satker,
    tahun: int,
    *,
    capaian: Decimal | None,
    anggaran: RekapDipa,
    komponen: Callable[[], Sequence[KomponenEfisiensi]],
) -> EfisiensiSatker:
    """The efficiency of a satker's year by its rule; capaian in percent. `komponen` is asked only when a rule needs it.

    The one way by which the Beranda and the LKjIP come to it; the page of efficiency shows it among all rules.
    """
    pilihan = pilihan_efisiensi(satker, tahun)
    data = data_efisiensi(capaian, anggaran, komponen() if pilihan.aturan.per_komponen else ())
    return EfisiensiSatker(pilihan, hitung_efisiensi(data, aturan=pilihan.aturan.kode, tahun=tahun))


def data_efisiensi(
    capaian: Decimal | None, anggaran: RekapDipa, komponen: Sequence[KomponenEfisiensi]
) -> DataEfisiensi:
    """What the rules take; without a penyerapan where an entry of the budget is plainly wrong."""
    sebab = anggaran.keraguan
    return DataEfisiensi(capaian, None if sebab else anggaran.penyerapan, komponen, sebab)


def semua_aturan(data: DataEfisiensi, tahun: int) -> list[tuple[Aturan, Efisiensi]]:
    """Every rule of the year with what it gives, side by side."""
    return [(a, hitung_efisiensi(data, aturan=a.kode, tahun=tahun)) for a in aturan_berlaku(tahun)]


def beda_waktu(posisi: PosisiRealisasi | None, tahun: int) -> str:
    """Warns, in words, that the capaian of a whole year stands beside the spending of a part of it; else ""."""
    per_tanggal = posisi.per_tanggal if posisi else None
    if per_tanggal is None or per_tanggal >= datetime.date(tahun, 12, 31):
        return ""
    return f"Capaian setahun dibandingkan dengan belanja sampai {format_tanggal(per_tanggal)}: belum setara."


# --- Per sasaran -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarisEfisiensi:
    """A sasaran or indikator with its budget and its capaian. What is undefined says why (`alasan`), and is never 0.

    `anak`: the indikator of a sasaran that have a budget of their own.
    """

    baris: BarisSasaran | BarisIndikator
    capaian: Capaian
    rasio: Decimal | None
    selisih: Decimal | None
    alasan: tuple[str, ...]
    anak: tuple[BarisEfisiensi, ...] = ()

    @property
    def acuan(self) -> Decimal | None:
        """Pagu × capaian in rupiah: what the output was worth, AARO × CRO of the PMK."""
        if self.baris.pagu is None or self.capaian.nilai is None:
            return None
        return self.baris.pagu * self.capaian.nilai / 100

    @property
    def komponen(self) -> KomponenEfisiensi:
        return KomponenEfisiensi(self.baris.pagu, self.baris.realisasi, self.capaian.nilai)


def efisiensi_sasaran(rekap: RekapAlokasi, kinerja: Kinerja) -> list[BarisEfisiensi]:
    """One row per sasaran that is measured or has a budget, in the order of the Renstra."""
    hasil = []
    for s in rekap.sasaran:
        capaian = kinerja.sasaran.get(rekap.garis.sasaran(s.sasaran.pk))
        if capaian or s.bagian:
            anak = [susun_baris(i, _capaian(i, kinerja, rekap.garis)) for i in s.indikator_berkode]
            hasil.append(replace(susun_baris(s, capaian or TAK_DIUKUR), anak=tuple(anak)))
    return hasil


def _capaian(i: BarisIndikator, kinerja: Kinerja, garis: Silsilah) -> Capaian:
    return kinerja.indikator.get(garis.indikator(i.indikator.pk), TAK_DIUKUR)


def susun_baris(baris: BarisSasaran | BarisIndikator, capaian: Capaian) -> BarisEfisiensi:
    data = DataEfisiensi(capaian.nilai, baris.penyerapan)
    rasio, selisih = efisiensi_rasio(data).nilai, efisiensi_selisih(data).nilai
    return BarisEfisiensi(baris, capaian, rasio, selisih, tuple(_alasan(baris, capaian, rasio)))


def _alasan(baris: BarisSasaran | BarisIndikator, capaian: Capaian, rasio: Decimal | None) -> list[str]:
    hasil = [capaian.alasan] if capaian.nilai is None else []
    if not baris.bagian:
        hasil.append("belum punya anggaran")
    elif baris.pagu is None:
        hasil.append(baris.halangan or "pagu belum diketahui")
    elif baris.penyerapan is None:
        hasil.append(baris.halangan or "pagu 0")
    elif rasio is None and capaian.nilai is not None:
        hasil.append("penyerapan 0 %")
    return hasil


def acuan_semua(sasaran: Sequence[BarisEfisiensi]) -> Decimal | None:
    """Pagu × capaian of all sasaran with a budget, in rupiah; None unless it is known of each."""
    semua = [b.acuan for b in sasaran if b.baris.bagian]
    return None if None in semua else jumlah(semua)


def komponen_sasaran(rekap: RekapAlokasi, kinerja: Kinerja) -> list[KomponenEfisiensi]:
    """The outputs for the rules of the PMK: each sasaran stands for one, because capaian of an RO is not recorded."""
    return [b.komponen for b in efisiensi_sasaran(rekap, kinerja)]
