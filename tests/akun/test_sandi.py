"""Passwords: changed, forgotten, given for the first time."""

import re
import time
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from akun import services, tasks
from akun.forms import SandiBaruForm
from akun.models import Jatah, Sesi
from akun.services import GalatAkun
from akun.templatetags.akun import tautan_aktivasi as tag_aktivasi
from jejak.models import Jejak
from organisasi.models import Pengguna
from sakip.celery import app
from tests import pabrik
from tests.akun.conftest import masuk, sudah_masuk

SANDI_BARU = "jembatan-hujan-77"
BARU = {"new_password1": SANDI_BARU, "new_password2": SANDI_BARU}


def jejak(pengguna):
    return list(Jejak.objects.untuk_objek(pengguna).exclude(keterangan="").values_list("keterangan", flat=True))


# --- Changing ------------------------------------------------------------------------------------------------------


@pytest.fixture
def masuk_pembaca(client, pembaca):
    masuk(client, pembaca)
    return client


def ganti(client, sandi=pabrik.SANDI, baru=SANDI_BARU):
    return client.post(reverse("akun:sandi"), {"sandi": sandi, "new_password1": baru, "new_password2": baru})


def test_a_changed_password_ends_the_other_sessions_only(masuk_pembaca, pembaca):
    lain = Client()
    masuk(lain, pembaca)
    assert ganti(masuk_pembaca).url == reverse("akun:akun")
    assert Sesi.objects.filter(pengguna=pembaca).count() == 1  # deleted, not only refused at the next request
    assert sudah_masuk(masuk_pembaca)
    assert not sudah_masuk(lain)
    assert "Kata sandi diganti (oleh Anda)" in jejak(pembaca)


def test_a_changed_password_is_the_new_one(masuk_pembaca, pembaca):
    ganti(masuk_pembaca)
    masuk(lain := Client(), pembaca, SANDI_BARU)
    assert sudah_masuk(lain)


def test_the_current_password_is_demanded(masuk_pembaca, pembaca):
    assert "Ketik kata sandi yang Anda pakai untuk masuk." in ganti(masuk_pembaca, sandi="salah").content.decode()
    pembaca.refresh_from_db()
    assert pembaca.check_password(pabrik.SANDI)


def test_guessing_the_current_password_locks_too(masuk_pembaca):
    assert [ganti(masuk_pembaca, sandi="salah").status_code for _ in range(5)] == [200] * 4 + [429]


@pytest.mark.parametrize(
    ("lemah", "sebab"),
    [
        ("pendek-1", "sedikitnya 10 karakter"),
        ("1234567890", "tidak boleh angka saja"),
        ("password123", "terlalu sering dipakai"),
        ("pembaca1234", "terlalu mirip dengan nama pengguna"),
    ],
)
def test_a_weak_password_is_refused(masuk_pembaca, pembaca, lemah, sebab):
    assert sebab in ganti(masuk_pembaca, baru=lemah).content.decode()
    pembaca.refresh_from_db()
    assert pembaca.check_password(pabrik.SANDI)


def test_the_owner_is_told_at_the_address_on_record(
    masuk_pembaca, pembaca, surel_aktif, django_capture_on_commit_callbacks
):
    type(pembaca).objects.update(email="baca@example.go.id")
    with django_capture_on_commit_callbacks(execute=True):
        ganti(masuk_pembaca)
    (surat,) = mail.outbox
    assert surat.to == ["baca@example.go.id"]
    assert "Kata sandi akun Anda diganti" in surat.body


# --- Forgotten -----------------------------------------------------------------------------------------------------


def minta(client, surel, **kepala):
    return client.post(reverse("akun:lupa_sandi"), {"email": surel}, **kepala)


def tautan_dari(surat):
    return re.search(r"https?://testserver(\S+)", surat.body)[1]


@pytest.fixture
def bersurel(pembaca, surel_aktif):
    pembaca.email = "baca@example.go.id"
    pembaca.save()
    return pembaca


def test_the_link_in_the_mail_sets_a_password_and_ends_every_session(client, bersurel):
    masuk(lama := Client(), bersurel)
    minta(client, "Baca@example.go.id")
    jawaban = client.get(tautan_dari(mail.outbox[0]), follow=True)
    assert "Untuk akun <b>pembaca</b>" in jawaban.content.decode()
    jawaban = client.post(jawaban.request["PATH_INFO"], BARU, follow=True)
    assert "Kata sandi sudah diganti" in jawaban.content.decode()
    assert not sudah_masuk(lama)
    assert not sudah_masuk(client)
    masuk(client, bersurel, SANDI_BARU)
    assert sudah_masuk(client)
    assert "Kata sandi diganti (lewat surel)" in jejak(bersurel)


def test_the_token_leaves_the_address(client, bersurel):
    minta(client, bersurel.email)
    tautan = tautan_dari(mail.outbox[0])
    assert client.get(tautan).url.endswith("/kata-sandi-baru/")


def test_the_link_works_once(client, bersurel):
    minta(client, bersurel.email)
    tautan = tautan_dari(mail.outbox[0])
    client.post(client.get(tautan).url, BARU)
    isi = Client().get(tautan).content.decode()
    assert "Tautan tidak berlaku" in isi


def test_the_link_ends_after_its_time(client, bersurel, settings):
    minta(client, bersurel.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Tautan tidak berlaku" in client.get(tautan_dari(mail.outbox[0])).content.decode()


def test_the_link_of_an_account_switched_off_is_dead(client, bersurel):
    minta(client, bersurel.email)
    type(bersurel).objects.update(is_active=False)
    assert "Tautan tidak berlaku" in client.get(tautan_dari(mail.outbox[0])).content.decode()


def test_the_answer_tells_nothing(client, bersurel):
    dikenal, tidak = minta(client, bersurel.email), minta(client, "tidak.ada@example.go.id")
    assert (dikenal.status_code, dikenal.url) == (tidak.status_code, tidak.url)
    assert len(mail.outbox) == 1


def test_the_web_process_does_the_same_work_for_an_unknown_address(client, bersurel, django_assert_num_queries):
    app.conf.task_always_eager = False  # as in production: the worker does the rest
    for nomor, alamat in enumerate((bersurel.email, "tidak.ada@example.go.id")):
        with django_assert_num_queries(12):
            minta(client, alamat, REMOTE_ADDR=f"10.0.0.{nomor}")


def test_accounts_with_one_address_get_a_mail_each(client, bersurel, perencana):
    type(perencana).objects.filter(pk=perencana.pk).update(email=bersurel.email)
    minta(client, bersurel.email)
    assert sorted(re.search(r'akun SAKIP "(\S+)"', s.body)[1] for s in mail.outbox) == ["pembaca", "perencana"]


def test_an_account_without_password_gets_no_mail(client, bersurel):
    bersurel.set_unusable_password()
    bersurel.save()
    minta(client, bersurel.email)
    assert mail.outbox == []


def test_one_place_may_ask_a_few_times_an_hour(client, surel_aktif, db):
    kode = [minta(client, f"orang{n}@example.go.id").status_code for n in range(6)]
    assert kode == [302] * 5 + [429]
    assert minta(client, "orang@example.go.id", REMOTE_ADDR="10.0.0.7").status_code == 302


def test_one_address_is_not_flooded_from_many_places(client, bersurel):
    for n in range(5):
        assert minta(client, bersurel.email, REMOTE_ADDR=f"10.0.0.{n}").status_code == 302
    assert len(mail.outbox) == 3


def test_a_share_is_given_again_when_its_time_is_over(db):
    assert [Jatah.ambil("x", batas=1, tiap=timedelta(hours=1)) for _ in range(2)] == [True, False]
    for jatah in Jatah.objects.all():
        Jatah.objects.update(mulai=jatah.mulai - timedelta(hours=1))
    assert Jatah.ambil("x", batas=1, tiap=timedelta(hours=1))


def test_a_dead_mail_server_fails_no_request(client, bersurel, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert minta(client, bersurel.email).status_code == 302


def test_a_dead_broker_fails_no_request(client, bersurel, monkeypatch, caplog):
    def gagal(*isi):
        raise OperationalError("connection refused")

    monkeypatch.setattr(tasks.kirim_setel_ulang, "delay", gagal)
    assert minta(client, bersurel.email).status_code == 302
    assert "tidak dapat diserahkan kepada pekerja" in caplog.text


def test_without_mail_the_page_says_who_helps(client, db):
    isi = client.get(reverse("akun:lupa_sandi")).content.decode()
    assert "Minta admin satuan kerja Anda membuat tautan kata sandi" in isi
    assert minta(client, "siapa@example.go.id").status_code == 200
    assert mail.outbox == []


def test_a_reset_ends_the_lock(client, bersurel):
    for _ in range(5):
        masuk(client, bersurel, "salah")
    minta(client, bersurel.email)
    client.post(client.get(tautan_dari(mail.outbox[0])).url, BARU)
    assert masuk(client, bersurel, SANDI_BARU).status_code == 302


# --- The first one -------------------------------------------------------------------------------------------------


@pytest.fixture
def baru(satker):
    pengguna = pabrik.PenggunaFactory(username="baru", satker=satker)
    pengguna.set_unusable_password()
    pengguna.save()
    return pengguna


def test_the_activation_link_sets_the_first_password_once(client, baru):
    tautan = services.tautan_aktivasi(baru)
    jawaban = client.get(tautan, follow=True)
    assert "Tetapkan kata sandi" in jawaban.content.decode()
    assert client.post(jawaban.request["PATH_INFO"], BARU).url == f"{reverse('masuk')}?sebab=sandi"
    masuk(client, baru, SANDI_BARU)
    assert sudah_masuk(client)
    assert "Tautan tidak berlaku" in Client().get(tautan).content.decode()


def test_of_two_who_use_a_link_at_the_same_moment_one_wins(client, baru, monkeypatch):
    alamat = client.get(services.tautan_aktivasi(baru)).url
    asli = SandiBaruForm.clean

    def menyela(form):
        """Somebody else is done between the look at the link and the writing."""
        orang = Pengguna.objects.get(pk=baru.pk)
        orang.set_password("Kata-sandi-yang-pertama-9")
        orang.save()
        return asli(form)

    monkeypatch.setattr(SandiBaruForm, "clean", menyela)
    assert "Tautan tidak berlaku" in client.post(alamat, BARU).content.decode()
    baru.refresh_from_db()
    assert baru.check_password("Kata-sandi-yang-pertama-9")


@pytest.mark.parametrize(("hari", "berlaku"), [(6.9, True), (7.1, False)])
def test_the_activation_link_is_valid_for_seven_days(client, baru, monkeypatch, hari, berlaku):
    kini = time.time()
    with monkeypatch.context() as dahulu:
        dahulu.setattr(signing.time, "time", lambda: kini - hari * 86_400)
        tautan = services.tautan_aktivasi(baru)
    assert ("Untuk akun <b>baru</b>" in client.get(tautan, follow=True).content.decode()) is berlaku


def test_a_link_for_one_account_opens_no_other(client, baru, satker):
    lain = pabrik.PenggunaFactory(username="lain", satker=satker)
    lain.set_unusable_password()
    lain.save()
    token = services.tautan_aktivasi(baru).split("/")[-2]
    uid = services.tautan_aktivasi(lain).split("/")[-3]
    assert "Tautan tidak berlaku" in client.get(reverse("akun:aktivasi", args=[uid, token])).content.decode()


def test_a_tampered_link_is_dead(client, baru):
    tautan = services.tautan_aktivasi(baru)
    assert "Tautan tidak berlaku" in client.get(tautan[:-2] + "x/").content.decode()


def test_an_account_with_a_password_gets_no_activation_link(pembaca):
    with pytest.raises(GalatAkun, match="sudah mempunyai kata sandi"):
        services.tautan_aktivasi(pembaca)
    assert tag_aktivasi(pembaca) == ""


def test_an_account_switched_off_gets_no_activation_link(baru):
    baru.is_active = False
    with pytest.raises(GalatAkun, match="tidak aktif"):
        services.tautan_aktivasi(baru)


def test_the_template_tag_gives_the_link_of_a_new_account(client, baru):
    assert client.get(tag_aktivasi(baru)).status_code == 302
