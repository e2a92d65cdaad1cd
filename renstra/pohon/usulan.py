"""What a tree would get from its Renstra: every tujuan and sasaran that no condition points at yet.

The Renstra does not say which strategic sasaran a program serves, so that place is a guess, and every condition carries
the reason for its place (`Butir.alasan`) to be read before anything is added: the strategic sasaran with which it
shares most unit pelaksana; else the one whose wording shares most words; else the top of the tree, where it is seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..enums import JenisSasaran
from ..models import Indikator, Renstra, Sasaran, Tujuan
from .enums import JenjangKondisi
from .models import Kondisi
from .rangka import Rangka

#: What a condition points at.
KAIT = ("tujuan", "sasaran", "indikator", "unit", "jabatan")
JENJANG = {
    JenisSasaran.STRATEGIS: JenjangKondisi.FAKTOR,
    JenisSasaran.PROGRAM: JenjangKondisi.ANTARA,
    JenisSasaran.KEGIATAN: JenjangKondisi.OPERASIONAL,
}
DI_TUJUAN = "di bawah tujuannya"
TANPA_TUJUAN = "Renstra tidak menyebut tujuannya"
SEPROGRAM = "sasaran program yang sama programnya"
BELUM_TERKAIT = "belum terkait dengan sasaran mana pun: pindahkan ke tempat yang tepat"
#: Shared words below this number say nothing.
KATA_CUKUP = 2
_UMUM = """
yang dengan untuk dalam pada oleh atau serta sesuai dari para guna bagi secara tentang terhadap seluruh melalui
terwujudnya tersedianya terlaksananya terselenggaranya tercapainya meningkatnya meningkatkan mewujudkan
persentase jumlah nilai tahun
"""
KATA_UMUM = frozenset(_UMUM.split())


@dataclass(frozen=True)
class Butir:
    """A condition that would be added; `unit_kata` and the like are for reading."""

    kunci: str
    jenjang: JenjangKondisi
    uraian: str
    alasan: str
    tujuan: tuple[int, ...] = ()
    sasaran: tuple[int, ...] = ()
    indikator: tuple[int, ...] = ()
    unit: tuple[int, ...] = ()
    jabatan: tuple[int, ...] = ()
    nama_unit: tuple[str, ...] = ()
    anak: tuple[Butir, ...] = ()

    @property
    def banyak(self) -> int:
        return 1 + sum(b.banyak for b in self.anak)


@dataclass(frozen=True)
class Kelompok:
    """New conditions below one that stands already (None: at the top)."""

    induk: Kondisi | None
    nomor: str
    butir: tuple[Butir, ...]


@dataclass(frozen=True)
class Usulan:
    """`indikator_lepas`: those that no condition points at although one points at their sasaran; left to people."""

    kelompok: tuple[Kelompok, ...]
    indikator_lepas: tuple[Indikator, ...]
    sidik: str

    @property
    def banyak(self) -> int:
        return sum(b.banyak for k in self.kelompok for b in k.butir)


def susun_usulan(renstra: Renstra) -> Usulan:
    return _Penyusun(renstra).usulan()


@dataclass
class _Calon:
    """A row of the Renstra on its way into the tree. `lama`: the condition that points at it already."""

    kunci: str
    asal: Tujuan | Sasaran
    lama: Kondisi | None
    induk: _Calon | None = None
    alasan: str = ""
    anak: list[_Calon] = field(default_factory=list)

    @cached_property
    def indikator(self) -> list[Indikator]:
        return list(self.asal.indikator.all()) if isinstance(self.asal, Sasaran) else []

    @cached_property
    def unit(self) -> dict[int, str]:
        return {u.pk: u.nama for i in self.indikator for u in i.pelaksana.all()}

    @cached_property
    def kata(self) -> set[str]:
        """Asked for by every sasaran that looks for its place."""
        teks = " ".join([str(self.asal), *(i.uraian for i in self.indikator)])
        return {k for k in re.findall(r"\w{4,}", teks.lower()) if k not in KATA_UMUM}


class _Penyusun:
    def __init__(self, renstra: Renstra) -> None:
        self.renstra = renstra
        kondisi = Kondisi.objects.filter(pohon__renstra=renstra).prefetch_related("tujuan", "sasaran", "indikator")
        self.rangka = Rangka(kondisi)
        self._terpeta: dict[str, Kondisi] = {}
        self._indikator: set[int] = set()
        for k in self.rangka.urut_baca():
            self._indikator |= {i.pk for i in k.indikator.all()}
            asal: list[Tujuan | Sasaran] = [*k.tujuan.all(), *k.sasaran.all()]
            for a in asal:
                self._terpeta.setdefault(_kunci(a), k)
        self.tujuan = {t.pk: self._calon(t) for t in Tujuan.objects.filter(renstra=renstra)}
        self.sasaran = [self._calon(s) for s in _sasaran(renstra)]

    def _calon(self, asal: Tujuan | Sasaran) -> _Calon:
        return _Calon(_kunci(asal), asal, self._terpeta.get(_kunci(asal)))

    def usulan(self) -> Usulan:
        semua = [*self.tujuan.values(), *self.sasaran]
        for calon in self.sasaran:
            if calon.lama is None:
                calon.induk, calon.alasan = self._tempatkan(calon)
        for calon in semua:
            if calon.lama is None and calon.induk is not None and calon.induk.lama is None:
                calon.induk.anak.append(calon)
        kelompok = tuple(self._kelompok(semua))
        return Usulan(kelompok, tuple(self._indikator_lepas()), _sidik(kelompok))

    def _kelompok(self, semua: Iterable[_Calon]) -> Iterable[Kelompok]:
        """What is new, by the condition that it goes below; the top comes first."""
        baru: dict[int | None, list[_Calon]] = {}
        for c in semua:
            if c.lama is None and (c.induk is None or c.induk.lama is not None):
                baru.setdefault(c.induk.lama.pk if c.induk and c.induk.lama else None, []).append(c)
        for pk in [None, *self.rangka.nomor]:
            if pk in baru:
                induk = self.rangka.menurut_pk[pk] if pk is not None else None
                batas = JenjangKondisi(induk.jenjang) if induk else JenjangKondisi.AKHIR
                butir = tuple(_butir(c, batas) for c in baru[pk])
                yield Kelompok(induk, self.rangka.nomor[pk] if pk is not None else "", butir)

    # where a sasaran goes

    def _tempatkan(self, calon: _Calon) -> tuple[_Calon | None, str]:
        sasaran = calon.asal
        assert isinstance(sasaran, Sasaran)
        if sasaran.jenis == JenisSasaran.STRATEGIS:
            tujuan = self.tujuan.get(sasaran.tujuan_id or 0)
            return (tujuan, DI_TUJUAN) if tujuan else (None, TANPA_TUJUAN)
        if sasaran.kegiatan is not None:
            seprogram = self._sejenis(JenisSasaran.PROGRAM, program=sasaran.kegiatan.program_id)
            if seprogram:
                dekat = terdekat(calon, seprogram)[0] if len(seprogram) > 1 else None
                return dekat or seprogram[0], SEPROGRAM
        return terdekat(calon, self._sejenis(JenisSasaran.STRATEGIS))

    def _sejenis(self, jenis: JenisSasaran, *, program: int | None = None) -> list[_Calon]:
        return [
            c
            for c in self.sasaran
            if isinstance(c.asal, Sasaran) and c.asal.jenis == jenis and program in {None, c.asal.program_id}
        ]

    def _indikator_lepas(self) -> Iterable[Indikator]:
        for c in self.sasaran:
            if c.lama is not None:
                yield from (i for i in c.indikator if i.pk not in self._indikator)


def terdekat(calon: _Calon, pilihan: Sequence[_Calon]) -> tuple[_Calon | None, str]:
    """The one that shares most units, then most words, the first of equals; with the reason. None: nothing shared."""
    if not pilihan:
        return None, BELUM_TERKAIT
    di_semua = set.intersection(*(p.kata for p in pilihan)) if len(pilihan) > 1 else set()
    kata = calon.kata - di_semua
    terbaik = max(pilihan, key=lambda p: (len(p.unit.keys() & calon.unit.keys()), len(p.kata & kata)))
    if sama := terbaik.unit.keys() & calon.unit.keys():
        return terbaik, f"unit pelaksana sama: {', '.join(sorted(calon.unit[u] for u in sama))}"
    if len(sama_kata := terbaik.kata & kata) >= KATA_CUKUP:
        return terbaik, f"kata yang sama: {', '.join(sorted(sama_kata))}"
    return None, BELUM_TERKAIT


def _sasaran(renstra: Renstra) -> Iterable[Sasaran]:
    return (
        Sasaran.objects.filter(renstra=renstra)
        .select_related("kegiatan")
        .prefetch_related("indikator__pelaksana", "indikator__sasaran")
        .order_by("urut")
    )


def _kunci(asal: Tujuan | Sasaran) -> str:
    return f"{asal._meta.model_name}-{asal.pk}"


def _butir(calon: _Calon, batas: JenjangKondisi) -> Butir:
    """`batas`: the jenjang above, which it may not stand over."""
    asal = calon.asal
    bawaan = JENJANG[JenisSasaran(asal.jenis)] if isinstance(asal, Sasaran) else JenjangKondisi.AKHIR
    jenjang = max(bawaan, batas, key=lambda j: j.tingkat)
    return Butir(
        kunci=calon.kunci,
        jenjang=jenjang,
        uraian=str(asal),
        alasan=calon.alasan,
        tujuan=() if isinstance(asal, Sasaran) else (asal.pk,),
        sasaran=(asal.pk,) if isinstance(asal, Sasaran) else (),
        indikator=tuple(i.pk for i in calon.indikator),
        unit=tuple(calon.unit),
        jabatan=tuple(dict.fromkeys(i.penanggung_jawab_id for i in calon.indikator if i.penanggung_jawab_id)),
        nama_unit=tuple(calon.unit.values()),
        anak=tuple(_butir(a, jenjang) for a in calon.anak),
    )


def _sidik(kelompok: Iterable[Kelompok]) -> str:
    isi = repr([(k.induk.pk if k.induk else None, k.butir) for k in kelompok])
    return hashlib.sha256(isi.encode()).hexdigest()
