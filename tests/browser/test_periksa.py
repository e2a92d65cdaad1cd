"""The checker's queue in a real browser: by keys alone, and without JavaScript by its links."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GRID = "/654340/2024/capaian/tw-2/"
ANTREAN = f"{GRID}periksa/"


@pytest.fixture(scope="module")
def sudah():
    """What an earlier test of this module did to the one database of all browser tests."""
    return set()


@pytest.fixture
def empat(buka, sudah):
    """Four rows of the quarter, entered and submitted by the planner."""
    if sudah:
        return
    halaman = buka("perencana.bengkulu")
    halaman.goto(GRID)
    for kode in ("4.1", "5.1", "6.1", "7.1"):  # the other rows are those of test_isian.py
        sel = halaman.get_by_label(f"Realisasi indikator {kode}", exact=True)
        sel.fill("Proses")
        sel.press("Enter")
        baris = halaman.locator("tr[data-baris]", has=halaman.locator(".kode", has_text=re.compile(f"^{kode}$")))
        expect(baris).to_contain_text("Draf")
    halaman.get_by_role("button", name="Ajukan 4 realisasi").click()
    expect(halaman.get_by_text("4 realisasi diajukan.")).to_be_visible()
    sudah.add("diajukan")


def tekan(halaman, tombol, lalu):
    """Press a key and wait for the place in the queue that it leads to."""
    halaman.keyboard.press(tombol)
    expect(halaman.get_by_text(f"{lalu} dari 4", exact=True)).to_be_visible()


def test_the_queue_is_worked_through_by_keys(buka, empat):
    h = buka("sekretaris.bengkulu")
    h.goto(ANTREAN)
    expect(h.get_by_text("1 dari 4", exact=True)).to_be_visible()
    expect(h.get_by_role("button", name=re.compile("^Verifikasi realisasi|^Verifikasi"))).to_be_focused()
    for tombol, lalu in (("j", 2), ("ArrowRight", 3), ("k", 2), ("ArrowLeft", 1)):
        tekan(h, tombol, lalu)
    tekan(h, "v", 2)
    tekan(h, "Enter", 3)
    h.keyboard.press("b")
    catatan = h.get_by_role("textbox", name="Catatan")
    expect(catatan).to_be_focused()
    h.keyboard.type("Lampirkan bukti, jangan svk.")
    expect(h.get_by_text("3 dari 4", exact=True)).to_be_visible()
    h.keyboard.press("Escape")
    expect(catatan).to_be_hidden()
    h.keyboard.press("b")
    expect(catatan).to_have_value("Lampirkan bukti, jangan svk.")
    h.keyboard.press("Tab")
    tekan(h, "Enter", 4)
    tekan(h, "v", 1)
    tekan(h, "s", 2)
    tekan(h, "s", 4)
    h.keyboard.press("s")
    expect(h.get_by_role("heading", name="Semua yang menunggu Anda sudah diperiksa")).to_be_visible()


def test_the_page_is_accessible_and_fits_a_phone(buka, empat):
    for layar in ("laptop", "ponsel"):
        h = buka("sekretaris.bengkulu", layar=layar)
        h.goto(ANTREAN)
        h.locator(".antrean a").first.click()
        hasil = Axe().run(h)
        assert hasil.violations_count == 0, hasil.generate_report()
        assert h.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_javascript_its_links_lead_through_it(buka, empat):
    h = buka("perencana.bengkulu", java_script_enabled=False)
    h.goto(ANTREAN)
    h.locator(".antrean a").nth(1).click()
    expect(h.get_by_text("2 dari 4", exact=True)).to_be_visible()
    h.get_by_role("link", name="Berikutnya").click()
    expect(h.get_by_text("3 dari 4", exact=True)).to_be_visible()
