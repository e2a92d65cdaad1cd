"""Evidence in a real browser: several files dropped at once, each with its bar, one of them refused."""

import io
import re
from base64 import b64encode

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TRIWULAN = "/654340/2024/capaian/tw-4/"
#: What a drop carries can only be made inside the page.
JATUHKAN = """(form, daftar) => {
    const bawaan = new DataTransfer();
    for (const [nama, isi] of daftar) {
        bawaan.items.add(new File([Uint8Array.from(atob(isi), (c) => c.charCodeAt(0))], nama));
    }
    for (const jenis of ["dragover", "drop"]) {
        form.dispatchEvent(new DragEvent(jenis, { dataTransfer: bawaan, bubbles: true, cancelable: true }));
    }
}"""


def pdf():
    hasil, naskah = io.BytesIO(), pikepdf.new()
    naskah.add_blank_page()
    naskah.save(hasil)
    return hasil.getvalue()


def foto():
    hasil = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(hasil, "JPEG")
    return hasil.getvalue()


def jatuhkan(halaman, berkas):
    daftar = [[nama, b64encode(isi).decode()] for nama, isi in berkas.items()]
    halaman.locator("form[data-unggah]").evaluate(JATUHKAN, daftar)


@pytest.fixture
def bukti(buka):
    """The evidence of the one row of TW IV that is still a draft, reached from the grid."""
    halaman = buka("perencana.bengkulu")
    halaman.goto(TRIWULAN)
    halaman.locator("tr", has_text="Draf").get_by_role("link", name=re.compile("bukti dukung")).first.click()
    halaman.wait_for_url("**/bukti/")
    expect(halaman.locator("form[data-unggah]")).to_have_attribute("data-siap", "")  # dropping works from here on
    return halaman


def test_dropped_files_go_in_one_by_one_and_one_error_stops_none(bukti):
    jatuhkan(bukti, {"Notula.txt": b"Notula rapat.", "palsu.pdf": b"MZ" + b"x" * 2000, "Berita_acara.pdf": pdf(),
                     "rapat.jpg": foto()})  # fmt: skip
    antre = bukti.locator("#unggahan .antre")
    expect(antre).to_have_count(4)
    expect(bukti.locator("#kabar-unggah")).to_have_text("3 berkas tersimpan, 1 gagal.")
    expect(antre.nth(1)).to_contain_text("Ini program Windows, bukan bukti dukung.")
    expect(antre.nth(1)).to_have_class(re.compile("gagal"))
    daftar = bukti.locator("#daftar-bukti .bukti-judul")
    for judul in ("Notula", "Berita acara", "rapat"):
        expect(daftar.filter(has_text=judul)).to_have_count(1)
    gambar = bukti.locator("#daftar-bukti img")
    expect(gambar).to_have_js_property("naturalWidth", 400)
    assert Axe().run(bukti).violations_count == 0


def test_progress_is_seen_while_a_file_goes_in_and_too_big_ones_are_never_sent(bukti):
    dikirim = []
    bukti.on("request", lambda r: dikirim.append(r) if r.method == "POST" else None)
    tahan = []
    bukti.route("**/bukti/", lambda rute: tahan.append(rute) if rute.request.method == "POST" else rute.continue_())
    besar = int(bukti.locator("form[data-unggah]").get_attribute("data-maks")) + 1
    bukti.evaluate(
        """n => {
            const bawaan = new DataTransfer();
            bawaan.items.add(new File([new Uint8Array(n)], "besar.pdf"));
            bawaan.items.add(new File(["Notula apel."], "apel.txt"));
            document.dispatchEvent(new DragEvent("drop", { dataTransfer: bawaan, bubbles: true, cancelable: true }));
        }""",
        besar,
    )
    antre = bukti.locator("#unggahan .antre")
    expect(antre.nth(0)).to_contain_text("Lebih besar dari 20 MB")
    expect(antre.nth(1).locator("progress")).to_be_visible()
    expect(antre.nth(1)).to_have_class(re.compile("jalan"))
    expect(bukti.locator("form[data-unggah]")).to_have_attribute("aria-busy", "true")
    assert len(dikirim) == 1
    tahan[0].continue_()
    expect(bukti.locator("#kabar-unggah")).to_have_text("1 berkas tersimpan, 1 gagal.")
    expect(antre.nth(1).locator("progress")).to_be_hidden()
    expect(bukti.locator("#daftar-bukti")).to_contain_text("apel")


@pytest.mark.parametrize("layar", ["laptop", "ponsel"])
def test_the_pages_fit(buka, layar):
    halaman = buka("perencana.bengkulu", layar=layar)
    halaman.goto("/654340/2024/capaian/bukti/")
    assert halaman.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert Axe().run(halaman).violations_count == 0
