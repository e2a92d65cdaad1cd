from decimal import Decimal

import pytest

from renstra.enums import JenisSasaran, StatusRenstra
from renstra.models import KataVisi, Kegiatan, Program
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
def kaskade(alamat, draf):
    """Address of a page of the cascade editor of the draft."""
    return lambda ekor="": alamat(f"{draf.pk}/kaskade/{ekor}")


@pytest.fixture
def baris(draf):
    """One row of every kind of the cascade, in the draft."""
    tujuan = pabrik.TujuanFactory(renstra=draf, urut=1)
    program = Program.objects.create(renstra=draf, urut=1, kode="076.01.CQ", nama="Program Pemilu")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, kode="6635", nama="Kegiatan Logistik")
    sasaran = pabrik.SasaranFactory(renstra=draf, urut=1, kode="1", tujuan=tujuan)
    return {
        "kata": KataVisi.objects.create(renstra=draf, urut=1, kata="Mandiri", arti="Bebas"),
        "misi": pabrik.MisiFactory(renstra=draf, urut=1),
        "tujuan": tujuan,
        "program": program,
        "kegiatan": kegiatan,
        "sasaran": sasaran,
        "sasaran-program": pabrik.SasaranFactory(
            renstra=draf, urut=2, kode="2", jenis=JenisSasaran.PROGRAM, program=program
        ),
        "sasaran-kegiatan": pabrik.SasaranFactory(
            renstra=draf, urut=3, kode="3", jenis=JenisSasaran.KEGIATAN, kegiatan=kegiatan
        ),
        "indikator": pabrik.IndikatorFactory(sasaran=sasaran, urut=1, kode="1.1"),
    }


@pytest.fixture
def nasional(pusat):
    """The national plan in force, 2025–2029."""
    return ikut.buat_nasional(pusat)


@pytest.fixture
def daerah(nasional, satker, perencana):
    """The draft of the satker that follows it, with its targets."""
    return ikut.ikuti(nasional, satker, perencana)
