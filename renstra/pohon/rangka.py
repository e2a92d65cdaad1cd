"""The bones of one tree: which condition stands where. From one query, shared by screen, forms and services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..models import Renstra
from .models import Kondisi


class Rangka:
    def __init__(self, kondisi: Iterable[Kondisi]) -> None:
        self.menurut_pk = {k.pk: k for k in sorted(kondisi, key=lambda k: k.urut)}
        self._anak: dict[int | None, list[Kondisi]] = {}
        for k in self.menurut_pk.values():
            self._anak.setdefault(k.induk_id, []).append(k)
        self.nomor: dict[int, str] = {}
        self._nomori(None, "")

    @classmethod
    def dari(cls, renstra: Renstra) -> Rangka:
        return cls(Kondisi.objects.filter(pohon__renstra=renstra))

    def _nomori(self, induk: int | None, awalan: str) -> None:
        for ke, k in enumerate(self.anak(induk), start=1):
            self.nomor[k.pk] = f"{awalan}{ke}"
            self._nomori(k.pk, f"{awalan}{ke}.")

    def anak(self, induk: int | None) -> list[Kondisi]:
        """What stands directly below, in order; None: the conditions at the top."""
        return self._anak.get(induk, [])

    def turunan(self, pk: int) -> Iterator[Kondisi]:
        """Everything below a condition, without itself, in reading order."""
        for k in self.anak(pk):
            yield k
            yield from self.turunan(k.pk)

    def urut_baca(self) -> list[Kondisi]:
        """All conditions from top to bottom, each before what stands below it."""
        return [self.menurut_pk[pk] for pk in self.nomor]

    def dalam(self, pk: int | None) -> int:
        """How many levels down: 1 for a condition at the top, 0 for none."""
        return self.nomor[pk].count(".") + 1 if pk is not None else 0

    def tinggi(self, pk: int | None) -> int:
        """How many levels a condition and what stands below it take."""
        return 1 + max((self.tinggi(k.pk) for k in self.anak(pk)), default=0) if pk is not None else 1
