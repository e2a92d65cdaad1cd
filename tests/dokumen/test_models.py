import pytest

from dokumen.models import DokumenTerbit, PekerjaanCetak
from sakip.izin import Peran
from tests import pabrik


@pytest.fixture
def terbit(satker):
    return DokumenTerbit.objects.create(
        jenis="uji", satker=satker, tahun=2024, judul="Uji", data={}, sha256="0" * 64, ukuran=1, halaman=1
    )


@pytest.fixture
def kerja(satker):
    return PekerjaanCetak.objects.create(jenis="uji", satker=satker, tahun=2024)


@pytest.mark.parametrize("peran", [Peran.PERENCANA, Peran.VERIFIKATOR, Peran.ADMIN_PUSAT])
def test_a_parent_satker_does_not_see_papers_at_a_childs_desk(pusat, terbit, kerja, peran):
    orang = pabrik.PenggunaFactory(satker=pusat, peran=peran)
    assert not DokumenTerbit.objects.visible_to(orang).exists()
    assert not PekerjaanCetak.objects.visible_to(orang).exists()


def test_the_own_people_see_them(terbit, kerja, pembaca):
    assert DokumenTerbit.objects.visible_to(pembaca).get() == terbit
    assert PekerjaanCetak.objects.visible_to(pembaca).get() == kerja


def test_a_sibling_sees_nothing(terbit, kerja, orang_lain):
    assert not DokumenTerbit.objects.visible_to(orang_lain).exists()
    assert not PekerjaanCetak.objects.visible_to(orang_lain).exists()
