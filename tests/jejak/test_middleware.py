"""A real request writes its person into the trail."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from jejak.enums import Tindakan
from jejak.middleware import PelakuPermintaan, pelaku, pelaku_dari
from jejak.models import Jejak
from organisasi.models import KopSurat
from sakip.pelaku import SISTEM, pelaku_kini
from tests import pabrik
from tests.jejak.conftest import terakhir


def test_a_form_sent_by_a_person_is_attributed(client, perencana, unit):
    perjanjian = pabrik.PerjanjianFactory(unit=unit)
    pabrik.IndikatorPerjanjianFactory(sasaran__perjanjian=perjanjian)
    client.force_login(perencana)
    jawaban = client.post(
        reverse("perjanjian:tindakan", args=[perjanjian.satker.kode, perjanjian.tahun, perjanjian.pk, "ajukan"]),
        REMOTE_ADDR="10.9.8.7",
    )
    assert jawaban.status_code == 302
    baris = Jejak.objects.get(tindakan=Tindakan.TRANSISI)
    assert (baris.pelaku_id, baris.pelaku, baris.jabatan) == (perencana.pk, str(perencana), "Perencana")
    assert (baris.asal, baris.permintaan) == ("10.9.8.7", jawaban["X-Permintaan"])


def test_each_request_has_its_own_number(client, db):
    satu, dua = client.get(reverse("masuk")), client.get(reverse("masuk"))
    assert len(satu["X-Permintaan"]) == 12
    assert satu["X-Permintaan"] != dua["X-Permintaan"]


def test_a_page_for_everybody_asks_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("masuk"))


def test_after_the_request_it_is_the_system_again(rf):
    pelaku(lambda request: HttpResponse())(rf.get("/"))
    assert pelaku_kini() == SISTEM


def test_logging_in_on_the_way_changes_the_person(rf, perencana):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1")
    request.user = AnonymousUser()
    siapa = PelakuPermintaan(request)
    assert (siapa().id, siapa().nama, siapa().asal) == (None, "Pengunjung", "10.0.0.1")
    request.user = perencana
    assert siapa().id == perencana.pk


def test_the_person_is_looked_up_once(rf, pimpinan, django_assert_num_queries):
    request = rf.get("/")
    request.user = type(pimpinan).objects.get(pk=pimpinan.pk)
    siapa = PelakuPermintaan(request)
    siapa()
    with django_assert_num_queries(0):
        assert siapa().jabatan == "Ketua"


def test_a_write_while_finding_out_who_it_is_does_not_turn_in_circles(rf, satker):
    kop = pabrik.KopSuratFactory(satker=satker)

    class Pencari:
        @property
        def pk(self):
            KopSurat.objects.filter(pk=kop.pk).update(alamat="di tengah jalan")

    request = rf.get("/")
    request.user = Pencari()
    jawab = pelaku(lambda r: HttpResponse(str(KopSurat.objects.update(telepon="1"))))
    assert jawab(request).content == b"1"
    assert {b.pelaku for b in Jejak.objects.order_by("-pk")[:2]} == {"Pengunjung"}


def test_acting_for_another_is_recorded(rf, perencana, kepala_unit):
    class Pelimpahan:
        penugasan = kepala_unit.pejabat.penugasan.get()

    perencana.pelimpahan_dipakai = Pelimpahan
    siapa = pelaku_dari(rf.get("/"), perencana)
    assert (siapa.id, siapa.atas_nama) == (perencana.pk, str(Pelimpahan.penugasan))
    assert siapa.atas_nama_id == kepala_unit.pejabat_id


@pytest.mark.parametrize(("https", "asal"), [(False, "10.0.0.1"), (True, "203.0.113.9")])
def test_a_proxys_header_counts_only_behind_the_proxy(settings, https, asal):
    settings.HTTPS = https
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9")
    assert pelaku_dari(request, None).asal == asal


def test_an_anonymous_failure_to_log_in_is_the_visitors(client, db):
    client.post(reverse("masuk"), {"username": "siapa", "password": "x"}, REMOTE_ADDR="10.0.0.2")
    assert (terakhir().pelaku, terakhir().pelaku_id, terakhir().asal) == ("Pengunjung", None, "10.0.0.2")
