"""Rows by the names that people write: exactly as written first, otherwise without regard to case and spaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any

from sakip.angka import rapikan


def lipat(nama: str) -> str:
    """A name as it is compared."""
    return rapikan(nama).casefold()


class Indeks:
    """Objects by a container (a satker, a unit) and a name in it; a name may belong to several."""

    def __init__(self) -> None:
        self._isi: defaultdict[Hashable, defaultdict[str, list[tuple[str, Any]]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def tambah(self, wadah: Hashable, nama: str, objek: Any) -> None:
        daftar = self._isi[wadah][lipat(nama)]
        if all(ada is not objek for _, ada in daftar):
            daftar.append((nama, objek))

    def cari_semua(self, wadah: Hashable, nama: str) -> list[Any]:
        if wadah not in self._isi:
            return []
        daftar = self._isi[wadah].get(lipat(nama), [])
        persis = [objek for tertulis, objek in daftar if tertulis == nama]
        return persis or [objek for _, objek in daftar]

    def cari(self, wadah: Hashable, nama: str) -> Any | None:
        """The one of this name; None for none or several."""
        hasil = self.cari_semua(wadah, nama)
        return hasil[0] if len(hasil) == 1 else None

    def nama_di(self, wadah: Hashable) -> Iterator[str]:
        return (nama for daftar in self._isi.get(wadah, {}).values() for nama, _ in daftar[:1])
