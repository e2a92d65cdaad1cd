import pytest

from sakip.izin import IZIN, SEMUA_IZIN, Peran
from tests import pabrik


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("izin", sorted(SEMUA_IZIN))
def test_a_role_has_exactly_the_permissions_of_the_table(db, peran, izin):
    pengguna = pabrik.PenggunaFactory(peran=peran)
    assert pengguna.has_perm(izin) is (izin in IZIN[peran])


def test_permission_ends_at_the_own_satker(perencana, satker, satker_lain):
    assert perencana.has_perm("renstra.ubah_renstra", pabrik.RenstraFactory(satker=satker))
    assert not perencana.has_perm("renstra.ubah_renstra", pabrik.RenstraFactory(satker=satker_lain))


def test_parent_reads_but_only_admin_pusat_edits_below(pusat, admin_pusat, satker):
    renstra = pabrik.RenstraFactory(satker=satker)
    perencana_pusat = pabrik.PenggunaFactory(satker=pusat, peran=Peran.PERENCANA)
    assert not perencana_pusat.has_perm("renstra.ubah_renstra", renstra)
    assert admin_pusat.has_perm("renstra.ubah_renstra", renstra)


def test_inactive_login_has_no_permission(perencana):
    perencana.is_active = False
    assert not perencana.has_perm("renstra.ubah_renstra")
