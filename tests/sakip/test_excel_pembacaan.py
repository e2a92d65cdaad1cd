"""Workbooks as people send them back: moved columns, other names, forgotten heads, things Excel did by itself."""

import datetime
import re
import time
import tracemalloc
from decimal import Decimal

import pytest
from openpyxl.styles import PatternFill

from sakip.excel import TULISAN, Batas, Buku, Kolom, Lembar, baca, tulis_data, tulis_templat
from tests.sakip.buku_excel import (
    BUKU,
    HURUF,
    PEJABAT,
    baca_pejabat,
    buka,
    buku_mentah,
    ganti_entri,
    isi,
    pejabat,
)

SITI = {
    "nip": "197801012005011003",
    "nama": "Siti Rahma",
    "jenis": "Ketua",
    "mulai": datetime.date(2024, 1, 2),
    "aktif": "Ya",
    "urut": 1,
    "nilai": 77.5,
    "pagu": 142297821000,
    "catatan": "satu\ndua",
}
JUDUL = [k.judul for k in PEJABAT.kolom]


def keluhan(hasil):
    return [str(galat) for galat in hasil.galat]


def test_row_is_read_with_its_types():
    hasil = baca_pejabat(SITI)
    assert hasil.sah
    (baris,) = hasil["Pejabat"]
    assert baris.nilai == SITI | {"aktif": True, "nilai": Decimal("77.5"), "pagu": Decimal(142297821000)}
    assert (baris.nomor, baris.lembar, baris["nip"], baris.keliru) == (2, "Pejabat", SITI["nip"], frozenset())


def test_missing_cells_are_empty():
    (baris,) = baca_pejabat({"nama": "Siti"})["Pejabat"]
    assert {k: v for k, v in baris.nilai.items() if v} == {"nama": "Siti"}
    assert [baris[k] for k in ("nip", "jenis", "mulai", "urut")] == ["", None, None, None]


@pytest.mark.parametrize(
    "bungkus", [lambda x, _: x, lambda x, t: t.write_bytes(x) and t, lambda x, t: t.write_bytes(x) and t.open("rb")]
)
def test_bytes_path_and_open_file_are_read_alike(tmp_path, bungkus):
    sumber = bungkus(pejabat(SITI), tmp_path / "b.xlsx")
    assert len(baca(sumber, BUKU)["Pejabat"]) == 1
    if hasattr(sumber, "close"):
        sumber.close()


def test_message_says_where_what_and_what_was_typed():
    hasil = baca_pejabat(*[SITI] * 15, SITI | {"nip": "1234"})
    assert keluhan(hasil) == ["Lembar “Pejabat”, sel A17: NIP harus 18 angka. Yang diketik: “1234”."]
    (galat,) = hasil.galat
    assert (galat.lembar, galat.sel, galat.kolom, galat.pesan, galat.diketik) == (
        "Pejabat",
        "A17",
        "NIP",
        "NIP harus 18 angka.",
        "1234",
    )


def test_faulty_cell_leaves_the_rest_of_its_row():
    baris = baca_pejabat(SITI | {"nip": "1234", "urut": "x"})["Pejabat"][0]
    assert baris.keliru == {"nip", "urut"}
    assert (baris["nip"], baris["urut"], baris["nama"]) == ("", None, "Siti Rahma")


def test_required_cell_is_asked_for_once():
    hasil = baca_pejabat({"nip": SITI["nip"]}, {"nama": "#N/A"})
    assert keluhan(hasil) == [
        "Lembar “Pejabat”, sel B2: Nama wajib diisi.",
        "Lembar “Pejabat”, sel B3: Nama berisi galat rumus Excel. Perbaiki rumusnya atau ketik nilainya. "
        "Yang diketik: “#N/A”.",
    ]
    assert [b.keliru for b in hasil["Pejabat"]] == [{"nama"}, {"nama"}]


def test_columns_are_found_by_title_in_any_order():
    hasil = baca(
        isi(buku_mentah(Pejabat=[["nama  *", "MULAI\nMENJABAT", "Nip"], ["Siti", "2 Januari 2024", SITI["nip"]]])), BUKU
    )
    (baris,) = hasil["Pejabat"]
    assert hasil.sah
    assert (baris["nama"], baris["mulai"], baris["nip"]) == ("Siti", datetime.date(2024, 1, 2), SITI["nip"])
    assert (baris.sel("nama"), baris.sel("nip"), baris.sel(), baris.sel("urut")) == ("A2", "C2", "A2", "A2")
    assert hasil.kolom["Pejabat"] == {"nama", "mulai", "nip"}


def test_title_above_the_head_row_is_skipped():
    def geser(ws):
        ws.insert_rows(1, 3)
        ws["A1"] = "Pejabat KPU Provinsi Bengkulu"
        ws.merge_cells("A1:F1")

    hasil = baca_pejabat(SITI, atur=geser)
    assert hasil.sah
    assert hasil["Pejabat"][0].sel("nip") == "A5"


def test_sheet_without_head_row_says_what_it_needs():
    hasil = baca(isi(buku_mentah(Pejabat=[["Siti", "Ketua"]])), BUKU)
    assert keluhan(hasil) == [
        "Lembar “Pejabat”: Baris judul kolom tidak ditemukan. Pakai templat; judul yang wajib ada: Nama."
    ]


def test_missing_and_unknown_columns_are_named_with_the_nearest():
    hasil = baca(isi(buku_mentah(Pejabat=[["NIP", "Nma", "Gaji"], [SITI["nip"], "Siti", 5]])), BUKU)
    assert keluhan(hasil) == [
        "Lembar “Pejabat”, sel B1: Kolom “Nma” tidak dikenal. Ganti judulnya menjadi “Nama”.",
        "Lembar “Pejabat”, sel C1: Kolom “Gaji” tidak dikenal. Hapus kolom itu, atau pakai judul dari templat.",
        "Lembar “Pejabat”: Kolom “Nama” tidak ada di baris judul (baris 1). Tambahkan kolom itu.",
    ]
    assert hasil["Pejabat"][0].keliru == {"nama"}


def test_column_twice_is_named():
    hasil = baca(isi(buku_mentah(Pejabat=[["Nama", "nama"], ["Siti", "Budi"]])), BUKU)
    assert keluhan(hasil) == [
        "Lembar “Pejabat”, sel B1: Kolom “Nama” ada dua kali, juga di sel A1. Hapus salah satunya."
    ]
    assert hasil["Pejabat"][0]["nama"] == "Siti"


def test_content_beside_the_table_is_named_once():
    hasil = baca(isi(buku_mentah(Pejabat=[["Nama"], ["Siti", None, "catatan"], ["Budi", None, "lagi"]])), BUKU)
    assert keluhan(hasil) == [
        "Lembar “Pejabat”, sel C2: Ada isi di kolom tanpa judul. Hapus, atau pindahkan ke kolom yang benar. "
        "Yang diketik: “catatan”."
    ]


def test_empty_rows_are_skipped_wherever_they_are():
    def rapikan(ws):
        for nomor in range(2, 400):
            ws.cell(nomor, 1).fill = PatternFill("solid", fgColor="FFFF00")
        ws["B300"] = "Budi"
        ws["B301"] = "  \u00a0"

    hasil = baca_pejabat(SITI, {}, {"nama": ""}, atur=rapikan)
    assert hasil.sah
    assert [(b.nomor, b["nama"]) for b in hasil["Pejabat"]] == [(2, "Siti Rahma"), (300, "Budi")]


# --- Sheets --------------------------------------------------------------------------------------------------------


def test_sheet_is_found_without_case_and_spaces():
    assert len(baca(isi(buku_mentah(**{" PEJABAT": [JUDUL, list(SITI.values())]})), BUKU)["Pejabat"]) == 1


def test_missing_sheet_is_named_with_the_nearest():
    hasil = baca(isi(buku_mentah(Pejabt=[JUDUL])), BUKU)
    assert keluhan(hasil) == [
        "Lembar “Pejabat”: Lembar ini tidak ada, tetapi ada “Pejabt”. Ganti nama itu menjadi “Pejabat”."
    ]
    assert hasil.diabaikan == ["Pejabt"]


def test_optional_sheet_may_be_missing_but_not_misspelt():
    assert baca_pejabat(SITI).sah
    hasil = baca(isi(buku_mentah(Pejabat=[JUDUL], Satkers=[["Kode"]])), BUKU)
    assert "tetapi ada “Satkers”" in keluhan(hasil)[0]


def test_required_sheet_is_asked_for():
    hasil = baca(isi(buku_mentah(Rekap=[["x"]])), BUKU)
    assert keluhan(hasil) == ["Lembar “Pejabat”: Lembar ini tidak ada. Pakai templat, dan jangan ganti nama lembarnya."]
    assert hasil["Pejabat"] == []
    assert hasil.terbaca


def test_other_sheets_are_told_and_left_alone():
    hasil = baca(isi(buku_mentah(Pejabat=[JUDUL, list(SITI.values())], Rekap=[["#N/A"]], Petunjuk=[["x"]])), BUKU)
    assert hasil.sah
    assert hasil.diabaikan == ["Rekap"]


def test_hidden_sheet_is_not_read():
    def sembunyikan(ws):
        ws.parent.create_sheet("Rekap")
        ws.sheet_state = "hidden"

    hasil = baca_pejabat(SITI, atur=sembunyikan)
    assert "Lembar ini tersembunyi. Tampilkan" in keluhan(hasil)[0]
    assert not hasil["Pejabat"]


# --- What Excel does by itself -------------------------------------------------------------------------------------


def test_merged_cells_are_named():
    hasil = baca_pejabat(SITI, SITI, SITI, atur=lambda ws: ws.merge_cells("C2:C4"))
    assert keluhan(hasil) == [
        "Lembar “Pejabat”, sel C2:C4: Sel digabung. Pisahkan (Beranda, Gabungkan & Ketengahkan), lalu isi setiap baris."
    ]


def test_merge_beside_the_table_does_not_matter():
    assert baca_pejabat(SITI, atur=lambda ws: ws.merge_cells("L2:M4")).sah


def test_formula_that_was_never_calculated_is_named():
    hasil = baca_pejabat(SITI | {"pagu": "=1+1"}, {"pagu": "=2+2"})
    assert keluhan(hasil)[0] == (
        "Lembar “Pejabat”, sel H2: Pagu berisi rumus yang belum dihitung. Buka berkas di Excel, lalu simpan."
    )
    assert hasil.galat[1].sel == "H3"
    assert hasil["Pejabat"][0].keliru == {"pagu"}


def ganti_rumus(isi_sel):
    def ganti(xml):
        baru = re.sub(rb'<c r="H2">.*?</c>', isi_sel, xml)
        assert baru != xml
        return baru

    return ganti


@pytest.mark.parametrize(
    ("isi_sel", "nilai"),
    [
        (b'<c r="H2"><f>1+1</f><v>2</v></c>', Decimal(2)),
        (b'<c r="H2" t="str"><f>"1.000"</f><v>1.000</v></c>', Decimal(1000)),
        (b'<c r="H2" t="str"><f>""</f><v></v></c>', None),  # IF(…;""): calculated, and empty
    ],
)
def test_calculated_formula_gives_its_result(isi_sel, nilai):
    lama = pejabat(SITI | {"pagu": "=1+1"})
    baru = ganti_entri(lama, **{"xl/worksheets/sheet1.xml": ganti_rumus(isi_sel)})
    hasil = baca(baru, BUKU)
    assert hasil.sah
    assert hasil["Pejabat"][0]["pagu"] == nilai


def test_percent_format_is_seen():
    def persen(ws):
        ws["G2"].number_format = "0.0%"

    assert baca_pejabat(SITI | {"nilai": 0.775}, atur=persen)["Pejabat"][0]["nilai"] == Decimal("77.5")


# --- Limits --------------------------------------------------------------------------------------------------------


def test_row_limit_stops_the_sheet():
    hasil = baca(pejabat(*[SITI] * 6), BUKU, Batas(baris=5))
    assert keluhan(hasil) == ["Lembar “Pejabat”, sel A7: Lebih dari 5 baris. Bagi menjadi beberapa berkas."]
    assert len(hasil["Pejabat"]) == 5


def test_row_limit_counts_filled_rows_only():
    def jauh(ws):
        ws["B50"] = "Budi"

    assert baca(pejabat(*[SITI] * 4, atur=jauh), BUKU, Batas(baris=5)).sah


def test_a_million_declared_rows_cost_nothing():
    def jutaan(xml):
        baris = b'<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>Budi</t></is></c></row></sheetData>'
        return xml.replace(b'<dimension ref="A1:I2"', b'<dimension ref="A1:XFD1048576"').replace(b"</sheetData>", baris)

    sumber = ganti_entri(pejabat(SITI), **{"xl/worksheets/sheet1.xml": jutaan})
    tracemalloc.start()
    hasil = baca(sumber, BUKU)
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [b.nomor for b in hasil["Pejabat"]] == [2, 1_048_576]
    assert puncak < 5_000_000


@pytest.mark.parametrize("ukuran", [b'<dimension ref="A1:A1" />', b""])
def test_declared_size_is_not_believed(ukuran):
    def kecilkan(xml):
        baru = re.sub(rb"<dimension [^>]*>", ukuran, xml)
        assert baru != xml
        return baru

    hasil = baca(ganti_entri(pejabat(SITI, SITI), **{"xl/worksheets/sheet1.xml": kecilkan}), BUKU)
    assert [b["catatan"] for b in hasil["Pejabat"]] == [SITI["catatan"]] * 2


def test_row_beyond_excel_ends_the_reading():
    def ganas(xml):
        xml = re.sub(rb"<dimension [^>]*>", b"", xml)
        return xml.replace(b"</sheetData>", b'<row r="99999999999"><c t="n"><v>1</v></c></row></sheetData>')

    assert baca(ganti_entri(pejabat(SITI), **{"xl/worksheets/sheet1.xml": ganas}), BUKU).sah


@pytest.mark.parametrize("di_judul", [True, False])
def test_three_hundred_columns_are_refused(di_judul):
    judul = JUDUL + [f"Kolom {i}" for i in range(291)] * di_judul
    hasil = baca(isi(buku_mentah(Pejabat=[judul, [*SITI.values(), *range(291)]])), BUKU)
    assert keluhan(hasil) == [
        f"Lembar “Pejabat”, sel CW{1 if di_judul else 2}: Lebih dari 100 kolom. Salin hanya data ke templat."
    ]
    assert not hasil["Pejabat"]


def test_findings_are_limited_and_say_that_there_are_more():
    hasil = baca(pejabat(*[SITI | {"nip": "1"}] * 50), BUKU, Batas(galat=10))
    assert len(hasil.galat) == 10
    assert str(hasil.galat[-1]) == "Lebih dari 9 kesalahan. Perbaiki dulu yang di atas."
    assert len(hasil["Pejabat"]) == 10


def test_file_that_only_openpyxl_finds_broken_is_refused():
    hasil = baca(ganti_entri(pejabat(SITI), **{"xl/styles.xml": b"<styleSheet"}), BUKU)
    assert not hasil.terbaca
    assert keluhan(hasil)[0].startswith("Berkas rusak")


def test_links_to_other_workbooks_are_not_followed():
    def tambah(xml):
        return xml.replace(
            b"</Relationships>",
            b'<Relationship Id="rX" Target="externalLinks/externalLink1.xml" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/externalLink"/></Relationships>',
        )

    def rujuk(xml):
        return (
            xml.replace(b"</workbook>", b"").replace(
                b"<calcPr",
                b'<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                b'relationships" r:id="rX"/></externalReferences><calcPr',
            )
            + b"</workbook>"
        )

    sumber = ganti_entri(pejabat(SITI), **{"xl/_rels/workbook.xml.rels": tambah, "xl/workbook.xml": rujuk})
    assert baca(sumber, BUKU).sah  # the linked entry is not even there


# --- Examples ------------------------------------------------------------------------------------------------------


def test_examples_of_the_template_are_skipped():
    hasil = baca(tulis_templat(BUKU), BUKU)
    assert hasil.sah
    assert hasil.baris == {"Pejabat": [], "Satker": []}


def test_every_example_of_a_column_with_several_is_skipped():
    lembar = Lembar("Unit", [Kolom("kode", "Kode"), Kolom("nama", "Nama", contoh=("A", "B", "C"))])
    buku = Buku("B", [lembar])
    templat = tulis_templat(buku)
    assert [r[1] for r in buka(templat)["Unit"].iter_rows(values_only=True)] == [
        "Nama",
        "Contoh: A",
        "Contoh: B",
        "Contoh: C",
    ]
    assert baca(templat, buku).sah
    assert not baca(templat, buku)["Unit"]


def test_example_that_was_typed_over_is_not_lost():
    berkas = buka(tulis_templat(BUKU))
    berkas["Pejabat"]["B2"] = "Budi"
    hasil = baca(isi(berkas), BUKU)
    assert keluhan(hasil) == [
        "Lembar “Pejabat”, sel A2: Baris contoh sudah diubah. Hapus kata “Contoh:” bila baris ini data, "
        "atau hapus barisnya. Yang diketik: “Contoh: 197801012005011003”."
    ]


def test_word_example_in_another_column_is_text():
    assert baca_pejabat(SITI | {"catatan": "Contoh: laporan bulan Mei"}).sah


def test_export_is_read_back():
    hasil = baca(tulis_data(BUKU, {"Pejabat": [{"nama": "Siti"}]}), BUKU)
    assert hasil.sah
    assert hasil["Pejabat"][0].sel("catatan") == f"{HURUF['catatan']}2"


def test_a_column_is_found_by_another_head_and_merged_downwards():
    lembar = Lembar("Data", [Kolom("s", "Sasaran", turun=True), Kolom("t", "Target 2024", TULISAN, nama_lain=["2024"])])
    berkas = buku_mentah(Data=[["Sasaran", 2024], ["Mutu", 7], [None, 8]])
    berkas["Data"].merge_cells("A2:A3")
    hasil = baca(isi(berkas), Buku("x", [lembar]))
    assert hasil.galat == []
    assert [b.nilai for b in hasil["Data"]] == [{"s": "Mutu", "t": "7"}, {"s": "", "t": "8"}]


def test_merged_to_the_side_is_refused_even_there():
    lembar = Lembar("Data", [Kolom("s", "Sasaran", turun=True), Kolom("t", "Indikator", turun=True)])
    berkas = buku_mentah(Data=[["Sasaran", "Indikator"], ["Mutu", None]])
    berkas["Data"].merge_cells("A2:B2")
    assert "Sel digabung" in str(baca(isi(berkas), Buku("x", [lembar])).galat[0])


def test_merged_downwards_in_any_order_hold_for_their_rows():
    lembar = Lembar(
        "Data", [Kolom("i", "Indikator", wajib=True), Kolom("t", "Target"), Kolom("n", "Nilai")], longgar=True
    )
    baris = [["A", "satu", "x"], ["B", None, None], ["C", "dua", "y"], ["D", None, None], ["E", "tiga", None]]
    berkas = buku_mentah(Data=[["Indikator", "Target", "Nilai"], *baris])
    for wilayah in ("B4:B5", "C4:C6", "B2:B3", "B8:B9"):
        berkas["Data"].merge_cells(wilayah)
    hasil = baca(isi(berkas), Buku("x", [lembar]))
    assert hasil.galat == []
    assert [b["t"] for b in hasil["Data"]] == ["satu", "satu", "dua", "dua", "tiga"]
    assert [b["n"] for b in hasil["Data"]] == ["x", "", "y", "y", "y"]
    assert [a.sel for a in hasil.anggapan if "gabungan" in a.pesan] == ["B2:B3", "B4:B5", "C4:C6"]


def test_thousands_of_merged_cells_cost_no_time_per_row():
    lembar = Lembar("Data", [Kolom("i", "Indikator", wajib=True), Kolom("t", "Target")], longgar=True)
    berkas = buku_mentah(Data=[["Indikator", "Target"], *([f"I{n}", "x"] for n in range(3_000))])
    gabungan = "".join(f'<mergeCell ref="B{n}:B{n + 1}"/>' for n in range(4_000, 124_000, 2))

    def gabung(xml):
        return xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{gabungan}</mergeCells>".encode())

    sumber = ganti_entri(isi(berkas), **{"xl/worksheets/sheet1.xml": gabung})
    mulai = time.thread_time()
    assert len(baca(sumber, Buku("x", [lembar]))["Data"]) == 3_000
    assert time.thread_time() - mulai < 12
