"""The chain of offices of a satker in a year, each with its perjanjian kinerja: the board of the list page."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils import timezone

from organisasi.enums import JenisJabatan
from organisasi.models import Jabatan, Pengguna, Penugasan, Satker

from .enums import StatusPerjanjian
from .models import PerjanjianKinerja
from .saran import SaranPerubahan, saran_perubahan, tenggat_perjanjian

S = StatusPerjanjian


@dataclass(frozen=True)
class Simpul:
    """One office. `utama`: the PK in force (or else the newest), `proses`: a draft on its way, `lama`: the others."""

    jabatan: Jabatan
    pemangku: Penugasan | None
    utama: PerjanjianKinerja | None
    proses: PerjanjianKinerja | None
    lama: tuple[PerjanjianKinerja, ...]
    bawahan: tuple[Simpul, ...]
    saran: SaranPerubahan | None = None
    terlambat: bool = False

    @property
    def perlu_perjanjian(self) -> bool:
        """The head of the satker promises nothing inside it."""
        return self.jabatan.atasan_id is not None


@dataclass(frozen=True)
class Rantai:
    """`jabatan` offices owe a PK, `berlaku` of them have one in force, `tanpa` none at all; `ada`: there is any PK.

    `hitungan`: how many stand where, in words. `terlambat`: how many have none in force after `tenggat`.
    """

    akar: tuple[Simpul, ...]
    jabatan: int
    berlaku: int
    tanpa: int
    ada: bool
    hitungan: tuple[tuple[str, str, int], ...] = ()
    tenggat: datetime.date | None = None
    terlambat: int = 0


#: Positions that promise nothing of their own; shown only where one of them has a perjanjian all the same.
TANPA_PERJANJIAN = {JenisJabatan.ANGGOTA, JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA}


def rantai_perjanjian(satker: Satker, tahun: int, *, user: Pengguna) -> Rantai:
    """The tree of offices with what this person may see, in at most eight queries.

    Suggestions of a perjanjian perubahan are for those who work there.
    """
    per_jabatan: dict[int, list[PerjanjianKinerja]] = defaultdict(list)
    for p in PerjanjianKinerja.objects.visible_to(user).filter(satker=satker).for_tahun(tahun).untuk_daftar():
        per_jabatan[p.pihak_pertama.jabatan_id].append(p)
    tanggal = hari_acuan(tahun)
    jabatan = [
        j
        for j in Jabatan.objects.filter(unit__satker=satker).select_related("unit").order_by("urut", "pk")
        if j.pk in per_jabatan or (j.jenis not in TANPA_PERJANJIAN and j.masih_ada(tanggal))
    ]
    pemangku = Penugasan.objects.pemangku_satker(satker, tanggal)
    tenggat = tenggat_perjanjian(satker, tahun)
    wajib = [j.pk for j in jabatan if j.atasan_id is not None]
    berlaku = {pk for pk in wajib if any(p.status == S.BERLAKU for p in per_jabatan.get(pk, []))}
    lewat = tenggat is not None and tenggat < timezone.localdate()
    terlambat = {pk for pk in wajib if lewat and pk not in berlaku}
    bahan = _Bahan(per_jabatan, pemangku, _saran(satker, tahun, user, per_jabatan, pemangku), terlambat)
    return Rantai(
        akar=_bangun(jabatan, bahan),
        jabatan=len(wajib),
        berlaku=len(berlaku),
        tanpa=sum(pk not in per_jabatan for pk in wajib),
        ada=bool(per_jabatan),
        hitungan=_hitungan([_pilah(per_jabatan.get(pk, []))[0] for pk in wajib]),
        tenggat=tenggat,
        terlambat=len(terlambat),
    )


@dataclass(frozen=True)
class _Bahan:
    per_jabatan: dict[int, list[PerjanjianKinerja]]
    pemangku: dict[int, Penugasan]
    saran: dict[int, SaranPerubahan]
    terlambat: set[int]


def _saran(
    satker: Satker,
    tahun: int,
    user: Pengguna,
    per_jabatan: dict[int, list[PerjanjianKinerja]],
    pemangku: dict[int, Penugasan],
) -> dict[int, SaranPerubahan]:
    """Of the papers that nobody is replacing already."""
    if not user.bekerja_di(satker):
        return {}
    pilah = [_pilah(daftar) for daftar in per_jabatan.values()]
    utama = [p for p, proses, _ in pilah if p is not None and proses is None]
    return saran_perubahan(utama, satker, tahun, pemangku)


def _hitungan(utama: list[PerjanjianKinerja | None]) -> tuple[tuple[str, str, int], ...]:
    """(status, its words, how many offices), in the order of the work; "belum" for those without a paper."""
    banyak = Counter("belum" if p is None else p.status for p in utama)
    kata = {"belum": "Belum ada", **dict(StatusPerjanjian.choices)}
    return tuple((status, label, banyak[status]) for status, label in kata.items() if banyak[status])


def hari_acuan(tahun: int) -> datetime.date:
    """Today in the running year; otherwise the year's day that is nearest to today."""
    hari = timezone.localdate()
    return min(max(hari, datetime.date(tahun, 1, 1)), datetime.date(tahun, 12, 31))


def _bangun(jabatan: list[Jabatan], bahan: _Bahan) -> tuple[Simpul, ...]:
    ada = {j.pk for j in jabatan}
    anak: dict[int | None, list[Jabatan]] = defaultdict(list)
    for j in jabatan:
        anak[j.atasan_id if j.atasan_id in ada else None].append(j)

    def simpul(j: Jabatan) -> Simpul:
        utama, proses, lama = _pilah(bahan.per_jabatan.get(j.pk, []))
        dipegang = utama.pihak_pertama if utama else bahan.pemangku.get(j.pk)
        bawahan = tuple(simpul(b) for b in anak[j.pk])
        saran = bahan.saran.get(utama.pk) if utama else None
        return Simpul(j, dipegang, utama, proses, lama, bawahan, saran, j.pk in bahan.terlambat)

    return tuple(simpul(j) for j in anak[None])


def _pilah(
    daftar: list[PerjanjianKinerja],
) -> tuple[PerjanjianKinerja | None, PerjanjianKinerja | None, tuple[PerjanjianKinerja, ...]]:
    """The one in force first, the one being made beside it, the rest from the newest to the oldest."""
    if not daftar:
        return None, None, ()
    baru_dulu = sorted(daftar, key=lambda p: (p.tanggal or datetime.date.max, p.pk), reverse=True)
    berlaku = [p for p in baru_dulu if p.status == S.BERLAKU]
    berjalan = [p for p in baru_dulu if p.status not in {S.BERLAKU, S.DIGANTIKAN}]
    utama = (berlaku or berjalan or baru_dulu)[0]
    proses = next((p for p in berjalan if p is not utama), None)
    return utama, proses, tuple(p for p in baru_dulu if p is not utama and p is not proses)
