"""The page of the targets per quarter."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capaian import kisi_target
from capaian.models import Pengukuran, Realisasi, TargetTriwulan
from tests import pabrik

ALAMAT = reverse("capaian:target", kwargs={"kode": "654340", "tahun": 2024})
BLOK = reverse("capaian:target_blok", kwargs={"kode": "654340", "tahun": 2024})


@pytest.fixture
def klien(client, perencana):
    client.force_login(perencana)
    return client


@pytest.fixture
def jumlah(indikator, perjanjian):
    """Ten reports in the year, added up over the quarters."""
    i = pabrik.IndikatorFactory(
        sasaran=indikator[0].sasaran, kode="1.9", satuan=pabrik.SatuanFactory(laporan=True), agregasi="jumlah"
    )
    return pabrik.PengukuranFactory(indikator=i, target_lain=Decimal(10))


def isian(perencana, pengukuran, **ganti):
    baris = next(
        b for b in kisi_target.baris_target(pengukuran.satker, 2024, user=perencana) if b.pengukuran.pk == pengukuran.pk
    )
    data = {baris.nama_asal: baris.asal} | {f"i{pengukuran.pk}-tw_{t}": baris.teks[t] for t in range(1, 5)}
    return data | {f"i{pengukuran.pk}-tw_{k[1:]}": nilai for k, nilai in ganti.items()}


def target(pengukuran):
    return [str(t.nilai.normalize()) for t in TargetTriwulan.objects.filter(pengukuran=pengukuran)]


def sel(jawaban, triwulan):
    return jawaban.json()["baris"][0]["sel"][triwulan - 1]


def test_a_row_that_leads_to_the_years_target_is_saved(klien, perencana, jumlah):
    jawaban = klien.post(BLOK, isian(perencana, jumlah, t1="1", t2="2", t3="3", t4="4"))
    assert target(jumlah) == ["1", "2", "3", "4"]
    assert sel(jawaban, 4) | {"pesan": "", "ku": True} == sel(jawaban, 4)
    assert "Terbagi" in jawaban.json()["potongan"][f"sebaran-{jumlah.pk}"]


def test_a_row_that_does_not_yet_lead_there_says_so_and_waits(klien, perencana, jumlah):
    jawaban = klien.post(BLOK, isian(perencana, jumlah, t1="1"))
    assert sel(jawaban, 1)["tunda"]
    assert "Jumlah target TW I–IV 1, seharusnya 10" in sel(jawaban, 1)["pesan"]
    assert target(jumlah) == []


def test_without_javascript_what_was_typed_stands_there_again(klien, perencana, jumlah):
    jawaban = klien.post(ALAMAT, isian(perencana, jumlah, t1="7"))
    assert jawaban.status_code == 422
    assert 'value="7"' in jawaban.content.decode()
    assert klien.post(ALAMAT, isian(perencana, jumlah, t1="7", t4="3")).status_code == 302
    assert target(jumlah) == ["7", "3"]


def test_a_wrong_cell_is_told_in_indonesian(klien, perencana, jumlah):
    jawaban = klien.post(BLOK, isian(perencana, jumlah, t1="satu", t4="10"))
    assert "Target TW I harus angka laporan" in sel(jawaban, 1)["pesan"]
    assert sel(jawaban, 4)["tunda"]


def test_the_proposal_fills_empty_rows_only(klien, pengukuran, jumlah):
    pabrik.TargetTriwulanFactory(pengukuran=pengukuran[0], triwulan=4, nilai=Decimal(80))
    jawaban = klien.post(ALAMAT, {"usulkan": "semua"}, follow=True)
    assert "Usulan target dipakai untuk 2 indikator" in jawaban.content.decode()
    assert target(jumlah) == ["3", "2", "3", "2"]
    assert target(pengukuran[1]) == ["5"] * 4
    assert target(pengukuran[0]) == ["8E+1"]


def test_one_row_is_proposed_by_itself(klien, pengukuran, jumlah):
    klien.post(ALAMAT, {"usulkan": str(jumlah.pk)})
    assert set(TargetTriwulan.objects.values_list("pengukuran", flat=True)) == {jumlah.pk}


def test_a_submitted_quarter_is_read_only(klien, perencana, jumlah):
    klien.post(ALAMAT, {"usulkan": str(jumlah.pk)})
    pabrik.RealisasiFactory(pengukuran=jumlah, triwulan=1, nilai=Decimal(3), status="diajukan")
    isi = klien.get(ALAMAT).content.decode()
    assert f'name="i{jumlah.pk}-tw_1"' not in isi
    assert f'name="i{jumlah.pk}-tw_2"' in isi
    jawaban = klien.post(BLOK, isian(perencana, jumlah, t1="4", t2="1"))
    assert "Target Triwulan I terkunci" in sel(jawaban, 2)["pesan"]


def test_two_people_in_one_cell_see_both_values(klien, perencana, jumlah):
    klien.post(ALAMAT, {"usulkan": str(jumlah.pk)})
    data = isian(perencana, jumlah, t1="4", t2="1")
    TargetTriwulan.objects.filter(triwulan=1).update(nilai=2, versi=2)
    jawaban = klien.post(BLOK, data)
    assert "baru saja diubah orang lain menjadi “2”" in sel(jawaban, 1)["pesan"]
    assert (sel(jawaban, 1)["bentrok"], sel(jawaban, 1)["teks"]) == (True, "2")


def test_a_head_of_unit_changes_only_rows_of_the_unit(client, kepala_unit, pengukuran, jumlah):
    client.force_login(kepala_unit)
    isi = client.get(ALAMAT).content.decode()
    assert f'name="i{pengukuran[0].pk}-tw_1"' in isi
    assert f'name="i{jumlah.pk}-tw_1"' not in isi
    client.post(ALAMAT, {"usulkan": "semua"})
    assert not TargetTriwulan.objects.filter(pengukuran=jumlah).exists()


def test_query_count_is_flat(klien, realisasi, pengukuran, indikator):
    def banyak():
        with CaptureQueriesContext(connection) as tercatat:
            assert klien.get(ALAMAT).status_code == 200
        return len(tercatat)

    sedikit = banyak()
    for n in range(58):
        p = pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=indikator[0].sasaran, urut=10 + n))
        pabrik.TargetTriwulanFactory(pengukuran=p)
        pabrik.RealisasiFactory(pengukuran=p, triwulan=1)
    assert Pengukuran.objects.count() == Realisasi.objects.count() + 1 == 60
    assert banyak() == sedikit


def test_an_empty_year_leads_to_the_year(klien, satker):
    assert "Belum ada indikator" in klien.get(ALAMAT).content.decode()
