"""The facts in fixtures/, as the printed papers have them. Every figure here was read off the paper."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import yaml
from django.db import transaction

from anggaran.models import KomponenTercetak, Pos, PosisiRealisasi, RealisasiAnggaran
from anggaran.rekap import rekap_dipa
from anggaran.rekap_alokasi import rekap_alokasi
from capaian.models import KategoriCapaian, Pengukuran
from capaian.rekap import rekap_capaian
from dokumen.pdf import render_html
from organisasi.enums import StatusPenugasan
from organisasi.models import Pengguna, Penugasan, Satker
from pelaporan.enums import KunciNarasi
from pelaporan.models import Laporan, Narasi, TabelPendukung
from pelaporan.pemuatan.demo import FOLDER, isi_acuan, isi_demo
from perjanjian.aturan import JenisPetunjuk
from perjanjian.enums import JenisPerjanjian, StatusPerjanjian
from perjanjian.models import AnggaranPerjanjian, IndikatorPerjanjian, PerjanjianKinerja
from perjanjian.petunjuk import petunjuk_perjanjian
from perjanjian.saran import saran_perubahan
from renstra.models import Indikator, Renstra, Sasaran, Satuan, TargetTahunan
from renstra.susunan_cetak import naskah_renstra
from sakip.angka import parse_rupiah
from sakip.prosa.bersih import bersihkan


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo data, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def bengkulu(demo, db) -> Satker:
    return Satker.objects.get(kode="654340")


@pytest.fixture
def pangkalpinang(demo, db) -> Satker:
    return Satker.objects.get(kode="1971")


# --- Files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("berkas", sorted(FOLDER.rglob("*.yaml")), ids=lambda b: b.name)
def test_no_figure_is_a_binary_fraction(berkas):
    def pecahan(isi: object) -> bool:
        if isinstance(isi, dict):
            return any(map(pecahan, isi.values()))
        return any(map(pecahan, isi)) if isinstance(isi, list) else isinstance(isi, float)

    assert not pecahan(yaml.safe_load(berkas.read_text("utf-8")))


# --- Allocation ------------------------------------------------------------------------------------------------------


def test_the_allocation_is_true_and_what_cannot_be_known_stays_free(bengkulu):
    rekap = rekap_alokasi(bengkulu, 2024)
    assert {s.sasaran.kode: s.pagu for s in rekap.sasaran} == {
        "1": None,  # its components are printed, but none of them can be found in the DIPA
        "2": 3_515_207_000,
        "3": 5_688_371_000 + 9_801_588_000,
        "4": 9_411_000 + 106_769_000,
        "5": 244_040_000 + 42_267_000,
        "6": 4_019_376_000,
        "7": 474_135_000 + 7_358_459_000 + 660_942_000 + 15_574_000 + 77_582_000,
    }
    assert [(s.pos.kode, s.pagu) for s in rekap.belum] == [("6639", 110_284_100_000)]
    assert rekap.pagu_teralokasi + rekap.pagu_belum == rekap.anggaran.pagu == 142_297_821_000
    assert (rekap.bentrok, rekap.lepas, rekap.tanpa_pos) == ((), (), ())


def test_realisasi_of_a_sasaran_is_not_invented_from_that_of_the_programme(bengkulu):
    rekap = rekap_alokasi(bengkulu, 2024)
    assert {s.realisasi for s in rekap.sasaran} == {None}
    assert "realisasi dicatat pada program 076.01.WA" in rekap.sasaran[1].halangan


def test_printed_components_keep_their_percentages_and_point_at_codes_that_exist(bengkulu):
    cetak = KomponenTercetak.objects.filter(satker=bengkulu, tahun=2024)
    assert cetak.count() == 31
    assert cetak.filter(persen=None).count() == 5  # one not legible, four that share the figure of another
    assert {c.kode_pos for c in cetak} - {""} <= {b.kode for b in rekap_dipa(bengkulu, 2024).baris}
    assert cetak.get(kode="051.0N").persen == Decimal("50.55")
    assert "36.2076" in cetak.get(kode="051.0W").catatan


# --- Money -----------------------------------------------------------------------------------------------------------


def test_dipa_2024_adds_up_to_the_printed_totals(bengkulu):
    rekap = rekap_dipa(bengkulu, 2024)
    assert rekap.pagu == 142_297_821_000
    assert dict(rekap.per_sumber_dana) == {"APBN": 32_013_721_000, "Hibah APBD": 110_284_100_000}


def test_program_and_kegiatan_add_up_to_what_tabel_2_3_and_2_4_print(bengkulu):
    tercetak = [b for b in rekap_dipa(bengkulu, 2024).baris if b.jenis in {"program", "kegiatan"}]
    assert {b.kode: b.pagu for b in tercetak} == {
        "076.01.WA": 9_203_578_000,
        "3355": 5_688_371_000,
        "3360": 3_515_207_000,
        "076.01.CQ": 133_094_243_000,
        "6639": 110_284_100_000,
        "6709": 10_678_210_000,
        "6870": 7_358_459_000,
        "6871": 4_019_376_000,
        "6872": 660_942_000,
        "6981": 15_574_000,
        "6982": 77_582_000,
    }
    assert all(parse_rupiah(b.pos.teks_cetak) == b.pagu for b in tercetak)


def test_pagu_stands_on_the_lowest_nodes_only(bengkulu):
    pos = Pos.objects.filter(dipa__satker=bengkulu, dipa__tahun=2024, dipa__status="berlaku")
    assert set(pos.exclude(pagu=None).values_list("jenis", flat=True)) == {"ro"}
    assert pos.filter(jenis="ro", pagu=None).count() == 0
    assert pos.filter(jenis="ro").count() == 20


def test_the_two_cut_offs_of_2024_give_the_two_printed_percentages(bengkulu):
    utama, lain = PosisiRealisasi.objects.filter(satker=bengkulu, tahun=2024)
    assert (utama.nama, utama.per_tanggal, lain.nama, lain.per_tanggal) == (
        *("Posisi 16 Januari 2025", date(2025, 1, 16)),
        *("Posisi pembanding tiga tahun", None),
    )
    assert rekap_dipa(bengkulu, 2024, posisi=utama).realisasi == 128_414_940_749
    serapan = [round(rekap_dipa(bengkulu, 2024, posisi=p).penyerapan, 2) for p in (utama, lain)]
    assert serapan == [Decimal("90.24"), Decimal("90.21")]


def test_the_impossible_realisasi_of_2023_is_kept_with_a_note(bengkulu):
    baris = RealisasiAnggaran.objects.get(posisi__tahun=2023, kode="076.01.CQ")
    assert baris.nilai == 26_482_284_374_000
    assert baris.teks_cetak == "Rp.26.482.284.374.000"
    assert "99.07%" in baris.catatan_cetak


@pytest.mark.parametrize(
    ("tahun", "pagu", "realisasi"),
    [(2022, (8_490_014_000, 8_361_571_000), (8_410_203_048, 8_110_717_251))],
)
def test_earlier_years_have_the_programmes_of_tabel_3_17(bengkulu, tahun, pagu, realisasi):
    program = rekap_dipa(bengkulu, tahun).program
    assert [p.kode for p in program] == ["076.01.WA", "076.01.CQ"]
    assert (tuple(p.pagu for p in program), tuple(p.realisasi for p in program)) == (pagu, realisasi)


# --- Renstra ---------------------------------------------------------------------------------------------------------


def test_renstra_bengkulu_holds_tabel_2_1(bengkulu):
    renstra = Renstra.objects.get(satker=bengkulu)
    assert renstra.status == "ditetapkan"
    assert "197 Tahun 2020" in renstra.nomor_keputusan
    assert (renstra.misi.count(), renstra.tujuan.count(), renstra.sasaran.count()) == (6, 3, 7)
    assert Indikator.objects.filter(sasaran__renstra=renstra, iku=True).count() == 9
    assert TargetTahunan.objects.filter(indikator__sasaran__renstra=renstra).count() == 45


@pytest.mark.parametrize(
    ("kode", "tercetak"),
    [
        ("1.1", ["90 %", "95 %", "95 %", "100 %", "100 %"]),
        ("3.1", ["B", "B", "B", "B", "B"]),
        ("3.2", ["WTP", "WTP", "WTP", "WTP", "WTP"]),
        ("3.3", ["76", "77", "78", "79", "80"]),
    ],
)
def test_targets_are_stored_with_their_printed_text(bengkulu, kode, tercetak):
    indikator = Indikator.objects.get(sasaran__renstra__satker=bengkulu, kode=kode)
    target = list(indikator.target_tahunan.all())
    assert [t.teks_cetak for t in target] == tercetak
    cetak = [indikator.satuan.cetak(t.nilai).replace("\u00a0", " ") for t in target]
    assert cetak == tercetak


def test_renstra_pangkalpinang_holds_the_whole_cascade(pangkalpinang):
    renstra = Renstra.objects.get(satker=pangkalpinang)
    assert (renstra.nomor_keputusan, renstra.tanggal_keputusan, renstra.penandatangan) == (
        *("04/PR.01.3-Kpt/1971/KPU-Kot/VIII/2020", date(2020, 8, 28)),
        "Penti",
    )
    assert (renstra.katavisi.count(), renstra.misi.count(), renstra.tujuan.count()) == (3, 3, 3)
    jenis = Counter(Sasaran.objects.filter(renstra=renstra).values_list("jenis", flat=True))
    assert jenis == {"strategis": 4, "program": 5, "kegiatan": 18}
    assert Indikator.objects.filter(sasaran__renstra=renstra).count() == 38


def test_a_dash_is_no_target_and_not_zero(pangkalpinang):
    indikator = Indikator.objects.get(
        sasaran__renstra__satker=pangkalpinang,
        uraian__startswith="Persentase Pemilih yang Berhak Memilih Tetapi Tidak Masuk",
    )
    target = {t.tahun: t.nilai for t in indikator.target_tahunan.all()}
    assert target == {2022: Decimal("0.18"), 2023: Decimal("0.17"), 2024: Decimal("0.16")}
    assert (indikator.polaritas, indikator.sasaran.tujuan.urut) == ("minimasi", 2)


def test_counts_keep_their_unit_word(pangkalpinang):
    target = TargetTahunan.objects.get(indikator__uraian__startswith="Jumlah badan adhock", tahun=2024)
    assert (target.nilai, target.teks_cetak) == (7, "7 Kecamatan")
    assert target.indikator.satuan.cetak(target.nilai) == "7 kecamatan"


def test_several_units_answer_for_one_indikator(pangkalpinang):
    indikator = Indikator.objects.get(uraian__startswith="Persentase pelaksanaan Pemilu/Pemilihan yang aman")
    assert [u.nama for u in indikator.pelaksana.order_by("nama")] == [
        "Divisi Hukum dan Pengawasan",
        "Divisi Keuangan, Umum, Rumah Tangga dan Logistik",
        "Divisi Perencanaan, Data, dan Informasi",
        "Divisi Teknis Penyelenggaraan",
    ]


# --- Perjanjian kinerja ----------------------------------------------------------------------------------------------


def test_ten_papers_of_january_are_replaced_by_ten_of_december(bengkulu):
    semua = PerjanjianKinerja.objects.filter(satker=bengkulu, tahun=2024)
    awal, perubahan = semua.filter(jenis=JenisPerjanjian.AWAL), semua.filter(jenis=JenisPerjanjian.PERUBAHAN)
    assert (awal.count(), perubahan.count()) == (10, 10)
    assert set(awal.values_list("status", flat=True)) == {StatusPerjanjian.DIGANTIKAN}
    assert set(perubahan.values_list("status", flat=True)) == {StatusPerjanjian.BERLAKU}
    for p in perubahan.select_related("menggantikan__pihak_pertama", "pihak_pertama"):
        assert p.menggantikan.pihak_pertama.jabatan_id == p.pihak_pertama.jabatan_id
        assert p.alasan_perubahan


def test_the_acting_head_of_perencanaan_changed_in_december(bengkulu):
    plt = Penugasan.objects.filter(status=StatusPenugasan.PLT).order_by("mulai")
    assert {(p.pejabat.nama, p.mulai, p.selesai) for p in plt} == {
        ("Sudirman", None, date(2024, 12, 26)),
        ("Martoni", date(2024, 12, 27), None),
    }
    baru = PerjanjianKinerja.objects.get(nama_pihak_pertama="Martoni")
    assert baru.jabatan_pihak_pertama.startswith("Plt. Kepala Bagian Perencanaan")
    assert baru.menggantikan.nama_pihak_pertama == "Sudirman"
    assert "Pergantian pejabat" in baru.alasan_perubahan


def test_the_papers_have_all_printed_rows(bengkulu):
    def banyak(model, jalur, jenis):
        return model.objects.filter(**{f"{jalur}__jenis": jenis}).count()

    assert banyak(IndikatorPerjanjian, "sasaran__perjanjian", "awal") == 39
    assert banyak(IndikatorPerjanjian, "sasaran__perjanjian", "perubahan") == 61
    assert banyak(AnggaranPerjanjian, "perjanjian", "awal") == 29
    assert banyak(AnggaranPerjanjian, "perjanjian", "perubahan") == 32


def test_the_contradictions_between_the_papers_are_kept(bengkulu):
    def nilai(jabatan, kode):
        pk = {"perjanjian__jenis": "perubahan", "perjanjian__jabatan_pihak_pertama__startswith": jabatan}
        return AnggaranPerjanjian.objects.get(kode=kode, **pk).nilai

    assert nilai("Kepala Bagian Teknis", "6639.DBD") == 110_284_000
    assert nilai("Kepala Sub Bagian Teknis", "6639.DBD.001") == 110_284_100_000
    butir = IndikatorPerjanjian.objects.get(indikator__kode="3.3")
    renstra = TargetTahunan.objects.get(indikator=butir.indikator, tahun=2024)
    assert (butir.target, renstra.nilai) == (79, 80)


def test_an_amount_that_cannot_be_read_is_empty_and_noted(bengkulu):
    kosong = AnggaranPerjanjian.objects.get(nilai=None)
    assert kosong.kode == "3355"
    assert "tidak terbaca" in kosong.perjanjian.catatan_cetak


# --- Capaian ---------------------------------------------------------------------------------------------------------


def test_capaian_2024_is_measured_against_the_paper_of_january(bengkulu):
    rekap = rekap_capaian(bengkulu, 2024)
    assert {b.kode: b.teks_target.replace("\u00a0", "") for b in rekap.baris} == {
        **dict.fromkeys(["1.1", "2.1", "4.1", "5.1", "6.1", "7.1"], "100%"),
        "3.1": "A",
        "3.2": "WTP",
        "3.3": "79",
    }
    assert [b.teks_capaian for b in rekap.baris if b.kode in {"3.1", "3.2", "3.3"}] == ["A", "Proses", "79"]
    assert (rekap.rerata.nilai, rekap.rerata.cakupan) == (100, "8 dari 9 indikator")


def test_only_the_akip_target_comes_from_the_report(bengkulu):
    lain = Pengukuran.objects.exclude(target_lain=None).get(tahun=2024)
    assert (lain.indikator.kode, lain.sumber_target_lain) == ("3.1", "Tabel 3.2, 3.3 dan 3.4")
    assert lain.indikator.satuan.cetak(lain.butir.target) == "B"


def test_a_printed_capaian_against_the_rule_is_a_note(bengkulu):
    baris = rekap_capaian(bengkulu, 2021).baris[0]
    assert (baris.target, baris.realisasi.angka, baris.hasil.nilai) == (90, 90, 100)
    assert baris.catatan == "Tabel 3.3 mencetak capaian 90%."


def test_an_illegible_realisasi_is_missing_and_not_zero(bengkulu):
    baris = rekap_capaian(bengkulu, 2022).baris[0]
    assert baris.kode == "1.1"
    assert (baris.realisasi.angka, baris.hasil.nilai, baris.teks_capaian) == (None, None, "–")
    assert "%26" in baris.isian.catatan_cetak


def test_all_four_years_are_there(bengkulu):
    assert [len(rekap_capaian(bengkulu, tahun).baris) for tahun in range(2021, 2025)] == [9, 9, 9, 9]


def test_the_scale_is_that_of_tabel_3_1(demo, db):
    pita = KategoriCapaian.objects.filter(satker=None)
    assert [(p.kode, p.batas_bawah) for p in pita] == [
        *(("AA", 90), ("A", 80), ("BB", 70), ("B", 60)),
        *(("CC", 50), ("C", 30), ("D", 0)),
    ]


@pytest.mark.parametrize(("kode", "label"), [("predikat-akip", "AA A BB B CC C D"), ("opini-bpk", "WTP WDP TW TMP")])
def test_ordinal_units_rank_their_grades(demo, db, kode, label):
    satuan = Satuan.objects.lengkap().get(kode=kode)
    assert [t.label for t in satuan.tingkat] == label.split()
    assert [t.skor for t in satuan.tingkat] == list(range(len(label.split()), 0, -1))


# --- LKjIP -----------------------------------------------------------------------------------------------------------


def test_the_report_names_its_sources(bengkulu):
    laporan = Laporan.objects.get(satker=bengkulu, tahun=2024)
    assert laporan.perjanjian.tanggal == date(2024, 1, 2)
    assert laporan.perjanjian.pihak_pertama.jabatan.jenis == "sekretaris"
    assert (laporan.posisi.nama, laporan.posisi_perbandingan.nama) == (
        "Posisi 16 Januari 2025",
        "Posisi pembanding tiga tahun",
    )
    assert (laporan.pns, laporan.pppk, laporan.ppnpn) == (25, 6, 30)
    assert laporan.penandatangan.pejabat.nama == "Kemas Mohammad Ajir"


def test_every_place_has_its_prose(bengkulu):
    tanpa = {KunciNarasi.ANALISIS_SASARAN, KunciNarasi.EFISIENSI_SUMBER_DAYA}
    terisi = set(Narasi.objects.filter(sasaran=None).values_list("kunci", flat=True))
    assert terisi == {k.value for k in KunciNarasi} - {k.value for k in tanpa}
    analisis = Narasi.objects.filter(kunci=KunciNarasi.ANALISIS_SASARAN).order_by("sasaran__urut")
    assert [n.sasaran.kode for n in analisis] == ["1", "2", "3", "4", "5", "6"]


def test_prose_is_stored_as_the_sanitiser_leaves_it(bengkulu):
    for narasi in Narasi.objects.all():
        assert bersihkan(narasi.isi) == narasi.isi, narasi.kunci


@pytest.mark.parametrize("kunci", ["bab1.c", "bab2.a", "bab2.c", "bab3.c", "bab4.a"])
def test_no_amount_is_typed_where_the_report_computes_it(bengkulu, kunci):
    isi = Narasi.objects.get(kunci=kunci).isi
    assert "Rp" not in isi
    assert "PNS" not in isi


def test_activities_are_list_items(bengkulu):
    jumlah = {n.sasaran.kode: n.isi.count("<li>") for n in Narasi.objects.filter(kunci="bab3.b.sasaran")}
    assert (jumlah["1"], jumlah["4"]) == (7, 34)


def test_supporting_tables_have_all_printed_rows(bengkulu):
    tabel = TabelPendukung.objects.order_by("urut")
    assert [len(t.baris) for t in tabel] == [20, 25, 10, 13, 10, 11]
    assert [t.sasaran.kode if t.sasaran else None for t in tabel] == ["4", "5", "6", "6", "6", "6"]
    assert all(sum(t.lebar) == 100 for t in tabel)


def test_the_table_of_difficult_tps_adds_up_to_its_printed_sum(bengkulu):
    tabel = TabelPendukung.objects.get(judul__startswith="Rekapitulasi Daftar Tempat Pemungutan Suara")
    assert tabel.kaki == ["", "JUMLAH", "3.452", "93"]
    assert [sum(int(baris[kolom]) for baris in tabel.baris) for kolom in (2, 3)] == [3452, 93]


# --- People ----------------------------------------------------------------------------------------------------------


def test_every_office_holder_of_today_has_a_login(bengkulu):
    pejabat = Penugasan.objects.pada(date(2025, 1, 1)).filter(jabatan__unit__satker=bengkulu)
    masuk = Pengguna.objects.filter(satker=bengkulu).exclude(pejabat=None)
    assert set(pejabat.values_list("pejabat_id", flat=True)) == set(masuk.values_list("pejabat_id", flat=True))


def test_every_position_but_the_highest_has_a_superior(bengkulu):
    tanpa = [j for unit in bengkulu.unit.all() for j in unit.jabatan.all() if j.atasan is None]
    assert [j.jenis for j in tanpa] == ["ketua"]


@pytest.mark.parametrize(
    ("nama", "izin"),
    [
        ("sekretaris.bengkulu", "pelaporan.finalkan_laporan"),
        ("ketua.bengkulu", "renstra.tetapkan_renstra"),
        ("kabag.keuangan.bengkulu", "perjanjian.tandatangani_perjanjiankinerja"),
        ("perencana.pangkalpinang", "renstra.ubah_renstra"),
        ("perencana.bengkuluutara", "renstra.ubah_renstra"),
        ("admin.pusat", "organisasi.ubah_organisasi"),
        ("verifikator.pusat", "capaian.verifikasi_realisasi"),
    ],
)
def test_a_demo_login_may_do_its_work(demo, db, nama, izin):
    assert Pengguna.objects.get(username=nama).has_perm(izin)


def test_the_printed_renstra_of_pangkalpinang_holds_each_indikator_in_table_and_annex(pangkalpinang):
    html = unescape(render_html(naskah_renstra(pangkalpinang, 2024)))

    indikator = Indikator.objects.filter(sasaran__renstra__satker=pangkalpinang)
    assert len(indikator) == 38
    assert [i.uraian for i in indikator if html.count(i.uraian) < 2] == []
    assert html.count(">7 Kecamatan<") == 6
    assert "Divisi Hukum dan Pengawasan\nDivisi Perencanaan, Data, dan Informasi" in html


def test_the_printed_contradiction_of_6639_is_found_from_both_papers(bengkulu):
    """Rp 110.284.100.000 in the Kepala Sub Bagian's paper, Rp 110.284.000 in his superior's."""
    teks = {"110.284.100.000", "110.284.000"}
    for nama in ("M. Benny Eka Putra", "Oktan Huzaeiry"):
        p = PerjanjianKinerja.objects.filter(satker=bengkulu).berlaku().untuk_daftar()
        p = p.get(pihak_pertama__pejabat__nama=nama)
        hasil = [h for h in petunjuk_perjanjian(p) if h.jenis == JenisPetunjuk.MELEBIHI and "6639.DBD" in h.tentang]
        assert [{h.satu.teks, h.dua.teks} for h in hasil] == [teks], nama


def test_no_paper_of_the_demo_is_suggested_to_be_replaced(bengkulu):
    pemangku = Penugasan.objects.pemangku_satker(bengkulu, date(2024, 12, 31))
    berlaku = PerjanjianKinerja.objects.filter(satker=bengkulu).berlaku().untuk_daftar()
    assert saran_perubahan(berlaku, bengkulu, 2024, pemangku) == {}
