from decimal import Decimal

import pytest

from renstra.models import Kegiatan, Program, Satuan
from renstra.susunan import susun_matriks, teks_tanpa_satuan
from tests import pabrik

pytestmark = pytest.mark.django_db


def test_a_year_without_target_is_a_dash_not_zero(indikator, draf):
    (bagian,) = susun_matriks(draf).bagian
    (baris,) = bagian.kelompok[0].baris

    assert [(sel.tahun, sel.teks) for sel in baris.target] == [
        *((2020, "–"), (2021, "–"), (2022, "–"), (2023, "–")),
        (2024, "90"),
    ]


def test_sasaran_and_indikator_stand_in_their_order(draf):
    for urut in (2, 1):
        sasaran = pabrik.SasaranFactory(renstra=draf, urut=urut, kode=str(urut))
        for dalam in (2, 1):
            pabrik.IndikatorFactory(sasaran=sasaran, urut=dalam, kode=f"{urut}.{dalam}")

    (bagian,) = susun_matriks(draf).bagian

    assert [b.indikator.kode for k in bagian.kelompok for b in k.baris] == ["1.1", "1.2", "2.1", "2.2"]


def test_a_sasaran_without_indikator_keeps_its_place(draf):
    pabrik.SasaranFactory(renstra=draf)

    (bagian,) = susun_matriks(draf).bagian

    assert bagian.kelompok[0].baris == ()


def test_strategic_sasaran_come_first_then_program_by_program(draf):
    satu, dua = (Program.objects.create(renstra=draf, urut=i, nama=f"Program {i}") for i in (1, 2))
    kegiatan = Kegiatan.objects.create(program=satu, urut=1, nama="Kegiatan")
    for urut, (jenis, lain) in enumerate(
        [("program", {"program": dua}), ("kegiatan", {"kegiatan": kegiatan}), ("program", {"program": satu})], start=1
    ):
        pabrik.SasaranFactory(renstra=draf, jenis=jenis, urut=urut, kode=str(urut), **lain)
    pabrik.SasaranFactory(renstra=draf, urut=4, kode="4")

    bagian = susun_matriks(draf).bagian

    assert [(b.judul, [k.sasaran.kode for k in b.kelompok]) for b in bagian] == [
        ("Sasaran strategis", ["4"]),
        ("Program 1", ["2", "3"]),
        ("Program 2", ["1"]),
    ]


@pytest.mark.parametrize(
    ("sifat", "nilai", "teks"),
    [
        ({}, "77.5", "77,5"),
        ({"nilai": True}, "1234.25", "1.234,25"),
        ({"laporan": True}, "12", "12"),
        ({"predikat": True}, "7", "AA"),
    ],
)
def test_a_cell_leaves_the_unit_to_its_column(sifat, nilai, teks):
    assert teks_tanpa_satuan(pabrik.SatuanFactory(**sifat), Decimal(nilai)) == teks


def test_no_value_is_a_dash():
    assert teks_tanpa_satuan(Satuan(jenis="persen"), None) == "–"
