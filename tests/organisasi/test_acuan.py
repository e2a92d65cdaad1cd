"""Pages of master data: who may keep which rows, what is in force, what uses a row."""

import pytest
from django.urls import reverse

from anggaran.models import SumberDana
from organisasi.acuan import Pemakaian, kalimat_pemakaian, pemakaian, semua_acuan
from organisasi.models import Tenggat
from renstra.models import Satuan
from tests import pabrik

SLUG = ["satuan", "skala", "sumber-dana", "tenggat"]


def alamat(nama="daftar", slug="satuan", kode="654340", **kwargs):
    return reverse(f"organisasi:acuan_{nama}", kwargs={"kode": kode, "tahun": 2024, "slug": slug} | kwargs)


INDEKS = reverse("organisasi:acuan", args=["654340", 2024])


def baris(slug, satker=None):
    """A row of each kind."""
    match slug:
        case "satuan":
            return pabrik.SatuanFactory()
        case "skala":
            return pabrik.SkalaFactory()
        case "sumber-dana":
            return pabrik.SumberDanaFactory()
        case _:
            return pabrik.TenggatFactory(satker=satker)


@pytest.fixture
def masuk(client, satker):
    def sebagai(orang):
        client.force_login(orang)
        return client

    return sebagai


def isian(objek, **ubahan):
    """What the form of a row sends, unchanged."""
    nama = {
        Satuan: ("nama", "jenis", "skala"),
        SumberDana: ("nama", "urut"),
        Tenggat: ("jenis", "hari", "bulan", "tahun_geser", "dasar"),
    }[type(objek)]
    kini = {n: getattr(objek, n) for n in (*nama, "versi", "berlaku_mulai", "berlaku_sampai")}
    return {n: "" if v is None else v for n, v in (kini | ubahan).items()}


# --- Who sees what


def test_every_app_registers_its_kinds():
    assert [a.slug for a in semua_acuan()] == ["satuan", "skala", "kategori", "sumber-dana", "tenggat"]


def semua_alamat(slug, satker):
    pk = baris(slug, satker).pk
    return [INDEKS, alamat(slug=slug), alamat("baru", slug)] + [alamat(n, slug, pk=pk) for n in ("ubah", "akhiri")]


@pytest.mark.parametrize("slug", SLUG)
def test_anonymous_is_sent_to_the_login(client, satker, slug):
    for url in semua_alamat(slug, satker):
        assert client.get(url).url.startswith(reverse("masuk"))


@pytest.mark.parametrize("slug", SLUG)
def test_unrelated_satker_gets_404(masuk, satker, orang_lain, slug):
    for url in semua_alamat(slug, satker):
        assert masuk(orang_lain).get(url).status_code == 404


@pytest.mark.parametrize("slug", SLUG)
def test_everybody_inside_reads_and_nobody_without_right_writes(masuk, satker, pembaca, slug):
    _, daftar, *tulis = semua_alamat(slug, satker)
    hapus = tulis[1] + "hapus/"
    isi = masuk(pembaca).get(daftar)
    assert isi.status_code == 200
    assert "Ubah" not in isi.content.decode().split("<main")[1].split("</main>")[0]
    for url in tulis:
        assert masuk(pembaca).get(url).status_code == 403
        assert masuk(pembaca).post(url).status_code == 403
    assert masuk(pembaca).post(hapus).status_code == 403


PUSAT = "dikelola admin pusat"


@pytest.mark.parametrize(("siapa", "kata"), [("admin_satker", True), ("admin_pusat", False)])
def test_who_keeps_the_rows_of_all_is_said_to_those_who_do_not(masuk, request, satker, siapa, kata):
    baris("satuan")
    isi = masuk(request.getfixturevalue(siapa)).get(alamat()).content.decode()
    assert (PUSAT in isi) is kata
    assert ("Tindakan</span>" in isi) is not kata


def test_a_list_with_own_rows_keeps_its_acts(masuk, satker, admin_satker):
    baris("tenggat", satker)
    isi = masuk(admin_satker).get(alamat(slug="tenggat")).content.decode()
    assert PUSAT in isi
    assert "Tindakan</span>" in isi


@pytest.mark.parametrize("slug", SLUG)
def test_admin_pusat_keeps_the_rows_of_all(masuk, satker, admin_pusat, slug):
    for url in semua_alamat(slug, None):
        assert masuk(admin_pusat).get(url).status_code == 200


@pytest.mark.parametrize("slug", ["satuan", "skala", "sumber-dana"])
def test_admin_satker_keeps_no_row_of_all(masuk, satker, admin_satker, slug):
    for url in semua_alamat(slug, None)[2:]:
        assert masuk(admin_satker).get(url).status_code == 403


def test_admin_satker_keeps_the_own_deadlines_only(masuk, satker, pusat, admin_satker):
    umum, induk, sendiri = (pabrik.TenggatFactory(satker=s) for s in (None, pusat, satker))
    klien = masuk(admin_satker)
    status = [klien.get(alamat("ubah", "tenggat", pk=t.pk)).status_code for t in (umum, induk, sendiri)]
    assert status == [403, 403, 200]


def test_a_row_of_a_satker_below_is_not_kept_here(masuk, satker, pusat, admin_pusat):
    tenggat = pabrik.TenggatFactory(satker=satker)
    assert masuk(admin_pusat).get(alamat("ubah", "tenggat", kode="076", pk=tenggat.pk)).status_code == 404
    assert masuk(admin_pusat).get(alamat("ubah", "tenggat", pk=tenggat.pk)).status_code == 200


@pytest.mark.parametrize("url", [alamat(slug="tidak-ada"), alamat("ubah", "kategori", pk=1)])
def test_an_unknown_kind_gets_404(masuk, satker, pembaca, url):
    assert masuk(pembaca).get(url).status_code == 404


def test_the_index_leads_to_every_kind(masuk, pembaca):
    isi = masuk(pembaca).get(INDEKS).content.decode()
    for acuan in semua_acuan():
        assert acuan.judul in isi
        assert f"/organisasi/acuan/{acuan.slug}/" in isi


# --- The list


@pytest.fixture
def tiga_satuan(db):
    for nama, masa in {"Lama": {"berlaku_sampai": 2023}, "Kini": {}, "Nanti": {"berlaku_mulai": 2025}}.items():
        pabrik.SatuanFactory(kode=nama.lower(), nama=nama, **masa)


@pytest.mark.parametrize(
    ("saring", "berlaku", "lain"),
    [
        ("", ["Kini"], ["Lama", "Nanti"]),
        ("?tahun=2023", ["Kini", "Lama"], ["Nanti"]),
        ("?tahun=semua", ["Kini", "Lama", "Nanti"], []),
        ("?tahun=abc", ["Kini"], ["Lama", "Nanti"]),
    ],
)
def test_the_list_shows_the_year_first_and_the_rest_at_the_end(masuk, pembaca, tiga_satuan, saring, berlaku, lain):
    konteks = masuk(pembaca).get(alamat() + saring).context
    assert [b["objek"].nama for b in konteks["baris"]] == berlaku
    assert [b["objek"].nama for b in konteks["lain"]] == lain


def test_the_list_says_how_often_a_row_is_used(masuk, satker, pembaca):
    for _ in range(2):
        pabrik.IndikatorFactory()
    assert "2 indikator" in masuk(pembaca).get(alamat()).content.decode()


def test_of_deadlines_the_one_that_gives_way_says_so(masuk, satker, pembaca):
    pabrik.TenggatFactory()
    pabrik.TenggatFactory(satker=satker, hari=10)
    isi = masuk(pembaca).get(alamat(slug="tenggat")).content.decode()
    assert isi.count("kalah oleh yang lebih khusus") == 1
    assert "Untuk 2024</th>" in isi
    assert "10 Februari 2025" in isi


@pytest.mark.parametrize("slug", SLUG)
@pytest.mark.parametrize("banyak", [1, 50])
def test_list_query_count_is_flat(masuk, satker, admin_satker, django_assert_max_num_queries, slug, banyak):
    for n in range(banyak):
        skala = pabrik.SkalaFactory(kode=f"s{n}")
        satuan = pabrik.SatuanFactory(kode=f"p{n}", nama=f"P{n}", jenis="ordinal", skala=skala)
        pabrik.IndikatorFactory(satuan=satuan)
        pabrik.PosFactory(sumber_dana=pabrik.SumberDanaFactory(kode=f"d{n}"))
        pabrik.TenggatFactory(satker=satker, berlaku_mulai=2000 + n)
    klien = masuk(admin_satker)
    with django_assert_max_num_queries(23):
        klien.get(alamat(slug=slug))


# --- Making, changing, ending, deleting


def test_a_new_row_gets_its_code_from_its_name(masuk, admin_pusat, satker):
    data = {"nama": "Nilai SPBE", "jenis": "nilai", "berlaku_mulai": "2025"}
    assert masuk(admin_pusat).post(alamat("baru"), data).url == alamat()
    satuan = Satuan.objects.get(nama="Nilai SPBE")
    assert (satuan.kode, satuan.berlaku_mulai, satuan.berlaku_sampai) == ("nilai-spbe", 2025, None)


def test_two_rows_of_one_name_need_different_years(masuk, admin_pusat, satker):
    pabrik.SatuanFactory(kode="nilai", nama="Nilai", jenis="nilai", berlaku_sampai=2024)
    data = {"nama": "nilai", "jenis": "nilai"}
    jawaban = masuk(admin_pusat).post(alamat("baru"), data)
    assert jawaban.status_code == 422
    assert "Sudah ada satuan “Nilai” yang berlaku sampai tahun 2024." in jawaban.content.decode()
    masuk(admin_pusat).post(alamat("baru"), data | {"berlaku_mulai": "2025"})
    assert list(Satuan.objects.values_list("kode", flat=True).order_by("pk")) == ["nilai", "nilai-2"]


def test_years_that_end_before_they_begin_are_refused(masuk, admin_pusat, satker):
    data = {"nama": "Nilai", "jenis": "nilai", "berlaku_mulai": "2025", "berlaku_sampai": "2024"}
    isi = masuk(admin_pusat).post(alamat("baru"), data).content.decode()
    assert "“Berlaku sampai” tidak boleh sebelum “berlaku mulai”." in isi


def test_a_row_is_changed_and_its_version_rises(masuk, admin_pusat, satker):
    sumber = pabrik.SumberDanaFactory()
    masuk(admin_pusat).post(alamat("ubah", "sumber-dana", pk=sumber.pk), isian(sumber, nama="Rupiah Murni"))
    sumber.refresh_from_db()
    assert (sumber.nama, sumber.kode, sumber.versi) == ("Rupiah Murni", "apbn", 2)


def test_two_people_changing_one_row_see_both_versions(masuk, admin_pusat, satker):
    sumber = pabrik.SumberDanaFactory()
    url, lama = alamat("ubah", "sumber-dana", pk=sumber.pk), isian(sumber)
    masuk(admin_pusat).post(url, lama | {"nama": "Rupiah Murni"})
    jawaban = masuk(admin_pusat).post(url, lama | {"nama": "APBN Murni"})
    assert jawaban.status_code == 409
    assert "Rupiah Murni" in jawaban.content.decode()
    assert SumberDana.objects.get().nama == "Rupiah Murni"


def test_what_stored_values_mean_cannot_change_under_them(masuk, admin_pusat, satker):
    satuan = pabrik.IndikatorFactory().satuan
    jawaban = masuk(admin_pusat).post(alamat("ubah", pk=satuan.pk), isian(satuan, jenis="nilai"))
    assert "Satuan ini dipakai 1 indikator" in jawaban.content.decode()
    assert Satuan.objects.get().jenis == "persen"


@pytest.mark.parametrize(
    ("jenis", "berskala", "pesan"),
    [("ordinal", False, "Satuan predikat harus mempunyai skala."), ("nilai", True, "Hanya satuan predikat yang")],
)
def test_a_grade_has_a_scale_and_nothing_else_has(masuk, admin_pusat, satker, jenis, berskala, pesan):
    skala = pabrik.SkalaFactory().pk if berskala else ""
    jawaban = masuk(admin_pusat).post(alamat("baru"), {"nama": "X", "jenis": jenis, "skala": skala})
    assert pesan in jawaban.content.decode()


def test_a_used_row_ends_and_stays(masuk, admin_pusat, satker):
    satuan = pabrik.IndikatorFactory().satuan
    url = alamat("akhiri", pk=satuan.pk)
    isi = masuk(admin_pusat).get(url).content.decode()
    assert "Dipakai 1 indikator." in isi
    assert "Hapus satuan" not in isi
    masuk(admin_pusat).post(url, {"versi": 1, "berlaku_sampai": "2024"})
    satuan.refresh_from_db()
    assert satuan.berlaku_sampai == 2024


def test_a_row_does_not_end_before_it_begins(masuk, admin_pusat, satker):
    satuan = pabrik.SatuanFactory(berlaku_mulai=2024)
    isi = masuk(admin_pusat).post(alamat("akhiri", pk=satuan.pk), {"versi": 1, "berlaku_sampai": "2023"})
    assert "Berlaku mulai 2024, jadi tahun terakhirnya tidak boleh sebelum itu." in isi.content.decode()


def test_an_unused_row_is_deleted(masuk, admin_pusat, satker):
    satuan = pabrik.SatuanFactory()
    assert masuk(admin_pusat).post(alamat("hapus", pk=satuan.pk)).url == alamat()
    assert not Satuan.objects.exists()


def test_a_used_row_is_not_deleted(masuk, admin_pusat, satker):
    satuan = pabrik.IndikatorFactory().satuan
    jawaban = masuk(admin_pusat).post(alamat("hapus", pk=satuan.pk), follow=True)
    assert "tidak dapat dihapus karena masih dipakai 1 indikator" in jawaban.content.decode()
    assert Satuan.objects.exists()


def test_a_new_deadline_is_for_the_own_satker_or_for_all(masuk, admin_pusat, admin_satker, satker):
    data = {"jenis": "lkjip", "hari": "10", "bulan": "2", "tahun_geser": "1", "dasar": "SE 1/2025"}
    masuk(admin_satker).post(alamat("baru", "tenggat"), data | {"pemilik": "umum"})
    masuk(admin_pusat).post(alamat("baru", "tenggat"), data | {"pemilik": "umum"})
    masuk(admin_pusat).post(alamat("baru", "tenggat"), data | {"pemilik": satker.pk, "berlaku_mulai": "2025"})
    assert list(Tenggat.objects.order_by("pk").values_list("satker__kode", flat=True)) == ["654340", None, "654340"]


def test_the_same_deadline_twice_is_refused(masuk, admin_satker, satker):
    pabrik.TenggatFactory(satker=satker)
    data = {"jenis": "lkjip", "hari": "10", "bulan": "2", "tahun_geser": "1", "dasar": "SE 1/2025"}
    jawaban = masuk(admin_satker).post(alamat("baru", "tenggat"), data)
    assert "Tenggat ini sudah ada dengan tahun mulai yang sama." in jawaban.content.decode()


def test_a_day_that_no_month_has_is_refused(masuk, admin_satker, satker):
    data = {"jenis": "lkjip", "hari": "31", "bulan": "2", "tahun_geser": "1", "dasar": "SE 1/2025"}
    jawaban = masuk(admin_satker).post(alamat("baru", "tenggat"), data)
    assert "Tanggal itu tidak ada pada bulan yang dipilih." in jawaban.content.decode()


# --- What uses a row


def test_parts_of_a_row_are_no_use_of_it(db):
    assert pemakaian(pabrik.SkalaFactory()) == []
    assert pemakaian(pabrik.SatuanFactory(predikat=True).skala) == [Pemakaian("satuan", 1)]


@pytest.mark.parametrize(
    ("daftar", "kalimat"),
    [([], ""), ([1], "1 a"), ([1, 2], "1 a dan 2 a"), ([1, 2, 3], "1 a, 2 a dan 3 a")],
)
def test_uses_are_told_in_words(daftar, kalimat):
    assert kalimat_pemakaian(Pemakaian("a", n) for n in daftar) == kalimat
