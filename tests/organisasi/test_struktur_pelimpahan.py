"""The page of what an office holder handed over, and acting for another in the top bar."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from organisasi.middleware import KUNCI_SESI
from organisasi.models import Pelimpahan, Penugasan
from sakip.angka import format_tanggal
from tests import pabrik


def _url(satker, nama, **kwargs):
    return reverse(f"organisasi:{nama}", kwargs={"kode": satker.kode, "tahun": 2024, **kwargs})


@pytest.fixture
def hari():
    return timezone.localdate()


@pytest.fixture
def pelimpahan(kepala_unit, pembaca, hari):
    return Pelimpahan.objects.create(
        penugasan=kepala_unit.penugasan_kini().get(),
        penerima=pembaca,
        mulai=hari,
        selesai=hari + timedelta(days=7),
        dasar="Surat tugas 12",
    )


def _limpahkan(client, satker, **data):
    return client.post(_url(satker, "limpahkan"), data)


@pytest.fixture
def isian(kepala_unit, pembaca, hari):
    return {
        "penugasan": kepala_unit.penugasan_kini().get().pk,
        "penerima": pembaca.pk,
        "mulai": format_tanggal(hari),
        "selesai": format_tanggal(hari + timedelta(days=7)),
        "dasar": "Surat tugas 12",
    }


# --- Giving --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", ["pelimpahan", "limpahkan"])
def test_anonymous_is_sent_to_the_login(client, satker, nama):
    assert client.get(_url(satker, nama)).url.startswith(reverse("masuk"))


@pytest.mark.parametrize("nama", ["pelimpahan", "limpahkan"])
@pytest.mark.parametrize(
    ("siapa", "status"),
    [
        ("orang_lain", 404),
        ("pembaca", 403),
        ("admin_satker", 403),
        ("pimpinan", 403),
        ("kepala_unit", 200),
        ("sekretaris", 200),
    ],
)
def test_it_is_for_office_holders(client, request, satker, siapa, status, nama):
    client.force_login(request.getfixturevalue(siapa))
    assert client.get(_url(satker, nama)).status_code == status


def test_an_office_elsewhere_gives_nothing_to_hand_over_here(client, satker, satker_lain, kepala_unit):
    client.force_login(kepala_unit)
    pabrik.PenugasanFactory(pejabat=kepala_unit.pejabat, jabatan__unit__satker=satker_lain)
    Penugasan.objects.filter(jabatan__unit__satker=satker).update(selesai="2020-01-01")
    assert client.get(_url(satker, "pelimpahan")).status_code == 403


def test_an_office_holder_hands_over(client, satker, kepala_unit, pembaca, isian):
    client.force_login(kepala_unit)
    assert _limpahkan(client, satker, **isian).status_code == 302
    assert Pelimpahan.objects.get().penerima == pembaca
    assert "Surat tugas 12" in client.get(_url(satker, "pelimpahan")).content.decode()


def test_nobody_hands_over_anothers_office(client, satker, sekretaris, kepala_unit, isian):
    client.force_login(sekretaris)
    assert _limpahkan(client, satker, **isian).status_code == 422
    assert not Pelimpahan.objects.exists()


def test_the_receiver_is_of_the_same_satker_and_somebody_else(client, satker, kepala_unit, orang_lain, isian):
    client.force_login(kepala_unit)
    for pk in (orang_lain.pk, kepala_unit.pk):
        assert _limpahkan(client, satker, **isian | {"penerima": pk}).status_code == 422
    assert not Pelimpahan.objects.exists()


def test_a_missing_receiver_is_said_at_the_field(client, satker, kepala_unit, isian):
    client.force_login(kepala_unit)
    jawaban = _limpahkan(client, satker, **isian | {"penerima": ""})
    assert jawaban.status_code == 422
    assert "penerima" in jawaban.context["form"].errors


def test_a_time_that_is_over_is_refused(client, satker, kepala_unit, isian, hari):
    client.force_login(kepala_unit)
    lalu = {"mulai": format_tanggal(hari - timedelta(days=9)), "selesai": format_tanggal(hari - timedelta(days=1))}
    assert "sudah lewat" in _limpahkan(client, satker, **isian | lalu).content.decode()


def test_it_is_withdrawn_by_its_giver_only(client, satker, pelimpahan, kepala_unit, sekretaris):
    url = _url(satker, "cabut_pelimpahan", pk=pelimpahan.pk)
    client.force_login(sekretaris)
    assert client.post(url).status_code == 404
    client.force_login(kepala_unit)
    assert client.post(url).status_code == 302
    pelimpahan.refresh_from_db()
    assert pelimpahan.dicabut_pada is not None
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("banyak", [1, 50])
def test_list_query_count_is_flat(client, satker, pelimpahan, kepala_unit, banyak, django_assert_max_num_queries):
    for _ in range(banyak):
        pelimpahan.pk, pelimpahan.penerima = None, pabrik.PenggunaFactory(satker=satker)
        pelimpahan.save(force_insert=True)
    client.force_login(kepala_unit)
    with django_assert_max_num_queries(25):
        client.get(_url(satker, "pelimpahan"))


# --- Acting for another --------------------------------------------------------------------------------------------


def _bertindak(client, satker, pk):
    return client.post(_url(satker, "bertindak"), {"pk": pk})


def test_the_menu_offers_it_to_the_receiver_and_to_nobody_else(client, satker, pelimpahan, pembaca, perencana):
    client.force_login(pembaca)
    assert "Bertindak atas nama Sudirman" in client.get(_url(satker, "organisasi")).content.decode()
    client.force_login(perencana)
    assert "Bertindak atas nama" not in client.get(_url(satker, "organisasi")).content.decode()


def test_the_top_bar_says_for_whom_and_offers_the_end(client, satker, pelimpahan, pembaca):
    client.force_login(pembaca)
    assert _bertindak(client, satker, pelimpahan.pk).status_code == 302
    isi = client.get(_url(satker, "organisasi")).content.decode()
    bilah = strip_tags(isi.split('class="bilah-an"')[1].split("</div>")[0])
    assert "a.n. Kepala bagian (Sudirman) sampai" in " ".join(bilah.split())
    assert "Bertindak atas nama Sudirman" not in isi
    client.post(_url(satker, "selesai_bertindak"))
    assert "a.n." not in client.get(_url(satker, "organisasi")).content.decode()


def test_the_rights_come_with_the_choice_and_go_with_it(client, satker, pelimpahan, pembaca):
    client.force_login(pembaca)
    _bertindak(client, satker, pelimpahan.pk)
    pemohon = client.get(_url(satker, "organisasi")).wsgi_request.user
    assert pemohon.has_perm("capaian.isi_realisasi", pelimpahan)
    client.post(_url(satker, "selesai_bertindak"))
    pemohon = client.get(_url(satker, "organisasi")).wsgi_request.user
    assert not pemohon.has_perm("capaian.isi_realisasi", pelimpahan)


@pytest.mark.parametrize("pk", ["", "abc", "0", "9" * 30])
def test_what_is_no_pelimpahan_is_not_found(client, satker, pembaca, pk):
    client.force_login(pembaca)
    assert _bertindak(client, satker, pk).status_code == 404


def test_nobody_uses_anothers(client, satker, pelimpahan, perencana):
    client.force_login(perencana)
    assert _bertindak(client, satker, pelimpahan.pk).status_code == 404
    assert KUNCI_SESI not in client.session


def test_it_ends_by_itself_when_withdrawn(client, satker, pelimpahan, pembaca):
    client.force_login(pembaca)
    _bertindak(client, satker, pelimpahan.pk)
    Pelimpahan.objects.update(dicabut_pada=timezone.now())
    assert "a.n." not in client.get(_url(satker, "organisasi")).content.decode()
    assert KUNCI_SESI not in client.session


def test_a_choice_put_into_the_session_of_another_person_does_nothing(client, satker, pelimpahan, perencana):
    client.force_login(perencana)
    sesi = client.session
    sesi[KUNCI_SESI] = pelimpahan.pk
    sesi.save()
    assert client.get(_url(satker, "organisasi")).wsgi_request.user.pelimpahan_dipakai is None


@pytest.mark.parametrize("nama", ["bertindak", "selesai_bertindak"])
def test_it_changes_by_post_only_and_in_the_own_place(client, satker, orang_lain, pembaca, nama):
    client.force_login(pembaca)
    assert client.get(_url(satker, nama)).status_code == 405
    client.force_login(orang_lain)
    assert client.post(_url(satker, nama)).status_code == 404
