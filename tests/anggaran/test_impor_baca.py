"""Files as they come: where the table is, which column is what, which rows are rows, what is wrong with a cell."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anggaran.impor.baca import Bacaan, baca, baca_tanggal, contoh, kenali
from anggaran.impor.kepala import huruf
from anggaran.impor.kode import cetak
from anggaran.impor.pemetaan import BAWAAN, BentukKode, Cara, Pemetaan, usulkan
from anggaran.impor.susun import susun
from sakip.angka import BULAN
from sakip.impor import ImporDitolak
from tests.anggaran.impor_bantu import SAKTI, TAHUN, buku, csv, sakti

BULANAN = ["Kode", "Uraian", *BULAN]


def bacaan(isi: bytes, **ubah: Any) -> Bacaan:
    return baca(isi, replace(kenali(isi).usul, **ubah), satker="654340", tahun=TAHUN)


def pesan(b: Bacaan) -> list[str]:
    susun(b)
    return [f"{g.sel}: {g.pesan}" for g in b.galat]


def isi(b: Bacaan) -> dict[str, Any]:
    return {cetak(r.jalur): r.nilai[0] for r in b.baris}


# --- The head ------------------------------------------------------------------------------------------------------


def test_the_head_is_found_below_title_rows_with_satker_date_and_year() -> None:
    kepala = kenali(
        sakti(("3355", 1), judul=("TAHUN ANGGARAN 2024", "Satuan Kerja: (654340)", "per 16 Jan 2025"))
    ).kepala
    assert (kepala.nomor, kepala.judul[0]) == (5, "Kode")
    assert [k.isi for k in kepala.satker + kepala.tahun] == ["654340", 2024]
    assert kepala.tanggal
    assert kepala.tanggal.isi == datetime.date(2025, 1, 16)


@pytest.mark.parametrize(
    ("teks", "tanggal"),
    [
        ("Periode Januari s.d. Juni 2024", (2024, 6, 30)),
        ("S/D TANGGAL 30-06-2024", (2024, 6, 30)),
        ("sampai dengan 31 Desember 2024", (2024, 12, 31)),
        ("Per: 2024-02-29", (2024, 2, 29)),
        ("Dicetak tanggal 5 Juli 2024", None),
        ("Super 5 Juli 2024", None),
        ("per 31 Februari 2024", None),
    ],
)
def test_the_day_of_the_data_is_read_from_a_title(teks: str, tanggal: Any) -> None:
    kutip = kenali(sakti(("3355", 1), judul=(teks,))).kepala.tanggal
    assert (kutip.isi if kutip else None) == (datetime.date(*tanggal) if tanggal else None)


def test_a_head_of_two_rows_with_merged_cells_is_one() -> None:
    def gabung(ws: Any) -> None:
        ws.merge_cells("A1:A2")
        ws.merge_cells("C1:E1")

    b = bacaan(
        buku(
            [["Kode", "Uraian", "Realisasi"], [None, None, "Januari", "Februari", "Maret"], ["3355", "x", 1, 2, 3]],
            gabung,
        )
    )
    assert b.pemetaan.cara is Cara.BULANAN
    assert [r.nilai for r in b.baris] == [(1, 2, 3)]


def test_the_row_of_column_numbers_and_a_head_printed_again_are_no_rows() -> None:
    b = bacaan(buku([SAKTI, [f"({n})" for n in range(1, 8)], ["3355", "a", 9, 0, 5], SAKTI, ["3360", "b", 9, 0, 6]]))
    assert isi(b) == {"3355": 5, "3360": 6}
    assert pesan(b) == []


def test_the_table_is_found_in_the_sheet_that_has_it() -> None:
    def tambah(ws: Any) -> None:
        ws.parent.create_sheet("Catatan", 0).append(["Dibuat oleh operator"])
        ws.parent.create_sheet("Lama", 0).sheet_state = "hidden"

    k = kenali(buku([SAKTI, ["3355", "x", 1, 0, 2]], tambah, nama="Data Realisasi"))
    assert k.lembar == "Data Realisasi"


def test_a_person_can_say_which_row_is_the_head() -> None:
    k = kenali(buku([["Kode", "Jumlah"], ["A", "B"], ["3355", 1]]), nomor=2)
    assert k.kepala.judul == ("Kode A", "Jumlah B")


def test_a_file_without_a_table_is_refused_with_what_to_do() -> None:
    with pytest.raises(ImporDitolak, match="Tidak ada tabel yang dikenal"):
        kenali(buku([["Selamat pagi"], ["apa kabar", 5]]))


# --- Columns -------------------------------------------------------------------------------------------------------


def test_the_cumulative_column_is_chosen_among_those_of_realisasi() -> None:
    p = usulkan(SAKTI)
    assert (p.kode, p.uraian, p.pagu, p.nilai) == (("kode",), "uraian", "pagurevisi", "realisasisdperiodeini")


def test_columns_of_levels_make_up_the_path_in_their_order() -> None:
    p = usulkan(
        ["Satker", "Akun", "Program", "Nama Program", "Kegiatan", "KRO", "RO", "Komponen", "Sub Komponen", "Realisasi"]
    )
    assert p.kode == ("program", "kegiatan", "kro", "ro", "komponen", "subkomponen", "akun")
    assert (p.satker, p.nilai) == ("satker", "realisasi")


def test_month_columns_are_amounts_of_the_month_or_running_as_their_heading_says() -> None:
    assert usulkan(BULANAN).cara is Cara.BULANAN
    assert usulkan(["Kode", *(f"s.d. {b}" for b in BULAN)]).cara is Cara.BULANAN_KUMULATIF


def test_a_date_beside_an_amount_means_transactions() -> None:
    p = usulkan(["No", "Kode COA", "Tgl SP2D", "Nilai SP2D", "D/K", "Tahun Anggaran"])
    assert (p.cara, p.tanggal, p.nilai, p.tanda, p.tahun) == (
        Cara.PEMBUKUAN,
        "tglsp2d",
        "nilaisp2d",
        "dk",
        "tahunanggaran",
    )
    assert p.kode == ("kodecoa",)


def test_a_mapping_survives_its_json() -> None:
    for p in (*BAWAAN.values(), usulkan(BULANAN).dengan_padanan({"3355.X": "", "3355.Y": "3355"})):
        assert Pemetaan.dari_json(p.jadi_json()) == p


@pytest.mark.parametrize("isi", [None, [], {"cara": "lain"}, {"bulan": []}, {"kode": 5}, {"padanan": "x"}])
def test_foreign_json_is_no_mapping(isi: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        Pemetaan.dari_json(isi)


@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_head_gives_a_proposal_that_names_its_own_columns(judul: list[str]) -> None:
    p = usulkan(judul)
    assert Pemetaan.dari_json(p.jadi_json()) == p
    assert p.kurang or p.cocok(tuple(k for k in p.kolom))


def test_the_sample_is_read_as_the_file_will_be() -> None:
    k = kenali(sakti(("3355", 5), ("3360", 6)))
    assert isi(contoh(k, k.usul, satker="654340", tahun=TAHUN)) == {"3355": 5, "3360": 6}


def test_letters_of_columns() -> None:
    assert [huruf(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# --- Rows ----------------------------------------------------------------------------------------------------------


def test_levels_that_are_left_empty_mean_what_stands_above() -> None:
    kepala = ["Program", "Kegiatan", "KRO", "RO", "Realisasi"]
    b = bacaan(
        buku([kepala, ["076.01.WA", 3355, "EBA", "994", 5], [None, None, None, "962", 6], [None, 3360, None, None, 7]])
    )
    assert isi(b) == {"076.01.WA.3355.EBA.994": 5, "076.01.WA.3355.EBA.962": 6, "076.01.WA.3360": 7}


def test_merged_codes_hold_for_each_of_their_rows() -> None:
    def gabung(ws: Any) -> None:
        ws.merge_cells("A2:A3")

    kepala = ["Program", "Kegiatan", "Realisasi"]
    b = bacaan(buku([kepala, ["076.01.WA", "3355", 5], [None, "3360", 6]], gabung))
    assert isi(b) == {"076.01.WA.3355": 5, "076.01.WA.3360": 6}


def test_lines_without_a_code_belong_to_the_akun_above() -> None:
    b = bacaan(sakti(("3355.EBA.994", 9), ("051", 9), ("521111", 9), (None, 4), (None, 5)))  # type: ignore[arg-type]
    susunan = susun(b)
    assert b.pemetaan.bentuk is BentukKode.BERTINGKAT
    assert [r.nilai[0] for r in susunan.rinci] == [4, 5]
    assert susunan.selisih == []


def test_totals_are_compared_with_their_parts_and_never_counted() -> None:
    b = bacaan(
        sakti(
            ("3355", 12),
            ("3355.EBA", 11),
            ("3355.EBA.994", 5),
            ("3355.EBA.962", 6),
            ("Jumlah 3355", 11),
            ("JUMLAH", 99),
        )
    )
    susunan = susun(b)
    assert [r.nilai[0] for r in susunan.rinci] == [5, 6]
    assert [(s.sel, s.pesan) for s in susunan.selisih] == [
        ("E6", "3355: tertulis 12, jumlah bagiannya 11, selisih 1."),
        ("E11", "JUMLAH: tertulis 99, jumlah bagiannya 11, selisih 88."),
    ]


def test_a_subtotal_is_that_of_the_rows_since_the_last_one() -> None:
    b = bacaan(sakti(("3355.EBA", 5), ("Sub Total", 5), ("3360.EBA", 6), ("Sub Total", 7), ("Grand Total", 11)))
    assert [s.pesan for s in susun(b).selisih] == ["Sub Total: tertulis 7, jumlah bagiannya 6, selisih 1."]


@pytest.mark.parametrize(
    ("tanda", "jumlah"), [("D", 5), ("K", -5), ("Kredit", -5), ("+", 5), ("-", -5), ("Pengembalian", -5), (None, 5)]
)
def test_the_sign_column_takes_a_row_away(tanda: str | None, jumlah: int) -> None:
    b = bacaan(buku([["Kode", "D/K", "Realisasi"], ["3355", tanda, 5]]))
    assert isi(b) == {"3355": jumlah}


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        (datetime.datetime(2024, 6, 30, 10, 0), (6, 30)),
        ("30/06/2024", (6, 30)),
        ("30-JUN-24", (6, 30)),
        ("30-Jun-2024", (6, 30)),
        ("2024-06-30 10:11:12", (6, 30)),
        ("30 Juni 2024", (6, 30)),
    ],
)
def test_a_date_is_read_as_exports_write_it(isi: Any, hasil: tuple[int, int]) -> None:
    assert baca_tanggal(isi) == datetime.date(2024, *hasil)


# --- Findings ------------------------------------------------------------------------------------------------------

SEMUA = ["Kode", "Kode Satker", "Tahun Anggaran", "Tanggal SP2D", "D/K", "Nilai SP2D", "Pagu"]


@pytest.mark.parametrize(
    ("kolom", "nilai", "kata"),
    [
        (1, "654341", "B2: Kode satker bukan 654340. Baris ini milik satker lain."),
        (2, 2023, "C2: Tahun anggaran harus 2024."),
        (3, "31/12/2023", "D2: Tanggal di luar tahun anggaran 2024."),
        (3, "kemarin", "D2: Harus berupa tanggal, misalnya 30/06/2024."),
        (3, None, "D2: Tanggal wajib diisi pada baris transaksi."),
        (4, "X", "E2: D/K harus D atau K, + atau -, Tambah atau Kurang."),
        (5, "lima", "F2: Nilai SP2D harus berupa jumlah rupiah, misalnya 1.234.567."),
        (5, 1e308, "F2: Nilai SP2D terlalu besar, paling banyak 15 digit."),
        (5, "#REF!", "F2: Nilai SP2D harus berupa jumlah rupiah, misalnya 1.234.567."),
        (6, "x" * 5000, "G2: Pagu harus berupa jumlah rupiah, misalnya 1.234.567."),
        (0, None, "A2: Kode kosong, padahal baris ini memuat jumlah."),
        (0, "Belanja", "A2: Kode bukan kode anggaran."),
        (
            0,
            datetime.datetime(2024, 1, 1),
            "A2: Kode diubah Excel menjadi tanggal atau jam; ubah format selnya menjadi Teks.",
        ),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_at_the_cell(kolom: int, nilai: Any, kata: str) -> None:
    baris: list[Any] = ["3355.EBA", "654340", 2024, datetime.datetime(2024, 6, 1), "D", 5, 9]
    baris[kolom] = nilai
    assert pesan(bacaan(buku([SEMUA, baris]))) == [kata]


@pytest.mark.parametrize(
    ("judul", "kata"),
    [
        ("Satker: 123456 KANTOR LAIN", "A1: Berkas ini milik satker 123456, bukan 654340."),
        ("TAHUN ANGGARAN 2023", "A1: Berkas ini tahun anggaran 2023, bukan 2024."),
    ],
)
def test_another_satker_or_year_in_the_title_is_refused(judul: str, kata: str) -> None:
    assert pesan(bacaan(sakti(("3355", 1), judul=(judul,)))) == [kata]


def test_a_comparison_of_years_with_ours_and_a_satker_by_another_code_are_let_pass() -> None:
    isi = sakti(("3355", 1), judul=("TA 2023 dan TA 2024", "Satker: 123456"))
    assert baca(isi, kenali(isi).usul, satker="1971", tahun=TAHUN).galat == []


def test_a_code_that_stands_twice_is_refused_unless_rows_are_to_be_added_up() -> None:
    isi = sakti(("3355.EBA", 1), ("3355.EBA", 2))
    assert pesan(bacaan(isi)) == ["A7: Kode 3355.EBA sudah ada di sel A6."]
    assert pesan(bacaan(isi, ganda=True)) == []


def test_a_formula_that_was_never_calculated_is_no_zero() -> None:
    b = bacaan(buku([["Kode", "Realisasi"], ["3355", "=1+1"]]))
    assert pesan(b) == ["B2: Realisasi berisi rumus yang belum dihitung. Buka berkas di Excel, lalu simpan."]


def test_findings_end_at_a_thousand() -> None:
    b = bacaan(buku([["Kode", "Realisasi"], *([f"{n:04d}", "x"] for n in range(1500))]))
    assert len(b.galat) == 1000
    assert "Lebih dari 999 kesalahan" in b.galat[-1].pesan


# --- Text files ----------------------------------------------------------------------------------------------------

TABEL = [["Kode", "Uraian", "Realisasi"], ["3355.EBA", "Gaji", "1.234.567,50"], ["3360", "Rapat", "(1.000)"]]


@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("pemisah", [";", "\t"])
def test_a_text_file_is_read_whatever_its_separator_and_encoding(sandi: str, pemisah: str) -> None:
    teks = "\r\n".join(pemisah.join(b) for b in [["Realisasi – “BA 076”"], *TABEL])
    b = bacaan(teks.encode(sandi))
    assert {k: str(n) for k, n in isi(b).items()} == {"3355.EBA": "1234567.50", "3360": "-1000"}


def test_quoted_cells_keep_their_commas_and_line_breaks() -> None:
    teks = 'Kode,Uraian,Realisasi\r\n3355,"Gaji, tunjangan\nlain","1,234,567.50"\r\n3360,"Kata ""kutip""",7\r\n'
    b = bacaan(teks.encode())
    assert {k: str(n) for k, n in isi(b).items()} == {"3355": "1234567.50", "3360": "7"}
    assert [r.nomor for r in b.baris] == [2, 3]


@given(
    st.lists(
        st.tuples(st.integers(1000, 9999), st.text(max_size=30), st.integers(0, 10**12)),
        max_size=20,
        unique_by=lambda t: t[0],
    ),
    st.sampled_from([";", "\t", ","]),
)
@settings(max_examples=50)
def test_what_a_spreadsheet_writes_as_text_is_read_back(baris: list[tuple[int, str, int]], pemisah: str) -> None:
    import csv as pustaka

    aliran = io.StringIO()
    tulis = pustaka.writer(aliran, delimiter=pemisah)
    tulis.writerow(["Kode", "Uraian", "Realisasi"])
    for kode, uraian, nilai in baris:
        tulis.writerow([kode, uraian.replace("\0", ""), f"{nilai:,}".replace(",", ".")])
    b = baca(
        aliran.getvalue().encode("utf-8", "ignore"), usulkan(["Kode", "Uraian", "Realisasi"]), satker="1", tahun=TAHUN
    )
    assert isi(b) == {str(kode): nilai for kode, _, nilai in baris}


@pytest.mark.parametrize(
    ("nama", "cara", "jumlah"),
    [("contoh-sakti-2024", Cara.KUMULATIF, 70_175_958_000), ("contoh-sp2d-2024", Cara.PEMBUKUAN, 70_175_958_000)],
)
def test_the_example_exports_are_read_without_a_finding(nama: str, cara: Cara, jumlah: int) -> None:
    b = bacaan(Path("fixtures/kpu-provinsi-bengkulu", f"{nama}.csv").read_bytes())
    susunan = susun(b)
    assert (b.pemetaan.cara, b.galat, susunan.selisih) == (cara, [], [])
    assert sum(r.nilai[0] or 0 for r in susunan.rinci) == jumlah


# --- Hostile files -------------------------------------------------------------------------------------------------


def bom_zip() -> bytes:
    aliran = io.BytesIO()
    with zipfile.ZipFile(aliran, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<a/>")
        arsip.writestr("xl/workbook.xml", "<a>" + "0" * 60_000_000 + "</a>")
    return aliran.getvalue()


def _rusak() -> bytes:
    return sakti(("3355", 1))[:-200]


@pytest.mark.parametrize(
    "buat",
    [
        bom_zip,
        _rusak,
        lambda: b"",
        lambda: b"   \n ",
        lambda: b"%PDF-1.4 Kode;Realisasi",
        lambda: b"\x89PNG\r\n\x1a\n\0\0",
        lambda: b"\xd0\xcf\x11\xe0 lama",
        lambda: b"PK\x03\x04 bukan zip",
        lambda: b"Kode;Realisasi\n3355;\0\n",
        lambda: b"Kode;Realisasi\n3355;" + b"9" * 200_000,
        lambda: b'Kode;Realisasi\n3355;"' + b"tak ditutup\n" * 20_000,
        lambda: b"a" * (10 * 1024 * 1024 + 1),
        "<html><table><tr><td>Kode</td></tr></table></html>".encode,
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(buat: Callable[[], bytes]) -> None:
    isi = buat()
    with pytest.raises(ImporDitolak, match=r"^[A-Z].{10,}\.$"):
        baca(isi, usulkan(["Kode", "Realisasi"]), satker="654340", tahun=TAHUN)


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_bytes_are_a_table_or_refused(isi: bytes) -> None:
    try:
        kenali(isi)
    except ImporDitolak:
        return


def test_the_content_decides_and_not_the_name() -> None:
    assert kenali(csv([["Kode", "Realisasi"], ["3355", "1"]])).lembar == "Data"
