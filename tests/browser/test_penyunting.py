"""The editor of prose in a real browser: what is typed, formatted and pasted is what stands there after saving."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ALAMAT = "/654340/2024/lkjip/narasi/bab1.b.tugas/"
WORD = """<html><head><style>p{color:red}</style></head><body>
<h1 style='color:red'>Judul</h1><p class=MsoNormal><b><span style='font-size:12pt'>Tebal</span></b> biasa<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>
&nbsp;</span></span><![endif]>Satu</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.</span>Anak</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Dua</p>
<table border=1 style='border-collapse:collapse'><tr><td width=200 style='width:150pt'><p>DIVISI</p></td><td>NAMA</td>
</tr><tr><td>Keuangan</td><td>Penti</td></tr></table></body></html>"""
TEMPEL = """html => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    const peristiwa = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector(".ProseMirror").dispatchEvent(peristiwa);
}"""


@pytest.fixture
def penyunting(buka):
    """The editor of one text, emptied; with what the console said."""
    halaman = buka("perencana.bengkulu")
    galat = []
    halaman.on("console", lambda p: galat.append(p.text) if p.type == "error" else None)
    halaman.on("pageerror", lambda g: galat.append(str(g)))
    halaman.goto(ALAMAT)
    halaman.locator(".ProseMirror").click()
    halaman.keyboard.press("Control+A")
    halaman.keyboard.press("Delete")
    return halaman, galat


def simpan(halaman):
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Simpan teks").click()
    halaman.locator(".ProseMirror").wait_for()
    return halaman.locator("textarea[name=isi]").input_value()


def test_a_paste_from_word_keeps_lists_and_tables_and_breaks_no_policy(penyunting):
    halaman, galat = penyunting
    halaman.evaluate(TEMPEL, WORD)

    assert simpan(halaman) == (
        "<h3>Judul</h3><p><strong>Tebal</strong> biasa</p>"
        '<ol type="1"><li>Satu<ol type="a"><li>Anak</li></ol></li><li>Dua</li></ol>'
        "<table><tbody><tr><td>DIVISI</td><td>NAMA</td></tr><tr><td>Keuangan</td><td>Penti</td></tr></tbody></table>"
    )
    assert galat == []


def test_everything_is_reached_by_keyboard(penyunting):
    halaman, _ = penyunting
    halaman.keyboard.type("Kantor ")
    halaman.keyboard.press("Alt+F10")
    halaman.keyboard.press("ArrowRight")
    expect(halaman.get_by_role("button", name="Tebal")).to_be_focused()
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_role("textbox", name="Teks")).to_be_focused()
    halaman.keyboard.type("kami")
    halaman.keyboard.press("Enter")
    halaman.keyboard.type("a. satu")

    simpan(halaman)
    isi = halaman.locator(".ProseMirror").inner_html()
    assert isi == '<p>Kantor <strong>kami</strong></p><ol type="a"><li><p>satu</p></li></ol>'


def test_a_table_gets_a_title_and_a_head(penyunting):
    halaman, _ = penyunting
    halaman.get_by_role("button", name="Sisipkan tabel").click()
    halaman.keyboard.type("Divisi")
    halaman.get_by_role("button", name="Judul tabel").click()
    halaman.get_by_role("textbox", name="Judul tabel").fill("Divisi kerja")
    halaman.keyboard.press("Enter")

    assert simpan(halaman).startswith("<table><caption>Divisi kerja</caption><tbody><tr><th>Divisi</th>")


def test_without_javascript_the_textarea_is_a_plain_form(buka):
    halaman = buka("perencana.bengkulu", java_script_enabled=False)
    halaman.goto("/654340/2024/lkjip/narasi/bab1.b.wewenang/")
    halaman.get_by_role("textbox", name="Teks").fill("Tanpa **JavaScript**.")
    halaman.get_by_role("button", name="Simpan teks").click()

    expect(halaman.locator(".tersimpan .prosa")).to_have_text("Tanpa JavaScript.")


def akhiri_sesi(halaman):
    """The session ends while the page is open."""
    halaman.context.clear_cookies(name="sessionid")


def masuk_lagi(halaman):
    halaman.locator("[name=username]").fill("perencana.bengkulu")
    halaman.locator("[name=password]").fill("sakip-demo-2024")
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Masuk").click()


def test_what_was_typed_survives_the_end_of_the_session(penyunting):
    halaman, _ = penyunting
    halaman.keyboard.type("Satu bab yang **panjang** ")
    akhiri_sesi(halaman)
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Simpan teks").click()
    masuk_lagi(halaman)
    halaman.goto(ALAMAT)
    expect(halaman.get_by_text("Teks yang belum tersimpan dipulihkan.")).to_be_visible()
    expect(halaman.locator(".ProseMirror")).to_have_text("Satu bab yang panjang")

    halaman.get_by_role("button", name="Pakai teks itu").click()
    assert simpan(halaman) == "Satu bab yang **panjang**"
    expect(halaman.locator("[data-pulih-teks]")).to_be_hidden()
    assert halaman.evaluate('Object.entries(sessionStorage).filter(([kunci]) => kunci.startsWith("draf-teks"))') == []


def test_what_was_typed_can_be_thrown_away(penyunting):
    halaman, _ = penyunting
    halaman.keyboard.type("Tersimpan")
    simpan(halaman)
    halaman.locator(".ProseMirror").click()
    halaman.keyboard.press("Control+A")
    halaman.keyboard.type("Coretan")
    halaman.on("dialog", lambda dialog: dialog.accept())
    halaman.goto(ALAMAT)
    expect(halaman.locator(".ProseMirror")).to_have_text("Coretan")
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Buang").click()

    expect(halaman.locator(".ProseMirror")).to_have_text("Tersimpan")
    expect(halaman.locator("[data-pulih-teks]")).to_be_hidden()


def test_the_plain_textarea_keeps_what_was_typed_too(buka):
    halaman = buka("perencana.bengkulu")
    halaman.route("**/django_prose_editor/**", lambda rute: rute.abort())
    halaman.goto(ALAMAT)
    halaman.locator("textarea[name=isi]").fill("Kalimat di **kotak** biasa.")
    akhiri_sesi(halaman)
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Simpan teks").click()
    masuk_lagi(halaman)
    halaman.goto(ALAMAT)
    assert halaman.locator("textarea[name=isi]").input_value() == "Kalimat di **kotak** biasa."
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Simpan teks").click()
    expect(halaman.locator("[data-pulih-teks]")).to_be_hidden()
    expect(halaman.locator(".tersimpan .prosa")).to_have_text("Kalimat di kotak biasa.")
