"""The Penetapan IKU as paper."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from dokumen.jenis import GalatDokumen, ambil
from dokumen.pdf import render_html, render_pdf
from dokumen.tabel import JenisBaris
from organisasi.enums import JenisJabatan, StatusPenugasan
from renstra.enums import BentukIku, StatusRenstra
from renstra.models import PenetapanIku, Program
from renstra.susunan_iku import (
    TITIK,
    kekurangan_iku,
    naskah_iku,
    naskah_rancangan,
    susun_iku,
    tabel_iku,
)
from tests import pabrik

pytestmark = pytest.mark.django_db


@pytest.fixture
def iku(renstra):
    """Two IKU of one sasaran and an indikator that is none."""
    sasaran = pabrik.SasaranFactory(renstra=renstra, urut=1, uraian="Meningkatnya mutu layanan")
    lengkap = {"cara_pengukuran": "Layanan tepat waktu ÷ seluruh layanan × 100%", "sumber_data": "Buku tamu"}
    pabrik.IndikatorFactory(sasaran=sasaran, urut=1, uraian="Tepat waktu", iku=True, **lengkap)
    pabrik.IndikatorFactory(sasaran=sasaran, urut=2, uraian="Bukan IKU", **lengkap)
    return pabrik.IndikatorFactory(sasaran=sasaran, urut=3, uraian="Kepuasan", iku=True)


def penetapan(renstra, **isi):
    awal = PenetapanIku.objects.awal(renstra)
    return PenetapanIku.objects.create(renstra=renstra, **awal | isi)


def cetak(renstra):
    return render_to_string("dokumen/iku/penetapan.html", {"iku": susun_iku(PenetapanIku.objects.untuk(renstra))})


def sel(tabel):
    return [[s.teks for s in b.sel] for b in tabel.baris]


# --- The table -----------------------------------------------------------------------------------------------------


def test_the_table_holds_flagged_indikator_and_names_each_sasaran_once(renstra, iku):
    tabel = tabel_iku(renstra)

    assert sel(tabel) == [
        [
            *("1", "Meningkatnya mutu layanan", "Tepat waktu"),
            *("Layanan tepat waktu ÷ seluruh layanan × 100%", "Buku tamu"),
        ],
        ["", "", "Kepuasan", "–", "–"],
    ]
    assert [b.jenis for b in tabel.baris] == [JenisBaris.ISI, JenisBaris.LANJUTAN]


def test_the_columns_are_those_of_the_regulation(renstra, iku):
    kolom = [k.judul for k in tabel_iku(renstra).kolom]
    assert kolom == ["No.", "Sasaran Strategis", "Indikator Kinerja Utama", "Cara Pengukuran", "Sumber Data"]


def test_a_sasaran_program_is_not_called_strategis(renstra, iku):
    program = Program.objects.create(renstra=renstra, urut=1, nama="Program")
    sasaran = pabrik.SasaranFactory(renstra=renstra, urut=2, jenis="program", program=program)
    pabrik.IndikatorFactory(sasaran=sasaran, iku=True)

    assert tabel_iku(renstra).kolom[1].judul == "Sasaran"


def test_rows_are_numbered_by_sasaran_in_the_order_of_the_matrix(renstra, iku):
    awal = pabrik.SasaranFactory(renstra=renstra, urut=0, kode="0", uraian="Paling depan")
    pabrik.IndikatorFactory(sasaran=awal, iku=True)

    assert [(b[0], b[1]) for b in sel(tabel_iku(renstra))] == [
        ("1", "Paling depan"),
        ("2", "Meningkatnya mutu layanan"),
        ("", ""),
    ]


def test_what_a_row_lacks_is_told(renstra, iku):
    (kurang,) = kekurangan_iku(renstra)
    assert (kurang.indikator, kurang.belum) == (iku, "cara pengukuran dan sumber data")


@pytest.mark.parametrize("banyak", [1, 30])
def test_the_paper_takes_a_fixed_number_of_queries(renstra, banyak):
    for urut in range(banyak):
        pabrik.IndikatorFactory(sasaran=pabrik.SasaranFactory(renstra=renstra, urut=urut), iku=True)
    milik = penetapan(renstra, tanggal=date(2024, 1, 2))

    with CaptureQueriesContext(connection) as hasil:
        susun_iku(milik)

    assert len(hasil) == 4


# --- The two shapes -------------------------------------------------------------------------------------------------


def test_the_short_shape_has_the_table_only(renstra, iku):
    penetapan(renstra, tugas="Menyelenggarakan Pemilu", fungsi="Satu")
    html = cetak(renstra)

    assert "Nama Unit" not in html
    assert "Menyelenggarakan Pemilu" not in html


def test_the_long_shape_has_unit_tugas_and_fungsi_above_the_table(renstra, iku):
    fungsi = "Menyusun program\r\n\r\n  Melayani teknis  "
    penetapan(renstra, bentuk=BentukIku.LENGKAP, nama_unit="Sekretariat", tugas="Membantu KPU", fungsi=fungsi)
    html = cetak(renstra)

    assert [html.index(k) for k in ("Sekretariat", "Membantu KPU", "Menyusun program", "<table")] == sorted(
        html.index(k) for k in ("Sekretariat", "Membantu KPU", "Menyusun program", "<table")
    )
    assert "<li>Menyusun program</li><li>Melayani teknis</li>" in html


def test_one_fungsi_is_not_numbered(renstra, iku):
    penetapan(renstra, bentuk=BentukIku.LENGKAP, tugas="Membantu", fungsi="Melayani teknis")
    assert "<dd>Melayani teknis</dd>" in cetak(renstra)


def test_a_paper_without_settings_bears_the_place_of_the_satker(renstra, iku):
    milik = PenetapanIku.objects.untuk(renstra)
    assert (milik.pk, milik.bentuk, susun_iku(milik).tanda.tempat) == (
        None,
        BentukIku.TABEL,
        f"{renstra.satker.tempat}, {TITIK}",
    )


def test_a_revision_begins_with_the_settings_of_its_predecessor_but_not_the_date(renstra, satker):
    penetapan(renstra, tugas="Membantu KPU", penanda_tangan="sekretaris", tanggal=date(2020, 8, 28))
    draf = pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DRAF, menggantikan=renstra, nomor_keputusan="")

    baru = PenetapanIku.objects.untuk(draf)

    assert (baru.pk, baru.tugas, baru.penanda_tangan, baru.tanggal) == (None, "Membantu KPU", "sekretaris", None)


def test_a_revision_of_a_revision_still_finds_the_settings(renstra, satker):
    penetapan(renstra, tugas="Membantu KPU")
    for _ in range(2):
        renstra = pabrik.RenstraFactory(
            satker=satker, status=StatusRenstra.DRAF, menggantikan=renstra, nomor_keputusan=""
        )

    assert PenetapanIku.objects.untuk(renstra).tugas == "Membantu KPU"


# --- The signature --------------------------------------------------------------------------------------------------


@pytest.fixture
def sekretaris_berganti(sekretariat):
    """Ani until the end of 2023, Budi as Plt. since."""
    lama = pabrik.PenugasanFactory(
        pejabat__nama="Ani",
        jabatan__unit=sekretariat,
        jabatan__jenis=JenisJabatan.SEKRETARIS,
        jabatan__nama="Sekretaris KPU",
        selesai=date(2023, 12, 31),
    )
    pabrik.PenugasanFactory(
        pejabat__nama="Budi", jabatan=lama.jabatan, status=StatusPenugasan.PLT, mulai=date(2024, 1, 1)
    )


@pytest.mark.parametrize(
    ("tanggal", "nama", "jabatan"),
    [
        (date(2023, 12, 31), "Ani", "Sekretaris KPU"),
        (date(2024, 1, 1), "Budi", "Plt. Sekretaris KPU"),
        (None, TITIK, "Sekretaris KPU"),
    ],
)
def test_who_held_the_office_on_the_date_signs(renstra, iku, sekretaris_berganti, tanggal, nama, jabatan):
    tanda = susun_iku(penetapan(renstra, penanda_tangan="sekretaris", tanggal=tanggal)).tanda
    assert (tanda.nama, tanda.jabatan) == (nama, jabatan)


def test_a_vacant_office_leaves_the_name_open(renstra, iku):
    tanda = susun_iku(penetapan(renstra, tanggal=date(2024, 1, 2))).tanda
    assert (tanda.nama, tanda.jabatan) == (TITIK, f"Ketua {renstra.satker.nama}")


def test_the_letterhead_is_the_one_of_the_date(renstra, iku, satker):
    satker.kop_surat.create(kode="A", alamat="Jalan Lama", berlaku_sampai=date(2022, 12, 31))
    satker.kop_surat.create(kode="B", alamat="Jalan Baru", berlaku_mulai=date(2023, 1, 1))
    assert susun_iku(penetapan(renstra, tanggal=date(2022, 5, 1))).kop.alamat == "Jalan Lama"


# --- Kinds of paper -------------------------------------------------------------------------------------------------


@pytest.fixture
def rancangan(satker):
    draf = pabrik.RenstraFactory(satker=satker, status=StatusRenstra.DIAJUKAN, nomor_keputusan="", judul="Usulan")
    pabrik.IndikatorFactory(sasaran__renstra=draf, iku=True, uraian="Indikator usulan")
    return draf


def test_iku_prints_the_renstra_in_force_without_the_mark_of_a_draft(renstra, iku, rancangan, satker):
    naskah = naskah_iku(satker, 2024)

    html = render_html(naskah)
    assert "Rancangan" not in html
    assert "Indikator usulan" not in html
    assert naskah.data["iku"]["tabel"]["kelompok"][0]["baris"][0]["sel"][2]["teks"] == "Tepat waktu"


def test_iku_rancangan_prints_the_version_nobody_has_fixed_and_says_so(renstra, iku, rancangan, satker):
    naskah = naskah_rancangan(satker, 2024)

    html = render_html(naskah)
    assert '<p class="rancangan">Rancangan</p>' in html
    assert "Indikator usulan" in html
    assert naskah.judul.startswith("Rancangan Penetapan Indikator Kinerja Utama")


def test_without_a_renstra_in_force_there_is_no_iku(rancangan, satker):
    with pytest.raises(GalatDokumen, match="belum mempunyai Renstra yang ditetapkan untuk tahun 2024"):
        naskah_iku(satker, 2024)


def test_without_a_draft_there_is_no_rancangan(renstra, satker):
    with pytest.raises(GalatDokumen, match="tidak mempunyai rancangan Renstra"):
        naskah_rancangan(satker, 2024)


def test_without_flagged_indikator_the_message_says_what_to_do(renstra, satker):
    with pytest.raises(GalatDokumen, match="Tandai indikatornya sebagai IKU"):
        naskah_iku(satker, 2024)


def test_the_kinds_are_known_to_button_and_command():
    assert [ambil(k).nama for k in ("iku", "iku-rancangan")] == ["Penetapan IKU", "Rancangan Penetapan IKU"]


def test_the_pdf_holds_every_fact_and_its_bytes_repeat(renstra, iku, satker, sekretaris_berganti, tmp_path):
    penetapan(
        renstra,
        bentuk=BentukIku.LENGKAP,
        tugas="Membantu KPU",
        fungsi="Menyusun program",
        penanda_tangan="sekretaris",
        tanggal=date(2024, 1, 2),
    )
    naskah = naskah_iku(satker, 2024)
    satu, dua = (render_pdf(render_html(naskah), naskah).isi for _ in range(2))
    assert satu == dua

    teks = _teks(satu, tmp_path)
    for fakta in (
        *("PENETAPAN INDIKATOR KINERJA UTAMA", "TAHUN 2020–2024", "Membantu KPU", "Menyusun program", "Tepat waktu"),
        *("Buku tamu", f"{satker.tempat}, 2 Januari 2024", "Plt. Sekretaris KPU", "Budi"),
    ):
        assert fakta in teks


def _teks(isi, folder):
    berkas = folder / "iku.pdf"
    berkas.write_bytes(isi)
    perintah = [shutil.which("pdftotext") or "pdftotext", "-layout", str(berkas), "-"]
    return subprocess.run(perintah, check=True, capture_output=True, text=True).stdout
