"""What the pages say so that a slip is seen, a lock is understood and two figures of one year are not confused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from capaian import grafik, kisi
from capaian.lembar import lembar_triwulan
from capaian.models import Realisasi
from capaian.rekap import rekap_capaian
from tests import pabrik

TEMPAT = {"kode": "654340", "tahun": 2024}
JAUH = "Jauh di atas target: periksa lagi"


def buka(client, orang, nama, **lain):
    client.force_login(orang)
    jawaban = client.get(reverse(nama, kwargs=TEMPAT | lain))
    assert jawaban.status_code == 200
    return jawaban.content.decode().replace("\xa0", " ")


@pytest.fixture
def melonjak(realisasi):
    Realisasi.objects.update(nilai=Decimal(250), status="diajukan")
    return Realisasi.objects.get()


@pytest.mark.parametrize(
    ("nama", "lain"),
    [
        ("capaian:triwulan", {"triwulan": 1}),
        ("capaian:periksa", {"triwulan": 1}),
        ("capaian:periksa_semua", {"triwulan": 1, "tindakan": "verifikasi"}),
    ],
)
def test_a_slip_is_said_where_it_is_entered_and_judged(client, sekretaris, melonjak, nama, lain):
    assert f"{JAUH}, 312,5 %" in buka(client, sekretaris, nama, **lain)
    Realisasi.objects.update(nilai=Decimal(76))
    assert JAUH not in buka(client, sekretaris, nama, **lain)


def test_the_row_says_so_when_it_is_saved(client, perencana, realisasi):
    client.force_login(perencana)
    pk = realisasi.pengukuran_id
    baris = kisi.baris_tersimpan(lembar_triwulan(realisasi.pengukuran.satker, 2024, 1, user=perencana).cari(pk))
    isian = {s.nama: s.teks for s in baris.sel.values()} | {baris.nama_asal: baris.asal, f"i{pk}-nilai": "250"}
    url = reverse("capaian:kisi_blok", kwargs=TEMPAT | {"triwulan": 1})
    potongan = client.post(url, isian).json()["potongan"]
    assert JAUH in potongan[f"hasil-{pk}"]


def test_an_approved_row_leads_to_its_correction_who_may(client, perencana, pembaca, realisasi):
    Realisasi.objects.update(status="disetujui")
    url = reverse("capaian:koreksi", kwargs=TEMPAT | {"pk": realisasi.pk})
    isi = buka(client, perencana, "capaian:triwulan", triwulan=1)
    assert url in isi
    assert "1 baris terkunci karena sudah disetujui; untuk mengubahnya, buat koreksi." in isi
    assert url not in buka(client, pembaca, "capaian:triwulan", triwulan=1)
    Realisasi.objects.update(status="diajukan")
    isi = buka(client, perencana, "capaian:triwulan", triwulan=1)
    assert url not in isi
    assert "minta pemeriksa mengembalikannya" in isi


def test_the_year_says_that_it_counts_what_nobody_approved(client, perencana, admin_pusat, satker, realisasi):
    kata = "termasuk 1 realisasi yang belum disetujui"
    assert kata in buka(client, perencana, "capaian:daftar")
    assert kata in buka(client, perencana, "pelaporan:beranda")
    assert kata not in buka(client, admin_pusat, "capaian:daftar")
    Realisasi.objects.update(status="disetujui")
    assert "belum disetujui" not in rekap_capaian(satker, 2024).cakupan_kalimat


def test_a_quarter_that_does_not_make_the_year_is_not_counted(pengukuran, satker):
    """Of a value at the year's end only the last one counts."""
    p = pengukuran[0]
    pabrik.RealisasiFactory(pengukuran=p, triwulan=1, nilai=Decimal(70))
    pabrik.RealisasiFactory(pengukuran=p, triwulan=4, nilai=Decimal(80), status="disetujui")
    for agregasi, banyak in (("nilai_akhir", 0), ("rata_rata", 1), ("jumlah", 1)):
        p.indikator.agregasi = agregasi
        p.indikator.save()
        assert rekap_capaian(satker, 2024).baris[0].belum_disetujui == banyak


def test_the_year_leads_to_the_quarter_that_is_due(client, perencana, pembaca, realisasi):
    assert "Isi realisasi TW I<" in buka(client, perencana, "capaian:daftar")
    assert "Isi realisasi TW" not in buka(client, pembaca, "capaian:daftar")


def test_home_says_when_nothing_is_entered(client, perencana, pengukuran):
    assert "Belum ada realisasi yang dapat dihitung." in buka(client, perencana, "pelaporan:beranda")


def test_a_year_without_figures_breaks_the_line(pengukuran, indikator, satker):
    lalu = pabrik.PengukuranFactory(indikator=indikator[0], tahun=2022, target_lain=Decimal(70))
    pabrik.RealisasiFactory(pengukuran=lalu, nilai=Decimal(70))
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], nilai=Decimal(80))
    rekap = [rekap_capaian(satker, tahun) for tahun in (2022, 2024)]
    garis = grafik.grafik_tahun(rekap)
    assert garis.kategori == ("2022", "2023", "2024")
    assert garis.deret[0].nilai == (Decimal(100), None, Decimal(100))
    satu = grafik.grafik_indikator([r.baris[0] for r in rekap])
    assert satu.deret[0].nilai == (Decimal(100), None, Decimal(100))


def test_an_open_quarter_has_no_lock(client, perencana, pengukuran):
    gembok = "M4.5 9h11v8h-11z"
    isi = buka(client, perencana, "capaian:triwulan", triwulan=1)
    bilah = isi[isi.index("bilah-periode") :].split("</p>")[0]
    assert gembok not in bilah
    pabrik.TenggatFactory(jenis="realisasi_tw_1", bulan=4, hari=10, tahun_geser=0)
    isi = buka(client, perencana, "capaian:triwulan", triwulan=1)
    assert gembok in isi[isi.index("bilah-periode") :].split("</p>")[0]
