"""The real report: KPU Provinsi Bengkulu 2024 from the demo data, down to the pages of the PDF."""

from __future__ import annotations

import io
import re

import pytest
from django.db import transaction
from pypdf import PdfReader

from dokumen.pdf import render_html, render_pdf
from organisasi.models import Satker
from pelaporan.pemuatan.demo import isi_acuan, isi_demo
from pelaporan.susunan import susun_lkjip

pytestmark = pytest.mark.django_db  # without a marked test pytest-django makes no database for the fixture


@pytest.fixture(scope="module")
def naskah(django_db_setup, django_db_blocker):
    """Composed once for this file; the data are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        isi_acuan()
        isi_demo()
        yield susun_lkjip(Satker.objects.get(kode="654340"), 2024)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pdf(naskah):
    hasil = render_pdf(render_html(naskah), naskah)
    return PdfReader(io.BytesIO(hasil.isi))


@pytest.fixture(scope="module")
def halaman(pdf):
    """The text of the pages up to the middle of Bab III, in one line each (reading them all takes long)."""
    return [re.sub(r"\s+", " ", h.extract_text()) for h in pdf.pages[:24]]


def tabel(naskah, nomor):
    semua = [b["tabel"] for bab in naskah.data["bab"] for s in bab["bagian"] for b in s["isi"] if "tabel" in b]
    isi = next(t for t in semua if t["nomor"] == nomor)
    return [[s["teks"].replace("\u00a0", " ") for s in b["sel"]] for k in isi["kelompok"] for b in k["baris"]]


def test_tabel_2_3_is_the_printed_one(naskah):
    assert tabel(naskah, "2.3") == [
        ["1", "Program Dukungan Manajemen", "9.203.578.000", "9.194.840.880", "99,91 %"],
        [
            "2",
            "Penyelenggaraan Pemilu dalam Proses Konsolidasi Demokrasi",
            "133.094.243.000",
            "119.220.099.869",
            "89,58 %",
        ],
    ]
    assert naskah.data["angka"]["realisasi"] == "128414940749.00"


def test_the_renstra_says_80_where_the_pk_says_79(naskah):
    assert tabel(naskah, "2.1")[7] == [
        "Nilai Evaluasi atas Pelaksanaan Reformasi Birokrasi",
        *("76", "77", "78", "79", "80"),
    ]
    assert tabel(naskah, "2.2")[7] == ["Nilai Evaluasi atas Pelaksanaan Reformasi Birokrasi", "79"]


def test_capaian_is_computed_where_the_print_follows_no_rule(naskah):
    """Printed: target 90 %, realisasi 90 %, capaian 90 %."""
    assert tabel(naskah, "3.3")[1][1:4] == ["90 %", "90 %", "100 %"]


def test_opini_bpk_is_in_process_and_the_mean_says_so(naskah):
    assert tabel(naskah, "3.2")[6][1:] == ["WTP", "Proses", "Proses"]
    assert naskah.data["angka"]["cakupan"] == "8 dari 9 indikator"


def test_the_only_analysis_that_is_missing_is_named(naskah):
    kosong = [k["sasaran"] for k in naskah.data["kekosongan"] if k["sasaran"]]
    assert kosong == ["Terwujudnya Tahapan Pemilu/Pemilihan Sesuai Jadwal"]


def test_twenty_pk_are_annexed_superiors_first(naskah):
    lampiran = naskah.data["lampiran"]
    assert [len(x["perjanjian"]) for x in lampiran] == [10, 10, 0, 0]
    assert [p["pertama"]["nama"] for p in lampiran[0]["perjanjian"]][:3] == [
        "Kemas Mohammad Ajir",
        "Sudirman",
        "Ronny Novanda",
    ]


def test_rkt_and_rencana_aksi_of_the_year_are_annexed_behind_them(naskah):
    lampiran = naskah.data["lampiran"]
    assert [x["judul"]["teks"] for x in lampiran[2:]] == [
        "Rencana Kinerja Tahunan Tahun 2024",
        "Rencana Aksi Kinerja Tahun 2024",
    ]
    assert lampiran[2]["lembar"]["penanda"]["nama"] == "Kemas Mohammad Ajir"
    assert len(lampiran[3]["lembar"]["baris"]) == 35


def test_the_page_numbers_in_the_contents_are_those_of_the_pages(halaman):
    isi = next(h for h in halaman if h.startswith("Daftar Isi"))
    tercetak = re.search(r"Bab III ?Akuntabilitas Kinerja ?(\d+)", isi)
    mulai = next(i for i, h in enumerate(halaman) if h.startswith("Bab III"))
    assert halaman[mulai].endswith(tercetak[1])


def test_front_matter_has_roman_pages_and_the_chapters_begin_at_one(halaman):
    pengantar = next(i for i, h in enumerate(halaman) if h.startswith("Kata Pengantar"))
    assert halaman[pengantar].endswith(" i")
    assert halaman[pengantar + 1].endswith(" ii")
    pertama = next(i for i, h in enumerate(halaman) if h.startswith("Bab I "))
    assert [halaman[pertama + n].split()[-1] for n in range(3)] == ["1", "2", "3"]


def test_of_the_chapters_only_the_comparison_of_years_lies_across_and_the_numbers_go_on_after_it(pdf, halaman):
    melintang = [i for i, h in enumerate(pdf.pages) if h.mediabox.width > h.mediabox.height]
    kini, *lembar = melintang
    assert lembar == list(range(lembar[0], len(pdf.pages)))  # the sheets of RKT and Rencana Aksi, to the end
    assert "17.470.049.000" in pdf.pages[lembar[0]].extract_text()
    assert "Tabel 3.3 Perbandingan Realisasi Capaian Kinerja" in halaman[kini]
    assert "Pada tabel di atas" not in halaman[kini]
    nomor = [int(halaman[kini + n].split()[-1]) for n in (-1, 0, 1)]
    assert nomor == [nomor[0], nomor[0] + 1, nomor[0] + 2]


def test_a_table_has_its_head_again_on_the_next_page(halaman):
    assert len([h for h in halaman if "Kategori Rentang Capaian Interpretasi" in h]) == 2
