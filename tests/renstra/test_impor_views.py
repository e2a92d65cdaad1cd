"""The workbook of a Renstra: who may download it."""

from __future__ import annotations

from typing import Any

import pytest

from jejak.enums import Tindakan
from jejak.models import Jejak
from renstra.models import Indikator, Renstra
from renstra.services_impor import buku_untuk, tempat_untuk
from sakip.excel import baca

pytestmark = pytest.mark.django_db


def test_a_fixed_renstra_is_downloaded_and_leaves_a_trail(
    renstra: Renstra, pembaca: Any, masuk: Any, alamat: Any
) -> None:
    jawaban = masuk(pembaca).get(alamat(f"{renstra.pk}/excel/"))
    assert jawaban.status_code == 200
    assert "Renstra-654340-2020-2024-" in jawaban["Content-Disposition"]
    assert Jejak.objects.get(tindakan=Tindakan.EKSPOR).objek == str(renstra.pk)


def test_a_download_holds_the_indikator(
    draf: Renstra, indikator: Indikator, perencana: Any, masuk: Any, alamat: Any
) -> None:
    jawaban = masuk(perencana).get(alamat(f"{draf.pk}/excel/"))
    hasil = baca(jawaban.content, buku_untuk(tempat_untuk(draf.satker, draf, 2024)))
    assert [(b["kode"], b["uraian"], b["t2024"]) for b in hasil["Indikator"]] == [("3.1", "Layanan tepat waktu", "90")]


def test_the_page_leads_to_the_download(renstra: Renstra, pembaca: Any, masuk: Any, alamat: Any) -> None:
    assert f'{alamat(f"{renstra.pk}/excel/")}"' in masuk(pembaca).get(alamat()).content.decode()
