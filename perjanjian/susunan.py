"""A perjanjian kinerja as paper: letterhead, letter of both parties, annex and budget. Frozen data, no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dokumen.surat import Kop, susun_kop
from dokumen.tabel import (
    Baris,
    JenisBaris,
    Kelompok,
    Kolom,
    Rata,
    Sel,
    Tabel,
    susun_baris,
)
from organisasi.models import Jabatan, Satker
from sakip.angka import format_rupiah

from .enums import JenisPerjanjian, StatusPerjanjian
from .models import AnggaranPerjanjian, PerjanjianKinerja, SasaranPerjanjian

# The wording of PermenPANRB 53/2014, annex I.
PEMBUKA = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada "
    "hasil, yang bertanda tangan di bawah ini:"
)
SEBUTAN_PERTAMA = "Selanjutnya disebut pihak pertama"
SEBUTAN_KEDUA = "Selaku atasan pihak pertama, selanjutnya disebut pihak kedua"
JANJI_PERTAMA = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
)
JANJI_KEDUA = (
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."
)
SAH = (StatusPerjanjian.BERLAKU, StatusPerjanjian.DIGANTIKAN)  # signed by both parties


@dataclass(frozen=True)
class Pihak:
    """A party of the letter: how it is introduced, and what stands over its signature."""

    nama: str
    jabatan: str
    sebutan: str
    peran: str


@dataclass(frozen=True)
class NaskahPerjanjian:
    """One PK as paper. `jangkar` is its address inside a larger paper, `penanda` its entry in the outline."""

    jangkar: str
    judul: str
    penanda: str
    jenis: str
    tahun: int
    kop: Kop
    pembuka: str
    pertama: Pihak
    kedua: Pihak
    janji: tuple[str, ...]
    tempat: str
    tanggal: date | None
    judul_lampiran: str
    tabel: Tabel
    anggaran: Tabel | None
    tanggal_lampiran: date | None

    @property
    def pihak(self) -> tuple[Pihak, Pihak]:
        """In the order of the letter."""
        return self.pertama, self.kedua


def susun_perjanjian(perjanjian: PerjanjianKinerja) -> NaskahPerjanjian:
    """The paper of one PK, fetched with `PerjanjianKinerja.objects.lengkap().select_related("kop")`."""
    p = perjanjian
    anggaran = tuple(p.anggaran.all())
    return NaskahPerjanjian(
        jangkar=f"perjanjian-{p.pk}",
        judul=f"{p.get_jenis_display()} Tahun {p.tahun}".title(),
        penanda=p.sebutan_pihak_pertama,
        jenis=p.jenis,
        tahun=p.tahun,
        kop=susun_kop(p.satker, p.kop),
        pembuka=PEMBUKA,
        pertama=Pihak(p.nama_pertama, p.sebutan_pihak_pertama, SEBUTAN_PERTAMA, "Pihak Pertama"),
        kedua=Pihak(p.nama_kedua, p.sebutan_pihak_kedua, SEBUTAN_KEDUA, "Pihak Kedua"),
        janji=(JANJI_PERTAMA, JANJI_KEDUA),
        tempat=p.tempat,
        tanggal=p.tanggal,
        judul_lampiran=p.judul,
        tabel=tabel_sasaran(p),
        anggaran=tabel_anggaran(p.kolom_anggaran, anggaran) if anggaran else None,
        tanggal_lampiran=p.tanggal_lampiran or p.tanggal,
    )


def susun_semua(satker: Satker, tahun: int) -> dict[JenisPerjanjian, tuple[NaskahPerjanjian, ...]]:
    """Every signed PK of a year by kind (awal, perubahan), each superior before those below. Few queries."""
    sah = PerjanjianKinerja.objects.filter(satker=satker, status__in=SAH).for_tahun(tahun)
    rantai = rantai_jabatan(Jabatan.objects.filter(unit__satker=satker))
    urut = sorted(
        sah.lengkap().select_related("kop"),
        key=lambda p: (rantai[p.pihak_pertama.jabatan_id], p.tanggal or date.max, p.pk),
    )
    return {jenis: tuple(susun_perjanjian(p) for p in urut if p.jenis == jenis) for jenis in JenisPerjanjian}


def rantai_jabatan(jabatan: Iterable[Jabatan]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Sort keys that put each position right after its superior: the way from the top, by `urut`."""
    semua = {j.pk: j for j in jabatan}
    hasil = {}
    for j in semua.values():
        jalan: list[tuple[int, int]] = []
        kini: Jabatan | None = j
        while kini is not None and (kini.urut, kini.pk) not in jalan:
            jalan.append((kini.urut, kini.pk))
            kini = semua.get(kini.atasan_id) if kini.atasan_id else None
        hasil[j.pk] = tuple(reversed(jalan))
    return hasil


def tabel_sasaran(perjanjian: PerjanjianKinerja) -> Tabel:
    """The annex: sasaran, indikator, target."""
    return Tabel(
        judul=f"Lampiran {perjanjian.get_jenis_display().lower()}",
        kolom=(
            Kolom("No.", 6, Rata.TENGAH),
            Kolom(_judul_kolom(perjanjian.kolom_sasaran), 34),
            Kolom("Indikator Kinerja", 49),
            Kolom("Target", 11, Rata.TENGAH),
        ),
        kelompok=tuple(_sasaran(s) for s in perjanjian.sasaran.all()),
    )


def tabel_anggaran(judul_kolom: str, anggaran: tuple[AnggaranPerjanjian, ...]) -> Tabel:
    """The budget under the annex; the column of codes only where the paper has codes. No total: the paper has none."""
    berkode = any(a.kode for a in anggaran)
    kode = (Kolom("Kode", 16),) if berkode else ()
    baris = [
        susun_baris(str(a.urut), *([a.kode] if berkode else []), a.uraian, Sel(format_rupiah(a.nilai), a.nilai))
        for a in anggaran
    ]
    return Tabel(
        judul="Anggaran perjanjian kinerja",
        kolom=(
            Kolom("No.", 6, Rata.TENGAH),
            *kode,
            Kolom(judul_kolom, 73 - sum(k.lebar for k in kode)),
            Kolom("Anggaran (Rp)", 21, Rata.KANAN),
        ),
        kelompok=(Kelompok(tuple(baris)),),
    )


def _judul_kolom(teks: str) -> str:
    """Old papers shout in some column heads and not in others."""
    return teks.title() if teks.isupper() else teks


def _sasaran(sasaran: SasaranPerjanjian) -> Kelompok:
    """The first row names the sasaran, further indikator continue below it."""
    isi: list[Baris] = []
    for butir in sasaran.indikator.all():
        kepala = ("", "") if isi else (str(sasaran.urut), sasaran.uraian)
        target = Sel(butir.satuan.cetak(butir.target), butir.target)
        isi.append(susun_baris(*kepala, butir.uraian, target, jenis=JenisBaris.LANJUTAN if isi else JenisBaris.ISI))
    return Kelompok(tuple(isi) or (susun_baris(str(sasaran.urut), sasaran.uraian, "", ""),))
