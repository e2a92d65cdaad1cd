"""The papers around a perjanjian kinerja: the superior's, those beside it, and those of the subordinates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from .enums import StatusPerjanjian
from .models import IndikatorPerjanjian, PerjanjianKinerja

S = StatusPerjanjian


@dataclass(frozen=True)
class Keluarga:
    """Of each office the one paper that counts: the one in force, or else the newest on its way."""

    atasan: PerjanjianKinerja | None
    saudara: tuple[PerjanjianKinerja, ...]
    bawahan: tuple[PerjanjianKinerja, ...]


def keluarga(perjanjian: PerjanjianKinerja) -> Keluarga:
    """With all rows, in a fixed number of queries."""
    jabatan = perjanjian.pihak_pertama.jabatan_id
    atas = perjanjian.pihak_kedua.jabatan_id
    dekat = Q(pihak_pertama__jabatan=atas) | Q(pihak_kedua__jabatan__in=[atas, jabatan])
    semua = berbaris(PerjanjianKinerja.objects.filter(dekat, satker=perjanjian.satker_id).for_tahun(perjanjian.tahun))
    utama = [p for p in yang_utama(semua) if p.pihak_pertama.jabatan_id != jabatan]
    return Keluarga(
        next((p for p in utama if p.pihak_pertama.jabatan_id == atas), None),
        tuple(p for p in utama if p.pihak_kedua.jabatan_id == atas),
        tuple(p for p in utama if p.pihak_kedua.jabatan_id == jabatan),
    )


def perjanjian_atasan(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja | None:
    """The superior's paper of the year, with its rows; None while there is none."""
    semua = PerjanjianKinerja.objects.filter(pihak_pertama__jabatan=perjanjian.pihak_kedua.jabatan_id)
    return next(iter(yang_utama(berbaris(semua.for_tahun(perjanjian.tahun)))), None)


def berbaris(semua: object) -> list[PerjanjianKinerja]:
    """Those that are not replaced, with what the rules read."""
    baris = IndikatorPerjanjian.objects.select_related("menurunkan", "satuan__skala", "indikator")
    daftar = semua.exclude(status=S.DIGANTIKAN).untuk_daftar()  # type: ignore[attr-defined]
    return list(
        daftar.prefetch_related(
            Prefetch("sasaran__indikator", baris), "sasaran__indikator__satuan__skala__tingkat", "anggaran"
        )
    )


def yang_utama(semua: Iterable[PerjanjianKinerja]) -> list[PerjanjianKinerja]:
    """One paper of each office: the one in force, or else the newest."""
    hasil: dict[int, PerjanjianKinerja] = {}
    for p in sorted(semua, key=lambda p: (p.status == S.BERLAKU, p.pk)):
        hasil[p.pihak_pertama.jabatan_id] = p
    return list(hasil.values())
