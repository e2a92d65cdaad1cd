from datetime import date

import pytest
from django.urls import reverse

from organisasi.enums import StatusPenugasan
from tests import pabrik


@pytest.fixture
def alamat(satker):
    return reverse("organisasi:organisasi", args=[satker.kode, 2024])


def test_anonymous_is_sent_to_the_login(client, alamat):
    assert client.get(alamat).url.startswith(reverse("masuk"))


def test_unrelated_satker_gets_404(client, alamat, orang_lain):
    client.force_login(orang_lain)
    assert client.get(alamat).status_code == 404


def test_page_names_the_holder_of_the_day(client, alamat, unit, pembaca):
    jabatan = pabrik.JabatanFactory(unit=unit, nama="Kepala Bagian Perencanaan")
    pabrik.PenugasanFactory(
        pejabat__nama="Sudirman", jabatan=jabatan, status=StatusPenugasan.PLT, selesai=date(2024, 12, 26)
    )
    pabrik.PenugasanFactory(
        pejabat__nama="Martoni", jabatan=jabatan, status=StatusPenugasan.PLT, mulai=date(2024, 12, 27)
    )
    client.force_login(pembaca)
    isi = client.get(alamat).content.decode()
    assert "per 31 Desember 2024" in isi
    assert "Pelaksana tugas" in isi
    assert "Martoni" in isi
    assert "Sudirman" not in isi
    isi = client.get(f"{alamat}?per=2 Januari 2024").content.decode()
    assert "Sudirman" in isi
    assert "Martoni" not in isi


def test_a_date_that_is_none_is_told_and_kept(client, alamat, unit, pembaca):
    client.force_login(pembaca)
    isi = client.get(f"{alamat}?per=31 Februari").content.decode()
    assert 'value="31 Februari"' in isi
    assert "Yang tampil per 31 Desember 2024" in isi


def test_a_vacant_position_is_visibly_empty(client, alamat, unit, pembaca):
    pabrik.JabatanFactory(unit=unit)
    client.force_login(pembaca)
    isi = client.get(alamat).content.decode()
    assert "kosong-jabatan" in isi
    assert "1 kosong" in isi


def test_only_who_may_edit_is_offered_to(client, alamat, unit, pembaca, admin_satker):
    client.force_login(pembaca)
    assert "Tambah unit" not in client.get(alamat).content.decode()
    client.force_login(admin_satker)
    assert "Tambah unit" in client.get(alamat).content.decode()


def test_an_empty_satker_says_what_will_stand_here(client, alamat, pembaca):
    client.force_login(pembaca)
    assert "Belum ada unit" in client.get(alamat).content.decode()


@pytest.mark.parametrize("banyak", [1, 50])
def test_query_count_is_flat(client, alamat, unit, pembaca, django_assert_max_num_queries, banyak):
    for _ in range(banyak):
        pabrik.PenugasanFactory(jabatan__unit=unit)
    client.force_login(pembaca)
    with django_assert_max_num_queries(22):
        client.get(alamat)


def test_the_year_switch_stays_in_the_section(client, alamat, pembaca):
    client.force_login(pembaca)
    isi = client.get(alamat).content.decode()
    assert f'href="{alamat.replace("2024", "2023")}"' in isi


def test_a_wrong_password_is_answered_plainly(client, pembaca):
    isi = client.post(reverse("masuk"), {"username": "pembaca", "password": "salah"}).content.decode()
    assert "Nama pengguna atau kata sandi salah." in isi


def test_home_leads_to_the_year_worked_in_last(client, alamat, satker, pembaca):
    client.force_login(pembaca)
    awal = client.get("/").url
    client.get(alamat.replace("/2024/", "/2022/"))

    assert client.get("/").url == f"/{satker.kode}/2022/" != awal


@pytest.mark.parametrize("teks", ["", "1999", "20 24", "2024x", "99999"])
def test_home_believes_no_year_that_is_none(client, pembaca, teks):
    client.force_login(pembaca)
    biasa = client.get("/").url
    client.cookies["tahun"] = teks
    assert client.get("/").url == biasa


def test_a_place_that_nobody_may_see_is_not_kept(client, satker, orang_lain):
    client.force_login(orang_lain)
    client.get(f"/{satker.kode}/2022/")
    assert not client.get("/").url.endswith("/2022/")


def test_what_is_not_found_elsewhere_says_nothing_of_the_place(client, satker, orang_lain):
    client.force_login(orang_lain)
    isi = client.get(f"/{satker.kode}/2022/renstra/").content.decode()
    assert satker.nama_singkat not in isi
    assert "Kembali ke Beranda" in isi
