from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from renstra.enums import JenisSatuan
from renstra.models import Satuan, TingkatSkala
from sakip.angka import GalatAngka, format_isian
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


@pytest.mark.parametrize("teks", ["", "-", "–", "—", "−", "  ", "\u200b-"])
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


@pytest.mark.parametrize(
    ("trait", "teks", "nilai"),
    [
        ({}, "77,5%", "77.5"),
        ({}, "77.5 %", "77.5"),
        ({}, "77,5 persen", "77.5"),
        ({}, "0,18%", "0.18"),
        ({}, "0", "0"),
        ({}, "1%", "1"),
        ({"laporan": True}, "3 laporan", "3"),
        ({"laporan": True}, "3Laporan", "3"),
        ({"laporan": True}, "7 L\u0430\u0440\u043eran", "7"),  # the unit's word with three Cyrillic letters
        ({"nilai": True}, "0,775", "0.775"),
        ({"nilai": True}, "79 Nilai", "79"),
    ],
)
def test_baca_knows_the_unit_behind_the_number(db, trait, teks, nilai):
    assert pabrik.SatuanFactory(**trait).baca(teks) == Decimal(nilai)


@pytest.mark.parametrize(
    ("trait", "teks", "pesan"),
    [
        ({}, "0,775", "Tulis 0,7750% atau 77,5%"),  # Excel's 77,5 % without its format
        ({}, "1", "Tulis 1% atau 100%"),
        ({}, "3 kali", "satuan Persen"),
        ({"laporan": True}, "3 kali", "satuan Laporan"),
        ({"laporan": True}, "77%", "bukan persen"),
        ({"nilai": True}, "77%", "bukan persen"),
        ({"laporan": True}, "1.234 laporan", "dua cara"),
        ({"laporan": True}, "laporan", "angka"),
        ({}, "80-85%", "angka"),
        ({}, "≥ 80%", "angka"),
    ],
)
def test_baca_refuses_what_has_another_unit_or_two_meanings(db, trait, teks, pesan):
    with pytest.raises(GalatAngka, match=pesan):
        pabrik.SatuanFactory(**trait).baca(teks)


def test_baca_knows_a_grade_by_its_words(db):
    satuan = pabrik.SatuanFactory(predikat=True)
    satuan.skala.tingkat.filter(label="BB").update(keterangan="Sangat Baik")
    assert satuan.cetak(satuan.baca("sangat  baik")) == "BB"


_NILAI = st.decimals(min_value=0, max_value=10**8, places=6, allow_nan=False, allow_infinity=False)
_SATUAN = st.sampled_from(
    [
        Satuan(kode="persen", nama="Persen", jenis=JenisSatuan.PERSEN),
        Satuan(kode="nilai", nama="Nilai", jenis=JenisSatuan.NILAI),
        Satuan(kode="kecamatan", nama="Kecamatan", jenis=JenisSatuan.CACAH),
    ]
)


@given(satuan=_SATUAN, nilai=_NILAI)
def test_every_value_that_a_form_shows_is_read_back_the_same(satuan, nilai):
    assert satuan.baca(satuan.cetak_isian(nilai)) == nilai


@given(satuan=_SATUAN, nilai=_NILAI)
def test_what_a_document_prints_is_read_back_the_same_or_refused(satuan, nilai):
    try:
        terbaca = satuan.baca(satuan.cetak(nilai))
    except GalatAngka:
        return
    assert terbaca == nilai


@given(satuan=_SATUAN, teks=st.text(alphabet="0123456789.,-% kalipersKcmtn", max_size=14))
def test_whatever_baca_accepts_prints_to_itself(satuan, teks):
    try:
        nilai = satuan.baca(teks)
    except GalatAngka:
        return
    assert satuan.baca(satuan.cetak_isian(nilai)) == nilai


# --- Properties: every kind of unit ----------------------------------------------------------------------------------

_TINGKAT = {"AA": 7, "A": 6, "BB": 5, "B": 4, "CC": 3, "C": 2, "D": 1}
_KEMBARAN = {
    "A": "\u0410\u0391",
    "B": "\u0412\u0392",
    "C": "\u0421",
    "E": "\u0415\u0395",
    "P": "\u0420\u03a1",
    "T": "\u0422\u03a4",
}


class _Predikat(Satuan):
    """An ordinal unit whose grades need no database."""

    class Meta:
        proxy = True
        app_label = "renstra"

    @property
    def tingkat(self):
        return [TingkatSkala(label=label, skor=Decimal(skor)) for label, skor in _TINGKAT.items()]


_PREDIKAT = _Predikat(kode="predikat", nama="Predikat", jenis=JenisSatuan.ORDINAL)


@given(st.sampled_from(sorted(_TINGKAT)), st.data())
def test_a_grade_with_any_look_alike_letters_is_the_grade(label, data):
    tulisan = "".join(data.draw(st.sampled_from(huruf + _KEMBARAN.get(huruf, ""))) for huruf in label)
    tepi = data.draw(st.sampled_from(["", " ", "\u00a0", "\u200b"]))
    nilai = _PREDIKAT.baca(f"{tepi}{tulisan}{tepi}")
    assert (nilai, _PREDIKAT.cetak(nilai)) == (Decimal(_TINGKAT[label]), label)
    assert _PREDIKAT.baca(_PREDIKAT.cetak_isian(nilai)) == nilai


@given(st.one_of(_SATUAN, st.just(_PREDIKAT)), st.text(max_size=40))
def test_no_input_makes_baca_crash(satuan, teks):
    try:
        nilai = satuan.baca(teks)
    except GalatAngka:
        return
    assert nilai is None or nilai.is_finite()


@given(_SATUAN, st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_three_digits_behind_one_mark_are_refused(satuan, bulat, pecahan, tanda):
    with pytest.raises(GalatAngka, match="dua cara"):
        satuan.baca(f"{bulat}{tanda}{pecahan:03d}")


@given(st.decimals(min_value="0.01", max_value=1, places=4))
def test_a_percentage_up_to_one_needs_its_sign(nilai):
    persen = Satuan(kode="persen", nama="Persen", jenis=JenisSatuan.PERSEN)
    polos = format_isian(nilai)
    with pytest.raises(GalatAngka, match="dua cara"):
        persen.baca(polos)
    assert persen.baca(f"{polos} %") == nilai


@given(st.integers(0, 10**6), st.integers(3, 9), st.sampled_from(["", "."]), st.sampled_from(["", " ", "\u00a0"]))
def test_a_count_may_abbreviate_its_unit(nilai, panjang, titik, spasi):
    satuan = Satuan(kode="kecamatan", nama="Kecamatan", jenis=JenisSatuan.CACAH)
    assert satuan.baca(f"{nilai}{spasi}{'Kecamatan'[:panjang]}{titik}") == nilai


@given(_SATUAN, st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), st.integers(2, 99))
def test_another_units_word_is_refused(satuan, kata, nilai):
    if satuan.sebutan_cocok(kata):
        return
    with pytest.raises(GalatAngka):
        satuan.baca(f"{nilai} {kata}")
