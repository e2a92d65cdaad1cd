"""Akun saya: the person's own page and address."""

import pytest
from django.core import mail
from django.urls import reverse

from organisasi.models import Pengguna
from tests import pabrik
from tests.akun.conftest import masuk

HALAMAN = ["akun", "surel", "sandi", "sesi", "faktor"]


@pytest.mark.parametrize("nama", [*HALAMAN, "faktor_mulai", "faktor_pasang", "kode_pemulihan", "faktor_matikan"])
def test_anonymous_is_sent_to_the_login(client, db, nama):
    alamat = reverse(f"akun:{nama}")
    assert client.get(alamat).url == f"{reverse('masuk')}?next={alamat}"


@pytest.mark.parametrize("nama", HALAMAN)
def test_every_page_opens_for_everybody(client, orang_lain, nama):
    masuk(client, orang_lain)
    assert client.get(reverse(f"akun:{nama}")).status_code == 200


def test_the_page_says_who_one_is(client, kepala_unit, satker):
    masuk(client, kepala_unit)
    isi = client.get(reverse("akun:akun")).content.decode()
    for fakta in (kepala_unit.username, satker.nama, "Kepala bagian"):
        assert fakta in isi


def test_the_page_takes_few_queries(client, kepala_unit, django_assert_num_queries):
    masuk(client, kepala_unit)
    with django_assert_num_queries(7):  # session, person, satker, offices, app, codes left, sessions
        client.get(reverse("akun:akun"))


def test_the_menu_leads_here(client, pembaca, satker):
    masuk(client, pembaca)
    assert (
        f'href="{reverse("akun:akun")}"'
        in client.get(reverse("organisasi:organisasi", args=[satker.kode, 2024])).content.decode()
    )


def test_the_address_asks_for_the_password(client, pembaca):
    masuk(client, pembaca)
    client.post(reverse("akun:surel"), {"surel": "baru@example.go.id", "sandi": "salah"})
    assert Pengguna.objects.get(pk=pembaca.pk).email == ""
    client.post(reverse("akun:surel"), {"surel": "baru@example.go.id", "sandi": pabrik.SANDI})
    assert Pengguna.objects.get(pk=pembaca.pk).email == "baru@example.go.id"


def test_the_old_address_is_told(client, pembaca, surel_aktif, django_capture_on_commit_callbacks):
    Pengguna.objects.update(email="lama@example.go.id")
    masuk(client, pembaca)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("akun:surel"), {"surel": "baru@example.go.id", "sandi": pabrik.SANDI})
    (surat,) = mail.outbox
    assert surat.to == ["lama@example.go.id"]
    assert "diganti menjadi baru@example.go.id" in surat.body
