"""The indikator's card as a form."""

from decimal import Decimal

import pytest

from renstra.bagian import BAGIAN
from renstra.enums import Agregasi
from renstra.forms_indikator import IndikatorForm
from renstra.kunci import kunci_agregasi
from renstra.models import Indikator
from renstra.services_kaskade import simpan
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def isian(indikator):
    return {
        "versi": "1",
        "sasaran": indikator.sasaran_id,
        "kode": "3.1",
        "uraian": "Layanan tepat waktu",
        "satuan": indikator.satuan_id,
        "polaritas": "maksimasi",
        "rumus_minimasi": "a",
        "rumus_ordinal": "skor",
        "agregasi": "nilai_akhir",
        "tampilan": "persen",
    }


@pytest.fixture
def form(indikator, draf):
    def buat(data=None, instance=indikator):
        return IndikatorForm(data, bagian=BAGIAN["indikator"], renstra=draf, instance=instance)

    return buat


def galat(form, nama):
    assert not form.is_valid()
    return " ".join(form.errors.get(nama, []))


def test_the_whole_card_is_saved(form, isian, indikator, draf, unit):
    jabatan = pabrik.JabatanFactory(unit=unit)
    kartu = form(
        isian
        | {
            "definisi": "Layanan yang selesai pada waktunya",
            "cara_pengukuran": "(X / Y) × 100 %",
            "komponen_x": "Layanan tepat waktu",
            "komponen_y": "Seluruh layanan",
            "sumber_data": "Register layanan",
            "pelaksana": [unit.pk],
            "penanggung_jawab": jabatan.pk,
            "baseline": "77,5",
            "tahun_baseline": "2019",
            "alasan_target": "Pegawai berkurang",
            "standar_2024": "80",
        }
    )
    assert kartu.is_valid(), kartu.errors

    simpan(bagian=BAGIAN["indikator"], renstra=draf, form=kartu)

    i = Indikator.objects.get(pk=indikator.pk)
    assert (i.baseline, i.tahun_baseline, i.versi) == (Decimal("77.5"), 2019, 2)
    assert (i.komponen_x, i.komponen_y, i.alasan_target) == (
        "Layanan tepat waktu",
        "Seluruh layanan",
        "Pegawai berkurang",
    )
    assert (list(i.pelaksana.all()), i.penanggung_jawab) == ([unit], jabatan)
    assert [(s.tahun, s.nilai) for s in i.standar_nasional.all()] == [(2024, Decimal(80))]


def test_a_standard_that_is_emptied_goes(form, isian, indikator, draf):
    indikator.standar_nasional.create(tahun=2024, nilai=80)
    indikator.standar_nasional.create(tahun=2023, nilai=70)

    simpan(bagian=BAGIAN["indikator"], renstra=draf, form=form(isian | {"standar_2023": "-", "standar_2024": "81"}))

    assert [(s.tahun, s.nilai) for s in indikator.standar_nasional.all()] == [(2024, 81)]


def test_a_stored_card_comes_back_as_it_was_typed(form, indikator):
    indikator.baseline = Decimal("77.5")
    indikator.standar_nasional.create(tahun=2024, nilai=80)

    assert (form()["baseline"].value(), form()["standar_2024"].value()) == ("77,5", "80")


@pytest.mark.parametrize("nama", ["baseline", "standar_2024"])
def test_a_value_is_read_by_the_unit_of_the_same_form(form, isian, nama):
    assert "harus angka persen" in galat(form(isian | {nama: "BB"}), nama)


def test_a_grade_is_a_baseline_where_the_unit_has_grades(form, isian, draf):
    predikat = pabrik.SatuanFactory(predikat=True)
    tingkat = predikat.skala.tingkat.first()
    if tingkat is None:
        tingkat = predikat.skala.tingkat.create(label="BB", skor=5)
    baru = Indikator()

    kartu = form(
        {**isian, "kode": "9", "satuan": predikat.pk, "baseline": tingkat.label, "tahun_baseline": "2019"}, baru
    )

    assert kartu.is_valid(), kartu.errors
    assert kartu.cleaned_data["baseline"] == tingkat.skor


def test_a_baseline_has_a_year(form, isian):
    assert "Isi tahun baseline" in galat(form(isian | {"baseline": "70"}), "tahun_baseline")


def test_a_grade_cannot_be_added_up(form, isian):
    predikat = pabrik.SatuanFactory(predikat=True)

    baru = form({**isian, "kode": "9", "satuan": predikat.pk, "agregasi": "jumlah"}, Indikator())

    assert "tidak dapat dijumlahkan" in galat(baru, "agregasi")


def test_the_unit_does_not_change_under_targets(form, isian):
    cacah = pabrik.SatuanFactory(kode="laporan", nama="Laporan", jenis="cacah")

    assert "1 target sudah diisi dalam persen" in galat(form(isian | {"satuan": cacah.pk}), "satuan")


def test_only_units_in_force_in_the_years_of_the_plan_are_offered(form, indikator):
    lama = pabrik.SatuanFactory(kode="lama", nama="Lama", berlaku_sampai=2019)
    akhir = pabrik.SatuanFactory(kode="akhir", nama="Akhir", berlaku_mulai=2024)

    ditawarkan = set(form().fields["satuan"].queryset)

    assert akhir in ditawarkan
    assert indikator.satuan in ditawarkan
    assert lama not in ditawarkan


def test_a_unit_out_of_force_that_is_used_stays(form, indikator):
    indikator.satuan.berlaku_sampai = 2019
    indikator.satuan.save()

    assert indikator.satuan in form().fields["satuan"].queryset


def test_units_and_positions_of_other_offices_are_not_offered(form, satker_lain):
    asing = pabrik.UnitFactory(satker=satker_lain)
    jabatan = pabrik.JabatanFactory(unit=asing)

    assert asing not in form().fields["pelaksana"].queryset
    assert jabatan not in form().fields["penanggung_jawab"].queryset


def test_a_formula_that_is_not_asked_for_keeps_its_value(form, isian, indikator):
    kartu = form(isian | {"rumus_minimasi": "b"})

    assert kartu.is_valid()
    assert kartu.cleaned_data["rumus_minimasi"] == indikator.rumus_minimasi == "a"
    assert form(isian | {"polaritas": "minimasi", "rumus_minimasi": "b"}).is_valid()


def test_the_aggregation_is_open_before_anything_is_measured(form, indikator):
    assert kunci_agregasi(indikator) == ""
    assert not form().fields["agregasi"].disabled


def test_the_aggregation_is_fixed_once_a_quarter_was_filled(form, isian, indikator):
    pabrik.RealisasiFactory(pengukuran__indikator=indikator)

    kartu = form(isian | {"agregasi": "tertinggi"})

    assert "sudah ada 1 realisasi triwulan" in kartu.fields["agregasi"].help_text
    assert kartu.is_valid()
    assert kartu.cleaned_data["agregasi"] == Agregasi.NILAI_AKHIR


def test_a_revision_inherits_what_its_origin_fixed(form, indikator):
    asal = pabrik.IndikatorFactory(satuan=indikator.satuan)
    pabrik.RealisasiFactory(pengukuran__indikator=asal)
    indikator.asal = pabrik.IndikatorFactory(satuan=indikator.satuan, asal=asal)
    indikator.save()

    assert kunci_agregasi(indikator).startswith("Terkunci")


def test_two_who_change_the_card_see_both(form, isian, indikator):
    indikator.versi = 2
    indikator.definisi = "Dari orang lain"

    kartu = form(isian | {"definisi": "Dari saya"})

    assert not kartu.is_valid()
    assert [(b.isian, b.tersimpan) for b in kartu.bentrokan] == [("Dari saya", "Dari orang lain")]
