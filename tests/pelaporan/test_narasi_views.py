"""Writing the text of one place of the LKjIP: who may, what is kept, what stays on the screen when it is not."""

import json

import pytest
from django.urls import reverse

from pelaporan.enums import KunciNarasi
from pelaporan.models import Narasi
from pelaporan.susunan import susun_lkjip
from renstra.models import Sasaran
from sakip.prosa.forms import PANJANG_TEKS_MAKS
from tests import pabrik
from tests.pelaporan.test_susunan import isi_tahun


def alamat(kunci="bab1.b", *sasaran):
    return reverse("pelaporan:narasi", args=["654340", 2024, kunci, *sasaran])


MEJA = "/654340/2024/lkjip/"


@pytest.fixture
def laporan(satker, sekretariat):
    return isi_tahun(satker, sekretariat)


@pytest.fixture
def penulis(client, laporan, perencana):
    client.force_login(perencana)
    return client


def kirim(client, isi, *, versi=0, bentuk="teks", ke=None):
    return client.post(ke or alamat(), {"isi": isi, "versi": versi, "bentuk": bentuk})


def tertulis(kunci="bab1.b"):
    return Narasi.objects.get(kunci=kunci).isi


def test_anonymous_is_sent_to_the_login(client, laporan):
    assert client.get(alamat()).url.startswith(reverse("masuk"))


def test_unrelated_satker_gets_404(client, laporan, orang_lain):
    client.force_login(orang_lain)
    assert client.get(alamat()).status_code == 404
    assert kirim(client, "Masuk").status_code == 404
    assert not Narasi.objects.filter(kunci="bab1.b").exists()


def test_without_the_right_gets_403(client, laporan, pembaca):
    client.force_login(pembaca)
    assert client.get(alamat()).status_code == 403
    assert kirim(client, "Masuk").status_code == 403
    assert not Narasi.objects.filter(kunci="bab1.b").exists()


def test_without_a_report_there_is_no_place(client, satker, perencana):
    client.force_login(perencana)
    assert client.get(alamat()).status_code == 404


@pytest.mark.parametrize("kunci", ["bab9.z", "bab3.b.sasaran", "x"])
def test_unknown_place_gets_404(penulis, kunci):
    assert penulis.get(alamat(kunci)).status_code == 404


def test_only_measured_sasaran_have_an_analysis(penulis, laporan):
    lain = pabrik.SasaranFactory(renstra=Sasaran.objects.first().renstra)
    assert penulis.get(alamat("bab3.b.sasaran", lain.pk)).status_code == 404
    assert penulis.get(alamat("bab1.b", Sasaran.objects.first().pk)).status_code == 404


@pytest.mark.parametrize("kunci", [k for k in KunciNarasi if k != KunciNarasi.ANALISIS_SASARAN])
def test_every_place_has_its_page(penulis, kunci):
    assert kunci.label in penulis.get(alamat(kunci.value)).content.decode()


def test_a_new_text_is_kept_and_stands_on_the_page_and_in_the_report(penulis, laporan):
    jawaban = kirim(penulis, "Kedudukan **kantor**.\n\n1. satu\n2. dua")
    assert jawaban.url == alamat()
    assert tertulis() == "<p>Kedudukan <strong>kantor</strong>.</p>\n<ol> <li>satu</li> <li>dua</li> </ol>"
    isi = penulis.get(alamat()).content.decode()
    assert "<p>Kedudukan <strong>kantor</strong>.</p>" in isi  # the paper
    assert "Kedudukan **kantor**.\n\n1. satu\n2. dua" in isi  # the form
    assert "Kedudukan <strong>kantor" in json.dumps(susun_lkjip(laporan.satker, 2024).data)


def test_the_analysis_of_a_sasaran_is_kept_with_it(penulis, laporan):
    sasaran = Sasaran.objects.first()
    assert kirim(penulis, "Analisis.", ke=alamat("bab3.b.sasaran", sasaran.pk)).status_code == 302
    assert Narasi.objects.get(kunci="bab3.b.sasaran").sasaran == sasaran


def test_a_text_that_stands_is_replaced(penulis):
    assert kirim(penulis, "Baru.", versi=1, ke=alamat("bab1.a")).status_code == 302
    narasi = Narasi.objects.get(kunci="bab1.a")
    assert (narasi.isi, narasi.versi) == ("<p>Baru.</p>", 2)


def test_too_long_a_text_is_told_at_the_field_and_stays(penulis):
    jawaban = kirim(penulis, "panjang " * (PANJANG_TEKS_MAKS // 8 + 1))
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    assert "Teks terlalu panjang: 200.007 karakter, paling banyak 200.000." in isi
    assert "panjang panjang" in isi
    assert not Narasi.objects.filter(kunci="bab1.b").exists()


def test_a_text_whose_html_is_too_long_is_told_at_the_field(penulis):
    jawaban = kirim(penulis, "&" * 100_000)
    assert jawaban.status_code == 422
    assert "isi" in jawaban.context["form"].errors


def test_a_missing_version_saves_nothing(penulis):
    assert penulis.post(alamat(), {"isi": "Baru."}).status_code == 422
    assert not Narasi.objects.filter(kunci="bab1.b").exists()


@pytest.mark.parametrize("versi", [0, 7])
def test_a_conflict_shows_both_texts_and_the_next_save_counts(penulis, versi):
    Narasi.objects.filter(kunci="bab1.a").update(isi="<p>Tulisan rekan.</p>", versi=3)
    jawaban = kirim(penulis, "Tulisan saya.", versi=versi, ke=alamat("bab1.a"))
    isi = jawaban.content.decode()
    assert jawaban.status_code == 409
    assert "<p>Tulisan rekan.</p>" in isi
    assert "Tulisan saya." in isi
    assert tertulis("bab1.a") == "<p>Tulisan rekan.</p>"
    versi_baru = jawaban.context["form"]["versi"].value()
    assert kirim(penulis, "Tulisan saya.", versi=versi_baru, ke=alamat("bab1.a")).status_code == 302
    assert tertulis("bab1.a") == "<p>Tulisan saya.</p>"


def test_a_text_removed_meanwhile_is_a_conflict(penulis):
    assert kirim(penulis, "Tulisan saya.", versi=2).status_code == 409


def test_script_is_text_in_light_text_and_gone_in_html(penulis):
    kirim(penulis, "<script>alert(1)</script>")
    assert tertulis() == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    kirim(penulis, '<p onclick="x()">a</p><script>alert(1)</script>', versi=1, bentuk="html")
    assert tertulis() == "<p>a</p>"


def test_a_table_is_written_as_html_with_a_note(penulis):
    tabel = "<table><tbody><tr><td>sel</td></tr></tbody></table>"
    Narasi.objects.filter(kunci="bab1.a").update(isi=tabel)
    jawaban = penulis.get(alamat("bab1.a"))
    assert "ditampilkan sebagai HTML" in jawaban.content.decode()
    assert jawaban.context["form"]["isi"].value() == tabel
    kirim(penulis, tabel.replace("sel", "isi"), versi=1, bentuk="html", ke=alamat("bab1.a"))
    assert tertulis("bab1.a") == tabel.replace("sel", "isi")


def test_the_desk_leads_to_every_place(penulis, laporan):
    isi = penulis.get(MEJA).content.decode()
    for kunci in KunciNarasi:
        if kunci != KunciNarasi.ANALISIS_SASARAN:
            assert alamat(kunci.value) in isi
    for sasaran in Sasaran.objects.all():
        assert isi.count(alamat("bab3.b.sasaran", sasaran.pk)) == 2  # the chapter and "Masih kurang"
    assert isi.count(f'href="{alamat("bab1.a")}"') == 1  # filled: only the chapter


def test_the_desk_leads_nobody_without_the_right_there(client, laporan, pembaca):
    client.force_login(pembaca)
    isi = client.get(MEJA).content.decode()
    assert "Bab I B. Kedudukan" in isi
    assert "/lkjip/narasi/" not in isi


@pytest.mark.parametrize("banyak", [1, 30])
def test_query_count_is_flat(penulis, laporan, django_assert_max_num_queries, banyak):
    renstra = Sasaran.objects.first().renstra
    for _ in range(banyak):
        pabrik.PengukuranFactory(indikator__sasaran__renstra=renstra)
    with django_assert_max_num_queries(28):
        penulis.get(alamat("bab3.b.sasaran", Sasaran.objects.first().pk))
