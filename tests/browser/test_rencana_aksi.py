"""The grid of weeks in a real browser: painted with the mouse and with keys, taken back, still there after a reload."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GRID = "/654340/2024/rencana-aksi/"


@pytest.fixture
def grid(buka):
    """The fixed plan of the demo's office, where progress is painted."""
    halaman = buka("perencana.bengkulu")
    halaman.goto(GRID)
    return halaman


def strip(halaman, kode):
    return halaman.get_by_role("group", name=re.compile(f"^{re.escape(kode)} "))


def terisi(strip_):
    return strip_.locator("span").evaluate_all(
        "semua => semua.flatMap((k, m) => k.getAttribute('aria-checked') === 'true' ? [m] : [])"
    )


def tersimpan(halaman, kode, lakukan):
    """Do something and wait for the answer of the row it saves."""
    with halaman.expect_response(lambda j: "/lukis/" in j.url) as jawaban:
        lakukan()
    assert jawaban.value.status == 200
    baris = halaman.get_by_role("row", name=re.compile(re.escape(kode)))
    expect(baris.locator(".beres-kisi")).to_be_visible()


def seret(halaman, kotak, dari, ke):
    awal, akhir = (kotak.nth(n).bounding_box() for n in (dari, ke))
    halaman.mouse.move(awal["x"] + 4, awal["y"] + 8)
    halaman.mouse.down()
    halaman.mouse.move(akhir["x"] + 4, akhir["y"] + 8, steps=8)
    halaman.mouse.up()


def test_a_drag_paints_a_span_and_a_drag_over_painted_weeks_clears(grid):
    kode = "3355.EBA.994"
    kotak = strip(grid, kode).locator("span")
    kotak.first.scroll_into_view_if_needed()
    tersimpan(grid, kode, lambda: seret(grid, kotak, 2, 11))
    assert terisi(strip(grid, kode)) == list(range(2, 12))
    tersimpan(grid, kode, lambda: seret(grid, kotak, 11, 9))
    grid.reload()
    assert terisi(strip(grid, kode)) == list(range(2, 9))
    atas = grid.get_by_role("row", name=re.compile(r"^3355 ")).locator("svg")
    expect(atas).to_have_attribute("aria-label", re.compile("terlaksana Jan 3–4; Feb 1–4; Mar 1"))


def test_keys_move_paint_extend_and_take_back(grid):
    kode = "6982.QGE.003"
    s = strip(grid, kode)
    s.locator("span").first.focus()
    grid.keyboard.press("End")
    expect(s.get_by_role("checkbox", name="Desember minggu 4")).to_be_focused()
    grid.keyboard.press("Home")
    grid.keyboard.press("Space")

    def teruskan():
        for _ in range(3):
            grid.keyboard.press("Shift+ArrowRight")

    tersimpan(grid, kode, teruskan)
    assert terisi(s) == [0, 1, 2, 3]
    tersimpan(grid, kode, lambda: grid.keyboard.press("Control+z"))
    assert terisi(s) == [0, 1, 2]
    grid.keyboard.press("ArrowUp")
    expect(strip(grid, "6982.QGE.002").get_by_role("checkbox", name="Januari minggu 4")).to_be_focused()
    grid.reload()
    assert terisi(s) == [0, 1, 2]


def test_the_grid_is_accessible_and_painting_a_second_time_does_not_collide(grid):
    kode = "3360.EBA.994"
    kotak = strip(grid, kode).locator("span")
    for n in (4, 8, 12):
        tersimpan(grid, kode, lambda n=n: kotak.nth(n).click())
    assert terisi(strip(grid, kode)) == [4, 8, 12]
    temuan = Axe().run(grid)
    assert temuan.violations_count == 0, temuan.generate_report()


def test_without_javascript_a_row_has_boxes(buka):
    halaman = buka("perencana.bengkulu", java_script_enabled=False)
    halaman.goto(GRID)
    halaman.get_by_role("link", name=re.compile("Isi pelaksanaan 6870.QGE.002")).click()
    maret = halaman.get_by_role("group", name="Maret", exact=True)
    maret.get_by_role("checkbox").nth(1).check()
    halaman.get_by_role("button", name="Simpan pelaksanaan").click()
    baris = halaman.get_by_role("row", name=re.compile("6870.QGE.002"))
    expect(baris.locator("svg")).to_have_attribute("aria-label", re.compile("terlaksana Mar 2"))
