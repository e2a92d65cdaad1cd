"""What a perjanjian kinerja takes from the DIPA: the nodes by their code, and what a newer DIPA says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from anggaran.models import Dipa
from anggaran.rekap import BarisPos, RekapDipa, rekap_pohon

from .models import AnggaranPerjanjian, PerjanjianKinerja


def rekap_berlaku(satker_id: int, tahun: int) -> RekapDipa:
    """The DIPA in force with its pagu rolled up, in two queries; empty without one."""
    return rekap_pohon(Dipa.objects.filter(satker=satker_id).for_tahun(tahun).berlaku().first(), None)


def menurut_kode(rekap: RekapDipa) -> dict[str, BarisPos]:
    return {b.kode: b for b in rekap.baris}


def jalur_kode(rekap: RekapDipa) -> dict[str, tuple[str, ...]]:
    """Code → itself and the codes above it in the tree."""
    menurut_pk = {b.pos.pk: b for b in rekap.baris}
    hasil: dict[str, tuple[str, ...]] = {}
    for b in rekap.baris:  # a parent stands before its children
        atas = hasil[menurut_pk[b.pos.induk_id].kode] if b.pos.induk_id else ()
        hasil[b.kode] = (b.kode, *atas)
    return hasil


@dataclass(frozen=True)
class PaguBerubah:
    """A linked row whose node has another amount in the DIPA in force (`kini` None: it holds no such code)."""

    kode: str
    lama: Decimal | None
    kini: Decimal | None


def pagu_berubah(perjanjian: Iterable[int], satker_id: int, tahun: int) -> dict[int, list[PaguBerubah]]:
    """PK → rows taken from an older DIPA that the one in force changes. One query when nothing can have changed."""
    baris = AnggaranPerjanjian.objects.filter(perjanjian__in=list(perjanjian), pos__isnull=False)
    lama = list(baris.exclude(pos__dipa__status="berlaku").select_related("pos"))
    if not lama:
        return {}
    kini = menurut_kode(rekap_berlaku(satker_id, tahun))
    hasil: dict[int, list[PaguBerubah]] = defaultdict(list)
    for a in lama:
        pagu = kini[a.kode].pagu if a.kode in kini else None
        if kini and pagu != a.nilai:
            hasil[a.perjanjian_id].append(PaguBerubah(a.kode, a.nilai, pagu))
    return dict(hasil)


def salinan_anggaran(dari: PerjanjianKinerja, ke: PerjanjianKinerja) -> list[AnggaranPerjanjian]:
    """Copies of the budget rows. A whole pagu of an older DIPA becomes that of the DIPA in force."""
    daftar = list(dari.anggaran.select_related("pos__dipa"))
    kini = menurut_kode(rekap_berlaku(dari.satker_id, dari.tahun))
    lama = {d: menurut_kode(rekap_pohon(d, None)) for d in {a.pos.dipa for a in daftar if a.pos and _usang(a)}}
    return [_salinan(a, ke, kini, lama.get(a.pos.dipa, {}) if a.pos else {}) for a in daftar]


def _usang(a: AnggaranPerjanjian) -> bool:
    return a.pos is not None and a.pos.dipa.status != "berlaku"


def _salinan(
    a: AnggaranPerjanjian, ke: PerjanjianKinerja, kini: dict[str, BarisPos], lama: dict[str, BarisPos]
) -> AnggaranPerjanjian:
    baru = AnggaranPerjanjian(perjanjian=ke, urut=a.urut, kode=a.kode, uraian=a.uraian, nilai=a.nilai, pos=a.pos)
    padanan = kini.get(a.pos.kode) if a.pos and _usang(a) else None
    if a.pos is not None and padanan is not None:
        if a.nilai == lama[a.pos.kode].pagu:
            baru.nilai = padanan.pagu
        baru.pos = padanan.pos
    return baru
