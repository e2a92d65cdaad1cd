"""A small chain: Ketua ← Sekretaris ← Kepala Bagian, with a draft of the last one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from organisasi.models import Pengguna, Penugasan
from perjanjian.models import PerjanjianKinerja
from tests import pabrik


@pytest.fixture
def jabatan_ketua(pimpinan: Pengguna) -> Penugasan:
    return Penugasan.objects.get(pejabat=pimpinan.pejabat)


@pytest.fixture
def jabatan_sekretaris(sekretaris: Pengguna, jabatan_ketua: Penugasan) -> Penugasan:
    return _di_bawah(sekretaris, jabatan_ketua)


@pytest.fixture
def jabatan_kabag(kepala_unit: Pengguna, jabatan_sekretaris: Penugasan) -> Penugasan:
    return _di_bawah(kepala_unit, jabatan_sekretaris)


def _di_bawah(orang: Pengguna, atasan: Penugasan) -> Penugasan:
    penugasan = Penugasan.objects.select_related("jabatan").get(pejabat=orang.pejabat)
    penugasan.jabatan.atasan = atasan.jabatan
    penugasan.jabatan.save()
    return penugasan


@pytest.fixture
def perjanjian(jabatan_kabag: Penugasan, jabatan_sekretaris: Penugasan) -> PerjanjianKinerja:
    """A draft with one sasaran, two indikator (one ordinal) and one budget row."""
    p = pabrik.PerjanjianFactory(
        unit=jabatan_kabag.jabatan.unit, pihak_pertama=jabatan_kabag, pihak_kedua=jabatan_sekretaris
    )
    sasaran = pabrik.SasaranPerjanjianFactory(perjanjian=p, urut=1, uraian="Meningkatnya akuntabilitas")
    pabrik.IndikatorPerjanjianFactory(sasaran=sasaran, urut=1, uraian="Laporan tepat waktu")
    predikat = pabrik.SatuanFactory(predikat=True)
    pabrik.IndikatorPerjanjianFactory(
        sasaran=sasaran, urut=2, uraian="Nilai AKIP", satuan=predikat, target=predikat.baca("BB")
    )
    pabrik.AnggaranPerjanjianFactory(
        perjanjian=p, urut=1, kode="076.01.WA", uraian="Dukungan Manajemen", nilai=Decimal(9_203_578_000)
    )
    return p


@pytest.fixture
def berlaku(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja:
    """The same, in force since 2 January 2024."""
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="berlaku", tanggal="2024-01-02")
    perjanjian.refresh_from_db()
    return perjanjian
