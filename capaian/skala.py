"""The scales that name a capaian: whose they are, in which years they hold, and what they already named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count

from organisasi.models import Satker

from .models import KategoriCapaian, Pengukuran

#: Path of the owner ("" for all satker) and the first year: what a scale is known by.
KunciSkala = tuple[str, int]


@dataclass
class Skala:
    """The bands of one owner (None: all satker) that begin in one year; it holds until the owner's next one begins."""

    satker: Satker | None
    mulai: int
    sampai: int | None
    pita: list[KategoriCapaian]
    pengukuran: int = 0
    final: list[tuple[str, int]] = field(default_factory=list)

    @property
    def kunci(self) -> KunciSkala:
        return (self.satker.jalur if self.satker else "", self.mulai)

    @property
    def pemilik(self) -> str:
        """As it stands in addresses."""
        return self.satker.kode if self.satker else "umum"

    @property
    def nama(self) -> str:
        return f"{self.satker or 'Semua satker'}, {self.masa}"

    @property
    def masa(self) -> str:
        return f"mulai tahun {self.mulai}" if self.sampai is None else f"{self.mulai}–{self.sampai}"


def daftar_skala(satker: Satker) -> list[Skala]:
    """Every scale that concerns a satker, with what uses it: the nearest owner's first, of one owner the newest."""
    per_kunci: dict[KunciSkala, Skala] = {}
    for pita in KategoriCapaian.objects.untuk(satker):
        skala = Skala(pita.satker, pita.berlaku_mulai, None, [])
        per_kunci.setdefault(skala.kunci, skala).pita.append(pita)
    urut = sorted(per_kunci.values(), key=lambda s: (-len(s.kunci[0]), -s.mulai))
    for skala, baru in zip(urut[1:], urut, strict=False):
        if baru.satker == skala.satker:
            skala.sampai = baru.mulai - 1
    _hitung_pemakaian(per_kunci)
    return urut


def _hitung_pemakaian(per_kunci: dict[KunciSkala, Skala]) -> None:
    """How many indikator of which years each scale names, and which final reports print it.

    All scales count in finding the one that holds, also those of satker further below.
    """
    semua = {
        (jalur or "", mulai) for jalur, mulai in KategoriCapaian.objects.values_list("satker__jalur", "berlaku_mulai")
    }
    hitung: Counter[KunciSkala] = Counter()
    diukur = Pengukuran.objects.order_by().values_list("satker__jalur", "tahun").annotate(Count("pk"))
    for jalur, tahun, banyak in diukur:
        hitung[_yang_berlaku(semua, jalur, tahun)] += banyak
    for kunci, skala in per_kunci.items():
        skala.pengukuran = hitung[kunci]
    for jalur, tahun in (baris for sumber in _final for baris in sumber()):
        if (kunci := _yang_berlaku(semua, jalur, tahun)) in per_kunci:
            per_kunci[kunci].final.append((jalur, tahun))


def _yang_berlaku(semua: Iterable[KunciSkala], jalur: str, tahun: int) -> KunciSkala:
    """The same rule as `capaian.rekap.skala_terpilih`, for many satker at once; ("", 0) for none."""
    calon = [k for k in semua if k[1] <= tahun and jalur.startswith(k[0])]
    return max(calon, key=lambda k: (len(k[0]), k[1]), default=("", 0))


_final: list[Callable[[], Iterable[tuple[str, int]]]] = []


def daftarkan_laporan_final(sumber: Callable[[], Iterable[tuple[str, int]]]) -> None:
    """`sumber()` gives path of the satker and year of every report that may no longer change."""
    _final.append(sumber)


@transaction.atomic
def simpan_skala(
    *, satker: Satker | None, mulai: int, lama: Iterable[KategoriCapaian], isian: list[dict[str, Any]]
) -> None:
    """Make the bands of a scale what `isian` says, highest first; a band is known by its code.

    `lama` are the bands as they were read. Raises VersiBerubah when somebody saved one of them meanwhile.
    """
    menurut_kode = {p.kode: p for p in lama}
    kini = {i["kode"] for i in isian}
    KategoriCapaian.objects.filter(pk__in=[p.pk for kode, p in menurut_kode.items() if kode not in kini]).delete()
    for urut, isi in enumerate(isian, start=1):
        nilai = {**isi, "urut": urut}
        pita = menurut_kode.get(isi["kode"])
        if pita is None:
            KategoriCapaian.objects.create(satker=satker, berlaku_mulai=mulai, **nilai)
        elif any(getattr(pita, nama) != baru for nama, baru in nilai.items()):
            pita.simpan_versi(pita.versi, **nilai)
