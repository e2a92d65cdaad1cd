"""How far an import reaches: which satker, which roles, on whose behalf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakip.izin import PERAN_DARI_ADMIN_SATKER, PERAN_PENGGUNA, Peran

from ..models import Satker, SatkerQuerySet

if TYPE_CHECKING:
    from ..models import Pengguna


@dataclass(frozen=True)
class Lingkup:
    """One satker (`kode`), for an admin pusat with everything below it (`pusat`), where satker may be made too.

    `satker` is None when the file is to bring the first satker itself; only the command allows that.
    """

    kode: str
    satker: Satker | None
    pusat: bool
    peran: tuple[Peran, ...]
    pengguna_id: int | None = None
    pejabat_id: int | None = None  # whose login imports

    def daftar_satker(self) -> SatkerQuerySet:
        if self.satker is None:
            return Satker.objects.none()
        if self.pusat:
            return Satker.objects.di_bawah({self.satker.jalur})
        return Satker.objects.filter(pk=self.satker.pk)


def lingkup_untuk(user: Pengguna, satker: Satker) -> Lingkup:
    """What this person may import at this satker; the permission to import at all is asked by the view."""
    pusat = user.has_perm("organisasi.buat_satker", satker)
    peran = PERAN_PENGGUNA if pusat else PERAN_DARI_ADMIN_SATKER
    return Lingkup(satker.kode, satker, pusat, peran, user.pk, user.pejabat_id)


def lingkup_sistem(kode: str) -> Lingkup:
    """For the command: the satker and everything below it, every role."""
    return Lingkup(kode, Satker.objects.filter(kode=kode).first(), True, PERAN_PENGGUNA)
