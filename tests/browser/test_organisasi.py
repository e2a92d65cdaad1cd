"""The structure with the keyboard alone: what only a real browser shows."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ORGANISASI = "/654340/2024/organisasi/"


def _fokus(halaman):
    """The words of what has the focus; the whole page (between two rounds of Tab) has none."""
    teks = halaman.evaluate("document.activeElement.matches('a, button, summary') && document.activeElement.innerText")
    return " ".join((teks or "").split())


def _sampai(halaman, nama):
    """Tab until the control with this name has the focus."""
    for _ in range(200):
        halaman.keyboard.press("Tab")
        if nama in _fokus(halaman):
            return
    raise AssertionError(f"{nama} tidak tercapai dengan Tab")


def _tekan(halaman):
    """Enter on a button that has the focus again on the page that follows."""
    with halaman.expect_navigation():
        halaman.keyboard.press("Enter")
    halaman.wait_for_function("document.activeElement.tagName === 'BUTTON'")


def _bagian(halaman):
    return halaman.locator(".urutan > .dalam-1 .kata").all_inner_texts()


def test_enter_again_and_again_moves_a_unit_further(buka):
    halaman = buka("admin.bengkulu")
    halaman.goto(f"{ORGANISASI}urutan/")
    sebelum = _bagian(halaman)
    _sampai(halaman, f"Turunkan {sebelum[0]}")
    _tekan(halaman)
    _tekan(halaman)
    assert _bagian(halaman)[:3] == [sebelum[1], sebelum[2], sebelum[0]]
    _sampai(halaman, f"Naikkan {sebelum[0]}")
    _tekan(halaman)
    _tekan(halaman)
    assert _bagian(halaman) == sebelum


def test_the_menu_of_a_unit_opens_and_closes_with_the_keyboard(buka):
    halaman = buka("admin.bengkulu")
    halaman.goto(ORGANISASI)
    _sampai(halaman, "ubah Sub Bagian Keuangan")
    halaman.keyboard.press("Enter")
    assert halaman.locator(".bagan-ubah[open]").count() == 1
    halaman.keyboard.press("Escape")
    assert halaman.locator(".bagan-ubah[open]").count() == 0
    assert _fokus(halaman) == "ubah Sub Bagian Keuangan"


def test_the_printed_chart_is_one_landscape_sheet(buka):
    halaman = buka("admin.bengkulu")
    halaman.goto(ORGANISASI)
    naskah = halaman.pdf(prefer_css_page_size=True)
    assert naskah.count(b"/Type /Page\n") == 1
    lebar, tinggi = map(float, re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", naskah).groups())
    assert lebar > tinggi


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_the_chart_fits_the_screen(buka, layar):
    halaman = buka("admin.bengkulu", layar=layar)
    halaman.goto(ORGANISASI)
    assert halaman.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_past_the_menu_an_error_still_takes_the_focus(buka):
    halaman = buka("admin.bengkulu")
    halaman.goto(f"{ORGANISASI}pejabat/tambah/")
    halaman.keyboard.press("Tab")
    halaman.keyboard.press("Enter")
    assert halaman.evaluate("document.activeElement.id") == "utama"
    halaman.wait_for_function("location.hash === ''")
    with halaman.expect_navigation():
        _sampai(halaman, "Tambah pejabat")
        halaman.keyboard.press("Enter")
    halaman.wait_for_function("document.activeElement.matches('[data-fokus]')")


def test_on_a_phone_the_tab_one_is_on_is_in_sight(buka):
    halaman = buka("admin.bengkulu", layar="ponsel")
    halaman.goto(f"{ORGANISASI}jejak/")
    kotak = halaman.locator(".tab-bar [aria-current]").bounding_box()
    assert kotak["x"] >= 0
    assert kotak["x"] + kotak["width"] <= 390
