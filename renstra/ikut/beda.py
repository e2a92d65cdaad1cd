"""What a newer version of the followed plan changes for a plan that follows it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..beda_teks import Perubahan
from ..models import Indikator, Renstra, Sasaran, TargetTahunan
from .garis import SEMUA, Baris, Jenis, baris_renstra, garis


@dataclass(frozen=True)
class BarisInduk:
    """A row of the followed plan that is new, gone or changed; `ubahan` are its fields, or its targets by year."""

    sebutan: str
    kode: str
    teks: str
    ubahan: tuple[Perubahan, ...] = ()


@dataclass
class BedaInduk:
    baru: list[BarisInduk] = field(default_factory=list)
    hilang: list[BarisInduk] = field(default_factory=list)
    berubah: list[BarisInduk] = field(default_factory=list)
    target: list[BarisInduk] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.baru or self.hilang or self.berubah or self.target)


def bandingkan(renstra: Renstra, induk: Renstra) -> BedaInduk:
    """What `induk`, the version in force, changes for `renstra`; a fixed number of queries for each version between."""
    baru, milik = baris_renstra(induk), baris_renstra(renstra)
    peta = garis(baru, induk, renstra.mengikuti)
    beda = BedaInduk()
    if induk.visi != renstra.visi:
        beda.berubah.append(
            BarisInduk("visi", "", "Visi", (Perubahan("Visi", renstra.visi or "–", induk.visi or "–"),))
        )
    for jenis in SEMUA:
        _bandingkan_jenis(beda, jenis, baru, milik, peta)
    beda.target = _beda_target(milik[Indikator].values(), baru[Indikator], peta[Indikator])
    return beda


def _bandingkan_jenis(
    beda: BedaInduk, jenis: Jenis, baru: Baris, milik: Baris, peta: Mapping[type, Mapping[int, int]]
) -> None:
    dikenal = set(peta[jenis.model].values())
    beda.baru += [_sebut(b) for pk, b in baru[jenis.model].items() if pk not in dikenal]
    for baris in milik[jenis.model].values():
        if baris.acuan_id is None:
            continue
        acuan = baru[jenis.model].get(peta[jenis.model].get(baris.acuan_id, 0))
        if acuan is None:
            beda.hilang.append(_sebut(baris))
        elif ubahan := tuple(_ubahan(jenis, baris, acuan, baru, milik, peta)):
            beda.berubah.append(_sebut(acuan, ubahan))


def _ubahan(
    jenis: Jenis, baris: Any, acuan: Any, baru: Baris, milik: Baris, peta: Mapping[type, Mapping[int, int]]
) -> Iterable[Perubahan]:
    for nama in jenis.isi:
        if _nilai(baris, nama) != _nilai(acuan, nama):
            judul = str(baris._meta.get_field(nama).verbose_name)
            yield Perubahan(judul[:1].upper() + judul[1:], cetak_bidang(baris, nama), cetak_bidang(acuan, nama))
    for nama in jenis.induk:
        model = baris._meta.get_field(nama).related_model
        lama = milik[model].get(getattr(baris, f"{nama}_id") or 0)
        ingin = baru[model].get(getattr(acuan, f"{nama}_id") or 0)
        kini = peta[model].get(lama.acuan_id or 0) if lama else None
        if kini != (ingin.pk if ingin else None):
            yield Perubahan(f"Di bawah {nama}", str(lama) if lama else "–", str(ingin) if ingin else "–")


def _nilai(baris: Any, nama: str) -> Any:
    return getattr(baris, baris._meta.get_field(nama).attname)


def cetak_bidang(baris: Any, nama: str) -> str:
    """A field as a person reads it: the words of a choice, the name of a unit; "–" for nothing."""
    pilihan = getattr(baris, f"get_{nama}_display", None)
    nilai = pilihan() if pilihan else getattr(baris, nama)
    return "–" if nilai in {None, ""} else str(nilai)


def _beda_target(
    milik: Iterable[Indikator], baru: Mapping[int, Indikator], peta: Mapping[int, int]
) -> list[BarisInduk]:
    """Targets of the followed plan that are other ones now, for the indikator that were taken over."""
    pasangan = [(i, i.acuan_id, peta[i.acuan_id]) for i in milik if i.acuan_id is not None and i.acuan_id in peta]
    nilai = target_induk(pk for _, *acuan in pasangan for pk in acuan)
    hasil = []
    for indikator, pk_lama, pk_baru in pasangan:
        lama, kini = nilai.get(pk_lama, {}), nilai.get(pk_baru, {})
        acuan = baru[pk_baru]
        ubahan = tuple(
            Perubahan(str(t), indikator.satuan.cetak(lama.get(t)), acuan.satuan.cetak(kini.get(t)))
            for t in sorted(lama.keys() | kini.keys())
            if lama.get(t) != kini.get(t)
        )
        if ubahan:
            hasil.append(_sebut(acuan, ubahan))
    return hasil


def target_induk(indikator: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """Targets by indikator and year."""
    hasil: dict[int, dict[int, Decimal]] = {}
    for pk, tahun, nilai in TargetTahunan.objects.filter(indikator__in=list(indikator)).values_list(
        "indikator_id", "tahun", "nilai"
    ):
        hasil.setdefault(pk, {})[tahun] = nilai
    return hasil


def _sebut(baris: Any, ubahan: tuple[Perubahan, ...] = ()) -> BarisInduk:
    sebutan = baris.get_jenis_display() if isinstance(baris, Sasaran) else baris._meta.verbose_name
    return BarisInduk(str(sebutan).lower(), getattr(baris, "kode", ""), str(baris), ubahan)
