import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from renstra.enums import JenisSasaran, StatusRenstra
from renstra.models import Renstra
from tests import pabrik

pytestmark = pytest.mark.django_db


def pesan(baris):
    """The messages that a form would show for the constraints of a row."""
    with pytest.raises(ValidationError) as galat:
        baris.validate_constraints()
    return galat.value.messages


def test_the_period_cannot_end_before_it_begins(satker):
    renstra = pabrik.RenstraFactory.build(satker=satker, periode_awal=2024, periode_akhir=2020)

    assert pesan(renstra) == ["Tahun akhir tidak boleh sebelum tahun awal."]


def test_only_one_renstra_of_a_period_is_in_force(renstra, satker):
    kedua = pabrik.RenstraFactory.build(satker=satker)

    assert pesan(kedua) == ["Sudah ada Renstra yang berlaku untuk periode ini."]
    with pytest.raises(IntegrityError), transaction.atomic():
        kedua.save()


def test_a_fixed_renstra_has_a_number(satker):
    renstra = pabrik.RenstraFactory.build(satker=satker, nomor_keputusan="")

    assert pesan(renstra) == ["Renstra yang ditetapkan harus mempunyai nomor keputusan."]


def test_a_sasaran_stands_below_what_its_kind_demands(renstra):
    sasaran = pabrik.SasaranFactory.build(renstra=renstra, jenis=JenisSasaran.PROGRAM)

    assert pesan(sasaran) == ["Sasaran program harus di bawah program, sasaran kegiatan di bawah kegiatan."]


def test_a_year_has_one_target_only(indikator):
    with pytest.raises(IntegrityError), transaction.atomic():
        pabrik.TargetTahunanFactory(indikator=indikator, tahun=2024)


def test_the_parent_satker_sees_only_what_was_fixed(draf, renstra, admin_pusat):
    assert list(Renstra.objects.visible_to(admin_pusat)) == [renstra]


def test_a_sibling_satker_sees_nothing(draf, renstra, orang_lain):
    assert not Renstra.objects.visible_to(orang_lain).exists()


@pytest.mark.parametrize(("tahun", "ada"), [(2019, False), (2020, True), (2024, True), (2025, False)])
def test_a_renstra_is_valid_in_the_years_of_its_period(renstra, tahun, ada):
    assert Renstra.objects.for_tahun(tahun).exists() is ada


@pytest.mark.parametrize("status", StatusRenstra)
def test_only_a_draft_or_a_returned_one_can_be_edited(status):
    terbuka = {StatusRenstra.DRAF, StatusRenstra.DIKEMBALIKAN}

    assert Renstra(status=status).dapat_diubah is (status in terbuka)
