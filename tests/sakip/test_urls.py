"""Addresses, health probe, style page, and the path converters."""

import pytest
from django.db import connection
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from sakip.konversi import KodeSatkerConverter, TahunConverter


@pytest.mark.django_db
def test_sehat_answers_without_login(client):
    jawaban = client.get("/sehat/")
    assert (jawaban.status_code, jawaban.content) == (200, b"ok")
    assert "no-store" in jawaban["Cache-Control"]


@pytest.mark.django_db
def test_sehat_fails_when_the_database_does_not_answer(client, monkeypatch):
    def putus():
        raise ConnectionError("basis data mati")

    monkeypatch.setattr(connection, "cursor", putus)
    client.raise_request_exception = False
    assert client.get("/sehat/").status_code == 500


@pytest.mark.django_db
def test_gaya_exists_only_while_developing(client, settings):
    settings.DEBUG = False
    assert client.get("/gaya/").status_code == 404
    settings.DEBUG = True
    assert client.get("/gaya/").status_code == 200


@pytest.mark.django_db
def test_anonymous_is_sent_to_masuk(client):
    jawaban = client.get("/654340/2024/")
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/masuk/?next=/654340/2024/")


@pytest.mark.django_db
def test_keluar_is_an_act_not_a_link(admin_client):
    assert admin_client.get("/keluar/").status_code == 405
    assert admin_client.post("/keluar/")["Location"] == "/masuk/"


@pytest.mark.parametrize("alamat", ["/65/2024/", "/654340/1999/", "/654340/2100/", "/abc/2024/"])
def test_no_place_outside_codes_and_years(alamat):
    with pytest.raises(Resolver404):
        resolve(alamat)


def test_place_gives_code_as_text_and_year_as_number():
    assert resolve("/0654340/2024/").kwargs == {"kode": "0654340", "tahun": 2024}


def test_beranda_refuses_a_year_of_another_century():
    with pytest.raises(NoReverseMatch):
        reverse("pelaporan:beranda", kwargs={"kode": "654340", "tahun": 1924})


def test_converters_return_what_they_were_given():
    assert TahunConverter().to_url(TahunConverter().to_python("2024")) == "2024"
    assert KodeSatkerConverter().to_python("0654340") == "0654340"


def test_an_act_opened_as_an_address_is_explained(client, perencana):
    client.force_login(perencana)
    jawaban = client.get("/654340/2024/lkjip/mulai/")
    assert jawaban.status_code == 405
    assert jawaban["Allow"] == "POST"
    assert "Tidak ada yang berubah" in jawaban.content.decode()
