import pytest

from organisasi.enums import JenisJabatan, StatusPenugasan
from organisasi.models import Satker
from renstra.enums import StatusRenstra
from renstra.models import Renstra
from sakip.izin import IZIN, PERAN_DARI_ADMIN_SATKER, SEMUA_IZIN, Peran
from tests import pabrik


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("izin", sorted(SEMUA_IZIN))
def test_a_role_has_exactly_the_permissions_of_the_table(db, peran, izin):
    pengguna = pabrik.PenggunaFactory(peran=peran)
    assert pengguna.has_perm(izin) is (izin in IZIN[peran])


def test_permission_ends_at_the_own_satker(perencana, satker, satker_lain):
    assert perencana.has_perm("renstra.ubah_renstra", pabrik.RenstraFactory(satker=satker))
    assert not perencana.has_perm("renstra.ubah_renstra", pabrik.RenstraFactory(satker=satker_lain))


def test_parent_reads_and_edits_nothing_below(pusat, admin_pusat, satker):
    renstra = pabrik.RenstraFactory(satker=satker)
    for orang in (pabrik.PenggunaFactory(satker=pusat, peran=Peran.PERENCANA), admin_pusat):
        assert not orang.has_perm("renstra.ubah_renstra", renstra)


def test_admin_pusat_keeps_the_organisation_of_every_satker(admin_pusat, satker):
    assert admin_pusat.has_perm("organisasi.ubah_organisasi", satker)


def test_an_office_gives_rights_where_it_is_and_not_at_home(satker, satker_lain, kepala_unit):
    jabatan = pabrik.JabatanFactory(unit__satker=satker_lain, jenis=JenisJabatan.SEKRETARIS)
    pabrik.PenugasanFactory(pejabat=kepala_unit.pejabat, jabatan=jabatan, status=StatusPenugasan.PLT)
    assert kepala_unit.has_perm("capaian.setujui_realisasi", satker_lain)
    assert not kepala_unit.has_perm("capaian.setujui_realisasi", satker)


def test_an_office_at_pusat_does_not_reach_below_with_the_admins_scope(pusat, admin_pusat, satker):
    penugasan = pabrik.PenugasanFactory(jabatan__unit__satker=pusat, jabatan__jenis=JenisJabatan.SEKRETARIS)
    admin_pusat.pejabat = penugasan.pejabat
    assert admin_pusat.has_perm("anggaran.berlakukan_dipa", pusat)
    assert not admin_pusat.has_perm("anggaran.berlakukan_dipa", satker)


def test_what_signs_and_approves_comes_with_an_office_and_not_from_an_admin_satker():
    boleh = frozenset().union(*(IZIN[p] for p in PERAN_DARI_ADMIN_SATKER))
    assert not {i for i in boleh if "tandatangani" in i or "setujui" in i or "tetapkan" in i}


def test_inactive_login_has_no_permission(perencana):
    perencana.is_active = False
    assert not perencana.has_perm("renstra.ubah_renstra")


def test_the_admin_pusat_of_one_institution_has_no_right_in_another(admin_pusat):
    lain = pabrik.SatkerFactory(kode="999001", induk=None)
    assert not admin_pusat.has_perm("organisasi.ubah_organisasi", lain)


def test_an_office_elsewhere_opens_that_satker_and_nothing_beside_it(satker, satker_lain, pusat, kepala_unit):
    saudara = pabrik.SatkerFactory(kode="1972", induk=pusat)
    bawahan = pabrik.SatkerFactory(kode="197101", induk=satker_lain)
    jabatan = pabrik.JabatanFactory(unit__satker=satker_lain, jenis=JenisJabatan.SEKRETARIS)
    pabrik.PenugasanFactory(pejabat=kepala_unit.pejabat, jabatan=jabatan, status=StatusPenugasan.PLT)
    assert set(Satker.objects.visible_to(kepala_unit)) == {satker, satker_lain, bawahan}
    assert saudara not in Satker.objects.visible_to(kepala_unit)
    assert pabrik.RenstraFactory(satker=satker_lain, status=StatusRenstra.DRAF) in Renstra.objects.visible_to(
        kepala_unit
    )


def test_an_inspector_reads_the_audit_trail_below_and_checks_nothing_there(pusat, satker):
    inspektur = pabrik.PenggunaFactory(satker=pusat, peran=Peran.VERIFIKATOR)
    assert inspektur.has_perm("organisasi.lihat_jejak", satker)
    assert not inspektur.has_perm("capaian.verifikasi_realisasi", satker)


def test_a_login_without_satker_reaches_nothing(satker):
    orang = pabrik.PenggunaFactory(satker=None, peran=Peran.ADMIN_PUSAT)
    assert not orang.has_perm("organisasi.ubah_organisasi", satker)
