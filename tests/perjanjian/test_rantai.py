"""The chain of offices with their PK."""

from datetime import date

import pytest

from perjanjian.rantai import hari_acuan, rantai_perjanjian
from perjanjian.services import buat_perubahan
from tests import pabrik


def rantai(satker, user, tahun=2024):
    return rantai_perjanjian(satker, tahun, user=user)


def test_chain_follows_the_superior_positions(perjanjian, satker, perencana):
    ketua = rantai(satker, perencana).akar[0]
    sekretaris = ketua.bawahan[0]
    assert [ketua.jabatan.nama, sekretaris.jabatan.nama, sekretaris.bawahan[0].jabatan.nama] == [
        "Ketua",
        "Sekretaris",
        "Kepala bagian",
    ]
    assert sekretaris.bawahan[0].utama == perjanjian


def test_coverage_counts_the_offices_that_owe_a_pk(berlaku, satker, perencana):
    hasil = rantai(satker, perencana)
    assert (hasil.jabatan, hasil.berlaku, hasil.tanpa, hasil.ada) == (2, 1, 1, True)


def test_pk_in_force_goes_before_its_draft(berlaku, satker, perencana):
    draf = buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi")
    kabag = rantai(satker, perencana).akar[0].bawahan[0].bawahan[0]
    assert (kabag.utama, kabag.proses, kabag.lama) == (berlaku, draf, ())


def test_replaced_pk_stays_reachable(berlaku, satker, perencana):
    baru = buat_perubahan(
        perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Revisi", tanggal=date(2024, 12, 27)
    )
    type(berlaku).objects.filter(pk=berlaku.pk).update(status="digantikan")
    type(berlaku).objects.filter(pk=baru.pk).update(status="berlaku")
    kabag = rantai(satker, perencana).akar[0].bawahan[0].bawahan[0]
    assert (kabag.utama, kabag.proses, [p.pk for p in kabag.lama]) == (baru, None, [berlaku.pk])


def test_parent_satker_sees_no_draft(perjanjian, satker, admin_pusat):
    kabag = rantai(satker, admin_pusat).akar[0].bawahan[0].bawahan[0]
    assert kabag.utama is None


def test_members_without_a_pk_are_left_out(perjanjian, satker, perencana):
    pabrik.JabatanFactory(unit=perjanjian.unit, jenis="anggota", nama="Anggota")
    assert [s.jabatan.nama for s in rantai(satker, perencana).akar] == ["Ketua"]


@pytest.mark.parametrize(
    ("tahun", "hari"), [(2024, date(2024, 12, 31)), (2026, date(2026, 3, 5)), (2027, date(2027, 1, 1))]
)
def test_holders_are_those_of_the_day_nearest_to_today(monkeypatch, tahun, hari):
    monkeypatch.setattr("perjanjian.rantai.timezone.localdate", lambda: date(2026, 3, 5))
    assert hari_acuan(tahun) == hari


@pytest.mark.parametrize("banyak", [1, 50])
def test_chain_query_count_is_flat(perjanjian, satker, perencana, banyak, django_assert_num_queries):
    atasan = perjanjian.pihak_pertama.jabatan
    for _ in range(banyak):
        bawah = pabrik.PenugasanFactory(jabatan__unit=perjanjian.unit, jabatan__atasan=atasan)
        pabrik.PerjanjianFactory(unit=perjanjian.unit, pihak_pertama=bawah, pihak_kedua=perjanjian.pihak_pertama)
    with django_assert_num_queries(5):
        hasil = rantai(satker, perencana)
    assert len(hasil.akar[0].bawahan[0].bawahan[0].bawahan) == banyak
