"""What an upload would do: nodes that are new, changed (old → new per cell), gone or the same."""

from __future__ import annotations

from sakip.impor import RencanaImpor

from .isi import Butir
from .susunan import DIPA


class Rencana(RencanaImpor):
    """All nodes in the order that they will have; those that go (`hilang`) at the end. `urut`: the number of each."""

    def __init__(self) -> None:
        super().__init__()
        self.lembar: dict[str, list[Butir]] = {DIPA: []}
        self.urut: dict[int, int] = {}  # by id(butir)

    @property
    def butir(self) -> list[Butir]:
        return self.lembar[DIPA]

    @property
    def tetap(self) -> list[Butir]:
        return [b for b in self.butir if not b.hilang]
