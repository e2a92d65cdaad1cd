"""Printed tables as data."""

import pytest
from django.template.loader import render_to_string

from dokumen.tabel import (
    JenisBaris,
    Kelompok,
    KepalaAtas,
    Kolom,
    Rata,
    Sel,
    Tabel,
    bagi_lebar,
    berisi_angka,
    satu_kelompok,
    susun_baris,
)

KOLOM = (Kolom("Program", 60), Kolom("Pagu (Rp)", 40, Rata.KANAN))


def cetak(tabel):
    return render_to_string("dokumen/tabel.html", {"tabel": tabel})


def test_columns_must_fill_the_table():
    with pytest.raises(ValueError, match="add up to 90"):
        Tabel("t", (Kolom("a", 50), Kolom("b", 40)), ())


def test_a_row_must_fill_its_columns():
    with pytest.raises(ValueError, match="does not fill"):
        Tabel("t", KOLOM, satu_kelompok([susun_baris("a")]))


def test_cells_take_the_alignment_of_their_column():
    tabel = Tabel("t", KOLOM, satu_kelompok([susun_baris("a", "1"), susun_baris(Sel("x", rentang=2))]))
    assert [[s.rata for s in b.sel] for b in tabel.baris] == [[Rata.KIRI, Rata.KANAN], [Rata.KIRI]]


def test_a_short_group_stays_together_and_a_long_one_may_break():
    pendek, panjang = (Kelompok(tuple(susun_baris("a", "1") for _ in range(n))) for n in (4, 5))
    assert (pendek.utuh, panjang.utuh) == (True, False)


def test_the_caption_carries_number_and_address():
    html = cetak(Tabel("Pagu", KOLOM, (), nomor="2.3", jangkar="tabel-2-3"))
    assert '<caption id="tabel-2-3"><span class="nomor">Tabel 2.3</span> Pagu</caption>' in html


def test_heads_have_a_scope_and_widths_are_classes():
    html = cetak(Tabel("t", KOLOM, satu_kelompok([susun_baris("a", "1")]), kepala_atas=(KepalaAtas("2024", 2),)))
    assert html.count('scope="col"') == 2
    assert 'scope="colgroup" colspan="2"' in html
    assert '<col class="l60"><col class="l40">' in html
    assert "style=" not in html
    assert "rowspan" not in html


def test_what_people_typed_is_escaped():
    html = cetak(Tabel("<b>", KOLOM, satu_kelompok([susun_baris("<script>", "1")]), nomor="1.1", catatan=("<i>",)))
    assert "<script>" not in html
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html


def test_a_note_has_its_number_at_the_figure_and_below():
    baris = susun_baris("a", Sel("1", catatan=1), jenis=JenisBaris.JUMLAH)
    html = cetak(Tabel("t", KOLOM, (), kaki=(baris,), catatan=("Tercetak lain.",)))
    assert "1<sup>1</sup></td>" in html
    assert "<li>Tercetak lain.</li>" in html


def test_widths_asked_for_are_scaled_to_a_hundred():
    assert bagi_lebar(["a", "b"], [["x", "y"]], permintaan=[30, 90]) == (25, 75)


def test_no_column_is_so_narrow_that_a_word_breaks():
    sempit, lebar = bagi_lebar(["Pertanggungjawaban", "b"], [["x", "y" * 10]], permintaan=[1, 99])
    assert sempit * 1.5 > 30  # mm: 18 letters of 8,5 pt with their padding
    assert sempit + lebar == 100


@pytest.mark.parametrize("banyak", [1, 3, 7, 20])
def test_widths_always_add_up(banyak):
    lebar = bagi_lebar(
        [f"kolom {i}" for i in range(banyak)], [["teks panjang sekali " * (i + 1) for i in range(banyak)]]
    )
    assert sum(lebar) == 100
    assert min(lebar) >= 1


@pytest.mark.parametrize(
    ("sel", "hasil"),
    [
        (["1.234", "98,5 %", "–"], True),
        (["12", "tidak terbaca", "630"], True),
        (["25 November 2024", "12"], False),
        (["", " "], False),
    ],
)
def test_a_column_of_figures_is_recognised(sel, hasil):
    assert berisi_angka(sel) is hasil


def test_short_cells_keep_to_one_line_where_there_is_room():
    tanggal, uraian = bagi_lebar(["Jadwal", "Kegiatan"], [["Kamis, 15 September 2024", "teks panjang " * 9]])
    assert tanggal * 1.5 > 34  # mm: 24 letters of 8,5 pt with their padding
    assert tanggal + uraian == 100
