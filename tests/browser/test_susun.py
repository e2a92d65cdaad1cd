"""A DIPA shaped with the keyboard alone, and its pages on a laptop and a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BERIKUT = [
    ("076.01.WA", "Program Dukungan Manajemen"),
    ("3355", "Pengelolaan Keuangan"),
    ("3355.EBA", "Layanan Internal"),
]


def _mulai(halaman, tahun):
    """The outline of the year's draft; it is made where there is none. Old years: a login leads to the newest one."""
    halaman.goto(f"/654340/{tahun}/anggaran/")
    if halaman.get_by_role("link", name="Lanjutkan draf").count():
        halaman.get_by_role("link", name="Lanjutkan draf").click()
    else:
        halaman.get_by_role("link", name=f"Buat DIPA tahun {tahun}").click()
        halaman.get_by_role("button", name="Buat draf DIPA").click()
    expect(halaman.get_by_role("heading", name=f"Susun DIPA {tahun}")).to_be_visible()


def _kode(halaman):
    return [t.split()[0] for t in halaman.locator(".tabel-susun tbody th a").all_inner_texts()]


def test_nodes_are_added_and_moved_by_keyboard(buka):
    halaman = buka("perencana.bengkulu")
    _mulai(halaman, 2016)
    papan = halaman.keyboard
    halaman.get_by_role("link", name="Tambah pos").focus()
    papan.press("Enter")
    for kode, uraian in BERIKUT:
        expect(halaman.locator("#id_kode")).to_be_focused()
        papan.type(kode)
        expect(halaman.locator("#usul-kode")).to_contain_text(f"{kode} dibaca sebagai")
        papan.press("Tab")
        papan.type(uraian)
        halaman.get_by_role("button", name="Simpan pos").focus()
        papan.press("Enter")
        expect(halaman.locator(".tabel-susun tbody th a", has_text=uraian)).to_be_focused()
        halaman.get_by_role("link", name="Tambah pos").focus()
        papan.press("Enter")
    halaman.get_by_role("link", name="Batal").click()

    # below the KRO: the code begins with its own, and the form comes again for the next one
    halaman.get_by_role("link", name="Tambah RO di bawah 3355.EBA").focus()
    papan.press("Enter")
    for ekor, pagu in (("994", "1.500.000"), ("962", "2.000.000")):
        expect(halaman.locator("#id_kode")).to_be_focused()
        papan.type(ekor)
        papan.press("Tab")
        papan.type(f"RO {ekor}")
        papan.press("Tab")
        papan.type(pagu)
        halaman.get_by_role("button", name="Simpan lalu tambah lagi").focus()
        papan.press("Enter")
        expect(halaman.get_by_text(f"3355.EBA.{ekor} ditambahkan.")).to_be_visible()
    halaman.get_by_role("link", name="Batal").click()
    assert _kode(halaman) == [*(k for k, _ in BERIKUT), "3355.EBA.994", "3355.EBA.962"]
    expect(halaman.locator(".tabel-susun tfoot")).to_contain_text("3.500.000")

    halaman.get_by_role("button", name="Naikkan 3355.EBA.962").focus()
    papan.press("Enter")
    expect(halaman.locator("#kabar-susun")).to_contain_text("3355.EBA.962 sekarang urutan ke-1 dari 2.")
    assert _kode(halaman)[3:] == ["3355.EBA.962", "3355.EBA.994"]
    expect(halaman.get_by_role("button", name="Turunkan 3355.EBA.962")).to_be_focused()


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_the_pages_fit_and_axe_finds_nothing(buka, layar):
    halaman = buka("perencana.bengkulu", layar=layar)
    _mulai(halaman, 2017)
    dasar = re.sub("susun/.*", "", halaman.url)
    if not halaman.locator(".tabel-susun").count():
        halaman.get_by_role("link", name="Tambah pos").click()
        halaman.locator("#id_kode").fill("076.01.WA")
        halaman.locator("#id_uraian").fill("Program Dukungan Manajemen")
        halaman.get_by_role("button", name="Simpan pos").click()
    pos = halaman.locator(".tabel-susun tbody th a").first.get_attribute("href")
    lain = ["/654340/2018/anggaran/buat/", "/654340/2018/anggaran/impor-dipa/", pos, f"{pos}hapus/"]
    for alamat in [*(f"{dasar}{ekor}" for ekor in ("susun/", "nomor/", "hapus/", "pos/baru/")), *lain]:
        halaman.goto(alamat)
        lebih = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert lebih <= 0, f"{alamat} sticks out by {lebih} px"
        temuan = Axe().run(halaman)
        assert temuan.violations_count == 0, f"{alamat}\n{temuan.generate_report()}"
