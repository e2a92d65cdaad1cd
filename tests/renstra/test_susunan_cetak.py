"""The Renstra as paper."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dokumen.jenis import GalatDokumen, ambil
from dokumen.pdf import render_html, render_pdf
from dokumen.tabel import JenisBaris
from renstra.enums import StatusRenstra
from renstra.models import KataVisi, Kegiatan, Program
from renstra.susunan import susun_matriks
from renstra.susunan_cetak import naskah_rancangan, naskah_renstra, susun_lampiran, susun_renstra, tabel_target
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def lengkap(renstra, unit):
    """A sasaran strategis with two indikator under a tujuan; a program with a sasaran of its own and of a kegiatan."""
    tujuan = pabrik.TujuanFactory(renstra=renstra, urut=1, teks="Mewujudkan layanan")
    atas = pabrik.SasaranFactory(renstra=renstra, urut=1, kode="1", uraian="Mutu meningkat", tujuan=tujuan)
    satu = pabrik.IndikatorFactory(sasaran=atas, urut=1, kode="1.1", uraian="Tepat waktu")
    satu.pelaksana.add(unit, pabrik.UnitFactory(satker=renstra.satker, nama="Subbag Data", urut=9))
    pabrik.TargetTahunanFactory(indikator=satu, tahun=2024, nilai=Decimal("77.5"))
    pabrik.IndikatorFactory(sasaran=atas, urut=2, kode="1.2", uraian="Kepuasan")
    program = Program.objects.create(renstra=renstra, urut=1, kode="I", nama="Program Dukungan")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, nama="Pembinaan SDM")
    pabrik.SasaranFactory(renstra=renstra, urut=2, kode="1", uraian="Tanpa kegiatan", jenis="program", program=program)
    keluaran = pabrik.SasaranFactory(
        renstra=renstra, urut=3, kode="2", uraian="Badan adhoc", jenis="kegiatan", kegiatan=kegiatan
    )
    pabrik.IndikatorFactory(sasaran=keluaran, urut=1, kode="2.1", uraian="Jumlah badan", satuan__laporan=True)
    return renstra


def sel(tabel):
    return [[s.teks for s in b.sel] for b in tabel.baris]


def test_sasaran_strategis_stand_below_their_tujuan_with_a_target_per_year(lengkap):
    strategis, _ = tabel_target(lengkap, susun_matriks(lengkap))

    assert sel(strategis) == [
        ["1. Mewujudkan layanan"],
        ["Mutu meningkat", "Tepat waktu", "–", "–", "–", "–", "77,5%"],
        ["", "Kepuasan", "–", "–", "–", "–", "–"],
    ]
    assert [b.jenis for b in strategis.baris] == [JenisBaris.KELOMPOK, JenisBaris.ISI, JenisBaris.LANJUTAN]


def test_each_program_has_a_table_with_its_kegiatan_numbered(lengkap):
    tabel = tabel_target(lengkap, susun_matriks(lengkap))

    assert [t.judul for t in tabel] == [
        "Indikator sasaran strategis KPU Provinsi Bengkulu, 2020–2024",
        "Target kinerja I. Program Dukungan, 2020–2024",
    ]
    assert [b[0] for b in sel(tabel[1])] == ["Tanpa kegiatan", "1. Pembinaan SDM", "Badan adhoc"]


@pytest.mark.parametrize("teks", ["77,50%", "77,50 %", "77,50\u00a0%"])
def test_the_print_of_an_old_document_keeps_its_digits_and_one_form_of_percent(lengkap, teks):
    lengkap.sasaran.get(urut=1).indikator.get(urut=1).target_tahunan.update(teks_cetak=teks)
    assert sel(tabel_target(lengkap, susun_matriks(lengkap))[0])[1][-1] == "77,50%"


def test_the_annex_names_code_targets_and_every_unit(lengkap, unit):
    strategis, program = susun_lampiran(lengkap, susun_matriks(lengkap))

    assert (strategis.judul, program.judul) == (lengkap.satker.nama, "I. Program Dukungan")
    kepala, satu, dua = sel(strategis.tabel)
    assert kepala == ["Sasaran Strategis 1. Mutu meningkat"]
    assert (satu[0], satu[-1]) == ("1.1 Tepat waktu", f"{unit.nama}\nSubbag Data")
    assert dua[-1] == "–"
    assert [b[0] for b in sel(program.tabel)] == [
        *("Sasaran Program 1. Tanpa kegiatan", "Sasaran Kegiatan 2. Badan adhoc", "2.1 Jumlah badan"),
    ]


@pytest.mark.parametrize("banyak", [1, 20])
def test_the_paper_takes_a_fixed_number_of_queries(lengkap, banyak):
    for urut in range(banyak):
        pabrik.IndikatorFactory(sasaran=pabrik.SasaranFactory(renstra=lengkap, urut=10 + urut))
    with CaptureQueriesContext(connection) as hasil:
        susun_renstra(lengkap)
    assert len(hasil) == 11


def test_cover_and_chapters_hold_what_the_renstra_says(lengkap, satker):
    KataVisi.objects.create(renstra=lengkap, urut=1, kata="Mandiri", arti="bebas dari pengaruh")
    pabrik.MisiFactory(renstra=lengkap, urut=1, teks="Meningkatkan kompetensi")
    type(lengkap).objects.update(tanggal_keputusan=date(2020, 8, 28), penandatangan="Ani")
    html = render_html(naskah_renstra(satker, 2024))

    for fakta in (
        *("Keputusan Nomor 1 Tahun 2020 tanggal 28 Agustus 2020", "<p>Ani</p>", "2020–2024"),
        *(lengkap.visi, "<li>Mandiri, bebas dari pengaruh.</li>", "<li>Meningkatkan kompetensi.</li>"),
        *("tujuan pertama, “Mewujudkan layanan”, yaitu:", "<li>Mutu meningkat.</li>", "Matriks Kerangka Kinerja"),
    ):
        assert fakta in html
    assert "Rancangan" not in html


def test_a_version_nobody_has_fixed_says_so_on_cover_and_every_page(lengkap, satker):
    type(lengkap).objects.update(status=StatusRenstra.DRAF)
    html = render_html(naskah_rancangan(satker, 2024))

    assert '<p class="rancangan">Rancangan</p>' in html
    assert 'data-laporan="Rancangan · ' in html
    assert 'data-laporan="Rencana' not in html
    assert "Keputusan Nomor" not in html


def test_the_keputusan_and_its_annex_page_stand_in_front(lengkap, satker):
    pabrik.KeputusanRenstraFactory(renstra=lengkap, mengingat="UU 1;\nUU 2;")
    naskah = naskah_renstra(satker, 2024)
    html = render_html(naskah)

    assert [b.nama for b in naskah.bagian][:4] == ["Sampul", "Keputusan", "Daftar Isi", "Daftar Tabel"]
    assert html.count("NOMOR : 1 Tahun 2020") == 2
    for fakta in (
        *('<p class="label">Menimbang</p>', "<p>bahwa perlu disusun rencana strategis;</p>"),
        *('<ol type="1"><li>UU 1;</li><li>UU 2;</li></ol>', '<p class="label">KEDUA</p>'),
        *('<ol type="a"><li>visi; dan</li><li>misi.</li></ol>', "Ditetapkan di Kota Contoh"),
    ):
        assert fakta in html
    assert "Memperhatikan" not in html
    assert naskah.data["keputusan"]["nomor"] == "1 Tahun 2020"


def test_kata_pengantar_is_signed_by_the_short_name(lengkap, satker):
    lengkap.narasi.create(kunci="kata_pengantar", isi="<p>Puji syukur.</p>")
    type(lengkap).objects.update(
        tanggal_keputusan=date(2020, 8, 28), penandatangan="Ani", jabatan_penandatangan=f"Ketua {satker.nama}"
    )
    html = render_html(naskah_renstra(satker, 2024))
    assert f'<p class="jabatan">Ketua {satker.nama_singkat}</p>' in html
    assert "28 Agustus 2020" in html


def test_every_page_of_a_draft_is_marked(lengkap, satker, tmp_path):
    type(lengkap).objects.update(status=StatusRenstra.DRAF)
    naskah = naskah_rancangan(satker, 2024)
    berkas = tmp_path / "renstra.pdf"
    berkas.write_bytes(render_pdf(render_html(naskah), naskah).isi)
    perintah = [shutil.which("pdftotext") or "pdftotext", "-layout", str(berkas), "-"]
    teks = subprocess.run(perintah, check=True, capture_output=True, text=True).stdout

    _, *isi = teks.rstrip("\f").split("\f")
    assert len(isi) >= 3
    assert all("Rancangan" in halaman for halaman in isi)


@pytest.mark.parametrize(
    ("status", "susun", "pesan"),
    [
        (StatusRenstra.DRAF, naskah_renstra, "belum mempunyai Renstra yang ditetapkan"),
        (StatusRenstra.DITETAPKAN, naskah_rancangan, "tidak mempunyai rancangan Renstra"),
        (StatusRenstra.DITETAPKAN, naskah_renstra, "belum memuat sasaran"),
    ],
)
def test_what_cannot_be_printed_says_why(renstra, satker, status, susun, pesan):
    type(renstra).objects.update(status=status)
    with pytest.raises(GalatDokumen, match=pesan):
        susun(satker, 2024)


def test_the_kinds_are_known_to_button_and_command():
    assert [ambil(k).nama for k in ("renstra", "renstra-rancangan")] == ["Renstra", "Rancangan Renstra"]


def test_the_bytes_repeat(lengkap, satker):
    naskah = naskah_renstra(satker, 2024)
    satu, dua = (render_pdf(render_html(naskah), naskah) for _ in range(2))
    assert (satu.isi, satu.halaman) == (dua.isi, dua.halaman)
