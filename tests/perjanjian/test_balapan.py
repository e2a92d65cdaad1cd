"""Two people at the same moment, each a process with a connection of its own, on whatever database the tests run."""

from __future__ import annotations

import pytest

from dokumen.models import TandaTangan
from dokumen.tandatangan.verifikasi import periksa_dokumen
from perjanjian import services
from perjanjian.models import IndikatorPerjanjian, PerjanjianKinerja
from perjanjian.suntingan import simpan_baris
from tests import pabrik
from tests.dokumen.conftest import (  # noqa: F401  # fixtures
    basis_data_bersama,
    jalankan,
    lingkungan,
    tanpa_sambungan_sisa,
    tunggu,
)
from tests.perjanjian.proses_tanda import SUNTINGAN, isian_sunting
from tests.tanda import ajukan, ambil, beri_sertifikat, tandai

pytestmark = [pytest.mark.django_db(transaction=True)]
JALAN = ("-m", "tests.perjanjian.proses_tanda")
TANDA = {"tandatangani", "setujui"}


@pytest.fixture(autouse=True)
def ruang(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "media", tmp_path
    return tmp_path


@pytest.fixture
def draf(basis_data_bersama, perjanjian, perencana, kepala_unit, sekretaris):  # noqa: F811
    beri_sertifikat(kepala_unit, sekretaris)
    return perjanjian


@pytest.fixture
def mulai(ruang, jalankan, tunggu):  # noqa: F811
    """Starts acts that wait for one word; what `mulai(…)` gives says the word and returns what each was told."""

    def mulai(*pelaku):
        aba = ruang / "aba-aba"
        proses = [
            jalankan(*JALAN, "bersamaan" if t in TANDA else "serentak", str(p.pk), orang.username, t, str(aba))
            for p, orang, t in pelaku
        ]
        tunggu(lambda: len(list(ruang.glob("aba-aba.*"))) == len(proses), detik=90, apa="semua siap")

        def lepas():
            aba.touch()
            return [p.communicate(timeout=60)[0].splitlines()[-1] for p in proses]

        return lepas

    return mulai


def satu_menang(kabar):
    """Exactly one got through; the others have words for it, not an error."""
    assert kabar.count("beres") == 1, kabar
    assert all(k == "beres" or k.startswith("ditolak: ") for k in kabar), kabar


def test_signing_while_it_is_returned_gives_one_of_both(draf, perencana, kepala_unit, sekretaris, mulai):
    p = ajukan(draf, perencana)
    satu_menang(mulai((p, kepala_unit, "tandatangani"), (p, sekretaris, "kembalikan"))())
    kini = ambil(p)
    if kini.status == "ditandatangani":
        assert periksa_dokumen(kini.bertanda).sah
    assert (kini.status, TandaTangan.objects.count()) in {("ditandatangani", 1), ("dikembalikan", 0)}


def test_approving_while_it_is_returned_gives_one_of_both(draf, perencana, kepala_unit, sekretaris, mulai):
    p = ajukan(draf, perencana)
    tandai(p, kepala_unit)
    satu_menang(mulai((p, sekretaris, "setujui"), (p, sekretaris, "kembalikan"))())
    kini = ambil(p)
    assert (kini.status, TandaTangan.objects.count()) in {("berlaku", 2), ("dikembalikan", 1)}
    assert (kini.bertanda is None) is (kini.status == "dikembalikan"), "a returned paper keeps no file that counts"


def test_a_paper_that_came_back_was_edited_and_submitted_again_is_not_signed_unread(
    draf, perencana, kepala_unit, sekretaris, mulai, ruang
):
    p = ajukan(draf, perencana)
    lepas = mulai((p, kepala_unit, "tandatangani"))
    p.kembalikan(oleh=sekretaris, catatan="Perbaiki.")
    simpan_baris(perjanjian=p, sasaran=isian_sunting(p), anggaran=[])
    ajukan(p, perencana)
    (kabar,) = lepas()
    assert kabar.startswith("ditolak: ")
    assert "berubah" in kabar
    assert (ambil(p).status, ambil(p).dokumen, TandaTangan.objects.count()) == ("diajukan", None, 0)
    assert not [b for b in (ruang / "media/dokumen/bertanda").rglob("*.pdf") if b.is_file()]


@pytest.mark.parametrize("bidang", ["kolom_sasaran", "kolom_anggaran", "tanggal_lampiran", "judul"])
def test_the_fingerprint_of_what_was_read_covers_everything_that_is_printed(draf, bidang):
    lama = ambil(draf).sidik_isi()
    nilai = "2024-03-01" if bidang == "tanggal_lampiran" else "LAIN"
    PerjanjianKinerja.objects.filter(pk=draf.pk).update(**{bidang: nilai})
    assert ambil(draf).sidik_isi() != lama


def test_two_submissions_at_once_are_one(draf, perencana, kepala_unit, mulai):
    satu_menang(mulai((draf, perencana, "ajukan"), (draf, kepala_unit, "ajukan"))())
    assert ambil(draf).status == "diajukan"
    assert draf.riwayat.filter(tindakan="ajukan").count() == 1


def test_an_edit_at_the_moment_of_submission_is_in_the_paper_or_refused(draf, perencana, kepala_unit, mulai):
    kirim, sunting = mulai((draf, perencana, "ajukan"), (draf, kepala_unit, "sunting"))()
    assert kirim == "beres"
    assert ambil(draf).status == "diajukan"
    tersimpan = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=draf, uraian=SUNTINGAN).exists()
    assert tersimpan is (sunting == "beres")
    assert tersimpan or "tidak dapat diubah lagi" in sunting


def test_two_papers_of_one_office_approved_at_once_put_one_in_force(
    draf, perencana, kepala_unit, sekretaris, mulai, jabatan_kabag, jabatan_sekretaris
):
    kembar = pabrik.PerjanjianFactory(unit=draf.unit, pihak_pertama=jabatan_kabag, pihak_kedua=jabatan_sekretaris)
    pabrik.IndikatorPerjanjianFactory(sasaran__perjanjian=kembar)
    for p in (draf, kembar):
        services.ajukan(perjanjian=p, oleh=perencana)
        tandai(p, kepala_unit)
    satu_menang(mulai((draf, sekretaris, "setujui"), (kembar, sekretaris, "setujui"))())
    assert sorted([ambil(draf).status, ambil(kembar).status]) == ["berlaku", "ditandatangani"]
    assert TandaTangan.objects.count() == 3
