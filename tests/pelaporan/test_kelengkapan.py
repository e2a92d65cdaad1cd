"""What the LKjIP page says is missing or worth a look; the printed report keeps the same list."""

from datetime import date
from decimal import Decimal

import pytest

from organisasi.enums import JenisJabatan
from pelaporan.enums import KunciNarasi
from pelaporan.kelengkapan import periksa
from pelaporan.models import Narasi
from pelaporan.susunan import susun_lkjip
from renstra.models import Sasaran
from tests import pabrik
from tests.pelaporan.test_susunan import isi_tahun


@pytest.fixture
def laporan(satker, sekretariat):
    return isi_tahun(satker, sekretariat)


def kurang(laporan, user):
    return [k.teks for k in periksa(laporan, user).kurang]


def perhatian(laporan, user):
    return {k.teks: k for k in periksa(laporan, user).perhatian}


def bab3(laporan, user):
    return next(b for b in periksa(laporan, user).bab if b.judul.startswith("Bab III"))


def test_only_analyses_of_measured_sasaran_count(laporan, perencana):
    for _ in range(2):
        lain = pabrik.SasaranFactory(renstra=Sasaran.objects.first().renstra)
        Narasi.objects.create(laporan=laporan, kunci=KunciNarasi.ANALISIS_SASARAN, sasaran=lain, isi="<p>a</p>")
    assert bab3(laporan, perencana).terisi == 0
    diukur = Sasaran.objects.first()
    Narasi.objects.create(laporan=laporan, kunci=KunciNarasi.ANALISIS_SASARAN, sasaran=diukur, isi="<p>a</p>")
    assert bab3(laporan, perencana).terisi == 1


@pytest.mark.parametrize("isi", ["", "<p></p>", "<p>&nbsp;</p>", "<p><br></p>\n"])
def test_prose_without_a_word_is_missing(laporan, perencana, isi):
    Narasi.objects.filter(kunci=KunciNarasi.LATAR_BELAKANG).update(isi=isi)
    assert KunciNarasi.LATAR_BELAKANG.label in kurang(laporan, perencana)
    bab1 = next(b for b in periksa(laporan, perencana).bab if b.judul.startswith("Bab I "))
    assert bab1.terisi == 1  # Tabel 1.1 Tugas


def test_the_page_and_the_printed_report_have_one_list(laporan, perencana, satker):
    laporan.perjanjian = None
    laporan.save()
    satker.dipa.get().pos.all().delete()
    dicetak = [k["bagian"] for k in susun_lkjip(satker, 2024).data["kekosongan"]]
    assert kurang(laporan, perencana) == dicetak
    assert {"Bab II B. Perjanjian kinerja yang diukur", "Bab II C. Pagu anggaran tahun 2024"} <= set(dicetak)


def test_a_missing_signer_leads_to_the_page_that_sets_it(laporan, perencana, pembaca):
    laporan.perjanjian.pihak_kedua.jabatan.__class__.objects.update(jenis=JenisJabatan.KEPALA_BAGIAN)
    baris = {k.teks: k.url for k in periksa(laporan, perencana).kurang}
    assert baris["Penandatangan laporan"].endswith("/lkjip/atur/")
    assert {k.teks: k.url for k in periksa(laporan, pembaca).kurang}["Penandatangan laporan"] == ""


def test_an_empty_year_says_what_to_begin_with(satker, perencana):
    kosong = kurang(pabrik.LaporanFactory(satker=satker), perencana)
    assert "Bab II A. Renstra yang berlaku tahun 2024" in kosong
    assert "Bab III A. Indikator yang diukur tahun 2024" in kosong


# --- Worth a look ----------------------------------------------------------------------------------------------------


def test_the_comparison_at_the_main_cut_off_is_nothing_special(laporan, perencana, satker):
    laporan.posisi_perbandingan = satker.posisi_realisasi.get(utama=True)
    laporan.save()
    assert "Tabel tiga tahun memakai posisi realisasi lain" not in perhatian(laporan, perencana)


def test_another_cut_off_of_the_comparison_is_named_beside_the_main_one(laporan, perencana, satker):
    utama = satker.posisi_realisasi.get()
    laporan.posisi_perbandingan = pabrik.PosisiRealisasiFactory(satker=satker, nama="Tabel 3.17", utama=False)
    laporan.save()
    baris = perhatian(laporan, perencana)["Tabel tiga tahun memakai posisi realisasi lain"]
    assert baris.keterangan == f"“Tabel 3.17” –; “{utama.nama}” 90,00\u00a0%."


def test_figures_that_nobody_approved_are_counted_by_quarter(laporan, perencana, satker):
    lain = satker.pengukuran.first()
    pabrik.RealisasiFactory(pengukuran=lain, triwulan=1, status="disetujui")
    pabrik.RealisasiFactory(pengukuran=lain, triwulan=2, status="diajukan")
    baris = perhatian(laporan, perencana)
    assert baris["1 realisasi Triwulan II belum disetujui"].url.endswith("/capaian/tw-2/")
    assert baris["2 realisasi Triwulan IV belum disetujui"].url.endswith("/capaian/tw-4/")
    assert not any("Triwulan I belum" in teks for teks in baris)


def test_the_printed_report_keeps_which_figures_nobody_approved(laporan, satker):
    satker.pengukuran.first().realisasi.update(status="disetujui")
    kode = satker.pengukuran.last().indikator.kode
    belum = susun_lkjip(satker, 2024).data["belum_disetujui"]
    assert belum == [{"indikator": kode, "triwulan": 4, "status": "Draf"}]


def test_a_perjanjian_that_is_named_but_not_measured_is_told_with_both_dates(laporan, perencana, sekretariat):
    terukur = laporan.perjanjian
    laporan.perjanjian = pabrik.PerjanjianFactory(unit=sekretariat, berlaku=True, tanggal=date(2024, 12, 27))
    laporan.save()
    baris = perhatian(laporan, perencana)["Perjanjian yang disebut laporan bukan yang diukur"]
    assert baris.keterangan == (
        "Tabel 2.2 memuat perjanjian 27 Desember 2024; target pada tabel capaian Bab III dari perjanjian "
        "2 Januari 2024."
    )
    assert baris.url == terukur.get_absolute_url()


def test_the_perjanjian_whose_rows_are_measured_is_nothing_special(laporan, perencana):
    assert "Perjanjian yang disebut laporan bukan yang diukur" not in perhatian(laporan, perencana)


def test_spending_outside_the_dipa_is_named(laporan, perencana, satker):
    pabrik.RealisasiAnggaranFactory(posisi=satker.posisi_realisasi.get(), kode="076.01.XX", nilai=Decimal(70))
    baris = perhatian(laporan, perencana)["Ada realisasi di luar DIPA yang berlaku"]
    assert baris.keterangan == "kode 076.01.XX: 70 rupiah. Ikut dijumlahkan sebagai realisasi."


@pytest.mark.parametrize("banyak", [1, 30])
def test_the_number_of_queries_does_not_grow(laporan, perencana, banyak, django_assert_max_num_queries):
    for n in range(banyak):
        indikator = pabrik.IndikatorFactory(sasaran__renstra=Sasaran.objects.first().renstra)
        pabrik.RealisasiFactory(pengukuran__indikator=indikator)
        pabrik.PosFactory(dipa=laporan.satker.dipa.get(), pagu=1, urut=20_000 + n)  # above the factory's own
    with django_assert_max_num_queries(17):
        periksa(laporan, perencana)
