"""A whole real Renstra: what its file holds stands on its paper, as it was printed."""

from __future__ import annotations

import re
from html import unescape

import pytest
import yaml
from django.utils.html import strip_tags

from dokumen.pdf import render_html
from renstra.enums import StatusRenstra
from renstra.models import Renstra
from renstra.naskah.butir import tulis_butir
from renstra.naskah.enums import KunciNaskah
from renstra.susunan_cetak import naskah_renstra
from tests.renstra.buku_impor import PANGKALPINANG, muat_pangkalpinang

BERKAS = yaml.safe_load((PANGKALPINANG / "renstra.yaml").read_text("utf-8"))


@pytest.fixture
def html(db):
    renstra = muat_pangkalpinang()
    Renstra.objects.update(status=StatusRenstra.DITETAPKAN)
    return render_html(naskah_renstra(renstra.satker, 2024))


def rapat(teks):
    """Without tags and white space, so that line ends do not count."""
    return re.sub(r"\s+", "", unescape(strip_tags(teks)))


def test_every_text_of_the_file_is_printed(html):
    teks, tercetak = {k: BERKAS["naskah"][k] for k in BERKAS["naskah"]}, rapat(html)
    assert set(teks) <= set(KunciNaskah)
    for kunci, isi in teks.items():
        for potong in re.split(r"</?(?:p|li|ol|td|th|caption|table)\b[^>]*>", isi):
            assert rapat(potong) in tercetak, kunci


def test_every_word_of_the_keputusan_is_printed(html):
    keputusan, tercetak = BERKAS["keputusan"], rapat(html)
    butir = [b for ruas in ("menimbang", "mengingat", "memperhatikan") for b in keputusan[ruas]]
    butir += [t for d in keputusan["diktum"] for t in (d["teks"], *d.get("rincian", []))]
    assert [len(keputusan[r]) for r in ("menimbang", "mengingat", "memperhatikan", "diktum")] == [2, 8, 1, 5]
    assert [b for b in butir if rapat(b) not in tercetak] == []


@pytest.mark.parametrize(
    "fakta",
    [
        "KEPUTUSAN KOMISI PEMILIHAN UMUM KOTA PANGKALPINANG NOMOR : 04/PR.01.3-Kpt/1971/KPU-Kot/VIII/2020",
        "TENTANG RENCANA STRATEGIS KOMISI PEMILIHAN UMUM KOTA PANGKALPINANG TAHUN 2020-2024",
        "KETUA KOMISI PEMILIHAN UMUM KOTA PANGKALPINANG, Menimbang bahwa berdasarkan",
        "Memperhatikan Berita Acara Rapat Pleno Komisi Pemilihan Umum Kota Pangkalpinang Nomor : 05/PR.01.3-BA/1971/KPU"
        "-Kot/VIII/2020 tanggal 28 Agustus 2020. MEMUTUSKAN:",
        "KETIGA Rencana strategis Komisi Pemilihan Umum Kota Pangkalpinang Tahun 2020-2024 sebagaimana dimaksud Diktum",
        "Ditetapkan di Pangkalpinang pada tanggal 28 Agustus 2020 KETUA KOMISI PEMILIHAN UMUM KOTA PANGKALPINANG, "
        "PENTI",
        "LAMPIRAN KEPUTUSAN KOMISI PEMILIHAN UMUM KOTA PANGKALPINANG NOMOR : 04/PR.01.3-Kpt/1971/KPU-Kot/VIII/2020",
        "Pangkalpinang, 28 Agustus 2020 Ketua KPU Kota Pangkalpinang Penti",
        "1.2.1 Potensi dan Permasalahan",
        "3.2 Kerangka Regulasi",
        "Tabel 1 Divisi Kerja KPU Kota Pangkalpinang DIVISI NAMA KOORDINATOR WILAYAH",
        "Divisi Hukum dan Pengawasan Husin Kecamatan Taman Sari dan Kecamatan Gerunggang",
        "Divisi Teknis Penyelenggaraan Yusmayadi Kecamatan Bukit Intan dan Kecamatan Girimaya",
        "Melaksanakan kewajiban lain yang diberikan oleh KPU, KPU Provinsi dan/atau peraturan perundang-undangan.",
        "Tabel 2 Indikator sasaran strategis KPU Kota Pangkalpinang",
        "“Meningkatnya Akuntabilitas Keuangan” pada tabel Bab IV.",
        "target 2020: 100%, 2021: 100%, 2022: 100%, 2023: 100%, 2024: 100% pada tabel Bab IV.",
    ],
)
def test_a_printed_fact_stands_on_the_paper(html, fakta):
    assert rapat(fakta).casefold() in rapat(html).casefold()


@pytest.mark.parametrize(("pengantar", "banyak"), [("bertugas", 12), ("berwenang", 6), ("berkewajiban", 14)])
def test_tugas_wewenang_and_kewajiban_are_complete(html, pengantar, banyak):
    (daftar,) = re.findall(rf"KPU Kabupaten/Kota {pengantar} :</p>\s*<ol[^>]*>(.*?)</ol>", html, re.S)
    assert daftar.count("<li>") == banyak


def test_the_keputusan_can_be_written_as_it_was_read(db):
    keputusan = muat_pangkalpinang().keputusan
    assert tulis_butir(keputusan.butir("diktum")) == keputusan.diktum
