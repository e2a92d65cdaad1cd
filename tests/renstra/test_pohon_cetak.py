"""The page that prints the pohon kinerja, its kinds of paper, and the sheet with the whole tree."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from dokumen.jenis import GalatDokumen, ambil
from dokumen.pdf import render_html, render_pdf
from renstra.enums import StatusRenstra
from renstra.models import Kondisi, PohonKinerja
from renstra.pohon.enums import JenjangKondisi
from renstra.pohon.susunan_kondisi import naskah_dari, susun_lembar
from renstra.pohon.susunan_poster import naskah_poster
from tests import pabrik
from tests.renstra.contoh_pohon import Pembuat

pytestmark = pytest.mark.django_db

JENIS = ("pohon-kinerja", "pohon-kinerja-a4", "pohon-kondisi")


def tanam(renstra, unit):
    """A condition with a sasaran, and below it one with an indikator of the unit."""
    atas = Kondisi.objects.create(
        pohon=PohonKinerja.objects.create(renstra=renstra), urut=1, jenjang=JenjangKondisi.FAKTOR, uraian="Mutu naik"
    )
    indikator = pabrik.IndikatorFactory(
        sasaran__renstra=renstra, sasaran__uraian="Layanan bermutu", uraian="Tepat waktu"
    )
    atas.sasaran.add(indikator.sasaran)
    bawah = Kondisi.objects.create(
        pohon=atas.pohon,
        induk=atas,
        urut=1,
        jenjang=JenjangKondisi.OPERASIONAL,
        uraian="Layanan cepat",
        output="Layanan",
    )
    bawah.indikator.add(indikator)
    bawah.unit.add(unit)
    return bawah


@pytest.fixture
def berpohon(renstra, unit):
    tanam(renstra, unit)
    return renstra


def halaman(masuk, siapa, alamat, renstra):
    return masuk(siapa).get(alamat(f"{renstra.pk}/pohon/cetak/")).content.decode()


def tombol(isi):
    return {j for jenis in JENIS for j in (jenis, f"{jenis}-rancangan") if f"/dokumen/buat/{j}/" in isi}


# --- The page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [StatusRenstra.DRAF, StatusRenstra.DITETAPKAN, StatusRenstra.DIGANTIKAN])
def test_the_buttons_print_the_version_that_is_shown(masuk, perencana, alamat, berpohon, status):
    type(berpohon).objects.filter(pk=berpohon.pk).update(status=status)

    harap = {"draf": {f"{j}-rancangan" for j in JENIS}, "ditetapkan": set(JENIS), "digantikan": set()}[status]
    assert tombol(halaman(masuk, perencana, alamat, berpohon)) == harap


def test_a_reader_gets_no_button(masuk, pembaca, alamat, berpohon):
    assert "Buat PDF" not in halaman(masuk, pembaca, alamat, berpohon)


def test_the_pages_of_the_paper_are_named(masuk, perencana, alamat, berpohon, unit):
    isi = halaman(masuk, perencana, alamat, berpohon)
    assert f"{unit.nama}<small>1 indikator, 1 output</small>" in isi
    assert "Tidak tampil pada poster" not in isi


def test_what_no_poster_would_show_is_named(masuk, perencana, alamat, berpohon):
    Kondisi.objects.get(uraian="Layanan cepat").unit.clear()
    isi = halaman(masuk, perencana, alamat, berpohon)
    assert "Tidak tampil pada poster" in isi
    assert "1.1 Layanan cepat" in isi


def test_without_a_tree_nothing_can_be_printed(masuk, perencana, alamat, renstra):
    isi = halaman(masuk, perencana, alamat, renstra)
    assert "Belum ada pohon kinerja" in isi
    assert "Buat PDF" not in isi


def test_the_page_of_the_tree_draws_it_and_leads_to_print(masuk, perencana, alamat, berpohon):
    isi = masuk(perencana).get(alamat(f"{berpohon.pk}/pohon/")).content.decode()
    for kondisi in Kondisi.objects.all():
        assert f'id="simpul-{kondisi.pk}"' in isi
        assert f'id="baris-kondisi-{kondisi.pk}"' in isi
    assert alamat(f"{berpohon.pk}/pohon/cetak/") in isi


def test_the_page_of_the_tree_folds_by_its_address(masuk, perencana, alamat, berpohon):
    atas, bawah = Kondisi.objects.order_by("pk")
    isi = masuk(perencana).get(alamat(f"{berpohon.pk}/pohon/?tutup={atas.pk}")).content.decode()
    assert f'id="simpul-{bawah.pk}"' not in isi
    assert f'id="baris-kondisi-{bawah.pk}"' in isi


# --- Kinds of paper --------------------------------------------------------------------------------------------------


def test_before_a_renstra_is_fixed_its_draft_is_printed_as_one(draf, unit, satker):
    tanam(draf, unit)
    naskah = naskah_poster(satker, 2024)
    assert naskah.judul.startswith("Rancangan Pohon Kinerja")
    assert [b.nama for b in naskah.bagian] == [satker.nama_singkat, unit.nama]


def test_the_one_in_force_comes_before_a_draft(berpohon, draf, satker):
    assert naskah_poster(satker, 2024).data["renstra"] == berpohon.pk
    with pytest.raises(GalatDokumen, match="belum mempunyai pohon kinerja"):
        ambil("pohon-kinerja-rancangan").susun(satker, 2024)


def test_without_any_renstra_there_is_no_poster(satker):
    with pytest.raises(GalatDokumen, match="belum mempunyai Renstra"):
        naskah_poster(satker, 2024)


def test_the_kind_for_a4_prints_a4(berpohon, satker):
    assert {b.konteks["poster"].ukuran for b in ambil("pohon-kinerja-a4").susun(satker, 2024).bagian} == {"A4"}


def test_a_unit_is_chosen_in_the_shell(berpohon, satker, unit, tmp_path):
    berkas = tmp_path / "poster.pdf"
    pilihan = [f"--satker={satker.kode}", "--tahun=2024", f"--unit={unit.nama}", "--ukuran=a4", f"--keluaran={berkas}"]
    call_command("cetak", "pohon-kinerja", *pilihan, stdout=StringIO(), stderr=StringIO())
    lembar = PdfReader(berkas).pages
    assert len(lembar) == 1
    assert float(lembar[0].mediabox.width) == pytest.approx(841.89, abs=1)


def test_the_paper_keeps_what_it_printed(berpohon, satker):
    poster = naskah_poster(satker, 2024).data["poster"]
    assert poster[0]["kolom"][0][0]["sasaran"] == ["Layanan bermutu"]


# --- The whole tree on one sheet -------------------------------------------------------------------------------------


def test_the_sheet_holds_every_condition_on_one_page(renstra):
    pohon = Pembuat().pohon(3, 2, 3)
    naskah = naskah_dari(renstra, pohon)
    html = render_html(naskah)
    assert html.count('class="pohon-simpul') == pohon.banyak
    assert render_pdf(html, naskah).halaman == 1


def test_on_paper_no_text_is_cut_and_nothing_can_be_clicked(renstra):
    panjang = "kata " * 120
    pohon = Pembuat().pohon(2)
    pohon = type(pohon)((type(pohon.puncak[0])(1, "1", JenjangKondisi.AKHIR, panjang, anak=pohon.puncak[0].anak),))
    html = render_html(naskah_dari(renstra, pohon))
    assert "…" not in html
    assert "<a " not in html
    assert 'role="tree' not in html


def test_gaps_are_for_drafts_only(renstra, draf):
    pohon = Pembuat().pohon(3, 3)
    assert "Belum ada unit" in render_html(naskah_dari(draf, pohon))
    assert "Belum ada unit" not in render_html(naskah_dari(renstra, pohon))


def test_a_tree_too_large_to_read_on_a_sheet_is_refused(renstra):
    with pytest.raises(GalatDokumen, match=r"101 kondisi tidak terbaca pada satu lembar A3.*Cetak poster"):
        susun_lembar(renstra, Pembuat().pohon(4, 4, 5))
