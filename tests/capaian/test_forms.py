"""The forms of one realisasi: its figure, and its prose."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from capaian.forms import AnalisisForm, RealisasiForm
from sakip.formulir import CatatanForm
from tests import pabrik


def isi(pengukuran, realisasi=None, **data):
    kirim = QueryDict(mutable=True)
    kirim.update({"versi": "0", "keadaan": "terisi", **data})
    return RealisasiForm(kirim, pengukuran=pengukuran, realisasi=realisasi)


def tulis(realisasi, **data):
    kirim = QueryDict(mutable=True)
    kirim.update({"versi": "1", "analisis": "Sudah diperiksa", **data})
    return AnalisisForm(kirim, pengukuran=realisasi.pengukuran, realisasi=realisasi)


@pytest.mark.parametrize(
    ("teks", "nilai"), [("77,5", Decimal("77.5")), ("77.5 %", Decimal("77.5")), ("1.234,5", Decimal("1234.5"))]
)
def test_figure_is_read_as_people_write_it(pengukuran, teks, nilai):
    form = isi(pengukuran[0], nilai=teks)
    assert form.is_valid(), form.errors
    assert form.isian.nilai == nilai


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ("77.5.0", "Realisasi harus angka persen, misalnya 77,5. Yang diketik: “77.5.0”."),
        ("banyak", "Realisasi harus angka persen"),
        ("-5", "Realisasi tidak boleh negatif"),
        ("1.234", "dapat dibaca dua cara"),
        ("", "Isi realisasinya, atau pilih keadaan"),
    ],
)
def test_wrong_figure_keeps_the_text_and_tells_at_the_field(pengukuran, teks, pesan):
    form = isi(pengukuran[0], nilai=teks)
    assert list(form.errors) == ["nilai"]
    assert pesan in form.errors["nilai"][0]
    assert form["nilai"].value() == teks


@pytest.mark.parametrize("teks", ["A", "a", "А"])  # the last one is Cyrillic
def test_grade_is_typed_by_its_word(pengukuran, teks):
    form = isi(pengukuran[1], nilai=teks)
    assert form.is_valid()
    assert form.isian.nilai == Decimal(6)


def test_grade_outside_the_scale_is_refused(pengukuran):
    assert "nilai" in isi(pengukuran[1], nilai="Z").errors


@pytest.mark.parametrize("keadaan", ["proses", "belum_ada"])
def test_state_without_figure_wants_no_figure(pengukuran, keadaan):
    form = isi(pengukuran[0], keadaan=keadaan, nilai="")
    assert form.is_valid(), form.errors
    assert form.isian.nilai is None
    salah = isi(pengukuran[0], keadaan=keadaan, nilai="90")
    assert "Kosongkan realisasi" in salah.errors["nilai"][0]
    assert salah["nilai"].value() == "90"


def test_stored_values_are_shown_as_they_are_typed(pengukuran):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[1], nilai=Decimal(5), versi=3)
    form = RealisasiForm(pengukuran=pengukuran[1], realisasi=r)
    assert [form[n].value() for n in ("nilai", "versi", "keadaan")] == ["BB", 3, "terisi"]


def test_figure_is_saved_with_the_prose_that_stands_there(realisasi):
    form = isi(realisasi.pengukuran, realisasi, nilai="95")
    assert form.is_valid()
    assert (form.isian.nilai, form.isian.analisis) == (Decimal(95), "Data terlambat")


def test_prose_is_saved_with_the_figure_that_stands_there(realisasi):
    form = tulis(realisasi)
    assert form.is_valid(), form.errors
    assert (form.isian.nilai, form.isian.analisis) == (Decimal(76), "Sudah diperiksa")


def test_prose_without_a_figure_says_that_there_is_no_data(pengukuran):
    kirim = QueryDict("versi=0&hambatan=Data+belum+dikirim")
    form = AnalisisForm(kirim, pengukuran=pengukuran[0], realisasi=None)
    assert form.is_valid(), form.errors
    assert (form.isian.keadaan, form.isian.nilai, form.isian.hambatan) == ("belum_ada", None, "Data belum dikirim")


def test_activities_are_those_of_the_renstra(realisasi, renstra):
    ada = pabrik.KegiatanFactory(program__renstra=renstra)
    asing = pabrik.KegiatanFactory()
    form = tulis(realisasi, kegiatan=str(ada.pk))
    assert form.is_valid(), form.errors
    assert form.kegiatan_dipilih == {ada.pk}
    assert "kegiatan" in tulis(realisasi, kegiatan=str(asing.pk)).errors


def test_conflict_shows_both_texts_and_takes_the_new_version(realisasi):
    form = tulis(realisasi)
    assert form.is_valid()
    realisasi.versi = 3
    form.tandai_bentrok(realisasi)
    assert "Data terlambat" in form.errors["analisis"][0]
    assert (form["analisis"].value(), form["versi"].value()) == ("Sudah diperiksa", "3")


@pytest.mark.parametrize(("teks", "x", "y"), [("", "3", "4"), ("75", "3", "4"), ("66,7", "2", "3"), ("67", "2", "3")])
def test_figure_of_a_ratio_is_computed_from_its_parts(pengukuran, teks, x, y):
    form = isi(pengukuran[0], nilai=teks, x=x, y=y)
    assert form.is_valid(), form.errors
    assert form.isian.nilai == {"3": Decimal(75), "2": Decimal("66.666667")}[x]
    assert (form.isian.x, form.isian.y) == (Decimal(x), Decimal(y))


@pytest.mark.parametrize(
    ("data", "bidang", "pesan"),
    [
        ({"nilai": "76", "x": "3", "y": "4"}, "nilai", "Menurut X dan Y, persennya 75"),
        ({"nilai": "", "x": "3", "y": ""}, "y", "Isi juga Penyebut (Y)"),
        ({"nilai": "75", "x": "", "y": "4"}, "x", "Isi juga Pembilang (X)"),
        ({"nilai": "", "x": "3", "y": "0"}, "y", "tidak boleh 0"),
        ({"nilai": "", "x": "-3", "y": "4"}, "x", "tidak boleh negatif"),
        ({"nilai": "75", "x": "tiga", "y": "4"}, "x", "Pembilang (X): Harus berupa angka"),
        ({"nilai": "", "x": "99999999999999", "y": "0,0001"}, "x", "terlalu besar"),
        ({"nilai": "", "x": "0,1234567", "y": "1"}, "x", "di belakang koma"),
    ],
)
def test_wrong_ratio_is_told_at_its_field(pengukuran, data, bidang, pesan):
    form = isi(pengukuran[0], **data)
    assert pesan in form.errors[bidang][0]
    assert form["x"].value() == data["x"]


def test_ratio_needs_the_state_that_has_a_figure(pengukuran):
    assert "Kosongkan realisasi" in isi(pengukuran[0], keadaan="proses", nilai="", x="3", y="4").errors["nilai"][0]


def test_figure_alone_has_no_parts(pengukuran):
    form = isi(pengukuran[0], nilai="76", x="", y="")
    assert form.is_valid(), form.errors
    assert (form.isian.nilai, form.isian.x, form.isian.y) == (Decimal(76), None, None)


def test_changed_part_carries_the_figure_shown_with_it(pengukuran):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[0], nilai=Decimal(75), x=Decimal(3), y=Decimal(4))
    form = isi(pengukuran[0], r, nilai="75", x="2", y="4")  # the figure shown followed from the parts of before
    assert form.is_valid(), form.errors
    assert form.isian.nilai == Decimal(50)


def test_grade_has_no_ratio(pengukuran):
    assert not {"x", "y"} & set(isi(pengukuran[1], nilai="A").fields)


def test_note_must_be_written():
    assert "Catatan wajib diisi" in CatatanForm({"catatan": " "}).errors["catatan"][0]
