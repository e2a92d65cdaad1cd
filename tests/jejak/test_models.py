"""The trail cannot be changed through the program, and is read by object and by satker."""

import pytest

from jejak.models import Jejak, JejakTetap
from organisasi.models import Satker
from tests import pabrik


@pytest.fixture
def baris(satker):
    return Jejak.objects.filter(satker_id=satker.pk).latest("pk")


@pytest.mark.parametrize(
    "ubah",
    [
        lambda b: b.save(),
        lambda b: b.delete(),
        lambda b: Jejak.objects.update(pelaku="x"),
        lambda b: Jejak.objects.all().delete(),
        lambda b: Jejak.objects.bulk_update([b], ["pelaku"]),
        lambda b: Jejak.objects.update_or_create(pk=b.pk, defaults={"pelaku": "x"}),
    ],
)
def test_the_program_refuses_to_change_it(baris, ubah):
    with pytest.raises(JejakTetap, match="tidak dapat diubah atau dihapus"):
        ubah(baris)


def test_a_row_can_be_added(db):
    assert Jejak.objects.create(tindakan="lain", pelaku="x").pk


def test_the_trail_of_an_object_holds_its_parts_and_nobody_elses(satker):
    renstra = pabrik.RenstraFactory(satker=satker)
    sasaran = pabrik.SasaranFactory(renstra=renstra)
    pabrik.SasaranFactory(renstra__periode_awal=2025, renstra__periode_akhir=2029)
    sasaran.delete()
    tabel = [b.tabel for b in Jejak.objects.untuk_objek(renstra).order_by("pk")]
    assert tabel == ["renstra_renstra", "renstra_sasaran", "renstra_sasaran"]


def test_the_trail_of_a_satker(satker, satker_lain):
    pabrik.KopSuratFactory(satker=satker)
    pabrik.KopSuratFactory(satker=satker_lain)
    satu = Jejak.objects.untuk_satker([satker.pk])
    assert {b.satker_id for b in satu} == {satker.pk}
    assert {b.tabel for b in satu} == {"organisasi_satker", "organisasi_kopsurat"}
    assert set(Jejak.objects.untuk_satker(Satker.objects.filter(pk=satker.pk))) == set(satu)


def test_the_newest_come_first(satker):
    waktu = list(Jejak.objects.values_list("waktu", flat=True))
    assert waktu == sorted(waktu, reverse=True)
