"""Pages and workbooks about spending over time."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from anggaran.enums import JenisPos
from jejak.models import Jejak
from tests import pabrik

pytestmark = pytest.mark.django_db
D = Decimal


def teks(jawaban):
    return " ".join(jawaban.content.decode().split())


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.fixture
def isi(satker, dipa_berlaku):
    """WA with pagu 150 planned 60 and 90, spent 50 by the end of January and 45 by that of March."""
    for bulan, nilai in ((1, 60), (3, 90)):
        pabrik.RencanaPenarikanFactory(satker=satker, kode="WA", bulan=bulan, nilai=D(nilai))
    for tanggal, nilai in ((date(2024, 1, 31), 50), (date(2024, 3, 31), 45)):
        posisi = pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=tanggal, utama=tanggal.month == 3)
        pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=D(nilai))
    return dipa_berlaku


# --- The curve -----------------------------------------------------------------------------------------------------


def test_the_page_shows_the_curve_and_its_numbers(klien, isi, alamat):
    jawaban = klien.get(alamat("penyerapan/"))
    halaman = teks(jawaban)

    assert '<svg width="100%"' in halaman
    assert "45 rupiah, data per 31 Maret 2024" in halaman
    assert "30,00" in halaman  # 45 of 150
    assert "Februari–Maret" in halaman
    assert "Koreksi" in halaman
    assert "Maret: realisasi turun 5 rupiah dari posisi sebelumnya" in halaman


def test_a_month_without_cut_off_is_a_dash_and_never_nought(klien, isi, alamat):
    (februari,) = [b for b in klien.get(alamat("penyerapan/")).context["kurva"].baris if b.nama == "Februari"]

    assert (februari.titik.realisasi, februari.persen_realisasi, februari.titik.tambahan) == (None, None, None)


def test_one_programme_and_money_can_be_chosen(klien, isi, alamat):
    pabrik.PosFactory(dipa=isi, kode="CQ", uraian="Pemilu", urut=50, pagu=D(2_000_000))
    pabrik.RencanaPenarikanFactory(satker=isi.satker, kode="CQ", nilai=D(1_000_000))
    jawaban = klien.get(alamat("penyerapan/?program=CQ&satuan=rupiah"))

    assert jawaban.context["kurva"].pagu == D(2_000_000)
    assert "Kurva CQ" in teks(jawaban)
    assert "dalam juta rupiah" in teks(jawaban)
    assert jawaban.context["satuan"] == "rupiah"


@pytest.mark.parametrize("param", ["?program=ZZ", "?satuan=emas", "?program=%00%F0", "?program=" + "9" * 500])
def test_a_strange_choice_shows_the_whole(klien, isi, alamat, param):
    jawaban = klien.get(alamat(f"penyerapan/{param}"))

    assert (jawaban.status_code, jawaban.context["kurva"].pagu, jawaban.context["satuan"]) == (200, D(150), "persen")


def test_a_year_without_dipa_says_what_the_page_will_hold(klien, alamat):
    for ekor in ("penyerapan/", "deviasi/"):
        assert "Belum ada DIPA yang berlaku untuk tahun ini" in teks(klien.get(alamat(ekor, tahun=2031)))
    assert "Belum ada DIPA dalam tiga tahun ini" in teks(klien.get(alamat("tiga-tahun/", tahun=2031)))


def test_a_year_with_nothing_to_draw_leads_to_the_plan(klien, masuk, pembaca, dipa_berlaku, alamat):
    halaman = teks(klien.get(alamat("penyerapan/")))
    assert "Belum ada yang dapat digambar" in halaman
    assert alamat("rencana/") in halaman

    assert "Isi rencana penarikan" not in teks(masuk(pembaca).get(alamat("penyerapan/")))


def test_without_a_plan_the_page_says_so(klien, isi, satker, alamat):
    satker.rencana_penarikan.all().delete()

    assert "Rencana penarikan belum diisi, jadi belum ada garis rencana" in teks(klien.get(alamat("penyerapan/")))


# --- Three years ---------------------------------------------------------------------------------------------------


def test_three_years_stand_side_by_side_with_the_day_of_each(klien, isi, satker, alamat):
    pabrik.PosFactory(dipa__satker=satker, dipa__tahun=2023, kode="WA", uraian="Dukungan Manajemen", pagu=D(100))
    lalu = pabrik.PosisiRealisasiFactory(satker=satker, tahun=2023, per_tanggal=None, nama="Akhir 2023")
    pabrik.RealisasiAnggaranFactory(posisi=lalu, kode="WA", nilai=D(80))
    halaman = teks(klien.get(alamat("tiga-tahun/")))

    assert "Realisasi 2023 menurut “Akhir 2023”; Realisasi 2024 per 31 Maret 2024." in halaman
    for fakta in ("+50", "80,00", "30,00", "−50,00"):
        assert fakta in halaman


def test_the_year_can_be_seen_at_another_cut_off_and_taken_along(klien, isi, satker, alamat):
    lain = satker.posisi_realisasi.get(utama=False)  # 50 of 150
    ekor = f"?posisi={lain.pk}"
    halaman = teks(klien.get(alamat(f"tiga-tahun/{ekor}")))
    *_, total = tabel(buku(klien, alamat(f"tiga-tahun/excel/{ekor}"))["Tiga tahun"])

    assert "Realisasi 2024 per 31 Januari 2024." in halaman
    assert f"tiga-tahun/excel/{ekor}" in halaman
    assert "33,33" in halaman
    assert total[8:] == [150, 50, 33.33]
    assert klien.get(alamat("tiga-tahun/?posisi=999999")).status_code == 404


def test_the_page_does_not_claim_to_be_the_table_of_the_report(klien, isi, alamat):
    halaman = teks(klien.get(alamat("tiga-tahun/")))

    assert "angka yang sama" not in halaman
    assert "LKjIP memakai posisi yang dipilih pada laporannya" in halaman


def test_a_year_that_is_plainly_wrong_has_no_sum_and_a_note(klien, isi, satker, alamat):
    satker.posisi_realisasi.get(utama=True).realisasi.update(nilai=D(1_000_000))
    jawaban = klien.get(alamat("tiga-tahun/"))

    assert jawaban.context["semua"][-1].realisasi is None
    assert "Realisasi tahun 2024 tidak dijumlahkan" in teks(jawaban)


# --- Deviations ----------------------------------------------------------------------------------------------------


def test_the_list_names_its_rules_and_leads_to_the_tree(klien, isi, satker, alamat):
    posisi = satker.posisi_realisasi.get(utama=True)
    posisi.realisasi.update(nilai=D(500))
    jawaban = klien.get(alamat("deviasi/?poin=5&bulan=2"))
    halaman = teks(jawaban)

    assert "|rencana − realisasi| ÷ rencana × 100" in halaman
    assert "lebih dari 5 poin" in halaman
    simpul = isi.pos.get(kode="3355")
    assert f"{alamat()}?posisi={posisi.pk}#pos-{simpul.pk}" in halaman
    assert f'id="pos-{simpul.pk}"' in teks(klien.get(alamat()))
    assert [b.kode for b in jawaban.context["daftar"].tanpa_belanja] == ["3360"]


@pytest.mark.parametrize("param", ["?poin=0&bulan=13", "?poin=banyak&bulan=", "?poin=-5&bulan=²", "?poin=" + "9" * 50])
def test_strange_limits_become_the_usual_ones(klien, isi, alamat, param):
    d = klien.get(alamat(f"deviasi/{param}")).context["d"]

    assert (d.poin, d.batas_tanggal) == (10, date(2024, 6, 30))


def test_a_long_list_is_cut_and_says_where_the_rest_is(klien, isi, satker, alamat):
    for n in range(60):
        pabrik.PosFactory(dipa=isi, jenis=JenisPos.PROGRAM, kode=f"P{n}", urut=100 + n, pagu=D(10))
    halaman = teks(klien.get(alamat("deviasi/?bulan=1")))

    assert "Tampil 50 dari 61 baris; semuanya ada dalam unduhan Excel." in halaman
    lembar = buku(klien, alamat("deviasi/excel/?bulan=1"))["Belum ada belanja"]
    assert len(tabel(lembar)) == 62


def test_what_is_recorded_on_a_programme_only_is_never_claimed_of_its_nodes(klien, isi, satker, alamat):
    satker.posisi_realisasi.get(utama=True).realisasi.update(kode="WA")
    halaman = teks(klien.get(alamat("deviasi/?bulan=1&poin=100")))

    assert "Realisasi dicatat pada tingkat program (WA); belanja per pos di bawahnya tidak diketahui." in halaman
    for klaim in ("Semua pos berpagu", "Tidak ada pos yang"):
        assert klaim not in halaman
    assert "dicatat pada tingkat program (WA)" in str(baris(buku(klien, alamat("deviasi/excel/"))["Keterangan"]))


# --- Workbooks -----------------------------------------------------------------------------------------------------


def buku(klien, url):
    jawaban = klien.get(url)
    assert jawaban.status_code == 200
    assert jawaban["Content-Disposition"].startswith("attachment; filename=")
    return load_workbook(io.BytesIO(jawaban.content))


def baris(lembar):
    return [[sel.value for sel in b] for b in lembar.iter_rows()]


def tabel(lembar):
    """From the head on, which stands below an empty row."""
    semua = baris(lembar)
    return semua[next(n for n, b in enumerate(semua, 1) if not any(b)) :]


def test_the_curve_goes_along_with_the_day_of_every_figure(klien, isi, alamat):
    semua = buku(klien, alamat("penyerapan/excel/"))
    _, januari, *_ = tabel(semua["Penyerapan"])

    milik, pagu, realisasi = [b[0] for b in baris(semua["Penyerapan"])][1:4]
    assert (milik, pagu) == ("KOMISI PEMILIHAN UMUM PROVINSI BENGKULU (kode 654340)", "Pagu: DIPA 2024")
    assert realisasi.endswith(", data per 31 Maret 2024")
    assert januari == ["Januari", 40, 33.33, 60, 50, 60, 50, "Januari", datetime(2024, 1, 31)]
    assert "Maret: realisasi turun" in str(baris(semua["Keterangan"]))


def test_the_three_years_go_along(klien, isi, alamat):
    kepala, wa, total = tabel(buku(klien, alamat("tiga-tahun/excel/"))["Tiga tahun"])

    assert kepala[8:] == ["Pagu 2024 (Rp)", "Realisasi 2024 per 31 Maret 2024 (Rp)", "Penyerapan 2024 (%)"]
    assert (wa[0], wa[8:]) == ("WA", [150, 45, 30])
    assert (total[0], total[8:]) == ("Jumlah", [150, 45, 30])


def test_the_plan_goes_along_with_its_sums(klien, isi, alamat):
    _, wa, total = tabel(buku(klien, alamat("rencana/excel/"))["Rencana penarikan"])

    assert wa == ["WA", "Dukungan Manajemen", 150, 60, None, 90, *[None] * 9, 150, 0]
    assert (total[0], total[3], total[15]) == ("Jumlah", 60, 150)


def test_the_deviations_go_along_with_their_rules(klien, isi, alamat):
    semua = buku(klien, alamat("deviasi/excel/?poin=7"))

    assert semua.sheetnames == ["Deviasi rencana", "Melebihi pagu", "Belum ada belanja", "Tertinggal", "Keterangan"]
    assert [b[-1] for b in tabel(semua["Deviasi rencana"])][1:] == [105.56, 16.67]
    assert "lebih dari 7 poin" in str(baris(semua["Keterangan"]))


@pytest.mark.parametrize(
    "ekor", ["penyerapan/excel/?program=WA", "tiga-tahun/excel/", "deviasi/excel/?bulan=1", "rencana/excel/"]
)
def test_no_name_becomes_a_formula(klien, isi, satker, alamat, ekor):
    isi.pos.update(uraian='=HYPERLINK("http://jahat.test")')
    satker.posisi_realisasi.update(keterangan="=1+1")
    satker.posisi_realisasi.filter(utama=True).update(nama="=2+2")
    sel = [s for lembar in buku(klien, alamat(ekor)) for b in lembar.iter_rows() for s in b if s.value is not None]

    assert any("=" in str(s.value) for s in sel)
    assert [s.value for s in sel if s.data_type == "f"] == []


def test_taking_a_workbook_along_is_in_the_trail(klien, isi, alamat):
    klien.get(alamat("penyerapan/excel/"))

    assert Jejak.objects.filter(tindakan="ekspor").latest("pk").keterangan == "Penyerapan-654340-2024.xlsx"


# --- Rights and queries --------------------------------------------------------------------------------------------

EKOR = ["penyerapan/", "tiga-tahun/", "deviasi/", "rencana/"]


@pytest.mark.parametrize("ekor", EKOR)
def test_the_parent_satker_reads_and_is_offered_no_act(masuk, pusat, isi, alamat, ekor):
    halaman = teks(masuk(pabrik.PenggunaFactory(satker=pusat)).get(alamat(ekor)))

    assert "Unduh Excel" in halaman
    assert "Ubah rencana penarikan" not in halaman


def banyak_query(klien, url):
    with CaptureQueriesContext(connection) as query:
        assert klien.get(url).status_code == 200
    return len(query)


@pytest.mark.parametrize("ekor", [*EKOR, *(f"{e}excel/" for e in EKOR)])
def test_the_pages_ask_the_same_for_few_and_many(klien, isi, satker, alamat, ekor):
    klien.get(alamat(ekor))
    sedikit = banyak_query(klien, alamat(ekor))
    induk = isi.pos.get(kode="WA")
    for n in range(30):
        pabrik.PosFactory(dipa=isi, kode=f"P{n}", urut=100 + n, pagu=D(10))
        pabrik.PosFactory(dipa=isi, induk=induk, jenis=JenisPos.KEGIATAN, kode=f"K{n}", urut=200 + n, pagu=D(10))
        pabrik.RencanaPenarikanFactory(satker=satker, kode=f"P{n}", bulan=n % 12 + 1)
        posisi = pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=date(2024, n % 12 + 1, 27), utama=False)
        pabrik.RealisasiAnggaranFactory(posisi=posisi, kode=f"P{n}", nilai=D(n))

    assert banyak_query(klien, alamat(ekor)) == sedikit
    assert sedikit <= 34
