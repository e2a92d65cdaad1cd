"""Tables that people typed or pasted."""

from dokumen.tabel import JenisBaris, Rata
from pelaporan.models import TabelPendukung
from pelaporan.susunan.pendukung import banyak_kolom_kepala, susun_pendukung


def tabel(kolom, baris, **lain):
    return susun_pendukung(TabelPendukung(judul="Jadwal", kolom=kolom, baris=baris, **lain))


def teks(hasil):
    return [[s.teks for s in b.sel] for b in hasil.baris]


def test_short_rows_are_filled_and_long_ones_cut():
    assert teks(tabel(["a", "b"], [["1"], ["1", "2", "3"], [None, 5]])) == [["1", ""], ["1", "2"], ["", "5"]]


def test_figures_stand_right_and_numbers_in_the_middle():
    hasil = tabel(["No.", "Kabupaten", "TPS"], [["1", "Kaur", "270"], ["2", "Lebong", "1.186"]])
    assert [k.rata for k in hasil.kolom] == [Rata.TENGAH, Rata.KIRI, Rata.KANAN]


def test_the_total_row_is_marked():
    hasil = tabel(["a", "b"], [["x", "1"]], kaki=["Jumlah", "1"])
    assert [b.jenis for b in hasil.kaki] == [JenisBaris.JUMLAH]


def test_the_source_is_named_below():
    assert tabel(["a"], [["x"]], sumber="Sidalih").keterangan == "Sumber: Sidalih"


def test_merged_first_cells_become_a_row_over_their_group():
    baris = [["1", "Sasaran satu", "051.0E Pembentukan", "98,61%"], ["", "", "051.0N Pelatihan", "50,55%"]]
    hasil = tabel(["No.", "Sasaran", "Komponen", "Realisasi (%)"], baris)
    assert [k.judul for k in hasil.kolom] == ["Sasaran / Komponen", "Realisasi (%)"]
    assert [b.jenis for b in hasil.baris] == [JenisBaris.KELOMPOK, JenisBaris.ISI, JenisBaris.ISI]
    assert teks(hasil) == [["1. Sasaran satu"], ["051.0E Pembentukan", "98,61%"], ["051.0N Pelatihan", "50,55%"]]


def test_no_text_is_lost_in_a_group_row():
    baris = [["1", "Sasaran", "Indikator", "a", "1"], ["", "", "", "b", "2"]]
    kepala = tabel(["No", "Sasaran", "Indikator", "Komponen", "%"], baris).baris[0].sel[0]
    assert (kepala.teks, kepala.keterangan, kepala.rentang) == ("1. Sasaran", "Indikator", 2)


def test_a_plain_table_with_an_empty_cell_is_left_alone():
    isi = [["a", "1"], ["b", "2"], ["c", "3"], ["d", "4"], ["", "5"]]
    assert banyak_kolom_kepala(isi) == 0
    assert banyak_kolom_kepala([]) == 0


def test_wishes_for_widths_that_are_no_numbers_are_ignored():
    assert sum(k.lebar for k in tabel(["a", "b"], [["x", "y"]], lebar=["lebar", None]).kolom) == 100


def test_a_wide_table_is_set_smaller():
    assert tabel(list("abcdefg"), [list("1234567")]).rapat
    assert not tabel(["a"], [["1"]]).rapat
