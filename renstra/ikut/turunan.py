"""Who below follows a plan, for the people of the satker that is followed. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from organisasi.models import Satker

from ..enums import StatusRenstra
from ..models import Renstra
from .lemah import banyak_lemah

if TYPE_CHECKING:
    from organisasi.models import Pengguna


class Keadaan(TextChoices):
    """The filter of the page; a satker can be in several of them."""

    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DISUSUN = "disusun", "Sedang disusun"
    BASI = "belum-selaras", "Belum selaras"
    LEMAH = "lebih-lemah", "Ada target lebih lemah"
    BELUM = "belum", "Tidak mengikuti"


@dataclass(frozen=True)
class Turunan:
    """One satker below. `renstra` is its plan in force (None: there is none, or none that may be seen)."""

    satker: Satker
    renstra: Renstra | None
    disusun: bool
    """A draft that follows is being written; nothing of it is shown."""
    selaras: bool
    lemah: int

    @property
    def keadaan(self) -> set[Keadaan]:
        if self.renstra is None:
            return {Keadaan.DISUSUN} if self.disusun else {Keadaan.BELUM}
        hasil = {Keadaan.DITETAPKAN}
        hasil |= {Keadaan.DISUSUN} if self.disusun else set()
        hasil |= set() if self.selaras else {Keadaan.BASI}
        return hasil | ({Keadaan.LEMAH} if self.lemah else set())


def versi_renstra(renstra: Renstra) -> list[int]:
    """The keys of a plan and of the versions before it: who follows one of them follows this plan."""
    kunci, kini = [renstra.pk], renstra.menggantikan_id
    while kini is not None:
        kunci.append(kini)
        kini = Renstra.objects.filter(pk=kini).values_list("menggantikan_id", flat=True).first()
    return kunci


def banyak_pengikut(renstra: Renstra) -> int:
    """How many satker follow this plan, drafts included."""
    if renstra.status not in {StatusRenstra.DITETAPKAN, StatusRenstra.DIGANTIKAN}:
        return 0
    pengikut = Renstra.objects.filter(mengikuti__in=versi_renstra(renstra))
    return pengikut.exclude(status=StatusRenstra.DIGANTIKAN).order_by().values("satker").distinct().count()


def susun_turunan(renstra: Renstra, user: Pengguna) -> list[Turunan]:
    """Every satker below that the person may see, whether it follows or not, in the order of the organisation."""
    bawah = Satker.objects.visible_to(user).filter(jalur__startswith=renstra.satker.jalur).exclude(pk=renstra.satker_id)
    pengikut = (
        Renstra.objects.filter(mengikuti__in=versi_renstra(renstra), satker__in=bawah)
        .exclude(status=StatusRenstra.DIGANTIKAN)
        .only("pk", "satker_id", "status", "mengikuti_id", "periode_akhir")
        .order_by("pk")
    )
    tetap: dict[int, Renstra] = {}
    draf: set[int] = set()
    for r in pengikut:
        if r.status == StatusRenstra.DITETAPKAN:
            tetap[r.satker_id] = r
        else:
            draf.add(r.satker_id)
    lemah = banyak_lemah(r.pk for r in tetap.values())
    return [_turunan(s, tetap.get(s.pk), s.pk in draf, renstra, lemah) for s in bawah]


def _turunan(satker: Satker, milik: Renstra | None, disusun: bool, induk: Renstra, lemah: dict[int, int]) -> Turunan:
    selaras = milik is None or milik.mengikuti_id == induk.pk
    return Turunan(satker, milik, disusun, selaras, lemah.get(milik.pk, 0) if milik else 0)


def hitung(daftar: Iterable[Turunan]) -> dict[str, int]:
    """How many satker are in each state, for the filter."""
    semua = list(daftar)
    return {k.value: sum(k in t.keadaan for t in semua) for k in Keadaan}
