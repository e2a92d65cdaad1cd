"""The drawing and the table of a pohon kinerja, without a database."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.template import engines

from renstra.pohon.bentuk import Pohon, Simpul, Tautan
from renstra.pohon.enums import Celah, JenjangKondisi
from renstra.pohon.gambar import LEBAR_LAYAR, Pilihan, Susunan, susun_gambar
from renstra.pohon.huruf import bagi_baris, lebar_teks, ringkas
from tests.renstra.contoh_pohon import Pembuat

SERATUS = Pembuat().pohon(4, 4, 5)
HTML = engines["django"].from_string("{% load pohon %}{% gambar_pohon pohon kueri %}{% tabel_pohon pohon %}")


def gambar(pohon, **kueri):
    return susun_gambar(pohon, Pilihan.baca(kueri))


def html(pohon, **kueri):
    return HTML.render({"pohon": pohon, "kueri": kueri})


def svg(isi):
    return isi[isi.index('<svg class="pohon-svg"') : isi.index("</svg>", isi.index("pohon-svg")) + 6]


def satu(**isi):
    dasar = Simpul(pk=7, nomor="1", jenjang=JenjangKondisi.AKHIR, uraian="Mutu meningkat")
    return Pohon((replace(dasar, **isi),))


# --- Lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lebar", [60, 120, 300])
def test_lines_hold_every_word_and_are_never_too_wide(lebar):
    teks = "Terwujudnya penyelenggaraan pemilu yang demokratis, tepat waktu, efisien, dan efektif"
    baris = bagi_baris(teks, lebar, 13)
    assert "".join(baris).replace(" ", "") == teks.replace(" ", "")
    assert all(lebar_teks(b, 13) <= lebar for b in baris)


def test_a_word_wider_than_the_box_is_broken():
    assert len(bagi_baris("x" * 100, 100, 13)) > 5


def test_a_text_that_is_cut_says_so():
    assert ringkas(("satu dua", "tiga empat", "lima"), 2) == ("satu dua", "tiga …")
    assert ringkas(("satu", "dua"), 2) == ("satu", "dua")


# --- Drawing ---------------------------------------------------------------------------------------------------------


def test_a_hundred_conditions_fit_the_width_of_a_laptop_and_stay_light():
    isi = svg(html(SERATUS))
    assert SERATUS.banyak == 101
    assert float(gambar(SERATUS).lebar) <= LEBAR_LAYAR
    assert len(isi.encode()) < 150_000


def test_every_condition_is_drawn_once_and_stands_once_in_the_table():
    isi = html(SERATUS)
    for s in SERATUS.telusur():
        assert isi.count(f'id="simpul-{s.pk}"') == isi.count(f'id="baris-kondisi-{s.pk}"') == 1


def test_the_drawing_is_well_formed_and_needs_no_inline_style():
    isi = html(Pembuat().pohon(3, 2))
    ElementTree.fromstring(svg(isi))
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", isi)


def test_hostile_text_is_escaped():
    jahat = '"><script>alert(1)</script>'
    isi = html(satu(uraian=jahat, unit=(Tautan(1, jahat),), output=(jahat,), celah=(Celah.ANAK,)))
    assert "<script" not in isi
    ElementTree.fromstring(svg(isi))


def test_the_level_is_told_by_word_and_by_shape():
    kotak = gambar(Pembuat().pohon(1, 1, 1)).kotak
    assert [k.jenjang for k in kotak] == [j.label for j in JenjangKondisi]
    rupa = [(re.sub(r"[\d. ]+", "", k.bentuk), re.sub(r"[\d. ]+", "", k.hias)) for k in kotak]
    assert len({r for r, _ in rupa}) == 3
    assert rupa[0][1]
    assert rupa[3][1]


def test_a_gap_has_a_sign_and_words():
    isi = svg(html(satu(celah=(Celah.PEMILIK, Celah.ANGGARAN))))
    assert isi.count('href="#pohon-celah"') == 2
    assert "Belum ada unit atau jabatan" in isi
    assert "Belum ada anggaran" in isi


def test_a_long_text_is_cut_in_the_box_only():
    panjang = "kata " * 150
    isi = html(satu(uraian=panjang))
    assert " …</tspan>" in isi
    assert f"<title>{panjang}</title>" in isi
    assert f'<span class="kata">{panjang}</span>' in isi


def test_a_box_says_for_ears_what_it_shows():
    isi = gambar(
        satu(indikator=(Tautan(1, "Nilai AKIP", "1.1"),), unit=(Tautan(2, "Bagian Data"),), celah=(Celah.ANAK,))
    )
    assert isi.kotak[0].label == (
        "1 Outcome akhir: Mutu meningkat. Indikator 1.1. Unit Bagian Data. Belum diuraikan ke bawah."
    )


def test_codes_that_every_level_counts_anew_name_their_level():
    indikator = [
        Tautan(n, "Nilai", kode, "", t)
        for n, (t, kode) in enumerate((("IKSS", "1.1"), ("IKSS", "1.2"), ("IKK", "1.1")))
    ]
    assert "meningkat. IKSS 1.1; 1.2. IKK 1.1." in gambar(satu(indikator=tuple(indikator))).kotak[0].label


def test_boxes_tell_their_place_in_the_tree():
    kedua = gambar(Pembuat().pohon(3)).kotak[2]
    assert (kedua.tingkat, kedua.urut, kedua.saudara, kedua.induk) == (2, 2, 3, 1)


# --- Folding ---------------------------------------------------------------------------------------------------------


def test_what_is_below_a_folded_condition_is_not_drawn_but_stands_in_the_table():
    isi = html(SERATUS, tutup="2")
    assert 'id="simpul-2"' in isi
    assert 'id="simpul-3"' not in isi
    assert 'id="baris-kondisi-3"' in isi
    assert "101 kondisi, 24 dilipat" in isi


def test_a_folded_condition_links_to_the_page_that_unfolds_it():
    letak = {k.simpul.pk: k for k in gambar(SERATUS, tutup="2,8", susunan="menurun").kotak}
    assert letak[2].lipat == "?tutup=8&susunan=menurun"
    assert not letak[2].terbuka
    assert letak[1].lipat == "?tutup=1,2,8&susunan=menurun"
    assert letak[1].terbuka


def test_a_condition_with_nothing_below_has_nothing_to_fold():
    assert gambar(satu()).kotak[0].lipat == ""


def test_all_can_be_folded_and_unfolded_at_once():
    semua = gambar(SERATUS).tutup_semua.removeprefix("?tutup=")
    assert len(gambar(SERATUS, tutup=semua).kotak) == 1
    assert gambar(SERATUS, tutup=semua).buka_semua == "?"


@pytest.mark.parametrize(
    "kueri", [{"tutup": "x,-1,²,9999999," + "9" * 5_000}, {"susunan": "miring"}, {"fokus": "kondisi-1"}]
)
def test_a_query_that_makes_no_sense_shows_everything(kueri):
    assert len(gambar(SERATUS, **kueri).kotak) == 101


def test_one_column_fits_a_phone_and_the_wide_one_stacks_nothing():
    assert float(gambar(SERATUS, susunan=Susunan.MENURUN).lebar) <= 360
    assert float(gambar(SERATUS, susunan=Susunan.MELEBAR).lebar) > 10_000


def test_no_tree_draws_no_box():
    assert gambar(Pohon(())).kotak == ()
