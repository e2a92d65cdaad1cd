"""A Rencana Aksi: its rows from the DIPA, what rows take from each other, painting, status, paper."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from anggaran import services as services_anggaran
from anggaran.models import Dipa
from perjanjian import services_rencana
from perjanjian.aksi import minggu, services
from perjanjian.aksi.isi import induk_baris, isi_rencana, naikkan
from perjanjian.aksi.susunan import lampiran_aksi, susun_aksi
from perjanjian.models import BarisAksi, RencanaAksi
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah

pytestmark = pytest.mark.django_db


def isi(aksi):
    return isi_rencana(RencanaAksi.objects.select_related("satker", "dipa").get(pk=aksi.pk), berjalan=10)


def baris(aksi, kode):
    return aksi.baris.select_related("rencana").get(pos__kode=kode)


def tetapkan(aksi):
    RencanaAksi.objects.filter(pk=aksi.pk).update(status="ditetapkan", tanggal=datetime.date(2024, 1, 21))
    aksi.refresh_from_db()


# --- Rows ------------------------------------------------------------------------------------------------------------


def test_proposal_lists_the_dipa_down_to_the_ro_with_its_pagu(aksi):
    assert [(b.kode, b.jenjang, b.daun, b.pagu) for b in isi(aksi).baris] == [
        ("076.01.WA", 0, False, 4_600_000),
        ("3355", 1, False, 4_000_000),
        ("3355.EBA", 2, False, 4_000_000),
        ("3355.EBA.994", 3, True, 4_000_000),
        ("6709", 1, False, 600_000),
        ("6709.EBA", 2, False, 600_000),
        ("6709.EBA.994", 3, True, 600_000),
    ]


def test_proposal_takes_output_and_units_of_the_year_before(aksi, satker, perencana, unit):
    b = baris(aksi, "3355.EBA.994")
    services.simpan_rincian(baris=b, versi=1, output_jumlah=1, output_satuan="Layanan")
    Dipa.objects.filter(pk=aksi.dipa_id).update(tahun=2025)
    RencanaAksi.objects.filter(pk=aksi.pk).update(tahun=2024)
    baru = services.usulkan(satker=satker, tahun=2025, oleh=perencana)
    assert baris(baru, "3355.EBA.994").output_satuan == "Layanan"
    assert list(baris(baru, "3355").penanggung_jawab.all()) == [unit]


def test_a_row_without_units_has_those_of_the_row_above(aksi, unit):
    semua = {b.kode: b for b in isi(aksi).baris}
    assert (semua["3355.EBA.994"].unit, semua["3355.EBA.994"].diwarisi) == ((unit,), True)
    assert (semua["6709.EBA.994"].unit, semua["076.01.WA"].unit) == ((), ())


def test_a_typed_row_stands_below_the_coded_row_before_it_and_stays_there(aksi):
    services.tambah_baris(rencana=aksi, setelah=baris(aksi, "3355.EBA.994"), uraian="Rapat")
    assert [(b.uraian, b.jenjang) for b in isi(aksi).baris][3:5] == [("Pos 3355.EBA.994", 3), ("Rapat", 4)]
    baris(aksi, "3355").delete()
    assert services.tambah_dari_dipa(rencana=aksi) == 1
    assert [b.kode or b.uraian for b in isi(aksi).baris][1:5] == ["3355", "3355.EBA", "3355.EBA.994", "Rapat"]


@pytest.mark.parametrize(
    ("jenjang", "induk"),
    [([0, 1, 2, 2, 1], [None, 0, 1, 1, 0]), ([1, 3, 0], [None, 0, None]), ([], [])],
)
def test_the_row_above_is_the_nearest_less_deep_one(jenjang, induk):
    assert induk_baris(jenjang) == induk


def test_rows_above_have_the_weeks_of_all_rows_below_and_none_of_their_own():
    assert naikkan([0b1000, 0b1, 0b10], [None, 0, 0]) == [0b11, 0b1, 0b10]


def test_any_number_of_rows_costs_the_same_queries(aksi, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(4):
            isi_rencana(RencanaAksi.objects.select_related("satker", "dipa").get(pk=aksi.pk), berjalan=0)
        BarisAksi.objects.bulk_create(BarisAksi(rencana=aksi, urut=50 + n, uraian=str(n)) for n in range(40))


# --- Painting --------------------------------------------------------------------------------------------------------


def test_a_draft_is_painted_with_plans_and_a_fixed_one_with_progress(aksi):
    b = services.lukis_rencana(baris=baris(aksi, "3355.EBA.994"), versi=1, bit=0b110)
    with pytest.raises(TransisiDitolak, match="setelah rencana aksi ditetapkan"):
        services.lukis_terlaksana(baris=b, versi=b.versi, bit=0b1)
    tetapkan(aksi)
    services.lukis_terlaksana(baris=b, versi=b.versi, bit=0b010)
    with pytest.raises(TransisiDitolak, match="tidak dapat diubah"):
        services.lukis_rencana(baris=b, versi=b.versi, bit=0)
    b.refresh_from_db()
    assert (b.rencana_minggu, b.terlaksana, b.versi) == (0b110, 0b010, 3)
    kini = isi(aksi)
    assert (kini.bulan[0].rencana, kini.bulan[0].terlambat, kini.bulan[0].persen) == (1, 1, 50)
    assert kini.baris[0].rencana == 0b110


def test_two_who_paint_one_row_do_not_overwrite_each_other(aksi):
    b = baris(aksi, "3355.EBA.994")
    services.lukis_rencana(baris=b, versi=1, bit=1)
    with pytest.raises(VersiBerubah):
        services.lukis_rencana(baris=baris(aksi, "3355.EBA.994"), versi=1, bit=2)
    assert baris(aksi, "3355.EBA.994").rencana_minggu == 1


@pytest.mark.parametrize("bit", [-1, minggu.SEMUA + 1])
def test_weeks_outside_the_year_are_refused_by_act_and_database(aksi, bit):
    b = baris(aksi, "3355.EBA.994")
    with pytest.raises(TransisiDitolak, match="tidak dikenal"):
        services.lukis_rencana(baris=b, versi=1, bit=bit)
    for kolom in ("rencana_minggu", "terlaksana"):
        with pytest.raises(IntegrityError), transaction.atomic():
            BarisAksi.objects.filter(pk=b.pk).update(**{kolom: bit})


@pytest.mark.parametrize("nilai", [{"pos": None}, {"tw3": -1}, {"output_jumlah": -1}])
def test_the_database_holds_the_rules_of_a_row(aksi, nilai):
    with pytest.raises(IntegrityError), transaction.atomic():
        BarisAksi.objects.filter(pk=baris(aksi, "3355").pk).update(**nilai)


# --- Another DIPA, status, paper -------------------------------------------------------------------------------------


def test_on_a_revised_dipa_a_dropped_code_becomes_a_typed_row_and_keeps_its_weeks(aksi, perencana):
    services.lukis_rencana(baris=baris(aksi, "6709.EBA.994"), versi=1, bit=5)
    baru = services_anggaran.buat_revisi_dipa(dipa=aksi.dipa, oleh=perencana)
    baru.pos.filter(kode="6709.EBA.994").update(kode="6709.EBA.995", uraian="Layanan baru", pagu=700_000)
    Dipa.objects.filter(pk=aksi.dipa_id).update(status="digantikan")
    Dipa.objects.filter(pk=baru.pk).update(status="berlaku")
    assert services.perbarui_dari_dipa(rencana=aksi) == ["6709.EBA.994 Pos 6709.EBA.994"]
    kini = {b.kode: b for b in isi(aksi).baris}
    assert (kini["6709.EBA.994"].baris.pos, kini["6709.EBA.994"].rencana) == (None, 5)
    assert kini["6709.EBA.995"].pagu == 700_000


def test_draft_is_submitted_and_fixed(aksi, perencana, sekretaris):
    RencanaAksi.objects.filter(pk=aksi.pk).update(tanggal=datetime.date(2024, 1, 21))
    aksi.refresh_from_db()
    services_rencana.ajukan(rencana=aksi, oleh=perencana)
    services_rencana.kembalikan(rencana=aksi, oleh=sekretaris, catatan="Isi jadwalnya.")
    services_rencana.ajukan(rencana=aksi, oleh=perencana)
    services_rencana.tetapkan(rencana=aksi, oleh=sekretaris)
    assert aksi.status == "ditetapkan"


def test_paper_has_the_office_first_then_each_row_with_its_bars(aksi, satker):
    services.lukis_rencana(baris=baris(aksi, "3355.EBA.994"), versi=1, bit=minggu.kumpulkan([2, 3, 4]))
    naskah = susun_aksi(isi(aksi))
    assert (naskah.baris[0].uraian, naskah.baris[0].pagu) == (satker.nama_singkat.upper(), "4.600.000")
    assert naskah.baris[4].minggu == "Jan 3–4; Feb 1"
    assert [(r.awal, r.panjang) for r in naskah.baris[1].ruas] == [(2, 3)]
    assert (naskah.bertriwulan, naskah.bulan[8]) == (False, "September")
    services.simpan_rincian(baris=baris(aksi, "3355"), versi=1, tw1=2)
    naskah = susun_aksi(isi(aksi))
    assert (naskah.bertriwulan, naskah.bulan[8]) == (True, "Sep")  # narrow columns


def test_only_a_fixed_one_is_an_annex(aksi, satker):
    assert lampiran_aksi(satker, 2024) is None
    tetapkan(aksi)
    assert lampiran_aksi(satker, 2024).mengetahui.nama == "Rusman Sudarsono"
