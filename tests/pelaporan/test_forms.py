"""Choosing the sources of an LKjIP."""

from datetime import date

import pytest

from organisasi.enums import JenisJabatan
from pelaporan.forms import LaporanForm
from tests import pabrik


@pytest.fixture
def laporan(satker):
    return pabrik.LaporanFactory(satker=satker, tanggal=date(2025, 1, 16))


def pilihan(laporan, nama):
    return set(LaporanForm(instance=laporan).fields[nama].queryset)


def test_only_signed_perjanjian_of_the_sekretaris_can_be_chosen(laporan, sekretariat, unit):
    sekretaris = pabrik.PenugasanFactory(jabatan__unit=sekretariat, jabatan__jenis=JenisJabatan.SEKRETARIS)
    pk = pabrik.PerjanjianFactory(unit=sekretariat, pihak_pertama=sekretaris, berlaku=True)
    pabrik.PerjanjianFactory(unit=sekretariat, pihak_pertama=sekretaris)  # a draft
    pabrik.PerjanjianFactory(unit=unit, berlaku=True)  # of a kepala bagian
    assert pilihan(laporan, "perjanjian") == {pk}


def test_only_plans_that_were_fixed_can_be_chosen(laporan, satker):
    tetap = [pabrik.RenstraFactory(satker=satker, status=s) for s in ("ditetapkan", "digantikan")]
    for status in ("draf", "diajukan", "dikembalikan"):
        pabrik.RenstraFactory(satker=satker, status=status)
    assert pilihan(laporan, "renstra") == set(tetap)


def test_the_date_is_shown_as_people_write_it(laporan):
    assert 'value="16 Januari 2025"' in str(LaporanForm(instance=laporan)["tanggal"])
    assert 'type="date"' not in str(LaporanForm(instance=laporan)["tanggal"])


def test_a_date_that_cannot_be_read_is_told(laporan):
    assert "tanggal" in LaporanForm({"tanggal": "kemarin"}, instance=laporan).errors
