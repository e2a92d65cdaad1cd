from datetime import date
from decimal import Decimal

import pytest

from renstra.forms import TanggalField, TargetForm, TetapkanForm
from renstra.models import TargetTahunan
from renstra.services import IsianTarget
from tests import pabrik

pytestmark = pytest.mark.django_db


def data(indikator, **ganti):
    """What a browser posts: every field as the page showed it, some of them changed by the person."""
    form = TargetForm(indikator=indikator)
    return {nama: form[nama].value() for nama in form.fields} | ganti


def galat(indikator, **ganti):
    form = TargetForm(data(indikator, **ganti), indikator=indikator)
    form.full_clean()
    return {nama: list(pesan) for nama, pesan in form.errors.items()}


def test_a_wrong_number_names_year_unit_and_what_was_typed(indikator):
    assert galat(indikator, target_2024="77.5.0") == {
        "target_2024": ["Target 2024 harus angka persen, misalnya 77,5. Yang diketik: “77.5.0”."]
    }


def test_an_ambiguous_number_says_how_to_write_either_meaning(indikator):
    (pesan,) = galat(indikator, target_2023="1.234")["target_2023"]

    assert pesan.startswith("Target 2023: ")
    assert "Tulis 1234 bila maksudnya ribuan, atau 1,2340 bila maksudnya pecahan." in pesan


def test_a_negative_target_is_refused(indikator):
    assert galat(indikator, target_2020="-3") == {
        "target_2020": ["Target 2020 tidak boleh negatif. Yang diketik: “-3”."]
    }


@pytest.mark.parametrize(("teks", "batas"), [("0,1234567", "6 angka di belakang koma"), ("1" * 16, "15 digit")])
def test_a_number_that_the_column_cannot_hold_is_refused(indikator, teks, batas):
    (pesan,) = galat(indikator, target_2024=teks)["target_2024"]

    assert f"aling banyak {batas}" in pesan


def test_half_a_report_is_refused(draf):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=draf, satuan=pabrik.SatuanFactory(laporan=True))

    assert galat(indikator, target_2024="2,5") == {
        "target_2024": [
            "Target 2024 harus bilangan bulat, karena satuannya laporan. Yang diketik: “2,5”.",
        ]
    }


def test_a_grade_outside_the_scale_names_the_grades(draf):
    indikator = pabrik.IndikatorFactory(sasaran__renstra=draf, satuan=pabrik.SatuanFactory(predikat=True))

    (pesan,) = galat(indikator, target_2024="E")["target_2024"]

    assert pesan == "Target 2024 harus salah satu dari AA, A, BB, B, CC, C, D. Yang diketik: “E”."


def test_wrong_input_keeps_everything_that_was_typed(indikator):
    form = TargetForm(data(indikator, target_2024="sembilan", target_2023="85"), indikator=indikator)

    assert not form.is_valid()
    assert form["target_2024"].value() == "sembilan"
    assert form["target_2023"].value() == "85"


def test_only_the_years_that_the_person_touched_are_handed_on(indikator):
    form = TargetForm(data(indikator, target_2021="80"), indikator=indikator)

    assert form.is_valid()
    assert form.isian() == {2021: IsianTarget(Decimal(80), 0)}


@pytest.mark.parametrize("teks", ["", "-", "–", "  "])
def test_an_emptied_year_means_no_target(indikator, teks):
    form = TargetForm(data(indikator, target_2024=teks), indikator=indikator)

    assert form.is_valid()
    assert form.isian() == {2024: IsianTarget(None, 1)}


def test_a_stored_target_is_shown_as_it_is_typed(indikator):
    TargetTahunan.objects.filter(indikator=indikator).update(nilai=Decimal("1234.5"))

    assert TargetForm(indikator=indikator)["target_2024"].value() == "1234,5"


def test_a_revision_shows_the_target_before_it(indikator):
    baru = pabrik.IndikatorFactory(sasaran=indikator.sasaran, asal=indikator)

    assert TargetForm(indikator=baru).fields["target_2024"].help_text == "Sebelum revisi: 90\u00a0%."
    assert TargetForm(indikator=baru).fields["target_2020"].help_text == "Sebelum revisi: –."


def test_a_conflict_shows_both_values_and_lets_the_next_save_win(indikator):
    form = TargetForm(data(indikator, target_2024="95"), indikator=indikator)
    assert form.is_valid()
    target = indikator.target_tahunan.get().simpan_versi(1, nilai=Decimal(80))

    form.catat_konflik({2024: target})

    (pesan,) = form.errors["target_2024"]
    assert "diubah orang lain menjadi “80\u00a0%”; isian Anda “95” belum disimpan" in pesan
    assert (form["target_2024"].value(), form["versi_2024"].value()) == ("95", "2")


def test_after_a_conflict_the_first_value_typed_again_counts_as_a_change(indikator):
    form = TargetForm(data(indikator, target_2024="95"), indikator=indikator)
    assert form.is_valid()
    form.catat_konflik({2024: indikator.target_tahunan.get().simpan_versi(1, nilai=Decimal(80))})

    ulang = TargetForm({nama: form[nama].value() for nama in form.fields} | {"target_2024": "90"}, indikator=indikator)

    assert ulang.is_valid()
    assert ulang.isian() == {2024: IsianTarget(Decimal(90), 2)}


# --- Dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("teks", ["2 Januari 2024", "02/01/2024", "2024-01-02"])
def test_a_date_is_read_as_people_write_it(teks):
    assert TanggalField().clean(teks) == date(2024, 1, 2)


def test_a_date_that_does_not_exist_comes_back_as_typed():
    form = TetapkanForm({"nomor": "1 Tahun 2024", "tanggal": "31/02/2024"})

    assert form.errors["tanggal"] == ["Tanggal '31/02/2024' tidak ada dalam kalender."]
    assert form["tanggal"].value() == "31/02/2024"


def test_a_stored_date_is_shown_in_indonesian():
    assert TetapkanForm(initial={"tanggal": date(2020, 8, 28)})["tanggal"].value() == "28 Agustus 2020"


def test_a_decision_of_tomorrow_is_refused():
    form = TetapkanForm({"nomor": "1", "tanggal": "1 Januari 2199"})

    assert form.errors["tanggal"] == ["Tanggal keputusan tidak boleh setelah hari ini. Yang diketik: “1 Januari 2199”."]
