"""Bab III D: the budget of each sasaran beside its capaian."""

from decimal import Decimal

import pytest

from anggaran.models import KomponenTercetak
from pelaporan.susunan import susun_lkjip
from tests import pabrik
from tests.pelaporan.test_susunan import isi_tahun, tabel, teks

JUDUL = "Analisis Capaian Realisasi tiap Sasaran Strategis"


@pytest.fixture
def laporan(satker, sekretariat):
    """A DIPA with one programme of 1,000, of which 900 are spent; two sasaran with a capaian of 90."""
    return isi_tahun(satker, sekretariat)


@pytest.fixture
def sasaran(laporan, satker):
    return list(satker.renstra.get().sasaran.order_by("urut"))


def isi(satker):
    return tabel(susun_lkjip(satker, 2024))[JUDUL]


def kaki(t):
    return [[s["teks"] for s in b["sel"]] for b in t["kaki"]]


def test_without_allocation_there_is_no_table(laporan, satker):
    assert JUDUL not in tabel(susun_lkjip(satker, 2024))


def test_codes_sums_and_what_is_free_add_up_to_the_dipa(satker, sasaran):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[0], kode="076.01.WA", porsi=Decimal(60))
    t = isi(satker)
    baris = teks(t)
    assert baris[0] == [f"{sasaran[0].kode}. {sasaran[0].uraian}"]
    assert baris[1] == [f"Indikator: {sasaran[0].indikator.get().uraian}"]
    assert baris[2][0].startswith("076.01.WA ")
    assert baris[2][1:] == ["600", "540", "90,00\u00a0%"]
    assert baris[3] == [f"Jumlah sasaran {sasaran[0].kode}", "600", "540", "90,00\u00a0%"]
    assert kaki(t) == [
        ["Belum dialokasikan ke sasaran", "400", "–", "–"],
        ["Jumlah DIPA", "1.000", "900", "90,00\u00a0%"],
    ]
    assert t["kaki"][0]["sel"][0]["keterangan"] == "(40,00\u00a0% dari pagu: 076.01.WA (40\u00a0%))"


def test_capaian_stands_beside_the_absorption_and_the_day_beneath(satker, sasaran):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[0], kode="076.01.WA")
    t = isi(satker)
    jumlah = [b["sel"][0] for k in t["kelompok"] for b in k["baris"] if b["jenis"] == "jumlah"]
    assert jumlah[0]["keterangan"] == "(capaian kinerja 90,00\u00a0%, 1 dari 1 indikator)"
    assert t["keterangan"] == "Realisasi per tanggal 31 Desember 2024."
    assert "Belum ada pos DIPA yang dialokasikan ke sasaran ini." in t["catatan"]  # the second sasaran


def test_realisasi_of_the_programme_is_not_split_among_its_activities(satker, sasaran):
    program = satker.dipa.get().pos.get()
    pabrik.PosFactory(dipa=program.dipa, induk=program, jenis="kegiatan", kode="3355", pagu=Decimal(1000), urut=20_000)
    type(program).objects.filter(pk=program.pk).update(pagu=None)
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[0], kode="3355")
    t = isi(satker)
    assert teks(t)[2][1:] == ["1.000", "–", "–"]
    assert "Realisasi dicatat pada program 076.01.WA, belum per pos." in t["catatan"]


def test_what_an_old_document_prints_stands_in_a_column_of_its_own(satker, sasaran):
    pabrik.AlokasiAnggaranFactory(sasaran=sasaran[0], kode="076.01.WA")
    KomponenTercetak.objects.create(
        satker=satker, tahun=2024, sasaran=sasaran[0], urut=1, kode="WA", uraian="Dukungan", kode_pos="076.01.WA",
        persen=Decimal("98.61"),
    )  # fmt: skip
    KomponenTercetak.objects.create(
        satker=satker,
        tahun=2024,
        sasaran=sasaran[0],
        urut=2,
        kode="051.0W",
        uraian="Belanja Modal",
        catatan="Dua bacaan.",
    )
    t = isi(satker)
    assert t["kolom"][-1]["judul"] == "Menurut dokumen cetak"
    kode, cetak = teks(t)[2:4]
    assert kode[1:] == ["1.000", "900", "90,00\u00a0%", "98,61\u00a0%"]  # ours beside theirs
    assert cetak == ["051.0W Belanja Modal", "–", "–", "–", "–"]
    assert "Dua bacaan." in t["catatan"]
    assert "tidak dihitung" in t["keterangan"]
