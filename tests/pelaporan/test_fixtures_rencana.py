"""RKT and Rencana Aksi of Bengkulu 2024: every figure of the printed sheets stands in ours."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import transaction

from anggaran.models import Dipa
from anggaran.rekap import rekap_pohon
from dokumen.pdf import render_html
from organisasi.models import Satker
from pelaporan.pemuatan.demo import isi_acuan, isi_demo
from perjanjian.aksi.susunan import naskah_aksi
from perjanjian.models import RencanaAksi, Rkt
from perjanjian.rkt.isi import isi_rkt
from perjanjian.rkt.petunjuk import petunjuk_rkt
from perjanjian.rkt.susunan import naskah_rkt

#: Printed amounts of the RKT, by code; those under several sasaran are the amount of each, in the order of the print.
RKT = {
    "3355.EBA.994": ["4.877.682.000"],
    "3360": ["9.251.928.000"],
    "6709": ["691.107.000", "131.826.000", "116.180.000", "42.267.000", "244.040.000"],
    "6709.RAN": ["116.180.000"],
    "6709.RAN.001": ["9.411.000"],
    "6709.RAN.002": ["106.769.000"],
    "6870": ["1.008.459.000"],
    "6871": ["641.996.000"],
    "6872": ["371.408.000"],
    "6872.QGE.001": ["37.397.000"],
    "6872.QGE.002": ["326.600.000"],
    "6872.QGE.003": ["7.411.000"],
    "6981": ["15.574.000"],
    "6981.QGE.001": ["8.112.000"],
    "6981.QGE.002": ["7.462.000"],
    "6982": ["77.582.000"],
    "6982.QGE.002": ["4.070.000"],
    "6982.QGE.003": ["73.512.000"],
}
#: Code → amount and output on the Rencana Aksi.
AKSI = {
    "076.01.WA": ("14.129.610.000", ""),
    "3355.EBA": ("4.877.682.000", "1 Layanan"),
    "076.01.CQ": ("3.340.439.000", ""),
    "6709": ("1.225.420.000", ""),
    "6709.QGE": ("1.109.240.000", "4 Lembaga"),
    "6709.RAN.001": ("9.411.000", "1 Unit"),
    "6871.QGE": ("641.996.000", "3 Lembaga"),
    "6871.QGE.002": ("606.895.000", "1 Lembaga"),
    "6982.QGE": ("77.582.000", "2 Lembaga"),
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def bengkulu(demo, db) -> Satker:
    return Satker.objects.get(kode="654340")


def test_the_first_dipa_of_the_year_adds_up_to_the_programmes_that_the_pk_of_that_day_print(bengkulu):
    dipa = Dipa.objects.get(satker=bengkulu, tahun=2024, revisi=0)
    rekap = rekap_pohon(dipa, None)
    assert {b.kode: b.pagu for b in rekap.program} == {"076.01.WA": 14_129_610_000, "076.01.CQ": 3_340_439_000}
    assert dipa.digantikan_oleh.status == "berlaku"


def test_rkt_amounts_are_those_printed(bengkulu):
    isi = isi_rkt(Rkt.objects.lengkap().get(satker=bengkulu, tahun=2024))
    assert isi.nilai == 17_470_049_000
    assert {p.kode: p.nilai for p in isi.program} == {"076.01.WA": 15_068_723_000, "076.01.CQ": 2_401_326_000}
    tercetak: dict[str, list[Decimal | None]] = {}
    for s in isi.sasaran:
        for k in s.kegiatan:
            tercetak.setdefault(k.kode, []).append(k.nilai)
    for kode, nilai in RKT.items():
        assert tercetak[kode] == [int(n.replace(".", "")) for n in nilai], kode


def test_rkt_differs_from_the_renstra_in_the_reform_index_and_the_target_that_cannot_be_read(bengkulu):
    isi = isi_rkt(Rkt.objects.lengkap().get(satker=bengkulu, tahun=2024))
    assert sorted(petunjuk_rkt(isi).target.values()) == ["Renstra: 100\u00a0%, RKT: –", "Renstra: 80, RKT: 79"]


def test_rkt_paper_prints_targets_texts_signers_and_the_amount_that_our_rule_does_not_give(bengkulu):
    teks = _teks(naskah_rkt(bengkulu, 2024))
    for fakta in (
        "KPU PROVINSI BENGKULU",
        "076.01.2.654340",
        "17.470.049.000",
        "5.568.789.000",
        "WTP",
        "Terwujudnya Dukungan Logistik dalam Penyelenggaraan",
        "Penyelesaian Sengketa Penetapan Hasil Pemilu",
        "Bengkulu, 2 Januari 2024",
        "Rusman Sudarsono",
        "Kemas Mohammad Ajir",
    ):
        assert fakta in teks, fakta


def test_rencana_aksi_paper_prints_each_row_with_pagu_output_and_units_as_printed(bengkulu):
    naskah = naskah_aksi(bengkulu, 2024)
    baris = {b.kode: b for b in naskah.bagian[0].konteks["aksi"].baris}
    assert len(baris) == 35
    for kode, (pagu, output) in AKSI.items():
        assert (baris[kode].pagu, baris[kode].output.replace("\u00a0", " ")) == (pagu, output), kode
    assert baris["3360.EBA.994"].penanggung == ("Bagian Keuangan, Umum dan Logistik",)
    assert len(baris["6709.QGE"].penanggung) == 2
    assert baris["6709.QGE.001"].penanggung == ("Bagian Perencanaan, Data dan Informasi",)
    teks = _teks(naskah)
    for fakta in ("17.470.049.000", "Bengkulu, 21 Januari 2024", "Rusman Sudarsono", "Persiapan Kampanye Pemilu"):
        assert fakta in teks, fakta


def test_the_weeks_that_cannot_be_read_are_not_invented(bengkulu):
    aksi = RencanaAksi.objects.get(satker=bengkulu, tahun=2024)
    assert set(aksi.baris.values_list("rencana_minggu", "terlaksana")) == {(0, 0)}
    assert "tidak terbaca" in aksi.catatan_cetak


def _teks(naskah) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", render_html(naskah))).split()).replace("\u00a0", " ")
