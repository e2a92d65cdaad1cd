from decimal import Decimal as D

import pytest

from anggaran.porsi import bagi_porsi


@pytest.mark.parametrize(
    ("jumlah", "porsi", "bagian"),
    [
        (100, [], [100]),  # nothing allocated: all is free
        (100, [100], [100, 0]),
        (100, [60, 40], [60, 40, 0]),
        (100, ["33.33", "33.33", "33.34"], [33, 33, 34, 0]),
        (1, [50, 50], [1, 0, 0]),  # the one rupiah goes to the earlier of two equal fractions
        (2, ["33.33", "33.33", "33.34"], [1, 0, 1, 0]),  # the largest fraction first, then the earlier one
        (10, ["33.33"], [3, 7]),
        (0, [50, 20], [0, 0, 0]),
        (110_284_100_000, ["33.33", "33.33", "33.34"], [36_757_690_530, 36_757_690_530, 36_768_718_940, 0]),
        (9_203_578_001, ["0.01", "99.98"], [920_358, 9_201_737_285, 920_358]),
        ("100.01", [50, 50], ["50.01", "50.00", 0]),  # an amount with sen is cut into sen
    ],
)
def test_the_parts_are_whole_and_add_up_exactly(jumlah, porsi, bagian):
    hasil = bagi_porsi(D(jumlah), [D(p) for p in porsi])
    assert list(hasil) == [D(b) for b in bagian]
    assert sum(hasil) == D(jumlah)


def test_seven_equal_shares_of_any_pagu_lose_no_rupiah():
    for jumlah in range(1, 400):
        hasil = bagi_porsi(D(jumlah), [D("14.28")] * 7)
        assert sum(hasil) == jumlah
        assert max(hasil[:7]) - min(hasil[:7]) <= 1


@pytest.mark.parametrize("porsi", [[60, "40.01"], [-1], [101]])
def test_shares_that_cannot_be_are_refused(porsi):
    with pytest.raises(ValueError, match="Porsi"):
        bagi_porsi(D(100), [D(p) for p in porsi])
