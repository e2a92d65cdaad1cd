"""What an administrator does for somebody who cannot get in, and for whom not."""

import pytest
from django.test import Client
from django.urls import reverse

from akun import faktor
from jejak.models import Jejak
from sakip.izin import Peran
from tests import pabrik
from tests.akun.conftest import masuk, sudah_masuk
from tests.akun.test_sandi import BARU, SANDI_BARU

TINDAKAN = ["buat_tautan", "pulihkan_faktor", "buka_kunci", "akhiri_sesi_orang"]


def alamat(nama, pengguna):
    return reverse(f"akun:{nama}", args=[pengguna.pk])


@pytest.fixture
def admin(client, admin_satker):
    client.force_login(admin_satker)
    return client


def test_the_link_replaces_password_and_sessions_and_is_shown_once(admin, pembaca):
    masuk(lama := Client(), pembaca)
    jawaban = admin.post(alamat("buat_tautan", pembaca))
    tautan = jawaban.context["tautan"].removeprefix("http://testserver")
    assert not sudah_masuk(lama)
    masuk(lama, pembaca)
    assert not sudah_masuk(lama)
    assert tautan not in admin.get(alamat("pemulihan", pembaca)).content.decode()
    pemilik = Client()
    pemilik.post(pemilik.get(tautan).url, BARU)
    masuk(pemilik, pembaca, SANDI_BARU)
    assert sudah_masuk(pemilik)


def test_a_new_link_ends_the_one_before(admin, pembaca):
    pertama = admin.post(alamat("buat_tautan", pembaca)).context["tautan"]
    admin.post(alamat("buat_tautan", pembaca))
    assert "Tautan tidak berlaku" in Client().get(pertama).content.decode()


def test_an_account_switched_off_gets_no_link(admin, pembaca):
    type(pembaca).objects.filter(pk=pembaca.pk).update(is_active=False)
    isi = admin.post(alamat("buat_tautan", pembaca), follow=True).content.decode()
    assert "Aktifkan dahulu" in isi


def test_a_lost_factor_is_taken_away_and_leaves_a_trail(admin, berfaktor, admin_satker):
    admin.post(alamat("pulihkan_faktor", berfaktor))
    assert faktor.aplikasi(berfaktor) is None
    jejak = Jejak.objects.untuk_objek(berfaktor).get(keterangan="Faktor kedua dihapus oleh admin")
    assert jejak.pelaku_id == admin_satker.pk


def test_a_lock_is_opened(admin, pembaca):
    for _ in range(5):
        masuk(Client(), pembaca, "salah")
    isi = admin.get(alamat("pemulihan", pembaca)).content.decode()
    assert "Ditahan sampai pukul" not in isi  # one place only
    assert "ditahan di tempat itu" in isi
    admin.post(alamat("buka_kunci", pembaca))
    assert "Buka penahanan" not in admin.get(alamat("pemulihan", pembaca)).content.decode()
    assert masuk(Client(), pembaca).status_code == 302


@pytest.mark.parametrize(("surel", "kata"), [("pembaca@kpu.go.id", True), ("", False)])
def test_mail_is_promised_only_where_there_is_an_address(admin, pembaca, surel, kata):
    type(pembaca).objects.filter(pk=pembaca.pk).update(email=surel)
    assert ("dikabari lewat surel" in admin.get(alamat("pemulihan", pembaca)).content.decode()) is kata


def test_sessions_are_ended(admin, pembaca):
    masuk(pemilik := Client(), pembaca)
    admin.post(alamat("akhiri_sesi_orang", pembaca))
    assert not sudah_masuk(pemilik)


@pytest.mark.parametrize("nama", TINDAKAN)
def test_acts_are_posts(admin, pembaca, nama):
    assert admin.get(alamat(nama, pembaca)).status_code == 405


@pytest.mark.parametrize("nama", ["pemulihan", *TINDAKAN])
class TestSiapa:
    def kirim(self, client, nama, pengguna):
        kirim = client.get if nama == "pemulihan" else client.post
        return kirim(alamat(nama, pengguna)).status_code

    def test_an_account_of_another_satker_is_not_found(self, admin, orang_lain, nama):
        assert self.kirim(admin, nama, orang_lain) == 404

    @pytest.mark.parametrize("siapa", ["perencana", "sekretaris", "pimpinan"])
    def test_others_may_not(self, client, request, siapa, pembaca, nama):
        client.force_login(request.getfixturevalue(siapa))
        assert self.kirim(client, nama, pembaca) == 403

    def test_nobody_for_the_own_account(self, admin, admin_satker, nama):
        assert self.kirim(admin, nama, admin_satker) == 403

    def test_an_admin_satker_not_for_an_admin_pusat(self, client, pusat, admin_pusat, nama):
        client.force_login(pabrik.PenggunaFactory(satker=pusat, peran=Peran.ADMIN_SATKER))
        assert self.kirim(client, nama, admin_pusat) == 403

    def test_an_admin_not_for_a_keeper_of_the_technical_admin(self, client, satker, admin_pusat, nama):
        client.force_login(admin_pusat)
        assert self.kirim(client, nama, pabrik.PenggunaFactory(satker=satker, is_staff=True)) == 403

    def test_the_admin_pusat_reaches_down(self, client, admin_pusat, pembaca, nama):
        client.force_login(admin_pusat)
        assert self.kirim(client, nama, pembaca) in {200, 302}
