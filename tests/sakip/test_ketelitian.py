"""What may be typed must come back from the database as it was, on SQLite (floats) and PostgreSQL alike."""

import pytest

from anggaran.models import RealisasiAnggaran
from capaian.models import Realisasi
from sakip.angka import DIGIT_ISIAN_MAKS, parse_desimal, parse_rupiah
from tests import pabrik

TERPANJANG = "9" * DIGIT_ISIAN_MAKS


@pytest.mark.parametrize("teks", [TERPANJANG, "123456789,123456", "0,000001", "999999999,999999"])
def test_a_value_as_long_as_allowed_comes_back_exactly(db, teks):
    pk = pabrik.RealisasiFactory(nilai=parse_desimal(teks)).pk
    assert Realisasi.objects.get(pk=pk).nilai == parse_desimal(teks)


def test_an_amount_as_long_as_allowed_comes_back_exactly(db):
    pk = pabrik.RealisasiAnggaranFactory(nilai=parse_rupiah(TERPANJANG)).pk
    assert RealisasiAnggaran.objects.get(pk=pk).nilai == int(TERPANJANG)
