"""Allocation and efficiency in a real browser: allocate, change, remove, choose a rule; no barrier on either page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ALOKASI, EFISIENSI = "/654340/2024/anggaran/alokasi/", "/654340/2024/anggaran/efisiensi/"
#: The capaian is that of the tests before this one, which share the database.
RASIO = re.compile(r"\d+,\d\d : 90,24 = 1 : \d+,\d")


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_the_pages_have_no_barrier(buka, layar):
    halaman = buka("perencana.bengkulu", layar=layar)
    for alamat in (ALOKASI, f"{ALOKASI}?tampil=kode", EFISIENSI):
        halaman.goto(alamat)
        hasil = Axe().run(halaman)
        assert hasil.violations_count == 0, f"{alamat}\n{hasil.generate_report()}"
        lebar = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert lebar <= 0, alamat


def test_ticked_codes_are_counted_allocated_changed_and_removed(buka):
    halaman = buka("perencana.bengkulu")
    halaman.goto(f"{ALOKASI}?tampil=kode")
    kotak = halaman.get_by_role("checkbox", name=re.compile("^6639.DBD.001 "))
    kotak.focus()
    halaman.keyboard.press("Space")
    expect(halaman.get_by_text("1 pos terpilih, 110.284.100.000 rupiah belum dialokasikan")).to_be_visible()
    halaman.get_by_label("Sasaran atau indikator").select_option(index=1)
    halaman.get_by_label("Porsi (%)").fill("25")
    halaman.get_by_role("button", name="Alokasikan pos").click()
    expect(halaman.get_by_text("1 pos dialokasikan ke 1.")).to_be_visible()
    halaman.get_by_role("link", name=re.compile(r"^1 · 25")).click()
    halaman.get_by_label("Porsi (%)").fill("40,5")
    halaman.get_by_role("button", name="Simpan alokasi").click()
    expect(halaman.get_by_text("Alokasi 6639.DBD.001 tersimpan.")).to_be_visible()
    hapus = halaman.get_by_role("link", name="Hapus alokasi 6639.DBD.001")
    expect(halaman.locator("tr", has=hapus)).to_contain_text("44.665.060.500")  # 40.5 percent of 110,284,100,000
    hapus.click()
    halaman.get_by_role("button", name="Hapus alokasi").click()
    expect(halaman.get_by_text("Alokasi 6639.DBD.001 dihapus.")).to_be_visible()


def test_the_rule_is_chosen_and_taken_back(buka):
    halaman = buka("perencana.bengkulu")
    halaman.goto(EFISIENSI)
    expect(halaman.get_by_label("Aturan yang dipakai")).to_contain_text(RASIO)
    halaman.get_by_label("Selisih capaian dan penyerapan").check()
    halaman.get_by_label("Alasan").fill("Pedoman pusat")
    halaman.get_by_role("button", name="Simpan pilihan aturan").click()
    terpilih = halaman.get_by_label("Aturan yang dipakai")
    expect(terpilih).to_contain_text(re.compile(r"− 90,24 = −?\d+,\d\d"))
    expect(terpilih).to_contain_text("oleh satker ini mulai tahun 2024: Pedoman pusat")
    halaman.get_by_role("button", name="Hapus pilihan mulai tahun 2024").click()
    expect(halaman.get_by_label("Aturan yang dipakai")).to_contain_text(RASIO)
