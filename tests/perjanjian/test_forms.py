"""Forms of the head, of a change and of a note."""

from datetime import date

import pytest
from django.http import QueryDict

from perjanjian.forms import PerjanjianBaruForm, PerubahanForm, jabatan_tanpa_perjanjian
from sakip.formulir import CatatanForm
from tests import pabrik


@pytest.mark.parametrize(
    ("tanggal", "dibaca"),
    [("27 Desember 2024", date(2024, 12, 27)), ("27/12/2024", date(2024, 12, 27)), ("", None)],
)
def test_date_of_a_change_is_read_as_people_write_it(tanggal, dibaca):
    form = PerubahanForm({"dasar": "strategi", "alasan": "Revisi", "tanggal": tanggal}, tahun=2024)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["tanggal"] == dibaca


@pytest.mark.parametrize(
    ("tanggal", "pesan"),
    [
        ("77-12-2024", "tidak ada dalam kalender"),
        ("besok", "Harus berupa tanggal"),
        ("2 Januari 2025", "31 Desember 2024"),
    ],
)
def test_wrong_date_keeps_the_text_and_says_what_is_wrong(tanggal, pesan):
    form = PerubahanForm({"dasar": "strategi", "alasan": "Revisi", "tanggal": tanggal}, tahun=2024)
    assert pesan in form.errors["tanggal"][0]
    assert form["tanggal"].value() == tanggal
    assert form["alasan"].value() == "Revisi"


@pytest.mark.parametrize(
    "form", [CatatanForm({"catatan": "  "}), PerubahanForm({"dasar": "strategi", "alasan": " "}, tahun=2024)]
)
def test_required_words_must_be_written(form):
    assert "wajib diisi" in next(iter(form.errors.values()))[0]


def baru(jabatan, data=None):
    kirim = None
    if data is not None:
        kirim = QueryDict(mutable=True)
        kirim.update(data)
    return PerjanjianBaruForm(kirim, jabatan=jabatan, tahun=2024, hari=date(2024, 1, 2))


def test_new_pk_proposes_the_office_holders(jabatan_kabag, jabatan_sekretaris):
    form = baru(jabatan_kabag.jabatan)
    assert (form.initial["pihak_pertama"], form.initial["pihak_kedua"]) == (jabatan_kabag, jabatan_sekretaris)
    assert form.pejabat_lengkap


def test_holder_who_left_before_the_year_is_no_choice(jabatan_kabag, jabatan_sekretaris):
    lama = pabrik.PenugasanFactory(jabatan=jabatan_kabag.jabatan, status="plt", selesai=date(2023, 12, 31))
    assert lama not in baru(jabatan_kabag.jabatan).fields["pihak_pertama"].queryset


def test_stranger_cannot_be_a_party(jabatan_kabag, jabatan_sekretaris):
    asing = pabrik.PenugasanFactory()
    form = baru(jabatan_kabag.jabatan, {"pihak_pertama": asing.pk, "pihak_kedua": jabatan_sekretaris.pk, "judul": "PK"})
    assert set(form.errors) == {"pihak_pertama", "tempat"}


def test_office_without_holder_says_so(jabatan_kabag):
    kosong = pabrik.JabatanFactory(unit=jabatan_kabag.jabatan.unit, atasan=jabatan_kabag.jabatan)
    assert not baru(kosong).pejabat_lengkap


def test_offices_with_a_pk_this_year_are_no_choice(perjanjian, jabatan_kabag, jabatan_sekretaris, satker):
    assert list(jabatan_tanpa_perjanjian(satker, 2024)) == [jabatan_sekretaris.jabatan]
    assert set(jabatan_tanpa_perjanjian(satker, 2025)) == {jabatan_sekretaris.jabatan, jabatan_kabag.jabatan}


def test_only_letterheads_in_use_on_the_day_are_offered(jabatan_kabag, satker):
    lama = pabrik.KopSuratFactory(satker=satker, kode="L", berlaku_sampai=date(2023, 12, 31))
    kini = pabrik.KopSuratFactory(satker=satker, kode="B", berlaku_mulai=date(2024, 1, 1))
    form = PerjanjianBaruForm(jabatan=jabatan_kabag.jabatan, tahun=2024, hari=date(2024, 3, 1))
    assert list(form.fields["kop"].queryset) == [kini]
    assert form.initial["kop"] == kini
    assert lama not in form.fields["kop"].queryset


def test_a_position_that_promises_nothing_or_is_gone_needs_no_paper(satker, jabatan_kabag):
    jabatan_kabag.jabatan.berlaku_sampai = date(2023, 12, 31)
    jabatan_kabag.jabatan.save()
    pabrik.JabatanFactory(unit=jabatan_kabag.jabatan.unit, jenis="fungsional", atasan=jabatan_kabag.jabatan)
    assert jabatan_kabag.jabatan not in jabatan_tanpa_perjanjian(satker, 2024)
    assert not jabatan_tanpa_perjanjian(satker, 2024).filter(jenis="fungsional").exists()
