"""The bar that joins the pages of one Renstra."""

import re

import pytest

from renstra import services
from renstra.enums import StatusRenstra
from renstra.models import Renstra

pytestmark = pytest.mark.django_db

KINI = re.compile(r'aria-current="page">(.*?)</a>', re.DOTALL)
BILAH = re.compile(r'<div class="ruang-renstra">.*?</div>', re.DOTALL)


def bilah(jawaban):
    return BILAH.search(jawaban.content.decode())[0]


def kini(jawaban):
    """What the bar names as the page that one is at."""
    return [re.sub(r"<[^>]+>", "", isi).strip() for isi in KINI.findall(bilah(jawaban))]


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.mark.parametrize(
    ("ekor", "sebutan"),
    [
        ("", ["Renstra"]),
        ("kaskade/", ["Kaskade"]),
        ("kisi/", ["Target"]),
        ("iku/", ["IKU"]),
        ("naskah/", ["Naskah"]),
        ("pohon/", ["Pohon kinerja"]),
        ("pohon/cetak/", ["Pohon kinerja"]),
        ("cetak/", ["Cetak Renstra (PDF)"]),
        ("impor/", ["Impor dari Excel"]),
        ("turunan/", []),
    ],
)
def test_every_page_of_a_draft_stands_below_the_bar(klien, alamat, draf, ekor, sebutan):
    assert kini(klien.get(alamat(f"{draf.pk}/{ekor}"))) == sebutan


def test_a_revision_has_its_comparison_in_the_bar(klien, alamat, renstra, perencana):
    revisi = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="Pagu berubah")

    assert kini(klien.get(alamat(f"{revisi.pk}/perbandingan/"))) == ["Perbandingan"]
    assert "Perbandingan" not in bilah(klien.get(alamat(f"{renstra.pk}/")))


def test_a_fixed_plan_offers_no_editor(klien, alamat, draf):
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DITETAPKAN, nomor_keputusan="7")
    isi = bilah(klien.get(alamat(f"{draf.pk}/")))

    assert "Kaskade" not in isi
    assert "Target" not in isi
    assert "Impor dari Excel" in isi


def menu(jawaban):
    return re.search(
        r'<details class="menu menu-kanan ruang-berkas">.*?</details>', jawaban.content.decode(), re.DOTALL
    )[0]


def test_only_a_draft_is_thrown_away_from_the_menu(klien, alamat, draf, indikator):
    assert "Hapus draf" in menu(klien.get(alamat(f"{draf.pk}/iku/")))

    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)
    assert "Hapus draf" not in menu(klien.get(alamat(f"{draf.pk}/iku/")))


def test_a_draft_that_was_thrown_away_is_called_so(klien, perencana, alamat, draf):
    assert "Draf Renstra dihapus." in klien.post(alamat(f"{draf.pk}/hapus/"), follow=True).content.decode()


def test_a_revision_is_thrown_away_from_the_menu_and_called_so(klien, perencana, alamat, renstra):
    baru = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="Target baru")

    assert "Buang draf revisi" in menu(klien.get(alamat(f"{baru.pk}/iku/")))
    assert "Draf revisi dibuang." in klien.post(alamat(f"{baru.pk}/hapus/"), follow=True).content.decode()


def test_a_fixed_plan_without_iku_leads_to_a_revision(klien, perencana, alamat, renstra):
    assert f'href="{alamat(f"{renstra.pk}/revisi/")}"' in klien.get(alamat(f"{renstra.pk}/iku/")).content.decode()

    services.buat_revisi(renstra=renstra, oleh=perencana, alasan="Target baru")
    assert f'href="{alamat(f"{renstra.pk}/revisi/")}"' not in klien.get(alamat(f"{renstra.pk}/iku/")).content.decode()


def test_a_reader_is_led_to_no_revision(masuk, pembaca, alamat, renstra):
    isi = masuk(pembaca).get(alamat(f"{renstra.pk}/iku/")).content.decode()

    assert "Belum ada indikator bertanda IKU" in isi
    assert "Buat revisi" not in isi
