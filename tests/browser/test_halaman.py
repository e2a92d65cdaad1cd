"""Every main page on a laptop and a phone: nothing sticks out, nothing fails, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HALAMAN = [
    "",
    "renstra/",
    "perjanjian/",
    "perjanjian/rkt/",
    "rencana-aksi/",
    "rencana-aksi/rincian/",
    "capaian/",
    "capaian/tw-4/",
    "anggaran/",
    "anggaran/banding/",
    "anggaran/rencana/",
    "anggaran/rencana/usulan/",
    "anggaran/penyerapan/",
    "anggaran/tiga-tahun/",
    "anggaran/deviasi/",
    "lkjip/",
    "lkjip/atur/",
    "lkjip/foto/",
]


@pytest.fixture(params=["laptop", "ponsel"])
def sekretaris(request, buka):
    return buka("sekretaris.bengkulu", layar=request.param)


@pytest.mark.parametrize("awal", ["/654340/2024/", "/654340/2030/"], ids=["berisi", "kosong"])
def test_pages_fit_and_are_accessible(sekretaris, awal):
    galat = []
    sekretaris.on("pageerror", lambda g: galat.append(str(g)))
    for alamat in HALAMAN:
        jawaban = sekretaris.goto(awal + alamat)
        if jawaban.status == 404 and awal.endswith("2030/"):
            continue  # a paper that does not exist has no pages of its own
        assert jawaban.status == 200, alamat
        lebih = sekretaris.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert lebih <= 0, f"{alamat} sticks out by {lebih} px"
        temuan = Axe().run(sekretaris)
        assert temuan.violations_count == 0, f"{alamat}\n{temuan.generate_report()}"
    assert galat == []
