"""What every form says in the words of this product."""

import pytest
from django import forms

from organisasi.models import Satker, Unit
from sakip.formulir import perjelas


class ContohForm(forms.ModelForm):
    surel = forms.EmailField()
    situs = forms.URLField(assume_scheme="https")

    class Meta:
        model = Unit
        fields = ["jenis", "induk"]


def _contoh(data=None):
    form = ContohForm(data)
    form.fields["induk"].queryset = Unit.objects.none()
    perjelas(form)
    return form


def test_an_empty_choice_says_what_to_do_or_that_there_is_none():
    form = _contoh()
    assert form.fields["jenis"].choices[0] == ("", "Pilih jenis")
    assert form.fields["induk"].empty_label == "Tidak ada"


def test_named_empty_choices_stay():
    form = ContohForm()
    form.fields["satker"] = forms.ModelChoiceField(Satker.objects.none(), empty_label="Pilih satuan kerja induk")
    perjelas(form)
    assert form.fields["satker"].empty_label == "Pilih satuan kerja induk"


@pytest.mark.parametrize(("nama", "kata"), [("surel", "nama@kantor.go.id"), ("situs", "https://kantor.go.id")])
def test_a_wrong_address_shows_how_it_is_written(db, nama, kata):
    form = _contoh({"jenis": "bagian", "surel": "salah", "situs": "salah salah"})
    assert kata in form.errors[nama][0]


def test_what_is_missing_is_said_in_two_words_unless_the_form_says_it_better(db):
    form = _contoh({})
    form.fields["situs"].error_messages["required"] = "Isi alamat situs kantor."
    assert form.errors["jenis"] == ["Wajib diisi."]
    assert form.errors["situs"] == ["Isi alamat situs kantor."]
