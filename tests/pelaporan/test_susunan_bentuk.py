"""Numbers of headings, tables and pictures, and the snapshot that is stored."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.safestring import SafeString

from dokumen.blok import Prosa
from dokumen.potret import potret
from dokumen.tabel import Kolom, Sel, Tabel, satu_kelompok, susun_baris
from pelaporan.susunan.bentuk import Galeri, Gambar, Penomoran

TABEL = Tabel("Pagu", (Kolom("a", 100),), satu_kelompok([susun_baris(Sel("5", Decimal("5.00")))]))


def test_tables_count_within_their_chapter():
    nomor = Penomoran()
    for _ in range(2):
        nomor.bab("Bab")
        nomor.subbab("Bagian")
        nomor.nomori(TABEL)
        nomor.nomori(TABEL)
    assert [t.nomor for t in nomor.tabel] == ["1.1", "1.2", "2.1", "2.2"]
    assert len({t.jangkar for t in nomor.tabel}) == 4


def test_headings_are_numbered_by_level_and_have_an_address_of_their_own():
    nomor = Penomoran()
    nomor.depan("Kata Pengantar", "kata-pengantar")
    nomor.bab("Pendahuluan")
    nomor.subbab("Latar Belakang")
    nomor.anak("Satu")
    nomor.subbab("Kedudukan")
    nomor.anak("Satu lagi")
    nomor.lampiran("Perjanjian")
    assert [j.sebutan for j in nomor.judul] == ["", "Bab I", "A.", "1.", "B.", "1.", "Lampiran 1"]
    assert len({j.jangkar for j in nomor.judul}) == len(nomor.judul)


def test_only_what_stands_before_the_first_chapter_has_roman_pages():
    nomor = Penomoran()
    judul = [nomor.depan("Daftar Isi", "daftar-isi"), nomor.bab("Pendahuluan"), nomor.lampiran("PK")]
    assert [j.depan for j in judul] == [True, False, False]


def test_a_heading_that_is_not_listed_still_counts():
    nomor = Penomoran()
    nomor.bab("a")
    nomor.subbab("b")
    nomor.anak("Hambatan", terdaftar=False)
    assert nomor.anak("Upaya", terdaftar=False).judul.sebutan == "2."
    assert len(nomor.judul) == 2


def test_photos_are_numbered_and_their_files_named_like_them():
    nomor = Penomoran()
    nomor.bab("a")
    gambar = nomor.foto("Rapat", Path("a.jpg"))
    assert (gambar.nomor, nomor.aset) == ("1.1", {"gambar-1-1": Path("a.jpg")})


def test_photos_stand_in_pairs():
    gambar = tuple(Gambar(str(i), f"g{i}", "") for i in range(3))
    assert [len(p) for p in Galeri(gambar).pasangan] == [2, 1]


def test_potret_is_json_and_loses_no_digit():
    isi = potret({"t": TABEL, "d": date(2024, 1, 2), "p": Prosa(SafeString("<p>a</p>")), "k": (1, None)})
    kembali = json.loads(json.dumps(isi))
    assert kembali["t"]["kelompok"][0]["baris"][0]["sel"][0]["nilai"] == "5.00"
    assert (kembali["d"], kembali["p"]["isi"], kembali["k"]) == ("2024-01-02", "<p>a</p>", [1, None])
