"""The comparison of two versions: pure."""

from renstra.beda_teks import Perubahan
from renstra.perbandingan import BARU, HAPUS, PINDAH, UBAH, Beda, Butir, bandingkan
from sakip.prosa.urai import Penggal


def butir(pk, nama="", *, asal=None, jenis="misi", induk=None, kode="", **medan):
    nama = nama or f"Butir {pk}"
    isi = (("Rumusan", nama), *medan.items())
    nama_induk = f"Induk {induk[1]}" if induk else ""
    return Butir(jenis, jenis, pk, asal, kode, nama, isi, induk, "Tujuan" if induk else "", nama_induk)


def macam(beda):
    return [(b.macam, b.butir.pk) for b in beda]


def test_what_is_the_same_is_no_difference():
    assert bandingkan([butir(1, "Satu")], [butir(11, "Satu", asal=1)]) == ()


def test_a_changed_text_is_shown_old_and_new():
    kini = butir(11, "Satu", asal=1, Kode="2")

    (beda,) = bandingkan([butir(1, "Satu", Kode="1")], [kini])

    assert beda == Beda(UBAH, kini, (Perubahan("Kode", "1", "2"),))


def test_a_text_that_came_or_went_is_a_change():
    (beda,) = bandingkan([butir(1, "x", Definisi="Dulu")], [butir(11, "x", asal=1, Target="75 %")])

    assert beda.perubahan == (Perubahan("Target", "", "75 %"), Perubahan("Definisi", "Dulu", ""))


def test_rows_without_a_counterpart_are_new_or_left_out():
    beda = bandingkan([butir(1), butir(2)], [butir(11, "Butir 1", asal=1), butir(13)])

    assert macam(beda) == [(BARU, 13), (HAPUS, 2)]


def test_a_new_row_with_the_words_of_one_left_out_is_new():
    """Where rows know their origin, words do not decide."""
    beda = bandingkan([butir(1, "A"), butir(2, "B")], [butir(11, "A", asal=1), butir(12, "B")])

    assert macam(beda) == [(BARU, 12), (HAPUS, 2)]


def test_a_copy_from_before_rows_knew_their_origin_is_matched_by_text_then_by_code():
    lama = [butir(1, "Mandiri", kode="1"), butir(2, "Jujur", kode="2")]
    baru = [butir(11, "  mandiri", kode="9"), butir(12, "Adil", kode="2")]

    beda = bandingkan(lama, baru)

    assert macam(beda) == [(UBAH, 11), (UBAH, 12)]


def test_a_row_below_another_parent_has_moved():
    lama = [butir(1, jenis="tujuan"), butir(2, jenis="tujuan"), butir(5, "S", jenis="sasaran", induk=("tujuan", 1))]
    baru = [
        butir(11, "Butir 1", asal=1, jenis="tujuan"),
        butir(12, "Butir 2", asal=2, jenis="tujuan"),
        butir(15, "S", asal=5, jenis="sasaran", induk=("tujuan", 12)),
    ]

    (beda,) = bandingkan(lama, baru)

    assert (beda.macam, beda.butir.pk) == (PINDAH, 15)
    assert beda.perubahan == (Perubahan("Tujuan", "Induk 1", "Induk 12"),)


def test_a_row_below_a_new_parent_has_moved():
    lama = [butir(1, jenis="tujuan"), butir(5, "S", jenis="sasaran", induk=("tujuan", 1))]
    baru = [
        butir(11, "Butir 1", asal=1, jenis="tujuan"),
        butir(12, jenis="tujuan"),
        butir(15, "S", asal=5, jenis="sasaran", induk=("tujuan", 12)),
    ]

    assert macam(bandingkan(lama, baru)) == [(BARU, 12), (PINDAH, 15)]


def test_only_the_row_that_was_moved_is_named_when_the_order_changes():
    lama = [butir(n, f"M{n}") for n in (1, 2, 3, 4)]
    baru = [butir(n + 10, f"M{n}", asal=n) for n in (4, 1, 2, 3)]

    (beda,) = bandingkan(lama, baru)

    assert beda == Beda(PINDAH, baru[0], (Perubahan("Urutan", "ke-4", "ke-1"),))


def test_a_row_inserted_or_left_out_moves_no_other():
    lama = [butir(n, f"M{n}") for n in (1, 2, 3)]
    baru = [butir(99, "Sisipan"), *(butir(n + 10, f"M{n}", asal=n) for n in (1, 3))]

    assert macam(bandingkan(lama, baru)) == [(BARU, 99), (HAPUS, 2)]


def test_a_long_text_is_compared_piece_by_piece():
    lama = Butir("narasi", "Naskah", 1, None, "", "Potensi", (), penggal=(Penggal("Paragraf 1", "Satu"),))
    kini = Butir("narasi", "Naskah", 11, 1, "", "Potensi", (), penggal=(Penggal("Paragraf 1", "Dua"),))

    assert bandingkan([lama], [kini]) == (Beda(UBAH, kini, (Perubahan("Paragraf 1", "Satu", "Dua"),)),)
