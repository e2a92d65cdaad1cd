"""Two versions of the DIPA side by side."""

from decimal import Decimal

import pytest

from tests import pabrik
from tests.anggaran.conftest import tanam
from tests.anggaran.test_views import teks
from tests.anggaran.test_views_pohon import buku, tabel

pytestmark = pytest.mark.django_db


@pytest.fixture
def revisi(dipa_berlaku):
    """A draft that replaces the one in force: 3355 has 75 more, 3360.EBA is gone."""
    dipa = tanam(pabrik.DipaFactory(satker=dipa_berlaku.satker, status="draf", revisi=1, menggantikan=dipa_berlaku))
    dipa.pos.filter(kode="3355").update(pagu=Decimal(175), uraian="Keuangan baru")
    dipa.pos.filter(kode="3360.EBA").delete()
    return dipa


def banding(client, alamat, lama, baru, **lain):
    return client.get(alamat("banding/"), {"lama": lama.pk, "baru": baru.pk, **lain})


def test_each_node_stands_with_both_pagu_and_the_difference(masuk, perencana, alamat, dipa_berlaku, revisi):
    jawaban = banding(masuk(perencana), alamat, dipa_berlaku, revisi)
    baris = {b["kode"]: b for b in jawaban.context["baris"]}

    assert (baris["3355"]["lama"], baris["3355"]["baru"], baris["3355"]["selisih"]) == ("100", "175", "+75")
    assert (baris["3360.EBA"]["baru"], baris["3360.EBA"]["selisih"], baris["3360.EBA"]["hilang"]) == ("", "−50", True)
    assert "Uraian berubah" in teks(jawaban)
    assert jawaban.context["banding"].selisih == 25


def test_only_what_changed_can_be_asked_for(masuk, perencana, alamat, dipa_berlaku, revisi):
    for dipa in (dipa_berlaku, revisi):
        dipa.pos.update(uraian="Sama")
    revisi.pos.filter(kode="3355").update(pagu=Decimal(100))

    jawaban = banding(masuk(perencana), alamat, dipa_berlaku, revisi, berubah="1")

    assert [b["kode"] for b in jawaban.context["baris"]] == ["WA", "3360", "3360.EBA"]


def test_the_one_in_force_stands_beside_what_it_replaced_by_itself(masuk, perencana, alamat, satker):
    asal = tanam(pabrik.DipaFactory(satker=satker, status="digantikan"))
    kini = tanam(pabrik.DipaFactory(satker=satker, revisi=1, menggantikan=asal))

    konteks = masuk(perencana).get(alamat("banding/")).context

    assert (konteks["lama"], konteks["baru"]) == (asal, kini)


def test_a_year_with_one_version_stands_beside_the_year_before(masuk, perencana, alamat, dipa_berlaku, satker):
    lalu = tanam(pabrik.DipaFactory(satker=satker, tahun=2023))
    pabrik.DipaFactory(satker=satker, tahun=2023, revisi=1, status="draf")

    konteks = masuk(perencana).get(alamat("banding/")).context

    assert (konteks["lama"], konteks["baru"]) == (lalu, dipa_berlaku)


def test_one_version_alone_says_what_is_missing(masuk, perencana, alamat, dipa_berlaku):
    assert "Belum ada dua versi DIPA" in teks(masuk(perencana).get(alamat("banding/")))


def test_a_version_is_not_compared_with_itself(masuk, perencana, alamat, dipa_berlaku, revisi):
    assert "Pilih dua versi yang berlainan" in teks(banding(masuk(perencana), alamat, revisi, revisi))


@pytest.mark.parametrize("asing", ["999999", "x", "-1", "9" * 5000])
def test_an_unknown_version_is_not_found(masuk, perencana, alamat, dipa_berlaku, asing):
    assert masuk(perencana).get(alamat("banding/"), {"lama": asing}).status_code == 404


def test_a_version_of_another_satker_is_not_found(masuk, perencana, alamat, dipa_berlaku, satker_lain):
    lain = pabrik.DipaFactory(satker=satker_lain)

    assert banding(masuk(perencana), alamat, dipa_berlaku, lain).status_code == 404


def test_the_parent_satker_compares_no_draft(masuk, pusat, alamat, dipa_berlaku, revisi):
    client = masuk(pabrik.PenggunaFactory(satker=pusat))

    assert banding(client, alamat, dipa_berlaku, revisi).status_code == 404
    assert "revisi 1" not in teks(client.get(alamat("banding/")))


def test_the_workbook_holds_the_comparison_as_numbers(masuk, perencana, alamat, dipa_berlaku, revisi):
    jawaban = masuk(perencana).get(
        alamat("banding/unduh/"), {"lama": dipa_berlaku.pk, "baru": revisi.pk, "berubah": "1"}
    )
    lembar = buku(jawaban)
    baris = {b["Kode"]: b for b in tabel(lembar)}

    assert [sel.value for sel in lembar["A"][:5]][2:] == [
        "Lama – DIPA 2024: Berlaku, belum bertanggal",
        "Baru – DIPA 2024 revisi 1: Draf, belum bertanggal",
        "Hanya pos yang berubah, dan pos di atasnya.",
    ]
    assert (baris["3355"]["Pagu DIPA 2024 (Rp)"], baris["3355"]["Selisih (Rp)"]) == (100, 75)
    assert baris["3360.EBA"]["Perubahan"] == "Hilang"
    assert baris["Jumlah"]["Selisih (Rp)"] == 25


def test_without_two_versions_there_is_no_workbook(masuk, perencana, alamat, dipa_berlaku):
    assert masuk(perencana).get(alamat("banding/unduh/")).status_code == 404
