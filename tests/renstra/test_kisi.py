"""The grid of all targets of a draft."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from renstra import kisi
from renstra.enums import StatusRenstra
from renstra.models import Indikator, Renstra, TargetTahunan
from tests import pabrik

pytestmark = pytest.mark.django_db


def teks(jawaban):
    return jawaban.content.decode()


def sel(jawaban, tahun, ke=0):
    """What the answer of a block says of one cell."""
    return next(s for s in jawaban.json()["baris"][ke]["sel"] if s["tahun"] == tahun)


@pytest.fixture
def klien(masuk, perencana):
    return masuk(perencana)


@pytest.fixture
def url(alamat, draf):
    return alamat(f"{draf.pk}/kisi/")


@pytest.fixture
def lain(indikator):
    return pabrik.IndikatorFactory(sasaran=indikator.sasaran, kode="3.2", satuan=indikator.satuan)


def isian(*indikator, **ganti):
    """What a browser posts for these rows; `ganti`: year to text, for the first one."""
    data = {}
    for i in indikator:
        baris = kisi.baris_kosong(Indikator.objects.get(pk=i.pk))
        data |= {baris.form.add_prefix(f"target_{t}"): baris.form[f"target_{t}"].value() for t in baris.form.tahun}
        data[baris.nama_asal] = baris.asal
    return data | {f"i{indikator[0].pk}-target_{tahun[1:]}": nilai for tahun, nilai in ganti.items()}


def target(indikator):
    return {t.tahun: (t.nilai, t.versi) for t in TargetTahunan.objects.filter(indikator=indikator)}


def test_every_indikator_and_year_has_its_cell(klien, url, indikator, lain):
    isi = teks(klien.get(url))

    assert f'name="i{indikator.pk}-target_2024" value="90"' in isi
    assert isi.count('aria-label="Target 2020 indikator') == 2


def test_a_cell_is_saved_and_its_new_version_answered(klien, url, indikator, lain):
    jawaban = klien.post(f"{url}blok/", isian(indikator, t2023="77,5", t2024="-"))

    assert jawaban.status_code == 200
    assert target(indikator) == {2023: (Decimal("77.5"), 1)}
    assert sel(jawaban, 2023) == {"tahun": 2023, "versi": 1, "teks": "77,5", "pesan": "", "bentrok": False}
    assert sel(jawaban, 2024) == {"tahun": 2024, "versi": 0, "teks": "", "pesan": "", "bentrok": False}


def test_only_the_rows_that_were_posted_are_answered(klien, url, indikator, lain):
    jawaban = klien.post(f"{url}blok/", isian(indikator, t2023="80"))

    assert [r["pk"] for r in jawaban.json()["baris"]] == [indikator.pk]


def test_a_grade_is_typed_by_its_word(klien, url, draf, indikator):
    satuan = pabrik.SatuanFactory(predikat=True)
    satuan.skala.tingkat.get_or_create(label="BB", defaults={"skor": Decimal("5.5")})
    predikat = pabrik.IndikatorFactory(sasaran=indikator.sasaran, satuan=satuan)

    jawaban = klien.post(f"{url}blok/", isian(predikat, t2024="bb"))

    assert target(predikat)[2024][0] == satuan.skala.tingkat.get(label="BB").skor
    assert sel(jawaban, 2024)["teks"] == "BB"


def test_a_wrong_cell_is_said_in_indonesian_and_keeps_nobody_else_from_being_saved(klien, url, indikator):
    jawaban = klien.post(f"{url}blok/", isian(indikator, t2023="80", t2024="BB"))

    assert sel(jawaban, 2024)["pesan"].startswith("Target 2024 harus angka persen")
    assert sel(jawaban, 2024)["teks"] == "90"
    assert target(indikator) == {2023: (Decimal(80), 1), 2024: (Decimal(90), 1)}


def test_what_somebody_else_saved_is_shown_beside_the_own_value_and_chosen_by_saving_again(klien, url, indikator):
    data = isian(indikator, t2023="60", t2024="85")
    TargetTahunan.objects.filter(indikator=indikator).update(nilai=70, versi=2)

    jawaban = klien.post(f"{url}blok/", data)

    assert "menjadi “70\xa0%”; isian Anda “85” belum disimpan" in sel(jawaban, 2024)["pesan"]
    assert (sel(jawaban, 2024)["bentrok"], sel(jawaban, 2024)["versi"], sel(jawaban, 2024)["teks"]) == (True, 2, "70")
    assert target(indikator) == {2023: (Decimal(60), 1), 2024: (Decimal(70), 2)}
    klien.post(f"{url}blok/", data | {f"i{indikator.pk}-asal": "2024=2=70"})
    assert target(indikator)[2024] == (Decimal(85), 3)


def test_a_block_costs_as_much_as_a_cell(klien, url, indikator):
    daftar = [indikator] + [pabrik.IndikatorFactory(sasaran=indikator.sasaran) for _ in range(9)]
    satu = isian(indikator, t2023="60", t2024="61")
    semua = isian(*daftar) | {f"i{i.pk}-target_{t}": "70" for i in daftar for t in (2023, 2024)}
    with CaptureQueriesContext(connection) as sedikit:
        klien.post(f"{url}blok/", satu)
    TargetTahunan.objects.exclude(indikator=indikator, tahun=2024).delete()
    TargetTahunan.objects.update(nilai=90, versi=1)
    with CaptureQueriesContext(connection) as banyak:
        klien.post(f"{url}blok/", semua)

    assert TargetTahunan.objects.filter(nilai=70).count() == 20
    assert len(banyak) == len(sedikit)


def test_a_year_that_nobody_touched_is_not_taken_back(klien, url, indikator):
    data = isian(indikator, t2023="60")
    TargetTahunan.objects.filter(indikator=indikator).update(nilai=70, versi=2)

    klien.post(f"{url}blok/", data)

    assert target(indikator) == {2023: (Decimal(60), 1), 2024: (Decimal(70), 2)}


def test_without_javascript_the_grid_is_one_form(klien, url, indikator, lain):
    jawaban = klien.post(url, isian(indikator, lain, t2022="50") | {f"i{lain.pk}-target_2024": "40"})

    assert jawaban.url == url
    assert (target(indikator)[2022][0], target(lain)[2024][0]) == (50, 40)


def test_the_whole_form_is_saved_or_nothing_of_it(klien, url, indikator, lain):
    jawaban = klien.post(url, isian(indikator, lain, t2022="50") | {f"i{lain.pk}-target_2024": "banyak"})

    assert jawaban.status_code == 422
    assert "1 baris harus diperbaiki" in teks(jawaban)
    assert 'value="50"' in teks(jawaban)
    assert 2022 not in target(indikator)


def test_an_indikator_of_another_plan_is_not_written(klien, url, draf, satker_lain):
    asing = pabrik.IndikatorFactory(sasaran__renstra=pabrik.RenstraFactory(satker=satker_lain))

    jawaban = klien.post(f"{url}blok/", {f"i{asing.pk}-asal": "2024=0=", f"i{asing.pk}-target_2024": "5"})

    assert jawaban.json() == {"baris": []}
    assert not target(asing)


def test_a_plan_that_was_handed_in_takes_no_target(klien, url, draf, indikator):
    data = isian(indikator, t2024="85")
    Renstra.objects.filter(pk=draf.pk).update(status=StatusRenstra.DIAJUKAN)

    jawaban = klien.post(f"{url}blok/", data)

    assert (jawaban.status_code, klien.post(url, data).status_code) == (409, 409)
    assert "Belum tersimpan: Renstra ini sekarang berstatus “Diajukan”" in jawaban.json()["pesan"]
    assert target(indikator) == {2024: (Decimal(90), 1)}


def test_a_plan_without_indikator_leads_to_the_cascade(klien, url, draf):
    assert "Belum ada indikator" in teks(klien.get(url))


def test_eighty_indikator_cost_as_much_as_one(klien, url, indikator):
    satuan = pabrik.SatuanFactory(predikat=True)
    satu = pabrik.IndikatorFactory(sasaran=indikator.sasaran, satuan=satuan, asal=indikator)
    with CaptureQueriesContext(connection) as sedikit:
        klien.get(url)
    for n in range(78):
        i = pabrik.IndikatorFactory(sasaran=indikator.sasaran, satuan=satu.satuan, asal=indikator)
        TargetTahunan.objects.bulk_create([TargetTahunan(indikator=i, tahun=t, nilai=n) for t in range(2020, 2025)])
    with CaptureQueriesContext(connection) as banyak:
        klien.get(url)

    assert len(banyak) == len(sedikit)


def test_a_row_looks_only_for_its_own_cells(indikator):
    """A thousand rows are posted together: looking through all of them for each took a quarter of a minute."""

    class TanpaTelusur(dict):
        def items(self):
            pytest.fail("looks through the whole grid")

    data = TanpaTelusur(isian(indikator, t2024="91"))
    form = kisi.baris_terisi(Indikator.objects.get(pk=indikator.pk), data).form
    assert form.is_valid()
    assert form.isian()[2024].nilai == Decimal(91)
