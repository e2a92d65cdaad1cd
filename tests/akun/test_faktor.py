"""The second factor: set up, asked for, lost, demanded."""

import time

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from akun import faktor
from akun.middleware import FaktorWajib
from akun.models import Sesi
from akun.sesi import KUNCI
from jejak.models import Jejak
from organisasi.models import Pengguna
from sakip import lingkungan
from sakip.izin import PERAN_ADMIN, Peran
from tests import pabrik
from tests.akun.conftest import kode_kini, masuk, sudah_masuk

KODE = "akun:kode"


def ketik(client, kode, **kueri):
    return client.post(reverse(KODE, query=kueri or None), {"kode": kode})


def salah(perangkat):
    return f"{(int(kode_kini(perangkat)) + 1) % 1_000_000:06d}"


def tanpa_tunggu(model=TOTPDevice):
    model.objects.update(throttling_failure_timestamp=None)


# --- Setting up ----------------------------------------------------------------------------------------------------


def pasang(client, pengguna):
    client.get(reverse("akun:faktor_mulai"), follow=True)
    perangkat = TOTPDevice.objects.get(user=pengguna)
    return client.post(reverse("akun:faktor_pasang"), {"kode": kode_kini(perangkat)})


def test_the_first_code_turns_it_on_and_shows_ten_recovery_codes(client, pembaca):
    masuk(client, pembaca)
    isi = pasang(client, pembaca).content.decode()
    assert isi.count("<li><code>") == 10
    assert faktor.aplikasi(pembaca)
    assert sudah_masuk(client)


def test_the_page_shows_picture_and_typed_key(client, pembaca):
    masuk(client, pembaca)
    isi = client.get(reverse("akun:faktor_pasang")).content.decode()
    assert 'src="data:image/svg+xml' in isi
    assert faktor.kunci_terbaca(TOTPDevice.objects.get(user=pembaca)) in isi


def test_a_reload_keeps_the_key(client, pembaca):
    masuk(client, pembaca)
    kunci = [client.get(reverse("akun:faktor_pasang")).context["kunci"] for _ in range(2)]
    assert kunci[0] == kunci[1]


def test_a_key_not_proven_is_not_asked_for(client, pembaca):
    masuk(client, pembaca)
    client.get(reverse("akun:faktor_pasang"))
    client.post(reverse("akun:faktor_pasang"), {"kode": "000000"})
    assert masuk(Client(), pembaca).url == "/"


def test_setting_up_ends_sessions_that_came_without_a_code(client, pembaca):
    masuk(lain := Client(), pembaca)
    masuk(client, pembaca)
    pasang(client, pembaca)
    assert not sudah_masuk(lain)
    assert Sesi.objects.filter(pengguna=pembaca).count() == 1


def test_some_time_after_the_login_the_password_is_asked_first(client, pembaca):
    masuk(client, pembaca)
    sesi = client.session
    sesi[KUNCI] = {**sesi[KUNCI], "mulai": int(time.time()) - 3600}
    sesi.save()
    assert client.get(reverse("akun:faktor_pasang")).url == reverse("akun:faktor_mulai")
    client.post(reverse("akun:faktor_mulai"), {"sandi": "salah"})
    assert client.get(reverse("akun:faktor_pasang")).status_code == 302
    client.post(reverse("akun:faktor_mulai"), {"sandi": pabrik.SANDI})
    assert client.get(reverse("akun:faktor_pasang")).status_code == 200


def test_recovery_codes_are_not_in_the_database(berfaktor):
    isi = set(StaticToken.objects.values_list("token", flat=True))
    assert len(isi) == 10
    assert not isi & {faktor.rapikan_kode(k)[:16] for k in berfaktor.kode}


# --- Logging in ----------------------------------------------------------------------------------------------------


def test_the_right_password_alone_opens_nothing(client, berfaktor, satker):
    assert masuk(client, berfaktor).url == reverse(KODE)
    for alamat in (reverse("akun:akun"), f"/{satker.kode}/2024/", "/"):
        assert client.get(alamat).url.startswith(reverse("masuk"))
    assert not Sesi.objects.exclude(pengguna=None).exists()
    assert not Jejak.objects.filter(tindakan="masuk").exists()


def test_the_code_opens(client, berfaktor):
    masuk(client, berfaktor)
    assert ketik(client, kode_kini(berfaktor.aplikasi)).url == "/"
    assert sudah_masuk(client)


def test_where_the_person_wanted_to_go_is_kept(client, berfaktor):
    client.post(f"{reverse('masuk')}?next=/akun/sesi/", {"username": berfaktor.username, "password": pabrik.SANDI})
    assert ketik(client, kode_kini(berfaktor.aplikasi)).url == "/akun/sesi/"


def test_a_foreign_address_is_not_gone_to(client, berfaktor):
    data = {"username": berfaktor.username, "password": pabrik.SANDI, "next": "https://jahat.example/"}
    client.post(reverse("masuk"), data)
    assert ketik(client, kode_kini(berfaktor.aplikasi)).url == "/"


def test_the_session_key_changes_with_each_step(client, berfaktor):
    ditanam = client.session
    ditanam["lain"] = 1
    ditanam.save()
    kunci = [ditanam.session_key]
    for langkah in (lambda: masuk(client, berfaktor), lambda: ketik(client, kode_kini(berfaktor.aplikasi))):
        langkah()
        kunci.append(client.session.session_key)
    assert len(set(kunci)) == 3
    assert "lain" not in client.session


def test_a_code_counts_once(client, berfaktor):
    kode = kode_kini(berfaktor.aplikasi)
    masuk(client, berfaktor)
    ketik(client, kode)
    masuk(lain := Client(), berfaktor)
    assert "sudah dipakai" in ketik(lain, kode).content.decode()
    assert not sudah_masuk(lain)


def test_a_wrong_code_makes_the_next_wait(client, berfaktor):
    masuk(client, berfaktor)
    assert "Kode salah" in ketik(client, salah(berfaktor.aplikasi)).content.decode()
    assert "Tunggu 1 detik" in ketik(client, kode_kini(berfaktor.aplikasi)).content.decode()
    tanpa_tunggu()
    assert ketik(client, kode_kini(berfaktor.aplikasi)).status_code == 302


def test_the_waiting_does_not_grow_for_ever(berfaktor):
    TOTPDevice.objects.update(throttling_failure_count=40, throttling_failure_timestamp=None)
    faktor.periksa(berfaktor, faktor.aplikasi(berfaktor), salah(berfaktor.aplikasi))
    assert TOTPDevice.objects.get(user=berfaktor).throttling_failure_count == faktor.BATAS_GANDA


def test_five_wrong_codes_lock_like_wrong_passwords(client, berfaktor):
    masuk(client, berfaktor)
    kode = []
    for _ in range(5):
        tanpa_tunggu()
        kode.append(ketik(client, salah(berfaktor.aplikasi)).status_code)
    assert kode == [200] * 4 + [429]
    tanpa_tunggu()
    assert ketik(client, kode_kini(berfaktor.aplikasi)).status_code == 429
    assert masuk(Client(), berfaktor).status_code == 429


def test_a_mistyped_code_is_not_counted(client, berfaktor):
    masuk(client, berfaktor)
    for _ in range(6):
        assert "6 angka" in ketik(client, "12345").content.decode()


def test_the_second_step_ends_after_five_minutes(client, berfaktor):
    masuk(client, berfaktor)
    sesi = client.session
    sesi["menunggu_kode"] = {**sesi["menunggu_kode"], "sejak": int(time.time()) - 301}
    sesi.save()
    assert ketik(client, kode_kini(berfaktor.aplikasi)).url == f"{reverse('masuk')}?sebab=kode"


@pytest.mark.parametrize("ubah", [{"is_active": False}, {"password": "!"}])
def test_the_second_step_ends_when_the_account_changes(client, berfaktor, ubah):
    masuk(client, berfaktor)
    type(berfaktor).objects.filter(pk=berfaktor.pk).update(**ubah)
    ketik(client, kode_kini(berfaktor.aplikasi))
    assert not sudah_masuk(client)


def test_the_second_step_without_the_first_leads_back(client, db):
    assert client.get(reverse(KODE)).url == f"{reverse('masuk')}?sebab=kode"


def test_the_code_of_somebody_else_does_not_open(client, berfaktor, sekretaris):
    milik_lain = faktor.siapkan(sekretaris)
    faktor.pasang(sekretaris, milik_lain)
    masuk(client, berfaktor)
    ketik(client, kode_kini(milik_lain))
    assert not sudah_masuk(client)


def test_a_recovery_code_opens_once_and_says_how_many_are_left(client, berfaktor):
    masuk(client, berfaktor)
    jawaban = ketik(client, f" {berfaktor.kode[0].upper()} ", cara="pemulihan")
    assert jawaban.status_code == 302
    assert "tersisa 9" in client.get(reverse("akun:akun")).content.decode()
    masuk(lain := Client(), berfaktor)
    assert "sudah dipakai" in ketik(lain, berfaktor.kode[0], cara="pemulihan").content.decode()


def test_a_recovery_code_leaves_a_trail(client, berfaktor):
    masuk(client, berfaktor)
    ketik(client, berfaktor.kode[0], cara="pemulihan")
    catatan = Jejak.objects.untuk_objek(berfaktor).values_list("keterangan", flat=True)
    assert "Kode pemulihan dipakai; tersisa 9" in catatan


# --- Keeping it ----------------------------------------------------------------------------------------------------


@pytest.fixture
def masuk_berfaktor(client, berfaktor):
    masuk(client, berfaktor)
    ketik(client, kode_kini(berfaktor.aplikasi))
    return client


def sandi_dan_kode(berfaktor, sandi=pabrik.SANDI):
    return {"sandi": sandi, "kode": kode_kini(berfaktor.aplikasi, geser=1)}  # the present one was used for the login


def test_turning_off_asks_password_and_code(masuk_berfaktor, berfaktor):
    alamat = reverse("akun:faktor_matikan")
    masuk_berfaktor.post(alamat, {"sandi": pabrik.SANDI})
    masuk_berfaktor.post(alamat, sandi_dan_kode(berfaktor, sandi="salah"))
    assert faktor.aplikasi(berfaktor)
    masuk_berfaktor.post(alamat, sandi_dan_kode(berfaktor))
    assert faktor.aplikasi(berfaktor) is None
    assert not StaticToken.objects.exists()
    assert masuk(Client(), berfaktor).url == "/"


def test_new_recovery_codes_end_the_old_ones(masuk_berfaktor, berfaktor):
    isi = masuk_berfaktor.post(reverse("akun:kode_pemulihan"), sandi_dan_kode(berfaktor)).content.decode()
    assert isi.count("<li><code>") == 10
    assert berfaktor.kode[0] not in isi
    assert not faktor.periksa_kode_pemulihan(berfaktor, berfaktor.kode[0]).sah


def test_a_second_app_is_not_set_up_beside_the_first(masuk_berfaktor):
    assert masuk_berfaktor.get(reverse("akun:faktor_pasang")).url == reverse("akun:faktor")


@pytest.mark.parametrize("nama", ["kode_pemulihan", "faktor_matikan"])
def test_what_needs_a_factor_leads_back_without_one(client, pembaca, nama):
    masuk(client, pembaca)
    assert client.get(reverse(f"akun:{nama}")).url == reverse("akun:faktor")


# --- Where it is demanded ------------------------------------------------------------------------------------------


@pytest.fixture
def wajib(settings):
    """SAKIP_OTP_WAJIB=penanda_tangan,admin, in a client whose middleware was built with it."""

    def dengan(*sebutan):
        settings.OTP_WAJIB = lingkungan.peran("X", env={"X": ",".join(sebutan)})
        return Client()

    return dengan


def test_a_signer_without_one_can_only_set_it_up(wajib, pimpinan, satker):
    client = wajib("penanda_tangan")
    masuk(client, pimpinan)
    for alamat in ("/", f"/{satker.kode}/2024/", reverse("akun:akun"), reverse("akun:sandi"), "/admin/"):
        assert client.get(alamat).url == reverse("akun:faktor_mulai")
    assert client.get(f"/{satker.kode}/2024/", headers={"HX-Request": "true"})["HX-Redirect"]
    pasang(client, pimpinan)
    assert sudah_masuk(client)


def test_the_way_out_stays_open(wajib, pimpinan):
    client = wajib("penanda_tangan")
    masuk(client, pimpinan)
    assert client.post(reverse("keluar")).url == reverse("masuk")


def test_who_signs_nothing_works_as_before(wajib, perencana, admin_satker):
    client = wajib("penanda_tangan")
    masuk(client, perencana)
    assert sudah_masuk(client)


def test_with_one_everything_works(wajib, berfaktor, django_assert_num_queries):
    client = wajib("penanda_tangan")
    masuk(client, berfaktor)
    ketik(client, kode_kini(berfaktor.aplikasi))
    assert sudah_masuk(client)
    with django_assert_num_queries(3):  # as without the rule: the session remembers
        client.get(reverse("akun:sesi"))


def test_where_it_is_demanded_it_cannot_be_turned_off(wajib, berfaktor):
    client = wajib("penanda_tangan")
    masuk(client, berfaktor)
    ketik(client, kode_kini(berfaktor.aplikasi))
    assert client.post(reverse("akun:faktor_matikan"), sandi_dan_kode(berfaktor)).status_code == 403
    assert faktor.aplikasi(berfaktor)


def test_a_role_that_demands_one_demands_it_of_who_turned_it_off_before(wajib, berfaktor):
    client = wajib("admin")
    masuk(client, berfaktor)
    ketik(client, kode_kini(berfaktor.aplikasi))
    assert client.post(reverse("akun:faktor_matikan"), sandi_dan_kode(berfaktor)).status_code == 302
    Pengguna.objects.filter(pk=berfaktor.pk).update(peran=Peran.ADMIN_SATKER)
    assert client.get("/").url == reverse("akun:faktor_mulai")


def test_turning_off_ends_the_other_sessions(masuk_berfaktor, berfaktor):
    lain = Client()
    lain.force_login(berfaktor)
    masuk_berfaktor.post(reverse("akun:faktor_matikan"), sandi_dan_kode(berfaktor))
    assert sudah_masuk(masuk_berfaktor)
    assert not sudah_masuk(lain)


def test_the_keeper_of_the_technical_admin_counts_as_an_admin(settings, db):
    settings.OTP_WAJIB = PERAN_ADMIN
    assert faktor.wajib(pabrik.PenggunaFactory(is_staff=True, peran=Peran.PEMBACA))


def test_without_the_setting_the_check_is_not_there(settings):
    settings.OTP_WAJIB = frozenset()
    with pytest.raises(MiddlewareNotUsed):
        FaktorWajib(lambda _: HttpResponse())
