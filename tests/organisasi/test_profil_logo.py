"""The logo: what is stored, who gets it, and that no old file stays behind."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from organisasi.models import Satker
from organisasi.services_profil import ganti_logo, hapus_logo


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def alamat(satker):
    return lambda nama="logo": reverse(f"organisasi:{nama}", args=[satker.kode, 2024])


def png(lebar=800, tinggi=400):
    berkas = BytesIO()
    Image.new("RGBA", (lebar, tinggi), (200, 0, 0, 128)).save(berkas, "PNG")
    return berkas.getvalue()


def unggahan(isi=None, nama="../../logo saya.php"):
    return {"berkas": SimpleUploadedFile(nama, png() if isi is None else isi, content_type="text/html")}


@pytest.fixture
def berlogo(satker):
    return ganti_logo(satker=satker, berkas=BytesIO(png()))


def test_an_upload_is_stored_as_png_under_a_random_name(client, alamat, satker, admin_satker, media):
    client.force_login(admin_satker)
    assert client.post(alamat(), unggahan()).url == alamat("profil")
    satker.refresh_from_db()
    assert re.fullmatch(r"logo/654340/[0-9a-f]{32}\.png", satker.logo.name)
    with Image.open(media / satker.logo.name) as gambar:
        assert (gambar.format, gambar.size, gambar.mode) == ("PNG", (600, 300), "RGBA")
    assert satker.versi == 2


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Simpan logo sebagai PNG"),
        (b"GIF89a" + b"0" * 99, "bukan logo JPEG, PNG atau WebP"),
        (b"0" * (2 * 1024 * 1024 + 1), "lebih besar dari 2 MB"),
        (png(4001, 1), "paling banyak 4000 × 4000 piksel"),
    ],
    ids=["svg", "gif", "bita", "piksel"],
)
def test_what_is_no_logo_is_refused_at_the_field(client, alamat, satker, admin_satker, media, isi, pesan):
    client.force_login(admin_satker)
    jawaban = client.post(alamat(), unggahan(isi, "logo.png"))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert not any(media.rglob("*.png"))


def test_an_upload_without_a_file_asks_for_one(client, alamat, admin_satker):
    client.force_login(admin_satker)
    assert "Pilih berkas logo dulu" in client.post(alamat(), {}).content.decode()


@pytest.mark.parametrize(
    "ubah", [lambda s: ganti_logo(satker=s, berkas=BytesIO(png(9, 9))), lambda s: hapus_logo(satker=s)]
)
def test_the_old_file_goes_when_the_change_is_kept(berlogo, media, django_capture_on_commit_callbacks, ubah):
    lama = media / berlogo.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        baru = ubah(berlogo)
        assert lama.exists()  # until then the change may still be taken back
    assert not lama.exists()
    assert not baru.logo or (media / baru.logo.name).exists()


def test_removing_leaves_the_papers_without_logo(client, alamat, berlogo, admin_satker):
    client.force_login(admin_satker)
    assert client.post(alamat("hapus_logo")).url == alamat("profil")
    assert not Satker.objects.get(pk=berlogo.pk).logo


def test_the_file_is_served_to_be_looked_at_only(client, alamat, berlogo, pembaca):
    client.force_login(pembaca)
    jawaban = client.get(alamat("berkas_logo"))
    assert jawaban.getvalue().startswith(b"\x89PNG")
    assert (jawaban["Content-Type"], jawaban["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert jawaban["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in jawaban["Cache-Control"]


def test_a_stranger_does_not_get_the_file(client, alamat, berlogo, orang_lain):
    assert client.get(alamat("berkas_logo")).status_code == 302
    client.force_login(orang_lain)
    assert client.get(alamat("berkas_logo")).status_code == 404


def test_no_logo_and_a_lost_file_are_404(client, alamat, satker, pembaca):
    client.force_login(pembaca)
    assert client.get(alamat("berkas_logo")).status_code == 404
    Satker.objects.filter(pk=satker.pk).update(logo="logo/1/hilang.png")
    assert client.get(alamat("berkas_logo")).status_code == 404


def test_a_form_read_before_the_upload_does_not_bring_the_old_logo_back(client, alamat, satker, admin_satker):
    client.force_login(admin_satker)
    versi = satker.versi
    logo = ganti_logo(satker=satker, berkas=BytesIO(png())).logo.name
    isian = {n: getattr(satker, n) for n in ("nama", "nama_singkat", "tempat", "zona_waktu")} | {"versi": versi}
    assert client.post(alamat("ubah_profil"), isian).status_code == 302
    assert Satker.objects.get(pk=satker.pk).logo.name == logo
