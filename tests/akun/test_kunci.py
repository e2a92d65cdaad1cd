"""Failed logins: counted, held back, and not told apart."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import CommandError, call_command
from django.urls import reverse

from akun import kunci
from jejak.models import Jejak
from tests.akun.conftest import lewatkan, masuk, sudah_masuk


class PenghitungSidik(MD5PasswordHasher):
    """A hasher that remembers how often it had to work."""

    kali = 0

    def encode(self, password, salt):
        type(self).kali += 1
        return super().encode(password, salt)


@pytest.fixture
def sidik(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.PenghitungSidik"]
    PenghitungSidik.kali = 0
    return PenghitungSidik


def gagal(client, pengguna, kali, **kepala):
    return [masuk(client, pengguna, "salah", **kepala).status_code for _ in range(kali)]


def test_the_fifth_failure_locks_with_the_time_left(client, pembaca):
    assert gagal(client, pembaca, 4) == [200] * 4
    jawaban = masuk(client, pembaca, "salah")
    assert jawaban.status_code == 429
    assert "Coba lagi dalam <b>15 menit</b>" in jawaban.content.decode()
    assert jawaban["Retry-After"] == "900"


def test_a_locked_account_refuses_the_right_password_without_hashing(client, pembaca, sidik):
    gagal(client, pembaca, 5)
    sebelum = sidik.kali
    assert masuk(client, pembaca).status_code == 429
    assert sidik.kali == sebelum
    assert not sudah_masuk(client)


def test_after_the_cool_off_the_right_password_works(client, pembaca):
    gagal(client, pembaca, 5)
    lewatkan(timedelta(minutes=15, seconds=1))
    masuk(client, pembaca)
    assert sudah_masuk(client)


def test_the_time_left_gets_shorter_and_trying_does_not_lengthen_it(client, pembaca):
    gagal(client, pembaca, 5)
    lewatkan(timedelta(minutes=6))
    gagal(client, pembaca, 3)
    assert "<b>9 menit</b>" in masuk(client, pembaca).content.decode()


def test_an_unknown_name_is_counted_and_answered_alike(client, pembaca):
    dikenal = [masuk(client, pembaca, "salah") for _ in range(5)]
    tidak = [masuk(client, "tidak.ada", "salah", REMOTE_ADDR="10.0.0.9") for _ in range(5)]
    assert [j.status_code for j in dikenal] == [j.status_code for j in tidak]
    assert "Nama pengguna atau kata sandi salah." in tidak[0].content.decode()


def test_an_unknown_name_costs_a_hash_too(client, pembaca, sidik):
    masuk(client, "tidak.ada", "salah")
    tidak_dikenal, sidik.kali = sidik.kali, 0
    masuk(client, pembaca, "salah")
    assert tidak_dikenal == sidik.kali == 1


def test_another_place_is_not_locked(client, pembaca):
    gagal(client, pembaca, 5)
    masuk(client, pembaca, REMOTE_ADDR="10.0.0.2")
    assert sudah_masuk(client)


def test_another_account_at_the_same_place_is_not_locked(client, pembaca, perencana):
    gagal(client, pembaca, 5)
    masuk(client, perencana)
    assert sudah_masuk(client)


def test_an_account_tried_from_many_places_is_locked_everywhere(client, pembaca):
    for tempat in range(7):
        gagal(client, pembaca, 4, REMOTE_ADDR=f"10.0.1.{tempat}")
    assert masuk(client, pembaca, REMOTE_ADDR="10.0.2.1").status_code == 429


def test_a_place_that_tries_many_accounts_is_locked(client, perencana):
    for nomor in range(25):
        gagal(client, f"tebakan{nomor}", 4)
    assert masuk(client, perencana).status_code == 429
    assert masuk(client, perencana, REMOTE_ADDR="10.0.2.1").status_code == 302


def test_a_login_forgives_this_place_only(client, pembaca):
    gagal(client, pembaca, 4)
    gagal(client, pembaca, 4, REMOTE_ADDR="10.0.0.2")
    masuk(client, pembaca)
    client.logout()
    assert gagal(client, pembaca, 1) == [200]
    assert gagal(client, pembaca, 1, REMOTE_ADDR="10.0.0.2") == [429]


def test_the_header_of_a_client_is_not_believed_without_a_proxy(client, pembaca):
    for nomor in range(4):
        gagal(client, pembaca, 1, HTTP_X_FORWARDED_FOR=f"10.0.3.{nomor}")
    assert gagal(client, pembaca, 1, HTTP_X_FORWARDED_FOR="10.0.3.99") == [429]


def test_the_command_unlocks_and_leaves_a_trail(client, pembaca, capsys):
    gagal(client, pembaca, 5)
    call_command("buka_kunci", "pembaca")
    assert "penahanan dibuka" in capsys.readouterr().out
    masuk(client, pembaca)
    assert sudah_masuk(client)
    assert Jejak.objects.untuk_objek(pembaca).filter(keterangan="Penahanan masuk dibuka").exists()


def test_the_command_names_an_account_that_does_not_exist(db):
    with pytest.raises(CommandError, match="Akun 'siapa' tidak ada"):
        call_command("buka_kunci", "siapa")


def test_whether_an_account_is_locked_is_one_query(client, pembaca, django_assert_num_queries):
    gagal(client, pembaca, 5)
    with django_assert_num_queries(1):
        assert kunci.terkunci_sampai("pembaca", "127.0.0.1")


def test_the_technical_admin_has_no_login_of_its_own(client, pembaca):
    assert client.get("/admin/login/?next=/admin/").url == f"{reverse('masuk')}?next=/admin/"
    masuk(client, pembaca)
    assert client.get("/admin/", follow=True).status_code == 403


def test_after_a_wrong_password_only_the_password_is_typed_again(client, pembaca):
    def fokus(jawaban):
        return [bf.name for bf in jawaban.context["form"] if bf.field.widget.attrs.get("autofocus")]

    assert fokus(client.get(reverse("masuk"))) == ["username"]
    assert fokus(client.post(reverse("masuk"), {"username": pembaca.username, "password": "salah"})) == ["password"]
