"""The own account in a real browser, with the keyboard alone: a second factor from set-up to the next login."""

import re
import time
from base64 import b32decode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import TOTP
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SANDI = "sakip-demo-2024"
DI_DALAM = ["", "surel/", "sandi/", "faktor/", "faktor/pasang/", "sesi/"]
DI_PINTU = ["/masuk/?sebab=diam", "/akun/lupa-sandi/", "/akun/lupa-sandi/terkirim/", "/akun/setel-ulang/x/y-z/"]


def periksa(halaman, alamat):
    halaman.goto(alamat)
    lebih = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert lebih <= 0, f"{alamat} sticks out by {lebih} px"
    temuan = Axe().run(halaman)
    assert temuan.violations_count == 0, f"{alamat}\n{temuan.generate_report()}"


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_pages_of_the_account_fit_and_are_accessible(buka, layar):
    halaman = buka("kasubag.umum.bengkulu", layar=layar)
    for alamat in DI_DALAM:
        periksa(halaman, f"/akun/{alamat}")
    halaman.context.clear_cookies()
    for alamat in DI_PINTU:
        periksa(halaman, alamat)


def tekan_sampai(halaman, nama):
    """Tab until the focus is on what has this name, as a person without a mouse does."""
    for _ in range(60):
        halaman.keyboard.press("Tab")
        kata = halaman.evaluate("(e => (e.innerText || e.labels?.[0]?.innerText || '').trim())(document.activeElement)")
        if re.search(nama, kata):
            return
    raise AssertionError(f"{nama} is out of reach of the keyboard")


def tekan(halaman, nama, ke=None):
    tekan_sampai(halaman, nama)
    halaman.keyboard.press("Enter")
    if ke:
        halaman.wait_for_url(ke)


def kode(kunci, geser):
    totp = TOTP(b32decode(kunci.replace(" ", "")))
    totp.time = time.time() + 30 * geser
    return f"{totp.token():06d}"


def test_a_second_factor_from_set_up_to_the_next_login_without_a_mouse(buka):
    halaman = buka("kasubag.hukum.bengkulu")
    tekan(halaman, "^Akun:")
    tekan(halaman, "^Akun saya", ke="**/akun/")
    tekan(halaman, "^Pasang faktor kedua", ke="**/faktor/")
    tekan(halaman, "^Pasang faktor kedua", ke="**/faktor/pasang/")
    kunci = halaman.locator("#kunci").inner_text()
    tekan_sampai(halaman, "^Kode dari aplikasi")
    halaman.keyboard.type(kode(kunci, 0))
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#kode-kode li")).to_have_count(10)
    tekan(halaman, "^Kode sudah saya simpan", ke="**/2024/")
    tekan(halaman, "^Akun:")
    tekan(halaman, "^Keluar", ke="**/masuk/")
    halaman.keyboard.type("kasubag.hukum.bengkulu")
    halaman.keyboard.press("Tab")
    halaman.keyboard.type(SANDI)
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/akun/kode/")
    halaman.keyboard.type(kode(kunci, 1))  # the present one has been used
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/2024/")
