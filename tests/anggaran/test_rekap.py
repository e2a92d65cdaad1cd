from decimal import Decimal

import pytest

from anggaran.enums import JenisPos, StatusDipa
from anggaran.rekap import rekap_dipa, rekap_pohon
from tests import pabrik


@pytest.fixture
def dipa(satker):
    return pabrik.DipaFactory(satker=satker)


@pytest.fixture
def pohon(dipa):
    """Programme WA › kegiatan 3355 (100) and 3360 (50); programme CQ without a figure."""
    wa = pabrik.PosFactory(dipa=dipa, kode="WA", urut=1)
    for urut, (kode, pagu) in enumerate([("3355", 100), ("3360", 50)], start=2):
        pabrik.PosFactory(dipa=dipa, induk=wa, jenis=JenisPos.KEGIATAN, kode=kode, pagu=pagu, urut=urut)
    pabrik.PosFactory(dipa=dipa, kode="CQ", urut=9)
    return dipa


def realisasi(satker, **nilai):
    posisi = pabrik.PosisiRealisasiFactory(satker=satker)
    for kode, n in nilai.items():
        pabrik.RealisasiAnggaranFactory(posisi=posisi, kode=kode.lstrip("k"), nilai=n)
    return posisi


def test_pagu_of_a_programme_is_the_sum_below_it(satker, pohon):
    rekap = rekap_dipa(satker, 2024)
    assert [(b.kode, b.jenjang, b.pagu) for b in rekap.baris] == [
        ("WA", 0, 150),
        ("3355", 1, 100),
        ("3360", 1, 50),
        ("CQ", 0, None),  # nothing recorded is not zero
    ]
    assert rekap.pagu == 150


def test_realisasi_recorded_above_stands_there_and_not_below(satker, pohon):
    realisasi(satker, WA=120)
    wa, kegiatan, *_ = rekap_dipa(satker, 2024).baris
    assert (wa.realisasi, wa.penyerapan, wa.dicatat_di_sini) == (120, 80, True)
    assert kegiatan.realisasi is None


def test_realisasi_recorded_below_adds_up(satker, pohon):
    realisasi(satker, k3355=90, k3360=30)
    rekap = rekap_dipa(satker, 2024)
    assert (rekap.realisasi, rekap.penyerapan) == (120, 80)
    assert [b.kode for b in rekap.anak(rekap.baris[0])] == ["3355", "3360"]


def test_more_spent_than_allowed_is_marked(satker, pohon):
    realisasi(satker, WA=151)
    baris = rekap_dipa(satker, 2024).baris[0]
    assert baris.melebihi_pagu
    assert baris.sisa == -1


def test_another_cut_off_can_be_asked_for(satker, pohon):
    realisasi(satker, WA=120)
    lain = pabrik.PosisiRealisasiFactory(satker=satker, utama=False)
    pabrik.RealisasiAnggaranFactory(posisi=lain, kode="WA", nilai=75)
    assert rekap_dipa(satker, 2024, posisi=lain).penyerapan == 50


def test_a_year_without_dipa_is_empty_not_zero(satker):
    rekap = rekap_dipa(satker, 2030)
    assert (rekap.dipa, rekap.baris, rekap.pagu, rekap.penyerapan) == (None, (), None, None)


def test_a_draft_is_not_in_force(satker, pohon):
    pohon.status = StatusDipa.DRAF
    pohon.save()
    assert rekap_dipa(satker, 2024).dipa is None
    assert rekap_pohon(pohon, None).pagu == 150


def test_sources_of_money_add_up_in_the_order_of_the_master_data(satker, pohon):
    hibah = pabrik.SumberDanaFactory(kode="hibah", nama="Hibah APBD", urut=2)
    pohon.pos.filter(kode="3360").update(sumber_dana=hibah)
    assert rekap_dipa(satker, 2024).per_sumber_dana == (("APBN", Decimal(100)), ("Hibah APBD", Decimal(50)))


@pytest.mark.parametrize("banyak", [1, 50])
def test_rekap_query_count_is_flat(satker, pohon, django_assert_num_queries, banyak):
    for i in range(banyak):
        pabrik.PosFactory(dipa=pohon, urut=100 + i, pagu=1)
    realisasi(satker, WA=120)
    with django_assert_num_queries(4):
        rekap_dipa(satker, 2024)


def test_spending_on_a_code_that_the_dipa_lost_still_counts(satker, pohon):
    realisasi(satker, WA=100, k9999=20, k3333=5)
    rekap = rekap_dipa(satker, 2024)
    assert rekap.di_luar_dipa == (("3333", 5), ("9999", 20))
    assert (rekap.realisasi, rekap.sisa) == (125, 25)
    assert round(rekap.penyerapan, 2) == Decimal("83.33")


def test_spending_without_a_dipa_is_not_lost(satker):
    realisasi(satker, WA=100)
    rekap = rekap_dipa(satker, 2024)
    assert (rekap.pagu, rekap.realisasi, rekap.sisa, rekap.penyerapan) == (None, 100, None, None)


def test_spending_within_the_dipa_is_not_outside_it(satker, pohon):
    realisasi(satker, k3355=90)
    assert rekap_dipa(satker, 2024).di_luar_dipa == ()
