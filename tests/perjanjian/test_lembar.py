"""The sheet as a form: what was typed is never lost, and every message stands at its field."""

from decimal import Decimal

import pytest

from perjanjian.lembar import Lembar, LembarTerlaluBesar
from perjanjian.models import IndikatorPerjanjian
from perjanjian.suntingan import BarisBentrok, simpan_baris
from renstra.models import Satuan
from tests import pabrik
from tests.perjanjian.kiriman import kirim


def test_sheet_shown_and_sent_back_unchanged_changes_nothing(perjanjian):
    lembar = Lembar(perjanjian, kirim(perjanjian))
    assert lembar.is_valid(), lembar.galat
    assert not any(s.disentuh or any(i.disentuh for i in s.indikator) for s in lembar.isian_sasaran())
    assert not any(a.disentuh for a in lembar.isian_anggaran())


def test_values_are_shown_as_they_are_typed(perjanjian):
    lembar = Lembar(perjanjian)
    assert [form["target"].value() for form in lembar.indikator[0]] == ["100", "BB"]
    assert lembar.anggaran[0]["nilai"].value() == "9.203.578.000"


@pytest.mark.parametrize(
    ("nama", "teks", "pesan"),
    [
        ("indikator__0__0__target", "77.5.0", "Target 2024 harus angka persen"),
        ("indikator__0__1__target", "Z", "Target 2024 harus salah satu dari AA, A, BB"),
        ("indikator__0__0__uraian", "", "Indikator harus diisi."),
        ("sasaran__0__uraian", " ", "Sasaran harus diisi."),
        ("anggaran__0__nilai", "116,180.000", "Pemisah ribuan tidak teratur"),
        ("anggaran__0__nilai", "-5", "Anggaran tidak boleh negatif."),
        ("anggaran__0__uraian", "", "Uraian anggaran harus diisi."),
    ],
)
def test_wrong_input_keeps_the_text_and_tells_at_the_field(perjanjian, nama, teks, pesan):
    lembar = Lembar(perjanjian, kirim(perjanjian, **{nama: teks}))
    assert not lembar.is_valid()
    asli = nama.replace("__", "-")
    assert [g["id"] for g in lembar.galat] == [f"id_{asli}"]
    assert lembar.galat[0]["pesan"].startswith(pesan)
    form = next(f for fs in lembar.semua_formset for f in fs if asli.startswith(f"{f.prefix}-"))
    assert form[asli.rsplit("-", 1)[1]].value() == teks


@pytest.mark.parametrize("teks", ["", "-", "–"])
def test_empty_target_and_amount_mean_that_the_paper_has_none(perjanjian, teks):
    data = kirim(perjanjian, indikator__0__0__target=teks, anggaran__0__nilai=teks)
    lembar = Lembar(perjanjian, data)
    assert lembar.is_valid(), lembar.galat
    assert lembar.isian_sasaran()[0].indikator[0].target is None
    assert lembar.isian_anggaran()[0].rupiah is None


def _pilihan_satuan(form):
    return [nama for _, nama in form.fields["satuan"].choices]


def test_a_unit_out_of_force_is_offered_only_where_it_is_used(perjanjian):
    Satuan.objects.filter(kode="persen").update(berlaku_sampai=2023)
    for lembar in (Lembar(perjanjian), Lembar(perjanjian, kirim(perjanjian))):
        pertama, kedua = lembar.indikator[0]
        assert "Persen" in _pilihan_satuan(pertama)
        assert "Persen" not in _pilihan_satuan(kedua)
        assert not lembar.sasaran.is_bound or lembar.is_valid()


def test_a_new_row_cannot_take_a_unit_out_of_force(perjanjian):
    lama = pabrik.SatuanFactory(kode="lama", nama="Lama", berlaku_sampai=2023)
    lembar = Lembar(perjanjian, kirim(perjanjian, indikator__0__0__satuan=str(lama.pk)))
    assert [g["pesan"] for g in lembar.galat] == ["Satuan ini tidak berlaku untuk tahun 2024. Pilih yang lain."]


def test_an_added_row_begins_with_a_unit_in_force(perjanjian):
    Satuan.objects.filter(kode="persen").update(berlaku_sampai=2023)
    baru = pabrik.SatuanFactory(kode="angka", nama="Angka", berlaku_mulai=2024)
    lembar = Lembar(perjanjian, kirim(perjanjian), tambah="indikator-0")
    assert lembar.indikator[0][-1].initial["satuan"] == baru.pk


def test_target_is_read_by_the_unit_of_its_own_row(perjanjian):
    data = kirim(perjanjian, indikator__0__0__target="77,5 %", indikator__0__1__target="wtp")
    assert [g["id"] for g in _galat(perjanjian, data)] == ["id_indikator-0-1-target"]


def _galat(perjanjian, data):
    lembar = Lembar(perjanjian, data)
    lembar.is_valid()
    return lembar.galat


def test_added_row_keeps_all_that_was_typed_and_complains_of_nothing(perjanjian):
    data = kirim(perjanjian, indikator__0__0__target="77.5.0", anggaran__0__uraian="Ditulis sebagian")
    lembar = Lembar(perjanjian, data, tambah="indikator-0")
    assert [form["target"].value() for form in lembar.indikator[0]] == ["77.5.0", "BB", None]
    assert lembar.anggaran[0]["uraian"].value() == "Ditulis sebagian"
    assert lembar.galat == []


def test_added_sasaran_comes_with_a_row_to_type_in(perjanjian):
    lembar = Lembar(perjanjian, kirim(perjanjian), tambah="sasaran")
    assert [len(fs) for fs in lembar.indikator] == [2, 1]
    assert lembar.sasaran[1]["uraian"].field.widget.attrs["autofocus"] is True


def test_blank_new_rows_are_no_rows(perjanjian):
    lembar = Lembar(perjanjian, kirim(perjanjian), tambah="indikator-0")
    data = kirim(perjanjian)
    for bidang in [b for form in lembar.indikator[0] for b in form]:
        data[bidang.html_name] = bidang.value() or ""
    data["indikator-0-TOTAL_FORMS"] = "3"
    data["indikator-0-2-DELETE"] = ""
    baru = Lembar(perjanjian, data)
    assert baru.is_valid(), baru.galat
    assert len(baru.isian_sasaran()[0].indikator) == 2


def test_removed_rows_may_be_wrong(perjanjian):
    data = kirim(perjanjian, hapus=["indikator-0-0"], indikator__0__0__target="77.5.0")
    lembar = Lembar(perjanjian, data)
    assert lembar.is_valid(), lembar.galat
    assert [i.hapus for i in lembar.isian_sasaran()[0].indikator] == [True, False]


def test_rows_without_a_sasaran_ask_for_one(perjanjian):
    data = kirim(perjanjian)
    data.update({"sasaran-TOTAL_FORMS": "2", "sasaran-1-uraian": "", "indikator-1-TOTAL_FORMS": "1"})
    data.update({"indikator-1-INITIAL_FORMS": "0", "indikator-1-0-uraian": "Indikator baru"})
    data["indikator-1-0-satuan"] = data["indikator-0-0-satuan"]
    assert _galat(perjanjian, data)[0] == {
        "id": "id_sasaran-1-uraian",
        "pesan": "Tulis sasaran dari indikator di bawahnya.",
    }


def test_lines_pasted_from_a_document_become_one(perjanjian):
    lembar = Lembar(perjanjian, kirim(perjanjian, sasaran__0__uraian="Meningkatnya\r\n  kinerja "))
    assert lembar.is_valid()
    assert lembar.isian_sasaran()[0].uraian == "Meningkatnya kinerja"


def test_conflict_shows_both_values_and_the_next_saving_wins(perjanjian):
    data = kirim(perjanjian, indikator__0__0__target="95")
    IndikatorPerjanjian.objects.filter(uraian="Laporan tepat waktu").update(target=Decimal(90), versi=2)
    lembar = Lembar(perjanjian, data)
    assert lembar.is_valid()
    with pytest.raises(BarisBentrok) as galat:
        simpan_baris(perjanjian=perjanjian, sasaran=lembar.isian_sasaran(), anggaran=lembar.isian_anggaran())
    lembar.tandai_bentrok(galat.value.daftar)
    assert "“Laporan tepat waktu”, target 90 %" in lembar.galat[0]["pesan"].replace("\xa0", " ")
    assert lembar.indikator[0][0]["target"].value() == "95"
    lagi = Lembar(perjanjian, lembar.data)
    assert lagi.is_valid()
    simpan_baris(perjanjian=perjanjian, sasaran=lagi.isian_sasaran(), anggaran=lagi.isian_anggaran())
    assert IndikatorPerjanjian.objects.get(uraian="Laporan tepat waktu").target == Decimal(95)


@pytest.mark.parametrize(
    "banyak", [{"anggaran": 999_999_999}, {"sasaran": 200, **{f"indikator-{n}": 200 for n in range(200)}}]
)
def test_more_rows_than_a_paper_has_are_refused_before_any_is_built(perjanjian, banyak):
    data = kirim(perjanjian)
    for prefix, jumlah in banyak.items():
        data[f"{prefix}-TOTAL_FORMS"] = str(jumlah)
    with pytest.raises(LembarTerlaluBesar):
        Lembar(perjanjian, data)


@pytest.mark.parametrize("banyak", ["-1", "x"])
def test_hostile_row_counts_do_no_harm(perjanjian, banyak):
    data = kirim(perjanjian)
    data["anggaran-TOTAL_FORMS"] = banyak
    lembar = Lembar(perjanjian, data)
    lembar.is_valid()
    assert len(lembar.anggaran.forms) <= 200
    assert len(Lembar(perjanjian, data, tambah="anggaran").anggaran.forms) <= 201


@pytest.mark.parametrize("banyak", [1, 50])
def test_sheet_query_count_is_flat(perjanjian, banyak, django_assert_num_queries):
    from tests import pabrik

    sasaran = perjanjian.sasaran.get()
    for n in range(banyak):
        pabrik.IndikatorPerjanjianFactory(sasaran=sasaran, urut=10 + n)
        pabrik.AnggaranPerjanjianFactory(perjanjian=perjanjian, urut=10 + n)
    with django_assert_num_queries(7):  # without a DIPA; its nodes are one more
        baris = [str(form) for fs in Lembar(perjanjian).semua_formset for form in fs]
    assert len(baris) == 4 + 2 * banyak
