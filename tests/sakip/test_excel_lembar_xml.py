"""Our reading of cells against openpyxl's, for every kind of cell that files have."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sakip.excel.lembar_xml import buka_untuk_baca

LEBAR, TINGGI = 8, 30


def _simpan(buku: Workbook) -> bytes:
    aliran = io.BytesIO()
    buku.save(aliran)
    return aliran.getvalue()


def _isi(buku: Any) -> list[Any]:
    lembar = buku.worksheets[0]
    baris = list(lembar.iter_rows(max_row=TINGGI, max_col=LEBAR))
    while baris and all(s.value is None for s in baris[-1]):
        baris.pop()
    return [[(s.value, s.number_format if s.value is not None else "") for s in b] for b in baris]


def banding(berkas: bytes) -> list[Any]:
    """What we read, after it was found to be what openpyxl reads."""
    kami = _isi(buka_untuk_baca(io.BytesIO(berkas)))
    assert kami == _isi(load_workbook(io.BytesIO(berkas), read_only=True, data_only=True))
    return kami


def test_every_kind_of_value_is_what_openpyxl_reads() -> None:
    buku = Workbook()
    ws: Any = buku.active
    ws.append(["teks", 1, 77.5, 1e20, -0.5, True, False, None])
    ws.append([date(2024, 1, 2), datetime(2024, 1, 2, 3, 4, 5), time(3, 4), timedelta(hours=30), "", " a\nb ", "<&>"])
    ws["A9"], ws["C9"] = 0.775, "1.234"
    ws["A9"].number_format = "0.0%"
    ws["B9"] = "=1+1"
    ws["D9"].number_format, ws["D9"] = "000000", 12
    isi = banding(_simpan(buku))
    assert isi[8][0] == (0.775, "0.0%")
    assert isi[8][1] == (None, "")
    assert len(isi) == 9


XML = (
    '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:r><x:t>b</x:t></x:r>'
    '<x:rPh sb="0" eb="1"><x:t>lafal</x:t></x:rPh></x:is></x:c><x:c><x:v>1E3</x:v></x:c></x:row>'
    '<x:row r="3.0"><x:c r="B3" t="str"><x:f>X</x:f><x:v>hasil</x:v></x:c>'
    '<x:c r="D3" t="e"><x:v>#REF!</x:v></x:c></x:row>'
    '<x:row r="2"><x:c r="A2"><x:v>9</x:v></x:c></x:row>'
    '<x:row r="6"><x:c r="C6" t="d"><x:v>2024-01-02</x:v></x:c><x:c r="D6" t="b"><x:v>1</x:v></x:c><x:c/></x:row>'
    "</x:sheetData></x:worksheet>"
)


def test_sparse_and_odd_xml_is_read_as_openpyxl_reads_it() -> None:
    asal = io.BytesIO(_simpan(Workbook()))
    tujuan = io.BytesIO()
    with zipfile.ZipFile(asal) as dari, zipfile.ZipFile(tujuan, "w") as ke:
        for nama in dari.namelist():
            ke.writestr(nama, XML if nama == "xl/worksheets/sheet1.xml" else dari.read(nama))
    isi = banding(tujuan.getvalue())
    assert [s[0] for s in isi[0][:2]] == ["ab", 1000.0]
    assert [s[0] for s in isi[2][:4]] == [None, "hasil", None, "#REF!"]


_NILAI = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=12).filter(
        lambda t: not t.startswith("=")
    ),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2150, 1, 1)),
)


@given(st.lists(st.lists(_NILAI, max_size=LEBAR), max_size=6), st.booleans())
def test_any_sheet_is_what_openpyxl_reads(baris: list[list[Any]], langsung: bool) -> None:
    buku = Workbook(write_only=langsung)
    ws: Any = buku.create_sheet() if langsung else buku.active
    for satu in baris:
        ws.append(satu)
    banding(_simpan(buku))


def test_a_cell_beyond_the_limit_is_left_out() -> None:
    buku = Workbook()
    ws: Any = buku.active
    ws.cell(1, LEBAR + 1, "jauh")
    assert banding(_simpan(buku)) == []


@pytest.mark.parametrize("xml", ["<worksheet><sheetData><row", "bukan xml"])
def test_broken_xml_is_an_error(xml: str) -> None:
    from sakip.excel import Buku, Kolom, Lembar, baca
    from sakip.excel.pemeriksaan import RUSAK

    asal, tujuan = io.BytesIO(_simpan(Workbook())), io.BytesIO()
    with zipfile.ZipFile(asal) as dari, zipfile.ZipFile(tujuan, "w") as ke:
        for nama in dari.namelist():
            ke.writestr(nama, xml if nama == "xl/worksheets/sheet1.xml" else dari.read(nama))
    hasil = baca(tujuan.getvalue(), Buku("x", [Lembar("Sheet", [Kolom("a", "A")])]))
    assert (hasil.terbaca, [g.pesan for g in hasil.galat]) == (False, [RUSAK])
