"""The page of the sheet."""

import pytest
from django.urls import reverse

from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from tests import pabrik
from tests.perjanjian.kiriman import kirim


def alamat(perjanjian):
    return reverse("perjanjian:baris", kwargs={"kode": "654340", "tahun": 2024, "pk": perjanjian.pk})


@pytest.fixture
def masuk(client, perencana):
    client.force_login(perencana)
    return client


def test_saved_sheet_leads_back_to_the_paper(masuk, perjanjian):
    jawaban = masuk.post(alamat(perjanjian), kirim(perjanjian, indikator__0__0__target="77,5"), follow=True)
    assert jawaban.redirect_chain[-1][0] == perjanjian.get_absolute_url()
    assert "77,5" in jawaban.content.decode()


def test_wrong_input_comes_back_with_the_text_and_the_message(masuk, perjanjian):
    jawaban = masuk.post(alamat(perjanjian), kirim(perjanjian, indikator__0__0__target="77.5.0"))
    teks = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert 'value="77.5.0"' in teks
    assert 'href="#id_indikator-0-0-target"' in teks
    assert 'id="id_indikator-0-0-target_error"' in teks
    assert IndikatorPerjanjian.objects.get(uraian="Laporan tepat waktu").target == 100


def test_button_to_add_a_row_saves_nothing(masuk, perjanjian):
    data = kirim(perjanjian, indikator__0__0__target="95")
    data["tambah"] = "anggaran"
    jawaban = masuk.post(alamat(perjanjian), data)
    assert jawaban.status_code == 200
    assert 'name="anggaran-1-uraian"' in jawaban.content.decode()
    assert IndikatorPerjanjian.objects.get(uraian="Laporan tepat waktu").target == 100


def test_conflict_page_shows_both_values(masuk, perjanjian):
    data = kirim(perjanjian, indikator__0__0__target="95")
    IndikatorPerjanjian.objects.filter(uraian="Laporan tepat waktu").update(target=90, versi=2)
    teks = masuk.post(alamat(perjanjian), data).content.decode().replace("\xa0", " ")
    assert "target 90 %" in teks
    assert 'value="95"' in teks
    assert 'name="indikator-0-0-versi" value="2"' in teks


def test_sheet_submitted_meanwhile_keeps_what_was_typed(masuk, perjanjian, monkeypatch):
    """The status changes between reading and saving: the save refuses, the typed text stays on the screen."""
    data = kirim(perjanjian, indikator__0__0__target="95")

    def didahului(**kwargs):
        PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="diajukan")
        return simpan_asli(**kwargs)

    from perjanjian import views

    simpan_asli = views.simpan_baris
    monkeypatch.setattr(views, "simpan_baris", didahului)
    jawaban = masuk.post(alamat(perjanjian), data)
    assert "tidak dapat diubah lagi" in jawaban.content.decode()
    assert 'value="95"' in jawaban.content.decode()


@pytest.mark.parametrize("tambah", ["", "anggaran"])
def test_sheet_of_a_submitted_pk_gives_back_what_was_typed(masuk, perjanjian, tambah):
    data = kirim(perjanjian, indikator__0__0__target="95", anggaran__0__uraian="Ditulis sebagian")
    data["tambah"] = tambah
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status="diajukan")
    jawaban = masuk.post(alamat(perjanjian), data)
    teks = jawaban.content.decode()
    assert jawaban.status_code == 409
    assert "Perjanjian berstatus “Diajukan”; isinya tidak dapat diubah lagi." in teks
    assert 'value="95"' in teks
    assert "Ditulis sebagian" in teks
    assert IndikatorPerjanjian.objects.get(uraian="Laporan tepat waktu").target == 100


def test_row_offers_the_indikator_of_the_renstra(masuk, perjanjian, satker):
    i = pabrik.IndikatorFactory(sasaran__renstra__satker=satker, kode="1.1", uraian="Laporan tepat waktu")
    teks = masuk.get(alamat(perjanjian)).content.decode()
    assert f'<option value="{i.pk}" selected>1.1 Laporan tepat waktu</option>' in teks
    assert 'for="id_indikator-0-0-indikator"' in teks


def test_sheet_of_a_pk_in_force_is_not_opened(masuk, berlaku):
    jawaban = masuk.get(alamat(berlaku), follow=True)
    assert "isinya tidak dapat diubah lagi" in jawaban.content.decode()
    assert jawaban.redirect_chain[-1][0] == berlaku.get_absolute_url()


@pytest.mark.parametrize("nama", ["pimpinan", "verifikator", "pembaca"])
def test_sheet_is_not_for_those_who_only_read(client, perjanjian, request, nama):
    client.force_login(request.getfixturevalue(nama))
    assert client.post(alamat(perjanjian), kirim(perjanjian)).status_code == 403
