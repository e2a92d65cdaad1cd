"""The drawn pohon kinerja by keyboard and mouse: what only a real browser shows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def pohon(buka):
    """The page of a tree that has been drawn; `layar` and the like as for `buka`."""

    def halaman(**pilihan):
        hasil = buka("perencana.bengkuluutara", **pilihan)
        hasil.goto("/1703/2024/renstra/")
        hasil.locator("a[href$='/pohon/']").first.click()
        siap = "[data-siap]" if pilihan.get("java_script_enabled", True) else ""
        hasil.locator(f"[data-pohon]{siap} .pohon-svg").wait_for()
        return hasil

    return halaman


def kotak(halaman):
    return halaman.locator(".pohon-kanvas [role=treeitem]")


def fokus(halaman):
    """The number of the box that has the focus."""
    return halaman.evaluate("document.activeElement.getAttribute('aria-label')?.split(' ')[0]")


def tekan(halaman, *tombol):
    for t in tombol:
        halaman.keyboard.press(t)


def masuk_pohon(halaman):
    halaman.locator(".pohon-kanvas").focus()
    tekan(halaman, "Tab")


def geser(halaman):
    return halaman.evaluate(
        "(() => { const k = document.querySelector('.pohon-kanvas'); return [k.scrollLeft, k.scrollTop]; })()"
    )


def test_arrows_move_through_the_tree(pohon):
    halaman = pohon()
    masuk_pohon(halaman)
    assert fokus(halaman) == "1"
    tekan(halaman, "ArrowDown", "ArrowDown")
    assert fokus(halaman) == "1.1.1"
    tekan(halaman, "ArrowRight")
    assert fokus(halaman) == "1.1.1.1"
    tekan(halaman, "ArrowLeft")
    assert fokus(halaman) == "1.1.1"
    tekan(halaman, "End")
    assert fokus(halaman).startswith("3.")
    tekan(halaman, "Home", "Shift+Tab")
    assert halaman.evaluate("document.activeElement.className") == "pohon-kanvas"


def test_a_branch_folds_and_unfolds_without_losing_the_focus(pohon):
    halaman = pohon()
    semua = kotak(halaman).count()
    masuk_pohon(halaman)
    tekan(halaman, "ArrowLeft")
    halaman.locator("[role=treeitem][aria-expanded=false]").wait_for()
    assert kotak(halaman).count() < semua
    assert fokus(halaman) == "1"
    assert "?tutup=" in halaman.url
    tekan(halaman, "ArrowRight")
    halaman.locator("[role=treeitem][aria-expanded=false]").wait_for(state="detached")
    assert kotak(halaman).count() == semua
    assert fokus(halaman) == "1"


def test_a_click_on_the_sign_folds_and_the_address_keeps_it(pohon):
    halaman = pohon()
    semua = kotak(halaman).count()
    halaman.locator(".lipat").first.click()
    halaman.locator("[role=treeitem][aria-expanded=false]").wait_for()
    halaman.reload()
    assert kotak(halaman).count() < semua


def test_enter_shows_the_data_with_their_links_and_escape_leads_back(pohon):
    halaman = pohon()
    masuk_pohon(halaman)
    tekan(halaman, "End", "Enter")
    rincian = halaman.locator(".pohon-rincian")
    expect(rincian).to_contain_text("Sub Bagian SDM dan Parmas")
    assert halaman.evaluate("document.activeElement.matches('.pohon-rincian a[href*=\"/indikator/\"]')")
    tekan(halaman, "Escape")
    assert rincian.is_hidden()
    assert fokus(halaman).startswith("3.")


def test_the_search_counts_marks_and_moves_on_also_in_folded_branches(pohon):
    halaman = pohon()
    halaman.get_by_role("link", name="Lipat semua").click()
    halaman.get_by_role("link", name="Buka semua").wait_for()
    halaman.locator("#pohon-cari").fill("PARTISIPASI pemilih")
    hitungan = halaman.locator("#pohon-temuan")
    halaman.locator(".cocok-kini").wait_for()
    banyak = halaman.locator(".cocok").count()
    assert banyak >= 3
    assert hitungan.inner_text() == f"1 dari {banyak}"
    pertama = halaman.locator(".cocok-kini").get_attribute("id")
    tekan(halaman, "Enter")
    assert halaman.evaluate("document.activeElement.id") == pertama
    assert hitungan.inner_text() == f"1 dari {banyak}"
    tekan(halaman, "Enter")
    assert halaman.evaluate("document.activeElement.matches('.cocok-kini')")
    assert hitungan.inner_text() == f"2 dari {banyak}"
    tekan(halaman, "n")
    assert hitungan.inner_text() == f"3 dari {banyak}"
    tekan(halaman, "Enter")
    assert halaman.locator(".pohon-rincian").is_visible()  # the search is left: Enter is that of the tree again
    halaman.locator("#pohon-cari").fill("zzz")
    assert hitungan.inner_text() == "Tidak ditemukan"


def test_a_stroke_leads_to_the_search(pohon):
    halaman = pohon()
    tekan(halaman, "/")
    assert halaman.evaluate("document.activeElement.id") == "pohon-cari"
    tekan(halaman, "/")
    assert halaman.locator("#pohon-cari").input_value() == "/"


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
@pytest.mark.parametrize("tempat", ["simpul", "kondisi"])
def test_after_an_edit_the_page_stands_where_it_began(pohon, layar, tempat):
    halaman = pohon(layar=layar)
    pk = kotak(halaman).last.get_attribute("id").removeprefix("simpul-")
    halaman.goto(halaman.url.split("?")[0] + f"{pk}/" + ("?dari=gambar" if tempat == "simpul" else ""))
    halaman.get_by_role("button", name="Simpan kondisi").click()
    tujuan = halaman.locator(f"#{tempat}-{pk}")
    halaman.wait_for_function(
        """id => {
            const k = document.getElementById(id)?.getBoundingClientRect();
            const tengah = k && document.elementFromPoint(k.left + k.width / 2, k.top + 20);
            return tengah && tengah.closest(`#${id}`);
        }""",
        arg=f"{tempat}-{pk}",
    )
    assert halaman.evaluate("id => document.getElementById(id).contains(document.activeElement)", f"{tempat}-{pk}")
    assert tujuan.is_visible()


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_what_is_found_lies_in_sight(pohon, layar):
    halaman = pohon(layar=layar)
    halaman.locator("#pohon-cari").fill("disabilitas")
    halaman.locator(".cocok-kini").wait_for()
    bidang, temuan = (halaman.locator(s).bounding_box() for s in (".pohon-kanvas", ".cocok-kini"))
    assert bidang["y"] <= temuan["y"]
    assert temuan["y"] + temuan["height"] <= bidang["y"] + bidang["height"]


def test_zoom_by_keys_buttons_and_wheel(pohon):
    halaman = pohon()
    persen = halaman.locator("[data-persen]")
    awal = persen.inner_text()
    masuk_pohon(halaman)
    tekan(halaman, "+")
    assert persen.inner_text() != awal
    tekan(halaman, "0")
    assert persen.inner_text() == awal
    halaman.get_by_role("button", name="Perkecil").click()
    kecil = persen.inner_text()
    bidang = halaman.locator(".pohon-kanvas").bounding_box()
    halaman.mouse.move(bidang["x"] + 100, bidang["y"] + 100)
    halaman.keyboard.down("Control")
    halaman.mouse.wheel(0, -300)
    halaman.keyboard.up("Control")
    halaman.wait_for_function("sebelum => document.querySelector('[data-persen]').textContent !== sebelum", arg=kecil)
    assert int(persen.inner_text().rstrip("%")) > int(kecil.rstrip("%"))


def test_the_drawing_is_dragged_and_a_drag_is_no_click(pohon):
    halaman = pohon()
    bidang = halaman.locator(".pohon-kanvas").bounding_box()
    x, y = bidang["x"] + bidang["width"] / 2, bidang["y"] + 200
    halaman.mouse.move(x, y)
    halaman.mouse.down()
    halaman.mouse.move(x, y - 120, steps=4)
    halaman.mouse.up()
    assert geser(halaman)[1] == pytest.approx(120, abs=2)
    assert halaman.locator(".pohon-rincian").is_hidden()


def test_a_phone_gets_one_column_that_fits(pohon):
    halaman = pohon(layar="ponsel")
    halaman.wait_for_url("**/?susunan=menurun")
    kanan = halaman.evaluate(
        "Math.max(...[...document.querySelectorAll('.pohon-svg .bentuk')].map((b) => b.getBoundingClientRect().right))"
    )
    assert kanan <= 390


def test_without_javascript_everything_is_drawn_and_links_fold(pohon):
    halaman = pohon(java_script_enabled=False)
    semua = kotak(halaman).count()
    assert halaman.locator("#pohon-cari").is_hidden()
    halaman.locator(".lipat").first.click()
    assert 0 < kotak(halaman).count() < semua


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_axe_finds_nothing(pohon, layar):
    halaman = pohon(layar=layar)
    masuk_pohon(halaman)
    tekan(halaman, "End", "Enter")
    halaman.locator("summary", has_text="tabel").click()
    hasil = Axe().run(halaman)
    assert hasil.violations_count == 0, hasil.generate_report()
