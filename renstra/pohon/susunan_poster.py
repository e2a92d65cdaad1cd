"""Posters of the pohon kinerja: one page for the satker, one per unit. Frozen data, no HTML.

What stands in which column follows the tree: a group is a condition that carries sasaran, and its units are those of
the conditions below it. A unit that is under no group stands after all groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise, zip_longest

from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.potret import potret
from dokumen.surat import Kop, aset_kop, susun_kop
from organisasi.enums import JenisMedia
from organisasi.models import MediaSosial, Satker

from ..models import Renstra
from ..susunan_iku import BELUM_TETAP, RANCANGAN, renstra_iku, renstra_rancangan, wajib_rancangan, wajib_tetap
from .bentuk import Pohon, Simpul
from .enums import JenjangKondisi
from .susunan import susun_pohon

GAYA = "dokumen/css/pohon.css"
TEMPLAT = "dokumen/pohon/poster.html"
JUDUL = "Pohon Kinerja"
#: What a name is broken before: "Komisi Pemilihan Umum / Kabupaten Bengkulu Utara".
WILAYAH = re.compile(r"\s+(?=(?:provinsi|kabupaten|kota)\s)", re.IGNORECASE)
ALAMAT = re.compile(r"(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)
#: pt, from what reads across a room to what still reads in the hand; the poster takes the largest that fits.
HURUF = tuple(f"{setengah / 2:g}" for setengah in range(28, 11, -1))
#: A column is at most so much narrower or wider than the others.
PALING_SEMPIT, PALING_LEBAR = 0.66, 2.6
LEBAR_LAJUR = 19  # percent of the poster that units side by side need at least
KEPALA_KOLOM = 120  # letters that the heads and gaps of a column count for
BANYAK_SEBARIS = 6  # columns


class UkuranKertas(StrEnum):
    A3 = "A3"
    A4 = "A4"


@dataclass(frozen=True)
class UnitPoster:
    nama: str
    indikator: tuple[str, ...]
    output: tuple[str, ...]

    @property
    def panjang(self) -> int:
        """How much there is to read, in letters."""
        return sum(len(t) for t in (self.nama, *self.indikator, *self.output)) + 2 * KEPALA_KOLOM


@dataclass(frozen=True)
class Kolom:
    """A column: the sasaran of a group with the units below it, or, without `sasaran`, a unit under no group.

    `lebar` in percent of the poster, `tengah` where its middle is; `lajur` are its units side by side and below each
    other. `terkait`: the unit of the poster works for it.
    """

    sasaran: tuple[str, ...] = ()
    unit: tuple[UnitPoster, ...] = ()
    lebar: str = ""
    tengah: str = ""
    terkait: bool = False
    lajur: tuple[tuple[UnitPoster, ...], ...] = ()

    @property
    def panjang(self) -> int:
        sasaran = sum(len(t) for t in self.sasaran) + KEPALA_KOLOM if self.sasaran else 0
        return sasaran + sum(u.panjang for u in self.unit)


@dataclass(frozen=True)
class Akun:
    jenis: str
    sebutan: str
    nama: str


@dataclass(frozen=True)
class Kotak:
    """A box of the first row: visi, misi, tujuan. `kata`: the key words before the points they explain."""

    judul: str
    butir: tuple[str, ...]
    kata: tuple[str, ...] = ()
    kalimat: str = ""
    lebar: str = ""

    @property
    def berpasangan(self) -> tuple[tuple[str, str], ...]:
        return tuple(zip_longest(self.kata, self.butir, fillvalue=""))

    @property
    def panjang(self) -> int:
        return sum(len(t) for t in (self.kalimat, *self.kata, *self.butir)) + KEPALA_KOLOM


@dataclass(frozen=True)
class Kepala:
    """The head of a sheet; `baris_kop` is the name of the office as the letterhead breaks it."""

    judul: str
    kop: Kop
    baris_kop: tuple[str, ...]
    periode: str
    rancangan: str


@dataclass(frozen=True)
class Poster:
    """One page. `nama` names the page; `untuk` is the unit of a unit's page, None on the satker's."""

    nama: str
    ukuran: UkuranKertas
    kepala: Kepala
    arah: tuple[Kotak, ...]
    kolom: tuple[tuple[Kolom, ...], ...]
    untuk: UnitPoster | None
    akun: tuple[Akun, ...]


def susun_poster(
    renstra: Renstra, pohon: Pohon, unit: str | None = None, ukuran: UkuranKertas | str = UkuranKertas.A3
) -> Poster:
    """The page of the satker, or of the unit with this name. A fixed number of queries.

    GalatDokumen when the tree knows no such unit.
    """
    kelompok, lepas = kelompok_pohon(pohon)
    untuk = None if unit is None else cari_unit(pohon, unit)
    isi = [_hanya_sasaran(k, untuk) for k in kelompok] if untuk else [*kelompok, *lepas]
    kepala = susun_kepala(renstra)
    return Poster(
        nama=untuk.nama if untuk else renstra.satker.nama_singkat,
        ukuran=UkuranKertas(ukuran),
        kepala=kepala,
        arah=_arah(renstra, kepala.baris_kop[0]),
        kolom=_baris_kolom(isi),
        untuk=untuk,
        akun=tuple(_akun(m) for m in renstra.satker.media_sosial.all()),
    )


def susun_kepala(renstra: Renstra) -> Kepala:
    satker = renstra.satker
    return Kepala(
        judul=JUDUL,
        kop=susun_kop(satker, None),
        baris_kop=tuple(WILAYAH.split(satker.nama, maxsplit=1)),
        periode=f"Renstra {renstra.periode}",
        rancangan=RANCANGAN if renstra.status in BELUM_TETAP else "",
    )


def _arah(renstra: Renstra, instansi: str) -> tuple[Kotak, ...]:
    """Visi and misi of whom: the name without its region ("Komisi Pemilihan Umum")."""
    pemilik = instansi.title() if instansi.isupper() else instansi
    kata = list(renstra.katavisi.all())
    kotak = (
        Kotak(f"Visi {pemilik}", tuple(k.arti for k in kata), tuple(k.kata for k in kata), renstra.visi.strip()),
        Kotak(f"Misi {pemilik}", tuple(m.teks for m in renstra.misi.all())),
        Kotak("Tujuan", tuple(t.teks for t in renstra.tujuan.all())),
    )
    berisi = [k for k in kotak if k.butir or k.kalimat]
    return tuple(replace(k, lebar=f"{lebar:.2f}") for k, lebar in zip(berisi, _lebar(berisi), strict=True))


def _akun(media: MediaSosial) -> Akun:
    """Of an account of no known kind the sign tells at least whether it is an address."""
    if media.jenis != JenisMedia.LAIN:
        return Akun(media.jenis, media.get_jenis_display(), media.akun)
    return Akun("situs", "Situs web", media.akun) if ALAMAT.fullmatch(media.akun) else Akun("lain", "Akun", media.akun)


def _hanya_sasaran(kelompok: Kolom, untuk: UnitPoster) -> Kolom:
    return replace(kelompok, unit=(), terkait=any(u.nama == untuk.nama for u in kelompok.unit))


# --- What the tree says ----------------------------------------------------------------------------------------------


@dataclass
class _Milik:
    """What is gathered for one owner, each thing once, in reading order."""

    nama: str
    indikator: dict[str, None] = field(default_factory=dict)
    output: dict[str, None] = field(default_factory=dict)

    def ambil(self, simpul: Simpul) -> None:
        self.indikator |= dict.fromkeys(i.teks for i in simpul.indikator)
        self.output |= dict.fromkeys(simpul.output)

    @property
    def poster(self) -> UnitPoster:
        return UnitPoster(self.nama, tuple(self.indikator), tuple(self.output))


def kelompok_pohon(pohon: Pohon) -> tuple[list[Kolom], list[Kolom]]:
    """The groups with their units, and the units that have conditions under no group."""
    kepala = [k for puncak in pohon.puncak for k in _kepala_kelompok(puncak)]
    kelompok = [Kolom(tuple(s.teks for s in k.sasaran), tuple(kumpulkan(k.telusur()))) for k in kepala]
    terpakai = {s.pk for k in kepala for s in k.telusur()}
    lepas = kumpulkan(s for s in pohon.telusur() if s.pk not in terpakai)
    return kelompok, [Kolom(unit=(u,)) for u in lepas]


def _kepala_kelompok(simpul: Simpul) -> Iterator[Simpul]:
    """The topmost conditions that carry sasaran; of a final outcome only when no success factor below it does."""
    faktor = any(s.sasaran and s.jenjang == JenjangKondisi.FAKTOR for s in simpul.telusur())
    if simpul.sasaran and not (simpul.jenjang == JenjangKondisi.AKHIR and faktor):
        yield simpul
        return
    for anak in simpul.anak:
        yield from _kepala_kelompok(anak)


def kumpulkan(simpul: Iterable[Simpul]) -> list[UnitPoster]:
    """What each unit answers for; a condition that names positions only belongs to these."""
    milik: dict[tuple[str, int], _Milik] = {}
    for s in simpul:
        sebutan, pemilik = ("unit", s.unit) if s.unit else ("jabatan", s.jabatan)
        for p in pemilik:
            milik.setdefault((sebutan, p.pk), _Milik(p.teks)).ambil(s)
    return [m.poster for m in milik.values()]


def cari_unit(pohon: Pohon, nama: str) -> UnitPoster:
    """Everything that the unit of this name answers for, wherever it stands in the tree."""
    semua = kumpulkan(pohon.telusur())
    for u in semua:
        if u.nama.casefold() == nama.strip().casefold():
            return u
    daftar = "; ".join(u.nama for u in semua) or "belum ada"
    raise GalatDokumen(f"Unit “{nama}” tidak ada pada pohon kinerja ini. Yang ada: {daftar}.")


def tanpa_pemilik(pohon: Pohon) -> list[Simpul]:
    """Conditions whose indikator or output no poster shows, for nobody answers for them."""
    return [s for s in pohon.telusur() if (s.indikator or s.output) and not (s.unit or s.jabatan)]


# --- Columns ---------------------------------------------------------------------------------------------------------


def _baris_kolom(kolom: Sequence[Kolom]) -> tuple[tuple[Kolom, ...], ...]:
    """Rows of about as many columns each, wider where there is more to read."""
    baris = -(-len(kolom) // BANYAK_SEBARIS)
    batas = [len(kolom) * n // baris for n in range(baris + 1)] if baris else []
    return tuple(_berlebar(kolom[a:b]) for a, b in pairwise(batas))


def _berlebar(kolom: Sequence[Kolom]) -> tuple[Kolom, ...]:
    hasil, kiri = [], 0.0
    for k, lebar in zip(kolom, _lebar(kolom), strict=True):
        lajur = _lajur(k.unit, max(1, int(lebar // LEBAR_LAJUR)))
        hasil.append(replace(k, lebar=f"{lebar:.2f}", tengah=f"{kiri + lebar / 2:.2f}", lajur=lajur))
        kiri += lebar
    return tuple(hasil)


def _lajur(unit: Sequence[UnitPoster], banyak: int) -> tuple[tuple[UnitPoster, ...], ...]:
    """The units in order, in at most so many lanes of about the same length."""
    panjang = sum(u.panjang for u in unit)
    lajur: list[list[UnitPoster]] = [[] for _ in range(banyak)]
    sebelum = 0
    for u in unit:
        lajur[min(banyak - 1, (sebelum + u.panjang // 2) * banyak // panjang)].append(u)
        sebelum += u.panjang
    return tuple(tuple(milik) for milik in lajur if milik)


def _lebar(isi: Sequence[Kolom | Kotak]) -> list[float]:
    """Percent of the width for each, so that all become about as high."""
    rata = sum(k.panjang for k in isi) / len(isi) if isi else 1
    berat = [min(PALING_LEBAR, max(PALING_SEMPIT, k.panjang / rata)) for k in isi]
    return [b / sum(berat) * 100 for b in berat]


# --- The kinds of paper ----------------------------------------------------------------------------------------------


def kode_jenis(ukuran: UkuranKertas) -> str:
    """The kind that prints on this paper, for a Renstra in force; "-rancangan" follows it for another one."""
    return "pohon-kinerja" if ukuran == UkuranKertas.A3 else f"pohon-kinerja-{ukuran.lower()}"


def naskah_poster(satker: Satker, tahun: int, *, ukuran: str = UkuranKertas.A3, unit: str | None = None) -> Naskah:
    """The paper `pohon-kinerja`. Raises GalatDokumen without a Renstra or without a tree."""
    renstra = renstra_poster(satker, tahun)
    return naskah_dari(renstra, pohon_cetak(renstra), ukuran=ukuran, unit=unit)


def naskah_rancangan(satker: Satker, tahun: int, *, ukuran: str = UkuranKertas.A3, unit: str | None = None) -> Naskah:
    """The paper `pohon-kinerja-rancangan`. Raises GalatDokumen without a draft or without a tree."""
    renstra = wajib_rancangan(satker, tahun)
    return naskah_dari(renstra, pohon_cetak(renstra), ukuran=ukuran, unit=unit)


def renstra_poster(satker: Satker, tahun: int) -> Renstra:
    """The Renstra in force; before there is one, the draft, whose posters say that they are one."""
    return renstra_iku(satker, tahun) or renstra_rancangan(satker, tahun) or wajib_tetap(satker, tahun)


def pohon_cetak(renstra: Renstra) -> Pohon:
    """The tree for paper, without links; GalatDokumen when there is none."""
    pohon = susun_pohon(renstra, None)
    if not pohon.puncak:
        raise GalatDokumen(f"“{renstra}” belum mempunyai pohon kinerja. Susun pohonnya, lalu buat PDF lagi.")
    return pohon


def naskah_dari(renstra: Renstra, pohon: Pohon, *, ukuran: str = UkuranKertas.A3, unit: str | None = None) -> Naskah:
    kertas = _kertas(ukuran)
    untuk: list[str | None] = [unit] if unit else [None, *(u.nama for u in kumpulkan(pohon.telusur()))]
    poster = [susun_poster(renstra, pohon, nama, kertas) for nama in untuk]
    return Naskah(
        judul=judul_dokumen(poster[0].kepala, unit or ""),
        bagian=tuple(Bagian(p.nama, TEMPLAT, {"poster": p}, huruf=HURUF) for p in poster),
        data={"renstra": renstra.pk, "poster": potret(poster)},
        aset=aset_kop(renstra.satker),
        gaya=(GAYA,),
    )


def judul_dokumen(kepala: Kepala, unit: str = "") -> str:
    return " ".join(filter(None, (kepala.rancangan, kepala.judul, kepala.kop.instansi, kepala.periode, unit)))


def _kertas(ukuran: str) -> UkuranKertas:
    try:
        return UkuranKertas(ukuran.strip().upper())
    except ValueError:
        raise GalatDokumen(
            f"Ukuran kertas “{ukuran}” tidak dikenal. Yang tersedia: {', '.join(UkuranKertas)}."
        ) from None
