from io import BytesIO

import pytest
from PIL import Image

from organisasi.enums import JenisJabatan
from pelaporan.models import Foto
from pelaporan.services import SISI_FOTO, GalatFoto, hapus_foto, mulai_laporan, simpan_foto
from tests import pabrik


def gambar(lebar=2400, tinggi=1200, jenis="PNG", **simpan):
    berkas = BytesIO()
    Image.new("RGB", (lebar, tinggi), "teal").save(berkas, jenis, **simpan)
    berkas.seek(0)
    return berkas


@pytest.fixture
def laporan(satker):
    return pabrik.LaporanFactory(satker=satker)


@pytest.fixture
def sasaran(satker):
    return pabrik.SasaranFactory(renstra__satker=satker)


def test_a_report_begins_with_the_sekretaris_as_signer(satker, sekretaris):
    laporan = mulai_laporan(satker=satker, tahun=2025)
    assert laporan.penandatangan.jabatan.jenis == JenisJabatan.SEKRETARIS
    assert laporan.tempat == satker.tempat


def test_beginning_twice_gives_the_same_report(satker):
    assert mulai_laporan(satker=satker, tahun=2025) == mulai_laporan(satker=satker, tahun=2025)


def test_a_photo_is_scaled_down_and_becomes_jpeg(laporan, sasaran):
    foto = simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="Bimtek", berkas=gambar())
    with foto.berkas.open() as berkas, Image.open(berkas) as hasil:
        assert (hasil.format, hasil.size) == ("JPEG", (SISI_FOTO, SISI_FOTO // 2))


def test_a_photo_loses_where_it_was_taken(laporan, sasaran):
    exif = Image.Exif()
    exif[0x010E] = "rumah saya"
    foto = simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(jenis="JPEG", exif=exif))
    with foto.berkas.open() as berkas, Image.open(berkas) as hasil:
        assert not hasil.getexif()


def test_a_photo_loses_its_comment(laporan, sasaran):
    foto = simpan_foto(
        laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(jenis="JPEG", comment=b"rahasia")
    )
    with foto.berkas.open() as berkas:
        assert b"rahasia" not in berkas.read()


def test_a_photo_with_broken_exif_is_refused_not_an_error(laporan, sasaran, monkeypatch):
    def rusak(gambar):
        raise TypeError("broken EXIF")

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", rusak)
    with pytest.raises(GalatFoto, match="bukan foto"):
        simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(9, 9))


def test_a_decompression_bomb_is_called_too_large(laporan, sasaran, monkeypatch):
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 10)
    with pytest.raises(GalatFoto, match="terlalu besar"):
        simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(9, 9))


def test_photos_of_a_sasaran_are_numbered(laporan, sasaran):
    urut = [simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(9, 9)).urut for _ in range(2)]
    assert urut == [1, 2]


@pytest.mark.parametrize(
    "isi",
    [b"", b"%PDF-1.4 <html>", b"GIF89a", gambar(20, 20).getvalue()[:60]],
    ids=["kosong", "pdf", "gif", "terpotong"],
)
@pytest.mark.parametrize("boleh_terpotong", [False, True], ids=["biasa", "sesudah WeasyPrint"])
def test_what_is_no_photo_is_refused_and_leaves_nothing(laporan, sasaran, monkeypatch, isi, boleh_terpotong):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", boleh_terpotong)
    with pytest.raises(GalatFoto, match="bukan foto"):
        simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=BytesIO(isi))
    assert not Foto.objects.exists()


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(laporan, sasaran, monkeypatch):
    monkeypatch.setattr("pelaporan.services.PIKSEL_MAKS", 99)
    with pytest.raises(GalatFoto, match="terlalu besar"):
        simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(10, 10))


def test_removing_a_photo_removes_its_file(laporan, sasaran, django_capture_on_commit_callbacks):
    foto = simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(9, 9))
    nama, tempat = foto.berkas.name, foto.berkas.storage
    with django_capture_on_commit_callbacks(execute=True):
        hapus_foto(foto=foto)
    assert not tempat.exists(nama)
