"""An RKT: proposed in one click, its amounts from the DIPA, its hints, its status, its paper."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from anggaran import services as services_anggaran
from anggaran.models import Dipa
from dokumen.jenis import GalatDokumen
from perjanjian import services_rencana
from perjanjian.models import IndikatorRkt, KegiatanRkt, Rkt, SasaranRkt
from perjanjian.rkt import services
from perjanjian.rkt.isi import isi_rkt
from perjanjian.rkt.petunjuk import petunjuk_rkt
from perjanjian.rkt.susunan import lampiran_rkt, naskah_rkt, susun_rkt
from renstra.enums import JenisSasaran
from sakip.alur import TransisiDitolak
from sakip.models import VersiBerubah
from tests import pabrik

pytestmark = pytest.mark.django_db


def muat(rkt):
    return isi_rkt(Rkt.objects.lengkap().get(pk=rkt.pk))


def taruh(rkt, kode, urut=1):
    pos = rkt.dipa.pos.get(kode=kode)
    services.tempatkan(rkt=rkt, pos=pos, sasaran=rkt.sasaran.get(urut=urut), semula=None)


# --- Proposing -------------------------------------------------------------------------------------------------------


def test_proposal_takes_sasaran_indikator_and_target_of_the_year(rkt, jabatan_ketua, jabatan_sekretaris):
    indikator = IndikatorRkt.objects.get(sasaran__rkt=rkt)
    assert (indikator.uraian, indikator.target, indikator.sasaran.uraian) == ("Indikator 1", 90, "Sasaran 1")
    assert (rkt.penandatangan, rkt.mengetahui) == (jabatan_sekretaris.jabatan, jabatan_ketua.jabatan)
    assert rkt.riwayat.get().tindakan == "buat"


def test_proposal_prefers_sasaran_program_and_places_ro_by_their_code(renstra, dipa, satker, perencana):
    program = renstra.program.create(urut=1, kode="076.01.WA", nama="Dukungan Manajemen")
    s = pabrik.SasaranFactory(renstra=renstra, urut=3, jenis=JenisSasaran.PROGRAM, tujuan=None, program=program)
    pabrik.TargetTahunanFactory(indikator=pabrik.IndikatorFactory(sasaran=s, urut=1))
    sasaran = services.usulkan(satker=satker, tahun=2024, oleh=perencana).sasaran.get()
    assert sasaran.sasaran == s
    assert [k.pos.kode for k in sasaran.kegiatan.all()] == ["3355.EBA.994", "6709.EBA.994"]
    assert sasaran.program.kode == "076.01.WA"


def test_proposal_follows_the_placing_of_the_year_before(renstra, dipa, satker, perencana):
    asal = renstra.sasaran.get(urut=1)
    lalu = pabrik.DipaFactory(satker=satker, tahun=2023)
    pos = pabrik.PosFactory(dipa=lalu, kode="6709.EBA.994", urut=1)
    sasaran = pabrik.SasaranRktFactory(rkt__satker=satker, rkt__tahun=2023, rkt__dipa=lalu, sasaran=asal)
    pabrik.KegiatanRktFactory(sasaran=sasaran, pos=pos)
    rkt = services.usulkan(satker=satker, tahun=2024, oleh=perencana)
    assert [k.pos.kode for k in KegiatanRkt.objects.filter(sasaran__rkt=rkt)] == ["6709.EBA.994"]


def test_nothing_is_proposed_without_renstra_or_dipa_or_a_second_time(satker, perencana, renstra):
    with pytest.raises(TransisiDitolak, match="Belum ada DIPA"):
        services.usulkan(satker=satker, tahun=2024, oleh=perencana)
    with pytest.raises(TransisiDitolak, match="Belum ada Renstra"):
        services.usulkan(satker=satker, tahun=2030, oleh=perencana)
    pabrik.DipaFactory(satker=satker)
    services.usulkan(satker=satker, tahun=2024, oleh=perencana)
    with pytest.raises(TransisiDitolak, match="sudah ada"):
        services.usulkan(satker=satker, tahun=2024, oleh=perencana)
    assert Rkt.objects.count() == 1


# --- Amounts ---------------------------------------------------------------------------------------------------------


def test_amounts_are_the_pagu_of_what_is_listed_and_sum_up(rkt):
    taruh(rkt, "3355.EBA.994")
    isi = muat(rkt)
    assert [(k.kode, k.nilai) for k in isi.sasaran[0].kegiatan] == [
        ("3355", 4_000_000),
        ("3355.EBA", 4_000_000),
        ("3355.EBA.994", 4_000_000),
    ]
    assert (isi.program[0].kode, isi.program[0].nilai, isi.nilai) == ("076.01.WA", 4_000_000, 4_000_000)


def test_a_listed_activity_without_listed_ro_counts_its_whole_pagu_once(rkt):
    for kode in ("6709", "3355", "3355.EBA.994"):
        KegiatanRkt.objects.create(sasaran=rkt.sasaran.get(urut=1), pos=rkt.dipa.pos.get(kode=kode))
    isi = muat(rkt)
    assert {k.kode: k.nilai for k in isi.sasaran[0].kegiatan}["6709"] == 600_000
    assert isi.nilai == 4_600_000


def test_the_content_and_hints_of_any_size_cost_the_same_queries(rkt, django_assert_num_queries):
    taruh(rkt, "3355.EBA.994")
    with django_assert_num_queries(10):
        isi = muat(rkt)
    with django_assert_num_queries(3):
        petunjuk_rkt(isi)
    sasaran = rkt.sasaran.get(urut=1)
    for n in range(2, 30):
        IndikatorRkt.objects.create(sasaran=sasaran, urut=n, uraian=str(n), satuan=sasaran.indikator.first().satuan)
    with django_assert_num_queries(10):
        isi = muat(rkt)
    with django_assert_num_queries(3):
        petunjuk_rkt(isi)


# --- Hints -----------------------------------------------------------------------------------------------------------


def test_a_target_unlike_the_renstras_is_a_hint_and_stays(rkt):
    baris = IndikatorRkt.objects.get(sasaran__rkt=rkt)
    services.simpan_indikator(baris=baris, versi=1, uraian=baris.uraian, target=Decimal(95))
    assert petunjuk_rkt(muat(rkt)).target == {baris.pk: "Renstra: 90\u00a0%, RKT: 95\u00a0%"}


def test_an_indikator_that_the_rkt_leaves_out_is_a_hint(rkt, renstra):
    i = pabrik.IndikatorFactory(sasaran=renstra.sasaran.get(urut=2), urut=7)
    pabrik.TargetTahunanFactory(indikator=i, tahun=2024)
    assert petunjuk_rkt(muat(rkt)).belum == (i,)


def test_activities_that_no_sasaran_or_two_carry_are_hints(rkt):
    lain = SasaranRkt.objects.create(rkt=rkt, urut=9, uraian="Lain")
    taruh(rkt, "3355.EBA.994")
    KegiatanRkt.objects.create(sasaran=lain, pos=rkt.dipa.pos.get(kode="3355.EBA.994"))
    teks = {k.tentang.split()[0]: k.teks for k in petunjuk_rkt(muat(rkt)).kegiatan}
    assert teks["6709.EBA.994"] == "Belum ditempatkan pada sasaran"
    assert "2 sasaran" in teks["3355.EBA.994"]


@pytest.fixture
def dipa_revisi(rkt, perencana, sekretaris):
    """A revision in force: 3355 has another pagu."""
    taruh(rkt, "3355.EBA.994")
    taruh(rkt, "6709.EBA.994")
    baru = services_anggaran.buat_revisi_dipa(dipa=rkt.dipa, oleh=perencana)
    baru.pos.filter(kode="3355.EBA.994").update(pagu=5_000_000)
    baru.pos.filter(kode="6709.EBA.994").delete()
    Dipa.objects.filter(pk=rkt.dipa_id).update(status="digantikan")
    Dipa.objects.filter(pk=baru.pk).update(status="berlaku")
    return baru


def test_a_revised_dipa_is_a_hint_until_it_is_taken(rkt, dipa_revisi):
    teks = {k.tentang.split()[0]: k.teks for k in petunjuk_rkt(muat(rkt)).kegiatan}
    assert teks["3355.EBA.994"] == "DIPA 2024 revisi 1: 5.000.000, RKT: 4.000.000"
    assert teks["6709.EBA.994"] == "Tidak ada lagi pada DIPA 2024 revisi 1"
    assert muat(rkt).nilai == 4_600_000
    assert services.pakai_dipa_berlaku(rkt=rkt) == ["6709.EBA.994 Pos 6709.EBA.994"]
    rkt.refresh_from_db()
    assert muat(rkt).nilai == 5_000_000
    assert petunjuk_rkt(muat(rkt)).dipa_baru == ""


# --- Rows ------------------------------------------------------------------------------------------------------------


def test_a_row_that_somebody_else_saved_is_not_overwritten(rkt):
    baris = IndikatorRkt.objects.get(sasaran__rkt=rkt)
    services.simpan_indikator(baris=baris, versi=1, uraian="Satu", target=None)
    with pytest.raises(VersiBerubah):
        services.simpan_indikator(baris=baris, versi=1, uraian="Dua", target=None)
    assert IndikatorRkt.objects.get(pk=baris.pk).uraian == "Satu"


def test_moving_an_activity_that_somebody_moved_meanwhile_is_refused(rkt):
    taruh(rkt, "3355.EBA.994")
    with pytest.raises(VersiBerubah):
        services.tempatkan(rkt=rkt, pos=rkt.dipa.pos.get(kode="3355.EBA.994"), sasaran=None, semula=None)


def test_the_last_row_takes_its_sasaran_along(rkt):
    services.hapus_indikator(baris=IndikatorRkt.objects.select_related("sasaran__rkt").get(sasaran__rkt=rkt))
    assert not rkt.sasaran.exists()


def test_an_indikator_of_the_renstra_is_added_once(rkt, renstra):
    i = renstra.sasaran.get(urut=2).indikator.get()
    baris = services.tambah_indikator(rkt=rkt, indikator=i)
    assert (baris.sasaran.uraian, baris.target) == ("Sasaran 2", None)
    with pytest.raises(TransisiDitolak, match="sudah ada"):
        services.tambah_indikator(rkt=rkt, indikator=i)


# --- Status ----------------------------------------------------------------------------------------------------------


def bertanggal(rkt):
    Rkt.objects.filter(pk=rkt.pk).update(tanggal=datetime.date(2024, 1, 2))
    rkt.refresh_from_db()


def test_draft_is_submitted_by_one_and_fixed_by_another(rkt, perencana, sekretaris):
    bertanggal(rkt)
    services_rencana.ajukan(rencana=rkt, oleh=perencana)
    services_rencana.tetapkan(rencana=rkt, oleh=sekretaris)
    assert [r.tindakan for r in rkt.riwayat.all()] == ["buat", "ajukan", "tetapkan"]
    with pytest.raises(TransisiDitolak, match="tidak dapat diubah"):
        services.tempatkan(rkt=rkt, pos=rkt.dipa.pos.first(), sasaran=None, semula=None)


def test_nobody_fixes_what_they_submitted(rkt, sekretaris):
    bertanggal(rkt)
    services_rencana.ajukan(rencana=rkt, oleh=sekretaris)
    assert [t.nama for t in rkt.tindakan_untuk(sekretaris)] == ["kembalikan"]


@pytest.mark.parametrize(("hari", "pesan"), [(None, "Tanggalnya belum diisi"), ("1990-01-02", "Tidak ada pejabat")])
def test_it_is_fixed_only_with_a_date_on_which_both_offices_were_held(rkt, perencana, sekretaris, hari, pesan):
    rkt.penandatangan.penugasan.update(mulai="2020-01-01")
    Rkt.objects.filter(pk=rkt.pk).update(tanggal=hari)
    rkt.refresh_from_db()
    services_rencana.ajukan(rencana=rkt, oleh=perencana)
    with pytest.raises(TransisiDitolak, match=pesan):
        services_rencana.tetapkan(rencana=rkt, oleh=sekretaris)


def test_an_empty_one_cannot_be_submitted(rkt, perencana):
    rkt.sasaran.all().delete()
    with pytest.raises(TransisiDitolak, match="masih kosong"):
        services_rencana.ajukan(rencana=rkt, oleh=perencana)


def test_the_database_holds_the_rules_of_the_paper(rkt):
    for nilai in ({"status": "ditetapkan", "tanggal": None}, {"mengetahui": rkt.penandatangan}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rkt.objects.filter(pk=rkt.pk).update(**nilai)


# --- Paper -----------------------------------------------------------------------------------------------------------


def test_paper_sets_indikator_and_activities_side_by_side_with_both_signers(rkt, satker):
    taruh(rkt, "3355.EBA.994")
    bertanggal(rkt)
    naskah = susun_rkt(muat(rkt))
    teks = [[s.teks for s in b.sel] for b in naskah.tabel.baris]
    assert teks[0][-1] == "4.000.000"
    assert teks[2] == ["Sasaran 1", "Indikator 1", "90\u00a0%", "3355", "Pos 3355", "4.000.000"]
    assert teks[3][:4] == ["", "", "", "3355.EBA"]
    assert (naskah.penanda.nama, naskah.mengetahui.nama) == ("Kemas Mohammad Ajir", "Rusman Sudarsono")
    assert naskah.rancangan == "Rancangan"


def test_an_old_prints_other_amount_is_a_note_below_the_table(rkt):
    taruh(rkt, "3355.EBA.994")
    KegiatanRkt.objects.update(catatan_cetak="Tercetak 5.568.789.000.")
    tabel = susun_rkt(muat(rkt)).tabel
    assert tabel.catatan == ("Tercetak 5.568.789.000.",)
    assert [b.sel[-1].catatan for b in tabel.baris if b.sel[-1].catatan] == [1]


def test_only_a_fixed_one_is_an_annex_and_a_missing_one_says_so(rkt, satker):
    assert lampiran_rkt(satker, 2024) is None
    bertanggal(rkt)
    Rkt.objects.filter(pk=rkt.pk).update(status="ditetapkan")
    assert lampiran_rkt(satker, 2024).rancangan == ""
    with pytest.raises(GalatDokumen, match="belum mempunyai RKT tahun 2030"):
        naskah_rkt(satker, 2030)
