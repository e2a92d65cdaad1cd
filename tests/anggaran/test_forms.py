import json
from datetime import date
from decimal import Decimal

import pytest

from anggaran.forms import KisiRupiahForm, PosisiForm, SelRupiah
from anggaran.services import IsianRupiah

SEL = [
    SelRupiah("WA", "Realisasi 2024 pos WA", IsianRupiah(Decimal("9194840880"), 3)),
    SelRupiah("3355", "Realisasi 2024 pos 3355", IsianRupiah(None, 0)),
]


def data(**ganti):
    """What a browser posts: every cell as the page showed it, some of them changed by the person."""
    form = KisiRupiahForm(sel=SEL)
    return {nama: form[nama].value() for nama in form.fields} | {f"nilai_{k.lstrip('k')}": v for k, v in ganti.items()}


def galat(**ganti):
    form = KisiRupiahForm(data(**ganti), sel=SEL)
    form.full_clean()
    return {nama: list(pesan) for nama, pesan in form.errors.items()}


def test_a_stored_amount_is_shown_with_its_thousands():
    assert KisiRupiahForm(sel=SEL)["nilai_WA"].value() == "9.194.840.880"


def test_an_empty_cell_is_shown_empty():
    assert KisiRupiahForm(sel=SEL)["nilai_3355"].value() == ""


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        (
            "116,180.000",
            "Realisasi 2024 pos 3355: pemisah ribuan tidak teratur; tulis misalnya 142.297.821.000. "
            "Yang diketik: '116,180.000'.",
        ),
        ("-5", "Realisasi 2024 pos 3355 tidak boleh negatif. Yang diketik: “-5”."),
        (
            "sejuta",
            "Realisasi 2024 pos 3355 harus berupa angka, misalnya 142.297.821.000. Yang diketik: 'sejuta'.",
        ),
        (
            "12,50",
            "Realisasi 2024 pos 3355: rupiah ditulis tanpa sen, misalnya 142.297.821.000. Yang diketik: '12,50'.",
        ),
        (
            "1" * 16,
            f"Realisasi 2024 pos 3355: angka terlalu panjang, paling banyak 15 digit. Yang diketik: '{'1' * 16}'.",
        ),
    ],
)
def test_a_wrong_amount_names_year_and_node(teks, pesan):
    assert galat(k3355=teks) == {"nilai_3355": [pesan]}


def test_wrong_input_keeps_everything_that_was_typed():
    form = KisiRupiahForm(data(k3355="sejuta", kWA="10"), sel=SEL)

    assert not form.is_valid()
    assert (form["nilai_3355"].value(), form["nilai_WA"].value()) == ("sejuta", "10")


@pytest.mark.parametrize("teks", ["Rp 1.500.000", "1500000", "1,500,000.00"])
def test_an_amount_is_read_as_people_write_it(teks):
    form = KisiRupiahForm(data(k3355=teks), sel=SEL)

    assert form.is_valid()
    assert form.isian() == {"3355": IsianRupiah(Decimal(1_500_000), 0)}


def test_only_the_cells_that_the_person_touched_are_handed_on():
    form = KisiRupiahForm(data(), sel=SEL)

    assert form.is_valid()
    assert form.isian() == {}


@pytest.mark.parametrize("teks", ["", "-", "–"])
def test_an_emptied_cell_means_nothing_recorded(teks):
    form = KisiRupiahForm(data(kWA=teks), sel=SEL)

    assert form.is_valid()
    assert form.isian() == {"WA": IsianRupiah(None, 3)}


RUSAK = ["{", "[]", '{"WA": 3}', '{"WA": ["x", "y"]}', "null", "3", '{"WA": [Infinity, "x"]}', '{"WA": [NaN, "x"]}']


@pytest.mark.parametrize("rusak", [*RUSAK, "[" * 100_000])
def test_a_broken_hidden_field_is_refused_with_a_message(rusak):
    form = KisiRupiahForm(data(kWA="10") | {"dasar": rusak}, sel=SEL)

    assert not form.is_valid()
    assert "Data halaman ini tidak terbaca" in form.non_field_errors()[0]
    assert (form["dasar"].value(), form["nilai_WA"].value()) == ("", "10")


def test_an_empty_hidden_field_can_only_lead_to_a_conflict():
    form = KisiRupiahForm(data(kWA="10") | {"dasar": ""}, sel=SEL)

    assert form.is_valid()
    assert form.isian()["WA"] == IsianRupiah(Decimal(10), 0)


def test_a_conflict_shows_both_values_and_lets_the_next_save_win():
    form = KisiRupiahForm(data(kWA="10"), sel=SEL)
    assert form.is_valid()

    form.catat_konflik({"WA": IsianRupiah(Decimal(12_000), 4)})

    (pesan,) = form.errors["nilai_WA"]
    assert "diubah orang lain menjadi “12.000”; isian Anda “10” belum disimpan" in pesan
    ulang = KisiRupiahForm({nama: form[nama].value() for nama in form.fields}, sel=SEL)
    assert ulang.is_valid()
    assert ulang.isian() == {"WA": IsianRupiah(Decimal(10), 4)}


def test_an_untouched_cell_that_another_hand_changed_is_left_alone():
    kiriman = data(k3355="5")
    berubah = [SelRupiah("WA", SEL[0].label, IsianRupiah(Decimal(7), 4)), SEL[1]]

    form = KisiRupiahForm(kiriman, sel=berubah)

    assert form.is_valid()
    assert form.isian().keys() == {"3355"}


def test_a_double_record_is_told_at_the_lower_cell():
    form = KisiRupiahForm(data(k3355="5"), sel=SEL)
    assert form.is_valid()

    form.catat_bentrok({"3355": "WA"})

    assert form.errors["nilai_3355"] == [
        "Realisasi 2024 pos 3355 tidak boleh diisi bersama Realisasi 2024 pos WA: kosongkan salah satunya."
    ]


def test_the_whole_grid_travels_in_few_fields():
    """One field per cell and one more: a big DIPA has more than 1,000 nodes."""
    form = KisiRupiahForm(sel=[SelRupiah(str(i), "x", IsianRupiah(None, 0)) for i in range(600)])

    assert len(form.fields) == 601
    assert len(json.loads(form["dasar"].value())) == 600


# --- Cut-off -------------------------------------------------------------------------------------------------------


def posisi(satker, **ganti):
    kiriman = {"nama": "Semester I", "per_tanggal": "30 Juni 2024"} | ganti
    return PosisiForm(kiriman, satker=satker, tahun=2024)


def test_a_cut_off_is_read(satker):
    form = posisi(satker)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["per_tanggal"] == date(2024, 6, 30)


def test_a_cut_off_before_the_year_is_refused(satker):
    assert posisi(satker, per_tanggal="31 Desember 2023").errors["per_tanggal"] == [
        "Realisasi 2024 tidak mungkin per 31 Desember 2023, sebelum tahun anggaran mulai."
    ]


def test_a_cut_off_in_the_future_is_refused(satker):
    assert posisi(satker, per_tanggal="1 Januari 2199").errors["per_tanggal"] == ["Tanggal 1 Januari 2199 belum tiba."]


def test_a_name_used_twice_in_a_year_is_refused(satker):
    satker.posisi_realisasi.create(tahun=2024, nama="Semester I")

    assert posisi(satker).errors["nama"] == ["Posisi “Semester I” sudah ada untuk tahun 2024. Pakai nama lain."]


def test_the_same_name_in_another_year_is_fine(satker):
    satker.posisi_realisasi.create(tahun=2023, nama="Semester I")

    assert posisi(satker).is_valid()
