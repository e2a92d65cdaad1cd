"""Signing in a real browser: make a certificate in two clicks, sign, sign what waits, check the file as a stranger."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FRASA = "empat kuda makan jagung"
DAFTAR = "/654340/2024/perjanjian/"
JABATAN = "Kepala Sub Bagian Umum dan Logistik"


def ajukan_perubahan(buka):
    """The planner drafts a PK that replaces the one in force, and submits it."""
    halaman = buka("perencana.bengkulu")
    halaman.goto(DAFTAR)
    halaman.get_by_role("link", name=JABATAN, exact=True).click()
    halaman.get_by_role("link", name="Buat perjanjian perubahan").click()
    halaman.get_by_label("Perubahan strategi, program, atau anggaran").check()
    halaman.locator("[name=alasan]").fill("Revisi anggaran")
    halaman.locator("form button[type=submit]").last.click()
    halaman.get_by_role("button", name="Ajukan perjanjian").click()
    expect(halaman.get_by_text("Perjanjian kinerja sekarang: Diajukan.")).to_be_visible()
    return halaman.url.split("/", 3)[3]


def buat_sertifikat(halaman):
    halaman.get_by_role("link", name="Buat tanda tangan elektronik").click()
    halaman.locator("[name=sandi]").fill("sakip-demo-2024")
    halaman.locator("[name=frasa]").fill(FRASA)
    halaman.locator("[name=ulangi]").fill(FRASA)
    halaman.get_by_role("button", name="Buat tanda tangan elektronik").click()
    expect(halaman.get_by_text("Tanda tangan elektronik Anda siap dipakai.")).to_be_visible()


def test_from_the_draft_to_a_file_that_a_stranger_can_check(buka, browser, sakip_hidup, tmp_path):
    alamat = ajukan_perubahan(buka)

    pertama = buka("kasubag.umum.bengkulu")
    pertama.goto(f"/{alamat}")
    buat_sertifikat(pertama)
    expect(pertama).to_have_url(re.compile(re.escape(alamat)))
    pertama.locator("summary", has_text="Tandatangani sebagai pihak pertama").click()
    pertama.locator("[name=frasa]").fill("bukan itu frasanya")
    pertama.get_by_role("button", name="Ya, tandatangani sebagai pihak pertama").click()
    expect(pertama.locator(".invalid-feedback", has_text="Frasa sandi salah.")).to_be_visible()
    pertama.locator("[name=frasa]").fill(FRASA)
    pertama.get_by_role("button", name="Ya, tandatangani sebagai pihak pertama").click()
    expect(pertama.get_by_text("Sekarang: Ditandatangani pihak pertama.")).to_be_visible()

    kedua = buka("kabag.keuangan.bengkulu")
    kedua.goto(DAFTAR)
    kedua.get_by_role("link", name="Menunggu tanda tangan saya (1)").click()
    buat_sertifikat(kedua)
    sandi = kedua.locator("[name=frasa]")
    sandi.fill("bukan itu frasanya")
    kedua.get_by_role("button", name="Tandatangani 1 perjanjian").click()
    expect(kedua.get_by_text("0 dari 1 perjanjian ditandatangani.")).to_be_visible(timeout=20_000)
    expect(sandi).to_have_value("")
    sandi.fill(FRASA)
    kedua.get_by_role("button", name="Tandatangani 1 perjanjian").click()
    expect(kedua.get_by_text("1 dari 1 perjanjian ditandatangani.")).to_be_visible(timeout=20_000)
    expect(kedua.get_by_text("Sudah ditandatangani: berlaku")).to_be_visible()
    expect(sandi).to_have_value("")

    kedua.goto(f"/{alamat}")
    with kedua.expect_download() as unduhan:
        kedua.get_by_role("link", name="Unduh PDF bertanda tangan").click()
    berkas = tmp_path / "pk.pdf"
    unduhan.value.save_as(berkas)

    orang_luar = browser.new_page(base_url=sakip_hidup)
    for isi, jawaban in ((berkas.read_bytes(), "Sah"), (berkas.read_bytes() + b"x", "Tidak sah")):
        berkas.write_bytes(isi)
        orang_luar.goto("/verifikasi/")
        orang_luar.locator("[name=berkas]").set_input_files(berkas)
        orang_luar.get_by_role("button", name="Periksa berkas").click()
        expect(orang_luar.get_by_role("heading", level=1)).to_have_text(jawaban, timeout=30_000)
    orang_luar.context.close()
