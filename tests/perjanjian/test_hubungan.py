"""The link between a row of the annex and the Renstra: offered, proposed by the words, stored, counted."""

import pytest

from perjanjian.hubungan import belum_terhubung, pilihan_indikator
from perjanjian.lembar import Lembar
from perjanjian.models import IndikatorPerjanjian
from perjanjian.suntingan import simpan_baris
from tests import pabrik
from tests.perjanjian.kiriman import kirim


@pytest.fixture
def indikator(satker):
    """Of the Renstra in force; its words are those of a row of the draft, written otherwise."""
    sasaran = pabrik.SasaranFactory(renstra__satker=satker)
    return pabrik.IndikatorFactory(sasaran=sasaran, kode="1.1", uraian="LAPORAN  tepat\nwaktu")


def simpan(perjanjian, data):
    lembar = Lembar(perjanjian, data)
    assert lembar.is_valid(), lembar.galat
    simpan_baris(perjanjian=perjanjian, sasaran=lembar.isian_sasaran(), anggaran=lembar.isian_anggaran())


def hubungan(perjanjian):
    semua = IndikatorPerjanjian.objects.filter(sasaran__perjanjian=perjanjian).order_by("sasaran__urut", "urut")
    return list(semua.values_list("uraian", "indikator"))


def test_choice_holds_the_indikator_of_the_satkers_renstra_in_force(perjanjian, indikator, satker):
    pabrik.IndikatorFactory()  # of another satker
    pabrik.IndikatorFactory(sasaran__renstra__satker=satker, sasaran__renstra__status="draf")
    lampau = {"periode_awal": 2015, "periode_akhir": 2019}
    pabrik.IndikatorFactory(**{f"sasaran__renstra__{k}": v for k, v in lampau.items()}, sasaran__renstra__satker=satker)
    assert pilihan_indikator(perjanjian).label == {indikator.pk: "1.1 LAPORAN  tepat\nwaktu"}


def test_indikator_of_a_replaced_renstra_stays_a_choice_where_it_is_used(perjanjian, satker):
    lama = pabrik.IndikatorFactory(sasaran__renstra__satker=satker, sasaran__renstra__status="digantikan", kode="9")
    IndikatorPerjanjian.objects.filter(uraian="Nilai AKIP").update(indikator=lama)
    assert pilihan_indikator(perjanjian).label == {lama.pk: f"9 {lama.uraian} (Renstra sebelumnya)"}
    simpan(perjanjian, kirim(perjanjian))
    assert hubungan(perjanjian)[1] == ("Nilai AKIP", lama.pk)


def test_row_with_the_same_words_is_proposed_and_stored_with_the_next_saving(perjanjian, indikator):
    assert [f["indikator"].value() for f in Lembar(perjanjian).indikator[0]] == [indikator.pk, ""]
    simpan(perjanjian, kirim(perjanjian))
    assert hubungan(perjanjian) == [("Laporan tepat waktu", indikator.pk), ("Nilai AKIP", None)]
    assert perjanjian.sasaran.get().sasaran == indikator.sasaran


def test_words_typed_now_find_their_indikator(perjanjian, indikator):
    simpan(perjanjian, kirim(perjanjian, indikator__0__1__uraian="Laporan Tepat Waktu"))
    assert hubungan(perjanjian)[1] == ("Laporan Tepat Waktu", indikator.pk)


def test_indikator_may_be_chosen_whatever_the_words(perjanjian, indikator):
    simpan(perjanjian, kirim(perjanjian, indikator__0__1__indikator=str(indikator.pk)))
    assert hubungan(perjanjian)[1] == ("Nilai AKIP", indikator.pk)


def test_proposal_may_be_refused(perjanjian, indikator):
    simpan(perjanjian, kirim(perjanjian, indikator__0__0__indikator="0"))
    assert hubungan(perjanjian)[0] == ("Laporan tepat waktu", None)


def test_words_of_two_indikator_propose_neither(perjanjian, indikator):
    pabrik.IndikatorFactory(sasaran=indikator.sasaran, uraian="Laporan tepat waktu")
    assert pilihan_indikator(perjanjian).usulan("Laporan tepat waktu") is None


def test_indikator_of_another_satker_is_refused_at_the_field(perjanjian):
    asing = pabrik.IndikatorFactory()
    lembar = Lembar(perjanjian, kirim(perjanjian, indikator__0__0__indikator=str(asing.pk)))
    assert not lembar.is_valid()
    assert [g["id"] for g in lembar.galat] == ["id_indikator-0-0-indikator"]


def test_open_rows_are_counted(perjanjian, indikator):
    assert belum_terhubung(perjanjian) == 2
    simpan(perjanjian, kirim(perjanjian))
    assert belum_terhubung(perjanjian) == 1
