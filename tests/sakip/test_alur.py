import pytest
from django.core.exceptions import PermissionDenied

from perjanjian.enums import StatusPerjanjian as S
from perjanjian.models import PerjanjianKinerja
from sakip.alur import TransisiDitolak
from sakip.izin import SEMUA_IZIN
from sakip.pelaku import atas_nama
from tests import pabrik


@pytest.fixture
def perjanjian(unit):
    return pabrik.PerjanjianFactory(unit=unit)


def test_an_act_changes_status_and_writes_history(perjanjian, perencana):
    perjanjian.ajukan(oleh=perencana)
    assert perjanjian.status == S.DIAJUKAN
    riwayat = perjanjian.riwayat.get()
    assert (riwayat.tindakan, riwayat.dari, riwayat.ke, riwayat.oleh) == ("ajukan", S.DRAF, S.DIAJUKAN, perencana)


def test_history_names_the_one_for_whom_it_was_done(perjanjian, perencana):
    with atas_nama(7, "Sudirman – Kepala Bagian"):
        perjanjian.ajukan(oleh=perencana)
    assert perjanjian.riwayat.get().atas_nama == "Sudirman – Kepala Bagian"


def test_without_permission_nothing_changes(perjanjian, pembaca):
    with pytest.raises(PermissionDenied, match="Ajukan perjanjian"):
        perjanjian.ajukan(oleh=pembaca)
    perjanjian.refresh_from_db()
    assert perjanjian.status == S.DRAF
    assert not perjanjian.riwayat.exists()


def test_the_slower_of_two_people_is_told_the_new_status(perjanjian, perencana):
    salinan = PerjanjianKinerja.objects.get(pk=perjanjian.pk)
    perjanjian.ajukan(oleh=perencana)
    with pytest.raises(TransisiDitolak, match="sekarang “Diajukan”"):
        salinan.ajukan(oleh=perencana)
    assert perjanjian.riwayat.count() == 1


def test_an_act_on_a_deleted_row_is_refused(perjanjian, perencana):
    salinan = PerjanjianKinerja.objects.get(pk=perjanjian.pk)
    PerjanjianKinerja.objects.all().delete()
    with pytest.raises(TransisiDitolak, match="sudah dihapus"):
        salinan.ajukan(oleh=perencana)


def test_returning_needs_a_note(unit, kepala_unit, perencana):
    perjanjian = pabrik.PerjanjianFactory(unit=unit, pihak_kedua=kepala_unit.pejabat.penugasan.get())
    perjanjian.ajukan(oleh=perencana)
    with pytest.raises(TransisiDitolak, match="Catatan wajib"):
        perjanjian.kembalikan(oleh=kepala_unit, catatan="  ")


def test_only_possible_and_permitted_acts_are_offered(perjanjian, perencana, pembaca):
    assert [t.nama for t in perjanjian.tindakan_untuk(perencana)] == ["ajukan"]
    assert perjanjian.tindakan_untuk(pembaca) == []


def test_every_transition_names_a_known_permission_and_status():
    from anggaran.models import Dipa
    from capaian.models import Realisasi
    from renstra.models import Renstra

    for model in (PerjanjianKinerja, Realisasi, Renstra, Dipa):
        status = set(dict(model._meta.get_field("status").flatchoices))
        for nama, transisi in model.ALUR.items():
            assert transisi.izin in SEMUA_IZIN, f"{model.__name__}.{nama}"
            assert transisi.asal | {transisi.tujuan} <= status, f"{model.__name__}.{nama}"
