"""Every page that a link leads to, in a real Chromium: the strict policy is never violated, the console stays empty."""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CONTOH_PER_BENTUK = 2  # addresses of one shape differ in their numbers only: two of them are enough
BATAS_HALAMAN = 250
BUKAN_HALAMAN = re.compile(r"/(unduh|logout|keluar)/|\.(pdf|xlsx|png|jpe?g)$|/(asli|foto/\d+)/|/capaian/bukti/\d+/$")


def bentuk(alamat):
    """What an address looks like without its numbers and without the values of its query."""
    jalan, _, kueri = alamat.partition("?")
    return re.sub(r"\d+", "0", jalan), frozenset(ruas.partition("=")[0] for ruas in kueri.split("&"))


def buka_halaman(halaman, alamat):
    """False for an address that gives a file."""
    try:
        halaman.goto(alamat)
    except Error as galat:
        if "Download is starting" in galat.message:
            return False
        raise
    return True


def jelajahi(halaman, awal, contoh=CONTOH_PER_BENTUK, kecuali=BUKAN_HALAMAN):
    """Follow every link from `awal`, a few per shape of address; gives the pages seen and what went wrong on them."""
    galat, dilihat, hitungan, antrean = [], [], {}, deque(awal)
    halaman.on("console", lambda p: galat.append(f"{halaman.url}: {p.text}") if p.type == "error" else None)
    halaman.on("pageerror", lambda g: galat.append(f"{halaman.url}: {g}"))
    while antrean and len(dilihat) < BATAS_HALAMAN:
        alamat = antrean.popleft()
        hitungan[bentuk(alamat)] = hitungan.get(bentuk(alamat), 0) + 1
        if alamat in dilihat or hitungan[bentuk(alamat)] > contoh or kecuali.search(alamat):
            continue
        if not buka_halaman(halaman, alamat):
            continue
        dilihat.append(alamat)
        for tautan in halaman.eval_on_selector_all("a[href]", "daftar => daftar.map(a => a.href.split('#')[0])"):
            bagian = urlsplit(tautan)
            if f"{bagian.scheme}://{bagian.netloc}" == urlsplit(halaman.url)._replace(path="", query="").geturl():
                antrean.append(bagian._replace(scheme="", netloc="").geturl())
    return dilihat, galat


@pytest.mark.parametrize(
    ("pengguna", "contoh"),
    [("sekretaris.bengkulu", CONTOH_PER_BENTUK), ("admin.bengkulu", 1)],  # the admin's pages are the same but for a few
)
def test_no_page_breaks_the_policy(buka, pengguna, contoh):
    dilihat, galat = jelajahi(buka(pengguna), ["/654340/2024/", "/akun/"], contoh=contoh)
    assert galat == []
    assert len(dilihat) > 25


def test_the_admin_site_keeps_to_the_policy(browser, sakip_hidup):
    halaman = browser.new_page(base_url=sakip_hidup)
    halaman.goto("/masuk/?next=/admin/")
    halaman.locator("[name=username]").fill("teknisi")
    halaman.locator("[name=password]").fill("sakip-demo-2024")
    halaman.get_by_role("button", name="Masuk").click()
    halaman.wait_for_url("**/admin/")
    dilihat, galat = jelajahi(halaman, ["/admin/"], contoh=1, kecuali=re.compile(r"^(?!/admin/)|logout|\?"))
    halaman.context.close()
    assert galat == []
    assert len(dilihat) > 25


def test_an_inline_script_would_be_reported(buka):
    """The walk above can fail: what it listens to does hear a violation."""
    halaman, galat = buka("sekretaris.bengkulu"), []
    halaman.on("console", lambda p: galat.append(p.text) if p.type == "error" else None)
    halaman.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    halaman.wait_for_timeout(100)
    assert any("Content Security Policy" in g for g in galat)
