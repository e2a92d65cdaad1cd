from io import BytesIO

import pytest
from PIL import Image

from organisasi.enums import JenisJabatan
from pelaporan.models import Foto
from pelaporan.services import hapus_foto, mulai_laporan, simpan_foto
from sakip.gambar import GalatGambar
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
        assert (hasil.format, hasil.size) == ("JPEG", (1600, 800))


def test_photos_of_a_sasaran_are_numbered(laporan, sasaran):
    urut = [simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(9, 9)).urut for _ in range(2)]
    assert urut == [1, 2]


def test_what_is_no_photo_is_refused_and_leaves_nothing(laporan, sasaran):
    with pytest.raises(GalatGambar, match="bukan foto"):
        simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=BytesIO(b"%PDF-1.4 <html>"))
    assert not Foto.objects.exists()


def test_removing_a_photo_removes_its_file(laporan, sasaran, django_capture_on_commit_callbacks):
    foto = simpan_foto(laporan=laporan, sasaran=sasaran, keterangan="x", berkas=gambar(9, 9))
    nama, tempat = foto.berkas.name, foto.berkas.storage
    with django_capture_on_commit_callbacks(execute=True):
        hapus_foto(foto=foto)
    assert not tempat.exists(nama)
