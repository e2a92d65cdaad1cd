"""One cell, as people fill it: what is read, and what is said when it cannot be."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from sakip.excel import BILANGAN, DESIMAL, PILIHAN, RUPIAH, TANGGAL, TEKS, TULISAN, YA_TIDAK, Kolom
from sakip.excel.nilai import GalatNilai, baca_sel, nilai_untuk_sel, terdekat

D = Decimal
NIP = Kolom("nip", "NIP", pola="[0-9]{18}", syarat="18 angka", tanpa_spasi=True)
KODE = Kolom("kode", "Kode")
NAMA = Kolom("nama", "Nama", maks=20)
URUT = Kolom("urut", "Urut", BILANGAN, min=1, maks=99)
NILAI = Kolom("nilai", "Nilai", DESIMAL)
PAGU = Kolom("pagu", "Pagu", RUPIAH)
MULAI = Kolom("mulai", "Mulai", TANGGAL)
AKTIF = Kolom("aktif", "Aktif", YA_TIDAK)
SKALA = Kolom(
    "skala", "Skala", PILIHAN, pilihan=[("aa", "AA"), ("a-", "A-"), ("a", "A"), ("wtp", "WTP (tanpa syarat)")]
)
SATKER = Kolom("satker", "Satker", PILIHAN, pilihan=[(f"{i:06d}", f"KPU Kota {i}") for i in range(500)])


def baca(kolom, value, number_format="General"):
    return baca_sel(kolom, SimpleNamespace(value=value, number_format=number_format))


def tolak(kolom, value, number_format="General"):
    with pytest.raises(GalatNilai) as galat:
        baca(kolom, value, number_format)
    return galat.value


@pytest.mark.parametrize(
    ("kolom", "isi", "nilai"),
    [
        (NIP, "197801012005011003", "197801012005011003"),
        (NIP, "19780101 200501 1 003", "197801012005011003"),  # as it is printed under signatures
        (NIP, "'197801012005011003", "197801012005011003"),  # the apostrophe typed into a text cell
        (NIP, "19780101200501\u200b1003\u00a0", "197801012005011003"),
        (NAMA, "  Siti \u00a0Rahma\n", "Siti Rahma"),
        (KODE, 654340, "654340"),
        (KODE, 654340.0, "654340"),
        (KODE, "012345", "012345"),
        (KODE, -3, "-3"),
        (KODE, "=1+1", "=1+1"),
        (URUT, 7.0, 7),
        (URUT, "7", 7),
        (NILAI, 77.5, D("77.5")),
        (NILAI, 0.1 + 0.2, D("0.3")),  # 15 digits, as Excel shows it
        (NILAI, "77,5 %", D("77.5")),
        (NILAI, -5, D(-5)),
        (PAGU, 142297821000, D(142297821000)),
        (PAGU, "Rp 142.297.821.000", D(142297821000)),
        (PAGU, 142297821000.0, D(142297821000)),
        (MULAI, datetime.datetime(2024, 1, 2), datetime.date(2024, 1, 2)),
        (MULAI, "2 Januari 2024", datetime.date(2024, 1, 2)),
        (MULAI, "02/01/2024", datetime.date(2024, 1, 2)),
        (AKTIF, "ya ", True),
        (AKTIF, "TIDAK", False),
        (AKTIF, True, True),
        (AKTIF, 0, False),
        (SKALA, "AA", "aa"),
        (SKALA, "ааа"[:2], "aa"),  # Cyrillic, from a scan
        (SKALA, "A-", "a-"),
        (SKALA, "wtp", "wtp"),  # the value instead of the label
        (SATKER, "KPU  Kota 12", "000012"),
    ],
)
def test_cell_is_read_as_its_column(kolom, isi, nilai):
    terbaca = baca(kolom, isi)
    assert (terbaca, type(terbaca)) == (nilai, type(nilai))


@pytest.mark.parametrize(
    ("isi", "number_format", "teks"),
    [
        ("7 Kecamatan", "@", "7 Kecamatan"),
        (7, "General", "7"),
        (77.5, "0.00", "77,5"),
        (0.775, "0.0%", "77,5%"),
        (1, "0%", "100%"),
        (0.775, "General", "0,7750"),
        (1.234, "General", "1,2340"),  # three decimals get a fourth: "1,234" reads as thousands as well
    ],
)
def test_a_figure_is_read_as_a_person_sees_it(isi, number_format, teks):
    assert baca(Kolom("t", "Target", TULISAN), isi, number_format) == teks


@pytest.mark.parametrize("isi", [datetime.datetime(2024, 1, 2), True, float("nan"), 1e20])
def test_a_figure_that_excel_changed_is_refused(isi):
    tolak(Kolom("t", "Target", TULISAN), isi)


@pytest.mark.parametrize("isi", [None, "", "  ", "\u00a0\u200b"])
@pytest.mark.parametrize(("kolom", "kosong"), [(NAMA, ""), (URUT, None), (MULAI, None), (SKALA, None), (AKTIF, None)])
def test_empty_cell_is_empty(kolom, isi, kosong):
    assert baca(kolom, isi) == kosong


@pytest.mark.parametrize(
    ("format_sel", "kode"), [("000000", "001234"), ("General", "1234"), ("0", "1234"), ("0000.00", "1234")]
)
def test_zeros_in_front_survive_when_the_cell_shows_them(format_sel, kode):
    assert baca(KODE, 1234, format_sel) == kode


@pytest.mark.parametrize(("isi", "nilai"), [(0.775, "77.5"), (1, "100"), (0.9024, "90.24")])
def test_percent_cell_is_read_as_it_looks(isi, nilai):
    assert baca(NILAI, isi, "0.00%") == D(nilai)


def test_paragraphs_keep_their_lines():
    assert baca(Kolom("x", "X", paragraf=True), " satu  dua\r\n tiga\n") == "satu dua\ntiga"


@pytest.mark.parametrize(
    ("kolom", "isi", "pesan", "diketik"),
    [
        (NIP, "1234", "NIP harus 18 angka.", "1234"),
        (NIP, 1.97801012005011e17, "NIP diketik sebagai angka, sehingga Excel membuang digit", "1,97801012005011E+17"),
        (NIP, 197801012005011003, "NIP diketik sebagai angka", "1,97801012005011E+17"),
        (KODE, 1.5, "Kode diketik sebagai angka pecahan", "1,5"),
        (KODE, datetime.datetime(2024, 12, 3), "Kode diubah Excel menjadi tanggal", "3 Desember 2024"),
        (KODE, datetime.time(10, 30), "Kode diubah Excel menjadi jam", "10:30:00"),
        (KODE, True, "Kode diubah Excel menjadi BENAR/SALAH", "BENAR"),
        (NAMA, "x" * 21, "Nama paling banyak 20 huruf, sekarang 21.", "x" * 21),
        (KODE, "x" * 501, "Kode paling banyak 500 huruf", "x" * 60 + "…"),
        (KODE, "x" * 40_000, "Kode terlalu panjang", "x" * 60 + "…"),
        (KODE, "#N/A", "Kode berisi galat rumus Excel", "#N/A"),
        (NILAI, "#ref!", "Nilai berisi galat rumus Excel", "#ref!"),
        (URUT, 1.5, "Urut harus bilangan bulat.", "1,5"),
        (URUT, 0, "Urut paling kecil 1.", "0"),
        (URUT, "100", "Urut paling besar 99.", "100"),
        (NILAI, "tinggi", "Nilai harus berupa angka, misalnya 77,5.", "tinggi"),
        (NILAI, "1.234", "Nilai belum dapat dibaca. '1.234' dapat dibaca dua cara.", "1.234"),
        (NILAI, 1 / 3, "Nilai paling banyak 6 angka di belakang koma.", "0,333333333333333"),
        (NILAI, 1e300, "Nilai terlalu besar, paling banyak 15 digit.", "1E+300"),
        (NILAI, float("inf"), "Nilai terlalu besar", "inf"),
        (NILAI, datetime.datetime(2024, 5, 7), "Nilai harus berupa angka", "7 Mei 2024"),  # "7.5" typed, Excel's date
        (NILAI, False, "Nilai harus berupa angka", "SALAH"),
        (PAGU, 1.5, "Pagu ditulis tanpa sen", "1,5"),
        (PAGU, "1.234,56", "Pagu belum dapat dibaca. Rupiah ditulis tanpa sen", "1.234,56"),
        (PAGU, "116,180.000", "Pagu belum dapat dibaca. Pemisah ribuan tidak teratur", "116,180.000"),
        (MULAI, 45293, "Mulai harus berupa tanggal", "45293"),  # a date in a cell of numbers
        (MULAI, "31/02/2024", "Mulai belum dapat dibaca. Tanggal '31/02/2024' tidak ada", "31/02/2024"),
        (MULAI, "kemarin", "Mulai harus berupa tanggal", "kemarin"),
        (MULAI, datetime.datetime(1900, 1, 1), "Mulai harus berupa tanggal", "1 Januari 1900"),  # "1" in a date cell
        (MULAI, datetime.timedelta(hours=30), "Mulai harus berupa tanggal", "30,00 jam"),
        (AKTIF, "mungkin", "Aktif harus Ya atau Tidak.", "mungkin"),
        (AKTIF, 2, "Aktif harus Ya atau Tidak.", "2"),
        (SKALA, "AAA", "Skala harus salah satu dari: AA, A-, A, WTP (tanpa syarat). Mungkin maksudnya “AA”.", "AAA"),
        (
            SATKER,
            "KPU Kota 1Z",
            "Satker harus dipilih dari daftar di sel itu. Mungkin maksudnya “KPU Kota 1",
            "KPU Kota 1Z",
        ),
        (SATKER, "zzz", "Satker harus dipilih dari daftar di sel itu.", "zzz"),
    ],
)
def test_cell_that_cannot_be_read_is_named(kolom, isi, pesan, diketik):
    galat = tolak(kolom, isi)
    assert galat.pesan.startswith(pesan)
    assert galat.diketik == diketik
    assert "Yang diketik" not in galat.pesan


def test_number_is_read_as_the_choice_it_looks_like():
    kolom = Kolom("tahun", "Tahun", PILIHAN, pilihan=[(2024, "2024"), (2025, "2025")])
    assert baca(kolom, 2024.0) == 2024


def test_nothing_near_gives_no_suggestion():
    assert terdekat("Renstra", ("Pejabat", "Satker")) == ""


@pytest.mark.parametrize(
    ("kolom", "nilai", "isi"),
    [
        (SKALA, "a-", "A-"),
        (SKALA, "lama", "lama"),  # a value whose choice is gone is shown as it is
        (AKTIF, False, "Tidak"),
        (MULAI, datetime.date(2024, 1, 2), datetime.date(2024, 1, 2)),
        (PAGU, D(5), D(5)),
        (KODE, 12, "12"),
        (KODE, "", None),
        (PAGU, None, None),
    ],
)
def test_value_is_written_as_its_column(kolom, nilai, isi):
    assert nilai_untuk_sel(kolom, nilai) == isi


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [(PAGU, 1.5), (PAGU, "5"), (URUT, True), (MULAI, "2024-01-02"), (MULAI, datetime.datetime(2024, 1, 2))],
)
def test_value_of_a_wrong_type_is_a_programmers_mistake(kolom, nilai):
    with pytest.raises(TypeError, match=kolom.kunci):
        nilai_untuk_sel(kolom, nilai)


def test_column_without_limit_has_one():
    assert TEKS is KODE.jenis
    assert KODE.maks is None
    assert baca(KODE, "x" * 500) == "x" * 500
