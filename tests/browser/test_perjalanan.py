"""The whole way of a sekretaris, in a real browser, against a running SAKIP with a real worker."""

import hashlib
import re
import subprocess

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MENU = ["Renstra", "Perjanjian Kinerja", "Capaian", "Anggaran", "LKjIP"]


def teks_pdf(berkas):
    return subprocess.run(
        ["pdftotext", "-layout", str(berkas), "-"], check=True, capture_output=True, text=True
    ).stdout.replace("\u00a0", " ")


def test_from_login_through_the_menu_to_the_downloaded_pdf(buka, tmp_path):
    halaman = buka("sekretaris.bengkulu")
    expect(halaman.get_by_text("90,24").first).to_be_visible()
    for nama in MENU:
        halaman.get_by_role("navigation", name="Menu utama").get_by_role("link", name=re.compile(f"^{nama}")).click()
        expect(halaman.get_by_role("heading", level=1)).to_contain_text(nama)
    halaman.get_by_role("button", name="Buat PDF LKjIP").click()
    expect(halaman.get_by_role("progressbar")).to_be_visible()
    unduh = halaman.locator("#kemajuan-cetak").get_by_role("link", name=re.compile("Unduh PDF"))
    expect(unduh).to_be_visible(timeout=120_000)
    with halaman.expect_download() as unduhan:
        unduh.click()
    berkas = tmp_path / unduhan.value.suggested_filename
    unduhan.value.save_as(berkas)
    assert berkas.name == "LKjIP-2024-654340.pdf"
    isi = teks_pdf(berkas)
    for fakta in ("142.297.821.000", "128.414.940.749", "90,24 %", "8 dari 9 indikator", "Tabel 3.3"):
        assert fakta in isi, fakta
    sidik = hashlib.sha256(berkas.read_bytes()).hexdigest()
    terbaru = halaman.locator("#daftar-terbit tbody tr").first  # there without loading the page again
    expect(terbaru).to_contain_text("Kemas Mohammad Ajir")
    expect(terbaru.get_by_title(sidik)).to_be_visible()


def test_wrong_input_comes_back_with_a_message_and_nothing_is_lost(buka):
    halaman = buka("sekretaris.bengkulu", java_script_enabled=False)
    halaman.goto("/654340/2024/capaian/tw-1/")
    salah, benar = (halaman.get_by_label(f"Realisasi indikator {k}", exact=True) for k in ("1.1", "2.1"))
    salah.fill("77.5.0")
    benar.fill("80")
    halaman.get_by_role("button", name="Simpan semua").click()
    pesan = "Realisasi harus angka persen, misalnya 77,5. Yang diketik: “77.5.0”."
    expect(halaman.locator(".galat-kisi").get_by_text(pesan)).to_be_visible()
    expect(salah).to_have_value("77.5.0")
    salah.fill("77,5")
    halaman.get_by_role("button", name="Simpan semua").click()
    expect(halaman.get_by_text("Realisasi disimpan.")).to_be_visible()
    assert (salah.input_value(), benar.input_value()) == ("77,5", "80")


def test_the_pdf_can_be_made_without_javascript(buka):
    halaman = buka("perencana.bengkulu", java_script_enabled=False)
    halaman.goto("/654340/2024/lkjip/")
    halaman.get_by_role("button", name="Buat PDF LKjIP").click()
    expect(halaman.get_by_role("link", name=re.compile("Unduh PDF"))).to_be_visible(timeout=120_000)


def test_a_sibling_satker_is_not_found(buka):
    halaman = buka("sekretaris.bengkulu")
    jawaban = halaman.goto("/1971/2024/")
    assert jawaban.status == 404
    expect(halaman.get_by_role("heading", level=1)).to_be_visible()
