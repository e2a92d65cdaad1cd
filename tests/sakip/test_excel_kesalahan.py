"""The error workbook: what the sender gets back."""

import io

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from sakip.excel import GalatSel, baca, tulis_galat, tulis_templat
from sakip.excel.pemeriksaan import Batas, periksa_berkas
from tests.sakip.buku_excel import BUKU, baca_pejabat, buka, buku_mentah, ganti_entri, isi, pejabat
from tests.sakip.test_excel_pemeriksaan import TAWA

SALAH = {"nama": "Siti", "nip": "1234", "urut": "=1+1"}


def kembali(sumber=None, galat=None):
    sumber = pejabat(SALAH) if sumber is None else sumber
    return buka(tulis_galat(sumber, baca(sumber, BUKU).galat if galat is None else galat))


def test_faulty_cells_have_a_comment_and_a_colour():
    ws = kembali()["Pejabat"]
    assert ws["A2"].comment.text == "NIP harus 18 angka. Yang diketik: “1234”."
    assert ws["A2"].comment.author == "SAKIP"
    assert ws["A2"].fill.fgColor.rgb == "FFFBE3E1"
    assert ws["B2"].comment is None


def test_content_of_the_upload_stays():
    ws = kembali()["Pejabat"]
    assert [ws["A2"].value, ws["B2"].value, ws["F2"].value] == ["1234", "Siti", "=1+1"]


def test_list_is_in_front_and_leads_to_the_cell():
    berkas = kembali()
    assert berkas.sheetnames == ["Kesalahan", "Pejabat"]
    assert berkas.active.title == "Kesalahan"
    assert [ws.sheet_view.tabSelected for ws in berkas] == [True, False]
    ws = berkas["Kesalahan"]
    assert [[sel.value for sel in baris] for baris in ws.iter_rows(max_row=2)] == [
        ["Lembar", "Sel", "Kolom", "Kesalahan", "Yang diketik"],
        ["Pejabat", "A2", "NIP", "NIP harus 18 angka.", "1234"],
    ]
    assert ws["B2"].hyperlink.location == "'Pejabat'!A2"
    assert ws.freeze_panes == "A2"


def test_two_findings_in_one_cell_share_a_comment():
    galat = [GalatSel("pejabat ", "A2", "NIP", "Satu."), GalatSel("Pejabat", "A2", "NIP", "Dua.")]
    assert kembali(galat=galat)["Pejabat"]["A2"].comment.text == "Satu.\nDua."


def test_findings_without_a_cell_are_listed():
    galat = [GalatSel("", "", "", "Berkas aneh."), GalatSel("Satker", "A2", "Kode", "Lembar itu tidak ada.")]
    ws = kembali(galat=galat)["Kesalahan"]
    assert [ws["D2"].value, ws["D3"].value] == ["Berkas aneh.", "Lembar itu tidak ada."]
    assert ws["B3"].hyperlink is None


def test_merged_range_is_marked_at_its_first_cell():
    sumber = pejabat(SALAH, SALAH, atur=lambda ws: ws.merge_cells("B2:B3"))
    galat = [GalatSel("Pejabat", "B2:B3", "", "Sel digabung."), GalatSel("Pejabat", "B3", "Nama", "Nama wajib diisi.")]
    berkas = kembali(sumber, galat)
    assert berkas["Pejabat"]["B2"].comment.text == "Sel digabung."
    assert berkas["Kesalahan"].max_row == 3


def test_what_was_typed_is_no_formula_in_the_list():
    ws = kembali(galat=[GalatSel("Pejabat", "A2", "NIP", "=1+1", '=HYPERLINK("http://x")')])["Kesalahan"]
    assert {ws["D2"].data_type, ws["E2"].data_type} == {"s"}


def test_second_round_forgets_the_marks_of_the_first():
    berkas = kembali()
    berkas["Pejabat"]["A2"] = "197801012005011003"
    berkas["Pejabat"]["B2"].comment = Comment("catatan saya", "Siti")
    berkas["Pejabat"]["B2"].fill = PatternFill("solid", fgColor="FFFFFF00")
    lagi = kembali(isi(berkas), [GalatSel("Pejabat", "F2", "Urut", "Salah.")])
    ws = lagi["Pejabat"]
    assert lagi.sheetnames == ["Kesalahan", "Pejabat"]
    assert lagi["Kesalahan"].max_row == 2
    assert ws["A2"].comment is None
    assert ws["A2"].fill.fill_type is None
    assert ws["B2"].comment.text == "catatan saya"
    assert ws["B2"].fill.fgColor.rgb == "FFFFFF00"
    assert ws["F2"].comment.text == "Salah."


def test_error_workbook_can_be_sent_again():
    berkas = kembali()
    berkas["Pejabat"]["A2"] = "197801012005011003"
    berkas["Pejabat"]["F2"] = 1
    hasil = baca(isi(berkas), BUKU)
    assert hasil.sah
    assert hasil.diabaikan == []
    assert hasil["Pejabat"][0]["urut"] == 1


def test_drop_downs_of_the_template_survive():
    berkas = buka(tulis_templat(BUKU))
    berkas["Pejabat"]["B3"] = "Siti"
    berkas["Pejabat"]["A3"] = "12"
    lagi = kembali(isi(berkas))
    assert lagi.sheetnames == ["Kesalahan", "Petunjuk", "Pejabat", "Satker", "Pilihan"]
    assert lagi["Pilihan"].sheet_state == "hidden"
    assert len(lagi["Pejabat"].data_validations.dataValidation) == len(
        berkas["Pejabat"].data_validations.dataValidation
    )


@pytest.mark.parametrize(
    "sumber",
    [b"", b"NIP;Nama", ganti_entri(pejabat(SALAH), **{"xl/sharedStrings.xml": TAWA}), pejabat(SALAH)[:-100]],
    ids=["kosong", "csv", "tawa", "terpotong"],
)
def test_file_that_cannot_be_opened_gives_the_list_alone(sumber):
    berkas = kembali(sumber)
    assert berkas.sheetnames == ["Kesalahan"]
    assert berkas["Kesalahan"].max_row == 2


def test_file_too_large_to_hold_gives_the_list_alone(monkeypatch):
    monkeypatch.setattr("sakip.excel.kesalahan.UNSUR_MAKS", 10)
    assert kembali(galat=[GalatSel("Pejabat", "A2", "NIP", "Salah.")]).sheetnames == ["Kesalahan"]


def lembar_dengan(tambahan):
    """The faulty workbook with more XML in its sheet."""

    def ubah(xml):
        return xml.replace(b"</sheetData>", b"</sheetData>" + tambahan)

    return ganti_entri(pejabat(SALAH), **{"xl/worksheets/sheet1.xml": ubah})


def test_a_cell_in_the_last_corner_costs_nothing(monkeypatch):
    """A sheet to XFD1048576 has 17 milliards of cells, which are not all made to look for marks in them."""
    monkeypatch.setattr("openpyxl.worksheet.worksheet.Worksheet.iter_rows", lambda *_: pytest.fail("makes cells"))
    sumber = pejabat(SALAH, atur=lambda ws: ws.cell(1_048_576, 16_384, "x"))
    isi_kembali = tulis_galat(sumber, [GalatSel("Pejabat", "A2", "NIP", "Salah.")])
    monkeypatch.undo()
    assert buka(isi_kembali)["Pejabat"]["A2"].comment.text == "Salah."


@pytest.mark.parametrize(
    "tambahan",
    [
        b'<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells>',
        b'<mergeCells><mergeCell ref="B9:A1"/><mergeCell ref="A:XFD"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A10:CV90000" location="x"/></hyperlinks>',
    ],
    ids=["gabungan", "kolom", "tautan"],
)
def test_ranges_that_would_be_millions_of_cells_give_the_list_alone(tambahan):
    assert kembali(lembar_dengan(tambahan), [GalatSel("Pejabat", "A2", "NIP", "S")]).sheetnames == ["Kesalahan"]


def test_a_merged_title_is_no_reason_to_give_the_list_alone():
    sumber = lembar_dengan(b'<mergeCells><mergeCell ref="A10:Z5000"/></mergeCells>')
    assert kembali(sumber, [GalatSel("Pejabat", "A2", "NIP", "S")]).sheetnames == ["Kesalahan", "Pejabat"]


def test_notes_that_many_sheets_could_share_give_the_list_alone(monkeypatch):
    monkeypatch.setattr("sakip.excel.kesalahan.UNSUR_MAKS", 3_000)
    sumber = isi(buku_mentah(**{f"L{n}": [["a"]] for n in range(30)}))
    assert periksa_berkas(io.BytesIO(sumber), Batas()).unsur < 3_000
    assert kembali(sumber, [GalatSel("L1", "A1", "", "S")]).sheetnames == ["Kesalahan"]


def test_a_thousand_findings_are_written():
    hasil = baca_pejabat(*[SALAH] * 600)
    assert len(hasil.galat) == 1000
    berkas = buka(tulis_galat(pejabat(*[SALAH] * 600), hasil.galat))
    assert berkas["Kesalahan"].max_row == 1001
    assert berkas["Kesalahan"]["D1001"].value == "Lebih dari 999 kesalahan. Perbaiki dulu yang di atas."
