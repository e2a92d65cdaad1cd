"""Which rule of efficiency holds for a satker in a year."""

from decimal import Decimal as D

import pytest

from anggaran.efisiensi import efisiensi_satker, pilihan_efisiensi
from anggaran.models import PilihanEfisiensi
from anggaran.perhitungan import KomponenEfisiensi
from anggaran.rekap import rekap_dipa
from pelaporan.susunan.sumber import kumpulkan
from tests import pabrik
from tests.pelaporan.test_susunan import isi_tahun

pytestmark = pytest.mark.django_db


def pilih(satker, mulai, aturan):
    return PilihanEfisiensi.objects.create(satker=satker, mulai=mulai, aturan=aturan, alasan="Pedoman")


def test_without_a_choice_it_is_the_ratio(satker):
    pilihan = pilihan_efisiensi(satker, 2024)
    assert (pilihan.aturan.kode, pilihan.baris, pilihan.catatan) == ("rasio", None, "")


def test_the_nearest_satker_above_decides_until_the_own_one_does(pusat, satker, django_assert_num_queries):
    pilih(pusat, 2020, "selisih")
    assert pilihan_efisiensi(satker, 2024).aturan.kode == "selisih"
    pilih(satker, 2022, "rasio")
    with django_assert_num_queries(1):
        pilihan = pilihan_efisiensi(satker, 2024)
    assert pilihan.aturan.kode == "rasio"
    assert pilihan.sendiri(satker)
    assert pilihan_efisiensi(satker, 2021).aturan.kode == "selisih"  # the own one begins later


def test_a_later_row_says_otherwise_and_a_neighbour_says_nothing(satker, satker_lain):
    pilih(satker, 2020, "selisih")
    pilih(satker, 2023, "rasio")
    pilih(satker_lain, 2024, "selisih")
    assert [pilihan_efisiensi(satker, t).aturan.kode for t in (2019, 2020, 2022, 2023, 2024)] == [
        "rasio", "selisih", "selisih", "rasio", "rasio"
    ]  # fmt: skip


def test_a_rule_that_no_longer_holds_gives_way_and_says_so(satker):
    pilih(satker, 2021, "pmk_22_2021")
    assert pilihan_efisiensi(satker, 2023).aturan.kode == "pmk_22_2021"
    pilihan = pilihan_efisiensi(satker, 2024)
    assert pilihan.aturan.kode == "rasio"
    assert pilihan.catatan == "PMK 22/PMK.02/2021 yang dipilih tidak berlaku untuk tahun 2024."


def test_the_outputs_are_asked_for_only_by_a_rule_that_needs_them(satker):
    pabrik.PosFactory(dipa__satker=satker, dipa__tahun=2023, kode="WA", pagu=D(10_000))
    posisi = pabrik.PosisiRealisasiFactory(satker=satker, tahun=2023)
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="WA", nilai=D(9_024))
    anggaran = rekap_dipa(satker, 2023)

    def komponen():
        pytest.fail("nobody needs the outputs")

    hasil = efisiensi_satker(satker, 2023, capaian=D(100), anggaran=anggaran, komponen=komponen).hasil
    assert (hasil.teks, hasil.uraian) == ("1 : 1,1", "100,00 : 90,24 = 1 : 1,1")
    pilih(satker, 2021, "pmk_22_2021")
    keluaran = [KomponenEfisiensi(D(100), D(90), D(100))]
    hasil = efisiensi_satker(satker, 2023, capaian=None, anggaran=anggaran, komponen=lambda: keluaran).hasil
    assert hasil.teks == "75,00 %"


@pytest.mark.parametrize(("aturan", "angka"), [(None, "1 : 1,0"), ("selisih", "0,00 poin")])
def test_beranda_and_report_show_the_chosen_rule(satker, sekretariat, perencana, client, aturan, angka):
    isi_tahun(satker, sekretariat)
    if aturan:
        pilih(satker, 2024, aturan)
    hasil = kumpulkan(satker, 2024).efisiensi.hasil
    client.force_login(perencana)
    assert hasil.teks == angka
    assert angka in client.get(f"/{satker.kode}/2024/").content.decode()


@pytest.mark.parametrize(
    ("kode", "sebab"),
    [("076.01.WA", "realisasi tercatat melebihi pagu"), ("076.01.ZZ", "ada realisasi di luar DIPA yang berlaku")],
)
def test_a_figure_that_is_plainly_wrong_gives_no_efficiency_anywhere(
    satker, sekretariat, perencana, client, kode, sebab
):
    isi_tahun(satker, sekretariat)
    satker.posisi_realisasi.get().realisasi.update(kode=kode, nilai=D(1_001))
    uraian = f"Efisiensi tidak dapat dihitung: {sebab}; periksa isiannya."
    hasil = kumpulkan(satker, 2024).efisiensi.hasil
    assert (hasil.nilai, hasil.uraian) == (None, uraian)
    client.force_login(perencana)
    for alamat in (f"/{satker.kode}/2024/", f"/{satker.kode}/2024/anggaran/efisiensi/"):
        assert uraian in client.get(alamat).content.decode()
