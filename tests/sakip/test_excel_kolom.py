"""Mistakes in a declaration are found where it is declared."""

import enum

import pytest
from django.db import models

from sakip.excel import PILIHAN, Buku, Kolom, Lembar
from sakip.excel.kolom import kunci_judul
from tests.sakip.buku_excel import BUKU


class Warna(enum.Enum):
    MERAH = "m"


class Status(models.TextChoices):
    PLT = "plt", "Pelaksana tugas"


@pytest.mark.parametrize(
    ("pilihan", "pasangan"),
    [
        (["AA", "A"], (("AA", "AA"), ("A", "A"))),
        ([(1, "Satu")], ((1, "Satu"),)),
        (Warna, (("m", "m"),)),
        (Status, (("plt", "Pelaksana tugas"),)),
    ],
)
def test_choices_come_in_many_shapes(pilihan, pasangan):
    assert Kolom("x", "X", PILIHAN, pilihan=pilihan).pilihan == pasangan


@pytest.mark.parametrize("pilihan", [["BB", "bb"], ["BB", "ВВ"]])  # the second is Cyrillic
def test_choices_that_read_alike_are_refused(pilihan):
    with pytest.raises(ValueError, match="alike"):
        Kolom("x", "X", PILIHAN, pilihan=pilihan)


def test_grades_that_differ_by_a_sign_are_two_choices():
    assert Kolom("x", "X", PILIHAN, pilihan=["A", "A-"]).peta_pilihan == {"a": "A", "a-": "A-"}


def test_pola_needs_its_words():
    with pytest.raises(ValueError, match="syarat"):
        Kolom("x", "X", pola="[0-9]+")


@pytest.mark.parametrize(
    "kolom",
    [
        [Kolom("x", "X"), Kolom("x", "Y")],
        [Kolom("x", "Nama unit"), Kolom("y", "nama_UNIT")],
        [Kolom("x", "*")],
        [Kolom("x", "No", nama_lain=["Kode"]), Kolom("y", "Kode")],
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused(kolom):
    with pytest.raises(ValueError, match="alike"):
        Lembar("Unit", kolom)


@pytest.mark.parametrize("nama", ["a" * 32, "Unit/jabatan", "Petunjuk", "Ketua's"])
def test_sheet_name_that_excel_or_we_cannot_have_is_refused(nama):
    with pytest.raises(ValueError, match="not a name"):
        Lembar(nama, [Kolom("x", "X")])


def test_two_sheets_of_one_name_are_refused():
    with pytest.raises(ValueError, match="alike"):
        Buku("B", [Lembar("Unit", []), Lembar("unit ", [])])


@pytest.mark.parametrize("teks", ["Gelar depan", " GELAR  DEPAN *", "gelar_depan", "Gelar\u00a0depan:", "Gеlar dераn"])
def test_titles_are_compared_without_what_people_change(teks):
    assert kunci_judul(teks) == "gelardepan"


def test_choices_from_the_database_replace_those_of_one_column():
    baru = BUKU.dengan_pilihan({("Pejabat", "jenis"): [(7, "Kasubag")]})
    kolom = {k.kunci: k for k in baru.lembar[0].kolom}
    assert kolom["jenis"].peta_pilihan == {"kasubag": 7, "7": 7}
    assert kolom["nip"] == BUKU.lembar[0].kolom[0]
    assert baru.lembar[1] == BUKU.lembar[1]


def test_choices_for_an_unknown_column_are_refused():
    with pytest.raises(ValueError, match="no such column"):
        BUKU.dengan_pilihan({("Pejabat", "jabatan"): ["X"]})
