from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from renstra.enums import JenisSatuan
from sakip.angka import GalatAngka
from tests import pabrik


@pytest.mark.parametrize(
    ("trait", "nilai", "cetak"),
    [
        ({}, Decimal("77.500000"), "77,5 %"),
        ({}, Decimal("0.185"), "0,185 %"),  # a target is printed as it is stored
        ({"nilai": True}, Decimal(79), "79"),
        ({"laporan": True}, Decimal(3), "3 laporan"),
        ({"predikat": True}, Decimal(5), "BB"),
        ({}, None, "–"),
    ],
)
def test_cetak_shows_the_value_with_its_unit(db, trait, nilai, cetak):
    assert pabrik.SatuanFactory(**trait).cetak(nilai) == cetak.replace(" %", "\u00a0%")


@pytest.mark.parametrize("teks", ["B", "b", " В ", "Β"])  # Latin, lower case, Cyrillic, Greek
def test_baca_folds_look_alike_grades(db, teks):
    satuan = pabrik.SatuanFactory(predikat=True)
    assert satuan.cetak(satuan.baca(teks)) == "B"


@pytest.mark.parametrize("teks", ["", "-", "–", "  "])
def test_baca_takes_a_dash_as_no_value(db, teks):
    assert pabrik.SatuanFactory().baca(teks) is None


def test_baca_names_the_grades_for_a_wrong_one(db):
    with pytest.raises(GalatAngka, match="AA, A, BB, B, CC, C, D"):
        pabrik.SatuanFactory(predikat=True).baca("E")


def test_baca_refuses_what_is_no_number(db):
    with pytest.raises(GalatAngka, match=r"77\.5\.0"):
        pabrik.SatuanFactory().baca("77.5.0")


@pytest.mark.parametrize("trait", [{}, {"nilai": True}, {"predikat": True}])
def test_what_a_form_shows_is_read_back_the_same(db, trait):
    satuan = pabrik.SatuanFactory(**trait)
    for nilai in (Decimal(3), None) if trait.get("predikat") else (Decimal("1234.567"), Decimal(0), None):
        assert satuan.baca(satuan.cetak_isian(nilai)) == nilai


def test_an_ordinal_unit_needs_a_scale(db):
    with pytest.raises(ValidationError, match="harus mempunyai skala"):
        pabrik.SatuanFactory(kode="x", jenis=JenisSatuan.ORDINAL)
