"""Two people apply the same file at the same moment, each a process with a connection of its own."""

from __future__ import annotations

from typing import Any

import pytest

from anggaran.models import PosisiRealisasi, RealisasiAnggaran
from tests.anggaran.impor_bantu import sakti, tanam_dipa
from tests.dokumen.conftest import (  # noqa: F401  # fixtures
    basis_data_bersama,
    jalankan,
    lingkungan,
    tanpa_sambungan_sisa,
    tunggu,
)

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ruang(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT, settings.VAR = tmp_path / "media", tmp_path
    return tmp_path


def test_of_two_imports_at_once_one_writes_and_the_other_is_told(
    basis_data_bersama: Any,  # noqa: F811
    jalankan: Any,  # noqa: F811
    tunggu: Any,  # noqa: F811
    ruang: Any,
    satker: Any,
) -> None:
    tanam_dipa(satker)
    berkas, aba = ruang / "sakti.xlsx", ruang / "aba-aba"
    berkas.write_bytes(sakti(("3360", 1_000), ("3355.EBA.962", 5)))
    argumen = ("-m", "tests.anggaran.proses_impor", satker.kode, str(berkas), str(aba))
    proses = [jalankan(*argumen) for _ in range(2)]
    tunggu(lambda: len(list(ruang.glob("aba-aba.*"))) == len(proses), detik=120, apa="semua siap")
    aba.touch()
    kabar = sorted(p.communicate(timeout=60)[0].splitlines()[-1] for p in proses)
    assert kabar == ["beres", "ditolak: RencanaBerubah"]
    assert PosisiRealisasi.objects.count() == 1
    assert {r.kode: int(r.nilai) for r in RealisasiAnggaran.objects.all()} == {"3360": 1_000, "3355.EBA.962": 5}
