from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisasi.enums import StatusPenugasan
from organisasi.models import Penugasan, Satker
from sakip.izin import Peran
from tests import pabrik


def test_visible_to_gives_own_satker_and_below(satker, satker_lain, admin_pusat):
    assert set(Satker.objects.visible_to(admin_pusat)) == {admin_pusat.satker, satker, satker_lain}


def test_visible_to_hides_sibling_and_parent(satker, perencana, satker_lain):
    assert list(Satker.objects.visible_to(perencana)) == [satker]


def test_visible_to_is_empty_without_satker(satker):
    assert not Satker.objects.visible_to(pabrik.PenggunaFactory(satker=None)).exists()


def test_a_code_that_begins_like_another_is_not_below_it(satker, perencana):
    pabrik.SatkerFactory(kode="6543401", induk=satker.induk)
    assert list(Satker.objects.visible_to(perencana)) == [satker]


def test_satker_code_must_be_digits(db):
    with pytest.raises(ValidationError, match="3–20 angka"):
        pabrik.SatkerFactory.build(kode="12 3", jalur="/x/").full_clean(validate_unique=False)


@pytest.mark.parametrize(
    ("hari", "nama"),
    [
        (date(2024, 1, 2), "Sudirman"),
        (date(2024, 12, 26), "Sudirman"),  # last day still counts
        (date(2024, 12, 27), "Martoni"),
        (date(2030, 1, 1), "Martoni"),
    ],
)
def test_pada_tells_who_held_the_office(unit, hari, nama):
    jabatan = pabrik.JabatanFactory(unit=unit)
    pabrik.PenugasanFactory(
        pejabat__nama="Sudirman", jabatan=jabatan, status=StatusPenugasan.PLT, selesai=date(2024, 12, 26)
    )
    pabrik.PenugasanFactory(
        pejabat__nama="Martoni", jabatan=jabatan, status=StatusPenugasan.PLT, mulai=date(2024, 12, 27)
    )
    assert [p.pejabat.nama for p in Penugasan.objects.pada(hari).filter(jabatan=jabatan)] == [nama]


def test_two_definitive_holders_of_one_office_are_refused(unit):
    jabatan = pabrik.JabatanFactory(unit=unit)
    pabrik.PenugasanFactory(jabatan=jabatan)
    with pytest.raises(IntegrityError), transaction.atomic():
        pabrik.PenugasanFactory(jabatan=jabatan)


def test_acting_holder_prints_plt(unit):
    penugasan = pabrik.PenugasanFactory(
        jabatan__unit=unit, jabatan__nama="Kepala Bagian Perencanaan", status=StatusPenugasan.PLT
    )
    assert penugasan.sebutan_jabatan == "Plt. Kepala Bagian Perencanaan"


def test_name_is_printed_with_titles():
    assert pabrik.PejabatFactory.build(nama="Ani", gelar_depan="Dr.", gelar_belakang="M.Si.").nama_lengkap == (
        "Dr. Ani, M.Si."
    )


def test_roles_come_from_login_and_office(kepala_unit):
    assert kepala_unit.semua_peran == {Peran.PEMBACA, Peran.KEPALA_UNIT}


def test_an_ended_office_gives_no_role(kepala_unit):
    Penugasan.objects.update(selesai=date(2020, 1, 1))
    assert kepala_unit.semua_peran == {Peran.PEMBACA}


def test_moving_a_satker_moves_everything_below_it(pusat, satker):
    kabupaten = pabrik.SatkerFactory(kode="1702", induk=satker)
    provinsi_lain = pabrik.SatkerFactory(kode="9000", induk=pusat)
    satker.induk = provinsi_lain
    satker.save()
    kabupaten.refresh_from_db()
    assert kabupaten.jalur == "/076/9000/654340/1702/"


def test_a_satker_cannot_stand_below_itself(pusat, satker):
    pusat.induk = satker
    with pytest.raises(ValidationError, match="di bawah dirinya sendiri"):
        pusat.save()
    assert Satker.objects.get(pk=pusat.pk).jalur == "/076/"


def test_moving_a_unit_moves_its_sub_units(unit, sekretariat):
    sub = pabrik.UnitFactory(satker=unit.satker, induk=unit, urut=1)
    unit.induk = sekretariat
    unit.save()
    sub.refresh_from_db()
    assert sub.jalur == "/002/001/001/"
