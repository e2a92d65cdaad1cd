"""From the proposal of a chain to a submitted PK: propose, hand down, edit with a live hint, submit."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DAFTAR = "/654340/2023/perjanjian/"
KABAG = "Kepala Bagian Keuangan, Umum dan Logistik"


def test_from_the_proposal_to_a_submitted_paper(buka):
    halaman = buka("perencana.bengkulu")
    halaman.goto(DAFTAR)
    halaman.get_by_role("link", name="Usulkan perjanjian").click()
    halaman.get_by_role("button", name="Buat draf yang dipilih").click()
    expect(halaman.get_by_text("10 draf perjanjian dibuat.")).to_be_visible()

    halaman.get_by_role("link", name=KABAG, exact=True).click()
    halaman.get_by_role("link", name="Turunkan dari atasan").click()
    halaman.get_by_label("Tidak").first.check()
    halaman.get_by_role("button", name="Turunkan ke draf ini").click()
    expect(halaman.get_by_text("Isi perjanjian diturunkan dari atasan.")).to_be_visible()

    target = halaman.get_by_label("Target", exact=True).first
    semula = target.input_value()
    petunjuk = halaman.locator("#petunjuk")
    target.fill("70")
    target.press("Tab")
    expect(petunjuk.get_by_text("Target berbeda dari atasan")).to_be_visible()
    expect(petunjuk.get_by_text("Menurut isian yang belum disimpan.")).to_be_visible()
    halaman.get_by_role("button", name="Simpan dan lanjutkan").click()
    expect(petunjuk.get_by_text("Menurut isian yang belum disimpan.")).to_be_hidden()
    expect(petunjuk.get_by_text("Target berbeda dari atasan")).to_be_visible()
    target.fill(semula)
    target.press("Tab")
    expect(petunjuk.get_by_text("Target berbeda dari atasan")).to_be_hidden()

    halaman.get_by_role("button", name="Simpan isi perjanjian").last.click()
    halaman.get_by_role("button", name="Ajukan perjanjian").click()
    expect(halaman.get_by_text("Perjanjian kinerja sekarang: Diajukan.")).to_be_visible()
