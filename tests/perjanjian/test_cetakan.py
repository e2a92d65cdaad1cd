"""The perjanjian kinerja of a year as files: which, their names and order, and how they break into pages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from dokumen.jenis import GalatDokumen, Naskah
from perjanjian import services
from perjanjian.cetakan import ambil_semua, lembar_perjanjian, nama_berkas, naskah_perjanjian
from perjanjian.enums import JenisPerjanjian, StatusPerjanjian
from perjanjian.models import PerjanjianKinerja
from tests import pabrik
from tests.kertas import cetak, halaman, padat
from tests.tanda import ajukan, ambil, beri_sertifikat, isi, tandai


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def nama_lembar(satker):
    return [lembar.nama for lembar in lembar_perjanjian(satker, 2024)]


# --- Which files, and their names ------------------------------------------------------------------------------------


def test_a_file_is_named_by_kind_and_position_without_the_name_of_the_satker(perjanjian, jabatan_kabag):
    jabatan_kabag.jabatan.nama = "Kepala Bagian Keuangan, Umum dan Logistik Komisi Pemilihan Umum Provinsi Bengkulu"
    jabatan_kabag.jabatan.save()
    assert nama_lembar(perjanjian.satker) == ["perjanjian-awal-kepala-bagian-keuangan-umum-dan-logistik"]


def test_a_second_perubahan_gets_a_number_and_the_first_keeps_its_name(berlaku, perencana):
    baru = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Pagu")
    PerjanjianKinerja.objects.filter(pk=berlaku.pk).update(status=StatusPerjanjian.DIGANTIKAN)
    PerjanjianKinerja.objects.filter(pk=baru.pk).update(status=StatusPerjanjian.BERLAKU, tanggal="2024-06-03")
    kini = PerjanjianKinerja.objects.get(pk=baru.pk)
    services.buat_perubahan(perjanjian=kini, oleh=perencana, dasar="strategi", alasan="Lagi")
    assert nama_lembar(berlaku.satker) == [
        "perjanjian-awal-kepala-bagian",
        "perjanjian-perubahan-kepala-bagian",
        "perjanjian-perubahan-2-kepala-bagian",
    ]


def test_positions_of_the_same_name_have_files_of_their_own(perjanjian, sekretariat):
    kembar = pabrik.PerjanjianFactory(unit=sekretariat)
    kembar.pihak_pertama.jabatan.nama = perjanjian.pihak_pertama.jabatan.nama
    kembar.pihak_pertama.jabatan.save()
    nama = nama_lembar(perjanjian.satker)
    assert sorted(nama) == ["perjanjian-awal-kepala-bagian", "perjanjian-awal-kepala-bagian-2"]


def test_one_word_that_the_satker_also_ends_with_stays_in_the_name(perjanjian):
    perjanjian.satker.nama = "Biro Kepala Bagian"
    perjanjian.pihak_pertama.jabatan.nama = "Wakil Bagian"
    perjanjian.pihak_pertama.jabatan.save()
    assert set(nama_berkas(perjanjian.satker, [perjanjian]).values()) == {"perjanjian-awal-wakil-bagian"}


def test_superiors_come_first_and_what_replaces_comes_after_all_first_papers(perjanjian, jabatan_sekretaris):
    sekretaris = pabrik.PerjanjianFactory(
        unit=jabatan_sekretaris.jabatan.unit,
        pihak_pertama=jabatan_sekretaris,
        jenis=JenisPerjanjian.PERUBAHAN,
        alasan_perubahan="Pagu",
    )
    assert ambil_semua(perjanjian.satker, 2024) == [perjanjian, sekretaris]


def test_a_year_without_papers_says_so(satker):
    for susun in (naskah_perjanjian, lembar_perjanjian):
        with pytest.raises(GalatDokumen, match="belum mempunyai perjanjian kinerja tahun 2024"):
            susun(satker, 2024)


# --- Drafts and signed files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(StatusPerjanjian))
def test_what_is_not_in_force_is_marked_as_a_draft(perjanjian, status):
    PerjanjianKinerja.objects.filter(pk=perjanjian.pk).update(status=status, tanggal="2024-01-02")
    (lembar,) = lembar_perjanjian(perjanjian.satker, 2024)
    rancangan = status not in {StatusPerjanjian.BERLAKU, StatusPerjanjian.DIGANTIKAN}
    assert ["rancangan" in teks for teks in halaman(cetak(lembar.isi))] == [rancangan] * 2


def test_the_mark_of_a_draft_ends_with_it(perjanjian, jabatan_sekretaris):
    pabrik.PerjanjianFactory(
        unit=jabatan_sekretaris.jabatan.unit,
        pihak_pertama=jabatan_sekretaris,
        jenis=JenisPerjanjian.PERUBAHAN,
        alasan_perubahan="Pagu",
        berlaku=True,
    )
    teks = halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024)))
    assert ["rancangan" in t for t in teks] == [True, True, False, False]


def test_a_signed_paper_is_its_signed_file_byte_for_byte(perjanjian, perencana, kepala_unit, sekretaris):
    beri_sertifikat(kepala_unit, sekretaris)
    ajukan(perjanjian, perencana)
    tandai(perjanjian, kepala_unit)
    (lembar,) = lembar_perjanjian(perjanjian.satker, 2024)
    assert isinstance(lembar.isi, Naskah), "half signed, so it is still a draft"
    tanda = tandai(perjanjian, sekretaris, tindakan="setujui")
    (lembar,) = lembar_perjanjian(perjanjian.satker, 2024)
    assert lembar.isi == isi(tanda)


def test_the_copy_of_a_signed_paper_says_how_it_was_signed(perjanjian, perencana, kepala_unit, sekretaris):
    beri_sertifikat(kepala_unit, sekretaris)
    ajukan(perjanjian, perencana)
    assert "secaraelektronik" not in "".join(halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024))))
    tandai(perjanjian, kepala_unit)
    tandai(perjanjian, sekretaris, tindakan="setujui")
    surat, lampiran = halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024)))
    assert surat.count("ditandatanganisecaraelektronik") == lampiran.count("ditandatanganisecaraelektronik") == 2


def test_a_lost_signed_file_is_not_replaced_by_a_print(perjanjian, perencana, kepala_unit, sekretaris):
    beri_sertifikat(kepala_unit, sekretaris)
    ajukan(perjanjian, perencana)
    tandai(perjanjian, kepala_unit)
    tandai(perjanjian, sekretaris, tindakan="setujui").berkas.delete(save=False)
    with pytest.raises(GalatDokumen, match="hilang atau berubah"):
        lembar_perjanjian(perjanjian.satker, 2024)


def test_the_command_writes_a_signed_file_and_a_draft_side_by_side(
    perjanjian, perencana, kepala_unit, sekretaris, jabatan_sekretaris, tmp_path, capsys
):
    pabrik.PerjanjianFactory(unit=jabatan_sekretaris.jabatan.unit, pihak_pertama=jabatan_sekretaris)
    beri_sertifikat(kepala_unit, sekretaris)
    ajukan(perjanjian, perencana)
    tandai(perjanjian, kepala_unit)
    tanda = tandai(perjanjian, sekretaris, tindakan="setujui")
    folder = tmp_path / "pk"
    call_command("cetak", "perjanjian", satker="654340", tahun=2024, keluaran=folder)
    berkas = {b.name: b.read_bytes() for b in folder.iterdir()}
    assert set(berkas) == {"perjanjian-awal-sekretaris.pdf", "perjanjian-awal-kepala-bagian.pdf"}
    assert berkas["perjanjian-awal-kepala-bagian.pdf"] == isi(tanda)
    keluar = capsys.readouterr().out
    assert "perjanjian-awal-kepala-bagian.pdf: 2 halaman, berkas bertanda tangan, SHA-256" in keluar
    assert "Jumlah : 2 berkas, 4 halaman" in keluar


def test_a_folder_below_one_that_is_not_there_is_refused(perjanjian, tmp_path):
    with pytest.raises(CommandError, match="foldernya tidak ada"):
        call_command("cetak", "perjanjian", satker="654340", tahun=2024, keluaran=tmp_path / "tidak" / "ada")
    assert list(tmp_path.glob("tidak*")) == []


# --- Long papers -----------------------------------------------------------------------------------------------------

PANJANG = "yang menyelesaikan tahapan tepat waktu, tepat jumlah, tepat mutu dan tepat jenis menurut ketentuan " * 2


def isi_panjang(perjanjian, banyak, anggaran):
    """Sasaran of one, two, … seven indikator with long texts, each text another one; and budget rows."""
    perjanjian.sasaran.all().delete()
    perjanjian.anggaran.all().delete()
    satuan = pabrik.SatuanFactory()
    ke, sasaran = 0, 0
    while ke < banyak:
        sasaran += 1
        baris = pabrik.SasaranPerjanjianFactory(perjanjian=perjanjian, urut=sasaran, uraian=f"Sasaran {sasaran:02}")
        for urut in range(min(sasaran % 7 + 1, banyak - ke)):
            ke += 1
            uraian = f"Awal{ke:02} {PANJANG}akhir{ke:02}"
            pabrik.IndikatorPerjanjianFactory(sasaran=baris, urut=urut + 1, uraian=uraian, satuan=satuan)
    for urut in range(anggaran):
        pabrik.AnggaranPerjanjianFactory(perjanjian=perjanjian, urut=urut + 1, uraian=f"Awalpos {PANJANG}", kode="1.A")


@pytest.mark.parametrize(("banyak", "anggaran"), [(60, 0), (59, 3), (60, 12), *((n, 0) for n in range(52, 58))])
def test_a_long_annex_repeats_its_head_and_cuts_no_row(perjanjian, banyak, anggaran):
    isi_panjang(perjanjian, banyak, anggaran)
    _surat, *lampiran = halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024)))
    bertabel = [t for t in lampiran if "awal0" in t or "awal" in t.replace("awalpos", "")]
    assert len(bertabel) > 5
    assert all("nosasarankegiatanindikatorkinerjatarget1234" in t for t in bertabel)
    for ke in range(1, banyak + 1):
        utuh = padat(f"Awal{ke:02} {PANJANG}akhir{ke:02}")
        assert sum(utuh in t for t in lampiran) == 1, f"row {ke} is not whole on one page"


@pytest.mark.parametrize(("banyak", "anggaran"), [(60, 0), (59, 3), (60, 12), *((n, 0) for n in range(52, 58))])
def test_signatures_stand_below_at_least_one_row(perjanjian, banyak, anggaran):
    isi_panjang(perjanjian, banyak, anggaran)
    terakhir = halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024)))[-1]
    assert "pihakkedua," in terakhir
    assert "awal" in terakhir


def test_a_row_longer_than_a_page_is_printed_to_its_end(perjanjian):
    baris = perjanjian.sasaran.get().indikator.first()
    baris.uraian = "Awal " + "kata " * 1500 + "akhirnya"
    baris.save()
    semua = "".join(halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024))))
    assert semua.count("kata") >= 1500
    assert "akhirnya" in semua


def test_the_title_of_a_new_perubahan_says_so_on_letter_and_annex(berlaku, perencana):
    PerjanjianKinerja.objects.filter(pk=berlaku.pk).update(
        judul="PERJANJIAN KINERJA TAHUN 2024 BAGIAN KEUANGAN KOMISI PEMILIHAN UMUM PROVINSI BENGKULU"
    )
    berlaku.refresh_from_db()
    baru = services.buat_perubahan(perjanjian=berlaku, oleh=perencana, dasar="strategi", alasan="Pagu")
    teks = halaman(cetak(naskah_perjanjian(berlaku.satker, 2024)))
    assert [padat("PERJANJIAN KINERJA PERUBAHAN TAHUN 2024") in t for t in teks] == [False, False, True, True]
    assert services.judul_perubahan(ambil(baru).judul) == baru.judul, "not said twice"


def test_an_amount_that_is_missing_is_a_dash_without_currency(perjanjian):
    pabrik.AnggaranPerjanjianFactory(perjanjian=perjanjian, urut=2, uraian="Tanpa nilai", nilai=None)
    pabrik.AnggaranPerjanjianFactory(perjanjian=perjanjian, urut=3, uraian="Nol", nilai=Decimal(0))
    lampiran = halaman(cetak(naskah_perjanjian(perjanjian.satker, 2024)))[1]
    assert "1.dukunganmanajemen(076.01.wa)rp.9.203.578.0002.tanpanilai–3.nolrp.0" in lampiran
