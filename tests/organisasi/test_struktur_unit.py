"""Acts on units and positions: adding, moving, ordering, dissolving, deleting; who may, and what is refused."""

import re
from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from organisasi import services
from organisasi.models import Jabatan, Unit
from sakip.models import VersiBerubah
from tests import pabrik


def _url(satker, nama, **kwargs):
    return reverse(f"organisasi:{nama}", kwargs={"kode": satker.kode, "tahun": 2024, **kwargs})


@pytest.fixture
def admin(client, admin_satker):
    client.force_login(admin_satker)
    return client


@pytest.fixture
def cabang(satker):
    """Two branches: A with A1 and A2, B with B1."""
    a, b = (pabrik.UnitFactory(satker=satker, nama=nama, urut=n) for n, nama in enumerate("AB", start=1))
    for n in (1, 2):
        pabrik.UnitFactory(satker=satker, induk=a, nama=f"A{n}", urut=n)
    pabrik.UnitFactory(satker=satker, induk=b, nama="B1", urut=1)
    return {u.nama: u for u in Unit.objects.filter(satker=satker)}


def _jalur():
    return dict(Unit.objects.values_list("nama", "jalur"))


# --- Services ------------------------------------------------------------------------------------------------------


def test_a_new_unit_stands_last(satker, cabang):
    unit = services.tambah_unit(satker=satker, induk=cabang["A"], jenis="bagian", nama="A3")
    assert unit.jalur == "/001/003/"


def test_a_moved_unit_takes_everything_below_along(cabang):
    services.pindahkan_unit(unit=cabang["A"], induk=cabang["B"], versi=1)
    assert _jalur() == {
        "B": "/002/",
        "B1": "/002/001/",
        "A": "/002/002/",
        "A1": "/002/002/001/",
        "A2": "/002/002/002/",
    }
    assert Unit.objects.get(nama="A").induk == cabang["B"]


def test_a_unit_is_not_moved_below_itself(cabang):
    with pytest.raises(services.TidakDapat, match="bawah dirinya sendiri"):
        services.pindahkan_unit(unit=cabang["A"], induk=cabang["A1"], versi=1)


def test_a_unit_is_not_moved_into_another_satker(cabang, satker_lain):
    asing = pabrik.UnitFactory(satker=satker_lain)
    with pytest.raises(ObjectDoesNotExist):
        services.pindahkan_unit(unit=cabang["A"], induk=asing, versi=1)


def test_a_move_that_rests_on_an_old_version_is_refused(cabang):
    Unit.objects.filter(nama="A").update(versi=2)
    with pytest.raises(VersiBerubah):
        services.pindahkan_unit(unit=cabang["A"], induk=cabang["B"], versi=1)
    assert _jalur()["A"] == "/001/"


@pytest.mark.parametrize("banyak", [1, 50])
def test_moving_costs_the_same_for_a_large_branch(satker, cabang, banyak, django_assert_num_queries):
    for n in range(banyak):
        pabrik.UnitFactory(satker=satker, induk=cabang["A1"], urut=n + 1)
    with django_assert_num_queries(10):  # two of them are the savepoint
        services.pindahkan_unit(unit=cabang["A"], induk=cabang["B"], versi=1)


def test_two_branches_change_places(cabang):
    assert services.geser_unit(unit=cabang["B"], langkah=-1)
    assert _jalur() == {"B": "/001/", "B1": "/001/001/", "A": "/002/", "A1": "/002/001/", "A2": "/002/002/"}
    assert [u.urut for u in Unit.objects.filter(nama__in="AB").order_by("nama")] == [2, 1]


@pytest.mark.parametrize(("nama", "langkah"), [("A", -1), ("B", 1), ("A2", 1), ("B1", -1)])
def test_at_the_end_of_the_row_nothing_happens(cabang, nama, langkah):
    sebelum = _jalur()
    assert not services.geser_unit(unit=cabang[nama], langkah=langkah)
    assert _jalur() == sebelum


def test_a_dissolved_neighbour_is_passed_over(satker, cabang):
    Unit.objects.filter(nama="A2").update(berlaku_sampai=date(2023, 1, 1))
    services.tambah_unit(satker=satker, induk=cabang["A"], jenis="bagian", nama="A3")
    assert services.geser_unit(unit=cabang["A1"], langkah=1)
    assert {n: j for n, j in _jalur().items() if n.startswith("A") and n != "A"} == {
        "A3": "/001/001/",
        "A2": "/001/002/",
        "A1": "/001/003/",
    }


def test_whoever_edits_a_unit_that_moved_is_told(cabang):
    services.geser_unit(unit=cabang["A"], langkah=1)
    assert set(Unit.objects.exclude(versi=1).values_list("nama", flat=True)) == {"A", "A1", "A2", "B", "B1"}


@pytest.mark.parametrize("banyak", [1, 50])
def test_changing_places_costs_the_same_for_large_branches(satker, cabang, banyak, django_assert_num_queries):
    for n in range(banyak):
        pabrik.UnitFactory(satker=satker, induk=cabang["A1"], urut=n + 1)
    with django_assert_num_queries(10):
        services.geser_unit(unit=cabang["A"], langkah=1)


@pytest.mark.parametrize(("urut", "sesudah"), [((1, 2, 3), "bac"), ((5, 5, 5), "bac"), ((1, 1, 2), "bac")])
def test_positions_change_places_within_their_unit(unit, urut, sesudah):
    jabatan = [pabrik.JabatanFactory(unit=unit, nama=n, urut=u) for n, u in zip("abc", urut, strict=True)]
    assert services.geser_jabatan(jabatan=jabatan[0], langkah=1)
    assert "".join(Jabatan.objects.order_by("urut", "pk").values_list("nama", flat=True)) == sesudah
    assert not services.geser_jabatan(jabatan=jabatan[2], langkah=1)


def test_only_what_nothing_refers_to_is_deleted(unit):
    pabrik.JabatanFactory(unit=unit)
    with pytest.raises(services.MasihDirujuk) as galat:
        services.hapus(objek=unit)
    assert galat.value.rujukan == ["jabatan (1)"]
    Jabatan.objects.all().delete()
    services.hapus(objek=unit)
    assert not Unit.objects.exists()


def test_a_link_that_a_delete_would_take_along_is_a_reference_too(unit, renstra_indikator):
    renstra_indikator.pelaksana.add(unit)
    with pytest.raises(services.MasihDirujuk, match="indikator"):
        services.hapus(objek=unit)


@pytest.fixture
def renstra_indikator(satker):
    return pabrik.IndikatorFactory(sasaran__renstra__satker=satker)


# --- Pages: who may ------------------------------------------------------------------------------------------------

HALAMAN_UNIT = ["ubah_unit", "pindah_unit", "bubarkan_unit", "hapus_unit"]
HALAMAN_JABATAN = ["ubah_jabatan", "akhiri_jabatan", "hapus_jabatan"]


@pytest.fixture
def alamat_ubah(satker, unit):
    jabatan = pabrik.JabatanFactory(unit=unit)
    return [
        *(_url(satker, n) for n in ("urutan", "tambah_unit", "tambah_jabatan")),
        *(_url(satker, n, pk=unit.pk) for n in HALAMAN_UNIT),
        *(_url(satker, n, pk=jabatan.pk) for n in HALAMAN_JABATAN),
    ]


def test_anonymous_is_sent_to_the_login(client, alamat_ubah):
    assert {client.get(a).url.split("?")[0] for a in alamat_ubah} == {reverse("masuk")}


@pytest.mark.parametrize(
    ("siapa", "status"),
    [("orang_lain", 404), ("pembaca", 403), ("perencana", 403), ("admin_satker", 200), ("admin_pusat", 200)],
)
def test_who_may_open_the_edit_pages(client, request, alamat_ubah, siapa, status):
    client.force_login(request.getfixturevalue(siapa))
    assert {client.get(a).status_code for a in alamat_ubah} == {status}


def test_a_unit_of_another_satker_is_not_found_here(admin, satker, satker_lain):
    asing = pabrik.UnitFactory(satker=satker_lain)
    jabatan = pabrik.JabatanFactory(unit=asing)
    assert {admin.get(_url(satker, n, pk=asing.pk)).status_code for n in HALAMAN_UNIT} == {404}
    assert {admin.get(_url(satker, n, pk=jabatan.pk)).status_code for n in (*HALAMAN_JABATAN, "jabatan")} == {404}
    assert admin.post(_url(satker, "geser_unit", pk=asing.pk), {"arah": "naik"}).status_code == 404


@pytest.mark.parametrize("nama", ["geser_unit", "geser_jabatan"])
def test_readers_do_not_reorder(client, pembaca, satker, unit, nama):
    client.force_login(pembaca)
    jabatan = pabrik.JabatanFactory(unit=unit)
    pk = unit.pk if nama == "geser_unit" else jabatan.pk
    assert client.post(_url(satker, nama, pk=pk), {"arah": "naik"}).status_code == 403


# --- Pages: what they do -------------------------------------------------------------------------------------------


def test_a_unit_is_added_below_another(admin, satker, unit):
    admin.post(_url(satker, "tambah_unit"), {"nama": " Sub  Bagian Kas ", "jenis": "sub_bagian", "induk": unit.pk})
    assert Unit.objects.get(induk=unit).nama == "Sub Bagian Kas"


def test_a_name_that_is_taken_is_said_at_the_field(admin, satker, unit):
    jawaban = admin.post(_url(satker, "tambah_unit"), {"nama": unit.nama.upper(), "jenis": "bagian"})
    assert jawaban.status_code == 422
    assert "sudah mempunyai unit bernama “Bagian Keuangan”" in jawaban.content.decode()


def test_a_parent_of_another_satker_is_refused(admin, satker, satker_lain):
    asing = pabrik.UnitFactory(satker=satker_lain)
    jawaban = admin.post(_url(satker, "tambah_unit"), {"nama": "X", "jenis": "bagian", "induk": asing.pk})
    assert jawaban.status_code == 422
    assert not Unit.objects.filter(nama="X").exists()


def test_two_people_who_rename_a_unit_choose(admin, satker, unit):
    url = _url(satker, "ubah_unit", pk=unit.pk)
    assert admin.post(url, {"nama": "Pertama", "jenis": unit.jenis, "versi": 1}).status_code == 302
    jawaban = admin.post(url, {"nama": "Kedua", "jenis": unit.jenis, "versi": 1})
    assert jawaban.status_code == 409
    assert "Data ini berubah sejak Anda membukanya" in jawaban.content.decode()
    assert Unit.objects.get().nama == "Pertama"


def test_a_unit_is_moved_on_its_page(admin, satker, cabang):
    admin.post(_url(satker, "pindah_unit", pk=cabang["A1"].pk), {"induk": cabang["B"].pk, "versi": 1})
    assert _jalur()["A1"] == "/002/002/"


def test_the_page_offers_no_unit_below_itself(admin, satker, cabang):
    isi = admin.get(_url(satker, "pindah_unit", pk=cabang["A"].pk)).content.decode()
    assert f'value="{cabang["B1"].pk}"' in isi
    assert f'value="{cabang["A1"].pk}"' not in isi


def test_order_is_changed_by_a_button_that_keeps_the_focus(admin, satker, cabang):
    jawaban = admin.post(_url(satker, "geser_unit", pk=cabang["B"].pk), {"arah": "naik"}, follow=True)
    assert _jalur()["B"] == "/001/"
    baris = jawaban.content.decode().split(f'id="unit-{cabang["B"].pk}"')[1].split("</li>")[0]
    assert "autofocus" in baris


def test_the_buttons_carry_the_token(satker, cabang, admin_satker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_satker)
    isi = client.get(_url(satker, "urutan")).content.decode()
    token = re.search(r'class="geser".*?name="csrfmiddlewaretoken" value="(\w+)"', isi, re.DOTALL).group(1)
    data = {"arah": "naik", "csrfmiddlewaretoken": token}
    assert client.post(_url(satker, "geser_unit", pk=cabang["B"].pk), data).status_code == 302


def test_positions_are_ordered_on_the_same_page(admin, satker, unit):
    a, b = (pabrik.JabatanFactory(unit=unit, nama=n, urut=u) for n, u in (("a", 1), ("b", 2)))
    admin.post(_url(satker, "geser_jabatan", pk=b.pk), {"arah": "naik"})
    assert list(Jabatan.objects.order_by("urut")) == [b, a]


@pytest.mark.parametrize("banyak", [1, 50])
def test_order_page_query_count_is_flat(admin, satker, unit, banyak, django_assert_max_num_queries):
    for n in range(banyak):
        pabrik.JabatanFactory(unit=pabrik.UnitFactory(satker=satker, induk=unit, urut=n + 1))
    with django_assert_max_num_queries(24):
        admin.get(_url(satker, "urutan"))


def test_a_unit_with_parts_that_go_on_is_not_dissolved(admin, satker, cabang):
    url = _url(satker, "bubarkan_unit", pk=cabang["A"].pk)
    jawaban = admin.post(url, {"berlaku_sampai": "31 Desember 2024", "versi": 1})
    assert jawaban.status_code == 422
    assert "Setelah 31 Desember 2024 masih ada: A1; A2." in jawaban.content.decode()


def test_a_unit_is_dissolved_and_lives_again_when_that_was_wrong(admin, satker, cabang):
    url = _url(satker, "bubarkan_unit", pk=cabang["A1"].pk)
    admin.post(url, {"berlaku_sampai": "31 Desember 2024", "versi": 1})
    assert Unit.objects.get(nama="A1").berlaku_sampai == date(2024, 12, 31)
    admin.post(url, {"berlaku_sampai": "", "versi": 2})
    assert Unit.objects.get(nama="A1").berlaku_sampai is None


def test_a_unit_does_not_live_again_below_a_dissolved_one(admin, satker, cabang):
    Unit.objects.filter(nama__startswith="A").update(berlaku_sampai=date(2023, 12, 31))
    jawaban = admin.post(_url(satker, "bubarkan_unit", pk=cabang["A1"].pk), {"berlaku_sampai": "", "versi": 1})
    assert "sudah bubar" in jawaban.content.decode()


def test_deleting_a_unit_in_use_explains_and_offers_to_dissolve(admin, satker, unit):
    pabrik.JabatanFactory(unit=unit)
    url = _url(satker, "hapus_unit", pk=unit.pk)
    jawaban = admin.post(url)
    assert jawaban.status_code == 409
    isi = jawaban.content.decode()
    assert "jabatan (1)" in isi
    assert _url(satker, "bubarkan_unit", pk=unit.pk) in isi
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_an_unused_unit_is_deleted_after_one_question(admin, satker, unit):
    assert "tidak dapat dibatalkan" in admin.get(_url(satker, "hapus_unit", pk=unit.pk)).content.decode()
    assert admin.post(_url(satker, "hapus_unit", pk=unit.pk)).status_code == 302
    assert not Unit.objects.exists()


def test_a_position_is_added_with_its_superior(admin, satker, unit):
    atasan = pabrik.JabatanFactory(unit=unit, urut=3)
    data = {"nama": "Kasubag Kas", "jenis": "kepala_sub_bagian", "unit": unit.pk, "atasan": atasan.pk}
    admin.post(_url(satker, "tambah_jabatan"), data)
    baru = Jabatan.objects.get(nama="Kasubag Kas")
    assert (baru.atasan, baru.urut) == (atasan, 3)


def test_a_circle_of_superiors_is_refused_at_the_field(admin, satker, unit):
    atas = pabrik.JabatanFactory(unit=unit, nama="Atas")
    bawah = pabrik.JabatanFactory(unit=unit, nama="Bawah", atasan=atas)
    data = {"nama": "Atas", "jenis": atas.jenis, "unit": unit.pk, "atasan": bawah.pk, "versi": 1}
    jawaban = admin.post(_url(satker, "ubah_jabatan", pk=atas.pk), data)
    assert jawaban.status_code == 422
    assert "Rantai atasan berputar" in jawaban.content.decode()


def test_the_same_name_twice_in_a_unit_is_refused(admin, satker, unit):
    ada = pabrik.JabatanFactory(unit=unit)
    jawaban = admin.post(_url(satker, "tambah_jabatan"), {"nama": ada.nama, "jenis": ada.jenis, "unit": unit.pk})
    assert "Unit ini sudah mempunyai jabatan dengan nama itu." in jawaban.content.decode()


def test_a_position_with_a_holder_is_not_abolished(admin, satker, unit):
    penugasan = pabrik.PenugasanFactory(jabatan__unit=unit, pejabat__nama="Sudirman")
    url = _url(satker, "akhiri_jabatan", pk=penugasan.jabatan_id)
    jawaban = admin.post(url, {"berlaku_sampai": "31 Desember 2024", "versi": 1})
    assert "masih ada: Sudirman" in jawaban.content.decode()
    penugasan.selesai = date(2024, 12, 31)
    penugasan.save()
    assert admin.post(url, {"berlaku_sampai": "31 Desember 2024", "versi": 1}).status_code == 302
    assert Jabatan.objects.get().berlaku_sampai == date(2024, 12, 31)


def test_an_unused_position_is_deleted(admin, satker, unit):
    jabatan = pabrik.JabatanFactory(unit=unit)
    admin.post(_url(satker, "hapus_jabatan", pk=jabatan.pk))
    assert not Jabatan.objects.exists()


@pytest.mark.parametrize(("siapa", "tampil"), [("admin_satker", True), ("pembaca", False)])
def test_a_unit_without_positions_leads_to_the_first_one(client, request, satker, unit, siapa, tampil):
    client.force_login(request.getfixturevalue(siapa))
    isi = client.get(_url(satker, "organisasi")).content.decode()
    assert "Belum ada jabatan" in isi
    assert ("Tambah jabatan<span" in isi) is tampil
