"""The curve, the three years and the list of deviations, gathered from stored rows."""

from datetime import date
from decimal import Decimal

import pytest

from anggaran.enums import JenisPos
from anggaran.grafik_serap import Satuan, besaran, grafik_kurva, grafik_tiga_tahun
from anggaran.models import PosisiRealisasi
from anggaran.rekap import rekap_dipa
from anggaran.rekap_deviasi import daftar_deviasi, deviasi_bulanan
from anggaran.rekap_serap import bahan_serap, kurva_serap
from anggaran.rekap_tahunan import angka_program, angka_semua, jumlah_tahun, program_tahunan, rekap_tiga_tahun
from sakip.grafik import susun_garis
from tests import pabrik

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def dua_program(dipa_berlaku):
    """WA with pagu 150, below it 3355 (100) and 3360 › 3360.EBA (50); CQ with pagu 350."""
    pabrik.PosFactory(dipa=dipa_berlaku, kode="CQ", uraian="Pemilu", urut=90, pagu=D(350))
    return dipa_berlaku


@pytest.fixture
def catat(satker):
    """`catat(date, WA=…)`: a cut-off with what was spent by then."""

    def posisi(tanggal, /, utama=False, nama=None, **nilai):
        nama = nama or f"Per {tanggal}"
        baru = pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=tanggal, utama=utama, nama=nama)
        for kode, n in nilai.items():
            pabrik.RealisasiAnggaranFactory(posisi=baru, kode=kode.lstrip("k").replace("_", "."), nilai=D(n))
        return baru

    return posisi


@pytest.fixture
def rencanakan(satker):
    def isi(kode, **bulan):
        for b, n in bulan.items():
            pabrik.RencanaPenarikanFactory(satker=satker, kode=kode, bulan=int(b[1:]), nilai=D(n))

    return isi


def kurva(satker, kode=""):
    return kurva_serap(bahan_serap(satker, 2024), kode)


def realisasi(k):
    return {b.titik.bulan: b.titik.realisasi for b in k.baris if b.titik.realisasi is not None}


# --- The curve -----------------------------------------------------------------------------------------------------


def test_the_last_cut_off_of_a_month_is_its_point(satker, dua_program, catat):
    catat(date(2024, 3, 10), WA=10)
    catat(date(2024, 3, 31), WA=20)
    catat(date(2024, 5, 31), WA=30)

    assert realisasi(kurva(satker)) == {3: D(20), 5: D(30)}


def test_of_two_cut_offs_of_one_day_the_main_one_counts(satker, dua_program, catat):
    catat(date(2024, 3, 31), utama=True, nama="Utama", WA=20)
    catat(date(2024, 3, 31), nama="Lain", WA=25)

    assert realisasi(kurva(satker)) == {3: D(20)}


def test_the_whole_is_the_sum_of_the_programmes_and_what_lies_outside(satker, dua_program, catat):
    catat(date(2024, 3, 31), k3355=40, CQ=60, XX=5)

    assert realisasi(kurva(satker)) == {3: D(105)}
    assert realisasi(kurva(satker, "WA")) == {3: D(40)}


def test_the_point_is_the_figure_of_the_tree(satker, dua_program, catat):
    posisi = catat(date(2024, 6, 30), k3355=40, k3360_EBA=7, CQ=60, XX=5)
    rekap = rekap_dipa(satker, 2024, posisi=posisi)

    assert realisasi(kurva(satker))[6] == rekap.realisasi
    for program in rekap.program:
        assert realisasi(kurva(satker, program.kode))[6] == program.realisasi


def test_percent_are_of_the_pagu(satker, dua_program, catat, rencanakan):
    rencanakan("CQ", b1=35, b2=35)
    catat(date(2024, 2, 29), CQ=175)
    februari = kurva(satker, "CQ").baris[1]

    assert (februari.persen_rencana, februari.persen_realisasi) == (D(20), D(50))


def test_without_pagu_there_is_no_percent(satker, catat):
    pabrik.PosFactory(dipa__satker=satker, kode="WA")
    catat(date(2024, 2, 29), WA=175)
    februari = kurva(satker).baris[1]

    assert (februari.titik.realisasi, februari.persen_realisasi) == (D(175), None)


def test_an_unknown_programme_shows_the_whole(satker, dua_program, catat):
    catat(date(2024, 2, 29), CQ=175)

    assert kurva(satker, "ZZ").pilihan is None
    assert kurva(satker, "ZZ").pagu == D(500)


def test_the_plan_of_the_day_counts_the_days_of_its_month(satker, dua_program, catat, rencanakan):
    rencanakan("CQ", b1=31, b2=29)
    catat(date(2024, 2, 10), CQ=5)

    assert kurva(satker).rencana_kini == D(41)


def catatan(satker, kode=""):
    return " | ".join(kurva(satker, kode).catatan)


def test_a_cut_off_without_date_is_named_and_not_drawn(satker, dua_program, catat):
    catat(None, nama="Tabel 3.17", WA=20)

    assert realisasi(kurva(satker)) == {}
    assert "“Tabel 3.17” tidak digambar: tanggal datanya tidak diketahui" in catatan(satker)


def test_a_cut_off_before_the_year_is_named_and_not_drawn(satker, dua_program, catat):
    catat(date(2023, 12, 31), nama="Salah", WA=20)

    assert realisasi(kurva(satker)) == {}
    assert "“Salah” tidak digambar: 31 Desember 2023 sebelum tahun 2024" in catatan(satker)


def test_a_cut_off_after_the_year_stands_in_december_and_says_so(satker, dua_program, catat):
    catat(date(2025, 1, 16), nama="Akhir", WA=20, CQ=1)

    assert realisasi(kurva(satker)) == {12: D(21)}
    assert "“Akhir” per 16 Januari 2025 digambar pada Desember 2024" in catatan(satker)


def test_a_programme_that_a_cut_off_does_not_record_is_named(satker, dua_program, catat):
    catat(date(2024, 3, 31), nama="Separuh", WA=20)

    assert "“Separuh” tidak mencatat realisasi program CQ" in catatan(satker)
    assert "“Separuh” tidak mencatat realisasi program ini" in catatan(satker, "CQ")
    assert "tidak mencatat" not in catatan(satker, "WA")
    assert realisasi(kurva(satker, "CQ")) == {}


def test_a_cut_off_of_another_level_is_named(satker, dua_program, catat):
    catat(date(2024, 3, 31), nama="Kasar", WA=20, CQ=1)
    catat(date(2024, 4, 30), nama="Halus", k3355=20, CQ=1)

    assert "“Kasar” dicatat pada tingkat program, posisi terbaru pada tingkat program, kegiatan" in catatan(satker)
    assert "“Halus” dicatat pada tingkat" not in catatan(satker)


def test_a_correction_and_spending_above_the_pagu_are_explained(satker, dua_program, catat):
    catat(date(2024, 3, 31), WA=160, CQ=0)
    catat(date(2024, 4, 30), WA=20, CQ=0)

    assert "April: realisasi turun 140 rupiah dari posisi sebelumnya. Itu koreksi" in catatan(satker)
    assert "Maret: realisasi melebihi pagu" in catatan(satker, "WA")
    assert "melebihi pagu" not in catatan(satker)


def test_what_holds_for_several_cut_offs_or_months_is_said_once(satker, dua_program, catat):
    for bulan in (3, 4, 5):
        catat(date(2024, bulan, 28), nama=f"Bulan {bulan}", WA=160 if bulan > 3 else 20)

    assert "Posisi “Bulan 3”, “Bulan 4”, “Bulan 5” tidak mencatat realisasi program CQ" in catatan(satker)
    assert catatan(satker).count("tidak mencatat realisasi") == 1
    assert "April, Mei: realisasi melebihi pagu" in catatan(satker, "WA")


def test_a_programme_without_plan_is_named_beside_one_that_has_one(satker, dua_program, rencanakan):
    rencanakan("WA", b1=10)
    rencanakan("ZZ", b1=10)

    assert "rencananya belum diisi: CQ" in catatan(satker)
    assert "kode di luar DIPA yang berlaku tidak dihitung: ZZ" in catatan(satker)
    assert kurva(satker).rencana == D(10)


@pytest.mark.parametrize("banyak", [1, 12])
def test_the_curve_asks_the_same_for_few_and_many(
    satker, dua_program, catat, rencanakan, banyak, django_assert_num_queries
):
    for b in range(1, banyak + 1):
        pabrik.PosFactory(dipa=dua_program, kode=f"P{b}", urut=100 + b, pagu=D(1))
        rencanakan("WA", **{f"b{b}": 1})
        catat(date(2024, b, 28), WA=b, CQ=b)
    with django_assert_num_queries(5):
        kurva(satker)


# --- Charts --------------------------------------------------------------------------------------------------------


def test_the_chart_has_a_point_per_month_with_a_cut_off_and_joins_them(satker, dua_program, catat, rencanakan):
    rencanakan("WA", b1=75)
    catat(date(2024, 1, 31), WA=15, CQ=0)
    catat(date(2024, 3, 31), WA=30, CQ=0)
    gambar = susun_garis(grafik_kurva(kurva(satker, "WA")))

    assert [t.judul for t in gambar.titik if t.rupa == 1] == ["Jan – Realisasi: 10,00", "Mar – Realisasi: 20,00"]
    assert len([r for r in gambar.ruas if r.rupa == 1]) == 1
    assert [t.teks for t in gambar.titik if t.teks] == ["20,00", "50,00"]
    assert "Feb: Realisasi –, Rencana 50,00." in gambar.keterangan


def test_without_plan_the_chart_has_one_line(satker, dua_program, catat):
    catat(date(2024, 1, 31), WA=15)

    assert [d.nama for d in grafik_kurva(kurva(satker)).deret] == ["Realisasi"]


@pytest.mark.parametrize(
    ("puncak", "satuan"),
    [
        (D(142_297_821_000), "miliar rupiah"),
        (D(10) ** 12, "triliun rupiah"),
        (D(999_999_999), "juta rupiah"),
        (D(5), "rupiah"),
    ],
)
def test_the_axis_of_money_counts_in_a_unit_that_can_be_read(puncak, satuan):
    assert besaran(puncak)[1] == satuan


def test_the_chart_in_rupiah_says_its_unit(satker, dua_program, catat):
    dua_program.pos.filter(kode="CQ").update(pagu=D(133_094_243_000))
    catat(date(2024, 12, 31), CQ=119_220_099_869)
    grafik = grafik_kurva(kurva(satker, "CQ"), Satuan.RUPIAH)

    assert (grafik.satuan, grafik.deret[0].teks[-1]) == ("miliar rupiah", "119,22")


# --- Three years ---------------------------------------------------------------------------------------------------


@pytest.fixture
def tiga_tahun(satker):
    for tahun, pagu, terpakai in ((2022, 100, 90), (2023, 200, 300), (2024, 400, 380)):
        pabrik.PosFactory(dipa__satker=satker, dipa__tahun=tahun, kode="076.01.WA", uraian="Dukungan", pagu=D(pagu))
        posisi = pabrik.PosisiRealisasiFactory(satker=satker, tahun=tahun, per_tanggal=None)
        pabrik.RealisasiAnggaranFactory(posisi=posisi, nilai=D(terpakai))
    return rekap_tiga_tahun(satker, 2024)


def test_the_change_is_told_between_figures_that_can_be_right(tiga_tahun):
    (program,) = program_tahunan(tiga_tahun)
    angka = angka_program(program, tiga_tahun)

    assert [a.ubah_pagu for a in angka] == [None, D(100), D(200)]
    assert [a.ubah_serap for a in angka] == [None, None, None]  # 2023 is plainly wrong, on both of its sides
    assert [a.melebihi for a in angka] == [False, True, False]


def test_a_year_with_more_spent_than_pagu_has_no_sum(tiga_tahun):
    assert jumlah_tahun(tiga_tahun[2023]).realisasi is None
    assert jumlah_tahun(tiga_tahun[2023]).lebih == ("Dukungan",)
    assert [a.penyerapan for a in angka_semua(tiga_tahun)] == [D(90), None, D(95)]


def test_a_figure_that_is_plainly_wrong_has_no_bar(tiga_tahun):
    deret = grafik_tiga_tahun(program_tahunan(tiga_tahun), tiga_tahun).deret

    assert [d.nilai for d in deret] == [(D(90),), (None,), (D(95),)]


def test_a_programme_that_a_year_lacks_has_no_figures_there(satker, tiga_tahun):
    pabrik.PosFactory(dipa=satker.dipa.get(tahun=2024), kode="076.01.CQ", pagu=D(10))
    anggaran = rekap_tiga_tahun(satker, 2024)
    cq = next(p for p in program_tahunan(anggaran) if p.kode == "076.01.CQ")

    assert [a.pagu for a in angka_program(cq, anggaran)] == [None, None, D(10)]
    assert [a.ubah_pagu for a in angka_program(cq, anggaran)] == [None, None, None]


# --- Deviations ----------------------------------------------------------------------------------------------------


def test_the_largest_deviation_stands_first_and_what_had_no_plan_before_it(satker, dua_program, catat, rencanakan):
    rencanakan("WA", b1=100, b2=0, b3=100)
    catat(date(2024, 1, 31), WA=90)
    catat(date(2024, 2, 29), WA=95)
    catat(date(2024, 3, 31), WA=125)
    baris = deviasi_bulanan(bahan_serap(satker, 2024))

    assert [(b.rentang, b.persen) for b in baris] == [("Februari", None), ("Maret", D(70)), ("Januari", D(10))]


def test_a_span_without_cut_off_is_measured_as_a_whole(satker, dua_program, catat, rencanakan):
    rencanakan("WA", b1=10, b2=10, b3=20)
    catat(date(2024, 1, 31), WA=10)
    catat(date(2024, 3, 31), WA=25)
    (pertama, kedua) = deviasi_bulanan(bahan_serap(satker, 2024))

    assert (pertama.rentang, pertama.rencana, pertama.realisasi, pertama.persen) == ("Februari–Maret", 30, 15, 50)
    assert (kedua.rentang, kedua.persen) == ("Januari", 0)


def test_a_month_that_is_not_over_is_measured_by_its_days(satker, dua_program, catat, rencanakan):
    rencanakan("WA", b1=31)
    catat(date(2024, 1, 10), WA=10)

    assert [b.persen for b in deviasi_bulanan(bahan_serap(satker, 2024))] == [D(0)]


def test_a_programme_without_plan_has_no_deviation(satker, dua_program, catat):
    catat(date(2024, 1, 31), WA=10, CQ=5)

    assert deviasi_bulanan(bahan_serap(satker, 2024)) == []


def daftar(satker, poin=10, batas=date(2024, 6, 30)):
    return daftar_deviasi(bahan_serap(satker, 2024), batas_poin=D(poin), batas_tanggal=batas)


def kode(baris):
    return [b.kode for b in baris]


def test_nodes_above_their_pagu_are_listed_on_every_level(satker, dua_program, catat):
    catat(date(2024, 7, 31), k3355=101, k3360_EBA=50)

    assert kode(daftar(satker).melebihi) == ["WA", "3355"]


def test_the_topmost_node_without_spending_is_listed(satker, dua_program, catat):
    catat(date(2024, 7, 31), k3355=10)

    assert kode(daftar(satker).tanpa_belanja) == ["3360", "CQ"]


def test_nothing_is_said_of_nodes_below_a_recorded_figure(satker, dua_program, catat):
    catat(date(2024, 7, 31), WA=10, CQ=1)

    assert daftar(satker).tanpa_belanja == ()


@pytest.mark.parametrize(
    ("nilai", "kasar"),
    [
        ({"WA": 10, "CQ": 1}, ["WA"]),  # nothing stands below CQ
        ({"k3355": 10, "k3360_EBA": 5, "CQ": 1}, []),
        ({"k3355": 10, "k3360": 5}, ["3360"]),
        ({"WA": 0}, []),  # where nothing is spent, nothing is spent below
    ],
)
def test_nodes_whose_spending_is_recorded_above_others_are_named(satker, dua_program, catat, nilai, kasar):
    catat(date(2024, 7, 31), **nilai)

    assert kode(daftar(satker).kasar) == kasar


def test_what_the_records_cannot_tell_is_said_by_level_and_code(satker, dua_program, catat):
    catat(date(2024, 7, 31), WA=10, CQ=1)

    assert daftar(satker).batas_data == (
        "Realisasi dicatat pada tingkat program (WA); belanja per pos di bawahnya tidak diketahui."
    )


def test_a_recorded_zero_is_no_spending(satker, dua_program, catat):
    catat(date(2024, 7, 31), WA=0, CQ=1)

    assert kode(daftar(satker).tanpa_belanja) == ["WA"]


def test_a_node_without_pagu_needs_no_spending(satker, dua_program, catat):
    pabrik.PosFactory(dipa=dua_program, kode="NOL", urut=95, pagu=D(0))
    catat(date(2024, 7, 31), WA=1, CQ=1)

    assert daftar(satker).tanpa_belanja == ()


@pytest.mark.parametrize("tanggal", [date(2024, 6, 30), None])
def test_too_early_or_on_an_unknown_day_nothing_is_said_of_missing_spending(satker, dua_program, catat, tanggal):
    catat(tanggal, utama=True, WA=10)

    assert daftar(satker).tanpa_belanja is None


def test_a_node_behind_its_programmes_plan_is_listed_with_the_yardstick(satker, dua_program, catat, rencanakan):
    rencanakan("WA", b1=150)
    catat(date(2024, 7, 31), k3355=60, k3360_EBA=50, CQ=70)
    (satu, lain) = daftar(satker).tertinggal

    assert (satu.baris.kode, satu.acuan, satu.menurut, satu.poin) == ("3355", D(100), "rencana program", D(40))
    assert (lain.baris.kode, lain.menurut, lain.acuan) == ("CQ", "rata-rata satker", D(36))


def test_a_node_on_the_limit_is_not_behind(satker, dua_program, catat, rencanakan):
    rencanakan("WA", b1=150)
    catat(date(2024, 7, 31), k3355=90, k3360_EBA=50)

    assert daftar(satker).tertinggal == ()
    assert kode(p.baris for p in daftar(satker, poin=9).tertinggal) == ["3355"]


def test_the_newest_cut_off_with_a_date_is_looked_at_else_the_main_one(satker, dua_program, catat):
    catat(None, utama=True, nama="Utama", WA=1)
    assert daftar(satker).posisi.nama == "Utama"

    catat(date(2024, 3, 31), nama="Maret", WA=1)
    assert daftar(satker).posisi.nama == "Maret"


def test_a_year_without_anything_has_empty_lists(satker):
    hasil = daftar(satker)

    assert (hasil.posisi, hasil.melebihi, hasil.tanpa_belanja, hasil.tertinggal) == (None, (), None, ())
    assert PosisiRealisasi.objects.count() == 0


def test_a_deep_tree_costs_no_further_query(satker, dua_program, catat, django_assert_num_queries):
    induk = dua_program.pos.get(kode="CQ")
    for n in range(30):
        pabrik.PosFactory(dipa=dua_program, induk=induk, jenis=JenisPos.KEGIATAN, kode=f"K{n}", urut=200 + n, pagu=D(1))
    catat(date(2024, 7, 31), K1=1)
    with django_assert_num_queries(7):
        daftar(satker)
