"""Acts on the written part of a Renstra. Only while it is open for editing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sakip.prosa.simpan import simpan_prosa

from .models import KeputusanRenstra, NarasiRenstra, Renstra
from .naskah.berkas import NaskahBerkas
from .services import kunci_terbuka


@transaction.atomic
def simpan_naskah(*, narasi: NarasiRenstra, versi: int, isi: str) -> NarasiRenstra:
    """Write the text of one place. Raises TransisiDitolak, VersiBerubah, GalatProsa."""
    kunci_terbuka(narasi.renstra_id)
    return simpan_prosa(prosa=narasi, versi=versi, isi=isi)


@transaction.atomic
def simpan_keputusan(*, form: Any) -> KeputusanRenstra:
    """Save the form of a Keputusan. Raises TransisiDitolak, VersiBerubah."""
    kunci_terbuka(form.instance.renstra_id)
    keputusan: KeputusanRenstra = form.save()
    return keputusan


@dataclass(frozen=True)
class UbahanNaskah:
    """What a file makes of the written part: places that are new, changed and the same; `nama`: those that change."""

    nama: tuple[str, ...]
    baru: int
    berubah: int
    sama: int


def beda_naskah(renstra: Renstra | None, isi: NaskahBerkas) -> UbahanNaskah:
    """What `terapkan_naskah` would do; `renstra` None: a plan that the file makes."""
    lama = {n.kunci: n.isi for n in renstra.narasi.all()} if renstra else {}
    ubah = [k for k, teks in isi.narasi.items() if lama.get(k) != teks]
    baru, nama = sum(k not in lama for k in ubah), [str(k.label) for k in ubah]
    banyak = len(isi.narasi)
    if isi.keputusan:
        banyak += 1
        ada = KeputusanRenstra.objects.filter(renstra=renstra).first() if renstra else None
        if ada is None or _lain(ada, isi.keputusan_untuk(ada.renstra)):
            nama.append("Keputusan")
            baru += ada is None
    return UbahanNaskah(tuple(nama), baru, len(nama) - baru, banyak - len(nama))


@transaction.atomic
def terapkan_naskah(*, renstra: Renstra, isi: NaskahBerkas) -> None:
    """Write what the file has into a draft that the caller has locked; other places stay as they are."""
    lama = {n.kunci: n for n in renstra.narasi.all()}
    for kunci, teks in isi.narasi.items():
        narasi = lama.get(kunci) or NarasiRenstra(renstra=renstra, kunci=kunci)
        if narasi.isi != teks:
            simpan_prosa(prosa=narasi, versi=narasi.versi if narasi.pk else 0, isi=teks)
    if isi.keputusan:
        nilai = isi.keputusan_untuk(renstra)
        keputusan, baru = KeputusanRenstra.objects.get_or_create(renstra=renstra, defaults=nilai)
        if not baru and _lain(keputusan, nilai):
            keputusan.simpan_versi(keputusan.versi, **nilai)


def _lain(keputusan: KeputusanRenstra, nilai: dict[str, str]) -> bool:
    return any(getattr(keputusan, nama) != isi for nama, isi in nilai.items())
