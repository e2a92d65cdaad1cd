"""Master data hold for certain years; what is out of force stays readable and selectable where it is used."""

import pytest
from django.db import IntegrityError, transaction

from anggaran.models import SumberDana
from renstra.models import Satuan, Skala
from tests import pabrik

MASA = [  # berlaku_mulai, berlaku_sampai, in force in 2024, in words
    (None, None, True, "semua tahun"),
    (2024, None, True, "mulai tahun 2024"),
    (2025, None, False, "mulai tahun 2025"),
    (None, 2024, True, "sampai tahun 2024"),
    (None, 2023, False, "sampai tahun 2023"),
    (2020, 2024, True, "2020–2024"),
    (2024, 2024, True, "2024"),
    (2020, 2023, False, "2020–2023"),
]


@pytest.mark.parametrize(("mulai", "sampai", "berlaku", "kata"), MASA)
def test_a_year_is_in_force_or_not(db, mulai, sampai, berlaku, kata):
    satuan = pabrik.SatuanFactory(berlaku_mulai=mulai, berlaku_sampai=sampai)
    assert Satuan.objects.pada_tahun(2024).exists() is berlaku
    assert satuan.berlaku_pada(2024) is berlaku
    assert satuan.masa == kata


def test_an_old_choice_stays_where_it_is_used(db):
    lama = pabrik.SatuanFactory(kode="lama", berlaku_sampai=2023)
    baru = pabrik.SatuanFactory(kode="baru")
    assert list(Satuan.objects.pilihan(2024)) == [baru]
    assert set(Satuan.objects.pilihan(2024, terpakai=lama.pk)) == {lama, baru}


@pytest.mark.parametrize("model", [Satuan, Skala, SumberDana])
def test_the_database_refuses_an_end_before_the_beginning(db, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(kode="terbalik", nama="Terbalik", berlaku_mulai=2025, berlaku_sampai=2024)])
