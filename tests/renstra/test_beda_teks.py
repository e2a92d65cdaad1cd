"""What differs between two texts: pure."""

import random
import time

import pytest

from renstra.beda_teks import Perubahan, Potong, kata_beda, penggal_beda
from renstra.sejajar import sejajarkan
from sakip.prosa.urai import Penggal, uraikan

# --- Sequences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kiri", "kanan", "pasangan"),
    [
        ("", "abc", []),
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "axbc", [(0, 0), (1, 2), (2, 3)]),
        ("aa", "aaa", [(0, 0), (1, 1)]),
        ("xabcx", "yabcy", [(1, 1), (2, 2), (3, 3)]),
        ("dabc", "abcd", [(1, 0), (2, 1), (3, 2)]),  # the longest run in the same order
        ("1a2a3", "4a5a6", []),  # what repeats is no anchor by itself
        ("1a2ba3", "4a5ba6", [(1, 1), (3, 3), (4, 4)]),  # but between two anchors it stands alone
    ],
)
def test_what_is_equal_in_the_same_order_belongs_together(kiri, kanan, pasangan):
    assert sejajarkan(kiri, kanan) == pasangan


@pytest.mark.parametrize("benih", range(20))
def test_pairs_are_equal_and_never_cross(benih):
    acak = random.Random(benih)
    kiri, kanan = ([acak.randrange(12) for _ in range(acak.randrange(40))] for _ in range(2))

    pasangan = sejajarkan(kiri, kanan)

    assert all(kiri[a] == kanan[b] for a, b in pasangan)
    for sisi in zip(*pasangan, strict=True):
        assert list(sisi) == sorted(set(sisi))


# --- Words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sebelum", "sesudah", "tanda"),
    [
        ("Persentase laporan tepat waktu", "Persentase laporan keuangan tepat waktu", ["keuangan"]),
        ("75 %", "80 %", []),
        ("Aspek kelembagaan", "Aspek kelembagaan dan tata kelola", ["dan tata kelola"]),
        ("Satu kalimat yang lain sama sekali", "Bunyi baru tanpa hubungan apa pun", []),
    ],
)
def test_the_words_that_differ_are_marked(sebelum, sesudah, tanda):
    kiri, kanan = kata_beda(sebelum, sesudah)

    assert " ".join(p.teks for p in kiri) == sebelum
    assert " ".join(p.teks for p in kanan) == sesudah
    assert [p.teks for p in kanan if p.beda] == tanda


def test_nothing_before_marks_nothing():
    assert kata_beda("", "Baru ditulis sekarang") == ((Potong(""),), (Potong("Baru ditulis sekarang"),))


def test_other_line_breaks_alone_are_kept_to_be_seen():
    assert kata_beda("satu dua\ntiga", "satu\ndua tiga") == ((Potong("satu dua\ntiga"),), (Potong("satu\ndua tiga"),))


def test_a_long_text_of_many_words_is_marked():
    kata = ["dan" if n % 5 == 0 else f"kata{n}" for n in range(1_500)]
    _, kanan = kata_beda(" ".join(kata), " ".join([*kata[:700], "baru", *kata[700:]]))
    assert [p.teks for p in kanan if p.beda] == ["baru"]


SULIT = {
    "one word": ("a " * 60_000, "a " * 59_999 + "b"),
    "every second word": (
        " ".join(f"k{n} l{n}" for n in range(30_000)),
        " ".join(f"k{n} m{n}" for n in range(30_000)),
    ),
    "backwards": (" ".join(f"k{n}" for n in range(60_000)), " ".join(f"k{n}" for n in reversed(range(60_000)))),
    "two words": ("a b " * 30_000, "b a a " * 20_000),
}


@pytest.mark.parametrize("sulit", SULIT)
def test_no_text_takes_long(sulit):
    """A typed text may have sixty thousand words and more, and whoever decides on the revision opens the page. What
    looks at pairs of words takes minutes for these.
    """
    mulai = time.thread_time()
    kata_beda(*SULIT[sulit])
    assert time.thread_time() - mulai < 10


# --- Pieces --------------------------------------------------------------------------------------------------------


def beda(lama, baru):
    return penggal_beda(uraikan(lama), uraikan(baru))


def test_only_the_paragraph_that_changed_is_shown():
    lama = "<p>Satu tetap.</p><p>Dua yang lama.</p><p>Tiga tetap.</p>"

    assert beda(lama, lama.replace("lama", "baru")) == (Perubahan("Paragraf 2", "Dua yang lama.", "Dua yang baru."),)


def test_a_paragraph_put_in_moves_no_other():
    lama = "<p>Satu.</p><p>Dua.</p>"

    assert beda(lama, "<p>Satu.</p><p>Sisipan.</p><p>Dua.</p>") == (Perubahan("Paragraf 2", "", "Sisipan."),)
    assert beda("<p>Satu.</p><p>Sisipan.</p><p>Dua.</p>", lama) == (Perubahan("Paragraf 2", "Sisipan.", ""),)


def test_a_changed_paragraph_is_known_by_how_it_begins_or_ends():
    lama = "<p>Pemilih di kota ini berjumlah sepuluh.</p>"
    baru = "<p>Kalimat baru sama sekali.</p><p>Pemilih di kota ini berjumlah dua belas.</p>"

    assert [(p.label, bool(p.sebelum)) for p in beda(lama, baru)] == [("Paragraf 1", False), ("Paragraf 2", True)]


TABEL = (
    "<table><thead><tr><th>Golongan</th><th>2023</th><th>2024</th></tr></thead><tbody>"
    "<tr><td>Golongan III</td><td>5</td><td>7</td></tr>"
    "<tr><td>Golongan IV</td><td>2</td><td>2</td></tr></tbody></table>"
)


def test_a_changed_cell_is_named_by_its_row_and_column():
    assert beda(TABEL, TABEL.replace(">7<", ">8<")) == (Perubahan("Tabel 1, baris Golongan III, kolom 2024", "7", "8"),)


def test_a_row_put_in_changes_no_other():
    baris = "<tr><td>Golongan II</td><td>1</td><td>1</td></tr>"
    baru = TABEL.replace("<tbody>", f"<tbody>{baris}").replace(">7<", ">8<")

    assert beda(TABEL, baru) == (
        Perubahan("Tabel 1, baris Golongan II", "", "Golongan II | 1 | 1"),
        Perubahan("Tabel 1, baris Golongan III, kolom 2024", "7", "8"),
    )


def test_a_row_with_more_cells_is_shown_whole():
    (p,) = beda(TABEL, TABEL.replace("<td>7</td>", "<td>7</td><td>9</td>"))
    assert (p.sebelum, p.sesudah) == ("Golongan III | 5 | 7", "Golongan III | 5 | 7 | 9")


@pytest.mark.parametrize(
    ("baru", "bentuk"),
    [
        ("<h3>Pemilih di kota</h3>", ("paragraf", "judul")),
        ("<p>Pemilih di <b>kota</b></p>", ("paragraf", "paragraf, tebal “kota”")),
        ("<ul><li>Pemilih di kota</li></ul>", ("paragraf", "daftar bertanda")),
        (
            '<p>Pemilih di <a href="https://kota.example">kota</a></p>',
            ("paragraf", "paragraf, tautan “kota” ke https://kota.example"),
        ),
    ],
)
def test_the_same_words_in_another_shape_are_a_change_too(baru, bentuk):
    (p,) = beda("<p>Pemilih di kota</p>", baru)
    assert (p.sebelum, p.sesudah) == bentuk
    assert p.label.endswith("(bentuk)")


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("<p>a <b>b</b></p>", "<p>a <strong>b</strong></p> "),
        ("<ol><li>a</li></ol>", '<ol type="1"> <li>a</li> </ol>'),
        ("<p>a</p>", "<p>a</p><p> </p>"),
    ],
)
def test_what_nobody_sees_is_no_change(lama, baru):
    assert beda(lama, baru) == ()


def test_rows_and_paragraphs_left_over_are_not_mixed():
    lama = (Penggal("Paragraf 1", "Satu dua tiga empat"),)
    baru = (Penggal("Tabel 1, baris A", "A | 1", sel=("A", "1"), label_sel=("a", "b")),)

    assert [bool(p.sebelum) and bool(p.sesudah) for p in penggal_beda(lama, baru)] == [False, False]


def test_chapters_as_long_as_they_may_be_take_no_time():
    mulai = time.thread_time()
    lama = "".join(f"<p>Kalimat {n} tentang hal yang sama.</p>" for n in range(7_000))
    for baru in (lama.replace("hal", "soal"), "<p>Sama.</p>" * 20_000, lama.replace("Kalimat", "Paragraf")):
        hasil = beda(lama, baru)
        assert hasil
        assert all(p.potong for p in hasil)
    assert time.thread_time() - mulai < 40
