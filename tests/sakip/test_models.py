import pytest

from renstra.models import TargetTahunan
from sakip.models import VersiBerubah
from tests import pabrik


def test_saving_with_the_read_version_raises_the_version(db):
    target = pabrik.TargetTahunanFactory(nilai=90)
    target.simpan_versi(1, nilai=95)
    assert (target.nilai, target.versi) == (95, 2)


def test_saving_over_somebody_elses_change_is_refused(db):
    target = pabrik.TargetTahunanFactory(nilai=90)
    target.simpan_versi(1, nilai=95)
    with pytest.raises(VersiBerubah, match="diubah orang lain"):
        target.simpan_versi(1, nilai=80)
    assert TargetTahunan.objects.get().nilai == 95
