"""The page of the satker below: who gets in, what it shows, its workbook."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from capaian.models import Realisasi
from jejak.enums import Tindakan
from jejak.models import Jejak
from tests import pabrik

TEMPAT = {"kode": "076", "tahun": 2024}
HALAMAN = ["anak", "anak_unduh"]


def alamat(nama="anak", **kwargs):
    return reverse(f"capaian:{nama}", kwargs=TEMPAT | kwargs)


@pytest.fixture
def disetujui(realisasi):
    Realisasi.objects.update(status="disetujui")
    return realisasi


@pytest.fixture
def klien(client, admin_pusat):
    client.force_login(admin_pusat)
    return client


def teks(jawaban):
    assert jawaban.status_code == 200
    return " ".join(jawaban.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize("nama", HALAMAN)
def test_only_who_sees_the_parent_gets_in(client, perencana, orang_lain, disetujui, nama):
    assert client.get(alamat(nama)).url.startswith("/masuk/")
    for orang in (perencana, orang_lain):  # of a satker below: not the parent's page
        client.force_login(orang)
        assert client.get(alamat(nama)).status_code == 404


def test_a_satker_below_is_shown_with_its_figure_band_coverage_and_the_way_to_it(klien, disetujui):
    isi = teks(klien.get(alamat()))
    for fakta in (
        "KPU Provinsi Bengkulu",
        "95,00",
        "Sangat Memuaskan",
        "1 dari 2 indikator",
        "TW I sebagian, 1 dari 2 disetujui",
        reverse("capaian:daftar", kwargs=TEMPAT | {"kode": "654340"}),
    ):
        assert fakta in isi


def test_a_draft_below_is_not_a_figure_here(klien, realisasi):
    isi = teks(klien.get(alamat()))
    assert "95,00" not in isi
    assert "0 dari 2 indikator" in isi


def test_a_satker_without_any_below_says_so(client, pembaca, disetujui):
    client.force_login(pembaca)
    assert "Tidak ada satker di bawah" in teks(client.get(alamat(kode="654340")))


def test_nothing_found_leads_back(klien, disetujui):
    isi = teks(klien.get(alamat() + "?cari=tidakada"))
    assert "Tidak ada satker yang cocok" in isi


def test_fifty_on_a_page_and_the_filter_goes_along(klien, pusat, disetujui):
    for n in range(60):
        pabrik.SatkerFactory(kode=f"70{n:04d}", induk=pusat, nama_singkat=f"KPU Uji {n:02d}")
    isi = teks(klien.get(alamat() + "?lengkap=belum&urut=satker"))
    assert "61 satker, baris 1–50" in isi
    assert "?lengkap=belum&amp;urut=satker&amp;halaman=2" in isi
    assert "baris 51–61" in teks(klien.get(alamat() + "?lengkap=belum&urut=satker&halaman=2"))


def test_a_head_sorts_and_turns_round(klien, disetujui):
    isi = teks(klien.get(alamat() + "?urut=capaian&triwulan=1"))
    assert 'aria-sort="ascending"' in isi
    assert "?urut=-capaian&amp;triwulan=1" in isi


def test_the_workbook_is_the_table_as_shown_and_leaves_a_trace(klien, pusat, disetujui):
    pabrik.SatkerFactory(kode="700001", induk=pusat, nama_singkat="=HYPERLINK(1)")
    jawaban = klien.get(alamat("anak_unduh") + "?kategori=AA")
    lembar = load_workbook(io.BytesIO(jawaban.content)).active
    kepala, *baris = lembar.iter_rows(values_only=True)
    assert kepala[:5] == ("Kode satker", "Satuan kerja", "Satker induk", "Capaian (%)", "Kategori")
    assert [b[:7] for b in baris] == [
        ("654340", "KPU Provinsi Bengkulu", "KPU RI", 95, "AA – Sangat Memuaskan", 1, 2),
    ]
    assert baris[0][7] == "Sebagian (1 dari 2)"
    jejak = Jejak.objects.get(tindakan=Tindakan.EKSPOR)
    assert (jejak.satker_id, jejak.keterangan[:16]) == (pusat.pk, "Capaian-076-2024")


def test_query_count_is_flat(klien, pusat, disetujui):
    def banyak():
        with CaptureQueriesContext(connection) as tercatat:
            assert klien.get(alamat() + "?triwulan=1").status_code == 200
        return len(tercatat)

    sedikit = banyak()
    for n in range(30):
        satker = pabrik.SatkerFactory(kode=f"70{n:04d}", induk=pusat)
        sasaran = pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=satker))
        pabrik.RealisasiFactory(
            pengukuran=pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=sasaran)), status="disetujui"
        )
    assert banyak() == sedikit
