"""What a report still lacks, and where its sources differ from the usual ones: shown on the LKjIP page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from anggaran.rekap import RekapDipa
from capaian.models import Realisasi
from capaian.rekap import RekapCapaian, rekap_capaian
from organisasi.models import Penugasan
from perjanjian.models import PerjanjianKinerja
from renstra.enums import StatusRenstra
from renstra.models import Renstra
from sakip.angka import format_persen, format_rupiah, format_tanggal

from .enums import KunciNarasi
from .models import Laporan
from .susunan.kekosongan import (
    BOLEH_KOSONG,
    Bahan,
    Tempat,
    daftar_belum_disetujui,
    daftar_kekosongan,
    halaman,
    nama_triwulan,
    terisi,
)
from .susunan.sumber import anggaran_laporan, penandatangan_laporan, renstra_laporan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from organisasi.models import Pengguna

#: Places that a chapter does not count: generated ones, and the analysis, which is counted per sasaran.
TAK_DIHITUNG = BOLEH_KOSONG | {KunciNarasi.ANALISIS_SASARAN}


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


@dataclass(frozen=True)
class BahanMeja:
    """What the list of gaps is made from, as this person may see it."""

    laporan: Laporan
    renstra: Renstra | None
    perjanjian: PerjanjianKinerja | None
    penandatangan: Penugasan | None
    rekap: RekapCapaian
    dipa: RekapDipa
    anggaran: dict[int, RekapDipa]
    narasi: dict[Tempat, str]


def periksa(laporan: Laporan, user: Pengguna | AnonymousUser) -> Kelengkapan:
    """Completeness of a report as this person sees it, in a fixed number of queries."""
    bahan = _kumpulkan(laporan, user)
    boleh_ubah = user.has_perm("pelaporan.ubah_laporan", laporan)
    hanya_pengubah = halaman(laporan, "pelaporan:atur")
    kurang = tuple(
        Kekurangan(k.bagian, k.sasaran or k.rincian, k.url if boleh_ubah or k.url != hanya_pengubah else "")
        for k in daftar_kekosongan(bahan)
    )
    return Kelengkapan(_bab(bahan), kurang, tuple(_perhatian(bahan)))


def _kumpulkan(laporan: Laporan, user: Pengguna | AnonymousUser) -> BahanMeja:
    dipa, anggaran = anggaran_laporan(laporan)
    return BahanMeja(
        laporan=laporan,
        renstra=renstra_laporan(laporan),
        perjanjian=laporan.perjanjian_diukur().untuk_daftar().first(),
        penandatangan=penandatangan_laporan(laporan),
        rekap=rekap_capaian(laporan.satker, laporan.tahun, realisasi=Realisasi.objects.visible_to(user)),
        dipa=dipa,
        anggaran=anggaran,
        narasi={(n.kunci, n.sasaran_id): n.isi for n in laporan.narasi.all()},
    )


def _bab(bahan: Bahan) -> tuple[Bab, ...]:
    def hitung(judul: str, *awalan: str) -> Bab:
        kunci = [k for k in KunciNarasi if k.value.startswith(awalan) and k not in TAK_DIHITUNG]
        return Bab(judul, sum(terisi(bahan, k) for k in kunci), len(kunci))

    kelompok = bahan.rekap.kelompok
    analisis = sum(terisi(bahan, KunciNarasi.ANALISIS_SASARAN, k.sasaran.pk) for k in kelompok)
    bab3 = hitung("Bab III Akuntabilitas Kinerja", "bab3")
    bab3 = Bab(bab3.judul, bab3.terisi + analisis, bab3.jumlah + len(kelompok))
    return (
        hitung("Kata Pengantar", "kata_pengantar"),
        hitung("Ikhtisar Eksekutif", "ikhtisar"),
        hitung("Bab I Pendahuluan", "bab1"),
        hitung("Bab II Perencanaan dan Perjanjian Kinerja", "bab2"),
        bab3,
        hitung("Bab IV Penutup", "bab4"),
    )


# --- Worth a look: right for an old report, maybe wrong for a new one ------------------------------------------------


def _perhatian(bahan: BahanMeja) -> Iterator[Kekurangan]:
    yield from _belum_disetujui(bahan)
    yield from _perjanjian_berlaku(bahan)
    yield from _perjanjian_terukur(bahan)
    yield from _posisi_lain(bahan)
    yield from _di_luar_dipa(bahan)
    yield from _renstra_lama(bahan)


def _renstra_lama(bahan: BahanMeja) -> Iterator[Kekurangan]:
    """A report keeps the Renstra it was given, also when that one has been replaced meanwhile."""
    renstra = bahan.laporan.renstra
    if renstra is not None and renstra.status == StatusRenstra.DIGANTIKAN:
        yield Kekurangan(
            "Renstra laporan ini sudah digantikan",
            f"Tabel 2.1 mencetak target menurut {renstra.nomor_keputusan or renstra}.",
            renstra.get_absolute_url(),
        )


def _belum_disetujui(bahan: BahanMeja) -> Iterator[Kekurangan]:
    laporan = bahan.laporan
    hitung = Counter(b.triwulan for b in daftar_belum_disetujui(bahan.rekap))
    for triwulan, banyak in sorted(hitung.items()):
        yield Kekurangan(
            f"{banyak} realisasi {nama_triwulan(triwulan)} belum disetujui",
            "Angkanya sudah ikut tercetak dalam laporan.",
            reverse("capaian:triwulan", args=[laporan.satker.kode, laporan.tahun, triwulan]),
        )


def _perjanjian_berlaku(bahan: BahanMeja) -> Iterator[Kekurangan]:
    laporan, diukur = bahan.laporan, bahan.perjanjian
    berlaku = laporan.perjanjian_akhir_tahun().untuk_daftar().first() if laporan.perjanjian_id else None
    if diukur and berlaku and diukur != berlaku:
        yield Kekurangan(
            "Perjanjian kinerja yang diukur bukan yang berlaku",
            f"Laporan mengukur perjanjian {format_tanggal(diukur.tanggal)}; "
            f"yang berlaku perjanjian {format_tanggal(berlaku.tanggal)}.",
            berlaku.get_absolute_url(),
        )


def _perjanjian_terukur(bahan: BahanMeja) -> Iterator[Kekurangan]:
    """Tabel 2.2 prints the PK that the report names; the tables of Bab III take the rows that were measured."""
    butir = [b.pengukuran.butir for b in bahan.rekap.baris]
    terukur = {b.sasaran.perjanjian_id for b in butir if b is not None}
    disebut = bahan.perjanjian
    if disebut is None or terukur <= {disebut.pk}:
        return
    for lain in PerjanjianKinerja.objects.filter(pk__in=terukur - {disebut.pk}).untuk_daftar():
        yield Kekurangan(
            "Perjanjian yang disebut laporan bukan yang diukur",
            f"Tabel 2.2 memuat perjanjian {format_tanggal(disebut.tanggal)}; target pada tabel capaian Bab III dari "
            f"perjanjian {format_tanggal(lain.tanggal)}.",
            lain.get_absolute_url(),
        )


def _posisi_lain(bahan: BahanMeja) -> Iterator[Kekurangan]:
    utama, lain = bahan.dipa, bahan.anggaran[bahan.laporan.tahun]
    if utama.posisi is not None and lain.posisi != utama.posisi:
        yield Kekurangan(
            "Tabel tiga tahun memakai posisi realisasi lain",
            f"“{lain.posisi}” {format_persen(lain.penyerapan)}; “{utama.posisi}” {format_persen(utama.penyerapan)}.",
            halaman(bahan.laporan, "anggaran:daftar"),
        )


def _di_luar_dipa(bahan: BahanMeja) -> Iterator[Kekurangan]:
    rekap = bahan.dipa
    if rekap.di_luar_dipa:
        rincian = "; ".join(f"kode {kode}: {format_rupiah(nilai)} rupiah" for kode, nilai in rekap.di_luar_dipa)
        yield Kekurangan(
            "Ada realisasi di luar DIPA yang berlaku",
            f"{rincian}. Ikut dijumlahkan sebagai realisasi.",
            halaman(bahan.laporan, "anggaran:daftar"),
        )
