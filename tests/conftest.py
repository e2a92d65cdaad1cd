"""The cast: one person per role, all at the same satker, and strangers at another one."""

from __future__ import annotations

import os

import pytest

from organisasi.enums import JenisJabatan, JenisSatker, JenisUnit
from organisasi.models import Pengguna, Satker, Unit
from sakip.izin import Peran
from tests import pabrik
from tests.akses.ringkasan import pytest_runtest_logreport, pytest_terminal_summary  # noqa: F401  # hooks

#: What a real browser shows is the same on every database, but for the whole journeys, which real workers take part in.
JALAN_BROWSER = {"test_perjalanan.py", "test_tanda_tangan.py"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With UJI_BASIS_DATA=1 (the second run of .ci/run, on another database): what asks no database is left out."""
    if not os.environ.get("UJI_BASIS_DATA"):
        return
    perlu = {item: _perlu_basis_data(item) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if not perlu[item]])
    items[:] = [item for item in items if perlu[item]]


def _perlu_basis_data(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return item.path.name in JALAN_BROWSER
    bahan = set(getattr(item, "fixturenames", ()))
    return bool(bahan & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None


@pytest.fixture
def pusat(db: None) -> Satker:
    return pabrik.SatkerFactory(kode="076", nama_singkat="KPU RI", jenis=JenisSatker.PUSAT)


@pytest.fixture
def satker(pusat: Satker) -> Satker:
    return pabrik.SatkerFactory(
        kode="654340",
        nama="KOMISI PEMILIHAN UMUM PROVINSI BENGKULU",
        nama_singkat="KPU Provinsi Bengkulu",
        induk=pusat,
    )


@pytest.fixture
def satker_lain(pusat: Satker) -> Satker:
    return pabrik.SatkerFactory(kode="1971", nama_singkat="KPU Kota Pangkalpinang", induk=pusat)


@pytest.fixture
def unit(satker: Satker) -> Unit:
    return pabrik.UnitFactory(satker=satker, nama="Bagian Keuangan", urut=1)


@pytest.fixture
def sekretariat(satker: Satker) -> Unit:
    return pabrik.UnitFactory(satker=satker, jenis=JenisUnit.SEKRETARIAT, nama="Sekretariat", urut=2)


def _pejabat(unit: Unit, jenis: JenisJabatan, nama: str) -> Pengguna:
    penugasan = pabrik.PenugasanFactory(
        pejabat__nama=nama, jabatan__unit=unit, jabatan__jenis=jenis, jabatan__nama=jenis.label
    )
    return pabrik.PenggunaFactory(
        username=jenis.value, satker=unit.satker, pejabat=penugasan.pejabat, peran=Peran.PEMBACA
    )


@pytest.fixture
def perencana(satker: Satker) -> Pengguna:
    return pabrik.PenggunaFactory(username="perencana", satker=satker, peran=Peran.PERENCANA)


@pytest.fixture
def kepala_unit(unit: Unit) -> Pengguna:
    return _pejabat(unit, JenisJabatan.KEPALA_BAGIAN, "Sudirman")


@pytest.fixture
def sekretaris(sekretariat: Unit) -> Pengguna:
    return _pejabat(sekretariat, JenisJabatan.SEKRETARIS, "Kemas Mohammad Ajir")


@pytest.fixture
def pimpinan(sekretariat: Unit) -> Pengguna:
    return _pejabat(sekretariat, JenisJabatan.KETUA, "Rusman Sudarsono")


@pytest.fixture
def admin_satker(satker: Satker) -> Pengguna:
    return pabrik.PenggunaFactory(username="admin_satker", satker=satker, peran=Peran.ADMIN_SATKER)


@pytest.fixture
def admin_pusat(pusat: Satker) -> Pengguna:
    return pabrik.PenggunaFactory(username="admin_pusat", satker=pusat, peran=Peran.ADMIN_PUSAT)


@pytest.fixture
def verifikator(satker: Satker) -> Pengguna:
    return pabrik.PenggunaFactory(username="verifikator", satker=satker, peran=Peran.VERIFIKATOR)


@pytest.fixture
def pembaca(satker: Satker) -> Pengguna:
    return pabrik.PenggunaFactory(username="pembaca", satker=satker, peran=Peran.PEMBACA)


@pytest.fixture
def orang_lain(satker_lain: Satker) -> Pengguna:
    """A planner of an unrelated satker."""
    return pabrik.PenggunaFactory(username="orang_lain", satker=satker_lain, peran=Peran.PERENCANA)
