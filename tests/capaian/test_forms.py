"""The form of one realisasi."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from capaian.forms import CatatanForm, RealisasiForm
from capaian.models import Realisasi
from tests import pabrik


def isi(pengukuran, realisasi=None, **data):
    kirim = QueryDict(mutable=True)
    kirim.update({"versi": "0", "keadaan": "terisi", "analisis": "Sudah diperiksa", **data})
    return RealisasiForm(kirim, pengukuran=pengukuran, triwulan=1, realisasi=realisasi)


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
    assert form["analisis"].value() == "Sudah diperiksa"


def test_grade_is_chosen_from_its_scale(pengukuran):
    form = isi(pengukuran[1], nilai="A")
    assert [label for _, label in form.fields["nilai"].choices] == ["–", "AA", "A", "BB", "B", "CC", "C", "D"]
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


def test_quarter_target_is_read_by_the_same_unit(pengukuran):
    sah = isi(pengukuran[0], nilai="90", target_triwulan="20,5")
    assert sah.is_valid()
    assert sah.isian.target_triwulan == Decimal("20.5")
    assert (
        "Target triwulan harus angka persen"
        in isi(pengukuran[0], nilai="1", target_triwulan="x").errors["target_triwulan"][0]
    )


def test_sum_explains_its_quarter_target(pengukuran):
    pengukuran[0].indikator.agregasi = "jumlah"
    form = RealisasiForm(pengukuran=pengukuran[0], triwulan=1, realisasi=None)
    assert form.fields["target_triwulan"].help_text.startswith("Bagian dari target tahun")


def test_stored_values_are_shown_as_they_are_typed(pengukuran):
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[1], nilai=Decimal(5), target_triwulan=Decimal(4), versi=3)
    form = RealisasiForm(pengukuran=pengukuran[1], triwulan=4, realisasi=r)
    assert [form[n].value() for n in ("nilai", "target_triwulan", "versi", "keadaan")] == ["BB", "B", 3, "terisi"]


def test_conflict_shows_both_values_and_takes_the_new_version(realisasi):
    form = isi(realisasi.pengukuran, realisasi, nilai="95")
    assert form.is_valid()
    form.tandai_bentrok(Realisasi.objects.select_related("diisi_oleh").get(pk=realisasi.pk))
    assert "76" in form.errors["nilai"][0]
    assert "perencana" in form.errors["nilai"][0]
    assert (form["nilai"].value(), form["versi"].value()) == ("95", "1")


def test_note_must_be_written():
    assert "Catatan wajib diisi" in CatatanForm({"catatan": " "}).errors["catatan"][0]
