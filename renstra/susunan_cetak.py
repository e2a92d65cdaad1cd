"""The Renstra as paper: cover, visi to tujuan, tables of targets, matrix with unit pelaksana. Frozen data, no HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.tabel import Baris, JenisBaris, Kelompok, KepalaAtas, Kolom, Rata, Sel, Tabel, satu_kelompok, susun_baris
from organisasi.models import Satker
from sakip.angka import KOSONG, format_tanggal, romawi

from .enums import JenisSasaran
from .models import Program, Renstra
from .susunan import BagianMatriks, BarisIndikator, KelompokSasaran, Matriks, susun_matriks
from .susunan_iku import BELUM_TETAP, RANCANGAN, wajib_rancangan, wajib_tetap

GAYA = ("dokumen/css/cetak.css", "dokumen/css/lkjip.css", "dokumen/css/renstra.css")
FOLDER = "dokumen/renstra"
LEBAR_TAHUN = 40  # percent that the years of a table share
NBSP = "\u00a0"  # a long unit ("7 Kecamatan") breaks better than it overlaps
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
class Arah:
    """`kata`: key words of the visi with their meaning."""

    visi: str
    kata: tuple[tuple[str, str], ...]
    misi: tuple[str, ...]
    tujuan: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Matrik:
    """One section of the annex."""

    judul: str
    tabel: Tabel


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
    jati_diri, arah = identitas(renstra), susun_arah(renstra, matriks)
    tabel, lampiran = tabel_target(renstra, matriks), susun_lampiran(renstra, matriks)
    isi: dict[str, dict[str, object]] = {"arah": {"arah": arah}, "target": {"daftar": tabel}}
    isi["lampiran"] = {"daftar": lampiran, "judul": JUDUL_LAMPIRAN}
    nama = {"arah": "Visi, Misi, dan Tujuan", "target": "Target Kinerja", "lampiran": "Lampiran"}
    return Naskah(
        judul=" ".join(filter(None, (jati_diri.rancangan, renstra.judul))),
        bagian=(
            Bagian("Sampul", f"{FOLDER}/sampul.html", {"identitas": jati_diri}),
            *(Bagian(nama[k], f"{FOLDER}/{k}.html", k_isi | {"identitas": jati_diri}) for k, k_isi in isi.items()),
        ),
        data={
            "renstra": renstra.pk,
            "identitas": potret(jati_diri),
            "arah": potret(arah),
            "target": potret(tabel),
            "lampiran": potret(lampiran),
        },
        gaya=GAYA,
    )


def identitas(renstra: Renstra) -> Identitas:
    r = renstra
    bagian = [f"Nomor {r.nomor_keputusan}" if r.nomor_keputusan else ""]
    bagian.append(f"tanggal {format_tanggal(r.tanggal_keputusan)}" if r.tanggal_keputusan else "")
    keputusan = " ".join(filter(None, bagian))
    return Identitas(
        judul="Rencana Strategis",
        instansi=r.satker.nama,
        satker=r.satker.nama_singkat,
        periode=f"{r.periode_awal}–{r.periode_akhir}",
        rancangan=RANCANGAN if r.status in BELUM_TETAP else "",
        keputusan=f"Keputusan {keputusan}" if keputusan and r.status not in BELUM_TETAP else "",
        penandatangan=", ".join(filter(None, (r.penandatangan, r.jabatan_penandatangan))),
        mengikuti=_mengikuti(r.mengikuti),
    )


def _mengikuti(induk: Renstra | None) -> str:
    if induk is None:
        return ""
    masa = f"{induk.periode_awal}–{induk.periode_akhir}"
    return f"Mengikuti Renstra {induk.satker.nama_singkat} {masa} (Keputusan Nomor {induk.nomor_keputusan})"


def susun_arah(renstra: Renstra, matriks: Matriks) -> Arah:
    """Visi to tujuan, each tujuan with the sasaran strategis below it."""
    per_tujuan: dict[int | None, list[str]] = {}
    for s in (k.sasaran for b in matriks.bagian for k in b.kelompok):
        per_tujuan.setdefault(s.tujuan_id, []).append(s.uraian)
    return Arah(
        visi=renstra.visi,
        kata=tuple((k.kata, k.arti) for k in renstra.katavisi.all()),
        misi=tuple(m.teks for m in renstra.misi.all()),
        tujuan=tuple((t.teks, tuple(per_tujuan.get(t.pk, ()))) for t in renstra.tujuan.all()),
    )


# --- Target kinerja: sasaran strategis under their tujuan, then one table per program ---------------------------------

Kepala = Callable[[KelompokSasaran], str]


def tabel_target(renstra: Renstra, matriks: Matriks) -> tuple[Tabel, ...]:
    """Numbered from 1."""
    tujuan = {t.pk: f"{urut}. {t.teks}" for urut, t in enumerate(renstra.tujuan.all(), start=1)}
    hasil: list[Tabel] = []
    for bagian in matriks.bagian:
        nomor = len(hasil) + 1
        kepala, kolom = _kepala_kegiatan(bagian), "Sasaran Program / Sasaran Kegiatan"
        judul = f"Target kinerja {judul_bagian(bagian)}"
        if program_bagian(bagian) is None:
            kepala, kolom = (lambda k: tujuan.get(k.sasaran.tujuan_id or 0, "")), "Sasaran Strategis"
            judul = f"Indikator sasaran strategis {renstra.satker.nama_singkat}"
        isi = _per_kepala(bagian, len(matriks.tahun), kepala)
        hasil.append(_tabel_target(f"{judul}, {_periode(renstra)}", nomor, kolom, matriks, isi))
    return tuple(hasil)


def _tabel_target(judul: str, nomor: int, kolom: str, matriks: Matriks, isi: tuple[Kelompok, ...]) -> Tabel:
    tahun = _kolom_tahun(matriks)
    sisa = 100 - sum(k.lebar for k in tahun)
    return Tabel(
        judul=judul,
        nomor=str(nomor),
        jangkar=f"tabel-{nomor}",
        kolom=(Kolom(kolom, sisa // 2), Kolom("Indikator", sisa - sisa // 2), *tahun),
        kepala_atas=(KepalaAtas("", 2), KepalaAtas("Target Kinerja", len(tahun))),
        kelompok=isi,
    )


def _per_kepala(bagian: BagianMatriks, tahun: int, kepala: Kepala) -> tuple[Kelompok, ...]:
    """The sasaran of a section, each run of them below the words that `kepala` gives ("": none)."""
    hasil = []
    for teks, isi in groupby(bagian.kelompok, key=kepala):
        for urut, k in enumerate(isi):
            baris = _baris_sasaran(k, tahun)
            if teks and not urut:
                baris.insert(0, susun_baris(Sel(teks, rentang=2 + tahun), jenis=JenisBaris.KELOMPOK))
            hasil.append(Kelompok(tuple(baris)))
    return tuple(hasil)


def _baris_sasaran(kelompok: KelompokSasaran, tahun: int) -> list[Baris]:
    """The first row names the sasaran, further indikator continue below it."""
    hasil = []
    for nomor, b in enumerate(kelompok.baris):
        jenis = JenisBaris.LANJUTAN if nomor else JenisBaris.ISI
        hasil.append(
            susun_baris("" if nomor else kelompok.sasaran.uraian, b.indikator.uraian, *_target(b), jenis=jenis)
        )
    return hasil or [susun_baris(kelompok.sasaran.uraian, Sel(KOSONG, rentang=1 + tahun))]


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
    for k in bagian.kelompok:
        teks = f"{JenisSasaran(k.sasaran.jenis).label.title()} {k.sasaran.kode}. {k.sasaran.uraian}"
        isi.append(susun_baris(Sel(teks, rentang=len(tahun) + 2), jenis=JenisBaris.KELOMPOK))
        isi += [
            susun_baris(f"{b.indikator.kode} {b.indikator.uraian}", *_target(b), "\n".join(b.pelaksana) or KOSONG)
            for b in k.baris
        ]
    return Tabel(
        judul=judul,
        kolom=(Kolom("Sasaran / Indikator", kiri), *tahun, Kolom("Unit Organisasi Pelaksana", kanan)),
        kepala_atas=(KepalaAtas(""), KepalaAtas("Target Kinerja", len(tahun)), KepalaAtas("")),
        kelompok=satu_kelompok(isi),
        rapat=True,
    )


# --- Common -----------------------------------------------------------------------------------------------------------


def program_bagian(bagian: BagianMatriks) -> Program | None:
    """The programme of a section; None for the sasaran strategis."""
    sasaran = bagian.kelompok[0].sasaran
    return sasaran.kegiatan.program if sasaran.kegiatan else sasaran.program


def judul_bagian(bagian: BagianMatriks) -> str:
    """ "I. Program Dukungan Manajemen"; "" for the sasaran strategis."""
    program = program_bagian(bagian)
    if program is None:
        return ""
    kode = program.kode or romawi(program.urut)
    return f"{kode}{'' if '.' in kode else '.'} {program.nama}"


def _periode(renstra: Renstra) -> str:
    return f"{renstra.periode_awal}–{renstra.periode_akhir}"


def _kolom_tahun(matriks: Matriks) -> tuple[Kolom, ...]:
    lebar = min(10, LEBAR_TAHUN // len(matriks.tahun))
    return tuple(Kolom(str(t), lebar, Rata.TENGAH, awal=not n) for n, t in enumerate(matriks.tahun))


def _target(baris: BarisIndikator) -> tuple[Sel, ...]:
    """The targets with their unit, as an old document printed them where it did; a dash for no target."""
    i = baris.indikator
    lama = {t.tahun: t.teks_cetak for t in i.target_tahunan.all()}
    return tuple(Sel(lama.get(s.tahun) or i.satuan.cetak(s.nilai).replace(NBSP, " "), s.nilai) for s in baris.target)
