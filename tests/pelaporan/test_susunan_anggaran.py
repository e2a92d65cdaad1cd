"""The money of the LKjIP: no programme and no spending gets lost between the DIPA and the paper."""

from decimal import Decimal

import pytest

from dokumen.pdf import render_html
from pelaporan.enums import KunciNarasi
from pelaporan.models import TabelPendukung
from pelaporan.susunan import susun_lkjip
from tests import pabrik
from tests.pelaporan.test_susunan import isi_tahun, tabel, teks

TIGA_TAHUN = "Efisiensi Penggunaan Anggaran KPU Provinsi Bengkulu Tahun 2022–2024"
REALISASI = "Program, Pagu, dan Realisasi Anggaran Tahun 2024 KPU Provinsi Bengkulu"


@pytest.fixture
def laporan(satker, sekretariat):
    return isi_tahun(satker, sekretariat)


def kepala(isi):
    return [baris[0] for baris in teks(isi) if len(baris) == 1]


def test_two_programmes_with_the_same_end_of_their_code_stay_two(laporan, satker):
    pabrik.PosFactory(dipa=satker.dipa.get(), kode="999.02.WA", uraian="Program Lain", pagu=Decimal(500), urut=30_000)
    isi = tabel(susun_lkjip(satker, 2024))[TIGA_TAHUN]
    assert [k.partition(" ")[0] for k in kepala(isi)] == ["WA.", "WA.", "Seluruh"]
    assert [b for b in teks(isi) if b[0] == "2024"] == [
        ["2024", "1.000", "900", "90,00\u00a0%"],
        ["2024", "500", "–", "–"],
        ["2024", "1.500", "900", "60,00\u00a0%"],
    ]


def test_a_programme_is_one_row_through_the_years(laporan, satker):
    pabrik.PosFactory(dipa__satker=satker, dipa__tahun=2023, kode="076.01.wa", pagu=Decimal(800))
    isi = tabel(susun_lkjip(satker, 2024))[TIGA_TAHUN]
    assert len(kepala(isi)) == 2
    assert teks(isi)[2] == ["2023", "800", "–", "–"]


def test_spending_outside_the_dipa_is_a_row_of_both_tables(laporan, satker):
    pabrik.RealisasiAnggaranFactory(posisi=satker.posisi_realisasi.get(), kode="076.01.XX", nilai=Decimal(50))
    semua = tabel(susun_lkjip(satker, 2024))
    assert teks(semua[REALISASI])[-1] == ["", "Di luar DIPA (kode 076.01.XX)", "–", "50", "–"]
    assert [s["teks"] for s in semua[REALISASI]["kaki"][0]["sel"]] == ["Jumlah", "1.000", "950", "95,00\u00a0%"]
    assert ["2024 (kode 076.01.XX)", "–", "50", "–"] in teks(semua[TIGA_TAHUN])
    assert teks(semua[TIGA_TAHUN])[-1] == ["2024", "1.000", "950", "95,00\u00a0%"]


# --- Tables that people added ----------------------------------------------------------------------------------------


def pasang(laporan, kunci, sasaran=None):
    TabelPendukung.objects.create(
        laporan=laporan, kunci=kunci, sasaran=sasaran, urut=50, judul="Tabel titipan", kolom=["a"], baris=[["x"]]
    )


def titipan(naskah):
    blok = [b for d in naskah.data["depan"] for b in d["isi"]]
    blok += [b for bab in naskah.data["bab"] for sub in bab["bagian"] for b in sub["isi"]]
    return [b["tabel"] for b in blok if "tabel" in b and b["tabel"]["judul"] == "Tabel titipan"]


@pytest.mark.parametrize("kunci", list(KunciNarasi))
def test_a_table_is_printed_at_every_place(laporan, satker, kunci):
    sasaran = satker.pengukuran.first().indikator.sasaran if kunci == KunciNarasi.ANALISIS_SASARAN else None
    pasang(laporan, kunci, sasaran)
    naskah = susun_lkjip(satker, 2024)
    (isi,) = titipan(naskah)
    depan = kunci in {KunciNarasi.KATA_PENGANTAR, KunciNarasi.IKHTISAR}
    assert bool(isi["nomor"]) is not depan
    nomor = [t["nomor"] for t in tabel_berurut(naskah)]
    assert nomor == sorted(nomor, key=lambda n: [int(x) for x in n.split(".")])


@pytest.mark.parametrize("kunci", [KunciNarasi.KATA_PENGANTAR, KunciNarasi.IKHTISAR])
def test_a_table_without_number_has_its_title_before_it(laporan, satker, kunci):
    pasang(laporan, kunci)
    assert '<p class="pengantar">Tabel titipan:</p>' in render_html(susun_lkjip(satker, 2024))


def tabel_berurut(naskah):
    """Numbered tables as they stand in the text."""
    return [b["tabel"] for bab in naskah.data["bab"] for sub in bab["bagian"] for b in sub["isi"] if "tabel" in b]


@pytest.mark.parametrize("kunci", [KunciNarasi.ANALISIS_SASARAN, KunciNarasi.LATAR_BELAKANG])
def test_a_table_of_a_sasaran_that_is_not_measured_is_printed_all_the_same(laporan, satker, kunci):
    lain = pabrik.SasaranFactory(renstra=satker.renstra.get())
    pasang(laporan, kunci, lain)
    assert len(titipan(susun_lkjip(satker, 2024))) == 1
