"""Hostile and clumsy DIPA workbooks."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from anggaran import services_buku
from anggaran.buku.isi import unduh
from anggaran.services_susun import geser_pos
from tests.anggaran.test_susun_buku import KEPALA, apbn, berkas, muat, periksa  # noqa: F401  # fixture

pytestmark = pytest.mark.django_db
ATAS = [
    ("076.01.WA", "Program", None),
    ("3355", "Kegiatan", None),
    ("3355.EBA", "KRO", None),
    ("3355.EBA.994", "RO", None),
]


def test_account_rows_that_add_up_to_more_than_can_be_kept_are_a_finding(satker: Any) -> None:
    akun = [(f"5211{n:02d}", "Belanja", 999_999_999_999_999) for n in range(30)]
    hasil, _ = periksa(berkas([KEPALA, *ATAS, ("3355.EBA.994.051", "Komponen", None), *akun]), satker)
    assert [g.sel for g in hasil.galat] == ["C6"]


def test_ten_thousand_nodes_fit_and_one_more_does_not(satker: Any) -> None:
    banyak = [(f"3355.EBA.994.{n // 900:03d}", "K", None) for n in range(0, 9_900, 900)]
    sub = [(f"3355.EBA.994.{n // 900:03d}.{_sub(n % 900)}", "S", 1) for n in range(9_900)]
    semua = [*ATAS, *banyak, *sub]
    awal, rencana = periksa(berkas([KEPALA, *semua]), satker)
    rencana_awal = rencana.ringkas(awal)
    dipa = muat(berkas([KEPALA, *semua]), satker)
    assert dipa.pos.count() == len(semua)
    assert dipa.pos.order_by("-urut").first().urut <= 15_999
    hasil, rencana = periksa(berkas([KEPALA, *semua]), satker)
    assert hasil.sah
    assert not rencana.banyak
    satu = dipa.pos.order_by("urut")[5]
    assert geser_pos(dipa=dipa, pos=satu, langkah=1) >= 1
    assert len(json.dumps(rencana_awal)) < 100_000
    tempat = services_buku.tempat_untuk(satker, 2026)
    lebih = [(f"3355.EBA.994.0{n // 900 + 50:02d}.{_sub(n % 900)}", "S", 1) for n in range(100)]
    hasil = services_buku.baca_buku(berkas([KEPALA, ("3355.EBA.994.050", "K", None), *lebih]), tempat)
    services_buku.periksa_di(hasil, tempat)
    assert any("Lebih dari 10.000 pos" in str(g) for g in hasil.galat)


def _sub(n: int) -> str:
    return f"{n // 26}{chr(65 + n % 26)}" if n < 260 else f"{chr(65 + (n - 260) // 26)}{chr(65 + n % 26)}"


def test_texts_that_look_like_formulas_come_back_as_they_went(satker: Any) -> None:
    aneh = ["=HYPERLINK(1)", "@SUM(A1)", "+1", "-1", "\tx"]
    baris = [("076.01.WA", aneh[0], None), *((f"{3355 + n}", teks, 1) for n, teks in enumerate(aneh))]

    def sebagai_teks(isi: list[tuple[Any, ...]]) -> bytes:
        wb = Workbook()
        for satu in isi:
            wb.active.append(list(satu))
        for baris_sel in wb.active.iter_rows():
            for sel in baris_sel:
                if isinstance(sel.value, str):
                    sel.data_type = "s"
        aliran = io.BytesIO()
        wb.save(aliran)
        return aliran.getvalue()

    dipa = muat(sebagai_teks([KEPALA, *baris]), satker)
    hasil, rencana = periksa(unduh(satker, 2026, dipa), satker)
    assert hasil.sah
    assert not rencana.banyak
    assert dipa.pos.get(kode="3356").uraian == "@SUM(A1)"
    assert dipa.pos.get(kode="3356").pagu == Decimal(1)
