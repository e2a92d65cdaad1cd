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
    alamat_narasi,
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


@dataclass(frozen=True)
class TempatNaskah:
    """A place of a chapter that holds prose; one that need not be filled is not counted."""

    judul: str
    terisi: bool
    wajib: bool
    url: str


@dataclass(frozen=True)
class Bab:
    """A chapter of the desk: how many of its places are filled."""

    judul: str
    tempat: tuple[TempatNaskah, ...]

    @property
    def terisi(self) -> int:
        return sum(t.terisi for t in self.tempat if t.wajib)

    @property
    def jumlah(self) -> int:
        return sum(t.wajib for t in self.tempat)

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
    meja = halaman(laporan, "pelaporan:lkjip")  # the pages below it are for those who may change the report
    kurang = tuple(
        Kekurangan(k.bagian, k.sasaran or k.rincian, k.url if boleh_ubah or not k.url.startswith(meja) else "")
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
        rekap=rekap_capaian(
            laporan.satker, laporan.tahun, realisasi=Realisasi.objects.visible_to(user).untuk_laporan()
        ),
        dipa=dipa,
        anggaran=anggaran,
        narasi={(n.kunci, n.sasaran_id): n.isi for n in laporan.narasi.all()},
    )


def _bab(bahan: Bahan) -> tuple[Bab, ...]:
    def bab(judul: str, awalan: str) -> Bab:
        kunci = [k for k in KunciNarasi if k.value.startswith(awalan)]
        return Bab(judul, tuple(t for k in kunci for t in _tempat(bahan, k)))

    return (
        bab("Kata Pengantar", "kata_pengantar"),
        bab("Ikhtisar Eksekutif", "ikhtisar"),
        bab("Bab I Pendahuluan", "bab1"),
        bab("Bab II Perencanaan dan Perjanjian Kinerja", "bab2"),
        bab("Bab III Akuntabilitas Kinerja", "bab3"),
        bab("Bab IV Penutup", "bab4"),
    )


def _tempat(bahan: Bahan, kunci: KunciNarasi) -> Iterator[TempatNaskah]:
    """The place of this key; the analysis has one per measured sasaran."""
    if kunci != KunciNarasi.ANALISIS_SASARAN:
        url = alamat_narasi(bahan.laporan, kunci)
        yield TempatNaskah(str(kunci.label), terisi(bahan, kunci), kunci not in BOLEH_KOSONG, url)
        return
    for kelompok in bahan.rekap.kelompok:
        sasaran = kelompok.sasaran.pk
        url = alamat_narasi(bahan.laporan, kunci, sasaran)
        judul = f"Analisis sasaran {kelompok.nomor}: {kelompok.uraian}"
        yield TempatNaskah(judul, terisi(bahan, kunci, sasaran), True, url)


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
