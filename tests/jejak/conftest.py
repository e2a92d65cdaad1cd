"""What the tests of the audit trail share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jejak.models import Jejak
from sakip.pelaku import Pelaku, sebagai

BUDI = Pelaku(7, "Budi", jabatan="Kepala Bagian", atas_nama="Sri", atas_nama_id=3, asal="10.1.2.3", permintaan="abc123")


@pytest.fixture
def budi() -> Iterator[Pelaku]:
    with sebagai(BUDI):
        yield BUDI


def terakhir() -> Jejak:
    """The newest row of the trail."""
    baris = Jejak.objects.order_by("pk").last()
    assert baris is not None
    return baris
