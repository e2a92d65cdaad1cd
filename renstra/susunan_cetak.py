"""The Renstra as paper: cover, Keputusan, contents, chapters, tables of targets, matrix with unit pelaksana.

Frozen data, no HTML. The chapters are composed in `renstra.naskah.susunan`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects

from dokumen.blok import Bab, Depan, Judul, TandaTangan
from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.surat import aset_kop
from dokumen.tabel import Baris, JenisBaris, Kelompok, KepalaAtas, Kolom, Rata, Sel, Tabel, satu_kelompok, susun_baris
from organisasi.models import Satker
from sakip.angka import KOSONG, format_tanggal, romawi

from .enums import JenisSasaran
from .models import KeputusanRenstra, Program, Renstra
from .naskah.bentuk import JudulTabel, Penomoran
from .naskah.enums import KunciNaskah
from .naskah.susunan import Bahan, susun_bab
from .naskah.susunan_keputusan import NaskahKeputusan, Penanda, susun_keputusan, susun_penanda
from .susunan import BagianMatriks, BarisIndikator, KelompokSasaran, Matriks, program_sasaran, susun_matriks
from .susunan_iku import BELUM_TETAP, RANCANGAN, TITIK, wajib_rancangan, wajib_tetap

GAYA = ("dokumen/css/cetak.css", "dokumen/css/lkjip.css", "dokumen/css/renstra.css")
FOLDER, BUKU = "dokumen/renstra", "dokumen/buku"
LEBAR_TAHUN = 40  # percent that the years of a table share
#: Upright tables: up to so many characters of the longest word in a year's cell ("Kecamatan"), the percent they share.
LEBAR_TEGAK = ((7, LEBAR_TAHUN), (10, 55))
SEBELUM_PERSEN = re.compile(r"\s+(?=%)")
JUDUL_LAMPIRAN = "Matriks Kerangka Kinerja dan Kelembagaan"


@dataclass(frozen=True)
class Identitas:
    """What the cover and every page say; `rancangan` marks a Renstra that nobody has fixed, else it is empty."""

    judul: str
    instansi: str
    satker: str
    periode: str
    rancangan: str
    keputusan: str
    penandatangan: str
    mengikuti: str
    """Whose Renstra this one follows; empty for an own one."""

    @property
    def kepala(self) -> str:
        """The running head."""
        return " · ".join(filter(None, (self.rancangan, f"Rencana Strategis {self.periode}", self.satker)))


@dataclass(frozen=True)
class Matrik:
    """One section of the annex."""

    judul: str
    tabel: Tabel


@dataclass(frozen=True)
class Buku:
    """All of the paper but its cover; what nobody has written is None or missing. `judul`: the contents."""

    keputusan: NaskahKeputusan | None
    daftar: tuple[Judul, Judul]
    pengantar: Depan | None
    bab: tuple[Bab, ...]
    lampiran: tuple[Matrik, ...]
    judul: tuple[Judul, ...]
    tabel: tuple[JudulTabel, ...]


def naskah_renstra(satker: Satker, tahun: int) -> Naskah:
    """The paper `renstra`. Raises GalatDokumen without a Renstra in force."""
    return susun_renstra(wajib_tetap(satker, tahun))


def naskah_rancangan(satker: Satker, tahun: int) -> Naskah:
    """The paper `renstra-rancangan`: the newest version that nobody has fixed. Raises GalatDokumen without one."""
    return susun_renstra(wajib_rancangan(satker, tahun))


def susun_renstra(renstra: Renstra) -> Naskah:
    """The paper of one version. A fixed number of queries. Raises GalatDokumen when it has no sasaran yet."""
    matriks = susun_matriks(renstra)
    if not matriks.bagian:
        raise GalatDokumen(f"“{renstra}” belum memuat sasaran. Tulis sasaran dan indikatornya, lalu buat PDF lagi.")
    jati_diri, buku = identitas(renstra), susun_buku(renstra, matriks)
    return Naskah(
        judul=" ".join(filter(None, (jati_diri.rancangan, renstra.judul))),
        bagian=tuple(
            Bagian(nama, templat, {"identitas": jati_diri} | konteks) for nama, templat, konteks in _bagian(buku)
        ),
        data={
            "renstra": renstra.pk,
            "identitas": potret(jati_diri),
            "keputusan": potret(buku.keputusan),
            "pengantar": potret(buku.pengantar),
            "bab": potret(buku.bab),
            "lampiran": potret(buku.lampiran),
        },
        aset=aset_kop(renstra.satker) if buku.keputusan else {},
        gaya=GAYA,
    )


def susun_buku(renstra: Renstra, matriks: Matriks) -> Buku:
    """The paper's contents, also for the page that announces them."""
    prefetch_related_objects([renstra], "katavisi", "misi", "tujuan", "program", "narasi")
    nomor, teks = Penomoran(), {n.kunci: n.isi for n in renstra.narasi.all()}
    keputusan = KeputusanRenstra.objects.filter(renstra=renstra).select_related("renstra__satker").first()
    penanda = susun_penanda(renstra, keputusan.tempat if keputusan else "")
    daftar = (nomor.depan("Daftar Isi", "daftar-isi"), nomor.depan("Daftar Tabel", "daftar-tabel"))
    strategis = tuple(
        k.sasaran for b in matriks.bagian for k in b.kelompok if k.sasaran.jenis == JenisSasaran.STRATEGIS
    )
    bahan = Bahan(renstra, teks, strategis, tabel_target(renstra, matriks), nomor)
    pengantar, bab = _pengantar(bahan, penanda), susun_bab(bahan)
    nomor.lampiran(JUDUL_LAMPIRAN, "lampiran")
    return Buku(
        keputusan=susun_keputusan(keputusan, penanda) if keputusan else None,
        daftar=daftar,
        pengantar=pengantar,
        bab=bab,
        lampiran=susun_lampiran(renstra, matriks),
        judul=tuple(nomor.judul),
        tabel=tuple(nomor.tabel),
    )


def _pengantar(bahan: Bahan, penanda: Penanda) -> Depan | None:
    """Signed like the Keputusan, by the office's short name."""
    if not bahan.ada(KunciNaskah.KATA_PENGANTAR):
        return None
    judul, satker = bahan.nomor.depan("Kata Pengantar", "kata-pengantar"), bahan.renstra.satker
    tanda = TandaTangan(
        tempat=penanda.tempat if penanda.tanggal else f"{penanda.tempat}, {TITIK}",
        tanggal=penanda.tanggal,
        jabatan=penanda.jabatan.replace(satker.nama, satker.nama_singkat),
        nama=penanda.nama,
    )
    return Depan(judul, (*bahan.prosa(KunciNaskah.KATA_PENGANTAR, di_bawah=1), tanda))


def _bagian(buku: Buku) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, template and context of every part, in printing order."""
    hasil: list[tuple[str, str, dict[str, Any]]] = [("Sampul", f"{FOLDER}/sampul.html", {})]
    if buku.keputusan:
        hasil.append(("Keputusan", f"{FOLDER}/keputusan.html", {"keputusan": buku.keputusan}))
    for nama, judul, isi in zip(("isi", "tabel"), buku.daftar, (buku.judul, buku.tabel), strict=True):
        hasil.append((judul.teks, f"{BUKU}/daftar_{nama}.html", {"judul": judul, "daftar": isi}))
    if buku.pengantar:
        hasil.append((buku.pengantar.judul.teks, f"{BUKU}/depan.html", {"depan": buku.pengantar}))
    hasil += [(bab.judul.lengkap, f"{BUKU}/bab.html", {"bab": bab}) for bab in buku.bab]
    lampiran = {"daftar": buku.lampiran, "judul": JUDUL_LAMPIRAN}
    return [*hasil, ("Lampiran", f"{FOLDER}/lampiran.html", lampiran)]


def identitas(renstra: Renstra) -> Identitas:
    r = renstra
    bagian = [f"Nomor {r.nomor_keputusan}" if r.nomor_keputusan else ""]
    bagian.append(f"tanggal {format_tanggal(r.tanggal_keputusan)}" if r.tanggal_keputusan else "")
    keputusan = " ".join(filter(None, bagian))
    return Identitas(
        judul="Rencana Strategis",
        instansi=r.satker.nama,
        satker=r.satker.nama_singkat,
        periode=r.periode,
        rancangan=RANCANGAN if r.status in BELUM_TETAP else "",
        keputusan=f"Keputusan {keputusan}" if keputusan and r.status not in BELUM_TETAP else "",
        penandatangan=", ".join(filter(None, (r.penandatangan, r.jabatan_penandatangan))),
        mengikuti=_mengikuti(r.mengikuti),
    )


def _mengikuti(induk: Renstra | None) -> str:
    if induk is None:
        return ""
    return f"Mengikuti Renstra {induk.satker.nama_singkat} {induk.periode} (Keputusan Nomor {induk.nomor_keputusan})"


# --- Target kinerja: sasaran strategis under their tujuan, then one table per program ---------------------------------

Kepala = Callable[[KelompokSasaran], str]


def tabel_target(renstra: Renstra, matriks: Matriks) -> tuple[Tabel, ...]:
    """Without their numbers, which depend on the tables that the text before them holds."""
    tujuan = {t.pk: f"{urut}. {t.teks}" for urut, t in enumerate(renstra.tujuan.all(), start=1)}
    hasil: list[Tabel] = []
    lebar = _lebar_tegak(matriks)
    tahun = _kolom_tahun(matriks, lebar or LEBAR_TAHUN)
    for bagian in matriks.bagian:
        kepala, kolom = _kepala_kegiatan(bagian), "Sasaran Program / Sasaran Kegiatan"
        judul = f"Target kinerja {judul_bagian(bagian)}"
        if program_bagian(bagian) is None:
            kepala, kolom = (lambda k: tujuan.get(k.sasaran.tujuan_id or 0, "")), "Sasaran Strategis"
            judul = f"Indikator sasaran strategis {renstra.satker.nama_singkat}"
        tabel = _tabel_target(f"{judul}, {renstra.periode}", kolom, tahun, bagian, kepala)
        hasil.append(replace(tabel, lanskap=lebar is None))
    return tuple(hasil)


def _tabel_target(judul: str, kolom: str, tahun: tuple[Kolom, ...], bagian: BagianMatriks, kepala: Kepala) -> Tabel:
    catatan = Catatan()
    sisa = 100 - sum(k.lebar for k in tahun)
    return Tabel(
        judul=judul,
        kolom=(Kolom(kolom, sisa // 2), Kolom("Indikator", sisa - sisa // 2), *tahun),
        kepala_atas=(KepalaAtas("", 2), KepalaAtas("Target Kinerja", len(tahun))),
        kelompok=_per_kepala(bagian, len(tahun), kepala, catatan),
        catatan=catatan.semua,
        rapat=True,
    )


def _lebar_tegak(matriks: Matriks) -> int | None:
    """Percent that the years need on an upright page so that no word breaks; None: the tables lie across.

    Asked of all tables at once: siblings stand alike, whichever of them has the long unit ("7 Kecamatan").
    """
    kata = (
        kata
        for bagian in matriks.bagian
        for k in bagian.kelompok
        for b in k.baris
        for sel in _target(b)
        for kata in sel.teks.split()
    )
    terpanjang = max(map(len, kata), default=0)
    return next((lebar for maks, lebar in LEBAR_TEGAK if terpanjang <= maks), None)


class Catatan:
    """The notes under one table, numbered as the cells that carry them come."""

    def __init__(self) -> None:
        self._teks: list[str] = []

    @property
    def semua(self) -> tuple[str, ...]:
        return tuple(self._teks)

    def sel(self, teks: str, catatan: str, rentang: int = 1) -> Sel:
        """A cell with its note, if it has one."""
        if catatan.strip():
            self._teks.append(catatan.strip())
        return Sel(teks, rentang=rentang, catatan=len(self._teks) if catatan.strip() else None)


def _per_kepala(bagian: BagianMatriks, tahun: int, kepala: Kepala, catatan: Catatan) -> tuple[Kelompok, ...]:
    """The sasaran of a section, each run of them below the words that `kepala` gives ("": none)."""
    hasil = []
    for teks, isi in groupby(bagian.kelompok, key=kepala):
        for urut, k in enumerate(isi):
            baris = _baris_sasaran(k, tahun, catatan)
            if teks and not urut:
                baris.insert(0, susun_baris(Sel(teks, rentang=2 + tahun), jenis=JenisBaris.KELOMPOK))
            hasil.append(Kelompok(tuple(baris)))
    return tuple(hasil)


def _baris_sasaran(kelompok: KelompokSasaran, tahun: int, catatan: Catatan) -> list[Baris]:
    """The first row names the sasaran, further indikator continue below it."""
    hasil = []
    sasaran = catatan.sel(kelompok.sasaran.uraian, kelompok.sasaran.catatan_cetak)
    for nomor, b in enumerate(kelompok.baris):
        jenis = JenisBaris.LANJUTAN if nomor else JenisBaris.ISI
        indikator = catatan.sel(b.indikator.uraian, b.indikator.catatan_cetak)
        hasil.append(susun_baris("" if nomor else sasaran, indikator, *_target(b), jenis=jenis))
    return hasil or [susun_baris(sasaran, Sel(KOSONG, rentang=1 + tahun))]


def _kepala_kegiatan(bagian: BagianMatriks) -> Kepala:
    """The kegiatan of a sasaran, numbered in the order of appearance."""
    urut = {teks: n for n, teks in enumerate(dict.fromkeys(k.kegiatan for k in bagian.kelompok if k.kegiatan), start=1)}
    return lambda k: f"{urut[k.kegiatan]}. {k.kegiatan}" if k.kegiatan else ""


# --- Annex ------------------------------------------------------------------------------------------------------------


def susun_lampiran(renstra: Renstra, matriks: Matriks) -> tuple[Matrik, ...]:
    """The matrix: one table for the sasaran strategis, one per program, with who carries each indikator."""
    return tuple(
        Matrik(judul, _tabel_matrik(judul, bagian, matriks))
        for bagian in matriks.bagian
        for judul in [judul_bagian(bagian) or renstra.satker.nama]
    )


def _tabel_matrik(judul: str, bagian: BagianMatriks, matriks: Matriks) -> Tabel:
    tahun = _kolom_tahun(matriks)
    kiri = (100 - sum(k.lebar for k in tahun)) * 6 // 10
    kanan = 100 - sum(k.lebar for k in tahun) - kiri
    isi: list[Baris] = []
    catatan = Catatan()
    for k in bagian.kelompok:
        teks = f"{JenisSasaran(k.sasaran.jenis).label.title()} {k.sasaran.kode}. {k.sasaran.uraian}"
        kepala = catatan.sel(teks, k.sasaran.catatan_cetak, len(tahun) + 2)
        isi.append(susun_baris(kepala, jenis=JenisBaris.KELOMPOK))
        for b in k.baris:
            indikator = catatan.sel(f"{b.indikator.kode} {b.indikator.uraian}", b.indikator.catatan_cetak)
            isi.append(susun_baris(indikator, *_target(b), "\n".join(b.pelaksana) or KOSONG))
    return Tabel(
        judul=judul,
        kolom=(Kolom("Sasaran / Indikator", kiri), *tahun, Kolom("Unit Organisasi Pelaksana", kanan)),
        kepala_atas=(KepalaAtas(""), KepalaAtas("Target Kinerja", len(tahun)), KepalaAtas("")),
        kelompok=satu_kelompok(isi),
        catatan=catatan.semua,
        rapat=True,
    )


# --- Common -----------------------------------------------------------------------------------------------------------


def program_bagian(bagian: BagianMatriks) -> Program | None:
    """The programme of a section; None for the sasaran strategis."""
    return program_sasaran(bagian.kelompok[0].sasaran)


def judul_bagian(bagian: BagianMatriks) -> str:
    """ "I. Program Dukungan Manajemen"; "" for the sasaran strategis."""
    program = program_bagian(bagian)
    if program is None:
        return ""
    kode = program.kode or romawi(program.urut)
    return f"{kode}{'' if '.' in kode else '.'} {program.nama}"


def _kolom_tahun(matriks: Matriks, bersama: int = LEBAR_TAHUN) -> tuple[Kolom, ...]:
    """`bersama`: percent that all of them share."""
    lebar = min(bersama // 4, bersama // len(matriks.tahun))
    return tuple(Kolom(str(t), lebar, Rata.TENGAH, awal=not n) for n, t in enumerate(matriks.tahun))


def _target(baris: BarisIndikator) -> tuple[Sel, ...]:
    """The targets with their unit, as an old document printed them where it did; a dash for no target.

    Old documents print "77,50%" and "77,50 %", the screens "77,5 %": one paper has one form, without the space.
    """
    i = baris.indikator
    lama = {t.tahun: t.teks_cetak for t in i.target_tahunan.all()}
    return tuple(
        Sel(SEBELUM_PERSEN.sub("", lama.get(s.tahun) or i.satuan.cetak(s.nilai)), s.nilai) for s in baris.target
    )
