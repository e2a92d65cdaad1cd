"""The tree of satuan kerja: who manages it, what may hang where, and that a branch moves as a whole."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from organisasi.context_processors import BATAS_PILIHAN
from organisasi.enums import JenisJabatan, JenisSatker
from organisasi.models import Satker
from organisasi.services_satker import periksa_jenis, pohon
from sakip.izin import Peran
from tests import pabrik

KAB = JenisSatker.KABUPATEN_KOTA


def alamat(nama, satker, *args):
    return reverse(f"organisasi:{nama}", args=[satker.kode, 2024, *args])


@pytest.fixture
def provinsi(pusat):
    return pabrik.SatkerFactory(kode="700000", nama_singkat="KPU Provinsi Jambi", induk=pusat)


@pytest.fixture
def kota(satker):
    return pabrik.SatkerFactory(kode="654341", nama_singkat="KPU Kota Bengkulu", induk=satker, jenis=KAB)


@pytest.fixture
def admin(client, admin_pusat):
    client.force_login(admin_pusat)
    return client


def daftar(client, satker, **cari):
    """The list of the page, without the switcher above it."""
    return client.get(alamat("satker", satker), cari).content.decode().partition('id="hasil"')[2]


def isian_baru(di_bawah, **nilai):
    baru = {"kode": "654399", "jenis": KAB, "nama": "KPU KAB", "nama_singkat": "KPU Kabupaten Baru"}
    return baru | {"tempat": "Curup", "zona_waktu": "WIB", "induk": di_bawah.pk} | nilai


# --- Who -------------------------------------------------------------------------------------------------------------

HALAMAN = [("satker", "get"), ("tambah_satker", "get"), ("tambah_satker", "post")]
HALAMAN += [("pindah_satker", "get"), ("pindah_satker", "post")]


@pytest.mark.parametrize(("nama", "cara"), [*HALAMAN, ("cari_satker", "get")])
def test_anonymous_and_strangers(client, satker, orang_lain, nama, cara):
    assert getattr(client, cara)(alamat(nama, satker)).status_code == 302
    client.force_login(orang_lain)
    assert getattr(client, cara)(alamat(nama, satker)).status_code == 404


@pytest.mark.parametrize(("nama", "cara"), HALAMAN)
@pytest.mark.parametrize("siapa", ["admin_satker", "perencana"])
def test_the_tree_is_the_admin_pusats(client, request, satker, nama, cara, siapa):
    client.force_login(request.getfixturevalue(siapa))
    assert getattr(client, cara)(alamat(nama, satker)).status_code == 403


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_tree_shows_each_satker_below_its_parent(admin, pusat, satker, kota):
    assert "3 satuan kerja yang Anda kelola" in admin.get(alamat("satker", pusat)).content.decode()
    isi = daftar(admin, pusat)
    assert isi.index("KPU RI") < isi.index("1 di bawahnya") < isi.index("KPU Kota Bengkulu")
    assert alamat("pindah_satker", kota) in isi
    assert alamat("pindah_satker", pusat) not in isi  # where the own right comes from stays


def test_a_branch_holds_everything_below_it(pusat, satker, kota):
    (akar,) = pohon(Satker.objects.all())
    assert (akar.satker, [(c.satker, c.bawahan) for c in akar.cabang]) == (pusat, [(satker, (kota,))])


def test_another_institution_is_not_in_the_list(admin, pusat):
    pabrik.SatkerFactory(kode="999", nama_singkat="Lembaga Lain", jenis=JenisSatker.PUSAT)
    assert "Lembaga Lain" not in daftar(admin, pusat)


def test_an_office_elsewhere_gives_no_right_to_that_tree(client, admin_pusat, pusat):
    lain = pabrik.SatkerFactory(kode="999", nama_singkat="Lembaga Lain", jenis=JenisSatker.PUSAT)
    tugas = pabrik.PenugasanFactory(jabatan__unit__satker=lain, jabatan__jenis=JenisJabatan.SEKRETARIS)
    admin_pusat.pejabat = tugas.pejabat
    admin_pusat.save()
    client.force_login(admin_pusat)
    assert "Lembaga Lain" not in daftar(client, pusat)
    assert client.get(alamat("satker", lain)).status_code == 403


@pytest.mark.parametrize("q", ["kota bengkulu", "BENGKULU KPU", "654341"])
def test_search_finds_by_name_and_code(admin, pusat, satker, kota, provinsi, q):
    isi = daftar(admin, pusat, q=q)
    assert "KPU Kota Bengkulu" in isi
    assert "KPU Provinsi Jambi" not in isi


def test_search_without_a_hit_says_so(admin, pusat):
    assert "0 satuan kerja cocok dengan “zzz”" in admin.get(alamat("satker", pusat), {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("banyak", [1, 50])
@pytest.mark.parametrize("q", ["", "kantor"])
def test_query_count_is_flat(admin, pusat, django_assert_max_num_queries, banyak, q):
    for _ in range(banyak):
        pabrik.SatkerFactory(induk=pabrik.SatkerFactory(induk=pusat), jenis=KAB)
    with django_assert_max_num_queries(21):
        admin.get(alamat("satker", pusat), {"q": q})


# --- Adding ----------------------------------------------------------------------------------------------------------


def test_a_satker_is_added_below_its_parent(admin, satker):
    jawaban = admin.post(alamat("tambah_satker", satker), isian_baru(satker))
    baru = Satker.objects.get(kode="654399")
    assert jawaban.url == alamat("profil", baru)
    assert baru.jalur == "/076/654340/654399/"


@pytest.mark.parametrize(
    ("nilai", "pesan"),
    [
        ({"jenis": "provinsi"}, "Provinsi tidak dapat berada di bawah KPU Provinsi Bengkulu (Provinsi)."),
        ({"jenis": "pusat"}, "Pusat tidak dapat berada di bawah"),
        ({"kode": "654340"}, "sudah dipakai satuan kerja lain"),
        ({"kode": "65A"}, "3–20 angka"),
        ({"induk": ""}, "Pilih satuan kerja induknya"),
    ],
)
def test_a_satker_that_cannot_be_is_refused(admin, satker, nilai, pesan):
    jawaban = admin.post(alamat("tambah_satker", satker), isian_baru(satker, **nilai))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()


def test_no_satker_is_added_below_another_institution_or_a_kabupaten(admin, satker, kota):
    lain = pabrik.SatkerFactory(kode="999", jenis=JenisSatker.PUSAT)
    for induk in (lain, kota):
        assert admin.post(alamat("tambah_satker", satker), isian_baru(induk)).status_code == 422
    assert not Satker.objects.filter(kode="654399").exists()


# --- Moving ----------------------------------------------------------------------------------------------------------


def test_a_branch_moves_as_a_whole_and_says_how_many(admin, pusat, satker, kota):
    pabrik.SatkerFactory(kode="888", nama_singkat="KPU Pusat Dua", induk=pusat)
    baru = pabrik.SatkerFactory(kode="900", nama_singkat="Wilayah Barat", jenis=JenisSatker.PUSAT)
    Satker.objects.filter(pk=baru.pk).update(induk=pusat, jalur="/076/900/")
    assert "1 satuan kerja di bawahnya ikut pindah" in admin.get(alamat("pindah_satker", satker)).content.decode()
    jawaban = admin.post(alamat("pindah_satker", satker), {"induk": baru.pk, "versi": 1}, follow=True)
    assert "dipindahkan ke bawah Wilayah Barat bersama 1 satuan kerja di bawahnya" in jawaban.content.decode()
    assert [s.jalur for s in Satker.objects.filter(pk__in=[satker.pk, kota.pk])] == [
        "/076/900/654340/",
        "/076/900/654340/654341/",
    ]


def test_a_kota_moves_to_another_provinsi(admin, kota, provinsi, satker):
    admin.post(alamat("pindah_satker", kota), {"induk": provinsi.pk, "versi": 1})
    kota.refresh_from_db()
    assert (kota.jalur, kota.versi) == ("/076/700000/654341/", 2)


def test_those_above_see_a_moved_satker_and_those_before_do_not(admin, kota, provinsi, admin_satker):
    admin.post(alamat("pindah_satker", kota), {"induk": provinsi.pk, "versi": 1})
    baru = pabrik.PenggunaFactory(satker=provinsi, peran=Peran.PERENCANA)
    assert kota not in Satker.objects.visible_to(admin_satker)
    assert kota in Satker.objects.visible_to(baru)


@pytest.mark.parametrize("ke", ["satker", "kota", "pusat", "lain"])
def test_where_a_satker_cannot_go(admin, request, satker, kota, ke):
    """Itself, below itself, where it is already, another institution."""
    lain = pabrik.SatkerFactory(kode="999", jenis=JenisSatker.PUSAT)
    induk = lain if ke == "lain" else request.getfixturevalue(ke)
    assert admin.post(alamat("pindah_satker", satker), {"induk": induk.pk, "versi": 1}).status_code == 422
    satker.refresh_from_db()
    assert satker.jalur == "/076/654340/"


def test_the_own_root_cannot_be_moved(admin, pusat):
    assert admin.get(alamat("pindah_satker", pusat)).status_code == 403


def test_moving_something_that_somebody_moved_meanwhile(admin, pusat, kota, provinsi):
    Satker.objects.get(pk=kota.pk).simpan_versi(1, tempat="Curup")
    jawaban = admin.post(alamat("pindah_satker", kota), {"induk": provinsi.pk, "versi": 1})
    assert jawaban.status_code == 409


@pytest.mark.parametrize(("jenis", "boleh"), [("provinsi", True), ("pusat", False), ("kabupaten_kota", False)])
def test_the_kind_fits_what_is_above_and_below(satker, kota, jenis, boleh):
    if boleh:
        periksa_jenis(satker, jenis)
    else:
        with pytest.raises(ValidationError):
            periksa_jenis(satker, jenis)


def test_a_wrong_kind_is_refused_in_the_profile(admin, satker, kota):
    nama = ("nama", "nama_singkat", "kode", "tempat", "zona_waktu", "versi")
    isian = {n: getattr(satker, n) for n in nama} | {"jenis": KAB}
    jawaban = admin.post(alamat("ubah_profil", satker), isian)
    assert jawaban.status_code == 422
    assert "KPU Kota Bengkulu (Kabupaten/Kota) berada di bawahnya" in jawaban.content.decode()


# --- Finding one -----------------------------------------------------------------------------------------------------


def test_everybody_searches_what_they_see(client, satker, kota, provinsi, pembaca):
    client.force_login(pembaca)
    isi = client.get(alamat("cari_satker", satker), {"q": "kpu"}).content.decode()
    assert reverse("pelaporan:beranda", args=[kota.kode, 2024]) in isi
    assert "KPU Provinsi Jambi" not in isi


@pytest.mark.parametrize(
    ("nama", "kunci"),
    [
        ("organisasi:cari_satker", "q"),
        ("organisasi:satker", "q"),
        ("organisasi:pejabat", "cari"),
        ("pengguna:daftar", "cari"),
    ],
)
def test_what_no_database_takes_is_not_searched(client, satker, admin_pusat, nama, kunci):
    """PostgreSQL refuses a text with NUL: a page of error for whoever typed the address."""
    client.force_login(admin_pusat)
    jawaban = client.get(reverse(nama, args=[satker.kode, 2024]), {kunci: "Kota\0 Lubuk"})
    assert "Kota Lubuk" in jawaban.content.decode()


def test_what_was_searched_is_escaped(client, satker, pembaca):
    client.force_login(pembaca)
    isi = client.get(alamat("cari_satker", satker), {"q": '"><script>x'}).content.decode()
    assert "<script>x" not in isi
    assert "Tidak ada satuan kerja yang cocok" in isi


@pytest.mark.parametrize(("tambahan", "dicari"), [(0, False), (1, True)])
def test_the_switcher_leads_to_the_search_when_it_is_too_long(client, pusat, admin_pusat, tambahan, dicari):
    for _ in range(BATAS_PILIHAN - 1 + tambahan):
        pabrik.SatkerFactory(induk=pusat)
    client.force_login(admin_pusat)
    assert (alamat("cari_satker", pusat) in client.get(alamat("profil", pusat)).content.decode()) == dicari
