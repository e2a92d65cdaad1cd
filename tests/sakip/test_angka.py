"""Every row is a figure from a real paper or an edge; `id` or comment says which."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakip.angka import (
    DIGIT_ISIAN_MAKS,
    GalatAngka,
    baca_bilangan,
    bulatkan,
    format_bertanda,
    format_desimal,
    format_isian,
    format_persen,
    format_persen_ringkas,
    format_ringkas,
    format_rupiah,
    format_rupiah_bertanda,
    format_tanggal,
    lipat_homoglif,
    parse_desimal,
    parse_rupiah,
    parse_tanggal,
    terbilang,
)

D = Decimal
desimal_kolom = st.decimals(min_value=D(-(10**9)) + 1, max_value=D(10**9) - 1, places=6)  # 15 digits, as stored


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("77,5", "77.5"),
        ("77.5", "77.5"),
        ("77,5 %", "77.5"),
        ("77.5%", "77.5"),
        ("90,24\u00a0%", "90.24"),  # pasted from our own report: no-break space
        ("  100%\n", "100"),
        ("0,16%", "0.16"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),  # Excel in English: both marks present, so clear
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,567", "1234.567"),  # Indonesian order, three decimals
        ("1.234.567", "1234567"),  # two groups cannot be decimals
        ("1234,567", "1234.567"),  # four digits before the mark cannot be a group
        ("0,125", "0.125"),  # no group begins with 0
        ("1,2340", "1.234"),  # what the message about "1,234" tells people to type
        ("Rp 9.203.578.000", "9203578000"),
        ("Rp. 22.562.100,-", "22562100"),
        ("Rp.8.039.799.424", "8039799424"),  # Tabel 3.17, no space
        ("Rp 1.234", "1234"),  # money has no three decimals
        ("-33,33", "-33.33"),
        ("\u221233,33", "-33.33"),  # the real minus sign
        ("- 5", "-5"),
        ("-0", "0"),  # no minus zero in the database
        ("007", "7"),
        ("\u200b79\ufeff", "79"),  # invisible characters of a paste
        ("9" * DIGIT_ISIAN_MAKS, "9" * DIGIT_ISIAN_MAKS),  # the longest that SQLite gives back exactly
        ("0,123456", "0.123456"),
        ("99999999999,1230", "99999999999.123"),  # zeros at the end are no precision
    ],
)
def test_parse_desimal_reads(teks, nilai):
    assert parse_desimal(teks) == D(nilai)
    assert not parse_desimal(teks).is_signed() or D(nilai) < 0


@pytest.mark.parametrize(
    "teks",
    [
        "",
        "   ",
        "\u00a0",
        "–",  # how an absent value is printed
        "-",
        "77.5.0",
        "77,5,0",
        "116,180.000",  # line 2387 of the Bengkulu report: mixed groups
        "1.23.456",
        "12.34,5",
        "0.123.456",  # a group cannot begin with 0
        "1,234,56.7",
        "1 234",  # a lost digit or a thousands space
        "119.173.477.7 42",  # scanned: a space inside
        ",5",
        "5,",
        "A",
        "Proses",
        "NaN",
        "inf",
        "Infinity",
        "1e5",
        "1E+3",
        "0x10",
        "1_000",
        "٧٧",  # digits, but not ours
        "²",
        "--5",
        "-Rp -5",
        "+5",
        "(5)",
        "5%%",
        "Rp 99,06 %",  # Tabel 3.17 prints this; nobody can say which it is
        "Rp 77,5,-",
        "9" * (DIGIT_ISIAN_MAKS + 1),
        "1" + "0" * DIGIT_ISIAN_MAKS,  # few digits, but too large for the column
        "0,1234567",  # would be rounded in silence
        "1" * 100_000,  # hostile length answers at once
    ],
)
def test_parse_desimal_refuses(teks):
    with pytest.raises(GalatAngka):
        parse_desimal(teks)


@pytest.mark.parametrize("teks", ["1.234", "1,234", "999.000", "12,345 %", "-1.234"])
def test_parse_desimal_refuses_what_can_be_read_in_two_ways(teks):
    with pytest.raises(GalatAngka, match="dapat dibaca dua cara"):
        parse_desimal(teks)


@pytest.mark.parametrize(
    ("baca", "teks", "pesan"),
    [
        (parse_desimal, "77.5.0", "Harus berupa angka, misalnya 77,5. Yang diketik: '77.5.0'."),
        (parse_desimal, "", "Harus diisi dengan angka, misalnya 77,5."),
        (
            parse_desimal,
            "1.234",
            "'1.234' dapat dibaca dua cara. Tulis 1234 bila maksudnya ribuan, atau 1,2340 bila maksudnya pecahan.",
        ),
        (
            parse_desimal,
            "1" * 25,
            "Angka terlalu panjang, paling banyak 15 digit. Yang diketik: '1111111111111111111111111'.",
        ),
        (parse_desimal, "x" * 40, f"Harus berupa angka, misalnya 77,5. Yang diketik: '{'x' * 40}'."),
        (parse_desimal, "x" * 41, f"Harus berupa angka, misalnya 77,5. Yang diketik: '{'x' * 40}…'."),
        (
            parse_rupiah,
            "116,180.000",
            "Pemisah ribuan tidak teratur; tulis misalnya 142.297.821.000. Yang diketik: '116,180.000'.",
        ),
        (parse_rupiah, "77,5", "Rupiah ditulis tanpa sen, misalnya 142.297.821.000. Yang diketik: '77,5'."),
        (parse_rupiah, "banyak", "Harus berupa angka, misalnya 142.297.821.000. Yang diketik: 'banyak'."),
    ],
)
def test_the_message_says_what_is_wrong_with_an_example(baca, teks, pesan):
    with pytest.raises(GalatAngka) as galat:
        baca(teks)
    assert str(galat.value) == pesan


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("142.297.821.000", 142_297_821_000),
        ("Rp 133,094,243,000", 133_094_243_000),  # Tabel 2.3, English marks
        ("Rp. 22.562.100,-", 22_562_100),
        ("Rp. 1.698.200.000,--", 1_698_200_000),  # line 732
        ("Rp. 0,-", 0),
        ("Rp 5.000,–", 5_000),  # Word turns the hyphen into a dash
        ("9203578000", 9_203_578_000),
        ("1.234", 1_234),  # for money never ambiguous
        ("1,234", 1_234),
        ("142.297.821.000,00", 142_297_821_000),  # treasury exports print the sen
        ("142,297,821,000.00", 142_297_821_000),
        ("9203578000.00", 9_203_578_000),
        ("-5.000", -5_000),
        ("Rp -5.000", -5_000),
        ("-Rp 5.000", -5_000),
    ],
)
def test_parse_rupiah_reads(teks, nilai):
    assert parse_rupiah(teks) == nilai


@pytest.mark.parametrize(
    "teks",
    [
        "116,180.000",
        "1.234,567.890",
        "12.34.567",
        "1.2345",
        "0.123",
        "77,5",
        "142.297.821.000,50",
        "1.234.567,8",
        "1.234.567,000",  # three zeros after the comma are a group, not sen
        "90,24 %",
        "Rp",
        "",
        "1e9",
        "1" * 25,
    ],
)
def test_parse_rupiah_refuses(teks):
    with pytest.raises(GalatAngka):
        parse_rupiah(teks)


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (142_297_821_000, "142.297.821.000"),
        (D("142297821000.00"), "142.297.821.000"),
        (0, "0"),
        (999, "999"),
        (-1_000, "-1.000"),
        (D("0.5"), "1"),  # half up
        (D("-0.4"), "0"),  # never "-0"
        (10**30, "1.000.000.000.000.000.000.000.000.000.000"),  # beyond the context's 28 digits
        (None, "–"),
    ],
)
def test_format_rupiah_prints(nilai, teks):
    assert format_rupiah(nilai) == teks


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        (D("79.000000"), None, "79"),
        (D("77.500000"), None, "77,5"),
        (D("0.16"), None, "0,16"),
        (D("1234567.89"), None, "1.234.567,89"),
        (D("1E+3"), None, "1.000"),
        (100, None, "100"),
        (79, 2, "79,00"),
        (D("90.2437"), 2, "90,24"),
        (D("2.5"), 0, "3"),  # half up, not half even
        (D("0.125"), 2, "0,13"),
        (D("-0.125"), 2, "-0,13"),
        (D("-0.001"), 2, "0,00"),
        (None, 2, "–"),
    ],
)
def test_format_desimal_prints(nilai, desimal, teks):
    assert format_desimal(nilai, desimal) == teks


@pytest.mark.parametrize(
    ("fungsi", "nilai", "teks"),
    [
        (format_persen, D("90.2437"), "90,24\u00a0%"),  # Tabel 2.3
        (format_persen, 100, "100,00\u00a0%"),
        (format_persen, None, "–"),
        (format_persen_ringkas, D("100.000000"), "100\u00a0%"),  # as Tabel 2.2 prints a target
        (format_persen_ringkas, D("77.5"), "77,5\u00a0%"),
        (format_persen_ringkas, D("66.666"), "66,67\u00a0%"),
        (format_persen_ringkas, None, "–"),
        (format_ringkas, D("98.75"), "98,75"),
        (format_ringkas, D("-33.333333"), "-33,33"),
        (format_ringkas, D("99.999"), "100"),
        (format_ringkas, None, "–"),
        (format_isian, D("1234.000000"), "1234"),  # "1.234" would be refused when it comes back
        (format_isian, D("4.125"), "4,1250"),  # "4,125" too
        (format_isian, D("77.5"), "77,5"),
        (format_isian, None, ""),
    ],
)
def test_other_formats_print(fungsi, nilai, teks):
    assert fungsi(nilai) == teks


@pytest.mark.parametrize("fungsi", [format_rupiah, format_desimal, format_persen, format_isian, terbilang, bulatkan])
def test_a_float_is_never_printed(fungsi):
    with pytest.raises(TypeError):
        fungsi(90.24)


def test_nan_is_never_printed():
    with pytest.raises(GalatAngka):
        format_desimal(D("NaN"), 2)


@given(desimal_kolom)
def test_what_a_form_field_shows_is_read_back_unchanged(nilai):
    assert parse_desimal(format_isian(nilai)) == nilai


@given(st.decimals(min_value=D(-(10**12)), max_value=D(10**12), places=2))
def test_two_printed_decimals_are_read_back_unchanged(nilai):
    assert parse_desimal(format_desimal(nilai, 2)) == nilai


@given(st.integers(min_value=-(10**DIGIT_ISIAN_MAKS) + 1, max_value=10**DIGIT_ISIAN_MAKS - 1))
def test_printed_rupiah_is_read_back_unchanged(nilai):
    assert parse_rupiah(format_rupiah(nilai)) == nilai


@given(st.text(alphabet="0123456789.,-–% RrpP\u00a0eNx", max_size=80))
def test_any_text_is_a_finite_number_or_a_galat_angka(teks):
    for baca in (parse_desimal, parse_rupiah):
        try:
            nilai = baca(teks)
        except GalatAngka:
            continue
        assert nilai.is_finite()


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        *(("0", 0), ("12", 12), (" 7 ", 7), ("9" * 18, 10**18 - 1)),
        *((teks, None) for teks in ("", "-1", "1.5", "x", "²", "٣", "9" * 19, "9" * 5_000)),
    ],
)
def test_a_whole_number_of_our_own_pages_is_read_and_nothing_else(teks, nilai):
    assert baca_bilangan(teks) == nilai


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_printed_date_is_read_back_unchanged(tanggal):
    assert parse_tanggal(format_tanggal(tanggal)) == tanggal
    assert parse_tanggal(f"{tanggal:%d/%m/%Y}") == tanggal


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_galat_angka(teks):
    try:
        assert isinstance(parse_tanggal(teks), date)
    except GalatAngka:
        pass


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(teks):
    sekali = lipat_homoglif(teks)
    assert lipat_homoglif(sekali) == sekali
    assert sekali == " ".join(sekali.split())


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"), st.sampled_from(["", " %", "%"]))
def test_one_mark_before_three_digits_is_refused(bulat, pecahan, tanda, persen):
    with pytest.raises(GalatAngka, match="dua cara"):
        parse_desimal(f"{bulat}{tanda}{pecahan:03d}{persen}")


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [(1000, "+1.000"), (-1000, "−1.000"), (0, "0"), (Decimal("-0.4"), "0"), (Decimal("-0.5"), "−1"), (None, "–")],
)
def test_a_change_in_rupiah_carries_its_sign(nilai, teks):
    assert format_rupiah_bertanda(nilai) == teks


@pytest.mark.parametrize(("nilai", "teks"), [("1.5", "+1,50"), ("-1.005", "−1,01"), ("-0.001", "0,00"), (None, "–")])
def test_a_change_with_decimals_carries_its_sign_as_it_is_printed(nilai, teks):
    assert format_bertanda(nilai and Decimal(nilai), 2) == teks
