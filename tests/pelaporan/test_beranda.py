"""The Beranda's latest changes, in words that people use."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pelaporan.beranda import perubahan_terakhir
from tests import pabrik

BERANDA = {"kode": "654340", "tahun": 2024}


def teks(satker, user):
    return [p.teks for p in perubahan_terakhir(satker, 2024, user)]


def test_an_act_is_told_in_the_words_of_its_button(satker, perencana):
    realisasi = pabrik.RealisasiFactory(pengukuran__indikator__sasaran__renstra__satker=satker)
    realisasi.riwayat.create(tindakan="ajukan", dari="draf", ke="diajukan", oleh=perencana)
    kode = realisasi.pengukuran.indikator.kode
    assert teks(satker, perencana) == [
        f"Realisasi Triwulan IV indikator {kode} menjadi “Diajukan” dengan tindakan “Ajukan realisasi”"
    ]


def test_a_paper_that_was_made_is_told_without_an_act(satker, perencana):
    renstra = pabrik.RenstraFactory(satker=satker, status="draf")
    renstra.riwayat.create(tindakan="revisi", ke="draf", oleh=perencana)
    assert teks(satker, perencana) == [f"{renstra} dibuat, berstatus “Draf”"]


def test_a_perjanjian_is_told_with_its_status(satker, sekretariat, perencana):
    pk = pabrik.PerjanjianFactory(unit=sekretariat)
    pk.riwayat.create(tindakan="kembalikan", dari="diajukan", ke="dikembalikan", oleh=perencana)
    (kalimat,) = teks(satker, perencana)
    assert kalimat.endswith("menjadi “Dikembalikan” dengan tindakan “Kembalikan perjanjian”")


def test_a_parent_satker_does_not_read_the_acts_of_a_child(satker, perencana, admin_pusat):
    renstra = pabrik.RenstraFactory(satker=satker)
    renstra.riwayat.create(tindakan="ajukan", ke="diajukan", oleh=perencana)
    assert teks(satker, admin_pusat) == []


@pytest.mark.django_db
def test_the_page_asks_nothing_twice(client, satker, perencana):
    client.force_login(perencana)
    with CaptureQueriesContext(connection) as pertanyaan:
        client.get(reverse("pelaporan:beranda", kwargs=BERANDA))
    sql = [
        q["sql"] for q in pertanyaan if "capaian_" in q["sql"] or "perjanjian_" in q["sql"] or "renstra_" in q["sql"]
    ]
    assert sorted(set(sql)) == sorted(sql)


def test_a_late_task_says_so(client, satker, perencana):
    pabrik.TenggatFactory()
    pabrik.RealisasiFactory(pengukuran__indikator__sasaran__renstra__satker=satker, status="disetujui")
    client.force_login(perencana)
    isi = client.get(reverse("pelaporan:beranda", kwargs=BERANDA)).content.decode()
    assert "LKjIP 2024 belum dibuat<small>Tenggat 28 Februari 2025, sudah lewat" in isi
    assert "Terlambat" in isi
