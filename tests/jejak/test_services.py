"""Acts without a changed row: logins, downloads, exports."""

from decimal import Decimal

import pytest
from django.urls import reverse

from jejak.enums import Tindakan
from jejak.models import Jejak
from jejak.services import catat, catat_gagal_masuk
from sakip.pelaku import dengan_alasan
from tests import pabrik
from tests.jejak.conftest import terakhir


def test_logging_in_is_recorded_at_the_persons_satker(client, perencana):
    client.post(reverse("masuk"), {"username": perencana.username, "password": pabrik.SANDI}, REMOTE_ADDR="10.0.0.3")
    baris = Jejak.objects.get(tindakan=Tindakan.MASUK)
    assert (baris.pelaku_id, baris.satker_id, baris.asal) == (perencana.pk, perencana.satker_id, "10.0.0.3")
    assert baris.permintaan


def test_logging_out_is_recorded(client, perencana):
    client.force_login(perencana)
    client.post(reverse("keluar"))
    baris = Jejak.objects.get(tindakan=Tindakan.KELUAR)
    assert (baris.pelaku_id, baris.satker_id) == (perencana.pk, perencana.satker_id)


def test_logging_out_without_being_in_is_nothing(client, db):
    client.logout()
    assert not Jejak.objects.exists()


def test_a_failed_login_keeps_the_name_and_never_the_password(client, perencana):
    client.post(reverse("masuk"), {"username": perencana.username, "password": "rahasia-salah"})
    baris = Jejak.objects.get(tindakan=Tindakan.GAGAL_MASUK)
    assert (baris.keterangan, baris.satker_id, baris.pelaku_id) == (perencana.username, perencana.satker_id, None)
    assert "rahasia-salah" not in str(Jejak.objects.values_list())


@pytest.mark.parametrize("nama", ["kata-sandi-saya", "x\0" + "y" * 500, ""])
def test_an_unknown_name_is_not_kept_because_people_type_passwords_there(db, nama):
    catat_gagal_masuk(None, {"username": nama})
    assert (terakhir().tindakan, terakhir().keterangan) == ("gagal_masuk", "")


def test_an_event_says_who_what_where_and_why(satker, budi):
    laporan = pabrik.LaporanFactory(satker=satker)
    with dengan_alasan("Permintaan BPK"):
        catat(Tindakan.EKSPOR, objek=laporan, keterangan="3 baris", data={"nilai": Decimal("1.5")})
    baris = terakhir()
    assert (baris.tindakan, baris.tabel, baris.objek) == ("ekspor", "pelaporan_laporan", str(laporan.pk))
    assert (baris.satker_id, baris.pelaku, baris.atas_nama) == (satker.pk, "Budi", "Sri")
    assert (baris.keterangan, baris.alasan, baris.sesudah) == ("3 baris", "Permintaan BPK", {"nilai": "1.5"})


def test_an_event_without_an_object_belongs_to_the_given_satker(satker):
    assert catat(Tindakan.IMPOR, satker=satker).satker_id == satker.pk
    assert catat(Tindakan.IMPOR, satker=satker.pk).satker_id == satker.pk
    assert catat(Tindakan.LAIN).satker_id is None
