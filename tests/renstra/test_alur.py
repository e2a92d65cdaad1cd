"""Role × act × status of the Renstra: the legal ones are written out by hand, everything else must fail."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from renstra import services
from renstra.enums import StatusRenstra as S
from renstra.models import Renstra
from sakip.alur import TransisiDitolak
from tests import pabrik

pytestmark = pytest.mark.django_db

PERAN = [
    *("perencana", "kepala_unit", "sekretaris", "pimpinan", "admin_satker", "admin_pusat"),
    *("verifikator", "pembaca", "orang_lain"),
]
ISIAN = {
    "ajukan": {},
    "kembalikan": {"catatan": "Perbaiki target"},
    "tetapkan": {"nomor": "5 Tahun 2024", "tanggal": date(2024, 5, 2)},
}
SAH = {
    ("perencana", "ajukan"): {S.DRAF, S.DIKEMBALIKAN},
    ("sekretaris", "ajukan"): {S.DRAF, S.DIKEMBALIKAN},
    ("admin_satker", "ajukan"): {S.DRAF, S.DIKEMBALIKAN},
    ("sekretaris", "kembalikan"): {S.DIAJUKAN},
    ("pimpinan", "kembalikan"): {S.DIAJUKAN},
    ("sekretaris", "tetapkan"): {S.DIAJUKAN},
    ("pimpinan", "tetapkan"): {S.DIAJUKAN},
}
TUJUAN = {"ajukan": S.DIAJUKAN, "kembalikan": S.DIKEMBALIKAN, "tetapkan": S.DITETAPKAN}


@pytest.mark.parametrize("tindakan", ISIAN)
@pytest.mark.parametrize("peran", PERAN)
def test_only_the_legal_roles_do_an_act_in_the_legal_statuses(request, satker, peran, tindakan):
    oleh = request.getfixturevalue(peran)
    berhasil = set()
    for i, status in enumerate(S):
        renstra = pabrik.RenstraFactory(
            satker=satker, status=status, periode_awal=2000 + 5 * i, periode_akhir=2004 + 5 * i
        )
        try:
            getattr(services, tindakan)(renstra=renstra, oleh=oleh, **ISIAN[tindakan])
        except (PermissionDenied, TransisiDitolak):
            assert Renstra.objects.get(pk=renstra.pk).status == status
        else:
            assert Renstra.objects.get(pk=renstra.pk).status == TUJUAN[tindakan]
            berhasil.add(status)

    assert berhasil == SAH.get((peran, tindakan), set())


def test_every_act_of_the_table_is_tested_or_belongs_to_a_service():
    assert set(Renstra.ALUR) == {*ISIAN, "gantikan"}


def test_an_act_leaves_one_row_of_history(draf, perencana):
    services.ajukan(renstra=draf, oleh=perencana)

    (baris,) = draf.riwayat.all()
    assert (baris.tindakan, baris.dari, baris.ke, baris.oleh) == ("ajukan", S.DRAF, S.DIAJUKAN, perencana)


def test_nobody_fixes_what_the_same_person_submitted(draf, sekretaris, pimpinan):
    services.ajukan(renstra=draf, oleh=sekretaris)
    isian = {"nomor": "5 Tahun 2024", "tanggal": date(2024, 5, 2)}

    assert "tetapkan" not in {t.nama for t in draf.tindakan_untuk(sekretaris)}
    with pytest.raises(PermissionDenied):
        services.tetapkan(renstra=draf, oleh=sekretaris, **isian)
    services.tetapkan(renstra=draf, oleh=pimpinan, **isian)
    assert Renstra.objects.get(pk=draf.pk).status == S.DITETAPKAN
