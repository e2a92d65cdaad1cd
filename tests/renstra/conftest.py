from decimal import Decimal

import pytest

from renstra.enums import StatusRenstra
from tests import pabrik
from tests.renstra import ikut


@pytest.fixture
def renstra(satker):
    """In force."""
    return pabrik.RenstraFactory(satker=satker)


@pytest.fixture
def draf(satker):
    return pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DRAF, nomor_keputusan="")


@pytest.fixture
def indikator(draf):
    """In a draft, with a target of 90 persen in 2024 only."""
    indikator = pabrik.IndikatorFactory(
        sasaran__renstra=draf, sasaran__kode="3", kode="3.1", uraian="Layanan tepat waktu"
    )
    pabrik.TargetTahunanFactory(indikator=indikator, tahun=2024, nilai=Decimal(90))
    return indikator


@pytest.fixture
def alamat(satker):
    """Address of a page of the Renstra in the place: `alamat("3/revisi/")`."""
    return lambda ekor="", tahun=2024: f"/{satker.kode}/{tahun}/renstra/{ekor}"


@pytest.fixture
def masuk(client):
    """A client that acts for a person."""

    def sebagai(pengguna):
        client.force_login(pengguna)
        return client

    return sebagai


@pytest.fixture
def nasional(pusat):
    """The national plan in force, 2025–2029."""
    return ikut.buat_nasional(pusat)


@pytest.fixture
def daerah(nasional, satker, perencana):
    """The draft of the satker that follows it, with its targets."""
    return ikut.ikuti(nasional, satker, perencana)
