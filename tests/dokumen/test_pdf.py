import gc
import hashlib
import logging
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from dokumen import pdf
from dokumen.jenis import Bagian, GalatDokumen, Naskah
from dokumen.pdf import mandiri, render_html, render_pdf
from tests.dokumen import contoh

AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture
def foto(tmp_path):
    jalan = tmp_path / "foto.png"
    Image.new("RGB", (60, 40), "#336699").save(jalan)
    return jalan


def cetak(naskah, lapor=pdf.diam):
    return render_pdf(render_html(naskah), naskah, lapor)


def teks(hasil):
    return [halaman.extract_text() for halaman in PdfReader(BytesIO(hasil.isi)).pages]


# --- HTML ----------------------------------------------------------------------------------------------------------


def test_the_html_is_a_whole_indonesian_page_with_title_and_style_sheet():
    html = render_html(contoh.naskah())
    assert '<html lang="id">' in html
    assert "<title>Laporan Uji</title>" in html
    assert '<link rel="stylesheet" href="gaya:uji/kertas.css">' in html


def test_what_was_typed_is_escaped():
    html = render_html(contoh.naskah(contoh.bab("Bab I", ["<script>alert(1)</script>"])))
    assert "&lt;script&gt;alert(1)" in html


def test_each_part_is_reported_when_it_is_rendered():
    laporan = []
    render_html(contoh.naskah(), lambda *apa: laporan.append(apa))
    assert laporan == [("Bab I", 1, 3), ("Bab II", 2, 3), ("Bab III", 3, 3)]


def test_the_standalone_html_holds_its_style_sheet_and_pictures(foto):
    naskah = contoh.naskah_kaya(foto)
    html = mandiri(render_html(naskah), naskah)
    assert "gaya:" not in html
    assert "aset:" not in html
    assert 'href="data:text/css;base64,' in html
    assert 'src="data:image/png;base64,' in html


# --- PDF -----------------------------------------------------------------------------------------------------------


def test_the_pdf_holds_each_part_and_counts_its_pages():
    hasil = cetak(contoh.naskah())
    assert hasil.halaman == len(teks(hasil)) == 3
    assert "Isi Bab II." in teks(hasil)[1]
    assert hasil.sha256 == hashlib.sha256(hasil.isi).hexdigest()
    assert hasil.ukuran == len(hasil.isi)


def test_the_contents_know_the_pages(foto):
    assert "bab-i 2" in teks(cetak(contoh.naskah_kaya(foto)))[0]


def test_the_pdf_is_tagged_and_says_its_language_and_title():
    akar = PdfReader(BytesIO(cetak(contoh.naskah()).isi))
    assert akar.root_object["/MarkInfo"]["/Marked"]
    assert akar.root_object["/Lang"] == "id"
    assert akar.metadata.title == "Laporan Uji"
    assert "pdfuaid:part" in akar.root_object["/Metadata"].get_data().decode()


def test_the_pdf_carries_no_time():
    meta = PdfReader(BytesIO(cetak(contoh.naskah()).isi)).metadata
    assert not {"/CreationDate", "/ModDate"} & set(meta)


def test_the_photo_is_in_the_pdf(foto):
    halaman = PdfReader(BytesIO(cetak(contoh.naskah_kaya(foto)).isi)).pages[1]
    assert [gambar.image.size for gambar in halaman.images] == [(60, 40)]


def test_the_same_naskah_gives_the_same_bytes_in_every_process(foto, ruang):
    ringkasan = {cetak(contoh.naskah_kaya(foto)).sha256}
    for benih in ("1", "2"):
        perintah = [sys.executable, "-m", "tests.dokumen.proses", "cetak", str(foto)]
        env = {"PYTHONHASHSEED": benih, "SAKIP_VAR": str(ruang), "SAKIP_SECRET_KEY": "uji-" * 20, "PATH": "/usr/bin"}
        keluar = subprocess.run(perintah, cwd=AKAR, env=env, capture_output=True, text=True, check=True, timeout=60)
        ringkasan.add(keluar.stdout.strip())
    assert len(ringkasan) == 1


def test_another_figure_gives_other_bytes():
    satu, dua = (cetak(contoh.naskah(contoh.bab("Bab I", [isi]))) for isi in ("90,24", "90,25"))
    assert satu.sha256 != dua.sha256


# --- What a document may load --------------------------------------------------------------------------------------

JAHAT = [
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<style>@import url("{}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{}"); }} p {{ font-family: x; }}</style><p>a</p>',
    '<p style="background: url({})">a</p>',
    '<style>p::before {{ content: url("{}"); }}</style><p>a</p>',
    '<ul style="list-style-image: url({})"><li>a</li></ul>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<a rel="attachment" href="{}">a</a>',
    '<svg><image href="{}" width="9" height="9"/><use href="{}#a"/></svg>',
    '<base href="{}"><img src="x.png">',
]


@pytest.fixture
def tujuan(httpserver_sederhana, tmp_path):
    rahasia = tmp_path / "rahasia.css"
    rahasia.write_text("p { color: red }")
    return {"http": f"{httpserver_sederhana.alamat}/x.css", "file": rahasia.as_uri(), "lain": "gaya:css/sakip.css"}


@pytest.mark.parametrize("skema", ["http", "file", "lain"])
@pytest.mark.parametrize("html", JAHAT)
def test_a_hostile_text_loads_nothing(html, skema, tujuan, httpserver_sederhana, caplog):
    hasil = cetak(contoh.naskah_html(html.replace("{}", tujuan[skema]).replace("{{", "{").replace("}}", "}")))
    assert httpserver_sederhana.ketukan == []
    assert "/EmbeddedFile" not in PdfReader(BytesIO(hasil.isi)).root_object.get("/Names", {})
    assert not PdfReader(BytesIO(hasil.isi)).attachments
    ditolak = [r.getMessage() for r in caplog.records if r.name == "dokumen.pdf"]
    assert any("Refused while printing “Laporan Uji”" in baris for baris in ditolak)


def test_a_relative_address_is_not_a_file_of_the_server(caplog):
    fetcher = pdf.PengambilNaskah(contoh.naskah())
    for alamat in ("/etc/passwd", "aset:../../etc/passwd", "aset:foto.png", "FILE:///etc/passwd", "gaya:css/sakip.css"):
        with pytest.raises(ValueError, match="tidak termasuk dokumen"):
            fetcher.fetch(alamat)


def test_a_svg_in_a_data_uri_loads_nothing_either(httpserver_sederhana):
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{httpserver_sederhana.alamat}/y'/></svg>"
    cetak(contoh.naskah_html(f'<img src="data:image/svg+xml,{svg.replace("#", "%23")}">'))
    assert httpserver_sederhana.ketukan == []


def test_a_data_uri_is_allowed():
    gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    hasil = cetak(contoh.naskah_html(f'<img alt="" src="data:image/gif;base64,{gif}">'))
    assert len(PdfReader(BytesIO(hasil.isi)).pages[0].images) == 1


def test_the_log_keeps_only_the_beginning_of_a_refused_address(caplog):
    with pytest.raises(ValueError, match="tidak termasuk"):
        pdf.PengambilNaskah(contoh.naskah()).fetch("http://x/" + "a" * 9000)
    assert len(caplog.records[0].getMessage()) < 300


# --- Pictures that are not there -----------------------------------------------------------------------------------


def test_a_missing_picture_is_named_with_what_to_do():
    naskah = contoh.naskah(aset={"rapat.jpg": Path("/tidak/ada.jpg")})
    with pytest.raises(GalatDokumen, match=r"Gambar “rapat\.jpg” tidak ada .* Unggah lagi gambar itu"):
        render_html(naskah)


def test_a_broken_picture_is_named(tmp_path):
    rusak = tmp_path / "rapat.jpg"
    rusak.write_bytes(b"<html>bukan gambar</html>")
    with pytest.raises(GalatDokumen, match=r"Gambar “rapat\.jpg” rusak"):
        render_html(contoh.naskah(aset={"rapat.jpg": rusak}))


def test_a_picture_that_disappears_meanwhile_is_named(foto):
    naskah = contoh.naskah_kaya(foto)
    html = render_html(naskah)
    foto.unlink()
    with pytest.raises(GalatDokumen, match=r"Gambar “foto\.png” tidak ada"):
        render_pdf(html, naskah)


def test_a_missing_style_sheet_is_an_error_of_ours():
    with pytest.raises(LookupError, match=r"tidak/ada\.css"):
        pdf.berkas_gaya("tidak/ada.css")


# --- Progress and memory -------------------------------------------------------------------------------------------


def test_the_layout_tells_parts_and_pages_and_never_goes_back(foto):
    laporan = []
    cetak(contoh.naskah_kaya(foto), lambda *apa: laporan.append(apa))
    selesai = [n for _, n, _ in laporan]
    assert ("Daftar isi, halaman 1", 0, 4) in laporan
    assert ("mencocokkan nomor halaman", 3, 4) in laporan
    assert laporan[-1] == ("menulis berkas PDF", 4, 4)
    assert selesai == sorted(selesai)
    assert {n for _, n, _ in laporan} >= {0, 1, 2, 3, 4}


def test_an_exception_of_the_listener_stops_the_rendering():
    def berhenti(*apa):
        raise InterruptedError

    pencatat = logging.getLogger("weasyprint.progress")
    semula = list(pencatat.handlers)
    with pytest.raises(InterruptedError):
        cetak(contoh.naskah(), berhenti)
    assert pencatat.handlers == semula
    assert not pencatat.isEnabledFor(logging.INFO)


def test_the_garbage_collector_is_as_before_after_an_error(foto):
    semula = gc.get_threshold()
    naskah = contoh.naskah_kaya(foto)
    foto.unlink()
    with pytest.raises(GalatDokumen):
        render_pdf('<img src="aset:foto.png">', naskah)
    assert gc.get_threshold() == semula


# --- A part that is one page ---------------------------------------------------------------------------------------


HURUF = ("40", "20", "10")


def satu_halaman(baris, huruf=HURUF):
    bagian = Bagian("Poster", "uji/satu_halaman.html", {"baris": range(baris)}, huruf=huruf)
    return Naskah("Poster", (bagian, bagian), {}, gaya=())


@pytest.mark.parametrize(("baris", "huruf"), [(5, "40"), (30, "20"), (60, "10")])
def test_a_part_takes_the_largest_type_in_which_it_is_one_page(baris, huruf):
    naskah = satu_halaman(baris)
    html = render_html(naskah)
    assert html.count(f"font-size: {huruf}pt") == 2
    assert "akhir" not in html
    assert render_pdf(html, naskah).halaman == 2


def test_a_part_that_fits_in_no_type_is_refused_by_name():
    with pytest.raises(GalatDokumen, match=r"“Poster” tidak muat pada satu halaman.*\(10 pt\)"):
        render_html(satu_halaman(90))


def test_content_may_not_pass_the_line_that_the_part_draws():
    """33 lines of 20 pt (233 mm) fit on the page, but not above the line at 220 mm."""
    assert "font-size: 10pt" in render_html(satu_halaman(33))
