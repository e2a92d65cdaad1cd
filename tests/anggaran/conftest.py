from decimal import Decimal

import pytest

from anggaran.enums import JenisPos
from tests import pabrik


def tanam(dipa):
    """WA › 3355 (pagu 100) and 3360 › 3360.EBA (pagu 50)."""
    wa = pabrik.PosFactory(dipa=dipa, kode="WA", uraian="Dukungan Manajemen", urut=1)
    pabrik.PosFactory(dipa=dipa, induk=wa, jenis=JenisPos.KEGIATAN, kode="3355", pagu=Decimal(100), urut=2)
    kegiatan = pabrik.PosFactory(dipa=dipa, induk=wa, jenis=JenisPos.KEGIATAN, kode="3360", urut=3)
    pabrik.PosFactory(dipa=dipa, induk=kegiatan, jenis=JenisPos.KRO, kode="3360.EBA", pagu=Decimal(50), urut=4)
    return dipa


@pytest.fixture
def dipa_berlaku(satker):
    return tanam(pabrik.DipaFactory(satker=satker))


@pytest.fixture
def dipa_draf(satker):
    return tanam(pabrik.DipaFactory(satker=satker, status="draf", revisi=1))


@pytest.fixture
def posisi(satker):
    return pabrik.PosisiRealisasiFactory(satker=satker, nama="Data Desember")


@pytest.fixture
def alamat(satker):
    """Address of a page of the budget in the place: `alamat("3/pagu/")`."""
    return lambda ekor="", tahun=2024: f"/{satker.kode}/{tahun}/anggaran/{ekor}"


@pytest.fixture
def masuk(client):
    """A client that acts for a person."""

    def sebagai(pengguna):
        client.force_login(pengguna)
        return client

    return sebagai
