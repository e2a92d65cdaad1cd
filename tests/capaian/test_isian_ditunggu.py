"""Which quarter is asked for, and where entering leads."""

from __future__ import annotations

import datetime

import pytest

from capaian.enums import Triwulan
from capaian.isian_ditunggu import IsianDitunggu, awal_berikut, belum_diisi, triwulan_tujuan
from capaian.periode import Periode

TENGGAT = {1: (2024, 4, 10), 2: (2024, 7, 10), 3: (2024, 10, 10), 4: (2025, 1, 10)}


def setahun(hari, *, belum=(1, 1, 1, 1), bertenggat=True):
    kini = datetime.datetime(*hari, 12, tzinfo=datetime.UTC)
    return [
        IsianDitunggu(
            Periode(
                tahun=2024,
                triwulan=Triwulan(t),
                buka=datetime.date(2024, 3 * t - 2, 1),
                tutup=datetime.date(*TENGGAT[t]) if bertenggat else None,
                kini=kini,
            ),
            belum[t - 1],
            0,
            0,
        )
        for t in Triwulan.values
    ]


def test_the_day_after_a_quarter():
    hari = [awal_berikut(2024, t) for t in (1, 2, 3, 4)]
    assert [(h.year, h.month, h.day) for h in hari] == [(2024, 4, 1), (2024, 7, 1), (2024, 10, 1), (2025, 1, 1)]


@pytest.mark.parametrize(
    ("hari", "isi", "triwulan"),
    [
        ((2024, 4, 5), {}, [1]),
        ((2024, 5, 5), {}, [1, 2]),  # closed: somebody must unlock it; the second can be entered
        ((2024, 5, 5), {"belum": (0, 3, 3, 3)}, [2]),
        ((2024, 5, 5), {"bertenggat": False}, [1]),
        ((2024, 5, 5), {"bertenggat": False, "belum": (0, 3, 3, 3)}, []),  # still running, and no day named
        ((2025, 3, 1), {}, [1]),
        ((2024, 5, 5), {"belum": (0, 0, 0, 0)}, []),
    ],
)
def test_empty_rows_are_asked_for_of_the_earliest_deadline(hari, isi, triwulan):
    assert [t.triwulan for t in belum_diisi(setahun(hari, **isi))] == triwulan


@pytest.mark.parametrize(
    ("hari", "isi", "triwulan"),
    [
        ((2024, 4, 5), {}, 1),
        ((2024, 4, 5), {"belum": (0, 3, 3, 3)}, 2),
        ((2024, 11, 30), {}, 4),  # the first three are closed
        ((2024, 8, 1), {"belum": (0, 0, 0, 0)}, 3),
        ((2025, 1, 5), {}, 4),
        ((2026, 8, 1), {}, 4),
        ((2023, 8, 1), {}, 1),
    ],
)
def test_entering_leads_to_the_quarter_that_is_due(hari, isi, triwulan):
    assert triwulan_tujuan(setahun(hari, **isi), 2024, datetime.date(*hari)) == triwulan
