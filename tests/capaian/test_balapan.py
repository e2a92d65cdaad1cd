"""Two people at the same moment, each a process with a connection of its own, on whatever database the tests run."""

from __future__ import annotations

import pytest

from capaian.models import PengingatTerkirim, Realisasi
from organisasi.enums import JenisTenggat
from organisasi.models import Pengguna
from tests import pabrik
from tests.dokumen.conftest import (  # noqa: F401  # fixtures
    basis_data_bersama,
    jalankan,
    lingkungan,
    tanpa_sambungan_sisa,
    tunggu,
)

pytestmark = [pytest.mark.django_db(transaction=True)]
JALAN = ("-m", "tests.capaian.proses_capaian")


@pytest.fixture
def ruang(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "media", tmp_path
    return tmp_path


@pytest.fixture
def diajukan(basis_data_bersama, realisasi, sekretaris, pimpinan):  # noqa: F811
    Realisasi.objects.filter(pk=realisasi.pk).update(status="diajukan")
    return realisasi


@pytest.fixture
def mulai(ruang, jalankan, tunggu):  # noqa: F811
    """Starts acts that wait for one word; what `mulai(…)` gives says the word and returns what each was told."""

    def mulai(*pelaku):
        aba = ruang / "aba-aba"
        proses = [jalankan(*JALAN, *argumen, str(aba)) for argumen in pelaku]
        tunggu(lambda: len(list(ruang.glob("aba-aba.*"))) == len(proses), detik=90, apa="semua siap")

        def lepas():
            aba.touch()
            return [p.communicate(timeout=60)[0].splitlines()[-1] for p in proses]

        return lepas

    return mulai


def tindak(realisasi, orang, tindakan):
    return ("tindak", str(realisasi.pk), orang.username, tindakan)


def kini(realisasi):
    return Realisasi.objects.get(pk=realisasi.pk)


def test_verifying_while_it_is_edited_is_refused_or_first(diajukan, sekretaris, perencana, mulai):
    """The editing bypasses the lock of the status on purpose: only the version stands between both."""
    periksa, sunting = mulai(tindak(diajukan, sekretaris, "verifikasi"), tindak(diajukan, perencana, "sunting"))()
    assert sunting == "beres"
    if periksa == "beres":
        assert kini(diajukan).status == "diverifikasi"
    else:
        assert "diubah sejak Anda melihatnya" in periksa
        assert kini(diajukan).status == "diajukan"


def test_what_was_edited_before_the_word_is_not_verified_unread(diajukan, sekretaris, perencana, mulai):
    lepas = mulai(tindak(diajukan, sekretaris, "verifikasi"))
    diajukan.simpan_versi(1, nilai=70, disunting_oleh=perencana)
    (kabar,) = lepas()
    assert kabar.startswith("ditolak: Realisasi ini diubah sejak Anda melihatnya oleh perencana: Realisasi 76")
    assert kini(diajukan).status == "diajukan"


def test_verifying_while_it_is_returned_gives_one_of_both(diajukan, sekretaris, pimpinan, mulai):
    kabar = mulai(tindak(diajukan, sekretaris, "verifikasi"), tindak(diajukan, pimpinan, "kembalikan"))()
    if kabar.count("beres") == 2:  # returning what was verified meanwhile is an act of its own, on what was read then
        pytest.fail(f"both went through: {kabar}")
    assert kabar.count("beres") == 1
    assert kini(diajukan).status in {"diverifikasi", "dikembalikan"}
    assert diajukan.riwayat.count() == 1


def test_two_beats_at_once_send_each_letter_once(basis_data_bersama, pengukuran, perencana, sekretaris, mulai, ruang):  # noqa: F811
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_1, bulan=4, hari=15, tahun_geser=0)
    for orang in (perencana, sekretaris):
        Pengguna.objects.filter(pk=orang.pk).update(email=f"{orang.username}@contoh.test")
    for n in range(20):
        pabrik.PenggunaFactory(satker=perencana.satker, email=f"perencana{n}@contoh.test")
    kabar = mulai(("ingatkan",), ("ingatkan",))()
    assert sum(map(int, kabar)) == 22, kabar
    assert PengingatTerkirim.objects.filter(diserahkan_pada__isnull=False).count() == 22
    surat = [baris for b in (ruang / "surat").iterdir() for baris in b.read_text().splitlines()]
    kepada = [baris for baris in surat if baris.startswith("To: ")]
    assert len(kepada) == len(set(kepada)) == 22
