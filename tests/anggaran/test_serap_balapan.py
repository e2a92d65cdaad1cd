"""Two people plan one month at the same moment, each a process with a connection of its own."""

from __future__ import annotations

import pytest

from anggaran.services_rencana import rencana_tersimpan
from tests.dokumen.conftest import basis_data_bersama, jalankan, lingkungan, tanpa_sambungan_sisa, tunggu  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ruang(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "media", tmp_path
    return tmp_path


def test_of_two_at_once_one_is_told_what_the_other_wrote(basis_data_bersama, satker, jalankan, tunggu, ruang):  # noqa: F811
    aba = ruang / "aba-aba"
    proses = [jalankan("-m", "tests.anggaran.proses_rencana", str(satker.pk), n, str(aba)) for n in ("10", "20")]
    tunggu(lambda: len(list(ruang.glob("aba-aba.*"))) == 2, detik=90, apa="keduanya siap")
    aba.touch()
    kabar = sorted(p.communicate(timeout=60)[0].splitlines()[-1] for p in proses)
    (isian,) = rencana_tersimpan(satker, 2024).values()

    assert kabar == [f"konflik {isian.nilai:.0f}", "tertulis"]
