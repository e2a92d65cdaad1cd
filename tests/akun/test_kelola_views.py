"""The pages on which admins look after logins: who reaches whom, and what happens to a login."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from akun import services_kelola
from akun.hak import KATA, hak_berlaku
from organisasi.enums import JenisJabatan
from organisasi.impor.lingkup import lingkup_sistem
from organisasi.impor.susunan import BUKU
from organisasi.models import Pejabat, Pengguna
from organisasi.services_impor import jalankan
from sakip.excel import baca
from sakip.izin import SEMUA_IZIN, Peran
from tests import pabrik
from tests.organisasi.buku_impor import tulis


def alamat(nama, satker, *args):
    return reverse(f"pengguna:{nama}", args=[satker.kode, 2024, *args])


def isian(orang=None, **nilai):
    """What the form of a login sends when nothing was changed."""
    if orang is None:
        return {"username": "budi", "nama": "Budi Santoso", "email": "", "peran": "perencana", "pejabat": ""} | nilai
    isi = {n: getattr(orang, n) for n in ("username", "email", "peran", "versi")}
    return isi | {"nama": orang.get_full_name() or "Nama", "pejabat": orang.pejabat_id or ""} | nilai


@pytest.fixture
def admin(client, admin_satker):
    client.force_login(admin_satker)
    return client


@pytest.fixture
def pusat_masuk(client, admin_pusat):
    client.force_login(admin_pusat)
    return client


# --- Who -----------------------------------------------------------------------------------------------------------

SATU = [
    ("satu", "get"),
    ("ubah", "get"),
    ("ubah", "post"),
    ("nonaktif", "get"),
    ("nonaktif", "post"),
    ("aktif", "post"),
]
SEMUA = [("daftar", "get"), ("tambah", "get"), ("tambah", "post"), ("hak", "get")]


@pytest.mark.parametrize(("nama", "cara"), [*SEMUA, *SATU])
def test_anonymous_strangers_and_those_without_the_right(client, satker, perencana, orang_lain, nama, cara):
    url = alamat(nama, satker, *([perencana.pk] if (nama, cara) in SATU else []))
    assert getattr(client, cara)(url).url.startswith(reverse("masuk"))
    client.force_login(orang_lain)
    assert getattr(client, cara)(url).status_code == 404
    client.force_login(perencana)
    assert getattr(client, cara)(url).status_code == 403


@pytest.mark.parametrize(("nama", "cara"), SATU)
def test_a_login_of_another_satker_is_not_found_here(admin, satker, orang_lain, nama, cara):
    assert getattr(admin, cara)(alamat(nama, satker, orang_lain.pk)).status_code == 404


@pytest.mark.parametrize(("nama", "cara"), [s for s in SATU if s[0] != "satu"])
@pytest.mark.parametrize("siapa", ["verifikator", "admin pusat", "teknisi", "staf"])
def test_an_admin_satker_does_not_touch_higher_logins(admin, satker, verifikator, nama, cara, siapa):
    """A link or a change would be a way into a login that may do more."""
    orang = {
        "verifikator": lambda: verifikator,
        "admin pusat": lambda: pabrik.PenggunaFactory(satker=satker, peran=Peran.ADMIN_PUSAT),
        "teknisi": lambda: pabrik.PenggunaFactory(satker=satker, is_superuser=True),
        "staf": lambda: pabrik.PenggunaFactory(satker=satker, is_staff=True),
    }[siapa]()
    assert getattr(admin, cara)(alamat(nama, satker, orang.pk)).status_code == 403
    assert "Dikelola oleh admin pusat" in admin.get(alamat("satu", satker, orang.pk)).content.decode()


@pytest.mark.parametrize(("nama", "cara"), [s for s in SATU if s[0] != "satu"])
def test_an_admin_satker_does_not_touch_who_holds_an_office_elsewhere(admin, satker, satker_lain, nama, cara):
    tugas = pabrik.PenugasanFactory(jabatan__unit__satker=satker_lain, jabatan__jenis=JenisJabatan.SEKRETARIS)
    orang = pabrik.PenggunaFactory(satker=satker, pejabat=tugas.pejabat, peran=Peran.PEMBACA)
    assert getattr(admin, cara)(alamat(nama, satker, orang.pk)).status_code == 403


def test_admin_pusat_manages_below(pusat_masuk, satker, verifikator, admin_satker):
    for orang in (verifikator, admin_satker):
        assert pusat_masuk.get(alamat("ubah", satker, orang.pk)).status_code == 200


def test_admin_pusat_of_another_tree_finds_nothing(pusat_masuk):
    lain = pabrik.SatkerFactory(kode="999")
    assert pusat_masuk.get(alamat("daftar", lain)).status_code == 404


# --- List ----------------------------------------------------------------------------------------------------------


def nama_terdaftar(client, satker, **saring):
    isi = client.get(alamat("daftar", satker), saring).content.decode()
    return set(re.findall(r'<small class="redup">([^<]+)</small>', isi))


def test_the_list_holds_the_logins_of_the_satker(admin, satker, perencana, orang_lain):
    assert nama_terdaftar(admin, satker) == {"admin_satker", "perencana"}


def test_the_list_is_filtered_by_role_state_and_words(admin, satker, perencana):
    pabrik.PenggunaFactory(username="lama", satker=satker, is_active=False)
    baru = pabrik.PenggunaFactory(username="baru", satker=satker, email="budi@kpu.go.id")
    baru.set_unusable_password()
    baru.save()
    assert nama_terdaftar(admin, satker, peran="admin_satker") == {"admin_satker"}
    assert nama_terdaftar(admin, satker, keadaan="nonaktif") == {"lama"}
    assert nama_terdaftar(admin, satker, keadaan="belum") == {"baru"}
    assert nama_terdaftar(admin, satker, keadaan="aktif") == {"admin_satker", "perencana"}
    assert nama_terdaftar(admin, satker, cari="BUDI kpu") == {"baru"}
    assert nama_terdaftar(admin, satker, peran="zzz", keadaan="zzz") == {"admin_satker", "perencana", "lama", "baru"}


def test_admin_pusat_lists_what_is_below_too(pusat_masuk, pusat, perencana, orang_lain):
    assert nama_terdaftar(pusat_masuk, pusat) == {"admin_pusat"}
    assert nama_terdaftar(pusat_masuk, pusat, cakupan="bawah") == {"admin_pusat", "perencana", "orang_lain"}


def test_an_admin_satker_does_not_list_what_is_below(admin, satker):
    bawahan = pabrik.SatkerFactory(induk=satker)
    pabrik.PenggunaFactory(username="bawahan", satker=bawahan)
    assert nama_terdaftar(admin, satker, cakupan="bawah") == {"admin_satker"}
    assert admin.get(alamat("daftar", bawahan)).status_code == 403


@pytest.mark.parametrize("banyak", [1, 45])
def test_query_count_is_flat(admin, unit, django_assert_max_num_queries, banyak):
    for _ in range(banyak):
        tugas = pabrik.PenugasanFactory(jabatan__unit=unit)
        pabrik.PenggunaFactory(satker=unit.satker, pejabat=tugas.pejabat)
    with django_assert_max_num_queries(25):
        admin.get(alamat("daftar", unit.satker))


# --- Creating and changing -----------------------------------------------------------------------------------------


def test_a_new_login_has_no_password_yet(admin, satker):
    jawaban = admin.post(alamat("tambah", satker), isian())
    orang = Pengguna.objects.get(username="budi")
    assert jawaban.url == alamat("satu", satker, orang.pk)
    assert (orang.satker, orang.first_name, orang.peran) == (satker, "Budi Santoso", "perencana")
    assert not orang.has_usable_password()
    assert "Belum diaktifkan" in admin.get(jawaban.url).content.decode()


def test_a_login_begins_with_the_pejabat_it_is_for(admin, satker):
    pejabat = pabrik.PejabatFactory(nama="Oktan Huzaeiry", satker=satker)
    isi = admin.get(alamat("tambah", satker) + f"?pejabat={pejabat.pk}").content.decode()
    assert 'value="Oktan Huzaeiry"' in isi
    assert f'<option value="{pejabat.pk}" selected>' in isi


@pytest.mark.parametrize("nama", ["perencana", "PERENCANA"])
def test_a_name_is_used_once_whatever_its_letters(admin, satker, perencana, nama):
    jawaban = admin.post(alamat("tambah", satker), isian(username=nama))
    assert jawaban.status_code == 422
    assert "Nama pengguna ini sudah dipakai" in jawaban.content.decode()


def test_the_owner_is_told_at_the_address_that_was_changed(
    admin, satker, perencana, surel_aktif, django_capture_on_commit_callbacks
):
    """A new address is a way into the login: a link can be asked for there."""
    perencana.email = "lama@example.go.id"
    perencana.save()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(alamat("ubah", satker, perencana.pk), isian(perencana, nama="Nama Baru"))
    assert mail.outbox == []
    perencana.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(alamat("ubah", satker, perencana.pk), isian(perencana, email="baru@example.go.id"))
    (surat,) = mail.outbox
    assert surat.to == ["lama@example.go.id"]
    assert "menjadi baru@example.go.id" in surat.body


def test_two_admins_change_the_same_login(admin, satker, perencana):
    admin.post(alamat("ubah", satker, perencana.pk), isian(perencana, email="a@kpu.go.id"))
    jawaban = admin.post(alamat("ubah", satker, perencana.pk), isian(perencana, email="b@kpu.go.id"))
    assert jawaban.status_code == 409
    perencana.refresh_from_db()
    assert perencana.email == "a@kpu.go.id"


def test_a_change_leaves_a_password_that_was_set_meanwhile(admin, satker, perencana, monkeypatch):
    """The form writes its own columns only."""
    lama = Pengguna.objects.get(pk=perencana.pk)
    perencana.set_password("kata-sandi-yang-baru")
    perencana.save()
    monkeypatch.setattr("akun.kelola.ambil", lambda request, pk: lama)
    assert admin.post(alamat("ubah", satker, perencana.pk), isian(lama, email="a@kpu.go.id")).status_code == 302
    perencana.refresh_from_db()
    assert perencana.check_password("kata-sandi-yang-baru")
    assert perencana.email == "a@kpu.go.id"


def test_admin_pusat_moves_a_login_to_another_satker(pusat_masuk, satker, satker_lain, perencana):
    kirim = isian(perencana, kode_satker=satker_lain.kode)
    assert pusat_masuk.post(alamat("ubah", satker, perencana.pk), kirim).url == alamat(
        "satu", satker_lain, perencana.pk
    )


def test_admin_pusat_does_not_move_a_login_out_of_the_own_tree(pusat_masuk, satker, perencana):
    pabrik.SatkerFactory(kode="999")
    jawaban = pusat_masuk.post(alamat("ubah", satker, perencana.pk), isian(perencana, kode_satker="999"))
    assert jawaban.status_code == 422
    assert "Tidak ada satuan kerja dengan kode 999" in jawaban.content.decode()


# --- Attempts to get more ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("peran", [Peran.ADMIN_PUSAT, Peran.VERIFIKATOR, Peran.PELAKSANA, "raja"])
def test_an_admin_satker_cannot_give_such_a_role(admin, satker, perencana, peran):
    assert admin.post(alamat("tambah", satker), isian(peran=peran)).status_code == 422
    assert admin.post(alamat("ubah", satker, perencana.pk), isian(perencana, peran=peran)).status_code == 422
    perencana.refresh_from_db()
    assert perencana.peran == Peran.PERENCANA
    assert not Pengguna.objects.filter(username="budi").exists()


LEBIH = {
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "",
    "password": "rahasia",
    "groups": "1",
    "user_permissions": "1",
    "id": "1",
    "pk": "1",
    "first_name": "X",
}


def test_what_is_no_field_is_not_written(admin, satker, satker_lain, perencana):
    tempat = {"satker": satker_lain.pk, "kode_satker": satker_lain.kode}
    sandi = perencana.password
    admin.post(alamat("tambah", satker), isian(**LEBIH, **tempat))
    admin.post(alamat("ubah", satker, perencana.pk), isian(perencana, **LEBIH, **tempat))
    for orang in (Pengguna.objects.get(username="budi"), Pengguna.objects.get(pk=perencana.pk)):
        assert (orang.is_superuser, orang.is_staff) == (False, False)
        assert orang.is_active
        assert orang.satker == satker
        assert not orang.check_password("rahasia")
    assert Pengguna.objects.get(pk=perencana.pk).password == sandi


def test_nobody_changes_the_own_role_or_office(admin, satker, admin_satker, sekretaris):
    kirim = isian(admin_satker, peran="sekretaris", pejabat=sekretaris.pejabat_id, email="saya@kpu.go.id")
    assert admin.post(alamat("ubah", satker, admin_satker.pk), kirim).status_code == 302
    admin_satker.refresh_from_db()
    assert (admin_satker.peran, admin_satker.pejabat) == ("admin_satker", None)
    assert admin_satker.email == "saya@kpu.go.id"


def test_nobody_deactivates_the_own_login(admin, satker, admin_satker):
    jawaban = admin.post(alamat("nonaktif", satker, admin_satker.pk), {"alasan": "x", "yakin": "on", "versi": 1})
    assert jawaban.status_code == 403
    admin_satker.refresh_from_db()
    assert admin_satker.is_active


@pytest.mark.parametrize("mulai", [None, "2099-01-01"])
def test_a_login_is_not_linked_to_who_holds_an_office_elsewhere(admin, satker, satker_lain, mulai):
    """The login would have that office's rights there, today or from that day on."""
    orang = pabrik.PejabatFactory(satker=satker)
    pabrik.PenugasanFactory(pejabat=orang, jabatan__unit__satker=satker_lain, mulai=mulai)
    assert admin.post(alamat("tambah", satker), isian(pejabat=orang.pk)).status_code == 422
    assert str(orang) not in admin.get(alamat("tambah", satker)).content.decode()


def test_an_office_that_is_over_does_not_count(admin, satker, satker_lain):
    orang = pabrik.PejabatFactory(satker=satker)
    pabrik.PenugasanFactory(pejabat=orang, jabatan__unit__satker=satker_lain, selesai="2020-01-01")
    assert admin.post(alamat("tambah", satker), isian(pejabat=orang.pk)).status_code == 302


def test_a_guest_has_the_login_at_home(admin, satker, satker_lain):
    """The satker where the person belongs may give an office there any day: that login must not be in other hands."""
    tamu = pabrik.PenugasanFactory(pejabat__satker=satker_lain, jabatan__unit__satker=satker).pejabat
    assert admin.post(alamat("tambah", satker), isian(pejabat=tamu.pk)).status_code == 422


@pytest.mark.parametrize("siapa", ["orang lain", "sudah punya"])
def test_a_login_is_not_linked_to_a_stranger_or_to_who_has_one(admin, satker, satker_lain, kepala_unit, siapa):
    asing = pabrik.PejabatFactory(satker=satker_lain)
    pk = asing.pk if siapa == "orang lain" else kepala_unit.pejabat_id
    assert admin.post(alamat("tambah", satker), isian(pejabat=pk)).status_code == 422


def test_the_preview_tells_nothing_about_strangers(admin, satker, satker_lain):
    tugas = pabrik.PenugasanFactory(jabatan__unit__satker=satker_lain, jabatan__nama="Sekretaris Rahasia")
    isi = admin.get(alamat("hak", satker), {"peran": "admin_pusat", "pejabat": tugas.pejabat_id}).content.decode()
    assert "Rahasia" not in isi
    assert "menambah dan memindahkan satuan kerja" not in isi


# --- Deactivating --------------------------------------------------------------------------------------------------


def test_a_deactivated_login_is_out_at_once_and_comes_back(admin, satker, perencana):
    dalam = type(admin)()
    dalam.force_login(perencana)
    url = alamat("nonaktif", satker, perencana.pk)
    assert admin.post(url, {"alasan": "", "versi": 1}).status_code == 422
    assert admin.post(url, {"alasan": "pindah", "versi": 1}).status_code == 302
    assert dalam.get(reverse("pelaporan:beranda", args=[satker.kode, 2024])).status_code == 302
    assert "Tidak ada: pengguna ini nonaktif" in admin.get(alamat("satu", satker, perencana.pk)).content.decode()
    admin.post(alamat("aktif", satker, perencana.pk))
    perencana.refresh_from_db()
    assert perencana.is_active


def test_a_session_does_not_live_again_with_its_login(admin, satker, perencana):
    dalam = type(admin)()
    dalam.force_login(perencana)
    admin.post(alamat("nonaktif", satker, perencana.pk), {"alasan": "pindah", "versi": 1})
    admin.post(alamat("aktif", satker, perencana.pk))
    assert dalam.get(reverse("pelaporan:beranda", args=[satker.kode, 2024])).status_code == 302


def test_a_session_does_not_live_again_after_an_import_that_ended_the_login(admin, satker, perencana):
    client_lain = Client()
    client_lain.force_login(perencana)
    Pengguna.objects.filter(pk=perencana.pk).update(is_active=False)
    admin.post(alamat("aktif", satker, perencana.pk))
    assert client_lain.get(reverse("akun:akun")).status_code == 302


def test_a_login_that_changed_meanwhile_is_not_deactivated(admin, satker, perencana):
    Pengguna.objects.filter(pk=perencana.pk).update(versi=2)
    admin.post(alamat("nonaktif", satker, perencana.pk), {"alasan": "pindah", "versi": 1})
    perencana.refresh_from_db()
    assert perencana.is_active


@pytest.mark.parametrize("yakin", [True, False])
def test_the_last_admin_goes_only_when_that_is_meant(pusat_masuk, satker, admin_satker, yakin):
    url = alamat("nonaktif", satker, admin_satker.pk)
    assert "Admin satker yang terakhir" in pusat_masuk.get(url).content.decode()
    pusat_masuk.post(url, {"alasan": "pensiun", "versi": 1} | ({"yakin": "on"} if yakin else {}))
    admin_satker.refresh_from_db()
    assert admin_satker.is_active != yakin


@pytest.mark.parametrize(("yakin", "peran"), [(True, "perencana"), (False, "admin_satker")])
def test_the_last_admin_gets_another_role_only_when_that_is_meant(pusat_masuk, satker, admin_satker, yakin, peran):
    kirim = isian(admin_satker, peran="perencana", kode_satker=satker.kode) | ({"yakin": "on"} if yakin else {})
    assert pusat_masuk.post(alamat("ubah", satker, admin_satker.pk), kirim).status_code == (302 if yakin else 422)
    admin_satker.refresh_from_db()
    assert admin_satker.peran == peran


@pytest.mark.parametrize("cara", ["nonaktif", "ubah"])
def test_two_admins_who_send_each_other_away_leave_one(admin, satker, admin_satker, monkeypatch, cara):
    """The other one goes between the look at who is left and the writing."""
    lain = pabrik.PenggunaFactory(satker=satker, peran=Peran.ADMIN_SATKER)
    modul = services_kelola.Satker.objects
    asli = modul.select_for_update

    def menyela():
        Pengguna.objects.filter(pk=admin_satker.pk).update(is_active=False)
        return asli()

    monkeypatch.setattr(modul, "select_for_update", menyela)
    isi = {"versi": lain.versi, "alasan": "Pindah"} if cara == "nonaktif" else isian(lain, peran="pembaca")
    admin.post(alamat(cara, satker, lain.pk), isi)
    lain.refresh_from_db()
    assert lain.is_active
    assert lain.peran == Peran.ADMIN_SATKER


def test_one_of_two_admins_goes_without_a_question(admin, satker):
    kedua = pabrik.PenggunaFactory(satker=satker, peran=Peran.ADMIN_SATKER)
    assert "Admin satker yang terakhir" not in admin.get(alamat("nonaktif", satker, kedua.pk)).content.decode()
    assert admin.post(alamat("nonaktif", satker, kedua.pk), {"alasan": "x", "versi": 1}).status_code == 302


# --- Access --------------------------------------------------------------------------------------------------------


def test_the_page_leads_to_links_and_recovery(admin, satker, admin_satker, perencana):
    isi = admin.get(alamat("satu", satker, perencana.pk)).content.decode()
    assert reverse("akun:pemulihan", args=[perencana.pk]) in isi
    assert reverse("akun:buat_tautan", args=[perencana.pk]) not in isi  # has a password
    perencana.set_unusable_password()
    perencana.save()
    assert (
        reverse("akun:buat_tautan", args=[perencana.pk])
        in admin.get(alamat("satu", satker, perencana.pk)).content.decode()
    )
    assert reverse("akun:akun") in admin.get(alamat("satu", satker, admin_satker.pk)).content.decode()


@pytest.mark.parametrize("nama", ["pemulihan", "buat_tautan", "pulihkan_faktor", "buka_kunci", "akhiri_sesi_orang"])
def test_no_way_into_a_login_that_reaches_further(admin, satker, satker_lain, nama):
    """A link into it would give its office elsewhere."""
    tugas = pabrik.PenugasanFactory(jabatan__unit__satker=satker_lain)
    orang = pabrik.PenggunaFactory(satker=satker, pejabat=tugas.pejabat, peran=Peran.PEMBACA)
    kirim = admin.get if nama == "pemulihan" else admin.post
    assert kirim(reverse(f"akun:{nama}", args=[orang.pk])).status_code == 403


def test_who_failed_too_often_is_listed_as_locked(admin, satker, perencana):
    for kali in range(5):
        assert nama_terdaftar(admin, satker, keadaan="terkunci") == set(), kali
        type(admin)().post(reverse("masuk"), {"username": "perencana", "password": "salah"})
    assert nama_terdaftar(admin, satker, keadaan="terkunci") == {"perencana"}
    assert nama_terdaftar(admin, satker, keadaan="aktif") == {"admin_satker"}
    assert "Terkunci" in admin.get(alamat("satu", satker, perencana.pk)).content.decode()


# --- Rights in words -----------------------------------------------------------------------------------------------


def test_every_permission_has_words():
    assert set(KATA) == SEMUA_IZIN


def test_rights_come_from_the_role_and_every_office(kepala_unit, sekretariat):
    pabrik.PenugasanFactory(
        pejabat=kepala_unit.pejabat, jabatan__unit=sekretariat, jabatan__jenis=JenisJabatan.SEKRETARIS, status="plt"
    )
    hak = hak_berlaku(kepala_unit)
    assert {h.wewenang for h in hak} == kepala_unit.wewenang
    assert (hak[0].asal, hak[0].boleh) == ("Peran Pembaca", (("Semua data yang terlihat baginya", "membaca saja"),))
    sekretaris = next(dict(h.boleh) for h in hak if h.asal.startswith("Jabatan Plt."))
    assert sekretaris["Realisasi kinerja"].startswith("mengisi, mengajukan, menyetujui, memverifikasi")
    assert any(h.tempat == "Bagian Keuangan dan unit di bawahnya" for h in hak)


def test_the_form_shows_what_its_choice_would_give(admin, satker, unit):
    tugas = pabrik.PenugasanFactory(jabatan__unit=unit, jabatan__nama="Kepala Bagian Keuangan", pejabat__satker=satker)
    kueri = {"peran": "perencana", "pejabat": tugas.pejabat_id}
    isi = admin.get(alamat("hak", satker), kueri).content.decode()
    assert "Peran Perencana" in isi
    assert "Jabatan Kepala Bagian Keuangan" in isi
    assert Pejabat.objects.count() == 1


def test_the_owner_is_told_when_an_import_changes_the_address(
    satker, perencana, surel_aktif, django_capture_on_commit_callbacks
):
    perencana.email = "lama@example.go.id"
    perencana.save()
    baris = {"username": "perencana", "satker": satker.kode, "peran": "Perencana", "email": "baru@example.go.id"}
    with django_capture_on_commit_callbacks(execute=True):
        jalankan(baca(tulis({"Pengguna": [baris]}), BUKU), lingkup_sistem(satker.kode), nama="data.xlsx")
    (surat,) = mail.outbox
    assert (surat.to, "menjadi baru@example.go.id" in surat.body) == (["lama@example.go.id"], True)
