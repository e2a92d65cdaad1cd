"""What the frame asks: stage, tasks, newest year."""

from datetime import date
from decimal import Decimal

import pytest

from capaian.apps import tahap, tahun_terbaru, tugas
from capaian.models import Realisasi
from organisasi.enums import JenisTenggat
from sakip.bingkai import Tahap, semua_menu
from tests import pabrik


def test_rail_has_the_entry():
    assert [m.label for m in semua_menu() if m.url == "capaian:daftar"] == ["Capaian"]


def test_stage_begins_with_the_first_approved_realisasi(pengukuran, satker):
    """A draft is not told: the satker above sees the stage, too."""
    r = pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=1)
    assert tahap(satker, 2024) == Tahap.BELUM
    Realisasi.objects.filter(pk=r.pk).update(status="disetujui")
    assert tahap(satker, 2024) == Tahap.BERJALAN


def test_stage_is_done_when_tw_iv_of_all_is_approved(pengukuran, satker):
    for p, nilai in zip(pengukuran, (90, 5), strict=True):
        pabrik.RealisasiFactory(pengukuran=p, triwulan=4, nilai=Decimal(nilai), status="disetujui")
    assert tahap(satker, 2024) == Tahap.SELESAI
    Realisasi.objects.filter(pengukuran=pengukuran[1]).update(keadaan="proses", nilai=None)
    assert tahap(satker, 2024) == Tahap.BERJALAN


def test_stage_asks_one_query(realisasi, satker, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert tahap(satker, 2024) == Tahap.BELUM


def kalimat(user, satker):
    return [t.teks for t in tugas(user, satker, 2024)]


def test_tasks_of_the_one_who_enters(pengukuran, satker, perencana):
    pabrik.RealisasiFactory(pengukuran=pengukuran[1], triwulan=4, keadaan="proses", nilai=None)
    assert kalimat(perencana, satker) == [
        "Triwulan I: 1 indikator belum diisi",
        "Triwulan IV: 1 realisasi masih Proses",
    ]


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "disetujui"])
def test_a_locked_row_in_process_is_nobodys_task(pengukuran, satker, perencana, status):
    for p in pengukuran:
        pabrik.RealisasiFactory(pengukuran=p, triwulan=4, keadaan="proses", nilai=None, status=status)
    assert not [k for k in kalimat(perencana, satker) if "Proses" in k]


@pytest.mark.parametrize("bertenggat", [True, False])
def test_what_came_back_is_a_task_of_the_head_of_unit_in_whichever_quarter(pengukuran, satker, kepala_unit, bertenggat):
    if bertenggat:
        pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_4, bulan=1, hari=10)
    for p in pengukuran:
        for triwulan in (2, 4):
            pabrik.RealisasiFactory(pengukuran=p, triwulan=triwulan, nilai=Decimal(1), status="dikembalikan")
    pengukuran[1].indikator.pelaksana.set([pabrik.UnitFactory(satker=satker)])
    assert kalimat(kepala_unit, satker) == [
        "Triwulan II: 1 realisasi dikembalikan, perbaiki",
        "Triwulan IV: 1 realisasi dikembalikan, perbaiki",
    ]


def test_a_correction_hides_nothing_that_was_approved_before(pengukuran, satker, perencana):
    """Only the newest version of a quarter counts."""
    for p in pengukuran:
        pabrik.RealisasiFactory(pengukuran=p, triwulan=4, nilai=Decimal(1), status="disetujui")
    koreksi = {"revisi": 1, "alasan_revisi": "Salah ketik", "status": "dikembalikan"}
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=4, nilai=Decimal(2), **koreksi)
    assert kalimat(perencana, satker) == ["Triwulan IV: 1 realisasi dikembalikan, perbaiki"]


def test_at_most_four_lines_of_what_one_enters(pengukuran, satker, perencana):
    for triwulan in range(1, 5):
        pabrik.RealisasiFactory(pengukuran=pengukuran[0], triwulan=triwulan, nilai=Decimal(1), status="dikembalikan")
    assert len(kalimat(perencana, satker)) == 4


@pytest.mark.parametrize("banyak", [0, 20])
def test_tasks_of_the_one_who_enters_ask_a_fixed_number_of_queries(
    pengukuran, satker, unit, kepala_unit, django_assert_num_queries, banyak
):
    for _ in range(banyak):
        p = pabrik.PengukuranFactory(indikator=pabrik.IndikatorFactory(sasaran=pengukuran[0].indikator.sasaran))
        p.indikator.pelaksana.add(unit)
        pabrik.RealisasiFactory(pengukuran=p, triwulan=2, status="dikembalikan")
    kepala_unit.semua_peran  # noqa: B018 (the offices are asked once per request)
    with django_assert_num_queries(4):  # rows with their realisasi, deadlines, unlockings, tindak lanjut
        tugas(kepala_unit, satker, 2024)


def test_beginning_the_year_is_a_task_of_whoever_may(perjanjian, satker, perencana, pembaca):
    assert kalimat(perencana, satker) == ["Mulai pengukuran tahun 2024: 2 indikator"]
    assert kalimat(pembaca, satker) == []


def test_a_head_of_unit_is_asked_for_the_rows_of_the_own_unit_only(pengukuran, satker, unit, kepala_unit):
    for p in pengukuran:
        p.indikator.pelaksana.clear()
    assert kalimat(kepala_unit, satker) == []
    bawahan = pabrik.UnitFactory(satker=satker, induk=unit)
    pengukuran[1].indikator.pelaksana.add(bawahan)
    pengukuran[0].indikator.pelaksana.add(pabrik.UnitFactory(satker=satker))
    assert kalimat(kepala_unit, satker) == ["Triwulan I: 1 indikator belum diisi"]


def test_task_of_the_one_who_approves_leaves_out_the_own_entries(pengukuran, satker, sekretaris, pembaca):
    for p, oleh, nilai in zip(pengukuran, (sekretaris, None), (90, 5), strict=True):
        pabrik.RealisasiFactory(pengukuran=p, nilai=Decimal(nilai), status="diajukan", diisi_oleh=oleh)
    assert kalimat(sekretaris, satker) == ["Triwulan IV: 1 realisasi menunggu verifikasi Anda"]
    Realisasi.objects.update(status="diverifikasi")
    assert kalimat(sekretaris, satker) == ["Triwulan IV: 1 realisasi menunggu persetujuan Anda"]
    assert kalimat(pembaca, satker) == []


def test_tasks_have_the_deadline_of_the_quarter(pengukuran, satker, perencana, sekretaris):
    pabrik.TenggatFactory(jenis=JenisTenggat.REALISASI_TW_4, bulan=1, hari=10)
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], status="diajukan")
    for orang in (perencana, sekretaris):
        assert {t.tenggat for t in tugas(orang, satker, 2024)} == {date(2025, 1, 10)}


def test_satker_above_gets_no_task_from_a_child(pengukuran, satker, admin_pusat):
    pabrik.RealisasiFactory(pengukuran=pengukuran[0], status="diajukan")
    assert kalimat(admin_pusat, satker) == []


def test_nothing_waits_when_all_is_done(pengukuran, satker, perencana, sekretaris):
    for p, nilai in zip(pengukuran, (90, 5), strict=True):
        pabrik.RealisasiFactory(pengukuran=p, nilai=Decimal(nilai), status="disetujui")
    assert kalimat(perencana, satker) == kalimat(sekretaris, satker) == []


def test_newest_year_is_the_newest_measured(pengukuran, indikator, satker):
    pabrik.PengukuranFactory(indikator=indikator[0], tahun=2025)
    assert tahun_terbaru(satker) == 2025
    assert tahun_terbaru(satker.induk) is None
