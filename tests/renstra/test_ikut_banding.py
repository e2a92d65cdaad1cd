"""Weaker than the followed plan's target: the pure comparison, and the count in SQL that must say the same."""

from decimal import Decimal

import pytest

from renstra.enums import JenisSatuan, Polaritas
from renstra.ikut.banding import MINIMASI, STABIL, Banding, bandingkan_target, tahun_lemah
from renstra.ikut.lemah import banyak_lemah, daftar_lemah
from renstra.models import TargetTahunan
from tests import pabrik

L, S, B, T = Banding.LEMAH, Banding.SEPADAN, Banding.BELUM_ADA, Banding.TANPA_ACUAN
MAKS = "maksimasi"

#: polaritas, graded, own, followed, what it is
TABEL = [
    (MAKS, False, "79.99", "80", L),
    (MAKS, False, "80", "80", S),
    (MAKS, False, "81", "80", S),  # stronger is free
    (MAKS, False, "0", "80", L),  # a target of nought is a target
    (MINIMASI, False, "10.01", "10", L),
    (MINIMASI, False, "10", "10", S),
    (MINIMASI, False, "0", "10", S),
    (MINIMASI, False, "1", "0", L),
    (STABIL, False, "80", "80", S),
    (STABIL, False, "80.5", "80", L),  # a range: any other value is another promise
    (STABIL, False, "79.5", "80", L),
    (MAKS, True, "4", "5", L),  # B instead of BB: by rank
    (MAKS, True, "6", "5", S),
    (MINIMASI, True, "4", "5", L),  # the skor says which grade is better, whatever the polaritas
    (STABIL, True, "6", "5", S),
    (MAKS, False, None, "80", B),
    (MINIMASI, False, None, "10", B),
    (MAKS, False, "80", None, T),
    (STABIL, False, None, None, T),
]


def angka(teks):
    return None if teks is None else Decimal(teks)


@pytest.mark.parametrize(("polaritas", "ordinal", "sendiri", "induk", "hasil"), TABEL)
def test_a_target_beside_the_followed_one(polaritas, ordinal, sendiri, induk, hasil):
    assert bandingkan_target(angka(sendiri), angka(induk), polaritas=polaritas, ordinal=ordinal) is hasil


@pytest.mark.django_db
@pytest.mark.parametrize(("polaritas", "ordinal", "sendiri", "induk", "hasil"), TABEL)
def test_the_count_in_sql_says_the_same(polaritas, ordinal, sendiri, induk, hasil):
    satuan = pabrik.SatuanFactory(**({"predikat": True} if ordinal else {}))
    acuan = pabrik.IndikatorFactory(satuan=satuan, polaritas=polaritas)
    milik = pabrik.IndikatorFactory(satuan=satuan, polaritas=polaritas, acuan=acuan, sasaran__renstra__mengikuti=None)
    for indikator, nilai in ((milik, sendiri), (acuan, induk)):
        if nilai is not None:
            TargetTahunan.objects.create(indikator=indikator, tahun=2024, nilai=Decimal(nilai))
    TargetTahunan.objects.create(indikator=acuan, tahun=2023, nilai=99)  # another year is no comparison

    assert banyak_lemah([milik.sasaran.renstra_id]).get(milik.sasaran.renstra_id, 0) == (hasil is L)


def test_only_the_weaker_years_are_named():
    sendiri = {2025: Decimal(70), 2026: Decimal(90)}
    induk = {2025: Decimal(80), 2026: Decimal(80), 2027: Decimal(80)}

    assert tahun_lemah(sendiri, induk, polaritas=MAKS, ordinal=False) == [2025]


def test_the_words_are_those_of_the_enums():
    assert (MINIMASI, STABIL) == (Polaritas.MINIMASI, Polaritas.STABIL)
    assert JenisSatuan.ORDINAL == "ordinal"


def test_the_list_costs_the_same_for_one_and_for_many(daerah, django_assert_num_queries):
    daerah.refresh_from_db()
    TargetTahunan.objects.filter(indikator__sasaran__renstra=daerah, indikator__kode="1.1").update(nilai=1)
    with django_assert_num_queries(5):
        assert [satu.indikator.kode for satu in daftar_lemah(daerah)] == ["1.1"]
    TargetTahunan.objects.filter(indikator__sasaran__renstra=daerah).exclude(indikator__kode="1.2").update(nilai=1)
    with django_assert_num_queries(5):
        assert [satu.indikator.kode for satu in daftar_lemah(daerah)] == ["1.1", "2.1", "K1.1"]
