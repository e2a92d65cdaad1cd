"""Sessions: whose they are, how long they last, and that they end at once."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.urls import reverse
from django.utils import timezone

from akun import peramban, services
from akun.models import Sesi
from akun.sesi import KUNCI, SessionStore
from jejak.models import Jejak
from tests.akun.conftest import CHROME, KUE, masuk, sudah_masuk


@pytest.fixture
def masuk_pembaca(client, pembaca):
    masuk(client, pembaca, HTTP_USER_AGENT=CHROME)
    return client


def ubah(client, **isi):
    sesi = client.session
    sesi[KUNCI] = {**sesi[KUNCI], **isi}
    sesi.save()


def test_the_row_tells_whose_session_it_is(masuk_pembaca, pembaca):
    sesi = Sesi.objects.get(pk=masuk_pembaca.session.session_key)
    assert (sesi.pengguna, sesi.alamat, sesi.perangkat) == (pembaca, "127.0.0.1", "Chrome di Windows")
    assert sesi.mulai == sesi.terlihat


def test_the_day_ends_12_hours_after_the_login_whatever_happens(masuk_pembaca):
    ubah(masuk_pembaca, mulai=int(time.time()) - 3600)
    akhir = Sesi.objects.get().expire_date
    sesi = masuk_pembaca.session
    sesi["lain"] = 1
    sesi.save()
    assert Sesi.objects.get().expire_date == akhir
    assert abs(akhir - timezone.now() - timedelta(hours=12)) < timedelta(minutes=1)


def test_a_session_past_its_day_is_told_on_the_login_page(masuk_pembaca):
    Sesi.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    jawaban = masuk_pembaca.get(reverse("akun:akun"), follow=True)
    assert "Sudah lewat 12 jam" in jawaban.content.decode()


def test_idle_for_too_long_ends_the_session_and_says_so(masuk_pembaca, pembaca):
    ubah(masuk_pembaca, terlihat=int(time.time()) - 3601)
    jawaban = masuk_pembaca.get(reverse("akun:akun"))
    assert jawaban.url == f"{reverse('masuk')}?next={reverse('akun:akun')}&sebab=diam"
    assert not Sesi.objects.exists()
    assert "karena lama tidak dipakai" in masuk_pembaca.get(jawaban.url).content.decode()
    assert Jejak.objects.untuk_objek(pembaca).filter(tindakan="keluar").exists()


def test_idle_for_less_goes_on(masuk_pembaca):
    ubah(masuk_pembaca, terlihat=int(time.time()) - 3590)
    assert sudah_masuk(masuk_pembaca)


def test_without_idle_limit_nothing_ends(masuk_pembaca, settings):
    settings.SESI_DIAM = 0
    ubah(masuk_pembaca, terlihat=int(time.time()) - 11 * 3600)
    assert sudah_masuk(masuk_pembaca)
    assert Sesi.objects.hidup().count() == 1


def test_being_here_is_written_every_few_minutes_only(masuk_pembaca):
    awal = int(time.time())
    ubah(masuk_pembaca, terlihat=awal - 100)
    sudah_masuk(masuk_pembaca)
    assert masuk_pembaca.session[KUNCI]["terlihat"] == awal - 100
    ubah(masuk_pembaca, terlihat=awal - 200)
    sudah_masuk(masuk_pembaca)
    assert masuk_pembaca.session[KUNCI]["terlihat"] >= awal


def test_who_never_had_a_session_is_told_nothing(client, db):
    assert client.get(reverse("akun:akun")).url == f"{reverse('masuk')}?next={reverse('akun:akun')}"


def test_an_ended_session_is_over_with_the_next_request(masuk_pembaca, client, pembaca, django_user_model):
    services.akhiri_semua_sesi(pembaca)
    assert not Sesi.objects.filter(pengguna=pembaca).exists()
    assert masuk_pembaca.get(reverse("akun:akun")).url.endswith("&sebab=berakhir")


def test_a_request_under_way_does_not_bring_an_ended_session_back(masuk_pembaca):
    toko = SessionStore(masuk_pembaca.session.session_key)
    toko["lain"] = 1
    Sesi.objects.all().delete()
    with pytest.raises(UpdateError):
        toko.save()
    assert not Sesi.objects.exists()


@pytest.fixture
def dua_perangkat(client, pembaca):
    """Two more browsers of the same person, and one of somebody else."""
    from django.test import Client

    lain = [Client(), Client()]
    for c in lain:
        masuk(c, pembaca, HTTP_USER_AGENT="Mozilla/5.0 (Android 14; Mobile) Firefox/140.0")
    masuk(client, pembaca, HTTP_USER_AGENT=CHROME)
    return lain


def test_the_list_names_every_browser_and_marks_this_one(client, dua_perangkat):
    isi = client.get(reverse("akun:sesi")).content.decode()
    assert isi.count("Firefox di Android</b>") == 2
    assert isi.index("Chrome di Windows") < isi.index("Sesi ini") < isi.index("Firefox di Android")


def test_no_session_key_stands_on_the_page(client, dua_perangkat):
    isi = client.get(reverse("akun:sesi")).content.decode()
    assert not any(kunci in isi for kunci in Sesi.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("banyak", [0, 50])
def test_the_list_takes_the_same_queries(client, pembaca, banyak, django_assert_num_queries):
    for _ in range(banyak):
        toko = SessionStore()
        toko["_auth_user_id"] = str(pembaca.pk)
        toko.save()
    masuk(client, pembaca)
    with django_assert_num_queries(3):  # session, person, sessions
        client.get(reverse("akun:sesi"))


def test_ending_one_leaves_the_others(client, pembaca, dua_perangkat):
    kunci = dua_perangkat[0].cookies[KUE].value
    client.post(reverse("akun:akhiri_sesi", args=[Sesi.objects.get(pk=kunci).tanda]))
    assert [sudah_masuk(c) for c in (client, *dua_perangkat)] == [True, False, True]


def test_ending_all_others_keeps_this_one(client, dua_perangkat):
    client.post(reverse("akun:akhiri_sesi_lain"))
    assert [sudah_masuk(c) for c in (client, *dua_perangkat)] == [True, False, False]


def test_the_session_of_somebody_else_is_not_found(client, dua_perangkat, perencana):
    masuk(client, perencana)  # the same browser, another person
    tanda = Sesi.objects.get(pk=dua_perangkat[0].cookies[KUE].value).tanda
    client.logout()
    masuk(client, perencana)
    assert client.post(reverse("akun:akhiri_sesi", args=[tanda])).status_code == 404
    assert sudah_masuk(dua_perangkat[0])


def test_every_hour_the_past_ones_are_cleared(masuk_pembaca, pembaca):
    Sesi.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    services.bersihkan()
    assert not Sesi.objects.exists()


@pytest.mark.parametrize(
    ("user_agent", "kata"),
    [
        (CHROME, "Chrome di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/141 Safari/537.36 Edg/141.0", "Edge di Mac"),
        ("Mozilla/5.0 (Linux; Android 14) SamsungBrowser/27.0 Chrome/125", "Samsung Internet di Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox di Linux"),
        ("curl/8.5", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_a_browser_is_named_in_words(user_agent, kata):
    assert peramban.sebut(user_agent) == kata
