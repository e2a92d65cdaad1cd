"""A perjanjian kinerja as paper: letterhead, letter of both parties, annex and budget. Frozen data, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
ELEKTRONIK = "Ditandatangani secara elektronik"
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
    """One PK as paper. `jangkar` is its address inside a larger paper, `penanda` its entry in the outline.

    Copies say more than the paper that is signed: `rancangan` marks one not in force, `tanda` how it was signed.
    """

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
    rancangan: str = ""
    tanda: str = ""

    @property
    def pihak(self) -> tuple[Pihak, Pihak]:
        """In the order of the letter."""
        return self.pertama, self.kedua

    @property
    def baris_judul(self) -> tuple[str, ...]:
        """The annex's title as the forms break it: kind and year, unit, office. Another title stays one line."""
        pola = rf"(perjanjian kinerja.*? tahun \d{{4}}) (?:(.+) )?({re.escape(self.kop.instansi)})"
        cocok = re.fullmatch(pola, self.judul_lampiran, re.IGNORECASE)
        return tuple(filter(None, cocok.groups())) if cocok else (self.judul_lampiran,)


def susun_perjanjian(perjanjian: PerjanjianKinerja) -> NaskahPerjanjian:
    """The paper of one PK, fetched with `PerjanjianKinerja.objects.lengkap().select_related("kop")`."""
    p = perjanjian
    anggaran = tuple(p.anggaran.all())
    return NaskahPerjanjian(
        jangkar=f"perjanjian-{p.pk}",
        judul=judul_surat(p.judul, p.tahun),
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


def judul_surat(judul_lampiran: str, tahun: int) -> str:
    """Letter and annex bear one title. Papers that replaced others in 2024 do not print the word "perubahan"."""
    perubahan = " Perubahan" if "perubahan" in judul_lampiran.casefold() else ""
    return f"Perjanjian Kinerja{perubahan} Tahun {tahun}"


def susun_salinan(perjanjian: PerjanjianKinerja) -> NaskahPerjanjian:
    """The paper of one PK as a copy: where it carries electronic signatures, it says so in their place."""
    bertanda = perjanjian.bertanda
    return replace(susun_perjanjian(perjanjian), tanda=ELEKTRONIK if bertanda and bertanda.elektronik else "")


def susun_semua(satker: Satker, tahun: int) -> dict[JenisPerjanjian, tuple[NaskahPerjanjian, ...]]:
    """Every signed PK of a year by kind (awal, perubahan), each superior before those below. Few queries."""
    sah = PerjanjianKinerja.objects.filter(satker=satker, status__in=SAH).for_tahun(tahun)
    urut = menurut_rantai(satker, sah.lengkap().select_related("kop"))
    return {jenis: tuple(susun_salinan(p) for p in urut if p.jenis == jenis) for jenis in JenisPerjanjian}


def menurut_rantai(satker: Satker, semua: Iterable[PerjanjianKinerja]) -> list[PerjanjianKinerja]:
    """Each superior's right before those below; of one position in the order of their dates."""
    rantai = rantai_jabatan(Jabatan.objects.filter(unit__satker=satker))
    return sorted(semua, key=lambda p: (rantai[p.pihak_pertama.jabatan_id], p.tanggal or date.max, p.pk))


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
    """The annex: sasaran, indikator, target. Heads are in capitals where that of the sasaran is."""
    lantang = perjanjian.kolom_sasaran.isupper()
    kepala = ("No", perjanjian.kolom_sasaran, "Indikator Kinerja", "Target")
    judul = [k.upper() if lantang else k for k in kepala]
    return Tabel(
        judul=f"Lampiran {perjanjian.get_jenis_display().lower()}",
        kolom=(
            Kolom(judul[0], 7, Rata.TENGAH),
            Kolom(judul[1], 35),
            Kolom(judul[2], 45),
            Kolom(judul[3], 13, Rata.TENGAH),
        ),
        kelompok=tuple(_sasaran(s) for s in perjanjian.sasaran.all()),
        bernomor=True,
    )


def tabel_anggaran(judul_kolom: str, anggaran: tuple[AnggaranPerjanjian, ...]) -> Tabel:
    """The budget under the annex, codes in brackets. No total: the paper has none."""
    return Tabel(
        judul="Anggaran perjanjian kinerja",
        kolom=(Kolom("", 6), Kolom(judul_kolom, 67), Kolom("", 6), Kolom("Anggaran", 21, Rata.KANAN)),
        kelompok=(Kelompok(tuple(_anggaran(a) for a in anggaran)),),
    )


def _anggaran(a: AnggaranPerjanjian) -> Baris:
    uraian = f"{a.uraian} ({a.kode})" if a.kode else a.uraian
    rupiah = "" if a.nilai is None else "Rp."
    return susun_baris(f"{a.urut}.", uraian, rupiah, Sel(format_rupiah(a.nilai), a.nilai))


def _sasaran(sasaran: SasaranPerjanjian) -> Kelompok:
    """The first row names the sasaran, further indikator continue below it."""
    isi: list[Baris] = []
    for butir in sasaran.indikator.all():
        kepala = ("", "") if isi else (f"{sasaran.urut}.", sasaran.uraian)
        target = Sel(butir.satuan.cetak(butir.target), butir.target)
        isi.append(susun_baris(*kepala, butir.uraian, target, jenis=JenisBaris.LANJUTAN if isi else JenisBaris.ISI))
    return Kelompok(tuple(isi) or (susun_baris(f"{sasaran.urut}.", sasaran.uraian, "", ""),))
