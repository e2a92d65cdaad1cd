"""The tree-table of the DIPA as a person works in it: folding by key, search, jumping to a row, without a script."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

POHON = "/654340/2024/anggaran/"
AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture
def pohon(buka):
    halaman = buka("sekretaris.bengkulu")
    halaman.goto(POHON)
    return halaman


def kode(halaman):
    """The codes in sight, in their order."""
    return halaman.locator(".pohon-tabel tbody tr:visible th b").all_text_contents()


def test_a_branch_is_closed_and_opened_by_keys_and_stays_so(pohon):
    semua = kode(pohon)
    segitiga = pohon.get_by_role("button", name="Isi 076.01.CQ", exact=True)
    expect(segitiga).to_have_attribute("aria-expanded", "true")

    segitiga.press("ArrowLeft")

    expect(segitiga).to_have_attribute("aria-expanded", "false")
    assert kode(pohon) == semua[: semua.index("076.01.CQ") + 1]
    pohon.wait_for_timeout(400)  # kept a moment after the last change
    pohon.reload()
    assert kode(pohon)[-1] == "076.01.CQ"
    pohon.get_by_role("button", name="Isi 076.01.CQ", exact=True).press("ArrowRight")
    assert kode(pohon) == semua


def test_keys_walk_along_what_is_in_sight(pohon):
    pohon.get_by_role("button", name="Isi 076.01.WA", exact=True).press("ArrowDown")
    expect(pohon.get_by_role("button", name="Isi 3355", exact=True)).to_be_focused()

    pohon.keyboard.press("ArrowLeft")  # closes
    pohon.keyboard.press("ArrowDown")  # passes over what is closed
    expect(pohon.get_by_role("button", name="Isi 3360", exact=True)).to_be_focused()
    pohon.keyboard.press("ArrowLeft")
    pohon.keyboard.press("ArrowLeft")  # up to the parent
    expect(pohon.get_by_role("button", name="Isi 076.01.WA", exact=True)).to_be_focused()


def test_the_tree_opens_down_to_a_level(pohon):
    pohon.get_by_label("Buka sampai").select_option(label="Program")
    assert kode(pohon) == ["076.01.WA", "076.01.CQ"]

    pohon.get_by_role("button", name="Isi 076.01.WA", exact=True).click()
    assert kode(pohon) == ["076.01.WA", "3355", "3360", "076.01.CQ"]
    expect(pohon.get_by_label("Buka sampai")).to_have_value("")

    pohon.get_by_role("button", name="Buka semua").click()
    expect(pohon.get_by_label("Buka sampai")).to_have_value("3")


def test_a_search_shows_hits_below_what_is_above_them_and_gives_the_tree_back(pohon):
    pohon.get_by_role("button", name="Tutup semua").click()
    cari = pohon.get_by_role("searchbox", name="Cari pos")

    cari.fill("KAMPANYE pemilu")

    assert kode(pohon) == ["076.01.CQ", "6870", "6870.QGE", "6870.QGE.002"]
    expect(pohon.locator("[data-jumlah]")).to_have_text("2 pos cocok")
    assert pohon.evaluate("CSS.highlights.get('pos-kena').size") == 4
    cari.press("Escape")
    assert kode(pohon) == ["076.01.WA", "076.01.CQ"]


def test_the_workbook_holds_what_is_searched(pohon):
    pohon.get_by_role("searchbox", name="Cari pos").fill("logistik")
    with pohon.expect_download() as unduhan:
        pohon.get_by_role("link", name="Unduh Excel").click()

    lembar = openpyxl.load_workbook(io.BytesIO(Path(unduhan.value.path()).read_bytes())).active
    isi = [sel.value for sel in lembar["A"]]
    assert isi[isi.index("Kode") + 1 : -1] == kode(pohon)


def test_an_address_with_a_row_opens_what_is_above_it(pohon):
    id_baris = pohon.locator("tr:has(b:text-is('6870.QGE.002'))").get_attribute("id")
    pohon.get_by_role("button", name="Tutup semua").click()
    pohon.wait_for_timeout(400)

    pohon.goto("about:blank")
    pohon.goto(f"{POHON}#{id_baris}")

    expect(pohon.locator(f"#{id_baris}")).to_be_in_viewport()
    expect(pohon.locator(f"#{id_baris} th")).to_be_focused()


def test_another_cut_off_brings_a_tree_that_folds(pohon):
    pohon.get_by_label("Posisi realisasi").select_option(label="Posisi pembanding tiga tahun")
    expect(pohon.locator("thead")).to_contain_text(["tanggal data tidak diketahui"])

    pohon.get_by_role("button", name="Tutup semua").click()
    assert kode(pohon) == ["076.01.WA", "076.01.CQ"]


def test_without_a_script_everything_is_open_and_the_search_asks_the_server(buka):
    halaman = buka("sekretaris.bengkulu", java_script_enabled=False)
    halaman.goto(POHON)
    assert len(kode(halaman)) == halaman.locator(".pohon-tabel tbody tr th b").count()

    halaman.get_by_role("searchbox", name="Cari pos").fill("kampanye")
    halaman.get_by_role("button", name="Cari", exact=True).click()

    assert kode(halaman) == ["076.01.CQ", "6870", "6870.QGE", "6870.QGE.002"]
    halaman.get_by_role("link", name="Tampilkan semua").click()
    assert len(kode(halaman)) > 4


KISI = """
<table data-pagu><tbody>
<tr data-t="0"><th>WA</th><td data-jumlah></td><td data-tertera="9007199254740995"></td></tr>
<tr data-t="1"><th>A</th><td><input value="9.007.199.254.740.990"></td></tr>
<tr data-t="1"><th>B</th><td><input value=""></td></tr>
</tbody><tfoot><tr><th>Jumlah</th><td data-total></td></tr></tfoot></table>
"""


@pytest.mark.parametrize(
    ("ketik", "jumlah", "selisih"),
    [
        ("3", "9.007.199.254.740.993", "+2"),  # beyond what a float can hold
        ("Rp 1.000,-", "9.007.199.254.741.990", "−995"),
        ("-", "9.007.199.254.740.990", "+5"),
        ("1,5", "–", "–"),  # what cannot be read makes no sum
    ],
)
def test_sums_follow_what_is_typed_exactly(browser, ketik, jumlah, selisih):
    page = browser.new_page()
    page.set_content(KISI)
    page.add_script_tag(path=AKAR / "static/js/pagu_jumlah.js")

    page.locator("input").nth(1).fill(ketik)

    assert page.locator("[data-jumlah]").text_content() == jumlah
    assert page.locator("[data-total]").text_content() == jumlah
    assert page.locator("[data-tertera]").text_content() == selisih
    page.close()
