"""The page from which a Renstra is printed."""

from __future__ import annotations

import pytest

from renstra.enums import StatusRenstra
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def berisi(renstra):
    pabrik.IndikatorFactory(sasaran__renstra=renstra, kode="7.1", uraian="Tanpa unit")
    return renstra


def halaman(masuk, siapa, alamat, renstra):
    return masuk(siapa).get(alamat(f"{renstra.pk}/cetak/")).content.decode()


@pytest.mark.parametrize("status", [StatusRenstra.DRAF, StatusRenstra.DITETAPKAN, StatusRenstra.DIGANTIKAN])
def test_the_button_prints_the_version_that_is_shown(masuk, perencana, alamat, berisi, status):
    type(berisi).objects.filter(pk=berisi.pk).update(status=status)
    isi = halaman(masuk, perencana, alamat, berisi)

    ada = {jenis for jenis in ("renstra", "renstra-rancangan") if f"/dokumen/buat/{jenis}/" in isi}
    assert ada == {"draf": {"renstra-rancangan"}, "ditetapkan": {"renstra"}, "digantikan": set()}[status]


def test_a_reader_gets_no_button(masuk, pembaca, alamat, berisi):
    assert "Buat PDF" not in halaman(masuk, pembaca, alamat, berisi)


def test_what_the_annex_would_lack_is_named(masuk, perencana, alamat, berisi):
    assert "7.1 Tanpa unit" in halaman(masuk, perencana, alamat, berisi)


def test_a_renstra_without_sasaran_cannot_be_printed(masuk, perencana, alamat, renstra):
    isi = halaman(masuk, perencana, alamat, renstra)

    assert "Renstra tanpa sasaran belum dapat dicetak" in isi
    assert "Buat PDF" not in isi


def test_the_workspace_leads_there(masuk, perencana, alamat, renstra):
    assert alamat(f"{renstra.pk}/cetak/") in masuk(perencana).get(alamat()).content.decode()
