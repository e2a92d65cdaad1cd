"""What the grid and the page of one indikator show."""

from decimal import Decimal

import pytest

from capaian.lembar import lembar_triwulan
from capaian.models import Pengukuran, Realisasi
from capaian.rincian import rincian_pengukuran
from tests import pabrik


def lembar(satker, user, triwulan=1):
    return lembar_triwulan(satker, 2024, triwulan, user=user)


def test_row_shows_target_realisasi_capaian_and_band(realisasi, satker, perencana):
    baris = lembar(satker, perencana).baris[0]
    c = baris.capaian
    teks = [t.replace("\xa0", " ") for t in (c.teks_target_tahun, c.teks_realisasi, c.teks_capaian)]
    assert teks == ["80 %", "76 %", "95 %"]
    assert c.kategori.predikat == "Sangat Memuaskan"


def test_progress_counts_what_has_a_figure(realisasi, pengukuran, satker, perencana):
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=1, keadaan="proses", nilai=None)
    hasil = lembar(satker, perencana)
    assert (hasil.terisi, len(hasil.baris)) == (1, 2)


@pytest.mark.parametrize(
    ("status", "boleh", "alasan"),
    [
        ("draf", True, ""),
        ("dikembalikan", True, ""),
        ("diajukan", False, "Menunggu verifikasi"),
        ("diverifikasi", False, "Menunggu persetujuan"),
        ("disetujui", False, "Disetujui; untuk mengubahnya, buat koreksi"),
    ],
)
def test_row_says_whether_and_why_not_it_can_be_changed(realisasi, satker, perencana, status, boleh, alasan):
    Realisasi.objects.filter(pk=realisasi.pk).update(status=status)
    baris = lembar(satker, perencana).baris[0]
    assert (baris.boleh_isi, baris.alasan_terkunci) == (boleh, alasan)


def test_reader_may_fill_nothing(realisasi, satker, pembaca):
    assert not any(b.boleh_isi or b.tindakan for b in lembar(satker, pembaca).baris)


def test_returned_row_carries_its_newest_note(realisasi, satker, perencana, sekretaris):
    for catatan in ["Pertama", "Kedua"]:
        Realisasi.objects.filter(pk=realisasi.pk).update(status="diajukan")
        realisasi.refresh_from_db()
        realisasi.kembalikan(oleh=sekretaris, catatan=catatan)
    assert lembar(satker, perencana).baris[0].catatan == "Kedua"


def test_parent_satker_sees_only_what_is_approved(realisasi, satker, admin_pusat):
    assert lembar(satker, admin_pusat).baris[0].realisasi is None
    Realisasi.objects.filter(pk=realisasi.pk).update(status="disetujui")
    assert lembar(satker, admin_pusat).baris[0].realisasi == realisasi


@pytest.mark.parametrize("banyak", [1, 50])
def test_grid_query_count_is_flat(realisasi, indikator, satker, sekretaris, banyak, django_assert_num_queries):
    for n in range(banyak):
        i = pabrik.IndikatorFactory(sasaran=indikator[0].sasaran, urut=10 + n)
        p = pabrik.PengukuranFactory(indikator=i)
        pabrik.RealisasiFactory(pengukuran=p, triwulan=1, diisi_oleh=pabrik.PenggunaFactory(), status="dikembalikan")
    sekretaris.semua_peran  # noqa: B018 (the roles are asked once per request)
    with django_assert_num_queries(14):
        assert len(lembar(satker, sekretaris).baris) == banyak + 2


def test_indikator_has_its_quarters_and_the_years_before(realisasi, indikator, pengukuran, perencana):
    lalu = pabrik.PengukuranFactory(indikator=indikator[0], tahun=2023, target_lain=Decimal(70))
    pabrik.RealisasiFactory(pengukuran=lalu, nilai=Decimal(70))
    p = Pengukuran.objects.lengkap().get(pk=pengukuran[0].pk)
    rincian = rincian_pengukuran(p, user=perencana)
    assert [t.capaian.realisasi.angka for t in rincian.triwulan] == [Decimal(76), None, None, None]
    assert [(c.pengukuran.tahun, c.hasil.nilai) for c in rincian.tahun_lalu] == [
        (2023, Decimal(100)),
        (2024, Decimal(95)),
    ]


def test_history_follows_the_indikator_through_a_revision_of_the_renstra(indikator, pengukuran, perencana, satker):
    lama = pabrik.IndikatorFactory(sasaran__renstra__satker=satker, sasaran__renstra__status="digantikan")
    pabrik.PengukuranFactory(indikator=lama, tahun=2022)
    indikator[0].asal = lama
    indikator[0].save()
    p = Pengukuran.objects.lengkap().get(pk=pengukuran[0].pk)
    assert [c.pengukuran.tahun for c in rincian_pengukuran(p, user=perencana).tahun_lalu] == [2022, 2024]
