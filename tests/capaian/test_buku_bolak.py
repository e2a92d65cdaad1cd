"""Whatever is stored goes out and comes back the same; and the workbook judges an entry as the grid's form does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capaian.buku.isi import Acuan, unduh
from capaian.buku.tanda import Tanda, baca_tanda, seperti_terbaca
from capaian.enums import KeadaanNilai
from capaian.forms import RealisasiForm
from capaian.isian import IsianSalah, nilai_menurut_bagian, wajib_sesuai_keadaan
from capaian.models import Pengukuran, Realisasi
from capaian.services_buku import baca_buku, periksa_di
from organisasi.models import Satker
from sakip.excel.nilai import GALAT_EXCEL
from tests import pabrik
from tests.capaian.buku_bantu import TW, tempat

ANGKA = st.decimals(0, 10**9, places=6, allow_nan=False, allow_infinity=False)
#: Not "#N/A" and its like: whoever reads a workbook is told of them, also where somebody typed one as prose.
TEKS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=80).filter(
    lambda teks: teks.strip().upper() not in GALAT_EXCEL
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nilai=ANGKA, x=ANGKA, y=ANGKA, teks=st.tuples(TEKS, TEKS, TEKS), proses=st.booleans(), tingkat=st.integers(0, 6))
def test_what_goes_out_comes_back_the_same(
    nilai: Decimal,
    x: Decimal,
    y: Decimal,
    teks: tuple[str, str, str],
    proses: bool,
    tingkat: int,
    satker: Satker,
    pengukuran: list[Pengukuran],
) -> None:
    """Also where the figure does not follow from X and Y: old papers hold such rows."""
    Realisasi.objects.all().delete()
    analisis, hambatan, upaya = teks
    isi: dict[str, Any] = {"analisis": analisis, "hambatan": hambatan, "upaya": upaya, "triwulan": TW}
    keadaan = {"keadaan": KeadaanNilai.PROSES, "nilai": None} if proses else {"nilai": nilai, "x": x, "y": y}
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], **isi, **keadaan)
    predikat = pengukuran[1].indikator.satuan.tingkat
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], **isi, nilai=predikat[tingkat % len(predikat)].skor)
    di = tempat(None, satker)
    hasil = baca_buku(unduh(di), di)
    rencana = periksa_di(hasil, tempat(None, satker))
    assert hasil.sah, hasil.galat
    assert (rencana.banyak, rencana.berselisih, rencana.terkunci) == (0, [], [])
    assert rencana.ringkas_lembar("Isian")["sama"] == 2
    # also without the mark's word for it: every cell is what is stored
    acuan: Acuan
    for baris, acuan in zip(hasil["Isian"], di.milik, strict=True):
        assert {k: baris[k] or "" for k in acuan.sel()} == {k: seperti_terbaca(v) for k, v in acuan.sel().items()}


@given(TEKS)
def test_a_text_as_read_stays_so(teks: str) -> None:
    sekali = seperti_terbaca(teks)
    assert seperti_terbaca(sekali) == sekali


@given(st.tuples(*[st.integers(0, 10**12)] * 6), TEKS, TEKS)
def test_a_mark_is_read_back_and_only_beside_its_row(nomor: Any, kode: str, uraian: str) -> None:
    tanda, baris = Tanda(*nomor, "0123456789"), {"kode": kode, "uraian": uraian}
    tulisan = tanda.tulis(baris)
    assert baca_tanda(tulisan, baris) == tanda
    assert baca_tanda(tulisan, baris | {"kode": kode + "1"}) is None
    assert baca_tanda(tulisan[:-1] + ("0" if tulisan[-1] != "0" else "1"), baris) is None


BAGIAN = st.one_of(st.none(), st.sampled_from([Decimal(n) for n in ("0", "1", "2", "3", "7.5", "1000")]))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nilai=st.one_of(st.none(), st.sampled_from([Decimal(n) for n in ("0", "50", "66.67", "100")])),
    x=BAGIAN,
    y=BAGIAN,
    keadaan=st.sampled_from(KeadaanNilai.values),
)
def test_form_and_workbook_judge_alike(
    nilai: Decimal | None, x: Decimal | None, y: Decimal | None, keadaan: str, pengukuran: list[Pengukuran]
) -> None:
    def teks(n: Decimal | None) -> str:
        return "" if n is None else str(n).replace(".", ",")

    data = QueryDict(mutable=True)
    data.update({"keadaan": keadaan, "nilai": teks(nilai), "x": teks(x), "y": teks(y)})
    form = RealisasiForm(data, pengukuran=pengukuran[0], realisasi=None)
    galat, hasil = _putusan(keadaan, nilai, x, y)
    assert form.is_valid() == (galat is None), form.errors
    if galat is None:
        assert form.isian.nilai == hasil
    else:
        assert galat.pesan in form.errors[galat.bidang]


def _putusan(
    keadaan: str, nilai: Decimal | None, x: Decimal | None, y: Decimal | None
) -> tuple[IsianSalah | None, Decimal | None]:
    try:
        hasil = nilai_menurut_bagian(x, y, nilai)
        wajib_sesuai_keadaan(keadaan, hasil)
    except IsianSalah as galat:
        return galat, None
    return None, hasil
