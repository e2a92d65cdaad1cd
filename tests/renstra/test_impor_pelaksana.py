"""Several units in one cell: pure."""

from __future__ import annotations

import time
from typing import Any

import pytest

from renstra.impor.pelaksana import PembacaUnit


class Bernama:
    """Stands for a unit."""

    def __init__(self, pk: int) -> None:
        self.pk = pk


@pytest.mark.parametrize(
    ("teks", "nomor"),
    [
        ("Sub Bagian Umum, Data dan Informasi, Hukum", [1, 2]),
        ("Hukum dan Subbag Umum, Data dan Informasi/Hukum", [2, 1]),
    ],
)
def test_a_unit_with_commas_of_its_own_is_found_among_others(teks: str, nomor: list[int]) -> None:
    satker: Any = {"Subbag Umum, Data dan Informasi": Bernama(1), "Hukum": Bernama(2)}
    unit, asing = PembacaUnit(satker).baca(teks)
    assert ([u.pk for u in unit], asing) == (nomor, "")


def test_a_cell_of_a_thousand_units_is_read_at_once() -> None:
    satker: Any = {"Hukum dan SDM": Bernama(1)}
    mulai = time.thread_time()
    assert PembacaUnit(satker).baca(",".join(["x"] * 1_000)) == ([], "x")
    assert time.thread_time() - mulai < 6
