"""Moving rows of the cascade and typing in the grid of targets: what only a real browser shows."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RENSTRA = "/1971/2024/renstra/"
TEMPEL = """(teks) => {
    const isi = new DataTransfer();
    isi.setData("text/plain", teks);
    const peristiwa = new ClipboardEvent("paste", { clipboardData: isi, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(peristiwa);
}"""


@pytest.fixture
def draf(buka):
    """`draf("kisi/")`: a page of the draft revision of Pangkalpinang's plan, in a browser of its own."""

    def halaman(ekor):
        h = buka("perencana.pangkalpinang")
        h.goto(RENSTRA)
        if h.get_by_role("link", name="Buat revisi").count():
            h.get_by_role("link", name="Buat revisi").click()
            h.get_by_label("Alasan revisi").fill("Pagu berubah.")
            h.get_by_role("button", name="Buat draf revisi").click()
        else:
            versi_lain = h.locator("section", has=h.get_by_role("heading", name="Versi lain"))
            versi_lain.get_by_role("link").first.click()
        expect(h.get_by_role("link", name="Kaskade", exact=True)).to_be_visible()
        h.goto(f"{re.sub('[?#].*', '', h.url)}{ekor}")
        return h

    return halaman


# --- The cascade ---------------------------------------------------------------------------------------------------


def _misi(halaman):
    return halaman.locator(".cabang-misi > li .simpul-kata > a").all_inner_texts()


def _seret(halaman, dari, ke, *, bagian="misi", geser=4):
    """Drag the handle of row `dari` to just above (or `geser` pixels below the top of) row `ke`."""
    baris = halaman.locator(f".cabang-{bagian} > li")
    gagang = baris.nth(dari).locator("> .simpul > [data-gagang]")
    gagang.scroll_into_view_if_needed()
    kotak = gagang.bounding_box()
    x, y = kotak["x"] + kotak["width"] / 2, kotak["y"] + kotak["height"] / 2
    halaman.mouse.move(x, y)
    halaman.mouse.down()
    halaman.mouse.move(x, y + 12, steps=3)
    halaman.mouse.move(x, baris.nth(ke).bounding_box()["y"] + geser, steps=6)
    halaman.mouse.up()


def test_a_row_dragged_with_the_mouse_stays_where_it_was_dropped(draf):
    halaman = draf("kaskade/")
    sebelum = _misi(halaman)
    _seret(halaman, 2, 0)
    expect(halaman.locator("#kabar-kaskade")).to_contain_text("Misi sekarang urutan ke-1 dari 3.")
    assert _misi(halaman) == [sebelum[2], sebelum[0], sebelum[1]]
    assert halaman.evaluate("document.activeElement.innerText") == sebelum[2]
    halaman.reload()
    assert _misi(halaman) == [sebelum[2], sebelum[0], sebelum[1]]


def test_an_indikator_is_dragged_to_another_sasaran(draf):
    halaman = draf("kaskade/")
    sasaran = halaman.locator(".cabang-sasaran > li")
    banyak = sasaran.nth(1).locator(".cabang-indikator > li").count()
    gagang = sasaran.nth(0).locator(".cabang-indikator > li [data-gagang]").first
    gagang.scroll_into_view_if_needed()
    kotak, tuju = gagang.bounding_box(), sasaran.nth(1).locator(".cabang-indikator").bounding_box()
    halaman.mouse.move(kotak["x"] + 5, kotak["y"] + 5)
    halaman.mouse.down()
    halaman.mouse.move(kotak["x"] + 5, kotak["y"] + 30, steps=3)
    halaman.mouse.move(kotak["x"] + 5, tuju["y"] + 5, steps=6)
    halaman.mouse.up()
    expect(halaman.locator("#kabar-kaskade")).to_contain_text(
        f"urutan ke-1 dari {banyak + 1} di bawah sasaran strategis"
    )


def test_escape_during_a_drag_leaves_everything_as_it_was(draf):
    halaman = draf("kaskade/")
    sebelum = _misi(halaman)
    gagang = halaman.locator(".cabang-misi > li [data-gagang]").first
    gagang.scroll_into_view_if_needed()
    kotak = gagang.bounding_box()
    halaman.mouse.move(kotak["x"] + 5, kotak["y"] + 5)
    halaman.mouse.down()
    halaman.mouse.move(kotak["x"] + 5, kotak["y"] + 140, steps=5)
    assert halaman.locator(".tempat-jatuh").count() == 1
    halaman.keyboard.press("Escape")
    halaman.mouse.up()
    assert halaman.locator(".tempat-jatuh").count() == 0
    assert _misi(halaman) == sebelum


def test_a_refused_drop_says_why_and_shows_the_stored_order(draf):
    halaman = draf("kaskade/")
    sebelum = _misi(halaman)
    halaman.evaluate("document.querySelector('.cabang-misi > li').dataset.versi = 99")
    _seret(halaman, 0, 2, geser=30)
    expect(halaman.locator("#kabar-kaskade")).to_contain_text("baru saja diubah orang lain")
    assert _misi(halaman) == sebelum


def test_a_drop_without_a_network_goes_back(draf):
    halaman = draf("kaskade/")
    sebelum = _misi(halaman)
    halaman.context.set_offline(True)
    _seret(halaman, 0, 2, geser=30)
    expect(halaman.locator("#kabar-kaskade")).to_contain_text("Tidak tersambung, jadi belum dipindahkan.")
    assert _misi(halaman) == sebelum


def test_a_row_moves_by_keyboard_keeps_the_focus_and_is_announced(draf):
    halaman = draf("kaskade/")
    sebelum = _misi(halaman)
    halaman.locator(".cabang-misi > li").first.get_by_role("button", name=re.compile("^.?Turunkan")).focus()
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#kabar-kaskade")).to_contain_text("Misi sekarang urutan ke-2 dari 3.")
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#kabar-kaskade")).to_contain_text("Misi sekarang urutan ke-3 dari 3.")
    assert _misi(halaman) == [*sebelum[1:], sebelum[0]]


# --- The grid ------------------------------------------------------------------------------------------------------


def _keadaan(halaman, teks):
    expect(halaman.locator("[data-keadaan]")).to_contain_text(teks)


def _isi(sel, teks):
    sel.fill(teks)
    sel.press("Enter")


def _persen(halaman, ke):
    """The name of the ke-th cell of 2024 whose unit is persen."""
    baris = halaman.locator("tr[data-baris]", has=halaman.locator(".satuan", has_text=re.compile("^Persen$")))
    return baris.nth(ke).locator("td > input").last


def test_a_pasted_block_is_one_request_and_one_step_back(draf):
    halaman = draf("kisi/")
    permintaan = []
    halaman.on("request", lambda r: permintaan.append(r.url) if r.url.endswith("/blok/") else None)
    atas, bawah = _persen(halaman, 1), _persen(halaman, 2)
    sebelum = atas.input_value(), bawah.input_value()
    atas.focus()
    halaman.evaluate(TEMPEL, "61,5\n62")
    _keadaan(halaman, "2 sel tersimpan.")
    assert len(permintaan) == 1
    halaman.keyboard.press("Control+z")
    expect(bawah).to_have_value(sebelum[1])
    _keadaan(halaman, "2 sel diurungkan.")
    assert atas.input_value() == sebelum[0]
    halaman.keyboard.press("Control+y")
    expect(bawah).to_have_value("62")
    _keadaan(halaman, "2 sel diulangi.")
    halaman.reload()
    assert (_persen(halaman, 1).input_value(), _persen(halaman, 2).input_value()) == ("61,5", "62")


def test_a_wrong_cell_keeps_its_text_with_the_reason_below(draf):
    halaman = draf("kisi/")
    sel = _persen(halaman, 3)
    semula = sel.input_value()
    _isi(sel, "banyak")
    expect(halaman.locator(".galat-baris")).to_contain_text("Target 2024 harus angka persen, misalnya 77,5.")
    assert sel.input_value() == "banyak"
    assert sel.get_attribute("aria-describedby")
    sel.focus()
    halaman.keyboard.press("Control+z")
    expect(halaman.locator(".galat-baris")).to_have_count(0)
    assert sel.input_value() == semula


def test_two_people_in_one_cell_see_both_values_and_choose(draf):
    saya, lain = draf("kisi/"), draf("kisi/")
    _isi(_persen(lain, 4), "41")
    _keadaan(lain, "tersimpan.")
    _isi(_persen(saya, 4), "42")
    galat = saya.locator(".galat-baris")
    expect(galat).to_contain_text("baru saja diubah orang lain menjadi “41")
    saya.get_by_role("button", name="Simpan semua").click()
    lain.reload()
    assert _persen(lain, 4).input_value() == "41"
    saya.get_by_role("button", name="Pakai isian saya (42)").click()
    expect(galat).to_have_count(0)
    lain.reload()
    assert _persen(lain, 4).input_value() == "42"


def test_a_step_back_never_overwrites_what_somebody_else_wrote_since(draf):
    saya, lain = draf("kisi/"), draf("kisi/")
    _isi(_persen(saya, 5), "51")
    _keadaan(saya, "tersimpan.")
    lain.reload()
    _isi(_persen(lain, 5), "52")
    _keadaan(lain, "tersimpan.")
    saya.keyboard.press("Control+z")
    expect(saya.locator(".galat-baris")).to_contain_text("baru saja diubah orang lain menjadi “52")
    lain.reload()
    assert _persen(lain, 5).input_value() == "52"


def test_what_could_not_be_sent_survives_a_refresh(draf):
    halaman = draf("kisi/")
    halaman.route("**/kisi/blok/", lambda r: r.abort())
    _isi(_persen(halaman, 6), "66")
    _keadaan(halaman, "Tidak tersambung.")
    halaman.unroute("**/kisi/blok/")
    halaman.reload()
    expect(halaman.locator("[data-pulih]")).to_contain_text("1 isian yang belum tersimpan dipulihkan")
    assert _persen(halaman, 6).input_value() == "66"
    halaman.get_by_role("button", name="Simpan isian itu").click()
    _keadaan(halaman, "tersimpan.")
    halaman.reload()
    assert _persen(halaman, 6).input_value() == "66"
    expect(halaman.locator("[data-pulih]")).to_be_hidden()


def test_the_step_back_is_still_there_after_a_refresh(draf):
    halaman = draf("kisi/")
    sebelum = _persen(halaman, 7).input_value()
    _isi(_persen(halaman, 7), "71")
    _keadaan(halaman, "tersimpan.")
    halaman.reload()
    halaman.get_by_role("button", name="Urungkan").click()
    expect(_persen(halaman, 7)).to_have_value(sebelum)
    _keadaan(halaman, "diurungkan.")
