"""The capaian scale on screen: bands in order, copies for new years, what printed reports keep."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capaian.forms_acuan import PitaFormSet
from capaian.models import KategoriCapaian
from capaian.skala import daftar_skala
from tests import pabrik

D = Decimal
BAIK = ("A", "Baik", "80", "")
CUKUP = ("B", "Cukup", "60", "")
KURANG = ("C", "Kurang", "", "")


def alamat(nama="daftar", kode="654340", tahun=2024, **kwargs):
    return reverse(f"skala:{nama}", kwargs={"kode": kode, "tahun": tahun} | kwargs)


def buat_skala(satker=None, mulai=2020):
    for urut, (kode, batas, rentang) in enumerate(
        [("AA", 90, ">90 s.d 100"), ("BB", 70, ">70 s.d 90"), ("D", 0, "0 – 70")], start=1
    ):
        pabrik.KategoriCapaianFactory(
            satker=satker,
            berlaku_mulai=mulai,
            kode=kode,
            predikat=f"P{kode}",
            batas_bawah=batas,
            rentang=rentang,
            urut=urut,
        )
    return daftar_skala(satker or pabrik.SatkerFactory(kode="654340"))[0]


def kirim(*baris, skala=None, semula=None, **lain):
    """What the page sends: rows of kode, predikat, batas, rentang, and at the end maybe "hapus"."""
    data = {"baris-TOTAL_FORMS": len(baris) + 2, "baris-INITIAL_FORMS": 0}
    data["baris-semula"] = semula if semula is not None else PitaFormSet(None, skala).sidik
    for n, (kode, predikat, batas, rentang, *hapus) in enumerate(baris):
        isi = {"kode": kode, "predikat": predikat, "batas_bawah": batas, "rentang": rentang, "interpretasi": "x"}
        data |= {f"baris-{n}-{nama}": nilai for nama, nilai in isi.items()}
        if hapus:
            data[f"baris-{n}-DELETE"] = "on"
    return data | lain


def pita(**saring):
    return list(KategoriCapaian.objects.filter(**saring).order_by("urut").values_list("kode", "batas_bawah", "rentang"))


@pytest.fixture
def admin(client, admin_satker):
    client.force_login(admin_satker)
    return client


@pytest.fixture
def pusat_admin(client, satker, admin_pusat):
    client.force_login(admin_pusat)
    return client


# --- Who


def test_anonymous_is_sent_to_the_login(client, satker):
    for url in (alamat(), alamat("baru"), alamat("ubah", pemilik="umum", mulai=2020)):
        assert client.get(url).url.startswith(reverse("masuk"))


def test_unrelated_satker_gets_404(client, satker, orang_lain):
    client.force_login(orang_lain)
    for url in (alamat(), alamat("baru"), alamat("ubah", pemilik="umum", mulai=2020)):
        assert client.get(url).status_code == 404


def test_everybody_inside_reads_and_nobody_without_right_writes(client, satker, pembaca):
    buat_skala()
    client.force_login(pembaca)
    isi = client.get(alamat()).content.decode()
    assert "Yang berlaku di KPU Provinsi Bengkulu tahun 2024" in isi
    assert "PAA" in isi
    kunci = {"pemilik": "umum", "mulai": 2020}
    assert [client.get(u).status_code for u in (alamat("baru"), alamat("ubah", **kunci))] == [403, 403]
    assert [client.post(alamat(n, **kunci)).status_code for n in ("ubah", "hapus")] == [403, 403]


def test_admin_satker_keeps_the_own_scale_only(admin, satker):
    buat_skala()
    buat_skala(satker, 2022)
    status = [admin.get(alamat("ubah", pemilik=p, mulai=m)).status_code for p, m in (("umum", 2020), ("654340", 2022))]
    assert status == [403, 200]


def test_admin_pusat_keeps_the_general_scale(pusat_admin):
    buat_skala()
    assert pusat_admin.get(alamat("ubah", pemilik="umum", mulai=2020)).status_code == 200


@pytest.mark.parametrize(("pemilik", "mulai"), [("umum", 2021), ("1971", 2020), ("tidak-ada", 2020)])
def test_a_scale_that_does_not_concern_the_satker_gets_404(pusat_admin, satker_lain, pemilik, mulai):
    buat_skala()
    buat_skala(satker_lain)
    assert pusat_admin.get(alamat("ubah", pemilik=pemilik, mulai=mulai)).status_code == 404


# --- The list


def test_a_scale_holds_until_the_owners_next_one_begins(satker):
    for milik, mulai in ((None, 2000), (None, 2025), (satker, 2022)):
        buat_skala(milik, mulai)
    assert [s.nama for s in daftar_skala(satker)] == [
        "KPU Provinsi Bengkulu, mulai tahun 2022",
        "Semua satker, mulai tahun 2025",
        "Semua satker, 2000–2024",
    ]


def test_what_a_scale_names_is_counted_where_it_holds(satker, satker_lain):
    for milik, mulai in ((None, 2000), (satker, 2023)):
        buat_skala(milik, mulai)
    indikator, lain = (pabrik.IndikatorFactory(sasaran__renstra__satker=s) for s in (satker, satker_lain))
    for i, tahun in ((indikator, 2022), (indikator, 2023), (indikator, 2024), (lain, 2024)):
        pabrik.PengukuranFactory(indikator=i, tahun=tahun)
    pabrik.LaporanFactory(satker=satker, tahun=2022, status="final")
    pabrik.LaporanFactory(satker=satker, tahun=2023)
    assert [(s.mulai, s.pengukuran, len(s.final)) for s in daftar_skala(satker)] == [(2023, 2, 0), (2000, 2, 1)]


@pytest.mark.parametrize("nama", ["daftar", "baru"])
def test_query_count_is_flat(admin, satker, nama):
    banyak, indikator = [], pabrik.IndikatorFactory(sasaran__renstra__satker=satker)
    for mulai in (2001, *range(2002, 2020)):
        buat_skala(satker, mulai)
        pabrik.PengukuranFactory(indikator=indikator, tahun=mulai)
        if mulai in {2001, 2019}:
            with CaptureQueriesContext(connection) as pertanyaan:
                admin.get(alamat(nama))
            banyak.append(len(pertanyaan))
    assert banyak[0] == banyak[1]


# --- Editing


def test_a_new_scale_begins_as_a_copy_of_the_one_that_holds(admin):
    buat_skala()
    isi = admin.get(alamat("baru")).content.decode()
    assert 'value="2025"' in isi
    assert all(f'value="{kode}"' in isi for kode in ("AA", "BB", "D"))
    assert "79,5 → BB PBB" in isi


def test_a_copy_is_stored_as_the_page_offers_it(admin, satker):
    """With the fingerprint that the page sends along: it is that of the scale that was copied."""
    buat_skala()
    (semula,) = re.findall(r'name="baris-semula" value="(\w+)"', admin.get(alamat("baru")).content.decode())
    data = kirim(BAIK, CUKUP, KURANG, pemilik="654340", berlaku_mulai="2025") | {"baris-semula": semula}
    assert admin.post(alamat("baru"), data).status_code == 302
    assert len(pita(satker=satker, berlaku_mulai=2025)) == 3


def test_a_new_scale_is_stored_for_the_own_satker(admin, satker):
    buat_skala()
    data = kirim(BAIK, CUKUP, KURANG, pemilik="654340", berlaku_mulai="2025")
    assert admin.post(alamat("baru"), data).url == alamat()
    assert pita(satker=satker, berlaku_mulai=2025) == [
        ("A", 80, ">80"),
        ("B", 60, ">60 s.d 80"),
        ("C", 0, "0 – 60"),
    ]
    assert len(pita(satker=None)) == 3


def test_admin_satker_makes_no_general_scale(admin):
    data = kirim(BAIK, KURANG, pemilik="umum", berlaku_mulai="2025")
    assert admin.post(alamat("baru"), data).status_code == 422
    assert not KategoriCapaian.objects.exists()


def test_one_owner_has_one_scale_a_year(pusat_admin):
    buat_skala()
    data = kirim(BAIK, KURANG, pemilik="umum", berlaku_mulai="2020")
    assert "Sudah ada skala yang mulai tahun 2020." in pusat_admin.post(alamat("baru"), data).content.decode()


@pytest.mark.parametrize(
    ("baris", "pesan"),
    [
        ([BAIK], "Skala harus mempunyai sedikitnya dua kategori."),
        ([CUKUP, BAIK, KURANG], "Harus di bawah 60, batas B di atasnya."),
        ([BAIK, ("B", "Cukup", "80", ""), KURANG], "Harus di bawah 80, batas A di atasnya."),
        ([BAIK, ("B", "Cukup", "0", ""), KURANG], "Harus di bawah 0, batas B di atasnya."),
        ([BAIK, ("B", "Cukup", "", ""), KURANG], "Isi batasnya; hanya kategori terbawah yang mengambil sisanya."),
        ([BAIK, ("C", "Kurang", "30", "")], "Kategori terbawah mengambil semua sisanya"),
        ([BAIK, ("a", "Lagi", "60", ""), KURANG], "“a” sudah ada di baris lain."),
        ([("A", "", "80", ""), KURANG], "Predikat harus diisi."),
        ([("A", "Baik", "80", ">90"), KURANG], "Tidak cocok dengan batasnya. Tulis “&gt;80”"),
        ([BAIK, ("B", "Cukup", "60", ">60 s.d 90"), KURANG], "Tulis “&gt;60 s.d 80”"),
        ([BAIK, ("C", "Kurang", "", "0 – 70")], "Tulis “0 – 80”"),
        ([BAIK, CUKUP, ("C", "", "", "", "hapus")], "Kategori terbawah mengambil semua sisanya"),
    ],
)
def test_what_is_no_scale_is_refused_at_its_field(admin, satker, baris, pesan):
    jawaban = admin.post(alamat("baru"), kirim(*baris, pemilik="654340", berlaku_mulai="2025"))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert not KategoriCapaian.objects.exists()


def test_the_highest_band_may_print_an_end(admin, satker):
    data = kirim(("A", "Baik", "80", ">80 s.d 100"), KURANG, pemilik="654340", berlaku_mulai="2025")
    assert admin.post(alamat("baru"), data).status_code == 302


@pytest.fixture
def skala(satker):
    return buat_skala(satker)


UBAH = {"pemilik": "654340", "mulai": 2020}


def test_bands_are_changed_added_and_removed_in_their_rows(admin, skala):
    pk = KategoriCapaian.objects.get(kode="AA").pk
    baris = [("AA", "Unggul", "95", ""), ("B", "Baik", "50", ""), ("D", "Kurang", "", "")]
    assert admin.post(alamat("ubah", **UBAH), kirim(*baris, skala=skala)).status_code == 302
    assert pita() == [("AA", 95, ">95"), ("B", 50, ">50 s.d 95"), ("D", 0, "0 – 50")]
    aa = KategoriCapaian.objects.get(kode="AA")
    assert (aa.pk, aa.predikat, aa.versi) == (pk, "Unggul", 2)


def test_bands_that_somebody_changed_meanwhile_are_shown_and_saving_again_replaces_them(admin, skala):
    semula = PitaFormSet(None, skala).sidik
    admin.post(alamat("ubah", **UBAH), kirim(("AA", "Unggul", "95", ""), KURANG, skala=skala))
    data = kirim(BAIK, KURANG, skala=skala, semula=semula)
    jawaban = admin.post(alamat("ubah", **UBAH), data)
    assert jawaban.status_code == 409
    assert "AA · Unggul · 95" in jawaban.content.decode()
    data["baris-semula"] = PitaFormSet(None, daftar_skala(skala.satker)[0]).sidik
    assert admin.post(alamat("ubah", **UBAH), data).status_code == 302
    assert [p[0] for p in pita()] == ["A", "C"]


def test_a_scale_that_a_final_report_prints_keeps_its_bands(admin, skala, satker):
    pabrik.LaporanFactory(satker=satker, tahun=2023, status="final")
    jawaban = admin.post(alamat("ubah", **UBAH), kirim(BAIK, KURANG, skala=skala))
    assert jawaban.status_code == 422
    assert "Skala ini tercetak pada 1 LKjIP final (tahun 2023)" in jawaban.content.decode()
    assert len(pita()) == 3


def test_words_of_a_printed_scale_may_be_mended(admin, skala, satker):
    pabrik.LaporanFactory(satker=satker, tahun=2023, status="final")
    baris = [("AA", "Sangat memuaskan", "90", ""), ("BB", "PBB", "70", ""), ("D", "PD", "", "")]
    assert admin.post(alamat("ubah", **UBAH), kirim(*baris, skala=skala)).status_code == 302
    assert KategoriCapaian.objects.get(kode="AA").predikat == "Sangat memuaskan"


def test_an_unused_scale_is_deleted(admin, skala):
    assert admin.post(alamat("hapus", **UBAH)).url == alamat()
    assert pita() == []


def test_a_scale_that_names_something_is_not_deleted(admin, skala, satker):
    pabrik.PengukuranFactory(indikator__sasaran__renstra__satker=satker)
    isi = admin.post(alamat("hapus", **UBAH), follow=True).content.decode()
    assert "menamai capaian 1 indikator, jadi tidak dapat dihapus" in isi
    assert len(pita()) == 3


# --- The example


@pytest.mark.parametrize(
    ("contoh", "hasil"),
    [("79,5", "79,5 → B Cukup"), ("80", "80 → B Cukup"), ("80,01", "80,01 → A Baik"), ("-5", "-5 → C Kurang")],
)
def test_the_example_follows_what_is_typed_and_saves_nothing(admin, satker, contoh, hasil):
    data = kirim(BAIK, CUKUP, KURANG, pemilik="654340", berlaku_mulai="2025", coba="1", contoh=contoh)
    jawaban = admin.post(alamat("baru"), data)
    assert jawaban.status_code == 200
    assert hasil in jawaban.content.decode()
    assert not KategoriCapaian.objects.exists()


@pytest.mark.parametrize(
    ("contoh", "baris", "pesan"),
    [("abc", [BAIK, KURANG], "Harus berupa angka"), ("79,5", [CUKUP, BAIK, KURANG], "Perbaiki isian kategori dahulu.")],
)
def test_the_example_says_what_is_missing(admin, satker, contoh, baris, pesan):
    data = kirim(*baris, pemilik="654340", berlaku_mulai="2025", coba="1", contoh=contoh)
    assert pesan in admin.post(alamat("baru"), data).content.decode()
