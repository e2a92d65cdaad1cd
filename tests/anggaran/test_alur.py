"""Role × status of the one act that people do on a DIPA: the legal ones are written out by hand."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from anggaran import services
from anggaran.enums import StatusDipa as S
from anggaran.models import Dipa
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db

SAH = {"sekretaris": {S.DRAF}}


@pytest.mark.parametrize(
    "peran",
    [
        *("perencana", "kepala_unit", "sekretaris", "pimpinan", "admin_satker", "admin_pusat"),
        *("verifikator", "pembaca", "orang_lain"),
    ],
)
def test_only_the_legal_roles_put_a_draft_in_force(request, satker, peran):
    oleh = request.getfixturevalue(peran)
    berhasil = set()
    for tahun, status in enumerate(S, start=2021):
        dipa = pabrik.DipaFactory(satker=satker, tahun=tahun, status=status)
        pabrik.PosFactory(dipa=dipa, pagu=100)
        try:
            services.berlakukan_dipa(dipa=dipa, oleh=oleh, tanggal=date(tahun, 1, 2))
        except (PermissionDenied, TransisiDitolak):
            assert Dipa.objects.get(pk=dipa.pk).status == status
        else:
            assert Dipa.objects.get(pk=dipa.pk).status == S.BERLAKU
            berhasil.add(status)

    assert berhasil == SAH.get(peran, set())


def test_every_act_of_the_table_is_tested_or_belongs_to_a_service():
    assert set(Dipa.ALUR) == {"berlakukan", "gantikan"}
