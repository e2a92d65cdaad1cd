"""Typing in the quarter's grid: what only a real browser shows."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TW = "/654340/2024/capaian/tw-{}/"
TEMPEL = """(teks) => {
    const isi = new DataTransfer();
    isi.setData("text/plain", teks);
    const peristiwa = new ClipboardEvent("paste", { clipboardData: isi, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(peristiwa);
}"""


@pytest.fixture
def isian(buka):
    """`isian(3)`: the grid of TW III, in a browser of its own."""

    def halaman(triwulan, orang="perencana.bengkulu", **pilihan):
        h = buka(orang, **pilihan)
        h.goto(TW.format(triwulan))
        expect(h.get_by_role("button", name="Urungkan")).to_be_visible()
        return h

    return halaman


def _sel(halaman, kode, nama="Realisasi"):
    return halaman.get_by_label(f"{nama} indikator {kode}", exact=True)


def _baris(halaman, kode):
    return halaman.locator("tr[data-baris]", has=halaman.locator(".kode", has_text=re.compile(f"^{kode}$")))


def _isi(sel, teks):
    sel.fill(teks)
    sel.press("Enter")


def _keadaan(halaman, teks):
    expect(halaman.locator("[data-keadaan]")).to_contain_text(teks)


def test_a_pasted_block_is_one_request_one_step_back_and_shifts_no_row(isian):
    halaman = isian(3)
    permintaan = []
    halaman.on("request", lambda r: permintaan.append(r.url) if r.url.endswith("/blok/") else None)
    _sel(halaman, "1.1").focus()
    halaman.evaluate(TEMPEL, "61,5\n62\nbanyak\nWTP")
    _keadaan(halaman, "Realisasi harus")
    assert len(permintaan) == 1
    expect(_sel(halaman, "3.1")).to_have_attribute("aria-invalid", "true")
    expect(_sel(halaman, "3.1")).to_have_value("banyak")
    expect(_baris(halaman, "1.1")).to_contain_text("61,5")
    expect(_baris(halaman, "3.2")).to_contain_text("Draf")
    halaman.keyboard.press("Control+z")
    expect(_sel(halaman, "1.1")).to_have_value("")
    expect(_sel(halaman, "3.2", "Keadaan")).to_have_value("")
    _keadaan(halaman, "diurungkan.")
    halaman.keyboard.press("Control+y")
    expect(_sel(halaman, "2.1")).to_have_value("62")
    _keadaan(halaman, "diulangi.")
    halaman.reload()
    assert [_sel(halaman, k).input_value() for k in ("1.1", "2.1", "3.2")] == ["61,5", "62", "WTP"]


def test_a_ratio_waits_for_its_other_part_and_gives_the_figure(isian):
    halaman = isian(3)
    _isi(_sel(halaman, "4.1", "Pembilang (X)"), "3")
    expect(halaman.locator(".galat-kisi.tunda")).to_contain_text("Isi juga Penyebut (Y)")
    _isi(_sel(halaman, "4.1", "Penyebut (Y)"), "4")
    expect(_sel(halaman, "4.1")).to_have_value("75")
    expect(halaman.locator(".galat-baris")).to_have_count(0)
    halaman.keyboard.press("Control+z")
    expect(_sel(halaman, "4.1")).to_have_value("")
    expect(_sel(halaman, "4.1", "Keadaan")).to_have_value("")


def test_two_people_in_one_cell_see_both_values_and_choose(isian):
    saya, lain = isian(3), isian(3, "sekretaris.bengkulu")
    _isi(_sel(lain, "5.1"), "41")
    _keadaan(lain, "tersimpan.")
    _isi(_sel(saya, "5.1"), "42")
    galat = saya.locator(".galat-baris")
    expect(galat).to_contain_text("Baru saja disimpan oleh Kemas Mohammad Ajir: 41")
    expect(_baris(saya, "5.1")).to_contain_text("Bentrok")
    saya.get_by_role("button", name="Pakai isian saya (42)").click()
    expect(galat).to_have_count(0)
    lain.reload()
    expect(_sel(lain, "5.1")).to_have_value("42")


def test_typed_text_survives_a_lost_connection_and_is_sent_by_itself(isian):
    halaman = isian(3)
    halaman.context.set_offline(True)
    _isi(_sel(halaman, "6.1"), "66")
    expect(_baris(halaman, "6.1")).to_contain_text("Belum terkirim")
    halaman.context.set_offline(False)
    expect(_baris(halaman, "6.1")).to_contain_text("Tersimpan")
    halaman.reload()
    expect(_sel(halaman, "6.1")).to_have_value("66")


def test_typed_text_survives_the_end_of_the_session(isian):
    halaman = isian(3)
    masuk = halaman.context.cookies()
    halaman.context.clear_cookies(name=re.compile("session"))
    _isi(_sel(halaman, "7.1"), "77")
    _keadaan(halaman, "Sesi Anda berakhir")
    halaman.goto("about:blank")
    halaman.context.add_cookies(masuk)
    halaman.goto(TW.format(3))
    _keadaan(halaman, "Realisasi indikator 7.1 tersimpan.")
    expect(halaman.locator("[data-pulih]")).to_be_hidden()
    expect(_baris(halaman, "7.1").get_by_role("link", name="Tambah bukti dukung")).to_be_visible()
    halaman.reload()
    expect(_sel(halaman, "7.1")).to_have_value("77")


def test_text_that_came_back_after_somebody_was_faster_asks_first(isian):
    saya = isian(3)
    saya.context.set_offline(True)
    _isi(_sel(saya, "2.1"), "22")
    expect(_baris(saya, "2.1")).to_contain_text("Belum terkirim")
    saya.goto("about:blank")
    lain = isian(3, "sekretaris.bengkulu")
    _isi(_sel(lain, "2.1"), "23")
    _keadaan(lain, "tersimpan.")
    saya.context.set_offline(False)
    saya.goto(TW.format(3))
    expect(saya.locator("[data-pulih]")).to_contain_text("1 isian belum terkirim")
    expect(_sel(saya, "2.1")).to_have_value("22")
    saya.get_by_role("button", name="Kirim isian itu").click()
    expect(_baris(saya, "2.1")).to_contain_text("Bentrok")


def test_nothing_is_submitted_while_the_screen_shows_something_else(isian):
    """The stored figure is not what stands in the refused cell, and submitting locks the row."""
    halaman = isian(1)
    _isi(_sel(halaman, "5.1"), "Proses")
    tombol = halaman.get_by_role("button", name=re.compile("^Ajukan"))
    expect(tombol).to_be_visible()
    _isi(_sel(halaman, "5.1"), "banyak")
    expect(_baris(halaman, "5.1")).to_contain_text("Belum tersimpan: perbaiki")
    tombol.click()
    _keadaan(halaman, "5.1: banyak belum tersimpan; perbaiki atau kembalikan isinya dahulu")
    expect(_sel(halaman, "5.1")).to_be_focused()
    expect(_baris(halaman, "5.1")).to_contain_text("Draf")
    halaman.keyboard.press("Control+z")
    expect(halaman.locator(".galat-baris")).to_have_count(0)
    tombol.click()
    expect(_baris(halaman, "5.1")).to_contain_text("Diajukan")


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_errors_and_the_open_analysis_fit_and_are_accessible(isian, layar):
    halaman = isian(2, layar=layar)
    _isi(_sel(halaman, "1.1"), "50")
    _baris(halaman, "1.1").get_by_role("link", name=re.compile("Perlu dilengkapi")).click()
    analisis = halaman.get_by_label("Penyebab belum tercapai")
    analisis.fill(f"Pelatihan bergeser ({layar}).")
    _isi(_sel(halaman, "2.1"), "banyak")
    expect(halaman.locator(".galat-baris")).to_contain_text("Realisasi harus angka persen")
    lebih = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert lebih <= 0
    temuan = Axe().run(halaman)
    assert temuan.violations_count == 0, temuan.generate_report()
    halaman.get_by_role("button", name="Simpan analisis 1.1").click()
    expect(halaman.get_by_text("Masih perlu sebelum diajukan: tulis tindak lanjutnya")).to_be_visible()
    expect(halaman.locator("[name=rencana-uraian]")).to_be_focused()
    halaman.locator(".analisis-baris").get_by_role("link", name="Tutup", exact=True).click()
    expect(analisis).to_have_count(0)
    _baris(halaman, "1.1").get_by_role("link", name=re.compile("Perlu dilengkapi")).click()
    expect(analisis).to_have_value(f"Pelatihan bergeser ({layar}).")


def test_the_bar_above_the_table_submits_after_an_analysis_was_saved(isian):
    halaman = isian(1)
    _isi(_sel(halaman, "1.1"), "50")
    _baris(halaman, "1.1").get_by_role("link", name=re.compile("Perlu dilengkapi")).click()
    panel = halaman.locator(".analisis-baris form")
    panel.get_by_label("Penyebab belum tercapai").fill("Pelatihan bergeser.")
    panel.get_by_label("Tindak lanjut").fill("Pelatihan digelar pada triwulan berikutnya.")
    panel.get_by_label("Penanggung jawab").select_option(index=1)
    panel.get_by_label("Selesai paling lambat").press("Enter")
    expect(halaman.locator(".sudah-tersimpan")).to_be_in_viewport()
    expect(halaman.locator(":focus")).to_be_in_viewport()
    assert halaman.evaluate("document.activeElement.form") is None, "one more Enter would submit"
    halaman.locator("#ringkas-triwulan").get_by_role("button", name=re.compile("^Ajukan")).click()
    expect(_baris(halaman, "1.1")).to_contain_text("Diajukan")


def test_a_closed_panel_keeps_what_was_typed_and_gives_the_focus_back(isian):
    halaman = isian(2)
    _isi(_sel(halaman, "1.1"), "50")
    buka = _baris(halaman, "1.1").get_by_role("link", name=re.compile("Perlu dilengkapi"))
    buka.click()
    analisis = halaman.get_by_label("Penyebab belum tercapai")
    expect(halaman.locator(".analisis-baris :focus")).to_have_count(1)
    halaman.keyboard.press("Escape")
    expect(analisis).to_have_count(0)
    expect(buka).to_be_focused()
    expect(_baris(halaman, "1.1")).not_to_contain_text("Tulisan belum disimpan")
    buka.press("Enter")
    analisis.fill("Setengah kalim")
    halaman.locator(".analisis-baris").get_by_role("link", name="Tutup", exact=True).press("Enter")
    expect(_baris(halaman, "1.1")).to_contain_text("Tulisan belum disimpan")
    expect(buka).to_be_focused()
    buka.press("Enter")
    expect(analisis).to_have_value("Setengah kalim")


def test_targets_wait_until_they_lead_to_the_year(buka):
    halaman = buka("perencana.bengkulu", layar="ponsel")
    halaman.goto("/654340/2024/capaian/target/")
    baris = halaman.locator("tr[data-baris]", has=halaman.get_by_role("button", name=re.compile("Usulkan"))).first
    sel = baris.locator("td > input")
    _isi(sel.nth(3), "WDP")
    expect(halaman.locator(".galat-kisi.tunda")).to_contain_text("Target TW IV harus sama dengan target tahun.")
    assert Axe().run(halaman).violations_count == 0
    _isi(sel.nth(3), "")
    expect(halaman.locator(".galat-baris")).to_have_count(0)
    baris.get_by_role("button", name=re.compile("Usulkan")).click()
    expect(halaman.get_by_text("Usulan target dipakai untuk 1 indikator")).to_be_visible()
