"""Light text and clean HTML: what one is the other gives back."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sakip.prosa.bersih import bersihkan
from sakip.prosa.teks import html_ke_teks, teks_ke_html

BERKAS = Path(settings.BASE_DIR) / "fixtures" / "kpu-provinsi-bengkulu" / "lkjip-2024.yaml"
ISI = yaml.safe_load(BERKAS.read_text(encoding="utf-8"))
NARASI = {**ISI["narasi"], **{f"sasaran {nomor}": isi for nomor, isi in ISI["analisis_sasaran"].items()}}


@pytest.mark.parametrize("kunci", NARASI)
def test_every_text_of_a_real_report_survives_the_way_there_and_back(kunci):
    teks = html_ke_teks(NARASI[kunci])
    assert teks is not None
    assert "<" not in teks
    assert teks_ke_html(teks) == bersihkan(NARASI[kunci])


@pytest.mark.parametrize(
    ("teks", "html"),
    [
        ("Satu.\n\nDua.", "<p>Satu.</p>\n<p>Dua.</p>"),
        ("Baris satu\r\nbaris dua", "<p>Baris satu<br>baris dua</p>"),
        ("- a\n- b", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("• a", "<ul> <li>a</li> </ul>"),
        ("1. a\n\n2. b", "<ol> <li>a</li> <li>b</li> </ol>"),
        ("a. satu", '<ol type="a"> <li>satu</li> </ol>'),
        ("1. a\n  a. b\n2. c", '<ol> <li>a <ol type="a"> <li>b</li> </ol> </li> <li>c</li> </ol>'),
        ("1. a\n  lanjut", "<ol> <li>a<br>lanjut</li> </ol>"),
        ("- a\n1. b", "<ul> <li>a</li> </ul>\n<ol> <li>b</li> </ol>"),
        ("- a\nbukan butir", "<ul> <li>a</li> </ul>\n<p>bukan butir</p>"),
        ("## Judul\nIsi\n### Anak", "<h3>Judul</h3>\n<p>Isi</p>\n<h4>Anak</h4>"),
        ("**tebal** dan *miring*", "<p><strong>tebal</strong> dan <em>miring</em></p>"),
        ("***keduanya***", "<p><strong><em>keduanya</em></strong></p>"),
        ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        ("**tak tertutup", "<p>**tak tertutup</p>"),
        (r"\*bukan miring\*", "<p>*bukan miring*</p>"),
        (r"1\. bukan butir", "<p>1. bukan butir</p>"),
        ("2024. Tahun", "<p>2024. Tahun</p>"),
        ("<script>x</script> & <b>", "<p>&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;</p>"),
        ("", ""),
        (" \n\n ", ""),
    ],
)
def test_text_becomes_html(teks, html):
    assert teks_ke_html(teks) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>1. bukan daftar</p>",
        "<p>a. bukan daftar</p>",
        "<p>- bukan daftar</p>",
        "<p>## bukan judul</p>",
        "<p>satu<br>- dua<br>1. tiga</p>",
        r"<p>bintang * dan \ garis \* miring</p>",
        "<p>a&nbsp;b &lt; c &amp; d</p>",
        "<ul><li>a<br>1. b</li><li>c<ol><li>d<br>e</li></ol></li></ul>",
        "<ol>" + "<li>a</li>" * 30 + "</ol>",
        '<ol type="a">' + "<li>a</li>" * 30 + "</ol>",
        "<p><b>lama</b> <i>sekali</i></p>",
    ],
)
def test_text_carries_signs_that_mean_something_else(html):
    teks = html_ke_teks(html)
    assert teks is not None
    assert html_ke_teks(teks_ke_html(teks)) == teks


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>sel</td></tr></table>",
        "<p>H<sub>2</sub>O</p>",
        '<p><a href="https://kpu.go.id">kpu</a></p>',
        "<blockquote>kutipan</blockquote>",
        '<ol type="I"><li>a</li></ol>',
        "<ul><li>a</li></ul><ul><li>b</li></ul>",
        "<ol><li><p>a</p><p>b</p></li></ol>",
        "<p><u>garis bawah</u></p>",
    ],
)
def test_what_the_text_cannot_carry_is_refused(html):
    assert html_ke_teks(html) is None


@pytest.mark.parametrize("html", ["", "<p></p>", "<p>&nbsp;</p>"])
def test_html_without_a_word_is_an_empty_text(html):
    assert html_ke_teks(html) == ""


#: Letters alone would hardly ever begin a list or close a star.
TEKS_RAPAT = st.text(alphabet="a1.-*#\\ \n\t<>&;•\u00a0\u200b")


@given(st.one_of(st.text(), TEKS_RAPAT))
def test_any_text_gives_html_that_cleaning_leaves_alone(teks):
    html = teks_ke_html(teks)
    assert bersihkan(html) == html


@given(TEKS_RAPAT)
def test_what_was_read_back_gives_the_same_html(teks):
    html = teks_ke_html(teks)
    kembali = html_ke_teks(html)
    if kembali:
        assert html_ke_teks(teks_ke_html(kembali)) == kembali


@pytest.mark.parametrize("teks", ["**a " * 20_000, "*" * 50_000, "  " * 9 + "- a\n" * 5_000])
def test_a_hostile_text_takes_no_long_time(teks):
    assert teks_ke_html(teks)
