"""An export of the treasury from upload to snapshot, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.anggaran.impor_bantu import sakti

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DAFTAR = "/654340/2024/anggaran/realisasi/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _bersih(halaman):
    temuan = Axe().run(halaman)
    assert temuan.violations_count == 0, temuan.generate_report()


def _tanpa_geser(halaman):
    assert halaman.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_the_whole_way_of_an_export(buka, layar):
    tanggal = {"laptop": "30 Juni 2024", "ponsel": "31 Juli 2024"}[layar]
    isi = sakti(
        *(("3355.EBA.994", 60_000), ("051", 60_000), ("521111", 60_000), ("6709.QGE.300", 7), ("521211", 7)),
        ("JUMLAH", 60_008),
        judul=(f"s.d. {tanggal}", layar),
    )
    halaman = buka("perencana.bengkulu", layar=layar)
    halaman.goto(DAFTAR)
    _bersih(halaman)
    halaman.get_by_role("link", name="Impor dari berkas").click()
    halaman.locator("[name=berkas]").set_input_files({"name": "sakti.xlsx", "mimeType": XLSX, "buffer": isi})
    _bersih(halaman)
    halaman.get_by_role("button", name="Baca berkas").click()
    expect(halaman.get_by_role("heading", level=1)).not_to_have_text("Impor realisasi 2024")
    if "/kolom/" in halaman.url:  # the head is new only the first time, whichever screen that is
        contoh = halaman.locator("#contoh")
        expect(contoh).to_contain_text("60.000")
        _bersih(halaman)
        halaman.get_by_label("Kolom jumlah realisasi").select_option("realisasiperiodelalu")
        expect(contoh).to_contain_text("Tidak ada baris")
        halaman.get_by_label("Kolom jumlah realisasi").select_option("realisasisdperiodeini")
        expect(contoh).to_contain_text("60.000")
        halaman.get_by_role("button", name="Baca dengan kolom ini").click()
        halaman.get_by_label("6709.QGE.003").check()
        _bersih(halaman)
        halaman.get_by_role("button", name="Pakai pilihan ini").click()
    expect(halaman.locator("#selisih")).to_be_visible()
    expect(halaman.get_by_text("tertulis 60.008, jumlah bagiannya 60.007")).to_be_visible()
    _bersih(halaman)
    _tanpa_geser(halaman)
    halaman.get_by_label("sudah saya periksa").check()
    halaman.get_by_role("button", name="Terapkan realisasi").click()
    expect(halaman.get_by_text("Sudah diterapkan")).to_be_visible()
    halaman.get_by_role("link", name="Buka realisasi").click()
    baris = halaman.locator("tr", has_text=tanggal)
    expect(baris).to_contain_text("60.007")
    expect(baris).to_contain_text("sakti.xlsx")
    _tanpa_geser(halaman)
