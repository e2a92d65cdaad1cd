"""Signers as they really are: processes that are killed at the worst moment, and two connections at the same one."""

import os
import signal
import time

import pytest

from dokumen import penyimpanan
from dokumen.models import DokumenBertanda, TandaTangan
from dokumen.tandatangan import services as layanan
from dokumen.tandatangan.verifikasi import periksa_dokumen
from tests.dokumen.conftest import (  # noqa: F401  # fixtures
    basis_data_bersama,
    jalankan,
    lingkungan,
    tanpa_sambungan_sisa,
    tunggu,
)
from tests.tanda import ajukan, ambil, beri_sertifikat, isi, tandai

pytestmark = [pytest.mark.django_db(transaction=True)]
JALAN = ("-m", "tests.perjanjian.proses_tanda")


@pytest.fixture(autouse=True)
def ruang(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "media", tmp_path
    return tmp_path


@pytest.fixture
def diajukan(basis_data_bersama, perjanjian, perencana, kepala_unit, sekretaris):  # noqa: F811
    beri_sertifikat(kepala_unit, sekretaris)
    return ajukan(perjanjian, perencana)


def pdf(ruang):
    return [b for b in (ruang / "media/dokumen/bertanda").rglob("*.pdf") if b.is_file()]


def bunuh(proses):
    proses.send_signal(signal.SIGKILL)
    proses.wait(timeout=10)


def test_killed_between_file_and_commit_leaves_the_paper_unsigned(diajukan, kepala_unit, ruang, jalankan, tunggu):  # noqa: F811
    proses = jalankan(*JALAN, "mati_sebelum_commit", str(diajukan.pk), kepala_unit.username, "tandatangani")
    tunggu(lambda: pdf(ruang), detik=60, apa="berkas bertanda tangan ditulis")
    bunuh(proses)
    diajukan.refresh_from_db()
    assert (diajukan.status, diajukan.dokumen_id) == ("diajukan", None)
    assert (DokumenBertanda.objects.count(), TandaTangan.objects.count(), len(pdf(ruang))) == (0, 0, 1)
    tandai(diajukan, kepala_unit)  # and nothing stands in the way of signing
    assert ambil(diajukan).status == "ditandatangani"


def test_killed_at_the_second_signature_leaves_the_first(diajukan, kepala_unit, sekretaris, ruang, jalankan, tunggu):  # noqa: F811
    satu = tandai(diajukan, kepala_unit)
    proses = jalankan(*JALAN, "mati_sebelum_commit", str(diajukan.pk), sekretaris.username, "setujui")
    tunggu(lambda: len(pdf(ruang)) == 2, detik=60, apa="berkas kedua ditulis")
    bunuh(proses)
    segar = ambil(diajukan)
    assert (segar.status, segar.bertanda.status, segar.bertanda.tanda.count()) == ("ditandatangani", "berjalan", 1)
    assert layanan.isi_berkas(segar.bertanda) == isi(satu)
    tandai(diajukan, sekretaris, tindakan="setujui")
    assert ambil(diajukan).status == "berlaku"


def test_killed_after_the_commit_leaves_a_signed_paper(diajukan, kepala_unit, jalankan):  # noqa: F811
    proses = jalankan(*JALAN, "mati_setelah_commit", str(diajukan.pk), kepala_unit.username, "tandatangani")
    assert proses.stdout.readline().strip().endswith("beres")
    bunuh(proses)
    segar = ambil(diajukan)
    assert segar.status == "ditandatangani"
    assert periksa_dokumen(segar.bertanda).sah


def test_the_sweeper_puts_the_orphan_aside_and_leaves_what_counts(diajukan, kepala_unit, ruang, settings):
    tanda = tandai(diajukan, kepala_unit)
    yatim = penyimpanan.jalan_berkas("dokumen/bertanda/654340/2024/yatim.pdf")
    yatim.write_bytes(b"%PDF-")
    baru = yatim.with_name("baru.pdf")
    baru.write_bytes(b"%PDF-")
    lama = time.time() - 2 * 3600
    for jalan in (yatim, penyimpanan.jalan_berkas(tanda.berkas.name)):
        os.utime(jalan, (lama, lama))
    assert layanan.sapu() == 1
    assert not yatim.exists()
    assert penyimpanan.jalan_berkas("dokumen/bertanda-yatim/yatim.pdf").exists()
    assert baru.exists()
    assert layanan.isi_berkas(ambil(diajukan).bertanda)


@pytest.mark.parametrize("tindakan", ["tandatangani", "setujui"])
def test_two_connections_at_once_give_one_signature_and_an_answer(
    diajukan,
    kepala_unit,
    sekretaris,
    ruang,
    jalankan,  # noqa: F811
    tunggu,  # noqa: F811
    tindakan,
):
    orang = kepala_unit
    if tindakan == "setujui":
        tandai(diajukan, kepala_unit)
        orang = sekretaris
    sebelum = TandaTangan.objects.count()
    aba = ruang / "aba-aba"
    proses = [jalankan(*JALAN, "bersamaan", str(diajukan.pk), orang.username, tindakan, str(aba)) for _ in range(2)]
    tunggu(lambda: len(list(ruang.glob("aba-aba.*"))) == 2, detik=60, apa="keduanya selesai membubuhkan")
    aba.touch()
    kabar = sorted(p.communicate(timeout=30)[0].splitlines()[-1] for p in proses)
    assert kabar[0] == "beres"
    assert kabar[1].startswith("ditolak: ")
    assert "Muat ulang halaman" in kabar[1]
    assert TandaTangan.objects.count() == sebelum + 1
    assert len(pdf(ruang)) == sebelum + 1
    assert periksa_dokumen(ambil(diajukan).bertanda).sah
