"""Acts on the allocation of the budget: assign codes to a sasaran or an indikator, change, remove, accept proposals.

A code is allocated on one level only (a node, or nodes below it), and its shares come to 100 percent at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from organisasi.models import Satker
from renstra.models import Sasaran
from renstra.silsilah import Silsilah, silsilah
from sakip.angka import format_persen_ringkas
from sakip.models import VersiBerubah

from .models import AlokasiAnggaran, Dipa
from .porsi import SERATUS
from .rekap import rekap_pohon
from .rekap_alokasi import PohonKode, renstra_tahun, sasaran_renstra
from .saran import Saran, saran_tahun

__all__ = [
    "AlokasiDitolak",
    "Tujuan",
    "alokasikan",
    "hapus_alokasi",
    "terima_saran",
    "tujuan_sasaran",
    "tujuan_tahun",
    "ubah_alokasi",
]


class AlokasiDitolak(Exception):
    """Nothing was written; `galat` says per code why, in Indonesian."""

    def __init__(self, *galat: str) -> None:
        super().__init__(" ".join(galat))
        self.galat = galat


@dataclass(frozen=True)
class Tujuan:
    """A sasaran of the Renstra in force, or one of its indikator; `kunci` names it in a form."""

    sasaran: int
    indikator: int | None
    kode: str
    uraian: str

    @property
    def kunci(self) -> str:
        return f"s{self.sasaran}" if self.indikator is None else f"i{self.indikator}"


def tujuan_tahun(satker: Satker, tahun: int) -> list[tuple[Sasaran, list[Tujuan]]]:
    """What can be allocated to in a year: each sasaran with itself and its indikator. Three queries."""
    return tujuan_sasaran(sasaran_renstra(renstra_tahun(satker, tahun)))


def tujuan_sasaran(sasaran: Iterable[Sasaran]) -> list[tuple[Sasaran, list[Tujuan]]]:
    """The same from rows that are there already; asks the database nothing."""
    return [(s, list(_tujuan(s))) for s in sasaran]


def _tujuan(s: Sasaran) -> Iterable[Tujuan]:
    yield Tujuan(s.pk, None, s.kode, s.uraian)
    for i in s.indikator.all():
        yield Tujuan(s.pk, i.pk, i.kode, i.uraian)


@transaction.atomic
def alokasikan(
    *, satker: Satker, tahun: int, kode: Collection[str], tujuan: Tujuan, porsi: Decimal | None, catatan: str = ""
) -> int:
    """Allocate `porsi` percent (None: what each code has free) of each code, all or none; returns how many codes.

    Raises AlokasiDitolak.
    """
    buku = _Buku(satker, tahun)
    buku.periksa_tujuan(tujuan)
    for k in sorted(set(kode)):
        buku.tambah(k, tujuan, porsi, catatan)
    return buku.simpan()


@transaction.atomic
def ubah_alokasi(
    *, alokasi: AlokasiAnggaran, versi: int, tujuan: Tujuan, porsi: Decimal, catatan: str = ""
) -> AlokasiAnggaran:
    """Change one allocation. Raises AlokasiDitolak; VersiBerubah when somebody else changed it since `versi`."""
    buku = _Buku(alokasi.satker, alokasi.tahun)
    buku.periksa_tujuan(tujuan)
    buku.lepas(alokasi)
    buku.periksa(alokasi.kode, tujuan, porsi)
    return alokasi.simpan_versi(
        versi, sasaran_id=tujuan.sasaran, indikator_id=tujuan.indikator, porsi=porsi, catatan=catatan
    )


@transaction.atomic
def hapus_alokasi(*, alokasi: AlokasiAnggaran, versi: int) -> None:
    """Remove one allocation. Raises VersiBerubah when somebody else changed it since `versi`."""
    dihapus, _ = AlokasiAnggaran.objects.filter(pk=alokasi.pk, versi=versi).delete()
    if not dihapus:
        raise VersiBerubah


@transaction.atomic
def terima_saran(*, satker: Satker, tahun: int, kunci: Collection[str]) -> int:
    """Accept the proposals that these keys name (`Saran.kunci`), all or none; returns how many.

    Raises AlokasiDitolak when one of them no longer holds.
    """
    buku = _Buku(satker, tahun)
    tersedia = {s.kunci: s for s in saran_tahun(satker, tahun)}
    if hilang := set(kunci) - set(tersedia):
        raise AlokasiDitolak(f"{len(hilang)} usulan tidak berlaku lagi. Muat ulang halaman, lalu pilih lagi.")
    for k in sorted(set(kunci)):
        saran: Saran = tersedia[k]
        buku.tambah(saran.kode, next(iter(_tujuan(saran.sasaran))), None, f"Menurut {saran.dasar}")
    return buku.simpan()


class _Buku:
    """The allocations of a year while some are added: locks the satker, checks each new one, writes at the end."""

    def __init__(self, satker: Satker, tahun: int) -> None:
        Satker.objects.select_for_update().get(pk=satker.pk)  # shares are judged together: one writer at a time
        self.satker, self.tahun = satker, tahun
        self.garis: Silsilah = silsilah(satker)
        dipa = Dipa.objects.filter(satker=satker).for_tahun(tahun).berlaku().first()
        self.pohon = PohonKode(rekap_pohon(dipa, None).baris)
        self.milik: dict[str, list[AlokasiAnggaran]] = defaultdict(list)
        for a in AlokasiAnggaran.objects.filter(satker=satker).for_tahun(tahun).order_by("kode", "pk"):
            self.milik[a.kode].append(a)
        self.di_atas = {atas: kode for kode in self.milik for atas in self.pohon.di_atas(kode)}
        self.baru: list[AlokasiAnggaran] = []
        self.galat: list[str] = []

    def periksa_tujuan(self, tujuan: Tujuan) -> None:
        sah = [t for _, semua in tujuan_tahun(self.satker, self.tahun) for t in semua]
        if (tujuan.sasaran, tujuan.indikator) not in {(t.sasaran, t.indikator) for t in sah}:
            raise AlokasiDitolak("Sasaran atau indikator ini tidak ada pada Renstra yang berlaku.")

    def lepas(self, alokasi: AlokasiAnggaran) -> None:
        """Leave this one out while another is judged in its place."""
        self.milik[alokasi.kode] = [a for a in self.milik[alokasi.kode] if a.pk != alokasi.pk]

    def tambah(self, kode: str, tujuan: Tujuan, porsi: Decimal | None, catatan: str = "") -> None:
        porsi = self._bebas(kode) if porsi is None else porsi
        try:
            if kode not in self.pohon.pos:
                raise AlokasiDitolak(f"{kode}: tidak ada pada DIPA yang berlaku.")
            self.periksa(kode, tujuan, porsi)
        except AlokasiDitolak as galat:
            self.galat += galat.galat
        baru = AlokasiAnggaran(
            satker=self.satker,
            tahun=self.tahun,
            kode=kode,
            sasaran_id=tujuan.sasaran,
            indikator_id=tujuan.indikator,
            porsi=porsi,
            catatan=catatan,
        )
        self.baru.append(baru)
        self.milik[kode].append(baru)
        self.di_atas |= dict.fromkeys(self.pohon.di_atas(kode), kode)

    def simpan(self) -> int:
        if self.galat:
            raise AlokasiDitolak(*self.galat)
        AlokasiAnggaran.objects.bulk_create(self.baru)
        return len(self.baru)

    def periksa(self, kode: str, tujuan: Tujuan, porsi: Decimal) -> None:
        """Raises AlokasiDitolak when the allocations would break a rule with this one."""
        milik = self.milik[kode]
        if any(self._sama(a, tujuan) for a in milik):
            raise AlokasiDitolak(f"{kode}: sudah dialokasikan ke {tujuan.kode}. Ubah porsinya di sana.")
        if porsi <= 0 or self._bebas(kode) < porsi:
            raise AlokasiDitolak(
                f"{kode}: porsi {_p(porsi)} tidak dapat dipakai, yang tersisa {_p(self._bebas(kode))}."
            )
        if atas := next((a for a in self.pohon.di_atas(kode) if self.milik.get(a)), None):
            raise AlokasiDitolak(f"{kode}: pos di atasnya, {atas}, sudah dialokasikan. {SATU_TINGKAT}")
        if bawah := self.di_atas.get(kode):
            raise AlokasiDitolak(f"{kode}: pos di bawahnya, {bawah}, sudah dialokasikan. {SATU_TINGKAT}")

    def _bebas(self, kode: str) -> Decimal:
        """Percent of a code that is still free; an allocation that lost its sasaran holds its share, too."""
        return SERATUS - sum((a.porsi for a in self.milik[kode]), Decimal(0))

    def _sama(self, a: AlokasiAnggaran, tujuan: Tujuan) -> bool:
        """Whether it serves this already, under whatever version of the Renstra."""
        if tujuan.indikator is not None or a.indikator_id is not None:
            return (
                tujuan.indikator is not None
                and a.indikator_id is not None
                and self.garis.indikator(a.indikator_id) == self.garis.indikator(tujuan.indikator)
            )
        return self.garis.sasaran(a.sasaran_id) == self.garis.sasaran(tujuan.sasaran)


SATU_TINGKAT = "Alokasikan pada satu tingkat saja."


def _p(porsi: Decimal) -> str:
    return format_persen_ringkas(porsi)


def cari_tujuan(semua: Sequence[tuple[Sasaran, list[Tujuan]]], kunci: str) -> Tujuan | None:
    """What a form's key names, among those that can be allocated to."""
    return next((t for _, isi in semua for t in isi if t.kunci == kunci), None)
