"""The profile page and its form: who may read, who may change, and that two people do not overwrite each other."""

import pytest
from django.urls import reverse

from organisasi.forms_profil import DaftarAkun
from organisasi.models import MediaSosial, Satker
from tests import pabrik


@pytest.fixture
def alamat(satker):
    return lambda nama="profil", *args: reverse(f"organisasi:{nama}", args=[satker.kode, 2024, *args])


@pytest.fixture
def isian(satker):
    """What the form sends when nothing was changed."""
    nama = ("nama", "nama_singkat", "kode", "jenis", "tempat", "zona_waktu", "versi")
    return {n: getattr(satker, n) for n in nama} | {"media_sosial_jenis": [], "media_sosial_akun": []}


UBAH = [("ubah_profil", "get"), ("ubah_profil", "post"), ("logo", "get"), ("logo", "post"), ("hapus_logo", "post")]
UBAH += [("kop_baru", "get"), ("kop_baru", "post"), ("pratinjau_kop", "get")]


@pytest.mark.parametrize(("nama", "cara"), [("profil", "get"), *UBAH])
def test_anonymous_is_sent_to_the_login(client, alamat, nama, cara):
    assert getattr(client, cara)(alamat(nama)).url.startswith(reverse("masuk"))


@pytest.mark.parametrize(("nama", "cara"), [("profil", "get"), *UBAH])
def test_unrelated_satker_gets_404(client, alamat, orang_lain, nama, cara):
    client.force_login(orang_lain)
    assert getattr(client, cara)(alamat(nama)).status_code == 404


@pytest.mark.parametrize(("nama", "cara"), UBAH)
@pytest.mark.parametrize("siapa", ["pembaca", "perencana", "sekretaris"])
def test_without_the_right_it_is_403(client, request, alamat, nama, cara, siapa):
    client.force_login(request.getfixturevalue(siapa))
    assert getattr(client, cara)(alamat(nama)).status_code == 403


def test_everybody_of_the_satker_reads_the_profile_without_buttons(client, alamat, satker, pembaca):
    Satker.objects.filter(pk=satker.pk).update(alamat="Jalan Kapuas Raya 82", telepon="(0736) 7321379")
    MediaSosial.objects.create(satker=satker, jenis="instagram", akun="kpu_bengkulu")
    client.force_login(pembaca)
    isi = client.get(alamat()).content.decode()
    assert "Jalan Kapuas Raya 82" in isi
    assert "Instagram <b>kpu_bengkulu</b>" in isi
    assert "Ubah profil" not in isi
    assert "Unggah logo" not in isi


def test_admin_satker_changes_what_is_printed(client, alamat, isian, satker, admin_satker):
    client.force_login(admin_satker)
    baru = {
        "alamat": "Jalan Kapuas Raya 82",
        "situs": "bengkulu.kpu.go.id",
        "media_sosial_jenis": ["instagram", "x"],
        "media_sosial_akun": ["@kpu_bengkulu", " kpubengkulu "],
    }
    assert client.post(alamat("ubah_profil"), isian | baru).url == alamat()
    satker.refresh_from_db()
    assert (satker.alamat, satker.situs, satker.versi) == (
        "Jalan Kapuas Raya 82",
        "https://bengkulu.kpu.go.id",
        2,
    )
    assert list(satker.media_sosial.values_list("jenis", "akun")) == [
        ("instagram", "kpu_bengkulu"),
        ("x", "kpubengkulu"),
    ]


def test_only_admin_pusat_changes_code_and_kind(client, alamat, isian, satker, admin_satker, admin_pusat):
    client.force_login(admin_satker)
    client.post(alamat("ubah_profil"), isian | {"kode": "999999", "jenis": "pusat"})
    satker.refresh_from_db()
    assert (satker.kode, satker.jenis) == ("654340", "provinsi")
    client.force_login(admin_pusat)
    jawaban = client.post(alamat("ubah_profil"), isian | {"kode": "654341", "versi": satker.versi})
    assert jawaban.url == reverse("organisasi:profil", args=["654341", 2024])
    satker.refresh_from_db()
    assert satker.jalur == "/076/654341/"


def test_fields_that_the_form_does_not_have_are_not_written(client, alamat, isian, satker, satker_lain, admin_satker):
    client.force_login(admin_satker)
    client.post(alamat("ubah_profil"), isian | {"induk": satker_lain.pk, "logo": "x.png", "jalur": "/9/", "id": 1})
    satker.refresh_from_db()
    assert (satker.induk.kode, str(satker.logo), satker.jalur) == ("076", "", "/076/654340/")


def test_a_wrong_entry_comes_back_with_what_was_typed(client, alamat, isian, admin_satker):
    client.force_login(admin_satker)
    jawaban = client.post(alamat("ubah_profil"), isian | {"email": "bukan surel", "telepon": "0736"})
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    assert 'value="bukan surel"' in isi
    assert 'value="0736"' in isi


def test_the_second_of_two_people_chooses(client, alamat, isian, satker, admin_satker):
    client.force_login(admin_satker)
    client.post(alamat("ubah_profil"), isian | {"telepon": "111", "media_sosial_jenis": "x", "media_sosial_akun": "a"})
    telat = isian | {"telepon": "222", "media_sosial_jenis": "x", "media_sosial_akun": "b"}
    jawaban = client.post(alamat("ubah_profil"), telat)
    assert jawaban.status_code == 409
    isi = jawaban.content.decode()
    assert "<small>Tersimpan</small>X a</span>" in isi
    assert "<small>Isian Anda</small>X b</span>" in isi
    pilih = {"versi": 2, "pilih-telepon": "isian", "pilih-media_sosial": "tersimpan"}
    assert client.post(alamat("ubah_profil"), telat | pilih).status_code == 302
    satker.refresh_from_db()
    assert satker.telepon == "222"
    assert list(satker.media_sosial.values_list("akun", flat=True)) == ["a"]


def test_the_stored_accounts_cannot_be_posted_as_a_choice(client, alamat, isian, satker, admin_satker):
    client.force_login(admin_satker)
    client.post(alamat("ubah_profil"), isian | {"media_sosial": ["instagram", "x"]})
    assert not satker.media_sosial.exists()


# --- Rows of accounts ------------------------------------------------------------------------------------------------

TIGA = {"media_sosial_jenis": ["instagram", "x", "lain"], "media_sosial_akun": ["a", "b", "c"]}


@pytest.mark.parametrize(
    ("tata", "hasil", "lanjut"),
    [
        ("naik-2", "acb", ("naik", 1)),
        ("naik-1", "bac", ("turun", 0)),  # at the top only down is left
        ("naik-0", "abc", ("turun", 0)),
        ("turun-0", "bac", ("turun", 1)),
        ("turun-1", "acb", ("naik", 2)),
        ("turun-2", "abc", ("naik", 2)),
        ("hapus-0", "bc", ("hapus", 0)),
        ("hapus-2", "ab", ("hapus", 1)),
        ("tambah", "abc-", ("akun", 3)),
        ("hapus-9", "abc", ("tambah", 0)),
        ("meledak", "abc", ("tambah", 0)),
    ],
)
def test_a_button_rearranges_the_rows(tata, hasil, lanjut):
    akun, *fokus = DaftarAkun([("x", "a"), ("x", "b"), ("x", "c")]).ditata(tata)
    assert "".join(nama or "-" for _, nama in akun) == hasil
    assert tuple(fokus) == lanjut


def test_the_last_row_removed_leaves_the_button_to_add():
    assert DaftarAkun([("x", "a")]).ditata("hapus-0") == ((), "tambah", -1)


def test_rearranging_saves_nothing_and_keeps_what_was_typed(client, alamat, isian, satker, admin_satker):
    client.force_login(admin_satker)
    jawaban = client.post(alamat("ubah_profil"), isian | TIGA | {"nama": "", "telepon": "777", "tata": "naik-1"})
    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert isi.index('value="b"') < isi.index('value="a"') < isi.index('value="c"')
    assert 'value="777"' in isi
    assert "Belum tersimpan" not in isi  # nothing is checked yet
    assert 'id="turun-1" autofocus' in isi
    assert not satker.media_sosial.exists()


def test_rearranging_does_not_hide_that_somebody_else_saved(client, alamat, isian, satker, admin_satker):
    Satker.objects.filter(pk=satker.pk).update(versi=5)
    client.force_login(admin_satker)
    isi = client.post(alamat("ubah_profil"), isian | {"tata": "tambah"}).content.decode()
    assert '<input type="hidden" name="versi" value="1"' in isi


@pytest.mark.parametrize(
    ("jenis", "akun", "pesan"),
    [
        (["x", "x"], ["a", "@a"], "Akun X a tertulis dua kali"),
        ([""], ["a"], "Pilih jenis akun pada baris 1"),
        (["palsu"], ["a"], "Pilih jenis akun pada baris 1"),
        (["x"], ["a" * 101], "lebih dari 100 karakter"),
        (["x"] * 13, [f"a{n}" for n in range(13)], "Paling banyak 12 akun"),
    ],
)
def test_accounts_are_checked(client, alamat, isian, admin_satker, jenis, akun, pesan):
    client.force_login(admin_satker)
    jawaban = client.post(alamat("ubah_profil"), isian | {"media_sosial_jenis": jenis, "media_sosial_akun": akun})
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()


def test_an_account_that_stays_keeps_its_row(client, alamat, isian, satker, admin_satker):
    client.force_login(admin_satker)
    client.post(alamat("ubah_profil"), isian | TIGA)
    semula = dict(satker.media_sosial.values_list("akun", "pk"))
    client.post(
        alamat("ubah_profil"),
        isian | {"versi": 2, "media_sosial_jenis": ["lain", "instagram"], "media_sosial_akun": ["c", "a"]},
    )
    assert list(satker.media_sosial.values_list("akun", "pk")) == [("c", semula["c"]), ("a", semula["a"])]


@pytest.mark.parametrize("banyak", [1, 30])
def test_query_count_is_flat(client, alamat, satker, admin_satker, django_assert_max_num_queries, banyak):
    for n in range(banyak):
        pabrik.KopSuratFactory(satker=satker)
        MediaSosial.objects.create(satker=satker, jenis="x", akun=f"a{n}", urut=n)
    client.force_login(admin_satker)
    with django_assert_max_num_queries(25):
        client.get(alamat())
