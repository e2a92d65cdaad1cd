"""Forms of master data with more than one button: which of them Enter presses."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DAFTAR = "/654340/2024/organisasi/acuan/kategori/"


def test_enter_in_a_scale_saves_it_and_in_the_example_tries_it(buka):
    halaman = buka("admin.bengkulu")
    halaman.goto(f"{DAFTAR}baru/")
    halaman.locator("#id_contoh").fill("85")
    halaman.locator("#id_contoh").press("Enter")
    expect(halaman.locator("#hasil-contoh")).to_contain_text("Memuaskan")
    assert halaman.url.endswith("/baru/")
    halaman.locator("[name$=-predikat]").first.press("Enter")
    expect(halaman.locator("#pesan")).to_contain_text("Skala pengukuran mulai 2025 tersimpan.")
