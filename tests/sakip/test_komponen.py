"""Components: what the tags promise to the people who write pages."""

import re
from enum import StrEnum

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import render_to_string
from django.test import RequestFactory

from sakip.templatetags.komponen import ringkas_tahap

MENU = [
    {"label": f"Menu {i}", "url": f"/m{i}/", "ikon": "renstra", "aktif": i == 2, "tahap": tahap}
    for i, tahap in enumerate(["", "selesai", "selesai", "berjalan", "belum", "belum", ""], start=1)
]


def tulis(isi: str, **konteks: object) -> str:
    return Template("{% load komponen %}" + isi).render(Context(konteks))


class Orang:
    """Just what the frame asks of a user."""

    nama = "Sudirman"


class Satker:
    """Just what the frame asks of a satker."""

    kode, nama, nama_singkat = "654340", "Komisi Pemilihan Umum Provinsi Bengkulu", "KPU Provinsi Bengkulu"


@pytest.fixture
def bingkai():
    """The frame around `isi`, without any view."""

    def _bingkai(isi: str = "", **lain: object) -> str:
        konteks = {
            "satker": Satker,
            "tahun": 2024,
            "menu": MENU,
            "user": Orang,
            "satker_pilihan": [],
            "tahun_pilihan": [],
        }
        halaman = Template('{% extends "bingkai.html" %}' + isi)
        return halaman.render(
            Context(
                {**konteks, "jabatan_pengguna": "Plt.", "jumlah_tugas": 3, "messages": [], "csrf_token": "x", **lain}
            )
        )

    return _bingkai


def test_ikon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in tulis('{% ikon "renstra" %}')


def test_ikon_without_a_file_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        tulis('{% ikon "tidak_ada" %}')


def test_every_icon_file_renders():
    folder = settings.BASE_DIR / "templates/komponen/ikon"
    nama = [f.name.removesuffix(".svg.html") for f in folder.glob("*.svg.html")]
    assert len(nama) > 20
    assert all("<path" in tulis("{% ikon n %}", n=n) or "<circle" in tulis("{% ikon n %}", n=n) for n in nama)


@pytest.mark.parametrize(
    ("status", "rupa", "kata"),
    [
        ("draf", "draf", "Draf"),
        ("DIAJUKAN", "diajukan", "Diajukan"),
        ("belum diisi", "draf", "Belum diisi"),
        ("menunggu_reviu", "lain", "Menunggu reviu"),  # unknown: neutral sign, its own words
    ],
)
def test_lencana_shows_sign_and_word(status, rupa, kata):
    html = tulis("{% lencana s %}", s=status)
    assert f"lencana-{rupa}" in html
    assert kata in html


def test_lencana_prefers_the_label_of_an_enum():
    class Status(StrEnum):
        DRAF = "draf"

        @property
        def label(self) -> str:
            return "Rancangan"

    assert "Rancangan" in tulis("{% lencana s %}", s=Status.DRAF)


def test_lencana_escapes_its_label():
    assert "<b>" not in tulis("{% lencana 'draf' l %}", l="<b>")


@pytest.mark.parametrize(("kode", "penuh"), [("AA", 7), ("B", 4), ("D", 1)])
def test_pita_fills_as_many_steps_as_the_category_has(kode, penuh):
    assert tulis("{% pita kode=k label='x' %}", k=kode).count('class="penuh"') == penuh


def test_pita_of_another_scale_uses_the_ends_of_the_ramp():
    assert "pita-7" in tulis("{% pita label='Sangat Baik' tingkat=4 dari=4 %}")


@pytest.mark.parametrize("isi", ["{% pita %}", "{% pita label='Proses' %}", "{% pita kode='?' label='–' %}"])
def test_pita_of_the_unknown_is_hatched_never_coloured(isi):
    html = tulis(isi)
    assert "pita-kosong" in html
    assert "arsir" in html
    assert not re.search(r"pita-\d", html)


def test_ringkas_tahap_counts_only_entries_with_a_stage():
    assert ringkas_tahap(MENU) == {"selesai": 2, "dari": 5}


@pytest.mark.parametrize(("teks", "hasil"), [(None, "–"), ("", "–"), ("Tepat waktu", "Tepat waktu")])
def test_teks_panjang_prints_short_text_as_it_is(teks, hasil):
    assert tulis("{% teks_panjang t %}", t=teks).strip() == hasil


def test_teks_panjang_folds_long_text_and_escapes_it():
    html = tulis("{% teks_panjang t %}", t="<i>" + "kata " * 50)
    assert "<details" in html
    assert "<i>" not in html


def test_tangkap_of_blanks_is_empty():
    assert tulis("{% tangkap as x %}  \n {% endtangkap %}[{{ x }}]") == "[]"


def test_tangkap_does_not_escape_twice():
    assert tulis("{% tangkap as x %}{{ t }}{% endtangkap %}{{ x }}", t="<&>") == "&lt;&amp;&gt;"


def test_tabel_is_a_named_region_that_keys_can_scroll():
    html = tulis('{% tabel label="Capaian" %}<table></table>{% endtabel %}')
    assert 'role="region" aria-label="Capaian" tabindex="0"' in html
    assert "<table></table>" in html


def test_asal_angka_escapes_the_figure_and_keeps_the_answer():
    html = tulis("{% asal_angka angka=a %}<p>rumus</p>{% endasal_angka %}", a="<1>")
    assert "&lt;1&gt;" in html
    assert "<p>rumus</p>" in html


def test_kartu_angka_without_a_figure_shows_a_dash():
    assert "–" in render_to_string("komponen/kartu_angka.html", {"judul": "Capaian", "angka": ""})


def test_kemajuan_writes_numbers_as_html_wants_them():
    html = render_to_string("komponen/kemajuan.html", {"nilai": 1.5, "dari": 12, "satuan": "bagian"})
    assert 'value="1.5" max="12"' in html


def test_title_is_in_the_head_and_in_the_heading(bingkai):
    html = bingkai("{% block judul %}Capaian & target{% endblock %}".replace("&", "&amp;"))
    assert "<title>Capaian &amp; target – KPU Provinsi Bengkulu 2024 – SAKIP</title>" in html
    assert "<h1>Capaian &amp; target</h1>" in html


@pytest.mark.parametrize("bagian", ['class="bantuan"', 'class="tindakan"', 'class="remah"', 'class="keterangan"'])
def test_empty_blocks_leave_no_trace(bingkai, bagian):
    utama = bingkai().partition("<main")[2].partition('class="isi"')[0]
    assert bagian not in utama


def test_frame_marks_the_current_entry_once_per_bar(bingkai):
    assert bingkai().count('aria-current="page"') == 2  # rail and bottom bar


def test_frame_says_the_stage_in_words(bingkai):
    assert "(Sedang berjalan)" in bingkai()


def test_frame_has_no_search_without_an_address(bingkai):
    assert 'role="search"' not in bingkai()
    assert 'role="search"' in bingkai(cari_url="/cari/")


def test_bottom_bar_keeps_five_and_lainnya(bingkai):
    bawah = bingkai().partition('class="bilah-bawah"')[2].partition("</nav>")[0]
    assert bawah.count("<a ") == 7
    assert bawah.index("Menu 5") < bawah.index("Lainnya") < bawah.index("Menu 6")


def test_bottom_bar_needs_no_lainnya_for_six_entries(bingkai):
    assert "Lainnya" not in bingkai(menu=MENU[:6])


@pytest.mark.parametrize("nama", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_context(nama):
    html = render_to_string(f"{nama}.html")
    assert "Kembali ke Beranda" in html


def test_pages_carry_no_inline_code():
    html = render_to_string("gaya.html", request=None)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", html)


class TargetForm(forms.Form):
    target = forms.IntegerField(label="Target 2024", error_messages={"invalid": "Target 2024 harus bilangan bulat."})
    pilihan = forms.ChoiceField(label="Polaritas", widget=forms.RadioSelect, choices=[("a", "A")])


def test_error_summary_links_to_the_fields():
    form = TargetForm({"target": "x"})
    html = render_to_string("komponen/galat_formulir.html", {"form": form})
    assert '<a href="#id_target">Target 2024 harus bilangan bulat.</a>' in html
    assert '<a href="#div_id_pilihan">Polaritas: ' in html


def test_field_errors_are_tied_to_their_input():
    html = Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(
        Context({"form": TargetForm({"target": "x"})})
    )
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_target_error"' in html
    assert 'id="id_target_error"' in html


def test_login_page_keeps_the_next_address():
    class Masuk(forms.Form):
        username = forms.CharField(label="Nama pengguna")
        password = forms.CharField(label="Kata sandi")

    html = render_to_string("masuk.html", {"form": Masuk(), "next": "/654340/2024/"}, RequestFactory().get("/masuk/"))
    assert '<input type="hidden" name="next" value="/654340/2024/">' in html
