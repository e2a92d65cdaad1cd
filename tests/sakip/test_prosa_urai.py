"""Prose as pieces with names."""

import pytest

from sakip.prosa.urai import singkat, uraikan


def label(html):
    return [p.label for p in uraikan(html)]


def isi(html):
    return [p.teks for p in uraikan(html)]


def test_words_are_kept_without_their_markup():
    assert isi("<p>Pemilih &amp; <b>saksi</b><br>di kota&nbsp;ini</p>") == ["Pemilih & saksi\ndi kota\u00a0ini"]


def test_what_shows_no_word_is_no_piece():
    assert uraikan("<p> </p><ul><li></li></ul><table><tr><td></td></tr></table>") == ()


def test_paragraphs_are_counted_below_their_heading():
    html = "<p>a</p><h3>Sumber daya</h3><p>b</p><p>c</p><h4>Anggaran</h4><p>d</p>"

    assert label(html) == [
        *("Paragraf 1", "Judul bagian", "Sumber daya, paragraf 1", "Sumber daya, paragraf 2"),
        *("Judul bagian", "Anggaran, paragraf 1"),
    ]


def test_items_are_named_by_their_place_in_the_lists():
    html = "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"
    assert list(zip(label(html), isi(html), strict=True)) == [
        ("Butir 1", "a"),
        ("Butir 1.1", "b"),
        ("Butir 1.2", "c"),
        ("Butir 2", "d"),
    ]


def test_a_table_is_its_rows():
    html = (
        "<table><caption>Pegawai</caption><tr><th>No.</th><th>Nama</th><th>Jumlah</th></tr>"
        "<tr><td>1</td><td>Komisi</td><td>5</td></tr></table>"
    )
    judul, kepala, baris = uraikan(html)

    assert (judul.label, judul.teks) == ("Tabel 1, judul", "Pegawai")
    assert (kepala.label, kepala.sel) == ("Tabel 1, kepala", ("No.", "Nama", "Jumlah"))
    assert baris.teks == "1 | Komisi | 5"
    assert baris.label_sel[2] == "Tabel 1, baris 1 Komisi, kolom Jumlah"


def test_a_table_without_heads_counts_its_columns():
    html = "<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td><td>d</td></tr></table>"
    assert uraikan(html)[1].label_sel == tuple(f"Tabel 1, baris 2, kolom {n}" for n in (1, 2, 3))


def test_a_table_within_a_table_is_words_of_its_cell():
    html = "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table><p>e</p>"
    assert [p.sel or p.teks for p in uraikan(html)] == [("a\nb\nc", "d"), "e"]


def test_the_look_is_told_in_words():
    (p,) = uraikan("<blockquote><p>a <b>b <i>c</i></b> H<sub>2</sub></p></blockquote>")
    assert p.bentuk == "kutipan, paragraf, miring “c”, tebal “b c”, turun “2”"


def test_cells_that_span_say_so():
    (p,) = uraikan('<table><tr><th colspan="2">a</th><td rowspan="3">b</td></tr></table>')
    assert p.bentuk == "sel judul, selebar 2, sel, setinggi 3"


@pytest.mark.parametrize(("teks", "nama"), [("a\n b", "a b"), ("kata " * 20, "kata " * 11 + "kata …")])
def test_a_name_is_one_short_line(teks, nama):
    assert singkat(teks) == nama
