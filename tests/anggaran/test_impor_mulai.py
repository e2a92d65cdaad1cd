"""Typing a new cut-off that begins with the figures of an earlier one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from anggaran.models import PosisiRealisasi
from organisasi.models import Pengguna, Satker
from tests import pabrik
from tests.anggaran.impor_bantu import tanam_dipa

pytestmark = pytest.mark.django_db


@pytest.fixture
def lama(satker: Satker) -> PosisiRealisasi:
    tanam_dipa(satker)
    posisi: PosisiRealisasi = pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=datetime.date(2024, 6, 30))
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3360", nilai=1_500)
    return posisi


@pytest.fixture
def baru(satker: Satker, lama: PosisiRealisasi) -> PosisiRealisasi:
    posisi: PosisiRealisasi = pabrik.PosisiRealisasiFactory(
        satker=satker, utama=False, per_tanggal=datetime.date(2024, 7, 31)
    )
    return posisi


def kirim(klien: Any, url: str) -> None:
    """Save the page as it came."""
    form = klien.get(url).context["form"]
    klien.post(url, {nama: f.initial or "" for nama, f in form.fields.items()})


def test_figures_of_an_earlier_cut_off_are_typed_in_and_stored_when_saved(
    masuk: Any, perencana: Pengguna, alamat: Any, lama: PosisiRealisasi, baru: PosisiRealisasi
) -> None:
    klien, url = masuk(perencana), alamat(f"posisi/{baru.pk}/realisasi/")
    assert lama.nama in klien.get(url).content.decode()
    assert "1.500" in klien.get(f"{url}?dari={lama.pk}").content.decode()
    assert not baru.realisasi.exists()
    kirim(klien, f"{url}?dari={lama.pk}")
    assert [(r.kode, r.nilai) for r in baru.realisasi.all()] == [("3360", 1_500)]


def test_a_cut_off_with_figures_is_not_filled_over(
    masuk: Any, perencana: Pengguna, alamat: Any, lama: PosisiRealisasi, baru: PosisiRealisasi
) -> None:
    pabrik.RealisasiAnggaranFactory(posisi=baru, kode="3355.EBA.962", nilai=7)
    jawab = masuk(perencana).get(alamat(f"posisi/{baru.pk}/realisasi/?dari={lama.pk}"))
    assert "1.500" not in jawab.content.decode()
    assert jawab.context["posisi_lain"] == []


@pytest.mark.parametrize("dari", ["999999", "x", "9" * 30])
def test_a_cut_off_that_is_not_there_is_not_found(
    masuk: Any, perencana: Pengguna, alamat: Any, baru: PosisiRealisasi, dari: str
) -> None:
    assert masuk(perencana).get(alamat(f"posisi/{baru.pk}/realisasi/?dari={dari}")).status_code == 404
