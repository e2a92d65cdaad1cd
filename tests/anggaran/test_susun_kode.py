"""What a code is read as, alone and in the column of an office's own export."""

import pytest

from anggaran.buku.kode_berkas import BarisKode, Rupa, baca_kode
from anggaran.enums import JenisPos as J
from anggaran.kode import Letak, bagi, induk_dari_kode, jenis_dari_kode, lengkapi, salah_letak, tanpa_program
from anggaran.urutan import URUT_MAKS, nomori


@pytest.mark.parametrize(
    ("kode", "jenis", "induk"),
    [
        ("076.01.WA", J.PROGRAM, ""),
        ("076.01.06", J.PROGRAM, ""),  # before 2021 programmes were numbers
        ("WA", J.PROGRAM, ""),
        ("3355", J.KEGIATAN, ""),
        ("076.01.WA.3355", J.KEGIATAN, "076.01.WA"),
        ("3355.EBA", J.KRO, "3355"),
        ("3355.EBA.994", J.RO, "3355.EBA"),
        ("076.01.WA.3355.EBA.994", J.RO, "076.01.WA.3355.EBA"),
        ("3355.EBA.994.051", J.KOMPONEN, "3355.EBA.994"),
        ("3355.EBA.994.051.0A", J.SUBKOMPONEN, "3355.EBA.994.051"),
        ("3355.EBA.994.051.0A.521211", None, "3355.EBA.994.051.0A"),  # an account is no node
        ("3355..994", None, "3355."),
        ("051", None, ""),
        ("", None, ""),
    ],
)
def test_a_whole_code_tells_its_kind_and_the_code_above(kode, jenis, induk):
    assert (jenis_dari_kode(kode), induk_dari_kode(kode)) == (jenis, induk)


def test_a_programme_in_front_is_told_from_the_rest():
    assert bagi("076.01.WA.3355.EBA") == ("076.01.WA", ("3355", "EBA"))
    assert tanpa_program("076.01.WA.3355.EBA") == "3355.EBA"
    assert tanpa_program("076.01.WA") == "076.01.WA"


@pytest.mark.parametrize(
    ("kode", "induk", "penuh"),
    [
        ("051", "3355.EBA.994", "3355.EBA.994.051"),
        ("3355.EBA.994.051", "3355.EBA.994", "3355.EBA.994.051"),
        ("3360", "076.01.WA", "3360"),
        ("051.0A", "3355.EBA.994", "051.0A"),  # two levels at once are not guessed
    ],
)
def test_one_segment_is_completed_by_the_code_above(kode, induk, penuh):
    assert lengkapi(kode, induk) == penuh


@pytest.mark.parametrize(
    ("pos", "induk", "kata"),
    [
        (
            (J.RO, "3355.EBA.994"),
            (J.PROGRAM, "076.01.WA"),
            "RO berdiri di bawah KRO, bukan di bawah program 076.01.WA.",
        ),
        ((J.PROGRAM, "076.01.WA"), (J.PROGRAM, "076.01.CQ"), "Program berdiri di puncak"),
        ((J.KRO, "3355.EBA"), None, "KRO harus berdiri di bawah sebuah kegiatan."),
        ((J.KRO, "3360.EBA"), (J.KEGIATAN, "3355"), "Kode 3360.EBA tidak berada di bawah kode induknya, 3355."),
        ((J.KEGIATAN, "076.01.CQ.3355"), (J.PROGRAM, "076.01.WA"), "tidak berada di bawah kode induknya"),
        ((J.KRO, "3355.EBA"), (J.KEGIATAN, "3355"), ""),
        ((J.KRO, "076.01.WA.3355.EBA"), (J.KEGIATAN, "3355"), ""),
        ((J.KEGIATAN, "3355"), (J.PROGRAM, "076.01.WA"), ""),
        ((J.KOMPONEN, "051"), (J.RO, "3355.EBA.994"), ""),  # no whole path: nothing to compare
    ],
)
def test_wrong_nesting_is_refused_in_a_sentence(pos, induk, kata):
    salah = salah_letak(Letak(*pos), Letak(*induk) if induk else None)
    assert kata in salah
    assert bool(kata) == bool(salah)


# --- The column of an export ---------------------------------------------------------------------------------------


def baca(*kode, satker="654340"):
    baris = [BarisKode(*(k if isinstance(k, tuple) else (k, ""))) for k in kode]
    return [
        (t.rupa.value if t.rupa is not Rupa.POS else f"{t.kode} < {t.induk}") for t in baca_kode(baris, satker=satker)
    ]


def test_whole_paths_in_one_column():
    assert baca("076.01.WA", "3355", "3355.EBA", "3355.EBA.994", "3355.EBA.994.051", "3355.EBA.994.051.0A") == [
        "076.01.WA < ",
        "3355 < 076.01.WA",
        "3355.EBA < 3355",
        "3355.EBA.994 < 3355.EBA",
        "3355.EBA.994.051 < 3355.EBA.994",
        "3355.EBA.994.051.0A < 3355.EBA.994.051",
    ]


def test_one_level_per_row_with_accounts_and_totals_between():
    semua = ("654340", "WA", "3355", "EBA", "994", "051", "0A", "521211", ("", "- kertas"), "052", "521211")
    assert baca(*semua, ("Jumlah", "")) == [
        "satker",
        "WA < ",
        "3355 < WA",
        "3355.EBA < 3355",
        "3355.EBA.994 < 3355.EBA",
        "3355.EBA.994.051 < 3355.EBA.994",
        "3355.EBA.994.051.0A < 3355.EBA.994.051",
        "akun",
        "rincian",
        "3355.EBA.994.052 < 3355.EBA.994",
        "akun",
        "jumlah",
    ]


def test_a_second_ro_of_three_digits_is_told_by_what_follows():
    assert baca("WA", "3355", "EBA", "994", "051", "0A", "995", "051", "0A")[6:8] == [
        "3355.EBA.995 < 3355.EBA",
        "3355.EBA.995.051 < 3355.EBA.995",
    ]


def test_after_whole_paths_three_digits_are_a_komponen():
    assert baca("3355.EBA.994", "051", "052")[1:] == [
        "3355.EBA.994.051 < 3355.EBA.994",
        "3355.EBA.994.052 < 3355.EBA.994",
    ]


def test_three_digits_that_could_be_two_things_are_refused():
    terbaca = baca_kode([BarisKode(k, "") for k in ("3355", "EBA", "994", "051", "052")], satker="654340")
    assert [t.rupa for t in terbaca[3:]] == [Rupa.KELIRU, Rupa.KELIRU]
    assert "dapat berarti RO atau komponen" in terbaca[3].pesan


def test_the_column_jenis_decides_what_a_code_alone_cannot():
    terbaca = baca_kode(
        [BarisKode("3355.EBA", ""), BarisKode("994", "", J.RO), BarisKode("051", "", J.KOMPONEN)], satker="1"
    )
    assert terbaca[2].kode == "3355.EBA.994.051"


def test_a_second_programme_of_two_letters_ends_the_first():
    hasil = baca("WA", "3355", "EBA", "994", "051", "0A", ("CQ", "Program Pemilu"), "6709")
    assert hasil[6:] == ["CQ < ", "6709 < CQ"]


def test_a_total_may_repeat_the_code_it_is_of():
    assert baca("3355", "3355.EBA", ("3355", "Jumlah 3355"))[2] == "jumlah"


@pytest.mark.parametrize(
    ("kode", "kata"),
    [
        ("123456", "Kode satker 123456 bukan satker ini (654340)"),
        ("123456.3355.EBA", "Kode satker 123456 bukan satker ini"),
        ("051", ""),
        ("51", "tulis tiga angka (misalnya 051)"),
        ("0A", "Tidak ada baris di atasnya"),
        ("=1+1", "Jenis pos tidak terbaca"),
        ("3355.EBA.994.051.0A.X.Y", "lebih dalam dari subkomponen"),
        ("x" * 5000, "Jenis pos tidak terbaca"),
    ],
)
def test_what_is_no_code_of_this_satker_says_why(kode, kata):
    (terbaca,) = baca_kode([BarisKode(kode, "")], satker="654340")
    assert terbaca.rupa is Rupa.KELIRU
    assert kata in terbaca.pesan


def test_the_own_satker_in_front_of_a_code_is_dropped():
    assert baca("654340.3355.EBA") == ["3355.EBA < 3355"]


def test_a_satker_kept_under_a_code_of_another_kind_cannot_be_compared():
    assert baca("654321", "076.01.WA", "654321.3355", satker="1971") == ["satker", "076.01.WA < ", "3355 < 076.01.WA"]


def test_look_alike_letters_and_brackets_are_no_other_code():
    assert baca("[3355.ЕВА] ") == ["3355.EBA < 3355"]  # Cyrillic letters


# --- Numbers of places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urut", "hasil"),
    [
        ([], []),
        ([None], [10]),
        ([None, None, None], [10, 20, 30]),
        ([5, None], [5, 15]),
        ([1, None, 9], [1, 5, 9]),
        ([None, 3], [1, 3]),
        ([1, None, 2], [10, 20, 30]),  # no room: all anew
        ([9, 3], [10, 20]),  # not rising: all anew
        ([URUT_MAKS, None], [10, 20]),
        ([URUT_MAKS - 5, None], [URUT_MAKS - 5, URUT_MAKS - 2]),
        ([20_000], [10]),
    ],
)
def test_numbers_rise_and_stay_where_there_is_room(urut, hasil):
    assert nomori(urut) == hasil


@pytest.mark.parametrize("banyak", [1, 2_000, URUT_MAKS])
def test_many_rows_find_room(banyak):
    hasil = nomori([None] * banyak)
    assert hasil == sorted(set(hasil))
    assert hasil[-1] <= URUT_MAKS


def test_more_rows_than_numbers_are_refused():
    with pytest.raises(ValueError, match="more than"):
        nomori([None] * (URUT_MAKS + 1))
