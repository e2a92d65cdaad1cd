"""The satker below a parent: the figures of their own pages, of what is approved, in a fixed number of queries."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.utils import timezone

from capaian.anak import rekap_anak
from capaian.forms_anak import SaringanAnakForm
from capaian.models import Realisasi
from capaian.rekap import rekap_capaian
from organisasi.enums import JenisTenggat
from organisasi.models import Satker
from tests import pabrik

DISETUJUI = "disetujui"


@pytest.fixture
def skala(db):
    for kode, batas in (("A", 80), ("B", 50), ("C", 0)):
        pabrik.KategoriCapaianFactory(kode=kode, predikat=f"Predikat {kode}", batas_bawah=batas)


def anak(pusat, nomor, nama=""):
    return pabrik.SatkerFactory(kode=f"70{nomor:04d}", induk=pusat, nama_singkat=nama or f"KPU Uji {nomor}")


def ukur(satker, *nilai, status=DISETUJUI, target=100, tahun=2024, sasaran=None, **indikator):
    sasaran = sasaran or pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=satker, status="draf"))
    ukuran = pabrik.PengukuranFactory(
        indikator=pabrik.IndikatorFactory(sasaran=sasaran, **indikator), target_lain=target, tahun=tahun
    )
    for triwulan, n in enumerate(nilai, start=1):
        if n is not None:
            pabrik.RealisasiFactory(pengukuran=ukuran, triwulan=triwulan, nilai=n, status=status)
    return ukuran


def semua(pusat):
    return Satker.objects.filter(induk=pusat).order_by("jalur")


def rekap(pusat, triwulan=None):
    return rekap_anak(semua(pusat), 2024, triwulan=triwulan)


@pytest.fixture
def campuran(pusat, skala):
    """Every kind of row that a year can hold."""
    satu, dua = anak(pusat, 1), anak(pusat, 2)
    sasaran = pabrik.SasaranFactory(renstra=pabrik.RenstraFactory(satker=satu))
    ukur(satu, 20, 30, 10, 25, agregasi="jumlah", sasaran=sasaran)
    ukur(satu, 3, 3, 6, 2, target=3, polaritas="minimasi", sasaran=sasaran)
    ukur(satu, None, None, None, 150, batas=110)
    predikat = pabrik.SatuanFactory(predikat=True)
    ukur(dua, None, None, None, 4, target=6, satuan=predikat)
    sebaran = ukur(dua, 20, 30, 40, agregasi="tertinggi")
    for t, n in enumerate((25, 30, 50, 100), 1):
        pabrik.TargetTriwulanFactory(pengukuran=sebaran, triwulan=t, nilai=n)
    rasio = ukur(dua, 40, 60, agregasi="rata_rata")
    rasio.realisasi.filter(triwulan=1).update(x=2, y=5)
    proses = ukur(dua)
    pabrik.RealisasiFactory(pengukuran=proses, triwulan=4, keadaan="proses", nilai=None, status=DISETUJUI)
    butir = ukur(dua, 3, target=None)
    butir.butir = pabrik.IndikatorPerjanjianFactory(target=3, satuan=pabrik.SatuanFactory(laporan=True))
    butir.save()
    ukur(dua, 90, status="diajukan")
    return pusat


@pytest.mark.parametrize("triwulan", [None, 1, 2, 3, 4])
def test_each_satker_has_the_figure_of_its_own_page(campuran, triwulan):
    baris = rekap(campuran, triwulan).baris
    assert len(baris) == 2
    for b in baris:
        sendiri = rekap_capaian(
            Satker.objects.get(pk=b.satker.pk),
            2024,
            triwulan=triwulan,
            realisasi=Realisasi.objects.filter(status=DISETUJUI),
        )
        assert (b.rerata.nilai, b.rerata.cakupan) == (sendiri.rerata.nilai, sendiri.rerata.cakupan)
        assert b.kategori == sendiri.kategori


def test_only_what_is_approved_counts(pusat):
    ukur(anak(pusat, 1), 90, status="diverifikasi")
    (b,) = rekap(pusat).baris
    assert (b.rerata.nilai, b.rerata.cakupan) == (None, "0 dari 1 indikator")


def test_a_correction_counts_only_when_it_is_approved(pusat):
    p = ukur(anak(pusat, 1), 90)
    koreksi = pabrik.RealisasiFactory(
        pengukuran=p, triwulan=1, nilai=70, revisi=1, alasan_revisi="Salah ketik", status="diajukan"
    )
    assert rekap(pusat).baris[0].rerata.nilai == 90
    Realisasi.objects.filter(pk=koreksi.pk).update(status=DISETUJUI)
    assert rekap(pusat).baris[0].rerata.nilai == 70


def test_a_quarter_is_approved_whole_or_not(pusat):
    satker = anak(pusat, 1)
    ukur(satker, 90, 90)
    ukur(satker, 90)
    (b,) = rekap(pusat).baris
    assert ([t.disetujui for t in b.triwulan], b.disetujui) == ([2, 1, 0, 0], 1)


def test_a_quarter_is_late_by_the_calendar_of_the_satker(pusat):
    satu, dua = anak(pusat, 1), anak(pusat, 2)
    tw_1 = {"jenis": JenisTenggat.REALISASI_TW_1, "bulan": 4, "hari": 15}
    pabrik.TenggatFactory(**tw_1, tahun_geser=0)
    tahun = timezone.localdate().year - 1
    pabrik.TenggatFactory(**tw_1 | {"bulan": 12, "hari": 31}, tahun_geser=1, satker=dua)  # this year's last day
    for s in (satu, dua):
        ukur(s, tahun=tahun)
    assert [b.terlambat for b in rekap_anak(semua(pusat), tahun, triwulan=None).baris] == [1, 0]


def test_a_satker_has_the_scale_nearest_to_it(pusat, skala):
    satu, dua = anak(pusat, 1), anak(pusat, 2)
    pabrik.KategoriCapaianFactory(kode="sendiri", satker=dua, batas_bawah=0)
    ukur(satu, 90)
    ukur(dua, 90)
    assert [b.kategori.kode for b in rekap(pusat).baris] == ["A", "sendiri"]


def test_the_whole_counts_satker_and_indikator(pusat, skala):
    for nomor, nilai in enumerate((90, 60, None), 1):
        s = anak(pusat, nomor)
        ukur(s, nilai)
    isi = rekap(pusat)
    assert (isi.rerata.nilai, isi.rerata.cakupan, isi.terhitung, isi.lengkap) == (75, "2 dari 3 indikator", 2, 2)
    assert [(p.kode, n) for p, n in isi.kategori] == [("A", 1), ("B", 1)]


@pytest.mark.parametrize("banyak", [1, 40])
def test_query_count_is_flat(pusat, skala, django_assert_num_queries, banyak):
    for nomor in range(banyak):
        ukur(anak(pusat, nomor), 90, 80)
    with django_assert_num_queries(5):
        rekap(pusat)
    with django_assert_num_queries(6):
        rekap(pusat, triwulan=2)


# --- Narrowing and sorting -----------------------------------------------------------------------------------------


@pytest.fixture
def bertiga(pusat, skala):
    """90 of two indikator, 60 complete, nothing."""
    a, b, c = anak(pusat, 1, "KPU Bengkulu"), anak(pusat, 2, "KPU Bali"), anak(pusat, 3, "KPU Aceh")
    ukur(a, 90)
    ukur(a)
    ukur(b, 60, 60, 60, 60)
    ukur(c)
    return pusat


def nama(pusat, **saringan):
    form = SaringanAnakForm(saringan)
    bawah = form.satker(pusat, Satker.objects.all())
    return [b.satker.nama for b in form.saring(rekap_anak(bawah, 2024, triwulan=form.triwulan_dipilih))]


@pytest.mark.parametrize(
    ("saringan", "hasil"),
    [
        ({}, ["Bengkulu", "Bali", "Aceh"]),  # in the order of the codes
        ({"urut": "capaian"}, ["Bali", "Bengkulu", "Aceh"]),  # without a figure: always last
        ({"urut": "-capaian"}, ["Bengkulu", "Bali", "Aceh"]),
        ({"urut": "-disetujui"}, ["Bali", "Bengkulu", "Aceh"]),
        ({"urut": "password"}, ["Bengkulu", "Bali", "Aceh"]),  # an unknown column changes nothing
        ({"kategori": "A"}, ["Bengkulu"]),
        ({"kategori": "belum"}, ["Aceh"]),
        ({"lengkap": "belum"}, ["Bengkulu", "Aceh"]),
        ({"cari": "b", "urut": "capaian"}, ["Bali", "Bengkulu"]),
        ({"cari": "700003"}, ["Aceh"]),
        ({"triwulan": "2"}, ["Bengkulu", "Bali", "Aceh"]),
        ({"triwulan": "9", "lengkap": "x"}, ["Bengkulu", "Bali", "Aceh"]),
    ],
)
def test_rows_are_narrowed_and_sorted_by_the_address(bertiga, saringan, hasil):
    assert nama(bertiga, **saringan) == [f"KPU {n}" for n in hasil]


def test_all_levels_or_one(bertiga):
    cucu = pabrik.SatkerFactory(kode="700101", induk=Satker.objects.get(kode="700001"), nama_singkat="KPU Kaur")
    assert cucu.nama_singkat not in nama(bertiga)
    assert cucu.nama_singkat in nama(bertiga, tingkat="semua")
    assert nama(bertiga, cari="kaur") == [cucu.nama_singkat]


def test_the_mean_is_exact(pusat):
    s = anak(pusat, 1)
    for n in (1, 1, 2):
        ukur(s, n, target=3)
    assert rekap(pusat).baris[0].rerata.nilai.quantize(D("0.0001")) == D("44.4444")
