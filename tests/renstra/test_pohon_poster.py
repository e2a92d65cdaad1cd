"""Posters of the pohon kinerja: what stands on them, and that each is one page."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from dokumen.jenis import GalatDokumen
from dokumen.pdf import render_html, render_pdf
from organisasi.models import MediaSosial
from renstra.models import KataVisi
from renstra.pohon.bentuk import Pohon, Simpul, Tautan
from renstra.pohon.enums import JenjangKondisi as J
from renstra.pohon.susunan_poster import HURUF, kelompok_pohon, naskah_dari, susun_poster, tanpa_pemilik
from tests import pabrik

pytestmark = pytest.mark.django_db

KEUANGAN, TEKNIS, DATA = (
    Tautan(pk, nama) for pk, nama in enumerate(("Subbag Keuangan", "Subbag Teknis", "Subbag Data"))
)


def simpul(pk, *anak, jenjang=J.OPERASIONAL, **isi):
    kaitan = {k: tuple(Tautan(100 * pk + n, t) for n, t in enumerate(isi.pop(k, ()))) for k in ("sasaran", "indikator")}
    return Simpul(pk, str(pk), jenjang, f"Kondisi {pk}", anak=anak, **kaitan, **isi)


POHON = Pohon(
    (
        simpul(
            1,
            simpul(
                2,
                simpul(3, indikator=["Opini BPK"], unit=(KEUANGAN,), output=("Penilaian meningkat",)),
                jenjang=J.FAKTOR,
                sasaran=["Peraturan kuat", "SDM berkualitas"],
            ),
            simpul(
                4,
                simpul(5, indikator=["Nilai informasi"], unit=(TEKNIS,), output=("Informasi terbuka",)),
                simpul(6, indikator=["Sengketa menang"], unit=(TEKNIS, KEUANGAN), output=("Sengketa berkurang",)),
                jenjang=J.FAKTOR,
                sasaran=["Pendidikan pemilih"],
            ),
            simpul(7, indikator=["Nilai AKIP"], unit=(DATA,), output=("Akuntabilitas meningkat",)),
            simpul(8, indikator=["Tanpa pemilik"]),
            jenjang=J.AKHIR,
        ),
    )
)


@pytest.fixture
def rencana(renstra):
    renstra.satker.nama = "Komisi Contoh Kabupaten Bengkulu Utara"
    renstra.satker.save()
    KataVisi.objects.create(renstra=renstra, urut=1, kata="Mandiri", arti="memiliki arti bebas dari pengaruh")
    pabrik.MisiFactory(renstra=renstra, urut=1, teks="Meningkatkan kompetensi")
    pabrik.TujuanFactory(renstra=renstra, urut=1, teks="Mewujudkan lembaga mandiri")
    for urut, (jenis, akun) in enumerate(
        [("instagram", "contoh.bu"), ("lain", "contoh.go.id/bu"), ("lain", "@contoh")]
    ):
        MediaSosial.objects.create(satker=renstra.satker, jenis=jenis, akun=akun, urut=urut)
    return renstra


def cetak(naskah):
    return render_pdf(render_html(naskah), naskah)


def teks(isi, folder):
    berkas = folder / "poster.pdf"
    berkas.write_bytes(isi)
    perintah = [shutil.which("pdftotext") or "pdftotext", "-raw", str(berkas), "-"]
    return subprocess.run(perintah, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]


def huruf(html):
    return [float(h) for h in re.findall(r'style="font-size: ([\d.]+)pt"', html)]


# --- What the tree says ----------------------------------------------------------------------------------------------


def test_groups_are_the_success_factors_with_the_units_below_them():
    kelompok, lepas = kelompok_pohon(POHON)
    assert [(k.sasaran, [u.nama for u in k.unit]) for k in kelompok] == [
        (("Peraturan kuat", "SDM berkualitas"), ["Subbag Keuangan"]),
        (("Pendidikan pemilih",), ["Subbag Teknis", "Subbag Keuangan"]),
    ]
    assert [[u.nama for u in k.unit] for k in lepas] == [["Subbag Data"]]


def test_a_final_outcome_is_a_group_only_without_a_success_factor_that_is_one():
    puncak = simpul(1, simpul(2, unit=(DATA,), indikator=["A"]), jenjang=J.AKHIR, sasaran=["Di puncak"])
    assert [k.sasaran for k in kelompok_pohon(Pohon((puncak,)))[0]] == [("Di puncak",)]
    di_faktor = simpul(3, simpul(4, jenjang=J.FAKTOR, sasaran=["Di faktor"]), jenjang=J.AKHIR, sasaran=["Di puncak"])
    assert [k.sasaran for k in kelompok_pohon(Pohon((di_faktor,)))[0]] == [("Di faktor",)]


def test_under_a_group_a_unit_shows_only_what_belongs_there(rencana):
    kolom = susun_poster(rencana, POHON).kolom[0]
    assert kolom[0].unit[0].indikator == ("Opini BPK",)
    assert kolom[1].unit[1].indikator == ("Sengketa menang",)


def test_the_page_of_a_unit_has_all_groups_and_everything_of_that_unit(rencana):
    poster = susun_poster(rencana, POHON, "subbag keuangan")
    assert poster.untuk.indikator == ("Opini BPK", "Sengketa menang")
    assert poster.untuk.output == ("Penilaian meningkat", "Sengketa berkurang")
    assert [(k.sasaran[0], k.unit, k.terkait) for k in poster.kolom[0]] == [
        ("Peraturan kuat", (), True),
        ("Pendidikan pemilih", (), True),
    ]


def test_an_unknown_unit_is_named_with_those_there_are(rencana):
    with pytest.raises(GalatDokumen, match="Yang ada: Subbag Keuangan; Subbag Teknis; Subbag Data"):
        susun_poster(rencana, POHON, "Subbag Lain")


def test_a_position_answers_where_no_unit_does():
    pohon = Pohon((simpul(1, jabatan=(Tautan(9, "Sekretaris"),), indikator=["A"]),))
    assert kelompok_pohon(pohon)[1][0].unit[0].nama == "Sekretaris"


def test_what_nobody_answers_for_is_known():
    assert [s.pk for s in tanpa_pemilik(POHON)] == [8]


def test_the_letterhead_breaks_before_the_region(rencana):
    poster = susun_poster(rencana, POHON)
    assert poster.kepala.baris_kop == ("Komisi Contoh", "Kabupaten Bengkulu Utara")
    assert [k.judul for k in poster.arah] == ["Visi Komisi Contoh", "Misi Komisi Contoh", "Tujuan"]


def test_an_account_of_no_known_kind_is_an_address_or_not(rencana):
    assert [a.sebutan for a in susun_poster(rencana, POHON).akun] == ["Instagram", "Situs web", "Akun"]


def test_columns_share_the_width_by_what_there_is_to_read(rencana):
    lebar = [float(k.lebar) for k in susun_poster(rencana, POHON).kolom[0]]
    assert sum(lebar) == pytest.approx(100, abs=0.05)
    assert lebar[1] > lebar[2]


def test_many_groups_take_several_rows(rencana):
    puncak = [simpul(n, jenjang=J.FAKTOR, sasaran=[f"Sasaran {n}"]) for n in range(1, 9)]
    assert [len(baris) for baris in susun_poster(rencana, Pohon(tuple(puncak))).kolom] == [4, 4]


def test_reading_a_poster_takes_a_fixed_number_of_queries(rencana, django_assert_num_queries):
    with django_assert_num_queries(4):
        susun_poster(rencana, POHON)


# --- Paper -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ukuran", "lebar"), [("A3", 1190.55), ("A4", 841.89)])
def test_each_poster_is_one_landscape_page_with_its_facts(rencana, tmp_path, ukuran, lebar):
    naskah = naskah_dari(rencana, POHON, ukuran=ukuran)
    hasil = cetak(naskah)
    assert [b.nama for b in naskah.bagian] == [rencana.satker.nama_singkat, KEUANGAN.teks, TEKNIS.teks, DATA.teks]
    assert hasil.halaman == 4
    halaman = PdfReader(BytesIO(hasil.isi)).pages[0]
    assert float(halaman.mediabox.width) == pytest.approx(lebar, abs=1)
    assert float(halaman.mediabox.height) < lebar

    semua = [" ".join(h.split()) for h in teks(hasil.isi, tmp_path)]
    for isi in semua:
        for fakta in (
            "POHON KINERJA KOMISI CONTOH KABUPATEN BENGKULU UTARA",
            "Visi Komisi Contoh",
            "Mandiri, memiliki arti bebas dari pengaruh",
            "Misi Komisi Contoh 1. Meningkatkan kompetensi",
            "Tujuan 1. Mewujudkan lembaga mandiri",
            "Sasaran Strategis 1. Peraturan kuat 2. SDM berkualitas",
            "contoh.go.id/bu",
        ):
            assert fakta in isi
        assert "RANCANGAN" not in isi
    assert "Subbag Data Indikator 1. Nilai AKIP Output 1. Akuntabilitas meningkat" in semua[3]
    assert "Subbag Teknis" not in semua[3]


def test_a_draft_says_so_on_every_page(draf, tmp_path):
    hasil = cetak(naskah_dari(draf, POHON))
    assert all("RANCANGAN" in h for h in teks(hasil.isi, tmp_path))


def test_the_contents_of_the_pdf_name_whose_page_it_is(rencana):
    isi = PdfReader(BytesIO(cetak(naskah_dari(rencana, POHON)).isi))
    assert [b.title for b in isi.outline] == [rencana.satker.nama_singkat, KEUANGAN.teks, TEKNIS.teks, DATA.teks]


def test_one_unit_alone_is_one_page(rencana):
    naskah = naskah_dari(rencana, POHON, unit=DATA.teks)
    assert cetak(naskah).halaman == 1
    assert "Subbag Data" in naskah.judul


def berisi(banyak):
    """A group whose unit has so many long indikator and output."""
    kalimat = [f"Persentase pelayanan nomor {n} yang diselesaikan tepat waktu sesuai standar" for n in range(banyak)]
    bawah = simpul(2, indikator=kalimat, output=tuple(f"Terlaksananya {k}" for k in kalimat), unit=(DATA,))
    return Pohon((simpul(1, bawah, jenjang=J.FAKTOR, sasaran=["Layanan"]),))


def test_more_to_read_makes_the_type_smaller_and_still_one_page(rencana):
    def terbesar(banyak):
        naskah = naskah_dari(rencana, berisi(banyak), ukuran="A4", unit=DATA.teks)
        html = render_html(naskah)
        assert render_pdf(html, naskah).halaman == 1
        return huruf(html)[0]

    assert float(HURUF[0]) >= terbesar(2) > terbesar(24) > terbesar(36) >= 6


def test_what_cannot_fit_is_refused_with_a_way_out(rencana):
    with pytest.raises(GalatDokumen, match=r"tidak muat pada satu halaman.*6 pt.*Pilih kertas yang lebih besar"):
        render_html(naskah_dari(rencana, berisi(150), ukuran="A4", unit=DATA.teks))


def test_paper_of_another_size_is_refused(rencana):
    with pytest.raises(GalatDokumen, match=r"“A5” tidak dikenal\. Yang tersedia: A3, A4"):
        naskah_dari(rencana, POHON, ukuran="A5")


def test_the_same_tree_gives_the_same_bytes(rencana):
    satu, dua = (cetak(naskah_dari(rencana, POHON, unit=DATA.teks)).isi for _ in range(2))
    assert satu == dua


def test_hostile_text_is_escaped(rencana):
    pohon = Pohon((simpul(1, indikator=["<img src=file:///etc/passwd>"], unit=(DATA,)),))
    html = render_html(naskah_dari(rencana, pohon))
    assert "<img" not in html
    assert "&lt;img" in html
