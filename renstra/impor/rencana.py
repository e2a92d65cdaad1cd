"""What an import would do: rows that are new, changed (old → new per cell), gone or the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sakip.excel import HasilBaca
from sakip.impor import RencanaImpor

from .isi import MODEL, RENSTRA, Butir


class Rencana(RencanaImpor):
    """All rows by sheet, those that go (`hilang`) among them."""

    def __init__(self) -> None:
        super().__init__()
        self.lembar: dict[str, list[Butir]] = {nama: [] for nama in MODEL}

    @property
    def renstra(self) -> Any:
        return self.lembar[RENSTRA][0].objek

    def lembar_tampil(self, hasil: HasilBaca) -> Iterable[str]:
        """Also those that the file does not have, for what it brings along."""
        return [nama for nama in self.lembar if nama in hasil.kolom or self.baru(nama)]
