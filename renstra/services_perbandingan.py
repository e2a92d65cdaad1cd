"""Why a revision changes what it changes: reasons beside the differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from sakip.models import VersiBerubah

from .models import AlasanPerubahan, Renstra
from .perbandingan import Kunci
from .services import kunci_terbuka


@dataclass(frozen=True)
class IsianAlasan:
    """What a person wrote for one row ("" takes the reason back) and the version it rests on (0: none yet)."""

    alasan: str
    versi: int


class KonflikAlasan(VersiBerubah):
    """Somebody else wrote some of the reasons meanwhile; `tersimpan` holds what stands there now."""

    def __init__(self, tersimpan: Mapping[Kunci, AlasanPerubahan | None]) -> None:
        super().__init__()
        self.tersimpan = tersimpan


@transaction.atomic
def simpan_alasan(*, renstra: Renstra, isian: Mapping[Kunci, IsianAlasan]) -> int:
    """Write the reasons, all or none; returns how many changed.

    Raises TransisiDitolak when the revision is not open for editing (any more), KonflikAlasan.
    """
    kunci_terbuka(renstra.pk)
    tersimpan: dict[Kunci, AlasanPerubahan] = {
        (a.jenis, a.butir): a for a in AlasanPerubahan.objects.filter(renstra=renstra)
    }
    ubah = {k: i for k, i in isian.items() if i.alasan != (tersimpan[k].alasan if k in tersimpan else "")}
    konflik = {k: tersimpan.get(k) for k, i in ubah.items() if i.versi != (tersimpan[k].versi if k in tersimpan else 0)}
    if konflik:
        raise KonflikAlasan(konflik)
    for kunci, i in ubah.items():
        _tulis(renstra, kunci, tersimpan.get(kunci), i.alasan)
    return len(ubah)


def _tulis(renstra: Renstra, kunci: Kunci, ada: AlasanPerubahan | None, alasan: str) -> None:
    if ada is None:
        AlasanPerubahan.objects.create(renstra=renstra, jenis=kunci[0], butir=kunci[1], alasan=alasan)
    elif alasan:
        ada.simpan_versi(ada.versi, alasan=alasan)
    else:
        ada.delete()
