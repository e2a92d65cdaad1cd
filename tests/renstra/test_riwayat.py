"""Notes of the history: talk inside the satker, not for the one above it."""

import pytest
from django.urls import reverse

from tests import pabrik

CATATAN = "Indikator 1.2 belum cascading"


@pytest.fixture
def alamat(satker, perencana):
    renstra = pabrik.RenstraFactory(satker=satker)
    renstra.riwayat.create(tindakan="kembalikan", ke="dikembalikan", oleh=perencana, catatan=CATATAN)
    return reverse("renstra:detail", kwargs={"kode": satker.kode, "tahun": 2024, "pk": renstra.pk})


def test_the_satkers_own_people_read_them(client, alamat, pembaca):
    client.force_login(pembaca)
    assert CATATAN in client.get(alamat).content.decode()


def test_the_parent_satker_does_not(client, alamat, pusat):
    client.force_login(pabrik.PenggunaFactory(satker=pusat))
    jawaban = client.get(alamat)
    assert jawaban.status_code == 200
    assert CATATAN not in jawaban.content.decode()
