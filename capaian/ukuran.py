"""One indikator measured in a period, from plain values. Pure: the recap of a satker and that of 500 rest on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from . import perhitungan as hitung

BELUM_DIISI = hitung.Nilai(keadaan=hitung.KeadaanNilai.BELUM_DIISI)


@dataclass(frozen=True, slots=True)
class Ukuran:
    """`target`, `realisasi` and `hasil` are of the period asked for; `hasil_tahun` is the year so far against the
    year's target.
    """

    target: hitung.Nilai | None
    realisasi: hitung.Nilai
    agregat: hitung.Agregat
    hasil: hitung.Hasil
    hasil_tahun: hitung.Hasil


def ukur(
    sampai: Sequence[hitung.Nilai | None],
    *,
    triwulan: int | None,
    target_tahun: hitung.Nilai | None,
    sebaran: Mapping[int, hitung.Nilai | None],
    agregasi: hitung.Agregasi,
    cara: hitung.Cara,
) -> Ukuran:
    """`sampai`: the quarters from TW I to the one asked for (None: not entered), or all four for the year.

    `triwulan` None: the year. `sebaran`: the targets of the quarters; empty where the year's was not spread.
    """
    agregat = _agregat(sampai, agregasi)
    hasil_tahun = hitung.hitung_capaian(target_tahun, agregat.nilai, **cara)
    if triwulan is None:
        return Ukuran(target_tahun, agregat.nilai, agregat, hasil_tahun, hasil_tahun)
    target = _target_triwulan(triwulan, target_tahun, sebaran, agregasi)
    realisasi = sampai[-1] or BELUM_DIISI
    return Ukuran(target, realisasi, agregat, hitung.hitung_capaian(target, realisasi, **cara), hasil_tahun)


def _agregat(sampai: Sequence[hitung.Nilai | None], agregasi: hitung.Agregasi) -> hitung.Agregat:
    """The quarters as one value. Old rows may not fit the indikator's aggregation; that is a reason, not an error.

    Where only some quarters keep X and Y, the figures count: parts cannot be added to percentages.
    """
    terisi = [n for n in sampai if n and n.terisi]
    if any(n.rasio for n in terisi) and not all(n.rasio for n in terisi):
        sampai = [n and replace(n, rasio=None) for n in sampai]
    try:
        return hitung.agregasi_triwulan(sampai, agregasi=agregasi)
    except ValueError as galat:
        kosong = hitung.Nilai(keadaan=hitung.KeadaanNilai.BELUM_ADA)
        return hitung.Agregat(kosong, 0, len(sampai), str(galat))


def _target_triwulan(
    triwulan: int,
    target_tahun: hitung.Nilai | None,
    sebaran: Mapping[int, hitung.Nilai | None],
    agregasi: hitung.Agregasi,
) -> hitung.Nilai | None:
    """The quarter's own target. Where the year's was not spread over the quarters at all, the year's itself stands for
    it, except for sums, whose quarters are only parts of it.
    """
    if sebaran:
        return sebaran.get(triwulan)
    return None if agregasi == hitung.Agregasi.JUMLAH else target_tahun
