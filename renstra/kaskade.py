"""The cascade as an outline: every row with what stands below it and what is still missing. No HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .bagian import BAGIAN, Bagian
from .models import Indikator, Renstra


@dataclass(frozen=True)
class Simpul:
    """One row. `hitungan` says what stands below ("2 sasaran, 5 indikator"), `kurang` what is missing."""

    bagian: Bagian
    pk: int
    versi: int
    kode: str
    teks: str
    rincian: str
    hitungan: str
    kurang: tuple[str, ...]
    cabang: tuple[Cabang, ...]
    pertama: bool
    terakhir: bool
    iku: bool = False
    warisan: bool = False
    """Comes from the plan that is followed: it stays where it is."""

    @property
    def kunci(self) -> str:
        return f"{self.bagian.slug}-{self.pk}"


@dataclass(frozen=True)
class Cabang:
    """The rows of one kind below one row; `di` is that row (None: the plan itself)."""

    bagian: Bagian
    di: int | None
    simpul: tuple[Simpul, ...]
    bebas: bool = False
    """Rows without the parent that they should have: nothing is added here."""

    @property
    def kunci(self) -> str:
        return f"tambah-{self.bagian.slug}-{self.di or 0}"

    @property
    def banyak_indikator(self) -> int:
        if self.bagian.slug == "indikator":
            return len(self.simpul)
        return sum(c.banyak_indikator for s in self.simpul for c in s.cabang)


@dataclass(frozen=True)
class Kaskade:
    kata: Cabang
    misi: Cabang
    tujuan: Cabang
    tanpa_tujuan: Cabang
    program: Cabang

    @property
    def kosong(self) -> bool:
        return not any(c.simpul for c in (self.misi, self.tujuan, self.tanpa_tujuan, self.program))

    def letak(self, kunci: str) -> str:
        """Where a row stands now, as one sentence; "" for one that is not there."""
        for cabang in (self.kata, self.misi, self.tujuan, self.tanpa_tujuan, self.program):
            if kalimat := _letak(cabang, kunci, ""):
                return kalimat
        return ""


def _letak(cabang: Cabang, kunci: str, induk: str) -> str:
    for n, s in enumerate(cabang.simpul, start=1):
        if s.kunci == kunci:
            nama = f"{s.bagian.sebutan.capitalize()} {s.kode}".strip()
            return f"{nama} sekarang urutan ke-{n} dari {len(cabang.simpul)}{induk}."
        di = f" di bawah {s.bagian.sebutan} {s.kode}".rstrip()
        for anak in s.cabang:
            if kalimat := _letak(anak, kunci, di if s.kode else f"{di} “{potong(s.teks)}”"):
                return kalimat
    return ""


def potong(teks: str, batas: int = 60) -> str:
    """A text as it stands in a sentence or a list: at most so many letters."""
    return teks if len(teks) <= batas else f"{teks[: batas - 1].rstrip()}…"


class _Isi:
    """All rows of a plan by kind and parent; eight queries, whatever the size."""

    def __init__(self, renstra: Renstra) -> None:
        self.renstra = renstra
        self.baris: dict[str, dict[int | None, list[Any]]] = {}
        for bagian in BAGIAN.values():
            daftar = bagian.daftar(renstra)
            if bagian.model is Indikator:
                daftar = daftar.select_related("satuan").prefetch_related("target_tahunan", "pelaksana")
            per_induk: dict[int | None, list[Any]] = defaultdict(list)
            for objek in daftar:
                per_induk[getattr(objek, f"{bagian.induk}_id")].append(objek)
            self.baris[bagian.slug] = per_induk

    def cabang(self, slug: str, di: int | None, *, bebas: bool = False) -> Cabang:
        induk = self.renstra.pk if BAGIAN[slug].induk == "renstra" else di
        daftar = self.baris[slug].get(induk, [])
        akhir = len(daftar) - 1
        simpul = (self._simpul(BAGIAN[slug], o, n == 0, n == akhir) for n, o in enumerate(daftar))
        return Cabang(BAGIAN[slug], di, tuple(simpul), bebas)

    def _simpul(self, bagian: Bagian, objek: Any, pertama: bool, terakhir: bool) -> Simpul:
        cabang = tuple(self.cabang(slug, objek.pk) for slug in ANAK.get(bagian.slug, ()))
        return Simpul(
            bagian=bagian,
            pk=objek.pk,
            versi=objek.versi,
            kode=getattr(objek, "kode", ""),
            teks=str(objek),
            rincian=_rincian(objek),
            hitungan=_hitungan(cabang),
            kurang=tuple(_kurang(bagian, objek, cabang)),
            cabang=cabang,
            pertama=pertama,
            terakhir=terakhir,
            iku=getattr(objek, "iku", False),
            warisan=objek.acuan_id is not None,
        )


#: What may stand below a kind.
ANAK = {
    "tujuan": ("sasaran",),
    "sasaran": ("indikator",),
    "program": ("sasaran-program", "kegiatan"),
    "sasaran-program": ("indikator",),
    "kegiatan": ("sasaran-kegiatan",),
    "sasaran-kegiatan": ("indikator",),
}


def susun_kaskade(renstra: Renstra) -> Kaskade:
    isi = _Isi(renstra)
    return Kaskade(
        kata=isi.cabang("kata", None),
        misi=isi.cabang("misi", None),
        tujuan=isi.cabang("tujuan", None),
        tanpa_tujuan=isi.cabang("sasaran", None, bebas=True),
        program=isi.cabang("program", None),
    )


def _rincian(objek: Any) -> str:
    if isinstance(objek, Indikator):
        return str(objek.satuan.nama)
    return str(getattr(objek, "arti", ""))


def _hitungan(cabang: Iterable[Cabang]) -> str:
    """What stands below, the last kind counted through: "2 sasaran strategis, 5 indikator"."""
    kata = [f"{len(c.simpul)} {c.bagian.sebutan}" for c in cabang if c.simpul and c.bagian.slug != "indikator"]
    if banyak := sum(c.banyak_indikator for c in cabang):
        kata.append(f"{banyak} indikator")
    return ", ".join(kata)


def _kurang(bagian: Bagian, objek: Any, cabang: tuple[Cabang, ...]) -> Iterable[str]:
    if isinstance(objek, Indikator):
        if not objek.target_tahunan.all():
            yield "belum ada target"
        if not objek.pelaksana.all():
            yield "belum ada unit pelaksana"
    elif bagian.slug == "program":
        if not any(c.simpul for c in cabang):
            yield "belum ada sasaran program"
    elif cabang and not cabang[0].simpul:
        yield f"belum ada {cabang[0].bagian.sebutan}"
