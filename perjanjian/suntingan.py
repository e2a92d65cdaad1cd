"""Saving the rows of a draft: what was typed, as data, and the one act that writes it.

All rows are saved together or not at all. Only rows that the person touched are written, so two people may work on
different rows of one draft. A touched row that somebody else changed meanwhile is not overwritten: the act raises
`BarisBentrok`, which names each such row with its stored content, and nothing is saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

from .models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja, SasaranPerjanjian

Baris = SasaranPerjanjian | IndikatorPerjanjian | AnggaranPerjanjian
_TINGKAT = "satuan__skala__tingkat"


def sidik(*teks: str) -> str:
    """A short fingerprint of texts as a form shows them; runs of white space count as one (browsers change them)."""
    return sha256("\x1f".join(" ".join(t.split()) for t in teks).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class IsianIndikator:
    """A typed row of the annex. `kunci` names it in the form; `pk` None: a new row; `versi`: the one the person saw.

    `indikator_id`: the Renstra's indikator that the row promises; None: none, and the row is not measured.
    """

    kunci: str
    pk: int | None
    versi: int
    uraian: str
    satuan_id: int
    target: Decimal | None
    disentuh: bool = True
    hapus: bool = False
    indikator_id: int | None = None

    @property
    def nilai(self) -> dict[str, object]:
        return {
            "uraian": self.uraian,
            "satuan_id": self.satuan_id,
            "target": self.target,
            "indikator_id": self.indikator_id,
        }

    @property
    def tercetak(self) -> dict[str, object]:
        """What a text kept from an old paper says; when it changes, that text is no longer true."""
        return {"satuan_id": self.satuan_id, "target": self.target}


@dataclass(frozen=True)
class IsianSasaran:
    """A typed sasaran with its rows. `semula`: fingerprint of the text the person saw (a sasaran has no version)."""

    kunci: str
    pk: int | None
    semula: str
    uraian: str
    indikator: tuple[IsianIndikator, ...]
    disentuh: bool = True
    hapus: bool = False

    @property
    def dipakai(self) -> bool:
        """Whether anything is to be written in it or below it."""
        return not self.hapus and (self.disentuh or any(i.disentuh or i.pk is None for i in self.indikator))


@dataclass(frozen=True)
class IsianAnggaran:
    """A typed budget row; `rupiah` None: the paper has no amount. `pos_id`: the DIPA node that its code names."""

    kunci: str
    pk: int | None
    versi: int
    kode: str
    uraian: str
    rupiah: Decimal | None
    disentuh: bool = True
    hapus: bool = False
    pos_id: int | None = None

    @property
    def nilai(self) -> dict[str, object]:
        return {"kode": self.kode, "uraian": self.uraian, "nilai": self.rupiah, "pos_id": self.pos_id}


@dataclass(frozen=True)
class Bentrok:
    """A typed row (`kunci`) that somebody else changed; `kini` is what is stored now, None when it was removed."""

    kunci: str
    kini: Baris | None


class BarisBentrok(VersiBerubah):
    def __init__(self, daftar: list[Bentrok]) -> None:
        super().__init__()
        self.daftar = daftar


@dataclass(frozen=True)
class _Tersimpan:
    """The rows as they are stored now, by primary key."""

    sasaran: dict[int, SasaranPerjanjian]
    indikator: dict[int, IndikatorPerjanjian]
    anggaran: dict[int, AnggaranPerjanjian]

    @classmethod
    def dari(cls, perjanjian: PerjanjianKinerja) -> _Tersimpan:
        indikator = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian)
        return cls(
            {s.pk: s for s in perjanjian.sasaran.all()},
            {i.pk: i for i in indikator.select_related("satuan__skala", "indikator").prefetch_related(_TINGKAT)},
            {a.pk: a for a in perjanjian.anggaran.all()},
        )


@transaction.atomic
def simpan_baris(*, perjanjian: PerjanjianKinerja, sasaran: list[IsianSasaran], anggaran: list[IsianAnggaran]) -> None:
    """Write the typed rows of a draft. Raises TransisiDitolak when it is no draft any more, and BarisBentrok.

    The lock on the head puts two savings, or a saving and a submission, one after the other.
    """
    terkunci = PerjanjianKinerja.objects.select_for_update().get(pk=perjanjian.pk)
    if not terkunci.dapat_diubah:
        status = terkunci.get_status_display()
        raise TransisiDitolak(f"Perjanjian ini sekarang berstatus “{status}” dan tidak dapat diubah lagi.")
    tersimpan = _Tersimpan.dari(perjanjian)
    if bentrok := _bentrok(tersimpan, sasaran, anggaran):
        raise BarisBentrok(bentrok)
    _hapus(perjanjian, sasaran, anggaran)
    _tulis_sasaran(perjanjian, tersimpan, sasaran)
    _tulis_anggaran(perjanjian, tersimpan, anggaran)


# --- Who was faster ------------------------------------------------------------------------------------------------


def _bentrok(tersimpan: _Tersimpan, sasaran: list[IsianSasaran], anggaran: list[IsianAnggaran]) -> list[Bentrok]:
    hasil = []
    for s in sasaran:
        if s.pk is not None and s.pk not in tersimpan.sasaran and s.dipakai:
            hasil += [Bentrok(s.kunci, None)] + [Bentrok(i.kunci, None) for i in s.indikator if i.pk]
            continue
        if _sasaran_bentrok(s, tersimpan.sasaran.get(s.pk or 0)):
            hasil.append(Bentrok(s.kunci, tersimpan.sasaran.get(s.pk or 0)))
        hasil += _baris_bentrok(s.indikator, tersimpan.indikator)
    return hasil + _baris_bentrok(anggaran, tersimpan.anggaran)


def _sasaran_bentrok(isian: IsianSasaran, kini: SasaranPerjanjian | None) -> bool:
    if kini is None or not (isian.disentuh or isian.hapus):
        return False
    return sidik(kini.uraian) not in {isian.semula, sidik(isian.uraian)}


def _baris_bentrok(
    isian: Iterable[IsianIndikator | IsianAnggaran],
    tersimpan: dict[int, IndikatorPerjanjian] | dict[int, AnggaranPerjanjian],
) -> list[Bentrok]:
    hasil = []
    for i in isian:
        kini = tersimpan.get(i.pk or 0)
        if i.pk is None or not (i.disentuh or i.hapus):
            continue
        if kini is None and not i.hapus:
            hasil.append(Bentrok(i.kunci, None))
        if kini is not None and kini.versi != i.versi and (i.hapus or _berbeda(kini, i.nilai)):
            hasil.append(Bentrok(i.kunci, kini))
    return hasil


def _berbeda(kini: Baris, nilai: dict[str, object]) -> bool:
    return any(getattr(kini, nama) != isi for nama, isi in nilai.items())


# --- Writing -------------------------------------------------------------------------------------------------------


def _hapus(perjanjian: PerjanjianKinerja, sasaran: list[IsianSasaran], anggaran: list[IsianAnggaran]) -> None:
    """Takes out what was ticked; a new row that was ticked was never stored."""
    indikator = [i.pk for s in sasaran for i in s.indikator if i.hapus and i.pk]
    IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian, pk__in=indikator).delete()
    perjanjian.sasaran.filter(pk__in=[s.pk for s in sasaran if s.hapus and s.pk]).delete()
    perjanjian.anggaran.filter(pk__in=[a.pk for a in anggaran if a.hapus and a.pk]).delete()


def _tulis_sasaran(perjanjian: PerjanjianKinerja, tersimpan: _Tersimpan, isian: list[IsianSasaran]) -> None:
    for s in isian:
        if s.hapus:
            continue
        kini = tersimpan.sasaran.get(s.pk or 0)
        if kini is None and s.pk is None:
            kini = SasaranPerjanjian.objects.create(
                perjanjian=perjanjian, urut=nomor_berikut(perjanjian.sasaran.all()), uraian=s.uraian
            )
        elif kini is not None and s.disentuh:
            SasaranPerjanjian.objects.filter(pk=kini.pk).update(uraian=s.uraian)
        if kini is not None:
            _tulis_indikator(kini, tersimpan, s.indikator)
    rapikan(perjanjian.sasaran.all())


def _tulis_indikator(sasaran: SasaranPerjanjian, tersimpan: _Tersimpan, isian: tuple[IsianIndikator, ...]) -> None:
    for i in isian:
        kini = tersimpan.indikator.get(i.pk or 0)
        if i.hapus:
            continue
        if i.pk is None:
            IndikatorPerjanjian.objects.create(sasaran=sasaran, urut=nomor_berikut(sasaran.indikator.all()), **i.nilai)
        elif kini is not None and i.disentuh and _berbeda(kini, i.nilai):
            cetak = {"teks_cetak": "", "catatan_cetak": ""} if _berbeda(kini, i.tercetak) else {}
            kini.simpan_versi(i.versi, **i.nilai, **cetak)
    rapikan(sasaran.indikator.all())
    if any(i.disentuh for i in isian):
        _hubungkan(sasaran)


def _hubungkan(sasaran: SasaranPerjanjian) -> None:
    """The Renstra's sasaran follows from the indikator below it; of several, the first one's."""
    terhubung = sasaran.indikator.filter(indikator__isnull=False).order_by("urut")
    calon = list(terhubung.values_list("indikator__sasaran_id", flat=True))
    if calon and sasaran.sasaran_id not in calon:
        SasaranPerjanjian.objects.filter(pk=sasaran.pk).update(sasaran_id=calon[0])


def _tulis_anggaran(perjanjian: PerjanjianKinerja, tersimpan: _Tersimpan, isian: list[IsianAnggaran]) -> None:
    for a in isian:
        kini = tersimpan.anggaran.get(a.pk or 0)
        if a.hapus:
            continue
        if a.pk is None:
            AnggaranPerjanjian.objects.create(
                perjanjian=perjanjian, urut=nomor_berikut(perjanjian.anggaran.all()), **a.nilai
            )
        elif kini is not None and a.disentuh and _berbeda(kini, a.nilai):
            cetak = {"teks_cetak": ""} if kini.nilai != a.rupiah else {}
            kini.simpan_versi(a.versi, **a.nilai, **cetak)
    rapikan(perjanjian.anggaran.all())


def nomor_berikut(baris: QuerySet[Baris]) -> int:
    return max(baris.values_list("urut", flat=True), default=0) + 1


def rapikan(baris: QuerySet[Baris]) -> None:
    """Numbers 1, 2, 3 … without gaps. They only fall, in rising order, so that two never meet on the way."""
    for urut, (pk, lama) in enumerate(list(baris.order_by("urut").values_list("pk", "urut")), start=1):
        if lama != urut:
            baris.filter(pk=pk).update(urut=urut)
