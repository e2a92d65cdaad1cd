"""The chart on a date and the history of a position."""

from datetime import date

import pytest

from organisasi.bagan import bagan_organisasi, hari_pergantian, riwayat_jabatan, tanggal_bawaan, tanpa_satker
from organisasi.enums import JenisJabatan, JenisUnit, StatusPenugasan
from organisasi.models import Jabatan, Unit
from tests import pabrik

DES_2023, JAN_2024, DES_2024 = date(2023, 12, 31), date(2024, 1, 2), date(2024, 12, 31)


def _bentuk(simpul):
    return {s.unit.nama: _bentuk(s.bawahan) for s in simpul}


@pytest.fixture
def pohon(satker):
    """Pimpinan with the Ketua; sekretariat with two bagian, one of them with a sub bagian."""
    pimpinan = pabrik.UnitFactory(satker=satker, jenis=JenisUnit.PIMPINAN, nama="Pimpinan", urut=1)
    sekretariat = pabrik.UnitFactory(satker=satker, jenis=JenisUnit.SEKRETARIAT, nama="Sekretariat", urut=2)
    ketua = pabrik.JabatanFactory(unit=pimpinan, jenis=JenisJabatan.KETUA, nama="Ketua", urut=1)
    pabrik.JabatanFactory(unit=sekretariat, jenis=JenisJabatan.SEKRETARIS, nama="Sekretaris", atasan=ketua, urut=2)
    keuangan = pabrik.UnitFactory(satker=satker, induk=sekretariat, nama="Bagian Keuangan", urut=1)
    pabrik.UnitFactory(satker=satker, induk=sekretariat, nama="Bagian Hukum", urut=2)
    pabrik.UnitFactory(satker=satker, induk=keuangan, nama="Sub Bagian Kas", urut=1)
    return satker


def test_units_stand_below_each_other_and_the_sekretariat_below_its_superior(pohon):
    akar = bagan_organisasi(pohon, DES_2024).akar
    assert _bentuk(akar) == {
        "Pimpinan": {"Sekretariat": {"Bagian Keuangan": {"Sub Bagian Kas": {}}, "Bagian Hukum": {}}}
    }


def test_the_first_row_of_several_branches_stands_side_by_side(pohon):
    (pimpinan,) = bagan_organisasi(pohon, DES_2024).akar
    (sekretariat,) = pimpinan.bawahan
    assert (pimpinan.lurus, pimpinan.melebar) == (True, False)
    assert sekretariat.melebar
    assert not any(u.melebar or u.lurus for u in sekretariat.bawahan)


def test_more_branches_than_fit_are_listed(pohon):
    sekretariat = Unit.objects.get(nama="Sekretariat")
    for n in range(3, 7):
        pabrik.UnitFactory(satker=pohon, induk=sekretariat, urut=n)
    (pimpinan,) = bagan_organisasi(pohon, DES_2024).akar
    assert not pimpinan.bawahan[0].melebar
    assert not pimpinan.lurus


def test_two_units_whose_positions_answer_to_each_other_do_not_run_in_a_circle(satker):
    a = pabrik.JabatanFactory(unit__satker=satker, unit__nama="A", unit__urut=1)
    b = pabrik.JabatanFactory(unit__satker=satker, unit__nama="B", unit__urut=2, atasan=a)
    Jabatan.objects.filter(pk=a.pk).update(atasan=b)
    assert _bentuk(bagan_organisasi(satker, DES_2024).akar) == {"B": {"A": {}}}


def test_a_dissolved_unit_stands_in_the_chart_until_its_last_day(unit):
    Unit.objects.filter(pk=unit.pk).update(berlaku_sampai=DES_2023)
    assert bagan_organisasi(unit.satker, DES_2023).jumlah_unit == 1
    assert bagan_organisasi(unit.satker, JAN_2024).jumlah_unit == 0


def test_an_abolished_position_too(unit):
    pabrik.JabatanFactory(unit=unit, berlaku_sampai=DES_2023)
    assert bagan_organisasi(unit.satker, DES_2023).jumlah_jabatan == 1
    assert bagan_organisasi(unit.satker, JAN_2024).jumlah_jabatan == 0


def test_the_chart_names_the_holder_of_the_day_and_counts_the_vacant(unit):
    jabatan = pabrik.JabatanFactory(unit=unit)
    pabrik.JabatanFactory(unit=unit, nama="Tanpa pejabat")
    pabrik.PenugasanFactory(pejabat__nama="Sudirman", jabatan=jabatan, selesai=DES_2023)
    pabrik.PenugasanFactory(pejabat__nama="Martoni", jabatan=jabatan, mulai=JAN_2024, status=StatusPenugasan.PLT)
    sebelum, sesudah = (bagan_organisasi(unit.satker, hari) for hari in (DES_2023, JAN_2024))
    assert [p.pejabat.nama for p in sebelum.akar[0].jabatan[0].pemangku] == ["Sudirman"]
    assert [p.pejabat.nama for p in sesudah.akar[0].jabatan[0].pemangku] == ["Martoni"]
    assert (sebelum.pelaksana, sesudah.pelaksana, sesudah.kosong) == (0, 1, 1)


def test_the_one_who_signs_stands_first(unit):
    jabatan = pabrik.JabatanFactory(unit=unit)
    pabrik.PenugasanFactory(pejabat__nama="Definitif", jabatan=jabatan)
    pabrik.PenugasanFactory(pejabat__nama="Harian", jabatan=jabatan, status=StatusPenugasan.PLH)
    (j,) = bagan_organisasi(unit.satker, DES_2024).akar[0].jabatan
    assert [p.pejabat.nama for p in j.pemangku] == ["Harian", "Definitif"]


def test_the_only_head_is_called_by_the_kind_and_several_by_their_names(unit):
    satu = pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian Keuangan", urut=1)
    assert bagan_organisasi(unit.satker, DES_2024).akar[0].jabatan[0].sebutan == "Kepala bagian"
    pabrik.JabatanFactory(unit=unit, nama=f"Kepala Bagian Kedua {unit.satker.nama}", urut=2)
    assert [j.sebutan for j in bagan_organisasi(unit.satker, DES_2024).akar[0].jabatan] == [
        satu.nama,
        "Kepala Bagian Kedua",
    ]


@pytest.mark.parametrize("banyak", [1, 50])
def test_chart_query_count_is_flat(satker, unit, django_assert_num_queries, banyak):
    for n in range(banyak):
        sub = pabrik.UnitFactory(satker=satker, induk=unit, urut=n + 1)
        pabrik.PenugasanFactory(jabatan__unit=sub)
    with django_assert_num_queries(3):
        bagan_organisasi(satker, DES_2024)


def test_the_usual_date_is_never_in_the_future():
    assert tanggal_bawaan(2024) == DES_2024
    assert tanggal_bawaan(2099) < date(2099, 1, 1)


def test_a_name_loses_the_satkers_whatever_its_case(satker):
    assert tanpa_satker("Sekretaris Komisi Pemilihan Umum Provinsi Bengkulu", satker) == "Sekretaris"
    assert tanpa_satker("Sekretaris", satker) == "Sekretaris"


def test_days_of_change_are_first_days_and_the_days_after_last_ones(unit):
    pabrik.PenugasanFactory(jabatan__unit=unit, mulai=date(2023, 5, 1), selesai=date(2024, 12, 26))
    pabrik.PenugasanFactory(jabatan__unit=unit, mulai=date(2024, 12, 27))
    pabrik.PenugasanFactory(jabatan__unit=unit, mulai=date(2024, 3, 1), selesai=DES_2024)
    assert hari_pergantian(unit.satker, 2024) == [date(2024, 3, 1), date(2024, 12, 27)]


# --- History of a position -----------------------------------------------------------------------------------------


def _masa(*masa, sampai=DES_2024):
    baris = [pabrik.PenugasanFactory.build(pk=n, mulai=m, selesai=s) for n, (m, s) in enumerate(masa)]
    return [(m.mulai, m.selesai, m.penugasan is not None) for m in riwayat_jabatan(baris, sampai=sampai)]


def test_gaps_are_named_and_the_newest_comes_first(db):
    assert _masa((None, date(2023, 6, 30)), (date(2023, 8, 1), date(2024, 2, 29))) == [
        (date(2024, 3, 1), None, False),
        (date(2023, 8, 1), date(2024, 2, 29), True),
        (date(2023, 7, 1), date(2023, 7, 31), False),
        (None, date(2023, 6, 30), True),
    ]


def test_no_gap_between_days_that_follow_each_other_or_under_an_acting_holder(db):
    jan, jun = date(2024, 1, 1), date(2024, 6, 30)
    assert len(_masa((jan, jun), (date(2024, 7, 1), None))) == 2
    assert len(_masa((jan, None), (date(2024, 2, 1), date(2024, 3, 1)))) == 2
    assert len(_masa((jan, DES_2024), (date(2024, 2, 1), jun))) == 2


def test_a_position_that_nobody_held_has_no_history(db):
    assert _masa() == []
