"""Hostile and mistaken files are refused before openpyxl sees them, with what to do instead."""

import io
import random
import struct
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from sakip.excel import Batas, GalatSel, baca, tulis_galat
from sakip.excel.pemeriksaan import BerkasDitolak, periksa_berkas, sebagai_berkas
from tests.sakip.buku_excel import BUKU, ganti_entri, pejabat

LEMBAR = "xl/worksheets/sheet1.xml"
UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RUJUKAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f"xmlns='{UTAMA}'"
ENTITAS = "".join(f"<!ENTITY {b} '{('&' + a + ';') * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
TAWA = f"<?xml version='1.0'?><!DOCTYPE t [<!ENTITY a 'ha'>{ENTITAS}]><sst {NS}><si><t>&j;</t></si></sst>"


def baik():
    return pejabat({"nama": "Siti"})


def lembar_xml(isi):
    return f"<worksheet {NS}><sheetData>{isi}</sheetData></worksheet>".encode()


def pesan(sumber, batas=None):
    """What is said; the reader says the same and raises nothing."""
    with pytest.raises(BerkasDitolak) as galat:
        periksa_berkas(sebagai_berkas(sumber), batas or Batas())
    hasil = baca(sumber, BUKU, batas)
    assert [str(g) for g in hasil.galat] == [str(galat.value)]
    assert not hasil.terbaca
    assert not hasil["Pejabat"]
    return str(galat.value)


def test_openpyxl_uses_defusedxml():
    assert openpyxl.DEFUSEDXML


def test_good_file_passes_and_is_rewound():
    berkas = io.BytesIO(baik())
    hasil = periksa_berkas(berkas, Batas())
    assert berkas.tell() == 0
    assert list(hasil.lembar) == ["Pejabat"]
    assert 20 < hasil.unsur < 500


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "Berkas kosong."),
        (b"NIP;Nama\n1;Siti\n", "bukan berkas Excel (.xlsx)"),  # .csv renamed
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ".xls lama atau terkunci kata sandi"),
        (b"%PDF-1.7", "bukan berkas Excel"),
        (b"PK\x05\x06" + bytes(18), "bukan berkas Excel"),  # an empty zip
        (b"PK\x03\x04" + bytes(100), "Berkas rusak"),
    ],
)
def test_other_kinds_of_files_are_named(isi, kata):
    assert kata in pesan(isi)


def test_half_a_file_is_broken():
    assert "Berkas rusak" in pesan(baik()[:-200])


def test_damaged_content_is_broken():
    isi = bytearray(baik())
    awal = isi.index(LEMBAR.encode()) + len(LEMBAR) + 20
    isi[awal : awal + 40] = bytes(40)
    assert "Berkas rusak" in pesan(bytes(isi))


def zip_dengan(*nama, isi=b"x"):
    aliran = io.BytesIO()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for satu in nama:
            arsip.writestr(satu, isi)
    return aliran.getvalue()


@pytest.mark.parametrize(
    "nama", [["mimetype", "content.xml"], ["xl/workbook.bin", "[Content_Types].xml"], ["foto.jpg"]]
)
def test_zip_that_is_no_workbook_is_refused(nama):
    assert "bukan Excel Workbook (.xlsx)" in pesan(zip_dengan(*nama))


def test_macros_are_refused():
    assert "berisi makro" in pesan(ganti_entri(baik(), **{"xl/vbaProject.bin": b"x"}))


def test_macro_workbook_without_macro_is_refused():
    def jadi_makro(isi):
        return isi.replace(b"spreadsheetml.sheet.main+xml", b"x").replace(
            b"application/vnd.openxmlformats-officedocument.x", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        )

    assert "berisi makro" in pesan(ganti_entri(baik(), **{"[Content_Types].xml": jadi_makro}))


@pytest.mark.parametrize("tanda", [b"<a b='%s'/>", b"<!--%s-->", b"<?a %s?>"], ids=["atribut", "catatan", "perintah"])
def test_one_endless_tag_is_refused_in_time(tanda):
    """The parser begins a tag again with each piece that it gets: 48 MB took half a minute."""
    xml = b"<worksheet>" + tanda % (b"x" * 40_000_000) + b"</worksheet>"
    sumber = ganti_entri(baik(), **{"xl/lain.xml": xml, "xl/media/1.png": random.Random(1).randbytes(500_000)})
    mulai = time.thread_time()
    with pytest.raises(BerkasDitolak, match="terlalu besar"):
        periksa_berkas(sebagai_berkas(sumber), Batas())
    assert time.thread_time() - mulai < 6


def test_a_long_text_is_no_endless_tag():
    xml = b"<worksheet><a>" + b"x" * 900_000 + b"</a></worksheet>"
    assert periksa_berkas(sebagai_berkas(ganti_entri(baik(), **{"xl/lain.xml": xml})), Batas())


def test_too_many_shared_texts_are_refused(monkeypatch):
    monkeypatch.setattr("sakip.excel.pemeriksaan.UNSUR_TEKS_MAKS", 3)
    sumber = ganti_entri(baik(), **{"xl/sharedStrings.xml": f"<sst {NS}>{'<si><t/></si>' * 4}</sst>"})
    assert "terlalu besar" in pesan(sumber)


@pytest.mark.parametrize("sasaran", ["worksheets/sheet1.xml", "./worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_two_sheets_that_are_one_file_are_refused(sasaran):
    """A thousand names for one sheet of four million elements would be read a thousand times."""
    lembar = b'<sheet name="Lain" sheetId="9" r:id="rId99" xmlns:r="%s"/></sheets>' % RUJUKAN.encode()
    rujukan = f'<Relationship Id="rId99" Type="{RUJUKAN}/worksheet" Target="{sasaran}"/></Relationships>'.encode()
    sumber = ganti_entri(
        baik(),
        **{
            "xl/workbook.xml": lambda xml: xml.replace(b"</sheets>", lembar),
            "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"</Relationships>", rujukan),
        },
    )
    assert "Berkas rusak" in str(baca(sumber, BUKU).galat[0])
    berkas = openpyxl.load_workbook(io.BytesIO(tulis_galat(sumber, [GalatSel("Pejabat", "A2", "", "S")])))
    assert berkas.sheetnames == ["Kesalahan"]


def test_encrypted_entry_is_refused():
    isi = bytearray(baik())
    for tanda, geser in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        isi[isi.index(tanda) + geser] |= 1
    assert "Berkas rusak" in pesan(bytes(isi))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused():
    """Programs disagree about which of them counts."""
    aliran = io.BytesIO(baik())
    with zipfile.ZipFile(aliran, "a") as arsip:
        arsip.writestr(LEMBAR, zipfile.ZipFile(io.BytesIO(baik())).read(LEMBAR))
    assert "Berkas rusak" in pesan(aliran.getvalue())


def test_file_over_the_limit_is_refused():
    assert "lebih besar dari 10 MB" in pesan(baik() + bytes(10 * 1024 * 1024))


def test_too_many_entries_are_refused():
    tambahan = {f"xl/media/{i}.png": b"x" for i in range(200)}
    assert "terlalu besar" in pesan(ganti_entri(baik(), **tambahan))


def test_bomb_is_refused_in_no_time_and_space():
    """A few hundred kilobytes that unpack to 200 MB."""
    bom = ganti_entri(baik(), **{LEMBAR: lembar_xml("<row><c><v>1</v></c></row>" * 8_000_000)})
    assert len(bom) < 600_000
    tracemalloc.start()
    mulai = time.process_time()
    assert "terlalu besar" in pesan(bom)
    assert time.process_time() - mulai < 1
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_unpacked_size_is_limited_where_nothing_is_packed():
    isi = padat(ganti_entri(baik(), **{"xl/media/foto.png": bytes(200_000)}))
    assert "terlalu besar" in pesan(isi, Batas(terurai=200_000))
    periksa_berkas(io.BytesIO(isi), Batas())


def test_ratio_is_limited_where_the_size_is_not():
    isi = ganti_entri(baik(), **{"xl/media/foto.png": bytes(3_000_000)})
    assert "terlalu besar" in pesan(isi)
    periksa_berkas(io.BytesIO(isi), Batas(rasio=1_000))


def test_directory_that_lies_about_sizes_does_not_unpack_more():
    bom = bytearray(ganti_entri(baik(), **{LEMBAR: lembar_xml("<row/>" * 1_000_000)}))
    letak = bom.rindex(LEMBAR.encode()) - 46  # its record in the directory
    assert bom[letak : letak + 4] == b"PK\x01\x02"
    struct.pack_into("<I", bom, letak + 24, 1000)
    assert "Berkas rusak" in pesan(bytes(bom))


def padat(isi):
    """The same content, stored: no ratio gives it away."""
    aliran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as lama, zipfile.ZipFile(aliran, "w", zipfile.ZIP_STORED) as baru:
        for nama in lama.namelist():
            baru.writestr(nama, lama.read(nama))
    return aliran.getvalue()


@pytest.mark.parametrize(
    "xml",
    [
        lembar_xml("<row/>" * 60_000),
        lembar_xml("<row><c/></row>" * 30_000),
    ],
    ids=["rows", "cells"],
)
def test_too_many_elements_are_refused(xml):
    assert "terlalu besar" in pesan(padat(ganti_entri(baik(), **{LEMBAR: xml})), Batas(unsur=50_000))


def test_endless_row_is_refused():
    assert "terlalu besar" in pesan(
        padat(ganti_entri(baik(), **{LEMBAR: lembar_xml(f"<row>{'<c/>' * 100_001}</row>")}))
    )


def test_endless_row_is_refused_behind_a_prefix_and_another_name():
    """The workbook may call the sheet what it likes and prefix its elements."""
    xml = lembar_xml(f"<x:row xmlns:x='{UTAMA}'>{'<x:c/>' * 100_001}</x:row>")
    isi = ganti_entri(
        baik(),
        **{
            "xl/media/foto.png": xml,
            "xl/_rels/workbook.xml.rels": lambda lama: lama.replace(b"worksheets/sheet1.xml", b"media/foto.png"),
        },
    )
    assert "terlalu besar" in pesan(padat(isi))


def test_hundreds_of_thousands_of_merges_are_refused():
    gabung = "</sheetData><mergeCells>" + "<mergeCell ref='A1:B1'/>" * 300_001 + "</mergeCells><sheetData>"
    assert "terlalu besar" in pesan(padat(ganti_entri(baik(), **{LEMBAR: lembar_xml(gabung)})))


@pytest.mark.parametrize(
    "entri", ["xl/sharedStrings.xml", LEMBAR, "xl/workbook.xml", "[Content_Types].xml", "xl/lain.xml"]
)
def test_entities_are_refused_everywhere(entri):
    mulai = time.process_time()
    assert "definisi XML" in pesan(ganti_entri(baik(), **{entri: TAWA}))
    assert time.process_time() - mulai < 2


def test_huge_shared_strings_are_bounded():
    """Two hundred thousand strings are read; the limits of the file bound what they cost."""
    teks = f"<sst {NS}>{''.join(f'<si><t>teks nomor {i}</t></si>' for i in range(200_000))}</sst>"
    isi = ganti_entri(baik(), **{"xl/sharedStrings.xml": teks.encode()})
    hasil = periksa_berkas(io.BytesIO(isi), Batas())
    assert 400_000 < hasil.unsur < 500_000


def test_large_index_is_refused():
    besar = b"<sheets>" + b" " * 1_100_000
    assert "terlalu besar" in pesan(
        padat(ganti_entri(baik(), **{"xl/workbook.xml": lambda x: x.replace(b"<sheets>", besar)}))
    )
