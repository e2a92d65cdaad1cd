import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from anggaran.enums import JenisPos, StatusDipa
from anggaran.models import Dipa
from tests import pabrik

pytestmark = pytest.mark.django_db


def pesan(baris):
    """The messages that a form would show for the constraints of a row."""
    with pytest.raises(ValidationError) as galat:
        baris.validate_constraints()
    return galat.value.messages


def test_only_one_dipa_of_a_year_is_in_force(dipa_berlaku, satker):
    kedua = pabrik.DipaFactory.build(satker=satker, revisi=1)

    assert pesan(kedua) == ["Sudah ada DIPA yang berlaku untuk tahun ini."]
    with pytest.raises(IntegrityError), transaction.atomic():
        kedua.save()


def test_only_one_cut_off_of_a_year_is_the_main_one(posisi, satker):
    assert pesan(pabrik.PosisiRealisasiFactory.build(satker=satker)) == [
        "Hanya satu posisi realisasi yang menjadi posisi utama."
    ]


def test_pagu_is_not_negative(dipa_draf):
    assert pesan(pabrik.PosFactory.build(dipa=dipa_draf, sumber_dana=None, urut=9, pagu=-1)) == [
        "Pagu tidak boleh negatif."
    ]


def test_spending_is_not_negative(posisi):
    assert pesan(pabrik.RealisasiAnggaranFactory.build(posisi=posisi, nilai=-1)) == ["Realisasi tidak boleh negatif."]


def test_only_a_programme_stands_at_the_top(dipa_draf):
    yatim = pabrik.PosFactory.build(dipa=dipa_draf, sumber_dana=None, urut=9, jenis=JenisPos.KEGIATAN)

    assert pesan(yatim) == ["Hanya program yang berada di puncak DIPA."]


def test_the_parent_satker_sees_no_draft(dipa_berlaku, dipa_draf, admin_pusat):
    assert list(Dipa.objects.visible_to(admin_pusat)) == [dipa_berlaku]


def test_a_sibling_satker_sees_nothing(dipa_berlaku, orang_lain):
    assert not Dipa.objects.visible_to(orang_lain).exists()


@pytest.mark.parametrize("status", StatusDipa)
def test_only_a_draft_can_be_edited(status):
    assert Dipa(status=status).dapat_diubah is (status == StatusDipa.DRAF)
