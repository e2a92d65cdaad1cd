"""The command. Errors are one Indonesian line and leave no file."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dokumen.jenis import JenisDokumen, Lembar, daftarkan
from dokumen.management.commands.cetak import Command, _berkas
from tests.dokumen import contoh

pytestmark = pytest.mark.django_db


@pytest.fixture
def keluaran(tmp_path):
    folder = tmp_path / "hasil"
    folder.mkdir()
    return folder / "laporan.pdf"


def cetak(jenis="uji", satker="654340", tahun="2024", **lain):
    call_command("cetak", jenis, satker=satker, tahun=tahun, **lain)


def test_the_paper_is_written_and_described(satker, keluaran, capsys):
    cetak(keluaran=keluaran)
    isi, keluar = keluaran.read_bytes(), capsys.readouterr().out
    assert isi.startswith(b"%PDF-")
    assert f"Berkas : {keluaran}" in keluar
    assert "Halaman: 3" in keluar
    assert f"Ukuran : {len(isi)} bita" in keluar
    assert f"SHA-256: {hashlib.sha256(isi).hexdigest()}" in keluar


def test_progress_goes_to_stderr(satker, keluaran, capsys):
    cetak(keluaran=keluaran)
    assert "1 dari 3 bagian: Bab II\n" in capsys.readouterr().err


def test_it_is_the_paper_of_the_web_pages(satker, keluaran, minta):
    from dokumen import services

    kerja = minta()
    services.kerjakan(kerja.pk)
    kerja.refresh_from_db()
    cetak(keluaran=keluaran)
    assert kerja.hasil.sha256 == hashlib.sha256(keluaran.read_bytes()).hexdigest()


def test_the_html_can_be_kept_with_everything_inside(satker, keluaran):
    html = keluaran.with_suffix(".html")
    cetak(keluaran=keluaran, html=html)
    assert "Isi Bab II." in html.read_text()
    assert "data:text/css;base64," in html.read_text()


def test_a_former_file_is_replaced(satker, keluaran):
    keluaran.write_text("lama")
    cetak(keluaran=keluaran)
    assert keluaran.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("pilihan", "pesan"),
    [
        ({"jenis": "x"}, "Jenis dokumen “x” tidak dikenal. Yang tersedia:"),
        ({"satker": "999999"}, "Satker dengan kode “999999” tidak ada."),
        ({"jenis": "tanpa-data"}, "Belum ada data tahun 2024"),
        ({"jenis": "foto-hilang"}, "Gambar “rapat.jpg” tidak ada"),
        ({"tahun": "dua ribu"}, "tahun harus bilangan 2000–2099. Yang tertulis: 'dua ribu'"),
        ({"tahun": "1999"}, "tahun harus bilangan 2000–2099"),
    ],
)
def test_wrong_input_is_one_line_and_leaves_no_file(satker, keluaran, pilihan, pesan):
    with pytest.raises(CommandError) as galat:
        cetak(keluaran=keluaran, **pilihan)
    assert pesan in str(galat.value)
    assert "\n" not in str(galat.value)
    assert list(keluaran.parent.iterdir()) == []


def test_the_former_file_stays_when_printing_fails(satker, keluaran):
    keluaran.write_text("lama")
    with pytest.raises(CommandError):
        cetak("tanpa-data", keluaran=keluaran)
    assert keluaran.read_text() == "lama"


@pytest.mark.parametrize(
    ("akhir", "pesan"),
    [
        ("tidak-ada/laporan.pdf", "foldernya tidak ada"),
        ("n" * 300, "namanya terlalu panjang"),
    ],
)
def test_a_path_that_cannot_be_written_is_named(satker, keluaran, akhir, pesan):
    with pytest.raises(CommandError, match=pesan):
        cetak(keluaran=keluaran.parent / akhir)
    assert list(keluaran.parent.iterdir()) == []


@pytest.mark.parametrize("nama", [".", "baru", "baru/"])
def test_a_folder_gets_each_paper_as_a_file_and_keeps_the_others(satker, keluaran, nama, capsys):
    lain = keluaran.with_name("lain.pdf")
    lain.write_text("lain")
    cetak(keluaran=f"{keluaran.parent}/{nama}")
    folder = keluaran.parent / nama
    assert (folder / "uji.pdf").read_bytes().startswith(b"%PDF-")
    assert lain.read_text() == "lain"
    assert f"Folder : {folder.absolute()}" in capsys.readouterr().out


def test_a_finished_file_is_given_as_it_is(satker, keluaran, capsys):
    cetak(keluaran=keluaran)
    asli = keluaran.read_bytes() + b"\n% signed"
    daftarkan(JenisDokumen("dua", "Dua", None, lembar=lambda s, t: (Lembar("a", contoh.naskah()), Lembar("b", asli))))
    cetak("dua", keluaran=keluaran.parent)
    assert (keluaran.parent / "b.pdf").read_bytes() == asli
    keluar = capsys.readouterr().out
    assert "b.pdf: 3 halaman, berkas bertanda tangan, SHA-256" in keluar
    assert "Jumlah : 2 berkas, 6 halaman" in keluar


def test_a_mistake_in_one_paper_writes_none(satker, keluaran):
    rusak = contoh.naskah(contoh.bab("Bab I", gambar="x.jpg"), aset={"x.jpg": Path("/tidak/ada/x.jpg")})
    lembar = (Lembar("a", contoh.naskah()), Lembar("b", rusak))
    daftarkan(JenisDokumen("dua", "Dua", None, lembar=lambda s, t: lembar))
    with pytest.raises(CommandError, match=r"x\.jpg"):
        cetak("dua", keluaran=keluaran.parent / "baru")
    assert list(keluaran.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("pilihan", "pesan"),
    [
        ({"html": Path("/tmp/x.html")}, "--html hanya untuk satu berkas"),
        ({"unit": "Keuangan"}, "tidak mempunyai pilihan --unit"),
        ({"jenis": "tanpa-data"}, "Belum ada data tahun 2024"),
    ],
)
def test_a_folder_is_not_made_for_a_wrong_request(satker, keluaran, pilihan, pesan):
    with pytest.raises(CommandError, match=pesan):
        cetak(keluaran=keluaran.parent / "baru", **pilihan)
    assert list(keluaran.parent.iterdir()) == []


def test_a_file_is_not_taken_for_a_folder(satker, keluaran):
    keluaran.write_text("lama")
    with pytest.raises(CommandError, match="itu nama berkas"):
        cetak(keluaran=f"{keluaran}/")
    assert keluaran.read_text() == "lama"


def test_a_folder_without_the_right_to_write_is_named(satker, keluaran, monkeypatch):
    monkeypatch.setattr(os, "access", lambda jalan, hak: False)
    with pytest.raises(CommandError, match="Anda tidak berhak menulis di sana"):
        cetak(keluaran=keluaran)


def test_a_device_is_not_replaced_by_a_file(satker, keluaran):
    os.mkfifo(keluaran)
    with pytest.raises(CommandError, match="bukan berkas biasa"):
        cetak(keluaran=keluaran)
    assert keluaran.is_fifo()


def test_pdf_and_html_need_two_names(satker, keluaran):
    with pytest.raises(CommandError, match="harus berbeda namanya"):
        cetak(keluaran=keluaran, html=keluaran)


def test_an_interrupted_command_leaves_no_file(satker, keluaran, monkeypatch):
    def berhenti(penunjuk):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", berhenti)
    with pytest.raises(KeyboardInterrupt):
        cetak(keluaran=keluaran)
    assert list(keluaran.parent.iterdir()) == []


def test_from_a_shell_an_error_is_one_line_and_a_status(satker, keluaran, capsys):
    with pytest.raises(SystemExit) as keluar:
        Command().run_from_argv(
            ["manage.py", "cetak", "x", "--satker=654340", "--tahun=2024", f"--keluaran={keluaran}", "--skip-checks"]
        )
    galat = capsys.readouterr().err
    assert keluar.value.code == 1
    assert galat.startswith("Galat: Jenis dokumen “x” tidak dikenal.")
    assert galat.count("\n") == 1


def test_the_progress_writes_one_line_over_on_a_terminal(satker, keluaran, monkeypatch):
    import io

    class Layar(io.StringIO):
        def isatty(self):
            return True

    layar = Layar()
    cetak(keluaran=keluaran, stderr=layar, no_color=True)
    assert "\r\x1b[K1 dari 3 bagian: Bab II, halaman 2" in layar.getvalue()
    assert layar.getvalue().count("\n") == 1
    assert contoh.naskah().judul not in layar.getvalue()


def test_a_relative_name_lies_where_the_person_stands(monkeypatch, tmp_path):
    monkeypatch.setenv("SAKIP_FOLDER_ASAL", str(tmp_path))
    assert _berkas("lkjip.pdf") == tmp_path / "lkjip.pdf"
    assert _berkas("/srv/lkjip.pdf") == Path("/srv/lkjip.pdf")


def test_an_option_that_the_kind_does_not_have_is_refused(satker, keluaran):
    with pytest.raises(CommandError, match="Dokumen “uji” tidak mempunyai pilihan --unit"):
        cetak(keluaran=keluaran, unit="Bagian Keuangan")
    assert not keluaran.exists()
