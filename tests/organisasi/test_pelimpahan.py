"""Acting for another: what is handed over, for how long, and that it is never signing or approving."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisasi.models import Pelimpahan, Pengguna
from sakip.izin import IZIN, Peran
from tests import pabrik


@pytest.fixture
def pelimpahan(kepala_unit, pembaca):
    hari = timezone.localdate()
    return Pelimpahan.objects.create(
        penugasan=kepala_unit.penugasan_kini().get(),
        penerima=pembaca,
        mulai=hari - timedelta(days=1),
        selesai=hari + timedelta(days=7),
        dasar="Surat tugas 12/2024",
    )


def _bertindak(pengguna, pelimpahan):
    baru = Pengguna.objects.get(pk=pengguna.pk)
    baru.pelimpahan_dipakai = pelimpahan
    return baru


def test_it_gives_rights_in_the_units_of_the_office_only(pelimpahan, pembaca, kepala_unit, satker):
    orang = _bertindak(pembaca, pelimpahan)
    jabatan = pelimpahan.penugasan.jabatan
    lain = pabrik.UnitFactory(satker=satker)
    assert orang.has_perm("capaian.isi_realisasi", jabatan)
    assert not orang.has_perm("capaian.isi_realisasi", lain)
    assert not pembaca.has_perm("capaian.isi_realisasi", jabatan)


@pytest.mark.parametrize("izin", ["perjanjian.tandatangani_perjanjiankinerja", "capaian.setujui_realisasi"])
def test_signing_and_approving_are_never_handed_over(pelimpahan, pembaca, izin):
    assert not _bertindak(pembaca, pelimpahan).has_perm(izin, pelimpahan.penugasan.jabatan)
    assert izin not in IZIN[Peran.PELAKSANA]


@pytest.mark.parametrize(
    "ubah",
    [
        {"selesai": date(2024, 1, 2), "mulai": date(2024, 1, 1)},
        {"mulai": date(2099, 1, 1), "selesai": date(2099, 1, 2)},
        {"dicabut_pada": timezone.now()},
    ],
    ids=["over", "not begun", "withdrawn"],
)
def test_it_holds_only_in_its_time(pelimpahan, ubah):
    assert Pelimpahan.objects.pada(timezone.localdate()).get() == pelimpahan
    Pelimpahan.objects.update(**ubah)
    assert not Pelimpahan.objects.pada(timezone.localdate()).exists()


def test_it_ends_with_the_givers_office(pelimpahan):
    penugasan = pelimpahan.penugasan
    penugasan.selesai = timezone.localdate() - timedelta(days=1)
    penugasan.save()
    assert not Pelimpahan.objects.pada(timezone.localdate()).exists()


def test_it_ends_with_the_receivers_move_to_another_satker(pelimpahan, pembaca, satker_lain):
    assert Pelimpahan.objects.pada(timezone.localdate()).exists()
    pembaca.satker = satker_lain
    pembaca.save()
    assert not Pelimpahan.objects.pada(timezone.localdate()).exists()


def test_it_stays_in_the_satker(pelimpahan, orang_lain):
    pelimpahan.penerima = orang_lain
    with pytest.raises(ValidationError, match="satker yang sama"):
        pelimpahan.full_clean()


def test_nobody_hands_over_to_the_own_login(pelimpahan, kepala_unit):
    pelimpahan.penerima = kepala_unit
    with pytest.raises(ValidationError, match="diri sendiri"):
        pelimpahan.full_clean()


def test_it_lasts_at_most_a_year(pelimpahan):
    pelimpahan.selesai = pelimpahan.mulai + timedelta(days=400)
    with pytest.raises(ValidationError, match="paling lama satu tahun"):
        pelimpahan.full_clean()
