"""Templates and exports, looked at as Excel gets them."""

import dataclasses
import datetime
import io
import tracemalloc
import unicodedata
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.cell_range import MultiCellRange

from sakip.excel import BILANGAN, PILIHAN, Buku, Kolom, Lembar, baca, tulis_data, tulis_templat
from sakip.excel.nilai import HURUF_SEL_MAKS
from tests.sakip.buku_excel import BUKU, HURUF, buka

NIP = "197801012005011003"


@pytest.fixture(scope="module")
def templat():
    return buka(tulis_templat(BUKU))


def aturan(ws, huruf):
    return next((dv for dv in ws.data_validations.dataValidation if f"{huruf}500" in dv.sqref), None)


def satu_lembar(*kolom):
    return Buku("Uji", [Lembar("Uji", kolom)])


def test_template_opens_on_its_instructions(templat):
    assert templat.sheetnames == ["Petunjuk", "Pejabat", "Satker", "Pilihan"]
    assert templat.active.title == "Petunjuk"
    assert [ws.sheet_state for ws in templat] == ["visible", "visible", "visible", "hidden"]
    assert templat.properties.title == "Data organisasi"


def test_head_row_is_marked_frozen_and_repeated_in_print(templat):
    ws = templat["Pejabat"]
    assert [sel.value for sel in ws[1]][:3] == ["NIP", "Nama *", "Jenis"]
    assert ws["A1"].fill.fgColor.rgb == "000E5A5A"
    assert (ws["A1"].font.bold, ws["A1"].font.color.rgb) == (True, "00FFFFFF")
    assert ws.freeze_panes == "A2"
    assert ws.print_title_rows == "$1:$1"
    assert ws.auto_filter.ref == "A1:I2"


@pytest.mark.parametrize(
    ("kunci", "format_sel"),
    [
        ("nip", "@"),
        ("jenis", "@"),
        ("mulai", "[$-421]d mmmm yyyy"),
        ("urut", "0"),
        ("nilai", "General"),
        ("pagu", "#,##0"),
    ],
)
def test_empty_cells_have_the_format_of_their_column(templat, kunci, format_sel):
    ws = templat["Pejabat"]
    assert ws.column_dimensions[HURUF[kunci]].number_format == format_sel
    assert ws[f"{HURUF[kunci]}2"].number_format == format_sel  # the example, which people type over


def test_columns_are_wide_enough_for_their_title(templat):
    kolom = Kolom("x", "Jumlah kegiatan yang dilaksanakan", BILANGAN)
    lebar = buka(tulis_templat(satu_lembar(kolom)))["Uji"].column_dimensions["A"].width
    assert lebar > len(kolom.judul)
    assert (
        buka(tulis_templat(satu_lembar(dataclasses.replace(kolom, lebar=9))))["Uji"].column_dimensions["A"].width == 9
    )


def test_drop_down_points_to_the_hidden_sheet(templat):
    dv = aturan(templat["Pejabat"], HURUF["jenis"])
    assert (dv.type, dv.formula1, dv.showErrorMessage) == ("list", "Pilihan!$A$1:$A$3", True)
    assert [sel.value for sel in templat["Pilihan"]["A"]] == ["Ketua", "Anggota", "Sekretaris"]
    assert aturan(templat["Pejabat"], HURUF["aktif"]).formula1 == "Pilihan!$B$1:$B$2"


def test_drop_downs_begin_below_the_examples_and_reach_as_far_as_the_reader(templat):
    assert aturan(templat["Pejabat"], HURUF["jenis"]).sqref == MultiCellRange("C3:C20001")


def test_long_list_is_complete_and_equal_lists_are_kept_once():
    satker = [(i, f"KPU Kota {i}, Provinsi") for i in range(553)]
    buku = satu_lembar(Kolom("a", "A", PILIHAN, pilihan=satker), Kolom("b", "B", PILIHAN, pilihan=satker))
    templat = buka(tulis_templat(buku))
    assert {dv.formula1 for dv in templat["Uji"].data_validations.dataValidation} == {"Pilihan!$A$1:$A$553"}
    assert (templat["Pilihan"].max_row, templat["Pilihan"].max_column) == (553, 1)


def test_reference_offers_what_stands_in_the_other_sheet():
    satker = Lembar("Satker", [Kolom("nama", "Nama"), Kolom("kode", "Kode", contoh="012")])
    unit = Lembar("Unit", [Kolom("satker", "Satker", rujukan=("Satker", "kode"))])
    dv = aturan(buka(tulis_templat(Buku("B", [satker, unit])))["Unit"], "A")
    assert (dv.formula1, dv.showErrorMessage) == ("'Satker'!$B$3:$B$20001", False)


def test_numbers_with_a_range_are_checked_while_typing(templat):
    dv = aturan(templat["Pejabat"], HURUF["urut"])
    assert (dv.type, dv.operator, dv.formula1, dv.formula2) == ("whole", "between", "1", "99")
    assert dv.error == "Urut harus paling kecil 1, paling besar 99."


def test_prompt_says_what_does_not_go_without_saying(templat):
    ws = templat["Pejabat"]
    assert aturan(ws, HURUF["nip"]).prompt == "Harus 18 angka"
    assert aturan(ws, HURUF["mulai"]).prompt == "Misalnya 2 Januari 2024 atau 02/01/2024"
    assert aturan(ws, HURUF["catatan"]) is None


def test_choices_not_known_yet_make_no_drop_down():
    assert aturan(buka(tulis_templat(satu_lembar(Kolom("a", "A", PILIHAN))))["Uji"], "A") is None


def test_instructions_name_every_column(templat):
    isi = [[sel or "" for sel in baris] for baris in templat["Petunjuk"].iter_rows(values_only=True)]
    assert isi[0][0] == "Data organisasi"
    assert ["NIP", "", "kode atau teks pendek", "Harus 18 angka", NIP] in isi
    assert ["Nama", "wajib", "teks", "Tanpa gelar. Paling banyak 30 huruf", "Siti Rahma"] in isi
    assert ["Jenis", "", "pilihan", "Ketua, Anggota, Sekretaris", "Ketua"] in isi
    assert ["Urut", "", "bilangan bulat", "Paling kecil 1, paling besar 99", ""] in isi
    assert ["Nilai", "", "angka, boleh dengan koma", "", "77,5"] in isi
    assert ["Mulai menjabat", "", "tanggal", "Misalnya 2 Januari 2024 atau 02/01/2024", "2 Januari 2024"] in isi
    assert [baris[0] for baris in isi if baris[0].startswith("Lembar")] == [
        "Lembar “Pejabat”",
        "Lembar “Satker” (boleh dihapus bila tidak dipakai)",
    ]


def test_long_choices_are_shortened_in_the_instructions():
    buku = satu_lembar(Kolom("a", "A", PILIHAN, pilihan=[f"P{i}" for i in range(50)], terkunci=True))
    isi = [baris[3] for baris in buka(tulis_templat(buku))["Petunjuk"].iter_rows(values_only=True)]
    assert isi[-1].endswith("P11, … (50 pilihan). Tidak diisi")


def test_examples_are_marked_and_pale(templat):
    contoh = templat["Pejabat"]["A2"]
    assert contoh.value == f"Contoh: {NIP}"
    assert (contoh.font.italic, contoh.fill.fgColor.rgb) == (True, "00F1F4F4")
    assert templat["Pejabat"]["D2"].value == datetime.datetime(2024, 1, 2)


def test_locked_column_protects_the_sheet_and_leaves_the_others_open():
    buku = satu_lembar(Kolom("a", "A", terkunci=True, contoh="x"), Kolom("b", "B", contoh="y"))
    for isi in (None, {"Uji": [{"a": "x"}]}):
        ws = buka(tulis_templat(buku, isi))["Uji"]
        assert ws.protection.sheet
        assert ws["A2"].protection.locked
        assert not ws["B2"].protection.locked or ws["B2"].value is None
        assert not ws.column_dimensions["B"].protection.locked


def test_locked_cell_without_a_value_is_empty():
    ws = buka(tulis_data(satu_lembar(Kolom("a", "A", terkunci=True)), {"Uji": [{"a": "x"}, {}]}))["Uji"]
    assert (ws["A3"].value, ws["A3"].protection.locked, ws["A3"].has_style) == (None, True, True)


def test_hidden_column_is_locked_unseen_and_not_explained():
    buku = satu_lembar(Kolom("id", "Tanda", tersembunyi=True), Kolom("b", "B"))
    berkas = tulis_templat(buku, {"Uji": [{"id": "7", "b": "y"}]})
    ws = buka(berkas)["Uji"]
    assert ws.column_dimensions["A"].hidden
    assert not ws.column_dimensions["B"].hidden
    assert ws["A2"].protection.locked
    assert ws.protection.sheet
    assert "Tanda" not in {baris[0] for baris in buka(berkas)["Petunjuk"].iter_rows(values_only=True)}
    assert baca(berkas, buku)["Uji"][0]["id"] == "7"


def test_a_cell_is_locked_by_what_its_row_says():
    buku = satu_lembar(Kolom("a", "A"), Kolom("x", "X", terkunci_bila=lambda baris: baris["a"] == "tutup"))
    ws = buka(tulis_templat(buku, {"Uji": [{"a": "tutup"}, {"a": "buka", "x": "1"}, {"a": "tutup", "x": "2"}]}))["Uji"]
    assert ws.protection.sheet
    assert [ws[sel].protection.locked for sel in ("B2", "B3", "B4")] == [True, False, True]
    assert [ws[sel].value for sel in ("B2", "B3", "B4")] == [None, "1", "2"]
    assert ws["B2"].fill.fgColor.rgb == "00F1F4F4"


def test_rows_have_drop_downs_of_their_own_and_no_cell_has_two_rules():
    skala = {"a": ("AA", "A"), "w": ("WTP", "WDP")}
    kolom = Kolom("n", "N", petunjuk="Isi nilainya", pilihan_baris=lambda baris: skala.get(baris["s"], ()))
    isi = [{"s": s} for s in ("a", "a", "-", "w", "a")]
    ws = buka(tulis_templat(satu_lembar(Kolom("s", "S"), kolom), {"Uji": isi}))["Uji"]
    aturan_n = {str(dv.sqref): dv for dv in ws.data_validations.dataValidation}
    assert set(aturan_n) == {"B2:B3 B6", "B5", "B4 B7:B20001"}
    assert aturan_n["B2:B3 B6"].formula1 == "Pilihan!$A$1:$A$2"
    assert aturan_n["B5"].formula1 == "Pilihan!$B$1:$B$2"
    assert aturan_n["B4 B7:B20001"].type is None
    assert {dv.prompt for dv in aturan_n.values()} == {"Isi nilainya"}


def test_columns_that_stay_in_sight():
    assert buka(tulis_templat(Buku("Uji", [Lembar("Uji", [Kolom("a", "A")], lekat=1)])))["Uji"].freeze_panes == "B2"


def test_a_workbook_may_have_steps_of_its_own():
    buku = Buku("Uji", [Lembar("Uji", [Kolom("a", "A")])], langkah=("Isi kolom A saja.",))
    isi = [baris[0] for baris in buka(tulis_templat(buku))["Petunjuk"].iter_rows(values_only=True)]
    assert isi[:2] == ["Uji", "Isi kolom A saja."]
    assert not any(str(teks).startswith("Simpan sebagai") for teks in isi)


def test_sheet_without_locked_columns_is_not_protected(templat):
    assert not templat["Pejabat"].protection.sheet


def test_template_with_data_has_rows_instead_of_examples():
    ws = buka(tulis_templat(BUKU, {"Pejabat": [{"nama": "Siti"}]}))["Pejabat"]
    assert [sel.value for sel in ws[2]][:2] == [None, "Siti"]
    assert aturan(ws, "C").sqref == MultiCellRange("C2:C20001")


def test_export_has_no_instructions_and_no_examples():
    berkas = buka(tulis_data(BUKU, {"Pejabat": [{"nip": NIP, "nama": "Siti"}]}))
    assert berkas.sheetnames == ["Pejabat", "Satker"]
    assert berkas["Pejabat"]["A2"].value == NIP
    assert berkas["Pejabat"]["A2"].number_format == "@"
    assert berkas["Pejabat"].auto_filter.ref == "A1:I2"
    assert berkas["Satker"].max_row == 1


def test_values_are_typed_in_the_file():
    nilai = {
        "mulai": datetime.date(2024, 1, 2),
        "aktif": False,
        "urut": 3,
        "nilai": Decimal("77.125"),
        "pagu": Decimal(5),
        "jenis": "Ketua",
    }
    ws = buka(tulis_data(BUKU, {"Pejabat": [nilai]}))["Pejabat"]
    terbaca = {k: (ws[f"{HURUF[k]}2"].value, ws[f"{HURUF[k]}2"].data_type) for k in nilai}
    assert terbaca == {
        "mulai": (datetime.datetime(2024, 1, 2), "d"),
        "aktif": ("Tidak", "s"),
        "urut": (3, "n"),
        "nilai": (77.125, "n"),
        "pagu": (5, "n"),
        "jenis": ("Ketua", "s"),
    }


@pytest.mark.parametrize("teks", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")'])
def test_text_never_becomes_a_formula(teks):
    isi = tulis_data(BUKU, {"Pejabat": [{"nama": teks}]})
    sel = buka(isi)["Pejabat"]["B2"]
    assert (sel.data_type, sel.value) == ("s", teks.replace("\r", "\n"))  # XML's own rule for CR
    assert sel.quotePrefix
    assert not buka(isi)["Pejabat"]["A1"].quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(isi)).read("xl/worksheets/sheet1.xml")


def test_harmless_text_is_not_quoted():
    assert not buka(tulis_data(BUKU, {"Pejabat": [{"nama": "Siti"}]}))["Pejabat"]["B2"].quotePrefix


def test_title_and_choice_never_become_a_formula():
    buku = satu_lembar(Kolom("a", "=A1", PILIHAN, pilihan=["=1+1", "b"], petunjuk="=2", contoh="=1+1"))
    berkas = buka(tulis_templat(buku))
    assert {sel.data_type for ws in berkas for baris in ws.iter_rows() for sel in baris if sel.value is not None} == {
        "s"
    }


def test_characters_that_xml_cannot_hold_are_dropped():
    assert buka(tulis_data(BUKU, {"Pejabat": [{"nama": "Si\x00ti\x0b"}]}))["Pejabat"]["B2"].value == "Siti"


def test_empty_cell_after_a_filled_one_stays_empty():
    """The cells of a column are one object while writing."""
    ws = buka(tulis_data(BUKU, {"Pejabat": [{"nama": "Siti", "urut": 1}, {}, {"urut": 2}]}))["Pejabat"]
    assert [ws[f"B{n}"].value for n in (2, 3, 4)] == ["Siti", None, None]
    assert [ws[f"F{n}"].value for n in (2, 3, 4)] == [1, None, 2]


def test_large_export_is_streamed():
    baris = ({"nip": f"{NIP[:10]}{i:08d}", "nama": f"Nama {i}", "urut": i % 99 + 1} for i in range(4_000))
    tracemalloc.start()
    isi = tulis_data(BUKU, {"Pejabat": baris})
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert puncak < 3_000_000
    assert len(baca(isi, BUKU)["Pejabat"]) == 4_000


# --- Write, then read ----------------------------------------------------------------------------------------------

huruf = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Me", "Mc")
)
kata = st.text(huruf, min_size=1, max_size=8).filter(lambda t: not t.startswith("#"))
kalimat = st.lists(kata, max_size=3).map(" ".join)
desimal = st.decimals(min_value=-(10**8), max_value=10**8, places=6)
orang = st.fixed_dictionaries(
    {
        "nip": st.one_of(st.just(""), st.from_regex(r"[0-9]{18}", fullmatch=True)),
        "nama": kata,
        "jenis": st.one_of(st.none(), st.sampled_from(["Ketua", "Anggota", "Sekretaris"])),
        "mulai": st.one_of(st.none(), st.dates(datetime.date(1901, 1, 1), datetime.date(2199, 12, 31))),
        "aktif": st.one_of(st.none(), st.booleans()),
        "urut": st.one_of(st.none(), st.integers(1, 99)),
        "nilai": st.one_of(st.none(), desimal),
        "pagu": st.one_of(st.none(), st.integers(-(10**14), 10**14).map(Decimal)),
        "catatan": st.lists(kalimat.filter(bool), max_size=3).map("\n".join),
    }
)


@settings(max_examples=60, deadline=None)
@given(baris=st.lists(orang, max_size=4), tulis=st.sampled_from([tulis_data, tulis_templat]))
def test_what_was_written_is_read_the_same(baris, tulis):
    baris = [satu | {k: unicodedata.normalize("NFC", satu[k]) for k in ("nama", "catatan")} for satu in baris]
    hasil = baca(tulis(BUKU, {"Pejabat": baris}), BUKU)
    assert [str(g) for g in hasil.galat] == []
    assert [b.nilai for b in hasil["Pejabat"]] == baris
    assert [b.nomor for b in hasil["Pejabat"]] == list(range(2, len(baris) + 2))


def test_longest_text_survives():
    buku = satu_lembar(Kolom("a", "A", maks=HURUF_SEL_MAKS))
    assert baca(tulis_data(buku, {"Uji": [{"a": "x" * HURUF_SEL_MAKS}]}), buku)["Uji"][0]["a"] == "x" * HURUF_SEL_MAKS
