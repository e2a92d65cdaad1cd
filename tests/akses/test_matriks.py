"""Every address, as everybody, everywhere, with GET and POST: nobody gets more than is theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.akses.aturan import Baris
from tests.akses.matriks import MATRIKS
from tests.akses.periksa import Pemeriksa, alamat_tanpa_baris, baris_tanpa_alamat, semua_alamat
from tests.akses.ringkasan import SIFAT

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row():
    kurang = alamat_tanpa_baris(MATRIKS, semua_alamat())
    assert not kurang, "Alamat tanpa baris di tests/akses/matriks.py:\n" + "\n".join(kurang)


def test_every_row_has_an_address():
    assert baris_tanpa_alamat(MATRIKS, semua_alamat()) == []


@pytest.mark.parametrize("baris", MATRIKS, ids=lambda b: b.label)
def test_nobody_gets_more_than_is_theirs(
    baris: Baris, pemeriksa: Pemeriksa, record_property: Callable[[str, object], None]
):
    hasil = pemeriksa.periksa(baris)
    alamat = [baris.nama, sorted(baris.bagian)]
    record_property(SIFAT, [alamat, len(pemeriksa.dunia.orang), hasil.permintaan, len(hasil.temuan)])
    assert not hasil.temuan, f"{len(hasil.temuan)} temuan:\n" + "\n".join(hasil.temuan[:60])
