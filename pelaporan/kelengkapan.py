"""What a report still lacks, and where its sources differ from the usual ones: shown on the LKjIP page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from anggaran.rekap import rekap_dipa
from capaian.models import Realisasi
from capaian.perhitungan import AlasanKosong
from capaian.rekap import RekapCapaian, rekap_capaian
from sakip.angka import format_persen, format_tanggal

from .enums import KunciNarasi
from .models import Laporan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

#: Places whose text is generated from data, or that may stay without prose.
TANPA_NARASI = {KunciNarasi.ANALISIS_SASARAN, KunciNarasi.EFISIENSI_SUMBER_DAYA}


@dataclass(frozen=True)
class Bab:
    """A chapter of the desk: how many of its places are filled."""

    judul: str
    terisi: int
    jumlah: int

    @property
    def keadaan(self) -> str:
        if self.terisi >= self.jumlah:
            return "lengkap"
        return "sebagian" if self.terisi else "kosong"


@dataclass(frozen=True)
class Kekurangan:
    """One line of "what is missing": what, why it matters, where to mend it (if there is a page)."""

    teks: str
    keterangan: str = ""
    url: str = ""


@dataclass(frozen=True)
class Kelengkapan:
    bab: tuple[Bab, ...]
    kurang: tuple[Kekurangan, ...]
    perhatian: tuple[Kekurangan, ...]


def periksa(laporan: Laporan, user: Pengguna | AnonymousUser) -> Kelengkapan:
    """Completeness of a report as this person sees it, in a fixed number of queries."""
    rekap = rekap_capaian(laporan.satker, laporan.tahun, realisasi=Realisasi.objects.visible_to(user))
    terisi = {(n.kunci, n.sasaran_id) for n in laporan.narasi.exclude(isi="")}
    analisis = {sasaran for kunci, sasaran in terisi if kunci == KunciNarasi.ANALISIS_SASARAN}
    kurang = [
        Kekurangan(f"Uraian “{kunci.label}”")
        for kunci in KunciNarasi
        if kunci not in TANPA_NARASI and (kunci.value, None) not in terisi
    ]
    kurang += [
        Kekurangan(f"Analisis sasaran {k.nomor}", k.uraian) for k in rekap.kelompok if k.sasaran.pk not in analisis
    ]
    kurang += _capaian_kosong(laporan, rekap)
    return Kelengkapan(_bab(rekap, terisi), tuple(kurang), tuple(_perhatian(laporan)))


def _bab(rekap: RekapCapaian, terisi: set[tuple[str, int | None]]) -> tuple[Bab, ...]:
    def hitung(judul: str, *awalan: str) -> Bab:
        kunci = [k for k in KunciNarasi if k.value.startswith(awalan) and k not in TANPA_NARASI]
        return Bab(judul, sum((k.value, None) in terisi for k in kunci), len(kunci))

    analisis = {sasaran for kunci, sasaran in terisi if kunci == KunciNarasi.ANALISIS_SASARAN}
    bab3 = hitung("Bab III Akuntabilitas Kinerja", "bab3")
    bab3 = Bab(bab3.judul, bab3.terisi + len(analisis), bab3.jumlah + len(rekap.kelompok))
    return (
        hitung("Kata Pengantar", "kata_pengantar"),
        hitung("Ikhtisar Eksekutif", "ikhtisar"),
        hitung("Bab I Pendahuluan", "bab1"),
        hitung("Bab II Perencanaan dan Perjanjian Kinerja", "bab2"),
        bab3,
        hitung("Bab IV Penutup", "bab4"),
    )


def _capaian_kosong(laporan: Laporan, rekap: RekapCapaian) -> list[Kekurangan]:
    hasil = []
    for baris in rekap.baris:
        if baris.hasil.alasan in {AlasanKosong.BELUM_DIISI, AlasanKosong.REALISASI_PROSES, AlasanKosong.BELUM_ADA_DATA}:
            url = reverse("capaian:rincian", args=[laporan.satker.kode, laporan.tahun, baris.pengukuran.pk])
            hasil.append(Kekurangan(f"Capaian indikator {baris.kode}: {baris.hasil.alasan.label}", baris.uraian, url))
    return hasil


def _perhatian(laporan: Laporan) -> list[Kekurangan]:
    """Sources that differ from the usual ones: right for an old report, worth a look for a new one."""
    hasil = []
    berlaku = laporan.perjanjian_akhir_tahun().untuk_daftar().first()
    if laporan.perjanjian and berlaku and laporan.perjanjian != berlaku:
        hasil.append(
            Kekurangan(
                "Perjanjian kinerja yang diukur bukan yang berlaku",
                f"Laporan mengukur perjanjian {format_tanggal(laporan.perjanjian.tanggal)}; "
                f"yang berlaku perjanjian {format_tanggal(berlaku.tanggal)}.",
                berlaku.get_absolute_url(),
            )
        )
    if laporan.posisi_perbandingan_id and laporan.posisi_perbandingan_id != laporan.posisi_id:
        utama = rekap_dipa(laporan.satker, laporan.tahun, posisi=laporan.posisi)
        lain = rekap_dipa(laporan.satker, laporan.tahun, posisi=laporan.posisi_perbandingan)
        hasil.append(
            Kekurangan(
                "Tabel tiga tahun memakai posisi realisasi lain",
                f"“{laporan.posisi_perbandingan}” {format_persen(lain.penyerapan)}; "
                f"“{laporan.posisi}” {format_persen(utama.penyerapan)}.",
                reverse("anggaran:daftar", args=[laporan.satker.kode, laporan.tahun]),
            )
        )
    return hasil
