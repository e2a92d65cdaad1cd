"""What is stored of an upload is the picture and nothing else; what is no picture is refused in words."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sakip.gambar import AturanGambar, GalatGambar, periksa_ukuran, tulis_jpeg, tulis_png, ulang_kodekan

FOTO = AturanGambar("foto", ukuran_maks=1024 * 1024, piksel_maks=1_000_000, sisi=200, tulis=tulis_jpeg)
LOGO = AturanGambar("logo", ukuran_maks=1024, piksel_maks=1_000_000, sisi=200, tulis=tulis_png, sisi_maks=900)


def gambar(lebar=400, tinggi=300, jenis="PNG", warna="teal", mode="RGB", **simpan):
    berkas = BytesIO()
    Image.new(mode, (lebar, tinggi), warna).save(berkas, jenis, **simpan)
    berkas.seek(0)
    return berkas


def buka(isi):
    return Image.open(BytesIO(isi))


@pytest.mark.parametrize(("aturan", "jenis"), [(FOTO, "JPEG"), (LOGO, "PNG")])
@pytest.mark.parametrize("dari", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_scaled_down_and_encoded_again(aturan, jenis, dari):
    hasil = buka(ulang_kodekan(gambar(jenis=dari), aturan))
    assert (hasil.format, hasil.size) == (jenis, (200, 150))


def test_a_small_picture_is_not_blown_up():
    assert buka(ulang_kodekan(gambar(20, 10), LOGO)).size == (20, 10)


@pytest.mark.parametrize("palet", [False, True], ids=["RGBA", "palet"])
def test_a_sign_stays_transparent(palet):
    asal = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    berkas = BytesIO()
    (asal.convert("P") if palet else asal).save(berkas, "PNG", **({"transparency": 0} if palet else {}))
    berkas.seek(0)
    assert buka(ulang_kodekan(berkas, LOGO)).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("aturan", [FOTO, LOGO], ids=["foto", "logo"])
def test_a_picture_loses_where_it_was_taken_and_its_comments(aturan):
    exif = Image.Exif()
    exif[0x010E] = "rumah saya"
    isi = ulang_kodekan(gambar(jenis="JPEG", exif=exif, comment=b"rahasia"), aturan)
    assert not buka(isi).getexif()
    assert b"rahasia" not in isi
    assert b"rumah saya" not in isi


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by 90 degrees
    assert buka(ulang_kodekan(gambar(jenis="JPEG", exif=exif), FOTO)).size == (150, 200)


def test_what_hides_behind_a_picture_is_gone():
    berkas = BytesIO(gambar().getvalue() + b"<script>alert(1)</script>")
    assert b"script" not in ulang_kodekan(berkas, LOGO)


def test_broken_exif_is_refused_not_an_error(monkeypatch):
    def rusak(gambar):
        raise TypeError("broken EXIF")

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", rusak)
    with pytest.raises(GalatGambar, match="bukan foto"):
        ulang_kodekan(gambar(9, 9), FOTO)


def test_a_decompression_bomb_is_called_too_large(monkeypatch):
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 10)
    with pytest.raises(GalatGambar, match="terlalu besar"):
        ulang_kodekan(gambar(9, 9), FOTO)


@pytest.mark.parametrize(
    ("ukuran", "aturan", "batas"),
    [((1001, 1000), FOTO, "1 megapiksel"), ((901, 10), LOGO, "900 × 900 piksel")],
    ids=["piksel", "sisi"],
)
def test_too_many_pixels_are_refused_before_they_are_unpacked(monkeypatch, ukuran, aturan, batas):
    berkas = gambar(*ukuran)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(GalatGambar, match=f"terlalu besar. Perkecil dulu menjadi paling banyak {batas}"):
        ulang_kodekan(berkas, aturan)


@pytest.mark.parametrize(
    "isi",
    [b"", b"%PDF-1.4 <html>", gambar(jenis="GIF").getvalue(), gambar(20, 20).getvalue()[:60]],
    ids=["kosong", "pdf", "gif", "terpotong"],
)
@pytest.mark.parametrize("boleh_terpotong", [False, True], ids=["biasa", "sesudah WeasyPrint"])
def test_what_is_no_picture_of_a_known_kind_is_refused(monkeypatch, isi, boleh_terpotong):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", boleh_terpotong)
    with pytest.raises(GalatGambar, match="bukan foto"):
        ulang_kodekan(BytesIO(isi), FOTO)


@pytest.mark.parametrize("isi", [b"<svg onload='alert(1)'/>", b"<?xml version='1.0'?>\n<!-- x -->\n<SVG></SVG>"])
def test_svg_is_refused_with_a_way_out(isi):
    with pytest.raises(GalatGambar, match="Simpan logo sebagai PNG"):
        ulang_kodekan(BytesIO(isi), LOGO)


def test_too_many_bytes_are_refused():
    with pytest.raises(GalatGambar, match="lebih besar dari 1 MB"):
        periksa_ukuran(SimpleUploadedFile("foto.png", b"x" * (1024 * 1024 + 1)), FOTO)
