"""The plan of withdrawals as a grid, and the curve that comes of it: what only a real browser shows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_isian import TEMPEL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ANGGARAN = "/654340/{}/anggaran/"  # each test writes in years that no other one counts
WA, CQ = "076.01.WA", "076.01.CQ"


@pytest.fixture
def kisi(buka):
    """`kisi(2023)`: the grid of a year, in a browser of its own."""

    def halaman(tahun, orang="perencana.bengkulu", **pilihan):
        h = buka(orang, **pilihan)
        h.goto(ANGGARAN.format(tahun) + "rencana/")
        expect(h.get_by_role("button", name="Urungkan")).to_be_visible()
        return h

    return halaman


def _sel(halaman, bulan, kode=WA):
    return halaman.get_by_label(f"Rencana {bulan} program {kode}", exact=True)


def _keadaan(halaman, teks):
    expect(halaman.locator("[data-keadaan]")).to_contain_text(teks)


def _ringkas(halaman, kode=WA):
    return halaman.locator(f'[id="ringkas-{kode}"]')


def test_a_block_from_a_sheet_is_one_request_and_its_sums_stand_beside_the_pagu(kisi):
    halaman = kisi(2023)
    permintaan = []
    halaman.on("request", lambda r: permintaan.append(r.url) if r.url.endswith("/blok/") else None)
    _sel(halaman, "Januari").focus()
    halaman.evaluate(TEMPEL, "1.000.000\t2.000.000\tbanyak\n5.000\t-\t7.000")
    _keadaan(halaman, "Maret: Harus berupa angka")
    assert len(permintaan) == 1
    expect(_ringkas(halaman)).to_contain_text("3.000.000")
    expect(_ringkas(halaman)).to_contain_text("Kurang dari pagu 8.046.630.000")
    expect(_ringkas(halaman, CQ)).to_contain_text("12.000")
    expect(halaman.locator("#kaki-2")).to_contain_text("3.005.000")
    expect(_sel(halaman, "Maret")).to_have_value("banyak")
    halaman.keyboard.press("Control+z")
    _keadaan(halaman, "diurungkan.")
    expect(_sel(halaman, "Januari")).to_have_value("")
    expect(_ringkas(halaman)).not_to_contain_text("Kurang dari pagu")
    halaman.reload()
    assert [_sel(halaman, b).input_value() for b in ("Januari", "Maret")] == ["", ""]


def test_an_undecided_conflict_is_asked_again_after_a_reload(kisi):
    saya, lain = kisi(2023), kisi(2023, "sekretaris.bengkulu")
    _sel(lain, "Juni", CQ).fill("210")
    _sel(lain, "Juni", CQ).press("Enter")
    _keadaan(lain, "tersimpan.")
    _sel(saya, "Juni", CQ).fill("230")
    _sel(saya, "Juni", CQ).press("Enter")
    expect(saya.locator(".galat-baris")).to_contain_text("210")
    saya.reload()
    expect(saya.locator("[data-pulih]")).to_contain_text("1 isian belum terkirim")
    expect(_sel(saya, "Juni", CQ)).to_have_value("230")
    lain.reload()
    expect(_sel(lain, "Juni", CQ)).to_have_value("210")
    saya.get_by_role("button", name="Kirim isian itu").click()
    _keadaan(saya, "tersimpan.")
    lain.reload()
    expect(_sel(lain, "Juni", CQ)).to_have_value("230")


def test_two_people_in_one_month_see_both_values_and_choose(kisi):
    saya, lain = kisi(2022), kisi(2022, "sekretaris.bengkulu")
    _sel(lain, "Juni").fill("41")
    _sel(lain, "Juni").press("Enter")
    _keadaan(lain, "tersimpan.")
    expect(_sel(lain, "Juni", CQ)).to_be_focused()
    _sel(saya, "Juni").fill("42")
    _sel(saya, "Juni").press("Enter")
    galat = saya.locator(".galat-baris")
    expect(galat).to_contain_text("diubah Kemas Mohammad Ajir menjadi “41”; isian Anda “42” belum disimpan")
    saya.get_by_role("button", name="Pakai isian saya (42)").click()
    expect(galat).to_have_count(0)
    lain.reload()
    expect(_sel(lain, "Juni")).to_have_value("42")


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_a_proposal_is_seen_then_saved_and_the_pages_are_accessible(kisi, layar):
    halaman = kisi(2022, layar=layar, color_scheme="dark" if layar == "ponsel" else "light")
    halaman.get_by_role("link", name="Bagi rata").click()
    _axe(halaman)
    halaman.get_by_role("checkbox", name=CQ).check()
    halaman.get_by_role("button", name="Simpan usulan yang dicentang").click()
    expect(_ringkas(halaman, CQ)).to_contain_text("Sama dengan pagu")
    _axe(halaman)
    for alamat in ("penyerapan/?satuan=rupiah", "deviasi/", "tiga-tahun/"):
        halaman.goto(ANGGARAN.format(2022) + alamat)
        _axe(halaman)
    halaman.goto(ANGGARAN.format(2022) + "penyerapan/")
    halaman.get_by_label("Program").select_option(CQ)
    expect(halaman.get_by_role("heading", name=f"Kurva {CQ}")).to_be_visible()


def _axe(halaman):
    lebih = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert lebih <= 0, f"{halaman.url} sticks out by {lebih} px"
    temuan = Axe().run(halaman)
    assert temuan.violations_count == 0, f"{halaman.url}\n{temuan.generate_report()}"
