"""Evidence: what is taken and what is refused, stored once, used by many, and its pages."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from capaian import bukti as layanan
from capaian.bukti_isi import CSV, PDF, TEKS, BuktiDitolak, kenali, rapikan_nama
from capaian.models import BuktiDukung, BuktiRealisasi, Realisasi
from jejak.models import Jejak
from sakip.alur import TransisiDitolak
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}
JSON = {"HTTP_ACCEPT": "application/json"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ISI_DOCX = {
    "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>',
    "word/document.xml": "<document/>",
}


@pytest.fixture(autouse=True)
def penyimpanan(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def tersimpan(penyimpanan):
    return [p for p in penyimpanan.rglob("*") if p.is_file()]


def alamat(nama, **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


def url(realisasi, nama="bukti"):
    return alamat(nama, triwulan=realisasi.triwulan, pk=realisasi.pengukuran_id)


def berkas(isi, nama="laporan.pdf"):
    return SimpleUploadedFile(nama, isi)


def pdf(**akar):
    hasil, naskah = io.BytesIO(), pikepdf.new()
    naskah.add_blank_page()
    for kunci, isi in akar.items():
        naskah.Root[f"/{kunci}"] = isi
    naskah.save(hasil)
    return hasil.getvalue()


def gambar(jenis="JPEG", mode="RGB", ukuran=(40, 30), **pilihan):
    hasil = io.BytesIO()
    Image.new(mode, ukuran, "red" if mode == "RGB" else (0, 0, 0, 0)).save(hasil, jenis, **pilihan)
    return hasil.getvalue()


def arsip(isi):
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, teks in isi.items():
            z.writestr(nama, teks)
    return hasil.getvalue()


def docx(**tambahan):
    return arsip(ISI_DOCX | tambahan)


def odt(**tambahan):
    return arsip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>"} | tambahan)


def ambil(client, alamat_berkas):
    """The answer with its content read; reading to the end closes the file, a further close() the connection."""
    jawaban = client.get(alamat_berkas)
    jawaban.isi = b"".join(jawaban) if jawaban.streaming else jawaban.content
    return jawaban


def unggah(realisasi, oleh, isi=None, nama="laporan.pdf"):
    return layanan.unggah(realisasi=realisasi, berkas=berkas(isi or b"Notula rapat.", nama), oleh=oleh)


# --- What is taken -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [
        (pdf(), PDF),
        (gambar(), "image/jpeg"),
        (gambar("PNG"), "image/jpeg"),
        (gambar("WEBP"), "image/jpeg"),
        (docx(), DOCX),
        (odt(), "application/vnd.oasis.opendocument.text"),
        ("Notula, rapat évaluasi\nlanjutan".encode(), TEKS),
        (b"nama;nilai\nA;1\nB;2\n", CSV),
        ("\ufeffnama,nilai\nA,1\n".encode(), CSV),
    ],
)
def test_the_kind_is_known_by_content(isi, jenis):
    assert kenali(berkas(isi, "apa-saja.exe")).jenis_isi == jenis


def test_a_locked_pdf_is_taken_unread():
    keluar, naskah = io.BytesIO(), pikepdf.new()
    naskah.add_blank_page()
    naskah.save(keluar, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert kenali(berkas(keluar.getvalue())).jenis_isi == PDF


def bom():
    return docx(**{"word/media/a.xml": "0" * 40_000_000})


def pdf_bertugas(jenis):
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name(f"/{jenis}"), JS="app.alert(1)"))


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        (b"", "kosong"),
        (b" \n\t ", "kosong"),
        (b"MZ\x90\0" + b"x" * 999, "program Windows"),
        (b"\x7fELF" + b"x" * 999, "program"),
        (b"%PDF-1.7\nMZ" + b"x" * 999, "bukan PDF yang dapat dibaca"),
        (b"<html><script>1</script>" + pdf(), "Halaman web|tidak dikenal"),
        (b"\n" + pdf(), "tidak dikenal"),
        (pdf_bertugas("JavaScript"), "program atau berkas lain"),
        (pdf_bertugas("Launch"), "program atau berkas lain"),
        (pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())), "berkas lain di dalamnya"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
        (b'<?xml version="1.0"?><svg/>', "SVG"),
        (b"catatan <ScRiPt>alert(1)</script>", "Halaman web"),
        (b"#!/bin/sh\nrm -rf /", "program tidak diterima"),
        (b"teks\0biner", "tidak dikenal"),
        (bytes(range(128, 256)), "tidak dikenal"),
        (gambar()[:200], "bukan foto"),
        (b"RIFF\0\0\0\0WAVEfmt ", "bukan foto"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypmp42", "Video"),
        (b"GIF89a", "GIF"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "bentuk lama"),
        (arsip({"a.txt": "a"}), "Arsip ZIP"),
        (docx(**{"word/vbaProject.bin": "x"}), "makro"),
        (docx(**{"sub/VBAPROJECT.BIN": "x"}), "makro"),
        (docx(**{"word/activeX/activeX1.bin": "x"}), "makro"),
        (docx(**{"[Content_Types].xml": '<T><O ContentType="vnd.ms-word.macroEnabled.main+xml"/></T>'}), "makro"),
        (odt(**{"Basic/Standard/m.xml": "x"}), "makro"),
        (docx(**{"../../etc/passwd": "x"}), "rusak"),
        (docx(**{"/etc/passwd": "x"}), "rusak"),
        (docx(**{"[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><T>&b;</T>"}), "rusak"),
        (docx()[:-30], "rusak"),
        (bom(), "terlalu besar setelah dibuka"),
        (docx(**{f"a{n}": "" for n in range(3_100)}), "terlalu besar setelah dibuka"),
    ],
    ids=lambda n: n if isinstance(n, str) else "",
)  # fmt: skip
def test_what_is_refused_says_why(isi, sebab):
    with pytest.raises(BuktiDitolak, match=sebab):
        kenali(berkas(isi))


def test_a_document_whose_bytes_were_changed_is_refused():
    isi = bytearray(arsip(ISI_DOCX | {"word/media/a.txt": "abcdefgh" * 50}))
    isi[isi.index(b"word/media/a.txt") + 24] ^= 0xFF
    with pytest.raises(BuktiDitolak, match="rusak"):
        kenali(berkas(bytes(isi)))


def test_a_picture_is_made_anew():
    isi = gambar(exif=Image.Exif()) + b"<script>alert(1)</script>"
    baru = kenali(berkas(isi)).ganti
    assert b"script" not in baru
    assert baru[:3] == b"\xff\xd8\xff"


def test_a_transparent_screenshot_gets_white_paper():
    baru = Image.open(io.BytesIO(kenali(berkas(gambar("PNG", "RGBA"))).ganti))
    assert baru.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("nama", "jenis", "harapan"),
    [
        ("../../etc/passwd", TEKS, "passwd.txt"),
        ("C:\\surat\\Notula.PDF", PDF, "Notula.pdf"),
        ("laporan.pdf.exe", PDF, "laporan.pdf"),
        ("foto.jpeg", "image/jpeg", "foto.jpg"),
        ("gambar.png", "image/jpeg", "gambar.jpg"),
        ("rapat\u202efdp.exe", PDF, "rapat fdp.pdf"),
        ("📸 rapat\u200b 12.3.2024.pdf", PDF, "📸 rapat 12.3.2024.pdf"),
        ('a<b>:"|?*.pdf', PDF, "a-b------.pdf"),
        ("\r\nSet-Cookie: a.pdf", PDF, "Set-Cookie- a.pdf"),
        ("", PDF, "berkas.pdf"),
        ("...", PDF, "berkas.pdf"),
        ("x" * 400 + ".pdf", PDF, "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(nama, jenis, harapan):
    assert rapikan_nama(nama, jenis) == harapan


# --- Stored once ---------------------------------------------------------------------------------------------------


def test_a_file_is_stored_under_a_name_that_nobody_guesses(realisasi, perencana, penyimpanan):
    hasil = unggah(realisasi, perencana, pdf(), "Berita_acara.pdf")
    assert (hasil.baru, hasil.terpasang, hasil.pesan) == (True, True, "Tersimpan.")
    b = BuktiDukung.objects.get()
    assert (b.judul, b.nama_berkas, b.jenis_isi, b.diunggah_oleh) == (
        "Berita acara",
        "Berita_acara.pdf",
        PDF,
        perencana,
    )
    assert [p.stat().st_size for p in tersimpan(penyimpanan)] == [b.ukuran]
    assert "Berita" not in b.berkas.name


def test_the_same_file_again_is_the_same_row(realisasi, perencana, penyimpanan):
    lain = pabrik.RealisasiFactory(pengukuran=realisasi.pengukuran, triwulan=2)
    unggah(realisasi, perencana)
    assert "tidak disimpan dua kali" in unggah(realisasi, perencana, nama="lain.txt").pesan
    assert "Sudah pernah diunggah sebagai “laporan”" in unggah(lain, perencana).pesan
    assert len(tersimpan(penyimpanan)) == BuktiDukung.objects.count() == 1
    assert BuktiRealisasi.objects.count() == 2


def test_another_satker_has_its_own(realisasi, perencana, satker_lain, penyimpanan):
    asing = pabrik.RealisasiFactory(pengukuran__indikator__sasaran__renstra__satker=satker_lain)
    unggah(realisasi, perencana)
    unggah(asing, perencana)
    assert {b.satker for b in BuktiDukung.objects.all()} == {realisasi.pengukuran.satker, asing.pengukuran.satker}
    assert len(tersimpan(penyimpanan)) == 2


def test_a_refused_row_leaves_no_file(realisasi, perencana, penyimpanan, monkeypatch):
    def gagal(**_):
        raise TransisiDitolak("penuh")

    monkeypatch.setattr(layanan, "pasang", gagal)
    with pytest.raises(TransisiDitolak):
        unggah(realisasi, perencana)
    assert (tersimpan(penyimpanan), BuktiDukung.objects.count()) == ([], 0)


def test_a_file_that_came_in_a_moment_before_is_used(realisasi, perencana, penyimpanan, monkeypatch):
    """Somebody stores the same bytes between our look and our insert."""
    dulu = layanan._tersimpan
    unggah(pabrik.RealisasiFactory(pengukuran=realisasi.pengukuran, triwulan=2), perencana)
    jawaban = iter([None])
    monkeypatch.setattr(layanan, "_tersimpan", lambda *a: next(jawaban, dulu(*a)))
    hasil = unggah(realisasi, perencana)
    assert (hasil.baru, hasil.terpasang) == (False, True)
    assert len(tersimpan(penyimpanan)) == BuktiDukung.objects.count() == 1


def test_a_full_disk_leaves_no_row(client, realisasi, perencana, penyimpanan, monkeypatch):
    client.force_login(perencana)

    def penuh(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", penuh)
    jawaban = client.post(url(realisasi), {"berkas": berkas(b"Notula.")}, **JSON)
    assert "ruang penyimpanan penuh" in jawaban.json()["hasil"][0]["pesan"]
    assert not BuktiDukung.objects.exists()


def test_there_is_a_quota(realisasi, perencana, penyimpanan, settings):
    settings.BUKTI_BANYAK = 1
    unggah(realisasi, perencana)
    with pytest.raises(TransisiDitolak, match="paling banyak 1"):
        unggah(realisasi, perencana, b"Lain lagi.")
    assert len(tersimpan(penyimpanan)) == 1


# --- Links ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tautan",
    ["javascript:alert(1)", "data:text/html,x", "ftp://contoh.go.id", "//contoh.go.id", "contoh.go.id", "https://",
     "https://contoh.go.id\\@lain.id", "https://user:sandi@contoh.go.id/", "https://a@contoh.go.id", "http:///x", ""],
)  # fmt: skip
def test_only_whole_addresses_without_secrets(tautan):
    with pytest.raises(BuktiDitolak):
        layanan.periksa_tautan(tautan)


def test_a_link_is_shown_as_one_that_tells_nobody(client, realisasi, perencana):
    client.force_login(perencana)
    data = {"judul": "Berita <b>", "tautan": "https://contoh.go.id/berita"}
    client.post(url(realisasi, "bukti_tautan"), data)
    client.post(url(realisasi, "bukti_tautan"), data)
    isi = client.get(url(realisasi)).content.decode()
    assert 'href="https://contoh.go.id/berita" target="_blank" rel="noopener noreferrer nofollow"' in isi
    assert "Berita &lt;b&gt;" in isi
    assert BuktiRealisasi.objects.count() == 1


def test_a_wrong_link_comes_back_with_what_was_typed(client, realisasi, perencana):
    client.force_login(perencana)
    jawaban = client.post(url(realisasi, "bukti_tautan"), {"judul": "Berita", "tautan": "javascript:1"})
    assert jawaban.status_code == 422
    assert "Tulis alamat lengkap" in jawaban.content.decode()
    assert 'value="Berita"' in jawaban.content.decode()


# --- When evidence stands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "disetujui"])
def test_a_submitted_realisasi_keeps_its_evidence(realisasi, perencana, penyimpanan, status):
    unggah(realisasi, perencana)
    pasangan = BuktiRealisasi.objects.get()
    Realisasi.objects.update(status=status)
    realisasi.refresh_from_db()
    for tindakan in (
        lambda: unggah(realisasi, perencana, b"Baru."),
        lambda: layanan.lepas(pasangan),
        lambda: layanan.geser(pasangan, 1),
        lambda: layanan.tambah_tautan(realisasi=realisasi, judul="a", tautan="https://a.go.id", oleh=perencana),
    ):
        with pytest.raises(TransisiDitolak, match="tidak dapat diubah lagi"):
            tindakan()
    assert BuktiDukung.objects.count() == len(tersimpan(penyimpanan)) == 1


def test_outside_its_time_nothing_comes_in(realisasi, perencana):
    pabrik.TenggatFactory(jenis="realisasi_tw_1", bulan=4, hari=10, tahun_geser=0)
    with pytest.raises(TransisiDitolak, match="ditutup 10 April 2024"):
        unggah(realisasi, perencana)


def test_what_is_used_is_not_deleted(realisasi, perencana, penyimpanan, django_capture_on_commit_callbacks):
    b = unggah(realisasi, perencana).bukti
    with pytest.raises(TransisiDitolak, match="masih dipakai"):
        layanan.hapus(b)
    with django_capture_on_commit_callbacks(execute=True):
        layanan.lepas(BuktiRealisasi.objects.get())
    assert len(tersimpan(penyimpanan)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        layanan.hapus(b)
        assert len(tersimpan(penyimpanan)) == 1  # not before the deletion is kept
    assert (tersimpan(penyimpanan), BuktiDukung.objects.count()) == ([], 0)


def test_the_order_is_the_persons(realisasi):
    a, b, c = (pabrik.BuktiRealisasiFactory(realisasi=realisasi, urut=n) for n in (1, 2, 3))
    layanan.geser(c, -1)
    layanan.geser(a, -1)
    assert list(realisasi.bukti_realisasi.all()) == [a, c, b]


def test_evidence_of_another_satker_or_year_is_not_used(realisasi, satker, satker_lain):
    asing = pabrik.BuktiDukungFactory(satker=satker_lain)
    lama = pabrik.BuktiDukungFactory(satker=satker, tahun=2023)
    assert layanan.pasang(realisasi=realisasi, bukti=[asing.pk, lama.pk]) == 0


# --- Uploading -----------------------------------------------------------------------------------------------------


def test_each_file_has_its_own_answer(client, realisasi, perencana):
    client.force_login(perencana)
    data = {"berkas": [berkas(b"Notula.", "a.txt"), berkas(b"MZ" + b"x" * 99, "b.pdf"), berkas(pdf(), "c.pdf")]}
    jawaban = client.post(url(realisasi), data, **JSON)
    assert jawaban.status_code == 422
    assert [(h["nama"], h["beres"]) for h in jawaban.json()["hasil"]] == [
        ("a.txt", True), ("b.pdf", False), ("c.pdf", True)
    ]  # fmt: skip
    assert BuktiDukung.objects.count() == 2


def test_without_a_script_the_page_tells_the_same(client, realisasi, perencana):
    client.force_login(perencana)
    data = {"berkas": [berkas(b"Notula.", "a.txt"), berkas(b"MZ" + b"x" * 99, "b.pdf")]}
    isi = client.post(url(realisasi), data).content.decode()
    assert "<bdi>b.pdf</bdi></b>: Ini program Windows" in isi
    assert "a.txt: Tersimpan." in isi
    assert client.post(url(realisasi), {}).status_code == 422
    assert client.post(url(realisasi), {"berkas": berkas(b"Lagi.")}).status_code == 302


class Aliran(io.RawIOBase):
    """A body that is made while it is read, and counts how much was."""

    def __init__(self, kepala, banyak, ekor):
        self.bagian, self.sisa, self.ekor, self.dibaca = kepala, banyak, ekor, 0

    def read(self, n=-1):
        n = 1 << 16 if n < 0 else n
        if not self.bagian and self.sisa:
            self.bagian, self.sisa = b"x" * min(n, self.sisa), max(0, self.sisa - n)
        elif not self.bagian:
            self.bagian, self.ekor = self.ekor, b""
        hasil, self.bagian = self.bagian[:n], self.bagian[n:]
        self.dibaca += len(hasil)
        return hasil


def kirim_aliran(client, realisasi, banyak):
    kepala = b'--B\r\nContent-Disposition: form-data; name="berkas"; filename="besar.bin"\r\n\r\n'
    ekor = b'\r\n--B\r\nContent-Disposition: form-data; name="berkas"; filename="kecil.txt"\r\n\r\nNotula.\r\n--B--\r\n'
    aliran = Aliran(kepala, banyak, ekor)
    jawaban = client.generic(
        "POST", url(realisasi), **JSON, CONTENT_TYPE="multipart/form-data; boundary=B",
        CONTENT_LENGTH=str(len(kepala) + banyak + len(ekor)), **{"wsgi.input": aliran},
    )  # fmt: skip
    return jawaban, aliran


def test_200_megabytes_are_refused_before_they_are_read(client, realisasi, perencana, penyimpanan):
    client.force_login(perencana)
    jawaban, aliran = kirim_aliran(client, realisasi, 200 * 1024 * 1024)
    assert (jawaban.status_code, aliran.dibaca) == (413, 0)
    assert "Kiriman ini 200 MB" in jawaban.json()["hasil"][0]["pesan"]


def test_a_file_that_is_too_big_is_let_go_and_the_next_one_taken(client, realisasi, perencana, penyimpanan, settings):
    settings.BUKTI_MAKS_MB, settings.FILE_UPLOAD_TEMP_DIR = 1, str(penyimpanan.parent)
    client.force_login(perencana)
    jawaban, _ = kirim_aliran(client, realisasi, 4 * 1024 * 1024)
    hasil = {h["nama"]: (h["beres"], h["pesan"]) for h in jawaban.json()["hasil"]}
    assert hasil == {"kecil.txt": (True, "Tersimpan."), "besar.bin": (False, layanan.terlalu_besar())}
    assert len(tersimpan(penyimpanan.parent)) == 1  # nothing of the other one, not even a temporary file


def test_who_may_not_enter_is_refused_unread(client, realisasi, pembaca, orang_lain):
    for orang, status in ((pembaca, 403), (orang_lain, 404)):
        client.force_login(orang)
        jawaban, aliran = kirim_aliran(client, realisasi, 1000)
        assert (jawaban.status_code, aliran.dibaca) == (status, 0)
    client.logout()
    jawaban, aliran = kirim_aliran(client, realisasi, 1000)
    assert (jawaban.status_code, aliran.dibaca) == (302, 0)


def test_the_token_is_still_demanded(realisasi, perencana):
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(perencana)
    assert klien.post(url(realisasi), {"berkas": berkas(b"Notula.")}).status_code == 403
    assert not BuktiDukung.objects.exists()
    klien.get(url(realisasi))
    token = klien.cookies["csrftoken"].value
    assert klien.post(url(realisasi), {"berkas": berkas(b"Notula."), "csrfmiddlewaretoken": token}).status_code == 302


def test_an_empty_quarter_says_what_comes_first(client, realisasi, perencana):
    client.force_login(perencana)
    kosong = alamat("bukti", triwulan=3, pk=realisasi.pengukuran_id)
    assert "Realisasi Triwulan III belum diisi" in client.get(kosong).content.decode()
    jawaban = client.post(kosong, {"berkas": berkas(b"Notula.")}, **JSON)
    assert "Isi realisasi triwulan ini dahulu" in jawaban.json()["hasil"][0]["pesan"]


# --- Files out -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "sifat"),
    [(pdf(), "inline"), (gambar(), "inline"), (docx(), "attachment"), (b"Notula.", "attachment")],
)
def test_a_file_runs_nowhere(client, realisasi, perencana, isi, sifat):
    b = unggah(realisasi, perencana, isi, "Notula “évaluasi” 📸.bin").bukti
    client.force_login(perencana)
    jawaban = ambil(client, alamat("bukti_berkas", pk=b.pk))
    assert jawaban["Content-Disposition"].startswith(f"{sifat}; filename*=utf-8''Notula%20%E2%80%9C")
    assert jawaban["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert ambil(client, alamat("bukti_berkas", pk=b.pk) + "?unduh")["Content-Disposition"].startswith("attachment")
    assert Jejak.objects.filter(tindakan="unduh", objek=str(b.pk)).count() == 2


def test_a_thumbnail_leaves_no_trail(client, realisasi, perencana):
    b = unggah(realisasi, perencana, gambar(ukuran=(2000, 1000))).bukti
    client.force_login(perencana)
    jawaban = client.get(alamat("bukti_gambar", pk=b.pk))
    assert Image.open(io.BytesIO(jawaban.content)).size == (480, 240)
    assert not Jejak.objects.filter(tindakan="unduh").exists()


def test_a_file_that_is_gone_is_not_found(client, satker, perencana):
    client.force_login(perencana)
    for b in (pabrik.BuktiDukungFactory(satker=satker, teks=True), pabrik.BuktiDukungFactory(satker=satker, foto=True)):
        b.berkas.storage.delete(b.berkas.name)
        assert client.get(alamat("bukti_berkas", pk=b.pk)).status_code == 404
        assert client.get(alamat("bukti_gambar", pk=b.pk)).status_code == 404


def test_the_parent_reads_what_proves_an_approved_figure(client, realisasi, admin_pusat):
    b = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__teks=True, bukti__judul="Notula rahasia").bukti
    client.force_login(admin_pusat)
    halaman = [alamat("bukti_semua"), url(realisasi)]
    assert client.get(alamat("bukti_berkas", pk=b.pk)).status_code == 404
    assert all("Notula rahasia" not in client.get(h).content.decode() for h in halaman)
    Realisasi.objects.update(status="disetujui")
    assert ambil(client, alamat("bukti_berkas", pk=b.pk)).isi == b"isi"
    assert all("Notula rahasia" in client.get(h).content.decode() for h in halaman)


# --- Pages ---------------------------------------------------------------------------------------------------------


def test_evidence_is_used_for_another_indikator_too(client, realisasi, pengukuran, perencana):
    lama = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__judul="Notula rapat").bukti
    lain = pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1)
    client.force_login(perencana)
    assert "Notula rapat" in client.get(url(lain, "bukti_pakai") + "?q=rapat").content.decode()
    assert "Tidak ada bukti yang cocok" in client.get(url(lain, "bukti_pakai") + "?q=apel").content.decode()
    client.post(url(lain, "bukti_pakai"), {"pilih": [lama.pk, "x"]})
    assert [b.bukti for b in lain.bukti_realisasi.all()] == [lama]
    assert "1.1 TW I</a>" in client.get(url(lain)).content.decode()
    assert "Notula rapat" not in client.get(url(lain, "bukti_pakai")).content.decode()


def test_a_photo_becomes_a_figure_only_with_a_caption(client, realisasi, perencana):
    foto = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__foto=True)
    client.force_login(perencana)
    data = {"judul": "Rapat", "keterangan": "", "tampil_di_laporan": "on", "versi": 1}
    jawaban = client.post(alamat("bukti_ubah", pk=foto.pk), data)
    assert jawaban.status_code == 422
    assert "Tulis keterangannya" in jawaban.content.decode()
    assert client.post(alamat("bukti_ubah", pk=foto.pk), data | {"keterangan": "Rapat evaluasi"}).status_code == 302
    foto.bukti.refresh_from_db()
    assert (foto.bukti.keterangan, foto.bukti.tampil_di_laporan, foto.bukti.versi) == ("Rapat evaluasi", True, 2)


def test_two_who_change_the_words_see_each_other(client, realisasi, perencana):
    foto = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__foto=True, bukti__judul="Lama")
    BuktiDukung.objects.update(versi=2, judul="Dari teman")
    client.force_login(perencana)
    jawaban = client.post(alamat("bukti_ubah", pk=foto.pk), {"judul": "Dari saya", "keterangan": "", "versi": 1})
    assert jawaban.status_code == 409
    assert "Dari teman" in jawaban.content.decode()


def test_after_submitting_the_title_stands_and_the_caption_does_not(client, realisasi, perencana):
    foto = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__foto=True, bukti__judul="Rapat")
    Realisasi.objects.update(status="disetujui")
    client.force_login(perencana)
    data = {"judul": "Lain", "keterangan": "Rapat evaluasi", "tampil_di_laporan": "on", "versi": 1}
    assert client.post(alamat("bukti_ubah", pk=foto.pk), data).status_code == 302
    foto.bukti.refresh_from_db()
    assert (foto.bukti.judul, foto.bukti.tampil_di_laporan) == ("Rapat", True)


def test_letting_go_and_deleting_on_the_pages(client, realisasi, perencana, pembaca):
    pasangan = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__teks=True)
    client.force_login(perencana)
    assert client.post(alamat("bukti_lepas", pk=pasangan.pk)).url == url(realisasi)
    assert "Hapus" in client.get(alamat("bukti_semua") + "?pakai=belum").content.decode()
    client.force_login(pembaca)
    assert client.post(alamat("bukti_hapus", pk=pasangan.bukti_id)).status_code == 403
    client.force_login(perencana)
    client.post(alamat("bukti_hapus", pk=pasangan.bukti_id))
    assert not BuktiDukung.objects.exists()


def test_the_year_says_which_realisasi_have_none(client, realisasi, pengukuran, perencana):
    client.force_login(perencana)
    isi = client.get(alamat("bukti_semua")).content.decode()
    assert "0 dari 1 realisasi" in isi
    assert url(realisasi) in isi
    pabrik.BuktiRealisasiFactory(realisasi=realisasi)
    isi = client.get(alamat("bukti_semua")).content.decode()
    assert "1 dari 1 realisasi" in isi
    assert "Tanpa bukti" not in isi


@pytest.mark.parametrize(
    ("saringan", "ada"),
    [("", True), ("?triwulan=1", True), ("?triwulan=2", False), ("?jenis=tautan", True), ("?jenis=foto", False),
     ("?q=notula+rapat", True), ("?q=apel", False), ("?pakai=belum", False), ("?triwulan=x&indikator=%00", True),
     ("?halaman=99", True)],
)  # fmt: skip
def test_the_year_can_be_narrowed(client, realisasi, perencana, saringan, ada):
    pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__judul="Notula rapat pleno")
    client.force_login(perencana)
    assert ("Notula rapat pleno" in client.get(alamat("bukti_semua") + saringan).content.decode()) == ada


def test_the_year_can_be_narrowed_to_an_indikator(client, realisasi, pengukuran, perencana):
    pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__judul="Notula rapat pleno")
    client.force_login(perencana)
    ada = [
        "Notula rapat pleno" in client.get(alamat("bukti_semua") + f"?indikator={p.pk}").content.decode()
        for p in pengukuran
    ]
    assert ada == [True, False]


def test_a_year_without_figures_says_what_this_will_hold(client, satker, pembaca):
    client.force_login(pembaca)
    assert "Belum ada realisasi untuk dibuktikan" in client.get(alamat("bukti_semua")).content.decode()


@pytest.mark.parametrize("halaman", ["bukti", "bukti_semua", "bukti_pakai"])
def test_the_number_of_queries_stays(client, realisasi, pengukuran, perencana, halaman):
    client.force_login(perencana)
    tujuan = pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=2) if halaman == "bukti_pakai" else realisasi
    alamat_ini = alamat("bukti_semua") if halaman == "bukti_semua" else url(tujuan, halaman)
    banyak = []
    for jumlah in (1, 20):
        for _ in range(jumlah):
            b = pabrik.BuktiRealisasiFactory(realisasi=realisasi, bukti__diunggah_oleh=pabrik.PenggunaFactory()).bukti
            pabrik.BuktiRealisasiFactory(
                realisasi=pabrik.RealisasiFactory(
                    pengukuran=pabrik.PengukuranFactory(indikator__sasaran=realisasi.pengukuran.indikator.sasaran)
                ),
                bukti=b,
            )
        client.get(alamat_ini)
        with CaptureQueriesContext(connection) as kueri:
            client.get(alamat_ini)
        banyak.append(len(kueri))
    assert banyak[0] == banyak[1] < 40
