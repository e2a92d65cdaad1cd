"""The tree-table, its workbook, and what it says about sums that do not fit."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anggaran.enums import JenisPos
from jejak.enums import Tindakan
from jejak.models import Jejak
from tests import pabrik
from tests.anggaran.test_views import teks

pytestmark = pytest.mark.django_db


@pytest.fixture
def tertera(dipa_berlaku):
    """The source states 151 for a programme whose nodes come to 150."""
    dipa_berlaku.pos.filter(kode="WA").update(pagu_tertera=Decimal(151))
    return dipa_berlaku.pos.get(kode="WA")


def buku(jawaban):
    """The only sheet of an answer, as rows of values."""
    assert jawaban["Content-Type"].endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(jawaban.content)).active


def tabel(lembar):
    """Rows below the head, by the text of the head."""
    isi = list(lembar.iter_rows(values_only=True))
    ke = next(n for n, b in enumerate(isi) if b[0] == "Kode")
    return [dict(zip(isi[ke], b, strict=True)) for b in isi[ke + 1 :]]


# --- The page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ekor", ["", "{d}/", "banding/?lama={d}&baru={r}", "unduh/", "banding/unduh/?lama={d}&baru={r}"]
)
def test_ten_nodes_and_three_hundred_cost_the_same_queries(
    masuk, perencana, alamat, satker, dipa_berlaku, dipa_draf, posisi, ekor
):
    client = masuk(perencana)
    url = alamat(ekor.format(d=dipa_berlaku.pk, r=dipa_draf.pk))

    def tambah(awal, banyak):
        for dipa in (dipa_berlaku, dipa_draf):
            induk = dipa.pos.get(kode="WA")
            for n in range(awal, awal + banyak):
                pabrik.PosFactory(
                    dipa=dipa, induk=induk, jenis=JenisPos.KEGIATAN, kode=f"K{n}", urut=10 + n, pagu=1, pagu_tertera=2
                )

    def kueri():
        with CaptureQueriesContext(connection) as hasil:
            assert client.get(url).status_code == 200
        return len(hasil)

    tambah(0, 6)
    sepuluh = kueri()
    tambah(6, 290)

    assert kueri() == sepuluh


def test_a_row_is_one_row_without_boxes_or_controls(masuk, perencana, alamat, dipa_berlaku, posisi):
    isi = teks(masuk(perencana).get(alamat()))
    pk = dipa_berlaku.pos.get(kode="3360.EBA").pk
    baris = isi.split(f'<tr id="pos-{pk}" data-t="2">')[1].split("</tr>")[0]

    assert '<th scope="row"><b>3360.EBA</b>' in baris
    assert not any(tanda in baris for tanda in ("<div", "<input", "<button", "<progress"))


def test_a_row_is_light(masuk, perencana, alamat, dipa_berlaku, posisi):
    """2,000 of them are sent at once."""
    client = masuk(perencana)
    induk = dipa_berlaku.pos.get(kode="WA")

    def berat():
        return len(client.get(alamat()).content)

    sebelum = berat()
    for n in range(50):
        pabrik.PosFactory(
            dipa=dipa_berlaku, induk=induk, jenis=JenisPos.KEGIATAN, kode=f"K{n}", urut=10 + n, uraian="", pagu=10**12
        )

    assert (berat() - sebelum) / 50 < 350


def test_the_date_of_the_figures_stands_in_the_head_of_realisasi(masuk, perencana, alamat, dipa_berlaku, posisi):
    assert 'Realisasi<span class="satuan">rupiah, data per 31 Desember 2024</span>' in teks(
        masuk(perencana).get(alamat())
    )


def test_a_cut_off_without_a_date_says_so(masuk, perencana, alamat, dipa_berlaku, satker):
    pabrik.PosisiRealisasiFactory(satker=satker, per_tanggal=None)

    assert "rupiah, tanggal data tidak diketahui" in teks(masuk(perencana).get(alamat()))


def test_the_total_is_printed_in_words_too(masuk, perencana, alamat, dipa_berlaku):
    dipa_berlaku.pos.filter(kode="3355").update(pagu=Decimal(142_297_820_950))
    kata = "seratus empat puluh dua miliar dua ratus sembilan puluh tujuh juta delapan ratus dua puluh satu ribu rupiah"

    assert kata in teks(masuk(perencana).get(alamat()))
    assert kata in teks(masuk(perencana).get(alamat(f"{dipa_berlaku.pk}/")))


def test_a_search_works_without_a_script(masuk, perencana, alamat, dipa_berlaku):
    jawaban = masuk(perencana).get(alamat(), {"cari": "3360.eba"})

    assert [b["kode"] for b in jawaban.context["baris"]] == ["WA", "3360", "3360.EBA"]
    assert "Jumlah seluruh DIPA" in teks(jawaban)


def test_a_search_without_a_hit_says_so_and_writes_nothing_unescaped(masuk, perencana, alamat, dipa_berlaku):
    isi = teks(masuk(perencana).get(alamat(), {"cari": "<script>x"}))

    assert "Tidak ada pos yang memuat “&lt;script&gt;x”." in isi
    assert "<script>x" not in isi


def test_a_stated_pagu_that_does_not_fit_is_marked_and_listed_with_a_way_to_it(
    masuk, perencana, alamat, dipa_berlaku, tertera
):
    for ekor in ("", f"{dipa_berlaku.pk}/"):
        isi = teks(masuk(perencana).get(alamat(ekor)))

        assert "tertera 151, selisih +1" in isi
        assert 'id="tidak-cocok"' in isi
        assert f'<a href="#pos-{tertera.pk}">WA</a>' in isi
    assert dipa_berlaku.pos.get(kode="WA").pagu is None


def test_sums_that_fit_are_not_talked_about(masuk, perencana, alamat, dipa_berlaku):
    jawaban = masuk(perencana).get(alamat())

    assert jawaban.context["tidak_cocok"] == ()
    assert 'id="tidak-cocok"' not in teks(jawaban)


def test_pagu_without_a_source_is_told_beside_the_sources(masuk, perencana, alamat, dipa_berlaku):
    dipa_berlaku.pos.filter(kode="3360.EBA").update(sumber_dana=None)

    isi = teks(masuk(perencana).get(alamat()))

    assert "Sumber dana belum disebut" in isi
    assert "berselisih 50 rupiah" in isi


def test_the_grid_of_pagu_shows_the_difference_beside_the_sum(masuk, perencana, alamat, dipa_draf):
    dipa_draf.pos.filter(kode="WA").update(pagu_tertera=Decimal(140))

    isi = teks(masuk(perencana).get(alamat(f"{dipa_draf.pk}/pagu/")))

    assert 'data-tertera="140">−10</td>' in isi
    assert 'data-t="2"' in isi


def test_putting_in_force_warns_of_sums_that_do_not_fit(masuk, sekretaris, alamat, dipa_draf):
    url = alamat(f"{dipa_draf.pk}/berlakukan/")
    assert "tertera" not in teks(masuk(sekretaris).get(url))

    dipa_draf.pos.filter(kode="WA").update(pagu_tertera=Decimal(140))

    assert "1 jumlah tidak sama dengan yang tertera pada sumber" in teks(masuk(sekretaris).get(url))


# --- Number, date, reason ------------------------------------------------------------------------------------------


def test_number_date_and_reason_of_a_revision_are_typed_and_shown(masuk, perencana, alamat, dipa_berlaku):
    kiriman = {"keterangan": "Tambahan hibah", "nomor": "SP DIPA-076.01/2024", "tanggal": "3 Mei 2024"}

    jawaban = masuk(perencana).post(alamat(f"{dipa_berlaku.pk}/revisi/"), kiriman, follow=True)

    assert all(fakta in teks(jawaban) for fakta in ("SP DIPA-076.01/2024", "3 Mei 2024", "Tambahan hibah"))


def test_the_number_is_typed_when_a_dipa_is_put_in_force(masuk, sekretaris, alamat, dipa_draf):
    kiriman = {"nomor": "SP DIPA-076.01/2024", "tanggal": "2 Mei 2024"}

    jawaban = masuk(sekretaris).post(alamat(f"{dipa_draf.pk}/berlakukan/"), kiriman, follow=True)

    dipa_draf.refresh_from_db()
    assert (dipa_draf.nomor, dipa_draf.tanggal) == ("SP DIPA-076.01/2024", date(2024, 5, 2))
    assert "SP DIPA-076.01/2024, 2 Mei 2024" in teks(jawaban)


def test_a_revision_proposes_the_number_of_the_one_it_replaces(masuk, sekretaris, alamat, dipa_berlaku):
    type(dipa_berlaku).objects.filter(pk=dipa_berlaku.pk).update(nomor="SP DIPA-1")
    draf = pabrik.DipaFactory(satker=dipa_berlaku.satker, status="draf", revisi=1, menggantikan=dipa_berlaku)

    for ekor in (f"{dipa_berlaku.pk}/revisi/", f"{draf.pk}/berlakukan/"):
        assert masuk(sekretaris).get(alamat(ekor)).context["form"].initial["nomor"] == "SP DIPA-1"


# --- The workbook --------------------------------------------------------------------------------------------------


def test_the_workbook_holds_the_tree_as_numbers_with_the_date_above_it(
    masuk, perencana, alamat, dipa_berlaku, posisi, tertera
):
    pabrik.RealisasiAnggaranFactory(posisi=posisi, kode="3355", nilai=Decimal(90))

    lembar = buku(masuk(perencana).get(alamat("unduh/")))
    baris = {b["Kode"]: b for b in tabel(lembar)}

    atas = [sel.value for sel in lembar["A"][:5]]
    assert "Realisasi: Data Desember, data per 31 Desember 2024" in atas
    assert baris["3355"]["Pagu (Rp)"] == 100
    assert baris["3355"]["Realisasi (Rp)"] == 90
    assert baris["3355"]["Penyerapan (%)"] == 90
    assert baris["3360"]["Realisasi (Rp)"] is None  # not recorded is not 0
    assert (baris["WA"]["Pagu tertera (Rp)"], baris["WA"]["Selisih dari jumlah (Rp)"]) == (151, 1)
    assert baris["Jumlah"]["Pagu (Rp)"] == 150


def test_the_workbook_is_folded_as_the_page_is(masuk, perencana, alamat, dipa_berlaku):
    lembar = buku(masuk(perencana).get(alamat("unduh/"), {"tingkat": "1"}))
    dimensi = {lembar.cell(n, 1).value: d for n, d in lembar.row_dimensions.items()}

    assert {k: (d.outlineLevel, d.hidden) for k, d in dimensi.items() if k in {"3355", "3360.EBA"}} == {
        "3355": (1, False),
        "3360.EBA": (2, True),
    }
    assert not lembar.sheet_properties.outlinePr.summaryBelow


def test_the_workbook_holds_what_was_searched(masuk, perencana, alamat, dipa_berlaku):
    lembar = buku(masuk(perencana).get(alamat("unduh/"), {"cari": "3355"}))

    assert [b["Kode"] for b in tabel(lembar)] == ["WA", "3355", "Jumlah DIPA"]
    assert "Hanya pos yang memuat “3355”, dan pos di atasnya." in [sel.value for sel in lembar["A"]]


def test_the_workbook_of_another_cut_off_names_it(masuk, perencana, alamat, dipa_berlaku, posisi, satker):
    lain = pabrik.PosisiRealisasiFactory(satker=satker, utama=False, nama="Juni", per_tanggal=date(2024, 6, 30))

    lembar = buku(masuk(perencana).get(alamat("unduh/"), {"posisi": lain.pk}))

    assert "Realisasi: Juni, data per 30 Juni 2024" in [sel.value for sel in lembar["A"]]


def test_the_workbook_of_a_revision_has_the_version_before_beside_it(masuk, perencana, alamat, dipa_berlaku, dipa_draf):
    type(dipa_draf).objects.filter(pk=dipa_draf.pk).update(menggantikan=dipa_berlaku)
    dipa_draf.pos.filter(kode="3355").update(pagu=Decimal(175))

    baris = {b["Kode"]: b for b in tabel(buku(masuk(perencana).get(alamat(f"{dipa_draf.pk}/unduh/"))))}

    assert (baris["3355"]["Pagu sebelum (Rp)"], baris["3355"]["Perubahan (Rp)"]) == (100, 75)
    assert baris["Jumlah"]["Perubahan (Rp)"] == 75
    assert "Realisasi (Rp)" not in baris["3355"]


@pytest.mark.parametrize("jahat", ['=HYPERLINK("http://x","klik")', "+1+1", "-2", "@SUM(A1)"])
def test_no_word_of_a_node_becomes_a_formula(masuk, perencana, alamat, dipa_berlaku, jahat):
    dipa_berlaku.pos.filter(kode="3355").update(uraian=jahat)
    type(dipa_berlaku).objects.filter(pk=dipa_berlaku.pk).update(keterangan=jahat)

    lembar = buku(masuk(perencana).get(alamat("unduh/")))
    sel = [s for baris in lembar.iter_rows() for s in baris if s.value == jahat]

    assert len(sel) == 2
    assert {(s.data_type, s.quotePrefix) for s in sel} == {("s", True)}


def test_a_download_is_written_into_the_trail(masuk, perencana, alamat, dipa_berlaku):
    masuk(perencana).get(alamat("unduh/"))

    assert Jejak.objects.get(tindakan=Tindakan.EKSPOR).keterangan.startswith("DIPA-654340-2024-0")


def test_a_year_without_a_dipa_has_no_workbook(masuk, perencana, alamat):
    assert masuk(perencana).get(alamat("unduh/", tahun=2031)).status_code == 404
